// Runs jobs one after the other in this thread: for tests, and where threads are not wanted. It cannot stop an app that
// hangs nor outlive one that exhausts memory; threads.ts can.
import { openFactsCache } from './facts-cache.js';
import type { ScanSetup } from './job.js';
import { takeFrom } from './runner.js';
import type { Runner } from './runner.js';
import { scanOne } from './scan-one.js';

export function inProcess(setup: ScanSetup): Runner {
  const cache = setup.cacheDir === null ? null : openFactsCache(setup.cacheDir, `${process.pid}-0`);
  return async (jobs, events, signal) => {
    const next = takeFrom(jobs, signal);
    for (let job = await next(); job !== null; job = await next()) {
      events.started(job);
      const result = await scanOne(job, setup, cache);
      if (signal.aborted) return;
      await events.finished(result);
      // Lets signals and timers be heard between apps.
      await new Promise((resume) => setImmediate(resume));
    }
  };
}
