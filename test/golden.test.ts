// Facts, report and every format of a few samples, word for word. Rewritten by "npm run golden"; read the difference
// before committing it.
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from '@jest/globals';
import { DEFAULT_LIMITS } from '../src/bytes/limits.js';
import { loadCatalogueWith } from '../src/catalogue/load.js';
import { extractFacts } from '../src/extract/index.js';
import { openPackage } from '../src/package/index.js';
import { FORMAT_IDS, loadReporter } from '../src/report/index.js';
import { judgeFacts } from '../src/scan.js';

const SAMPLES = ['shop-over-collecting', 'shop-modest', 'screenshot-keeper', 'blind-packed'];
const EXPECTED = 'test/golden/expected';
const UPDATE = process.env['UPDATE_GOLDEN'] === '1';
const FIX = 'look at the difference, then run: npm run golden';

async function outputsOf(sample: string): Promise<Record<string, string>> {
  const { catalogue, watchlist } = await loadCatalogueWith({});
  const pkg = openPackage([`samples/${sample}/app.apk`], DEFAULT_LIMITS);
  const facts = extractFacts(pkg, watchlist, DEFAULT_LIMITS);
  pkg.close();
  // A catalogue's hash changes with every word of it; what matters of it shows in the report.
  const judged = judgeFacts(facts, {
    catalogue,
    toolVersion: '0.0.0',
    ...(sample.startsWith('shop') ? { type: 'online-shopping' } : {}),
  });
  const report = { ...judged, tool: { ...judged.tool, rules: 'golden' } };
  const files: Record<string, string> = { 'facts.json': `${JSON.stringify(facts, null, 2)}\n` };
  // The page for a browser is looked at in one, see test/report/html.
  for (const id of FORMAT_IDS.filter((format) => format !== 'html'))
    for (const lang of ['en', 'zh'] as const) {
      const reporter = await loadReporter(id);
      if (lang === 'zh' && !['terminal', 'markdown'].includes(id)) continue;
      const style = { color: false, columns: 100, lang, single: true };
      files[`${id}.${lang}${reporter.extension}`] = reporter.render(
        [{ name: `${sample}.apk`, report }],
        style,
      );
    }
  return files;
}

describe.each(SAMPLES)('%s', (sample) => {
  const folder = join(EXPECTED, sample);

  test('is reported as kept', async () => {
    const files = await outputsOf(sample);
    if (UPDATE) {
      rmSync(folder, { recursive: true, force: true });
      mkdirSync(folder, { recursive: true });
      for (const [name, text] of Object.entries(files)) writeFileSync(join(folder, name), text);
    }
    expect({ FIX, names: existsSync(folder) ? readdirSync(folder).sort() : [] }).toEqual({
      FIX,
      names: Object.keys(files).sort(),
    });
    for (const [name, text] of Object.entries(files))
      expect([FIX, name, text]).toEqual([FIX, name, readFileSync(join(folder, name), 'utf8')]);
  });
});

test('nothing else is kept', () => {
  expect(readdirSync(EXPECTED).sort()).toEqual([...SAMPLES].sort());
});
