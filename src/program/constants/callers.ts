// Who calls a method of the package directly, from the edges of the sweep. Leaves dispatch on other types to the call
// graph: here a call counts when it names the method or inherits it.
import { OP } from '../../formats/dex/opcodes.js';
import { resolveDirect, type Hierarchy } from '../hierarchy.js';
import type { Edges } from '../sweep.js';

export interface Caller {
  method: number;
  at: number;
}

/** Calls by what they refer to: edges of reference r at [start[r], start[r + 1]), in the order of the sweep. */
interface CallsByReference {
  start: Int32Array;
  /** Edge, and the method it stands in. */
  edge: Int32Array;
  from: Int32Array;
}

/** Several analyses of one program ask who calls what; the edges are put in order once. */
const ordered = new WeakMap<Edges, CallsByReference>();

function callsByReference(h: Hierarchy, edges: Edges): CallsByReference {
  const known = ordered.get(edges);
  if (known) return known;
  const { program } = h;
  const { op: ops, target: targets } = edges;
  const start = new Int32Array(program.methodKeys.size + 1);
  let count = 0;
  for (let e = 0; e < ops.length; e++) {
    if (ops[e]! < OP.invokeVirtual || ops[e]! > OP.invokeInterface) continue;
    start[targets[e]! + 1]!++;
    count++;
  }
  for (let r = 1; r < start.length; r++) start[r]! += start[r - 1]!;
  const fill = start.slice();
  const edge = new Int32Array(count);
  const from = new Int32Array(count);
  for (const method of program.classMethods) {
    const end = edges.end[method]!;
    for (let e = edges.start[method]!; e < end; e++) {
      if (ops[e]! < OP.invokeVirtual || ops[e]! > OP.invokeInterface) continue;
      const at = fill[targets[e]!]!++;
      edge[at] = e;
      from[at] = method;
    }
  }
  const calls = { start, edge, from };
  ordered.set(edges, calls);
  return calls;
}

/** References that are called, by signature: those of signature s at [start[s], start[s + 1]). */
const bySignature = new WeakMap<CallsByReference, { start: Int32Array; reference: Int32Array }>();

function referencesOf(h: Hierarchy, calls: CallsByReference, signature: number): Int32Array {
  const { program } = h;
  let known = bySignature.get(calls);
  if (!known) {
    const start = new Int32Array(program.signatures.size + 1);
    const called = (r: number): boolean => calls.start[r] !== calls.start[r + 1];
    const count = calls.start.length - 1;
    for (let r = 0; r < count; r++) if (called(r)) start[program.methodKeys.second.at(r) + 1]!++;
    for (let s = 1; s < start.length; s++) start[s]! += start[s - 1]!;
    const fill = start.slice();
    const reference = new Int32Array(start[start.length - 1]!);
    for (let r = 0; r < count; r++) if (called(r)) reference[fill[program.methodKeys.second.at(r)]!++] = r;
    bySignature.set(calls, (known = { start, reference }));
  }
  return known.reference.subarray(known.start[signature]!, known.start[signature + 1]!);
}

/** Callers of one method, in the order of the sweep. */
export function callersOf(h: Hierarchy, edges: Edges, method: number): Caller[] {
  const { program } = h;
  const calls = callsByReference(h, edges);
  const signature = program.methodKeys.second.at(method);
  const found: number[] = [];
  for (const reference of referencesOf(h, calls, signature)) {
    if (resolveDirect(h, program.methodKeys.first.at(reference), signature) !== method) continue;
    for (let i = calls.start[reference]!; i < calls.start[reference + 1]!; i++) found.push(i);
  }
  found.sort((a, b) => calls.edge[a]! - calls.edge[b]!);
  return found.map((i) => ({ method: calls.from[i]!, at: edges.at[calls.edge[i]!]! }));
}

/** Callers of each wanted method, in the order of the sweep. */
export function findCallers(h: Hierarchy, edges: Edges, wanted: ReadonlySet<number>): Map<number, Caller[]> {
  const { program } = h;
  const found = new Map<number, Caller[]>();
  if (wanted.size === 0) return found;
  const asked = new Uint8Array(program.signatures.size);
  for (const method of wanted) {
    asked[program.methodKeys.second.at(method)] = 1;
    found.set(method, []);
  }
  const { start, edge, from } = callsByReference(h, edges);
  const callEdges = new Map<number, number[]>();
  for (let reference = 0; reference + 1 < start.length; reference++) {
    const signature = program.methodKeys.second.items[reference]!;
    if (asked[signature] === 0 || start[reference] === start[reference + 1]) continue;
    const target = resolveDirect(h, program.methodKeys.first.at(reference), signature);
    if (!wanted.has(target)) continue;
    const list = callEdges.get(target) ?? [];
    for (let i = start[reference]!; i < start[reference + 1]!; i++) list.push(i);
    callEdges.set(target, list);
  }
  for (const [target, list] of callEdges) {
    // Calls through several types may reach one method.
    list.sort((a, b) => edge[a]! - edge[b]!);
    found.set(
      target,
      list.map((i) => ({ method: from[i]!, at: edges.at[edge[i]!]! })),
    );
  }
  return found;
}
