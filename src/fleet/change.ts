// Takes apps off the list of a fleet that is at work, and puts them back. Rows stay: what was judged stays judged.
// Leaves adding to add.ts and what workers do with a job that is gone to holding.ts.
import { inTransaction, queueDb } from './database.js';
import type { Connection, Database, Queue } from './database.js';
import { QUEUE_SCHEMA, SCAN_QUEUE } from './schema.js';

/** Jobs that go into one statement. */
const BATCH = 10_000;

/** Patterns of ids, with "*" for anything, as LIKE reads them; none: every app. */
const likes = (patterns: readonly string[]): string[] =>
  patterns.length === 0 ? ['%'] : patterns.map((p) => p.replace(/[\\%_]/g, '\\$&').replaceAll('*', '%'));

/** Apps that wait or run are neither scanned nor written any more, also by the worker that holds them. @returns how many */
export function cancelApps(database: Database, queue: Queue, patterns: readonly string[]): Promise<number> {
  return inTransaction(database.pool, async (db) => {
    const { rows } = await db.query(
      `update overreach.app set state = 'cancelled', worker = null, job = null
       where state in ('waiting', 'running') and id like any($1) returning id`,
      [likes(patterns)],
    );
    const apps = rows.map((row) => String(row['id']));
    for (let at = 0; at < apps.length; at += BATCH) await cancelJobs(db, queue, apps.slice(at, at + BATCH));
    return apps.length;
  });
}

async function cancelJobs(db: Connection, queue: Queue, apps: readonly string[]): Promise<void> {
  const { rows } = await db.query(
    `select id from ${QUEUE_SCHEMA}.job where name = $1 and state < 'completed' and data->>'app' = any($2)`,
    [SCAN_QUEUE, apps],
  );
  const jobs = rows.map((row) => String(row['id']));
  if (jobs.length > 0) await queue.cancel(SCAN_QUEUE, jobs, { db: queueDb(db) });
}

/** Apps that failed or were cancelled wait again, as if they were new. @param patterns of ids or of causes */
export function retryApps(
  database: Database,
  queue: Queue,
  patterns: readonly string[],
  priority: number,
): Promise<number> {
  return inTransaction(database.pool, async (db) => {
    const { rows } = await db.query(
      `update overreach.app set state = 'waiting', attempts = 0, cause = null, job = null
       where same_as is null and (state = 'cancelled' or state = 'failed') and (id like any($1) or cause like any($1))
       returning id`,
      [likes(patterns)],
    );
    const jobs = rows.map((row) => ({ name: SCAN_QUEUE, data: { app: String(row['id']) }, priority }));
    for (let at = 0; at < jobs.length; at += BATCH)
      await queue.insert(jobs.slice(at, at + BATCH), { db: queueDb(db) });
    return jobs.length;
  });
}
