// The edges of the conditions that read code: takings, flows, watchers, requests, calls, hosts, hidden code.
import { describe, expect, test } from '@jest/globals';
import type { Sink } from '../../../src/model/catalogue.js';
import type { CodeFacts } from '../../../src/model/facts.js';
import { answer, evidenceOf, matchOf, type Input } from '../../support/conditions.js';
import { appType, kind, reach, sdk } from '../../support/judging.js';

const own = 'Lcom/shop/app/A;->m()V';
const run = [reach('user-act', [own])];
const used = (watch: string, where = own, reached = run) => ({ watch, where, reach: reached });
const kinds = [
  kind('place', 5, [{ watch: 'place', permissions: [{ from: 1, anyOf: ['FINE'] }] }], {
    permissions: [{ name: 'FINE' }],
  }),
  kind('id', 3, [{ watch: 'id' }]),
];
const sdks = [sdk('track', 'com.track', true)];
const known = { catalogue: { kinds, sdks, types: [appType('map', { necessary: ['place'] })] } };
const FINE = ['FINE'];

describe('obtains', () => {
  const both: Input = {
    permissions: FINE,
    uses: [used('place'), used('id', 'Lcom/track/B;->m()V', [reach('startup')])],
  };
  test.each([
    [{ kinds: 2 }, 'hit'],
    [{ kinds: 3 }, 'clear'],
    [{ parties: 2 }, 'clear'], // two parties, but not for one kind
    [{ data: ['place'], rung: 'startup' }, 'clear'],
    [{ data: ['id'], rung: 'startup', by: ['tracker'] }, 'hit'],
    [{ by: ['sdk'] }, 'clear'], // whose business is data is a tracker
    [{ sdk: ['track'] }, 'hit'],
    [{ data: ['place'], sensitivity: 5 }, 'hit'],
    [{ data: ['id'], sensitivity: 4 }, 'clear'],
    [{ when: ['user-act'], data: ['place'] }, 'hit'],
    [{ when: ['user-act'], data: ['id'] }, 'clear'],
    [{ background: true }, 'clear'],
    [{ repeats: true }, 'clear'],
    [{ fails: true }, 'clear'],
  ])('%j is %s', (value, is) => {
    expect(answer('obtains', value, both, known)).toBe(is);
  });
  test('code whose permission is missing fails, and is not otherwise counted', () => {
    const uses = [used('place')];
    expect(answer('obtains', { data: ['place'] }, { uses }, known)).toBe('clear');
    expect(evidenceOf('obtains', { data: ['place'], fails: true }, { uses }, known)).toMatchObject([
      { lacks: FINE },
    ]);
  });
  test('a permission counts only where asked for, and declared and implied stand on one step', () => {
    const implied = { permissions: [{ name: 'FINE', source: 'implied' as const }] };
    expect(answer('obtains', { data: ['place'] }, implied, known)).toBe('clear');
    expect(answer('obtains', { data: ['place'], rung: 'declared' }, implied, known)).toBe('hit');
  });
  test('a need that only the app type would tell is unknown for want of the type', () => {
    const value = { data: ['place'], need: ['beyond', 'red-flag'] };
    const input = { permissions: FINE, uses: [used('place')] };
    expect(matchOf('obtains', value, input, known)).toEqual({ is: 'unknown', because: ['type/unknown'] });
    expect(answer('obtains', value, input, { ...known, types: [appType('torch')] })).toBe('hit');
    expect(answer('obtains', value, input, { ...known, types: known.catalogue.types })).toBe('clear');
  });
});

describe('together', () => {
  const of = (scope: string, second: string, first = own) =>
    answer(
      'together',
      { all: ['place', 'id'], in: scope },
      { permissions: FINE, uses: [used('place', first), used('id', second)] },
      known,
    );
  test('a class is narrower than its package, a package than its party', () => {
    const places = [own, 'Lcom/shop/app/B;->m()V', 'Lcom/shop/app/sub/C;->m()V', 'Lcom/track/D;->m()V'];
    expect(places.map((second) => ['class', 'package', 'party'].map((scope) => of(scope, second)))).toEqual([
      ['hit', 'hit', 'hit'],
      ['clear', 'hit', 'hit'],
      ['clear', 'clear', 'hit'],
      ['clear', 'clear', 'clear'],
    ]);
  });
  test('renamed code that nothing known calls is no party', () => {
    const uses = [used('place', 'La/a;->m()V', []), used('id', 'La/b;->n()V', [])];
    const within = (scope: string) =>
      answer('together', { all: ['place', 'id'], in: scope }, { permissions: FINE, uses }, known);
    expect([within('package'), within('party')]).toEqual(['hit', 'clear']);
  });
  test('a permission joins nothing; one of `any` is needed as well', () => {
    const value = { all: ['id'], any: ['place'], in: 'party', rung: 'declared' };
    expect(answer('together', value, { permissions: FINE, uses: [used('id')] }, known)).toBe('clear');
    expect(answer('together', value, { permissions: FINE, uses: [used('id'), used('place')] }, known)).toBe(
      'hit',
    );
  });
});

describe('sends', () => {
  const sink = (id: string, to: string): Sink => ({
    id,
    name: { en: id, zh: id },
    kind: to,
    leaves: to === 'network',
    members: [{ call: 'x', args: [0], signal: 'strong', watch: id }],
  });
  const setting = {
    catalogue: { ...known.catalogue, sinks: [sink('socket', 'network'), sink('file', 'file')] },
  };
  const flow = (to: string, sourceSite = 0, source = 'id'): CodeFacts['flows'][number] => ({
    source,
    sink: to,
    sourceSite,
    sinkSite: 0,
    offset: 1,
    sourceOffset: 0,
    channel: 'other',
    host: null,
    transport: null,
    steps: [],
    cutSteps: 0,
  });
  const of = (value: object, flows: CodeFacts['flows']) =>
    answer(
      'sends',
      value,
      { uses: [used('id'), used('place', 'Lcom/shop/app/B;->n()V')], code: { flows } },
      setting,
    );
  test('by sort of sink and by sink, inside the sandbox too', () => {
    expect(of({ to: ['file'] }, [flow('file')])).toBe('hit');
    expect(of({ to: ['network'] }, [flow('file')])).toBe('clear');
    expect(of({ sink: ['socket'] }, [flow('socket')])).toBe('hit');
    expect(of({ sink: ['file'] }, [flow('socket')])).toBe('clear');
  });
  test('the flow must start where the kind is taken, and what cannot be taken is not sent', () => {
    expect(of({ data: ['id'] }, [flow('socket', 1)])).toBe('clear');
    expect(of({ data: ['place'] }, [flow('socket', 1, 'place')])).toBe('clear'); // its permission is missing
    expect(of({ data: ['id'] }, [flow('nowhere')])).toBe('clear');
  });
});

describe('exposes', () => {
  const of = (component: object, where = own, value: object = { data: ['id'] }) =>
    answer(
      'exposes',
      value,
      { components: [{ name: 'com.shop.app.A', exported: true, ...component }], uses: [used('id', where)] },
      known,
    );
  test.each([
    [{}, 'hit'],
    [{ exported: false }, 'clear'],
    [{ enabled: false }, 'clear'],
    [{ isLauncher: true }, 'clear'],
    [{ permission: 'P' }, 'clear'],
    [{ type: 'provider', readPermission: 'P' }, 'clear'],
    [{ type: 'provider', writePermission: 'P' }, 'hit'],
    [{ name: 'com.shop.app.Other' }, 'clear'],
  ])('%j is %s', (component, is) => {
    expect(of(component)).toBe(is);
  });
  test('a nested class is its component; code that the component starts counts by its path', () => {
    expect(of({}, 'Lcom/shop/app/A$1;->run()V')).toBe('hit');
    expect(of({}, 'Lcom/shop/app/Deep;->n()V')).toBe('hit'); // the path of `run` starts in A
    expect(of({}, own, { sensitivity: 4 })).toBe('clear');
    expect(of({}, own, { type: ['service'] })).toBe('clear');
  });
});

describe('observer', () => {
  const watcher = (more: Partial<CodeFacts['imageObservers'][number]>): Input => ({
    uses: [used('any')],
    code: {
      imageObservers: [
        {
          kind: 'file-observer',
          target: '/sdcard/Pictures/Screenshots',
          registeredAt: 0,
          offset: 9,
          observerClass: null,
          longLived: true,
          unregistered: 'never',
          nameTests: [],
          readsImage: [],
          copiesTo: [],
          ...more,
        },
      ],
    },
  });
  test('noticing is not reading, and a watcher of a screen is not one in the background', () => {
    expect(answer('observer', { does: ['screenshot-noticed'] }, watcher({}))).toBe('hit');
    expect(answer('observer', { does: ['screenshot-read'] }, watcher({}))).toBe('clear');
    expect(
      answer(
        'observer',
        { does: ['screenshot-noticed-in-background'] },
        watcher({ unregistered: 'with-screen' }),
      ),
    ).toBe('clear');
  });
  test('`not` takes graver ones out', () => {
    const value = { does: ['screenshot-noticed'], not: ['screenshot-copied'] };
    const copiesTo = [{ where: 'cache', site: 0, offset: 1 }];
    expect(answer('observer', value, watcher({}))).toBe('hit');
    expect(answer('observer', value, watcher({ copiesTo }))).toBe('clear');
  });
  test('a test for the name is firmer than a folder; the path and what is watched are shown', () => {
    const of = (more: object) => evidenceOf('observer', { does: ['screenshot-noticed'] }, watcher(more))[0];
    expect(of({})).toMatchObject({
      confidence: 'medium',
      rung: 'reachable',
      path: [own],
      occasion: 'user-act',
      place: { symbol: own, offset: 9 },
      args: ['/sdcard/Pictures/Screenshots'],
    });
    expect(of({ target: null, nameTests: ['screenshot'] })).toMatchObject({ confidence: 'high' });
  });
});

describe('request', () => {
  const infos = ['A', 'B', 'C'].map((name) => ({
    name,
    class: 'dangerous',
    group: name === 'C' ? 'other' : 'one',
    levels: [],
    kinds: [],
  }));
  const of = (value: object, asked: [site: number, ...names: string[]][]) =>
    matchOf(
      'request',
      value,
      {
        permissions: ['A'],
        uses: [
          used('x'),
          used('y', 'Lcom/shop/app/B;->n()V', [reach('startup')]),
          used('z', 'Lx/C;->o()V', []),
        ],
        code: {
          permissionRequests: asked.map(([site, ...permissions], offset) => ({
            permissions,
            site,
            offset,
            complete: true,
          })),
        },
      },
      { catalogue: { permissions: infos } },
    );
  test('groups are counted, not names, over the requests of one method', () => {
    expect(of({ groups: 2 }, [[0, 'A', 'B']]).is).toBe('clear');
    expect(of({ groups: 2 }, [[0, 'A', 'C']]).is).toBe('hit');
    expect(
      of({ groups: 2 }, [
        [0, 'A'],
        [0, 'C'],
      ]),
    ).toMatchObject({ evidence: [{ args: ['A'] }, { args: ['C'] }] });
    expect(
      of({ groups: 2 }, [
        [0, 'A'],
        [1, 'C'],
      ]).is,
    ).toBe('clear');
  });
  test('only what fits is named; what is declared is not undeclared', () => {
    expect(of({ undeclared: true }, [[0, 'A', 'B']])).toMatchObject({
      evidence: [{ what: 'request:B', args: ['B'] }],
    });
    expect(of({ undeclared: true }, [[0, 'A']]).is).toBe('clear');
    expect(of({ permission: ['A*'] }, [[0, 'B']]).is).toBe('clear');
  });
  test('the time is that of the site, and a site that nothing reaches has none', () => {
    expect(
      of({ when: ['startup'] }, [
        [0, 'A'],
        [1, 'B'],
      ]),
    ).toMatchObject({ evidence: [{ what: 'request:B', rung: 'startup' }] });
    expect(of({ when: ['startup', 'user-act'] }, [[2, 'A']]).is).toBe('clear');
    const [alone] = evidenceOf(
      'request',
      {},
      {
        uses: [used('x', own, [])],
        code: { permissionRequests: [{ permissions: ['A'], site: 0, offset: 1, complete: true }] },
      },
    );
    expect(alone).toMatchObject({ rung: 'present', place: { symbol: own, offset: 1 } });
    expect(alone).not.toHaveProperty('path');
  });
});

describe('calls', () => {
  const any = ['call android.x.A#m', 'string secret', 'field android.x.A#F'];
  const input: Input = {
    uses: [
      { ...used('Landroid/x/A;->m'), args: ['k', null] },
      used('Landroid/x/A;->m', 'Landroidx/lib/B;->n()V', []),
      used('string:secret', 'Lcom/track/C;->o()V', [reach('background')]),
    ],
  };
  const of = (value: object) => matchOf('calls', { any, ...value }, input, known);
  test.each([
    [{ atLeast: 2 }, 'hit'],
    [{ atLeast: 3 }, 'clear'], // three uses of two things
    [{ by: ['unattributed'] }, 'clear'],
    [{ rung: 'startup' }, 'clear'],
    [{ when: ['background'] }, 'hit'],
    [{ any: ['call android.x.A'] }, 'clear'], // names no member, so it names nothing
    [{ any: ['nonsense'] }, 'clear'],
  ])('%j is %s', (value, is) => {
    expect(of(value).is).toBe(is);
  });
  test('says who, where, how and with what', () => {
    expect(of({ by: ['app'] })).toMatchObject({
      evidence: [{ by: { kind: 'app' }, place: { symbol: own, offset: 0 }, path: [own], args: ['k', null] }],
    });
    expect(of({ by: ['library'] })).toMatchObject({
      evidence: [{ by: { kind: 'library' }, rung: 'present' }],
    });
    expect(of({ rung: 'reachable', by: ['library'] }).is).toBe('clear');
    expect(of({ by: ['sdk'] })).toMatchObject({ evidence: [{ what: 'string:secret', by: { id: 'track' } }] });
  });
});

describe('host', () => {
  const of = (value: object, text: string, where = own) =>
    answer('host', value, { uses: [used('any', where)], code: { endpoints: [{ text, site: 0 }] } }, known);
  test.each([
    [{ suffix: ['shop.test'] }, 'https://user@SHOP.test:8443/x?y', 'hit'],
    [{ suffix: ['shop.test'] }, 'https://badshop.test/', 'clear'],
    [{ suffix: ['shop.test'] }, 'https://shop.test.evil.org/', 'clear'],
    [{ cleartext: true }, 'http://api.shop.com/', 'hit'],
    [{ cleartext: true }, 'https://api.shop.com/', 'clear'],
    [{ cleartext: true }, 'http://schemas.android.com/apk/res/android', 'clear'],
    [{ cleartext: true }, 'http://192.168.1.1/', 'clear'],
    [{ address: true }, 'https://8.8.8.8/dns', 'hit'],
    [{ address: true }, '10.0.0.1', 'clear'],
    [{ address: true }, 'https://dns.shop.com/', 'clear'],
    [{ cleartext: true }, 'http://nodots/', 'clear'],
  ])('%j on %s is %s', (value, text, is) => {
    expect(of(value, text)).toBe(is);
  });
  test("a plain library's address is nobody's doing", () => {
    expect(of({ suffix: ['shop.test'] }, 'shop.test', 'Landroidx/A;->m()V')).toBe('clear');
  });
});

describe('hidden', () => {
  test('points at the code that loads more', () => {
    const signals = {
      classes: 10,
      methods: 100,
      instructions: 1000,
      reflectionCalls: 0,
      reflectionResolved: 0,
      dynamicLoading: [0],
      nativeMethods: 0,
      shortNames: 0,
      encryptedStrings: 0,
      webInterfaces: 0,
      applicationClassMissing: false,
      componentsMissing: [],
      reachComputed: true,
    };
    const input = { uses: [used('any')], code: { signals } };
    expect(evidenceOf('hidden', { by: ['dynamic-loading'] }, input)).toMatchObject([
      { what: 'hidden:dynamic-loading', rung: 'present', place: { entry: 'classes.dex', symbol: own } },
    ]);
    expect(answer('hidden', { by: ['packed', 'native'] }, input)).toBe('clear');
  });
  test('a section that is not there is unknown, never hidden', () => {
    expect(answer('hidden', { by: ['section-missing'] }, {}, { missing: ['files'] })).toBe('unknown');
    expect(answer('hidden', { by: ['code-damaged'] }, {}, { partial: ['code'] })).toBe('hit');
  });
});
