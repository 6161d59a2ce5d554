// The facts of a trace: in which context (a method entered with one marked thing, or one in which a mark arises) which thing
// is marked, and which fact follows from which. What a method does with a marked parameter is worked out once, for all
// marks. Leaves what follows to into-calls.ts and trace.ts.
import { ATOM, type Call, type Graph } from './graph.js';
import { Readers } from './readers.js';
import { findUses, type Uses } from './uses.js';
import type { ValueWorld } from './world.js';

/** Places in a row that are told apart; what lies deeper is found by its innermost field alone. */
const MAX_PATH = 3;
/** The same where two are fields of one class: nodes of a tree. Of two that can hold what holds them there is no end. */
const MAX_PATH_GOING_ROUND = 2;
/** More than the atoms, and calls, of a method. */
export const ATOM_SPAN = 2 ** 26;
/** More than the facts of an app. */
const FACT_SPAN = 2 ** 26;
/** Of a step that nothing else can be meant by. */
export const SURE = -1;
/** Root of a context in which the mark arose. */
export const INSIDE = -9;
/** The same, for a mark that stands in a channel under a key which callers name: its path is the key, then who names it. */
export const KEYED = -10;
export const arises = (root: number): boolean => root === INSIDE || root === KEYED;

/** A method entered with one marked thing, or one in which a mark arises. */
export interface Context {
  method: number;
  graph: Graph;
  uses: Uses;
  root: number;
  path: number;
  /** Who is waiting for what comes out. */
  callers: Waiting[];
  callerKeys: Set<number>;
  exits: Exit[];
  /** Facts by path, then by atom and call. */
  facts: Map<number, Map<number, number>>;
}
/** What comes out of a method: of a mark that arose inside, the knot in which all such facts meet. */
export interface Exit {
  root: number;
  path: number;
  fact: number;
}
/** How a method is entered from a call: what its caller then waits with. */
export type Entering = Omit<Waiting, 'context' | 'fact' | 'call' | 'by'> & { by?: number };
export interface Waiting {
  context: number;
  fact: number;
  call: number;
  /** Parameter of the callee → argument of the call; -1 where there is none. */
  argument: (parameter: number) => number;
  /** Name of the call-back, or null for a plain call. */
  callBack: string | null;
  /** Position of the call's argument that the call-back belongs to. */
  through: number;
  /** Captured values come before the parameters of a lambda. */
  captured: number;
  /** The place by which the call is only guessed to mean the method, or SURE. */
  by: number;
}
/**
 * A fact: in a context, the thing at `path` of `atom` is marked; since a call, where one put it there. A knot has no atom
 * (-1): facts that all lead to the same others meet in it.
 */
export interface Facts {
  context: number[];
  atom: number[];
  path: number[];
  since: number[];
  /** Position in the method at which it came about. */
  at: number[];
  next: number[][];
}
/** A marked value handed to a call outside the package. */
export interface Arrival {
  fact: number;
  call: Call;
  graph: Graph;
  argument: number;
  /** What arrives only names the data: an address, a file's name, a command. */
  names: boolean;
  /** What arrives only says which component a message is for. */
  aims: boolean;
  /** The platform's member that a call by name means. */
  member?: string;
}

/** What the trace asks of those who know more than values. */
export interface TraceQuestions {
  /** Components that are put into a field, as keys; null when not all are known. */
  components: (field: number) => readonly string[] | null;
  /** A call turns an address of data into data. */
  opens: (reference: number) => boolean;
  isSink: (reference: number) => boolean;
  /** A method can run. */
  alive: (method: number) => boolean;
  /** Components of the app that a call hands an intent to, null among them for any. */
  intents: (graph: Graph, call: Call) => { argument: number; components: (string | null)[] } | null;
}

export abstract class FactBook {
  readonly world: ValueWorld;
  readonly facts: Facts = { context: [], atom: [], path: [], since: [], at: [], next: [] };
  readonly contexts: Context[] = [];
  readonly arrivals: Arrival[] = [];
  readonly readers: Readers;
  protected readonly ask: TraceQuestions;
  protected readonly byKey = new Map<string, number>();
  protected readonly queue: number[] = [];
  protected readonly usesOf = new Map<Graph, Uses>();
  /** By way: the knot of all that gets there. */
  protected readonly published = new Map<number, number>();
  private readonly links = new Set<number>();
  private readonly guessed = new Map<number, number>();
  private readonly names = new Map<string, number>();
  /** Facts, links and returns so far: what following costs. */
  work = 0;

  constructor(world: ValueWorld, ask: TraceQuestions) {
    this.world = world;
    this.readers = new Readers(world);
    this.ask = ask;
  }

  /** Marks a value of a method; the fact's number, or -1 when the method cannot be read. */
  mark(method: number, atomOf: (graph: Graph) => number, path: number): number {
    const context = this.enter(method, INSIDE, 0);
    if (context < 0) return -1;
    const atom = atomOf(this.contexts[context]!.graph);
    return atom < 0 ? -1 : this.add(context, atom, path, -1, 0, -1);
  }

  /** @param message of a call-back for messages: the number of those it is entered with, where it is known */
  protected enter(method: number, root: number, path: number, message: number | null = null): number {
    const key = `${method} ${root} ${path} ${message ?? ''}`;
    const known = this.byKey.get(key);
    if (known !== undefined) return known;
    const graph = this.world.graphFor(method, message);
    if (!graph) {
      this.byKey.set(key, -1);
      return -1;
    }
    let uses = this.usesOf.get(graph);
    if (!uses) this.usesOf.set(graph, (uses = findUses(graph, this.world)));
    const id = this.contexts.length;
    this.contexts.push({
      method,
      graph,
      uses,
      root,
      path,
      callers: [],
      callerKeys: new Set(),
      exits: [],
      facts: new Map(),
    });
    this.byKey.set(key, id);
    return id;
  }

  protected add(
    context: number,
    atom: number,
    path: number,
    since: number,
    at: number,
    from: number,
    by = SURE,
  ): number {
    if (this.isTooLong(path)) {
      if (from >= 0) this.publish(context, from, path);
      return -1;
    }
    if (
      path !== 0 &&
      !this.world.holders.canHold(this.contexts[context]!.graph.type[atom]!, this.world.paths.head(path))
    )
      return -1;
    this.work++;
    const known = this.contexts[context]!.facts;
    const key = (since + 1) * ATOM_SPAN + atom;
    // What is data is not also asked about as the address of data.
    const data = this.withoutAddress(path);
    if (data >= 0 && known.get(data)?.has(key) === true) return -1;
    let here = known.get(path);
    if (!here) known.set(path, (here = new Map()));
    let id = here.get(key);
    if (id === undefined) {
      id = this.newFact(context, atom, path, since, at);
      here.set(key, id);
      this.queue.push(id);
    }
    if (from >= 0) this.link(from, id, by);
    return id;
  }
  private readonly dataOf: (number | undefined)[] = [];
  /** The path to the data that a path leads to the address of; -1 of other paths. */
  private withoutAddress(path: number): number {
    return (this.dataOf[path] ??= this.findDataOf(path));
  }
  private findDataOf(path: number): number {
    const { paths, places } = this.world;
    if (path === 0) return -1;
    if (paths.head(path) === places.address) return paths.tail(path);
    const rest = this.withoutAddress(paths.tail(path));
    return rest < 0 ? -1 : paths.before(paths.head(path), rest);
  }
  private readonly tooLong: (boolean | undefined)[] = [];
  protected isTooLong(path: number): boolean {
    return (this.tooLong[path] ??= this.findTooLong(path));
  }
  private findTooLong(path: number): boolean {
    const { world } = this;
    const { paths, places, program } = world;
    const owners = new Set<number>();
    let length = 0;
    let fields = 0;
    let wraps = 0;
    for (let rest = path; rest !== 0; rest = paths.tail(rest)) {
      const place = paths.head(rest);
      if (place !== places.address) length++;
      if (!places.isField(place)) continue;
      fields++;
      owners.add(program.fieldKeys.first.at(place));
      if (world.holders.holdsItsKind(place)) wraps++;
    }
    if (wraps > 1) return true;
    return length > (owners.size < fields ? MAX_PATH_GOING_ROUND : MAX_PATH);
  }
  private newFact(context: number, atom: number, path: number, since: number, at: number): number {
    const { facts } = this;
    facts.context.push(context);
    facts.atom.push(atom);
    facts.path.push(path);
    facts.since.push(since);
    facts.at.push(at);
    facts.next.push([]);
    return facts.atom.length - 1;
  }
  /** A fact in which others meet that lead to the same. */
  protected knot(context: number, path: number): number {
    return this.newFact(context, -1, path, -1, 0);
  }
  /** @param by the place that may be one for both and may be two, or SURE */
  protected link(from: number, to: number, by = SURE): void {
    const key = from * FACT_SPAN + to;
    if (from === to) return;
    if (this.links.has(key)) {
      if (by === SURE) this.guessed.delete(key);
      return;
    }
    this.links.add(key);
    if (by !== SURE) this.guessed.set(key, by);
    this.facts.next[from]!.push(to);
  }
  /** The place by which one fact is only guessed to follow from another, or SURE. */
  guess(from: number, to: number): number {
    return this.guessed.get(from * FACT_SPAN + to) ?? SURE;
  }
  /** The number of a call-back's name; 0 of none. */
  protected nameId(name: string | null): number {
    if (name === null) return 0;
    let id = this.names.get(name);
    if (id === undefined) this.names.set(name, (id = this.names.size + 1));
    return id;
  }

  protected placeOf(graph: Graph, atom: number): number {
    const kind = graph.kind[atom]!;
    if (kind === ATOM.result) return graph.calls[graph.x[atom]!]!.at;
    return kind === ATOM.derived || kind === ATOM.object || kind === ATOM.caught ? graph.x[atom]! : 0;
  }

  /** Where in its method a fact came about: the call or instruction that gave the value; 0 when it was there before. */
  placeOfFact(fact: number): number {
    if (this.facts.atom[fact]! < 0) return 0;
    const { graph } = this.contexts[this.facts.context[fact]!]!;
    const since = this.facts.since[fact]!;
    return since >= 0 ? graph.calls[since]!.at : this.placeOf(graph, this.facts.atom[fact]!);
  }

  protected join(before: number, after: number): number {
    if (before === 0) return after;
    const { paths } = this.world;
    return paths.before(paths.head(before), this.join(paths.tail(before), after));
  }

  /** What is read whole is marked whole, or still only an address. */
  protected wholeRest(path: number): number {
    const { paths, places } = this.world;
    for (let rest = path; rest !== 0; rest = paths.tail(rest))
      if (paths.head(rest) === places.address) return rest;
    return 0;
  }

  protected canFollow(graph: Graph, first: number, second: number): boolean {
    const a = graph.calls[first]!.at;
    const b = graph.calls[second]!.at;
    const from = graph.blockOf(a);
    const to = graph.blockOf(b);
    return (from === to && a < b) || graph.reaches(from, to);
  }

  /** A mark got somewhere that others can reach. */
  protected abstract publish(context: number, fact: number, path: number): void;
  /** Something comes out of a method by a parameter, its result or an exception. */
  protected abstract comeBack(waiting: Waiting, root: number, path: number, exitFact: number): void;
}

export function parameterAtom(graph: Graph, position: number): number {
  for (let atom = 0; atom < graph.kind.length; atom++) {
    if (graph.kind[atom] === ATOM.parameter && graph.x[atom] === position) return atom;
  }
  return -1;
}
