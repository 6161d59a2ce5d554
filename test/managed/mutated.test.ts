// A few hundred mutated assemblies, stores, snapshots and metadata files of a fixed seed: a result or a refusal, no more.
import { expect, test } from '@jest/globals';
import { DEFAULT_LIMITS } from '../../src/bytes/limits.js';
import { ParseError } from '../../src/bytes/parse-error.js';
import { loadWatchlist } from '../../src/catalogue/load.js';
import { Assembly } from '../../src/formats/assembly/assembly.js';
import { unpackAssembly } from '../../src/formats/assembly-store/lz4.js';
import { readAssemblyStore } from '../../src/formats/assembly-store/store.js';
import { findTexts, readSnapshot } from '../../src/formats/dart/snapshot.js';
import { Il2CppMetadata } from '../../src/formats/il2cpp/metadata.js';
import { analyseAssemblies } from '../../src/managed/analyse.js';
import { openSamples, runMutated } from '../fuzz/managed.js';

const product = {
  ...{
    Assembly,
    unpackAssembly,
    readAssemblyStore,
    findTexts,
    readSnapshot,
    Il2CppMetadata,
    analyseAssemblies,
  },
  ...{ ParseError, limits: DEFAULT_LIMITS, watched: loadWatchlist().scripts },
};
const run = (changed: Readonly<Record<string, unknown>> = {}) => {
  const failures: string[] = [];
  const counts = runMutated({ ...product, ...changed }, openSamples(), {
    ...{ seed: 17, from: 0, to: 400 },
    onFailure: (number, name, what) => failures.push(`${number} ${name}: ${what}`),
  });
  return { failures, counts };
};

test('400 cases of seed 17', () => {
  const { failures, counts } = run();
  expect(failures).toEqual([]);
  expect(counts.read).toBeGreaterThan(100);
  expect(counts.refused).toBeGreaterThan(20);
});
test('the harness notices an exception', () => {
  expect(run({ readSnapshot: () => JSON.parse('{') as unknown }).failures.length).toBeGreaterThan(0);
});
