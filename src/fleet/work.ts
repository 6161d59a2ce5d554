// A worker: takes jobs, brings packages here, scans them in threads, writes what was found. A worker that falls silent
// loses its jobs to the others; a package that kills workers is tried alone, then kept as a row with its cause.
// Leaves who holds what to holding.ts, bringing to bringing.ts, writing to outcomes.ts, and scanning to run/.
import { randomUUID } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { basisOf } from '../run/job.js';
import type { ScanJob, ScanResult, ScanSetup } from '../run/job.js';
import type { Runner } from '../run/runner.js';
import { rowLine } from '../run/scan-one.js';
import { bring, isPackageFault, unreadable } from './bringing.js';
import type { Database, Queue } from './database.js';
import { DownloadError } from './download.js';
import type { DownloadOptions } from './download.js';
import { beat, countStart, giveBack, isEmpty, putOff, take } from './holding.js';
import type { Held, Holder } from './holding.js';
import { Outbox } from './outbox.js';
import { finishedOf, writeOutcomes } from './outcomes.js';
import type { Finished } from './outcomes.js';
import { sleep, stubborn } from './patience.js';
import type { Stubborn } from './patience.js';
import { getFacts, getMeta } from './store.js';
import { Supply } from './supply.js';

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
/** How often it is looked whether the other scans of this worker have ended, in ms. */
const QUIET_MS = 20;

/** Works until nothing is left, or until it is told to stop; what it holds then goes back. @returns apps finished */
export function workFleet(
  database: Database,
  queue: Queue,
  options: WorkOptions,
  stop: AbortSignal,
): Promise<number> {
  return new Worker(database, queue, options, stop).run();
}

/** A held package on its way to a thread; null: it is brought when its turn alone comes. */
interface Coming {
  held: Held;
  job: Promise<ScanJob | null> | null;
}

class Worker {
  private readonly buffer = mkdtempSync(join(tmpdir(), 'overreach-fleet-'));
  private readonly held = new Map<string, Held>();
  private readonly scanning = new Set<string>();
  private readonly supply: Supply<Coming>;
  private readonly outbox = new Outbox<Finished>((batch) => this.write(batch));
  private readonly stubborn: Stubborn;
  /** Heard when told to stop, or when something failed that no waiting mends. */
  private readonly stop: AbortSignal;
  private readonly failing = new AbortController();
  private failure: { error: unknown } | null = null;
  /** What is being tried alone. */
  private alone: string | null = null;
  private setup: ScanSetup;
  private done = 0;

  private readonly holder: Holder;
  private readonly options: WorkOptions;

  constructor(database: Database, queue: Queue, options: WorkOptions, stop: AbortSignal) {
    this.options = options;
    this.holder = { database, queue, id: randomUUID(), leaseSeconds: options.leaseSeconds };
    this.stop = AbortSignal.any([stop, this.failing.signal]);
    this.stubborn = stubborn((error) => options.waiting(error), this.stop);
    this.setup = { ...options.setup, cacheDir: join(this.buffer, 'cache') };
    const source = { take: (most: number) => this.take(most), isOver: () => this.isOver() };
    this.supply = new Supply<Coming>(source, options.threads, this.stop);
  }

  async run(): Promise<number> {
    const { pool } = this.holder.database;
    const packageTypes = await this.stubborn(() => getMeta<Record<string, string>>(pool, 'packageTypes'));
    this.setup = { ...this.setup, packageTypes: packageTypes ?? {} };
    await this.stubborn(() => beat(this.holder, this.done));
    const again = (this.options.leaseSeconds * 1000) / 4;
    const beats = setInterval(() => void beat(this.holder, this.done).catch(() => {}), again);
    try {
      const runner = this.options.openRunner(this.setup, this.options.threads);
      const supplied = this.supply.run().catch((error: unknown) => this.fail(error));
      await runner(this.jobs(), { started: () => {}, finished: (result) => this.keep(result) }, this.stop);
      await supplied;
      await this.outbox.flush().catch((error: unknown) => this.fail(error));
      if (this.failure !== null) throw this.failure.error;
      return this.done;
    } finally {
      clearInterval(beats);
      // When the database is away the lease runs out, and others take what is held.
      await giveBack(this.holder, [...this.held.values()], this.done).catch(() => {});
      rmSync(this.buffer, { recursive: true, force: true });
    }
  }

  private fail(error: unknown): void {
    this.failure ??= { error };
    this.failing.abort();
  }

  private async take(most: number): Promise<Coming[]> {
    // What is tried alone is all that is started meanwhile.
    while (this.alone !== null && !this.stop.aborted) await sleep(QUIET_MS, this.stop);
    if (this.stop.aborted) return [];
    const taken = await this.stubborn(() => take(this.holder, most));
    for (const held of taken) this.held.set(held.app.id, held);
    return taken.map((held) => ({ held, job: held.counted ? this.bring(held) : null }));
  }

  private async isOver(): Promise<boolean> {
    // What only waits for others to be written with need not wait longer.
    if (this.scanning.size === 0) await this.outbox.flush();
    return this.held.size === 0 && !this.options.stay && (await this.stubborn(() => isEmpty(this.holder)));
  }

  /** Jobs as the threads ask for them. */
  private async *jobs(): AsyncIterable<ScanJob> {
    while (!this.stop.aborted) {
      while (this.alone !== null && !this.stop.aborted) await sleep(QUIET_MS, this.stop);
      const coming = await this.supply.next();
      if (coming === null || this.stop.aborted) return;
      const job = await (coming.job ?? this.tryAlone(coming.held));
      if (job === null) continue;
      this.scanning.add(job.id);
      yield job;
    }
  }

  /** A package that was there when a worker died is tried with nothing beside it, and not for ever. */
  private async tryAlone(held: Held): Promise<ScanJob | null> {
    if (held.starts >= MOST_STARTS) {
      await this.end(held, { code: 'fleet/kills-workers', args: { starts: held.starts } });
      return null;
    }
    while (this.scanning.size > 0 && !this.stop.aborted) await sleep(QUIET_MS, this.stop);
    if (this.stop.aborted) return null;
    this.alone = held.app.id;
    await this.outbox.flush();
    await this.stubborn(() => countStart(this.holder, held));
    return this.bring(held);
  }

  /** Its job; null when it ended on the way, or everything does. Never rejects: it may not be awaited for a while. */
  private async bring(held: Held): Promise<ScanJob | null> {
    const { buffer, setup, stop } = this;
    const factsOf = (key: string): Promise<Buffer | null> =>
      this.stubborn(() => getFacts(this.holder.database.pool, key));
    try {
      return await bring(held, { buffer, setup, download: this.options.download, factsOf, stop });
    } catch (error) {
      if (!stop.aborted) await this.missed(held, error).catch((worse: unknown) => this.fail(worse));
      return null;
    }
  }

  /** A package that could not be had comes again when that may help, else it gets a row. */
  private async missed(held: Held, error: unknown): Promise<void> {
    if (isPackageFault(error)) return this.end(held, unreadable(error, held));
    if (!(error instanceof DownloadError)) throw error;
    if (!error.retry || held.starts >= MOST_STARTS) return this.end(held, error);
    await this.stubborn(() => putOff(this.holder, held, error.code));
    this.letGo(held);
  }

  /** A row for a package that was not read. */
  private async end(
    held: Held,
    { code, args }: { code: string; args: Record<string, string | number> },
  ): Promise<void> {
    const { id, type } = held.app;
    const basis = basisOf({ sha256: '', type }, this.setup, false);
    const line = rowLine(id, basis, { state: 'failed', code, args });
    const result: ScanResult = { id, line, verdict: 'failed', fromCache: false };
    await this.outbox.put(finishedOf(held, result, null, this.setup));
  }

  /** The result of a thread. */
  private async keep(result: ScanResult): Promise<void> {
    this.scanning.delete(result.id);
    const held = this.held.get(result.id);
    if (held === undefined) return;
    try {
      await this.outbox.put(finishedOf(held, result, held.app.sha256, this.setup));
    } catch (error) {
      this.fail(error);
    }
  }

  private async write(batch: readonly Finished[]): Promise<void> {
    const { holder, setup, stubborn: patient } = this;
    try {
      await writeOutcomes({ ...holder, setup, stubborn: patient }, batch);
    } catch (error) {
      this.fail(error);
      throw error;
    }
    for (const { held, result } of batch) {
      this.done++;
      this.letGo(held);
      this.options.finished(result);
    }
  }

  private letGo(held: Held): void {
    if (held.folder !== null) rmSync(held.folder, { recursive: true, force: true });
    this.held.delete(held.app.id);
    if (this.alone === held.app.id) this.alone = null;
  }
}
