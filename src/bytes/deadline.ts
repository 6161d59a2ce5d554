// How long one app may take. Reading is synchronous and one app at a time in a thread, so the deadline is the thread's
// and long loops need no argument for it. The clock is handed in by the one who starts it; without one nothing ends.
// Leaves what is lost by stopping to whoever catches the error.
import { ParseError } from './parse-error.js';

interface Deadline {
  limit: number;
  end: number;
  now(): number;
}
let current: Deadline | null = null;

/** Starts the time of one app. @returns ends it, and must be called however reading went */
export function startDeadline(limitMs: number, now: () => number): () => void {
  const before = current;
  current = { limit: limitMs, end: now() + limitMs, now };
  return () => {
    current = before;
  };
}

/** To be called once for each unit of work of some microseconds or more: an entry, a method, a batch. */
export function checkTime(): void {
  if (current !== null && current.now() > current.end)
    throw new ParseError('limit/time-ms', 0, { limit: current.limit });
}
