// Every sample, through the whole tool, against what its sample.yaml says must come out.
import { describe, expect, test } from '@jest/globals';
import { existsSync, readFileSync, readdirSync, statSync, writeFileSync } from 'node:fs';
import { loadCatalogue, loadWatchlist } from '../src/catalogue/load.js';
import { unknownText } from '../src/text/words/engine.js';
import { scanPackage } from '../src/scan.js';
import { compareSample } from './support/compare-sample.js';
import { readSamples } from './support/samples.js';

const samples = readSamples();

describe('the set of samples', () => {
  test('is complete: each folder has a description, a manifest and a built package', () => {
    const folders = readdirSync('samples', { withFileTypes: true }).filter(
      (e) => e.isDirectory() && !['tools', 'example-survey'].includes(e.name),
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

describe('what the docs say of samples', () => {
  const names = new Set(samples.map((s) => s.name));
  const page = readFileSync('docs/limits-and-blind-spots.md', 'utf8').replace(/\s+/g, ' ');
  test('the page on blind spots names samples that exist, and each that shows one', () => {
    const named = [...page.matchAll(/`([a-z]+(?:-[a-z0-9]+)+)`/g)].map(([, name]) => name ?? '');
    expect(named.filter((name) => !names.has(name))).toEqual([]);
    for (const name of names) if (name.startsWith('blind-')) expect(named).toContain(name);
  });
  test('it quotes the words that the product prints', () => {
    const said = samples.flatMap((s) => s.expect.says ?? []);
    for (const code of [...said, 'reflection', 'encrypted-strings', 'missing-splits'])
      expect(page).toContain(unknownText(code).en);
  });
  test('the table in samples/README.md lists every sample', () => {
    const readme = readFileSync('samples/README.md', 'utf8');
    const rows = samples.map(
      (s) =>
        `| \`${s.name}\` | ${s.behaviour.en.replaceAll('|', '\\|')} | ${s.provenance} | ${s.type ?? 'inferred'} |`,
    );
    const table = readme.slice(readme.indexOf('| Sample |')).trim().split('\n').slice(2);
    if (process.env['UPDATE_GOLDEN'] === '1') {
      const head = '| Sample | Behaviour | Provenance | Judged as |\n|---|---|---|---|\n';
      writeFileSync(
        'samples/README.md',
        `${readme.slice(0, readme.indexOf('| Sample |'))}${head}${rows.join('\n')}\n`,
      );
    } else expect(table).toEqual(rows);
  });
});

describe('samples cover the catalogue', () => {
  const taking = (role: string): boolean => ['collect', 'subscribe', 'callback'].includes(role);
  const kinds = loadCatalogue()
    .kinds.filter((k) => k.routes.some((r) => r.signal === 'strong' && taking(r.role) && r.library !== true))
    .map((k) => k.id);
  const expecting = (side: string): string[] =>
    samples.filter((s) => s.name.endsWith(side)).flatMap((s) => Object.keys(s.expect.kinds ?? {}));

  test('each kind that code can take has a sample that takes it and a near miss', () => {
    const yes = new Set(expecting('-yes'));
    const no = new Set(expecting('-no'));
    expect(kinds.filter((id) => !yes.has(id))).toEqual([]);
    expect(kinds.filter((id) => !no.has(id))).toEqual([]);
  });
  test('each pair has both sides, and there are at least forty pairs and ten of screenshots', () => {
    const pairs = new Map<string, number>();
    for (const s of samples) if (s.pair) pairs.set(s.pair, (pairs.get(s.pair) ?? 0) + 1);
    expect([...pairs].filter(([, sides]) => sides !== 2)).toEqual([]);
    expect(pairs.size).toBeGreaterThanOrEqual(40);
    expect([...pairs.keys()].filter((name) => name.startsWith('screen')).length).toBeGreaterThanOrEqual(10);
  });
});
