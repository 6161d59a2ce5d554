// What the user types: which calls read the text of a view, and which view that is, by the number it was found with. Leaves
// following the text to trace.ts and what the view asks for to the judge.
import { ATOM, type Graph } from './graph.js';
import type { Origins } from './origins.js';

/** By which the text of a field is read. */
export const TYPED: ReadonlySet<string> = new Set([
  'Landroid/widget/EditText;->getText',
  'Landroid/widget/TextView;->getText',
]);
/** A view is found near where it is read, or not at all. */
const FEW_ORIGINS = 24;

/** The source of a flow of what was typed into a view: "view:0x7f0a0012". */
export const viewSource = (view: number): string => `view:0x${view.toString(16).padStart(8, '0')}`;

/** The number of the view that a set was found by, where all that is seen of it agrees. */
export function viewOf(
  origins: Origins,
  graph: Graph,
  set: readonly number[],
  views: ReadonlySet<number>,
): number | null {
  const found = new Set<number>();
  for (const { graph: from, atom } of origins.of(graph, set, () => null, undefined, FEW_ORIGINS)) {
    if (from.kind[atom] !== ATOM.result) continue;
    for (const arg of from.calls[from.x[atom]!]!.args)
      for (const one of from.sets[arg]!)
        if (from.kind[one] === ATOM.number && views.has(from.x[one]!)) found.add(from.x[one]!);
  }
  return found.size === 1 ? [...found][0]! : null;
}
