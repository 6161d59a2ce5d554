// What counts as taking data: roles, weak signs, compounds, arguments, permissions by version, services, receivers,
// flows, reflection, background; and who is said to take it.
import { describe, expect, test } from '@jest/globals';
import type { Route, Sink } from '../../src/model/catalogue.js';
import { obtains } from '../../src/judge/obtains.js';
import { holding } from '../../src/judge/holding.js';
import { UNKNOWN_TYPE, createView } from '../../src/judge/view.js';
import { catalogue, facts, kind, reach, sdk } from '../support/judging.js';

type Routes = Parameters<typeof kind>[2];
const own = 'Lcom/shop/app/A;->m()V';
const run = [reach('user-act', [own])];
const take = (
  routes: Routes,
  input: Parameters<typeof facts>[0],
  more: Parameters<typeof kind>[3] = {},
  extra: Partial<Parameters<typeof catalogue>[0]> = {},
) =>
  createView(facts(input), catalogue({ kinds: [kind('k', 5, routes, more)], ...extra }), UNKNOWN_TYPE)
    .get(obtains)
    .map(({ rung, signal, confidence, evidence, flow }) => ({
      ...{ rung, signal, confidence, what: evidence.what },
      ...(flow && flow === evidence.flow ? { flow } : {}),
    }));

describe('routes', () => {
  test('only roles that obtain count', () => {
    const uses = [{ watch: 'La;->x', where: own, reach: run }];
    for (const role of ['collect', 'subscribe', 'callback']) {
      expect(take([{ watch: 'La;->x', role }], { uses })).toHaveLength(1);
    }
    for (const role of ['extract', 'request', 'setup', 'enable', 'status', 'sink']) {
      expect(take([{ watch: 'La;->x', role }], { uses })).toEqual([]);
    }
  });
  test('a library at work on its own interface takes nothing for itself; who calls it does', () => {
    const watch = 'override:Lcom/lib/Callback;->onFix';
    const of = (cls: string) =>
      take(
        [{ watch, library: true, role: 'callback' }],
        { uses: [{ watch, where: `${cls}->onFix()V`, reach: run }] },
        {},
        { sdks: [sdk('lib', 'com.lib'), sdk('other', 'com.other')] },
      );
    expect(of('Lcom/lib/internal/A;')).toEqual([]);
    expect(of('Lcom/shop/app/A;')).toHaveLength(1);
    expect(of('Lcom/other/A;')).toHaveLength(1);
  });
  test('what a route exempts in an override it exempts below it, on every way there', () => {
    const route = {
      all: ['f'],
      none: ['override:Landroid/widget/TextView;->onTextContextMenuItem'],
      scope: 'method' as const,
    };
    const at = (...paths: string[][]) =>
      take([route], {
        uses: [{ watch: 'f', where: own, reach: paths.map((path) => reach('callback', path)) }],
      });
    const paste = 'Lcom/shop/app/Box;->onTextContextMenuItem(I)Z';
    expect(at([paste, own])).toEqual([]);
    expect(at(['Lcom/shop/app/Box;->onTextContextMenuItemLater(I)Z', own])).toHaveLength(1);
    expect(at([paste, own], ['Lcom/shop/app/Main;->onResume()V', own])).toHaveLength(1);
    expect(at([own])).toHaveLength(1);
  });
  test('what is named in one place is taken where the class reads it, and not before both', () => {
    const route = { all: ['name'], any: ['read'], scope: 'class' as const };
    const atStart = [reach('startup', ['Lcom/shop/app/App;->onCreate()V'])];
    const at = (name: string, named: typeof run, ...reads: [string, typeof run][]) =>
      take([route], {
        uses: [
          { watch: 'name', where: `Lcom/shop/app/A;->${name}()V`, reach: named },
          ...reads.map(([where, when]) => ({
            watch: 'read',
            where: `Lcom/shop/app/A;->${where}()V`,
            reach: when,
          })),
        ],
      }).map(({ rung }) => rung);
    expect(at('prepare', atStart, ['listen', run])).toEqual(['reachable']);
    expect(at('prepare', run, ['listen', atStart])).toEqual(['reachable']);
    expect(at('prepare', atStart, ['listen', atStart])).toEqual(['startup']);
    expect(at('<init>', atStart, ['listen', run], ['again', atStart])).toEqual(['reachable']);
    // Which of two reads what was named cannot be told; one that names and reads needs no other.
    expect(at('prepare', atStart, ['listen', run], ['again', run])).toEqual(['startup']);
    expect(at('prepare', atStart, ['prepare', atStart], ['listen', run])).toEqual(['startup']);
  });
  test('an argument must fit, by its position among those asked for', () => {
    const routes: Routes = [
      { watch: 'La;->get', when: [{ arg: 1, is: ['android_id'] }] },
      { watch: 'La;->get', when: [{ arg: 0, startsWith: ['x'] }], role: 'status' },
    ];
    const of = (args: (string | null)[]) =>
      take(routes, { uses: [{ watch: 'La;->get', where: own, reach: run, args }] });
    expect(of([null, 'android_id'])).toHaveLength(1);
    expect(of(['android_id', null])).toEqual([]);
    expect(of(['x', 'other'])).toEqual([]);
  });
  test('what is called on an object counts unless every such object is seen to be another one', () => {
    const routes: Routes = [
      { watch: 'La;->start', made: 'La;-><init>' },
      { watch: 'La;-><init>', role: 'setup', when: [{ arg: 0, is: ['1'], orUnknown: true }] },
    ];
    const of = (...made: (string | null)[]) =>
      take(routes, {
        uses: [
          { watch: 'La;->start', where: own, reach: run },
          ...made.map((arg) => ({ watch: 'La;-><init>', where: own, reach: run, args: [arg] })),
        ],
      }).length;
    expect([of(), of('1'), of(null), of('1998'), of('1998', '1')]).toEqual([1, 1, 1, 0, 1]);
  });
  test('any value but those named fits where the route says not', () => {
    const of = (arg: string | null) =>
      take([{ watch: 'La;->tasks', when: [{ arg: 0, not: ['1'] }] }], {
        uses: [{ watch: 'La;->tasks', where: own, reach: run, args: [arg] }],
      }).length;
    expect([of('1'), of('5'), of(null)]).toEqual([0, 1, 1]);
  });
  test('an argument that was not worked out fits only where the route says so', () => {
    const of = (arg: string | null, orUnknown = true) =>
      take(
        [{ watch: 'La;->source', when: [{ arg: 0, is: ['1', '2'], ...(orUnknown ? { orUnknown } : {}) }] }],
        {
          uses: [{ watch: 'La;->source', where: own, reach: run, args: [arg] }],
        },
      ).length;
    expect([of('1'), of('1998'), of(null), of(null, false)]).toEqual([1, 0, 1, 0]);
  });
  test('a compound needs all, one of any and none of none, in its scope', () => {
    const route = { all: ['f'], any: ['q1', 'q2'], none: ['pick'], scope: 'method' as const };
    const at = (watches: string[], elsewhere: string[] = []) =>
      take([route], {
        uses: [
          ...watches.map((watch) => ({ watch, where: own, reach: run })),
          ...elsewhere.map((watch) => ({ watch, where: 'Lcom/shop/app/A;->other()V', reach: run })),
        ],
      });
    expect(at(['f', 'q2'])).toMatchObject([{ what: 'f', signal: 'strong' }]);
    expect(at(['f'])).toEqual([]);
    expect(at(['q1'])).toEqual([]);
    expect(at(['f', 'q1', 'pick'])).toEqual([]);
    expect(at(['f'], ['q1'])).toEqual([]);
    expect(
      take([{ ...route, scope: 'class' }], {
        uses: [
          { watch: 'f', where: own, reach: run },
          { watch: 'q1', where: 'Lcom/shop/app/A;->other()V', reach: run },
        ],
      }),
    ).toHaveLength(1);
  });
  test('words alone, however many, are not a sign', () => {
    const words: Partial<Route>[] = ['a', 'b', 'c', 'd'].map((w) => ({
      watch: `string:${w}`,
      signal: 'weak',
    }));
    const uses = words.map((w) => ({ watch: w.watch!, where: own, reach: run }));
    expect(take(words as Routes, { uses })).toEqual([]);
    // One deed beside them makes two signs, however many the words; two deeds make three.
    const deeds = ['La;->observe', 'La;->list'].map((watch) => ({ watch, signal: 'weak' as const }));
    const with_ = (count: number): unknown[] =>
      take([...words, ...deeds] as Routes, {
        uses: [...uses, ...deeds.slice(0, count).map(({ watch }) => ({ watch, where: own, reach: run }))],
      });
    expect(with_(1)).toEqual([]);
    expect(with_(2)).toHaveLength(6);
  });
  test('the same spot counts once, at its firmest', () => {
    const routes: Routes = [
      { watch: 'f', signal: 'weak' },
      { all: ['f'], any: ['q'], scope: 'class', confidence: 'medium' },
      { all: ['f'], any: ['q'], scope: 'method' },
    ];
    const uses = ['f', 'q'].map((watch) => ({ watch, where: own, reach: run }));
    expect(take(routes, { uses })).toMatchObject([{ confidence: 'high' }]);
  });
});

describe('permissions and versions', () => {
  const ranges = {
    permissions: [
      { from: 1, to: 28, anyOf: ['OLD'] },
      { from: 29, allOf: ['NEW', 'ALSO'] },
    ],
  };
  const of = (permissions: string[], manifest = {}) =>
    take([{ watch: 'w', ...ranges }], {
      permissions,
      manifest,
      uses: [{ watch: 'w', where: own, reach: run }],
    }).filter((t) => t.what === 'w')[0];
  test.each([
    [['NEW', 'ALSO'], {}, 'strong', 'reachable'],
    [['OLD'], {}, 'old-systems', 'reachable'],
    [['OLD'], { minSdk: 29 }, 'missing-permission', 'present'],
    [['NEW'], { minSdk: 29 }, 'missing-permission', 'present'],
    [[], {}, 'missing-permission', 'present'],
  ])('%j on %j is %s', (permissions, manifest, signal, rung) => {
    expect(of(permissions, manifest)).toMatchObject({ signal, rung });
  });
  test('maxSdkVersion, sdk-23 and a service bound by the system', () => {
    const view = (input: Parameters<typeof facts>[0]) =>
      createView(facts(input), catalogue({}), UNKNOWN_TYPE).get(holding);
    const limited = view({
      permissions: [
        { name: 'A', maxSdk: 28 },
        { name: 'B', source: 'sdk-23' },
      ],
      manifest: { minSdk: 16 },
    });
    expect([
      limited.holds('A', 28),
      limited.holds('A', 29),
      limited.holds('B', 22),
      limited.holds('B', 23),
    ]).toEqual([true, false, false, true]);
    expect(view({ components: [{ type: 'service', permission: 'BIND_X' }] }).holds('BIND_X', 30)).toBe(true);
  });
  test('a route that exists on no version the app runs on is not taken', () => {
    const uses = [{ watch: 'w', where: own, reach: run }];
    expect(take([{ watch: 'w', to: 20 }], { uses, manifest: { minSdk: 24 } })).toMatchObject([
      { signal: 'missing-permission' },
    ]);
    expect(take([{ watch: 'w', from: 31 }], { uses, manifest: { minSdk: 24 } })).toMatchObject([
      { signal: 'strong' },
    ]);
  });
});

describe('rungs', () => {
  test.each([
    [null, 'present'],
    [[], 'present'],
    [[reach('callback')], 'reachable'],
    [[reach('background'), reach('first-screen')], 'startup'],
    [[reach('startup')], 'startup'],
  ])('%j', (reached, rung) => {
    expect(take([{ watch: 'w' }], { uses: [{ watch: 'w', where: own, reach: reached }] })).toMatchObject([
      { rung },
    ]);
  });
  test('a flow into a sink that leaves', () => {
    const sink = (id: string, leaves: boolean): Sink => ({
      id,
      name: { en: id, zh: id },
      kind: id,
      leaves,
      members: [{ call: 'x', args: [0], signal: 'strong', watch: `L${id};->send` }],
    });
    const at = (to: string) =>
      take(
        [{ watch: 'w' }],
        {
          uses: [{ watch: 'w', where: own, reach: run }],
          code: {
            flows: [
              {
                source: 'w',
                sink: `L${to};->send`,
                sourceSite: 0,
                sinkSite: 0,
                offset: 1,
                sourceOffset: 0,
                channel: 'other',
                host: null,
                transport: null,
                steps: [],
                cutSteps: 0,
              },
            ],
          },
        },
        {},
        { sinks: [sink('net', true), sink('mem', false)] },
      );
    const flow = { sink: 'Lnet;->send', channel: 'other' };
    expect(at('net')).toMatchObject([{ rung: 'leaves', flow }]);
    expect(at('mem')).toMatchObject([{ rung: 'reachable', flow: { sink: 'Lmem;->send' } }]);
  });
  test('what is put back where it was taken from went nowhere', () => {
    const CLIP = 'Landroid/content/ClipboardManager;->';
    const GATT = 'Landroid/bluetooth/BluetoothGatt';
    const at = (source: string, sink: string, channel: 'clipboard' | 'nearby') =>
      take(
        [{ watch: source }],
        {
          uses: [{ watch: source, where: own, reach: run }],
          code: {
            flows: [
              {
                ...{ source, sink, sourceSite: 0, sinkSite: 0, sourceOffset: 0, offset: 1 },
                ...{ channel, host: null, transport: null, steps: [], cutSteps: 0 },
              },
            ],
          },
        },
        {},
        {
          sinks: [
            {
              ...{ id: 'clip', name: { en: 'clip', zh: '剪贴板' }, kind: channel, leaves: true },
              members: [{ call: 'x', args: [0], signal: 'strong', watch: sink }],
            },
          ],
        },
      ).map(({ rung }) => rung);
    expect(at(`${CLIP}getPrimaryClip`, `${CLIP}setPrimaryClip`, 'clipboard')).toEqual(['reachable']);
    expect(at('Lcontacts;->query', `${CLIP}setPrimaryClip`, 'clipboard')).toEqual(['leaves']);
    const heard = `override:${GATT}Callback;->onCharacteristicRead`;
    expect(at(heard, `${GATT};->writeCharacteristic`, 'nearby')).toEqual(['reachable']);
    expect(at('Lcontacts;->query', `${GATT};->writeCharacteristic`, 'nearby')).toEqual(['leaves']);
  });
});

describe('manifest', () => {
  test('a system service that hands over the kind', () => {
    const taken = take(
      [],
      { components: [{ type: 'service', permission: 'android.permission.BIND_X' }] },
      {
        permissions: [{ name: 'android.permission.BIND_X' }],
      },
    );
    expect(taken).toMatchObject([{ rung: 'declared', what: 'component:com.shop.app.Main' }]);
  });
  test('a receiver of a broadcast that carries it, unless the permission is missing or it is disabled', () => {
    const routes: Routes = [
      { watch: 'string:SMS_IN', what: 'action', permissions: [{ from: 1, allOf: ['RECEIVE'] }] },
    ];
    const receiver = (more = {}) => ({
      components: [
        {
          type: 'receiver' as const,
          filters: [{ actions: ['SMS_IN'], categories: [], data: [], priority: null }],
          ...more,
        },
      ],
    });
    expect(take(routes, { ...receiver(), permissions: ['RECEIVE'] })).toMatchObject([
      { rung: 'reachable', what: 'action:SMS_IN' },
    ]);
    expect(take(routes, receiver())).toEqual([]);
    expect(take(routes, { ...receiver({ enabled: false }), permissions: ['RECEIVE'] })).toEqual([]);
  });
  test('a flag takes a permission away from a kind', () => {
    const more = { permissions: [{ name: 'SCAN', unlessFlags: ['neverForLocation'] }] };
    expect(take([], { permissions: ['SCAN'] }, more)).toHaveLength(1);
    expect(take([], { permissions: [{ name: 'SCAN', flags: ['neverForLocation'] }] }, more)).toEqual([]);
  });
});

test('a kind that consists in another one taken in the background', () => {
  const cat = catalogue({
    kinds: [
      kind('place', 5, [{ watch: 'w' }]),
      kind('place-behind', 5, [
        { pattern: 'in-background', of: ['place'], permissions: [{ from: 29, allOf: ['BG'] }] },
      ]),
    ],
  });
  const kinds = (occasion: 'background' | 'screen', permissions: string[], minSdk = 29) =>
    createView(
      facts({
        permissions,
        manifest: { minSdk },
        uses: [{ watch: 'w', where: own, reach: [reach(occasion)] }],
      }),
      cat,
      UNKNOWN_TYPE,
    )
      .get(obtains)
      .map((t) => t.kind);
  expect(kinds('background', ['BG'])).toEqual(['place', 'place-behind']);
  expect(kinds('background', [])).toEqual(['place']);
  expect(kinds('screen', ['BG'])).toEqual(['place']);
});
