// Instructions of .NET's intermediate language: bodies of methods, and each instruction with its operand and what it takes
// from the stack and leaves there (ECMA-335 II.25.4 and III). Leaves what they do together to src/managed.
import { ParseError } from '../../bytes/parse-error.js';
import type { View } from '../../bytes/view.js';

/** Operands: none, a byte, two, four (a number), eight, a token, a short or long jump, a table of jumps. */
export type Operand = 'none' | 'u8' | 'u16' | 'i32' | 'i64' | 'token' | 'jump8' | 'jump32' | 'switch';
export interface Operation {
  pops: number; // -1: by the signature of what is called
  pushes: number;
  operand: Operand;
}

/** From, to, pops, pushes, operand; one byte, then those after 0xfe. */
const ONE: readonly [number, number, number, number, Operand?][] = [
  [0x00, 0x01, 0, 0],
  [0x02, 0x09, 0, 1],
  [0x0a, 0x0d, 1, 0],
  [0x0e, 0x0f, 0, 1, 'u8'],
  [0x10, 0x10, 1, 0, 'u8'],
  [0x11, 0x12, 0, 1, 'u8'],
  [0x13, 0x13, 1, 0, 'u8'],
  [0x14, 0x1e, 0, 1],
  [0x1f, 0x1f, 0, 1, 'u8'],
  [0x20, 0x20, 0, 1, 'i32'],
  [0x21, 0x21, 0, 1, 'i64'],
  [0x22, 0x22, 0, 1, 'i32'],
  [0x23, 0x23, 0, 1, 'i64'],
  [0x25, 0x25, 1, 2],
  [0x26, 0x26, 1, 0],
  [0x27, 0x27, 0, 0, 'token'],
  [0x28, 0x29, -1, 0, 'token'],
  [0x2a, 0x2a, 0, 0],
  [0x2b, 0x2b, 0, 0, 'jump8'],
  [0x2c, 0x2d, 1, 0, 'jump8'],
  [0x2e, 0x37, 2, 0, 'jump8'],
  [0x38, 0x38, 0, 0, 'jump32'],
  [0x39, 0x3a, 1, 0, 'jump32'],
  [0x3b, 0x44, 2, 0, 'jump32'],
  [0x45, 0x45, 1, 0, 'switch'],
  [0x46, 0x50, 1, 1],
  [0x51, 0x57, 2, 0],
  [0x58, 0x64, 2, 1],
  [0x65, 0x6e, 1, 1],
  [0x6f, 0x6f, -1, 0, 'token'],
  [0x70, 0x70, 2, 0, 'token'],
  [0x71, 0x71, 1, 1, 'token'],
  [0x72, 0x72, 0, 1, 'token'],
  [0x73, 0x73, -1, 1, 'token'],
  [0x74, 0x75, 1, 1, 'token'],
  [0x76, 0x76, 1, 1],
  [0x79, 0x79, 1, 1, 'token'],
  [0x7a, 0x7a, 1, 0],
  [0x7b, 0x7c, 1, 1, 'token'],
  [0x7d, 0x7d, 2, 0, 'token'],
  [0x7e, 0x7f, 0, 1, 'token'],
  [0x80, 0x80, 1, 0, 'token'],
  [0x81, 0x81, 2, 0, 'token'],
  [0x82, 0x8b, 1, 1],
  [0x8c, 0x8d, 1, 1, 'token'],
  [0x8e, 0x8e, 1, 1],
  [0x8f, 0x8f, 2, 1, 'token'],
  [0x90, 0x9a, 2, 1],
  [0x9b, 0xa2, 3, 0],
  [0xa3, 0xa3, 2, 1, 'token'],
  [0xa4, 0xa4, 3, 0, 'token'],
  [0xa5, 0xa5, 1, 1, 'token'],
  [0xb3, 0xba, 1, 1],
  [0xc2, 0xc2, 1, 1, 'token'],
  [0xc3, 0xc3, 1, 1],
  [0xc6, 0xc6, 1, 1, 'token'],
  [0xd0, 0xd0, 0, 1, 'token'],
  [0xd1, 0xd5, 1, 1],
  [0xd6, 0xdb, 2, 1],
  [0xdc, 0xdc, 0, 0],
  [0xdd, 0xdd, 0, 0, 'jump32'],
  [0xde, 0xde, 0, 0, 'jump8'],
  [0xdf, 0xdf, 2, 0],
  [0xe0, 0xe0, 1, 1],
];
const TWO: readonly [number, number, number, number, Operand?][] = [
  [0x00, 0x00, 0, 1],
  [0x01, 0x05, 2, 1],
  [0x06, 0x06, 0, 1, 'token'],
  [0x07, 0x07, 1, 1, 'token'],
  [0x09, 0x0a, 0, 1, 'u16'],
  [0x0b, 0x0b, 1, 0, 'u16'],
  [0x0c, 0x0d, 0, 1, 'u16'],
  [0x0e, 0x0e, 1, 0, 'u16'],
  [0x0f, 0x0f, 1, 1],
  [0x11, 0x11, 1, 0],
  [0x12, 0x12, 0, 0, 'u8'],
  [0x13, 0x14, 0, 0],
  [0x15, 0x15, 1, 0, 'token'],
  [0x16, 0x16, 0, 0, 'token'],
  [0x17, 0x18, 3, 0],
  [0x19, 0x19, 0, 0, 'u8'],
  [0x1a, 0x1a, 0, 0],
  [0x1c, 0x1c, 0, 1, 'token'],
  [0x1d, 0x1d, 1, 1],
  [0x1e, 0x1e, 0, 0],
];

function operations(): (Operation | undefined)[] {
  const list: (Operation | undefined)[] = [];
  for (const [base, rows] of [[0, ONE] as const, [0x100, TWO] as const])
    for (const [from, to, pops, pushes, operand = 'none'] of rows)
      for (let code = from; code <= to; code++) list[base + code] = { pops, pushes, operand };
  return list;
}
const OPERATIONS = operations();

/** Numbers of instructions that a reader acts on; those after 0xfe have 0x100 added. */
export const OP = {
  ldarg0: 0x02,
  ldloc0: 0x06,
  stloc0: 0x0a,
  ldlocShort: 0x11,
  stlocShort: 0x13,
  ldcI4Zero: 0x16,
  ldcI4Short: 0x1f,
  dup: 0x25,
  call: 0x28,
  ret: 0x2a,
  br: 0x38,
  brShort: 0x2b,
  callvirt: 0x6f,
  ldstr: 0x72,
  newobj: 0x73,
  castclass: 0x74,
  throw: 0x7a,
  ldfld: 0x7b,
  ldflda: 0x7c,
  stfld: 0x7d,
  ldsfld: 0x7e,
  ldsflda: 0x7f,
  stsfld: 0x80,
  newarr: 0x8d,
  stelemRef: 0xa2,
  ldtoken: 0xd0,
  endfinally: 0xdc,
  leave: 0xdd,
  leaveShort: 0xde,
  ldftn: 0x106,
  ldvirtftn: 0x107,
  ldloc: 0x10c,
  stloc: 0x10e,
  initobj: 0x115,
  rethrow: 0x11a,
} as const;

export interface Instruction {
  at: number; // within the body's code, as disassemblers print it
  code: number;
  operation: Operation;
  value: number; // operand: number, token, or where a jump leads
  jumps: readonly number[]; // of a switch
}

/** The code of a method whose body starts here. */
export function codeOf(view: View, at: number): View {
  const first = view.u8(at);
  if ((first & 3) === 2) return view.slice(at + 1, first >> 2);
  if ((first & 3) !== 3) throw new ParseError('assembly/body', view.base + at);
  const head = (view.u8(at + 1) >> 4) * 4;
  return view.slice(at + head, view.u32(at + 4));
}

/** Hands every instruction to `visit`, in the order of the file; false when one is not known or is cut off. */
export function walkCode(code: View, visit: (instruction: Instruction) => void): boolean {
  const { length } = code;
  let at = 0;
  while (at < length) {
    const start = at;
    let number = code.u8(at++);
    if (number === 0xfe) {
      if (at >= length) return false;
      number = 0x100 + code.u8(at++);
    }
    const operation = OPERATIONS[number];
    if (!operation) return false;
    const size = SIZE[operation.operand];
    if (at + size > length) return false;
    let value = 0;
    let jumps: number[] = NO_JUMPS;
    switch (operation.operand) {
      case 'u8':
        value = code.u8(at);
        break;
      case 'u16':
        value = code.u16(at);
        break;
      case 'i32':
        value = code.i32(at);
        break;
      case 'token':
        value = code.u32(at);
        break;
      case 'jump8':
        value = at + 1 + ((code.u8(at) << 24) >> 24);
        break;
      case 'jump32':
        value = at + 4 + code.i32(at);
        break;
      case 'switch': {
        const count = code.u32(at);
        const end = at + 4 + 4 * count;
        if (end > length) return false;
        jumps = Array.from({ length: count }, (_, index) => end + code.i32(at + 4 + 4 * index));
        at += 4 * count;
        break;
      }
      default:
    }
    at += size;
    visit({ at: start, code: number, operation, value, jumps });
  }
  return true;
}
const NO_JUMPS: number[] = [];
const SIZE: Record<Operand, number> = {
  none: 0,
  u8: 1,
  u16: 2,
  i32: 4,
  i64: 8,
  token: 4,
  jump8: 1,
  jump32: 4,
  switch: 4,
};
