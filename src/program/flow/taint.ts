// Which calls of one method get values that come from marked ones: marks follow moves, casts, arithmetic, arrays, fields,
// results of calls and what is put into builders and collections. One pass in order, and once more where code jumps
// back; branches are not told apart. Leaves what is marked, and following calls, to find-flows.ts.
import { codeBounds, payloadUnits } from '../../formats/dex/code.js';
import { ACCESS } from '../../formats/dex/layout.js';
import { FORMAT, OP, OPCODE_FORMAT, OPCODE_UNITS } from '../../formats/dex/opcodes.js';
import { jumpsBack } from '../constants/blocks.js';
import { methodDex, methodName, methodParameters, type Program } from '../program.js';

/** Marks are bits; a method has at most thirty sources of its own. */
export interface Seeds {
  /** Marks of parameters, the receiver first. */
  parameters: ReadonlyMap<number, number>;
  /** Marks that the result of the call at a position gets. */
  results: ReadonlyMap<number, number>;
}
export interface MarkedCall {
  at: number;
  target: number;
  /** Marks of each argument, the receiver first. */
  args: number[];
}
export interface Marked {
  calls: MarkedCall[];
  /** Marks of what the method returns. */
  returned: number;
}

const MAX_UNITS = 20_000;
/** Methods that put an argument into the object they are called on. */
const PUTS = /^(?:<init>|put|add|append|set|write|insert|push|offer|enqueue|with|header|query|form|body)/;

export function followMarks(program: Program, method: number, seeds: Seeds): Marked {
  const out: Marked = { calls: [], returned: 0 };
  const dex = methodDex(program, method);
  const bounds = { start: 0, end: 0 };
  const code = program.methodCode[method]!;
  if (!dex || !codeBounds(dex.dex.units, code, bounds) || bounds.end - bounds.start > MAX_UNITS) return out;
  const { units } = dex.dex;
  const count = units[code >> 1]!;
  const ins = units[(code >> 1) + 1]!;
  const marks = new Int32Array(count + 16);
  const fields = new Map<number, number>();
  const isStatic = (program.methodAccess[method]! & ACCESS.static) !== 0;
  let register = Math.max(0, count - ins);
  const kinds = methodParameters(program, method);
  (isStatic ? kinds : ['L', ...kinds]).forEach((type, i) => {
    marks[register] = seeds.parameters.get(i) ?? 0;
    register += type === 'J' || type === 'D' ? 2 : 1;
  });
  const entry = marks.slice();
  const field = (at: number): number => dex.fields[units[at + 1]!] ?? -1;
  let loops = false;
  for (let pass = 0; pass === 0 || (pass === 1 && loops); pass++) {
    if (pass === 1) for (let r = 0; r < marks.length; r++) marks[r]! |= entry[r]!;
    out.calls = [];
    let result = 0;
    for (let at = bounds.start; at < bounds.end;) {
      const unit = units[at]!;
      const op = unit & 0xff;
      const length = op === 0 && unit !== 0 ? payloadUnits(units, at) : OPCODE_UNITS[op]!;
      if (at + length > bounds.end) break;
      const a8 = unit >> 8;
      const format = OPCODE_FORMAT[op]!;
      loops ||= jumpsBack(units, bounds.start, bounds.end, at, op);
      if (op >= OP.invokeVirtual && op <= OP.invokeInterfaceRange) {
        result = call(at, op);
      } else if (op >= OP.move && op <= OP.moveObject16) {
        const to = format === FORMAT.f12x ? a8 & 0xf : format === FORMAT.f22x ? a8 : units[at + 1]!;
        const from =
          format === FORMAT.f12x ? unit >> 12 : format === FORMAT.f22x ? units[at + 1]! : units[at + 2]!;
        marks[to] = marks[from] ?? 0;
      } else if (op >= OP.moveResult && op <= OP.moveResultObject) {
        marks[a8] = result;
      } else if (op >= OP.return && op <= OP.returnObject) {
        out.returned |= marks[a8]!;
      } else if (op >= OP.iget && op <= OP.igetShort) {
        marks[a8 & 0xf] = marks[unit >> 12]! | (fields.get(field(at)) ?? 0);
      } else if (op >= OP.sget && op <= OP.sgetShort) {
        marks[a8] = fields.get(field(at)) ?? 0;
      } else if ((op >= OP.iput && op <= OP.iputShort) || (op >= OP.sput && op <= OP.sputShort)) {
        const from = op >= OP.sput ? a8 : a8 & 0xf;
        fields.set(field(at), (fields.get(field(at)) ?? 0) | marks[from]!);
      } else if (op >= OP.aput && op <= OP.aput + 6) {
        marks[units[at + 1]! & 0xff]! |= marks[a8]!;
      } else if (op >= OP.filledNewArray && op <= OP.filledNewArrayRange) {
        result = registersOf(at, op).reduce((sum, r) => sum | (marks[r] ?? 0), 0);
      } else if (format === FORMAT.f23x) {
        marks[a8] = marks[units[at + 1]! & 0xff]! | marks[units[at + 1]! >> 8]!;
      } else if (op >= 0xb0 && op <= 0xcf) {
        marks[a8 & 0xf]! |= marks[unit >> 12]!;
      } else if (format === FORMAT.f12x || format === FORMAT.f22s) {
        marks[a8 & 0xf] = marks[unit >> 12]!;
      } else if (op >= 0xd8 && op <= 0xe2) {
        marks[a8] = marks[units[at + 1]! & 0xff]!;
      } else if (
        (op >= OP.const16 && op <= OP.constClass) ||
        op === OP.newInstance ||
        op === OP.moveException
      ) {
        marks[a8] = 0;
      } else if (op === OP.const4 || op === OP.newArray || op === OP.instanceOf) {
        marks[a8 & 0xf] = 0;
      }
      at += length;
    }
  }
  return out;

  function registersOf(at: number, op: number): number[] {
    const unit = units[at]!;
    const range = OPCODE_FORMAT[op] === FORMAT.f3rc;
    const size = range ? unit >> 8 : Math.min(unit >> 12, 5);
    const list = units[at + 2]!;
    if (range) return Array.from({ length: size }, (_, i) => list + i);
    return [list & 0xf, (list >> 4) & 0xf, (list >> 8) & 0xf, list >> 12, (unit >> 8) & 0xf].slice(0, size);
  }

  /** Marks of the call's result. */
  function call(at: number, op: number): number {
    const target = dex!.methods[units[at + 1]!] ?? -1;
    const list = registersOf(at, op);
    const given = seeds.results.get(at - bounds.start) ?? 0;
    const all = list.reduce((sum, r) => sum | (marks[r] ?? 0), 0);
    if (target < 0 || all === 0) return given;
    const plain = op >= OP.invokeVirtualRange ? op - 6 : op;
    const types = methodParameters(program, target);
    const args: number[] = [];
    let next = 0;
    for (const type of plain === OP.invokeStatic ? types : ['L', ...types]) {
      args.push(marks[list[next] ?? -1] ?? 0);
      next += type === 'J' || type === 'D' ? 2 : 1;
    }
    out.calls.push({ at: at - bounds.start, target, args });
    if (plain !== OP.invokeStatic && list[0] !== undefined && PUTS.test(methodName(program, target))) {
      marks[list[0]]! |= all;
    }
    return given | all;
  }
}
