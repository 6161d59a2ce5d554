// `npm run hiding`: hides parts of packages at random and tells where the upper end of the interval fell. Options:
// --packages <folder or file>… (default: samples), --most 200, --hidings 50, --seed 1, --from 0, --log <file>, --what <hiding>.
// Packages are taken smallest first. Exit code 1 when any upper end fell. Leaves hiding to hide.js.
import { appendFileSync, existsSync, readFileSync, readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { fileURLToPath } from 'node:url';
import { putTogether, takeApart } from '../fuzz/archive.js';
import { openRandom } from '../fuzz/random.js';
import { HIDINGS, hideSomething } from './hide.js';

const ROOT = fileURLToPath(new URL('../../', import.meta.url));
const { values } = parseArgs({
  options: {
    packages: { type: 'string', multiple: true },
    most: { type: 'string', default: '200' },
    hidings: { type: 'string', default: '50' },
    seed: { type: 'string', default: '1' },
    from: { type: 'string', default: '0' },
    least: { type: 'string', default: '0' },
    what: { type: 'string' },
    log: { type: 'string' },
  },
});
const from = (path) => import(new URL(`../../dist/${path}`, import.meta.url).href);
const [{ openBytes }, { readSources, judgeFacts }, { loadCatalogue, loadWatchlist }, { ParseError }] =
  await Promise.all([
    from('package/source.js'),
    from('scan.js'),
    from('catalogue/load.js'),
    from('bytes/parse-error.js'),
  ]);
const [catalogue, watchlist] = [loadCatalogue(), loadWatchlist()];

const folders = values.packages ?? [join(ROOT, 'samples')];
const paths = folders
  .flatMap((path) =>
    statSync(path).isDirectory() ? readdirSync(path).map((name) => join(path, name)) : [path],
  )
  .map((path) => (statSync(path).isDirectory() ? join(path, 'app.apk') : path))
  .filter((path) => path.endsWith('.apk') && existsSync(path) && statSync(path).size >= Number(values.least))
  .sort((a, b) => statSync(a).size - statSync(b).size || (a < b ? -1 : 1));

/** Upper end of the interval, 100 for what is refused or not rated, and what a reader needs to see why. */
function judged(items) {
  try {
    const facts = readSources([openBytes(putTogether(items).data, 'a.apk')], { watchlist });
    const { score, verdict, coverage } = judgeFacts(facts, { catalogue });
    return {
      high: score.high,
      value: score.value,
      verdict,
      kinds: [],
      notes: coverage.notes.map(({ code, points }) => `${code} ${points ?? ''}`),
    };
  } catch (error) {
    if (!(error instanceof ParseError)) throw error;
    return { high: 100, value: 0, verdict: 'refused', notes: [error.code] };
  }
}

const counts = { packages: 0, hidings: 0, fell: 0, notRated: 0, refused: 0 };
const fallen = {};
for (const path of paths) {
  if (counts.packages >= Number(values.most)) break;
  let items;
  try {
    items = takeApart(new Uint8Array(readFileSync(path)));
  } catch {
    continue; // odd archives are the hostile suite's affair
  }
  if (!items.some(({ name }) => name === 'classes.dex')) continue;
  const honest = judged(items);
  if (honest.verdict === 'refused' || honest.high === 100) continue; // nothing above it
  counts.packages++;
  for (let number = Number(values.from); number < Number(values.from) + Number(values.hidings); number++) {
    const random = openRandom(
      (Math.imul(Number(values.seed), 0x01000193) ^ Math.imul(number, 0x85ebca6b)) >>> 0,
    );
    const made = values.what
      ? { what: values.what, items: HIDINGS[values.what](items, random) }
      : hideSomething(items, random);
    if (made.items === null) continue;
    const after = judged(made.items);
    counts.hidings++;
    if (after.verdict === 'refused') counts.refused++;
    else if (after.verdict === 'not-rated') counts.notRated++;
    if (after.high >= honest.high) continue;
    counts.fell++;
    (fallen[made.what] ??= []).push(Math.round((honest.high - after.high) * 10) / 10);
    const row = { path, number, what: made.what, before: honest, after };
    if (values.log) appendFileSync(values.log, `${JSON.stringify(row)}\n`);
  }
}
console.log(JSON.stringify({ seed: Number(values.seed), ...counts }));
for (const [what, list] of Object.entries(fallen).sort((a, b) => b[1].length - a[1].length))
  console.log(
    `${what}: ${list.length} fell, most by ${Math.max(...list)}, middle ${[...list].sort((a, b) => a - b)[list.length >> 1]}`,
  );
process.exit(counts.fell === 0 ? 0 : 1);
