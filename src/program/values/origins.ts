// Where an object comes from, asked backwards: through parameters to the arguments of all callers, through fields to what
// is stored there, through wrappers to what they wrap. Tells a connection's stream from a file's. Bounded, and says no
// more than it saw. Leaves what marks do to trace.ts.
import { OP } from '../../formats/dex/opcodes.js';
import { methodDex, methodName, methodType } from '../program.js';
import { ATOM, type Call, type Graph } from './graph.js';
import type { CallPlace, Readers } from './readers.js';
import type { ValueWorld } from './world.js';

/** An atom of a method that something may come from. */
export interface Origin {
  graph: Graph;
  atom: number;
}

const MAX_CALLERS = 40;
const MAX_WRITERS = 40;

/** What an origin wraps or comes from, when it should be looked through. */
export type LookThrough = (origin: Origin) => readonly number[] | null;

/** By method: the calls by which it was entered, where only these are asked about. */
export type Entered = ReadonlyMap<number, readonly CallPlace[]>;

/** One search: what was found, each once, and the fields whose writers were asked. */
class Search {
  readonly found: Origin[] = [];
  private readonly seen = new Map<Graph, Set<number>>();
  private readonly places = new Set<number>();
  private readonly most: number;
  constructor(most: number) {
    this.most = most;
  }
  add(graph: Graph, atom: number): void {
    if (this.found.length >= this.most) return;
    let here = this.seen.get(graph);
    if (!here) this.seen.set(graph, (here = new Set()));
    if (here.has(atom)) return;
    here.add(atom);
    this.found.push({ graph, atom });
  }
  /** True the first time: a field that is read in many places was written in the same ones. */
  opens(place: number): boolean {
    if (this.places.has(place)) return false;
    this.places.add(place);
    return true;
  }
}

export class Origins {
  readonly world: ValueWorld;
  private readonly readers: Readers;
  /** Looked at for all questions so far. */
  private looked = 0;
  constructor(world: ValueWorld, readers: Readers) {
    this.world = world;
    this.readers = readers;
  }

  /**
   * Every atom a set can come from, nearest first; `through` says which sets to look through for an atom.
   * @param few stop here without a word: for whoever takes the nearest or none
   */
  of(graph: Graph, set: readonly number[], through: LookThrough, entered?: Entered, few?: number): Origin[] {
    const most = few ?? this.world.limits.flowOrigins;
    const search = new Search(most);
    for (const atom of set) search.add(graph, atom);
    const { found } = search;
    for (let i = 0; i < found.length; i++) {
      if (++this.looked > this.world.limits.flowWork) {
        this.world.note('limit/flow-work');
        return found;
      }
      const origin = found[i]!;
      for (const atom of through(origin) ?? []) search.add(origin.graph, atom);
      this.before(origin, search, entered);
    }
    if (few === undefined && found.length >= most) this.world.note('limit/flow-origins');
    return found;
  }

  private before({ graph, atom }: Origin, search: Search, entered: Entered | undefined): void {
    switch (graph.kind[atom]) {
      case ATOM.parameter:
        this.fromCallers(graph, graph.x[atom]!, search, entered);
        return;
      case ATOM.load:
      case ATOM.after:
        this.fromWriters(graph.z[atom]!, search);
        return;
      case ATOM.result:
        this.fromCallee(graph, graph.calls[graph.x[atom]!]!, search);
        return;
    }
  }
  private fromCallers(graph: Graph, parameter: number, search: Search, entered: Entered | undefined): void {
    const callers = entered?.get(graph.method) ?? this.readers.of(graph.method);
    for (const { method, at } of callers.slice(0, MAX_CALLERS)) {
      const from = this.world.graph(method);
      const call = from?.calls[from.callAt.get(at) ?? -1];
      if (call?.site !== null) continue;
      for (const atom of from?.sets[call.args[parameter] ?? 0] ?? []) search.add(from!, atom);
    }
  }
  private fromWriters(place: number, search: Search): void {
    if (!this.world.places.isField(place) || !search.opens(place)) return;
    for (const method of this.readers.writersOf(place).slice(0, MAX_WRITERS)) {
      const graph = this.world.graph(method);
      if (!graph) continue;
      for (const set of this.leftIn(graph, place))
        for (const atom of graph.sets[set]!) search.add(graph, atom);
    }
  }
  private readonly leftBy = new Map<Graph, Map<number, number[]>>();
  /** What a method leaves in a field, of whatever thing. */
  private leftIn(graph: Graph, place: number): readonly number[] {
    let byPlace = this.leftBy.get(graph);
    if (!byPlace) {
      this.leftBy.set(graph, (byPlace = new Map()));
      for (let i = 0; i < graph.left.length; i += 3) {
        const list = byPlace.get(graph.left[i + 1]!);
        if (list) list.push(graph.left[i + 2]!);
        else byPlace.set(graph.left[i + 1]!, [graph.left[i + 2]!]);
      }
    }
    return byPlace.get(place) ?? [];
  }
  private fromCallee(graph: Graph, call: Call, search: Search): void {
    const { world } = this;
    if (call.target < 0 || !world.isOwnCall(call.target)) return;
    const receiver = call.op === OP.invokeStatic ? [] : (graph.sets[call.args[0]!] ?? []);
    for (const target of world.targets(graph, call.op, call.target, receiver) ?? []) {
      const callee = world.graph(target);
      for (const atom of callee?.sets[callee.returned] ?? []) search.add(callee!, atom);
    }
  }

  /** The classes of the package of what is put into a field; null when not all of it is known. */
  typesIn(field: number): ReadonlySet<number> | null {
    const search = new Search(this.world.limits.flowOrigins);
    this.fromWriters(field, search);
    const types = new Set<number>();
    for (let i = 0; i < search.found.length; i++) {
      const { graph, atom } = search.found[i]!;
      const kind = graph.kind[atom];
      if (kind === ATOM.number) continue; // null
      if ((kind === ATOM.load || kind === ATOM.after) && graph.z[atom] === field) continue;
      const called = kind === ATOM.object ? this.calledBack(graph, atom) : -1;
      const type = called >= 0 ? called : graph.type[atom]!;
      if (this.world.isOwnClass(type)) types.add(type);
      else if (kind === ATOM.object) return null;
      else {
        const before = search.found.length;
        this.before({ graph, atom }, search, undefined);
        if (search.found.length === before) return null;
      }
    }
    return types;
  }
  /** The class of the package that an object hands its calls to: of a handler with a call-back. */
  private calledBack(graph: Graph, atom: number): number {
    if (this.world.isOwnClass(graph.type[atom]!)) return -1;
    for (const call of this.setUps(graph, atom, /^<init>$/))
      for (const set of call.args.slice(1))
        for (const one of graph.sets[set]!)
          if (this.world.callsBack([graph.type[one]!])) return graph.type[one]!;
    return -1;
  }

  callsNamed(names: RegExp): CallPlace[] {
    return this.readers.callsNamed(names);
  }
  /** Nothing in the package shows where it comes from. */
  isFromOutside({ graph, atom }: Origin): boolean {
    const { world } = this;
    switch (graph.kind[atom]) {
      case ATOM.parameter:
        return this.readers.of(graph.method).length === 0;
      case ATOM.load:
      case ATOM.after:
        return !world.places.isField(graph.z[atom]!) || this.readers.writersOf(graph.z[atom]!).length === 0;
      case ATOM.result: {
        const { target } = graph.calls[graph.x[atom]!]!;
        return target < 0 || !world.isOwnCall(target);
      }
      default:
        return graph.kind[atom] !== ATOM.number;
    }
  }

  /** True for a field that nothing puts anything into, of things made by code and so not filled from what is read. */
  isNeverSet({ graph, atom }: Origin): boolean {
    const place = graph.z[atom]!;
    const { made, places, program } = this.world;
    if (graph.kind[atom] !== ATOM.load || !places.isField(place)) return false;
    const owner = program.typeClass[program.fieldKeys.first.at(place)]!;
    return owner >= 0 && made[owner] === 1 && this.readers.writersOf(place).length === 0;
  }

  /** Calls that set a made object up: its constructor and what is done to it by name. */
  setUps(graph: Graph, atom: number, names: RegExp): Call[] {
    return graph.calls.filter(
      (call) =>
        call.target >= 0 &&
        call.op !== OP.invokeStatic &&
        graph.sets[call.args[0] ?? 0]!.includes(atom) &&
        names.test(methodName(this.world.program, call.target)),
    );
  }
  /** The constant text of an atom, or null. */
  text({ graph, atom }: Origin): string | null {
    if (graph.kind[atom] !== ATOM.text) return null;
    return methodDex(this.world.program, graph.method)?.dex.string(graph.x[atom]!) ?? null;
  }
  typeText({ graph, atom }: Origin): string {
    const type = graph.type[atom]!;
    return type < 0 ? '' : this.world.program.types.text(type);
  }
  /** "Ljava/lang/System;->out" of what a static field holds, or "". */
  fieldText({ graph, atom }: Origin): string {
    const { program, places } = this.world;
    const place = graph.z[atom]!;
    if (
      graph.kind[atom] !== ATOM.load ||
      graph.kind[graph.y[atom]!] !== ATOM.statics ||
      !places.isField(place)
    )
      return '';
    const name = program.names.text(program.fieldSignatures.first.at(program.fieldKeys.second.at(place)));
    return `${program.types.text(program.fieldKeys.first.at(place))}->${name}`;
  }
  /** "Ljava/net/URL;->openConnection" of what gives the atom, or "". */
  callText({ graph, atom }: Origin): string {
    if (graph.kind[atom] !== ATOM.result) return '';
    const { target } = graph.calls[graph.x[atom]!]!;
    const { program } = this.world;
    return target < 0 ? '' : `${methodType(program, target)}->${methodName(program, target)}`;
  }
}
