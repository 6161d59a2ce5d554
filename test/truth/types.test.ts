// The table of right types names types and packages that exist in form: every id is a type, every row is whole and single.
import { readFileSync } from 'node:fs';
import { expect, test } from '@jest/globals';
import { parse } from 'yaml';
import { loadCatalogue } from '../../src/catalogue/load.js';

interface Row {
  package: string;
  types: string[];
  why: string;
  origin: string;
  sha256: string;
}
const rows = parse(readFileSync(new URL('types.yaml', import.meta.url), 'utf8')) as Row[];

test('each row says what is right, why, and of which bytes', () => {
  const ids = new Set([...loadCatalogue().types.map(({ id }) => id), 'none']);
  for (const row of rows) {
    expect(row.types.length).toBeGreaterThan(0);
    for (const id of row.types) expect(ids).toContain(id);
    expect(row.why.trim()).not.toBe('');
    expect(row.sha256).toMatch(/^[0-9a-f]{64}$/);
    expect(row.origin).toMatch(/^[^/ ]+\/[^/ ]+ ./);
  }
  expect(new Set(rows.map((row) => row.package)).size).toBe(rows.length);
  expect(rows.length).toBeGreaterThanOrEqual(150);
});
