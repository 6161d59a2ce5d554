// A file as a random-access Source. The only place of the package reader that opens files; leaves folders to directory.ts.
import { closeSync, fstatSync, openSync, readSync, statSync } from 'node:fs';
import { ParseError } from '../bytes/parse-error.js';
import type { Source } from './package.js';
import { fits, outside } from './source.js';

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
