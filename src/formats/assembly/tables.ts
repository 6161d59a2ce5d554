// The metadata of an assembly: streams, heaps, and rows of tables by column (ECMA-335 II.24). A token is a table's number in
// its highest byte and a row, counted from 1, in the others. Leaves what rows mean together to assembly.ts.
import { ParseError } from '../../bytes/parse-error.js';
import { readUtf16, readUtf8 } from '../../bytes/text.js';
import type { View } from '../../bytes/view.js';
import { CODED, COLUMNS, type CodedName, type Column } from './layout.js';

const MAGIC = 0x424a5342; // "BSJB"
const MAX_STREAMS = 64;
const MAX_NAME = 1024; // as ECMA-335 II.24.2.2 says of names

export interface AssemblyLimits {
  assemblyRows: number;
}
interface Table {
  at: number;
  rowBytes: number;
  rows: number;
  offsets: number[]; // of columns
  widths: number[];
}
export const tokenOf = (table: number, row: number): number => ((table << 24) | row) >>> 0;
export const tableOf = (token: number): number => token >>> 24;
export const rowOf = (token: number): number => token & 0xffffff;

export class Metadata {
  private readonly view: View;
  private readonly tables: (Table | undefined)[] = [];
  private readonly streams = new Map<string, View>();
  private readonly names = new Map<number, string>();

  constructor(view: View, limits: AssemblyLimits) {
    this.view = view;
    if (view.u32(0) !== MAGIC) throw new ParseError('assembly/metadata', view.base);
    let at = 16 + ((view.u32(12) + 3) & ~3);
    const count = view.u16(at + 2);
    if (count > MAX_STREAMS) throw new ParseError('assembly/metadata', view.base + at);
    at += 4;
    for (let index = 0; index < count; index++) {
      const start = view.u32(at);
      const size = Math.min(view.u32(at + 4), Math.max(0, view.length - start));
      const end = view.data.indexOf(0, at + 8);
      if (end < 0 || end - at > 40) throw new ParseError('assembly/metadata', view.base + at);
      const name = readUtf8(view.bytes(at + 8, end - at - 8));
      // The first of a name counts, as it does for Mono.
      if (!this.streams.has(name)) this.streams.set(name, view.slice(start, size));
      at = (end + 4) & ~3;
    }
    const tables = this.streams.get('#~') ?? this.streams.get('#-');
    if (!tables) throw new ParseError('assembly/metadata', view.base);
    this.readTables(tables, limits);
  }

  private readTables(view: View, limits: AssemblyLimits): void {
    const heaps = view.u8(6);
    const has = (table: number): boolean =>
      ((view.u32(8 + (table >= 32 ? 4 : 0)) >>> (table & 31)) & 1) === 1;
    const rows: number[] = [];
    let at = 24;
    let total = 0;
    for (let table = 0; table < 64; table++) {
      rows.push(has(table) ? view.u32(at) : 0);
      if (has(table)) at += 4;
      total += rows[table]!;
    }
    if (total > limits.assemblyRows)
      throw new ParseError('limit/assembly-rows', view.base, { limit: limits.assemblyRows, count: total });
    if ((heaps & 0x40) !== 0) at += 4;
    const width = (column: Column): number => {
      if (typeof column === 'number') return column;
      if (column === 'string') return (heaps & 1) === 0 ? 2 : 4;
      if (column === 'guid') return (heaps & 2) === 0 ? 2 : 4;
      if (column === 'blob') return (heaps & 4) === 0 ? 2 : 4;
      if (typeof column === 'object') return rows[column.table]! < 0x10000 ? 2 : 4;
      const most = Math.max(...CODED[column].map((table) => (table === null ? 0 : rows[table]!)));
      return most < 1 << (16 - bitsOf(column)) ? 2 : 4;
    };
    COLUMNS.forEach((columns, table) => {
      if (!columns || rows[table] === 0) return;
      const widths = columns.map(width);
      const offsets = widths.map((_, index) => widths.slice(0, index).reduce((sum, one) => sum + one, 0));
      const rowBytes = widths.reduce((sum, one) => sum + one, 0);
      const room = Math.floor((view.length - at) / rowBytes);
      if (rows[table]! > room)
        throw new ParseError('assembly/truncated', view.base + at, { wanted: rows[table]!, count: room });
      this.tables[table] = {
        at: view.base - this.view.base + at,
        rowBytes,
        rows: rows[table]!,
        offsets,
        widths,
      };
      at += rowBytes * rows[table]!;
    });
  }

  rows(table: number): number {
    return this.tables[table]?.rows ?? 0;
  }
  /** The number in a column, as stored; 0 when there is no such row. */
  cell(table: number, row: number, column: number): number {
    const found = this.tables[table];
    if (!found || !(row >= 1 && row <= found.rows)) return 0;
    const at = found.at + (row - 1) * found.rowBytes + found.offsets[column]!;
    return found.widths[column] === 2 ? this.view.u16(at) : this.view.u32(at);
  }
  /** The token behind a coded index; 0 for none. */
  coded(table: number, row: number, column: number, name: CodedName): number {
    const value = this.cell(table, row, column);
    const bits = bitsOf(name);
    const target = CODED[name][value & ((1 << bits) - 1)];
    const to = value >>> bits;
    return target === undefined || target === null || to === 0 ? 0 : tokenOf(target, to);
  }
  string(table: number, row: number, column: number): string {
    const at = this.cell(table, row, column);
    const known = this.names.get(at);
    if (known !== undefined) return known;
    const heap = this.streams.get('#Strings');
    if (!heap || at >= heap.length) return '';
    const end = heap.data.indexOf(0, at);
    const name = readUtf8(heap.data.subarray(at, Math.min(end < 0 ? heap.length : end, at + MAX_NAME)));
    this.names.set(at, name);
    return name;
  }
  blob(table: number, row: number, column: number): Uint8Array {
    return this.heapItem('#Blob', this.cell(table, row, column));
  }
  /** A text of the program, by the token of ldstr. */
  userString(token: number): string {
    const data = this.heapItem('#US', rowOf(token));
    return readUtf16(data.subarray(0, data.length & ~1));
  }
  private heapItem(name: string, at: number): Uint8Array {
    const heap = this.streams.get(name);
    if (!heap || at >= heap.length) return NOTHING;
    const head = compressed(heap.data, at);
    return head === null
      ? NOTHING
      : heap.data.subarray(head.next, Math.min(heap.length, head.next + head.value));
  }
}
const NOTHING = new Uint8Array(0);

const bitsOf = (name: CodedName): number => Math.ceil(Math.log2(CODED[name].length));

/** An unsigned integer of one, two or four bytes (II.23.2); null when the bytes end. */
export function compressed(data: Uint8Array, at: number): { value: number; next: number } | null {
  const first = data[at];
  if (first === undefined) return null;
  if (first < 0x80) return { value: first, next: at + 1 };
  if (first < 0xc0)
    return at + 1 < data.length ? { value: ((first & 0x3f) << 8) | data[at + 1]!, next: at + 2 } : null;
  if (at + 3 >= data.length) return null;
  const value = ((first & 0x1f) << 24) | (data[at + 1]! << 16) | (data[at + 2]! << 8) | data[at + 3]!;
  return { value, next: at + 4 };
}
