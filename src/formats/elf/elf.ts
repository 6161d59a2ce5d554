// What a shared library links to and exports, from its dynamic section as the loader sees it (program headers only:
// section headers are for linkers and are often stripped or forged). Leaves code inside libraries unread.
import type { Limits } from '../../bytes/limits.js';
import { ParseError } from '../../bytes/parse-error.js';
import { View } from '../../bytes/view.js';
import { readUtf8 } from '../../bytes/text.js';
import {
  DT,
  HEADER32,
  HEADER64,
  IDENT,
  PROGRAM32,
  PROGRAM64,
  PT,
  SHN_UNDEF,
  SYMBOL32,
  SYMBOL64,
} from './layout.js';

export interface Elf {
  is64: boolean;
  machine: number; // e_machine: 3 x86, 40 ARM, 62 x86-64, 183 AArch64, 243 RISC-V
  needed: string[]; // DT_NEEDED in file order
  soname: string | null;
  imports: number; // undefined dynamic symbols
  /** Names of defined dynamic symbols that start with "Java_" or equal JNI_OnLoad, sorted. */
  jniMethods: string[];
}

const MAX_NAME_BYTES = 4096;

interface Segment {
  vaddr: number;
  offset: number;
  sizeBytes: number;
}

/** Reads the dynamic section. Throws ParseError when the file is no little-endian ELF or its headers lie. */
// eslint-disable-next-line complexity, max-lines-per-function -- each header and each bound that can lie, in the order in which they lead to each other
export function readElf(data: Uint8Array, limits: Limits, trip: (code: string, limit: number) => void): Elf {
  const view = new View(data);
  if (view.u32(0) !== IDENT.magic) throw new ParseError('elf/bad-magic', 0);
  const kind = view.u8(IDENT.class);
  if (kind !== IDENT.class32 && kind !== IDENT.class64) throw new ParseError('elf/bad-class', IDENT.class);
  if (view.u8(IDENT.data) !== IDENT.littleEndian) throw new ParseError('elf/big-endian', IDENT.data);
  const is64 = kind === IDENT.class64;
  const word = (at: number): number => (is64 ? view.u64(at) : view.u32(at));
  const header = is64 ? HEADER64 : HEADER32;
  const program = is64 ? PROGRAM64 : PROGRAM32;

  const segments: Segment[] = [];
  let dynamic: Segment | null = null;
  const phoff = word(header.phoff);
  const phentsize = view.u16(header.phentsize);
  const phnum = view.u16(header.phnum);
  for (let index = 0; index < phnum; index++) {
    const at = phoff + index * phentsize;
    const segment = {
      vaddr: word(at + program.vaddr),
      offset: word(at + program.offset),
      sizeBytes: word(at + program.filesz),
    };
    const type = view.u32(at + program.type);
    if (type === PT.load) segments.push(segment);
    if (type === PT.dynamic) dynamic = segment;
  }
  const elf: Elf = {
    is64,
    machine: view.u16(header.machine),
    needed: [],
    soname: null,
    imports: 0,
    jniMethods: [],
  };
  if (dynamic === null) return elf; // a static object: nothing to link

  const toOffset = (vaddr: number): number => {
    const home = segments.find((s) => vaddr >= s.vaddr && vaddr < s.vaddr + s.sizeBytes);
    return home === undefined ? vaddr : vaddr - home.vaddr + home.offset;
  };
  const tags = new Map<number, number>();
  const neededAt: number[] = [];
  const step = is64 ? 8 : 4;
  const said = Math.floor(dynamic.sizeBytes / (2 * step));
  const entries = Math.min(limits.elfDynamic, said);
  for (let index = 0; index < entries; index++) {
    const at = dynamic.offset + index * 2 * step;
    const tag = is64 && view.u32(at + 4) !== 0 ? -1 : view.u32(at);
    if (tag === DT.null) break;
    if (index === entries - 1 && said > entries) trip('limit/elf-dynamic', entries);
    if (tag === -1) continue;
    const known = tag === DT.needed || tag === DT.soname || tag === DT.strsz;
    if (!known && tag !== DT.strtab && tag !== DT.symtab && tag !== DT.hash && tag !== DT.gnuHash) continue;
    const value = word(at + step);
    if (tag === DT.needed) neededAt.push(value);
    else if (!tags.has(tag)) tags.set(tag, value);
  }
  const strtab = tags.get(DT.strtab);
  if (strtab === undefined) return elf;
  const names = toOffset(strtab);
  const nameAt = (index: number): string => {
    const start = names + index;
    if (start < 0 || start >= data.length) throw new ParseError('elf/name-out-of-range', Math.max(0, start));
    const end = data.indexOf(0, start);
    return readUtf8(data.subarray(start, Math.min(end < 0 ? data.length : end, start + MAX_NAME_BYTES)));
  };
  elf.needed = neededAt.map(nameAt);
  const soname = tags.get(DT.soname);
  if (soname !== undefined) elf.soname = nameAt(soname);

  const symtab = tags.get(DT.symtab);
  if (symtab === undefined) return elf;
  const symbol = is64 ? SYMBOL64 : SYMBOL32;
  const symbols = toOffset(symtab);
  const stated = countSymbols(view, tags, toOffset, is64);
  const room = Math.floor((data.length - symbols) / symbol.sizeBytes);
  const guess = names > symbols ? Math.floor((names - symbols) / symbol.sizeBytes) : 0;
  const there = Math.max(0, Math.min(stated ?? guess, room));
  const count = Math.min(there, limits.elfSymbols);
  if (there > count) trip('limit/elf-symbols', count);
  const jni: string[] = [];
  for (let index = 1; index < count; index++) {
    const at = symbols + index * symbol.sizeBytes;
    if (view.u16(at + symbol.section) === SHN_UNDEF) {
      elf.imports++;
      continue;
    }
    const start = names + view.u32(at + symbol.name);
    // "Java_…" or "JNI_OnLoad": looked at as bytes, so that other names are never decoded
    if (data[start] !== 0x4a) continue;
    const isJava = data[start + 1] === 0x61 && data[start + 4] === 0x5f;
    const isOnLoad = data[start + 1] === 0x4e && data[start + 3] === 0x5f;
    if (isJava || isOnLoad) {
      const name = nameAt(start - names);
      if (name.startsWith('Java_') || name === 'JNI_OnLoad') jni.push(name);
    }
  }
  elf.jniMethods = [...new Set(jni)].sort();
  return elf;
}

/** How many dynamic symbols there are: nchain of DT_HASH, or the end of the last chain of DT_GNU_HASH. */
function countSymbols(
  view: View,
  tags: ReadonlyMap<number, number>,
  toOffset: (vaddr: number) => number,
  is64: boolean,
): number | null {
  const hash = tags.get(DT.hash);
  if (hash !== undefined) return view.u32(toOffset(hash) + 4);
  const gnu = tags.get(DT.gnuHash);
  if (gnu === undefined) return null;
  const at = toOffset(gnu);
  const buckets = view.u32(at);
  const firstHashed = view.u32(at + 4);
  const bucketsAt = at + 16 + view.u32(at + 8) * (is64 ? 8 : 4);
  let last = 0;
  for (let index = 0; index < buckets; index++) last = Math.max(last, view.u32(bucketsAt + index * 4));
  if (last < firstHashed) return firstHashed;
  const chainsAt = bucketsAt + buckets * 4;
  while ((view.u32(chainsAt + (last - firstHashed) * 4) & 1) === 0) last++;
  return last + 1;
}
