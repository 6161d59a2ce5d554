// Channels whose key a helper's callers name, and fields of things that were handed to be called back: what a trace asks
// of a graph about them. Leaves following to trace.ts.
import { methodDex, methodName } from '../program.js';
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

/** The call names a key that nothing tells, where what is marked stands under one that is known. */
export function isKeyGuessed(world: ValueWorld, graph: Graph, call: Call, path: number): boolean {
  const { paths, places } = world;
  const asked = paths.head(paths.tail(path));
  const named = keyAt(world, graph, call, asked, places.keyParameter(asked));
  return places.isUnkeyed(named) && !places.isUnkeyed(paths.head(path));
}

/**
 * A field of a thing made here, as a call left it that may hand the thing to what is called back later: one outside, or
 * the making of a call-back that keeps it.
 */
export function isCalledBackOn(world: ValueWorld, graph: Graph, atom: number): boolean {
  if (graph.kind[atom] !== ATOM.after || !world.places.isField(graph.z[atom]!)) return false;
  const by = graph.x[atom]!;
  const call = graph.kind[by] === ATOM.result ? graph.calls[graph.x[by]!] : undefined;
  if (call === undefined || call.target < 0) return false;
  if (!world.isOwnCall(call.target)) return true;
  return methodName(world.program, call.target) === '<init>' && world.callsBack([world.ownerOf(call.target)]);
}
