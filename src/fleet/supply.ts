// Packages taken ahead of the threads, so that none waits for the database or the network: as many as the worker finishes
// in half a second, more while threads starve, one when packages are slow. Leaves what taking and bringing are to its maker.
import { sleep } from './patience.js';

/** How far ahead packages are taken, in ms of work. */
const AHEAD_MS = 500;
/** Packages ahead at most: what a worker that dies makes others do again. */
const MOST_AHEAD = 64;
/** How often the queue is asked again when it had nothing, in ms. */
const IDLE_MS = 1000;

export interface Source<T> {
  /** At most so many; none when there are none now. */
  take(most: number): Promise<readonly T[]>;
  /** Asked when there was none: whether to stop asking. */
  isOver(): Promise<boolean>;
}

export class Supply<T> {
  private readonly ready: T[] = [];
  private readonly hungry: ((item: T | null) => void)[] = [];
  private wanted: number;
  private handedOut = 0;
  private starved = false;
  private closed = false;
  private wake = (): void => {};
  private readonly source: Source<T>;
  private readonly stop: AbortSignal;

  constructor(source: Source<T>, threads: number, stop: AbortSignal) {
    this.source = source;
    this.stop = stop;
    this.wanted = Math.min(threads + 1, MOST_AHEAD);
  }

  /** Takes until the source is over or `stop` is heard. Rejects with what the source throws. */
  async run(): Promise<void> {
    const pace = setInterval(() => this.adjust(), AHEAD_MS);
    try {
      while (!this.stop.aborted) {
        const room = this.wanted - this.ready.length + this.hungry.length;
        // Few at a time would cost a transaction each.
        if (room < Math.max(1, this.wanted / 2)) await this.handOut();
        else if (!(await this.fill(room))) return;
      }
    } finally {
      clearInterval(pace);
      this.closed = true;
      for (const eat of this.hungry.splice(0)) eat(null);
    }
  }

  /** The next package; null when there are no more. */
  next(): Promise<T | null> {
    const item = this.ready.shift();
    if (item === undefined && this.closed) return Promise.resolve(null);
    this.handedOut++;
    this.wake();
    if (item !== undefined) return Promise.resolve(item);
    this.starved = true;
    return new Promise((settle) => {
      this.hungry.push(settle);
      this.wake();
    });
  }

  private async fill(room: number): Promise<boolean> {
    const items = await this.source.take(room);
    for (const item of items) {
      const eat = this.hungry.shift();
      if (eat === undefined) this.ready.push(item);
      else eat(item);
    }
    if (items.length > 0) return true;
    // Threads that wait for an empty queue ask for nothing that taking more would give.
    this.starved = false;
    if (await this.source.isOver()) return false;
    await sleep(IDLE_MS, this.stop);
    return true;
  }

  private adjust(): void {
    const now = this.starved ? 2 * this.wanted : this.wanted - 1;
    this.wanted = Math.max(1, Math.min(MOST_AHEAD, Math.max(now, this.handedOut)));
    this.handedOut = 0;
    this.starved = false;
  }

  /** Until a package was handed out, or the pace changed, or the end. */
  private handOut(): Promise<void> {
    return new Promise((settle) => {
      const timer = setTimeout(settle, AHEAD_MS);
      this.wake = () => {
        clearTimeout(timer);
        settle();
      };
      if (this.stop.aborted) this.wake();
    });
  }
}
