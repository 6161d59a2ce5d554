// Cuts a method into stretches that run from start to end, says which can follow which, and which handlers take what is
// thrown in each. Leaves what the instructions do to interpret.ts.
import { readTries, type TryRange } from '../../formats/dex/tries.js';
import { codeBounds } from '../../formats/dex/code.js';
import {
  decode,
  isPayload,
  newInstruction,
  switchTarget,
  switchTargets,
  type Instruction,
} from '../../formats/dex/instruction.js';
import { OP } from '../../formats/dex/opcodes.js';
import type { DexFile } from '../../formats/dex/dex-file.js';

export interface Blocks {
  /** First position of the method's instructions in `units`. */
  start: number;
  end: number;
  /** First position of each block, counted from the method's start; ascending. */
  starts: Int32Array;
  /** Blocks that can follow each block when nothing is thrown; of a branch the one it falls to comes last. */
  next: number[][];
  /** Blocks that handle what each block throws. */
  handlers: number[][];
  /** The order in which values settle soonest: predecessors first where there is no loop. */
  order: number[];
}

/** Null when the code item does not fit in the file or is longer than `maxUnits`. */
export function cutBlocks(dex: DexFile, code: number, maxUnits: number): Blocks | null {
  const bounds = { start: 0, end: 0 };
  if (!codeBounds(dex.units, code, bounds)) return null;
  const { start, end } = bounds;
  if (end - start > maxUnits) return null;
  const { units } = dex;
  const leaders = new Set<number>([0]);
  const ends: { at: number; targets: number[]; falls: boolean }[] = [];
  const tries = readTries(dex, code);
  for (const { from, to, handlers } of tries) {
    leaders.add(from);
    if (start + to < end) leaders.add(to);
    for (const handler of handlers) leaders.add(handler);
  }
  const one = newInstruction();
  for (let at = start; at < end; at += one.length) {
    decode(units, at, one);
    if (at + one.length > end) break;
    const targets = targetsOf(units, start, end, at, one.op, one.target);
    const stops = endsFlow(one.op) || isPayload(units[at]!);
    if (targets.length === 0 && !stops) continue;
    for (const target of targets) leaders.add(target);
    if (at + one.length < end) leaders.add(at + one.length - start);
    ends.push({ at: at - start, targets, falls: !stops });
  }
  const starts = Int32Array.from(leaders)
    .filter((at) => at >= 0 && start + at < end)
    .sort();
  return { start, end, starts, ...connect(starts, ends, tries) };
}

function targetsOf(
  units: Uint16Array,
  start: number,
  end: number,
  at: number,
  op: number,
  target: number,
): number[] {
  const inside = (to: number): boolean => to >= start && to < end;
  if (op === OP.packedSwitch || op === OP.sparseSwitch) {
    return switchTargets(units, at, end)
      .filter(inside)
      .map((to) => to - start);
  }
  const branches = (op >= OP.goto && op <= OP.goto32) || (op >= OP.ifEq && op <= OP.ifLez);
  return branches && inside(target) ? [target - start] : [];
}

/** Instructions after which the next one does not run. */
function endsFlow(op: number): boolean {
  return (
    (op >= OP.returnVoid && op <= OP.returnObject) || op === OP.throw || (op >= OP.goto && op <= OP.goto32)
  );
}

function connect(
  starts: Int32Array,
  ends: readonly { at: number; targets: number[]; falls: boolean }[],
  tries: readonly TryRange[],
): Pick<Blocks, 'next' | 'handlers' | 'order'> {
  const blockAt = new Map<number, number>();
  starts.forEach((position, i) => blockAt.set(position, i));
  const next: number[][] = Array.from(starts, () => []);
  const handlers: number[][] = Array.from(starts, () => []);
  let e = 0;
  for (let b = 0; b < starts.length; b++) {
    const stop = starts[b + 1] ?? Number.POSITIVE_INFINITY;
    while (e < ends.length && ends[e]!.at < starts[b]!) e++;
    const last = ends[e];
    const cut = last !== undefined && last.at < stop;
    for (const target of cut ? last.targets : []) {
      const block = blockAt.get(target);
      if (block !== undefined) next[b]!.push(block);
    }
    if ((!cut || last.falls) && b + 1 < starts.length) next[b]!.push(b + 1);
    for (const { from, to, handlers: at } of tries) {
      if (starts[b]! < from || starts[b]! >= to) continue;
      for (const handler of at) {
        const block = blockAt.get(handler);
        if (block !== undefined && !handlers[b]!.includes(block)) handlers[b]!.push(block);
      }
    }
  }
  return { next, handlers, order: reversePostorder(next, handlers) };
}

function reversePostorder(next: readonly number[][], handlers: readonly number[][]): number[] {
  const order: number[] = [];
  const seen = new Uint8Array(next.length);
  const stack: [number, number][] = next.length === 0 ? [] : [[0, 0]];
  if (next.length > 0) seen[0] = 1;
  while (stack.length > 0) {
    const top = stack[stack.length - 1]!;
    const [block, at] = top;
    const to = at < next[block]!.length ? next[block]![at] : handlers[block]![at - next[block]!.length];
    top[1]++;
    if (to === undefined) {
      order.push(block);
      stack.pop();
    } else if (seen[to] === 0) {
      seen[to] = 1;
      stack.push([to, 0]);
    }
  }
  return order.reverse();
}

/** The block that holds a position. */
export function blockAt(starts: Int32Array, at: number): number {
  let from = 0;
  let to = starts.length;
  while (from < to) {
    const middle = (from + to) >> 1;
    if (starts[middle]! <= at) from = middle + 1;
    else to = middle;
  }
  return from - 1;
}

/** Whether one block can run after another; worked out for a block when first asked. */
export function reachability(next: readonly number[][], handlers: readonly number[][]) {
  const known = new Map<number, Uint8Array>();
  return (from: number, to: number): boolean => {
    let seen = known.get(from);
    if (!seen) {
      known.set(from, (seen = new Uint8Array(next.length)));
      const queue = [from];
      for (const block of queue) {
        for (const after of [...next[block]!, ...handlers[block]!]) {
          if (seen[after] === 1) continue;
          seen[after] = 1;
          queue.push(after);
        }
      }
    }
    return seen[to] === 1;
  };
}

/** The block that follows a branch over two known numbers, or -1. */
export function branchTo(
  { next }: Blocks,
  block: number,
  { op }: Instruction,
  a: number | null,
  b: number | null,
): number {
  const to = next[block]!;
  if (to.length !== 2 || a === null || b === null) return -1;
  const holds = [a === b, a !== b, a < b, a >= b, a > b, a <= b][(op - OP.ifEq) % 6]!;
  return holds ? to[0]! : to[1]!;
}
/** The block that follows a switch at a position of `units` over a known number, or -1. */
export function switchTo(
  { start, end, starts, next }: Blocks,
  block: number,
  units: Uint16Array,
  at: number,
  value: number | null,
): number {
  if (value === null) return -1;
  const to = switchTarget(units, at, end, value);
  const found = to < 0 ? next[block]!.at(-1)! : blockAt(starts, to - start);
  return next[block]!.includes(found) ? found : -1;
}
