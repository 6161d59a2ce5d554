// Every sample, through the whole tool, against what its sample.yaml says must come out.
import { describe, expect, test } from '@jest/globals';
import { existsSync, readFileSync, readdirSync, statSync } from 'node:fs';
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
