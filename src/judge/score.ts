// Judged takings → index with interval, parts that add up to it, and verdicts. Pure and monotone: more evidence never
// lowers the index. Leaves weights to rules/scoring.yaml and what could not be read to judge/unknowns.ts.
import { compareText } from '../model/order.js';
import type { Catalogue, Scoring } from '../model/catalogue.js';
import type { JudgedTaking, Unknown } from '../model/judgement.js';
import type { ScoreCard, ScorePart, Verdict } from '../model/report.js';
import { weighKinds, weighTakings, type KindWeight, type Weighed } from './weigh.js';

export interface ScoreInput {
  takings: readonly JudgedTaking[];
  catalogue: Catalogue;
  unknowns: readonly Unknown[];
  /** False when the code could not be read at all. */
  readable: boolean;
  /** Further takings that count for the upper bound only: kinds undecided for want of a type, as if beyond need. */
  possible?: readonly JudgedTaking[];
  /** A lower index that other readings of the same facts allow (another likely type). */
  lowest?: number;
}
export interface Scored {
  card: ScoreCard;
  weighed: Weighed[]; // every taking, in the order given
  kinds: KindWeight[]; // heaviest first
  verdicts: ReadonlyMap<string, Verdict>; // by kind
  verdict: Verdict;
}

/** Scores an app. Values are 0 to 100 with one decimal. */
export function scoreTakings(input: ScoreInput): Scored {
  const { catalogue, takings } = input;
  const { scoring } = catalogue;
  const weighed = weighTakings(takings, catalogue);
  const kinds = weighKinds(weighed, scoring);
  const total = sum(kinds.map((kind) => kind.total));
  const value = indexOf(total, scoring);
  const hidden = sum(input.unknowns.map((unknown) => unknown.weight));
  const rated = input.readable && hidden < scoring.thresholds.notRatedUnknown.value;

  const sure = weighKinds(
    weighed.filter(({ taking }) => isSure(taking)),
    scoring,
  );
  const low = Math.min(value, input.lowest ?? value, indexOf(sum(sure.map((kind) => kind.total)), scoring));
  const possible = input.possible?.length
    ? weighKinds([...weighed, ...weighTakings(input.possible, catalogue)], scoring)
    : kinds;
  const ceiling = Math.max(total, sum(possible.map((kind) => kind.total)));
  const high = rated ? Math.max(value, indexOf(ceiling + hidden, scoring)) : 100;

  const verdicts = new Map(kinds.map((kind) => [kind.kind, kindVerdict(kind, scoring)]));
  return {
    card: {
      rated,
      value,
      low,
      high,
      parts: partsOf(kinds, value),
      widenedBy: widenings(input.unknowns, ceiling, scoring),
    },
    weighed,
    kinds,
    verdicts,
    verdict: rated ? appVerdict(kinds, scoring) : 'not-rated',
  };
}

/** The index of a total weight: 0 at nothing, about 63 at the saturation weight, never above 100. */
export function indexOf(total: number, scoring: Scoring): number {
  return Math.round(1000 * (1 - Math.exp(-total / scoring.saturation.value))) / 10;
}

/** A kind's verdict by its strongest taker. Only code or conduct can make one suspected: a permission weighs too little. */
function kindVerdict(kind: KindWeight, scoring: Scoring): Verdict {
  const firm = kind.parties.filter(({ rung }) => rung !== 'declared' && rung !== 'implied');
  const weight = Math.max(0, ...firm.map((party) => party.weight));
  if (weight >= scoring.thresholds.kindStrong.value) return 'strongly-suspected';
  return weight >= scoring.thresholds.kindSuspected.value ? 'suspected' : 'not-suspected';
}

function appVerdict(kinds: readonly KindWeight[], scoring: Scoring): Verdict {
  const verdicts = kinds.map((kind) => kindVerdict(kind, scoring));
  if (verdicts.includes('strongly-suspected')) return 'strongly-suspected';
  const suspected = kinds.filter((_, index) => verdicts[index] === 'suspected');
  if (suspected.length === 0) return 'not-suspected';
  const together = sum(suspected.map((kind) => kind.weight));
  return together >= scoring.thresholds.appStrong.value ? 'strongly-suspected' : 'suspected';
}

function isSure(taking: JudgedTaking): boolean {
  return (
    taking.confidence === 'high' &&
    taking.signal !== 'weak-together' &&
    taking.strength !== 'present-unresolved'
  );
}

/** Shares of the index in thousandths, rounded so that they add up to it exactly (largest remainder). */
function partsOf(kinds: readonly KindWeight[], value: number): ScorePart[] {
  const parties = kinds.flatMap((kind) => kind.parties).filter((party) => party.share > 0);
  const total = sum(parties.map((party) => party.share));
  const units = Math.round(value * 1000);
  const exact = parties.map((party) => (total === 0 ? 0 : (units * party.share) / total));
  const whole = exact.map(Math.floor);
  let left = units - sum(whole);
  const byRemainder = exact
    .map((_, index) => index)
    .sort((a, b) => exact[b]! - whole[b]! - (exact[a]! - whole[a]!) || a - b);
  for (const index of byRemainder) {
    if (left <= 0) break;
    whole[index]!++;
    left--;
  }
  return parties
    .map((party, index) => ({
      kind: party.kind,
      actor: party.actor,
      rung: party.rung,
      need: party.need,
      points: whole[index]! / 1000,
      factors: party.factors,
      evidence: [],
    }))
    .filter((part) => part.points > 0)
    .sort((a, b) => b.points - a.points || compareText(a.kind, b.kind));
}

/** How many points of the interval each unknown accounts for, in proportion to its weight. */
function widenings(unknowns: readonly Unknown[], ceiling: number, scoring: Scoring): ScoreCard['widenedBy'] {
  const hidden = sum(unknowns.map((unknown) => unknown.weight));
  if (hidden === 0) return [];
  const points = indexOf(ceiling + hidden, scoring) - indexOf(ceiling, scoring);
  return unknowns
    .map(({ code, weight }) => ({ code, points: Math.round((10 * points * weight) / hidden) / 10 }))
    .sort((a, b) => b.points - a.points || compareText(a.code, b.code));
}

function sum(numbers: readonly number[]): number {
  return numbers.reduce((a, b) => a + b, 0);
}
