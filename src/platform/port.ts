// What the core asks of the machine it runs on: digests, inflation, and libraries that only some inputs need. Two
// implementations, node.ts and browser.ts, stand behind the name #platform (package.json, "imports"); both give the same
// bytes for the same bytes. Leaves files and threads to those who run scans.

export interface Hash {
  update(data: Uint8Array): Hash;
  digest(): Uint8Array;
}

export type HashName = 'sha256';

export type Inflated =
  | { state: 'done'; data: Uint8Array }
  /** More than `most` bytes would come out. */
  | { state: 'too-large' }
  /** `reason`: zlib's name of the fault, "Z_DATA_ERROR" or "Z_BUF_ERROR" when the stream ends early. */
  | { state: 'broken'; reason: string };

export interface Platform {
  hash(name: HashName): Hash;
  /** Raw deflate. `expected`: bytes that are likely to come out, a hint. Never more than `most` are kept. */
  inflateRaw(data: Uint8Array, expected: number, most: number): Inflated;
  /** A gzip or zlib stream. `partial`: the stream may be cut off, what can be had is given. */
  inflateWrapped(data: Uint8Array, most: number, partial: boolean): Inflated;
  /** The parser of XML that is text; loaded when first asked for, since few packages hold any. */
  xmlLibrary(): typeof import('fast-xml-parser');
  /** The parser of JavaScript; loaded when the first script is read. */
  scriptLibrary(): typeof import('acorn');
  /** Bytes that this thread holds in objects and buffers, used or not; 0 where it cannot be told. */
  heldBytes(): number;
  /** Bytes of objects after which this thread would die. */
  roomBytes(): number;
  /** Gives back memory that is no longer used, where that can be asked for. */
  collect(): void;
  /** A bug while reading is thrown rather than told: for the project's own tests. */
  throwsBugs(): boolean;
}
