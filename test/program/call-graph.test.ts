// No edge of the call graph leads to a method that the call cannot mean, on a real package: checked with a reading of
// the class hierarchy that shares nothing with the search.
import { readdirSync } from 'node:fs';
import { describe, expect, test } from '@jest/globals';
import { DEFAULT_LIMITS } from '../../src/bytes/limits.js';
import { searchCalls } from '../../src/program/call-graph.js';
import { findEntryPoints } from '../../src/program/entry-points.js';
import { buildHierarchy } from '../../src/program/hierarchy.js';
import { Overrides } from '../../src/program/overrides.js';
import {
  classNamed,
  buildProgram,
  methodDescriptor,
  methodName,
  methodType,
} from '../../src/program/program.js';
import { Families } from '../../src/program/callbacks.js';
import { loadWatchlist } from '../../src/catalogue/load.js';
import { sweepCode } from '../../src/program/sweep.js';
import { buildWatchIndex } from '../../src/program/watch-index.js';
import { OP } from '../../src/formats/dex/opcodes.js';
import { openDex } from '../../src/formats/dex/open.js';
import { openPackage } from '../../src/package/index.js';
import { EMPTY_WATCH, platformTable } from '../support/code.js';

const folder = new URL('../../node_modules/settings-5/apks/', import.meta.url);
const [name] = readdirSync(folder).filter((file) => file.endsWith('.apk'));
const ABSTRACT = 0x400;
const STATIC = 0x8;

describe('every edge', () => {
  const pkg = openPackage([new URL(name!, folder).pathname], DEFAULT_LIMITS);
  const entries = pkg.parts[0]!.entries().filter((entry) => /^classes\d*\.dex$/.test(entry.name));
  const inputs = entries.flatMap((entry) =>
    openDex(pkg.parts[0]!.read(entry.name), () => undefined).map((dex) => ({ entry: entry.name, dex })),
  );
  pkg.close();
  const program = buildProgram(inputs, () => () => undefined);
  const h = buildHierarchy(program, platformTable());
  const index = buildWatchIndex(h, EMPTY_WATCH);
  const { edges } = sweepCode(program, index, true, () => () => undefined);
  const families = new Families(loadWatchlist().callbacks);
  const overrides = new Overrides(h, new Set(), families);
  const seen: [number, number, number, number][] = [];
  const points = findEntryPoints(h, overrides, null, null, null);
  const trace = (from: number, to: number, op: number, reference: number): void =>
    void seen.push([from, to, op, reference]);
  const starts = { of: new Map(), explains: () => false };
  const fires = { of: () => [] };
  const more = { reflected: new Map(), starts, fires, decisions: new Map(), families, trace };
  searchCalls({ h, edges: edges!, overrides, entries: points, ...more });

  /** Names of all types above a defined type, by walking what the DEX says. */
  const above = (type: string, found = new Set<string>()): Set<string> => {
    if (found.has(type)) return found;
    found.add(type);
    const cls = classNamed(program, type);
    if (cls < 0) {
      const platform = platformTable();
      const index = platform.indexOf.get(type) ?? -1;
      if (index < 0) return found;
      if (platform.supers[index]! >= 0) above(platform.names[platform.supers[index]!]!, found);
      for (let i = platform.interfaceStart[index]!; i < platform.interfaceStart[index + 1]!; i++) {
        above(platform.names[platform.interfaces[i]!]!, found);
      }
      return found;
    }
    if (program.classSuper[cls]! >= 0) above(program.types.text(program.classSuper[cls]!), found);
    for (let i = program.classInterfaceStart[cls]!; i < program.classInterfaceStart[cls + 1]!; i++) {
      above(program.types.text(program.classInterfaces[i]!), found);
    }
    return found;
  };
  const cache = new Map<string, Set<string>>();
  const aboveOf = (type: string): Set<string> => {
    let known = cache.get(type);
    if (!known) cache.set(type, (known = above(type)));
    return known;
  };

  test('was found in numbers', () => {
    expect(seen.length).toBeGreaterThan(10_000);
  });

  test('leads to a method with a body or to native code', () => {
    const wrong = seen.filter(
      ([, to]) => program.methodClass[to]! < 0 || (program.methodAccess[to]! & ABSTRACT) !== 0,
    );
    expect(wrong).toEqual([]);
  });

  test('of a call keeps name and descriptor, and its types can meet', () => {
    const below = new Map<string, Set<string>>();
    for (const type of program.classType) {
      for (const name of aboveOf(program.types.text(type))) {
        const known = below.get(name) ?? new Set<string>();
        known.add(program.types.text(type));
        below.set(name, known);
      }
    }
    const wrong: string[] = [];
    for (const [, to, op, reference] of seen) {
      if (reference < 0 || op < OP.invokeVirtual || op > OP.invokeInterface) continue;
      const written = methodType(program, reference);
      const owner = methodType(program, to);
      const sameSignature =
        methodName(program, to) === methodName(program, reference) &&
        methodDescriptor(program, to) === methodDescriptor(program, reference);
      // Either the target is inherited by the written type, or some class below both inherits it.
      const meets =
        aboveOf(written).has(owner) ||
        aboveOf(owner).has(written) ||
        [...(below.get(written) ?? [])].some((type) => aboveOf(type).has(owner));
      const isStatic = (program.methodAccess[to]! & STATIC) !== 0;
      if (!sameSignature || !meets || isStatic !== (op === OP.invokeStatic)) {
        wrong.push(`${op} ${written} → ${owner}->${methodName(program, to)}`);
      }
    }
    expect(wrong).toEqual([]);
  });

  test('made by the platform leads to an instance method, a constructor or an initialiser', () => {
    const wrong = seen.filter(([from, to, op]) => {
      if (op !== -1 || from < 0) return false;
      const initialiser = methodName(program, to) === '<clinit>';
      return !initialiser && (program.methodAccess[to]! & STATIC) !== 0;
    });
    expect(wrong.map(([, to]) => methodType(program, to))).toEqual([]);
  });
});
