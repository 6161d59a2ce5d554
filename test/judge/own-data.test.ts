// An app that keeps a kind of data for the system, a part that serves unseen, and receivers that ask for other messages.
import { describe, expect, test } from '@jest/globals';
import { judgeFacts } from '../../src/scan.js';
import { appType, catalogue, facts, kind, reach } from '../support/judging.js';

const URI = 'uri:content://com.android.birds/eggs';
const where = 'Lcom/shop/app/A;->m()V';
const judge = (input: Partial<Parameters<typeof facts>[0]>, more = {}, type = 'torch') =>
  judgeFacts(facts({ uses: [{ watch: URI, where, reach: [reach('startup', [where])] }], ...input }), {
    catalogue: catalogue({
      kinds: [kind('birds', 5, [{ watch: URI }])],
      types: [appType('torch', { redFlags: ['birds'] }), appType('part', more)],
    }),
    type,
  }).kinds.map(({ need, verdict }) => [need, verdict]);
const provider = (authority: string, enabled = true) => ({
  components: [{ type: 'provider' as const, authorities: [authority], enabled }],
});

describe('own data', () => {
  test('the provider of that name takes nothing from anyone by reading it', () => {
    expect(judge({})).toEqual([['red-flag', 'strongly-suspected']]);
    expect(judge(provider('com.android.birds'))).toEqual([['functional', 'not-suspected']]);
  });
  test('a provider of another name, or one that is switched off, is none', () => {
    expect(judge(provider('com.shop.birds'))).toEqual([['red-flag', 'strongly-suspected']]);
    expect(judge(provider('com.android.birds', false))).toEqual([['red-flag', 'strongly-suspected']]);
  });
});

test('a part that serves others unseen may do so while no one looks', () => {
  const fair = {
    contextual: [{ kind: 'birds', feature: { en: 'nests', zh: '巢' }, strength: 'strong' as const }],
  };
  expect(judge({}, fair, 'part')).toEqual([['avoidable', 'suspected']]);
  expect(judge({}, { ...fair, unattended: true }, 'part')).toEqual([['contextual', 'not-suspected']]);
});

test('what the user switches on in the settings may be heard while no one looks', () => {
  const fair = {
    contextual: [{ kind: 'birds', feature: { en: 'nests', zh: '巢' }, strength: 'strong' as const }],
  };
  const heard = (switchedOn: boolean) =>
    judgeFacts(facts({ uses: [{ watch: URI, where, reach: [reach('startup', [where])] }] }), {
      catalogue: catalogue({
        kinds: [{ ...kind('birds', 5, [{ watch: URI }]), ...(switchedOn ? { switchedOn } : {}) }],
        types: [appType('part', fair)],
      }),
      type: 'part',
    }).kinds.map(({ need }) => need);
  expect([heard(false), heard(true)]).toEqual([['avoidable'], ['contextual']]);
});

test('a receiver gets of a broadcast what its filter asks for by MIME type', () => {
  const push = (data: string[]) =>
    judgeFacts(
      facts({
        components: [
          { type: 'receiver', filters: [{ actions: ['PUSH'], categories: [], data, priority: null }] },
        ],
      }),
      {
        catalogue: catalogue({
          kinds: [kind('letters', 5, [{ watch: 'string:PUSH', what: 'action', mime: ['text/letter'] }])],
        }),
      },
    ).kinds.length;
  expect(push(['mimeType=text/letter'])).toBe(1);
  expect(push(['mimeType=text/*'])).toBe(1);
  expect(push(['mimeType=text/bill', 'scheme=x mimeType=text/letter'])).toBe(1);
  expect(push(['mimeType=text/letters'])).toBe(0);
  expect(push([])).toBe(0);
});

test('what is taken only on a screen in use is avoidable where its kind says so, and at no other time', () => {
  const inUse = { en: 'pasting would do', zh: '粘贴即可' };
  const needAt = (when: Parameters<typeof reach>[0], more = {}) =>
    judgeFacts(facts({ uses: [{ watch: 'Lc;->get', where, reach: [reach(when, [where])] }] }), {
      catalogue: catalogue({
        kinds: [{ ...kind('copied', 4, [{ watch: 'Lc;->get' }]), ...more }],
        types: [appType('torch', {})],
      }),
      type: 'torch',
    }).kinds.map(({ need }) => need);
  expect(needAt('user-act', { inUse })).toEqual(['avoidable']);
  expect(needAt('background', { inUse })).toEqual(['beyond']);
  expect(needAt('startup', { inUse })).toEqual(['beyond']);
  expect(needAt('user-act')).toEqual(['beyond']);
});
