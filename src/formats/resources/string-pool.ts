// String pools, decoded on request (AOSP androidfw/ResourceTypes.cpp, ResStringPool). Styles are checked no further
// than what their presence does to the strings. Leaves what an unreadable string means to the caller: it is null.
import type { Limits } from '../../bytes/limits.js';
import { ParseError } from '../../bytes/parse-error.js';
import { readMutf8, readUtf16 } from '../../bytes/text.js';
import type { View } from '../../bytes/view.js';
import { chunkFault, readChunk } from './chunk.js';
import { POOL } from './layout.js';
import type { Odd } from '../../bytes/odd.js';

export interface StringPool {
  readonly count: number;
  readonly utf8: boolean;
  /** The string at an index, or null when there is none or Android would not decode it. */
  get(index: number): string | null;
}

export const EMPTY_POOL: StringPool = { count: 0, utf8: true, get: () => null };

/** Opens the pool whose chunk starts at `at`. Throws ParseError where ResStringPool::setTo refuses. */
export function openStringPool(view: View, at: number, limits: Limits, odd: Odd): StringPool {
  const chunk = readChunk(view, at);
  const fault = chunkFault(chunk, POOL.bytes, view.length);
  const fail = (why: string): ParseError =>
    new ParseError('string-pool/malformed', view.base + at, { fault: why });
  if (fault !== null) throw fail(fault);
  const count = view.u32(at + POOL.stringCount);
  const styles = view.u32(at + POOL.styleCount);
  const utf8 = (view.u32(at + POOL.flags) & POOL.utf8Flag) !== 0;
  if (count === 0) return EMPTY_POOL;
  if (chunk.headerSize + count * 4 > chunk.size) throw fail('count-beyond-chunk');
  if (count > limits.strings) throw new ParseError('limit/strings', view.base + at, { count });
  const stringsStart = view.u32(at + POOL.stringsStart);
  if (stringsStart >= chunk.size - 2) throw fail('strings-beyond-chunk');
  let stringsEnd = chunk.size;
  if (styles > 0) {
    const stylesStart = view.u32(at + POOL.stylesStart);
    if (stylesStart >= chunk.size - 2) throw fail('styles-beyond-chunk');
    if (stylesStart <= stringsStart) throw fail('styles-before-strings');
    stringsEnd = stylesStart;
  }
  const unit = utf8 ? 1 : 2;
  const units = Math.floor((stringsEnd - stringsStart) / unit);
  if (units === 0) throw fail('no-strings');
  const base = at + stringsStart;
  const last = utf8 ? view.u8(base + units - 1) : view.u16(base + (units - 1) * 2);
  if (last !== 0) throw fail('not-terminated');
  return new DecodedOnRequest(view, at + chunk.headerSize, base, count, units, utf8, limits.stringBytes, odd);
}

/** Tools that share tails of strings overlap a little; nothing honest reads a pool four times over. */
const MAX_OVERLAP = 4;
const MIN_DECODED = 1 << 16;

class DecodedOnRequest implements StringPool {
  readonly count: number;
  readonly utf8: boolean;
  private readonly view: View;
  private readonly offsets: number;
  private readonly base: number;
  private readonly units: number;
  private readonly maxBytes: number;
  private readonly odd: Odd;
  private readonly known = new Map<number, string | null>();
  /** Bytes that may still be decoded: overlapping strings would multiply the pool without end. */
  private left: number;

  constructor(
    view: View,
    offsets: number,
    base: number,
    count: number,
    units: number,
    utf8: boolean,
    maxBytes: number,
    odd: Odd,
  ) {
    this.view = view;
    this.offsets = offsets;
    this.base = base;
    this.count = count;
    this.units = units;
    this.utf8 = utf8;
    this.maxBytes = maxBytes;
    this.odd = odd;
    this.left = units * (utf8 ? 1 : 2) * MAX_OVERLAP + MIN_DECODED;
  }

  get(index: number): string | null {
    if (!(index >= 0 && index < this.count)) return null;
    const found = this.known.get(index);
    if (found !== undefined) return found;
    const text = this.decode(index);
    this.known.set(index, text);
    return text;
  }

  private decode(index: number): string | null {
    const stored = this.view.u32(this.offsets + index * 4);
    const at = this.utf8 ? stored : stored >>> 1;
    if (at >= this.units - 1) return this.refuse(index, 'offset-beyond-pool');
    return this.utf8 ? this.decode8(index, at) : this.decode16(index, at);
  }

  private decode16(index: number, start: number): string | null {
    const { view, base } = this;
    let at = start;
    let length = view.u16(base + at++ * 2);
    if ((length & 0x8000) !== 0) length = (length & 0x7fff) * 0x10000 + view.u16(base + at++ * 2);
    if (at + length >= this.units) return this.refuse(index, 'length-beyond-pool');
    if (view.u16(base + (at + length) * 2) !== 0) return this.refuse(index, 'not-terminated');
    if (length * 2 > this.maxBytes) return this.tooLong(index);
    if ((this.left -= length * 2) < 0) return this.refuse(index, 'overlapping');
    return readUtf16(view.bytes(base + at * 2, length * 2));
  }

  private decode8(index: number, start: number): string | null {
    const { view, base } = this;
    let at = start;
    // The length in UTF-16 units comes first; the platform's Java side never reads it.
    if ((view.u8(base + at++) & 0x80) !== 0) at++;
    let length = view.u8(base + at++);
    if ((length & 0x80) !== 0) length = ((length & 0x7f) << 8) | view.u8(base + at++);
    if (at + length >= this.units) return this.refuse(index, 'length-beyond-pool');
    // Lengths above 0x7fff were written cut: try each length with the same low bits (stringDecodeAt).
    let end = length;
    for (let high = 1; view.u8(base + at + end) !== 0; high++) {
      end = high * 0x8000 + length;
      if (at + end >= this.units) return this.refuse(index, 'not-terminated');
    }
    if (end !== length) this.odd('string-pool/length-cut', view.base + base + start, { index, length: end });
    if (end > this.maxBytes) return this.tooLong(index);
    if ((this.left -= end) < 0) return this.refuse(index, 'overlapping');
    const bytes = view.bytes(base + at, end);
    const nul = bytes.indexOf(0);
    // Build tools write supplementary characters as two three-byte surrogates (aapt2 StringPool.cpp), older ones as
    // four bytes; both are taken.
    if (nul < 0) return readMutf8(bytes);
    // NewStringUTF stops at the first zero byte.
    this.odd('string-pool/embedded-nul', view.base + base + start, { index });
    return readMutf8(bytes.subarray(0, nul));
  }

  private tooLong(index: number): null {
    const at = this.view.base + this.offsets + index * 4;
    this.odd('limit/string-bytes', at, { index, limit: this.maxBytes });
    return null;
  }

  private refuse(index: number, fault: string): null {
    this.odd('string-pool/string-unreadable', this.view.base + this.offsets + index * 4, { index, fault });
    return null;
  }
}
