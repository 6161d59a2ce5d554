// Results on their way to the database: those of a tenth of a second share one transaction, so that the disk is waited for
// ten times a second and not for every package. What waits is bounded, and holds up who brings more.
// Leaves what is written to outcomes.ts.

/** How long a result waits for others, in ms: what a worker that dies has scanned for nothing. */
const GATHER_MS = 100;
/** Results in one transaction; and the bytes after which no more are added. */
const MOST_TOGETHER = 64;
const MOST_BYTES = 32 << 20;

export interface Sealed {
  bytes: number;
}

export class Outbox<T extends Sealed> {
  private waiting: T[] = [];
  private bytes = 0;
  private sending: Promise<void> | null = null;
  private failure: { error: unknown } | null = null;
  private hurry = (): void => {};
  private readonly write: (batch: readonly T[]) => Promise<void>;

  constructor(write: (batch: readonly T[]) => Promise<void>) {
    this.write = write;
  }

  /** Returns when there is room for more. Rejects when anything could not be written. */
  async put(item: T): Promise<void> {
    this.waiting.push(item);
    this.bytes += item.bytes;
    this.sending ??= this.send();
    if (!this.isFull()) return this.check();
    this.hurry();
    await this.sending;
    this.check();
  }

  /** Returns when everything is written. */
  async flush(): Promise<void> {
    while (this.sending !== null) {
      this.hurry();
      await this.sending;
    }
    this.check();
  }

  private isFull(): boolean {
    return this.waiting.length >= MOST_TOGETHER || this.bytes >= MOST_BYTES;
  }

  private check(): void {
    if (this.failure !== null) throw this.failure.error;
  }

  /** One transaction after the other until nothing waits. Never rejects: whoever brings the next hears of the failure. */
  private async send(): Promise<void> {
    if (!this.isFull()) await this.gather();
    while (this.waiting.length > 0 && this.failure === null) {
      const batch = this.nextBatch();
      try {
        await this.write(batch);
      } catch (error) {
        this.failure = { error };
      }
      if (this.waiting.length > 0 && !this.isFull()) await this.gather();
    }
    this.sending = null;
  }

  private nextBatch(): T[] {
    const batch: T[] = [];
    let bytes = 0;
    while (this.waiting.length > 0 && batch.length < MOST_TOGETHER && bytes < MOST_BYTES) {
      const item = this.waiting.shift()!;
      bytes += item.bytes;
      batch.push(item);
    }
    this.bytes -= bytes;
    return batch;
  }

  private gather(): Promise<void> {
    return new Promise((settle) => {
      const timer = setTimeout(settle, GATHER_MS);
      this.hurry = () => {
        clearTimeout(timer);
        settle();
      };
    });
  }
}
