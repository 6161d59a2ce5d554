// Opens a DEX entry: versions 035 to 039 hold one logical file, 041 is a container of several. Checks what the header
// says against the bytes. Leaves everything behind the id tables to the readers beside this file.
import { u16Array } from '../../bytes/arrays.js';
import { ParseError } from '../../bytes/parse-error.js';
import type { Odd } from '../../bytes/odd.js';
import { View } from '../../bytes/view.js';
import { DexFile, cutTable, readMapTables, type DexTables } from './dex-file.js';
import { ENDIAN_CONSTANT, HEADER, ITEM } from './layout.js';

/** True when the bytes start as a DEX file of any version does. */
export function isDex(head: Uint8Array): boolean {
  return head.length >= 8 && versionOf(head, 0) !== null;
}

/** "035" from the magic "dex\n035\0", or null. */
function versionOf(data: Uint8Array, at: number): string | null {
  const magic = String.fromCharCode(...data.subarray(at, at + 8));
  return /^dex\n\d{3}\0$/.test(magic) ? magic.slice(4, 7) : null;
}

/** Versions that Android has shipped readers for (dex-format, "DEX file magic"); 036 was never released to devices. */
const KNOWN_VERSIONS = ['035', '036', '037', '038', '039', '040', '041'];

/**
 * Every logical DEX file of an entry, in order.
 * @throws ParseError when not even the first header can be read.
 */
export function openDex(data: Uint8Array, note: Odd): DexFile[] {
  if (data.length < HEADER.sizeBytes) {
    throw new ParseError('dex/too-short', 0, { sizeBytes: data.length });
  }
  if (versionOf(data, 0) === null) throw new ParseError('dex/not-dex', 0);
  const view = new View(data);
  const units = u16Array(data, 0, data.length >> 1);
  const files: DexFile[] = [];
  let at = 0;
  do {
    const version = versionOf(data, at);
    if (version === null || at + HEADER.sizeBytes > data.length) {
      note('dex/container-broken', at, { read: files.length });
      break;
    }
    const size = view.u32(at + HEADER.fileSize);
    files.push(openOne(view, units, at, version, note));
    // Only version 041 and later may be followed by another header in the same physical file.
    if (version < '041' || size < HEADER.sizeBytes41) break;
    at += size;
  } while (at < data.length);
  return files;
}

function openOne(view: View, units: Uint16Array, at: number, version: string, note: Odd): DexFile {
  if (!KNOWN_VERSIONS.includes(version)) note('dex/unknown-version', at, { version });
  if (view.u32(at + HEADER.endianTag) !== ENDIAN_CONSTANT) {
    throw new ParseError('dex/not-little-endian', at + HEADER.endianTag);
  }
  const fileSize = view.u32(at + HEADER.fileSize);
  const container = version >= '041' && at + HEADER.sizeBytes41 <= view.length;
  const wanted = container ? view.u32(at + HEADER.containerSize) : fileSize;
  if (wanted > view.length) {
    note('dex/truncated', at + HEADER.fileSize, { said: wanted, sizeBytes: view.length });
  } else if (!container && wanted < view.length) {
    note('dex/trailing-bytes', wanted, { extra: view.length - wanted });
  }
  if (container && view.u32(at + HEADER.headerOffset) !== at) {
    note('dex/header-offset-wrong', at + HEADER.headerOffset);
  }
  const end = Math.min(view.length, at + fileSize);
  const sum = view.u32(at + HEADER.checksum);
  if (end > at + HEADER.signature && adler32(view.data, at + HEADER.signature, end) !== sum) {
    note('dex/checksum-wrong', at + HEADER.checksum);
  }
  const table = (header: number, itemBytes: number, name: string) =>
    cutTable(
      view,
      { count: view.u32(at + header), offset: view.u32(at + header + 4) },
      itemBytes,
      name,
      note,
    );
  // The map is the only way to call sites and method handles (dex-format, "map_list"); before 038 there are none.
  const noteMap: Odd = (code, where, args) =>
    note(code === 'dex/map-out-of-range' && version >= '038' ? 'dex/map-lost' : code, where, args);
  const tables: DexTables = {
    stringIds: table(HEADER.stringIds, ITEM.stringId, 'string_ids'),
    typeIds: table(HEADER.typeIds, ITEM.typeId, 'type_ids'),
    protoIds: table(HEADER.protoIds, ITEM.protoId, 'proto_ids'),
    fieldIds: table(HEADER.fieldIds, ITEM.fieldId, 'field_ids'),
    methodIds: table(HEADER.methodIds, ITEM.methodId, 'method_ids'),
    classDefs: table(HEADER.classDefs, ITEM.classDef, 'class_defs'),
    ...readMapTables(view, view.u32(at + HEADER.mapOff), noteMap),
  };
  noteOverlaps(tables, note);
  const dex = new DexFile(view, units, version, Math.min(fileSize, view.length - at), tables);
  checkIndices(dex, note);
  return dex;
}

const TABLE_BYTES: readonly (readonly [keyof DexTables, number])[] = [
  ['stringIds', ITEM.stringId],
  ['typeIds', ITEM.typeId],
  ['protoIds', ITEM.protoId],
  ['fieldIds', ITEM.fieldId],
  ['methodIds', ITEM.methodId],
  ['classDefs', ITEM.classDef],
  ['callSiteIds', ITEM.callSiteId],
  ['methodHandles', ITEM.methodHandle],
];

function noteOverlaps(tables: DexTables, note: Odd): void {
  const spans = TABLE_BYTES.map(([name, bytes]) => ({
    name,
    start: tables[name].offset,
    end: tables[name].offset + tables[name].count * bytes,
  }))
    .filter((span) => span.end > span.start)
    .sort((a, b) => a.start - b.start);
  for (let i = 1; i < spans.length; i++) {
    const before = spans[i - 1]!;
    const span = spans[i]!;
    if (span.start < before.end) {
      note('dex/sections-overlap', span.start, { first: before.name, second: span.name });
    }
  }
}

/** One error per table with indices that point nowhere: such items read as "" and match nothing, so uses are lost. */
function checkIndices(dex: DexFile, note: Odd): void {
  const strings = dex.stringOffsets.length;
  const types = dex.typeStrings.length;
  const protos = dex.protoReturns.length;
  const check = (table: string, indices: ArrayLike<number>, limit: number) => {
    let bad = 0;
    for (let i = 0; i < indices.length; i++) if (indices[i]! >= limit) bad++;
    if (bad > 0) note('dex/index-out-of-range', 0, { table, count: bad });
  };
  check('string_ids', dex.stringOffsets, dex.view.length);
  check('type_ids', dex.typeStrings, strings);
  check('proto_ids', dex.protoReturns, types);
  check('field_ids', dex.fieldClasses, types);
  check('field_ids', dex.fieldNames, strings);
  check('method_ids', dex.methodClasses, types);
  check('method_ids', dex.methodProtos, protos);
  check('method_ids', dex.methodNames, strings);
}

/**
 * RFC 1950, section 8.2. Four bytes at a time, so that additions do not wait for each other; sums stay below 2^31 for
 * 3,848 bytes.
 */
function adler32(data: Uint8Array, start: number, end: number): number {
  let a = 1;
  let b = 0;
  let at = start;
  while (at < end) {
    const stop = Math.min(at + 3848, end);
    for (; at + 3 < stop; at += 4) {
      const d0 = data[at]!;
      const d1 = data[at + 1]!;
      const d2 = data[at + 2]!;
      const d3 = data[at + 3]!;
      b += 4 * a + 4 * d0 + 3 * d1 + 2 * d2 + d3;
      a += d0 + d1 + d2 + d3;
    }
    for (; at < stop; at++) {
      a += data[at]!;
      b += a;
    }
    a %= 65521;
    b %= 65521;
  }
  return ((b << 16) | a) >>> 0;
}
