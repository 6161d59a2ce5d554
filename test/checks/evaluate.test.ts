// What comes of a rule, by hand: outcomes, findings by kind and party, their order, ceilings and fingerprints. The one
// condition here gives the evidence that a test wants; the real ones have tests of their own.
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { conditions } from '../../src/checks/conditions/index.js';
import { evaluateRule, evaluateRules } from '../../src/checks/evaluate.js';
import { UNKNOWN_TYPE, createView } from '../../src/judge/view.js';
import type { Condition, Evidence, Finding, Rule, RuleResult, View } from '../../src/model/rule.js';
import { appType, catalogue, facts } from '../support/judging.js';

const APP = { kind: 'app' as const, id: 'com.shop.app' };
const SDK = { kind: 'sdk' as const, id: 'acme' };
const seen = (more: Partial<Evidence> = {}): Evidence => ({
  what: 'La/B;->c',
  rung: 'present',
  by: APP,
  place: { entry: 'classes.dex', symbol: 'La/C;->d()V', offset: 1 },
  confidence: 'high',
  ...more,
});

const all = conditions as Map<string, Condition>;
let given: Evidence[] = [];
beforeEach(() => {
  given = [];
  all.set('probe', {
    name: 'probe',
    schema: {},
    reads: [],
    explain: () => ({ en: 'probe', zh: 'probe' }),
    match: (value) =>
      value === 'hit'
        ? { is: 'hit', evidence: given }
        : value === 'clear'
          ? { is: 'clear' }
          : { is: 'unknown', because: ['b'] },
  });
});
afterEach(() => void all.delete('probe'));

const rule = (id: string, more: Partial<Rule> = {}): Rule =>
  ({ id, severity: 'low', data: [], when: { probe: 'hit' }, ...more }) as unknown as Rule;
const view = createView(facts({}), catalogue({}), UNKNOWN_TYPE);
const shop = createView(facts({}), catalogue({}), { ...UNKNOWN_TYPE, id: 'shop', types: [appType('shop')] });
const findings = (evidence: Evidence[], more: Partial<Rule> = {}, on: View = view): Finding[] => {
  given = evidence;
  const result = evaluateRule(rule('r', more), on);
  if (result.outcome !== 'hit') throw new Error(result.outcome);
  return result.findings;
};

describe('the outcome of a rule', () => {
  const outcome = (more: Partial<Rule>, on: View = view): RuleResult => evaluateRule(rule('r', more), on);

  test('is a hit, clear, or unknown with the reasons', () => {
    expect(outcome({})).toEqual({ ruleId: 'r', outcome: 'hit', findings: [] });
    expect(outcome({ when: { probe: 'clear' } })).toEqual({ ruleId: 'r', outcome: 'clear' });
    expect(outcome({ when: { probe: 1 } })).toEqual({ ruleId: 'r', outcome: 'unknown', because: ['b'] });
  });

  test('is not applicable outside the types it is for', () => {
    expect(outcome({ onlyFor: ['shop'] })).toEqual({ ruleId: 'r', outcome: 'not-applicable' });
    expect(outcome({ onlyFor: ['bank'] }, shop).outcome).toBe('not-applicable');
    expect(outcome({ onlyFor: ['bank', 'shop'] }, shop).outcome).toBe('hit');
    expect(outcome({}, shop).outcome).toBe('hit');
  });

  test('is an error of that rule alone when it fails inside', () => {
    expect(outcome({ when: { nope: 1 } })).toEqual({
      ruleId: 'r',
      outcome: 'error',
      because: ['no condition is called "nope"'],
    });
    all.set('probe', {
      ...all.get('probe')!,
      match: () => {
        throw 'no Error';
      },
    });
    expect(outcome({})).toEqual({ ruleId: 'r', outcome: 'error', because: ['no Error'] });
  });

  test('of every rule of the catalogue comes in id order', () => {
    const rules = ['m', 'a', 'z', 'b'].map((id) => rule(id, { when: { probe: 'clear' } }));
    const results = evaluateRules(createView(facts({}), catalogue({ rules }), UNKNOWN_TYPE));
    expect(results.map(({ ruleId }) => ruleId)).toEqual(['a', 'b', 'm', 'z']);
  });
});

describe('findings', () => {
  test('say what, how often, for which type and with which value', () => {
    const [one, ...others] = findings(
      [
        seen({ args: ['x', null, 'y'] }),
        seen({ place: { entry: 'classes.dex', symbol: 'La/C;->d()V', offset: 2 } }),
      ],
      { data: ['contacts'], severity: 'medium' },
      shop,
    );
    expect(others).toEqual([]);
    expect(one).toMatchObject({
      ruleId: 'r',
      severity: 'medium',
      message: 'hit',
      args: { what: 'La/B;->c', count: '2', value: 'x, y', type: 'shop' },
      kinds: ['contacts'],
      actor: APP,
      fingerprint: 'r/app',
    });
    expect(findings([seen({ args: [null, 'y'] })])[0]!.args).not.toHaveProperty('value');
    expect(findings([seen({ args: [] })])[0]!.args).not.toHaveProperty('value');
    expect(findings([seen()])[0]!.args).toEqual({ what: 'La/B;->c', count: '1', type: 'unknown' });
  });

  test('are one for each kind and party, in order', () => {
    const made = findings([
      seen({ kind: 'device-id', by: SDK }),
      seen({ kind: 'contacts', by: SDK }),
      seen({ kind: 'contacts' }),
      seen({ kind: 'contacts', place: { entry: 'classes2.dex' } }),
    ]);
    expect(made.map((one) => [one.kinds, one.fingerprint, one.evidence.length])).toEqual([
      [['contacts'], 'r/contacts/app', 2],
      [['contacts'], 'r/contacts/sdk:acme', 1],
      [['device-id'], 'r/device-id/sdk:acme', 1],
    ]);
  });

  test('of a kind ignore what the evidence is about', () => {
    const made = findings([
      seen({ kind: 'contacts', what: 'permission:A' }),
      seen({ kind: 'contacts', what: 'permission:B' }),
    ]);
    expect(made.map((one) => [one.fingerprint, one.evidence.length])).toEqual([['r/contacts/app', 2]]);
  });

  test('without a kind are one for each permission or component, unless the rule gathers', () => {
    const evidence = ['permission:A', 'component:B', 'La/B;->c', 'La/B;->e', 'an action:C'].map((what) =>
      seen({ what }),
    );
    expect(findings(evidence).map((one) => [one.fingerprint, one.evidence.length])).toEqual([
      ['r/app', 3],
      ['r/component:B/app', 1],
      ['r/permission:A/app', 1],
    ]);
    expect(findings(evidence, { gather: true }).map((one) => one.fingerprint)).toEqual(['r/app']);
  });

  test('hold the same spot once', () => {
    const place = { entry: 'classes.dex', symbol: 'La/C;->d()V', offset: 1 };
    const other: Partial<Evidence>[] = [
      { what: 'La/B;->z' },
      { place: { ...place, entry: 'classes2.dex' } },
      { place: { ...place, symbol: 'La/C;->e()V' } },
      { place: { ...place, offset: 2 } },
    ];
    expect(findings([seen(), seen(), seen({ rung: 'startup' })])[0]!.args['count']).toBe('1');
    for (const change of other) expect(findings([seen(), seen(change)])[0]!.args['count']).toBe('2');
    // Known among several, not the same as every one.
    expect(findings([seen(), seen({ place: { ...place, offset: 2 } }), seen()])[0]!.args['count']).toBe('2');
  });

  test('are at most a hundred with twenty pieces of evidence each, and count the rest', () => {
    const many = Array.from({ length: 120 }, (_, at) =>
      seen({ what: `permission:${String(at).padStart(3, '0')}` }),
    );
    const kept = findings(many);
    expect([kept.length, kept[0]!.fingerprint, kept[99]!.fingerprint]).toEqual([
      100,
      'r/permission:000/app',
      'r/permission:099/app',
    ]);
    const [gathered] = findings(many, { gather: true });
    expect([gathered!.evidence.length, gathered!.args['count']]).toEqual([20, '120']);
  });
});

describe('a fingerprint', () => {
  test.each([
    [{ kind: 'unattributed' as const, id: 'com.acme.util' }, 'r/unattributed:com.acme.util'],
    [{ kind: 'unattributed' as const, id: 'a.b' }, 'r/unattributed'],
    [{ kind: 'unattributed' as const, id: '' }, 'r/unattributed'],
    [{ kind: 'library' as const, id: 'okhttp' }, 'r/library:okhttp'],
  ])('of %j outlives renaming', (by, fingerprint) => {
    expect(findings([seen({ by })])[0]!.fingerprint).toBe(fingerprint);
  });
});
