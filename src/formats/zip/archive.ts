// A zip archive opened for reading: entries by name, contents on request, nothing read ahead.
// Follows libziparchive's FindEntry and the asset provider of the framework (AssetsProvider.cpp, OpenInternal): the
// central directory decides method and sizes, the local header only says where data begins; an unknown method is
// taken as stored. Where Android would refuse an entry we go on, with a note. Leaves meaning of entries to package/.
import { checkTime } from '../../bytes/deadline.js';
import { ParseError } from '../../bytes/parse-error.js';
import { View } from '../../bytes/view.js';
import type { Limits } from '../../bytes/limits.js';
import type { Odd } from '../../bytes/odd.js';
import { readUtf8 } from '../../bytes/text.js';
import { readDirectory, type Bytes, type ZipEntry } from './directory.js';
import { inflate, leftOf, type Budget } from './inflate.js';
import { inflateStart } from './inflate-start.js';
import { FLAG, LOCAL, METHOD, U32_MAX } from './layout.js';

export interface ZipArchive {
  entries: readonly ZipEntry[];
  directoryOffset: number;
  /** False when the limit on entries cut the list. */
  whole: boolean;
  find(name: string): ZipEntry | undefined;
  /** Contents, memory of its own or of the source. Throws ParseError. */
  read(entry: ZipEntry): Uint8Array;
  /** The first bytes of the contents. Throws ParseError. */
  peek(entry: ZipEntry, length: number): Uint8Array;
  /** Where a stored entry's bytes lie in the file, or null when it is compressed. Throws ParseError. */
  storedRange(entry: ZipEntry): { start: number; length: number } | null;
}

/** Extra bytes read with a local header so that one read usually brings the data's start along. */
const EXTRA_GUESS = 64;

/** Compressed bytes that surely hold the first few of the contents: a block's code tables take up to 290. */
const PEEK_INPUT = 384;

interface Located {
  start: number;
  /** What was read around the header; may reach into the data. */
  near: View;
  /** Bytes of the entry that the file can hold after `start`. */
  available: number;
}

/** Opens an archive. Throws ParseError when there is no usable central directory. */
// eslint-disable-next-line max-lines-per-function -- closures over one opened directory
export function openZip(file: Bytes, limits: Limits, budget: Budget, odd: Odd<string>): ZipArchive {
  const directory = readDirectory(file, limits, odd);
  const checked = new Set<ZipEntry>();

  function compareHeaders(entry: ZipEntry, header: View): void {
    if (checked.has(entry)) return;
    checked.add(entry);
    const nameLength = header.u16(LOCAL.nameLength);
    const nameEnd = LOCAL.sizeBytes + nameLength;
    // What was read holds any name as long as the directory's; one that goes on beyond it is another.
    if (nameEnd > header.length || readUtf8(header.bytes(LOCAL.sizeBytes, nameLength)) !== entry.name) {
      odd('zip/local-name-differs', entry.name, {});
    }
    const size = header.u32(LOCAL.uncompressedSize);
    const packed = header.u32(LOCAL.compressedSize);
    const hasDescriptor = (header.u16(LOCAL.flags) & FLAG.dataDescriptor) !== 0;
    const zip64 = size === U32_MAX || packed === U32_MAX;
    const crc = header.u32(LOCAL.crc32);
    if (
      !hasDescriptor &&
      ((!zip64 && (size !== entry.sizeBytes || packed !== entry.compressedBytes)) || crc !== entry.crc32)
    ) {
      odd('zip/local-sizes-differ', entry.name, {});
    }
    if (header.u16(LOCAL.method) !== entry.method) odd('zip/local-method-differs', entry.name, {});
  }

  function locate(entry: ZipEntry, ahead = 0): Located {
    const room = file.sizeBytes - entry.localOffset;
    if (entry.localOffset < 0 || room < LOCAL.sizeBytes) {
      throw new ParseError('zip/bad-entry-offset', Math.max(0, Math.min(entry.localOffset, file.sizeBytes)));
    }
    const wanted = LOCAL.sizeBytes + entry.name.length * 3 + EXTRA_GUESS + ahead;
    const header = new View(file.read(entry.localOffset, Math.min(room, wanted)), entry.localOffset);
    if (header.u32(0) !== LOCAL.signature) throw new ParseError('zip/no-local-header', entry.localOffset);
    compareHeaders(entry, header);
    const start =
      entry.localOffset + LOCAL.sizeBytes + header.u16(LOCAL.nameLength) + header.u16(LOCAL.extraLength);
    const end = start <= directory.offset ? directory.offset : file.sizeBytes;
    if (start > end) throw new ParseError('zip/bad-entry-offset', entry.localOffset);
    return { start, available: end - start, near: header };
  }

  /** Stored data is as long as the directory's uncompressed size says, whatever the compressed size says. */
  function storedLength(entry: ZipEntry, place: Located): number {
    if (entry.sizeBytes <= place.available) return entry.sizeBytes;
    if (entry.method !== METHOD.stored && entry.compressedBytes <= place.available)
      return entry.compressedBytes;
    throw new ParseError('zip/entry-cut-off', place.start, {
      declared: entry.sizeBytes,
      available: place.available,
    });
  }

  function packedBytes(entry: ZipEntry, place: Located, most: number): Uint8Array {
    let length = entry.compressedBytes;
    if (length > place.available) {
      odd('zip/compressed-size', entry.name, { declared: length, available: place.available });
      length = place.available;
    }
    return file.read(place.start, Math.min(length, most));
  }

  function reopen<T>(entry: ZipEntry, work: () => T): T {
    try {
      return work();
    } catch (error) {
      if (
        error instanceof ParseError &&
        error.code === 'zip/inflate-failed' &&
        (entry.flags & FLAG.encrypted) !== 0
      ) {
        throw new ParseError('zip/encrypted', entry.localOffset);
      }
      throw error;
    }
  }

  return {
    entries: directory.entries,
    directoryOffset: directory.offset,
    whole: directory.whole,
    find: (name) => directory.byName.get(name),
    read(entry) {
      checkTime();
      const place = locate(entry);
      if (entry.method !== METHOD.deflated) {
        const length = storedLength(entry, place);
        if (length > limits.entryBytes)
          throw new ParseError('limit/entry-bytes', 0, { limit: limits.entryBytes });
        const left = leftOf(limits, budget);
        if (length > left.bytes) throw new ParseError(left.name, 0, { limit: left.limit });
        budget.spentBytes += length;
        return file.read(place.start, length);
      }
      const out = reopen(entry, () =>
        inflate(packedBytes(entry, place, Infinity), entry.sizeBytes, limits, budget),
      );
      if (out.length !== entry.sizeBytes) {
        odd('zip/size-differs', entry.name, { declared: entry.sizeBytes, produced: out.length });
      }
      return out;
    },
    peek(entry, length) {
      const place = locate(entry, PEEK_INPUT + length);
      const deflated = entry.method === METHOD.deflated;
      const most = deflated ? PEEK_INPUT + length : Math.min(length, storedLength(entry, place));
      const offset = place.start - place.near.base;
      const data =
        offset + Math.min(most, place.available) <= place.near.length
          ? place.near.bytes(offset, Math.min(most, place.available, deflated ? entry.compressedBytes : most))
          : packedBytes(entry, place, most);
      return deflated ? reopen(entry, () => inflateStart(data, length)) : data;
    },
    storedRange(entry) {
      if (entry.method === METHOD.deflated) return null;
      const place = locate(entry);
      return { start: place.start, length: storedLength(entry, place) };
    },
  };
}
