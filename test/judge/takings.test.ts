// What a report says of a party comes from sightings of that party alone: rung, occasions, evidence, need and verdict.
import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import type { Catalogue } from '../../src/model/catalogue.js';
import { judgeFacts } from '../../src/scan.js';
import { actorKey } from '../../src/model/parties.js';
import { kindSentence } from '../../src/text/takings.js';
import { appType, catalogue, facts, kind, reach, sdk, type UseAt } from '../support/judging.js';

const cat = catalogue({
  kinds: [kind('contacts', 5, [{ watch: 'Lc;->get' }]), kind('serial', 4, [{ watch: 'Ls;->get' }])],
  sdks: [sdk('track', 'com.track', true), sdk('push', 'com.push', false)],
  types: [appType('torch', { redFlags: ['contacts'] })],
});
const PLACES = [
  'Lcom/shop/app/A;->m()V',
  'Lcom/shop/app/B;->m()V',
  'Lcom/track/T;->m()V',
  'Lcom/track/U;->m()V',
  'Lcom/push/P;->m()V',
  'Lorg/other/lib/L;->m()V',
];
const OCCASIONS = ['startup', 'first-screen', 'background', 'screen', 'user-act', 'callback'] as const;
const judged = (uses: UseAt[]) => judgeFacts(facts({ uses }), { catalogue: cat, type: 'torch' });

const reached = fc.uniqueArray(
  fc.constantFrom(...OCCASIONS).map((when) => when),
  { maxLength: 3 },
);
const uses = fc
  .record({
    reaches: fc.array(reached, { minLength: PLACES.length, maxLength: PLACES.length }),
    uses: fc.array(
      fc.record({ watch: fc.constantFrom('Lc;->get', 'Ls;->get'), at: fc.nat({ max: PLACES.length - 1 }) }),
      { minLength: 1, maxLength: 8 },
    ),
  })
  .map(({ reaches, uses: list }) =>
    list.map(({ watch, at }): UseAt => ({
      watch,
      where: PLACES[at]!,
      reach: reaches[at]!.map((when) => reach(when, ['Lcom/shop/app/Main;->onCreate()V', PLACES[at]!])),
    })),
  );

describe('an entry of a party', () => {
  test('has the rung and the occasions of its own evidence and no others', () => {
    fc.assert(
      fc.property(uses, (list) => {
        for (const k of judged(list).kinds) {
          for (const entry of k.actors) {
            const own = entry.evidence.map((at) => k.evidence[at]!);
            expect(own.length).toBeGreaterThan(0);
            expect(new Set(own.map((e) => actorKey(e.by)))).toEqual(new Set([actorKey(entry)]));
            expect(new Set(own.map((e) => e.rung))).toEqual(new Set([entry.rung]));
            const where = new Set(own.map((e) => e.place.symbol));
            const allowed = list.filter((u) => where.has(u.where)).flatMap((u) => u.reach ?? []);
            const occasions = new Set<string>(allowed.map((r) => r.occasion));
            expect(entry.occasions.filter((o) => !occasions.has(o))).toEqual([]);
          }
        }
      }),
    );
  });

  test('is the kind’s row when it is the strongest, and adds its part to the index', () => {
    fc.assert(
      fc.property(uses, (list) => {
        const report = judged(list);
        for (const k of report.kinds) {
          const [first] = k.actors;
          expect([k.rung, k.need, k.verdict, k.occasions]).toEqual([
            first!.rung,
            first!.need,
            first!.verdict,
            first!.occasions,
          ]);
          expect(k.actors.reduce((sum, entry) => sum + entry.points, 0)).toBeCloseTo(k.points, 3);
        }
        const all = report.kinds.flatMap((k) => k.actors.map((entry) => entry.points));
        expect(all.reduce((sum, points) => sum + points, 0)).toBeCloseTo(report.score.value, 3);
      }),
    );
  });
});

test('dead code of one party takes nothing from what another does at start-up', () => {
  const report = judged([
    {
      watch: 'Lc;->get',
      where: 'Lcom/track/T;->m()V',
      reach: [reach('startup', ['Lcom/shop/app/App;->onCreate()V', 'Lcom/track/T;->m()V'])],
    },
    { watch: 'Lc;->get', where: 'Lcom/push/P;->m()V', reach: [] },
  ]);
  const [k] = report.kinds;
  expect(k!.actors.map((a) => [a.id, a.rung, a.occasions, a.verdict])).toEqual([
    ['track', 'startup', ['startup'], 'strongly-suspected'],
    ['push', 'present', [], 'not-suspected'],
  ]);
  expect(report.summary.parties).toEqual(['sdk:track']);
  expect(kindSentence(k!, report, 'en')).toBe(
    'contacts: track can take it at start-up; also, code of push for it is in the package; nothing was seen to run it',
  );
  expect(kindSentence(k!, report, 'zh')).toContain('可在启动时获取');
  expect(kindSentence(k!, report, 'zh')).toContain('push 的相关代码，未见其会被执行');
});

test('code of a plain library that nothing reaches is told apart and not judged', () => {
  const libraries = catalogue({
    kinds: [kind('contacts', 5, [{ watch: 'Lc;->get' }])],
    types: [appType('torch', { redFlags: ['contacts'] })],
    libraryPrefixes: ['org.plain'],
    libraryActs: [{ prefix: 'org.plain', kinds: ['contacts'] }],
  });
  const use = (paths: ReturnType<typeof reach>[]): UseAt => ({
    watch: 'Lc;->get',
    where: 'Lorg/plain/P;->m()V',
    reach: paths,
  });
  const judge = (one: UseAt) => judgeFacts(facts({ uses: [one] }), { catalogue: libraries, type: 'torch' });
  const dead = judge(use([]));
  expect([dead.kinds, dead.score.value]).toEqual([[], 0]);
  expect(dead.dormant?.map((d) => [d.kind, d.actors, d.evidence.length])).toEqual([
    ['contacts', ['org.plain'], 1],
  ]);
  // What only the library's own entries lead to serves the library's user; what the app calls is the app's.
  const idle = judge(use([reach('callback', ['Lorg/plain/Box;->onPaste()V', 'Lorg/plain/P;->m()V'])]));
  expect([idle.kinds, idle.score.value, idle.dormant?.length]).toEqual([[], 0, 1]);
  const path = ['Lx/y/Z;->a()V', 'Lorg/plain/P;->m()V'];
  const alive = judge(use([reach('user-act', path)]));
  expect([alive.kinds.map((k) => k.rung), alive.dormant]).toEqual([['reachable'], []]);
});
test('a library acts for each party on the ways that lead through that party alone', () => {
  const libraries = catalogue({
    kinds: [kind('contacts', 5, [{ watch: 'Lc;->get' }])],
    libraryPrefixes: ['org.plain'],
    libraryActs: [{ prefix: 'org.plain', kinds: ['contacts'] }],
  });
  const inner = 'Lorg/plain/P;->m()V';
  const judge = (...ways: ReturnType<typeof reach>[]) => {
    const { kinds, dormant } = judgeFacts(
      facts({ uses: [{ watch: 'Lc;->get', where: inner, reach: ways }] }),
      { catalogue: libraries },
    );
    return [kinds.flatMap((k) => k.actors.map((a) => [a.kind, a.rung, a.occasions])), dormant?.length];
  };
  const start = reach('startup', ['Lorg/plain/Screen;->attach()V', inner]);
  const click = reach('user-act', ['Lcom/shop/app/Main;->onClick()V', inner]);
  // The library's own start is not the app's, and the app's click is not made a start by it.
  expect(judge(start, click)).toEqual([[['app', 'reachable', ['user-act']]], 1]);
  // Passing a life-cycle method on by super is no call of the app's own.
  const passed = (name: string) =>
    judge(reach('startup', ['Lcom/shop/app/Main;->onCreate()V', `Lorg/plain/Screen;->${name}()V`, inner]));
  expect(passed('onCreate')).toEqual([[], 1]);
  expect(passed('start')).toEqual([[['app', 'startup', ['startup']]], 0]);
});
test('an SDK that gets things for its caller leaves them to the caller, and stands itself where none is known', () => {
  const sdks = [{ ...sdk('ids', 'com.ids', true), forCaller: true }, sdk('track', 'com.track', true)];
  const input = catalogue({ kinds: [kind('contacts', 5, [{ watch: 'Lc;->get' }])], sdks });
  const inner = 'Lcom/ids/Client;->get()V';
  const parties = (...path: string[]) =>
    judgeFacts(
      facts({ uses: [{ watch: 'Lc;->get', where: inner, reach: [reach('startup', [...path, inner])] }] }),
      {
        catalogue: input,
      },
    ).kinds.flatMap((k) => k.actors.map(actorKey));
  expect(parties('Lcom/track/T;->m()V')).toEqual(['sdk:track']);
  expect(parties('Lcom/shop/app/A;->m()V')).toEqual(['app:com.shop.app']);
  expect(parties('Lx/y/Z;->m()V')).toEqual(['sdk:ids']);
  expect(parties()).toEqual(['sdk:ids']);
});
test('what a script can call through a framework is not idle, though no path shows the script', () => {
  const marker = {
    id: 'bridge',
    name: 'Bridge',
    libraries: [],
    files: [],
    classes: ['org.plain.bridge'],
    codeIn: [],
  };
  const libraries = catalogue({
    kinds: [kind('contacts', 5, [{ watch: 'Lc;->get' }])],
    libraryPrefixes: ['org.plain'],
    libraryActs: [{ prefix: 'org.plain', kinds: ['contacts'] }],
    frameworks: [marker as unknown as Catalogue['frameworks'][0]],
  });
  const judge = (path: string[]) =>
    judgeFacts(
      facts({
        uses: [{ watch: 'Lc;->get', where: 'Lorg/plain/P;->m()V', reach: [reach('user-act', path)] }],
      }),
      {
        catalogue: libraries,
      },
    ).kinds.length;
  expect(judge(['Lorg/plain/bridge/B;->call()V', 'Lorg/plain/P;->m()V'])).toBe(1);
  expect(judge(['Lorg/plain/other/B;->call()V', 'Lorg/plain/P;->m()V'])).toBe(0);
});
