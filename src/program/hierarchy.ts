// Who is a subtype of whom, and which method a call through a type means: the package's classes joined with the
// platform's table. Leaves which types exist at run time to the call graph.
import { DEFAULT_LIMITS } from '../bytes/limits.js';
import { ACCESS } from '../formats/dex/layout.js';
import { placePlatform, type PlatformTable } from './platform.js';
import { isVirtual, type Program } from './program.js';

export interface Hierarchy {
  readonly program: Program;
  readonly platform: PlatformTable;
  /** Index in the platform's table of each type, or -1. */
  readonly platformOf: Int32Array;
  /** Types above class c, itself first, at [ancestorStart[c], ancestorStart[c + 1]): its own classes and interfaces,
   *  and the first type outside the package on each way up. */
  readonly ancestorStart: Int32Array;
  readonly ancestors: Int32Array;
  /** 1 where a type above is neither in the package nor in the platform's table: a library that is not there. */
  readonly unknownAbove: Uint8Array;
  /** Platform types above each class, with everything above those; ascending. Filled on request. */
  readonly platformAbove: (Int32Array | undefined)[];
  /** Dispatch table per class that was asked for: signatures ascending, then as many methods. */
  readonly tables: (Int32Array | undefined)[];
  /** Classes at or below each type the program mentions, by its ancestors list: [belowStart[t], belowStart[t + 1]). */
  readonly belowStart: Int32Array;
  readonly below: Int32Array;
  /** Types of the platform that classes of the package extend or implement. */
  readonly borders: readonly number[];
  /** Classes below a platform type, once asked for. */
  readonly belowPlatform: Map<number, Int32Array>;
}

/** @param most looks of a class at types above it; beyond, a class is told of its superclass alone, and `cut` is called */
// eslint-disable-next-line complexity, max-lines-per-function -- one pass over all classes under one ceiling
export function buildHierarchy(
  program: Program,
  platform: PlatformTable,
  most = DEFAULT_LIMITS.supertypes,
  cut: () => void = () => undefined,
): Hierarchy {
  if (program.interfacesCut) cut();
  const platformOf = placePlatform(platform, program.types);
  const classes = program.classType.length;
  const ancestorStart = new Int32Array(classes + 1);
  const ancestors: number[] = [];
  let steps = 0; // each class looks again at what those above it list
  const unknownAbove = new Uint8Array(classes);
  const seen = new Int32Array(program.types.size).fill(-1);
  for (let c = 0; c < classes; c++) {
    ancestorStart[c] = ancestors.length;
    seen[program.classType[c]!] = c;
    ancestors.push(program.classType[c]!);
    // The list is its own queue; a cycle, which the runtime refuses, ends because each type enters once.
    for (let at = ancestorStart[c]!; at < ancestors.length; at++) {
      if (steps > most && at > ancestorStart[c]!) {
        unknownAbove[c] = 1;
        cut();
        break;
      }
      const type = ancestors[at]!;
      const above = program.typeClass[type]!;
      if (above < 0) {
        if (platformOf[type]! < 0) unknownAbove[c] = 1;
        continue;
      }
      steps += 1 + program.classInterfaceStart[above + 1]! - program.classInterfaceStart[above]!;
      const parent = program.classSuper[above]!;
      if (parent >= 0 && seen[parent] !== c) {
        seen[parent] = c;
        ancestors.push(parent);
      }
      for (let i = program.classInterfaceStart[above]!; i < program.classInterfaceStart[above + 1]!; i++) {
        const face = program.classInterfaces[i]!;
        if (seen[face] !== c) {
          seen[face] = c;
          ancestors.push(face);
        }
      }
    }
  }
  ancestorStart[classes] = ancestors.length;
  const lists = invert(ancestorStart, ancestors, program.types.size);
  const borders: number[] = [];
  for (let type = 0; type < program.types.size; type++) {
    const outside = platformOf[type]! >= 0 && program.typeClass[type]! < 0;
    if (outside && lists.belowStart[type]! < lists.belowStart[type + 1]!) borders.push(type);
  }
  return {
    program,
    platform,
    platformOf,
    ancestorStart,
    ancestors: Int32Array.from(ancestors),
    unknownAbove,
    platformAbove: new Array<Int32Array | undefined>(classes),
    tables: new Array<Int32Array | undefined>(classes),
    borders,
    belowPlatform: new Map(),
    ...lists,
  };
}

function invert(ancestorStart: Int32Array, ancestors: readonly number[], typeCount: number) {
  const belowStart = new Int32Array(typeCount + 1);
  for (const type of ancestors) belowStart[type + 1]!++;
  for (let type = 0; type < typeCount; type++) belowStart[type + 1]! += belowStart[type]!;
  const fill = belowStart.slice();
  const below = new Int32Array(ancestors.length);
  for (let cls = 0; cls + 1 < ancestorStart.length; cls++) {
    for (let i = ancestorStart[cls]!; i < ancestorStart[cls + 1]!; i++) below[fill[ancestors[i]!]!++] = cls;
  }
  return { belowStart, below };
}

/** Every platform type above a class, ascending indexes of the platform's table. */
export function platformAncestors(h: Hierarchy, cls: number): Int32Array {
  const known = h.platformAbove[cls];
  if (known) return known;
  const found = new Set<number>();
  for (let i = h.ancestorStart[cls]!; i < h.ancestorStart[cls + 1]!; i++) {
    const type = h.ancestors[i]!;
    if (h.program.typeClass[type]! >= 0) continue; // its own copy, such as a bundled org.apache.http
    const index = h.platformOf[type]!;
    if (index >= 0) collectPlatform(h.platform, index, found);
  }
  const list = Int32Array.from(found).sort();
  h.platformAbove[cls] = list;
  return list;
}

/** Adds a platform type and all above it. */
export function collectPlatform(platform: PlatformTable, index: number, found: Set<number>): void {
  if (index < 0 || found.has(index)) return;
  found.add(index);
  collectPlatform(platform, platform.supers[index]!, found);
  for (let i = platform.interfaceStart[index]!; i < platform.interfaceStart[index + 1]!; i++) {
    collectPlatform(platform, platform.interfaces[i]!, found);
  }
}

/** True when platform type `index` is `above` or lies below it. */
export function isPlatformSubtype(platform: PlatformTable, index: number, above: number): boolean {
  if (index === above) return true;
  if (index < 0) return false;
  if (isPlatformSubtype(platform, platform.supers[index]!, above)) return true;
  for (let i = platform.interfaceStart[index]!; i < platform.interfaceStart[index + 1]!; i++) {
    if (isPlatformSubtype(platform, platform.interfaces[i]!, above)) return true;
  }
  return false;
}

/** A type by name, looked up once: its number in the program and in the platform's table, or -1 where it is not. */
export interface NamedType {
  readonly type: number;
  readonly index: number;
}
export function typeNamed(h: Hierarchy, name: string): NamedType {
  return { type: h.program.types.find(name), index: h.platform.indexOf.get(name) ?? -1 };
}

/** True when a value of type `type` can stand where `above` is asked for. */
export function isSubtypeOf(h: Hierarchy, type: number, above: NamedType): boolean {
  if (type === above.type) return true;
  const cls = h.program.typeClass[type]!;
  if (cls < 0) {
    const index = h.platformOf[type]!;
    return above.index >= 0 && index >= 0 && isPlatformSubtype(h.platform, index, above.index);
  }
  if (above.type >= 0) {
    for (let i = h.ancestorStart[cls]!; i < h.ancestorStart[cls + 1]!; i++) {
      if (h.ancestors[i] === above.type) return true;
    }
  }
  return above.index >= 0 && platformAncestors(h, cls).includes(above.index);
}

/** True when class `cls` is `type` or lies below it; `type` is one that the program mentions. */
export function isClassBelow(h: Hierarchy, cls: number, type: number): boolean {
  for (let i = h.ancestorStart[cls]!; i < h.ancestorStart[cls + 1]!; i++) {
    if (h.ancestors[i] === type) return true;
  }
  const index = h.platformOf[type]!;
  return index >= 0 && h.program.typeClass[type]! < 0 && platformAncestors(h, cls).includes(index);
}

/** The package's own method that `signature` means when called on an object of class `cls`, or -1: the platform's. */
export function resolveVirtual(h: Hierarchy, cls: number, signature: number): number {
  const table = dispatchTable(h, cls);
  const count = table.length >> 1;
  let from = 0;
  let to = count;
  while (from < to) {
    const middle = (from + to) >> 1;
    if (table[middle]! < signature) from = middle + 1;
    else to = middle;
  }
  return from < count && table[from] === signature ? table[count + from]! : -1;
}

/**
 * Every signature that an object of the class answers with code of the package: ascending, then the methods in the same
 * order. Superclasses go before default methods of interfaces (JVM specification 5.4.3.3, as the runtime does).
 */
export function dispatchTable(h: Hierarchy, cls: number): Int32Array {
  const known = h.tables[cls];
  if (known) return known;
  const { program } = h;
  h.tables[cls] = EMPTY; // a cycle of classes ends here
  const parent = program.classSuper[cls]!;
  const above = parent < 0 ? -1 : program.typeClass[parent]!;
  const found = new Map<number, number>();
  collectOwn(program, cls, found);
  if (above >= 0) mergeTable(found, dispatchTable(h, above));
  for (let i = program.classInterfaceStart[cls]!; i < program.classInterfaceStart[cls + 1]!; i++) {
    const face = program.typeClass[program.classInterfaces[i]!]!;
    if (face >= 0) mergeTable(found, dispatchTable(h, face));
  }
  const signatures = Int32Array.from(found.keys()).sort();
  const table = new Int32Array(signatures.length * 2);
  table.set(signatures);
  for (let i = 0; i < signatures.length; i++) table[signatures.length + i] = found.get(signatures[i]!)!;
  h.tables[cls] = table;
  return table;
}

const EMPTY = new Int32Array(0);

function collectOwn(program: Program, cls: number, found: Map<number, number>): void {
  for (let m = program.classMethodStart[cls]!; m < program.classMethodStart[cls + 1]!; m++) {
    const method = program.classMethods[m]!;
    const access = program.methodAccess[method]!;
    if (isVirtual(access) && (access & ACCESS.abstract) === 0) {
      found.set(program.methodKeys.second.at(method), method);
    }
  }
}

function mergeTable(found: Map<number, number>, table: Int32Array): void {
  const count = table.length >> 1;
  for (let i = 0; i < count; i++) {
    if (!found.has(table[i]!)) found.set(table[i]!, table[count + i]!);
  }
}

/** The method that a static, direct or super call through `type` reaches in the package, or -1. */
export function resolveDirect(h: Hierarchy, type: number, signature: number): number {
  const program = h.program;
  let steps = 0;
  for (let t = type; t >= 0 && steps++ < 1000;) {
    const method = program.methodKeys.find(t, signature);
    if (method >= 0 && program.methodClass[method]! >= 0) return method;
    const cls = program.typeClass[t]!;
    if (cls < 0) break;
    t = program.classSuper[cls]!;
  }
  const cls = program.typeClass[type]!;
  return cls < 0 ? -1 : resolveVirtual(h, cls, signature);
}

/** Classes of the package at or below a type: all that an object seen through it can be. */
export function classesBelow(h: Hierarchy, type: number): Int32Array {
  if (h.platformOf[type]! < 0 || h.program.typeClass[type]! >= 0) {
    return h.below.subarray(h.belowStart[type]!, h.belowStart[type + 1]!);
  }
  const known = h.belowPlatform.get(type);
  if (known) return known;
  const found = new Set<number>();
  const above = h.platformOf[type]!;
  for (const other of h.borders) {
    if (!isPlatformSubtype(h.platform, h.platformOf[other]!, above)) continue;
    for (let i = h.belowStart[other]!; i < h.belowStart[other + 1]!; i++) found.add(h.below[i]!);
  }
  const list = Int32Array.from(found);
  h.belowPlatform.set(type, list);
  return list;
}
