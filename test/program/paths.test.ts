// Every step of every path on a real package can be replayed: a call, or a registration by name, each at an instruction
// that stands where the step says it stands.
import { readdirSync } from 'node:fs';
import { expect, test } from '@jest/globals';
import { DEFAULT_LIMITS } from '../../src/bytes/limits.js';
import { codeBounds } from '../../src/formats/dex/code.js';
import { OP } from '../../src/formats/dex/opcodes.js';
import { openDex } from '../../src/formats/dex/open.js';
import { openPackage } from '../../src/package/index.js';
import { searchCalls } from '../../src/program/call-graph.js';
import { Messages } from '../../src/program/messages.js';
import { Families } from '../../src/program/callbacks.js';
import { readConstants } from '../../src/program/constants/arguments.js';
import { findEntryPoints } from '../../src/program/entry-points.js';
import { Fires } from '../../src/program/fires.js';
import { buildHierarchy } from '../../src/program/hierarchy.js';
import { Overrides } from '../../src/program/overrides.js';
import {
  buildProgram,
  methodDescriptor,
  methodDex,
  methodName,
  methodSymbol,
} from '../../src/program/program.js';
import { sweepCode } from '../../src/program/sweep.js';
import { buildWatchIndex } from '../../src/program/watch-index.js';
import { EMPTY_WATCH, platformTable } from '../support/code.js';

const folder = new URL('../../node_modules/settings-5/apks/', import.meta.url);

test('every pair of a path is a call or a named registration, at an instruction of its own', () => {
  const [name] = readdirSync(folder).filter((file) => file.endsWith('.apk'));
  const pkg = openPackage([new URL(name!, folder).pathname], DEFAULT_LIMITS);
  const entries = pkg.parts[0]!.entries().filter((entry) => /^classes\d*\.dex$/.test(entry.name));
  const inputs = entries.flatMap((entry) =>
    openDex(pkg.parts[0]!.read(entry.name), () => undefined).map((dex) => ({ entry: entry.name, dex })),
  );
  pkg.close();
  const program = buildProgram(inputs, () => () => undefined);
  const h = buildHierarchy(program, platformTable());
  const index = buildWatchIndex(h, EMPTY_WATCH);
  const sweep = sweepCode(program, index, true, () => () => undefined);
  const edges = sweep.edges!;
  const constants = readConstants(h, index, sweep, EMPTY_WATCH, []);
  const families = new Families(EMPTY_WATCH.callbacks);
  const overrides = new Overrides(h, new Set(), families);
  const reached = searchCalls({
    h,
    edges,
    overrides,
    entries: findEntryPoints(h, overrides, null, null, null),
    reflected: constants.reflected,
    starts: { of: new Map(), explains: () => false },
    fires: new Fires(h, index, sweep, edges, constants, EMPTY_WATCH.callbacks!.fires, new Messages(program)),
    decisions: new Map(),
    families,
  });
  const bounds = { start: 0, end: 0 };
  const instruction = (method: number, at: number): { op: number; operand: number } | null => {
    const dex = methodDex(program, method);
    if (!dex || at < 0 || !codeBounds(dex.dex.units, program.methodCode[method]!, bounds)) return null;
    const unit = bounds.start + at;
    return unit < bounds.end ? { op: dex.dex.units[unit]! & 0xff, operand: dex.dex.units[unit + 1]! } : null;
  };
  const wrong: string[] = [];
  let calls = 0;
  let registrations = 0;
  for (let state = 0; state < reached.parent.length; state++) {
    const to = state % reached.methodCount;
    const occasion = Math.floor(state / reached.methodCount);
    if ((reached.occasions[to]! & (1 << occasion)) === 0 || reached.parent[state]! < 0) continue;
    const from = reached.parent[state]! % reached.methodCount;
    const seen = instruction(from, reached.at[state]!);
    const step = `${methodSymbol(program, from)} → ${methodSymbol(program, to)}`;
    if (reached.via[state] !== 0) {
      registrations++;
      const { trigger } = reached.families[reached.via[state]! - 1]!;
      if (seen === null || !/^[\w$<>]+\.[\w$<>-]+$|^JavascriptInterface$/.test(trigger))
        wrong.push(`${step} by ${trigger}`);
    } else if (methodName(program, to) === '<clinit>') {
      continue; // on the first use of the class, whichever instruction that is
    } else if (seen?.op === OP.constClass) {
      if (methodName(program, to) !== '<init>') wrong.push(step);
    } else {
      calls++;
      const named = seen === null ? -1 : (methodDex(program, from)!.methods[seen.operand] ?? -1);
      const same =
        named >= 0 &&
        methodName(program, named) === methodName(program, to) &&
        methodDescriptor(program, named) === methodDescriptor(program, to);
      if (!same && seen?.op !== OP.invokeCustom) wrong.push(step);
    }
  }
  expect(wrong).toEqual([]);
  expect(calls).toBeGreaterThan(1_000);
  expect(registrations).toBeGreaterThan(100);
});
