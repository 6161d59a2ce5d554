// What runs inside a worker thread: takes a job, posts back its row as text. Leaves everything else to threads.ts.
import { parentPort, threadId, workerData } from 'node:worker_threads';
import { openFactsCache } from './facts-cache.js';
import type { ScanJob, ScanSetup } from './job.js';
import { scanOne } from './scan-one.js';

const setup = workerData as ScanSetup;
const cache = setup.cacheDir === null ? null : openFactsCache(setup.cacheDir, `${process.pid}-${threadId}`);

parentPort?.on('message', (job: ScanJob) => {
  void scanOne(job, setup, cache).then((result) => parentPort?.postMessage(result));
});
