// npm run bench: what a scan costs on the largest package at hand, as ratios to a floor measured in the same run.
// Each figure comes from processes of its own; the lowest of several runs counts, since load only ever adds.
// Other files here named *-bench.js export `run` and add their own lines. Needs a build.
import { spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, readdirSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { growPackage } from './grow.js';

const here = (path) => fileURLToPath(new URL(path, import.meta.url));
const root = here('../../');
const rounds = Number(process.env.BENCH_ROUNDS ?? 3);

/** The largest APK among the packages that come with npm. */
export function largestPackage() {
  const folders = readdirSync(join(root, 'node_modules')).flatMap((name) =>
    ['apks', 'bin'].map((sub) => join(root, 'node_modules', name, sub)),
  );
  const files = folders
    .filter((folder) => existsSync(folder) && statSync(folder).isDirectory())
    .flatMap((folder) => readdirSync(folder).map((name) => join(folder, name)))
    .filter((file) => file.endsWith('.apk'));
  return files.sort((a, b) => statSync(b).size - statSync(a).size)[0];
}

/** Lowest first-run and lowest later time in ms, and peak memory in MB, over several processes. */
export function measure(what, files, runs = 4) {
  const found = [];
  for (let i = 0; i < rounds; i++) {
    const child = spawnSync(process.execPath, [here('measure.js'), what, String(runs), ...files], {
      encoding: 'utf8',
      maxBuffer: 1 << 26,
    });
    if (child.status !== 0) throw new Error(`${what} failed: ${child.stderr}`);
    found.push(JSON.parse(child.stdout));
  }
  return {
    first: Math.min(...found.map((one) => one.times[0])),
    warm: Math.min(...found.flatMap((one) => one.times)),
    cpu: Math.min(...found.flatMap((one) => one.cpu)),
    peakMb: Math.max(...found.map((one) => one.peakBytes)) / 2 ** 20,
  };
}

const ms = (value) => `${value.toFixed(0)} ms`;
const times = (a, b) => `${(a / b).toFixed(2)}×`;
const line = (name, text) => process.stdout.write(`${name.padEnd(34)} ${text}\n`);

function benchScan(file) {
  const floor = measure('floor', [file]);
  const row = (name, found) =>
    line(
      name,
      `first ${ms(found.first)} (${times(found.first, floor.first)} floor)   later ${ms(found.warm)} (${times(
        found.warm,
        floor.warm,
      )})   cpu ${ms(found.cpu)} (${times(found.cpu, floor.cpu)})   peak ${found.peakMb.toFixed(0)} MB`,
    );
  line('package', `${file.slice(root.length)}, ${(statSync(file).size / 2 ** 20).toFixed(1)} MB`);
  row('floor: inflate + walk all code', floor);
  row('scan, call graph left out', measure('scan-without-graph', [file]));
  const scan = measure('scan', [file]);
  row('scan', scan);
  // A difference of a few percent shows only once V8 has done compiling, which takes more runs.
  const [full, empty] = ['scan', 'scan-without-watchlist'].map((what) => measure(what, [file], 12));
  const more = (of) => `${(100 * (full[of] / empty[of] - 1)).toFixed(0)} %`;
  line(
    'whole watchlist over an empty one',
    `${more('warm')} more time (processor ${more('cpu')}; on a first scan ${more('first')})`,
  );
  return scan;
}

function benchGrowth(file) {
  const folder = mkdtempSync(join(tmpdir(), 'overreach-bench-'));
  try {
    const base = measure('scan', [file], 2);
    line('input × 1', ms(base.cpu));
    for (const factor of [2, 4, 8]) {
      const grown = join(folder, `grown-${factor}.apk`);
      writeFileSync(grown, growPackage(file, factor));
      const found = measure('scan', [grown], 2);
      line(
        `input × ${factor}`,
        `${ms(found.cpu)} cpu, ${times(found.cpu, base.cpu * factor)} of linear, peak ${found.peakMb.toFixed(0)} MB`,
      );
    }
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

function benchStart() {
  const time = (args) => {
    let best = Infinity;
    for (let i = 0; i < 3 * rounds; i++) {
      const start = performance.now();
      spawnSync(process.execPath, args);
      best = Math.min(best, performance.now() - start);
    }
    return best;
  };
  const node = time(['-e', '0']);
  const version = time([join(root, 'dist/cli/bin.js'), '--version']);
  line('overreach --version', `${ms(version)}, ${times(version, node)} of node -e 0 (${ms(node)})`);
  line('catalogue and watchlist loaded', ms(measure('catalogue', [], 1).first));
}

function benchAndroguard(file, scan) {
  const script = `import sys,time\nfrom androguard.misc import AnalyzeAPK\nt=time.time()\nAnalyzeAPK(sys.argv[1])\nprint(time.time()-t)`;
  const found = spawnSync('python3', ['-c', script, file], { encoding: 'utf8', maxBuffer: 1 << 28 });
  const seconds = Number(found.stdout?.trim().split('\n').pop());
  if (found.status !== 0 || !(seconds > 0)) return line('androguard AnalyzeAPK', 'not installed, left out');
  line(
    'androguard AnalyzeAPK',
    `${seconds.toFixed(1)} s, ${times(seconds * 1000, scan.first)} our first scan`,
  );
}

const file = process.argv[2] ?? largestPackage();
const scanned = benchScan(file);
benchGrowth(file);
benchStart();
benchAndroguard(file, scanned);
for (const name of readdirSync(here('.')).sort()) {
  if (name.endsWith('-bench.js'))
    await (await import(`./${name}`)).run({ line, measure, largestPackage, root });
}
