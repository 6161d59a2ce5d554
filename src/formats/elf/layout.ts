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

export const SYMBOL32 = { sizeBytes: 16, name: 0, section: 14 } as const;
export const SYMBOL64 = { sizeBytes: 24, name: 0, section: 6 } as const;
export const SHN_UNDEF = 0;
