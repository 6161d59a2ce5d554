// Decodes one instruction: its registers, index, literal and branch target, whatever its format. One object is filled
// again and again, so that a walk makes none. Leaves lengths to opcodes.ts and meaning to whoever walks.
import { payloadUnits } from './code.js';
import { FORMAT, OP, OPCODE_FORMAT, OPCODE_UNITS } from './opcodes.js';

/** Fields that an instruction's format does not have keep what they held before. */
export interface Instruction {
  /** Range forms as their plain form. */
  op: number;
  /** Length in code units. */
  length: number;
  a: number;
  b: number;
  c: number;
  /** Index of the string, type, field, method, call site … */
  index: number;
  literal: number;
  /** Where a branch goes, or the payload of a switch or of array data: an index into `units`. */
  target: number;
  /** Registers of a call or of an array that is filled at once. */
  args: number[];
}

export function newInstruction(): Instruction {
  return { op: 0, length: 1, a: 0, b: 0, c: 0, index: 0, literal: 0, target: 0, args: [] };
}

const wide = (units: Uint16Array, at: number): number => (units[at] ?? 0) | ((units[at + 1] ?? 0) << 16);
const signed16 = (unit: number): number => (unit << 16) >> 16;

/** True for a nop that is the head of a table of data. */
export function isPayload(unit: number): boolean {
  return (unit & 0xff) === OP.nop && unit !== 0;
}

/** Fills `out` with the instruction at `at`. */
// eslint-disable-next-line max-lines-per-function -- one case for each instruction format
export function decode(units: Uint16Array, at: number, out: Instruction): void {
  const unit = units[at]!;
  const op = unit & 0xff;
  const high = unit >> 8;
  out.op = plainOp(op);
  out.length = isPayload(unit) ? payloadUnits(units, at) : OPCODE_UNITS[op]!;
  switch (OPCODE_FORMAT[op]!) {
    case FORMAT.f12x:
      out.a = high & 0xf;
      out.b = unit >> 12;
      return;
    case FORMAT.f11n:
      out.a = high & 0xf;
      out.literal = (unit << 16) >> 28;
      return;
    case FORMAT.f11x:
      out.a = high;
      return;
    case FORMAT.f10t:
      out.target = at + ((unit << 16) >> 24);
      return;
    case FORMAT.f20t:
      out.target = at + signed16(units[at + 1]!);
      return;
    case FORMAT.f30t:
      out.target = at + wide(units, at + 1);
      return;
    case FORMAT.f22x:
      out.a = high;
      out.b = units[at + 1]!;
      return;
    case FORMAT.f32x:
      out.a = units[at + 1]!;
      out.b = units[at + 2]!;
      return;
    case FORMAT.f21t:
      out.a = high;
      out.target = at + signed16(units[at + 1]!);
      return;
    case FORMAT.f21s:
      out.a = high;
      out.literal = signed16(units[at + 1]!);
      return;
    case FORMAT.f21h:
      out.a = high;
      out.literal = units[at + 1]! << 16;
      return;
    case FORMAT.f21c:
      out.a = high;
      out.index = units[at + 1]!;
      return;
    case FORMAT.f31c:
      out.a = high;
      out.index = wide(units, at + 1) >>> 0;
      return;
    case FORMAT.f23x:
      out.a = high;
      out.b = units[at + 1]! & 0xff;
      out.c = units[at + 1]! >> 8;
      return;
    case FORMAT.f22b:
      out.a = high;
      out.b = units[at + 1]! & 0xff;
      out.literal = signed16(units[at + 1]!) >> 8;
      return;
    case FORMAT.f22t:
      out.a = high & 0xf;
      out.b = unit >> 12;
      out.target = at + signed16(units[at + 1]!);
      return;
    case FORMAT.f22s:
      out.a = high & 0xf;
      out.b = unit >> 12;
      out.literal = signed16(units[at + 1]!);
      return;
    case FORMAT.f22c:
      out.a = high & 0xf;
      out.b = unit >> 12;
      out.index = units[at + 1]!;
      return;
    case FORMAT.f31i:
      out.a = high;
      out.literal = wide(units, at + 1);
      return;
    case FORMAT.f31t:
      out.a = high;
      out.target = at + wide(units, at + 1);
      return;
    case FORMAT.f51l:
      out.a = high;
      out.literal = wide(units, at + 3) * 2 ** 32 + (wide(units, at + 1) >>> 0);
      return;
    case FORMAT.f35c:
    case FORMAT.f45cc:
      decodeList(units, at, out);
      return;
    case FORMAT.f3rc:
    case FORMAT.f4rcc:
      decodeRange(units, at, out);
  }
}

function decodeList(units: Uint16Array, at: number, out: Instruction): void {
  const unit = units[at]!;
  const list = units[at + 2]!;
  const { args } = out;
  out.index = units[at + 1]!;
  args.length = Math.min(unit >> 12, 5);
  for (let i = 0; i < args.length; i++) args[i] = i < 4 ? (list >> (i * 4)) & 0xf : (unit >> 8) & 0xf;
}

function decodeRange(units: Uint16Array, at: number, out: Instruction): void {
  const { args } = out;
  const first = units[at + 2]!;
  out.index = units[at + 1]!;
  args.length = units[at]! >> 8;
  for (let i = 0; i < args.length; i++) args[i] = first + i;
}

/** The opcode with registers as a list that does what one with a range does. */
export function plainOp(op: number): number {
  if (op >= OP.invokeVirtualRange && op <= OP.invokeInterfaceRange) return op - 6;
  if (op === OP.invokePolymorphicRange || op === OP.invokeCustomRange) return op - 1;
  return op === OP.filledNewArrayRange ? OP.filledNewArray : op;
}

/** Positions that a switch's table can lead to; `at` is the switch's own. */
export function switchTargets(units: Uint16Array, at: number, end: number): number[] {
  const payload = at + wide(units, at + 1);
  if (payload < 0 || payload + 2 > end) return [];
  const count = units[payload + 1]!;
  const packed = (units[at]! & 0xff) === OP.packedSwitch;
  const first = packed ? payload + 4 : payload + 2 + count * 2;
  const targets: number[] = [];
  for (let i = 0; i < count && first + i * 2 + 1 < end; i++) targets.push(at + wide(units, first + i * 2));
  return targets;
}

/** The numbers that a switch has cases for. */
export function switchKeys(units: Uint16Array, at: number, end: number): number[] {
  const payload = at + wide(units, at + 1);
  if (payload < 0 || payload + 4 > end) return [];
  const packed = (units[at]! & 0xff) === OP.packedSwitch;
  return switchTargets(units, at, end).map((_, i) =>
    packed ? wide(units, payload + 2) + i : wide(units, payload + 2 + i * 2),
  );
}

/** Where a switch goes for a number: a position, or -1 when no case has it and it falls through. */
export function switchTarget(units: Uint16Array, at: number, end: number, value: number): number {
  const targets = switchTargets(units, at, end);
  const payload = at + wide(units, at + 1);
  if (payload < 0 || payload + 4 > end) return -1;
  const packed = (units[at]! & 0xff) === OP.packedSwitch;
  if (packed) return targets[value - wide(units, payload + 2)] ?? -1;
  return targets.find((_, i) => wide(units, payload + 2 + i * 2) === value) ?? -1;
}
