// What a fleet costs beside the scans themselves, and how it scales.
//   node test/bench/fleet-bench.js <address of a server> [folder of packages]
// Makes databases of its own on that server and drops them. Prints: jobs a second of the queue alone; processor time of
// a worker against a survey of the same packages that keeps facts too; packages a second of one worker held to a core, and of two on two.
// Run it on a quiet machine; ratios are within one run, the best of three.
import { execFileSync, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import pg from 'pg';
import { initialise, inTransaction, openDatabase, queueDb } from '../../dist/fleet/database.js';
import { SCAN_QUEUE } from '../../dist/fleet/schema.js';

const [server, folder] = process.argv.slice(2);
if (server === undefined) throw new Error('node fleet-bench.js <server> [folder]');
const bin = 'dist/cli/bin.js';
let made = 0;

async function withDatabase(work) {
  const name = `overreach_bench_${process.pid}_${made++}`;
  const admin = new pg.Client({ connectionString: server });
  await admin.connect();
  await admin.query(`create database ${name}`);
  const url = new URL(server);
  url.pathname = `/${name}`;
  try {
    await initialise(url.href);
    return await work(url.href);
  } finally {
    await admin.query(`drop database ${name} with (force)`);
    await admin.end();
  }
}

/** Jobs fetched and completed as workers do: so many in a transaction that need not be durable, and so many in one that is. */
async function queueRate(jobs, workers, together) {
  return withDatabase(async (address) => {
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

/** Runs a command held to a core. @returns seconds of wall and processor time, from /usr/bin/time */
async function timed(core, ...argv) {
  const child = spawn(
    'taskset',
    ['-c', String(core), '/usr/bin/time', '-f', '%e %U %S', process.execPath, bin, ...argv],
    {
      stdio: ['ignore', 'ignore', 'pipe'],
    },
  );
  let said = '';
  child.stderr.on('data', (text) => (said += text));
  const [code] = await once(child, 'close');
  if (code !== 0) throw new Error(said);
  const [wall, user, system] = said.trim().split('\n').at(-1).split(' ').map(Number);
  return { wall, processor: user + system };
}

const fleetRun = (workers) =>
  withDatabase(async (address) => {
    execFileSync(process.execPath, [bin, 'fleet', 'add', address, folder], { stdio: 'ignore' });
    const started = performance.now();
    const runs = await Promise.all(
      Array.from({ length: workers }, (_, core) =>
        timed(core, 'fleet', 'work', address, '--threads', '1', '--quiet'),
      ),
    );
    const client = new pg.Client({ connectionString: address });
    await client.connect();
    const { rows } = await client.query('select count(*) as n from overreach.app where same_as is null');
    await client.end();
    return {
      packages: Number(rows[0].n),
      wall: (performance.now() - started) / 1000,
      processor: runs.reduce((sum, { processor }) => sum + processor, 0),
    };
  });
const surveyRun = () => {
  const out = mkdtempSync(join(tmpdir(), 'overreach-bench-'));
  return timed(0, 'survey', folder, '--out', out, '--cache', join(out, 'cache'), '--workers', '1', '--quiet');
};

const best = async (times, work, key) => {
  let found = null;
  for (let i = 0; i < times; i++) {
    const one = await work();
    if (found === null || one[key] < found[key]) found = one;
  }
  return found;
};

for (const together of [1, 16])
  for (const workers of [1, 4, 16]) {
    const rate = Math.round(await queueRate(5000, workers, together));
    console.log(`queue alone, ${together} at once, ${workers} workers: ${rate} jobs/s`);
  }
if (folder === undefined) process.exit();
const survey = await best(3, surveyRun, 'processor');
const one = await best(3, () => fleetRun(1), 'processor');
const overhead = one.processor - survey.processor;
console.log(
  `${one.packages} packages: survey ${survey.processor.toFixed(1)} s of processor, worker ${one.processor.toFixed(1)} s`,
);
console.log(
  `overhead: ${((1000 * overhead) / one.packages).toFixed(1)} ms a job, ${((100 * overhead) / survey.processor).toFixed(1)} %`,
);
const alone = await best(3, () => fleetRun(1), 'wall');
const both = await best(3, () => fleetRun(2), 'wall');
console.log(
  `one worker ${alone.wall.toFixed(1)} s, two ${both.wall.toFixed(1)} s: ${(alone.wall / both.wall).toFixed(2)} times`,
);
