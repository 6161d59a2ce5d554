// Every sample, through the whole tool, against what its sample.yaml says must come out.
import { describe, expect, test } from '@jest/globals';
import { existsSync, readFileSync, readdirSync, statSync } from 'node:fs';
import { loadCatalogue, loadWatchlist } from '../src/catalogue/load.js';
import { scanPackage } from '../src/scan.js';
import { compareSample } from './support/compare-sample.js';
import { readSamples } from './support/samples.js';

const samples = readSamples();

describe('the set of samples', () => {
  test('is complete: each folder has a description, a manifest and a built package', () => {
    const folders = readdirSync('samples', { withFileTypes: true }).filter(
      (e) => e.isDirectory() && e.name !== 'tools',
    );
    expect(samples.map((s) => s.name)).toEqual(folders.map((e) => e.name).sort());
    for (const { name } of samples) {
      expect({ name, manifest: existsSync(`samples/${name}/AndroidManifest.xml`) }).toEqual({
        name,
        manifest: true,
      });
      expect(statSync(`samples/${name}/app.apk`).size).toBeLessThan(64 * 1024);
    }
  });
  test('is described in both languages', () => {
    for (const { behaviour } of samples) {
      expect(behaviour.en).toMatch(/^[A-Z].*\.$/);
      expect(behaviour.zh).toMatch(/[\u4e00-\u9fff].*。$/);
    }
  });
  test('has text sources only beside the packages', () => {
    for (const { name } of samples)
      expect(readFileSync(`samples/${name}/AndroidManifest.xml`, 'utf8')).toContain('<manifest');
  });
});

describe('each sample gives what it says', () => {
  process.env['OVERREACH_STRICT'] = '1';
  const catalogue = loadCatalogue();
  const watchlist = { ...loadWatchlist() };
  watchlist.platform ??= new Uint8Array(readFileSync('dist/platform.bin'));
  const scan = (sample: (typeof samples)[number]): string[] =>
    compareSample(
      sample,
      scanPackage([sample.path], { catalogue, watchlist, ...(sample.type ? { type: sample.type } : {}) }),
    );

  test.each(samples.filter((s) => !s.open).map((s) => [s.name, s] as const))('%s', (_name, sample) => {
    expect(scan(sample)).toEqual([]);
  });
  // Where the tool is known to fall short; a sample that comes right has to lose its mark.
  const open = samples.filter((s) => s.open);
  if (open.length > 0)
    test.each(open.map((s) => [s.name, s] as const))('%s still falls short', (_name, sample) => {
      expect(scan(sample)).not.toEqual([]);
    });
});
