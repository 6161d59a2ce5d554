// What a fleet costs beside the scans themselves; fleet-scaling.js measures how it scales.
//   node test/bench/fleet-bench.js <address of a server> [folder of packages]
// Makes databases of its own on that server and drops them. Prints: jobs a second of the queue alone; processor time of
// a worker against a survey of the same packages that keeps facts too, each held to a core, the least of three runs.
import { execFileSync, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { inTransaction, openDatabase, queueDb } from '../../dist/fleet/database.js';
import { SCAN_QUEUE } from '../../dist/fleet/schema.js';
import { ask, withDatabase } from './fleet-server.js';

const [server, folder] = process.argv.slice(2);
if (server === undefined) throw new Error('node fleet-bench.js <server> [folder]');
const bin = 'dist/cli/bin.js';
/** Jobs fetched and completed as workers do: so many in a transaction that need not be durable, and so many in one that is. */
async function queueRate(jobs, workers, together) {
  return withDatabase(server, async (address) => {
    const open = async () => {
      const database = await openDatabase(address, { connections: 2 });
      return { database, queue: await database.openQueue(false) };
    };
    const opened = await Promise.all(Array.from({ length: workers }, open));
    for (let i = 0; i < jobs; i += 1000)
      await opened[0].queue.insert(
        Array.from({ length: 1000 }, (_, k) => ({ name: SCAN_QUEUE, data: { app: `app-${i + k}` } })),
      );
    const started = performance.now();
    let done = 0;
    const consume = async ({ database, queue }) => {
      for (;;) {
        const taken = await inTransaction(
          database.pool,
          (db) => queue.fetch(SCAN_QUEUE, { batchSize: together, db: queueDb(db) }),
          { durable: false },
        );
        if (taken.length === 0) return;
        const ids = taken.map(({ id }) => id);
        await inTransaction(database.pool, (db) => queue.complete(SCAN_QUEUE, ids, {}, { db: queueDb(db) }));
        done += ids.length;
      }
    };
    await Promise.all(opened.flatMap((worker) => [consume(worker), consume(worker)]));
    const seconds = (performance.now() - started) / 1000;
    for (const { database, queue } of opened) {
      await queue.stop({ graceful: false, wait: true });
      await database.close();
    }
    return done / seconds;
  });
}

/** Runs a command held to a core. @returns seconds of processor time, from /usr/bin/time */
async function timed(core, ...argv) {
  const line = ['-c', String(core), '/usr/bin/time', '-f', '%U %S', process.execPath, bin, ...argv];
  const child = spawn('taskset', line, { stdio: ['ignore', 'ignore', 'pipe'] });
  let said = '';
  child.stderr.on('data', (text) => (said += text));
  const [code] = await once(child, 'close');
  if (code !== 0) throw new Error(said);
  const [user, system] = said.trim().split('\n').at(-1).split(' ').map(Number);
  return { processor: user + system };
}

const fleetRun = () =>
  withDatabase(server, async (address) => {
    execFileSync(process.execPath, [bin, 'fleet', 'add', address, folder], { stdio: 'ignore' });
    const { processor } = await timed(0, 'fleet', 'work', address, '--threads', '1', '--quiet');
    const [{ n }] = await ask(address, 'select count(*) as n from overreach.app where same_as is null');
    return { packages: Number(n), processor };
  });
const surveyRun = () => {
  const out = mkdtempSync(join(tmpdir(), 'overreach-bench-'));
  return timed(0, 'survey', folder, '--out', out, '--cache', join(out, 'cache'), '--workers', '1', '--quiet');
};

/** Of several runs the one that used least: load of others only ever adds. */
const least = async (times, work) => {
  const runs = [];
  for (let i = 0; i < times; i++) runs.push(await work());
  return runs.reduce((best, one) => (one.processor < best.processor ? one : best));
};

for (const together of [1, 16])
  for (const workers of [1, 4, 16]) {
    const rate = Math.round(await queueRate(5000, workers, together));
    console.log(`queue alone, ${together} at once, ${workers} workers: ${rate} jobs/s`);
  }
if (folder === undefined) process.exit();
const survey = await least(3, surveyRun);
const one = await least(3, fleetRun);
const overhead = one.processor - survey.processor;
console.log(
  `${one.packages} packages: survey ${survey.processor.toFixed(1)} s of processor, worker ${one.processor.toFixed(1)} s`,
);
console.log(
  `overhead: ${((1000 * overhead) / one.packages).toFixed(1)} ms a job, ${((100 * overhead) / survey.processor).toFixed(1)} %`,
);
