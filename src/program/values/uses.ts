// Where each atom of a graph goes: into which call by which argument, alone or held by something that is given, and what
// of it is left when the method ends. Worked out once per graph. Leaves what is done with it to trace.ts.
import type { Places } from './fields.js';
import { ATOM, type Graph } from './graph.js';
import type { ValueWorld } from './world.js';

/** An atom given to a call: in argument `root` (the receiver is 0 of a call that has one), held at `path`. */
export interface Given {
  call: number;
  root: number;
  path: number;
}
/** Where what is left at the end can be met. */
export const END = { returned: -1, thrown: -2, everywhere: -3 } as const;
/** root: a parameter, or one of END. */
export interface Left {
  root: number;
  path: number;
}
export interface Uses {
  given: readonly (readonly Given[] | undefined)[];
  left: readonly (readonly Left[] | undefined)[];
}

const MAX_PATH = 4;
/** Ways by which one atom leaves a method; more say nothing new. */
const MAX_WAYS = 24;
/** Calls that one atom is handed to, alone or held; more are told. */
const MAX_GIVEN = 2_048;

export function findUses(graph: Graph, world: ValueWorld): Uses {
  const { paths, places } = world;
  const given: Given[][] = [];
  const left: Left[][] = [];
  let cut = false;
  graph.calls.forEach((call, index) => {
    const held = byHolder(call.held);
    call.args.forEach((set, root) => {
      spread(graph, world, graph.sets[set]!, held, root === 0, (atom, path) => {
        if (!add((given[atom] ??= []), { call: index, root, path }, MAX_GIVEN)) cut = true;
      });
    });
  });
  if (cut) world.note('limit/method-work');
  const held = byHolder(graph.left);
  const end = (root: number, before: readonly number[], atoms: readonly number[]): void => {
    spread(graph, world, atoms, held, false, (atom, path) => {
      const whole = before.reduceRight((rest, place) => paths.before(place, rest), path);
      if (paths.length(whole) <= MAX_PATH) add((left[atom] ??= []), { root, path: whole }, MAX_WAYS);
    });
  };
  end(END.returned, [], graph.sets[graph.returned]!);
  end(END.thrown, [], graph.sets[graph.thrown]!);
  for (let i = 0; i < graph.shown.length; i += 2) {
    const place = graph.shown[i]!;
    const atoms = graph.sets[graph.shown[i + 1]!]!.filter((atom) => graph.kind[atom] !== ATOM.load);
    end(END.everywhere, [place], atoms);
  }
  for (const [holder, list] of held) {
    if (graph.kind[holder] === ATOM.object) continue;
    const { root, way } = rootOf(graph, holder, places);
    for (const [place, set] of list) {
      if (place === places.behind) continue;
      const atoms = graph.sets[set]!.filter((atom) => !isLoadOf(graph, atom, holder, place));
      end(root, [...way, place], atoms);
    }
  }
  return { given, left };
}

/** False when the list is full. */
function add<T>(list: T[], item: T, most: number): boolean {
  return list.length < most && list.push(item) > 0;
}

/** A place that still holds what it held is left as it was. */
function isLoadOf(graph: Graph, atom: number, holder: number, place: number): boolean {
  return graph.kind[atom] === ATOM.load && graph.y[atom] === holder && graph.z[atom] === place;
}

function byHolder(triples: readonly number[]): Map<number, [number, number][]> {
  const found = new Map<number, [number, number][]>();
  for (let i = 0; i < triples.length; i += 3) {
    const list = found.get(triples[i]!);
    if (list) list.push([triples[i + 1]!, triples[i + 2]!]);
    else found.set(triples[i]!, [[triples[i + 1]!, triples[i + 2]!]]);
  }
  return found;
}

/** Visits atoms and what they hold, with the way to each; an atom met again on a longer way is not visited again. */
function spread(
  graph: Graph,
  world: ValueWorld,
  atoms: readonly number[],
  held: ReadonlyMap<number, readonly [number, number][]>,
  opened: boolean,
  visit: (atom: number, path: number) => void,
): void {
  const { paths } = world;
  const seen = new Set<number>();
  let layer: [number, number[]][] = atoms.map((atom) => [atom, []]);
  for (let depth = 0; depth < MAX_PATH && layer.length > 0; depth++) {
    const next: [number, number[]][] = [];
    for (const [atom, way] of layer) {
      visit(
        atom,
        way.reduceRight((rest, place) => paths.before(place, rest), 0),
      );
      if (seen.has(atom)) continue;
      seen.add(atom);
      // What a screen or service holds is found by its fields, but for what it is called on.
      if ((depth > 0 || !opened) && world.isHandle(graph.type[atom]!)) continue;
      for (const [place, set] of held.get(atom) ?? []) {
        if (place === world.places.behind) continue;
        for (const inner of graph.sets[set]!) {
          if (
            graph.kind[inner] !== ATOM.number &&
            graph.kind[inner] !== ATOM.text &&
            graph.kind[inner] !== ATOM.class
          )
            next.push([inner, [...way, place]]);
        }
      }
    }
    layer = next;
  }
}

/** What a holder from outside is to the caller: a parameter and the way from it, or something anybody can reach. */
export function rootOf(graph: Graph, holder: number, places: Places): { root: number; way: number[] } {
  const way: number[] = [];
  let atom = holder;
  for (let steps = 0; steps < 8; steps++) {
    const kind = graph.kind[atom]!;
    if (kind === ATOM.parameter) return { root: graph.x[atom]!, way };
    if (kind !== ATOM.load) break;
    if (graph.z[atom] === places.any) break;
    way.unshift(graph.z[atom]!);
    atom = graph.y[atom]!;
  }
  return { root: END.everywhere, way: graph.kind[atom] === ATOM.statics ? way : way.slice(-1) };
}
