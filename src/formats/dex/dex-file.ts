// One logical DEX file: its id tables as typed arrays, strings and names decoded on request. Opening checks the header
// and the bounds of each table and repairs nothing: a table that runs out of the file is cut, and said so.
// Leaves class data to members.ts, instructions to code.ts, containers to open.ts.
import type { Odd } from '../../bytes/odd.js';
import { u16Array, u32Array } from '../../bytes/arrays.js';
import type { View } from '../../bytes/view.js';
import { CLASS_DEF, ITEM, MAP_TYPE, NO_INDEX } from './layout.js';
import { decodeString } from './strings.js';

/** A table's place as the header or the map gives it, after cutting it to the file. */
export interface TableBounds {
  offset: number;
  count: number;
}
export interface DexTables {
  stringIds: TableBounds;
  typeIds: TableBounds;
  protoIds: TableBounds;
  fieldIds: TableBounds;
  methodIds: TableBounds;
  classDefs: TableBounds;
  callSiteIds: TableBounds;
  methodHandles: TableBounds;
}

export class DexFile {
  readonly version: string;
  /** The whole physical file; every offset in a DEX counts from its start, also in a container. */
  readonly view: View;
  /** The same bytes as 16-bit units, for instructions. */
  readonly units: Uint16Array;
  readonly sizeBytes: number;

  readonly stringOffsets: Uint32Array;
  /** String index of each type's descriptor. */
  readonly typeStrings: Uint32Array;
  readonly protoReturns: Uint32Array;
  private readonly protoParameterOffsets: Uint32Array;
  readonly fieldClasses: Uint16Array;
  readonly fieldTypes: Uint16Array;
  readonly fieldNames: Uint32Array;
  readonly methodClasses: Uint16Array;
  readonly methodProtos: Uint16Array;
  readonly methodNames: Uint32Array;
  /** class_def_item, eight words each (CLASS_DEF). */
  readonly classDefs: Uint32Array;
  readonly callSiteOffsets: Uint32Array;
  /** method_handle_item, four units each: kind, unused, field or method, unused. */
  readonly methodHandles: Uint16Array;

  private readonly strings: (string | undefined)[];
  private readonly descriptors: (string | undefined)[];
  private readonly position = { at: 0 };

  constructor(view: View, units: Uint16Array, version: string, sizeBytes: number, tables: DexTables) {
    this.view = view;
    this.units = units;
    this.version = version;
    this.sizeBytes = sizeBytes;
    const data = view.data;
    const { stringIds, typeIds, protoIds, fieldIds, methodIds, classDefs } = tables;
    this.stringOffsets = u32Array(data, stringIds.offset, stringIds.count);
    this.typeStrings = u32Array(data, typeIds.offset, typeIds.count);
    const protos = u32Array(data, protoIds.offset, protoIds.count * (ITEM.protoId / 4));
    this.protoReturns = new Uint32Array(protoIds.count);
    this.protoParameterOffsets = new Uint32Array(protoIds.count);
    for (let i = 0; i < protoIds.count; i++) {
      this.protoReturns[i] = protos[i * 3 + 1]!;
      this.protoParameterOffsets[i] = protos[i * 3 + 2]!;
    }
    const fields = u16Array(data, fieldIds.offset, fieldIds.count * (ITEM.fieldId / 2));
    this.fieldClasses = new Uint16Array(fieldIds.count);
    this.fieldTypes = new Uint16Array(fieldIds.count);
    this.fieldNames = new Uint32Array(fieldIds.count);
    unzipMembers(fields, this.fieldClasses, this.fieldTypes, this.fieldNames);
    const methods = u16Array(data, methodIds.offset, methodIds.count * (ITEM.methodId / 2));
    this.methodClasses = new Uint16Array(methodIds.count);
    this.methodProtos = new Uint16Array(methodIds.count);
    this.methodNames = new Uint32Array(methodIds.count);
    unzipMembers(methods, this.methodClasses, this.methodProtos, this.methodNames);
    this.classDefs = u32Array(data, classDefs.offset, classDefs.count * CLASS_DEF.words);
    this.callSiteOffsets = u32Array(data, tables.callSiteIds.offset, tables.callSiteIds.count);
    this.methodHandles = u16Array(data, tables.methodHandles.offset, tables.methodHandles.count * 4);
    this.strings = new Array<string | undefined>(stringIds.count);
    this.descriptors = new Array<string | undefined>(protoIds.count);
  }

  get classCount(): number {
    return this.classDefs.length / CLASS_DEF.words;
  }
  /** The string, or "" when its index or data cannot be read (openDex has said so). */
  string(index: number): string {
    const known = this.strings[index];
    if (known !== undefined) return known;
    const offset = this.stringOffsets[index];
    const text = offset === undefined ? null : decodeString(this.view.data, offset, this.position);
    if (index < this.strings.length) this.strings[index] = text ?? '';
    return text ?? '';
  }
  /** Type descriptor such as "Lcom/a/B;", or "" when the index is bad. */
  type(index: number): string {
    const string = this.typeStrings[index];
    return string === undefined ? '' : this.string(string);
  }
  /** Type indices of a prototype's parameters. */
  parameters(proto: number): Uint16Array {
    return this.typeList(this.protoParameterOffsets[proto] ?? 0);
  }
  /** type_list: type indices; empty for offset 0 or one that does not fit. */
  typeList(offset: number): Uint16Array {
    if (offset === 0 || offset + 4 > this.view.length) return EMPTY;
    const count = this.view.u32(offset);
    if (offset + 4 + count * 2 > this.view.length) return EMPTY;
    return u16Array(this.view.data, offset + 4, count);
  }
  /** "(ILjava/lang/String;)V". */
  descriptor(proto: number): string {
    const known = this.descriptors[proto];
    if (known !== undefined) return known;
    let text = '(';
    for (const type of this.parameters(proto)) text += this.type(type);
    text += ')' + this.type(this.protoReturns[proto] ?? NO_INDEX);
    if (proto < this.descriptors.length) this.descriptors[proto] = text;
    return text;
  }
  methodName(method: number): string {
    return this.string(this.methodNames[method] ?? NO_INDEX);
  }
  methodClass(method: number): string {
    return this.type(this.methodClasses[method] ?? NO_INDEX);
  }
  /** "Lcom/a/B;->name(I)V". */
  method(method: number): string {
    const proto = this.methodProtos[method] ?? NO_INDEX;
    return `${this.methodClass(method)}->${this.methodName(method)}${this.descriptor(proto)}`;
  }
  fieldName(field: number): string {
    return this.string(this.fieldNames[field] ?? NO_INDEX);
  }
}

const EMPTY = new Uint16Array(0);

/** Splits items of (class u2, type or proto u2, name u4) into columns. */
function unzipMembers(
  items: Uint16Array,
  classes: Uint16Array,
  types: Uint16Array,
  names: Uint32Array,
): void {
  for (let i = 0, at = 0; i < classes.length; i++, at += 4) {
    classes[i] = items[at]!;
    types[i] = items[at + 1]!;
    names[i] = items[at + 2]! + items[at + 3]! * 0x10000;
  }
}

/** Call sites and method handles stand only in the map list. A map that cannot be read leaves them empty. */
export function readMapTables(
  view: View,
  mapOff: number,
  note: Odd,
): Pick<DexTables, 'callSiteIds' | 'methodHandles'> {
  const found = { callSiteIds: { offset: 0, count: 0 }, methodHandles: { offset: 0, count: 0 } };
  if (mapOff === 0) return found;
  if (mapOff + 4 > view.length || view.u32(mapOff) * ITEM.mapItem > view.length - mapOff - 4) {
    note('dex/map-out-of-range', mapOff);
    return found;
  }
  const count = view.u32(mapOff);
  for (let i = 0; i < count; i++) {
    const at = mapOff + 4 + i * ITEM.mapItem;
    const type = view.u16(at);
    const table = { offset: view.u32(at + 8), count: view.u32(at + 4) };
    if (type === MAP_TYPE.callSiteId)
      found.callSiteIds = cutTable(view, table, ITEM.callSiteId, 'call_site_ids', note);
    if (type === MAP_TYPE.methodHandle)
      found.methodHandles = cutTable(view, table, ITEM.methodHandle, 'method_handles', note);
  }
  return found;
}

/** The part of a table that lies inside the file. */
export function cutTable(
  view: View,
  table: TableBounds,
  itemBytes: number,
  name: string,
  note: Odd,
): TableBounds {
  if (table.count === 0) return { offset: 0, count: 0 };
  const fits = Math.floor((view.length - table.offset) / itemBytes);
  if (table.offset < view.length && table.count <= fits) return table;
  const kept = table.offset < view.length ? Math.max(0, fits) : 0;
  note('dex/section-out-of-range', table.offset, { section: name, count: table.count, kept });
  return { offset: kept === 0 ? 0 : table.offset, count: kept };
}
