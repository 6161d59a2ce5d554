// all, any, none over three values, and one condition by name. Says which sections an expression reads and what it
// means in words. Leaves each word of the language to conditions/.
import type { Text } from '../model/catalogue.js';
import type { SectionName } from '../model/facts.js';
import type { Condition, Expression, Match, View } from '../model/rule.js';
import { gapsIn } from '../judge/view.js';

export type Conditions = ReadonlyMap<string, Condition>;

/** An expression taken apart: a list under all, any or none, or one condition with its value. */
export type Parsed =
  | { op: 'all' | 'any' | 'none'; parts: Expression[] }
  | { op: 'condition'; condition: Condition; value: unknown };

/** @throws Error when the expression names no or several words, or one that does not exist */
export function parseExpression(expression: Expression, conditions: Conditions): Parsed {
  const keys = Object.keys(expression);
  const key = keys[0];
  if (key === undefined || keys.length !== 1) {
    throw new Error(`an expression has exactly one word, not ${keys.length}: ${keys.join(', ')}`);
  }
  const value = (expression as Record<string, unknown>)[key];
  if (key === 'all' || key === 'any' || key === 'none') return { op: key, parts: value as Expression[] };
  const condition = conditions.get(key);
  if (!condition) throw new Error(`no condition is called "${key}"`);
  return { op: 'condition', condition, value };
}

/**
 * all: clear if any part is clear, else unknown if any is, else a hit. any: a hit if any part hits, else unknown if any
 * is, else clear. none: a part that hits makes it clear; it hits, without evidence, when all parts are clear.
 * A condition that is clear while a section it reads is incomplete is unknown: what was not read may hold it.
 */
export function matchExpression(expression: Expression, view: View, conditions: Conditions): Match {
  const parsed = parseExpression(expression, conditions);
  if (parsed.op === 'condition') return matchCondition(parsed.condition, parsed.value, view);
  const matches = parsed.parts.map((part) => matchExpression(part, view, conditions));
  const evidence = matches.flatMap((match) => (match.is === 'hit' ? match.evidence : []));
  const because = [
    ...new Set(matches.flatMap((match) => (match.is === 'unknown' ? match.because : []))),
  ].sort();
  const has = (is: Match['is']): boolean => matches.some((match) => match.is === is);
  if (parsed.op === 'all') {
    if (has('clear')) return { is: 'clear' };
    return has('unknown') ? { is: 'unknown', because } : { is: 'hit', evidence };
  }
  if (parsed.op === 'any') {
    if (has('hit')) return { is: 'hit', evidence };
    return has('unknown') ? { is: 'unknown', because } : { is: 'clear' };
  }
  if (has('hit')) return { is: 'clear' };
  return has('unknown') ? { is: 'unknown', because } : { is: 'hit', evidence: [] };
}

function matchCondition(condition: Condition, value: unknown, view: View): Match {
  const match = condition.match(value, view);
  if (match.is !== 'clear') return match;
  const gaps = gapsIn(view.facts, condition.reads);
  return gaps.length > 0 ? { is: 'unknown', because: gaps } : match;
}

/** Sections an expression reads, in no particular order, each once. */
export function sectionsRead(expression: Expression, conditions: Conditions): SectionName[] {
  const parsed = parseExpression(expression, conditions);
  if (parsed.op === 'condition') return [...new Set(parsed.condition.reads)];
  return [...new Set(parsed.parts.flatMap((part) => sectionsRead(part, conditions)))];
}

/** The conditions of an expression, left to right. */
export function leavesOf(
  expression: Expression,
  conditions: Conditions,
): { condition: Condition; value: unknown }[] {
  const parsed = parseExpression(expression, conditions);
  if (parsed.op === 'condition') return [{ condition: parsed.condition, value: parsed.value }];
  return parsed.parts.flatMap((part) => leavesOf(part, conditions));
}

/** Whether a hit of the expression carries evidence, which one made of `none` alone does not. */
export function isPositive(expression: Expression, conditions: Conditions): boolean {
  const parsed = parseExpression(expression, conditions);
  if (parsed.op === 'condition') return true;
  if (parsed.op === 'none') return false;
  if (parsed.op === 'all') return parsed.parts.some((part) => isPositive(part, conditions));
  return parsed.parts.length > 0 && parsed.parts.every((part) => isPositive(part, conditions));
}

/** An expression as a list for a reader: how its parts go together, and each part in words. */
export function explainParts(expression: Expression, conditions: Conditions): { how: Text; parts: Text[] } {
  const parsed = parseExpression(expression, conditions);
  if (parsed.op === 'condition') return { how: HOW.all, parts: [explainExpression(expression, conditions)] };
  return {
    how: parsed.parts.length === 1 && parsed.op !== 'none' ? HOW.all : HOW[parsed.op],
    parts: parsed.parts.map((part) => explainExpression(part, conditions)),
  };
}
const HOW = {
  all: { en: 'all of this holds', zh: '以下条件全部成立' },
  any: { en: 'one of this holds', zh: '以下条件至少一项成立' },
  none: { en: 'none of this holds', zh: '以下条件均不成立' },
} satisfies Record<string, Text>;

/** The plain-language reading of an expression. */
export function explainExpression(expression: Expression, conditions: Conditions): Text {
  const parsed = parseExpression(expression, conditions);
  if (parsed.op === 'condition') return parsed.condition.explain(parsed.value);
  const parts = parsed.parts.map((part) => {
    const text = explainExpression(part, conditions);
    const nested = parseExpression(part, conditions).op !== 'condition' && parsed.parts.length > 1;
    return nested ? { en: `(${text.en})`, zh: `（${text.zh}）` } : text;
  });
  const join = (en: string, zh: string): Text => ({
    en: parts.map((p) => p.en).join(en),
    zh: parts.map((p) => p.zh).join(zh),
  });
  if (parsed.op === 'all') return join(' and ', '，且');
  const either = join(' or ', '，或');
  if (parsed.op === 'any') return either;
  return { en: `not: ${either.en}`, zh: `并非：${either.zh}` };
}
