// A file, a buffer, or a range of either, as a random-access Source; and the SHA-256 of one, read in pieces.
// The only place of the package reader that touches files. Leaves formats to formats/.
import { createHash } from 'node:crypto';
import { closeSync, fstatSync, openSync, readSync, statSync } from 'node:fs';
import { ParseError } from '../bytes/parse-error.js';
import type { Source } from './package.js';

/** Bytes read at a time for hashing: large enough to keep the disk busy, small beside any package. */
const HASH_CHUNK = 1 << 20;

const outside = (source: Source, start: number, length: number): ParseError =>
  new ParseError('bytes/out-of-range', Math.max(0, Math.min(start, source.sizeBytes)), {
    wanted: length,
    length: source.sizeBytes,
  });

const fits = (start: number, length: number, size: number): boolean =>
  start >= 0 && length >= 0 && Number.isSafeInteger(start + length) && start + length <= size;

/** Opens a file for random access; nothing is read yet. Throws ParseError "input/…" when it cannot be opened. */
export function openFile(path: string, name: string): Source {
  let handle: number;
  let sizeBytes: number;
  try {
    // Looked at first: opening a pipe waits for whoever writes to it, and a device may do anything.
    const stat = statSync(path);
    if (!stat.isFile() && !stat.isDirectory()) throw new ParseError('input/not-a-file', 0, { name });
    handle = openSync(path, 'r');
  } catch (error) {
    if (error instanceof ParseError) throw error;
    const code = typeof error === 'object' && error !== null && 'code' in error ? String(error.code) : '';
    throw new ParseError(
      code === 'ENOENT' || code === 'ENOTDIR' ? 'input/not-found' : 'input/unreadable',
      0,
      {
        name,
        reason: code,
      },
    );
  }
  try {
    const stat = fstatSync(handle);
    if (!stat.isFile())
      throw new ParseError(stat.isDirectory() ? 'input/is-directory' : 'input/not-a-file', 0, { name });
    sizeBytes = stat.size;
  } catch (error) {
    closeSync(handle);
    throw error;
  }
  let open = true;
  const source: Source = {
    name,
    sizeBytes,
    read(start, length) {
      if (!open || !fits(start, length, sizeBytes)) throw outside(source, start, length);
      const data = new Uint8Array(length);
      let done = 0;
      while (done < length) {
        let got: number;
        try {
          got = readSync(handle, data, done, length - done, start + done);
        } catch {
          throw new ParseError('input/unreadable', start + done, { name });
        }
        if (got === 0) throw outside(source, start, length); // the file shrank meanwhile
        done += got;
      }
      return data;
    },
    close() {
      if (open) closeSync(handle);
      open = false;
    },
  };
  return source;
}

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
  const hash = createHash('sha256');
  for (let at = 0; at < source.sizeBytes; at += HASH_CHUNK) {
    hash.update(source.read(at, Math.min(HASH_CHUNK, source.sizeBytes - at)));
  }
  return hash.digest('hex');
}

/** SHA-256 over a sorted list of hashes: the identity of an app that came as several files. */
export function listSha256(hashes: readonly string[]): string {
  if (hashes.length === 1) return hashes[0]!;
  return createHash('sha256')
    .update([...hashes].sort().join('\n'))
    .digest('hex');
}
