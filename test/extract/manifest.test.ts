import { describe, expect, test } from '@jest/globals';
import { DEFAULT_LIMITS } from '../../src/bytes/limits.js';
import { View } from '../../src/bytes/view.js';
import { openStringPool } from '../../src/formats/resources/string-pool.js';
import { manifestExtractor } from '../../src/extract/manifest.js';
import { impliedPermissions } from '../../src/extract/implied-permissions.js';
import { ManifestFacts } from '../../src/model/facts.js';
import { Value } from 'typebox/value';
import { buildArsc, ref } from '../support/arsc.js';
import type { PackageSpec } from '../support/arsc.js';
import { buildAxml, el, hex, manifestSpec } from '../support/axml.js';
import type { Attributes, AxmlOptions, ElementSpec } from '../support/axml.js';
import { stringPool } from '../support/res-chunk.js';
import { memoryPackage, runExtractors } from '../support/memory-package.js';
import type { Files } from '../support/memory-package.js';

function extract(
  root: ElementSpec,
  more: Files = {},
  options: AxmlOptions = {},
  splits: Record<string, Files> = {},
) {
  const pkg = memoryPackage({ 'AndroidManifest.xml': buildAxml(root, options), ...more }, splits);
  const { done, codes, diagnostics } = runExtractors(pkg, [manifestExtractor]);
  const section = done.manifest!;
  return { section, codes, diagnostics, facts: section.state === 'missing' ? null : section.value };
}
const facts = (...args: Parameters<typeof manifestSpec>) => extract(manifestSpec(...args)).facts!;
const sdk = (attributes: Attributes): ElementSpec => el('uses-sdk', attributes);
const uses = (name: string, more: Attributes = {}): ElementSpec => el('uses-permission', { name, ...more });
const filter = (action: string, category?: string): ElementSpec =>
  el('intent-filter', {}, [
    el('action', { name: action }),
    ...(category === undefined ? [] : [el('category', { name: category })]),
  ]);

describe('manifest: identity and versions', () => {
  test('an honest manifest is complete and fits its schema', () => {
    const {
      section,
      facts: found,
      codes,
    } = extract(
      manifestSpec(
        { sharedUserId: 'com.shared', compileSdkVersion: 34 },
        [el('activity', { name: '.Main' })],
        [sdk({ minSdkVersion: 21, targetSdkVersion: 33 })],
        { label: 'Demo' },
      ),
    );
    expect(codes).toEqual([]);
    expect(section.state).toBe('complete');
    expect(Value.Check(ManifestFacts, found)).toBe(true);
    expect(found).toMatchObject({
      package: 'com.example.app',
      versionCode: 7,
      versionName: '1.2',
      minSdk: 21,
      targetSdk: 33,
      compileSdk: 34,
      sharedUserId: 'com.shared',
      sdkCodename: null,
    });
    expect(found!.application).toMatchObject({
      label: 'Demo',
      labels: [{ locale: '', text: 'Demo' }],
      name: null,
    });
  });

  test('versions through references and the long version code', () => {
    const pack: PackageSpec = {
      types: { integer: [{ entries: { code: 4711, min: 23 } }], string: [{ entries: { name: '9.9' } }] },
    };
    const root = manifestSpec(
      { versionCode: ref(0x7f010000), versionName: ref(0x7f020000), versionCodeMajor: 2 },
      [],
      [sdk({ minSdkVersion: ref(0x7f010001) })],
    );
    const { facts: found } = extract(root, { 'resources.arsc': buildArsc({ packages: [pack] }) });
    expect(found).toMatchObject({
      versionCode: 2 * 2 ** 32 + 4711,
      versionName: '9.9',
      minSdk: 23,
      targetSdk: null,
    });
  });

  test('a codename stands for a preview', () => {
    expect(facts({}, [], [sdk({ minSdkVersion: 'Baklava', targetSdkVersion: 'Baklava' })])).toMatchObject({
      minSdk: 10_000,
      targetSdk: 10_000,
      sdkCodename: 'Baklava',
    });
    expect(facts({}, [], [sdk({ minSdkVersion: '21' })]).minSdk).toBe(21);
  });
});

describe('manifest: application', () => {
  test('flags are what the manifest says, or null', () => {
    const app = facts({}, [], [], {
      name: 'App',
      debuggable: true,
      allowBackup: false,
      usesCleartextTraffic: true,
      requestLegacyExternalStorage: true,
      appCategory: 4,
      process: ':main',
      backupAgent: '.Agent',
      isGame: false,
    }).application;
    expect(app).toMatchObject({
      name: 'com.example.app.App',
      debuggable: true,
      allowBackup: false,
      usesCleartextTraffic: true,
      requestLegacyExternalStorage: true,
      appCategory: 'social',
      process: 'com.example.app:main',
      backupAgent: 'com.example.app.Agent',
      isGame: false,
      testOnly: null,
      hasCode: null,
    });
  });

  test('labels in all locales, files by path, unresolved references by id', () => {
    const pack: PackageSpec = {
      types: {
        string: [{ entries: { app: 'Demo' } }, { config: { locale: 'zh-CN' }, entries: { app: '示例' } }],
        xml: [{ entries: { nsc: 'res/xml/nsc.xml' } }],
      },
    };
    const root = manifestSpec({}, [], [], {
      label: ref(0x7f010000),
      networkSecurityConfig: ref(0x7f020000),
      fullBackupContent: ref(0x7f990000),
    });
    const app = extract(root, { 'resources.arsc': buildArsc({ packages: [pack] }) }).facts!.application;
    expect(app.label).toBe('Demo');
    expect(app.labels).toEqual([
      { locale: '', text: 'Demo' },
      { locale: 'zh-CN', text: '示例' },
    ]);
    expect(app.networkSecurityConfig).toBe('res/xml/nsc.xml');
    expect(app.fullBackupContent).toBe('@0x7f990000');
  });
});

describe('manifest: components', () => {
  test('class names as the platform completes them', () => {
    const names = facts(
      {},
      ['.Main', 'Plain', 'a.b.Full', '.in.Side'].map((name) => el('activity', { name })),
    ).components.map((c) => c.name);
    expect(names).toEqual([
      'com.example.app.Main',
      'com.example.app.Plain',
      'a.b.Full',
      'com.example.app.in.Side',
    ]);
  });

  test.each<[string, ElementSpec, number, boolean, string]>([
    ['activity without filter', el('activity', { name: '.A' }), 30, false, 'default'],
    ['activity with filter', el('activity', { name: '.A' }, [filter('x')]), 30, true, 'intent-filter'],
    [
      'activity with filter that says no',
      el('activity', { name: '.A', exported: false }, [filter('x')]),
      30,
      false,
      'attribute',
    ],
    ['service that says yes', el('service', { name: '.A', exported: true }), 30, true, 'attribute'],
    ['receiver with filter', el('receiver', { name: '.A' }, [filter('x')]), 21, true, 'intent-filter'],
    ['provider for API 16', el('provider', { name: '.A', authorities: 'a' }), 16, true, 'default'],
    ['provider for API 17', el('provider', { name: '.A', authorities: 'a' }), 17, false, 'default'],
    [
      'provider for API 17 with filter',
      el('provider', { name: '.A', authorities: 'a' }, [filter('x')]),
      17,
      false,
      'default',
    ],
  ])('exported: %s', (_what, component, target, exported, exportedBy) => {
    const [found] = facts({}, [component], [sdk({ targetSdkVersion: target })]).components;
    expect(found).toMatchObject({ exported, exportedBy });
  });

  test('a provider is exported by default when no SDK is said at all', () => {
    expect(facts({}, [el('provider', { name: '.P', authorities: 'a' })]).components[0]!.exported).toBe(true);
  });

  test('from API 31 a filter without exported is named', () => {
    const root = manifestSpec(
      {},
      [el('service', { name: '.A' }, [filter('x')])],
      [sdk({ targetSdkVersion: 31 })],
    );
    expect(extract(root).codes).toEqual(['manifest/exported-not-said']);
  });

  test('permissions fall back to the application, an empty one lifts it, an alias has its own', () => {
    const found = facts(
      {},
      [
        el('activity', { name: '.Own', permission: 'p.OWN' }),
        el('service', { name: '.Inherits' }),
        el('receiver', { name: '.Free', permission: '' }),
        el('activity-alias', { name: '.Alias', targetActivity: '.Own' }),
        el('provider', { name: '.P', authorities: 'a;b', readPermission: 'p.READ', initOrder: 5 }),
      ],
      [],
      { permission: 'p.APP' },
    ).components;
    expect(found.map((c) => c.permission)).toEqual(['p.OWN', 'p.APP', null, null, 'p.APP']);
    expect(found[4]).toMatchObject({
      readPermission: 'p.READ',
      writePermission: 'p.APP',
      authorities: ['a', 'b'],
      initOrder: 5,
    });
  });

  test('a launcher alias makes its activity a launcher', () => {
    const found = facts({}, [
      el('activity', { name: '.Main' }),
      el('activity', { name: '.Other' }, [filter('android.intent.action.MAIN')]),
      el('activity-alias', { name: '.Icon', targetActivity: '.Main' }, [
        filter('android.intent.action.MAIN', 'android.intent.category.LAUNCHER'),
      ]),
    ]).components;
    expect(found.map((c) => [c.name, c.isLauncher])).toEqual([
      ['com.example.app.Main', true],
      ['com.example.app.Other', false],
      ['com.example.app.Icon', true],
    ]);
    expect(found[2]!.targetActivity).toBe('com.example.app.Main');
  });

  test('service types by name, isolated and remote processes, direct boot', () => {
    const [service] = facts({}, [
      el('service', {
        name: '.S',
        foregroundServiceType: hex(0x40000048 | 0x20000000),
        isolatedProcess: true,
        process: ':p',
        directBootAware: true,
      }),
    ]).components;
    expect(service).toMatchObject({
      foregroundServiceTypes: ['location', 'camera', 'specialUse', '0x20000000'],
      isolatedProcess: true,
      process: 'com.example.app:p',
      directBootAware: true,
    });
  });

  test('filters with data, metadata with files', () => {
    const pack: PackageSpec = { types: { xml: [{ entries: { a11y: 'res/xml/a11y.xml' } }] } };
    const root = manifestSpec({}, [
      el('service', { name: '.S' }, [
        el('intent-filter', { priority: 999 }, [
          el('action', { name: 'act' }),
          el('data', { host: 'h.example', scheme: 'https', pathPrefix: '/x' }),
          el('data', { mimeType: 'image/*' }),
        ]),
        el('meta-data', { name: 'android.accessibilityservice', resource: ref(0x7f010000) }),
        el('meta-data', { name: 'key', value: 12 }),
      ]),
    ]);
    const [service] = extract(root, { 'resources.arsc': buildArsc({ packages: [pack] }) }).facts!.components;
    expect(service!.filters).toEqual([
      {
        actions: ['act'],
        categories: [],
        data: ['scheme=https host=h.example pathPrefix=/x', 'mimeType=image/*'],
        priority: 999,
      },
    ]);
    expect(service!.metaData).toEqual([
      { name: 'android.accessibilityservice', value: null, resource: 'res/xml/a11y.xml' },
      { name: 'key', value: '12', resource: null },
    ]);
  });

  test('a component without a name is left out and named; places lead to the element', () => {
    const { facts: found, diagnostics } = extract(
      manifestSpec({}, [el('activity', {}), el('activity', { name: '.B' }, [], { line: 9 })]),
    );
    expect(diagnostics.map((d) => [d.code, d.place.symbol])).toEqual([
      ['manifest/component-without-name', 'activity[0]'],
    ]);
    expect(found!.components[0]!.place).toMatchObject({
      entry: 'AndroidManifest.xml',
      symbol: 'activity[1]',
      line: 9,
    });
  });
});

describe('manifest: permissions', () => {
  const P = 'android.permission.';
  test('sources, limits, flags and order', () => {
    const found = facts(
      {},
      [],
      [
        sdk({ targetSdkVersion: 36 }),
        uses(`${P}READ_SMS`),
        uses(`${P}CAMERA`, { maxSdkVersion: 28 }),
        uses(`${P}READ_SMS`),
        el('uses-permission-sdk-23', { name: `${P}BODY_SENSORS` }),
        el('uses-permission-sdk-m', { name: `${P}RECORD_AUDIO` }),
        uses(`${P}BLUETOOTH_SCAN`, { usesPermissionFlags: hex(0x10000) }),
      ],
    ).permissions;
    expect(found.map((p) => [p.name.slice(P.length), p.source, p.maxSdk, p.flags])).toEqual([
      ['BLUETOOTH_SCAN', 'declared', null, ['neverForLocation']],
      ['BODY_SENSORS', 'sdk-23', null, []],
      ['CAMERA', 'declared', 28, []],
      ['READ_SMS', 'declared', null, []],
      ['RECORD_AUDIO', 'sdk-23', null, []],
    ]);
    expect(found[3]!.place.symbol).toBe('uses-permission[0]');
  });

  test('a name by reference is not followed, as the platform does not', () => {
    const { facts: found, codes } = extract(
      manifestSpec({}, [], [sdk({ targetSdkVersion: 35 }), el('uses-permission', { name: ref(0x7f010000) })]),
    );
    expect(found!.permissions).toEqual([]);
    expect(codes).toEqual(['manifest/permission-without-name']);
  });

  const implied = (target: number, ...names: (string | [string, number])[]): string[] => {
    const place = { entry: 'AndroidManifest.xml' };
    const declared = names.map((n) => {
      const [name, maxSdk] = typeof n === 'string' ? [n, null] : n;
      return { name: P + name, source: 'declared' as const, maxSdk, minSdk: null, flags: [], place };
    });
    return impliedPermissions(declared, target, place).map(
      (p) => p.name.slice(P.length) + (p.maxSdk === null ? '' : `<=${p.maxSdk}`),
    );
  };
  test.each<[string, number, (string | [string, number])[], string[]]>([
    ['a current app gets nothing', 36, ['INTERNET', 'CAMERA'], []],
    ['notifications before 33', 32, [], ['POST_NOTIFICATIONS']],
    [
      'storage and phone state before 4',
      3,
      ['INTERNET'],
      [
        'POST_NOTIFICATIONS',
        'WRITE_EXTERNAL_STORAGE',
        'READ_PHONE_STATE',
        'READ_EXTERNAL_STORAGE',
        'ACCESS_MEDIA_LOCATION',
        'READ_MEDIA_AUDIO',
        'READ_MEDIA_VIDEO',
        'READ_MEDIA_IMAGES',
        'READ_MEDIA_VISUAL_USER_SELECTED',
      ],
    ],
    [
      'call log with contacts before 16',
      15,
      ['READ_CONTACTS', 'WRITE_CONTACTS'],
      ['POST_NOTIFICATIONS', 'READ_CALL_LOG', 'WRITE_CALL_LOG'],
    ],
    ['not from 16 on', 16, ['READ_CONTACTS'], ['POST_NOTIFICATIONS']],
    ['fine brings coarse always', 36, ['ACCESS_FINE_LOCATION'], ['ACCESS_COARSE_LOCATION']],
    [
      'location in background before 29',
      28,
      ['ACCESS_COARSE_LOCATION'],
      ['POST_NOTIFICATIONS', 'ACCESS_BACKGROUND_LOCATION'],
    ],
    ['writing brings reading always', 36, ['WRITE_EXTERNAL_STORAGE'], ['READ_EXTERNAL_STORAGE']],
    [
      'Bluetooth split at 31',
      30,
      ['BLUETOOTH'],
      ['POST_NOTIFICATIONS', 'BLUETOOTH_SCAN', 'BLUETOOTH_CONNECT', 'BLUETOOTH_ADVERTISE'],
    ],
    [
      'media at 33',
      32,
      ['READ_EXTERNAL_STORAGE'],
      [
        'POST_NOTIFICATIONS',
        'READ_MEDIA_AUDIO',
        'READ_MEDIA_VIDEO',
        'READ_MEDIA_IMAGES',
        'READ_MEDIA_VISUAL_USER_SELECTED',
      ],
    ],
    [
      'a limit that ends before the new permission exists brings nothing',
      32,
      [['READ_EXTERNAL_STORAGE', 32]],
      ['POST_NOTIFICATIONS'],
    ],
    [
      'a limit is inherited',
      28,
      [['WRITE_EXTERNAL_STORAGE', 30]],
      ['POST_NOTIFICATIONS', 'READ_EXTERNAL_STORAGE<=30', 'ACCESS_MEDIA_LOCATION<=30'],
    ],
    [
      'a wider source outlasts a narrow declaration',
      36,
      ['WRITE_EXTERNAL_STORAGE', ['READ_EXTERNAL_STORAGE', 28]],
      ['READ_EXTERNAL_STORAGE'],
    ],
    [
      'body sensors',
      32,
      ['BODY_SENSORS'],
      [
        'POST_NOTIFICATIONS',
        'BODY_SENSORS_BACKGROUND',
        'health.READ_HEART_RATE',
        'health.READ_HEALTH_DATA_IN_BACKGROUND',
      ],
    ],
  ])('implied: %s', (_what, target, declared, expected) => {
    expect(implied(target, ...declared)).toEqual(expected);
  });

  test('says what brings an implied permission', () => {
    const found = facts(
      {},
      [],
      [sdk({ targetSdkVersion: 28 }), uses(`${P}ACCESS_COARSE_LOCATION`)],
    ).permissions;
    expect(found.find((p) => p.name === `${P}ACCESS_BACKGROUND_LOCATION`)).toMatchObject({
      source: 'implied',
      because: `${P}ACCESS_COARSE_LOCATION, target SDK below 29`,
      place: { symbol: 'uses-permission[0]' },
    });
  });
});

describe('manifest: the rest', () => {
  test('defined permissions, features, queries, libraries, instrumentation', () => {
    const found = facts(
      {},
      [
        el('uses-library', { name: 'org.apache.http.legacy', required: false }),
        el('uses-native-library', { name: 'libx.so' }),
      ],
      [
        el('permission', { name: 'com.example.P', protectionLevel: hex(0x12), permissionGroup: 'g' }),
        el('permission', { name: 'com.example.A' }),
        el('uses-feature', { name: 'android.hardware.camera', required: false }),
        el('uses-feature', { glEsVersion: hex(0x30002) }),
        el('feature-group', {}, [el('uses-feature', { name: 'android.hardware.bluetooth' })]),
        el('queries', {}, [
          el('package', { name: 'b.pkg' }),
          el('package', { name: 'a.pkg' }),
          el('intent', {}, [el('action', { name: 'SEND' })]),
          el('provider', { authorities: 'x;y' }),
        ]),
        el('instrumentation', { name: '.Runner', targetPackage: 't.pkg' }),
      ],
    );
    expect(found.definedPermissions).toEqual([
      { name: 'com.example.A', protectionLevel: 'normal', group: null, label: null },
      { name: 'com.example.P', protectionLevel: 'signature|privileged', group: 'g', label: null },
    ]);
    expect(found.features).toEqual([
      { name: '', required: true, glEsVersion: 0x30002 },
      { name: 'android.hardware.bluetooth', required: true, glEsVersion: null },
      { name: 'android.hardware.camera', required: false, glEsVersion: null },
    ]);
    expect(found.queries).toEqual({
      packages: ['a.pkg', 'b.pkg'],
      intents: [{ actions: ['SEND'], categories: [], data: [], priority: null }],
      providers: ['x', 'y'],
    });
    expect(found.usesLibraries).toEqual([
      { name: 'libx.so', required: true, native: true },
      { name: 'org.apache.http.legacy', required: false, native: false },
    ]);
    expect(found.instrumentation).toEqual([{ name: '.Runner', targetPackage: 't.pkg' }]);
  });

  test('splits add their components and name their entry', () => {
    const split = buildAxml(manifestSpec({ split: 'feature' }, [el('service', { name: '.InSplit' })]));
    const { facts: found } = extract(
      manifestSpec({}, [el('activity', { name: '.Main' })]),
      {},
      {},
      { 'split_feature.apk': { 'AndroidManifest.xml': split } },
    );
    expect(found!.components.map((c) => [c.name, c.place.entry])).toEqual([
      ['com.example.app.Main', 'AndroidManifest.xml'],
      ['com.example.app.InSplit', 'split_feature.apk!AndroidManifest.xml'],
    ]);
    expect(found!.splitName).toBeNull();
  });

  test('a second application element is named and left out', () => {
    const root = manifestSpec({}, [el('activity', { name: '.A' })]);
    const { facts: found, codes } = extract({
      ...root,
      children: [...root.children, el('application', {}, [el('activity', { name: '.B' })])],
    });
    expect(found!.components).toHaveLength(1);
    expect(codes).toEqual(['manifest/several-applications']);
  });

  test('what cannot be read makes the section partial or missing, never silent', () => {
    const root = manifestSpec({}, [el('activity', { name: '.A' })]);
    const cut = extract(root, {}, { cutTo: buildAxml(root).length - 60 });
    expect(cut.section).toMatchObject({ state: 'partial' });
    expect(cut.facts!.package).toBe('com.example.app');
    expect(extract(root, {}, { cutTo: 30 }).section.state).toBe('missing');
    const none = runExtractors(memoryPackage({ 'classes.dex': '' }), [manifestExtractor]);
    expect(none.done.manifest).toEqual({ state: 'missing', because: ['manifest/missing'] });
    expect(none.codes).toEqual(['manifest/missing']);
    const table = extract(manifestSpec({}, [], [], { label: ref(0x7f010000) }), {
      'resources.arsc': 'garbage, no table',
    });
    expect(table.section).toMatchObject({
      state: 'partial',
      because: expect.arrayContaining(['arsc/no-table']),
    });
    expect(table.facts!.application.label).toBeNull();
  });

  test('facts survive JSON and repeat byte for byte', () => {
    const root = manifestSpec({}, [el('activity', { name: '.Main' }, [filter('a', 'b')])], [uses('p.A')], {
      label: 'X',
    });
    const first = JSON.stringify(extract(root).facts);
    expect(JSON.stringify(JSON.parse(first))).toBe(first);
    expect(JSON.stringify(extract(root).facts)).toBe(first);
  });
});

describe('manifest: bounds', () => {
  const long = 'a.'.repeat(500) + 'B';
  test('one long text named by many elements is cut by the text limit', () => {
    const root = manifestSpec(
      {},
      Array.from({ length: 50 }, () => el('activity', { name: long })),
    );
    const pkg = memoryPackage({ 'AndroidManifest.xml': buildAxml(root) });
    const { done, codes } = runExtractors(pkg, [manifestExtractor], { ...DEFAULT_LIMITS, factText: 10_000 });
    expect(codes).toContain('limit/fact-text');
    expect(done.manifest).toMatchObject({ state: 'partial' });
    expect(JSON.stringify(done.manifest).length).toBeLessThan(40_000);
  });

  test('strings that overlap in the pool do not multiply it', () => {
    // Every offset points at the same long string.
    const texts = ['x'.repeat(5_000), ...Array.from({ length: 300 }, (_, i) => `t${i}`)];
    const offsets = Object.fromEntries(texts.map((_, i) => [i, 0]));
    const odd: string[] = [];
    const pool = openStringPool(new View(stringPool(texts, { offsets })), 0, DEFAULT_LIMITS, (code) =>
      odd.push(code),
    );
    const total = texts.reduce((sum, _, i) => sum + (pool.get(i)?.length ?? 0), 0);
    expect(total).toBeLessThan(200_000);
    expect(odd).toContain('string-pool/string-unreadable');
  });

  test('attributes and elements of a manifest are bounded', () => {
    const root = manifestSpec(
      {},
      Array.from({ length: 30 }, (_, i) => el('activity', { name: `.A${i}`, exported: true })),
    );
    const run = (limits: Partial<typeof DEFAULT_LIMITS>) =>
      runExtractors(memoryPackage({ 'AndroidManifest.xml': buildAxml(root) }), [manifestExtractor], {
        ...DEFAULT_LIMITS,
        ...limits,
      });
    expect(run({ xmlAttributes: 20 }).codes).toContain('limit/xml-attributes');
    expect(run({ manifestElements: 10 }).codes).toContain('limit/manifest-elements');
    expect(run({ manifestElements: 10 }).done.manifest).toMatchObject({ state: 'partial' });
  });

  test('thousands of permissions take no quadratic time', () => {
    const root = manifestSpec(
      {},
      [],
      Array.from({ length: 20_000 }, (_, i) => uses(`p.X${i}`)),
    );
    const data = buildAxml(root);
    const { done } = runExtractors(memoryPackage({ 'AndroidManifest.xml': data }), [manifestExtractor]);
    expect((done.manifest as { value: { permissions: unknown[] } }).value.permissions.length).toBeGreaterThan(
      20_000,
    );
  });

  test('a split repeats what the base has without doubling it', () => {
    const split = buildAxml(
      manifestSpec({ split: 'f' }, [el('activity', { name: '.Main' }), el('activity', { name: '.Extra' })]),
    );
    const { facts: found } = extract(
      manifestSpec({}, [el('activity', { name: '.Main' })]),
      {},
      {},
      { 'split_f.apk': { 'AndroidManifest.xml': split } },
    );
    expect(found!.components.map((c) => c.name)).toEqual(['com.example.app.Main', 'com.example.app.Extra']);
  });
});
