// Flows of personal data: what routes of kinds watch is marked where it comes in, followed, and told where it arrives: at
// which sink, over which channel, to which host, through which steps. Leaves following to trace.ts and judging to others.
import { checkTime } from '../../bytes/deadline.js';
import { OP } from '../../formats/dex/opcodes.js';
import type { Channel, Watchlist } from '../../model/catalogue.js';
import { methodType } from '../program.js';
import { destinationOf, endpointAt, IS_STREAM, type Destination } from './destination.js';
import type { Call, Graph } from './graph.js';
import { Intents, MESSENGER } from './intents.js';
import { Origins, type Entered } from './origins.js';
import { SURE, type Arrival } from './facts.js';
import { SourceMarks, type FlowInput, type Source } from './sources.js';
import { Trace } from './trace.js';
import { END } from './uses.js';
import type { CallPlace } from './readers.js';

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
  /** A place on the way that may be one and may be two; absent where every step is sure. */
  through?: string;
  steps: { method: number; offset: number }[];
  cutSteps: number;
}

const MAX_STEPS = 12;
/** Methods above a sink of which is asked by which calls the data came; above them all calls count. */
const MAX_ENTERED = 40;
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
      components: (field) => this.componentsIn(field),
      alive: input.alive,
      isSink: (reference) => this.sinksOf(reference).length > 0,
      intents: (graph, call) => this.intents.targets(graph, call),
    });
    this.origins = new Origins(world, this.trace.readers);
    this.intents = new Intents(this.origins, input.manifest);
    this.sinks = new Map(input.watch.sinks.map((sink) => [sink.id, sink]));
  }

  run(): FoundFlow[] {
    if (new SourceMarks(this.input, this.trace, this.origins, this.sources).mark() === 0) return [];
    this.trace.run();
    const arrivals = this.arrivals();
    const found = new Map<string, FoundFlow>();
    const leads = this.leading(arrivals);
    for (const [fact, sources] of this.sources) this.tell(fact, sources, arrivals, leads, found);
    return [...found.values()];
  }

  private readonly inFields = new Map<number, string[] | null>();
  private componentsIn(field: number): string[] | null {
    let known = this.inFields.get(field);
    if (known === undefined) {
      const { types } = this.input.world.program;
      const found = this.origins.typesIn(field);
      known = found === null || found.size === 0 ? null : [...found].map((type) => types.text(type)).sort();
      this.inFields.set(field, known);
    }
    return known;
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
      const { member } = arrival;
      const named = member === undefined ? undefined : this.sinks.get(member);
      for (const sink of member === undefined ? this.sinksOf(arrival.call.target) : named ? [named] : []) {
        if (!sink.args.includes(arrival.argument) || (arrival.aims && sink.channel === 'app')) continue;
        add(arrival.fact, this.end(arrival, sink));
      }
    }
    this.answers(add);
    return found;
  }
  private end({ fact, call, graph, names }: Arrival, sink: Watchlist['sinks'][number]): Ending {
    const { method } = graph;
    const where = (from: ReadonlyMap<number, number>): Destination => {
      const entered = this.enteredBy(fact, from);
      const ways = [...entered].map(
        ([to, by]) => `${to}<${by.map((one) => `${one.method}@${one.at}`).join()}`,
      );
      const key = `${method} ${call.at} ${sink.channel} ${ways.join(' ')}`;
      let known = this.destinations.get(key);
      if (!known) this.destinations.set(key, (known = this.destination(graph, call, sink.channel, entered)));
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
  private destination(graph: Graph, call: Call, channel: Channel, entered: Entered): Destination {
    const { world } = this.input;
    const owner = methodType(world.program, call.target);
    const plain: Destination = { channel, host: null, transport: null };
    if (channel === 'own-file' && IS_STREAM.test(owner) && call.op !== OP.invokeStatic)
      return destinationOf(this.origins, graph, graph.sets[call.args[0]!]!, entered);
    if (owner === 'Landroid/graphics/Bitmap;')
      return destinationOf(this.origins, graph, graph.sets[call.args[3] ?? 0]!, entered);
    if (channel === 'network') return endpointAt(this.origins, graph, call, entered);
    if (owner === MESSENGER)
      return this.intents.messageStays(graph, call) ? { ...plain, channel: null } : plain;
    if (channel === 'own-file' && this.intents.isForeignProvider(graph, call))
      return { ...plain, channel: 'app' };
    if (channel === 'app')
      return this.intents.leavesApp(graph, call, entered) ? plain : { ...plain, channel: null };
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
    if (leads[start] === 0) return;
    checkTime();
    const from = new Map<number, number>([[start, -1]]);
    const queue = [start];
    const tellFrom = (first: number): void => {
      for (const fact of queue.slice(first)) {
        for (const ending of arrivals.get(fact) ?? []) {
          for (const source of sources) this.keep(source, ending, fact, from, found);
        }
      }
    };
    this.spread(queue, 0, from, leads, false);
    tellFrom(0);
    // What is reached only by steps that can mean another thing comes last, so that it is kept for what nothing else reaches.
    const sure = queue.length;
    this.spread(queue, 0, from, leads, true);
    tellFrom(sure);
  }
  /** Goes on from facts of a queue to all that follow, with each the fact before it. */
  private spread(
    queue: number[],
    first: number,
    from: Map<number, number>,
    leads: Uint8Array,
    guessing: boolean,
  ): void {
    const { trace } = this;
    for (let i = first; i < queue.length; i++) {
      const fact = queue[i]!;
      for (const next of trace.facts.next[fact]!) {
        if (leads[next] === 0 || from.has(next)) continue;
        if (!guessing && trace.guess(fact, next) !== SURE) continue;
        from.set(next, fact);
        queue.push(next);
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
    const through = this.guessOn(fact, from);
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
      ...(through === null ? {} : { through }),
      ...this.stepsTo(fact, from, source.offset, ending.offset),
    });
  }
  /** The place on the way that may stand for two things, in words; null where there is none. */
  private guessOn(fact: number, from: ReadonlyMap<number, number>): string | null {
    for (let at = fact; at >= 0; at = from.get(at) ?? -1) {
      const before = from.get(at) ?? -1;
      const place = before < 0 ? SURE : this.trace.guess(before, at);
      if (place !== SURE) return this.placeText(place);
    }
    return null;
  }
  private placeText(place: number): string {
    const { places, program } = this.input.world;
    if (!places.isField(place)) return places.text(place).replace(/^global ([\w-]+) .*$/s, '$1');
    const name = program.names.text(program.fieldSignatures.first.at(program.fieldKeys.second.at(place)));
    const owner = program.types.text(program.fieldKeys.first.at(place));
    return `${owner.slice(1, -1).replaceAll('/', '.')}.${name}`;
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
