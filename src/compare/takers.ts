// Who takes what, and how high on the ladder: the pairs that baseline, gate and diff compare. Names of obfuscated
// code never enter, so the pairs survive rebuilds and renaming. Pure.
import { compareText, rungHeight } from '../model/order.js';
import { RUNGS } from '../model/constants.js';
import { partyOf } from '../model/gate.js';
import type { Party } from '../model/gate.js';
import type { Actor, Rung } from '../model/place.js';
import type { AppReport, KindReport } from '../model/report.js';
import type { Evidence } from '../model/rule.js';

export interface Taker {
  data: string;
  by: Party;
  actor: Actor;
  rung: Rung;
  kind: KindReport;
  /** The evidence of this party, strongest first. */
  evidence: Evidence[];
}

const higher = (a: Rung, b: Rung): Rung => (rungHeight(a) >= rungHeight(b) ? a : b);
const asRung = (text: string): Rung => RUNGS.find((r) => r === text) ?? 'declared';

/** Every pair of kind and party in a report, sorted by kind, then party. */
export function takersOf(report: AppReport): Taker[] {
  const takers = new Map<string, Taker>();
  const add = (kind: KindReport, actor: Actor, rung: Rung): Taker => {
    const key = `${kind.kind}|${partyOf(actor)}`;
    const found = takers.get(key);
    if (found) {
      found.rung = higher(found.rung, rung);
      return found;
    }
    const taker: Taker = { data: kind.kind, by: partyOf(actor), actor, rung, kind, evidence: [] };
    takers.set(key, taker);
    return taker;
  };
  for (const kind of report.kinds) {
    for (const actor of kind.actors) add(kind, actor, 'declared');
    for (const evidence of kind.evidence) add(kind, evidence.by, evidence.rung).evidence.push(evidence);
    for (const part of report.score.parts)
      if (part.kind === kind.kind) add(kind, part.actor, asRung(part.rung));
    // Evidence is bounded; when only one party takes a kind, the kind's own rung is that party's.
    const parties = new Set([...kind.actors, ...kind.evidence.map((e) => e.by)].map(partyOf));
    const [only] = kind.actors;
    if (only && parties.size === 1) add(kind, only, asRung(kind.rung));
  }
  return [...takers.values()].sort((a, b) => compareText(a.data, b.data) || compareText(a.by, b.by));
}

/** Data is taken, not merely asked for: code stands behind it. */
export const isTaken = (rung: string): boolean => rungHeight(rung) >= rungHeight('present');
