// Judged sightings → takings, index with interval, parts that add up to it, and verdicts. Pure and monotone: more
// evidence never lowers the index. Leaves weights to rules/scoring.yaml and what could not be read to judge/unknowns.ts.
import type { Catalogue, Scoring } from '../model/catalogue.js';
import { actorKey } from '../model/parties.js';
import type { JudgedSighting, Taking, Unknown } from '../model/judgement.js';
import { compareText } from '../model/order.js';
import type { ScoreCard, ScorePart, Verdict } from '../model/report.js';
import { perCatalogue } from './per-catalogue.js';
import { takingsOf } from './takings.js';
import { round, weighSightings, type Weighed } from './weigh.js';

export interface ScoreInput {
  sightings: readonly JudgedSighting[];
  catalogue: Catalogue;
  unknowns: readonly Unknown[];
  /** False when the code could not be read at all. */
  readable: boolean;
  /** Further sightings that count for the upper bound only: kinds undecided for want of a type, as if beyond need. */
  possible?: readonly JudgedSighting[];
  /** A lower index that other readings of the same facts allow (another likely type). */
  lowest?: number;
}
/** What one party adds to the weight of a kind: that of its heaviest taking, or a share of it. */
export interface Share {
  taking: Taking;
  share: number;
}
export interface KindWeight {
  kind: string;
  weight: number; // of the heaviest taking
  total: number; // with the shares of the other parties
  shares: Share[]; // one for each party, heaviest first
  takings: Taking[]; // strongest first
  verdict: Verdict; // of the strongest taking
}
export interface Scored {
  card: ScoreCard;
  kinds: KindWeight[]; // heaviest first
  verdict: Verdict;
}

/** Scores an app. Values are 0 to 100 with one decimal. */
export function scoreTakings(input: ScoreInput): Scored {
  const { catalogue, sightings } = input;
  const { scoring } = catalogue;
  const weighed = weighSightings(sightings, catalogue);
  const kinds = weighKinds(weighed, scoring);
  const total = sum(kinds.map((kind) => kind.total));
  const value = indexOf(total, scoring);
  const hidden = sum(input.unknowns.map((unknown) => unknown.weight));
  const rated = input.readable && hidden < scoring.thresholds.notRatedUnknown.value;

  const sure = weighKinds(
    weighed.filter(({ sighting }) => isSure(sighting)),
    scoring,
  );
  const low = Math.min(value, input.lowest ?? value, indexOf(sum(sure.map((kind) => kind.total)), scoring));
  const possible = input.possible?.length
    ? weighKinds([...weighed, ...weighSightings(input.possible, catalogue)], scoring)
    : kinds;
  const ceiling = Math.max(total, sum(possible.map((kind) => kind.total)));
  const high = rated ? Math.max(value, indexOf(ceiling + hidden, scoring)) : 100;

  // What was seen is not unseen for what could not be read: only an acquittal needs the rest.
  const verdict = appVerdict(kinds, catalogue);
  return {
    card: {
      rated,
      value,
      low,
      high,
      parts: partsOf(kinds, value),
      widenedBy: widenings(input.unknowns, ceiling, scoring),
    },
    kinds,
    verdict: rated || verdict !== 'not-suspected' ? verdict : 'not-rated',
  };
}

/** The index of a total weight: 0 at nothing, about 63 at the saturation weight, never above 100. */
export function indexOf(total: number, scoring: Scoring): number {
  return Math.round(1000 * (1 - Math.exp(-total / scoring.saturation.value))) / 10;
}

/**
 * Kinds with their takings, heaviest first, then by id. One taking of each party counts: the heaviest party's whole, every
 * other by `others`.
 */
function weighKinds(weighed: readonly Weighed[], scoring: Scoring): KindWeight[] {
  const kinds = new Map<string, Taking[]>();
  for (const taking of takingsOf(weighed, scoring)) {
    const list = kinds.get(taking.kind);
    if (list) list.push(taking);
    else kinds.set(taking.kind, [taking]);
  }
  return [...kinds]
    .map(([kind, takings]): KindWeight => {
      const shares = sharesOf(takings, scoring);
      const total = round(sum(shares.map(({ share }) => share)), 6);
      return {
        kind,
        weight: shares[0]!.taking.weight,
        total,
        shares,
        takings,
        verdict: takings[0]!.verdict,
      };
    })
    .sort((a, b) => b.weight - a.weight || compareText(a.kind, b.kind));
}

function sharesOf(takings: readonly Taking[], scoring: Scoring): Share[] {
  const heaviest = new Map<string, Taking>();
  for (const taking of takings) {
    const key = actorKey(taking.actor);
    if ((heaviest.get(key)?.weight ?? -1) < taking.weight) heaviest.set(key, taking);
  }
  return [...heaviest.values()]
    .sort((a, b) => b.weight - a.weight || compareText(actorKey(a.actor), actorKey(b.actor)))
    .map((taking, at) => ({
      taking,
      share: at === 0 ? taking.weight : taking.weight * scoring.others.value,
    }));
}

function appVerdict(kinds: readonly KindWeight[], catalogue: Catalogue): Verdict {
  if (kinds.some(({ verdict }) => verdict === 'strongly-suspected')) return 'strongly-suspected';
  const suspected = kinds.filter(({ verdict }) => verdict === 'suspected');
  if (suspected.length === 0) return 'not-suspected';
  // One look at where somebody is, told as precise and as taken in the background, is one thing.
  const forms = formsOf(catalogue);
  const heaviest = new Map<string, number>();
  for (const { kind, weight } of suspected) {
    const data = forms.get(kind) ?? kind;
    heaviest.set(data, Math.max(heaviest.get(data) ?? 0, weight));
  }
  const strong = catalogue.scoring.thresholds.appStrong.value;
  return sum([...heaviest.values()]) >= strong ? 'strongly-suspected' : 'suspected';
}

/** Kinds that are forms of the same data, to one of them: blunter ones and what a wider one includes. */
const formsOf = perCatalogue(({ kinds }): ReadonlyMap<string, string> => {
  const wider = new Map(kinds.map(({ id, coarser, coveredBy }) => [id, coarser ?? coveredBy?.[0] ?? id]));
  const root = (id: string, left: number): string => {
    const next = wider.get(id) ?? id;
    if (next === id || left === 0) return id;
    // Two that name each other are one pair: the first by name stands for both.
    if (wider.get(next) === id) return compareText(id, next) <= 0 ? id : next;
    return root(next, left - 1);
  };
  return new Map(kinds.map(({ id }) => [id, root(id, kinds.length)]));
});

function isSure(sighting: JudgedSighting): boolean {
  return (
    sighting.confidence === 'high' &&
    sighting.signal !== 'weak-together' &&
    sighting.strength !== 'present-unresolved'
  );
}

/** Shares of the index in thousandths, rounded so that they add up to it exactly (largest remainder). */
function partsOf(kinds: readonly KindWeight[], value: number): ScorePart[] {
  const parties = kinds.flatMap(({ shares }) => shares);
  const total = sum(parties.map((party) => party.share));
  const units = Math.round(value * 1000);
  const exact = parties.map((party) => (units * party.share) / (total || 1));
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
    .map(({ taking: { kind, actor, rung, need, factors } }, index) => ({
      kind,
      actor,
      rung,
      need,
      points: whole[index]! / 1000,
      factors,
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
