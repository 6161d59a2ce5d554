// `npm run fuzz`: mutated packages by the thousand against the built product. Options: --cases 200000 --seed 1
// --from 0 --keep <folder>. A thread does the work; this one watches that it goes on, and ends it when it hangs.
// Exit code 1 when anything failed. Leaves the work to harness.js.
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { isMainThread, parentPort, Worker, workerData } from 'node:worker_threads';
import { fileURLToPath } from 'node:url';
import { runCases } from './harness.js';
import { openSeeds } from './seeds.js';

const ROOT = fileURLToPath(new URL('../../', import.meta.url));
const HANG_MS = 180_000; // far beyond the two seconds a case may take, so that a busy machine raises no false alarm
const MAX_MEMORY_BYTES = 1.5 * 2 ** 30;
const BATCH = 500;

async function openProduct() {
  const from = (path) => import(new URL(`../../dist/${path}`, import.meta.url).href);
  const [{ openSources }, { openBytes }, { extractFacts }, { ParseError }, { DEFAULT_LIMITS }] =
    await Promise.all([
      from('package/index.js'),
      from('package/source.js'),
      from('extract/index.js'),
      from('bytes/parse-error.js'),
      from('bytes/limits.js'),
    ]);
  return {
    openSources,
    openBytes,
    extractFacts,
    ParseError,
    limits: DEFAULT_LIMITS,
    watch: await openWatchlist(from),
    judge: await openJudge(from),
  };
}

/**
 * The real watchlist, thinned: how it is matched does not depend on its length, but the time for a small package does.
 */
async function openWatchlist(from) {
  const { loadWatchlist } = await from('catalogue/load.js');
  return Object.fromEntries(
    Object.entries(loadWatchlist()).map(([key, value]) => [
      key,
      Array.isArray(value) ? value.filter((_, at) => at % 16 === 0) : value,
    ]),
  );
}

/** Judging takes longer than reading, and judges what facts say rather than bytes: one case in fifty will do. */
async function openJudge(from) {
  const [{ judgeFacts }, { loadCatalogue }, reporters] = await Promise.all([
    from('scan.js'),
    from('catalogue/load.js'),
    Promise.all(
      ['terminal', 'markdown', 'json', 'sarif', 'junit', 'github', 'gitlab'].map((name) =>
        from(`report/${name}.js`).catch(() => null),
      ),
    ),
  ]);
  const catalogue = loadCatalogue();
  const renderers = reporters
    .filter((x) => x !== null)
    .flatMap((module) => Object.values(module))
    .filter((x) => typeof x?.render === 'function');
  if (renderers.length < 4) throw new Error('reporters not found: the build has changed');
  let count = 0;
  return (facts) => {
    if (count++ % 50 !== 0) return;
    const report = judgeFacts(facts, { catalogue });
    for (const reporter of renderers) {
      for (const locale of ['en', 'zh'])
        reporter.render([{ name: 'fuzz.apk', report }], {
          color: false,
          columns: 80,
          single: true,
          lang: locale,
        });
    }
  };
}

async function work({ cases, seed, from, keep }) {
  process.env.OVERREACH_STRICT = '1';
  const product = await openProduct();
  const seeds = openSeeds(ROOT);
  if (seeds.length === 0) throw new Error('no seed packages: run npm ci first');
  let peak = 0;
  for (let start = from; start < from + cases; start += BATCH) {
    const to = Math.min(from + cases, start + BATCH);
    const result = runCases(product, seeds, {
      seed,
      from: start,
      to,
      onProgress: (number) => number % 20 === 0 && parentPort.postMessage({ number }),
      onFailure(number, level, what, data) {
        if (keep !== null) {
          mkdirSync(keep, { recursive: true });
          writeFileSync(join(keep, `seed-${seed}-case-${number}.apk`), data);
        }
        parentPort.postMessage({ failure: { number, level, what } });
      },
    });
    peak = Math.max(peak, process.memoryUsage().rss);
    parentPort.postMessage({ batch: result, to, peak });
  }
}

function watch(options) {
  const worker = new Worker(new URL(import.meta.url), { workerData: options });
  const totals = { counts: {}, levels: {}, slowest: 0, peak: 0 };
  const failures = [];
  const started = Date.now();
  let last = { at: Date.now(), number: options.from };
  const add = (into, from) => {
    for (const [key, value] of Object.entries(from)) into[key] = (into[key] ?? 0) + value;
  };
  const finish = (hang) => {
    clearInterval(timer);
    const seconds = Math.round((Date.now() - started) / 1000);
    console.log(
      JSON.stringify({
        ...options,
        seconds,
        ...totals,
        peakMiB: Math.round(totals.peak / 2 ** 20),
        slowest: Math.round(totals.slowest),
      }),
    );
    if (hang)
      failures.push({ number: last.number, level: '?', what: `hang within 20 cases from ${last.number}` });
    if (totals.peak > MAX_MEMORY_BYTES)
      failures.push({ number: -1, level: '?', what: `memory ${totals.peak} bytes` });
    for (const { number, level, what } of failures.slice(0, 40))
      console.log(`FAILURE case ${number} (${level}): ${what}`);
    const run = Object.values(totals.counts).reduce((sum, count) => sum + count, 0);
    console.log(`${run - failures.length} passed, ${failures.length} failed`);
    process.exit(failures.length === 0 ? 0 : 1);
  };
  const timer = setInterval(() => {
    if (Date.now() - last.at > HANG_MS) finish(true);
  }, 1_000);
  worker.on('message', (message) => {
    last = { at: Date.now(), number: message.number ?? last.number };
    if (message.failure) failures.push(message.failure);
    if (message.batch) {
      add(totals.counts, message.batch.counts);
      add(totals.levels, message.batch.levels);
      totals.slowest = Math.max(totals.slowest, message.batch.slowest);
      totals.peak = Math.max(totals.peak, message.peak);
      if (message.to % 10_000 === 0) console.error(`${message.to} cases, ${failures.length} failures`);
    }
  });
  worker.on('error', (error) => {
    failures.push({ number: last.number, level: '?', what: String(error.stack) });
    finish(false);
  });
  worker.on('exit', () => finish(false));
}

if (isMainThread) {
  const { values } = parseArgs({
    options: {
      cases: { type: 'string', default: '20000' },
      seed: { type: 'string', default: '1' },
      from: { type: 'string', default: '0' },
      keep: { type: 'string' },
    },
  });
  watch({
    cases: Number(values.cases),
    seed: Number(values.seed),
    from: Number(values.from),
    keep: values.keep ?? null,
  });
} else {
  await work(workerData);
}
