// Where personal data comes in: of each watched use the value that is the data, or the address by which it is got. Leaves
// following it to trace.ts and where it arrives to flows.ts.
import type { Watchlist } from '../../model/catalogue.js';
import type { ManifestFacts } from '../../model/facts.js';
import type { WatchIndex } from '../watch-index.js';
import type { ValueWorld } from './world.js';
import { methodDex, methodName, methodParameters } from '../program.js';
import { parameterAtom } from './facts.js';
import { ATOM, type Graph } from './graph.js';
import type { Origins } from './origins.js';
import type { Trace } from './trace.js';
import { TYPED, viewOf, viewSource } from './typed.js';
import type { FoundUse } from '../facts.js';

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

export interface Source {
  id: string;
  method: number;
  offset: number;
}

export class SourceMarks {
  private readonly input: FlowInput;
  private readonly trace: Trace;
  private readonly origins: Origins;
  /** Sources by fact. */
  private readonly found: Map<number, Source[]>;

  constructor(input: FlowInput, trace: Trace, origins: Origins, found: Map<number, Source[]>) {
    this.input = input;
    this.trace = trace;
    this.origins = origins;
    this.found = found;
  }

  /** How many values were marked. */
  mark(): number {
    const wanted = new Set(this.input.watch.sources);
    for (const use of this.input.uses)
      if (this.input.views.size > 0 && TYPED.has(use.watch)) this.markTyped(use);
    for (const use of this.input.uses) {
      if (!wanted.has(use.watch) || !this.input.alive(use.method)) continue;
      if (PLUMBING.test(methodName(this.input.world.program, use.method))) continue;
      for (const [atomOf, path] of this.marksOf(use)) {
        const fact = this.trace.mark(use.method, atomOf, path);
        if (fact < 0) continue;
        const list = this.found.get(fact);
        const source = { id: use.watch, method: use.method, offset: use.offset };
        if (list) list.push(source);
        else this.found.set(fact, [source]);
      }
    }
    return this.found.size;
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
    this.found.set(fact, [...(this.found.get(fact) ?? []), source]);
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
    if (watch.startsWith('reflect:')) {
      // Where the use stands at the call itself that runs what is named, that gives the data.
      const runs = (graph: Graph): boolean => {
        const call = graph.calls[graph.callAt.get(use.offset) ?? -1];
        return call !== undefined && call.target >= 0 && world.models.of(call.target)?.opens === true;
      };
      return [
        [(graph) => (runs(graph) ? -1 : resultAt(graph, use.offset)), address],
        [(graph) => (runs(graph) ? resultAt(graph, use.offset) : -1), 0],
      ];
    }
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
