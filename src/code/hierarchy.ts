// Who is a subtype of whom, and which method a call through a type means: the package's classes joined with the
// platform's table. Leaves which types exist at run time to the call graph.
import { ACCESS } from '../formats/dex/layout.js';
import type { PlatformTable } from './platform.js';
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
  /** Signature to method, per class that was asked for. */
  readonly resolved: Map<number, number>[];
}

export function buildHierarchy(program: Program, platform: PlatformTable): Hierarchy {
  const platformOf = new Int32Array(program.typeNames.length);
  for (let type = 0; type < platformOf.length; type++) {
    platformOf[type] = platform.indexOf.get(program.typeNames[type]!) ?? -1;
  }
  const classes = program.classType.length;
  const ancestorStart = new Int32Array(classes + 1);
  const ancestors: number[] = [];
  const unknownAbove = new Uint8Array(classes);
  const seen = new Int32Array(program.typeNames.length).fill(-1);
  for (let c = 0; c < classes; c++) {
    ancestorStart[c] = ancestors.length;
    seen[program.classType[c]!] = c;
    ancestors.push(program.classType[c]!);
    // The list is its own queue; a cycle, which the runtime refuses, ends because each type enters once.
    for (let at = ancestorStart[c]!; at < ancestors.length; at++) {
      const type = ancestors[at]!;
      const above = program.typeClass[type]!;
      if (above < 0) {
        if (platformOf[type]! < 0) unknownAbove[c] = 1;
        continue;
      }
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
  return {
    program,
    platform,
    platformOf,
    ancestorStart,
    ancestors: Int32Array.from(ancestors),
    unknownAbove,
    platformAbove: new Array<Int32Array | undefined>(classes),
    resolved: [],
  };
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
  const found = new Set<number>();
  collectPlatform(platform, index, found);
  return found.has(above);
}

/** True when a value of type `type` can stand where the type named `above` is asked for. */
export function isSubtypeOfName(h: Hierarchy, type: number, above: string): boolean {
  if (h.program.typeNames[type] === above) return true;
  const index = h.platform.indexOf.get(above) ?? -1;
  const cls = h.program.typeClass[type]!;
  if (cls < 0)
    return (
      index >= 0 && h.platformOf[type]! >= 0 && isPlatformSubtype(h.platform, h.platformOf[type]!, index)
    );
  for (let i = h.ancestorStart[cls]!; i < h.ancestorStart[cls + 1]!; i++) {
    if (h.program.typeNames[h.ancestors[i]!] === above) return true;
  }
  return index >= 0 && platformAncestors(h, cls).includes(index);
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
  const program = h.program;
  let cache = h.resolved[cls];
  if (cache === undefined) cache = h.resolved[cls] = new Map<number, number>();
  const known = cache.get(signature);
  if (known !== undefined) return known;
  let found = -1;
  // Superclasses first, then default methods of interfaces (JVM specification 5.4.3.3, as the runtime does).
  let steps = 0;
  for (let c = cls; c >= 0 && found < 0 && steps++ < 1000;) {
    found = concreteMethod(program, program.classType[c]!, signature);
    const parent = program.classSuper[c]!;
    c = parent < 0 ? -1 : program.typeClass[parent]!;
  }
  for (let i = h.ancestorStart[cls]!; i < h.ancestorStart[cls + 1]! && found < 0; i++) {
    const owner = program.typeClass[h.ancestors[i]!]!;
    if (owner >= 0 && (program.classAccess[owner]! & ACCESS.interface) !== 0) {
      found = concreteMethod(program, h.ancestors[i]!, signature);
    }
  }
  cache.set(signature, found);
  return found;
}

/** A virtual method with a body (or a native one) that the type itself defines, or -1. */
function concreteMethod(program: Program, type: number, signature: number): number {
  const method = program.methodKeys.find(type, signature);
  if (method < 0 || program.methodClass[method]! < 0) return -1;
  const access = program.methodAccess[method]!;
  return isVirtual(access) && (access & ACCESS.abstract) === 0 ? method : -1;
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
