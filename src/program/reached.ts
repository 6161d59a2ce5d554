// What a search over calls tells: of each method on each occasion whether it is reached and by which step. Leaves the
// search to call-graph.ts and telling paths to reach.ts.
import type { Family } from './callbacks.js';
import type { Root } from './entry-points.js';
import type { Merged } from './merged.js';
import { OCCASION_COUNT } from './occasions.js';

/** Calls and objects that reflection with constant names adds, by calling method. */
export interface ReflectedUse {
  classes: readonly number[];
  methods: readonly number[];
}
/** A state is occasion * methods + method; copies of methods (merged.ts) have numbers behind all methods. */
export interface Reached {
  readonly methodCount: number;
  /** The method that a number stands for. */
  readonly methodOf: (method: number) => number;
  /** Bit per occasion, by method. */
  readonly occasions: Uint8Array;
  /** State before, or -1 - root for where Android starts; by state. */
  readonly parent: Int32Array;
  /** 1 + index into families when the platform makes the step, else 0; by state. */
  readonly via: Int32Array;
  /** Offset in the method before of the instruction that makes the step, or -1; by state. */
  readonly at: Int32Array;
  /** What all ways to it have in common: 0 nothing, 1 perhaps a decision, 2 a decision or an act of the user; by state. */
  readonly waits: Uint8Array;
  readonly families: readonly Family[];
  readonly roots: readonly Root[];
}

/** A method is reached as soon as one of its copies is, and they are where it is as a whole. */
export function joinCopies(reached: Reached, merged: Merged): Reached {
  const { methodCount, occasions, parent, via, at, waits } = reached;
  const take = (to: number, from: number): void => {
    const fresh = occasions[from]! & ~occasions[to]!;
    for (let occasion = 0; occasion < OCCASION_COUNT; occasion++) {
      if ((fresh & (1 << occasion)) === 0) continue;
      const [a, b] = [occasion * methodCount + to, occasion * methodCount + from];
      parent[a] = parent[b]!;
      via[a] = via[b]!;
      at[a] = at[b]!;
      waits[a] = waits[b]!;
    }
    occasions[to]! |= fresh;
  };
  for (const [method, copies] of merged.allCopies()) {
    for (const copy of copies) take(copy, method);
    for (const copy of copies) take(method, copy);
  }
  return reached;
}
