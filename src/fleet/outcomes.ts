// What a worker found, written: facts, judgement with its rows, state of the app and end of the job, each app's in one
// transaction, many apps in the same. Leaves gathering to outbox.ts and the statements of rows to store.ts.
import { readFileSync, rmSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { factsKey } from '../run/job.js';
import type { ScanResult, ScanSetup } from '../run/job.js';
import { rowLine } from '../run/scan-one.js';
import { errorCode, inTransaction, queueDb } from './database.js';
import type { Database, Queryable, Queue } from './database.js';
import type { Held } from './holding.js';
import type { Stubborn } from './patience.js';
import { SCAN_QUEUE } from './schema.js';
import { putFacts, putOutcomes } from './store.js';
import type { Kept } from './store.js';

/** A result of a package that is held. */
export interface Finished {
  held: Held;
  result: ScanResult;
  /** Where a thread left its facts; null when no package was read. */
  factsAt: string | null;
  sha256: string | null;
  bytes: number;
}

/** Where the thread that scans a package keeps its facts, as facts-cache.ts does. */
export const factsPath = (setup: ScanSetup, key: string): string =>
  join(setup.cacheDir!, 'facts', key.slice(0, 2), `${key}.facts`);

/** @param sha256 null when no package was read */
export function finishedOf(
  held: Held,
  result: ScanResult,
  sha256: string | null,
  setup: ScanSetup,
): Finished {
  const factsAt = sha256 === null ? null : factsPath(setup, factsKey(sha256, setup));
  const size = factsAt === null ? 0 : (statSync(factsAt, { throwIfNoEntry: false })?.size ?? 0);
  return { held, result, factsAt, sha256, bytes: size + result.line.length };
}

/** Data that the database does not take, whatever the connection: values, or rows larger than its pages allow. */
const isRefused = (error: unknown): boolean => /^(?:22|54)/.test(errorCode(error) ?? '');

const causeOf = ({ result }: Finished): string | null =>
  result.verdict === 'failed'
    ? (JSON.parse(result.line) as { outcome: { code: string } }).outcome.code
    : null;

export interface OutcomeWriter {
  database: Database;
  queue: Queue;
  setup: ScanSetup;
  stubborn: Stubborn;
}

/** Writes all of them, or throws. A row that the database refuses becomes a failure of its app alone. */
export async function writeOutcomes(writer: OutcomeWriter, batch: readonly Finished[]): Promise<void> {
  const { database, setup, stubborn } = writer;
  const facts = batch.flatMap((one) => factsOf(one, setup));
  try {
    await stubborn(() => inTransaction(database.pool, (db) => writeAll(writer, db, batch, facts)));
  } catch (error) {
    if (!isRefused(error)) throw error;
    if (batch.length > 1) for (const one of batch) await writeOutcomes(writer, [one]);
    else await writeRefused(writer, batch[0]!, errorCode(error) ?? '');
  }
  for (const { factsAt } of batch) if (factsAt !== null) rmSync(factsAt, { force: true });
}

async function writeRefused(
  writer: OutcomeWriter,
  { held, result, sha256 }: Finished,
  code: string,
): Promise<void> {
  const { basis } = JSON.parse(result.line) as { basis: string };
  const line = rowLine(result.id, basis, { state: 'failed', code: 'fleet/row-refused', args: { code } });
  const failed: Finished = {
    held,
    result: { id: result.id, line, verdict: 'failed', fromCache: false },
    factsAt: null,
    sha256,
    bytes: 0,
  };
  await writer.stubborn(() =>
    inTransaction(writer.database.pool, (db) => writeAll(writer, db, [failed], [])),
  );
}

async function writeAll(
  { queue, setup }: OutcomeWriter,
  db: Queryable,
  batch: readonly Finished[],
  facts: readonly { app: string; kept: Kept }[],
): Promise<void> {
  const ends = batch.map((one) => ({
    id: one.held.app.id,
    job: one.held.job,
    state: one.result.verdict === 'failed' ? 'failed' : 'done',
    cause: causeOf(one),
    sha256: one.sha256,
  }));
  const { rows } = await db.query(
    `update overreach.app set state = t.state, cause = t.cause, sha256 = coalesce(t.sha256, app.sha256), finished = now(),
       worker = null, job = null
     from jsonb_to_recordset($1::jsonb) as t(id text, job uuid, state text, cause text, sha256 text)
     where app.id = t.id and app.job = t.job returning app.id`,
    [JSON.stringify(ends)],
  );
  // Those that somebody else holds by now are left out: this worker was taken for dead, or they were cancelled.
  const ours = new Set(rows.map((row) => row['id']));
  const mine = batch.filter(({ held }) => ours.has(held.app.id));
  if (mine.length === 0) return;
  await putFacts(
    db,
    facts.flatMap(({ app, kept }) => (ours.has(app) ? [kept] : [])),
  );
  await putOutcomes(
    db,
    mine.map(({ result }) => result.line),
    { rules: setup.catalogue.version, tool: setup.toolVersion },
  );
  const jobs = mine.map(({ held }) => held.job);
  await queue.complete(SCAN_QUEUE, jobs, {}, { db: queueDb(db) });
}

function factsOf({ held, factsAt, sha256 }: Finished, setup: ScanSetup): { app: string; kept: Kept }[] {
  if (factsAt === null || sha256 === null) return [];
  const data = readIfThere(factsAt);
  return data === null ? [] : [{ app: held.app.id, kept: { key: factsKey(sha256, setup), sha256, data } }];
}

function readIfThere(path: string): Buffer | null {
  try {
    return statSync(path).size === 0 ? null : readFileSync(path);
  } catch {
    return null;
  }
}
