// Which worker holds which package: taking, counting starts, giving back, and signs of life. Statements only, no state:
// the table knows. What may be lost and done again here does not wait for the disk. Leaves results to outcomes.ts.
import { hostname } from 'node:os';
import { inTransaction, queueDb } from './database.js';
import type { Database, Queryable, Queue } from './database.js';
import { QUEUE_SCHEMA, SCAN_QUEUE } from './schema.js';
import type { AppRow } from './store.js';

/** A worker as the tables know it. */
export interface Holder {
  database: Database;
  queue: Queue;
  id: string;
  /** Seconds without a sign of life after which a worker counts as dead. */
  leaseSeconds: number;
}

/** A package that a worker holds. */
export interface Held {
  job: string;
  app: AppRow;
  /** Starts so far; this one among them when it is counted. */
  starts: number;
  /** False: it was there when a worker died, and is counted when its turn alone comes. */
  counted: boolean;
  /** Where a download lies. */
  folder: string | null;
}

/** The queue's own fetch says nothing of what went wrong; here it is thrown. */
async function fetchJobs(
  queue: Queue,
  db: Queryable,
  most: number,
): Promise<{ id: string; data: { app: string } }[]> {
  let failure: { error: unknown } | null = null;
  const heard = (error: unknown): never => {
    failure = { error };
    throw error;
  };
  const listening = { executeSql: (text: string, values: unknown[]) => db.query(text, values).catch(heard) };
  const jobs = await queue.fetch(SCAN_QUEUE, { batchSize: most, db: listening });
  if (failure !== null) throw (failure as { error: unknown }).error;
  return jobs ?? [];
}

/**
 * Fetches jobs and marks their packages as this worker's, in one transaction. A first start is counted at once; one of a
 * package that was there when a worker died only when its turn alone comes, so that none is counted for another's fault.
 * A crash of the server may forget this: the packages are then free again, and only one worker's result finds its job.
 */
export function take({ database, queue, id }: Holder, most: number): Promise<Held[]> {
  return inTransaction(
    database.pool,
    async (db) => {
      const jobs = await fetchJobs(queue, db, most);
      if (jobs.length === 0) return [];
      const { rows } = await db.query(
        `update overreach.app set state = 'running', worker = $1, job = t.job, cause = null,
           attempts = app.attempts + (old.attempts = 0 or old.cause is not null)::int
         from unnest($2::text[], $3::uuid[]) as t(id, job) join overreach.app old on old.id = t.id
         where app.id = old.id and app.state in ('waiting', 'running')
         returning app.id, app.address, app.parts, app.files, app.expected_sha256, app.type, app.sha256, app.job,
           app.attempts as starts, old.attempts = 0 or old.cause is not null as counted`,
        [id, jobs.map((job) => job.data.app), jobs.map((job) => job.id)],
      );
      const taken = rows.map((row): Held => {
        const { job, starts, counted, ...app } = row;
        return {
          job: String(job),
          app: app as unknown as AppRow,
          starts: Number(starts),
          counted: counted === true,
          folder: null,
        };
      });
      // Jobs whose app was finished, cancelled or removed meanwhile.
      const mine = new Set(taken.map(({ job }) => job));
      const idle = jobs.filter((job) => !mine.has(job.id)).map((job) => job.id);
      if (idle.length > 0)
        await queue.complete(SCAN_QUEUE, idle, { cause: 'fleet/nothing-to-do' }, { db: queueDb(db) });
      return taken;
    },
    { durable: false },
  );
}

/** Counts the start of a package whose turn alone has come. */
export async function countStart({ database }: Holder, held: Held): Promise<void> {
  const starts = held.starts + 1;
  await inTransaction(
    database.pool,
    (db) =>
      db.query(`update overreach.app set attempts = $3 where id = $1 and job = $2`, [
        held.app.id,
        held.job,
        starts,
      ]),
    { durable: false },
  );
  Object.assign(held, { starts, counted: true });
}

/** A package that could not be had comes again later, when the queue says so. */
export async function putOff({ database, queue }: Holder, held: Held, cause: string): Promise<void> {
  await inTransaction(database.pool, async (db) => {
    await db.query(
      `update overreach.app set state = 'waiting', worker = null, cause = $3 where id = $1 and job = $2 and state = 'running'`,
      [held.app.id, held.job, cause],
    );
    await queue.fail(SCAN_QUEUE, [held.job], { cause }, { db: queueDb(db) });
  });
}

/** What is still held when a worker ends goes back as if it had not been taken; the worker is gone from then on. */
export async function giveBack(holder: Holder, held: readonly Held[], done: number): Promise<void> {
  const { database, queue, id } = holder;
  await inTransaction(database.pool, async (db) => {
    const { rows } = await db.query(
      `update overreach.app set state = 'waiting', worker = null, attempts = attempts - counted::int
       from unnest($1::text[], $2::uuid[], $3::boolean[]) as t(id, job, counted)
       where app.id = t.id and app.job = t.job and app.worker = $4 and app.state = 'running' returning app.job`,
      [held.map(({ app }) => app.id), held.map(({ job }) => job), held.map(({ counted }) => counted), id],
    );
    const jobs = rows.map((row) => String(row['job']));
    if (jobs.length > 0)
      await queue.fail(SCAN_QUEUE, jobs, { cause: 'fleet/given-back' }, { db: queueDb(db) });
    await db.query(`update overreach.worker set seen = now() - interval '1 day', done = $2 where id = $1`, [
      id,
      done,
    ]);
  });
}

/** A sign of life, and a look for workers that give none: their jobs go back to the queue. */
export async function beat({ database, queue, id, leaseSeconds }: Holder, done: number): Promise<void> {
  const { pool } = database;
  await inTransaction(
    pool,
    async (db) => {
      await db.query(
        `insert into overreach.worker (id, host, process, done) values ($1, $2, $3, $4)
         on conflict (id) do update set seen = now(), done = excluded.done`,
        [id, hostname(), process.pid, done],
      );
      await db.query(
        `update overreach.app set state = 'waiting', worker = null where state = 'running' and worker in
           (select id from overreach.worker where seen < now() - make_interval(secs => $1))`,
        [leaseSeconds],
      );
    },
    { durable: false },
  );
  // Also what a worker had marked as lost and not yet given back when it died.
  const { rows } = await pool.query(
    `select job.id from ${QUEUE_SCHEMA}.job where name = $1 and state = 'active'
       and started_on < now() - make_interval(secs => $2)
       and not exists (select 1 from overreach.app where app.job = job.id and app.state = 'running')`,
    [SCAN_QUEUE, leaseSeconds],
  );
  const lost = rows.map((row) => String(row['id']));
  if (lost.length > 0) await queue.fail(SCAN_QUEUE, lost, { cause: 'fleet/worker-lost' });
}

/** Nothing waits and nothing is held by anyone. */
export async function isEmpty({ database }: Holder): Promise<boolean> {
  const { rows } = await database.pool.query(
    `select exists (select 1 from overreach.app where state in ('waiting', 'running')) as left`,
  );
  return rows[0]?.['left'] !== true;
}
