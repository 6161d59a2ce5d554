// How far what was asked for and not worked out widens the interval: by the kinds that the permissions leave possible.
import { describe, expect, test } from '@jest/globals';
import { blindness } from '../../src/judge/unknowns.js';
import { UNKNOWN_TYPE, createView } from '../../src/judge/view.js';
import type { CodeAsk } from '../../src/model/asks.js';
import { catalogue, facts, kind, reach, scoring } from '../support/judging.js';

const QUERY = 'Landroid/content/ContentResolver;->query';
const needs = [{ from: 1, allOf: ['p.CONTACTS'] }];
const contacts = kind('contacts', 5, [{ all: ['uri:contacts'], any: [QUERY], permissions: needs }]);
const loader = { prefix: 'androidx.loader.Loader', kinds: [], asks: ['address'] };
const book = catalogue({ kinds: [contacts], libraryActs: [loader] });
const asked = (options: {
  permissions?: string[];
  where?: string;
  dead?: boolean;
  times?: number;
  what?: CodeAsk['what'];
}) => {
  const {
    permissions = ['p.CONTACTS'],
    where = 'Lcom/shop/app/A;->m()V',
    dead = false,
    times = 1,
    what = 'address',
  } = options;
  const uses = Array.from({ length: times }, (_, n) => ({
    watch: 'x',
    where: where.replace('m(', `m${n}(`),
    reach: dead ? [] : [reach('screen')],
  }));
  const asks = uses.map((_, site) => ({ what, site, offset: 0 }));
  const view = createView(facts({ permissions, uses, code: { asks } }), book, UNKNOWN_TYPE);
  return view.get(blindness).unknowns.find(({ code }) => code.startsWith('asked'));
};
const share = (code: string): number => scoring.unknowns[code]!.value;

describe('an address that is not known', () => {
  test('weighs what the permissions leave possible, and tells its place', () => {
    expect(asked({})).toMatchObject({
      code: 'asked-address',
      weight: share('asked-address') * scoring.sensitivity['5']!.value,
      places: [{ symbol: 'Lcom/shop/app/A;->m0()V' }],
    });
    expect(asked({ permissions: [] })!.weight).toBe(0);
  });
  test('grows with the number of places, until nothing can be said', () => {
    expect(asked({ times: 3 })!.weight).toBeCloseTo(3 * asked({})!.weight);
    expect(asked({ times: 100 })!.weight).toBeGreaterThan(scoring.thresholds.notRatedUnknown.value);
  });
  test('does not count in dead code, or in a library that reads what its callers name', () => {
    expect(asked({ dead: true })).toBeUndefined();
    expect(asked({ where: 'Landroidx/loader/Loader;->m()V' })).toBeUndefined();
    expect(asked({ where: 'Landroidx/loader/Loader$Task;->m()V' })).toBeUndefined();
  });
  test('counts under the name of a library that is not known to ask', () => {
    expect(asked({ where: 'Landroidx/loader/Other;->m()V' })).toMatchObject({ code: 'asked-address' });
    expect(asked({ where: 'Landroidx/loader/Loader;->m()V', what: 'key' })).toMatchObject({
      code: 'asked-key',
    });
  });
});
