// npm run truth: the built product on the labelled packages, and how true its claims are. Packages come from
// --folder, found by hash at any depth, and from those that npm installed; with --npm the ones that a label places there
// are fetched by npm itself. Options: --folder DIR, --npm, --facts DIR (facts kept between runs), --only TEXT,
// --json FILE, --write (renews docs/truth.md and its twin), --no-own (without the programs of our own), --wrapped DIR
// (builds SDKs in apps of their own there and judges them). Leaves counting to score.js and own-builds.js, building
// around SDKs to wrapped.js and words to page.js.
import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { mkdtempSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { readLabels } from './labels.js';
import { ownBuilds } from './own-builds.js';
import { pageOf } from './page.js';
import { figuresOf } from './score.js';
import { countWrapped, wrappedRuns } from './wrapped.js';

const ROOT = fileURLToPath(new URL('../../', import.meta.url));
const PACKAGE = /\.(apk|apks|aab|xapk|apkm)$/i;

/** Files below a folder that look like packages; links are followed once each by their real file. */
function packagesBelow(folder, depth = 8) {
  if (depth === 0) return [];
  return readdirSync(folder, { withFileTypes: true }).flatMap((entry) => {
    const path = join(folder, entry.name);
    if (entry.isDirectory()) return packagesBelow(path, depth - 1);
    return entry.isFile() && PACKAGE.test(entry.name) ? [path] : [];
  });
}

/** What npm gives for one name@version, unpacked by itself into a folder of its own. */
function fetchFromNpm(spec, into) {
  const done = spawnSync('npm', ['install', '--ignore-scripts', '--no-save', '--prefix', into, spec], {
    encoding: 'utf8',
  });
  if (done.status !== 0) console.error(`not had from npm: ${spec}\n${done.stderr.trim()}`);
}

function findPackages(labels, { folder, npm }) {
  const wanted = new Map(labels.map((label) => [label.sha256, label]));
  const fetched = npm ? mkdtempSync(join(tmpdir(), 'truth-')) : null;
  if (fetched)
    for (const spec of new Set(
      labels.flatMap(({ origin }) => (origin.startsWith('npm:') ? [origin.slice(4)] : [])),
    ))
      fetchFromNpm(spec, fetched);
  const folders = [folder, fetched, join(ROOT, 'node_modules')].filter(Boolean);
  const found = new Map();
  for (const path of folders.flatMap((one) => packagesBelow(one))) {
    const sha256 = createHash('sha256').update(readFileSync(path)).digest('hex');
    if (wanted.has(sha256) && !found.has(sha256)) found.set(sha256, path);
  }
  return { found, clean: () => fetched && rmSync(fetched, { recursive: true, force: true }) };
}

async function openProduct(factsFolder) {
  const from = (path) => import(new URL(`../../dist/${path}`, import.meta.url).href);
  const [scan, load, job, cache, { DEFAULT_LIMITS }] = await Promise.all([
    from('scan.js'),
    from('catalogue/load.js'),
    from('run/job.js'),
    from('run/facts-cache.js'),
    from('bytes/limits.js'),
  ]);
  const [catalogue, watchlist] = [load.loadCatalogue(), load.loadWatchlist()];
  const kept = factsFolder === undefined ? null : cache.openFactsCache(factsFolder, `truth-${process.pid}`);
  const judged = (facts, type) => ({
    report: scan.judgeFacts(facts, { catalogue, type }),
    inferred: scan.judgeFacts(facts, { catalogue }).type.id,
  });
  return {
    kinds: new Set(catalogue.kinds.map(({ id }) => id)),
    judgeFile: (path, type) => judged(scan.readPaths([path], { watchlist }), type),
    /** The report with the label's type, and the type that would have been guessed. */
    judge({ sha256, types, given = types[0] }, path) {
      const key = job.factsKey(sha256, { watchlist, limits: DEFAULT_LIMITS });
      let facts = kept?.get(key) ?? null;
      if (facts === null) {
        facts = scan.readPaths([path], { watchlist });
        kept?.put(key, facts);
      }
      return judged(facts, given);
    },
  };
}

/**
 * What the judge said of packages that were drawn and labelled before anything was mended for them, kept in
 * first-judged.json as it was said then, beside what it says now.
 */
function freshOf(runs) {
  const { when, packages } = JSON.parse(readFileSync(join(ROOT, 'test/truth/first-judged.json'), 'utf8'));
  const drawn = runs.filter(({ label }) => packages[label.id] !== undefined);
  const then = drawn.map(({ label }) => ({
    label,
    report: packages[label.id],
    inferred: packages[label.id].inferred,
  }));
  return drawn.length === 0 ? {} : { fresh: { now: figuresOf(drawn), first: { when, ...figuresOf(then) } } };
}

const { values: options } = parseArgs({
  allowNegative: true,
  options: {
    own: { type: 'boolean', default: true },
    wrapped: { type: 'string' },
    folder: { type: 'string' },
    npm: { type: 'boolean', default: false },
    facts: { type: 'string' },
    only: { type: 'string' },
    json: { type: 'string' },
    write: { type: 'boolean', default: false },
  },
});
const product = await openProduct(options.facts);
const labels = readLabels(join(ROOT, 'test/truth/labels'), product.kinds).filter(
  ({ id }) => options.only === undefined || id.includes(options.only),
);
const { found, clean } = findPackages(labels, options);
const runs = [];
for (const label of labels) {
  const path = found.get(label.sha256);
  if (path === undefined) console.error(`not at hand: ${label.id} (${label.origin} ${label.file})`);
  else runs.push({ label, ...product.judge(label, path) });
}
clean();
const figures = figuresOf(runs);
const wraps = options.wrapped ? await wrappedRuns(options.wrapped, { ...product, only: options.only }) : [];
const groups = {
  ...freshOf(runs),
  ...(wraps.length > 0 ? { wrapped: countWrapped(wraps) } : {}),
  ...(options.own ? { own: await ownBuilds() } : {}),
};
if (options.json) writeFileSync(options.json, `${JSON.stringify({ ...figures, groups }, null, 1)}\n`);
if (options.write) {
  if (runs.length < labels.length || !options.own || wraps.length === 0)
    console.error('the page speaks of all packages, SDKs and programs or is not written');
  else {
    writeFileSync(join(ROOT, 'docs/truth.md'), pageOf(figures, 'en', groups));
    writeFileSync(join(ROOT, 'docs/truth.zh.md'), pageOf(figures, 'zh', groups));
  }
}
console.log(pageOf(figures, 'en', groups));
if (runs.length === 0) process.exitCode = 2;
