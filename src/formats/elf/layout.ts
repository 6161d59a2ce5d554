// Field offsets of ELF, from the System V ABI (gABI chapters 4 and 5) and elf.h; both widths.
// Leaves reading to elf.ts.

export const IDENT = {
  magic: 0x464c457f,
  class: 4,
  data: 5,
  class32: 1,
  class64: 2,
  littleEndian: 1,
} as const;

export const HEADER32 = { sizeBytes: 52, machine: 18, phoff: 28, phentsize: 42, phnum: 44 } as const;
export const HEADER64 = { sizeBytes: 64, machine: 18, phoff: 32, phentsize: 54, phnum: 56 } as const;

export const PROGRAM32 = { type: 0, offset: 4, vaddr: 8, filesz: 16, sizeBytes: 32 } as const;
export const PROGRAM64 = { type: 0, offset: 8, vaddr: 16, filesz: 32, sizeBytes: 56 } as const;
export const PT = { load: 1, dynamic: 2 } as const;

/** Dynamic section tags. */
export const DT = {
  null: 0,
  needed: 1,
  hash: 4,
  strtab: 5,
  symtab: 6,
  strsz: 10,
  soname: 14,
  gnuHash: 0x6ffffef5,
} as const;

export const SYMBOL32 = { sizeBytes: 16, name: 0, value: 4, size: 8, section: 14 } as const;
export const SYMBOL64 = { sizeBytes: 24, name: 0, section: 6, value: 8, size: 16 } as const;
export const SHN_UNDEF = 0;

/** Where the file's header tells of sections, and fields of each section's. */
export const SECTION32 = {
  ...{ shoff: 32, shentsize: 46, shnum: 48, shstrndx: 50 },
  ...{ address: 12, offset: 16, sizeBytes: 20, link: 24 },
} as const;
export const SECTION64 = {
  ...{ shoff: 40, shentsize: 58, shnum: 60, shstrndx: 62 },
  ...{ address: 16, offset: 24, sizeBytes: 32, link: 40 },
} as const;
export const SHT = { noBits: 8, dynamicSymbols: 11 } as const;
