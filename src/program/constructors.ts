// What a constructor does nothing with but keep: which of its parameters it puts into which field of the new object before
// its first branch. Known without its graph, so that a method that makes an object knows what lies in it. Leaves all else
// that a constructor does to values/trace.ts, which follows it like any method.
import { decode, newInstruction } from '../formats/dex/instruction.js';
import { OP } from '../formats/dex/opcodes.js';
import { codeOf, parameterRegisters } from './method-code.js';
import type { Program } from './program.js';

/** A parameter, the new object being 0, and the field that it is put into. */
export interface Kept {
  parameter: number;
  field: number;
}

/** What a class lays out is laid out within so many instructions; the largest real ones take some 300. */
const MAX_STEPS = 1_000;

/** @param fieldOf the field that a reference means */
// eslint-disable-next-line complexity -- one branch for each sort of instruction that may stand before the first branch
export function keptBy(
  program: Program,
  fieldOf: (field: number) => number,
  constructor: number,
): readonly Kept[] {
  const code = codeOf(program, constructor);
  if (!code) return [];
  const { units, start, end, dex, first } = code;
  const inRegister = parameterRegisters(program, constructor, first);
  const kept: Kept[] = [];
  const one = newInstruction();
  for (let at = start, steps = 0; at < end && steps < MAX_STEPS; at += one.length, steps++) {
    decode(units, at, one);
    const { op, a, b } = one;
    if (op >= OP.iput && op <= OP.iputShort) {
      const parameter = inRegister.get(a);
      const field = dex.fields[one.index] ?? -1;
      if (inRegister.get(b) === 0 && parameter !== undefined && parameter > 0 && field >= 0)
        kept.push({ parameter, field: fieldOf(field) });
    } else if (op >= OP.move && op <= OP.moveObject16) {
      const parameter = inRegister.get(b);
      forget(inRegister, a);
      if (parameter !== undefined) inRegister.set(a, parameter);
    } else if ((op >= OP.moveResult && op <= OP.moveException) || (op >= OP.const4 && op <= OP.constClass)) {
      forget(inRegister, a);
    } else if (
      op === OP.newInstance ||
      (op >= OP.iget && op <= OP.igetShort) ||
      (op >= OP.sget && op <= OP.sgetShort)
    ) {
      forget(inRegister, a);
    } else if (!goesOn(op)) break;
  }
  return kept;
}

/** Instructions that write no register of their own and go on. */
const goesOn = (op: number): boolean =>
  op === OP.nop ||
  op === OP.checkCast ||
  (op >= OP.sput && op <= OP.sputShort) ||
  (op >= OP.invokeVirtual && op <= OP.invokeInterface);

/** A register, and the one after it that a wide value takes, holds a parameter no more. */
function forget(inRegister: Map<number, number>, register: number): void {
  inRegister.delete(register);
  inRegister.delete(register + 1);
}
