// Runs jobs in worker threads, one whole app at a time each. A thread that dies or exceeds the time for one app is
// replaced, and its app gets a row with the reason. Leaves the work to thread-entry.ts.
import { Worker } from 'node:worker_threads';
import type { SurveyFailure } from '../model/survey.js';
import type { ScanJob, ScanResult, ScanSetup } from './job.js';
import { takeFrom, threadMegabytes, YOUNG_MB } from './runner.js';
import type { Runner } from './runner.js';
import { rowLine } from './scan-one.js';

export interface ThreadOptions {
  workers: number;
  timeMs: number; // for one app; then its thread is ended
  /** The compiled entry; tests that run sources name the one in dist. */
  entry?: URL;
  megabytes?: number; // ceiling for the objects of one thread
}

type Answer = ScanResult | SurveyFailure | 'aborted';

/** Asks one thread for one app. Settles exactly once; a failure or an abort means that the thread is gone. */
const ask = (worker: Worker, job: ScanJob, timeMs: number, signal: AbortSignal): Promise<Answer> =>
  new Promise((settle) => {
    const end = (answer: Answer): void => {
      clearTimeout(timer);
      worker.off('message', onMessage);
      worker.off('error', onError);
      worker.off('exit', onExit);
      signal.removeEventListener('abort', onAbort);
      settle(answer);
    };
    const stop = (answer: Answer): void => {
      // Its end is our doing and no news; but an error that nobody hears would end the process.
      worker.off('exit', onExit);
      worker.on('error', () => {});
      void worker.terminate().then(() => end(answer));
    };
    const onMessage = (result: ScanResult): void => end(result);
    const onError = (error: Error & { code?: string }): void => {
      const memory = error.code === 'ERR_WORKER_OUT_OF_MEMORY';
      const failure = memory
        ? { code: 'survey/out-of-memory', args: {} }
        : { code: 'survey/worker-died', args: { reason: error.name } };
      stop(failure);
    };
    const onExit = (code: number): void =>
      end({ code: 'survey/worker-died', args: { reason: `exit ${code}` } });
    const onAbort = (): void => stop('aborted');
    const timer = setTimeout(
      () => stop({ code: 'survey/timed-out', args: { seconds: Math.round(timeMs / 1000) } }),
      timeMs,
    );
    worker.on('message', onMessage);
    worker.once('error', onError);
    worker.once('exit', onExit);
    signal.addEventListener('abort', onAbort, { once: true });
    worker.postMessage(job);
  });

export function inThreads(setup: ScanSetup, options: ThreadOptions): Runner {
  const { workers, timeMs } = options;
  const entry = options.entry ?? new URL('./thread-entry.js', import.meta.url);
  const maxOldGenerationSizeMb = options.megabytes ?? threadMegabytes(workers);
  const resourceLimits = { maxOldGenerationSizeMb, maxYoungGenerationSizeMb: YOUNG_MB };
  const open = (): Worker => {
    const worker = new Worker(entry, { workerData: setup, resourceLimits });
    worker.unref();
    return worker;
  };
  return async (jobs, events, signal) => {
    const next = takeFrom(jobs, signal);
    const work = async (): Promise<void> => {
      let worker: Worker | null = null;
      for (let job = await next(); job !== null; job = await next()) {
        worker ??= open();
        worker.ref();
        events.started(job);
        const answer: Answer = await ask(worker, job, timeMs, signal);
        if (answer === 'aborted') return;
        worker.unref();
        if ('line' in answer) await events.finished(answer);
        else {
          worker = null;
          const line = rowLine(job.id, job.basis, { state: 'failed', ...answer });
          await events.finished({ id: job.id, line, verdict: 'failed', fromCache: false });
        }
      }
      await worker?.terminate();
    };
    await Promise.all(Array.from({ length: workers }, work));
  };
}
