// Blocks of LZ4, as assemblies are packed with them: "XALZ", a number, the length, one block (the block format is
// documented by LZ4 itself). Leaves what is unpacked to the readers of assemblies.
import { ParseError } from '../../bytes/parse-error.js';
import { View } from '../../bytes/view.js';

const LZ4 = 0x5a4c4158; // "XALZ"
const ZSTANDARD = 0x535a4158; // "XAZS", not read
const HEAD = 12;
/** A block cannot make more than this many bytes of one. */
const MOST_RATIO = 255;

/** The assembly behind its packing; the bytes themselves when they are not packed. */
export function unpackAssembly(data: Uint8Array, mostBytes: number): Uint8Array {
  if (data.length < HEAD) return data;
  const view = new View(data);
  if (view.u32(0) === ZSTANDARD) throw new ParseError('assembly/packing', 0);
  if (view.u32(0) !== LZ4) return data;
  const length = view.u32(8);
  if (length > mostBytes) throw new ParseError('limit/assembly-bytes', 8, { limit: mostBytes });
  if (length > (data.length - HEAD) * MOST_RATIO) throw new ParseError('assembly/packing', 8);
  return inflateLz4(data.subarray(HEAD), length);
}

function inflateLz4(from: Uint8Array, length: number): Uint8Array {
  const out = new Uint8Array(length);
  let at = 0;
  let to = 0;
  const longer = (count: number): number => {
    let sum = count;
    if (count !== 15) return sum;
    for (let byte = 255; byte === 255 && at < from.length; sum += byte) byte = from[at++]!;
    return sum;
  };
  while (at < from.length) {
    const token = from[at++]!;
    const literals = longer(token >> 4);
    if (at + literals > from.length || to + literals > length)
      throw new ParseError('assembly/packing', HEAD + at);
    out.set(from.subarray(at, at + literals), to);
    at += literals;
    to += literals;
    if (at >= from.length) break;
    if (at + 2 > from.length) throw new ParseError('assembly/packing', HEAD + at);
    const back = from[at]! | (from[at + 1]! << 8);
    at += 2;
    const match = longer(token & 15) + 4;
    if (back === 0 || back > to || to + match > length) throw new ParseError('assembly/packing', HEAD + at);
    // Byte by byte: a match may overlap what it makes.
    for (let left = match; left > 0; left--, to++) out[to] = out[to - back]!;
  }
  if (to !== length) throw new ParseError('assembly/packing', HEAD + at, { wanted: length, length: to });
  return out;
}
