// encoded_value, encoded_array and what is made of them: static field values, call sites, annotations by type.
// Leaves the meaning of indices to the caller; a value that cannot be read ends its array.
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

/** One value: indices and integers in `number` (longs as doubles, floats as raw bits); array items in `items`. */
export interface EncodedValue {
  type: number;
  number: number;
  items?: EncodedValue[];
}

const MAX_DEPTH = 8; // compilers nest arrays inside annotations two or three deep

/** Items of the encoded_array at `offset`, as far as they can be read. */
export function readEncodedArray(dex: DexFile, offset: number): EncodedValue[] {
  if (offset <= 0 || offset >= dex.view.length) return [];
  return readArray(dex.view.data, { at: offset }, 0) ?? [];
}

function readArray(data: Uint8Array, next: { at: number }, depth: number): EncodedValue[] | null {
  const count = readUleb(data, next.at, next);
  if (next.at < 0 || count > data.length - next.at) return null;
  const items: EncodedValue[] = [];
  for (let i = 0; i < count; i++) {
    const value = readValue(data, next, depth);
    if (value === null) return items;
    items.push(value);
  }
  return items;
}

function readValue(data: Uint8Array, next: { at: number }, depth: number): EncodedValue | null {
  if (next.at < 0 || next.at >= data.length || depth > MAX_DEPTH) return null;
  const head = data[next.at++]!;
  const type = head & 0x1f;
  const arg = head >> 5;
  if (type === VALUE.null) return { type, number: 0 };
  if (type === VALUE.boolean) return { type, number: arg };
  if (type === VALUE.array) {
    const items = readArray(data, next, depth + 1);
    return items === null ? null : { type, number: items.length, items };
  }
  if (type === VALUE.annotation) return readAnnotation(data, next, depth + 1);
  if (next.at + arg + 1 > data.length) return null;
  let number = 0;
  for (let i = 0; i <= arg; i++) number += data[next.at + i]! * 2 ** (8 * i);
  const top = data[next.at + arg]!;
  next.at += arg + 1;
  const signed = type === VALUE.byte || type === VALUE.short || type === VALUE.int || type === VALUE.long;
  if (signed && top >= 0x80) number -= 2 ** (8 * (arg + 1));
  return { type, number };
}

/** encoded_annotation: the type in `number`, element values in `items`. */
function readAnnotation(data: Uint8Array, next: { at: number }, depth: number): EncodedValue | null {
  const number = readUleb(data, next.at, next);
  if (next.at < 0) return null;
  const count = readUleb(data, next.at, next);
  if (next.at < 0) return null;
  const items: EncodedValue[] = [];
  for (let i = 0; i < count; i++) {
    readUleb(data, next.at, next); // the element's name
    const value = next.at < 0 ? null : readValue(data, next, depth);
    if (value === null) return null;
    items.push(value);
  }
  return { type: VALUE.annotation, number, items };
}

/** Initial values of a class's static fields, in field order; fields past the end start as zero or null. */
export function readStaticValues(dex: DexFile, classDef: number): EncodedValue[] {
  return readEncodedArray(dex, dex.classDefs[classDef * CLASS_DEF.words + CLASS_DEF.staticValuesOff] ?? 0);
}

/** Calls `found` for each annotation on a method of the class: method index and the annotation's type index. */
export function visitMethodAnnotations(
  dex: DexFile,
  classDef: number,
  found: (method: number, type: number) => void,
): void {
  const view = dex.view;
  const at = dex.classDefs[classDef * CLASS_DEF.words + CLASS_DEF.annotationsOff] ?? 0;
  if (at === 0 || at + 16 > view.length) return;
  const fields = view.u32(at + 4);
  const methods = view.u32(at + 8);
  const first = at + 16 + fields * 8;
  if (first + methods * 8 > view.length) return;
  const next = { at: 0 };
  for (let i = 0; i < methods; i++) {
    const set = view.u32(first + i * 8 + 4);
    if (set + 4 > view.length) continue;
    const count = view.u32(set);
    if (set + 4 + count * 4 > view.length) continue;
    for (let j = 0; j < count; j++) {
      const item = view.u32(set + 4 + j * 4) + 1; // behind the visibility byte
      if (item >= view.length) continue;
      const type = readUleb(view.data, item, next);
      if (next.at >= 0) found(view.u32(first + i * 8), type);
    }
  }
}
