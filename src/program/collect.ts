// Everything the code of a package says, in the order it is worked out: program, hierarchy, watch tables, one sweep,
// then what the sweep allows. The composition, and nothing but.
import { compareText } from '../model/order.js';
import type { Limits } from '../bytes/limits.js';
import type { Odd } from '../bytes/odd.js';
import type { Watchlist } from '../model/catalogue.js';
import type {
  CodeFacts,
  CodeField,
  FileFacts,
  InputField,
  ManifestFacts,
  Reach,
  ResourceFacts,
} from '../model/facts.js';
import {
  Sites,
  collectEndpoints,
  collectSignals,
  collectUses,
  countCalledPackages,
  countPackages,
  sortUses,
  type FoundUse,
} from './facts.js';
import { findAsks } from './asks.js';
import { searchCalls, type GraphInput } from './call-graph.js';
import type { Reached } from './reached.js';
import { findDecisions, type DecisionInput, type Decisions } from './decisions.js';
import { USER_ACT } from './occasions.js';
import { Families } from './callbacks.js';
import { Fires } from './fires.js';
import type { ClosureInput } from './closure.js';
import { readConstants, type Constants } from './constants/arguments.js';
import { findCodeFields, type FoundField, type TextOrigin } from './code-fields.js';
import { findEntryPoints } from './entry-points.js';
import { findFlows, type FoundFlow } from './values/flows.js';
import { Readers } from './values/readers.js';
import { Interpreter } from './values/interpret.js';
import { ValueWorld } from './values/world.js';
import { findShapes, shapeFacts } from './shape-facts.js';
import { findVersions } from './versions.js';
import { findGaps } from './gaps.js';
import { findGenerated } from './generated.js';
import { buildHierarchy, type Hierarchy } from './hierarchy.js';
import { findObservers } from './observers.js';
import { Overrides } from './overrides.js';
import { collectLayoutUses, collectPageUses, layoutNames } from './layout-names.js';
import { Merged } from './merged.js';
import { Messages } from './messages.js';
import { readReach } from './reach.js';
import { findScriptMethods } from './script-methods.js';
import { placePlatform, type PlatformTable } from './platform.js';
import {
  buildProgram,
  methodDescriptor,
  methodName,
  methodType,
  type DexInput,
  type FindPlatformTypes,
  type ResourceText,
} from './program.js';
import { sweepCode, type Sweep } from './sweep.js';
import { findStarts, screenStarts, type Starts } from './starts.js';
import { buildWatchIndex, type WatchIndex } from './watch-index.js';

export interface CodeInput {
  inputs: readonly DexInput[];
  watch: Watchlist;
  platform: PlatformTable;
  manifest: ManifestFacts | null;
  resources: ResourceFacts | null;
  files: FileFacts | null;
  /** Others call it: then what is public can run. */
  isLibrary?: boolean;
  /** What a resource id stands for, see Program. */
  resourceText?: ResourceText;
  /** A text in all languages of the package, by the number of its resource. */
  resourceTexts?: (id: number) => InputField['hints'];
  /** The words of an input type. */
  inputTypes?: (inputType: number) => string[];
  limits: Limits;
  noteFor: (entry: string) => Odd;
}

/** The code section without its list of DEX files, which whoever opened them knows. */
// eslint-disable-next-line complexity, max-lines-per-function -- the stages of the code section in order
export function collectFacts(input: CodeInput): Omit<CodeFacts, 'dex'> {
  const program = buildProgram(
    input.inputs,
    input.noteFor,
    platformTypes(input.platform, input.manifest),
    input.resourceText,
    input.limits.supertypes,
  );
  const { supertypes } = input.limits;
  const tell = tellOnce(input, 'limit/supertypes', supertypes);
  const hierarchy = buildHierarchy(program, input.platform, supertypes, tell);
  const index = buildWatchIndex(hierarchy, input.watch);
  const wanted = input.limits.callGraphEdges > 0;
  const sweep = sweepCode(program, index, wanted, input.noteFor, layoutNames(input.resources));
  const sites = new Sites(program);
  const uses = collectUses(hierarchy, index, sweep);
  const constants = readConstants(hierarchy, index, sweep, input.watch, uses);
  const graph = wanted ? findReach(input, hierarchy, index, sweep, constants) : null;
  const reachOf = graph?.reachOf ?? null;
  const observers = graph === null ? [] : findObservers({ index, sweep, constants, ...graph });
  const asks = findAsks({ h: hierarchy, index, sweep, constants });
  const endpoints = collectEndpoints(sweep, input.limits.endpoints, (limit) =>
    input.noteFor(program.dexes[0]?.entry ?? '')('limit/endpoints', 0, { limit }),
  );
  if (graph) for (const use of uses) holdBack(use, graph.decisions);
  const signals = collectSignals(program, index, sweep, input.manifest);
  uses.push(...collectLayoutUses(program, sweep.layouts), ...collectPageUses(sweep, input.resources));
  // Where code of several stands in one method, each has its own occasions.
  const unitAt = (method: number, offset: number): number => graph?.merged.copyAt(method, offset) ?? method;
  for (const use of uses) sites.add(unitAt(use.method, use.offset));
  for (const request of constants.requests) sites.add(unitAt(request.method, request.offset));
  for (const ask of asks) sites.add(unitAt(ask.method, ask.offset));
  for (const endpoint of endpoints) sites.add(endpoint.method);
  for (const method of signals.dynamicLoading) sites.add(method);
  const { flows, fields } =
    graph === null
      ? { flows: [], fields: [] }
      : followValues(input, graph, index, uses, sweep, constants.byName);
  for (const flow of flows) {
    sites.add(unitAt(flow.sourceSite, flow.sourceOffset));
    sites.add(unitAt(flow.sinkSite, flow.offset));
  }
  for (const field of fields) sites.add(field.method);
  for (const observer of observers) {
    sites.add(unitAt(observer.registeredAt, observer.offset));
    observer.readsImage.forEach((method) => sites.add(method));
    observer.copiesTo.forEach(({ method }) => sites.add(method));
  }
  const { sites: sorted, position } = sites.done(
    reachOf ?? (() => null),
    (unit) => graph?.merged.methodOf(unit) ?? unit,
  );
  const placed = (method: number, offset = -1): number => position[sites.add(unitAt(method, offset))]!;
  const packages = countPackages(program);
  const shapes = findShapes(program, input.watch.shapes);
  const versions = findVersions(program, input.watch.versions ?? []);
  return {
    packages,
    ...(versions.length > 0 ? { versions } : {}),
    ...(shapes === null ? {} : { shapes: shapeFacts(program, shapes, sorted) }),
    calledPackages: countCalledPackages(hierarchy, sweep),
    generated: findGenerated(program, packages),
    sites: sorted,
    uses: sortUses(uses, placed),
    asks: asks
      .map(({ what, method, offset }) => ({ what, site: placed(method, offset), offset }))
      .sort((a, b) => a.site - b.site || a.offset - b.offset || compareText(a.what, b.what)),
    fields: codeFieldsOf(input, fields, placed),
    screenStarts: graph === null ? [] : screenStarts(program, graph.starts, input.manifest),
    permissionRequests: constants.requests
      .map(({ method, ...request }) => ({ ...request, site: placed(method, request.offset) }))
      .sort((a, b) => a.site - b.site || a.offset - b.offset),
    imageObservers: observers
      .map((observer) => ({
        ...observer,
        registeredAt: placed(observer.registeredAt, observer.offset),
        readsImage: observer.readsImage.map((method) => placed(method)).sort((a, b) => a - b),
        copiesTo: observer.copiesTo
          .map(({ method, ...copy }) => ({ ...copy, site: placed(method) }))
          .sort((a, b) => compareText(a.where, b.where) || a.site - b.site || a.offset - b.offset),
      }))
      .sort((a, b) => a.registeredAt - b.registeredAt || a.offset - b.offset || compareText(a.kind, b.kind)),
    flows: flows
      .map(({ steps, ...flow }) => ({
        ...flow,
        sourceSite: placed(flow.sourceSite, flow.sourceOffset),
        sinkSite: placed(flow.sinkSite, flow.offset),
        steps: steps.map(({ method, offset }) => ({
          class: methodType(program, method),
          method: methodName(program, method) + methodDescriptor(program, method),
          offset,
        })),
      }))
      .sort(
        (a, b) =>
          a.sourceSite - b.sourceSite ||
          a.sourceOffset - b.sourceOffset ||
          a.sinkSite - b.sinkSite ||
          a.offset - b.offset ||
          compareText(a.source, b.source) ||
          compareText(a.sink, b.sink),
      ),
    endpoints: endpoints
      .map(({ text, method }) => ({ text, site: placed(method) }))
      .sort((a, b) => compareText(a.text, b.text) || a.site - b.site),
    gaps: findGaps({ h: hierarchy, index, sweep, constants, made: madeByPlatform(input) }),
    signals: {
      ...signals,
      reflectionResolved: constants.reflectionResolved,
      reachComputed: reachOf !== null,
      dynamicLoading: signals.dynamicLoading.map(placed).sort((a, b) => a - b),
    },
  };
}

function madeByPlatform({ manifest, resources }: CodeInput): string[] {
  const components = (manifest?.components ?? []).filter(({ type }) => type !== 'activity-alias');
  return [
    ...(manifest?.application.name ? [manifest.application.name] : []),
    ...components.map(({ name }) => name),
    ...(resources?.layoutClasses ?? []).map(({ name }) => name),
  ];
}

/** Below this target the platform puts its old HTTP client in front of an app's own classes, as it does when asked to. */
const HTTP_CLIENT = { until: 28, library: 'org.apache.http.legacy', classes: 'Lorg/apache/http/' } as const;

/** Which classes the loader finds before it looks into the package: the boot class path, and shared libraries. */
function platformTypes(platform: PlatformTable, manifest: ManifestFacts | null): FindPlatformTypes {
  const target = manifest?.targetSdk ?? manifest?.minSdk ?? 1;
  const asked = (manifest?.usesLibraries ?? []).some(({ name }) => name === HTTP_CLIENT.library);
  const ownClient = target >= HTTP_CLIENT.until && !asked;
  return (types) => {
    const found = new Uint8Array(types.size);
    placePlatform(platform, types).forEach((index, type) => {
      if (index < 0) return;
      found[type] = ownClient && platform.names[index]!.startsWith(HTTP_CLIENT.classes) ? 0 : 1;
    });
    return found;
  };
}

/** Where watched data goes; every ceiling that was met makes the section partial. */
function followValues(
  input: CodeInput,
  graph: NonNullable<ReturnType<typeof findReach>>,
  index: WatchIndex,
  uses: readonly FoundUse[],
  sweep: Sweep,
  byName: Constants['byName'],
): { flows: FoundFlow[]; fields: FoundField[] } {
  const { watch, limits, manifest } = input;
  const world = new ValueWorld({
    h: graph.h,
    edges: graph.edges,
    overrides: graph.overrides,
    watch,
    limits,
    byName,
    interpret: (world, dex, method, message) => new Interpreter(world, dex, method, message).run(),
  });
  const views = new Set((input.resources?.fields ?? []).flatMap(({ view }) => (view === 0 ? [] : [view])));
  const flows = findFlows({ world, index, watch, uses, manifest, alive: graph.alive, views });
  const fields = findCodeFields({ world, readers: new Readers(world), index, sweep });
  const first = graph.h.program.dexes[0]?.entry ?? '';
  for (const [code, count] of [...world.cut].sort()) input.noteFor(first)(code, 0, { count });
  return { flows, fields };
}

/** What code says of its fields, with the texts that the resources have for it. */
function codeFieldsOf(
  { resourceTexts, inputTypes }: CodeInput,
  fields: readonly FoundField[],
  placed: (method: number) => number,
): CodeField[] {
  const texts = (origins: readonly TextOrigin[]): CodeField['hints'] =>
    origins.flatMap((one) =>
      typeof one === 'number' ? (resourceTexts?.(one) ?? []) : [{ locale: '', text: one }],
    );
  return fields
    .map(({ element, method, offset, hints, labels, inputType }) => ({
      element,
      site: placed(method),
      offset,
      hints: texts(hints),
      labels: texts(labels),
      inputType: inputType === null ? [] : (inputTypes?.(inputType) ?? []),
    }))
    .filter(({ hints, labels }) => hints.length + labels.length > 0)
    .sort((a, b) => a.site - b.site || a.offset - b.offset);
}

interface Found {
  reachOf: (method: number) => Reach[];
  alive: (method: number) => boolean;
  decisions: Decisions;
  starts: Starts;
  merged: Merged;
}

/** A use behind a branch of its own method waits there, however the method is reached. */
function holdBack(use: FoundUse, decisions: Decisions): void {
  const region = decisions.get(use.method);
  const waits = region?.waits(use.offset) ?? 0;
  if (waits > 0) use.waits = { sure: waits === 2, decision: region!.decision(use.offset) };
}

/** How each method is reached; null when the graph is larger than the limit allows. */
function findReach(
  input: CodeInput,
  hierarchy: Hierarchy,
  index: WatchIndex,
  sweep: Sweep,
  constants: Constants,
): (ClosureInput & Found) | null {
  const { program } = hierarchy;
  const { edges } = sweep;
  if (edges === null) return null;
  const count = edges.op.length;
  if (count > input.limits.callGraphEdges) {
    const limit = input.limits.callGraphEdges;
    const first = program.dexes[0]?.entry ?? '';
    input.noteFor(first)('limit/call-graph-edges', 0, { count, limit });
    return null;
  }
  const families = new Families(input.watch.callbacks);
  const overrides = new Overrides(hierarchy, findScriptMethods(program), families);
  const { manifest, resources, files } = input;
  const entries = findEntryPoints(hierarchy, overrides, manifest, resources, files, input.isLibrary);
  const limit = input.limits.startCallers;
  const tell = tellOnce(input, 'limit/start-callers', limit);
  const starts = findStarts({ h: hierarchy, index, sweep, edges, constants, manifest, limit, cut: tell });
  const { reflected } = constants;
  const messages = new Messages(program);
  const fires = new Fires(
    hierarchy,
    index,
    sweep,
    edges,
    constants,
    input.watch.callbacks?.fires ?? [],
    messages,
  );
  const merged = new Merged(hierarchy, constants, messages);
  const graph = { h: hierarchy, edges, overrides, entries, reflected, starts, fires, families, merged };
  const [reached, decisions] = searchWithDecisions(graph, { index, sweep, constants });
  const reachOf = (method: number): Reach[] => readReach(program, reached, decisions, method);
  // Of code without a manifest nothing is known to start: then all of it may.
  const any = reached.occasions.some((bits) => bits !== 0);
  const alive = (method: number): boolean => !any || reached.occasions[method] !== 0;
  return { h: hierarchy, edges, overrides, reachOf, alive, decisions, starts, merged };
}

/**
 * What can run, and what of it waits for a decision. Whose act writes a decision is known once the graph has been searched;
 * where one holds something back, it is searched again.
 */
function searchWithDecisions(
  graph: Omit<GraphInput, 'decisions'>,
  found: Pick<DecisionInput, 'index' | 'sweep' | 'constants'>,
): [Reached, Decisions] {
  const { h, edges } = graph;
  const plain = searchCalls({ ...graph, decisions: new Map() });
  const decisions = findDecisions({
    ...found,
    h,
    edges,
    inActOnly: (method) => plain.occasions[method] === 1 << USER_ACT,
    runs: (method) => plain.occasions[method] !== 0,
  });
  return decisions.size === 0 ? [plain, decisions] : [searchCalls({ ...graph, decisions }), decisions];
}

/** Says once that a ceiling was met; the section is partial then. */
function tellOnce(input: CodeInput, code: string, limit: number): () => void {
  let told = false;
  return () => {
    if (told) return;
    told = true;
    input.noteFor(input.inputs[0]?.entry ?? '')(code, 0, { limit });
  };
}
