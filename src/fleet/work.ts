// A worker: takes jobs, brings packages here, scans them in threads, and writes facts, judgement and the end of the job in
// one transaction. A worker that falls silent loses its jobs to the others; a package that kills workers is tried alone,
// then kept as a row with its cause. Leaves scanning to run/ and rows to store.ts.
import { randomUUID } from 'node:crypto';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { hostname, tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { ParseError } from '../bytes/parse-error.js';
import { openFileHashes } from '../run/file-hashes.js';
import { basisOf, factsKey } from '../run/job.js';
import type { ScanJob, ScanResult, ScanSetup } from '../run/job.js';
import type { Runner } from '../run/runner.js';
import { rowLine } from '../run/scan-one.js';
import { errorCode, inTransaction, isTransient, queueDb } from './database.js';
import type { Database, Queue } from './database.js';
import { download, DownloadError } from './download.js';
import type { DownloadOptions } from './download.js';
import { QUEUE_SCHEMA, SCAN_QUEUE } from './schema.js';
import { getFacts, getMeta, putFacts, putOutcome } from './store.js';
import type { AppRow } from './store.js';

export interface WorkOptions {
  threads: number;
  setup: ScanSetup; // cacheDir and packageTypes are filled in here
  openRunner(setup: ScanSetup, threads: number): Runner;
  download: DownloadOptions;
  /** Seconds without a sign of life after which a worker counts as dead. */
  leaseSeconds: number;
  /** Goes on waiting when nothing is left. */
  stay: boolean;
  finished(result: ScanResult): void;
  /** The database is away; tried again. */
  waiting(error: unknown): void;
}

/** Starts after which a package is no longer tried: the first with others, the later ones alone. */
const MOST_STARTS = 5;
/** How often the queue is asked again when it had nothing, in ms. */
const IDLE_MS = 1000;
/** Longest wait between tries to reach a database that went away, in ms. */
const MOST_WAIT_MS = 15_000;

interface Held {
  job: string;
  app: AppRow;
  folder: string | null; // where a download lies
}

const sleep = (ms: number, signal: AbortSignal): Promise<void> =>
  new Promise((settle) => {
    const timer = setTimeout(done, ms);
    signal.addEventListener('abort', done, { once: true });
    function done(): void {
      clearTimeout(timer);
      signal.removeEventListener('abort', done);
      settle();
    }
  });

/** Repeats what fails for want of a database, with growing waits; gives up only when told to stop. */
async function stubborn<T>(work: () => Promise<T>, options: WorkOptions, signal: AbortSignal): Promise<T> {
  for (let wait = 200; ; wait = Math.min(2 * wait, MOST_WAIT_MS)) {
    try {
      return await work();
    } catch (error) {
      if (!isTransient(error) || signal.aborted) throw error;
      options.waiting(error);
      await sleep(wait, signal);
    }
  }
}

/** Works until nothing is left, or until it is told to stop; what it holds then goes back. */
export async function workFleet(
  database: Database,
  queue: Queue,
  options: WorkOptions,
  stop: AbortSignal,
): Promise<number> {
  const worker = new Worker(database, queue, options, stop);
  return worker.run();
}

class Worker {
  private readonly id = randomUUID();
  private readonly buffer = mkdtempSync(join(tmpdir(), 'overreach-fleet-'));
  private readonly held = new Map<string, Held>();
  private setup: ScanSetup;
  private done = 0;
  private alone: Promise<void> | null = null;
  private failure: unknown = null;

  private readonly database: Database;
  private readonly queue: Queue;
  private readonly options: WorkOptions;
  private readonly stop: AbortSignal;

  constructor(database: Database, queue: Queue, options: WorkOptions, stop: AbortSignal) {
    this.database = database;
    this.queue = queue;
    this.options = options;
    this.stop = stop;
    this.setup = { ...options.setup, cacheDir: join(this.buffer, 'cache') };
  }

  async run(): Promise<number> {
    const { pool } = this.database;
    const packageTypes = await this.stubborn(() => getMeta<Record<string, string>>(pool, 'packageTypes'));
    this.setup = { ...this.setup, packageTypes: packageTypes ?? {} };
    await this.stubborn(() => this.beat());
    const beats = setInterval(() => void this.beat().catch(() => {}), (this.options.leaseSeconds * 1000) / 4);
    try {
      const runner = this.options.openRunner(this.setup, this.options.threads);
      await runner(this.jobs(), { started: () => {}, finished: (result) => this.keep(result) }, this.stop);
      if (this.failure !== null) throw this.failure;
      return this.done;
    } finally {
      clearInterval(beats);
      await this.giveBack();
      rmSync(this.buffer, { recursive: true, force: true });
    }
  }

  private stubborn<T>(work: () => Promise<T>): Promise<T> {
    return stubborn(work, this.options, this.stop);
  }

  /** A sign of life, and a look for workers that give none: their jobs go back to the queue. */
  private async beat(): Promise<void> {
    const { pool } = this.database;
    await pool.query(
      `insert into overreach.worker (id, host, process, done) values ($1, $2, $3, $4)
       on conflict (id) do update set seen = now(), done = excluded.done`,
      [this.id, hostname(), process.pid, this.done],
    );
    await pool.query(
      `update overreach.app set state = 'waiting', worker = null where state = 'running' and worker in
         (select id from overreach.worker where seen < now() - make_interval(secs => $1))`,
      [this.options.leaseSeconds],
    );
    // Also what a worker had fetched and not yet marked, or marked as lost and not yet given back, when it died.
    const { rows } = await pool.query(
      `select job.id from ${QUEUE_SCHEMA}.job where name = $1 and state = 'active'
         and started_on < now() - make_interval(secs => $2)
         and not exists (select 1 from overreach.app where app.job = job.id and app.state = 'running')`,
      [SCAN_QUEUE, this.options.leaseSeconds],
    );
    const lost = rows.map((row) => String(row['id']));
    if (lost.length > 0) await this.queue.fail(SCAN_QUEUE, lost, { cause: 'fleet/worker-lost' });
  }

  /** Jobs as the threads ask for them: fetched one by one, so that a worker holds what it can chew. */
  private async *jobs(): AsyncIterable<ScanJob> {
    while (!this.stop.aborted && this.failure === null) {
      if (this.alone !== null) await this.alone;
      const fetched = await this.stubborn(() => this.queue.fetch(SCAN_QUEUE, { batchSize: 1 }));
      const next = fetched?.[0];
      if (next === undefined) {
        if (this.held.size === 0 && !this.options.stay && (await this.isEmpty())) return;
        await sleep(IDLE_MS, this.stop);
        continue;
      }
      const job = await this.prepare(next.id, next.data.app);
      if (job !== null) yield job;
    }
  }

  private async isEmpty(): Promise<boolean> {
    const { rows } = await this.stubborn(() =>
      this.database.pool.query(
        `select exists (select 1 from overreach.app where state in ('waiting', 'running')) as left`,
      ),
    );
    return rows[0]?.['left'] !== true;
  }

  /** Marks the app as ours, brings it here, and makes the job; null when it ended on the way. */
  private async prepare(job: string, id: string): Promise<ScanJob | null> {
    const { rows } = await this.stubborn(() =>
      this.database.pool.query(
        `update overreach.app set state = 'running', worker = $2, job = $3, attempts = attempts + 1 where id = $1
         returning id, address, parts, files, expected_sha256, type, sha256, attempts`,
        [id, this.id, job],
      ),
    );
    const app = rows[0] as unknown as AppRow | undefined;
    if (app === undefined) {
      await this.stubborn(() => this.queue.fail(SCAN_QUEUE, [job], { cause: 'fleet/no-such-app' }));
      return null;
    }
    const held: Held = { job, app, folder: null };
    this.held.set(id, held);
    if (app.attempts > MOST_STARTS) {
      await this.end(held, app.sha256 ?? '', '', {
        code: 'fleet/kills-workers',
        args: { starts: app.attempts - 1 },
      });
      return null;
    }
    if (app.attempts > 1) await this.waitForOthers(id);
    try {
      return await this.scanJob(held);
    } catch (error) {
      if (error instanceof DownloadError) await this.missed(held, error);
      else if (isPackageFault(error))
        await this.end(held, '', this.basisWithout(held), unreadable(error, held));
      else throw error;
      return null;
    }
  }

  /** A package that was there when a worker died is tried with nothing beside it. */
  private async waitForOthers(id: string): Promise<void> {
    while ([...this.held.keys()].some((other) => other !== id) && !this.stop.aborted)
      await sleep(50, this.stop);
    let release = (): void => {};
    this.alone = new Promise((settle) => (release = settle));
    this.releases.set(id, release);
  }
  private readonly releases = new Map<string, () => void>();

  private async scanJob(held: Held): Promise<ScanJob> {
    const { app } = held;
    let paths: readonly string[] = app.parts;
    if (paths.length === 0) {
      held.folder = mkdtempSync(join(this.buffer, 'get-'));
      const name = /\.(apks|xapk|apkm|aab)$/i.exec(app.id)?.[1] ?? 'apk';
      const file = join(held.folder, `package.${name.toLowerCase()}`);
      await download(app.address, file, app.expected_sha256, this.options.download);
      paths = [file];
    }
    const sha256 = identityOf(paths, app);
    const key = factsKey(sha256, this.setup);
    const kept = await this.stubborn(() => getFacts(this.database.pool, key));
    if (kept !== null) this.buffered(key, kept);
    const basis = basisOf({ sha256, type: app.type }, this.setup, false);
    return { id: app.id, paths, sha256, type: app.type, basis, evidence: null };
  }

  private pathOf(key: string): string {
    return join(this.setup.cacheDir!, 'facts', key.slice(0, 2), `${key}.facts`);
  }
  private buffered(key: string, data: Buffer): void {
    mkdirSync(dirname(this.pathOf(key)), { recursive: true });
    writeFileSync(this.pathOf(key), data);
  }

  /** The basis of an outcome for which no package was read. */
  private basisWithout({ app }: Held): string {
    return basisOf({ sha256: '', type: app.type }, this.setup, false);
  }

  /** A package that could not be had comes again when that may help, else it gets a row. */
  private async missed(held: Held, error: DownloadError): Promise<void> {
    if (!error.retry || held.app.attempts >= MOST_STARTS)
      return this.end(held, '', this.basisWithout(held), error);
    await this.stubborn(async () => {
      await this.database.pool.query(
        `update overreach.app set state = 'waiting', worker = null, cause = $2 where id = $1 and job = $3`,
        [held.app.id, error.code, held.job],
      );
      await this.queue.fail(SCAN_QUEUE, [held.job], { cause: error.code });
    });
    this.letGo(held);
  }

  private async end(
    held: Held,
    sha256: string,
    basis: string,
    failure: { code: string; args: Record<string, string | number> },
  ): Promise<void> {
    const line = rowLine(held.app.id, basis, { state: 'failed', code: failure.code, args: failure.args });
    await this.write(
      held,
      { id: held.app.id, line, verdict: 'failed', fromCache: false },
      sha256 === '' ? null : sha256,
    );
  }

  /** The result of a thread. */
  private async keep(result: ScanResult): Promise<void> {
    const held = this.held.get(result.id);
    if (held === undefined) return;
    try {
      await this.write(held, result, held.app.sha256);
    } catch (error) {
      this.failure ??= error;
    }
  }

  /** Facts, judgement, its rows, the state of the app and the end of the job: all or nothing. */
  private async write(held: Held, result: ScanResult, sha256: string | null): Promise<void> {
    const key = sha256 === null ? null : factsKey(sha256, this.setup);
    const facts = key === null ? null : readIfThere(this.pathOf(key));
    const { catalogue, toolVersion } = this.setup;
    const cause =
      result.verdict === 'failed'
        ? (JSON.parse(result.line) as { outcome: { code: string } }).outcome.code
        : null;
    await this.stubborn(() =>
      inTransaction(this.database.pool, async (db) => {
        const { rowCount } = await db.query(
          `update overreach.app set state = $3, cause = $4, sha256 = coalesce($5, sha256), finished = now(), worker = null, job = null
           where id = $1 and job = $2`,
          [held.app.id, held.job, result.verdict === 'failed' ? 'failed' : 'done', cause, sha256],
        );
        // Somebody else holds it by now: this worker was taken for dead.
        if (rowCount === 0) return;
        if (facts !== null) await putFacts(db, { key: key!, sha256: sha256!, data: facts });
        await putOutcome(db, result.line, { rules: catalogue.version, tool: toolVersion });
        await this.queue.complete(SCAN_QUEUE, held.job, {}, { db: queueDb(db) });
      }),
    );
    if (key !== null) rmSync(this.pathOf(key), { force: true });
    this.done++;
    this.letGo(held);
    this.options.finished(result);
  }

  private letGo(held: Held): void {
    if (held.folder !== null) rmSync(held.folder, { recursive: true, force: true });
    this.held.delete(held.app.id);
    this.releases.get(held.app.id)?.();
    if (this.releases.delete(held.app.id)) this.alone = null;
  }

  /** What is still held when the worker ends goes back as if it had not been taken. */
  private async giveBack(): Promise<void> {
    const jobs = [...this.held.values()];
    try {
      for (const { job, app } of jobs) {
        const { rowCount } = await this.database.pool.query(
          `update overreach.app set state = 'waiting', worker = null, attempts = attempts - 1 where id = $1 and job = $2 and state = 'running'`,
          [app.id, job],
        );
        if (rowCount === 1) await this.queue.fail(SCAN_QUEUE, [job], { cause: 'fleet/given-back' });
      }
      await this.database.pool.query(
        `update overreach.worker set seen = now() - interval '1 day', done = $2 where id = $1`,
        [this.id, this.done],
      );
    } catch {
      // The database is away: the lease runs out and others take them.
    }
  }
}

/** The package is at fault, or is not there: told in its row. Everything else is ours or the database's. */
const isPackageFault = (error: unknown): boolean =>
  error instanceof ParseError || /^(?:ENOENT|EACCES|EISDIR|ENOTDIR|EIO)$/.test(errorCode(error) ?? '');

const unreadable = (
  error: unknown,
  { app }: Held,
): { code: string; args: Record<string, string | number> } =>
  error instanceof ParseError
    ? { code: error.code, args: { ...error.args } }
    : { code: 'input/unreadable', args: { name: app.id, reason: errorCode(error) ?? '' } };

function readIfThere(path: string): Buffer | null {
  try {
    return statSync(path).size === 0 ? null : readFileSync(path);
  } catch {
    return null;
  }
}

/** The hash of the files; of a package that was hashed when it was added and has changed since, its new one. */
function identityOf(paths: readonly string[], app: AppRow): string {
  const { sha256 } = openFileHashes(null, '').of(paths);
  app.sha256 = sha256;
  return sha256;
}
