// Kills workers and the database at random moments, and compares what a fleet says in the end with one machine's survey.
//   node test/bench/fleet-kills.js <address> <folder> [--kills 100] [--workers 4] [--seed 1] [--stop CMD --start CMD]
// <address>: an empty database. CMD: shell commands that stop the server at once and start it again; without them only
// workers are killed. Prints counts and the first difference; exit 1 when anything was lost, doubled or changed.
import { execFileSync, execSync, spawn } from 'node:child_process';
import { mkdtempSync, readFileSync } from 'node:fs';
import { once } from 'node:events';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { parseArgs } from 'node:util';
import { ask } from './fleet-server.js';

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    kills: { type: 'string', default: '100' },
    workers: { type: 'string', default: '4' },
    seed: { type: 'string', default: '1' },
    stop: { type: 'string' },
    start: { type: 'string' },
  },
});
const [address, folder] = positionals;
if (address === undefined || folder === undefined) throw new Error('node fleet-kills.js <address> <folder>');
const bin = 'dist/cli/bin.js';
const KILLS = Number(values.kills);
const DATABASE_KILLS = values.stop === undefined ? 0 : 5;

/** mulberry32: the same moments for the same seed, as far as the machine allows. */
let state = Number(values.seed);
const random = () => {
  state = (state + 0x6d2b79f5) | 0;
  let t = Math.imul(state ^ (state >>> 15), 1 | state);
  t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
  return ((t ^ (t >>> 14)) >>> 0) / 2 ** 32;
};
const run = (...argv) =>
  execFileSync(process.execPath, [bin, ...argv], { encoding: 'utf8', stdio: ['ignore', 'pipe', 'inherit'] });

const query = (text) => ask(address, text);

let killing = true;
const slots = new Array(Number(values.workers)).fill(null);
const endings = new Map();
/** One place for a worker: a killed one is replaced, until one finds nothing left to do. */
async function keepWorker(slot) {
  for (;;) {
    const child = spawn(
      process.execPath,
      [bin, 'fleet', 'work', address, '--threads', '1', '--lease', '4', '--quiet'],
      {
        stdio: ['ignore', 'ignore', 'pipe'],
      },
    );
    let said = '';
    child.stderr.on('data', (text) => (said += text));
    slots[slot] = child;
    const [code, signal] = await once(child, 'close');
    slots[slot] = null;
    const ending = signal ?? `exit ${code}${code === 0 ? '' : ` ${said.trim().split('\n').at(-1)}`}`;
    endings.set(ending, (endings.get(ending) ?? 0) + 1);
    if (code === 0 && !killing) return;
    if (
      code === 0 &&
      (
        await query(`select 1 from overreach.app where state in ('waiting', 'running') limit 1`).catch(() => [
          1,
        ])
      ).length === 0
    )
      return;
    if (code !== 0 && signal === null) await sleep(500);
  }
}

/** Kills spread over the whole run, by how much is done: moments after so many apps, and then any time up to 400 ms. */
async function killAll(apps) {
  const moments = [
    ...Array.from({ length: KILLS }, () => ({ after: random() * apps * 0.97, what: 'worker' })),
    ...Array.from({ length: DATABASE_KILLS }, () => ({ after: random() * apps * 0.97, what: 'database' })),
  ].sort((a, b) => a.after - b.after);
  const killed = { worker: 0, database: 0 };
  for (const { after, what } of moments) {
    for (;;) {
      const rows = await query(
        `select count(*) as n from overreach.app where state in ('done', 'failed')`,
      ).catch(() => [{ n: -1 }]);
      if (Number(rows[0].n) >= after && slots.some((child) => child !== null)) break;
      await sleep(100);
    }
    await sleep(random() * 400);
    if (what === 'database') {
      execSync(values.stop, { stdio: 'ignore' });
      await sleep(500 + random() * 1500);
      execSync(values.start, { stdio: 'ignore' });
    } else {
      const living = slots.filter((child) => child !== null);
      if (living.length === 0) continue;
      living[Math.floor(random() * living.length)].kill('SIGKILL');
    }
    killed[what]++;
  }
  killing = false;
  return killed;
}

const started = Date.now();
run('fleet', 'init', address);
process.stdout.write(run('fleet', 'add', address, folder));
const work = Promise.all(slots.map((_, slot) => keepWorker(slot)));
const killed = await killAll(Number((await query('select count(*) as n from overreach.app'))[0].n));
await work;
const seconds = Math.round((Date.now() - started) / 1000);

const out = mkdtempSync(join(tmpdir(), 'overreach-kills-'));
run('fleet', 'report', address, '--out', join(out, 'fleet'), '--date', '2026-01-01');
run('survey', folder, '--out', join(out, 'one'), '--no-cache', '--quiet', '--date', '2026-01-01');
const files = [
  'results.jsonl',
  'apps.csv',
  'findings.csv',
  'kinds.csv',
  'sdks.csv',
  'survey.json',
  'index.html',
];
const different = files.filter(
  (name) => !readFileSync(join(out, 'fleet', name)).equals(readFileSync(join(out, 'one', name))),
);
const [counts] = await query(`select (select count(*) from overreach.app) as apps,
  (select count(*) from overreach.app where same_as is not null) as copies,
  (select count(*) from overreach.judgement) as judgements, (select count(*) from overreach.judgement where current) as current,
  (select count(*) from overreach_queue.job where name = 'scan' and state < 'completed') as open,
  (select count(*) from overreach_queue.job where name = 'scan-dead') as dead,
  (select max(attempts) from overreach.app) as most_starts,
  (select count(*) from overreach.app where attempts > 1) as started_again`);
console.log(
  JSON.stringify(
    { ...killed, seconds, ...counts, different, endings: Object.fromEntries(endings), out },
    null,
    1,
  ),
);
const whole = Number(counts.apps) - Number(counts.copies);
const crashed = [...endings.keys()].some((ending) => ending.startsWith('exit 1'));
if (crashed || different.length > 0 || Number(counts.judgements) !== whole || Number(counts.open) > 0)
  process.exitCode = 1;
