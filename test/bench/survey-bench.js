// What a survey costs: apps per second with one and two threads, memory at 100 and 1,000 apps, judging again from kept
// facts. Runs alone (node test/bench/survey-bench.js [folder of packages]) or as part of npm run bench. Needs a build.
// Apps of the same bytes are counted once, so copies are told apart by a comment at the end of the zip.
import { spawnSync } from 'node:child_process';
import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { availableParallelism, tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('../../', import.meta.url));

/** APKs that come with the development packages, largest first. */
function packages() {
  const folders = readdirSync(join(root, 'node_modules')).flatMap((name) =>
    ['apks', 'bin'].map((sub) => join(root, 'node_modules', name, sub)),
  );
  return folders
    .filter((folder) => existsSync(folder) && statSync(folder).isDirectory())
    .flatMap((folder) => readdirSync(folder).map((name) => join(folder, name)))
    .filter((file) => file.endsWith('.apk'))
    .sort((a, b) => statSync(b).size - statSync(a).size);
}

/** The same package with other bytes: a comment in the end record, which comes last in these files. */
function copyOf(file, number) {
  const bytes = readFileSync(file);
  const end = bytes.length - 22;
  if (bytes.readUInt32LE(end) !== 0x06054b50) return null;
  const comment = Buffer.from(`copy ${number}`);
  const copy = Buffer.concat([bytes, comment]);
  copy.writeUInt16LE(comment.length, end + 20);
  return copy;
}

function fill(folder, files, count) {
  mkdirSync(folder, { recursive: true });
  for (let i = 0; i < count; i++) {
    const copy = copyOf(files[i % files.length], i);
    if (copy) writeFileSync(join(folder, `app-${String(i).padStart(4, '0')}.apk`), copy);
  }
  return readdirSync(folder).length;
}

function measured(command, args) {
  const child = spawnSync(command, args, { encoding: 'utf8', maxBuffer: 1 << 26 });
  if (child.status !== 0) throw new Error(child.stderr || String(child.error));
  return JSON.parse(child.stdout);
}
const measure = join(root, 'test/bench/survey-measure.js');
const survey = (...args) => measured(process.execPath, [measure, ...args]);

/** The same, held to one core with everything V8 does beside it; null where taskset (util-linux) is not to be had. */
function surveyOnOneCore(...args) {
  if (spawnSync('taskset', ['-c', '0', process.execPath, '-e', '0']).status !== 0) return null;
  return measured('taskset', ['-c', '0', process.execPath, measure, ...args]);
}

export function run({ line }) {
  const work = mkdtempSync(join(tmpdir(), 'overreach-bench-'));
  const out = (name) => ['--out', join(work, name), '--fresh'];
  try {
    const all = packages();
    const large = join(work, 'large');
    const apps = fill(large, all, Number(process.env.BENCH_APPS ?? 72));
    const one = survey(large, ...out('one'), '--workers', '1', '--no-cache');
    const two = survey(large, ...out('two'), '--workers', '2', '--no-cache');
    const alone = surveyOnOneCore(large, ...out('alone'), '--workers', '1', '--no-cache');
    const rate = (found, n) => `${(n / found.seconds).toFixed(2)} apps/s`;
    const shown = (found) =>
      `${rate(found, apps)}, ${(found.cpu / found.seconds).toFixed(2)} cores busy, peak ${found.peakMb.toFixed(0)} MB`;
    if (alone) line(`survey of ${apps} apps, 1 thread on 1 core`, shown(alone));
    line(`survey of ${apps} apps, 1 thread`, shown(one));
    const against = (other) => (other.seconds / two.seconds).toFixed(2);
    line(
      `survey of ${apps} apps, 2 threads`,
      `${shown(two)}; ${against(one)} times 1 thread${alone ? `, ${against(alone)} times 1 thread on 1 core` : ''}`,
    );
    if (availableParallelism() < 2) line('', 'only one core here: two threads cannot be faster');

    const cache = ['--cache', join(work, 'cache')];
    const first = survey(large, ...out('first'), '--workers', '1', ...cache);
    const again = survey(large, ...out('again'), '--workers', '1', ...cache);
    // Both runs hash nothing twice, count and write the same; what is left is reading against judging.
    const fixed = survey(large, '--out', join(work, 'again'), '--workers', '1', ...cache).seconds;
    const ratio = (first.seconds - fixed) / Math.max(0.001, again.seconds - fixed);
    line(
      'judging again from kept facts',
      `${again.seconds.toFixed(2)} s against ${first.seconds.toFixed(1)} s whole (${(first.seconds / again.seconds).toFixed(1)} times); ${ratio.toFixed(0)} times for the apps alone, without the ${fixed.toFixed(2)} s of start, counting and writing`,
    );

    const small = all.slice(-3);
    // A hundred small apps are done before the threads' heaps have taken the size that V8 lets them keep.
    for (const count of [100, 500, 1000]) {
      const folder = join(work, `small-${count}`);
      const filled = fill(folder, small, count);
      const found = survey(folder, ...out(`of-${count}`), '--workers', '2', '--no-cache');
      line(`memory at ${filled} small apps`, `peak ${found.peakMb.toFixed(0)} MB, ${rate(found, filled)}`);
    }
    const ordinary = fill(join(work, 'ordinary'), all.slice(2, 5), 100);
    const hundred = survey(join(work, 'ordinary'), ...out('ordinary-out'), '--workers', '2', '--no-cache');
    line(
      `memory at ${ordinary} ordinary apps`,
      `peak ${hundred.peakMb.toFixed(0)} MB, ${rate(hundred, ordinary)}`,
    );
    const page = statSync(join(work, 'of-1000', 'index.html')).size / 1e6;
    line('page of 1000 apps', `${page.toFixed(1)} MB`);
  } finally {
    rmSync(work, { recursive: true, force: true });
  }
}

if (process.argv[1] === fileURLToPath(import.meta.url))
  run({ line: (name, text) => console.log(`${name.padEnd(36)} ${text}`) });
