// What a script says, whatever form it ships in: values, calls, and what has to be wanted before a function can run.
// Lowering (from source or from bytecode) fills it; resolve.ts and live.ts read it. Knows no framework.

/** A value as far as the text of the script tells it. */
export type Value =
  | { t: 'unknown' }
  | { t: 'text'; text: string }
  | { t: 'number'; value: number }
  | { t: 'global'; name: string }
  | { t: 'function'; id: number }
  | { t: 'parameter'; fn: number; index: number }
  | { t: 'variable'; id: number }
  | { t: 'get'; of: Value; name: string | null; nameFrom: Value | null }
  | { t: 'result'; call: number }
  | { t: 'object'; id: number; props: Map<string, Value>; nodes: Map<string, number> }
  | { t: 'list'; items: readonly Value[] }
  | { t: 'either'; of: readonly Value[] }
  | { t: 'joined'; of: readonly Value[] }
  | { t: 'module'; file: string };

export const UNKNOWN: Value = { t: 'unknown' };

/** Where something stands: line and column of source, or the offset within a bytecode function. */
export interface Spot {
  at: number;
}
export interface ScriptCall extends Spot {
  fn: number;
  callee: Value;
  args: readonly Value[];
}
export interface ScriptFunction extends Spot {
  id: number;
  parent: number; // -1 for the top of a file
  name: string;
  parameters: number;
  returns: Value[];
  calls: number[];
  /** Tests `__esModule`: what bundlers put between a module and who asks for it. */
  interop: boolean;
}
/** `of.name = value`, or its like by Object.defineProperty. */
export interface ScriptWrite {
  fn: number;
  of: Value;
  name: string;
  value: Value;
  node: number;
}
export interface ScriptRead extends Spot {
  fn: number;
  value: Value & { t: 'get' };
  node: number;
}

/**
 * One file. `edges` tell what is wanted once something else is: by node, see the makers below. A node is a number; each
 * thing has two, for being touched (called, read from) and for being wanted whole (handed on).
 */
export interface Script {
  entry: string;
  module: boolean; // an ECMAScript module
  functions: ScriptFunction[];
  calls: ScriptCall[];
  variables: Value[][]; // what each was set to
  writes: ScriptWrite[];
  reads: ScriptRead[];
  objects: (Value & { t: 'object' })[];
  exports: Map<string, { value: Value; node: number }>;
  imports: string[]; // other files, as written
  edges: Map<number, number[]>;
  /** The name behind each property node. */
  propertyNames: string[];
}

/** Kinds of node; the lowest three bits. */
export const NODE = { fn: 0, variable: 1, object: 2, property: 3, write: 4, read: 5, handed: 6 } as const;
/** Positions told apart among what one call is handed. */
export const MAX_POSITION = 7;
/** The node of what a call is handed at a position. */
export const handedTo = (call: number, position: number): number =>
  nodeOf(NODE.handed, call * (MAX_POSITION + 1) + Math.min(position, MAX_POSITION));
export type NodeKind = (typeof NODE)[keyof typeof NODE];
export const nodeOf = (kind: NodeKind, id: number, whole = false): number =>
  id * 16 + kind * 2 + (whole ? 1 : 0);
export const kindOf = (node: number): number => (node >> 1) & 7;
export const idOf = (node: number): number => Math.floor(node / 16);
export const isWhole = (node: number): boolean => (node & 1) === 1;

export function emptyScript(entry: string): Script {
  return {
    entry,
    module: false,
    functions: [],
    calls: [],
    variables: [],
    writes: [],
    reads: [],
    objects: [],
    exports: new Map(),
    imports: [],
    edges: new Map(),
    propertyNames: [],
  };
}

export function addEdge(script: Script, from: number, to: number): void {
  if (from < 0) return;
  const list = script.edges.get(from);
  if (list) list.push(to);
  else script.edges.set(from, [to]);
}
