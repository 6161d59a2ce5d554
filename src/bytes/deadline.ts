// How long one app may take, and how much memory. Reading is synchronous and one app at a time in a thread, so both are the
// thread's and long loops need no argument for them. Clock and memory are handed in by the one who starts; without one
// nothing ends. Leaves what is lost by stopping to whoever catches the error.
import { ParseError } from './parse-error.js';

/** What this thread holds. Machines that cannot tell hand in none. */
export interface Memory {
  limitBytes: number;
  /** Objects and bytes, with what is no longer used and not yet given back. */
  heldBytes(): number;
  /** Gives back what is no longer used, where the machine can. */
  collect(): void;
}
interface Deadline {
  limit: number;
  end: number;
  now(): number;
  memory: Memory | null;
}
let current: Deadline | null = null;
let looks = 0;

/** Looks at the clock for one at memory: the clock costs less. */
const LOOKS = 16;
/** After a collection so much must be free again, or soon nothing but collecting would be done. */
const STILL_FREE = 1 / 8;

/** Starts the time of one app. @returns ends it, and must be called however reading went */
export function startDeadline(limitMs: number, now: () => number, memory: Memory | null = null): () => void {
  const before = current;
  current = { limit: limitMs, end: now() + limitMs, now, memory };
  looks = 0;
  return () => {
    current = before;
  };
}

/** To be called once for each unit of work of some microseconds or more: an entry, a method, a batch. */
export function checkTime(): void {
  if (current === null) return;
  if (current.now() > current.end) throw new ParseError('limit/time-ms', 0, { limit: current.limit });
  if (current.memory !== null && ++looks % LOOKS === 0) checkMemory(current.memory);
}

/** To be called as well before a single large piece of work. What counts is what is still held after a collection. */
export function checkMemory(memory: Memory | null = current?.memory ?? null): void {
  if (memory === null || memory.heldBytes() <= memory.limitBytes) return;
  memory.collect();
  if (memory.heldBytes() > memory.limitBytes * (1 - STILL_FREE))
    throw new ParseError('limit/memory-bytes', 0, { limit: memory.limitBytes });
}
