// Typed arrays over little-endian bytes, for tables that are read many times. Knows no format; bounds are the
// caller's (a range outside the data throws ParseError). Leaves single reads to View.
import { ParseError } from './parse-error.js';

const HOST_IS_LITTLE = new Uint8Array(new Uint16Array([1]).buffer)[0] === 1;

function need(data: Uint8Array, at: number, count: number): void {
  if (!(at >= 0 && count >= 0 && at + count <= data.length)) {
    throw new ParseError('bytes/out-of-range', at, { wanted: count, length: data.length });
  }
}

/** `count` unsigned 16-bit values from byte `at`. Shares memory when host and alignment allow, else copies. */
export function u16Array(data: Uint8Array, at: number, count: number): Uint16Array {
  need(data, at, count * 2);
  const start = data.byteOffset + at;
  if (HOST_IS_LITTLE) {
    if (start % 2 === 0) return new Uint16Array(data.buffer, start, count);
    const copy = new Uint8Array(count * 2); // never Buffer.slice, which would share the odd offset
    copy.set(data.subarray(at, at + count * 2));
    return new Uint16Array(copy.buffer);
  }
  const out = new Uint16Array(count);
  for (let i = 0; i < count; i++) out[i] = data[at + i * 2]! | (data[at + i * 2 + 1]! << 8);
  return out;
}

/** `count` unsigned 32-bit values from byte `at`. Shares memory when host and alignment allow, else copies. */
export function u32Array(data: Uint8Array, at: number, count: number): Uint32Array {
  need(data, at, count * 4);
  const start = data.byteOffset + at;
  if (HOST_IS_LITTLE) {
    if (start % 4 === 0) return new Uint32Array(data.buffer, start, count);
    const copy = new Uint8Array(count * 4);
    copy.set(data.subarray(at, at + count * 4));
    return new Uint32Array(copy.buffer);
  }
  const half = u16Array(data, at, count * 2);
  const out = new Uint32Array(count);
  for (let i = 0; i < count; i++) out[i] = (half[i * 2]! | (half[i * 2 + 1]! << 16)) >>> 0;
  return out;
}
