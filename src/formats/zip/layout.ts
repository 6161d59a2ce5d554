// Field offsets of the zip records, named as PKWARE's APPNOTE 6.3.10 names them (sections 4.3.7, 4.3.12, 4.3.14-16,
// 4.5.3). Leaves reading to directory.ts and entry.ts.

/** 4.3.7 Local file header. */
export const LOCAL = {
  signature: 0x04034b50,
  sizeBytes: 30,
  flags: 6,
  method: 8,
  crc32: 14,
  compressedSize: 18,
  uncompressedSize: 22,
  nameLength: 26,
  extraLength: 28,
} as const;

/** 4.3.12 Central directory header. */
export const CENTRAL = {
  signature: 0x02014b50,
  sizeBytes: 46,
  flags: 8,
  method: 10,
  crc32: 16,
  compressedSize: 20,
  uncompressedSize: 24,
  nameLength: 28,
  extraLength: 30,
  commentLength: 32,
  diskStart: 34,
  localOffset: 42,
} as const;

/** 4.3.16 End of central directory record. */
export const END = {
  signature: 0x06054b50,
  sizeBytes: 22,
  disk: 4,
  directoryDisk: 6,
  entriesOnDisk: 8,
  entries: 10,
  directorySize: 12,
  directoryOffset: 16,
  commentLength: 20,
  maxCommentBytes: 0xffff,
} as const;

/** 4.3.15 Zip64 end of central directory locator. */
export const END64_LOCATOR = { signature: 0x07064b50, sizeBytes: 20, recordOffset: 8 } as const;

/** 4.3.14 Zip64 end of central directory record. */
export const END64 = {
  signature: 0x06064b50,
  sizeBytes: 56,
  entries: 32,
  directorySize: 40,
  directoryOffset: 48,
} as const;

/** 4.5.3 Zip64 extended information: id of the extra field. */
export const ZIP64_EXTRA_ID = 0x0001;

/** 4.4.4 General purpose bit flags. */
export const FLAG = { encrypted: 0x0001, dataDescriptor: 0x0008 } as const;

/** 4.4.5 Compression methods that Android knows. */
export const METHOD = { stored: 0, deflated: 8 } as const;

export const U32_MAX = 0xffffffff;
export const U16_MAX = 0xffff;
