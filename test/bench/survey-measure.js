// One survey in a process of its own: arguments are those of `overreach survey`; time, processor time and peak memory (all
// threads together) go out as JSON. Leaves comparing to survey-bench.js.
import { run } from '../../dist/cli/main.js';

let lines = '';
const io = {
  out: () => {},
  err: (text) => void (lines += text),
  env: process.env,
  columns: null,
  outIsTerminal: false,
  errIsTerminal: false,
  cwd: process.cwd(),
  today: () => '2026-01-01',
  version: '0.0.0-bench',
};
const before = process.cpuUsage();
const start = performance.now();
const code = await run(['survey', ...process.argv.slice(2)], io);
const seconds = (performance.now() - start) / 1000;
const used = process.cpuUsage(before);
if (code !== 0) throw new Error(lines);
const cpu = (used.user + used.system) / 1e6;
process.stdout.write(JSON.stringify({ seconds, cpu, peakMb: process.resourceUsage().maxRSS / 1024 }));
