// Pairs of source and sink seen in the code's value flows, kept to sinks through which data leaves the app.
// Leaves finding the flows to extraction and what a sink is to the catalogue.
import type { Catalogue } from '../model/catalogue.js';
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
}

/** Flows into sinks that leave the device or the app's sandbox; sorted as the facts are. */
export const sends: Derivation<Send[]> = {
  name: 'sends',
  reads: ['code'],
  compute: (view) => flowsInto(view, true),
};

/** Flows into any sink, also those inside the app's own sandbox. */
export const flowsToSinks: Derivation<Send[]> = {
  name: 'flows-to-sinks',
  reads: ['code'],
  compute: (view) => flowsInto(view, false),
};

function flowsInto(view: Parameters<typeof sends.compute>[0], leavingOnly: boolean): Send[] {
  const code = readSection(view.facts, 'code');
  if (!code || code.flows.length === 0) return [];
  const bySink = (leavingOnly ? leavingSinks : allSinks)(view.catalogue);
  const found: Send[] = [];
  for (const flow of code.flows) {
    const sink = bySink.get(flow.sink);
    if (!sink) continue;
    found.push({
      source: flow.source,
      sink: flow.sink,
      sinkKind: sink.kind,
      sinkId: sink.id,
      site: flow.sourceSite,
      offset: flow.sourceOffset,
      sinkSite: flow.sinkSite,
    });
  }
  return found;
}

const leavingSinks = perCatalogue((catalogue) => sinksByWatch(catalogue, true));
const allSinks = perCatalogue((catalogue) => sinksByWatch(catalogue, false));

function sinksByWatch({ sinks }: Catalogue, leavingOnly: boolean): Map<string, { id: string; kind: string }> {
  const byWatch = new Map<string, { id: string; kind: string }>();
  for (const sink of sinks) {
    if (leavingOnly && !sink.leaves) continue;
    for (const member of sink.members) {
      // A weak member may carry data out (a query's arguments) but mostly does not; it proves no leaving.
      if (leavingOnly && member.signal === 'weak') continue;
      if (member.watch !== undefined) byWatch.set(member.watch, { id: sink.id, kind: sink.kind });
    }
  }
  return byWatch;
}
