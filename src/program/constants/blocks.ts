// Cuts a method into stretches that run from start to end, and says which can follow which. Exceptions are not followed:
// a handler starts with nothing known. Leaves what the instructions do to evaluate.ts.
import {
  decode,
  isPayload,
  newInstruction,
  switchTargets,
  type Instruction,
} from '../../formats/dex/instruction.js';
import { OP } from '../../formats/dex/opcodes.js';

export interface Blocks {
  /** First position of each block, ascending; positions count from the method's first instruction. */
  starts: Int32Array;
  /** Blocks that can follow each block. */
  next: number[][];
  /** Some block can be followed by itself or one before it. */
  loops: boolean;
}

/** Positions of [start, end) in `units`. Null when the code is too large to be worth it. */
// eslint-disable-next-line complexity -- leaders and ends of blocks come out of the same walk
export function cutBlocks(units: Uint16Array, start: number, end: number): Blocks {
  const leaders = new Set<number>([0]);
  const ends: { at: number; targets: readonly number[]; falls: boolean }[] = [];
  const one = newInstruction();
  for (let at = start; at < end; at += one.length) {
    decode(units, at, one);
    if (at + one.length > end) break;
    const targets = branchTargets(units, start, end, at, one);
    const stops = endsFlow(one.op) || isPayload(units[at]!);
    if (targets.length === 0 && !stops) continue;
    for (const target of targets) leaders.add(target);
    if (at + one.length < end) leaders.add(at + one.length - start);
    ends.push({ at: at - start, targets, falls: !stops });
  }
  const starts = Int32Array.from(leaders).sort();
  const blockAt = new Map<number, number>();
  starts.forEach((position, i) => blockAt.set(position, i));
  const next: number[][] = Array.from(starts, () => []);
  let e = 0;
  for (let b = 0; b < starts.length; b++) {
    const stop = starts[b + 1] ?? Number.POSITIVE_INFINITY;
    while (e < ends.length && ends[e]!.at < starts[b]!) e++;
    const last = ends[e];
    if (!last || last.at >= stop) {
      if (b + 1 < starts.length) next[b]!.push(b + 1);
      continue;
    }
    for (const target of last.targets) {
      const block = blockAt.get(target);
      if (block !== undefined) next[b]!.push(block);
    }
    if (last.falls && b + 1 < starts.length) next[b]!.push(b + 1);
  }
  return { starts, next, loops: next.some((list, b) => list.some((to) => to <= b)) };
}

/** Instructions after which the next one does not run. */
function endsFlow(op: number): boolean {
  return (
    (op >= OP.returnVoid && op <= OP.returnObject) || op === OP.throw || (op >= OP.goto && op <= OP.goto32)
  );
}

/** Positions, counted from `start`, that a branch or a switch can go to. */
function branchTargets(
  units: Uint16Array,
  start: number,
  end: number,
  at: number,
  { op, target }: Instruction,
): readonly number[] {
  const branches = (op >= OP.goto && op <= OP.goto32) || (op >= OP.ifEq && op <= OP.ifLez);
  if (!branches && op !== OP.packedSwitch && op !== OP.sparseSwitch) return NOWHERE;
  const all = branches ? [target] : switchTargets(units, at, end);
  return all.filter((to) => to >= start && to < end).map((to) => to - start);
}
const NOWHERE: readonly number[] = [];
