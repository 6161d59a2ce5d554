// The values of one method and how they come from each other: atoms (what a value can be), sets of them, the calls with
// what they are given, and what the method leaves behind. Built once per method by interpret.ts, read by every question.
import type { BoundCallSite } from '../lambdas.js';

/**
 * What a value can be. x and y by kind:
 * parameter: position, receiver first. object: made at x. text: string x of the method's DEX. number: x. class: type x.
 * result: of call x (index into calls). load: field y of atom x as the method found it. after: field z of atom y as call
 * x left it. caught: by the handler at x. derived: by the instruction at x from others. statics: holder of static fields.
 */
export const ATOM = {
  parameter: 0,
  object: 1,
  text: 2,
  number: 3,
  class: 4,
  result: 5,
  load: 6,
  after: 7,
  caught: 8,
  derived: 9,
  statics: 10,
} as const;

/** A call as the method makes it; sets are indexes into the graph's sets. */
export interface Call {
  /** Code units from the method's first instruction. */
  at: number;
  op: number;
  /** Method referred to, as a global id; -1 for a lambda that is made. */
  target: number;
  /** Receiver first, wide values once. */
  args: number[];
  /** The atom of what it gives. */
  result: number;
  /** What a lambda binds. */
  site: BoundCallSite | null;
  /** Atoms that stand for what handlers around the call catch. */
  caught: number[];
  /** What the things it is given hold: holder atom, field, set in turn. */
  held: number[];
}

export interface Graph {
  method: number;
  /** By atom. */
  kind: number[];
  x: number[];
  y: number[];
  z: number[];
  /** Type where it is known, else -1. */
  type: number[];
  /** Atoms of each set, ascending; set 0 is empty. */
  sets: readonly (readonly number[])[];
  /** Atoms that come from an atom by a change that keeps what it tells. */
  derived: readonly (readonly number[] | undefined)[];
  calls: Call[];
  /** By call: the set of the object that a call by name makes. */
  madeBy: readonly (number | undefined)[];
  /** Calls, lambdas that are made among them, by position. */
  callAt: ReadonlyMap<number, number>;
  /** What it cost to build. */
  work: number;
  returned: number;
  thrown: number;
  /** What things known outside hold when the method ends: holder atom, field, set in turn. */
  left: number[];
  /** What static fields hold while others run: field, set in turn. */
  shown: number[];
  /** Loads and afters by holder. */
  loads: readonly (readonly number[] | undefined)[];
  /** Blocks by position, for asking what can come after what. */
  blockOf: (at: number) => number;
  reaches: (from: number, to: number) => boolean;
  /** Built in full; false when a ceiling cut it. */
  complete: boolean;
}
