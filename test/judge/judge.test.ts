// The judging core from facts to report on small catalogues: who takes what, whether that counts, and what it adds up to.
import { describe, expect, test } from '@jest/globals';
import type { AppFacts } from '../../src/model/facts.js';
import type { AppReport } from '../../src/model/report.js';
import { judgeFacts } from '../../src/scan.js';
import { appType, catalogue, facts, kind, reach, sdk } from '../support/judging.js';

const CONTACTS = 'Landroid/x/Contacts;->query';
const LOCATION = 'Landroid/x/Loc;->get';
const PICTURES = 'Landroid/x/Pictures;->query';
const ANDROID_ID = 'Landroid/x/Id;->get';
const needs = (name: string) => ({ permissions: [{ from: 1, anyOf: [name] }] });

const cat = catalogue({
  libraryActs: [{ prefix: 'androidx.quiet', kinds: ['soft-id'] }],
  kinds: [
    kind('contacts', 5, [{ watch: CONTACTS, ...needs('READ_CONTACTS') }], {
      permissions: [{ name: 'READ_CONTACTS' }],
    }),
    kind('place', 5, [{ watch: LOCATION, permissions: [{ from: 1, anyOf: ['FINE', 'COARSE'] }] }], {
      permissions: [{ name: 'FINE' }],
      coarser: 'area',
    }),
    kind('area', 3, [], { permissions: [{ name: 'COARSE' }] }),
    kind('soft-id', 3, [{ watch: ANDROID_ID }]),
    kind('pictures', 5, [{ watch: PICTURES }], { picked: true }),
    kind('screens', 5, [
      { pattern: 'screenshot-noticed', role: 'status' },
      { pattern: 'screenshot-read' },
      { pattern: 'screenshot-copied-in-background', unjustifiable: { en: 'no purpose', zh: '无' } },
    ]),
    kind(
      'print',
      3,
      ['a', 'b', 'c', 'd'].map((m) => ({ watch: `Lx/Build;->${m}`, signal: 'weak' as const })),
    ),
  ],
  sdks: [sdk('track', 'com.track', true), sdk('track-push', 'com.track.push')],
  types: [
    appType('torch', { redFlags: ['contacts', 'place'] }),
    appType('shop', {
      contextual: [
        { kind: 'contacts', feature: { en: 'pick', zh: '选' }, strength: 'weak' },
        { kind: 'area', feature: { en: 'near', zh: '附近' }, strength: 'moderate' },
        { kind: 'pictures', feature: { en: 'send', zh: '发' }, strength: 'weak' },
      ],
    }),
    appType('map', { necessary: ['place', 'area'] }),
    appType('drive', {
      contextual: [
        { kind: 'pictures', feature: { en: 'copy', zh: '备份' }, strength: 'strong', standing: true },
        { kind: 'soft-id', feature: { en: 'share', zh: '分享' }, strength: 'strong' },
      ],
    }),
    appType('photo', { functional: ['screens'] }),
  ],
});
const report = (input: AppFacts, type?: string): AppReport =>
  judgeFacts(input, { catalogue: cat, ...(type ? { type } : {}) });

const own = 'Lcom/shop/app/A;->m()V';
const run = [reach('user-act', [own])];
const start = [reach('startup', [own])];

describe('a picker of the app’s own, a backup the user switched on', () => {
  const seen = (how: Parameters<typeof reach>[0], more = {}, watch = PICTURES) =>
    facts({
      uses: [{ watch, where: own, reach: [reach(how, [own], more)] }],
    });
  test('pictures shown in a picker are avoidable, and alone no suspicion', () => {
    for (const how of ['user-act', 'screen', 'callback'] as const) {
      const { kinds, score } = report(seen(how), 'shop');
      expect(kinds[0]).toMatchObject({ kind: 'pictures', need: 'avoidable', verdict: 'not-suspected' });
      expect(score.value).toBeGreaterThan(5);
    }
  });
  test('by code that runs by itself they weigh in full', () => {
    for (const how of ['startup', 'background'] as const)
      expect(report(seen(how), 'shop').kinds[0]).toMatchObject({ need: 'avoidable', verdict: 'suspected' });
  });
  test('a backup may start by itself only after a decision the app remembers', () => {
    const decision = { symbol: own, offset: 1, key: 'k' };
    const after = report(seen('startup', { consent: 'decision', decision }), 'drive');
    expect(after.kinds[0]).toMatchObject({ kind: 'pictures', need: 'contextual', verdict: 'not-suspected' });
    const before = report(seen('startup', { consent: 'before' }), 'drive');
    expect(before.kinds[0]).toMatchObject({ kind: 'pictures', need: 'avoidable' });
    const timer = report(seen('background', { consent: 'before' }), 'drive');
    expect(timer.kinds[0]).toMatchObject({ kind: 'pictures', need: 'undecided' });
  });
  test('whether it was switched on is left open where no branch tells, and counts for the upper end', () => {
    for (const how of ['startup', 'background'] as const) {
      const { kinds, score } = report(seen(how), 'drive');
      expect(kinds[0]).toMatchObject({ need: 'undecided', verdict: 'not-suspected' });
      expect(score.high).toBeGreaterThan((score.value ?? 0) + 5);
    }
  });
  test('what is no standing feature stays avoidable at start-up, whatever was decided', () => {
    const decision = { symbol: own, offset: 1, key: 'k' };
    const r = report(seen('startup', { consent: 'decision', decision }, ANDROID_ID), 'drive');
    expect(r.kinds[0]).toMatchObject({ kind: 'soft-id', need: 'avoidable' });
  });
});

describe('verdicts', () => {
  test('a permission alone never makes a kind suspected', () => {
    const r = report(facts({ permissions: ['READ_CONTACTS', 'FINE'] }), 'torch');
    expect(r.verdict).toBe('not-suspected');
    expect(r.kinds.map((k) => [k.kind, k.rung])).toEqual([
      ['contacts', 'declared'],
      ['place', 'declared'],
    ]);
    expect(r.score.value).toBeGreaterThan(0);
    expect(r.summary.declaredOnlyKinds).toEqual(['contacts', 'place']);
  });
  test('contacts read in a shop are suspected even though a picker feature is conceivable', () => {
    const r = report(
      facts({ permissions: ['READ_CONTACTS'], uses: [{ watch: CONTACTS, where: own, reach: run }] }),
      'shop',
    );
    expect(r.verdict).toBe('suspected');
    expect(r.kinds[0]).toMatchObject({
      kind: 'contacts',
      need: 'avoidable',
      rung: 'reachable',
      verdict: 'suspected',
    });
  });
  test('the same code without the permission is present, not taken', () => {
    const r = report(facts({ uses: [{ watch: CONTACTS, where: own, reach: start }] }), 'torch');
    expect(r.verdict).toBe('not-suspected');
    expect(r.kinds[0]).toMatchObject({ rung: 'present' });
    expect(r.kinds[0]!.evidence[0]!.lacks).toEqual(['READ_CONTACTS']);
  });
  test('dead code is not suspected, unless the app asks the user for the permission', () => {
    const input = { permissions: ['READ_CONTACTS'], uses: [{ watch: CONTACTS, where: own, reach: [] }] };
    expect(report(facts(input), 'torch').verdict).toBe('not-suspected');
    const asked = facts({
      ...input,
      code: { permissionRequests: [{ permissions: ['READ_CONTACTS'], site: 0, offset: 0, complete: true }] },
    });
    expect(report(asked, 'torch').verdict).toBe('suspected');
  });
  test('a torch with place and contacts at start-up is strongly suspected', () => {
    const r = report(
      facts({
        permissions: ['READ_CONTACTS', 'FINE'],
        uses: [
          { watch: CONTACTS, where: own, reach: start },
          { watch: LOCATION, where: own, reach: start },
        ],
      }),
      'torch',
    );
    expect(r.verdict).toBe('strongly-suspected');
    expect(r.score.value).toBeGreaterThan(50);
  });
  test('what published code of a library takes by itself does not make a clean app suspected', () => {
    const r = report(
      facts({ uses: [{ watch: ANDROID_ID, where: 'Landroidx/quiet/a/B;->m()V', reach: start }] }),
      'shop',
    );
    expect(r.verdict).toBe('not-suspected');
    expect(r.score.value).toBeLessThan(5);
  });
  test('the name of a library alone excuses nothing: what it is not known for weighs as its caller’s act', () => {
    const from = [reach('startup', [own, 'Landroidx/quiet/a/B;->m()V'])];
    const under = (where: string) =>
      report(facts({ uses: [{ watch: ANDROID_ID, where, reach: from }] }), 'shop').score.value;
    expect(under('Landroidx/loud/a/B;->m()V')).toBe(under(own));
    expect(under('Landroidx/quiet/a/B;->m()V')).toBeLessThan(under(own) / 2);
  });
  test('screenshots copied in the background are strongly suspected for every type', () => {
    const input = facts({
      uses: [{ watch: 'x', where: own, reach: run }],
      code: {
        imageObservers: [
          {
            kind: 'content-observer',
            target: 'content://media/external/images/media',
            registeredAt: 0,
            offset: 4,
            observerClass: 'La/O;',
            longLived: true,
            unregistered: 'never',
            nameTests: ['screenshot'],
            readsImage: [0],
            copiesTo: [{ where: 'app-files', site: 0, offset: 9 }],
          },
        ],
      },
    });
    for (const type of ['torch', 'shop', 'photo', 'unknown']) {
      expect([type, report(input, type).verdict]).toEqual([type, 'strongly-suspected']);
    }
  });
  test('a gallery that watches while open is not the case', () => {
    const input = facts({
      uses: [{ watch: 'x', where: own, reach: run }],
      code: {
        imageObservers: [
          {
            kind: 'content-observer',
            target: null,
            registeredAt: 0,
            offset: 4,
            observerClass: null,
            longLived: false,
            unregistered: 'with-screen',
            nameTests: [],
            readsImage: [0],
            copiesTo: [],
          },
        ],
      },
    });
    expect(report(input, 'photo').kinds).toEqual([]);
  });
  test('only the blunter permission held means only the blunter kind', () => {
    const r = report(
      facts({ permissions: ['COARSE'], uses: [{ watch: LOCATION, where: own, reach: run }] }),
      'shop',
    );
    expect(r.kinds.map((k) => k.kind)).toEqual(['area']);
    expect(r.verdict).toBe('not-suspected');
  });
  test('unknown type: what some type needs is undecided and only widens the interval', () => {
    const r = report(
      facts({ permissions: ['FINE'], uses: [{ watch: LOCATION, where: own, reach: start }] }),
      'unknown',
    );
    expect(r.kinds[0]).toMatchObject({ need: 'undecided', verdict: 'not-suspected' });
    expect(r.score.high).toBeGreaterThan(r.score.value + 10);
  });
  test('unknown type: what every type can do without counts, at its mildest', () => {
    const r = report(
      facts({ permissions: ['READ_CONTACTS'], uses: [{ watch: CONTACTS, where: own, reach: run }] }),
      'unknown',
    );
    expect(r.kinds[0]).toMatchObject({ kind: 'contacts', need: 'avoidable', verdict: 'suspected' });
  });
  test('weak signs count only together', () => {
    const weak = (names: string[]) =>
      facts({ uses: names.map((m) => ({ watch: `Lx/Build;->${m}`, where: own, reach: run })) });
    expect(report(weak(['a', 'b']), 'shop').kinds).toEqual([]);
    expect(report(weak(['a', 'b', 'c']), 'shop').kinds[0]!.kind).toBe('print');
  });
  test('unread code is not rated', () => {
    const input = facts({});
    const missing: AppFacts = { ...input, code: { state: 'missing', because: ['dex/none'] } };
    const r = report(missing, 'shop');
    expect(r.score.rated).toBe(false);
    expect(r.verdict).toBe('not-rated');
  });
});

describe('parties', () => {
  test('the longest prefix names the SDK; renamed code is nobody’s, whoever calls it', () => {
    const r = report(
      facts({
        permissions: ['READ_CONTACTS'],
        uses: [
          { watch: CONTACTS, where: 'Lcom/track/push/P;->m()V', reach: run },
          {
            watch: CONTACTS,
            where: 'La/b;->a()V',
            reach: [reach('user-act', ['Lcom/track/T;->x()V', 'La/b;->a()V'])],
          },
          { watch: CONTACTS, where: own, reach: run },
          { watch: CONTACTS, where: 'Lorg/other/lib/L;->m()V', reach: run },
        ],
      }),
      'torch',
    );
    expect(r.kinds[0]!.actors.map((a) => `${a.kind}:${a.id}`)).toEqual([
      'app:com.shop.app',
      'sdk:track-push',
      'unattributed:',
      'unattributed:org.other.lib',
    ]);
  });
});
