// Pairs of source and sink that a value is followed between, kept to channels through which data leaves the app. Leaves
// finding the flows to extraction and what a sink is to the catalogue.
import type { Catalogue } from '../model/catalogue.js';
import type { Flow } from '../model/facts.js';
import type { Derivation } from '../model/rule.js';
import { perCatalogue } from './per-catalogue.js';
import { readSection } from './view.js';

export interface Send {
  source: string; // watch id
  sink: string; // watch id
  sinkKind: string; // network | log | file | …
  sinkId: string;
  site: number; // where the source is read
  offset: number;
  sinkSite: number;
  flow: Flow;
}

/** Flows into sinks that leave the device or the app's sandbox; sorted as the facts are. */
export const sends: Derivation<Send[]> = {
  name: 'sends',
  reads: ['code'],
  compute: (view) => flowsInto(view, true, false),
};

/** The same by a place on the way that may stand for two things: said to be passed on perhaps, never to be sent. */
export const perhapsSends: Derivation<Send[]> = {
  name: 'perhaps-sends',
  reads: ['code'],
  compute: (view) => flowsInto(view, true, true),
};

/** Flows into any sink, also those inside the app's own sandbox. */
export const flowsToSinks: Derivation<Send[]> = {
  name: 'flows-to-sinks',
  reads: ['code'],
  compute: (view) => flowsInto(view, false, false),
};

function flowsInto(
  view: Parameters<typeof sends.compute>[0],
  leavingOnly: boolean,
  perhaps: boolean,
): Send[] {
  const code = readSection(view.facts, 'code');
  if (!code || code.flows.length === 0) return [];
  const bySink = sinksByWatch(view.catalogue);
  const found: Send[] = [];
  for (const flow of code.flows) {
    const sink = bySink.get(flow.sink);
    if ((flow.through !== undefined) !== perhaps) continue;
    if (!sink || (leavingOnly && !leaves(flow, sink))) continue;
    found.push({
      source: flow.source,
      sink: flow.sink,
      ...placeOf(flow, sink),
      site: flow.sourceSite,
      offset: flow.sourceOffset,
      sinkSite: flow.sinkSite,
      flow,
    });
  }
  return found;
}

/** Where a value goes, of several places: out of the app before kept, network first, in clear text and to a known host first. */
export function flowsBySource(view: Parameters<typeof sends.compute>[0]): Map<string, Flow> {
  const out = new Set(view.get(sends).map(({ flow }) => flow));
  const height = (flow: Flow): number =>
    (out.has(flow) ? 8 : 0) +
    (flow.channel === 'network' ? 4 : 0) +
    (flow.transport === 'cleartext' ? 2 : 0) +
    (flow.host === null ? 0 : 1);
  const best = new Map<string, Flow>();
  for (const { flow, source, site, offset } of view.get(flowsToSinks)) {
    const key = `${source}|${site}|${offset}`;
    const known = best.get(key);
    if (!known || height(flow) > height(known)) best.set(key, flow);
  }
  return best;
}

interface Named {
  id: string;
  kind: string;
  leaves: boolean;
}

const CLIPBOARD = /^Landroid\/(?:content|text)\/Clipboard(?:Manager)?;/;
/** What a device nearby answers or tells of itself. */
const NEARBY =
  /^(?:override:)?Landroid\/(?:bluetooth\/BluetoothGatt(?:Callback)?|nfc\/tech\/\w{1,40}|hardware\/usb\/\w{1,40});->/;
/** Where a stream leads decides; of what has no channel of its own the sink's file says whether it leaves. */
const LEAVING: ReadonlySet<string> = new Set([
  'network',
  'nearby',
  'sms',
  'app',
  'shared-storage',
  'clipboard',
]);
function leaves(flow: Flow, sink: Named): boolean {
  // What is put back where it was taken from went nowhere.
  if (flow.channel === 'clipboard' && CLIPBOARD.test(flow.source)) return false;
  if (flow.channel === 'nearby' && NEARBY.test(flow.source)) return false;
  return LEAVING.has(flow.channel) || (flow.channel === 'other' && sink.leaves && sink.kind !== 'file');
}

/** A stream is the sink that it leads to, whatever class writes to it. */
function placeOf(flow: Flow, sink: Named): Pick<Send, 'sinkKind' | 'sinkId'> {
  if (sink.kind !== 'file') return { sinkKind: sink.kind, sinkId: sink.id };
  switch (flow.channel) {
    case 'network':
      return { sinkKind: 'network', sinkId: 'network' };
    case 'nearby':
      return { sinkKind: 'nearby_transfer', sinkId: 'nearby-transfer' };
    case 'shared-storage':
      return { sinkKind: 'file', sinkId: 'file-shared' };
    case 'command':
      return { sinkKind: 'process', sinkId: 'process' };
    case 'log':
      return { sinkKind: 'log', sinkId: 'log' };
    default:
      return { sinkKind: 'file', sinkId: sink.id };
  }
}

const sinksByWatch = perCatalogue(({ sinks }: Catalogue): Map<string, Named> => {
  const byWatch = new Map<string, Named>();
  for (const { id, kind, leaves: out, members } of sinks) {
    for (const { watch } of members) if (watch !== undefined) byWatch.set(watch, { id, kind, leaves: out });
  }
  return byWatch;
});
