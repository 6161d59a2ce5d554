// The first few bytes of a deflate stream (RFC 1951), decoded here because a call into zlib costs thirty times as much
// and every entry of a package is looked at for its magic. Leaves whole entries to inflate.ts.
import { ParseError } from '../../bytes/parse-error.js';

const MAX_BITS = 15;
/** RFC 1951 3.2.5: base value and extra bits of length codes 257…285 and distance codes 0…29. */
const LENGTH_BASE = [
  3, 4, 5, 6, 7, 8, 9, 10, 11, 13, 15, 17, 19, 23, 27, 31, 35, 43, 51, 59, 67, 83, 99, 115, 131, 163, 195,
  227, 258,
];
const LENGTH_EXTRA = [0, 0, 0, 0, 0, 0, 0, 0, 1, 1, 1, 1, 2, 2, 2, 2, 3, 3, 3, 3, 4, 4, 4, 4, 5, 5, 5, 5, 0];
const DISTANCE_BASE = [
  1, 2, 3, 4, 5, 7, 9, 13, 17, 25, 33, 49, 65, 97, 129, 193, 257, 385, 513, 769, 1025, 1537, 2049, 3073, 4097,
  6145, 8193, 12289, 16385, 24577,
];
const DISTANCE_EXTRA = [
  0, 0, 0, 0, 1, 1, 2, 2, 3, 3, 4, 4, 5, 5, 6, 6, 7, 7, 8, 8, 9, 9, 10, 10, 11, 11, 12, 12, 13, 13,
];
/** RFC 1951 3.2.7: the order in which code lengths of the code length alphabet are stored. */
const ORDER = [16, 17, 18, 0, 8, 7, 9, 6, 10, 5, 11, 4, 12, 3, 13, 2, 14, 1, 15];

/** A canonical Huffman code: how many codes of each length, and the symbols in code order. */
interface Code {
  counts: Uint16Array;
  symbols: Uint16Array;
}

const broken = (reason: string): ParseError => new ParseError('zip/inflate-failed', 0, { reason });

function buildCode(lengths: Uint8Array, from: number, to: number): Code {
  const counts = new Uint16Array(MAX_BITS + 1);
  for (let at = from; at < to; at++) counts[lengths[at]!]!++;
  const starts = new Uint16Array(MAX_BITS + 2);
  for (let bits = 1; bits <= MAX_BITS; bits++) starts[bits + 1] = starts[bits]! + counts[bits]!;
  const symbols = new Uint16Array(to - from);
  for (let at = from; at < to; at++) {
    const bits = lengths[at]!;
    if (bits !== 0) symbols[starts[bits]!++] = at - from;
  }
  return { counts, symbols };
}

let fixedCodes: { literals: Code; distances: Code } | null = null;
function fixed(): { literals: Code; distances: Code } {
  if (fixedCodes === null) {
    const lengths = new Uint8Array(288).fill(8, 0, 144).fill(9, 144, 256).fill(7, 256, 280).fill(8, 280);
    fixedCodes = {
      literals: buildCode(lengths, 0, 288),
      distances: buildCode(new Uint8Array(30).fill(5), 0, 30),
    };
  }
  return fixedCodes;
}

/** Bits from the low end of each byte; past the end they are zero and `ended` is set. */
class Bits {
  readonly data: Uint8Array;
  at = 0;
  ended = false;
  private buffer = 0;
  private held = 0;

  constructor(data: Uint8Array) {
    this.data = data;
  }
  take(need: number): number {
    while (this.held < need) {
      if (this.at >= this.data.length) {
        this.ended = true;
        return 0;
      }
      this.buffer |= this.data[this.at++]! << this.held;
      this.held += 8;
    }
    const value = this.buffer & ((1 << need) - 1);
    this.buffer >>>= need;
    this.held -= need;
    return value;
  }
  /** The next symbol of a code, bit by bit. */
  symbol({ counts, symbols }: Code): number {
    let code = 0;
    let first = 0;
    let index = 0;
    for (let length = 1; length <= MAX_BITS; length++) {
      code |= this.take(1);
      if (this.ended) return 0;
      const count = counts[length]!;
      if (code - count < first) return symbols[index + (code - first)]!;
      index += count;
      first = (first + count) << 1;
      code <<= 1;
    }
    throw broken('code');
  }
  /** The next symbol of the code length alphabet, by a table over seven bits. */
  quick(table: Uint8Array): number {
    while (this.held < 7 && this.at < this.data.length) {
      this.buffer |= this.data[this.at++]! << this.held;
      this.held += 8;
    }
    const found = table[this.buffer & 0x7f]!;
    const length = found & 7;
    if (length === 0) throw broken('code');
    if (length > this.held) {
      this.ended = true;
      return 0;
    }
    this.buffer >>>= length;
    this.held -= length;
    return found >> 3;
  }
  dropByteRest(): void {
    this.at -= this.held >> 3;
    this.buffer = 0;
    this.held = 0;
  }
}

/** RFC 1951 3.2.7: code lengths of the code length alphabet, to a table from seven bits to symbol and length. */
function lengthTable(lengths: Uint8Array): Uint8Array {
  const table = new Uint8Array(128);
  let code = 0;
  for (let bits = 1; bits <= 7; bits++) {
    for (let symbol = 0; symbol < 19; symbol++) {
      if (lengths[symbol] !== bits) continue;
      let reversed = 0;
      for (let bit = 0; bit < bits; bit++) reversed |= ((code >> bit) & 1) << (bits - 1 - bit);
      for (let at = reversed; at < 128; at += 1 << bits) table[at] = (symbol << 3) | bits;
      code++;
    }
    code <<= 1;
  }
  return table;
}

function readDynamic(bits: Bits): { literals: Code; distances: Code } {
  const literals = bits.take(5) + 257;
  const distances = bits.take(5) + 1;
  const stored = bits.take(4) + 4;
  const lengths = new Uint8Array(320);
  for (let index = 0; index < stored; index++) lengths[ORDER[index]!] = bits.take(3);
  const table = lengthTable(lengths);
  lengths.fill(0, 0, 19);
  const total = literals + distances;
  let index = 0;
  while (index < total && !bits.ended) {
    const symbol = bits.quick(table);
    if (symbol < 16) {
      lengths[index++] = symbol;
      continue;
    }
    if (symbol === 16 && index === 0) throw broken('lengths');
    const value = symbol === 16 ? lengths[index - 1]! : 0;
    const repeat = symbol === 16 ? 3 + bits.take(2) : symbol === 17 ? 3 + bits.take(3) : 11 + bits.take(7);
    if (index + repeat > total) throw broken('lengths');
    if (value !== 0) lengths.fill(value, index, index + repeat);
    index += repeat;
  }
  return { literals: buildCode(lengths, 0, literals), distances: buildCode(lengths, literals, total) };
}

/**
 * The first `wanted` bytes that a stream inflates to; fewer when the stream, or the piece of it in `data`, ends before.
 * Throws ParseError when the stream is no deflate.
 */
export function inflateStart(data: Uint8Array, wanted: number): Uint8Array {
  const out = new Uint8Array(wanted);
  const bits = new Bits(data);
  let made = 0;

  const copyStored = (): void => {
    bits.dropByteRest();
    if (bits.at + 4 > data.length) {
      bits.ended = true;
      return;
    }
    const length = data[bits.at]! | (data[bits.at + 1]! << 8);
    if ((length ^ 0xffff) !== (data[bits.at + 2]! | (data[bits.at + 3]! << 8))) throw broken('stored');
    bits.at += 4;
    const here = Math.min(length, data.length - bits.at, wanted - made);
    out.set(data.subarray(bits.at, bits.at + here), made);
    made += here;
    bits.at += here;
    if (here < length && made < wanted) bits.ended = true;
  };
  const copyCoded = (literals: Code, distances: Code): void => {
    while (made < wanted && !bits.ended) {
      const symbol = bits.symbol(literals);
      if (bits.ended || symbol === 256) return;
      if (symbol < 256) {
        out[made++] = symbol;
        continue;
      }
      const extra = LENGTH_EXTRA[symbol - 257];
      if (extra === undefined) throw broken('length');
      let length = LENGTH_BASE[symbol - 257]! + bits.take(extra);
      const code = bits.symbol(distances);
      const more = DISTANCE_EXTRA[code];
      if (more === undefined) throw broken('distance');
      const distance = DISTANCE_BASE[code]! + bits.take(more);
      if (bits.ended) return;
      if (distance > made) throw broken('distance');
      while (length-- > 0 && made < wanted) {
        out[made] = out[made - distance]!;
        made++;
      }
    }
  };

  let last = 0;
  while (last === 0 && made < wanted && !bits.ended) {
    last = bits.take(1);
    const type = bits.take(2);
    if (bits.ended) break;
    if (type === 0) copyStored();
    else if (type === 3) throw broken('block');
    else {
      const { literals, distances } = type === 1 ? fixed() : readDynamic(bits);
      if (!bits.ended) copyCoded(literals, distances);
    }
  }
  return out.subarray(0, made);
}
