// `npm run fuzz:guided`: coverage-guided fuzzing of readers, rules, facts, reports and evidence against the built product.
// Options: --targets a,b --runs 20000 --seconds 60 (each target) --seed 1 --work <folder, keeps corpus and finds>.
// A process does the work of one target; this one watches that it goes on. Exit code 1 when anything was found.
// Leaves what is called to targets.js and the search to loop.js.
import { spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import { copyFileSync, existsSync, mkdirSync, readFileSync, readdirSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';
import { takeApart } from '../archive.js';
import { openRandom } from '../random.js';
import { openSeeds } from '../seeds.js';
import { instrument } from './instrument.js';
import { openSearch } from './loop.js';

const ROOT = fileURLToPath(new URL('../../../', import.meta.url));
const MAX_BYTES = { zip: 40_000, dex: 20_000, table: 20_000, evidence: 200, facts: 200, reports: 200 };
const TARGETS = [
  'zip',
  'manifest',
  'layout',
  'table',
  'dex',
  'elf',
  'hermes',
  'script',
  'page',
  'signing',
  'small',
  'rules',
  'trackers',
  'facts',
  'reports',
  'evidence',
];

const { values } = parseArgs({
  options: {
    targets: { type: 'string', default: TARGETS.join(',') },
    runs: { type: 'string', default: '20000' },
    seconds: { type: 'string', default: '60' },
    work: { type: 'string', default: join(ROOT, 'node_modules', '.fuzz') },
    seed: { type: 'string', default: '1' },
    only: { type: 'string' },
  },
});
const work = resolve(values.work);

async function prepare() {
  mkdirSync(work, { recursive: true });
  const built = await build({
    entryPoints: [fileURLToPath(new URL('entry.js', import.meta.url))],
    write: false,
    bundle: true,
    platform: 'node',
    format: 'cjs',
    define: {
      'import.meta.url': JSON.stringify(
        new URL('dist/bundle.js', new URL('../../../', import.meta.url)).href,
      ),
    },
    logLevel: 'error',
  });
  const made = instrument(built.outputFiles[0].text);
  writeFileSync(join(work, 'targets.cjs'), made.text);
  writeFileSync(join(work, 'words.json'), JSON.stringify({ numbers: made.numbers, strings: made.strings }));
  for (const name of ['catalogue.json', 'watchlist.json', 'platform.bin', 'shapes.bin'])
    copyFileSync(join(ROOT, 'dist', name), join(work, name));
  const seeds = openSeeds(ROOT);
  const manifest = seeds[0].find((item) => item.name === 'AndroidManifest.xml');
  writeFileSync(join(work, 'AndroidManifest.xml'), manifest.data);
  const { readPaths, loadWatchlist } = await import(new URL('../../../dist/index.js', import.meta.url).href);
  const samples = ['shop-over-collecting', 'shop-modest', 'screenshot-keeper'].map((name) =>
    readPaths([join(ROOT, 'samples', name, 'app.apk')], { watchlist: loadWatchlist() }),
  );
  writeFileSync(join(work, 'facts.json'), JSON.stringify(samples));
  const about = {
    schema: 'overreach-evidence/1',
    tool: { version: '0.0.0', rules: '', extractors: '', watchlist: '' },
    package: samples[0].identity,
    type: null,
    limits: {},
    files: [{ name: 'facts.json', sha256: '', sizeBytes: 1 }],
  };
  writeFileSync(join(work, 'about.json'), JSON.stringify(about));
  plant(seeds);
}

/** First inputs of each target, cut out of the seeds. */
function plant(seeds) {
  const put = (target, name, data) => {
    if (data.length > (MAX_BYTES[target] ?? 8_000) * 2) return;
    mkdirSync(join(work, 'corpus', target), { recursive: true });
    writeFileSync(join(work, 'corpus', target, name), data);
  };
  seeds.forEach((items, at) => {
    for (const { name, data } of items) {
      if (name === 'AndroidManifest.xml') put('manifest', `m${at}`, data);
      else if (name.endsWith('.xml')) put('layout', `l${at}-${name.replaceAll('/', '_')}`, data);
      if (name === 'AndroidManifest.xml') put('layout', `m${at}`, data);
      if (name === 'resources.arsc') put('table', `t${at}`, data);
      if (name.endsWith('.dex')) put('dex', `d${at}`, data);
      if (name.endsWith('.so')) put('elf', `e${at}`, data);
      if (/\.(RSA|DSA)$/.test(name)) {
        put('signing', `s${at}`, data);
        put('small', `s${at}`, new Uint8Array([0, ...data]));
      }
      if (name.endsWith('.MF')) put('small', `j${at}`, new Uint8Array([2, ...data]));
    }
  });
  const samples = join(ROOT, 'samples');
  for (const name of readdirSync(samples).slice(0, 400)) {
    const path = join(samples, name, 'app.apk');
    if (!existsSync(path)) continue;
    put('zip', name, readFileSync(path));
    for (const item of takeApart(new Uint8Array(readFileSync(path)))) {
      if (item.name.endsWith('.bundle')) put('hermes', name, item.data);
      if (item.name.endsWith('.js')) put('script', name, item.data);
      if (item.name.endsWith('.html')) put('page', name, item.data);
      if (item.name.endsWith('.dex') && item.data.length < 12_000) put('dex', name, item.data);
    }
  }
  const rules = { checks: 0, 'data-kinds': 1, sdks: 2, 'app-types': 3, sinks: 4 };
  for (const [folder, number] of Object.entries(rules))
    for (const file of readdirSync(join(ROOT, 'rules', folder)).slice(0, 25))
      if (file.endsWith('.yaml'))
        put(
          'rules',
          file,
          Buffer.concat([Buffer.of(number), readFileSync(join(ROOT, 'rules', folder, file))]),
        );
  put('rules', 'aliases', Buffer.from('\0a: &a [1, *a]\nb: {<<: *a}\n? [x]\n: !!map {}\n'));
  const list = {
    trackers: { 1: { name: 'T', code_signature: 'com.a.|b', network_signature: 'x\\.y', website: '' } },
  };
  put('trackers', 'list', Buffer.from(JSON.stringify(list)));
  for (const target of ['facts', 'reports', 'evidence'])
    for (let n = 0; n < 8; n++)
      put(target, `e${n}`, Buffer.from(Array.from({ length: 24 }, (_, i) => (i * 37 + n * 91) & 255)));
}

const HANG_MS = 120_000; // far beyond what an input may take, so that a busy machine raises no false alarm
const REPORT_EVERY = 200;

/** In a process of its own: the search of one target. Tells the parent how far it is, and what it found. */
async function search(target) {
  process.env.FUZZ_TARGET = target;
  process.env.FUZZ_FOLDER = work;
  const { fuzz, ready, counters } = createRequire(import.meta.url)(join(work, 'targets.cjs'));
  await ready;
  const { numbers, strings } = JSON.parse(readFileSync(join(work, 'words.json'), 'utf8'));
  const folder = join(work, 'corpus', target);
  mkdirSync(folder, { recursive: true });
  const found = join(work, 'finds', target);
  const seen = new Set();
  let runs = 0;
  let slowest = 0;
  let last = performance.now();
  const onFind = (data, error) => {
    const text = String(error?.stack ?? error);
    const key = text.split('\n').slice(0, 3).join('|').replaceAll(/\d+/g, 'n');
    if (seen.has(key)) return;
    seen.add(key);
    mkdirSync(found, { recursive: true });
    const file = join(found, createHash('sha256').update(data).digest('hex').slice(0, 16));
    writeFileSync(file, data);
    process.send({ find: { target, file, text: text.split('\n').slice(0, 6).join('\n') } });
  };
  const machine = openSearch({
    fuzz,
    counters,
    random: openRandom(Number(values.seed)),
    words: { numbers, bytes: strings.map((text) => new TextEncoder().encode(text)) },
    maxBytes: MAX_BYTES[target] ?? 8_000,
    corpus: readdirSync(folder)
      .sort()
      .map((name) => new Uint8Array(readFileSync(join(folder, name)))),
  });
  machine.start(onFind);
  const end = performance.now() + Number(values.seconds) * 1000;
  while (runs < Number(values.runs) && last < end) {
    machine.step(onFind, (data) =>
      writeFileSync(join(folder, createHash('sha256').update(data).digest('hex').slice(0, 16)), data),
    );
    const now = performance.now();
    slowest = Math.max(slowest, now - last);
    last = now;
    if (++runs % REPORT_EVERY === 0) process.send({ runs, branches: machine.branches, kept: machine.kept });
  }
  process.send({
    runs,
    branches: machine.branches,
    kept: machine.kept,
    slowest: Math.round(slowest),
    done: true,
    memoryMiB: Math.round(process.memoryUsage().rss / 2 ** 20),
  });
  process.disconnect();
}

/** Runs one target. @returns {Promise<{ runs: number, finds: object[] }>} */
function watch(target) {
  return new Promise((done) => {
    const child = spawn(
      process.execPath,
      [
        '--max-old-space-size=2048',
        fileURLToPath(import.meta.url),
        '--only',
        target,
        ...process.argv.slice(2),
      ],
      {
        stdio: ['ignore', 'inherit', 'inherit', 'ipc'],
      },
    );
    const finds = [];
    let told = { runs: 0 };
    let at = Date.now();
    const timer = setInterval(() => {
      if (Date.now() - at <= HANG_MS) return;
      finds.push({ target, file: '', text: `hang after ${told.runs} inputs` });
      child.kill('SIGKILL');
    }, 1_000);
    child.on('message', (message) => {
      at = Date.now();
      if (message.find) finds.push(message.find);
      else told = message;
    });
    child.on('exit', (code) => {
      clearInterval(timer);
      if (!told.done && finds.length === 0)
        finds.push({ target, file: '', text: `ended with ${code} after ${told.runs} inputs` });
      console.log(JSON.stringify({ target, seed: Number(values.seed), ...told, finds: finds.length }));
      for (const { file, text } of finds) console.log(`FIND ${target} ${file}\n${text}`);
      done({ runs: told.runs, finds });
    });
  });
}

if (values.only !== undefined) await search(values.only);
else {
  await prepare();
  let total = 0;
  let finds = 0;
  for (const target of values.targets.split(',')) {
    const result = await watch(target);
    total += result.runs;
    finds += result.finds.length;
  }
  console.log(`${total} inputs, ${finds} finds`);
  process.exit(finds === 0 ? 0 : 1);
}
