// Suppressions take exactly what they name out of score and findings, until they expire; and fixes say what they bring.
import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { givenType } from '../../src/judge/choose-type.js';
import type { Suppression } from '../../src/model/gate.js';
import { judgeFacts } from '../../src/scan.js';
import { suggestFixes } from '../../src/judge/what-if.js';
import { appType, catalogue, facts, kind, reach, sdk } from '../support/judging.js';

const cat = catalogue({
  kinds: ['k1', 'k2', 'k3'].map((id) =>
    kind(id, 5, [{ watch: `L${id};->get`, permissions: [{ from: 1, anyOf: [`P_${id}`] }] }], {
      permissions: [{ name: `P_${id}`, ...(id === 'k3' ? { to: 32 } : {}) }],
    }),
  ),
  sdks: [
    {
      ...sdk('track', 'com.track', true),
      switches: [{ kinds: ['k2'], how: { en: 'turn it off', zh: '关闭' } }],
    },
  ],
  types: [appType('torch')],
});
const input = facts({
  permissions: ['P_k1', 'P_k2', 'P_k3'],
  uses: [
    { watch: 'Lk1;->get', where: 'Lcom/shop/app/A;->m()V', reach: [reach('startup')] },
    { watch: 'Lk2;->get', where: 'Lcom/track/T;->m()V', reach: [reach('user-act')] },
    { watch: 'Lk3;->get', where: 'Lcom/shop/app/A;->n()V', reach: [reach('user-act')] },
  ],
});
const accept = (more: Partial<Suppression>): Suppression => ({
  data: null,
  rule: null,
  by: null,
  reason: 'r',
  owner: 'o',
  expires: '2030-01-01',
  line: 1,
  ...more,
});
const report = (suppressions: Suppression[], today = '2026-01-01') =>
  judgeFacts(input, { catalogue: cat, type: 'torch', suppressions, today });

describe('suppressions', () => {
  test('one kind leaves the score and the rest stays', () => {
    const [whole, less] = [report([]), report([accept({ data: 'k1' })])];
    expect(less.score.value).toBeLessThan(whole.score.value);
    expect(less.kinds.map((k) => k.kind).sort()).toEqual(['k2', 'k3']);
    expect(less.suppressions).toMatchObject([{ data: 'k1', expired: false }]);
    expect(less.suppressions![0]!.used).toBeGreaterThan(0);
  });
  test('a party narrows it', () => {
    expect(report([accept({ data: 'k2', by: 'app' })]).kinds.find((k) => k.kind === 'k2')?.verdict).toBe(
      'suspected',
    );
    const gone = report([accept({ data: 'k2', by: 'track' })]).kinds.find((k) => k.kind === 'k2');
    expect(gone?.rung).toBe('declared');
  });
  test('it counts on its last day and not after', () => {
    const value = (today: string) =>
      report([accept({ data: 'k1', expires: '2026-03-01' })], today).score.value;
    expect(value('2026-03-01')).toBeLessThan(value('2026-03-02'));
    expect(report([accept({ data: 'k1', expires: '2025-01-01' })]).suppressions).toMatchObject([
      { expired: true, used: 0 },
    ]);
  });
  test('one that names nothing covers nothing', () => {
    expect(report([accept({})]).score.value).toBe(report([]).score.value);
  });
  test('suppressing all that is taken leaves nothing, in any order, and never raises the score', () => {
    const all = ['k1', 'k2', 'k3'].map((data) => accept({ data }));
    expect(report(all)).toMatchObject({ verdict: 'not-suspected', score: { value: 0 } });
    fc.assert(
      fc.property(fc.shuffledSubarray(all), (some) => {
        const value = report(some).score.value;
        expect(value).toBeLessThanOrEqual(report([]).score.value);
        expect(value).toBe(report([...some].reverse()).score.value);
      }),
    );
  });
});

describe('fixes', () => {
  const fixes = suggestFixes(input, cat, givenType(cat, 'torch'));
  const of = (data: string) => fixes.filter((fix) => fix.data === data).map((fix) => fix.how);
  test('each lowers the score, from the same start', () => {
    expect(fixes.length).toBeGreaterThan(4);
    const value = report([]).score.value;
    for (const { score } of fixes) {
      expect(score.before).toBe(value);
      expect(score.after).toBeLessThan(score.before);
    }
  });
  test('they fit what takes the kind', () => {
    expect(of('k1')).toEqual(expect.arrayContaining(['remove-permission', 'later']));
    expect(of('k2')).toEqual(expect.arrayContaining(['sdk-switch', 'remove-sdk']));
    expect(of('k3')).toEqual(expect.arrayContaining(['limit-permission', 'remove-permission']));
  });
  test('a permission removed gives the index without it', () => {
    const fix = fixes.find((item) => item.data === 'k1' && item.how === 'remove-permission')!;
    const without = facts({
      permissions: ['P_k2', 'P_k3'],
      uses: [
        { watch: 'Lk1;->get', where: 'Lcom/shop/app/A;->m()V', reach: [reach('startup')] },
        { watch: 'Lk2;->get', where: 'Lcom/track/T;->m()V', reach: [reach('user-act')] },
        { watch: 'Lk3;->get', where: 'Lcom/shop/app/A;->n()V', reach: [reach('user-act')] },
      ],
    });
    expect(fix.score.after).toBe(judgeFacts(without, { catalogue: cat, type: 'torch' }).score.value);
  });
});
