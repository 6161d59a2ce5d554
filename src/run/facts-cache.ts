// Facts kept between runs, one file per key: packed values behind a head with their CRC. A file that is torn, foreign or
// damaged is a miss, never an error. Uncompressed: inflating would cost more than all the rest of reading it.
// Leaves the packing to packed-values.ts and what the key is made of to job.ts.
import {
  closeSync,
  existsSync,
  fstatSync,
  mkdirSync,
  openSync,
  readSync,
  renameSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { dirname, join } from 'node:path';
import { crc32 } from 'node:zlib';
import type { AppFacts } from '../model/facts.js';
import { packValue, unpackValue, type Shape } from './packed-values.js';

export interface FactsCache {
  get(key: string): AppFacts | null;
  has(key: string): boolean;
  /** Bytes of the file that `get` would read, null when there is none. */
  sizeOf(key: string): number | null;
  put(key: string, facts: AppFacts): void;
}

/** Facts of the largest apps stay far below; a larger file was not written by us. */
const MOST_BYTES = 512 << 20;

/**
 * Magic, then 32-bit numbers in the machine's order: CRC of all that follows it, ORDER, counts of numbers and of texts,
 * bytes of the JSON part, 1 when the text is UTF-16 rather than Latin-1. Then numbers, lengths, JSON part, text.
 */
const HEAD = { magic: 'ovrfact1', crc: 8, order: 12, numbers: 16, texts: 20, json: 24, wide: 28, bytes: 32 };
/** Reads as itself only where the bytes of a number are in the order in which they were written. */
const ORDER = 0x01020304;

const bytesOf = (array: Int32Array): Buffer => Buffer.from(array.buffer, array.byteOffset, array.byteLength);

/** The bytes of a file of the cache. */
export function encodeFacts(key: string, facts: AppFacts): Buffer {
  const { shapes, numbers, lengths, text } = packValue(facts);
  const wide = !/^[\u0000-\u00ff]*$/.test(text);
  const json = Buffer.from(JSON.stringify({ key, shapes }), 'utf8');
  const head = Buffer.alloc(HEAD.bytes);
  head.write(HEAD.magic, 'latin1');
  head.set(
    bytesOf(Int32Array.of(ORDER, numbers.length, lengths.length, json.length, wide ? 1 : 0)),
    HEAD.order,
  );
  const parts = [bytesOf(numbers), bytesOf(lengths), json, Buffer.from(text, wide ? 'utf16le' : 'latin1')];
  const data = Buffer.concat([head, ...parts]);
  data.writeUInt32LE(crc32(data.subarray(HEAD.order)), HEAD.crc);
  return data;
}

/** The facts in a file of the cache; null when it is not the whole file of this key. */
export function decodeFacts(key: string, data: Buffer): AppFacts | null {
  if (data.length < HEAD.bytes || data.toString('latin1', 0, HEAD.crc) !== HEAD.magic) return null;
  if (data.readUInt32LE(HEAD.crc) !== crc32(data.subarray(HEAD.order))) return null;
  const [order, count, texts, jsonBytes, wide] = new Int32Array(data.buffer, data.byteOffset + HEAD.order, 5);
  if (order !== ORDER) return null;
  const afterNumbers = HEAD.bytes + 4 * count!;
  const afterLengths = afterNumbers + 4 * texts!;
  const afterJson = afterLengths + jsonBytes!;
  const kept = JSON.parse(data.toString('utf8', afterLengths, afterJson)) as { key: string; shapes: Shape[] };
  if (kept.key !== key) return null;
  const facts = unpackValue({
    shapes: kept.shapes,
    numbers: new Int32Array(data.buffer, data.byteOffset + HEAD.bytes, count),
    lengths: new Int32Array(data.buffer, data.byteOffset + afterNumbers, texts),
    text: wide === 1 ? data.toString('utf16le', afterJson) : data.toString('latin1', afterJson),
  }) as AppFacts;
  return facts.schema === 'overreach-facts/2' ? facts : null;
}

/** Its whole content at the start of memory of its own, so that numbers lie at multiples of four. */
function readWhole(path: string): Buffer {
  if (!statSync(path).isFile()) throw new Error('no file'); // opening a pipe waits for whoever writes to it
  const file = openSync(path, 'r');
  try {
    const { size } = fstatSync(file);
    if (size > MOST_BYTES) throw new Error('too large to be ours');
    const data = Buffer.from(new ArrayBuffer(size));
    let done = 0;
    while (done < size) {
      const got = readSync(file, data, done, size - done, done);
      if (got === 0) throw new Error('shorter than it was');
      done += got;
    }
    return data;
  } finally {
    closeSync(file);
  }
}

/**
 * @param unique distinguishes writers that share the folder, such as process and thread id
 */
export function openFactsCache(folder: string, unique: string): FactsCache {
  const pathOf = (key: string): string => join(folder, 'facts', key.slice(0, 2), `${key}.facts`);
  return {
    has: (key) => existsSync(pathOf(key)),
    sizeOf: (key) => statSync(pathOf(key), { throwIfNoEntry: false })?.size ?? null,
    get(key) {
      try {
        return decodeFacts(key, readWhole(pathOf(key)));
      } catch {
        return null;
      }
    },
    put(key, facts) {
      const path = pathOf(key);
      const part = `${path}.${unique}.part`;
      try {
        mkdirSync(dirname(path), { recursive: true });
        writeFileSync(part, encodeFacts(key, facts));
        renameSync(part, path);
      } catch {
        // A full or read-only disk costs time later, not results now.
        rmSync(part, { force: true });
      }
    },
  };
}
