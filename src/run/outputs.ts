// Files of a finished survey, written side by side and published together: each is gathered to large writes beside its
// place, all are synced at once, and only then moved there, so that what is published is never half a file.
// Leaves what is in them to write-survey.ts.
import { closeSync, fsync, openSync, renameSync, rmSync, writeSync } from 'node:fs';
import { join } from 'node:path';

/** Pieces are gathered to writes of about this many bytes. */
const GATHER = 1 << 18;

export interface OutputFile {
  write(piece: string | Buffer): void;
}
export interface Outputs {
  /** A file that appears, or is replaced, when all are published. */
  open(name: string): OutputFile;
  /** Moves every file to its place, in the order in which they were opened. */
  publish(): Promise<void>;
  /** Removes what was not published. Safe to call at any time. */
  discard(): void;
}

interface Open {
  path: string;
  part: string;
  handle: number;
  flush(): void;
}

const synced = (handle: number): Promise<void> =>
  new Promise((settle, fail) => fsync(handle, (error) => (error ? fail(error) : settle())));

/** Writes all of it: a write may stop early on a full pipe or disk. */
function writeAll(handle: number, data: Buffer): void {
  for (let done = 0; done < data.length;) done += writeSync(handle, data, done);
}

export function openOutputs(folder: string): Outputs {
  let files: Open[] = [];
  const closeAll = (): void => files.forEach(({ handle }) => closeSync(handle));
  return {
    open(name) {
      const path = join(folder, name);
      const part = `${path}.part`;
      const handle = openSync(part, 'w');
      let text: string[] = [];
      let length = 0;
      const flush = (): void => {
        if (length > 0) writeAll(handle, Buffer.from(text.join(''), 'utf8'));
        text = [];
        length = 0;
      };
      files.push({ path, part, handle, flush });
      return {
        write(piece) {
          if (typeof piece !== 'string') {
            flush();
            writeAll(handle, piece);
            return;
          }
          text.push(piece);
          length += piece.length;
          if (length >= GATHER) flush();
        },
      };
    },
    async publish() {
      files.forEach(({ flush }) => flush());
      await Promise.all(files.map(({ handle }) => synced(handle)));
      closeAll();
      const done = files;
      files = [];
      for (const { part, path } of done) renameSync(part, path);
    },
    discard() {
      closeAll();
      for (const { part } of files) rmSync(part, { force: true });
      files = [];
    },
  };
}
