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

function survey(...args) {
  const child = spawnSync(process.execPath, [join(root, 'test/bench/survey-measure.js'), ...args], {
    encoding: 'utf8',
    maxBuffer: 1 << 26,
  });
  if (child.status !== 0) throw new Error(child.stderr);
  return JSON.parse(child.stdout);
}

export function run({ line }) {
  const work = mkdtempSync(join(tmpdir(), 'overreach-bench-'));
  const out = (name) => ['--out', join(work, name), '--fresh'];
  try {
    const all = packages();
    const large = join(work, 'large');
    const apps = fill(large, all, Number(process.env.BENCH_APPS ?? 24));
    const one = survey(large, ...out('one'), '--workers', '1', '--no-cache');
    const two = survey(large, ...out('two'), '--workers', '2', '--no-cache');
    const rate = (found, n) => `${(n / found.seconds).toFixed(2)} apps/s`;
    line(`survey of ${apps} apps, 1 thread`, `${rate(one, apps)}, peak ${one.peakMb.toFixed(0)} MB`);
    line(
      `survey of ${apps} apps, 2 threads`,
      `${rate(two, apps)}, ${(one.seconds / two.seconds).toFixed(2)} times 1 thread, peak ${two.peakMb.toFixed(0)} MB`,
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
      `${again.seconds.toFixed(1)} s against ${first.seconds.toFixed(1)} s whole (${(first.seconds / again.seconds).toFixed(1)} times); ${ratio.toFixed(0)} times for the apps alone, without the ${fixed.toFixed(1)} s of start, counting and writing`,
    );

    const small = all.slice(-3);
    const hundred = fill(join(work, 'hundred'), small, 100);
    const thousand = fill(join(work, 'thousand'), small, 1000);
    const few = survey(join(work, 'hundred'), ...out('h'), '--workers', '2', '--no-cache');
    const many = survey(join(work, 'thousand'), ...out('t'), '--workers', '2', '--no-cache');
    line(`memory at ${hundred} small apps`, `peak ${few.peakMb.toFixed(0)} MB, ${rate(few, hundred)}`);
    line(`memory at ${thousand} small apps`, `peak ${many.peakMb.toFixed(0)} MB, ${rate(many, thousand)}`);
    const page = statSync(join(work, 't', 'index.html')).size / 1e6;
    line(`page of ${thousand} apps`, `${page.toFixed(1)} MB`);
  } finally {
    rmSync(work, { recursive: true, force: true });
  }
}

if (process.argv[1] === fileURLToPath(import.meta.url))
  run({ line: (name, text) => console.log(`${name.padEnd(36)} ${text}`) });
