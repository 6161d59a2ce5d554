// The platform of a browser: digests by @noble/hashes, inflation by fflate, both in plain JavaScript and without waiting,
// as the core reads. Leaves Node to node.ts.
import { sha256 } from '@noble/hashes/sha2.js';
import * as script from 'acorn';
import * as xml from 'fast-xml-parser';
import { Decompress, Inflate, type FlateError } from 'fflate';
import type { Hash, Inflated, Platform } from './port.js';

/** fflate's number for a stream that ends before its end (FlateErrorCode.UnexpectedEOF). */
const UNEXPECTED_END = 0;

class Full extends Error {}

/** Collects what comes out, up to a ceiling. */
class Pieces {
  private readonly parts: Uint8Array[] = [];
  bytes = 0;
  private readonly most: number;
  constructor(most: number) {
    this.most = most;
  }
  add(part: Uint8Array): void {
    this.bytes += part.length;
    if (this.bytes > this.most) throw new Full();
    this.parts.push(part);
  }
  join(): Uint8Array {
    const [only] = this.parts;
    if (this.parts.length === 1) return only!;
    const all = new Uint8Array(this.bytes);
    let at = 0;
    for (const part of this.parts) {
      all.set(part, at);
      at += part.length;
    }
    return all;
  }
}

/** Bytes given to the inflater at once, so that a bomb is noticed before it fills the memory. */
const PIECE = 1 << 16;

function pump(stream: Inflate | Decompress, data: Uint8Array, most: number, partial: boolean): Inflated {
  const pieces = new Pieces(most);
  stream.ondata = (part) => pieces.add(part);
  try {
    for (let at = 0; at < data.length; at += PIECE) {
      const end = Math.min(at + PIECE, data.length);
      stream.push(data.subarray(at, end), end === data.length && !partial);
    }
  } catch (error) {
    if (error instanceof Full) return { state: 'too-large' };
    const { code } = error as Partial<FlateError>;
    return { state: 'broken', reason: code === UNEXPECTED_END ? 'Z_BUF_ERROR' : 'Z_DATA_ERROR' };
  }
  return { state: 'done', data: pieces.join() };
}

export const platform: Platform = {
  hash: (): Hash => sha256.create(),
  inflateRaw: (data, _expected, most) =>
    data.length === 0 ? { state: 'broken', reason: 'Z_BUF_ERROR' } : pump(new Inflate(), data, most, false),
  inflateWrapped: (data, most, partial) =>
    isWrapped(data)
      ? pump(new Decompress(), data, most, partial)
      : { state: 'broken', reason: 'Z_DATA_ERROR' },
  xmlLibrary: () => xml,
  scriptLibrary: () => script,
  // A browser ends a page that takes too much, and tells nobody before.
  heldBytes: () => 0,
  roomBytes: () => Infinity,
  collect: () => {},
  throwsBugs: () => false,
};

/** The heads of gzip (RFC 1952) and zlib (RFC 1950) streams; anything else the library would take for raw deflate. */
function isWrapped(data: Uint8Array): boolean {
  const [first = 0, second = 0] = data;
  if (first === 0x1f && second === 0x8b) return true;
  return (first & 15) === 8 && ((first << 8) | second) % 31 === 0;
}
