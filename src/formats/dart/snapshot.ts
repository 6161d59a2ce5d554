// Snapshots of Dart that Flutter's compiler makes ahead of time: which compiler made one, and whether a text stands in it
// whole. The code is native and is not read; what nothing can reach was dropped by the compiler, texts too. A text is stored
// as its length and its bytes, a length ending in a byte above 127. Leaves what texts mean to extract.
import { ParseError } from '../../bytes/parse-error.js';
import { readUtf8 } from '../../bytes/text.js';
import { View } from '../../bytes/view.js';
import { bytesNamed } from '../elf/sections.js';

const MAGIC = 0xdcdcf5f5;
const HEAD = 20; // magic, length, kind
const HASH = 32;
const NAMES = ['_kDartIsolateSnapshotData', '_kDartVmSnapshotData'];
const MOST_FEATURES = 1024;

export interface DartSnapshot {
  data: Uint8Array;
  /** Names the version of the compiler: a digest of its sources. */
  hash: string;
  features: string;
}

/** @param library libapp.so; throws ParseError when it holds no snapshot */
export function readSnapshot(library: Uint8Array, mostSymbols: number): DartSnapshot {
  const data = bytesNamed(library, NAMES, mostSymbols);
  if (data === null || data.length < HEAD + HASH || new View(data).u32(0) !== MAGIC)
    throw new ParseError('dart/magic', 0);
  const hash = readUtf8(data.subarray(HEAD, HEAD + HASH));
  if (!/^[0-9a-f]{32}$/.test(hash)) throw new ParseError('dart/magic', HEAD);
  const start = HEAD + HASH;
  const end = data.indexOf(0, start);
  const features = readUtf8(
    data.subarray(start, Math.min(end < 0 ? data.length : end, start + MOST_FEATURES)),
  );
  return { data, hash, features };
}

/**
 * Where each of the texts stands whole in the snapshot; those that do not are absent. One pass over the bytes: a text is
 * looked at only where the byte before it can end a length.
 */
export function findTexts(data: Uint8Array, texts: Iterable<string>): Map<string, number> {
  const byFirst = new Map<number, { text: string; bytes: Uint8Array }[]>();
  for (const text of texts) {
    const bytes = new TextEncoder().encode(text);
    if (bytes.length === 0) continue;
    const list = byFirst.get(bytes[0]!);
    if (list) list.push({ text, bytes });
    else byFirst.set(bytes[0]!, [{ text, bytes }]);
  }
  const found = new Map<string, number>();
  for (let at = 1; at < data.length; at++) {
    if (data[at - 1]! < 0x80) continue;
    for (const { text, bytes } of byFirst.get(data[at]!) ?? [])
      if (!found.has(text) && isLength(data[at - 1]!, bytes.length) && stands(data, at, bytes))
        found.set(text, at);
  }
  return found;
}

/** Lengths below 64 are one byte, with or without a bit for the width of characters; longer ones end in what is left. */
function isLength(byte: number, length: number): boolean {
  const one = [length, length * 2];
  return one.some((value) => (value < 0x80 ? value + 0x80 : 0x80 + (value >>> 7)) === byte);
}
function stands(data: Uint8Array, at: number, bytes: Uint8Array): boolean {
  if (at + bytes.length > data.length) return false;
  for (let index = 1; index < bytes.length; index++) if (data[at + index] !== bytes[index]) return false;
  return true;
}
