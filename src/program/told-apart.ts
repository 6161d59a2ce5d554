// Numbers that a method asks a value for and what it then does: the branches and switches at which ways part by a number.
// Serves merged classes and handlers of messages. Leaves what the number is, and who gives it, to merged.ts and messages.ts.
import {
  decode,
  newInstruction,
  switchKeys,
  switchTarget,
  switchTargets,
} from '../formats/dex/instruction.js';
import { OP } from '../formats/dex/opcodes.js';
import { readTries } from '../formats/dex/tries.js';
import { codeOf } from './method-code.js';
import type { Program } from './program.js';

/** `at` is the branch, as a position in the units of its DEX. */
export interface Test {
  at: number;
  keys: readonly number[];
  /** Where it goes for a number; null: any that no test names. */
  goes: (key: number | null) => number;
}

/** The test that a switch makes. */
export function switchTest(units: Uint16Array, at: number, end: number, length: number): Test {
  const goes = (key: number | null): number => {
    const to = key === null ? -1 : switchTarget(units, at, end, key);
    return to < 0 ? at + length : to;
  };
  return { at, keys: switchKeys(units, at, end), goes };
}
/** The test of a comparison with a number, when it is for equality. */
export function equalityTest(
  op: number,
  at: number,
  target: number,
  falls: number,
  other: number,
): Test | null {
  const equal = op === OP.ifEq || op === OP.ifEqz;
  const unequal = op === OP.ifEq + 1 || op === OP.ifEqz + 1;
  if (!equal && !unequal) return null;
  return { at, keys: [other], goes: (key) => ((key === other) === equal ? target : falls) };
}

/** 1 at each offset that a method gets to when the number is `key`. */
// eslint-disable-next-line complexity -- one walk: tests, branches and ends of a method end each other
export function liveFor(
  program: Program,
  method: number,
  tests: readonly Test[],
  key: number | null,
): Uint8Array {
  const { units, start, end, code, dex } = codeOf(program, method)!;
  const live = new Uint8Array(end - start);
  const tries = readTries(dex.dex, code).map((range) => ({ ...range, done: false }));
  const queue = [start];
  const one = newInstruction();
  const go = (to: number): void => {
    if (to >= start && to < end && live[to - start] === 0) queue.push(to);
  };
  while (queue.length > 0) {
    const at = queue.pop()!;
    if (live[at - start] === 1) continue;
    live[at - start] = 1;
    for (const range of tries) {
      if (range.done || at - start < range.from || at - start >= range.to) continue;
      range.done = true;
      for (const handler of range.handlers) go(start + handler);
    }
    decode(units, at, one);
    const { op, length, target } = one;
    const test = tests.find((asked) => asked.at === at);
    if (test) go(test.goes(key));
    else if (op >= OP.goto && op <= OP.goto32) go(target);
    else if ((op >= OP.returnVoid && op <= OP.returnObject) || op === OP.throw) continue;
    else {
      if (op >= OP.ifEq && op <= OP.ifLez) go(target);
      else if (op === OP.packedSwitch || op === OP.sparseSwitch) switchTargets(units, at, end).forEach(go);
      go(at + length);
    }
  }
  return live;
}
