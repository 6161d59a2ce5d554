// Apps whose facts are kept, judged in this thread while they are few: starting threads, and sending them the catalogue,
// takes longer than judging some hundred apps. Nothing of a package is opened here. Leaves the rest to the runners.
import { openFactsCache } from './facts-cache.js';
import { factsKey, type ScanJob, type ScanSetup } from './job.js';
import type { RunnerEvents } from './runner.js';
import { judgeKept } from './scan-one.js';

/** More kept apps than these are worth threads. */
const MOST_APPS = 250;
/** Kept facts larger than this are left to a thread, which may die of them. Ordinary ones have some hundred kilobytes. */
const MOST_BYTES = 8 << 20;

/** Judges what can be judged here. @returns the jobs that are left, in their order */
export async function judgeWhatIsKept(
  jobs: readonly ScanJob[],
  setup: ScanSetup,
  events: RunnerEvents,
  signal: AbortSignal,
): Promise<readonly ScanJob[]> {
  if (setup.cacheDir === null) return jobs;
  const cache = openFactsCache(setup.cacheDir, `${process.pid}-kept`);
  const isKept = (job: ScanJob): boolean => {
    const size = job.evidence === null ? cache.sizeOf(factsKey(job.sha256, setup)) : null;
    return size !== null && size <= MOST_BYTES;
  };
  const kept = new Set(jobs.filter(isKept));
  if (kept.size > MOST_APPS) return jobs;
  for (const job of kept) {
    if (signal.aborted) break;
    const result = judgeKept(job, setup, cache);
    if (result === null) kept.delete(job);
    else {
      events.started(job);
      events.finished(result);
    }
    // Lets signals and timers be heard between apps.
    await new Promise((resume) => setImmediate(resume));
  }
  return jobs.filter((job) => !kept.has(job));
}
