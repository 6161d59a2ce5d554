// class_data_item of every class of a DEX file as flat columns: fields and methods with their access flags and code.
// A class whose data cannot be read keeps the members before the damage. Leaves static values to values.ts.
import { CLASS_DEF } from './layout.js';
import type { Odd } from '../../bytes/odd.js';
import type { DexFile } from './dex-file.js';
import { readUleb } from './strings.js';

/** Members in class order: those of class c are at [start[c], start[c + 1]). Static fields and direct methods first. */
export interface Members {
  methodStart: Uint32Array;
  methodIds: Uint32Array;
  methodAccess: Uint32Array;
  /** Byte offset of the code_item; 0 for abstract and native methods. */
  methodCode: Uint32Array;
  /** Number of direct (static, private, constructor) methods of each class. */
  directCount: Uint32Array;
  fieldStart: Uint32Array;
  fieldIds: Uint32Array;
  fieldAccess: Uint32Array;
  staticFieldCount: Uint32Array;
}

export function readMembers(dex: DexFile, note: Odd): Members {
  const classes = dex.classCount;
  const methods = new Columns();
  const fields = new Columns();
  const methodStart = new Uint32Array(classes + 1);
  const fieldStart = new Uint32Array(classes + 1);
  const directCount = new Uint32Array(classes);
  const staticFieldCount = new Uint32Array(classes);
  const data = dex.view.data;
  const next = { at: 0 };
  const counts = [0, 0, 0, 0];
  for (let c = 0; c < classes; c++) {
    methodStart[c] = methods.length;
    fieldStart[c] = fields.length;
    const offset = dex.classDefs[c * CLASS_DEF.words + CLASS_DEF.classDataOff]!;
    if (offset === 0) continue;
    next.at = offset < data.length ? offset : -1;
    for (let i = 0; i < 4 && next.at >= 0; i++) counts[i] = readUleb(data, next.at, next);
    if (next.at >= 0) {
      readGroup(data, next, counts[0]!, fields, dex.fieldClasses.length, false);
      staticFieldCount[c] = fields.length - fieldStart[c]!;
    }
    if (next.at >= 0) readGroup(data, next, counts[1]!, fields, dex.fieldClasses.length, false);
    if (next.at >= 0) {
      readGroup(data, next, counts[2]!, methods, dex.methodClasses.length, true);
      directCount[c] = methods.length - methodStart[c]!;
    }
    if (next.at >= 0) readGroup(data, next, counts[3]!, methods, dex.methodClasses.length, true);
    if (next.at < 0) {
      const name = dex.type(dex.classDefs[c * CLASS_DEF.words]!);
      note('dex/class-data-broken', offset, { class: name });
    }
  }
  methodStart[classes] = methods.length;
  fieldStart[classes] = fields.length;
  return {
    methodStart,
    methodIds: methods.ids.subarray(0, methods.length),
    methodAccess: methods.access.subarray(0, methods.length),
    methodCode: methods.code.subarray(0, methods.length),
    directCount,
    fieldStart,
    fieldIds: fields.ids.subarray(0, fields.length),
    fieldAccess: fields.access.subarray(0, fields.length),
    staticFieldCount,
  };
}

class Columns {
  ids = new Uint32Array(1024);
  access = new Uint32Array(1024);
  code = new Uint32Array(1024);
  length = 0;
  push(id: number, access: number, code: number): void {
    if (this.length === this.ids.length) {
      this.ids = grown(this.ids);
      this.access = grown(this.access);
      this.code = grown(this.code);
    }
    this.ids[this.length] = id;
    this.access[this.length] = access;
    this.code[this.length++] = code;
  }
}

function grown(from: Uint32Array<ArrayBuffer>): Uint32Array<ArrayBuffer> {
  const to = new Uint32Array(from.length * 2);
  to.set(from);
  return to;
}

/** encoded_field or encoded_method items; indices are differences to the one before. Sets next.at to -1 on damage. */
function readGroup(
  data: Uint8Array,
  next: { at: number },
  count: number,
  out: Columns,
  limit: number,
  code: boolean,
): void {
  let id = 0;
  for (let i = 0; i < count; i++) {
    id += readUleb(data, next.at, next);
    if (next.at < 0) return;
    const access = readUleb(data, next.at, next);
    if (next.at < 0) return;
    const codeOff = code ? readUleb(data, next.at, next) : 0;
    if (next.at < 0) return;
    if (id >= limit) {
      next.at = -1;
      return;
    }
    out.push(id, access, codeOff);
  }
}
