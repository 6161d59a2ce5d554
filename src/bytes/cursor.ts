// A position that moves over a view, and the variable-length integers of DEX (LEB128).
// Leaves structure to the formats; every read is bounds checked by the view.
// LEB128 as the Dalvik executable format describes it: at most five bytes, 32 bits; a fifth byte's high bits are dropped.
import { ParseError } from './parse-error.js';
import type { View } from './view.js';

export class Cursor {
  readonly view: View;
  /** Offset of the next read within the view. */
  at: number;

  constructor(view: View, at = 0) {
    this.view = view;
    this.at = at;
  }
  get left(): number {
    return this.view.length - this.at;
  }
  u8(): number {
    return this.view.u8(this.at++);
  }
  u16(): number {
    const value = this.view.u16(this.at);
    this.at += 2;
    return value;
  }
  u32(): number {
    const value = this.view.u32(this.at);
    this.at += 4;
    return value;
  }
  i32(): number {
    const value = this.view.i32(this.at);
    this.at += 4;
    return value;
  }
  u64(): number {
    const value = this.view.u64(this.at);
    this.at += 8;
    return value;
  }
  /** Shares memory with the view. */
  bytes(length: number): Uint8Array {
    const value = this.view.bytes(this.at, length);
    this.at += length;
    return value;
  }
  skip(length: number): void {
    this.at += length;
  }
  /** Unsigned LEB128, 0…2³²-1. */
  uleb128(): number {
    const data = this.view.data;
    let at = this.at;
    let value = 0;
    for (let shift = 0; shift < 35; shift += 7) {
      if (!(at >= 0 && at < data.length)) {
        throw new ParseError('bytes/out-of-range', this.view.base + at, { wanted: 1, length: data.length });
      }
      const byte = data[at++]!;
      value |= (byte & 0x7f) << shift;
      if (byte < 0x80) {
        this.at = at;
        return value >>> 0;
      }
    }
    throw new ParseError('bytes/number-too-long', this.view.base + this.at);
  }
  /** Unsigned LEB128 stored plus one, so that -1 is a single zero byte: -1…2³²-2. */
  uleb128p1(): number {
    return this.uleb128() - 1;
  }
  /** Signed LEB128, -2³¹…2³¹-1. */
  sleb128(): number {
    const data = this.view.data;
    let at = this.at;
    let value = 0;
    for (let shift = 0; shift < 35; shift += 7) {
      if (!(at >= 0 && at < data.length)) {
        throw new ParseError('bytes/out-of-range', this.view.base + at, { wanted: 1, length: data.length });
      }
      const byte = data[at++]!;
      value |= (byte & 0x7f) << shift;
      if (byte < 0x80) {
        this.at = at;
        const width = shift + 7;
        return width < 32 && (byte & 0x40) !== 0 ? value | (-1 << width) : value;
      }
    }
    throw new ParseError('bytes/number-too-long', this.view.base + this.at);
  }
}
