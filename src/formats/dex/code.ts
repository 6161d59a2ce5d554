// Walks the instructions of one method in the order they lie, as the runtime's verifier does before it runs them:
// payload tables are stepped over, nothing is followed. Integers only. Leaves what an index means to the caller.
import { CODE_ITEM } from './layout.js';
import { OPCODE_UNITS } from './opcodes.js';

/** Called for each wanted instruction: its opcode and its position as an index into `units`. */
export type VisitInstruction = (op: number, at: number) => void;

/**
 * Writes the first and the end position of a method's instructions in `units` to `out` (no object per method).
 * False when the code item does not fit in the file.
 */
export function codeBounds(
  units: Uint16Array,
  codeOff: number,
  out: { start: number; end: number },
): boolean {
  const at = codeOff >> 1;
  if (codeOff % 2 !== 0 || codeOff === 0 || at + CODE_ITEM.insns > units.length) return false;
  const size = units[at + CODE_ITEM.insnsSize]! + units[at + CODE_ITEM.insnsSize + 1]! * 0x10000;
  out.start = at + CODE_ITEM.insns;
  out.end = out.start + size;
  return out.end <= units.length;
}

/** Length in units of the payload table at `at` (its first unit is a nop with a nonzero high byte). */
export function payloadUnits(units: Uint16Array, at: number): number {
  const size = units[at + 1] ?? 0;
  switch (units[at]) {
    case 0x0100:
      return size * 2 + 4;
    case 0x0200:
      return size * 4 + 2;
    case 0x0300: {
      const count = (units[at + 2] ?? 0) + (units[at + 3] ?? 0) * 0x10000;
      return Math.ceil((size * count) / 2) + 4;
    }
    default:
      return 1;
  }
}

/**
 * Visits the instructions in [start, end) whose opcode has a 1 in `wanted`.
 * @returns the number of instructions, or -1 - the number walked when an instruction runs over the end.
 */
export function visitCode(
  units: Uint16Array,
  start: number,
  end: number,
  wanted: Uint8Array,
  visit: VisitInstruction,
): number {
  let at = start;
  let count = 0;
  while (at < end) {
    const unit = units[at]!;
    const op = unit & 0xff;
    const length = op === 0 && unit !== 0 ? payloadUnits(units, at) : OPCODE_UNITS[op]!;
    if (at + length > end) return -1 - count;
    if (wanted[op] === 1) visit(op, at);
    at += length;
    count++;
  }
  return count;
}
