// Bytes, or a range of something larger, as a random-access Source; and the SHA-256 of one, read in pieces.
// Leaves files to file-source.ts and formats to formats/.
import { platform } from '#platform';
import { ParseError } from '../bytes/parse-error.js';
import { hex, sha256OfText } from '../platform/sha256.js';
import type { Source } from './package.js';

/** Bytes read at a time for hashing: large enough to keep the disk busy, small beside any package. */
const HASH_CHUNK = 1 << 20;

/** The error of a read beyond the end. */
export const outside = (source: Source, start: number, length: number): ParseError =>
  new ParseError('bytes/out-of-range', Math.max(0, Math.min(start, source.sizeBytes)), {
    wanted: length,
    length: source.sizeBytes,
  });

/** True when the range lies within so many bytes. */
export const fits = (start: number, length: number, size: number): boolean =>
  start >= 0 && length >= 0 && Number.isSafeInteger(start + length) && start + length <= size;

/** A Source over bytes in memory; reads share the memory. */
export function openBytes(data: Uint8Array, name: string): Source {
  const source: Source = {
    name,
    sizeBytes: data.length,
    read(start, length) {
      if (!fits(start, length, data.length)) throw outside(source, start, length);
      return data.subarray(start, start + length);
    },
    close() {},
  };
  return source;
}

/** A range of another source, such as a stored APK inside a bundle; closing it leaves the other open. */
export function openRange(outer: Source, start: number, length: number, name: string): Source {
  if (!fits(start, length, outer.sizeBytes)) throw outside(outer, start, length);
  const source: Source = {
    name,
    sizeBytes: length,
    read(at, count) {
      if (!fits(at, count, length)) throw outside(source, at, count);
      return outer.read(start + at, count);
    },
    close() {},
  };
  return source;
}

/** SHA-256 of the whole source in lower-case hexadecimal, read in pieces. */
export function sourceSha256(source: Source): string {
  const hash = platform.hash('sha256');
  for (let at = 0; at < source.sizeBytes; at += HASH_CHUNK) {
    hash.update(source.read(at, Math.min(HASH_CHUNK, source.sizeBytes - at)));
  }
  return hex(hash.digest());
}

/** SHA-256 over a sorted list of hashes: the identity of an app that came as several files. */
export function listSha256(hashes: readonly string[]): string {
  if (hashes.length === 1) return hashes[0]!;
  return sha256OfText([...hashes].sort().join('\n'));
}
