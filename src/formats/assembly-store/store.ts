// Assembly stores of .NET for Android: many assemblies in one file. Version 1 keeps names in a manifest beside it; 2 to 4
// carry them, and lie within a shared library. Leaves unpacking to lz4.ts and assemblies to formats/assembly. Layouts from
// the project's own documents (AssemblyStores.md).
import { ParseError } from '../../bytes/parse-error.js';
import { readUtf8 } from '../../bytes/text.js';
import { View } from '../../bytes/view.js';

const MAGIC = 0x41424158; // "XABA"
const NEWEST = 4;
const DESCRIPTOR_BYTES = { first: 24, later: 28 } as const;
const MOST_NAME = 4096;

export interface StoredAssembly {
  name: string; // without ".dll"; of a culture's resources with the culture before it
  data: Uint8Array;
}
export interface AssemblyStore {
  version: number;
  count: number;
  /** Entries that lie outside of the store. */
  broken: number;
  assemblies: StoredAssembly[];
}
export interface StoreLimits {
  assemblies: number;
}

export function isAssemblyStore(data: Uint8Array): boolean {
  return data.length >= 20 && new View(data).u32(0) === MAGIC;
}

/** @param names of version 1, by store and place within it: "0:3" */
// eslint-disable-next-line complexity -- the layouts of two versions of one format, with each bound that can lie
export function readAssemblyStore(
  data: Uint8Array,
  limits: StoreLimits,
  names: ReadonlyMap<string, string> = new Map(),
): AssemblyStore {
  const view = new View(data);
  if (!isAssemblyStore(data)) throw new ParseError('assembly-store/magic', 0);
  const version = view.u32(4) & 0xffff;
  const count = view.u32(8);
  if (version < 1 || version > NEWEST) throw new ParseError('assembly-store/version', 4, { version });
  if (count > limits.assemblies)
    throw new ParseError('limit/assemblies', 8, { limit: limits.assemblies, count });
  const store: AssemblyStore = { version, count, broken: 0, assemblies: [] };
  const wide = version > 1;
  const size = wide ? DESCRIPTOR_BYTES.later : DESCRIPTOR_BYTES.first;
  const start = wide ? (version >= 4 ? 28 : 20) + view.u32(16) : 20;
  let nameAt = start + size * count;
  for (let index = 0; index < count; index++) {
    const at = start + size * index + (wide ? 4 : 0);
    const offset = view.u32(at);
    const length = view.u32(at + 4);
    let name = '';
    if (wide) {
      const bytes = view.u32(nameAt);
      if (bytes > MOST_NAME) throw new ParseError('assembly-store/name', nameAt);
      name = readUtf8(view.bytes(nameAt + 4, bytes));
      nameAt += 4 + bytes;
    } else name = names.get(`${view.u32(16)}:${index}`) ?? '';
    if (offset + length > data.length || length === 0) {
      store.broken++;
      continue;
    }
    store.assemblies.push({
      name: name.replace(/\.dll$/i, ''),
      data: data.subarray(offset, offset + length),
    });
  }
  return store;
}

/**
 * Lines of assemblies.manifest: two hashes, the store, the place in it, the name. By "store:place". Some builds wrote the
 * numbers in tens and some in sixteens; the order within a store is the same in both, and places have no gaps.
 */
export function readStoreManifest(text: string): Map<string, string> {
  const byStore = new Map<number, { place: number; name: string }[]>();
  for (const line of text.split('\n').slice(1)) {
    const [, , store, place, name] = line.trim().split(/\s+/);
    if (name === undefined) continue;
    const id = parseInt(store!, 16);
    const list = byStore.get(id);
    const item = { place: parseInt(place!, 16), name };
    if (list) list.push(item);
    else byStore.set(id, [item]);
  }
  const names = new Map<string, string>();
  for (const [store, items] of byStore)
    items
      .sort((a, b) => a.place - b.place)
      .forEach(({ name }, index) => names.set(`${store}:${index}`, name));
  return names;
}
