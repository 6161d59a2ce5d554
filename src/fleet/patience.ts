// Waiting: for a moment, and for a database that went away. Leaves what is done to its callers.
import { isTransient } from './database.js';

/** Longest wait between tries to reach a database that went away, in ms. */
const MOST_WAIT_MS = 15_000;

export const sleep = (ms: number, signal: AbortSignal): Promise<void> =>
  new Promise((settle) => {
    if (signal.aborted) return settle();
    const timer = setTimeout(done, ms);
    signal.addEventListener('abort', done, { once: true });
    function done(): void {
      clearTimeout(timer);
      signal.removeEventListener('abort', done);
      settle();
    }
  });

/** Does work that may be done again, as often as the database makes it needed. */
export type Stubborn = <T>(work: () => Promise<T>) => Promise<T>;

/**
 * Repeats what fails for want of a database, with growing waits; gives up only when told to stop.
 * @param waiting hears of every failure that is waited out
 */
export const stubborn =
  (waiting: (error: unknown) => void, stop: AbortSignal): Stubborn =>
  async (work) => {
    for (let wait = 200; ; wait = Math.min(2 * wait, MOST_WAIT_MS)) {
      try {
        return await work();
      } catch (error) {
        if (!isTransient(error) || stop.aborted) throw error;
        waiting(error);
        await sleep(wait, stop);
      }
    }
  };
