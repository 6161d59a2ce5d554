// Every example of every check runs; and the checks as a whole keep their promises: each word of a condition matters,
// nothing unread is called clear, and no id of the rules hides in the source.
import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, describe, expect, test } from '@jest/globals';
import { buildCatalogue } from '../src/catalogue/build.js';
import { expandGroups } from '../src/catalogue/groups.js';
import { givenType } from '../src/judge/choose-type.js';
import { conditions } from '../src/checks/conditions/index.js';
import { evaluateRule } from '../src/checks/evaluate.js';
import { expandExample, withGaps } from '../src/checks/example-facts.js';
import { explainExpression, isPositive, leavesOf, sectionsRead } from '../src/checks/expression.js';
import { UNKNOWN_TYPE, createView } from '../src/judge/view.js';
import type { Catalogue } from '../src/model/catalogue.js';
import type { AppFacts } from '../src/model/facts.js';
import type { Expression, Rule, RuleExample } from '../src/model/rule.js';

const root = new URL('../rules/', import.meta.url).pathname;
let catalogue: Catalogue;
const expanded = new Map<RuleExample, AppFacts>();

beforeAll(() => {
  const built = buildCatalogue(root);
  expect(built.complaints).toEqual([]);
  catalogue = expandGroups(built.catalogue);
  for (const rule of catalogue.rules) {
    for (const example of rule.examples) expanded.set(example, expandExample(example.facts, catalogue));
  }
});

const typeOf = (example: RuleExample) => (example.type ? givenType(catalogue, example.type) : UNKNOWN_TYPE);
const outcomeOf = (rule: Rule, example: RuleExample, facts = expanded.get(example)!) => {
  const result = evaluateRule(rule, createView(facts, catalogue, typeOf(example)));
  return result.outcome === 'error' ? `error: ${result.because.join()}` : result.outcome;
};

test('there are at least 60 checks', () => {
  expect(catalogue.rules.length).toBeGreaterThanOrEqual(60);
});

test('every example comes out as it says', () => {
  const wrong = catalogue.rules.flatMap((rule) =>
    rule.examples
      .map((example) => ({ example, outcome: outcomeOf(rule, example) }))
      .filter(({ example, outcome }) => outcome !== example.expect)
      .map(({ example, outcome }) => `${rule.id}: "${example.name}" is ${outcome}, not ${example.expect}`),
  );
  expect(wrong).toEqual([]);
});

test('every check has a hit, a clear and an unknown example', () => {
  const wrong = catalogue.rules.flatMap((rule) =>
    ['hit', 'clear', 'unknown']
      .filter((outcome) => !rule.examples.some((example) => example.expect === outcome))
      .map((outcome) => `${rule.id} has no ${outcome} example`),
  );
  expect(wrong).toEqual([]);
});

test('a check that gathers makes one finding of all permissions', () => {
  const gathering = catalogue.rules.filter(({ gather }) => gather === true);
  expect(gathering.map(({ id }) => id)).toContain('many-dangerous-permissions');
  for (const rule of gathering) {
    for (const example of rule.examples.filter(({ expect: said }) => said === 'hit')) {
      const result = evaluateRule(rule, createView(expanded.get(example)!, catalogue, typeOf(example)));
      expect(result.outcome === 'hit' && result.findings.map(({ fingerprint }) => fingerprint)).toEqual([
        `${rule.id}/app`,
      ]);
    }
  }
});

test('every hit carries evidence with a place, and a fingerprint without offsets', () => {
  for (const rule of catalogue.rules) {
    expect([rule.id, isPositive(rule.when, conditions)]).toEqual([rule.id, true]);
    for (const example of rule.examples.filter(({ expect: said }) => said === 'hit')) {
      const result = evaluateRule(rule, createView(expanded.get(example)!, catalogue, typeOf(example)));
      if (result.outcome !== 'hit') continue;
      for (const finding of result.findings) {
        expect([rule.id, finding.evidence.length > 0]).toEqual([rule.id, true]);
        expect(finding.evidence.every(({ place }) => place.entry !== '')).toBe(true);
        expect(finding.fingerprint.startsWith(`${rule.id}/`)).toBe(true);
        expect(finding.fingerprint).not.toMatch(/->|\d{4,}/);
      }
    }
  }
});

/** The same expression with its n-th condition, left to right, replaced. */
function withLeaf(expression: Expression, leaf: number, replacement: Expression): Expression {
  let at = 0;
  const walk = (item: Expression): Expression => {
    const [key] = Object.keys(item) as [string];
    const value = (item as Record<string, unknown>)[key];
    if (key === 'all' || key === 'any' || key === 'none') {
      return { [key]: (value as Expression[]).map(walk) } as Expression;
    }
    return at++ === leaf ? replacement : item;
  };
  return walk(expression);
}

test('every word of every condition matters to some example', () => {
  // Neither always clear nor always there may leave all examples as they are.
  const never: Expression = { diagnostic: { code: ['never/raised'] } };
  const idle: string[] = [];
  for (const rule of catalogue.rules) {
    leavesOf(rule.when, conditions).forEach((_, index) => {
      const changed = { ...rule, when: withLeaf(rule.when, index, never) };
      const matters = rule.examples.some(
        (example) => outcomeOf(changed, example) !== outcomeOf(rule, example),
      );
      if (!matters) idle.push(`${rule.id}: condition ${index + 1}`);
    });
  }
  expect(idle).toEqual([]);
});

test('a section that was not read is never taken for clear', () => {
  const wrong: string[] = [];
  for (const rule of catalogue.rules) {
    for (const section of sectionsRead(rule.when, conditions)) {
      for (const example of rule.examples.filter(({ expect: said }) => said !== 'not-applicable')) {
        const whole = outcomeOf(rule, example);
        const outcome = outcomeOf(rule, example, withGaps(expanded.get(example)!, [section]));
        // What another part of an "all" rules out stays ruled out, if that part does not read the section.
        if (outcome === 'clear' && whole !== 'clear')
          wrong.push(`${rule.id} without ${section}: "${example.name}"`);
        if (outcome.startsWith('error')) wrong.push(`${rule.id} without ${section}: ${outcome}`);
      }
      const empty = expandExample({}, catalogue);
      const type = rule.onlyFor?.[0] ?? 'online-shopping';
      const result = evaluateRule(
        rule,
        createView(
          withGaps(empty, ['manifest', 'code', 'resources', 'native', 'files']),
          catalogue,
          givenType(catalogue, type),
        ),
      );
      if (result.outcome === 'clear') wrong.push(`${rule.id} with nothing read`);
    }
  }
  expect(wrong).toEqual([]);
});

describe('texts', () => {
  test('every condition reads as a sentence in both languages', () => {
    for (const rule of catalogue.rules) {
      const { en, zh } = explainExpression(rule.when, conditions);
      expect([rule.id, en.length > 10, zh.length > 5]).toEqual([rule.id, true, true]);
      expect(`${en} ${zh}`).not.toMatch(/undefined|\[object|null/);
    }
  });
  test('messages use only words that exist', () => {
    const known = new Set(['kind', 'by', 'what', 'value', 'count', 'type']);
    for (const rule of catalogue.rules) {
      for (const text of [rule.messages.hit, rule.fix, rule.why]) {
        for (const [, word] of `${text.en} ${text.zh}`.matchAll(/\{([a-z]+)\}/g)) {
          expect([rule.id, word, known.has(word!)]).toEqual([rule.id, word, true]);
        }
      }
    }
  });
});

test('no id from rules/ appears in the source', () => {
  const src = new URL('../src/', import.meta.url).pathname;
  const files = (readdirSync(src, { recursive: true }) as string[]).filter((name) => name.endsWith('.ts'));
  const text = files.map((name) => readFileSync(join(src, name), 'utf8')).join('\n');
  const quoted = new Set([...text.matchAll(/'([a-z0-9]+(?:-[a-z0-9]+)+)'/g)].map((match) => match[1]!));
  // One-word ids ("name", "sms") are ordinary words; ids with a hyphen are not.
  const ids = [...catalogue.rules, ...catalogue.sdks, ...catalogue.types].map(({ id }) => id);
  expect(ids.filter((id) => quoted.has(id))).toEqual([]);
});
