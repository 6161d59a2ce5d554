// Entries of a type chunk: where one is, and what it holds (AOSP androidfw/LoadedArsc.cpp, VerifyResTableEntry).
// Dense, sparse, 16-bit and compact forms. Leaves ids and configurations to table.ts.
import type { Config } from './config.js';
import type { View } from '../../bytes/view.js';
import { DATA, ENTRY, MAP, TYPE_CHUNK, VALUE } from './layout.js';
import type { Odd } from '../../bytes/odd.js';
import type { StringPool } from './string-pool.js';
import type { Value } from './xml-tree.js';

/** A ResTable_type chunk: one configuration of one type. */
export interface TypeChunk {
  at: number;
  headerSize: number;
  size: number;
  flags: number;
  entryCount: number;
  entriesStart: number;
  config: Config | null;
}

/** Offset in the view of the entry with this index, or null when this configuration has none. */
export function findEntry(view: View, type: TypeChunk, index: number): number | null {
  const offsets = type.at + type.headerSize;
  let offset: number;
  if ((type.flags & TYPE_CHUNK.flagSparse) !== 0) {
    let low = 0;
    let high = type.entryCount;
    while (low < high) {
      const middle = (low + high) >> 1;
      if (view.u16(offsets + middle * 4) < index) low = middle + 1;
      else high = middle;
    }
    if (low >= type.entryCount || view.u16(offsets + low * 4) !== index) return null;
    offset = view.u16(offsets + low * 4 + 2) * 4;
  } else {
    if (index >= type.entryCount) return null;
    if ((type.flags & TYPE_CHUNK.flagOffset16) !== 0) {
      offset = view.u16(offsets + index * 2);
      if (offset === TYPE_CHUNK.noEntry16) return null;
      offset *= 4;
    } else {
      offset = view.u32(offsets + index * 4);
      if (offset === TYPE_CHUNK.noEntry) return null;
    }
  }
  return type.at + type.entriesStart + offset;
}

/** Offsets in the view of every entry of a type chunk. */
export function* entryOffsets(view: View, type: TypeChunk): Iterable<number> {
  const offsets = type.at + type.headerSize;
  const start = type.at + type.entriesStart;
  for (let i = 0; i < type.entryCount; i++) {
    if ((type.flags & TYPE_CHUNK.flagSparse) !== 0) yield start + view.u16(offsets + i * 4 + 2) * 4;
    else if ((type.flags & TYPE_CHUNK.flagOffset16) !== 0) {
      const offset = view.u16(offsets + i * 2);
      if (offset !== TYPE_CHUNK.noEntry16) yield start + offset * 4;
    } else {
      const offset = view.u32(offsets + i * 4);
      if (offset !== TYPE_CHUNK.noEntry) yield start + offset;
    }
  }
}

const fits = (type: TypeChunk, at: number, bytes: number): boolean => at + bytes <= type.at + type.size;

/** Index of the entry's name in the key pool, or null when the entry is out of bounds. */
export function readEntryKey(view: View, type: TypeChunk, at: number): number | null {
  if (!fits(type, at, ENTRY.bytes)) return null;
  const compact = (view.u16(at + ENTRY.flags) & ENTRY.flagCompact) !== 0;
  return compact ? view.u16(at + ENTRY.compactKey) : view.u32(at + ENTRY.key);
}

export interface EntryContent {
  value: Value | null;
  bag: { parent: number; items: { name: number; value: Value }[] } | null;
}

/** The entry's content, or null where Android would not take it (named through `odd`). */
export function readEntry(
  view: View,
  type: TypeChunk,
  at: number,
  strings: StringPool,
  odd: Odd,
): EntryContent | null {
  const refuse = (fault: string): null => {
    odd('arsc/entry-malformed', view.base + at, { fault });
    return null;
  };
  if (((at - type.at - type.entriesStart) & 3) !== 0) return refuse('unaligned');
  if (!fits(type, at, ENTRY.bytes)) return refuse('beyond-chunk');
  const flags = view.u16(at + ENTRY.flags);
  if ((flags & ENTRY.flagCompact) !== 0) {
    return { value: makeValue(flags >> 8, view.u32(at + ENTRY.compactData), strings), bag: null };
  }
  const size = view.u16(at + ENTRY.size);
  if (size < ENTRY.bytes) return refuse('size-too-small');
  if (!fits(type, at, size)) return refuse('size-beyond-chunk');
  if ((flags & ENTRY.flagComplex) === 0) {
    // Entries of at least a map entry's size are maps to the verifier; reading goes by the flag.
    return fits(type, at + size, VALUE.bytes)
      ? { value: readValue(view, at + size, strings), bag: null }
      : refuse('no-room-for-value');
  }
  if (size < ENTRY.mapBytes) return refuse('size-too-small');
  const count = view.u32(at + ENTRY.count);
  const start = at + size;
  if ((start & 3) !== 0) return refuse('unaligned');
  if (!fits(type, start, count * MAP.bytes)) return refuse('too-many-map-entries');
  const items = [];
  for (let i = 0, item = start; i < count; i++, item += MAP.bytes) {
    items.push({ name: view.u32(item + MAP.name), value: readValue(view, item + MAP.value, strings) });
  }
  return { value: null, bag: { parent: view.u32(at + ENTRY.parent), items } };
}

const readValue = (view: View, at: number, strings: StringPool): Value =>
  makeValue(view.u8(at + VALUE.dataType), view.u32(at + VALUE.data), strings);

const makeValue = (type: number, data: number, strings: StringPool): Value => ({
  type,
  data,
  text: type === DATA.string ? strings.get(data) : null,
});
