// Native libraries: name, ABI, what each links to, how many symbols it imports, which JNI methods it exports.
// The same library is usually there once per ABI; only the copy for the first ABI below is opened, the others are
// listed with `imports` -1 and empty lists, because the copies are built from the same source.
// Leaves ELF to formats/elf.
import { ParseError } from '../bytes/parse-error.js';
import { readElf } from '../formats/elf/elf.js';
import type { NativeFacts } from '../model/facts.js';
import { placeEntry, type Part } from '../package/package.js';
import type { Extractor } from './extractor.js';

type Library = NativeFacts['libraries'][number];

const ABI_ORDER = ['arm64-v8a', 'armeabi-v7a', 'armeabi', 'x86_64', 'x86', 'riscv64'];
const rank = (abi: string): number => {
  const at = ABI_ORDER.indexOf(abi);
  return at < 0 ? ABI_ORDER.length : at;
};

/** "lib/<abi>/<name>.so", as the platform looks for them (NativeLibraryHelper); null for anything else. */
function splitPath(entry: string): { abi: string; name: string } | null {
  if (!entry.startsWith('lib/')) return null;
  const parts = entry.split('/');
  return parts.length === 3 && parts[2]!.endsWith('.so') ? { abi: parts[1]!, name: parts[2]! } : null;
}

interface Found {
  part: Part;
  entry: string;
  abi: string;
  name: string;
  sizeBytes: number;
}

export const nativeExtractor: Extractor<'native'> = {
  section: 'native',
  version: 1,
  extract({ pkg, limits, note }) {
    const found: Found[] = [];
    for (const part of pkg.parts) {
      for (const entry of part.entries()) {
        const path = splitPath(entry.name);
        if (path !== null) found.push({ part, entry: entry.name, ...path, sizeBytes: entry.sizeBytes });
      }
    }
    const best = new Map<string, Found>();
    for (const item of found) {
      const had = best.get(item.name);
      if (had === undefined || rank(item.abi) < rank(had.abi)) best.set(item.name, item);
    }
    const because = new Set<string>();
    const libraries = found.map((item): Library => {
      const place = placeEntry(pkg, item.part, item.entry);
      const library: Library = {
        entry: place,
        name: item.name,
        abi: item.abi,
        sizeBytes: item.sizeBytes,
        needed: [],
        imports: -1,
        jniMethods: [],
      };
      if (best.get(item.name) !== item) return library;
      try {
        const elf = readElf(item.part.read(item.entry), limits, (code, limit) => {
          because.add(code);
          note({ code, level: 'warning', place: { entry: place }, args: { limit } });
        });
        return { ...library, needed: elf.needed, imports: elf.imports, jniMethods: elf.jniMethods };
      } catch (error) {
        if (!(error instanceof ParseError)) throw error;
        because.add(error.code);
        note({
          code: error.code,
          level: 'warning',
          place: { entry: place, offset: error.offset },
          args: error.args,
        });
        return library;
      }
    });
    libraries.sort((a, b) => (a.entry < b.entry ? -1 : a.entry > b.entry ? 1 : 0));
    return because.size === 0
      ? { state: 'complete', value: { libraries } }
      : { state: 'partial', value: { libraries }, because: [...because].sort() };
  },
};
