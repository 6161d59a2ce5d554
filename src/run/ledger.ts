// results.jsonl while a survey runs: every finished app is one line, written whole before the next is asked for, so that
// no kill loses it, and synced to the disk in the background, so that a power cut loses the last moments at most.
// Opening drops a torn last line, so whatever happened before, the file holds whole rows. Leaves what a row means to
// model/survey.ts.
import {
  closeSync,
  fstatSync,
  fsync,
  fsyncSync,
  ftruncateSync,
  openSync,
  statSync,
  readSync,
  writeSync,
} from 'node:fs';
import type { SurveyRow } from '../model/survey.js';

interface Line {
  at: number;
  bytes: number; // without the line feed
  basis: string;
}

export interface Ledger {
  /** The basis of the row of this id, or null when there is none. */
  basisOf(id: string): string | null;
  /** @throws the error of an earlier sync that failed */
  append(id: string, basis: string, line: string): void;
  /** Rows of these ids in this order, read one at a time. */
  rows(ids: Iterable<string>): Iterable<SurveyRow>;
  /** The same as lines of text, with their line feeds. */
  lines(ids: Iterable<string>): Iterable<Buffer>;
  /** Whether the file is nothing but the rows of these ids in this order. */
  isExactly(ids: readonly string[]): boolean;
  /** Settles when everything appended so far is on the disk. */
  sync(): Promise<void>;
  /** Bytes of a torn last line that were dropped on opening. */
  dropped: number;
  close(): void;
}

const CHUNK = 1 << 20;
const LINE_FEED = 0x0a;

/** Writes all of it: a write may stop early on a full pipe or disk. */
function writeAll(handle: number, data: Buffer, at: number): void {
  let done = 0;
  while (done < data.length) done += writeSync(handle, data, done, data.length - done, at + done);
}

const readAt = (handle: number, at: number, bytes: number): Buffer => {
  const data = Buffer.allocUnsafe(bytes);
  let done = 0;
  while (done < bytes) {
    const got = readSync(handle, data, done, bytes - done, at + done);
    if (got === 0) throw new Error('results.jsonl is shorter than it was');
    done += got;
  }
  return data;
};

/** Head of a row as rowLine writes it; anything else is no row of ours. */
const HEAD = /^\{"schema":"overreach-result\/1","id":("(?:[^"\\]|\\.)*"),"basis":"([0-9a-z]*)"/;

const headOf = (handle: number, at: number, bytes: number): { id: string; basis: string } | null => {
  // Ids are paths: longer than this they are not ours, and a row cannot be re-used, only done again.
  const match = HEAD.exec(readAt(handle, at, Math.min(bytes, 32_768)).toString('utf8'));
  if (!match) return null;
  try {
    // A copy: a part of the text as matched would hold on to all of it, for every row there is.
    const basis = Buffer.from(match[2]!, 'latin1').toString('latin1');
    return { id: JSON.parse(match[1]!) as string, basis };
  } catch {
    return null;
  }
};

/** @param fresh forget what is there */
// eslint-disable-next-line max-lines-per-function -- closures over one open file
export function openLedger(path: string, fresh: boolean): Ledger {
  const there = statSync(path, { throwIfNoEntry: false });
  if (there && !there.isFile())
    throw Object.assign(new Error(path), { code: 'ENOTFILE', syscall: 'open', path });
  const handle = openSync(path, fresh ? 'w+' : 'a+');
  closeSync(handle);
  const file = openSync(path, 'r+');
  const lines = new Map<string, Line>();
  const size = fstatSync(file).size;
  let start = 0; // of the line being read
  let at = 0;
  while (at < size) {
    const chunk = readAt(file, at, Math.min(CHUNK, size - at));
    for (let i = chunk.indexOf(LINE_FEED); i >= 0; i = chunk.indexOf(LINE_FEED, i + 1)) {
      const bytes = at + i - start;
      const head = headOf(file, start, bytes);
      if (head) lines.set(head.id, { at: start, bytes, basis: head.basis });
      start = at + i + 1;
    }
    at += chunk.length;
  }
  if (start < size) ftruncateSync(file, start);
  let end = start;
  const linesOf = function* (ids: Iterable<string>): Iterable<Buffer> {
    for (const id of ids) {
      const line = lines.get(id);
      if (line) yield readAt(file, line.at, line.bytes + 1);
    }
  };
  // One sync at a time; what is appended meanwhile waits for the next.
  let synced = end;
  let syncing: Promise<void> | null = null;
  let failure: Error | null = null;
  let closing = false;
  const startSync = (): Promise<void> => {
    const upTo = end;
    syncing = new Promise((settle) => {
      fsync(file, (error) => {
        syncing = null;
        if (error) failure = error;
        else synced = upTo;
        if (closing) finish();
        else if (synced < end && failure === null) void startSync();
        settle();
      });
    });
    return syncing;
  };
  const finish = (): void => {
    if (synced < end && failure === null) fsyncSync(file);
    closeSync(file);
  };
  const complain = (): void => {
    if (failure !== null) throw failure;
  };
  return {
    dropped: size - start,
    basisOf: (id) => lines.get(id)?.basis ?? null,
    append(id, basis, line) {
      const data = Buffer.from(`${line}\n`, 'utf8');
      complain();
      writeAll(file, data, end);
      lines.set(id, { at: end, bytes: data.length - 1, basis });
      end += data.length;
      if (syncing === null) void startSync();
    },
    async sync() {
      while (synced < end) {
        await (syncing ?? startSync());
        complain();
      }
    },
    isExactly(ids) {
      let at = 0;
      for (const id of ids) {
        const line = lines.get(id);
        if (line?.at !== at) return false;
        at += line.bytes + 1;
      }
      return at === end;
    },
    lines: linesOf,
    *rows(ids) {
      for (const line of linesOf(ids)) yield JSON.parse(line.toString('utf8')) as SurveyRow;
    },
    close() {
      closing = true;
      if (syncing === null) finish();
    },
  };
}
