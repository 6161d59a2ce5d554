// A Blob or File of a browser as a random-access Source: read in pieces and without waiting, which browsers allow in
// workers only. Leaves formats to formats/.
import { ParseError } from '../bytes/parse-error.js';
import type { Source } from './package.js';
import { fits, outside } from './source.js';

/** What is used of a Blob. */
export interface BlobLike {
  size: number;
  slice(start: number, end: number): BlobLike;
}
declare const FileReaderSync: new () => { readAsArrayBuffer(blob: BlobLike): ArrayBuffer };

/** Bytes read ahead of small reads: structures at the end of a package are read in many small pieces. */
const PAGE = 1 << 18;

/** Opens a Blob; nothing is read yet. `name` is for messages. Works in workers only. */
export function openBlob(blob: BlobLike, name: string): Source {
  const reader = new FileReaderSync();
  const load = (start: number, length: number): Uint8Array => {
    try {
      return new Uint8Array(reader.readAsArrayBuffer(blob.slice(start, start + length)));
    } catch {
      throw new ParseError('input/unreadable', start, { name, reason: 'file' });
    }
  };
  let page: { start: number; data: Uint8Array } | null = null;
  const source: Source = {
    name,
    sizeBytes: blob.size,
    read(start, length) {
      if (!fits(start, length, blob.size)) throw outside(source, start, length);
      if (length >= PAGE) return load(start, length);
      if (page === null || start < page.start || start + length > page.start + page.data.length) {
        const from = Math.max(0, Math.min(start, blob.size - PAGE));
        page = { start: from, data: load(from, Math.min(PAGE, blob.size - from)) };
        if (start + length > page.start + page.data.length)
          page = { start, data: load(start, Math.min(PAGE, blob.size - start)) };
      }
      return page.data.slice(start - page.start, start - page.start + length);
    },
    close() {
      page = null;
    },
  };
  return source;
}
