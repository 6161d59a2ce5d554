// Who calls a method of the package directly, from the edges of the sweep. Leaves dispatch on other types to the call
// graph: here a call counts when it names the method or inherits it.
import { OP } from '../../formats/dex/opcodes.js';
import { resolveDirect, type Hierarchy } from '../hierarchy.js';
import type { Edges } from '../sweep.js';

export interface Caller {
  method: number;
  at: number;
}

/** Callers of each wanted method, by one pass over all edges. */
export function findCallers(h: Hierarchy, edges: Edges, wanted: ReadonlySet<number>): Map<number, Caller[]> {
  const { program } = h;
  const found = new Map<number, Caller[]>();
  const signatures = new Set<number>();
  for (const method of wanted) {
    signatures.add(program.methodKeys.second.at(method));
    found.set(method, []);
  }
  if (wanted.size === 0) return found;
  for (const method of program.classMethods) {
    for (let e = edges.start[method]!; e < edges.end[method]!; e++) {
      if (edges.op[e]! < OP.invokeVirtual || edges.op[e]! > OP.invokeInterface) continue;
      const reference = edges.target[e]!;
      const signature = program.methodKeys.second.at(reference);
      if (!signatures.has(signature)) continue;
      const target = resolveDirect(h, program.methodKeys.first.at(reference), signature);
      found.get(target)?.push({ method, at: edges.at[e]! });
    }
  }
  return found;
}
