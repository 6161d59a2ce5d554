// Three values: what all, any and none make of hit, clear and unknown, and that incomplete sections are never clear.
import { describe, expect, test } from '@jest/globals';
import {
  explainExpression,
  explainParts,
  isPositive,
  leavesOf,
  matchExpression,
  parseExpression,
  sectionsRead,
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
  reads: name.startsWith('reader') ? ['code'] : [],
  explain: () => ({ en: name, zh: name }),
  match: () => match,
});
const conditions = new Map(
  [
    fixed('hit', { is: 'hit', evidence: [evidence] }),
    fixed('clear', { is: 'clear' }),
    fixed('unknown', { is: 'unknown', because: ['b'] }),
    fixed('reader', { is: 'clear' }),
    fixed('readerThatHits', { is: 'hit', evidence: [evidence] }),
    fixed('unsure', { is: 'unknown', because: ['a', 'b'] }),
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
    expect(is({ readerThatHits: 1 }, gap)).toBe('hit');
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

test('the reasons of unknown parts come together, each once and sorted', () => {
  const unknown = { is: 'unknown', because: ['a', 'b'] };
  const parts = [U, { unsure: 1 }];
  expect(matchExpression({ all: [H, ...parts] }, view, conditions)).toStrictEqual(unknown);
  expect(matchExpression({ any: [C, ...parts] }, view, conditions)).toStrictEqual(unknown);
  expect(matchExpression({ none: [C, ...parts] }, view, conditions)).toStrictEqual(unknown);
  expect(matchExpression({ any: [H, U, H] }, view, conditions)).toStrictEqual({
    is: 'hit',
    evidence: [evidence, evidence],
  });
  expect(matchExpression({ none: [C] }, view, conditions)).toStrictEqual({ is: 'hit', evidence: [] });
});

test('what is told of an expression: sections, conditions, whether a hit shows something', () => {
  const expression = { all: [{ reader: 7 }, { none: [H, { reader: 8 }] }] };
  expect(sectionsRead(expression, conditions)).toEqual(['code']);
  expect(sectionsRead(H, conditions)).toEqual([]);
  expect(sectionsRead({ reader: 1 }, conditions)).toEqual(['code']);
  expect(leavesOf(expression, conditions).map(({ condition, value }) => [condition.name, value])).toEqual([
    ['reader', 7],
    ['hit', 1],
    ['reader', 8],
  ]);
  expect(isPositive(H, conditions)).toBe(true);
  expect(isPositive({ all: [{ none: [H] }] }, conditions)).toBe(false);
  expect(isPositive({ any: [] }, conditions)).toBe(false);
  expect(isPositive({ any: [H] }, conditions)).toBe(true);
  expect(isPositive({ any: [H, { all: [H, C] }] }, conditions)).toBe(true);
});

test('no word is as wrong as two', () => {
  expect(() => parseExpression({} as Expression, conditions)).toThrow(
    'an expression has exactly one word, not 0: ',
  );
  expect(() => parseExpression({ a: 1, b: 2 } as Expression, conditions)).toThrow(
    'an expression has exactly one word, not 2: a, b',
  );
  expect(parseExpression({ any: [H] }, conditions)).toEqual({ op: 'any', parts: [H] });
  expect(parseExpression({ all: [] }, conditions)).toEqual({ op: 'all', parts: [] });
  expect(parseExpression({ none: [H] }, conditions)).toEqual({ op: 'none', parts: [H] });
});

describe('an expression in words', () => {
  const words = (expression: Expression): string[] => {
    const { how, parts } = explainParts(expression, conditions);
    return [how.en, ...parts.map((part) => part.en)];
  };
  test.each<[Expression, string[]]>([
    [H, ['all of this holds', 'hit']],
    [{ all: [H, C] }, ['all of this holds', 'hit', 'clear']],
    [{ any: [H, C] }, ['one of this holds', 'hit', 'clear']],
    [{ any: [H] }, ['all of this holds', 'hit']],
    [{ none: [H] }, ['none of this holds', 'hit']],
    [{ none: [H, C] }, ['none of this holds', 'hit', 'clear']],
    [{ all: [H, { any: [C, U] }] }, ['all of this holds', 'hit', 'clear or unknown']],
  ])('%j as a list', (expression, list) => {
    expect(words(expression)).toEqual(list);
  });
  test.each<[Expression, string]>([
    [{ any: [H, C] }, 'hit or clear'],
    [{ none: [H] }, 'not: hit'],
    [{ all: [{ any: [H, C] }] }, 'hit or clear'],
    [{ any: [{ all: [H, C] }, U] }, '(hit and clear) or unknown'],
  ])('%j in a line', (expression, line) => {
    expect(explainExpression(expression, conditions).en).toBe(line);
  });
});
