// The edges of the conditions that read what the package declares: manifest, resources, diagnostics, app type.
import { describe, expect, test } from '@jest/globals';
import { answer, evidenceOf, matchOf } from '../../support/conditions.js';
import { appType, kind, reach, sdk } from '../../support/judging.js';

const filter = (actions: string[], data: string[] = []) => ({
  actions,
  categories: [],
  data,
  priority: null,
});

describe('permission', () => {
  const input = {
    permissions: [
      'android.permission.health.READ_STEPS',
      { name: 'SCAN', flags: ['neverForLocation'] },
      { name: 'OLD', maxSdk: 28 },
      { name: 'TWICE', place: { entry: 'AndroidManifest.xml', symbol: 'uses-permission[3]' } },
      { name: 'TWICE', source: 'sdk-23' as const },
    ],
  };
  test.each([
    ['android.permission.health.*', 'hit'],
    ['android.permission.health', 'clear'],
    [{ name: 'SCAN', flags: ['neverForLocation'] }, 'hit'],
    [{ name: 'SCAN', without: ['neverForLocation'] }, 'clear'],
    [{ name: 'OLD', limited: true }, 'hit'],
    [{ name: 'OLD', limited: false }, 'clear'],
    [{ name: 'TWICE', source: ['implied'] }, 'clear'],
    [{ name: ['SCAN', 'OLD'], atLeast: 2 }, 'hit'],
    [{ name: 'TWICE', atLeast: 2 }, 'clear'], // one name, asked for twice
    [{ class: ['dangerous'] }, 'clear'], // nobody knows these names
  ])('%j is %s', (value, is) => {
    expect(answer('permission', value, input)).toBe(is);
  });
  test('evidence stands where the permission is asked for', () => {
    expect(evidenceOf('permission', 'TWICE', input)[0]).toMatchObject({
      rung: 'declared',
      by: { kind: 'app', id: 'com.shop.app' },
      place: { symbol: 'uses-permission[3]' },
    });
  });
});

describe('permission-unused', () => {
  const setting = {
    catalogue: {
      kinds: [kind('place', 5, [{ watch: 'place' }], { permissions: [{ name: 'FINE' }] })],
      neutralPermissions: ['QUIET'],
    },
  };
  const ask = { opens: ['place'] };
  test('a use of the kind, even one that no path reaches, makes it used', () => {
    const uses = [{ watch: 'place', where: 'Lcom/shop/app/A;->m()V', reach: [] }];
    expect(answer('permission-unused', ask, { permissions: ['FINE'], uses }, setting)).toBe('clear');
  });
  test('a permission that a taken kind may rest on by another way is not called unused', () => {
    const wider = {
      catalogue: {
        kinds: [
          kind('place', 5, [{ watch: 'place', permissions: [{ from: 1, anyOf: ['FINE', 'COARSE'] }] }], {
            permissions: [{ name: 'FINE' }],
          }),
          kind('area', 3, [], { permissions: [{ name: 'COARSE' }] }),
        ],
      },
    };
    const both = { permissions: ['FINE', 'COARSE'] };
    const uses = [{ watch: 'place', where: 'Lcom/shop/app/A;->m()V', reach: [] }];
    expect(answer('permission-unused', { opens: ['area'] }, { ...both, uses }, wider)).toBe('clear');
    expect(answer('permission-unused', { opens: ['area'] }, both, wider)).toBe('hit');
  });
  test('what the platform implies was never asked for, and what opens nothing cannot go unused', () => {
    const implied = { permissions: [{ name: 'FINE', source: 'implied' as const }] };
    expect(answer('permission-unused', ask, implied, setting)).toBe('clear');
    expect(answer('permission-unused', {}, { permissions: ['QUIET', 'OTHER'] }, setting)).toBe('clear');
  });
  test('is not said while code may be hidden, and says what hides it', () => {
    const input = { permissions: ['FINE'], files: { hiddenDex: ['assets/x'] } };
    expect(matchOf('permission-unused', ask, input, setting)).toEqual({
      is: 'unknown',
      because: ['unknown/hidden-dex'],
    });
    const partial = { ...setting, partial: ['code' as const] };
    expect(matchOf('permission-unused', ask, { permissions: ['FINE'] }, partial)).toEqual({
      is: 'unknown',
      because: ['code/partial', 'example/partial'],
    });
  });
});

describe('permission-unknown', () => {
  const setting = { catalogue: { platformPermissions: ['android.permission.READ_CONTACTS'] } };
  const of = (name: string, looks: string[], defined: string[] = []) => {
    const definedPermissions = defined.map((own) => ({
      name: own,
      protectionLevel: 'normal',
      group: null,
      label: null,
    }));
    return matchOf(
      'permission-unknown',
      { looks },
      { permissions: [name], manifest: { definedPermissions } },
      setting,
    );
  };
  test.each([
    ['android.permission.READ_CONTACTS', 'misspelt', 'clear'],
    ['android.permission.read_contacts', 'misspelt', 'hit'],
    ['android.permissions.READ_CONTACTS', 'misspelt', 'hit'],
    ['READ_CONTACTS', 'misspelt', 'hit'],
    ['READ_CONTACTS', 'invented', 'clear'],
    ['android.permission.FLY_TO_THE_MOON', 'invented', 'hit'],
    ['android.permission.FLY_TO_THE_MOON', 'misspelt', 'clear'],
    ['com.vendor.permission.FLY', 'invented', 'clear'],
    ['android.permission.health.READ_X', 'invented', 'clear'], // a family that is open
  ])('%s as %s is %s', (name, looks, is) => {
    expect(of(name, [looks]).is).toBe(is);
  });
  test('names what was meant', () => {
    expect(of('READ_CONTACTS', ['misspelt'])).toMatchObject({
      evidence: [{ args: ['android.permission.READ_CONTACTS'] }],
    });
  });
  test('what the app defines itself is known', () => {
    expect(of('android.permission.MINE', ['invented'], ['android.permission.MINE']).is).toBe('clear');
  });
});

describe('component', () => {
  const provider = { type: 'provider' as const, name: 'com.shop.app.Files', exported: true };
  test.each([
    [{ exported: true }, { enabled: false }, 'clear'],
    [{ protected: false }, {}, 'hit'],
    [{ protected: true }, { readPermission: 'P' }, 'hit'],
    [{ protected: true }, { writePermission: 'P' }, 'hit'],
    [{ permission: 'P*' }, { permission: 'PX' }, 'hit'],
    [{ permission: 'P*' }, {}, 'clear'],
    [{ name: '*.Files' }, {}, 'hit'],
    [{ name: 'Files' }, {}, 'clear'],
    [{ action: 'GO' }, { filters: [filter(['STOP']), filter(['GO'])] }, 'hit'],
    [{ category: 'GO' }, { filters: [filter(['GO'])] }, 'clear'],
    [{ foreground: ['location'] }, { foregroundServiceTypes: ['camera'] }, 'clear'],
    [{ process: true }, { process: ':other' }, 'hit'],
    [{ directBoot: true }, {}, 'clear'],
    [{ grantsUri: true }, { grantUriPermissions: true }, 'hit'],
  ])('%j on %j is %s', (value, more, is) => {
    expect(answer('component', value, { components: [{ ...provider, ...more }] })).toBe(is);
  });
  test("a read permission guards nothing but a provider; a library's component is the library's", () => {
    const service = { type: 'service' as const, name: 'com.lib.Sync', readPermission: 'P' };
    const setting = { catalogue: { sdks: [sdk('lib', 'com.lib')] } };
    expect(answer('component', { protected: true }, { components: [service] }, setting)).toBe('clear');
    expect(evidenceOf('component', { protected: false }, { components: [service] }, setting)).toMatchObject([
      { by: { kind: 'sdk', id: 'lib' }, args: [null] },
    ]);
  });
});

describe('accessibility', () => {
  const service = {
    component: 'com.shop.app.Help',
    entry: 'res/xml/help.xml',
    eventTypes: [],
    flags: [],
    packageNames: ['com.other'],
    canRetrieveWindowContent: true,
    canTakeScreenshot: false,
    canRequestFilterKeyEvents: true,
    canPerformGestures: false,
    isAccessibilityTool: false,
  };
  test.each([
    [{ allApps: true }, 'clear'],
    [{ allApps: false, readsWindows: true }, 'hit'],
    [{ tool: false, filtersKeys: true }, 'hit'],
    [{ takesScreenshots: true }, 'clear'],
    [{ performsGestures: false }, 'hit'],
  ])('%j is %s', (value, is) => {
    expect(answer('accessibility', value, { resources: { accessibilityServices: [service] } })).toBe(is);
  });
});

describe('application', () => {
  test.each([
    [{ allowBackup: true }, {}, 34, 'hit'], // the platform's default
    [{ allowBackup: true }, { allowBackup: false }, 34, 'clear'],
    [{ usesCleartextTraffic: true }, {}, 27, 'hit'], // the default until 28
    [{ usesCleartextTraffic: true }, {}, 28, 'clear'],
    [{ backupRules: true }, { dataExtractionRules: 'res/xml/d.xml' }, 34, 'hit'],
    [{ allowBackup: true, backupRules: false }, { backupAgent: 'a.B' }, 34, 'clear'],
    [{ debuggable: false }, {}, 34, 'hit'],
  ])('%j on %j for %i is %s', (value, application, targetSdk, is) => {
    expect(answer('application', value, { application, manifest: { targetSdk } })).toBe(is);
  });
  test('meta-data by key, and by value when one is named', () => {
    const application = { metaData: [{ name: 'k', value: 'v', resource: null }] };
    expect(evidenceOf('application', { metaData: 'k' }, { application })[0]!.what).toBe('application:k');
    expect(answer('application', { metaData: 'k', metaValue: 'v' }, { application })).toBe('hit');
    expect(answer('application', { metaData: 'k', metaValue: 'w' }, { application })).toBe('clear');
  });
});

describe('network-trust', () => {
  const config = (more: object) => ({
    resources: {
      networkSecurity: {
        entry: 'res/xml/n.xml',
        cleartextPermitted: null,
        trustsUserCertificates: false,
        domains: [],
        ...more,
      },
    },
  });
  test('clear text for one domain is clear text, and the domain is named', () => {
    const domains = [
      { domain: 'a.test', cleartextPermitted: true },
      { domain: 'b.test', cleartextPermitted: false },
    ];
    expect(evidenceOf('network-trust', { cleartext: true }, config({ domains }))).toMatchObject([
      { args: ['a.test'], place: { entry: 'res/xml/n.xml' } },
    ]);
  });
  test('both wishes must fit, and where nothing is configured nothing is allowed by configuration', () => {
    const both = { cleartext: true, userCertificates: true };
    expect(answer('network-trust', both, config({ cleartextPermitted: true }))).toBe('clear');
    expect(answer('network-trust', { cleartext: false }, config({ cleartextPermitted: false }))).toBe('hit');
    expect(answer('network-trust', { cleartext: false }, {})).toBe('clear');
  });
});

describe('queries', () => {
  const of = (value: object, intents: ReturnType<typeof filter>[], packages: string[] = []) =>
    answer('queries', value, { manifest: { queries: { packages, intents, providers: [] } } });
  test('only an intent without data that every launcher answers shows every app', () => {
    expect(of({ launchable: true }, [filter(['android.intent.action.MAIN'])])).toBe('hit');
    expect(of({ launchable: true }, [filter(['*'])])).toBe('hit');
    expect(of({ launchable: true }, [filter(['*'], ['https'])])).toBe('clear');
    expect(of({ launchable: true }, [filter(['android.intent.action.VIEW'])])).toBe('clear');
  });
  test('one app short is not enough', () => {
    expect(of({ packages: 2 }, [], ['a.b'])).toBe('clear');
  });
});

test('defined-permission: guards only what other apps can reach', () => {
  const definedPermissions = [{ name: 'P', protectionLevel: 'dangerous', group: null, label: null }];
  const of = (exported: boolean, level = 'dangerous') =>
    answer(
      'defined-permission',
      { level: [level], guards: true },
      { manifest: { definedPermissions }, components: [{ type: 'provider', exported, readPermission: 'P' }] },
    );
  expect([of(true), of(false), of(true, 'signature')]).toEqual(['hit', 'clear', 'clear']);
});

test('target-sdk: a target that is not said is the lowest version, and a version not said is 1', () => {
  const of = (value: object, manifest: object) => answer('target-sdk', value, { manifest });
  expect(of({ below: 25 }, { targetSdk: null, minSdk: 24 })).toBe('hit');
  expect(of({ below: 24 }, { targetSdk: null, minSdk: 24 })).toBe('clear');
  expect(of({ atLeast: 34 }, { targetSdk: 34 })).toBe('hit');
  expect(evidenceOf('target-sdk', { minBelow: 2 }, { manifest: { minSdk: null } })[0]!.args).toEqual(['1']);
});

test('diagnostic: by whole code or by its beginning', () => {
  const diagnostics = [
    { code: 'zip/odd', level: 'note' as const, place: { entry: 'a' }, args: {} },
    { code: 'zip/odder', level: 'note' as const, place: { entry: 'b' }, args: {} },
  ];
  const of = (code: string) => matchOf('diagnostic', { code: [code] }, { diagnostics });
  expect(of('zip/odd')).toMatchObject({ evidence: [{ place: { entry: 'a' } }] });
  expect(of('zip/*')).toMatchObject({ evidence: [{}, {}] });
  expect(of('zip')).toEqual({ is: 'clear' });
});

test('app-type: hits without evidence; of several types one is enough; unknown stays unknown', () => {
  const types = [appType('shop'), appType('map')];
  expect(matchOf('app-type', { is: ['map'] }, {}, { types })).toEqual({ is: 'hit', evidence: [] });
  expect(answer('app-type', { not: ['map'] }, {}, { types })).toBe('clear');
  expect(answer('app-type', { not: ['torch'] }, {}, { types })).toBe('hit');
  expect(matchOf('app-type', { not: ['torch'] })).toEqual({ is: 'unknown', because: ['type/unknown'] });
});

test('sdk: one weak sign is none, the app itself is none, and several are counted', () => {
  const named = (id: string, prefix: string) => ({ ...sdk(id, prefix), categories: ['ads'], country: 'CN' });
  const sdks = [named('one', 'com.one'), named('two', 'com.two'), named('shop', 'com.shop')];
  const of = (value: object, packages: string[], endpoints: string[] = []) =>
    answer(
      'sdk',
      value,
      {
        uses: [{ watch: 'any', where: 'La/B;->m()V', reach: [reach('screen')] }],
        code: {
          packages: packages.map((name) => ({ name, classes: 1, entry: 'classes.dex' })),
          endpoints: endpoints.map((text) => ({ text, site: 0 })),
        },
      },
      {
        catalogue: {
          sdks: [
            ...sdks,
            {
              ...sdk('net', 'com.net'),
              signals: [{ kind: 'domain', value: 'net.test', confidence: 'high' }],
            },
          ],
        },
      },
    );
  expect(of({ id: ['one'] }, ['com.one.core'])).toBe('hit');
  expect(of({ id: ['one'] }, ['com.onex'])).toBe('clear');
  expect(of({ id: ['net'] }, [], ['https://a.net.test'])).toBe('clear');
  expect(of({ id: ['shop'] }, ['com.shop.app', 'com.shop.base'])).toBe('clear');
  expect(of({ category: ['ads'], atLeast: 2 }, ['com.one'])).toBe('clear');
  expect(of({ category: ['ads'], country: ['CN'], atLeast: 2 }, ['com.one', 'com.two'])).toBe('hit');
  expect(of({ tracker: true }, ['com.one'])).toBe('clear');
});
