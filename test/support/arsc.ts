// Builds resource tables from a description, honest by default and with a lie for every field:
// buildArsc({ packages: [{ types: { string: [{ entries: { app_name: 'Demo' } }, { config: { locale: 'de' }, entries: { app_name: 'Vorführung' } }] } }] })
// Leaves compiled XML to axml.ts.
import { Bytes, concat } from './bytes.js';
import { chunk, isTyped, resValue, stringPool, Strings } from './res-chunk.js';
import type { ChunkLies, PoolOptions, Scalar } from './res-chunk.js';

export { dynamicRef, hex, nothing, ref, typed } from './res-chunk.js';

export interface Bag {
  parent?: number;
  items: { name: number; value: Scalar }[];
}
export type EntrySpec = Scalar | Bag | { raw: Uint8Array };
export interface ConfigSpec {
  locale?: string; // "de", "pt-BR", "zh-Hans-CN", "fil"
  sdk?: number;
  density?: number;
  night?: boolean;
  /** Size of the structure; default 64. */
  size?: number;
}
export interface TypeSpecification {
  config?: ConfigSpec;
  /** By name; names get ids in order of first mention in their type. */
  entries: Readonly<Record<string, EntrySpec>>;
  encoding?: 'dense' | 'sparse' | 'offset16';
  compact?: boolean; // simple values as compact entries
  chunk?: ChunkLies;
  id?: number;
  flags?: number;
  entryCount?: number;
  entriesStart?: number;
}
export interface PackageSpec {
  id?: number;
  name?: string;
  types: Readonly<Record<string, readonly TypeSpecification[]>>;
  /** Type names without a type specification chunk. */
  withoutSpec?: readonly string[];
  typeIdOffset?: number;
  shortHeader?: boolean; // as before typeIdOffset existed
  libraries?: Readonly<Record<string, number>>;
  stagedAliases?: readonly (readonly [number, number])[];
  chunk?: ChunkLies;
  before?: Uint8Array; // raw chunks first
  after?: Uint8Array; // raw chunks last
  typePool?: PoolOptions;
  keyPool?: PoolOptions;
}
export interface ArscSpec extends ChunkLies {
  packages: readonly PackageSpec[];
  pool?: PoolOptions;
  packageCount?: number;
  before?: Uint8Array; // raw chunks before the table
  beforePool?: Uint8Array;
  afterPool?: Uint8Array;
  trailing?: Uint8Array;
  cutTo?: number;
}

/** The id that buildArsc gives to "type/name" of a package. */
export function resourceId(pack: PackageSpec, path: string): number {
  const [type = '', name = ''] = path.split('/');
  const typeIndex = Object.keys(pack.types).indexOf(type);
  const entry = entryNames(pack.types[type] ?? []).indexOf(name);
  if (typeIndex < 0 || entry < 0) throw new Error(`no ${path} in the description`);
  return (((pack.id ?? 0x7f) << 24) | ((typeIndex + 1 + (pack.typeIdOffset ?? 0)) << 16) | entry) >>> 0;
}

const entryNames = (configs: readonly TypeSpecification[]): string[] => [
  ...new Set(configs.flatMap((config) => Object.keys(config.entries))),
];

const isBag = (entry: EntrySpec): entry is Bag =>
  typeof entry === 'object' && !isTyped(entry) && 'items' in entry;
const isRaw = (entry: EntrySpec): entry is { raw: Uint8Array } => typeof entry === 'object' && 'raw' in entry;

function config(spec: ConfigSpec = {}): Uint8Array {
  const size = spec.size ?? 64;
  const data = new Uint8Array(Math.max(size, 64));
  const view = new DataView(data.buffer);
  view.setUint32(0, size, true);
  const parts = (spec.locale ?? '').split('-').filter((part) => part !== '');
  const [language, ...rest] = parts;
  const pack = (text: string, at: number, base: number): void => {
    if (text.length === 3) {
      const [a, b, c] = [0, 1, 2].map((i) => (text.charCodeAt(i) - base) & 0x7f) as [number, number, number];
      data[at] = 0x80 | (c << 2) | (b >> 3);
      data[at + 1] = ((b << 5) | a) & 0xff;
    } else {
      data[at] = text.charCodeAt(0);
      data[at + 1] = text.charCodeAt(1);
    }
  };
  if (language !== undefined) pack(language, 8, 0x61);
  for (const part of rest) {
    if (part.length === 4) data.set(new TextEncoder().encode(part), 36);
    else if (part.length <= 3) pack(part, 10, 0x30);
    else data.set(new TextEncoder().encode(part), 40);
  }
  if (spec.density !== undefined) view.setUint16(14, spec.density, true);
  if (spec.sdk !== undefined) view.setUint16(24, spec.sdk, true);
  if (spec.night === true) data[29] = 0x20;
  return data.subarray(0, size);
}

function entryBytes(entry: EntrySpec, key: number, strings: Strings, compact: boolean): Uint8Array {
  if (isRaw(entry)) return entry.raw;
  if (isBag(entry)) {
    const out = new Bytes().u16(16, 1).u32(key, entry.parent ?? 0, entry.items.length);
    for (const item of entry.items) out.u32(item.name).add(resValue(item.value, strings.indexOf));
    return out.done();
  }
  const value = resValue(entry, strings.indexOf);
  if (!compact) return new Bytes().u16(8, 0).u32(key).add(value).done();
  return new Bytes()
    .u16(key, 0x0008 | (value[3]! << 8))
    .add(value.subarray(4))
    .done();
}

function typeChunk(
  id: number,
  spec: TypeSpecification,
  names: readonly string[],
  keys: Strings,
  strings: Strings,
): Uint8Array {
  const { encoding = 'dense' } = spec;
  const data = new Bytes();
  const offsets: (number | null)[] = names.map((name) => {
    const entry = spec.entries[name];
    if (entry === undefined) return null;
    const at = data.length;
    data.add(entryBytes(entry, keys.indexOf(name), strings, spec.compact ?? false)).align();
    return at;
  });
  const table = new Bytes();
  let count = names.length;
  if (encoding === 'sparse') {
    count = 0;
    offsets.forEach((offset, index) => {
      if (offset === null) return;
      table.u16(index, offset / 4);
      count++;
    });
  } else if (encoding === 'offset16') {
    for (const offset of offsets) table.u16(offset === null ? 0xffff : offset / 4);
    table.align();
  } else for (const offset of offsets) table.u32(offset ?? 0xffffffff);
  const configuration = config(spec.config);
  const headerSize = 20 + configuration.length;
  const flags = spec.flags ?? (encoding === 'sparse' ? 1 : encoding === 'offset16' ? 2 : 0);
  const head = new Bytes()
    .u8(spec.id ?? id, flags)
    .u16(0)
    .u32(spec.entryCount ?? count, spec.entriesStart ?? headerSize + table.length)
    .add(configuration)
    .done();
  return chunk(0x0201, head, concat(table.done(), data.done()), spec.chunk);
}

const name128 = (text: string): Uint8Array => {
  const out = new Bytes();
  for (let i = 0; i < 128; i++) out.u16(i < text.length ? text.charCodeAt(i) : 0);
  return out.done();
};

function packageChunk(spec: PackageSpec, strings: Strings): Uint8Array {
  const keys = new Strings();
  const chunks: Uint8Array[] = [];
  Object.entries(spec.types).forEach(([typeName, configs], index) => {
    const names = entryNames(configs);
    if (spec.withoutSpec?.includes(typeName) !== true) {
      const head = new Bytes()
        .u8(index + 1, 0)
        .u16(configs.length)
        .u32(names.length)
        .done();
      chunks.push(chunk(0x0202, head, new Bytes().u32(...names.map(() => 0)).done()));
    }
    for (const type of configs) chunks.push(typeChunk(index + 1, type, names, keys, strings));
  });
  const libraries = Object.entries(spec.libraries ?? {});
  if (libraries.length > 0) {
    const body = libraries.map(([name, id]) => concat(new Bytes().u32(id).done(), name128(name)));
    chunks.push(chunk(0x0203, new Bytes().u32(libraries.length).done(), concat(...body)));
  }
  if (spec.stagedAliases !== undefined) {
    const body = new Bytes();
    for (const [staged, final] of spec.stagedAliases) body.u32(staged, final);
    chunks.push(chunk(0x0206, new Bytes().u32(spec.stagedAliases.length).done(), body.done()));
  }
  const typePool = stringPool(Object.keys(spec.types), { utf8: false, ...spec.typePool });
  const keyPool = stringPool(keys.list, { utf8: true, ...spec.keyPool });
  const headerSize = spec.shortHeader === true ? 284 : 288;
  const typesAt = headerSize + (spec.before?.length ?? 0);
  const head = new Bytes()
    .u32(spec.id ?? 0x7f)
    .add(name128(spec.name ?? 'com.example.app'))
    .u32(typesAt, 0, typesAt + typePool.length, 0);
  if (spec.shortHeader !== true) head.u32(spec.typeIdOffset ?? 0);
  const body = concat(
    spec.before ?? new Uint8Array(),
    typePool,
    keyPool,
    ...chunks,
    spec.after ?? new Uint8Array(),
  );
  return chunk(0x0200, head.done(), body, spec.chunk);
}

export function buildArsc(spec: ArscSpec): Uint8Array {
  const strings = new Strings();
  const packages = spec.packages.map((pack) => packageChunk(pack, strings));
  const none = new Uint8Array();
  const content = concat(
    spec.beforePool ?? none,
    stringPool(strings.list, { utf8: true, ...spec.pool }),
    spec.afterPool ?? none,
    ...packages,
  );
  const table = chunk(0x0002, new Bytes().u32(spec.packageCount ?? packages.length).done(), content, spec);
  const whole = concat(spec.before ?? none, table, spec.trailing ?? none);
  return spec.cutTo === undefined ? whole : whole.subarray(0, spec.cutTo);
}
