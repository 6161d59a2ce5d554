// Three values: what all, any and none make of hit, clear and unknown, and that incomplete sections are never clear.
import { describe, expect, test } from '@jest/globals';
import {
  explainExpression,
  isPositive,
  matchExpression,
  parseExpression,
} from '../../src/checks/expression.js';
import { withGaps } from '../../src/checks/example-facts.js';
import { UNKNOWN_TYPE, createView } from '../../src/judge/view.js';
import type { Condition, Expression, Match } from '../../src/model/rule.js';
import { catalogue, facts } from '../support/judging.js';

const evidence = {
  what: 'w',
  rung: 'declared' as const,
  by: { kind: 'app' as const, id: 'a' },
  place: { entry: 'e' },
  confidence: 'high' as const,
};
const fixed = (name: string, match: Match): Condition => ({
  name,
  schema: {},
  reads: name === 'reader' ? ['code'] : [],
  explain: () => ({ en: name, zh: name }),
  match: () => match,
});
const conditions = new Map(
  [
    fixed('hit', { is: 'hit', evidence: [evidence] }),
    fixed('clear', { is: 'clear' }),
    fixed('unknown', { is: 'unknown', because: ['b'] }),
    fixed('reader', { is: 'clear' }),
  ].map((condition) => [condition.name, condition]),
);
const view = createView(facts({}), catalogue({}), UNKNOWN_TYPE);
const is = (expression: Expression, on = view): string => matchExpression(expression, on, conditions).is;
const [H, C, U] = [{ hit: 1 }, { clear: 1 }, { unknown: 1 }];

describe('truth tables', () => {
  test.each([
    [[H, H], 'hit', 'hit', 'clear'],
    [[H, C], 'clear', 'hit', 'clear'],
    [[H, U], 'unknown', 'hit', 'clear'],
    [[C, C], 'clear', 'clear', 'hit'],
    [[C, U], 'clear', 'unknown', 'unknown'],
    [[U, U], 'unknown', 'unknown', 'unknown'],
  ])('%j', (parts, all, any, none) => {
    expect([is({ all: parts }), is({ any: parts }), is({ none: parts })]).toEqual([all, any, none]);
  });
  test('evidence is carried up, none has none', () => {
    expect(matchExpression({ all: [H, { none: [C] }] }, view, conditions)).toEqual({
      is: 'hit',
      evidence: [evidence],
    });
  });
});

test('clear in a section that was not read whole is unknown', () => {
  expect(is({ reader: 1 })).toBe('clear');
  for (const [missing, partial] of [
    [['code'], []],
    [[], ['code']],
  ] as const) {
    const gap = createView(withGaps(facts({}), missing, partial), catalogue({}), UNKNOWN_TYPE);
    expect(is({ reader: 1 }, gap)).toBe('unknown');
    expect(is({ none: [{ reader: 1 }] }, gap)).toBe('unknown');
  }
});

test('malformed expressions are errors, and only none is not positive', () => {
  expect(() => parseExpression({ a: 1, b: 2 } as Expression, conditions)).toThrow('one word');
  expect(() => parseExpression({ nope: 1 }, conditions)).toThrow('nope');
  expect(isPositive({ none: [H] }, conditions)).toBe(false);
  expect(isPositive({ all: [{ none: [H] }, H] }, conditions)).toBe(true);
  expect(isPositive({ any: [{ none: [H] }, H] }, conditions)).toBe(false);
});

test('explains in both languages', () => {
  expect(explainExpression({ all: [H, { none: [C, U] }] }, conditions)).toEqual({
    en: 'hit and (not: clear or unknown)',
    zh: 'hit，且（并非：clear，或unknown）',
  });
});
