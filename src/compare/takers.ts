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

/**
 * Every pair of kind and party in a report, sorted by kind, then party. A plain library is no party: it works for its
 * caller, who is in the report on its own account.
 */
export function takersOf(report: AppReport): Taker[] {
  const takers = new Map<string, Taker>();
  for (const kind of report.kinds) {
    for (const entry of kind.actors) {
      if (entry.kind === 'library') continue;
      const rung = [entry, ...(entry.also ?? [])].map((e) => asRung(e.rung)).reduce(higher);
      const own = [entry.evidence, ...(entry.also ?? []).map((other) => other.evidence)].flat();
      const evidence = [...new Set(own)].flatMap((at) => kind.evidence[at] ?? []);
      const by = partyOf(entry);
      const found = takers.get(`${kind.kind}|${by}`);
      if (!found) {
        const actor: Actor = { kind: entry.kind, id: entry.id };
        takers.set(`${kind.kind}|${by}`, { data: kind.kind, by, actor, rung, kind, evidence });
        continue;
      }
      found.rung = higher(found.rung, rung);
      found.evidence.push(...evidence);
    }
  }
  return [...takers.values()].sort((a, b) => compareText(a.data, b.data) || compareText(a.by, b.by));
}

/** Data is taken, not merely asked for: code stands behind it. */
export const isTaken = (rung: string): boolean => rungHeight(rung) >= rungHeight('present');
