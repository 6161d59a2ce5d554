// Every Dalvik opcode's instruction format and the kind of index it carries, as tables indexed by opcode.
// source.android.com/docs/core/runtime/dalvik-bytecode and …/instruction-formats. Leaves walking to code.ts.

/** Instruction formats, in the specification's letters: units, registers, kind. */
export const FORMAT = {
  f10x: 0,
  f12x: 1,
  f11n: 2,
  f11x: 3,
  f10t: 4,
  f20t: 5,
  f22x: 6,
  f21t: 7,
  f21s: 8,
  f21h: 9,
  f21c: 10,
  f23x: 11,
  f22b: 12,
  f22t: 13,
  f22s: 14,
  f22c: 15,
  f30t: 16,
  f32x: 17,
  f31i: 18,
  f31t: 19,
  f31c: 20,
  f35c: 21,
  f3rc: 22,
  f45cc: 23,
  f4rcc: 24,
  f51l: 25,
} as const;
const UNITS = [1, 1, 1, 1, 1, 2, 2, 2, 2, 2, 2, 2, 2, 2, 2, 2, 3, 3, 3, 3, 3, 3, 3, 4, 4, 5];

/** What the index of an instruction points into. */
export const REF = {
  none: 0,
  string: 1,
  type: 2,
  field: 3,
  method: 4,
  callSite: 5,
  methodHandle: 6,
  proto: 7,
} as const;

/** Opcodes that code elsewhere names. */
export const OP = {
  nop: 0x00,
  move: 0x01,
  moveObject16: 0x09,
  moveResult: 0x0a,
  moveResultWide: 0x0b,
  moveResultObject: 0x0c,
  moveException: 0x0d,
  returnVoid: 0x0e,
  return: 0x0f,
  returnWide: 0x10,
  returnObject: 0x11,
  const4: 0x12,
  const16: 0x13,
  const: 0x14,
  constHigh16: 0x15,
  constWide16: 0x16,
  constWide32: 0x17,
  constWide: 0x18,
  constWideHigh16: 0x19,
  constString: 0x1a,
  constStringJumbo: 0x1b,
  constClass: 0x1c,
  checkCast: 0x1f,
  instanceOf: 0x20,
  newInstance: 0x22,
  newArray: 0x23,
  filledNewArray: 0x24,
  filledNewArrayRange: 0x25,
  fillArrayData: 0x26,
  throw: 0x27,
  goto: 0x28,
  goto32: 0x2a,
  packedSwitch: 0x2b,
  sparseSwitch: 0x2c,
  cmpLong: 0x31,
  ifEq: 0x32,
  ifEqz: 0x38,
  ifLez: 0x3d,
  aget: 0x44,
  agetObject: 0x46,
  aput: 0x4b,
  aputObject: 0x4d,
  aputShort: 0x51,
  iget: 0x52,
  igetObject: 0x54,
  igetBoolean: 0x55,
  igetShort: 0x58,
  iput: 0x59,
  iputObject: 0x5b,
  iputBoolean: 0x5c,
  iputShort: 0x5f,
  sget: 0x60,
  sgetObject: 0x62,
  sgetBoolean: 0x63,
  sgetShort: 0x66,
  sput: 0x67,
  sputObject: 0x69,
  sputBoolean: 0x6a,
  sputShort: 0x6d,
  invokeVirtual: 0x6e,
  invokeSuper: 0x6f,
  invokeDirect: 0x70,
  invokeStatic: 0x71,
  invokeInterface: 0x72,
  invokeVirtualRange: 0x74,
  invokeInterfaceRange: 0x78,
  xorIntLit8: 0xdf,
  invokePolymorphic: 0xfa,
  invokePolymorphicRange: 0xfb,
  invokeCustom: 0xfc,
  invokeCustomRange: 0xfd,
  constMethodHandle: 0xfe,
  constMethodType: 0xff,
} as const;

const F = FORMAT;
/** [first, last, format, reference kind]; opcodes in no row are unused and one unit long. */
const ROWS: readonly (readonly [number, number, number, number])[] = [
  [0x00, 0x00, F.f10x, REF.none],
  [0x01, 0x01, F.f12x, REF.none],
  [0x02, 0x02, F.f22x, REF.none],
  [0x03, 0x03, F.f32x, REF.none],
  [0x04, 0x04, F.f12x, REF.none],
  [0x05, 0x05, F.f22x, REF.none],
  [0x06, 0x06, F.f32x, REF.none],
  [0x07, 0x07, F.f12x, REF.none],
  [0x08, 0x08, F.f22x, REF.none],
  [0x09, 0x09, F.f32x, REF.none],
  [0x0a, 0x0d, F.f11x, REF.none],
  [0x0e, 0x0e, F.f10x, REF.none],
  [0x0f, 0x11, F.f11x, REF.none],
  [0x12, 0x12, F.f11n, REF.none],
  [0x13, 0x13, F.f21s, REF.none],
  [0x14, 0x14, F.f31i, REF.none],
  [0x15, 0x15, F.f21h, REF.none],
  [0x16, 0x16, F.f21s, REF.none],
  [0x17, 0x17, F.f31i, REF.none],
  [0x18, 0x18, F.f51l, REF.none],
  [0x19, 0x19, F.f21h, REF.none],
  [0x1a, 0x1a, F.f21c, REF.string],
  [0x1b, 0x1b, F.f31c, REF.string],
  [0x1c, 0x1c, F.f21c, REF.type],
  [0x1d, 0x1e, F.f11x, REF.none],
  [0x1f, 0x1f, F.f21c, REF.type],
  [0x20, 0x20, F.f22c, REF.type],
  [0x21, 0x21, F.f12x, REF.none],
  [0x22, 0x22, F.f21c, REF.type],
  [0x23, 0x23, F.f22c, REF.type],
  [0x24, 0x24, F.f35c, REF.type],
  [0x25, 0x25, F.f3rc, REF.type],
  [0x26, 0x26, F.f31t, REF.none],
  [0x27, 0x27, F.f11x, REF.none],
  [0x28, 0x28, F.f10t, REF.none],
  [0x29, 0x29, F.f20t, REF.none],
  [0x2a, 0x2a, F.f30t, REF.none],
  [0x2b, 0x2c, F.f31t, REF.none],
  [0x2d, 0x31, F.f23x, REF.none],
  [0x32, 0x37, F.f22t, REF.none],
  [0x38, 0x3d, F.f21t, REF.none],
  [0x44, 0x51, F.f23x, REF.none],
  [0x52, 0x5f, F.f22c, REF.field],
  [0x60, 0x6d, F.f21c, REF.field],
  [0x6e, 0x72, F.f35c, REF.method],
  [0x74, 0x78, F.f3rc, REF.method],
  [0x7b, 0x8f, F.f12x, REF.none],
  [0x90, 0xaf, F.f23x, REF.none],
  [0xb0, 0xcf, F.f12x, REF.none],
  [0xd0, 0xd7, F.f22s, REF.none],
  [0xd8, 0xe2, F.f22b, REF.none],
  [0xfa, 0xfa, F.f45cc, REF.method],
  [0xfb, 0xfb, F.f4rcc, REF.method],
  [0xfc, 0xfc, F.f35c, REF.callSite],
  [0xfd, 0xfd, F.f3rc, REF.callSite],
  [0xfe, 0xfe, F.f21c, REF.methodHandle],
  [0xff, 0xff, F.f21c, REF.proto],
];

/** Instruction format by opcode (FORMAT). */
export const OPCODE_FORMAT = new Uint8Array(256);
/** Length in 16-bit units by opcode; payloads behind nop are measured in code.ts. */
export const OPCODE_UNITS = new Uint8Array(256).fill(1);
/** Kind of index by opcode (REF). */
export const OPCODE_REF = new Uint8Array(256);
/** 1 for opcodes that the specification leaves unused. */
export const OPCODE_UNUSED = new Uint8Array(256).fill(1);

for (const [first, last, format, ref] of ROWS) {
  for (let op = first; op <= last; op++) {
    OPCODE_FORMAT[op] = format;
    OPCODE_UNITS[op] = UNITS[format]!;
    OPCODE_REF[op] = ref;
    OPCODE_UNUSED[op] = 0;
  }
}

/** Ranges of opcodes whose first register is read, or that have none. */
const READS: readonly (readonly [number, number])[] = [
  [OP.returnVoid, OP.returnObject],
  [0x1d, 0x1e], // monitors
  [0x26, OP.sparseSwitch], // array data, throw, goto, switch
  [OP.ifEq, OP.ifLez],
  [OP.aput, OP.aputShort],
  [OP.iput, OP.iputShort],
  [OP.invokePolymorphic, OP.invokePolymorphicRange],
];
/** 1 for opcodes that put something into their first register. */
export const WRITES_FIRST = Uint8Array.from({ length: 256 }, (_, op) =>
  OPCODE_FORMAT[op] === FORMAT.f10x ||
  OPCODE_REF[op] === REF.callSite ||
  READS.some(([from, to]) => op >= from && op <= to)
    ? 0
    : 1,
);
