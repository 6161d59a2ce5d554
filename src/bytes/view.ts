// Random access over bytes, bounds checked, little endian. Knows no format; Cursor moves, View does not.
import { ParseError } from './parse-error.js';

export class View {
  readonly data: Uint8Array;
  /** Offset of data[0] within the entry, so that errors and places name entry offsets. */
  readonly base: number;
  private readonly words: DataView;

  constructor(data: Uint8Array, base = 0) {
    this.data = data;
    this.base = base;
    this.words = new DataView(data.buffer, data.byteOffset, data.byteLength);
  }
  get length(): number {
    return this.data.length;
  }
  private need(at: number, count: number): void {
    if (!(at >= 0 && at + count <= this.data.length)) {
      throw new ParseError('bytes/out-of-range', this.base + at, { wanted: count, length: this.data.length });
    }
  }
  u8(at: number): number {
    this.need(at, 1);
    return this.data[at]!;
  }
  u16(at: number): number {
    this.need(at, 2);
    return this.words.getUint16(at, true);
  }
  u32(at: number): number {
    this.need(at, 4);
    return this.words.getUint32(at, true);
  }
  i32(at: number): number {
    this.need(at, 4);
    return this.words.getInt32(at, true);
  }
  /** Unsigned 64 bits as a number; throws when it would lose precision. */
  u64(at: number): number {
    const low = this.u32(at);
    const high = this.u32(at + 4);
    if (high > 0x1fffff) throw new ParseError('bytes/number-too-large', this.base + at);
    return high * 0x1_0000_0000 + low;
  }
  /** A count read from the file, refused above what could fit in `available` bytes at `itemBytes` each. */
  count(at: number, itemBytes: number, available: number): number {
    const value = this.u32(at);
    if (value * itemBytes > available) {
      throw new ParseError('bytes/count-too-large', this.base + at, { count: value, available });
    }
    return value;
  }
  /** Shares memory. */
  slice(start: number, length: number): View {
    this.need(start, length);
    return new View(this.data.subarray(start, start + length), this.base + start);
  }
  bytes(start: number, length: number): Uint8Array {
    this.need(start, length);
    return this.data.subarray(start, start + length);
  }
}
