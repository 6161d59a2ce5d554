// Sections of a shared library and the bytes behind a name: what a runtime looks up to find data that is wrapped in a
// library (assemblies of .NET, snapshots of Dart). The loader needs no section, so that a library may be without; what links
// and exports is elf.ts.
import { ParseError } from '../../bytes/parse-error.js';
import { readUtf8 } from '../../bytes/text.js';
import { View } from '../../bytes/view.js';
import { IDENT, SECTION32, SECTION64, SHT, SYMBOL32, SYMBOL64 } from './layout.js';

export interface ElfSection {
  name: string;
  type: number;
  address: number;
  offset: number;
  sizeBytes: number;
  link: number;
}
const MOST_SECTIONS = 4096;
const MOST_NAME = 256;

export function isElf(data: Uint8Array): boolean {
  return data.length > 64 && new View(data).u32(0) === IDENT.magic;
}

/** Throws ParseError when it is no little-endian ELF or its table of sections lies outside. */
export function readSections(view: View): ElfSection[] {
  if (view.u32(0) !== IDENT.magic) throw new ParseError('elf/bad-magic', 0);
  if (view.u8(IDENT.data) !== IDENT.littleEndian) throw new ParseError('elf/big-endian', IDENT.data);
  const is64 = view.u8(IDENT.class) === IDENT.class64;
  const word = (at: number): number => (is64 ? view.u64(at) : view.u32(at));
  const fields = is64 ? SECTION64 : SECTION32;
  const table = word(fields.shoff);
  const size = view.u16(fields.shentsize);
  const count = view.u16(fields.shnum);
  if (count > MOST_SECTIONS) throw new ParseError('elf/sections', fields.shnum, { count });
  const sections = Array.from({ length: count }, (_, index) => {
    const at = table + size * index;
    return {
      nameAt: view.u32(at),
      type: view.u32(at + 4),
      address: word(at + fields.address),
      offset: word(at + fields.offset),
      sizeBytes: word(at + fields.sizeBytes),
      link: view.u32(at + fields.link),
    };
  });
  const names = sections[view.u16(fields.shstrndx)];
  return sections.map(({ nameAt, ...section }) => ({
    ...section,
    name: names ? textAt(view, names, nameAt) : '',
  }));
}

function textAt(view: View, strings: Pick<ElfSection, 'offset' | 'sizeBytes'>, index: number): string {
  const start = strings.offset + index;
  if (index >= strings.sizeBytes || start >= view.length) return '';
  const end = view.data.indexOf(0, start);
  return readUtf8(view.data.subarray(start, Math.min(end < 0 ? view.length : end, start + MOST_NAME)));
}

/** The bytes of the first section, or else of the first dynamic symbol, that has one of these names; null without any. */
export function bytesNamed(
  data: Uint8Array,
  names: readonly string[],
  mostSymbols: number,
): Uint8Array | null {
  const view = new View(data);
  const sections = readSections(view);
  const section = sections.find(({ name, type }) => names.includes(name) && type !== SHT.noBits);
  if (section) return view.bytes(section.offset, section.sizeBytes);
  const symbols = sections.find(({ type }) => type === SHT.dynamicSymbols);
  const strings = symbols && sections[symbols.link];
  if (!symbols || !strings) return null;
  const is64 = view.u8(IDENT.class) === IDENT.class64;
  const layout = is64 ? SYMBOL64 : SYMBOL32;
  const count = Math.min(mostSymbols, Math.floor(symbols.sizeBytes / layout.sizeBytes));
  for (let index = 1; index < count; index++) {
    const at = symbols.offset + layout.sizeBytes * index;
    if (!names.includes(textAt(view, strings, view.u32(at)))) continue;
    const address = is64 ? view.u64(at + layout.value) : view.u32(at + layout.value);
    const stated = is64 ? view.u64(at + layout.size) : view.u32(at + layout.size);
    const home = sections.find(
      ({ type, address: start, sizeBytes }) =>
        type !== SHT.noBits && start > 0 && address >= start && address < start + sizeBytes,
    );
    if (!home) continue;
    const into = address - home.address;
    const left = home.sizeBytes - into;
    return view.bytes(home.offset + into, stated === 0 ? left : Math.min(stated, left));
  }
  return null;
}
