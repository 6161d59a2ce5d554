// The weight of one sighting: the product of the factors in rules/scoring.yaml. Pure; monotone in every factor.
// Leaves takings to takings.ts, and the index with its interval to score.ts.
import { kindsById } from './per-catalogue.js';
import type { Catalogue, DataKind, Scoring } from '../model/catalogue.js';
import type { JudgedSighting } from '../model/judgement.js';
import type { ScorePart } from '../model/report.js';

export interface Weight {
  weight: number;
  factors: ScorePart['factors'];
}
/** A sighting with its weight. A judgement weighs each once; everything that adds weights up takes these. */
export interface Weighed extends Weight {
  sighting: JudgedSighting;
}

export function weighSightings(sightings: readonly JudgedSighting[], catalogue: Catalogue): Weighed[] {
  const known = kindsById(catalogue);
  return sightings.map((sighting) => ({
    sighting,
    ...weighSighting(sighting, known.get(sighting.kind), catalogue.scoring),
  }));
}

/** The value of a weight by key; an unknown key weighs nothing rather than everything. */
function weightOf(table: Scoring['rungs'], key: string): number {
  return Object.hasOwn(table, key) ? table[key]!.value : 0;
}

/** rung × occasion × need × sensitivity × actor × signal × confidence. */
function weighSighting(sighting: JudgedSighting, kind: DataKind | undefined, scoring: Scoring): Weight {
  const occasion =
    (sighting.background ? weightOf(scoring.occasions, 'background') : 1) *
    (sighting.repeats ? weightOf(scoring.occasions, 'repeats') : 1);
  const factors = {
    rung: round(weightOf(scoring.rungs, sighting.strength) * occasion, 4),
    need: weightOf(
      scoring.needs,
      kind?.picked === true && isInUse(sighting) ? 'avoidable-in-use' : sighting.need,
    ),
    sensitivity: weightOf(scoring.sensitivity, String(kind?.sensitivity.level ?? 0)),
    actor: weightOf(scoring.actors, sighting.party),
    signal: round(
      weightOf(scoring.signals, sighting.signal) * weightOf(scoring.confidences, sighting.confidence),
      4,
    ),
  };
  const weight = factors.rung * factors.need * factors.sensitivity * factors.actor * factors.signal;
  return { weight: round(weight, 6), factors };
}

/** Rungs on which code takes by itself, is asked for first, or sends on. */
const BY_ITSELF: ReadonlySet<string> = new Set(['startup', 'leaves', 'asked-first', 'declared-service']);

/** Avoidable, and seen only where a feature in use can have started it. */
function isInUse({ need, strength, background }: JudgedSighting): boolean {
  return need === 'avoidable' && !background && !BY_ITSELF.has(strength);
}

export function round(value: number, digits: number): number {
  const scale = 10 ** digits;
  return Math.round(value * scale) / scale;
}
