// A name is no proof of origin: what stands under a library's or SDK's name and does what none of that name does is the
// caller's, or nobody's, at full weight; and a grave finding never stands beside an acquittal without a word.
import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { judgeFacts } from '../../src/scan.js';
import { loadCatalogue } from '../../src/catalogue/load.js';
import { appType, catalogue, facts, kind, reach, sdk, type UseAt } from '../support/judging.js';

const measuredOnly = (takes: string[]) => [
  {
    artefact: 'g:n',
    version: '1',
    sha256: '',
    date: '',
    takes: takes.map((k) => ({ kind: k, rung: 'present', calls: [] })),
  },
];
const cat = catalogue({
  kinds: [
    kind('contacts', 5, [{ watch: 'Lc;->get' }]),
    kind('place', 5, [{ watch: 'Lp;->get' }], { coarser: 'area' }),
    kind('area', 3, []),
  ],
  sdks: [
    { ...sdk('known', 'com.known'), measured: measuredOnly(['area']) },
    {
      ...sdk('told', 'com.told'),
      takes: [{ kind: 'contacts', mode: 'collects', source: 's', confidence: 'high' }],
    },
    sdk('blank', 'com.blank'),
  ],
  libraryPrefixes: ['androidx.core', 'kotlin'],
  libraryActs: [
    { prefix: 'androidx.core.Finder', kinds: ['place'] },
    { prefix: 'androidx.core.night.Twilight', kinds: ['place'], itself: true },
  ],
  types: [appType('torch', { redFlags: ['contacts', 'place', 'area'] })],
});
const SHOP = 'Lcom/shop/app/Main;->onCreate()V';
const rows = (name: string, classes: number) => [{ name, classes, entry: 'classes.dex' }];
const report = (
  watch: string,
  where: string,
  path: string[] | null,
  packages: ReturnType<typeof rows> = [],
) =>
  judgeFacts(
    facts({
      uses: [{ watch, where, reach: path === null ? [] : [reach('startup', [...path, where])] }],
      code: { packages },
    }),
    { catalogue: cat, type: 'torch' },
  );
const by = (...args: Parameters<typeof report>): string => {
  const { kinds, dormant = [] } = report(...args);
  const actor = kinds[0]?.actors[0];
  if (!actor) return dormant.length > 0 ? 'dormant' : 'nobody';
  return `${actor.kind}:${actor.id} ${actor.verdict}`;
};

describe('code under the name of a library', () => {
  test('that takes what the library never takes is the act of who calls it, at full weight', () => {
    const own = report('Lc;->get', 'Lcom/shop/app/A;->m()V', [SHOP]).kinds[0]!;
    const hidden = report('Lc;->get', 'Landroidx/core/app/Sync;->m()V', [SHOP]).kinds[0]!;
    expect([hidden.actors[0]!.kind, hidden.weight]).toEqual(['app', own.weight]);
  });
  test('that nobody of the app is seen to call is nobody’s, at full weight', () => {
    expect(by('Lc;->get', 'Landroidx/core/app/Sync;->onReceive()V', [])).toBe(
      'unattributed:androidx.core.app strongly-suspected',
    );
    expect(by('Lc;->get', 'Lkotlin/Sync;->m()V', ['Lkotlin/Start;->go()V'])).toMatch(/^unattributed:kotlin/);
  });
  test('that takes what the library is known to take, by itself, is nobody’s taking, also where shrinking renamed its class', () => {
    for (const cls of ['Landroidx/core/Finder;', 'Landroidx/core/Finder$1;', 'Landroidx/core/b;'])
      expect(by('Lp;->get', `${cls}->m()V`, [])).toBe('dormant');
    expect(by('Lp;->get', 'Landroidx/core/Seeker;->m()V', [])).toMatch(/^unattributed/);
    expect(by('Lc;->get', 'Landroidx/core/Finder;->m()V', [])).toMatch(/^unattributed/);
  });
  test('that works for itself takes nothing for its caller, also where shrinking renamed its class', () => {
    for (const cls of ['Landroidx/core/night/Twilight;', 'Landroidx/core/night/q;'])
      expect(by('Lp;->get', `${cls}->m()V`, [SHOP])).toBe('library:androidx.core not-suspected');
    expect(by('Lp;->get', 'Landroidx/core/night/Seeker;->m()V', [SHOP])).toMatch(/^app/);
  });
  test('that nothing reaches stays dormant where the library is really there', () => {
    const where = 'Landroidx/core/app/Sync;->m()V';
    expect(by('Lc;->get', where, null, rows('androidx.core.app', 40))).toBe('dormant');
    expect(by('Lc;->get', where, null, rows('androidx.core.app', 1))).toMatch(/^unattributed/);
  });
});

describe('code under the name of an SDK', () => {
  test.each([
    // kind, class, how many classes of the SDK are there, whose
    ['Lp;->get', 'com/known/A', 60, 'sdk:known'], // the blunter form of it was measured
    ['Lc;->get', 'com/known/A', 60, 'unattributed:com.known'], // never measured, never said
    ['Lc;->get', 'com/told/A', 1, 'sdk:told'],
    ['Lp;->get', 'com/told/A', 1, 'unattributed:com.told'],
    ['Lc;->get', 'com/blank/A', 60, 'sdk:blank'], // nothing is known of it, and it is there
    ['Lc;->get', 'com/blank/A', 1, 'unattributed:com.blank'],
  ])('%s in %s of %d classes: %s', (watch, cls, classes, whose) => {
    const name = cls.split('/').slice(0, -1).join('.');
    expect(by(watch, `L${cls};->m()V`, [SHOP], rows(name, classes)).split(' ')[0]).toBe(whose);
  });
});

describe('a grave finding of a taking and an acquittal', () => {
  const real = loadCatalogue();
  const routes = real.kinds.flatMap((k) =>
    k.routes.flatMap((r) =>
      r.watch !== undefined && r.signal === 'strong' && r.role === 'collect' ? [r.watch] : [],
    ),
  );
  const PLACES = [
    'com/shop/app/A',
    'androidx/core/app/A',
    'com/google/gson/A',
    'com/umeng/x/A',
    'a/b',
    'org/other/x/A',
  ];
  const OCCASIONS = ['startup', 'user-act', 'background', 'callback'] as const;
  const use = fc
    .record({
      watch: fc.constantFrom(...routes),
      at: fc.constantFrom(...PLACES),
      when: fc.option(fc.constantFrom(...OCCASIONS)),
    })
    .map(({ watch, at, when }): UseAt => {
      const where = `L${at};->m()V`;
      return { watch, where, reach: when === null ? [] : [reach(when, [SHOP, where])] };
    });
  const permissions = [...new Set(real.kinds.flatMap((k) => k.permissions.map(({ name }) => name)))];
  test('exclude each other, or the finding says why', () => {
    const world = fc.record({
      uses: fc.array(use, { minLength: 1, maxLength: 4 }),
      held: fc.subarray(permissions),
      type: fc.constantFrom('unknown', ...real.types.map(({ id }) => id)),
    });
    let told = 0;
    fc.assert(
      fc.property(world, ({ uses, held, type }) => {
        const app = judgeFacts(facts({ uses, permissions: held }), { catalogue: real, type });
        const verdicts = new Map(
          app.kinds.flatMap((k) => k.actors.map((a) => [`${k.kind} ${a.kind} ${a.id}`, a.verdict] as const)),
        );
        for (const { severity, evidence, text } of app.findings) {
          if (severity !== 'high' && severity !== 'critical') continue;
          const takings = evidence.filter(
            (e) => e.kind && /^(?:present|reachable|startup|leaves)$/.test(e.rung),
          );
          const seen = takings.map((e) => verdicts.get(`${e.kind} ${e.by.kind} ${e.by.id}`));
          if (seen.length === 0 || seen.some((v) => v !== 'not-suspected')) continue;
          told++;
          expect(text.en).toContain('at which suspicion begins');
          expect(text.zh).toContain('低于开始认定涉嫌');
        }
      }),
      { numRuns: 300, seed: 15 },
    );
    expect(told).toBeGreaterThan(10);
  });
});
