// The central directory: which entries an archive has and where. Follows Android's libziparchive (zip_archive.cc:
// FindCentralDirectoryInfo, ParseZipArchive) and goes on, with a note, where Android would refuse the archive.
// Leaves local headers and contents to archive.ts.
import { ParseError } from '../../bytes/parse-error.js';
import { View } from '../../bytes/view.js';
import { isCleanUtf8, readUtf8 } from '../../bytes/text.js';
import type { Limits } from '../../bytes/limits.js';
import type { Odd } from '../../bytes/odd.js';
import {
  CENTRAL,
  END,
  END64,
  END64_LOCATOR,
  LOCAL,
  U16_MAX,
  U32_MAX,
  ZIP64_EXTRA_ID,
  FLAG,
  METHOD,
} from './layout.js';

/** What this reader needs of a file: its length and ranges of it. */
export interface Bytes {
  sizeBytes: number;
  read(start: number, length: number): Uint8Array;
}
export interface ZipEntry {
  name: string;
  /** Bytes of the name as stored, for comparison with the local header. */
  sizeBytes: number;
  compressedBytes: number;
  method: number;
  flags: number;
  crc32: number;
  localOffset: number;
}
export interface Directory {
  entries: ZipEntry[];
  byName: Map<string, ZipEntry>;
  /** Where the central directory starts: entry data ends before it, the APK Signing Block sits right before it. */
  offset: number;
  /** False when the limit on entries cut the list. */
  whole: boolean;
}

interface End {
  at: number;
  entries: number;
  size: number;
  offset: number;
}

/** Finds the end record. Android takes the last signature and wants its comment to end with the file. */
function findEnd(file: Bytes, odd: Odd<string>): View & { at?: number } {
  const windowBytes = Math.min(file.sizeBytes, END.sizeBytes + END.maxCommentBytes);
  const start = file.sizeBytes - windowBytes;
  const tail = new View(file.read(start, windowBytes), start);
  let last = -1;
  let fitting = -1;
  for (let at = windowBytes - END.sizeBytes; at >= 0; at--) {
    if (tail.data[at] !== 0x50 || tail.u32(at) !== END.signature) continue;
    if (last < 0) last = at;
    if (at + END.sizeBytes + tail.u16(at + END.commentLength) === windowBytes) {
      fitting = at;
      break;
    }
  }
  if (last < 0) throw new ParseError('zip/no-end-record', file.sizeBytes);
  if (fitting < 0) {
    odd('zip/trailing-bytes', '', {
      bytes: windowBytes - last - END.sizeBytes - tail.u16(last + END.commentLength),
    });
    return tail.slice(last, END.sizeBytes);
  }
  if (fitting !== last) odd('zip/end-record-in-comment', '', {});
  return tail.slice(fitting, END.sizeBytes);
}

function readEnd(file: Bytes, odd: Odd<string>): End {
  const record = findEnd(file, odd);
  const at = record.base;
  const plain = {
    at,
    entries: record.u16(END.entries),
    size: record.u32(END.directorySize),
    offset: record.u32(END.directoryOffset),
  };
  const disk = record.u16(END.disk);
  const directoryDisk = record.u16(END.directoryDisk);
  // Android ignores both fields: a whole archive that says it is one volume of several installs like any other.
  if ((disk !== 0 && disk !== U16_MAX) || (directoryDisk !== 0 && directoryDisk !== U16_MAX)) {
    odd('zip/multi-disk', '', { disk: disk + 1 });
  }
  if (plain.size !== U32_MAX && plain.offset !== U32_MAX && plain.entries !== U16_MAX) return plain;
  return readEnd64(file, plain) ?? plain;
}

/** The zip64 end record when there is one; null when the plain record has to do. */
function readEnd64(file: Bytes, plain: End): End | null {
  const must = plain.size === U32_MAX || plain.offset === U32_MAX;
  const locatorAt = plain.at - END64_LOCATOR.sizeBytes;
  if (locatorAt < 0) return null;
  const locator = new View(file.read(locatorAt, END64_LOCATOR.sizeBytes), locatorAt);
  if (locator.u32(0) !== END64_LOCATOR.signature) {
    if (must) throw new ParseError('zip/bad-zip64', locatorAt);
    return null;
  }
  const recordAt = locator.u64(END64_LOCATOR.recordOffset);
  if (recordAt + END64.sizeBytes > locatorAt) throw new ParseError('zip/bad-zip64', locatorAt);
  const record = new View(file.read(recordAt, END64.sizeBytes), recordAt);
  if (record.u32(0) !== END64.signature) throw new ParseError('zip/bad-zip64', recordAt);
  return {
    at: recordAt,
    entries: record.u64(END64.entries),
    size: record.u64(END64.directorySize),
    offset: record.u64(END64.directoryOffset),
  };
}

/** Values of the zip64 extra field, in the fixed order of 4.5.3; only fields that are all ones are present. */
function readZip64Extra(extra: View, entry: ZipEntry): void {
  let at = 0;
  while (at + 4 <= extra.length) {
    const id = extra.u16(at);
    const size = extra.u16(at + 2);
    at += 4;
    if (size > extra.length - at) return;
    if (id === ZIP64_EXTRA_ID) {
      const field = extra.slice(at, size);
      const complete = size === 24 || size === 28; // some writers always store all three
      let next = 0;
      const take = (): number => {
        const value = field.u64(next);
        next += 8;
        return value;
      };
      if (entry.sizeBytes === U32_MAX || complete) entry.sizeBytes = take();
      if (entry.compressedBytes === U32_MAX || complete) entry.compressedBytes = take();
      if (entry.localOffset === U32_MAX || complete) entry.localOffset = take();
      return;
    }
    at += size;
  }
}

/** Where the directory really starts: as stated, or right before the end record when bytes were put in front. */
function locate(file: Bytes, end: End, odd: Odd<string>): { start: number; shift: number } {
  const holds = (at: number): boolean =>
    at >= 0 && at + 4 <= file.sizeBytes && new View(file.read(at, 4)).u32(0) === CENTRAL.signature;
  if (holds(end.offset)) return { start: end.offset, shift: 0 };
  const guess = end.at - end.size;
  if (guess !== end.offset && holds(guess)) {
    odd('zip/prefixed-data', '', { bytes: guess - end.offset });
    return { start: guess, shift: guess - end.offset };
  }
  throw new ParseError('zip/no-central-directory', Math.min(end.offset, file.sizeBytes));
}

/** Counts oddities of one sort so that ten thousand tampered entries make one diagnostic. */
class Tally {
  private readonly seen = new Map<string, { first: string; count: number }>();
  add(code: string, entry: string): void {
    const had = this.seen.get(code);
    if (had === undefined) this.seen.set(code, { first: entry, count: 1 });
    else had.count++;
  }
  report(odd: Odd<string>): void {
    for (const [code, { first, count }] of this.seen) odd(code, first, { count });
  }
}

/**
 * Reads the central directory. Throws ParseError when there is none or it belongs to a set of volumes; everything
 * else is an oddity. Entries keep the order of the directory; of duplicate names the first counts.
 */
// eslint-disable-next-line complexity, max-lines-per-function -- one walk over the records: each field that can lie has its own oddity
export function readDirectory(file: Bytes, limits: Limits, odd: Odd<string>): Directory {
  const end = readEnd(file, odd);
  if (end.entries === 0) throw new ParseError('zip/no-entries', end.at);
  const { start, shift } = locate(file, end, odd);
  const spanBytes = Math.min(end.at, file.sizeBytes) - start;
  const view = new View(file.read(start, Math.max(0, spanBytes)), start);
  const entries: ZipEntry[] = [];
  const byName = new Map<string, ZipEntry>();
  const tally = new Tally();
  let whole = true;
  let at = 0;
  let index = 0;
  for (; index < end.entries; index++) {
    if (index >= limits.entries) {
      odd('limit/entries', '', { limit: limits.entries, count: end.entries });
      whole = false;
      break;
    }
    if (at + CENTRAL.sizeBytes > view.length || view.u32(at) !== CENTRAL.signature) {
      odd('zip/entry-count', '', { declared: end.entries, found: index });
      break;
    }
    const nameLength = view.u16(at + CENTRAL.nameLength);
    const extraLength = view.u16(at + CENTRAL.extraLength);
    const next = at + CENTRAL.sizeBytes + nameLength + extraLength + view.u16(at + CENTRAL.commentLength);
    if (at + CENTRAL.sizeBytes + nameLength + extraLength > view.length) {
      odd('zip/entry-count', '', { declared: end.entries, found: index });
      break;
    }
    const nameBytes = view.bytes(at + CENTRAL.sizeBytes, nameLength);
    const name = readUtf8(nameBytes);
    const entry: ZipEntry = {
      name,
      sizeBytes: view.u32(at + CENTRAL.uncompressedSize),
      compressedBytes: view.u32(at + CENTRAL.compressedSize),
      method: view.u16(at + CENTRAL.method),
      flags: view.u16(at + CENTRAL.flags),
      crc32: view.u32(at + CENTRAL.crc32),
      localOffset: view.u32(at + CENTRAL.localOffset),
    };
    if (
      extraLength > 0 &&
      (entry.sizeBytes === U32_MAX || entry.compressedBytes === U32_MAX || entry.localOffset === U32_MAX)
    ) {
      try {
        readZip64Extra(view.slice(at + CENTRAL.sizeBytes + nameLength, extraLength), entry);
      } catch (error) {
        if (!(error instanceof ParseError)) throw error;
        tally.add('zip/bad-zip64', name);
      }
    }
    entry.localOffset += shift;
    at = next;
    if (!isCleanUtf8(nameBytes)) tally.add('zip/bad-name', name);
    if ((entry.flags & FLAG.encrypted) !== 0) tally.add('zip/encryption-flag', name);
    if (entry.method !== METHOD.stored && entry.method !== METHOD.deflated)
      tally.add('zip/unknown-method', name);
    if (entry.localOffset >= start) tally.add('zip/bad-entry-offset', name);
    if (byName.has(name)) {
      tally.add('zip/duplicate-name', name);
      continue;
    }
    byName.set(name, entry);
    entries.push(entry);
  }
  if (whole && index === end.entries && at + 4 <= view.length && view.u32(at) === CENTRAL.signature) {
    odd('zip/hidden-entries', '', { declared: end.entries });
  }
  if (
    new View(file.read(0, Math.min(4, file.sizeBytes))).length < 4 ||
    new View(file.read(0, 4)).u32(0) !== LOCAL.signature
  ) {
    odd('zip/no-header-at-start', '', {});
  }
  tally.report(odd);
  return { entries, byName, offset: start, whole };
}
