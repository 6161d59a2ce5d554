// Who calls a method of the package directly, from the edges of the sweep. Leaves dispatch on other types to the call
// graph: here a call counts when it names the method or inherits it.
import { OP } from '../../formats/dex/opcodes.js';
import { resolveDirect, type Hierarchy } from '../hierarchy.js';
import type { Edges } from '../sweep.js';

export interface Caller {
  method: number;
  at: number;
}

const UNKNOWN = -2;

/** Callers of each wanted method, by one pass over all edges. */
export function findCallers(h: Hierarchy, edges: Edges, wanted: ReadonlySet<number>): Map<number, Caller[]> {
  const { program } = h;
  const found = new Map<number, Caller[]>();
  if (wanted.size === 0) return found;
  const asked = new Uint8Array(program.signatures.size);
  for (const method of wanted) {
    asked[program.methodKeys.second.at(method)] = 1;
    found.set(method, []);
  }
  // What each reference means, worked out once: UNKNOWN, or the wanted method it reaches, or -1.
  const meaning = new Int32Array(program.methodKeys.size).fill(UNKNOWN);
  const { op: ops, target: targets } = edges;
  for (const method of program.classMethods) {
    const end = edges.end[method]!;
    for (let e = edges.start[method]!; e < end; e++) {
      const op = ops[e]!;
      if (op < OP.invokeVirtual || op > OP.invokeInterface) continue;
      const reference = targets[e]!;
      let target = meaning[reference]!;
      if (target === UNKNOWN) {
        const signature = program.methodKeys.second.at(reference);
        target =
          asked[signature] === 0 ? -1 : resolveDirect(h, program.methodKeys.first.at(reference), signature);
        if (!wanted.has(target)) target = -1;
        meaning[reference] = target;
      }
      if (target >= 0) found.get(target)!.push({ method, at: edges.at[e]! });
    }
  }
  return found;
}
