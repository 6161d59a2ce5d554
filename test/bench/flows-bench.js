// What following values costs: each package that comes with npm is scanned with flows and without, in processes of their
// own and in one run, and the ratios are told. Leaves measuring to measure.js and printing to bench.js.
import { readdirSync, existsSync, statSync } from 'node:fs';
import { join } from 'node:path';

/** Every APK among the packages that come with npm. */
function packages(root) {
  const modules = join(root, 'node_modules');
  return readdirSync(modules)
    .flatMap((name) => ['apks', 'bin'].map((sub) => join(modules, name, sub)))
    .filter((folder) => existsSync(folder) && statSync(folder).isDirectory())
    .flatMap((folder) => readdirSync(folder).map((name) => join(folder, name)))
    .filter((file) => file.endsWith('.apk'))
    .sort();
}

/** Processor time and peak memory of following values, as ratios. */
export function compareFlows(file, measure) {
  const without = measure('scan-without-flows', [file]);
  const whole = measure('scan', [file]);
  return {
    file,
    first: whole.first / without.first,
    cpu: whole.cpu / without.cpu,
    memory: whole.peakMb / without.peakMb,
    peakMb: whole.peakMb,
  };
}

const middle = (sorted) => sorted[Math.floor((sorted.length - 1) / 2)];

export function run({ line, measure, root }) {
  const rows = packages(root).map((file) => compareFlows(file, measure));
  if (rows.length === 0) return;
  const told = (of) => {
    const sorted = rows.map((row) => row[of]).sort((a, b) => a - b);
    return `median ${middle(sorted).toFixed(2)}×, worst ${sorted.at(-1).toFixed(2)}×`;
  };
  line('flows followed over not followed', `${rows.length} packages`);
  line('  processor, once warm', told('cpu'));
  line('  time of a first scan', told('first'));
  line('  peak memory', told('memory'));
  const worst = rows.reduce((a, b) => (a.cpu >= b.cpu ? a : b));
  line('  the worst', `${worst.file.slice(root.length)}, peak ${worst.peakMb.toFixed(0)} MB`);
}
