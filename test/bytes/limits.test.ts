// Every limit is a positive number with a reason beside it, and docs/security.md names it.
import { readFileSync } from 'node:fs';
import { expect, test } from '@jest/globals';
import { DEFAULT_LIMITS } from '../../src/bytes/limits.js';

const read = (path: string): string => readFileSync(new URL(`../../${path}`, import.meta.url), 'utf8');

test('limits are positive whole numbers', () => {
  for (const value of Object.values(DEFAULT_LIMITS)) {
    expect(Number.isSafeInteger(value)).toBe(true);
    expect(value).toBeGreaterThan(0);
  }
});
test('each has its reason in the source and its name in the page on security', () => {
  const source = read('src/bytes/limits.ts');
  const page = read('docs/security.md');
  for (const name of Object.keys(DEFAULT_LIMITS)) {
    expect(source).toMatch(new RegExp(`^  ${name}: [^/]+// .+`, 'm'));
    expect(page).toContain(`\`${name}\``);
  }
});
