// Cuts a method into stretches that run from start to end, and says which can follow which. Exceptions are not followed:
// a handler starts with nothing known. Leaves what the instructions do to evaluate.ts.
import { payloadUnits } from '../../formats/dex/code.js';
import { OP, OPCODE_UNITS } from '../../formats/dex/opcodes.js';

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
  const ends: { at: number; targets: number[]; falls: boolean }[] = [];
  let at = start;
  while (at < end) {
    const op = units[at]! & 0xff;
    const length = op === 0 && units[at] !== 0 ? payloadUnits(units, at) : OPCODE_UNITS[op]!;
    if (at + length > end) break;
    const targets = branchTargets(units, start, end, at, op);
    const stops = endsFlow(op) || (op === 0 && units[at] !== 0);
    if (targets.length > 0 || stops) {
      for (const target of targets) leaders.add(target);
      if (at + length < end) leaders.add(at + length - start);
      ends.push({ at: at - start, targets, falls: !stops });
    }
    at += length;
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

const signed16 = (unit: number): number => (unit << 16) >> 16;

/** True when the instruction can go on at itself or before. */
export function jumpsBack(units: Uint16Array, start: number, end: number, at: number, op: number): boolean {
  if (op === OP.goto) return units[at]! >= 0x8000 || units[at]! < 0x100;
  if (op < OP.goto || op > OP.ifLez) return false;
  return branchTargets(units, start, end, at, op).some((target) => target <= at - start);
}

function branchTargets(units: Uint16Array, start: number, end: number, at: number, op: number): number[] {
  const wide = (from: number): number => (units[from] ?? 0) | ((units[from + 1] ?? 0) << 16);
  const inside = (offset: number): number[] => {
    const to = at + offset;
    return to >= start && to < end ? [to - start] : [];
  };
  if (op === OP.goto) return inside((units[at]! << 16) >> 24);
  if (op === OP.goto + 1) return inside(signed16(units[at + 1]!));
  if (op === OP.goto32) return inside(wide(at + 1));
  if (op >= OP.ifEq && op <= OP.ifLez) return inside(signed16(units[at + 1]!));
  if (op !== OP.packedSwitch && op !== OP.sparseSwitch) return [];
  const payload = at + wide(at + 1);
  if (payload < start || payload + 2 > end) return [];
  const count = units[payload + 1]!;
  const first = op === OP.packedSwitch ? payload + 4 : payload + 2 + count * 2;
  const targets: number[] = [];
  for (let i = 0; i < count && first + i * 2 + 1 < end; i++) targets.push(...inside(wide(first + i * 2)));
  return targets;
}
