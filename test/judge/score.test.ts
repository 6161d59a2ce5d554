// Properties of the index: more evidence never lowers it, order does not matter, parts add up, suppressing lowers.
import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import type { JudgedSighting } from '../../src/model/judgement.js';
import type { Need } from '../../src/model/report.js';
import { scoreTakings } from '../../src/judge/score.js';
import { catalogue, kind } from '../support/judging.js';

const cat = catalogue({ kinds: [1, 2, 3, 4, 5].map((level) => kind(`k${level}`, level, [])) });
const STRENGTHS = [
  ['declared', 'declared'],
  ['implied', 'implied'],
  ['present', 'present'],
  ['present', 'present-requested'],
  ['present', 'present-unresolved'],
  ['reachable', 'reachable'],
  ['startup', 'startup'],
  ['leaves', 'leaves'],
] as const;
const NEEDS: Need[] = [
  'necessary',
  'functional',
  'contextual',
  'avoidable',
  'beyond',
  'red-flag',
  'undecided',
];
const none = { en: '', zh: '' };

const taking = fc
  .record({
    kind: fc.integer({ min: 1, max: 5 }).map((level) => `k${level}`),
    actor: fc.constantFrom(
      { kind: 'app' as const, id: 'a' },
      { kind: 'sdk' as const, id: 's' },
      { kind: 'sdk' as const, id: 't' },
      { kind: 'unattributed' as const, id: 'u' },
    ),
    strength: fc.constantFrom(...STRENGTHS),
    party: fc.constantFrom(
      'app' as const,
      'tracker' as const,
      'sdk' as const,
      'unattributed' as const,
      'library' as const,
    ),
    signal: fc.constantFrom('strong', 'weak-together', 'old-systems', 'missing-permission', 'conduct'),
    confidence: fc.constantFrom('high' as const, 'medium' as const, 'low' as const),
    background: fc.boolean(),
    repeats: fc.boolean(),
    need: fc.constantFrom(...NEEDS),
  })
  .map(({ strength: [rung, strength], ...rest }): JudgedSighting => ({
    ...rest,
    rung,
    strength,
    occasions: [],
    unjustifiable: null,
    needBecause: none,
    evidence: { what: 'w', rung, by: rest.actor, place: { entry: 'e' }, confidence: rest.confidence },
  }));
const takings = fc.array(taking, { maxLength: 12 });
const score = (list: readonly JudgedSighting[], unknowns: { code: string; weight: number }[] = []) =>
  scoreTakings({ sightings: list, catalogue: cat, unknowns, readable: true });
const ORDER = ['not-suspected', 'suspected', 'strongly-suspected'];

describe('index', () => {
  test('nothing is zero and nothing is suspected', () => {
    expect(score([])).toMatchObject({
      verdict: 'not-suspected',
      card: { value: 0, low: 0, high: 0, parts: [] },
    });
  });
  test('more evidence never lowers value, bounds or verdict', () => {
    fc.assert(
      fc.property(takings, taking, (list, more) => {
        const [a, b] = [score(list), score([...list, more])];
        expect(b.card.value).toBeGreaterThanOrEqual(a.card.value);
        expect(b.card.low).toBeGreaterThanOrEqual(a.card.low);
        expect(b.card.high).toBeGreaterThanOrEqual(a.card.high);
        expect(ORDER.indexOf(b.verdict)).toBeGreaterThanOrEqual(ORDER.indexOf(a.verdict));
      }),
    );
  });
  test('order does not matter', () => {
    fc.assert(
      fc.property(takings, (list) => {
        const [a, b] = [score(list), score([...list].reverse())];
        expect(b.card.value).toBe(a.card.value);
        expect(b.card.parts.map(({ kind: k, points }) => [k, points])).toEqual(
          a.card.parts.map(({ kind: k, points }) => [k, points]),
        );
        expect(b.verdict).toBe(a.verdict);
      }),
    );
  });
  test('parts add up to the value, and the value lies in its interval within 0 to 100', () => {
    fc.assert(
      fc.property(
        takings,
        fc.array(fc.record({ code: fc.string(), weight: fc.float({ min: 0, max: 1, noNaN: true }) })),
        (list, unknowns) => {
          const { card } = score(list, unknowns);
          const sum = card.parts.reduce((total, part) => total + Math.round(part.points * 1000), 0);
          expect(sum).toBe(Math.round(card.value * 1000));
          expect(card.low).toBeLessThanOrEqual(card.value);
          expect(card.value).toBeLessThanOrEqual(card.high);
          expect(card.low).toBeGreaterThanOrEqual(0);
          expect(card.high).toBeLessThanOrEqual(100);
        },
      ),
    );
  });
  test('unknowns only widen upwards, and too much of them means not rated', () => {
    fc.assert(
      fc.property(takings, fc.float({ min: 0, max: Math.fround(3.9), noNaN: true }), (list, weight) => {
        const [a, b] = [score(list), score(list, [{ code: 'x', weight }])];
        expect(b.card.value).toBe(a.card.value);
        expect(b.card.high).toBeGreaterThanOrEqual(a.card.high);
      }),
    );
    expect(score([], [{ code: 'packed', weight: 6 }])).toMatchObject({
      verdict: 'not-rated',
      card: { rated: false, high: 100 },
    });
  });
  test('permissions alone are never suspected, however many', () => {
    const declared = taking.filter((t) => t.rung === 'declared' || t.rung === 'implied');
    fc.assert(
      fc.property(fc.array(declared, { maxLength: 40 }), (list) => {
        expect(score(list).verdict).toBe('not-suspected');
      }),
    );
  });
});
