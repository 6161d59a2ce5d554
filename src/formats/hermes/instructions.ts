// Hermes bytecode, the instructions: steps through a function's code, operands as numbers. Leaves what they mean to
// src/script. Unknown opcodes and operands beyond the code end the walk; the caller learns of it.
import type { HermesFile, HermesFunction } from './hermes-file.js';
import { opcodesOf, type Opcodes } from './opcodes.js';

const SIZE: Readonly<Record<string, number>> = { r: 1, R: 4, b: 1, h: 2, i: 4, I: 4, D: 8, a: 1, A: 4 };

interface Layout {
  kinds: Uint8Array; // of operands, by position in KINDS
  sizeBytes: number; // with the opcode
}
const KINDS = 'rRbhiIDaA';
const layouts = new WeakMap<Opcodes, Layout[]>();

function layoutsOf(table: Opcodes): Layout[] {
  let found = layouts.get(table);
  if (!found) {
    found = table.operands.map((operands) => ({
      kinds: Uint8Array.from(operands, (kind) => KINDS.indexOf(kind)),
      sizeBytes: [...operands].reduce((sum, kind) => sum + SIZE[kind]!, 1),
    }));
    layouts.set(table, found);
  }
  return found;
}

export class Instructions {
  readonly table: Opcodes;
  /** Of the instruction last stepped to; jumps relative to it. */
  readonly args = new Float64Array(8);
  opcode = 0;
  /** Where it starts, within the file. */
  at = 0;
  next = 0;
  /** The walk ended before the code did. */
  broken = false;
  private end = 0;
  private readonly layouts: readonly Layout[];
  private readonly data: Uint8Array;
  private readonly words: DataView;

  constructor(file: HermesFile) {
    const table = opcodesOf(file.version);
    if (!table) throw new RangeError(`no opcodes of version ${file.version}`);
    this.table = table;
    this.layouts = layoutsOf(table);
    const { data } = file.view;
    this.data = data;
    this.words = new DataView(data.buffer, data.byteOffset, data.byteLength);
  }

  open({ offset, sizeBytes }: HermesFunction): void {
    this.next = offset;
    this.end = offset + sizeBytes;
    this.broken = false;
  }

  /** False at the end of the code. */
  step(): boolean {
    if (this.next >= this.end) return false;
    const at = this.next;
    const opcode = this.data[at]!;
    const layout = this.layouts[opcode];
    if (!layout || at + layout.sizeBytes > this.end) {
      this.broken = true;
      return false;
    }
    this.opcode = opcode;
    this.at = at;
    this.next = at + layout.sizeBytes;
    const { kinds } = layout;
    const { args, data, words } = this;
    let from = at + 1;
    for (let index = 0; index < kinds.length; index++) {
      switch (kinds[index]) {
        case 0:
        case 2:
          args[index] = data[from]!;
          from += 1;
          break;
        case 3:
          args[index] = data[from]! | (data[from + 1]! << 8);
          from += 2;
          break;
        case 7:
          args[index] = words.getInt8(from);
          from += 1;
          break;
        case 1:
        case 4:
          args[index] = words.getUint32(from, true);
          from += 4;
          break;
        case 6:
          args[index] = words.getFloat64(from, true);
          from += 8;
          break;
        default:
          args[index] = words.getInt32(from, true);
          from += 4;
      }
    }
    return true;
  }
}
