// The score worked by hand. Weights are round numbers of the test's own, so that changing rules/scoring.yaml changes
// nothing here; each row says the sum it stands for. index = 100 × (1 − e^(−total ÷ 3)), to one decimal.
import { describe, expect, test } from '@jest/globals';
import type { Scoring } from '../../src/model/catalogue.js';
import type { JudgedSighting } from '../../src/model/judgement.js';
import { scoreTakings, type ScoreInput } from '../../src/judge/score.js';
import { atWorst } from '../../src/judge/at-worst.js';
import { judge } from '../../src/judge/judge.js';
import { givenType } from '../../src/judge/choose-type.js';
import { loadCatalogue, loadWatchlist } from '../../src/catalogue/load.js';
import { judgeFacts, readPaths } from '../../src/scan.js';
import { catalogue, kind, scoring } from '../support/judging.js';

const none = { en: '', zh: '' };
const weigh = <K extends string>(table: Readonly<Record<K, number>>): Scoring['rungs'] =>
  Object.fromEntries(Object.entries<number>(table).map(([key, value]) => [key, { value, because: none }]));
const one = (value: number) => ({ value, because: none });
const WEIGHTS: Scoring = {
  ...scoring,
  rungs: weigh({
    declared: 0.6,
    present: 0.2,
    'present-unresolved': 0.6,
    reachable: 0.75,
    'at-mark': 0.4,
    'half-mark': 0.8,
    startup: 1,
    leaves: 1.2,
  }),
  occasions: weigh({ background: 1.2, repeats: 1.1 }),
  needs: weigh({
    necessary: 0,
    avoidable: 0.5,
    'avoidable-in-use': 0.25,
    beyond: 1,
    'red-flag': 1.3,
    undecided: 0,
  }),
  sensitivity: weigh({ '2': 0.2, '5': 1 }),
  actors: weigh({ app: 1, tracker: 1.15, sdk: 1 }),
  signals: weigh({ strong: 1, 'weak-together': 0.6 }),
  confidences: weigh({ high: 1, medium: 0.85, low: 0.5 }),
  others: one(0.25),
  saturation: one(3),
  thresholds: {
    ...scoring.thresholds,
    kindSuspected: one(0.4),
    kindStrong: one(1),
    appStrong: one(1.6),
    notRatedUnknown: one(4),
  },
};
const cat = catalogue({
  kinds: [
    kind('a', 5, []),
    kind('b', 5, []),
    kind('mild', 2, []),
    kind('picked', 5, [], { picked: true }),
    kind('exact', 5, [], { coarser: 'blunt' }),
    kind('blunt', 5, [], { coveredBy: ['exact'] }),
    kind('unseen', 5, [], { coarser: 'exact' }),
  ],
  scoring: WEIGHTS,
});

/** The app takes kind a at start-up, beyond need, seen plainly: weight 1. */
const take = (more: Partial<JudgedSighting> = {}): JudgedSighting => {
  const actor = more.actor ?? { kind: 'app', id: 'app' };
  const rung = more.rung ?? 'startup';
  return {
    kind: 'a',
    actor,
    rung,
    strength: rung,
    party: 'app',
    signal: 'strong',
    confidence: 'high',
    occasions: [],
    background: false,
    repeats: false,
    unjustifiable: null,
    need: 'beyond',
    needBecause: none,
    evidence: { what: 'w', rung, by: actor, place: { entry: 'e' }, confidence: 'high' },
    ...more,
  };
};
const tracker = { actor: { kind: 'sdk' as const, id: 't' }, party: 'tracker' as const };

const picked = { kind: 'picked', rung: 'reachable' as const, strength: 'reachable' as const };

interface Row {
  name: string;
  input: Partial<ScoreInput>;
  value: number;
  low: number;
  high: number;
  verdict: string;
  parts: number[];
  rated?: boolean;
  widenedBy?: [string, number][];
}
const strong = 'strongly-suspected';
const ROWS: readonly Row[] = [
  { name: 'nothing', input: {}, value: 0, low: 0, high: 0, verdict: 'not-suspected', parts: [] },
  { name: '1: e^(−1/3) = 0.7165', input: { sightings: [take()] }, value: 28.3, low: 28.3, high: 28.3, verdict: strong, parts: [28.3] },
  { name: '1.2, sent on: e^(−0.4) = 0.6703', input: { sightings: [take({ rung: 'leaves', strength: 'leaves' })] }, value: 33, low: 33, high: 33, verdict: strong, parts: [33] },
  { name: 'medium confidence, 0.85: counts, but is not sure', input: { sightings: [take({ confidence: 'medium' })] }, value: 24.7, low: 0, high: 24.7, verdict: 'suspected', parts: [24.7] },
  { name: 'weak signs together, 0.6: not sure', input: { sightings: [take({ signal: 'weak-together' })] }, value: 18.1, low: 0, high: 18.1, verdict: 'suspected', parts: [18.1] },
  { name: 'reach not worked out, 0.6: not sure', input: { sightings: [take({ rung: 'present', strength: 'present-unresolved' })] }, value: 18.1, low: 0, high: 18.1, verdict: 'suspected', parts: [18.1] },
  { name: 'one sure and one unsure kind: low is of the sure one, 1 of 1.85', input: { sightings: [take(), take({ kind: 'b', confidence: 'medium' })] }, value: 46, low: 28.3, high: 46, verdict: strong, parts: [24.865, 21.135] },
  { name: '0.75 × 1.2 × 1.1 = 0.99, in the background, repeated', input: { sightings: [take({ rung: 'reachable', strength: 'reachable', background: true, repeats: true })] }, value: 28.1, low: 28.1, high: 28.1, verdict: 'suspected', parts: [28.1] },
  { name: 'two kinds of 0.99: none strong, together 1.98', input: { sightings: ['a', 'b'].map((k) => take({ kind: k, rung: 'reachable', strength: 'reachable', background: true, repeats: true })) }, value: 48.3, low: 48.3, high: 48.3, verdict: strong, parts: [24.15, 24.15] },
  { name: 'three forms of one thing, 0.99 each, are one thing: 0.99 under the mark of 1.6', input: { sightings: ['blunt', 'exact', 'unseen'].map((k) => take({ kind: k, rung: 'reachable', strength: 'reachable', background: true, repeats: true })) }, value: 62.8, low: 62.8, high: 62.8, verdict: 'suspected', parts: [20.934, 20.933, 20.933] },
  { name: 'two kinds of 0.75: together 1.5, under the mark of 1.6', input: { sightings: ['a', 'b'].map((k) => take({ kind: k, rung: 'reachable', strength: 'reachable' })) }, value: 39.3, low: 39.3, high: 39.3, verdict: 'suspected', parts: [19.65, 19.65] },
  { name: 'a second party counts a quarter: 1.15 + 0.25', input: { sightings: [take(), take(tracker)] }, value: 37.3, low: 37.3, high: 37.3, verdict: strong, parts: [30.639, 6.661] },
  { name: 'the same party twice counts once, by the stronger', input: { sightings: [take({ rung: 'reachable', strength: 'reachable' }), take()] }, value: 28.3, low: 28.3, high: 28.3, verdict: strong, parts: [28.3] },
  { name: 'avoidable is half: 0.5', input: { sightings: [take({ need: 'avoidable' })] }, value: 15.4, low: 15.4, high: 15.4, verdict: 'suspected', parts: [15.4] },
  { name: 'a red flag: 1.3', input: { sightings: [take({ need: 'red-flag' })] }, value: 35.2, low: 35.2, high: 35.2, verdict: strong, parts: [35.2] },
  { name: 'needed: nothing', input: { sightings: [take({ need: 'necessary' })] }, value: 0, low: 0, high: 0, verdict: 'not-suspected', parts: [] },
  { name: 'mild data: 0.2, under the mark of 0.4', input: { sightings: [take({ kind: 'mild' })] }, value: 6.4, low: 6.4, high: 6.4, verdict: 'not-suspected', parts: [6.4] },
  { name: 'exactly 0.4 is suspected', input: { sightings: [take({ rung: 'present', strength: 'at-mark' })] }, value: 12.5, low: 12.5, high: 12.5, verdict: 'suspected', parts: [12.5] },
  { name: 'two kinds of 0.8 are exactly at the mark of 1.6', input: { sightings: ['a', 'b'].map((k) => take({ kind: k, rung: 'present', strength: 'half-mark' })) }, value: 41.3, low: 41.3, high: 41.3, verdict: strong, parts: [20.65, 20.65] },
  { name: 'a permission alone weighs, and makes nothing suspected: 0.6', input: { sightings: [take({ rung: 'declared', strength: 'declared' })] }, value: 18.1, low: 18.1, high: 18.1, verdict: 'not-suspected', parts: [18.1] },
  { name: 'what is unknown widens upwards: 1 + 0.6', input: { sightings: [take()], unknowns: [{ code: 'u', weight: 0.6 }] }, value: 28.3, low: 28.3, high: 41.3, verdict: strong, parts: [28.3], widenedBy: [['u', 13]] },
  { name: 'what was seen stands where too much is unknown', input: { sightings: [take()], unknowns: [{ code: 'u', weight: 4 }] }, value: 28.3, low: 28.3, high: 100, verdict: 'strongly-suspected', parts: [28.3], rated: false },
  { name: 'too much unknown is not rated', input: { sightings: [], unknowns: [{ code: 'u', weight: 4 }] }, value: 0, low: 0, high: 100, verdict: 'not-rated', parts: [], rated: false },
  { name: 'just under it still is: 1 + 3.9', input: { sightings: [take()], unknowns: [{ code: 'u', weight: 3.9 }] }, value: 28.3, low: 28.3, high: 80.5, verdict: strong, parts: [28.3] },
  { name: 'what was seen stands where the rest is unreadable', input: { sightings: [take()], readable: false }, value: 28.3, low: 28.3, high: 100, verdict: 'strongly-suspected', parts: [28.3], rated: false },
  { name: 'unreadable code is not rated', input: { sightings: [], readable: false }, value: 0, low: 0, high: 100, verdict: 'not-rated', parts: [], rated: false },
  { name: 'undecided counts for the upper bound only', input: { sightings: [take({ need: 'undecided' })], possible: [take()] }, value: 0, low: 0, high: 28.3, verdict: 'not-suspected', parts: [] },
  { name: 'another likely type lowers the lower bound', input: { sightings: [take()], lowest: 10.5 }, value: 28.3, low: 10.5, high: 28.3, verdict: strong, parts: [28.3] },
  { name: 'and never lifts it', input: { sightings: [take()], lowest: 90 }, value: 28.3, low: 28.3, high: 28.3, verdict: strong, parts: [28.3] },
  { name: 'a remainder goes to the largest fraction: 24146.34, 20524.39, 4829.27', input: { sightings: [take(), take({ kind: 'b', confidence: 'medium' }), take({ kind: 'mild' })] }, value: 49.5, low: 33, high: 49.5, verdict: strong, parts: [24.146, 20.525, 4.829] },
  { name: 'parts by points, across kinds: 1.15, 0.5, 0.25', input: { sightings: [take(), take(tracker), take({ kind: 'b', need: 'avoidable' })] }, value: 46.9, low: 46.9, high: 46.9, verdict: strong, parts: [28.387, 12.342, 6.171] },
  { name: 'a part of nothing is none', input: { sightings: [take(), take({ kind: 'b', need: 'necessary' })] }, value: 28.3, low: 28.3, high: 28.3, verdict: strong, parts: [28.3] },
  { name: 'an unknown that weighs nothing widens nothing', input: { unknowns: [{ code: 'u', weight: 0 }] }, value: 0, low: 0, high: 0, verdict: 'not-suspected', parts: [], widenedBy: [] },
  { name: 'picked, avoidable, in use: 0.75 × 0.25', input: { sightings: [take({ ...picked, need: 'avoidable' })] }, value: 6.1, low: 6.1, high: 6.1, verdict: 'not-suspected', parts: [6.1] },
  { name: 'the same in the background is not in use: 0.9 × 0.5', input: { sightings: [take({ ...picked, need: 'avoidable', background: true })] }, value: 13.9, low: 13.9, high: 13.9, verdict: 'suspected', parts: [13.9] },
  { name: 'nor at start-up: 0.5', input: { sightings: [take({ kind: 'picked', need: 'avoidable' })] }, value: 15.4, low: 15.4, high: 15.4, verdict: 'suspected', parts: [15.4] },
  { name: 'beyond need, in use or not: 0.75', input: { sightings: [take(picked)] }, value: 22.1, low: 22.1, high: 22.1, verdict: 'suspected', parts: [22.1] },
  { name: 'what nothing picks is avoidable all the same: 0.75 × 0.5', input: { sightings: [take({ ...picked, kind: 'a', need: 'avoidable' })] }, value: 11.8, low: 11.8, high: 11.8, verdict: 'not-suspected', parts: [11.8] },
  { name: 'an unknown word weighs nothing', input: { sightings: [take({ strength: 'toString' })] }, value: 0, low: 0, high: 0, verdict: 'not-suspected', parts: [] },
  { name: 'an unknown kind weighs nothing', input: { sightings: [take({ kind: 'z' })] }, value: 0, low: 0, high: 0, verdict: 'not-suspected', parts: [] },
]; // prettier-ignore

describe('the score, worked by hand', () => {
  test.each(ROWS)('$name', ({ input, value, low, high, verdict, parts, rated = true, widenedBy }) => {
    const scored = scoreTakings({ sightings: [], unknowns: [], readable: true, catalogue: cat, ...input });
    const { card } = scored;
    expect({ value: card.value, low: card.low, high: card.high, rated: card.rated }).toEqual({
      value,
      low,
      high,
      rated,
    });
    expect(scored.verdict).toBe(verdict);
    expect(card.parts.map(({ points }) => points)).toEqual(parts);
    if (widenedBy) expect(card.widenedBy.map(({ code, points }) => [code, points])).toEqual(widenedBy);
  });

  test('a part names its party, its rung, its need and its factors', () => {
    const [part] = scoreTakings({
      sightings: [take({ ...tracker, need: 'red-flag', background: true })],
      unknowns: [],
      readable: true,
      catalogue: cat,
    }).card.parts;
    expect(part).toMatchObject({
      kind: 'a',
      actor: tracker.actor,
      rung: 'startup',
      need: 'red-flag',
      factors: { rung: 1.2, need: 1.3, sensitivity: 1, actor: 1.15, signal: 1 },
    });
  });
});

test('kinds come heaviest first, and ties by id; of a party the first of its equals counts', () => {
  const kindsOf = (...sightings: JudgedSighting[]): string[] =>
    scoreTakings({ sightings, unknowns: [], readable: true, catalogue: cat }).kinds.map((of) => of.kind);
  expect(
    kindsOf(take({ kind: 'mild' }), take({ kind: 'b' }), take({ rung: 'leaves', strength: 'leaves' })),
  ).toEqual(['a', 'b', 'mild']);
  expect(kindsOf(take({ kind: 'b' }), take({ kind: 'a' }))).toEqual(['a', 'b']);
  expect(kindsOf(take(), take({ kind: 'b', rung: 'leaves', strength: 'leaves' }))).toEqual(['b', 'a']);
});

test('what is unknown is listed heaviest first, in proportion, and ties by code', () => {
  const unknowns = [
    { code: 'b', weight: 0.2 },
    { code: 'a', weight: 0.2 },
    { code: 'c', weight: 0.4 },
  ];
  const { card } = scoreTakings({ sightings: [], unknowns, readable: true, catalogue: cat });
  // 0.8 in all: 100 × (1 − e^(−0.2667)) = 23.4, shared 1 : 1 : 2.
  expect(card.widenedBy).toEqual([
    { code: 'c', points: 11.7 },
    { code: 'a', points: 5.9 },
    { code: 'b', points: 5.9 },
  ]);
});

test('a judgement weighs each sighting once, and once more what can be worse', () => {
  const real = loadCatalogue();
  let weighed = 0;
  const parties = new Proxy(real.scoring.actors, {
    get(table, key) {
      weighed++;
      return Reflect.get(table, key) as unknown;
    },
  });
  const counting = { ...real, scoring: { ...real.scoring, actors: parties } };
  const facts = readPaths(['samples/shop-over-collecting/app.apk'], { watchlist: loadWatchlist() });
  const type = 'online-shopping';
  const { sightings, needs } = judge(facts, real, givenType(real, type));
  expect(sightings.length).toBeGreaterThan(5);
  judgeFacts(facts, { catalogue: counting, type });
  expect(weighed).toBe(sightings.length + atWorst(sightings, needs).length);
});
