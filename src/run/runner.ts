// What a runner is: hands out jobs, brings back results. Two ways to work, in this thread or in several; one contract,
// one test suite.
import { availableParallelism, totalmem } from 'node:os';
import type { ScanJob, ScanResult } from './job.js';

export interface RunnerEvents {
  /** A job was handed out. */
  started(job: ScanJob): void;
  /** A job is finished. The next is handed out only when this returns: nothing piles up behind a slow disk. */
  finished(result: ScanResult): void | Promise<void>;
}

/** Runs every job once. An abort leaves jobs in flight unfinished; they have no result. Never rejects for a job's sake. */
export type Runner = (
  jobs: Iterable<ScanJob> | AsyncIterable<ScanJob>,
  events: RunnerEvents,
  signal: AbortSignal,
) => Promise<void>;

/** The next of jobs that are there or come. Several may ask at once. */
export function takeFrom(
  jobs: Iterable<ScanJob> | AsyncIterable<ScanJob>,
  signal: AbortSignal,
): () => Promise<ScanJob | null> {
  const left = Symbol.asyncIterator in jobs ? jobs[Symbol.asyncIterator]() : jobs[Symbol.iterator]();
  return async () => {
    if (signal.aborted) return null;
    const step = await left.next();
    return step.done === true || signal.aborted ? null : step.value;
  };
}

/** Memory that one thread may fill with objects; the largest apps seen need about a third. */
const THREAD_MB = 1536;
const LEAST_MB = 384;
/** Room for new objects in one thread, twice the default: one app's facts are moved less often while they are made,
 *  which saves a twentieth of a survey's processor time. */
export const YOUNG_MB = 96;

/** As many threads as there are cores, fewer when memory would not do for them. */
export function defaultWorkers(cores = availableParallelism(), memoryBytes = totalmem()): number {
  const room = Math.floor((memoryBytes * 0.75) / 2 ** 20 / 768);
  return Math.max(1, Math.min(cores, room));
}

/** Ceiling for the objects of one thread, in MB. */
export function threadMegabytes(workers: number, memoryBytes = totalmem()): number {
  const share = Math.floor((memoryBytes * 0.75) / 2 ** 20 / workers);
  return Math.max(LEAST_MB, Math.min(THREAD_MB * 2, share));
}
