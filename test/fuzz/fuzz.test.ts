// Two thousand mutated packages of a fixed seed: each gives facts, a refusal or a limit, and nothing else. The same
// harness runs by the hundred thousand under `npm run fuzz`; docs/security.md records what it found.
import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, test } from '@jest/globals';
import { DEFAULT_LIMITS } from '../../src/bytes/limits.js';
import { ParseError } from '../../src/bytes/parse-error.js';
import { extractFacts } from '../../src/extract/index.js';
import { openSources } from '../../src/package/index.js';
import { openBytes } from '../../src/package/source.js';
import { loadWatchlist } from '../../src/catalogue/load.js';
import { readSources } from '../../src/scan.js';
import { WATCH } from '../hostile/run.js';
import { makeCase, runCase, runCases, type Product } from './harness.js';
import { openSeeds } from './seeds.js';

process.env['OVERREACH_STRICT'] = '1';
const root = fileURLToPath(new URL('../../', import.meta.url));
const product: Product = {
  openSources,
  openBytes,
  extractFacts,
  ParseError,
  limits: DEFAULT_LIMITS,
  watch: WATCH,
};
const seeds = openSeeds(root);

describe('mutated packages', () => {
  test('there are seeds of every level', () => {
    const names = seeds.flat().map((item) => item.name);
    expect(seeds.length).toBeGreaterThanOrEqual(5);
    expect(names).toEqual(expect.arrayContaining(['AndroidManifest.xml', 'classes.dex', 'resources.arsc']));
  });
  test('a case can be made again from its number', () => {
    expect(makeCase(seeds, 9, 41)).toEqual(makeCase(seeds, 9, 41));
    expect(makeCase(seeds, 9, 42).data).not.toEqual(makeCase(seeds, 9, 41).data);
  });
  test('the harness notices an exception, a swallowed one, and slowness', () => {
    const throws = { ...product, extractFacts: () => JSON.parse('{') as unknown };
    const swallows = {
      ...product,
      extractFacts: () => ({ diagnostics: [{ code: 'internal/extractor-failed' }] }),
    };
    const cases = Array.from({ length: 20 }, (_, number) => makeCase(seeds, 1, number).data);
    const read = cases.find((data) => runCase(product, data).kind === 'facts')!;
    expect(runCase(throws, read).kind).toBe('failure');
    expect(runCase(swallows, read).kind).toBe('failure');
  });
  test('2,000 cases of seed 20 give facts, refusals or limits', () => {
    const failures: string[] = [];
    const { counts, levels } = runCases(product, seeds, {
      seed: 20,
      from: 0,
      to: 2_000,
      onFailure: (number, level, what) => failures.push(`case ${number} (${level}): ${what}`),
    });
    expect(failures).toEqual([]);
    expect(counts['facts']).toBeGreaterThan(1_000);
    expect(Object.keys(levels).sort()).toEqual(['code', 'dex', 'other', 'table', 'xml', 'zip']);
  }, 120_000);
});

describe('what the guided search found is read to its end', () => {
  const finds = join(import.meta.dirname, 'finds');
  test.each(readdirSync(finds))('%s', (name) => {
    const source = openBytes(new Uint8Array(readFileSync(join(finds, name))), name);
    const facts = readSources([source], { watchlist: loadWatchlist() });
    expect(facts.diagnostics.map(({ code }) => code)).not.toContain('internal/extractor-failed');
  });
});
