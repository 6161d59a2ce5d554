// Opens the compact table of the platform's classes (written by catalogue/platform-table.ts, which tells its layout).
// Leaves joining it with the classes of a package to hierarchy.ts.
import { ParseError } from '../bytes/parse-error.js';
import type { TextTable } from './text-table.js';

/** The platform's classes by index, as stored; nothing here is copied per class. */
export interface PlatformTable {
  /** "Landroid/app/Activity;", ascending. */
  readonly names: readonly string[];
  readonly indexOf: ReadonlyMap<string, number>;
  /** Superclass index or -1. */
  readonly supers: Int32Array;
  readonly interfaceStart: Uint32Array;
  readonly interfaces: Uint32Array;
  readonly methodStart: Uint32Array;
  readonly methods: Uint32Array;
  /** "onCreate(Landroid/os/Bundle;)V"; `methods` holds indexes into it. */
  readonly signatures: readonly string[];
  /** Index in `signatures` by text. */
  readonly signatureIndex: ReadonlyMap<string, number>;
  /** Bits: 1 interface, 2 abstract, 4 final, 8 not public API. */
  readonly bits: Uint8Array;
}

const MAGIC = 0x3154504f;

/** Opened tables by their bytes: many packages are read with one. */
const opened = new WeakMap<Uint8Array, PlatformTable>();

/** Opens the bytes of dist/platform.bin, once. Throws ParseError `platform/not-a-table` on anything else. */
export function openPlatformTable(bytes: Uint8Array): PlatformTable {
  let table = opened.get(bytes);
  if (!table) opened.set(bytes, (table = readPlatformTable(bytes)));
  return table;
}

function readPlatformTable(bytes: Uint8Array): PlatformTable {
  const fail = (): never => {
    throw new ParseError('platform/not-a-table', 0);
  };
  if (bytes.length < 24) fail();
  // A copy only when the bytes are not aligned for 32-bit views, as a slice of Node's pool may be.
  const data = bytes.byteOffset % 4 === 0 ? bytes : bytes.slice();
  const head = new Uint32Array(data.buffer, data.byteOffset, 6);
  const [magic, classes, interfaceSlots, methodSlots, nameBytes, signatureBytes] = head as unknown as [
    number,
    number,
    number,
    number,
    number,
    number,
  ];
  const wordCount = 6 + classes * 3 + 2 + interfaceSlots + methodSlots;
  if (magic !== MAGIC || data.length !== wordCount * 4 + classes + nameBytes + signatureBytes) fail();
  let at = data.byteOffset + 24;
  const words = (count: number): Uint32Array => {
    const found = new Uint32Array(data.buffer, at, count);
    at += count * 4;
    return found;
  };
  const supers = new Int32Array(data.buffer, at, classes);
  at += classes * 4;
  const interfaceStart = words(classes + 1);
  const interfaces = words(interfaceSlots);
  const methodStart = words(classes + 1);
  const methods = words(methodSlots);
  const bits = new Uint8Array(data.buffer, at, classes);
  at += classes;
  const latin1 = new TextDecoder('latin1');
  const lines = (length: number): string[] => {
    const found = latin1.decode(new Uint8Array(data.buffer, at, length)).split('\n');
    at += length;
    return found;
  };
  const names = lines(nameBytes);
  const signatures = lines(signatureBytes);
  const indexOf = new Map<string, number>();
  for (let i = 0; i < names.length; i++) indexOf.set(names[i] ?? '', i);
  const signatureIndex = new Map<string, number>();
  for (let i = 0; i < signatures.length; i++) signatureIndex.set(signatures[i] ?? '', i);
  return {
    names,
    indexOf,
    supers,
    interfaceStart,
    interfaces,
    methodStart,
    methods,
    signatures,
    signatureIndex,
    bits,
  };
}

/** A table that knows no class, for watchlists without the platform's. */
export function emptyPlatformTable(): PlatformTable {
  return {
    names: [],
    indexOf: new Map(),
    supers: new Int32Array(0),
    interfaceStart: new Uint32Array(1),
    interfaces: new Uint32Array(0),
    methodStart: new Uint32Array(1),
    methods: new Uint32Array(0),
    signatures: [],
    signatureIndex: new Map(),
    bits: new Uint8Array(0),
  };
}

/** By table of types: joining classes and building the hierarchy both ask for the same program. */
const placed = new WeakMap<TextTable, { platform: PlatformTable; found: Int32Array }>();

/** Index in the platform's table by type of a program, or -1. */
export function placePlatform(platform: PlatformTable, types: TextTable): Int32Array {
  const known = placed.get(types);
  if (known?.platform === platform && known.found.length === types.size) return known.found;
  const found = new Int32Array(types.size).fill(-1);
  platform.names.forEach((name, index) => {
    const type = types.find(name);
    if (type >= 0) found[type] = index;
  });
  placed.set(types, { platform, found });
  return found;
}
