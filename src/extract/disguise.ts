// DEX code under a thin disguise: compressed as gzip or zlib, or with every byte changed by one key. What an app can
// undo with one call of the platform's or a loop of a line is code that it may load. Leaves finding entries to files.ts,
// and ciphers with a key that is not plain to see to what the report says could not be read.
import type { Limits } from '../bytes/limits.js';
import { inflateWrapped, inflateWrappedStart, type Budget } from '../formats/zip/inflate.js';

export type Disguise = { kind: 'none' } | { kind: 'compressed' } | { kind: 'xor'; key: number };

/** Bytes of an entry that are enough to know it by. */
export const DISGUISE_BYTES = 512;

const MAGIC = [0x64, 0x65, 0x78, 0x0a, 0x30] as const; // "dex\n0", then two digits and a zero

const isDex = (head: Uint8Array, key = 0): boolean =>
  head.length >= 8 && MAGIC.every((byte, at) => (head[at]! ^ key) === byte) && (head[7]! ^ key) === 0;
const isCompact = (head: Uint8Array): boolean =>
  head[0] === 0x63 && head[1] === 0x64 && head[2] === 0x65 && head[3] === 0x78;
/** A gzip or zlib stream, by its first two bytes. */
export const isCompressed = (head: Uint8Array): boolean =>
  (head[0] === 0x1f && head[1] === 0x8b) || (head[0] === 0x78 && ((0x78 << 8) | (head[1] ?? 1)) % 31 === 0);

/** How an entry that starts with `head` hides DEX, or null when it is none that we know. */
export function disguiseOf(head: Uint8Array): Disguise | null {
  if ((head[0] === 0x64 && head[1] === 0x65 && head[2] === 0x78 && head[3] === 0x0a) || isCompact(head)) {
    return { kind: 'none' };
  }
  if (isCompressed(head)) return isDex(inflateWrappedStart(head)) ? { kind: 'compressed' } : null;
  const key = (head[0] ?? 0) ^ MAGIC[0];
  return key !== 0 && isDex(head, key) ? { kind: 'xor', key } : null;
}

/** The DEX behind the disguise; the bytes themselves where there is none. Throws ParseError. */
export function undisguise(data: Uint8Array, limits: Limits, budget: Budget): Uint8Array {
  const disguise = disguiseOf(data.subarray(0, DISGUISE_BYTES));
  if (disguise === null || disguise.kind === 'none') return data;
  if (disguise.kind === 'compressed') return inflateWrapped(data, limits, budget);
  return data.map((byte) => byte ^ disguise.key);
}
