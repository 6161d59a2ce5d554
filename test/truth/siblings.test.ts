// Fresh programs of those causes of claims that were not true which are not about routes (causes.test.ts has the list and
// the rest): other calls, other shapes of classes and other data than the tests that each cause was mended with. Read from
// code and judged by the real catalogue, as any app is.
import { beforeAll, describe, expect, test } from '@jest/globals';
import { loadCatalogue, loadWatchlist } from '../../src/catalogue/load.js';
import { generateCatalogueDocs } from '../../src/catalogue/docs/index.js';
import { givenType } from '../../src/judge/choose-type.js';
import { permissionUse } from '../../src/judge/permission-use.js';
import { UNKNOWN_TYPE, createView } from '../../src/judge/view.js';
import { suggestFixes } from '../../src/judge/what-if.js';
import type { Catalogue, Watchlist } from '../../src/model/catalogue.js';
import type { AppFacts, Component } from '../../src/model/facts.js';
import type { AppReport, KindActor } from '../../src/model/report.js';
import { judgeFacts } from '../../src/scan.js';
import { kindSentence } from '../../src/text/takings.js';
import { component, manifestOf, readCode } from '../support/code.js';
import type { ClassSpec, Instruction } from '../support/dex.js';
import { facts } from '../support/judging.js';

let catalogue: Catalogue;
let watch: Watchlist;
beforeAll(() => {
  catalogue = loadCatalogue();
  watch = loadWatchlist();
});

const END: Instruction = ['return-void'];
/** Calls that give a text of one device or person, and keep it. */
const kept = (call: Instruction): Instruction[] => [call, ['move-result-object', 0]];
const phone = (name: string): Instruction[] =>
  kept(['invoke-virtual', [0], `Landroid/telephony/TelephonyManager;->${name}()Ljava/lang/String;`]);
const CLIP: Instruction[] = kept([
  'invoke-virtual',
  [0],
  'Landroid/content/ClipboardManager;->getPrimaryClip()Landroid/content/ClipData;',
]);
const PLACE: Instruction[] = kept([
  'invoke-virtual',
  [0, 1],
  'Landroid/location/LocationManager;->getLastKnownLocation(Ljava/lang/String;)Landroid/location/Location;',
]);
const IMEI = phone('getDeviceId');
const call = (owner: string): Instruction => ['invoke-static', [], `${owner}->go()V`];
const made = (name: string): Instruction[] => [
  ['new-instance', 0, name],
  ['invoke-direct', [0], `${name}-><init>()V`],
];

function type(
  name: string,
  base: string,
  methods: Record<string, readonly Instruction[]>,
  interfaces: string[] = [],
): ClassSpec {
  return {
    name,
    super: base,
    interfaces,
    methods: Object.entries(methods).map(([signature, code]) => ({
      name: signature.slice(0, signature.indexOf('(')),
      proto: signature.slice(signature.indexOf('(')),
      ...(signature.startsWith('go(') ? { access: 'public static' } : {}),
      registers: 8,
      code: [...code, END],
    })),
  };
}
const helper = (name: string, code: readonly Instruction[]): ClassSpec =>
  type(name, 'Ljava/lang/Object;', { 'go()V': code });
/** Code under an SDK's name, with as many classes beside it as a real SDK leaves: one class alone is no proof of it. */
const ofSdk = (name: string, code: readonly Instruction[]): ClassSpec[] => [
  helper(name, code),
  ...['One', 'Two', 'Three', 'Four'].map((end) => helper(name.replace(/;$/, `${end};`), [])),
];
const listener = (name: string, of: string, methods: Record<string, readonly Instruction[]>): ClassSpec =>
  type(name, 'Ljava/lang/Object;', { '<init>()V': [], ...methods }, [of]);

interface App {
  package?: string;
  /** What the application class does when the process starts. */
  start?: readonly Instruction[];
  classes?: readonly ClassSpec[];
  components?: readonly Component[];
  permissions?: readonly string[];
  targetSdk?: number;
  type?: string;
}
const HELD = [
  'android.permission.READ_PHONE_STATE',
  'android.permission.ACCESS_FINE_LOCATION',
  'android.permission.ACCESS_COARSE_LOCATION',
];
function read({ start = [], classes = [], components = [], ...app }: App): AppFacts {
  const own = app.package ?? 'org.sibling.thing';
  const root = `L${own.replaceAll('.', '/')}/App;`;
  const main = type(root, 'Landroid/app/Application;', { 'onCreate()V': start });
  const name = `${own}.App`;
  const manifest = manifestOf([...components], name);
  const { facts: code } = readCode([[main, ...classes]], { watch, manifest: { ...manifest, package: own } });
  return facts({
    package: own,
    permissions: [...(app.permissions ?? HELD)],
    components: [...components],
    application: { name },
    manifest: { minSdk: 21, targetSdk: app.targetSdk ?? 28 },
    code,
  });
}
const judge = (app: App): AppReport =>
  judgeFacts(read(app), { catalogue, ...(app.type === undefined ? {} : { type: app.type }) });
const takers = (report: AppReport, kind: string): KindActor[] =>
  report.kinds.find((one) => one.kind === kind)?.actors ?? [];
const who = (report: AppReport, kind: string): string[] =>
  takers(report, kind).map(({ kind: of, id, rung }) => `${of}:${id} ${rung}`);

describe('party, rung and occasion', () => {
  test('1 what the app does at start-up is not what code of an SDK that nothing runs could do', () => {
    const report = judge({ start: PLACE, classes: ofSdk('Lcom/flurry/sdk/ab;', PLACE) });
    expect(who(report, 'location-precise')).toEqual(['app:org.sibling.thing startup', 'sdk:flurry present']);
    expect(takers(report, 'location-precise')[1]?.occasions).toEqual([]);
  });
  test.each([
    ['adapty', 'Lcom/adapty/internal/utils/MetaInfo;'],
    ['aispeech', 'Lcom/duicore/net/Head;'],
  ])('2 an SDK that only weak signs tell still owns its code: %s', (id, name) => {
    expect(who(judge({ start: [call(name)], classes: ofSdk(name, IMEI) }), 'device-hardware-id')).toEqual([
      `sdk:${id} startup`,
    ]);
  });
  test.each([
    ['bugly', 'Lcom/tencent/bugly/proguard/az;'],
    ['flurry', 'Lcom/flurry/sdk/fm;'],
    ['amap-location', 'Lcom/amap/api/location/AMapLocationClient;'],
    ['braze', 'Lcom/braze/location/c;'],
  ])('3 no list of libraries hides an SDK: %s', (id, name) => {
    const report = judge({ start: [call(name)], classes: ofSdk(name, PLACE) });
    expect(who(report, 'location-precise')).toEqual([`sdk:${id} startup`]);
  });
  test.each(['LA0/f;', 'Lp4/b$a;', 'Lo/XY1;', 'Ldefpackage/Ab;'])(
    '4 renamed code is nobody’s, called by the app or by an SDK: %s',
    (name) => {
      const renamed = helper(name, IMEI);
      const sdk = helper('Lcom/flurry/sdk/fm;', [call(name)]);
      for (const [start, classes] of [
        [[call(name)], [renamed]],
        [[call(sdk.name)], [sdk, renamed]],
      ] as const)
        expect(takers(judge({ start, classes }), 'device-hardware-id').map(({ kind }) => kind)).toEqual([
          'unattributed',
        ]);
    },
  );
  test.each<[string, string, string]>([
    [
      'a choice in a list',
      'Landroid/widget/AdapterView$OnItemClickListener;',
      'onItemClick(Landroid/widget/AdapterView;Landroid/view/View;IJ)V',
    ],
    [
      'a crash',
      'Ljava/lang/Thread$UncaughtExceptionHandler;',
      'uncaughtException(Ljava/lang/Thread;Ljava/lang/Throwable;)V',
    ],
    [
      'an answer to a dialog',
      'Landroid/content/DialogInterface$OnClickListener;',
      'onClick(Landroid/content/DialogInterface;I)V',
    ],
    ['a comparison', 'Ljava/util/Comparator;', 'compare(Ljava/lang/Object;Ljava/lang/Object;)I'],
  ])('5 an object that start-up makes does nothing then: %s', (_, of, method) => {
    const name = 'Lorg/sibling/thing/Later;';
    const body =
      method.endsWith('I') && !method.endsWith(')V')
        ? [...CLIP, ['const/4', 0, 0] as Instruction, ['return', 0] as Instruction]
        : CLIP;
    const [taker] = takers(
      judge({ start: made(name), classes: [listener(name, of, { [method]: body })] }),
      'clipboard',
    );
    expect(taker).toBeDefined();
    expect(taker?.occasions).not.toContain('startup');
    expect(taker?.rung).not.toBe('startup');
  });
  test.each<[string, Component['type'], string, string]>([
    ['a provider of a base that is not there', 'provider', 'Lcom/maker/BaseProvider;', 'onCreate()Z'],
    [
      'an input method of a vendor’s base',
      'service',
      'Lcom/maker/Keys;',
      'onStartInput(Landroid/view/inputmethod/EditorInfo;Z)V',
    ],
    ['a screen of a vendor’s base', 'activity', 'Lcom/maker/Screen;', 'onCreate(Landroid/os/Bundle;)V'],
  ])('6 an entry is known under a base that is not in the package: %s', (_, kind, base, method) => {
    const name = 'org.sibling.thing.Part';
    const body: Instruction[] = method.endsWith('Z') ? [...CLIP, ['const/4', 0, 1], ['return', 0]] : CLIP;
    const part = component(kind, name, { exported: true });
    const report = judge({
      components: [part],
      classes: [type('Lorg/sibling/thing/Part;', base, { [method]: body })],
    });
    expect(takers(report, 'clipboard').map(({ rung }) => rung)).not.toContain('present');
    expect(takers(report, 'clipboard')).toHaveLength(1);
  });
  test('7 code of androidx that nothing reaches is no row of the app', () => {
    const name = 'Landroidx/appcompat/app/TwilightManager;';
    const report = judge({ classes: [helper(name, PLACE)] });
    expect(takers(report, 'location-precise').filter(({ rung }) => rung === 'present')).toEqual([]);
    expect(report.dormant?.length).toBeGreaterThan(0);
  });
  test.each([
    ['com.baidu.searchbox', 'Lcom/baidu/location/a/k;'],
    ['com.sina.weibo', 'Lcom/sina/weibo/sdk/utils/Utility;'],
    ['com.flurry.android.demo', 'Lcom/flurry/sdk/fm;'],
  ])('8 in an app of its vendor an SDK is the app’s own: %s', (own, name) => {
    const app = { start: [call(name)], classes: ofSdk(name, PLACE) };
    expect(who(judge({ package: own, ...app }), 'location-precise')).toEqual([`app:${own} startup`]);
    expect(who(judge(app), 'location-precise')[0]).not.toMatch(/^app:/);
  });
});

describe('kind and permission', () => {
  test.each([
    ['device-hardware-id', 'getImei'],
    ['sim-identity', 'getSubscriberId'],
    ['phone-number', 'getLine1Number'],
  ])('15 a value that is dropped is not taken: %s', (kind, method) => {
    const seen = (start: readonly Instruction[]): string[] =>
      takers(judge({ start }), kind)
        .map(({ rung }) => rung)
        .filter((rung) => rung !== 'declared' && rung !== 'implied');
    expect(seen(phone(method))).toEqual(['startup']);
    expect(seen(phone(method).slice(0, 1))).toEqual([]);
  });
  test('17 the advertising id by another client, below and above the level of its permission', () => {
    const start = kept([
      'invoke-static',
      [0],
      'Landroidx/ads/identifier/AdvertisingIdClient;->getAdvertisingIdInfo(Landroid/content/Context;)Lcom/google/common/util/concurrent/ListenableFuture;',
    ]);
    const rung = (targetSdk: number) =>
      takers(judge({ start, targetSdk, permissions: [] }), 'advertising-id')[0]?.rung;
    expect([rung(29), rung(34)]).toEqual(['startup', 'present']);
  });
  test.each([
    ['GET_ACCOUNTS', 'Landroid/accounts/AccountManager;->getAccountsByType'],
    ['READ_CALL_LOG', 'field:Landroid/provider/CallLog$Calls;->CONTENT_URI'],
    ['RECORD_AUDIO', 'Landroid/media/MediaRecorder;->setAudioSource'],
    ['BLUETOOTH_CONNECT', 'Landroid/bluetooth/BluetoothAdapter;->getBondedDevices'],
  ])('18 a permission that seen code needs is not unused: %s', (name, watched) => {
    const use = (uses: Parameters<typeof facts>[0]['uses']) =>
      createView(facts({ uses: uses ?? [] }), catalogue, UNKNOWN_TYPE)
        .get(permissionUse)
        .of(`android.permission.${name}`);
    expect(use([{ watch: watched, where: 'Lorg/other/X;->m()V', reach: [] }])).toBe('needed');
    expect(use([])).toBe('none');
  });
  test('19 a package whose code could not be opened is not acquitted', () => {
    const whole = read({});
    const report = judgeFacts(
      { ...whole, code: { state: 'missing', because: ['dex/broken'] } as AppFacts['code'] },
      { catalogue },
    );
    expect(report.score.rated).toBe(false);
  });
});

describe('need and words', () => {
  const mixed: App = {
    components: [component('activity', 'org.sibling.thing.Main', { isLauncher: true })],
    start: [...CLIP, ...IMEI, ...PLACE, call('LA0/f;')],
    classes: [helper('Lcom/flurry/sdk/ab;', [...CLIP, ...PLACE]), helper('LA0/f;', phone('getSubscriberId'))],
  };
  test('22 rows beyond need and an acquittal exclude each other without a type too', () => {
    const report = judge(mixed);
    expect(report.type.id).toBe('unknown');
    const beyond = report.kinds.some(({ verdict }) => verdict !== 'not-suspected');
    expect(beyond).toBe(true);
    expect(report.verdict).not.toBe('not-suspected');
    expect(report.score.high).toBeGreaterThan(report.score.low);
  });
  test('24 code that nothing runs is neither taken nor sent', () => {
    const report = judge({ classes: [helper('Lorg/sibling/thing/Old;', IMEI)] });
    const row = report.kinds.find(({ kind }) => kind === 'device-hardware-id')!;
    expect(row.rung).toBe('present');
    expect(kindSentence(row, report, 'en')).not.toMatch(/\b(?:can take|takes|taken|sent|leave)\b/);
    expect(kindSentence(row, report, 'zh')).not.toMatch(/可获取|已获取|传出|发送/);
  });
  test('25 every sentence has its subject and no place that is not filled', () => {
    const report = judge(mixed);
    expect(report.kinds.length).toBeGreaterThan(3);
    const said = [
      ...report.kinds.flatMap((row) =>
        (['en', 'zh'] as const).map((lang) => kindSentence(row, report, lang)),
      ),
      ...report.findings.flatMap(({ title, text, why, fix }) =>
        [title, text, why, fix].flatMap(({ en, zh }) => [en, zh]),
      ),
    ];
    for (const sentence of said) {
      expect(sentence).not.toMatch(/[{}]|undefined|\bnull\b|[“"]{2}|^[\s,.:;，。：；]/u);
      expect(sentence).not.toMatch(/^(?:can|is|are|takes|被|由)\s/u);
    }
  });
  test('26 advice removes only what a line of the manifest asks for', () => {
    const FINE = 'android.permission.ACCESS_FINE_LOCATION';
    const BEHIND = 'android.permission.ACCESS_BACKGROUND_LOCATION';
    const app = read({ start: PLACE });
    const advice = (source: 'declared' | 'implied'): string => {
      if (app.manifest.state === 'missing') throw new Error('no manifest');
      const [first] = app.manifest.value.permissions;
      const permissions = [
        { ...first!, name: FINE },
        { ...first!, name: BEHIND, source, ...(source === 'implied' ? { because: FINE } : {}) },
      ];
      const value = { ...app.manifest.value, permissions };
      return suggestFixes(
        { ...app, manifest: { ...app.manifest, value } },
        catalogue,
        givenType(catalogue, 'input-method'),
      )
        .map(({ text }) => text.en)
        .join('\n');
    };
    expect(advice('declared')).toContain(`remove ${BEHIND}`);
    expect(advice('implied')).toContain(`remove ${FINE}`);
    expect(advice('implied')).not.toContain(BEHIND);
  });
  test('27 a page of an SDK says “known” only over what somebody measured or the vendor says', () => {
    const pages = generateCatalogueDocs(catalogue);
    const wrong = catalogue.sdks.filter(({ id, takes, measured = [] }) => {
      const says = /Known to take/.test(pages[`sdks/${id}.md`] ?? '');
      return says && takes.length === 0 && measured.length === 0;
    });
    expect(wrong.map(({ id }) => id)).toEqual([]);
    expect(Object.values(pages).filter((page) => page.includes('Known to take')).length).toBeGreaterThan(0);
  });
});
