// What a reader sees of two samples in the terminal and in Markdown, word for word: small enough to be read before it is
// accepted. Rewritten by "npm run golden". Formats for machines are held by schemas and assertions in test/report.
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from '@jest/globals';
import { DEFAULT_LIMITS } from '../src/bytes/limits.js';
import { loadCatalogueWith } from '../src/catalogue/load.js';
import { extractFacts } from '../src/extract/index.js';
import { openPackage } from '../src/package/index.js';
import { loadReporter } from '../src/report/index.js';
import { judgeFacts } from '../src/scan.js';

const SAMPLES = ['screenshot-keeper', 'shop-modest'];
const FORMATS = ['terminal', 'markdown'] as const;
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
  const files: Record<string, string> = {};
  for (const id of FORMATS)
    for (const lang of ['en', 'zh'] as const) {
      const reporter = await loadReporter(id);
      if (lang === 'zh' && id !== 'terminal') continue;
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
