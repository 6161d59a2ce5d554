// Threads that hang, die or exhaust memory cost their app and nothing else. The entry is a stand-in that misbehaves on
// request; the real one is covered by survey.test.ts.
import { describe, expect, test } from '@jest/globals';
import { inThreads } from '../../src/run/threads.js';
import { defaultWorkers, threadMegabytes } from '../../src/run/runner.js';
import type { ScanJob, ScanResult, ScanSetup } from '../../src/run/job.js';
import type { SurveyRow } from '../../src/model/survey.js';

const ENTRY = new URL(
  `data:text/javascript,${encodeURIComponent(`
  import { parentPort } from 'node:worker_threads';
  parentPort.on('message', (job) => {
    if (job.id.startsWith('hang')) for (;;);
    if (job.id.startsWith('die')) process.exit(3);
    if (job.id.startsWith('throw')) throw new RangeError('secret /path');
    if (job.id.startsWith('memory')) { const all = []; for (;;) all.push({ a: [job.id + all.length] }); }
    parentPort.postMessage({ id: job.id, line: '{}', verdict: 'not-suspected', fromCache: false });
  });`)}`,
);
const job = (id: string): ScanJob => ({ id, paths: [], sha256: '', type: null, basis: 'b', evidence: null });
const setup = {} as ScanSetup;

const run = async (ids: readonly string[], workers: number, signal = new AbortController().signal) => {
  const results: ScanResult[] = [];
  let inFlight = 0;
  let most = 0;
  const runner = inThreads(setup, { workers, timeMs: 700, entry: ENTRY, megabytes: 24 });
  await runner(
    ids.map(job),
    {
      started: () => void (most = Math.max(most, ++inFlight)),
      finished: (result) => {
        inFlight--;
        results.push(result);
      },
    },
    signal,
  );
  return { results, most };
};
const codeOf = (result: ScanResult): string => {
  const { outcome } = JSON.parse(result.line) as SurveyRow;
  return outcome.state === 'failed' ? outcome.code : 'done';
};

describe('threads', () => {
  test('every app has one result, whatever happens to its neighbours', async () => {
    const ids = ['a', 'hang', 'b', 'die', 'c', 'throw', 'd', 'memory', 'e', 'f'];
    const { results, most } = await run(ids, 2);
    expect(results.map((r) => r.id).sort()).toEqual([...ids].sort());
    const code = (id: string): string => codeOf(results.find((r) => r.id === id)!);
    expect(code('hang')).toBe('survey/timed-out');
    expect(code('die')).toBe('survey/worker-died');
    expect(code('throw')).toBe('survey/worker-died');
    expect(code('memory')).toBe('survey/out-of-memory');
    expect(results.filter((r) => r.verdict === 'not-suspected')).toHaveLength(6);
    expect(most).toBe(2);
    for (const r of results) expect(r.line).not.toContain('/path');
  }, 30_000);

  test('more threads than apps, and no app at all', async () => {
    expect((await run(['a'], 4)).results).toHaveLength(1);
    expect((await run([], 2)).results).toEqual([]);
  });

  test('an abort ends what hangs and leaves it without a result', async () => {
    const stop = new AbortController();
    const going = run(['hang', 'a', 'b'], 1, stop.signal);
    setTimeout(() => stop.abort(), 150);
    expect((await going).results).toEqual([]);
  });

  test('threads are bounded by cores and by memory', () => {
    expect(defaultWorkers(8, 64 * 2 ** 30)).toBe(8);
    expect(defaultWorkers(64, 8 * 2 ** 30)).toBe(8);
    expect(defaultWorkers(4, 2 ** 29)).toBe(1);
    expect(threadMegabytes(2, 24 * 2 ** 30)).toBe(3072);
    expect(threadMegabytes(16, 8 * 2 ** 30)).toBe(384);
  });
});
