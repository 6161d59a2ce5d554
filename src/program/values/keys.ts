// Channels whose key a helper's callers name, and fields of things that were handed to be called back: what a trace asks
// of a graph about them. Leaves following to trace.ts.
import { methodDex } from '../program.js';
import { ATOM, type Call, type Graph } from './graph.js';
import type { ValueWorld } from './world.js';

/** A channel under the key that a call hands over: a text, a parameter of the caller's own, or not known. */
export function keyAt(
  { places, program }: ValueWorld,
  graph: Graph,
  call: Call,
  place: number,
  argument: number,
): number {
  const set = graph.sets[call.args[argument] ?? 0] ?? [];
  const [atom] = set;
  if (set.length !== 1 || atom === undefined) return places.keyed(place, null);
  if (graph.kind[atom] === ATOM.parameter) return places.keyed(place, graph.x[atom]!);
  if (graph.kind[atom] !== ATOM.text) return places.keyed(place, null);
  return places.keyed(place, methodDex(program, graph.method)?.dex.string(graph.x[atom]!) ?? null);
}

/**
 * Of a helper that reads a channel under a key it is given (`path`: what is marked, then the parameter that names it), at
 * one call: null when the call names another key, 0 when it names this one, else the same question to the caller's callers.
 */
export function keyOfCaller(world: ValueWorld, graph: Graph, call: Call, path: number): number | null {
  const { paths, places } = world;
  const marked = paths.head(path);
  const asked = paths.head(paths.tail(path));
  const named = keyAt(world, graph, call, asked, places.keyParameter(asked));
  if (places.keyParameter(named) >= 0) return paths.before(marked, paths.before(named, 0));
  return places.meets(named, marked) ? 0 : null;
}

/** A field of a thing made here, as a call outside left it that calls back what it was given. */
export function isCalledBackOn(world: ValueWorld, graph: Graph, atom: number): boolean {
  if (graph.kind[atom] !== ATOM.after || !world.places.isField(graph.z[atom]!)) return false;
  const by = graph.x[atom]!;
  const call = graph.kind[by] === ATOM.result ? graph.calls[graph.x[by]!] : undefined;
  return call !== undefined && call.target >= 0 && !world.isOwnCall(call.target);
}
