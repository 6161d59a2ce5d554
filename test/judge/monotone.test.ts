// From facts to report: more code, more permissions and firmer reach never lower the index or the verdict, and the order
// of the facts does not matter.
import { expect, test } from '@jest/globals';
import fc from 'fast-check';
import { judgeFacts } from '../../src/scan.js';
import { appType, catalogue, facts, kind, reach, sdk, type UseAt } from '../support/judging.js';

const cat = catalogue({
  kinds: [
    kind('contacts', 5, [{ watch: 'Lc;->get', permissions: [{ from: 1, anyOf: ['CONTACTS'] }] }], {
      permissions: [{ name: 'CONTACTS' }],
    }),
    kind('place', 5, [{ watch: 'Lp;->get', permissions: [{ from: 1, anyOf: ['FINE', 'COARSE'] }] }], {
      permissions: [{ name: 'FINE' }],
      coarser: 'area',
    }),
    kind('area', 3, [], { permissions: [{ name: 'COARSE' }], coveredBy: ['place'] }),
    kind('list', 4, [
      { all: ['Ll;->a'], any: ['Ll;->b'], scope: 'method' },
      { watch: 'Ll;->c', permissions: [{ from: 30, allOf: ['ALL'] }] },
    ]),
    kind(
      'print',
      3,
      ['x', 'y', 'z', 'w'].map((m) => ({ watch: `Lt;->${m}`, signal: 'weak' as const })),
    ),
  ],
  sdks: [sdk('track', 'com.track', true)],
  types: [
    appType('torch', { redFlags: ['contacts'] }),
    appType('shop', {
      contextual: [
        { kind: 'contacts', feature: { en: 'f', zh: 'f' }, strength: 'weak' },
        { kind: 'place', feature: { en: 'f', zh: 'f' }, strength: 'moderate' },
      ],
    }),
    appType('map', { necessary: ['place'] }),
  ],
});
const WATCHES = [
  'Lc;->get',
  'Lp;->get',
  'Ll;->a',
  'Ll;->b',
  'Ll;->c',
  'Lt;->x',
  'Lt;->y',
  'Lt;->z',
  'Lt;->w',
];
const PLACES = [
  'Lcom/shop/app/A;->m()V',
  'Lcom/shop/app/A;->n()V',
  'Lcom/track/T;->m()V',
  'Landroidx/a/B;->m()V',
  'La/b;->c()V',
];
const OCCASIONS = ['startup', 'first-screen', 'background', 'screen', 'user-act', 'callback'] as const;

// How a method is reached belongs to the method, so each place has one fixed reach per run.
const world = fc.record({
  reached: fc.array(fc.subarray([...OCCASIONS], { maxLength: 3 }), { minLength: 5, maxLength: 5 }),
  uses: fc.array(fc.record({ watch: fc.constantFrom(...WATCHES), at: fc.nat(4) }), { maxLength: 15 }),
  permissions: fc.subarray(['CONTACTS', 'FINE', 'COARSE', 'ALL']),
  type: fc.constantFrom('torch', 'shop', 'map', 'unknown'),
  minSdk: fc.constantFrom(21, 30),
});
type World = typeof world extends fc.Arbitrary<infer T> ? T : never;
const score = (w: World) => {
  const uses: UseAt[] = w.uses.map(({ watch, at }) => ({
    watch,
    where: PLACES[at]!,
    reach: w.reached[at]!.map((occasion) => reach(occasion, [PLACES[at]!])),
  }));
  const input = facts({ uses, permissions: w.permissions, manifest: { minSdk: w.minSdk } });
  const { score: card, verdict } = judgeFacts(input, { catalogue: cat, type: w.type });
  return { value: card.value, low: card.low, high: card.high, verdict };
};
const ORDER = ['not-suspected', 'suspected', 'strongly-suspected'];
const atLeast = (a: ReturnType<typeof score>, b: ReturnType<typeof score>) => {
  expect(b.value).toBeGreaterThanOrEqual(a.value);
  expect(b.high).toBeGreaterThanOrEqual(a.high);
  expect(ORDER.indexOf(b.verdict)).toBeGreaterThanOrEqual(ORDER.indexOf(a.verdict));
};

test('one more use', () => {
  fc.assert(
    fc.property(world, fc.constantFrom(...WATCHES), fc.nat(4), (w, watch, at) => {
      atLeast(score(w), score({ ...w, uses: [...w.uses, { watch, at }] }));
    }),
  );
});
test('one more permission', () => {
  fc.assert(
    fc.property(world, fc.constantFrom('CONTACTS', 'FINE', 'COARSE', 'ALL'), (w, name) => {
      atLeast(score(w), score({ ...w, permissions: [...new Set([...w.permissions, name])] }));
    }),
  );
});
test('one more way in', () => {
  fc.assert(
    fc.property(world, fc.nat(4), fc.constantFrom(...OCCASIONS), (w, at, occasion) => {
      const reached = w.reached.map((list, index) =>
        index === at ? [...new Set([...list, occasion])] : list,
      );
      atLeast(score(w), score({ ...w, reached }));
    }),
  );
});
test('the order of uses and permissions', () => {
  fc.assert(
    fc.property(world, (w) => {
      const turned = { ...w, uses: [...w.uses].reverse(), permissions: [...w.permissions].reverse() };
      expect(score(turned)).toEqual(score(w));
    }),
  );
});
