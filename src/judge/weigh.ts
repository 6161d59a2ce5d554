// The weight of takings and kinds: products of the factors in rules/scoring.yaml. Pure; monotone in every factor.
// Leaves the index and its interval to score.ts.
import { kindsById } from './per-catalogue.js';
import type { Catalogue, Scoring } from '../model/catalogue.js';
import type { JudgedTaking } from '../model/judgement.js';
import { compareText, rungFirmness } from '../model/order.js';
import type { Actor, Rung } from '../model/place.js';
import type { Need, ScorePart } from '../model/report.js';

export interface Weight {
  weight: number;
  factors: ScorePart['factors'];
}
/** The strongest taking of one kind by one party; `weight` is its own, `share` what it adds to the kind. */
export interface PartyWeight {
  kind: string;
  actor: Actor;
  weight: number;
  share: number;
  rung: Rung;
  need: Need;
  factors: ScorePart['factors'];
  taking: JudgedTaking;
}
export interface KindWeight {
  kind: string;
  weight: number; // of the strongest party: what the verdict is read from
  total: number; // with the shares of the others
  parties: PartyWeight[]; // heaviest first
}

/** The value of a weight by key; an unknown key weighs nothing rather than everything. */
function weightOf(table: Scoring['rungs'], key: string): number {
  return Object.hasOwn(table, key) ? table[key]!.value : 0;
}

/** rung × occasion × need × sensitivity × actor × signal × confidence. */
export function weighTaking(taking: JudgedTaking, sensitivity: number, scoring: Scoring): Weight {
  const occasion =
    (taking.background ? weightOf(scoring.occasions, 'background') : 1) *
    (taking.repeats ? weightOf(scoring.occasions, 'repeats') : 1);
  const factors = {
    rung: round(weightOf(scoring.rungs, taking.strength) * occasion, 4),
    need: weightOf(scoring.needs, taking.need),
    sensitivity: weightOf(scoring.sensitivity, String(sensitivity)),
    actor: weightOf(scoring.actors, taking.party),
    signal: round(
      weightOf(scoring.signals, taking.signal) * weightOf(scoring.confidences, taking.confidence),
      4,
    ),
  };
  const weight = factors.rung * factors.need * factors.sensitivity * factors.actor * factors.signal;
  return { weight: round(weight, 6), factors };
}

/** A taking with its weight. A judgement weighs each once; everything that adds weights up takes these. */
export interface Weighed extends Weight {
  taking: JudgedTaking;
}

export function weighTakings(takings: readonly JudgedTaking[], catalogue: Catalogue): Weighed[] {
  const known = kindsById(catalogue);
  return takings.map((taking) => ({
    taking,
    ...weighTaking(taking, known.get(taking.kind)?.sensitivity.level ?? 0, catalogue.scoring),
  }));
}

/** Kinds with their parties, heaviest first, then by id. The strongest counts whole, every other by `others`. */
export function weighKinds(weighed: readonly Weighed[], scoring: Scoring): KindWeight[] {
  const kinds = new Map<string, Map<string, PartyWeight>>();
  for (const { taking, weight, factors } of weighed) {
    const parties = kinds.get(taking.kind) ?? new Map<string, PartyWeight>();
    kinds.set(taking.kind, parties);
    const key = actorKey(taking.actor);
    const best = parties.get(key);
    if (best && (best.weight > weight || (best.weight === weight && !firmer(taking, best.taking)))) continue;
    const { kind, actor, rung, need } = taking;
    parties.set(key, { kind, actor, weight, share: 0, rung, need, factors, taking });
  }
  return [...kinds].map(([kind, parties]) => combine(kind, [...parties.values()], scoring)).sort(byWeight);
}

function combine(kind: string, parties: PartyWeight[], scoring: Scoring): KindWeight {
  parties.sort((a, b) => b.weight - a.weight || compareText(actorKey(a.actor), actorKey(b.actor)));
  parties.forEach((party, index) => {
    party.share = index === 0 ? party.weight : party.weight * scoring.others.value;
  });
  const total = parties.reduce((sum, party) => sum + party.share, 0);
  return { kind, weight: parties[0]?.weight ?? 0, total: round(total, 6), parties };
}

function firmer(a: JudgedTaking, b: JudgedTaking): boolean {
  return rungFirmness(a.rung) > rungFirmness(b.rung);
}
function byWeight(a: KindWeight, b: KindWeight): number {
  return b.weight - a.weight || compareText(a.kind, b.kind);
}
export function actorKey(actor: Actor): string {
  return `${actor.kind}:${actor.id}`;
}
export function round(value: number, digits: number): number {
  const scale = 10 ** digits;
  return Math.round(value * scale) / scale;
}
