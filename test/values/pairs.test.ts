// Pairs of a program that sends what it takes and a look-alike that does not, by the techniques that programs are written
// with. Which come out wrong is written down, so that every change of it is seen: PAIRS=write rewrites wrong.json and
// prints the table for the docs. Leaves programs with libraries in them to pairs-libraries.test.ts.
import { createHash } from 'node:crypto';
import { readFileSync, readdirSync } from 'node:fs';
import { describe, expect, test } from '@jest/globals';
import {
  isLarge,
  judgePairs,
  knownWrong,
  measure,
  readPairs,
  recorded,
  tableOf,
  writeWrong,
  wrongOf,
} from './judge-pairs.js';

const isSmall = (pair: Parameters<typeof isLarge>[0]): boolean => !isLarge(pair);

describe('pairs of leak and look-alike', () => {
  test('are built from what is written', () => {
    const folder = new URL('pairs/', import.meta.url);
    const bodies = new Map<string, string>();
    for (const file of readdirSync(folder).filter((name) => name.endsWith('.txt'))) {
      for (const part of readFileSync(new URL(file, folder), 'utf8').split(/^=== /m)) {
        if (part.trim() === '' || part.startsWith('#')) continue;
        const end = part.indexOf('\n');
        bodies.set(part.slice(0, part.indexOf('|')).trim(), part.slice(end + 1).trim());
      }
    }
    const hash = (text: string): string => createHash('sha256').update(text).digest('hex').slice(0, 16);
    expect(readPairs().map(({ name, source }) => `${name} ${source}`)).toEqual(
      readPairs().map(({ name }) => `${name} ${hash(bodies.get(name) ?? '')}`),
    );
    expect(bodies.size).toBe(readPairs().length);
  });

  test('are told apart, but for those that are known', async () => {
    const wrong = wrongOf(await judgePairs(isSmall));
    if (process.env['PAIRS'] === 'write') writeWrong(isSmall, wrong);
    const names = new Set(
      readPairs()
        .filter(isSmall)
        .map(({ name }) => name),
    );
    expect(wrong).toEqual(knownWrong().filter((one) => names.has(one.split(' ')[0]!)));
  });

  test('reach what is asked of them, as the docs say', () => {
    const measures = measure(recorded());
    const all = measures.find(({ technique }) => technique === '(all)')!;
    expect(all.precision).toBeGreaterThanOrEqual(0.93);
    expect(all.recall).toBeGreaterThanOrEqual(0.89);
    for (const file of ['docs/how-values-are-followed.md', 'docs/how-values-are-followed.zh.md']) {
      const text = readFileSync(file, 'utf8');
      expect(tableOf(measures).filter((line) => !text.includes(line))).toEqual([]);
    }
  });
});
