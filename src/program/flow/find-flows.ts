// Values seen on their way from a watched call, or a watched callback's argument, into a watched sink: inside one method,
// and one call deeper or higher; what a method returns to those who send it counts too. What is found is there; what is
// not found may still be. Leaves marks to taint.ts.
import type { Watchlist } from '../../model/catalogue.js';
import type { CodeFacts } from '../../model/facts.js';
import { OP } from '../../formats/dex/opcodes.js';
import { findCallers } from '../constants/callers.js';
import type { FoundUse } from '../facts.js';
import { resolveDirect, type Hierarchy } from '../hierarchy.js';
import { methodDescriptor, methodParameters } from '../program.js';
import type { Edges } from '../sweep.js';
import type { WatchIndex } from '../watch-index.js';
import { followMarks, type Marked } from './taint.js';

/** A flow with methods instead of sites. */
export type FoundFlow = CodeFacts['flows'][number];

const MAX_FLOWS = 2_000;
const MAX_SOURCES = 30;
/** What these return is a way to data, not data. */
const HANDLES = /(?:Manager|Adapter|Resolver|Context|Looper|Client|Service|Object|Intent);$/;

/** Parameters of a callback that tell where it runs, not what happened. */
const SURROUNDINGS = /^Z$|(?:Context|Activity|View|Manager|Handler|Looper|Resolver);$/;

interface Source {
  id: string;
  offset: number;
}

export function findFlows(
  h: Hierarchy,
  index: WatchIndex,
  edges: Edges,
  watch: Watchlist,
  uses: readonly FoundUse[],
): FoundFlow[] {
  const { program } = h;
  const isSink = new Set(watch.sinks);
  const sinksOf = index.lists.map((list) =>
    list.map((item) => index.items[item]!.id).filter((id): id is string => id !== null && isSink.has(id)),
  );
  const found = new Map<string, FoundFlow>();
  const add = (flow: FoundFlow): void => {
    const key = `${flow.source} ${flow.sourceSite} ${flow.sink} ${flow.sinkSite} ${flow.offset}`;
    if (found.size < MAX_FLOWS && !found.has(key)) found.set(key, flow);
  };
  const sources = collectSources(uses, isSink);
  const answers = collectAnswers(uses, isSink);
  const returning: { method: number; sources: Source[]; marks: number }[] = [];
  // Marks are followed only in methods where something is sent, or that hand out what they return.
  const sends = new Set(answers.keys());
  for (const { watch: id, method } of uses) if (isSink.has(id)) sends.add(method);
  const givers = [...sources.keys()].filter((method) => !methodDescriptor(program, method).endsWith(')V'));
  const callers = findCallers(h, edges, new Set(givers));
  const sentOn = (method: number): boolean =>
    sends.has(method) ||
    (callers.get(method) ?? []).some((caller) => sends.has(caller.method)) ||
    callsOneOf(h, edges, method, sends);
  /** Records the sinks among marked calls; says which calls into the package carry a mark on. */
  const read = (
    marked: Marked,
    from: { method: number; sources: readonly Source[] },
    method: number,
    steps: number,
  ): void => {
    for (const sink of marked.returned === 0 ? [] : (answers.get(method) ?? [])) {
      from.sources.forEach(({ id, offset }, bit) => {
        if ((marked.returned & (1 << bit)) === 0) return;
        add({
          source: id,
          sink,
          sourceSite: from.method,
          sinkSite: method,
          offset: 0,
          sourceOffset: Math.max(0, offset),
          steps,
        });
      });
    }
    for (const call of marked.calls) {
      const all = call.args.reduce((sum, mark) => sum | mark, 0);
      for (const sink of sinksOf[index.methods[call.target]!]!) {
        from.sources.forEach(({ id, offset }, bit) => {
          if ((all & (1 << bit)) === 0 || id === sink || (method === from.method && offset === call.at))
            return;
          add({
            source: id,
            sink,
            sourceSite: from.method,
            sinkSite: method,
            offset: call.at,
            sourceOffset: Math.max(0, offset),
            steps,
          });
        });
      }
    }
  };
  for (const [method, list] of sources) {
    if (!sentOn(method)) continue;
    const from = { method, sources: list };
    const seeds = seedsOf(program, method, list);
    const marked = followMarks(program, method, seeds);
    read(marked, from, method, 0);
    for (const call of marked.calls) {
      const target = resolveDirect(
        h,
        program.methodKeys.first.at(call.target),
        program.methodKeys.second.at(call.target),
      );
      if (target === method || !sends.has(target)) continue;
      const parameters = new Map(call.args.entries());
      read(followMarks(program, target, { parameters, results: new Map() }), from, target, 1);
    }
    if (marked.returned !== 0) returning.push({ method, sources: list, marks: marked.returned });
  }
  for (const { method, sources: list, marks } of returning) {
    for (const caller of callers.get(method) ?? []) {
      if (!sends.has(caller.method)) continue;
      const seeds = { parameters: new Map<number, number>(), results: new Map([[caller.at, marks]]) };
      read(followMarks(program, caller.method, seeds), { method, sources: list }, caller.method, 1);
    }
  }
  return [...found.values()];
}

/** True when some call of the method reaches one of `targets` as it is written. */
function callsOneOf(h: Hierarchy, edges: Edges, method: number, targets: ReadonlySet<number>): boolean {
  const { program } = h;
  for (let e = edges.start[method]!; e < edges.end[method]!; e++) {
    if (edges.op[e]! < OP.invokeVirtual || edges.op[e]! > OP.invokeInterface) continue;
    const call = edges.target[e]!;
    const target = resolveDirect(h, program.methodKeys.first.at(call), program.methodKeys.second.at(call));
    if (targets.has(target)) return true;
  }
  return false;
}

/** Methods the app defines for others to call, which hand out what they return: a request's body, a provider's answer. */
function collectAnswers(uses: readonly FoundUse[], isSink: ReadonlySet<string>): Map<number, string[]> {
  const found = new Map<number, string[]>();
  for (const { watch, method } of uses) {
    if (!watch.startsWith('override:') || !isSink.has(watch)) continue;
    found.set(method, [...(found.get(method) ?? []), watch]);
  }
  return found;
}

/** Watched calls that give something, and watched callbacks, by method. */
function collectSources(uses: readonly FoundUse[], isSink: ReadonlySet<string>): Map<number, Source[]> {
  const found = new Map<number, Source[]>();
  for (const { watch, method, offset, descriptor } of uses) {
    if (isSink.has(watch)) continue;
    const isCallback = watch.startsWith('override:');
    const returns = descriptor?.slice(descriptor.indexOf(')') + 1) ?? '';
    if (!isCallback && (returns === '' || !givesData(returns))) continue;
    const list = found.get(method) ?? [];
    if (list.length < MAX_SOURCES && !list.some((one) => one.id === watch && one.offset === offset)) {
      list.push({ id: watch, offset: isCallback ? -1 : offset });
    }
    found.set(method, list);
  }
  return found;
}

function givesData(returns: string): boolean {
  if (!returns.startsWith('L')) return returns !== 'V' && returns !== 'Z';
  return !HANDLES.test(returns);
}

function seedsOf(program: Hierarchy['program'], method: number, list: readonly Source[]) {
  const parameters = new Map<number, number>();
  const results = new Map<number, number>();
  list.forEach(({ offset }, bit) => {
    if (offset >= 0) {
      results.set(offset, (results.get(offset) ?? 0) | (1 << bit));
      return;
    }
    // A callback is handed its data; the receiver is the app's own object.
    methodParameters(program, method).forEach((type, i) => {
      if (!SURROUNDINGS.test(type)) parameters.set(i + 1, (parameters.get(i + 1) ?? 0) | (1 << bit));
    });
  });
  return { parameters, results };
}
