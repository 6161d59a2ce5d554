// Code of .NET in a package (Xamarin, .NET for Android, MAUI; Unity with Mono): finds its assemblies, loose, packed, in
// stores or wrapped in libraries, reads those that are not the platform's, and asks src/managed what they do. Leaves the
// meaning of what is found to the judge.
import { checkTime } from '../bytes/deadline.js';
import { ParseError } from '../bytes/parse-error.js';
import { readUtf8 } from '../bytes/text.js';
import { Assembly } from '../formats/assembly/assembly.js';
import { unpackAssembly } from '../formats/assembly-store/lz4.js';
import { isAssemblyStore, readAssemblyStore, readStoreManifest } from '../formats/assembly-store/store.js';
import { bytesNamed, isElf } from '../formats/elf/sections.js';
import { analyseAssemblies } from '../managed/analyse.js';
import type { ManagedFile } from '../managed/program.js';
import { assemblyOfEntry, isPlatformAssembly } from '../model/managed.js';
import { compareText } from '../model/order.js';
import type { ScriptFacts } from '../model/script-facts.js';
import { placeEntry, type Entry, type Part } from '../package/package.js';
import type { ExtractContext } from './extractor.js';

const STORE =
  /^(?:assemblies\/assemblies(?:\.[\w-]+)?\.blob|lib\/[^/]+\/lib(?:assemblies\.[\w-]+\.blob|assembly-store)\.so)$/;
const MANIFEST = 'assemblies/assemblies.manifest';
/** Names under which a library carries a store or an assembly: a section, or a symbol. */
const PAYLOAD = ['payload', '_assembly_store'];
const ABI_ORDER = ['arm64-v8a', 'arm64_v8a', 'armeabi-v7a', 'armeabi_v7a', 'x86_64', 'x86'];

interface Found {
  part: Part;
  entry: Entry;
}
type Row = ScriptFacts['files'][number];

/** Adds to the facts what assemblies say; false when the package has none. */
export function extractAssemblies(
  context: ExtractContext,
  facts: ScriptFacts,
  because: Set<string>,
): boolean {
  const { stores, loose } = findAssemblies(context);
  if (stores.length + loose.length === 0) return false;
  const reader = new Reader(context, facts, because);
  for (const store of stores) reader.store(store);
  for (const item of loose) reader.loose(item);
  reader.analyse();
  return true;
}

/** Of what is there for several kinds of processor, only the first. */
function findAssemblies({ pkg }: ExtractContext): { stores: Found[]; loose: Found[] } {
  const stores = new Map<string, Found>();
  const loose = new Map<string, Found>();
  const rank = (name: string): number => {
    const at = ABI_ORDER.findIndex((abi) => name.split(/[/.]/).includes(abi));
    return at < 0 ? -1 : at;
  };
  const keep = (map: Map<string, Found>, key: string, found: Found): void => {
    const had = map.get(key);
    if (!had || rank(found.entry.name) < rank(had.entry.name)) map.set(key, found);
  };
  for (const part of pkg.parts)
    for (const entry of part.entries()) {
      const { name } = entry;
      if (!/^(?:assemblies|lib|assets)\//.test(name) || entry.sizeBytes === 0) continue;
      const found = { part, entry };
      // Version 1 has one store for every processor, and one more for each.
      if (STORE.test(name)) keep(stores, name.replace(/arm64[-_]v8a|armeabi[-_]v7a|x86_64|x86/g, '*'), found);
      const assembly = assemblyOfEntry(name);
      if (assembly !== null && !isPlatformAssembly(assembly)) keep(loose, assembly, found);
    }
  const byName = (a: Found, b: Found): number => compareText(a.entry.name, b.entry.name);
  return { stores: [...stores.values()].sort(byName), loose: [...loose.values()].sort(byName) };
}

class Reader {
  private readonly files: ManagedFile[] = [];
  private readonly names = new Set<string>();
  private readonly context: ExtractContext;
  private readonly facts: ScriptFacts;
  private readonly because: Set<string>;
  private left: number;

  constructor(context: ExtractContext, facts: ScriptFacts, because: Set<string>) {
    this.context = context;
    this.facts = facts;
    this.because = because;
    this.left = context.limits.assemblyBytes;
  }

  store({ part, entry }: Found): void {
    const { pkg, limits } = this.context;
    const place = placeEntry(pkg, part, entry.name);
    const row = rowOf(place, 'assembly-store', entry.sizeBytes);
    this.guard(row, () => {
      const data = payloadOf(part.read(entry.name), limits.elfSymbols);
      if (!isAssemblyStore(data)) throw new ParseError('assembly-store/magic', 0);
      const names = part.has(MANIFEST) ? readStoreManifest(readUtf8(part.read(MANIFEST))) : undefined;
      const store = readAssemblyStore(data, limits, names);
      row.form = `assembly-store-${store.version}`;
      row.modules = store.count;
      if (store.broken > 0)
        this.tell('assembly-store/entries', place, { count: store.broken, of: store.count });
      for (const { name, data: packed } of store.assemblies)
        if (name === '' || !isPlatformAssembly(name))
          this.assembly(`${place}#${name || 'unnamed'}.dll`, packed);
    });
    this.facts.files.push(row);
  }

  loose({ part, entry }: Found): void {
    const { pkg, limits } = this.context;
    const place = placeEntry(pkg, part, entry.name);
    let data: Uint8Array | null = null;
    const row = rowOf(place, 'assembly', entry.sizeBytes);
    this.guard(row, () => {
      data = payloadOf(part.read(entry.name), limits.elfSymbols);
    });
    if (data === null) this.facts.files.push(row);
    else this.assembly(place, data);
  }

  private assembly(place: string, packed: Uint8Array): void {
    checkTime();
    const { limits } = this.context;
    const row = rowOf(place, 'assembly', packed.length);
    const told = this.guard(row, () => {
      if (this.names.size >= limits.assemblies)
        throw new ParseError('limit/assemblies', 0, { limit: limits.assemblies, count: this.names.size + 1 });
      if (packed.length > this.left)
        throw new ParseError('limit/assembly-bytes', 0, { limit: limits.assemblyBytes });
      const data = unpackAssembly(packed, this.left);
      this.left -= data.length;
      if (data !== packed) row.form = 'assembly-lz4';
      const assembly = new Assembly(data, limits);
      if (isPlatformAssembly(assembly.name) || this.names.has(assembly.name)) return false;
      this.names.add(assembly.name);
      row.functions = assembly.methodCount;
      row.modules = assembly.types.length;
      this.files.push({ entry: place, assembly });
      return true;
    });
    if (told !== false) this.facts.files.push(row);
  }

  analyse(): void {
    const { watch, limits } = this.context;
    const first = this.files[0];
    if (!first) return;
    const result = analyseAssemblies(this.files, watch.scripts ?? [], limits);
    this.facts.sightings.push(...result.sightings);
    const { broken, stripped, isCut } = result;
    if (broken > 0) this.tell('assembly/methods', first.entry, { count: broken });
    if (stripped > 0) this.tell('assembly/stripped', first.entry, { count: stripped });
    if (isCut) this.tell('limit/assembly-steps', first.entry, { limit: limits.assemblySteps });
  }

  private tell(code: string, entry: string, args: Record<string, number>): void {
    this.because.add(code);
    this.context.note({ code, level: 'warning', place: { entry }, args });
  }
  /** Runs what reads one file; what cannot be read is told by its row. */
  private guard(row: Row, read: () => boolean | void): boolean | void {
    try {
      return read();
    } catch (error) {
      if (!(error instanceof ParseError)) throw error;
      row.state = 'unread';
      row.because = error.code;
      const place = { entry: row.entry, offset: error.offset };
      this.context.note({ code: error.code, level: 'warning', place, args: { ...error.args } });
    }
  }
}

function rowOf(entry: string, form: string, sizeBytes: number): Row {
  return { entry, form, sizeBytes, functions: 0, modules: 0, state: 'read', because: null };
}

/** What a library is wrapped around; the bytes themselves when it is none. */
function payloadOf(data: Uint8Array, mostSymbols: number): Uint8Array {
  if (!isElf(data)) return data;
  const found = bytesNamed(data, PAYLOAD, mostSymbols);
  if (found === null) throw new ParseError('assembly-store/payload', 0);
  return found;
}
