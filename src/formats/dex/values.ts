// encoded_value, encoded_array and what is made of them: static field values, call sites. Leaves annotations to
// annotations.ts and the meaning of indices to the caller; a value that cannot be read ends its array.
import { CLASS_DEF } from './layout.js';
import type { DexFile } from './dex-file.js';
import { readUleb } from './strings.js';

/** encoded_value types (dex-format, "Encoding"). */
export const VALUE = {
  byte: 0x00,
  short: 0x02,
  char: 0x03,
  int: 0x04,
  long: 0x06,
  float: 0x10,
  double: 0x11,
  methodType: 0x15,
  methodHandle: 0x16,
  string: 0x17,
  type: 0x18,
  field: 0x19,
  method: 0x1a,
  enum: 0x1b,
  array: 0x1c,
  annotation: 0x1d,
  null: 0x1e,
  boolean: 0x1f,
} as const;

/** One value: indices and integers in `number` (longs as doubles, floats as raw bits). */
export interface EncodedValue {
  type: number;
  number: number;
}

/**
 * Items of the encoded_array at `offset`, as far as they can be read and no more than `most`: the caller says how many
 * can mean anything, so that many arrays that lie over each other cost no more than as many short ones. Arrays and
 * annotations end the reading: neither static values nor call sites hold them (ART's EncodedArrayValueIterator).
 */
export function readEncodedArray(dex: DexFile, offset: number, most: number): EncodedValue[] {
  const { data } = dex.view;
  if (offset <= 0 || offset >= data.length) return [];
  const next = { at: offset };
  const count = readUleb(data, offset, next);
  if (next.at < 0 || count > data.length - next.at) return [];
  const items: EncodedValue[] = [];
  for (let i = 0; i < count && i < most; i++) {
    const value = readValue(data, next);
    if (value === null) break;
    items.push(value);
  }
  return items;
}

function readValue(data: Uint8Array, next: { at: number }): EncodedValue | null {
  if (next.at >= data.length) return null;
  const head = data[next.at++]!;
  const type = head & 0x1f;
  const arg = head >> 5;
  if (type === VALUE.null) return { type, number: 0 };
  if (type === VALUE.boolean) return { type, number: arg };
  if (type === VALUE.array || type === VALUE.annotation) return null;
  if (next.at + arg + 1 > data.length) return null;
  let number = 0;
  for (let i = 0; i <= arg; i++) number += data[next.at + i]! * 2 ** (8 * i);
  const top = data[next.at + arg]!;
  next.at += arg + 1;
  const signed = type === VALUE.byte || type === VALUE.short || type === VALUE.int || type === VALUE.long;
  if (signed && top >= 0x80) number -= 2 ** (8 * (arg + 1));
  return { type, number };
}

/** Initial values of a class's first `fields` static fields, in their order; fields past the end start as zero or null. */
export function readStaticValues(dex: DexFile, classDef: number, fields: number): EncodedValue[] {
  const offset = dex.classDefs[classDef * CLASS_DEF.words + CLASS_DEF.staticValuesOff] ?? 0;
  return readEncodedArray(dex, offset, fields);
}
