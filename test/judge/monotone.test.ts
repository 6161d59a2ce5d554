// From facts to report: more code, more permissions and firmer reach never lower the index or the verdict, and the order
// of the facts does not matter.
import { expect, test } from '@jest/globals';
import fc from 'fast-check';
import type { Flow } from '../../src/model/facts.js';
import type { AppReport } from '../../src/model/report.js';
import { rungHeight } from '../../src/model/order.js';
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
  sinks: [
    { id: 'net', kind: 'network', leaves: true, members: [{ watch: 'Lnet;->send', args: [0] }] } as never,
  ],
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
  // Of which uses the value is followed out of the app, and whether by a place that stands for several things.
  sent: fc.array(fc.record({ use: fc.nat(14), perhaps: fc.boolean() }), { maxLength: 4 }),
});
type World = typeof world extends fc.Arbitrary<infer T> ? T : never;
const flowFrom = (from: { watch: string; site: number; offset: number }, perhaps: boolean): Flow => ({
  source: from.watch,
  sourceSite: from.site,
  sourceOffset: from.offset,
  sink: 'Lnet;->send',
  sinkSite: from.site,
  offset: from.offset + 100,
  channel: 'network',
  host: null,
  transport: null,
  ...(perhaps ? { through: 'database' } : {}),
  steps: [],
  cutSteps: 0,
});
const judged = (w: World): AppReport => {
  const uses: UseAt[] = w.uses.map(({ watch, at }) => ({
    watch,
    where: PLACES[at]!,
    reach: w.reached[at]!.map((occasion) => reach(occasion, [PLACES[at]!])),
  }));
  const told = { permissions: w.permissions, manifest: { minSdk: w.minSdk } };
  const bare = facts({ uses, ...told });
  const code = bare.code.state === 'missing' ? null : bare.code.value;
  const flows = w.sent.flatMap(({ use, perhaps }): Flow[] => {
    const from = code?.uses[use];
    return from === undefined ? [] : [flowFrom(from, perhaps)];
  });
  const input = facts({ uses, ...told, code: { flows } });
  return judgeFacts(input, { catalogue: cat, type: w.type });
};
const score = (w: World) => {
  const { score: card, verdict } = judged(w);
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
test('one more use of which the value is followed out of the app', () => {
  fc.assert(
    fc.property(world, fc.nat(14), fc.boolean(), (w, use, perhaps) => {
      const [before, after] = [score(w), score({ ...w, sent: [...w.sent, { use, perhaps }] })];
      // A doubt that is settled narrows the interval; nothing but that may bring its upper end down.
      const isSettled = !perhaps && w.sent.some((one) => one.perhaps);
      atLeast(before, isSettled ? { ...after, high: Math.max(before.high, after.high) } : after);
    }),
    { numRuns: 300 },
  );
});
test('what is followed out of the app is shown as sent, by the party that takes it and by no other', () => {
  fc.assert(
    fc.property(world, fc.nat(4), (w, at) => {
      const uses = [...w.uses, { watch: 'Lc;->get', at }];
      const whole = {
        ...w,
        type: 'torch' as const,
        permissions: ['CONTACTS'],
        uses,
        reached: w.reached.map(() => OCCASIONS.slice(0, 1)),
      };
      const [before, after] = [[], [{ use: uses.length - 1, perhaps: false }]].map((sent) => {
        const { kinds } = judged({ ...whole, sent });
        const actors = kinds.find(({ kind }) => kind === 'contacts')?.actors ?? [];
        return actors.filter(({ rung }) => rung === 'leaves').length;
      });
      expect([before, after]).toEqual([0, 1]);
    }),
  );
});
test('the order of uses and permissions', () => {
  fc.assert(
    fc.property(world, (w) => {
      const last = w.uses.length - 1;
      const sent = w.sent
        .filter(({ use }) => use <= last)
        .map(({ use, perhaps }) => ({ use: last - use, perhaps }));
      const turned = { ...w, sent, uses: [...w.uses].reverse(), permissions: [...w.permissions].reverse() };
      expect(score(turned)).toEqual(score(w));
    }),
  );
});

test('a party shows no rung, occasion or evidence that is not of a taking of its own', () => {
  fc.assert(
    fc.property(world, (w) => {
      for (const kind of judged(w).kinds)
        for (const actor of kind.actors) {
          expect(actor.evidence.length).toBeGreaterThan(0);
          const own = actor.evidence.map((index) => kind.evidence[index]!);
          for (const { by } of own) expect([by.kind, by.id]).toEqual([actor.kind, actor.id]);
          expect(rungHeight(actor.rung)).toBe(Math.max(...own.map(({ rung }) => rungHeight(rung))));
          const places = new Set(own.map(({ place }) => place.symbol));
          const lived = new Set(w.reached.filter((_, at) => places.has(PLACES[at])).flat());
          for (const occasion of actor.occasions) expect(lived).toContain(occasion);
        }
    }),
  );
});
test('the parts add up to the index', () => {
  fc.assert(
    fc.property(world, (w) => {
      const { score: card } = judged(w);
      const sum = card.parts.reduce((total, { points }) => total + points, 0);
      expect(Math.abs(sum - card.value)).toBeLessThan(0.1);
    }),
  );
});
test('a suspected kind and an app that is not suspected exclude each other', () => {
  fc.assert(
    fc.property(world, (w) => {
      const { kinds, verdict } = judged(w);
      const most = Math.max(0, ...kinds.map((kind) => ORDER.indexOf(kind.verdict)));
      expect(verdict === 'not-suspected').toBe(most === 0);
      for (const kind of kinds)
        expect(Math.max(...kind.actors.map((actor) => ORDER.indexOf(actor.verdict)))).toBe(
          ORDER.indexOf(kind.verdict),
        );
    }),
  );
});
