// Where things lie in a DEX file: source.android.com/docs/core/runtime/dex-format, field names as there.
// Offsets in bytes from the start of the structure. Leaves instructions to opcodes.ts.

/** header_item; the last two only from version 041 on, where one container may hold several headers. */
export const HEADER = {
  checksum: 8,
  signature: 12, // the checksum covers everything from here; Android never checks the SHA-1 that stands here
  fileSize: 32,
  headerSize: 36,
  endianTag: 40,
  mapOff: 52,
  stringIds: 56,
  typeIds: 64,
  protoIds: 72,
  fieldIds: 80,
  methodIds: 88,
  classDefs: 96,
  containerSize: 112,
  headerOffset: 116,
  sizeBytes: 112,
  sizeBytes41: 120,
} as const;

export const ENDIAN_CONSTANT = 0x12345678;
export const NO_INDEX = 0xffffffff;

/** Bytes per item of each id table. */
export const ITEM = {
  stringId: 4,
  typeId: 4,
  protoId: 12,
  fieldId: 8,
  methodId: 8,
  classDef: 32,
  callSiteId: 4,
  methodHandle: 8,
  mapItem: 12,
} as const;

/** class_def_item as 32-bit words. */
export const CLASS_DEF = {
  words: 8,
  classIdx: 0,
  accessFlags: 1,
  superclassIdx: 2,
  interfacesOff: 3,
  sourceFileIdx: 4,
  annotationsOff: 5,
  classDataOff: 6,
  staticValuesOff: 7,
} as const;

/** code_item in 16-bit units; the instructions follow at `insns`. */
export const CODE_ITEM = {
  registers: 0,
  ins: 1,
  outs: 2,
  tries: 3,
  debugInfo: 4,
  insnsSize: 6,
  insns: 8,
} as const;

/** map_item types for the two tables that the header does not name. */
export const MAP_TYPE = { callSiteId: 0x0007, methodHandle: 0x0008 } as const;

export const ACCESS = {
  public: 0x1,
  private: 0x2,
  protected: 0x4,
  static: 0x8,
  final: 0x10,
  native: 0x100,
  interface: 0x200,
  abstract: 0x400,
  synthetic: 0x1000,
  constructor: 0x10000,
} as const;
