// The resource table, opened without decoding entries (AOSP androidfw/LoadedArsc.cpp). Only chunk headers are walked;
// values are read on request by id. Leaves following references to resolve.ts.
import type { Limits } from '../../bytes/limits.js';
import { ParseError } from '../../bytes/parse-error.js';
import { View } from '../../bytes/view.js';
import { readChunk, visitChunks } from './chunk.js';
import type { Chunk } from './chunk.js';
import { readConfig } from './config.js';
import type { Config } from './config.js';
import { entryOffsets, findEntry, readEntry, readEntryKey, type TypeChunk } from './entry.js';
import { ALIAS, LIBRARY, PACKAGE, SPEC, TABLE, TYPE, TYPE_CHUNK } from './layout.js';
import type { Odd } from '../../bytes/odd.js';
import { EMPTY_POOL, openStringPool } from './string-pool.js';
import type { StringPool } from './string-pool.js';
import type { Value } from './xml-tree.js';

/** One value of a resource in one configuration: simple, or a bag of named values (style, array, plurals, attr). */
export interface ResourceValue {
  config: Config;
  value: Value | null;
  bag: { parent: number; items: { name: number; value: Value }[] } | null;
}
/** What following references needs; also implemented by the protocol-buffer table of bundles. */
export interface ResourceTable {
  readonly packages: readonly { id: number; name: string }[];
  /** Values of a resource in file order, first of equal configurations first; empty when there is no such resource. */
  values(id: number): readonly ResourceValue[];
  /** "string/app_name", or null. */
  nameOf(id: number): string | null;
  /** Locales of any resource, sorted, without "". */
  locales(): readonly string[];
  /** Texts that resources of a type ("layout", "xml") have in any configuration: their file names. */
  filesOf(typeName: string): string[];
  /** The same files with the resource each belongs to, in the order of the table. */
  fileIds(typeName: string): { path: string; id: number }[];
}

interface TablePackage {
  id: number;
  name: string;
  typeNames: StringPool;
  keyNames: StringPool;
  types: Map<number, TypeChunk[]>;
  specs: Set<number>;
  typeIdOffset: number;
  libraries: { id: number; name: string }[];
}

/** Opens a table. Throws ParseError only when there is no table chunk at all. */
export function openResourceTable(data: Uint8Array, limits: Limits, odd: Odd): ResourceTable {
  const view = new View(data);
  const table = new BinaryTable(view, limits, odd);
  let found = false;
  visitChunks(view, 0, view.length, 'arsc', odd, (chunk) => {
    if (chunk.type === TYPE.table) {
      found = true;
      table.load(chunk, chunk.end);
    } else odd('arsc/unknown-chunk', chunk.at, { type: chunk.type });
  });
  if (!found) {
    // A table that claims more than the file holds: Android keeps nothing of it, we read what is there.
    const head = readChunk(view, 0);
    if (head.type !== TYPE.table) throw new ParseError('arsc/no-table', 0, { type: head.type });
    table.load(head, view.length);
  }
  return table;
}

const NO_VALUES: readonly ResourceValue[] = [];

class BinaryTable implements ResourceTable {
  private readonly view: View;
  private readonly limits: Limits;
  private readonly odd: Odd;
  private strings: StringPool | null = null;
  private readonly loaded: TablePackage[] = [];
  private typeCount = 0;
  private readonly aliases = new Map<number, number>();
  private readonly known = new Map<number, readonly ResourceValue[]>();

  constructor(view: View, limits: Limits, odd: Odd) {
    this.view = view;
    this.limits = limits;
    this.odd = odd;
  }

  get packages(): readonly { id: number; name: string }[] {
    return this.loaded;
  }

  load(chunk: Chunk, end: number): void {
    const { view, odd } = this;
    let start = chunk.headerSize;
    if (start !== TABLE.bytes) {
      odd('arsc/header-size', chunk.at, { headerSize: start });
      if (start < TABLE.bytes) start = TABLE.bytes;
    }
    const declared = chunk.at + TABLE.bytes <= end ? view.u32(chunk.at + TABLE.packageCount) : 0;
    let seen = 0;
    visitChunks(view, chunk.at + start, end, 'arsc', odd, (child) => {
      if (child.type === TYPE.stringPool) {
        if (this.strings === null) this.strings = this.pool(child, 'arsc/string-pool-malformed');
        else odd('arsc/several-string-pools', child.at);
      } else if (child.type === TYPE.tablePackage) {
        seen++;
        this.loadPackage(child);
      } else if (child.type !== TYPE.flagList) odd('arsc/unknown-chunk', child.at, { type: child.type });
    });
    if (seen !== declared) odd('arsc/package-count', chunk.at + TABLE.packageCount, { declared, seen });
  }

  private pool(chunk: Chunk, code: string): StringPool {
    try {
      return openStringPool(this.view, chunk.at, this.limits, this.odd);
    } catch (error) {
      if (!(error instanceof ParseError)) throw error;
      this.odd(code, error.offset, error.args);
      return EMPTY_POOL;
    }
  }

  private loadPackage(chunk: Chunk): void {
    const { view, odd } = this;
    const { at } = chunk;
    if (chunk.headerSize < PACKAGE.minBytes) {
      odd('arsc/package-header', at, { headerSize: chunk.headerSize });
      return;
    }
    const offset = chunk.headerSize >= PACKAGE.bytes ? view.u32(at + PACKAGE.typeIdOffset) : 0;
    if (offset > 0xff) odd('arsc/type-id-offset', at + PACKAGE.typeIdOffset, { offset });
    const pack: TablePackage = {
      id: view.u32(at + PACKAGE.id) & 0xff,
      name: utf16z(view, at + PACKAGE.name, PACKAGE.nameUnits),
      typeNames: EMPTY_POOL,
      keyNames: EMPTY_POOL,
      types: new Map(),
      specs: new Set(),
      typeIdOffset: offset,
      libraries: [],
    };
    this.loaded.push(pack);
    const typeStrings = at + view.u32(at + PACKAGE.typeStrings);
    const keyStrings = at + view.u32(at + PACKAGE.keyStrings);
    visitChunks(view, at + chunk.headerSize, chunk.end, 'arsc', odd, (child) => {
      if (child.type === TYPE.stringPool) {
        if (child.at === typeStrings) pack.typeNames = this.pool(child, 'arsc/type-names-malformed');
        else if (child.at === keyStrings) pack.keyNames = this.pool(child, 'arsc/key-names-malformed');
        else odd('arsc/several-string-pools', child.at);
      } else this.loadPackageChunk(pack, child, offset);
    });
  }

  private loadPackageChunk(pack: TablePackage, child: Chunk, offset: number): void {
    const { view, odd } = this;
    switch (child.type) {
      case TYPE.tableTypeSpec:
        return this.loadSpec(pack, child, offset);
      case TYPE.tableType:
        return this.loadType(pack, child, offset);
      case TYPE.flagged: // values behind a build flag: taken, as they can apply
        return visitChunks(view, child.at + child.headerSize, child.end, 'arsc', odd, (inner) => {
          if (inner.type === TYPE.tableType) this.loadType(pack, inner, offset);
          else odd('arsc/unknown-chunk', inner.at, { type: inner.type });
        });
      case TYPE.tableLibrary:
        return this.loadLibraries(pack, child);
      case TYPE.stagedAlias:
        return this.loadAliases(child);
      case TYPE.overlayable:
        return;
      default:
        odd('arsc/unknown-chunk', child.at, { type: child.type });
    }
  }

  private loadSpec(pack: TablePackage, chunk: Chunk, offset: number): void {
    const { view, odd } = this;
    if (chunk.headerSize < SPEC.bytes)
      return odd('arsc/type-spec-malformed', chunk.at, { fault: 'header-too-small' });
    const id = view.u8(chunk.at + SPEC.id);
    const count = view.u32(chunk.at + SPEC.entryCount);
    if (id === 0) odd('arsc/type-spec-malformed', chunk.at, { fault: 'id-zero' });
    else if (count > 0xffff || count * 4 > chunk.size - chunk.headerSize) {
      odd('arsc/type-spec-malformed', chunk.at, { fault: 'count-beyond-chunk' });
    }
    if (pack.specs.has(id + offset)) odd('arsc/type-spec-repeated', chunk.at, { id });
    pack.specs.add(id + offset);
  }

  private loadType(pack: TablePackage, chunk: Chunk, offset: number): void {
    const { view, odd } = this;
    const { at } = chunk;
    const fail = (fault: string): void => odd('arsc/type-malformed', at, { fault });
    if (chunk.headerSize < TYPE_CHUNK.minBytes) return fail('header-too-small');
    const id = view.u8(at + TYPE_CHUNK.id);
    const flags = view.u8(at + TYPE_CHUNK.flags);
    const entryCount = view.u32(at + TYPE_CHUNK.entryCount);
    const entriesStart = view.u32(at + TYPE_CHUNK.entriesStart);
    const offsetBytes = (flags & TYPE_CHUNK.flagOffset16) !== 0 ? 2 : 4;
    if (id === 0) return fail('id-zero');
    if (entryCount > 0xffff) return fail('too-many-entries');
    if (chunk.headerSize + entryCount * offsetBytes > entriesStart) return fail('offsets-overlap-entries');
    if (entriesStart > chunk.size) return fail('entries-beyond-chunk');
    if ((entriesStart & 3) !== 0) return fail('unaligned');
    if (++this.typeCount > this.limits.resourceTypes) {
      return odd('limit/resource-types', at, { limit: this.limits.resourceTypes });
    }
    if (!pack.specs.has(id + offset)) odd('arsc/type-without-spec', at, { id });
    const { headerSize, size } = chunk;
    const type: TypeChunk = { at, headerSize, size, flags, entryCount, entriesStart, config: null };
    const list = pack.types.get(id + offset);
    if (list === undefined) pack.types.set(id + offset, [type]);
    else list.push(type);
  }

  private loadLibraries(pack: TablePackage, chunk: Chunk): void {
    const { view, odd } = this;
    const count = chunk.headerSize >= LIBRARY.headerBytes ? view.u32(chunk.at + LIBRARY.count) : 0;
    const room = Math.floor((chunk.size - chunk.headerSize) / LIBRARY.entryBytes);
    if (count > room) odd('arsc/library-malformed', chunk.at, { count, room });
    for (
      let i = 0, at = chunk.at + chunk.headerSize;
      i < Math.min(count, room);
      i++, at += LIBRARY.entryBytes
    ) {
      const name = utf16z(view, at + LIBRARY.packageName, PACKAGE.nameUnits);
      pack.libraries.push({ id: view.u32(at + LIBRARY.packageId) & 0xff, name });
    }
  }

  private loadAliases(chunk: Chunk): void {
    const { view, odd } = this;
    const count = chunk.headerSize >= ALIAS.headerBytes ? view.u32(chunk.at + ALIAS.count) : 0;
    const room = Math.floor((chunk.size - chunk.headerSize) / ALIAS.entryBytes);
    if (count > room) odd('arsc/staged-alias-malformed', chunk.at, { count, room });
    for (
      let i = 0, at = chunk.at + chunk.headerSize;
      i < Math.min(count, room);
      i++, at += ALIAS.entryBytes
    ) {
      const staged = view.u32(at + ALIAS.staged);
      if (this.aliases.has(staged)) odd('arsc/staged-alias-repeated', at, { id: staged });
      else this.aliases.set(staged, view.u32(at + ALIAS.finalized));
    }
  }

  values(id: number): readonly ResourceValue[] {
    const cached = this.known.get(id);
    if (cached !== undefined) return cached;
    const values = this.readValues(this.aliases.get(id) ?? id);
    this.known.set(id, values);
    return values;
  }

  private readValues(id: number): readonly ResourceValue[] {
    if (((id >>> 16) & 0xff) === 0) return NO_VALUES;
    const values: ResourceValue[] = [];
    for (const pack of this.loaded) {
      if (!this.belongs(pack, id)) continue;
      for (const type of pack.types.get((id >>> 16) & 0xff) ?? []) {
        const entry = this.entryOf(type, id & 0xffff);
        if (entry === null) continue;
        const read = readEntry(this.view, type, entry, this.strings ?? EMPTY_POOL, this.odd);
        if (read !== null) values.push({ config: this.configOf(type), value: read.value, bag: read.bag });
      }
    }
    return values;
  }

  /** A reference to package 0 means the table's own package (a shared library, or a dynamic reference). */
  private belongs(pack: TablePackage, id: number): boolean {
    const wanted = id >>> 24;
    return wanted === pack.id || (wanted === 0 && pack === this.loaded[0]);
  }

  private entryOf(type: TypeChunk, index: number): number | null {
    return findEntry(this.view, type, index);
  }

  private configOf(type: TypeChunk): Config {
    type.config ??= readConfig(this.view, type.at + TYPE_CHUNK.config, type.at + type.headerSize);
    return type.config;
  }

  nameOf(id: number): string | null {
    const typeId = (id >>> 16) & 0xff;
    for (const pack of this.loaded) {
      if (!this.belongs(pack, id)) continue;
      for (const type of pack.types.get(typeId) ?? []) {
        const entry = this.entryOf(type, id & 0xffff);
        const key = entry === null ? null : readEntryKey(this.view, type, entry);
        const name = key === null ? null : pack.keyNames.get(key);
        if (name !== null) return `${pack.typeNames.get(typeId - 1 - pack.typeIdOffset) ?? typeId}/${name}`;
      }
    }
    return null;
  }

  filesOf(typeName: string): string[] {
    const found = new Set<string>();
    let left = this.limits.resourceEntries;
    for (const pack of this.loaded) {
      for (const [typeId, types] of pack.types) {
        if (pack.typeNames.get(typeId - 1 - pack.typeIdOffset) !== typeName) continue;
        for (const type of types) {
          left -= type.entryCount;
          if (left < 0) {
            this.odd('limit/resource-entries', type.at, { count: this.limits.resourceEntries });
            return [...found];
          }
          this.collectFiles(type, found);
        }
      }
    }
    return [...found];
  }

  fileIds(typeName: string): { path: string; id: number }[] {
    const found: { path: string; id: number }[] = [];
    for (const pack of this.loaded) {
      for (const [typeId, types] of pack.types) {
        if (pack.typeNames.get(typeId - 1 - pack.typeIdOffset) !== typeName) continue;
        const most = Math.max(0, ...types.map(({ entryCount }) => Math.min(entryCount, 0x10000)));
        for (let entry = 0; entry < most; entry++) {
          const id = ((pack.id << 24) | (typeId << 16) | entry) >>> 0;
          for (const path of new Set(this.values(id).map(({ value }) => value?.text)))
            if (path?.includes('/') === true) found.push({ path, id });
        }
      }
    }
    return found;
  }

  private collectFiles(type: TypeChunk, found: Set<string>): void {
    for (const at of entryOffsets(this.view, type)) {
      const text = readEntry(this.view, type, at, this.strings ?? EMPTY_POOL, this.odd)?.value?.text;
      if (text?.includes('/') === true) found.add(text);
    }
  }

  locales(): readonly string[] {
    const found = new Set<string>();
    for (const pack of this.loaded) {
      for (const types of pack.types.values())
        for (const type of types) found.add(this.configOf(type).locale);
    }
    found.delete('');
    return [...found].sort();
  }
}

/** A fixed field of UTF-16 units that ends at the first zero. */
function utf16z(view: View, at: number, units: number): string {
  let text = '';
  for (let i = 0; i < units; i++) {
    const unit = view.u16(at + i * 2);
    if (unit === 0) break;
    text += String.fromCharCode(unit);
  }
  return text;
}
