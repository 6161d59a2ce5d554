// Flows of personal data: what routes of kinds watch is marked where it comes in, followed, and told where it arrives: at
// which sink, over which channel, to which host, through which steps. Leaves following to trace.ts and judging to others.
import { checkTime } from '../../bytes/deadline.js';
import { OP } from '../../formats/dex/opcodes.js';
import type { Channel, Watchlist } from '../../model/catalogue.js';
import type { ManifestFacts } from '../../model/facts.js';
import type { FoundUse } from '../facts.js';
import { methodDex, methodName, methodParameters, methodType } from '../program.js';
import type { WatchIndex } from '../watch-index.js';
import { destinationOf, endpointAt, IS_STREAM, type Destination } from './destination.js';
import { ATOM, type Call, type Graph } from './graph.js';
import { Intents, MESSENGER } from './intents.js';
import { Origins, type Entered } from './origins.js';
import { parameterAtom, type Arrival } from './facts.js';
import { Trace } from './trace.js';
import { TYPED, viewOf, viewSource } from './typed.js';
import { END } from './uses.js';
import type { CallPlace } from './readers.js';
import type { ValueWorld } from './world.js';

/** A flow with methods instead of sites. */
export interface FoundFlow {
  source: string;
  sourceSite: number;
  sourceOffset: number;
  sink: string;
  sinkSite: number;
  offset: number;
  channel: Channel;
  host: string | null;
  transport: 'tls' | 'cleartext' | null;
  steps: { method: number; offset: number }[];
  cutSteps: number;
}

export interface FlowInput {
  world: ValueWorld;
  index: WatchIndex;
  watch: Watchlist;
  uses: readonly FoundUse[];
  manifest: ManifestFacts | null;
  /** The method can run. */
  alive: (method: number) => boolean;
  /** Ids of the views that users type into: what is read from one is followed too. */
  views: ReadonlySet<number>;
}

const MAX_STEPS = 12;
/** Methods above a sink of which is asked by which calls the data came; above them all calls count. */
const MAX_ENTERED = 40;
/** Parameters of a call-back that tell where it runs, not what happened. */
const SURROUNDINGS =
  /^Z$|^Ljava\/lang\/String;$|(?:Context|Activity|View|Manager|Handler|Looper|Resolver|Intent|Bundle|Service);$/;
/** Call-backs that tell the address of a page which the app itself shows. */
const OWN_PAGES = /^override:Landroid\/webkit\//;
/** Methods by which objects are compared and parcelled: what they read goes nowhere. */
const PLUMBING = /^(?:equals|hashCode|writeToParcel|describeContents|compareTo)$/;
const SIMPLE = /^[ZBCSIFDJ]$/;
/** Static fields that hold data themselves; others name it. */
const DATA_FIELDS = /^field:Landroid\/os\/Build(?:\$\w{1,40})?;->/;

interface Source {
  id: string;
  method: number;
  offset: number;
}

export function findFlows(input: FlowInput): FoundFlow[] {
  return new Finder(input).run();
}

class Finder {
  private readonly input: FlowInput;
  private readonly trace: Trace;
  private readonly origins: Origins;
  private readonly intents: Intents;
  private readonly sinks: Map<string, Watchlist['sinks'][number]>;
  private readonly sinkLists = new Map<number, Watchlist['sinks'][number][]>();
  private readonly sources = new Map<number, Source[]>();
  private readonly destinations = new Map<string, Destination>();

  constructor(input: FlowInput) {
    this.input = input;
    const { world } = input;
    const opens = (reference: number): boolean => world.models.of(reference)?.opens === true;
    this.trace = new Trace(world, {
      opens,
      alive: input.alive,
      isSink: (reference) => this.sinksOf(reference).length > 0,
      intents: (graph, call) => this.intents.targets(graph, call),
    });
    this.origins = new Origins(world, this.trace.readers);
    this.intents = new Intents(this.origins, input.manifest);
    this.sinks = new Map(input.watch.sinks.map((sink) => [sink.id, sink]));
  }

  run(): FoundFlow[] {
    this.markSources();
    if (this.sources.size === 0) return [];
    this.trace.run();
    const arrivals = this.arrivals();
    const found = new Map<string, FoundFlow>();
    const leads = this.leading(arrivals);
    for (const [fact, sources] of this.sources) this.tell(fact, sources, arrivals, leads, found);
    return [...found.values()];
  }

  // Sources

  private markSources(): void {
    const wanted = new Set(this.input.watch.sources);
    for (const use of this.input.uses)
      if (this.input.views.size > 0 && TYPED.has(use.watch)) this.markTyped(use);
    for (const use of this.input.uses) {
      if (!wanted.has(use.watch) || !this.input.alive(use.method)) continue;
      if (PLUMBING.test(methodName(this.input.world.program, use.method))) continue;
      for (const [atomOf, path] of this.marksOf(use)) {
        const fact = this.trace.mark(use.method, atomOf, path);
        if (fact < 0) continue;
        const list = this.sources.get(fact);
        const source = { id: use.watch, method: use.method, offset: use.offset };
        if (list) list.push(source);
        else this.sources.set(fact, [source]);
      }
    }
  }
  /** What the user typed, where the view it is read from is known by its number. */
  private markTyped(use: FoundUse): void {
    const { world, alive } = this.input;
    if (!alive(use.method) || !use.descriptor?.startsWith('()')) return;
    const graph = world.graph(use.method);
    const call = graph?.calls.find((one) => one.at === use.offset && one.target >= 0);
    const set = call && graph ? graph.sets[call.args[0] ?? 0]! : null;
    const view = graph && set ? viewOf(this.origins, graph, set, this.input.views) : null;
    if (view === null) return;
    const fact = this.trace.mark(use.method, (one) => resultAt(one, use.offset), 0);
    if (fact < 0) return;
    const source = { id: viewSource(view), method: use.method, offset: use.offset };
    this.sources.set(fact, [...(this.sources.get(fact) ?? []), source]);
  }
  /** Which values of a method a use marks: the data, or an address by which it is got. */
  private marksOf(use: FoundUse): [(graph: Graph) => number, number][] {
    const { world } = this.input;
    const address = world.paths.before(world.places.address, 0);
    const { watch } = use;
    if (watch.startsWith('override:')) return this.parametersOf(use);
    if (watch.startsWith('field:')) return this.fieldOf(use, address);
    if (watch.startsWith('uri:') || watch.startsWith('string:')) {
      const text = watch.slice(watch.indexOf(':') + 1);
      return [[(graph) => textAtom(graph, methodDex(world.program, graph.method)?.dex, text), address]];
    }
    if (watch.startsWith('reflect:')) return [[(graph) => resultAt(graph, use.offset), address]];
    if (watch.startsWith('class:') || use.descriptor === undefined) return [];
    const returns = use.descriptor.slice(use.descriptor.indexOf(')') + 1);
    if (returns === 'V' || returns === 'Z') return [];
    const type = world.program.types.find(returns);
    if (world.isHandle(type)) return [];
    // A file or address is the way to the data, not the data.
    const way = /^Ljava\/io\/File;$|^\[Ljava\/io\/File;$|^Landroid\/net\/Uri;$/.test(returns);
    return [[(graph) => resultAt(graph, use.offset), way ? address : 0]];
  }
  private parametersOf(use: FoundUse): [(graph: Graph) => number, number][] {
    const { program } = this.input.world;
    const types = methodParameters(program, use.method);
    const tells = (type: string): boolean => !SURROUNDINGS.test(type) && !SIMPLE.test(type);
    // A text mostly names where it comes from; where nothing else is told it is what is told.
    const wanted =
      types.some(tells) || OWN_PAGES.test(use.watch)
        ? tells
        : (type: string) => type === 'Ljava/lang/String;';
    return types.flatMap((type, i): [(graph: Graph) => number, number][] =>
      wanted(type) ? [[(graph) => parameterAtom(graph, i + 1), 0]] : [],
    );
  }
  private fieldOf(use: FoundUse, address: number): [(graph: Graph) => number, number][] {
    const { world } = this.input;
    const name = use.watch.slice(use.watch.indexOf('->') + 2);
    const find = (graph: Graph, wanted: (type: string) => boolean): number =>
      graph.kind.findIndex((kind, atom) => {
        if (kind !== ATOM.load || !world.places.isField(graph.z[atom]!)) return false;
        const { program } = world;
        const signature = program.fieldKeys.second.at(graph.z[atom]!);
        const named = program.names.text(program.fieldSignatures.first.at(signature)) === name;
        return named && wanted(program.types.text(program.fieldSignatures.second.at(signature)));
      });
    if (DATA_FIELDS.test(use.watch)) return [[(graph) => find(graph, () => true), 0]];
    const isUri = (type: string): boolean => type === 'Landroid/net/Uri;';
    const ofObject = (graph: Graph): number => {
      const atom = find(graph, (type) => !isUri(type));
      return atom >= 0 && graph.kind[graph.y[atom]!] !== ATOM.statics ? atom : -1;
    };
    return [
      [(graph) => find(graph, isUri), address],
      [ofObject, 0],
    ];
  }

  // Sinks

  private sinksOf(reference: number): Watchlist['sinks'][number][] {
    let known = this.sinkLists.get(reference);
    if (!known) {
      const { index } = this.input;
      known = index.lists[index.methods[reference]!]!.flatMap((item) => {
        const sink = this.sinks.get(index.items[item]!.id ?? '');
        return sink ? [sink] : [];
      });
      this.sinkLists.set(reference, known);
    }
    return known;
  }

  /** Arrivals at sinks by fact. */
  private arrivals(): Map<number, Ending[]> {
    const found = new Map<number, Ending[]>();
    const add = (fact: number, ending: Ending): void => {
      const list = found.get(fact);
      if (list) list.push(ending);
      else found.set(fact, [ending]);
    };
    for (const arrival of this.trace.arrivals) {
      for (const sink of this.sinksOf(arrival.call.target)) {
        if (!sink.args.includes(arrival.argument)) continue;
        add(arrival.fact, this.end(arrival, sink));
      }
    }
    this.answers(add);
    return found;
  }
  private end({ fact, call, method, names }: Arrival, sink: Watchlist['sinks'][number]): Ending {
    const where = (from: ReadonlyMap<number, number>): Destination => {
      const entered = this.enteredBy(fact, from);
      const ways = [...entered].map(
        ([to, by]) => `${to}<${by.map((one) => `${one.method}@${one.at}`).join()}`,
      );
      const key = `${method} ${call.at} ${sink.channel} ${ways.join(' ')}`;
      let known = this.destinations.get(key);
      if (!known) this.destinations.set(key, (known = this.destination(method, call, sink.channel, entered)));
      return known;
    };
    return { sink: sink.id, method, offset: call.at, where, names };
  }
  /** The calls by which what was marked came into methods on its way to a fact; of others nothing is said. */
  private enteredBy(fact: number, from: ReadonlyMap<number, number>): Entered {
    const { facts, contexts } = this.trace;
    const found = new Map<number, CallPlace[]>();
    const seen = new Set([facts.context[fact]!]);
    for (const id of seen) {
      const { method, root, callers } = contexts[id]!;
      const used = callers.filter((one) => from.has(one.fact));
      // Who calls a call-back, or a method in which the mark arose, is everybody.
      if (root < 0 || found.has(method) || used.some((one) => one.callBack !== null || one.captured > 0))
        continue;
      found.set(
        method,
        used.map((one) => ({
          method: contexts[one.context]!.method,
          at: contexts[one.context]!.graph.calls[one.call]!.at,
        })),
      );
      for (const one of used) if (seen.size < MAX_ENTERED) seen.add(one.context);
    }
    return found;
  }
  private destination(method: number, call: Call, channel: Channel, entered: Entered): Destination {
    const { world } = this.input;
    const graph = world.graph(method)!;
    const owner = methodType(world.program, call.target);
    const plain: Destination = { channel, host: null, transport: null };
    if (channel === 'own-file' && IS_STREAM.test(owner) && call.op !== OP.invokeStatic)
      return destinationOf(this.origins, graph, graph.sets[call.args[0]!]!, entered);
    if (owner === 'Landroid/graphics/Bitmap;')
      return destinationOf(this.origins, graph, graph.sets[call.args[3] ?? 0]!, entered);
    if (channel === 'network') return { ...plain, ...endpointAt(this.origins, graph, call, entered) };
    if (owner === MESSENGER)
      return this.intents.messageStays(graph, call) ? { ...plain, channel: null } : plain;
    if (channel === 'app') return this.intents.staysInApp(graph, call) ? { ...plain, channel: null } : plain;
    return plain;
  }
  /** What the app's own methods answer when others ask them. */
  private answers(add: (fact: number, ending: Ending) => void): void {
    const asked = new Map<number, Watchlist['sinks'][number]>();
    for (const { watch, method } of this.input.uses) {
      const sink = watch.startsWith('override:') ? this.sinks.get(watch) : undefined;
      if (sink) asked.set(method, sink);
    }
    for (const context of this.trace.contexts) {
      const sink = asked.get(context.method);
      if (!sink) continue;
      for (const { root, fact } of context.exits) {
        if (root !== END.returned) continue;
        add(fact, {
          sink: sink.id,
          method: context.method,
          offset: 0,
          names: false,
          where: () => ({ channel: sink.channel, host: null, transport: null }),
        });
      }
    }
  }

  // Flows

  /** Facts from which some arrival can be reached. */
  private leading(arrivals: ReadonlyMap<number, unknown>): Uint8Array {
    const { next } = this.trace.facts;
    const before: number[][] = [];
    next.forEach((list, from) => {
      for (const to of list) (before[to] ??= []).push(from);
    });
    const leads = new Uint8Array(next.length);
    const queue = [...arrivals.keys()];
    for (const fact of queue) leads[fact] = 1;
    for (const fact of queue) {
      for (const from of before[fact] ?? []) {
        if (leads[from] === 1) continue;
        leads[from] = 1;
        queue.push(from);
      }
    }
    return leads;
  }
  private tell(
    start: number,
    sources: readonly Source[],
    arrivals: Map<number, Ending[]>,
    leads: Uint8Array,
    found: Map<string, FoundFlow>,
  ): void {
    const { facts } = this.trace;
    if (leads[start] === 0) return;
    checkTime();
    const from = new Map<number, number>([[start, -1]]);
    const queue = [start];
    for (const fact of queue) {
      for (const next of facts.next[fact]!) {
        if (leads[next] === 0 || from.has(next)) continue;
        from.set(next, fact);
        queue.push(next);
      }
    }
    for (const fact of queue) {
      for (const ending of arrivals.get(fact) ?? []) {
        for (const source of sources) this.keep(source, ending, fact, from, found);
      }
    }
  }
  private keep(
    source: Source,
    ending: Ending,
    fact: number,
    from: Map<number, number>,
    found: Map<string, FoundFlow>,
  ): void {
    if (
      source.id === ending.sink ||
      (source.method === ending.method && source.offset === ending.offset && ending.offset > 0)
    )
      return;
    const key = `${source.id} ${source.method} ${source.offset} ${ending.sink} ${ending.method} ${ending.offset}`;
    if (found.has(key)) return;
    if (found.size >= this.input.world.limits.flowsKept) {
      this.input.world.note('limit/flows-kept');
      return;
    }
    const { sink, method, offset } = ending;
    const { channel, host, transport } = ending.where(from);
    // A command is run by its words; of other things that only name data nothing goes anywhere.
    if (channel === null || (ending.names && channel !== 'command')) return;
    found.set(key, {
      source: source.id,
      sourceSite: source.method,
      sourceOffset: source.offset,
      sink,
      sinkSite: method,
      offset,
      channel,
      host,
      transport,
      ...this.stepsTo(fact, from, source.offset, ending.offset),
    });
  }
  /** The methods a value goes through, each with the place where it goes on. */
  private stepsTo(
    fact: number,
    from: ReadonlyMap<number, number>,
    first: number,
    end: number,
  ): Pick<FoundFlow, 'steps' | 'cutSteps'> {
    const { facts, contexts } = this.trace;
    const way: number[] = [];
    for (let at = fact; at >= 0; at = from.get(at) ?? -1) way.unshift(at);
    const steps: FoundFlow['steps'] = [];
    for (const at of way) {
      if (facts.atom[at]! < 0) continue; // a knot is nowhere
      const { method, callers } = contexts[facts.context[at]!]!;
      const last = steps.at(-1);
      const own = this.trace.placeOfFact(at);
      if (last?.method === method) {
        if (own > 0) last.offset = own;
        continue;
      }
      const by = callers.find((one) => one.fact === from.get(at));
      if (last && by) last.offset = contexts[by.context]!.graph.calls[by.call]!.at;
      steps.push({ method, offset: last ? own : first });
    }
    const last = steps.at(-1);
    if (last) last.offset = end;
    const kept =
      steps.length <= MAX_STEPS ? steps : [...steps.slice(0, MAX_STEPS / 2), ...steps.slice(-MAX_STEPS / 2)];
    return { steps: kept, cutSteps: steps.length - kept.length };
  }
}

interface Ending {
  sink: string;
  method: number;
  offset: number;
  /** What arrives only names the data. */
  names: boolean;
  /** Where it goes, of what came this way. */
  where: (from: ReadonlyMap<number, number>) => Destination;
}

function resultAt(graph: Graph, offset: number): number {
  const call = graph.calls[graph.callAt.get(offset) ?? -1];
  return call && call.target >= 0 ? call.result : -1;
}

/** The text atom that is, or begins with, a watched text. */
function textAtom(
  graph: Graph,
  dex: { string: (index: number) => string } | undefined,
  text: string,
): number {
  if (!dex) return -1;
  return graph.kind.findIndex((kind, atom) => {
    if (kind !== ATOM.text) return false;
    const own = dex.string(graph.x[atom]!);
    return own === text || own.includes(text) || (own.length > 3 && text.includes(own) && own.includes('.'));
  });
}
