// Every word of the rule language once: a hit with its evidence, clear where there is nothing to find, and unknown, never
// clear, where a section that it reads is missing or was read in part. The edges of each stand in the files beside this.
import { describe, expect, test } from '@jest/globals';
import { Ajv } from 'ajv';
import { CONDITIONS, conditions } from '../../../src/checks/conditions/index.js';
import { evidenceOf, matchOf, type Input, type Setting } from '../../support/conditions.js';
import { appType, kind, reach, sdk } from '../../support/judging.js';

const own = 'Lcom/shop/app/A;->m()V';
const run = [reach('user-act', [own])];
const used = (watch: string, where = own) => ({ watch, where, reach: run });
const kinds = [
  kind('place', 5, [{ watch: 'place' }], { permissions: [{ name: 'FINE' }] }),
  kind('id', 3, [{ watch: 'id' }]),
];
const site = [used('any')]; // makes site 0

interface Case {
  value: unknown;
  hit: Input;
  what: string;
  setting?: Setting;
}
const CASES: Record<string, Case> = {
  obtains: {
    value: { data: ['place'] },
    hit: { uses: [used('place')] },
    what: 'place',
    setting: { catalogue: { kinds } },
  },
  together: {
    value: { all: ['place', 'id'], in: 'class' },
    hit: { uses: [used('place'), used('id')] },
    what: 'id',
    setting: { catalogue: { kinds } },
  },
  sends: {
    value: { data: ['place'], to: ['network'] },
    hit: {
      uses: [used('place')],
      code: {
        flows: [
          {
            source: 'place',
            sink: 'send',
            sourceSite: 0,
            sinkSite: 0,
            offset: 1,
            sourceOffset: 0,
            channel: 'network',
            host: null,
            transport: null,
            steps: [],
            cutSteps: 0,
          },
        ],
      },
    },
    what: 'place',
    setting: {
      catalogue: {
        kinds,
        sinks: [
          {
            id: 'socket',
            name: { en: 'socket', zh: '套接字' },
            kind: 'network',
            leaves: true,
            members: [{ call: 'x', args: [0], signal: 'strong', watch: 'send' }],
          },
        ],
      },
    },
  },
  exposes: {
    value: { type: ['service'] },
    hit: {
      components: [{ type: 'service', name: 'com.shop.app.A', exported: true }],
      uses: [used('place')],
    },
    what: 'place',
    setting: { catalogue: { kinds } },
  },
  observer: {
    value: { does: ['screenshot-read'] },
    hit: {
      uses: site,
      code: {
        imageObservers: [
          {
            kind: 'content-observer',
            target: null,
            registeredAt: 0,
            offset: 4,
            observerClass: null,
            longLived: false,
            unregistered: 'never',
            nameTests: ['screenshot'],
            readsImage: [0],
            copiesTo: [],
          },
        ],
      },
    },
    what: 'observer:content-observer',
  },
  permission: { value: 'CAMERA', hit: { permissions: ['CAMERA'] }, what: 'permission:CAMERA' },
  'permission-unused': {
    value: { opens: ['place'] },
    hit: { permissions: ['FINE'] },
    what: 'permission:FINE',
    setting: { catalogue: { kinds } },
  },
  'permission-unknown': {
    value: { looks: ['misspelt'] },
    hit: { permissions: ['android.permission.READ_CONTACT'] },
    what: 'permission:android.permission.READ_CONTACT',
    setting: { catalogue: { platformPermissions: ['android.permission.READ_CONTACTS'] } },
  },
  request: {
    value: { permission: ['CAMERA'] },
    hit: {
      uses: site,
      code: { permissionRequests: [{ permissions: ['CAMERA'], site: 0, offset: 3, complete: true }] },
    },
    what: 'request:CAMERA',
  },
  calls: {
    value: { any: ['call android.x.A#m'] },
    hit: { uses: [used('Landroid/x/A;->m')] },
    what: 'Landroid/x/A;->m',
  },
  component: {
    value: { type: ['receiver'], action: 'BOOT' },
    hit: {
      components: [
        {
          type: 'receiver',
          name: 'com.shop.app.Boot',
          filters: [{ actions: ['BOOT'], categories: [], data: [], priority: null }],
        },
      ],
    },
    what: 'component:com.shop.app.Boot',
  },
  accessibility: {
    value: { readsWindows: true },
    hit: {
      resources: {
        accessibilityServices: [
          {
            component: 'com.shop.app.Help',
            entry: 'res/xml/help.xml',
            eventTypes: [],
            flags: [],
            packageNames: [],
            canRetrieveWindowContent: true,
            canTakeScreenshot: false,
            canRequestFilterKeyEvents: false,
            canPerformGestures: false,
            isAccessibilityTool: false,
          },
        ],
      },
    },
    what: 'component:com.shop.app.Help',
  },
  application: {
    value: { debuggable: true },
    hit: { application: { debuggable: true } },
    what: 'application:debuggable',
  },
  'network-trust': {
    value: { userCertificates: true },
    hit: {
      resources: {
        networkSecurity: {
          entry: 'res/xml/n.xml',
          cleartextPermitted: null,
          trustsUserCertificates: true,
          domains: [],
        },
      },
    },
    what: 'network-security-config',
  },
  queries: {
    value: { packages: 2 },
    hit: { manifest: { queries: { packages: ['a.b', 'c.d'], intents: [], providers: [] } } },
    what: 'queries',
  },
  'defined-permission': {
    value: { level: ['normal'] },
    hit: {
      manifest: {
        definedPermissions: [
          { name: 'com.shop.P', protectionLevel: 'normal|instant', group: null, label: null },
        ],
      },
    },
    what: 'permission:com.shop.P',
  },
  'target-sdk': { value: { below: 29 }, hit: { manifest: { targetSdk: 28 } }, what: 'uses-sdk' },
  sdk: {
    value: { tracker: true },
    hit: { code: { packages: [{ name: 'com.track', classes: 3, entry: 'classes.dex' }] } },
    what: 'sdk:track',
    setting: { catalogue: { sdks: [sdk('track', 'com.track', true)] } },
  },
  host: {
    value: { suffix: ['shop.test'] },
    hit: { uses: site, code: { endpoints: [{ text: 'https://api.shop.test/v1', site: 0 }] } },
    what: 'endpoint:api.shop.test',
  },
  hidden: {
    value: { by: ['hidden-dex'] },
    hit: { files: { hiddenDex: ['assets/a.bin'] } },
    what: 'hidden:hidden-dex',
  },
  diagnostic: {
    value: { code: ['zip/*'] },
    hit: { diagnostics: [{ code: 'zip/odd', level: 'note', place: { entry: 'a' }, args: {} }] },
    what: 'diagnostic:zip/odd',
  },
  'app-type': { value: { is: ['shop'] }, hit: {}, what: '', setting: { types: [appType('torch')] } },
};

test('no condition is left out', () => {
  expect(Object.keys(CASES)).toEqual(CONDITIONS.map(({ name }) => name));
});

describe.each(Object.entries(CASES))('%s', (name, { value, hit, what, setting = {} }) => {
  const condition = conditions.get(name)!;
  test('takes the value and says it in both languages', () => {
    const check = new Ajv({ strict: false }).compile(condition.schema);
    expect(check(value)).toBe(true);
    expect(check({ 'no-such-key': 1 })).toBe(false);
    const said = condition.explain(value);
    expect(said.en).toMatch(/^\S.*\S$/);
    expect(said.zh).toMatch(/[\u4e00-\u9fff]/);
  });
  test('is clear where there is nothing', () => {
    expect(matchOf(name, value, {}, setting)).toEqual({ is: 'clear' });
  });
  if (name !== 'app-type')
    test('hits', () => {
      const found = evidenceOf(name, value, hit, setting);
      expect(found[0]).toMatchObject({ what, place: { entry: expect.any(String) } });
    });
  for (const section of condition.reads)
    test(`is unknown without the section ${section}, or with half of it`, () => {
      expect(matchOf(name, value, {}, { ...setting, missing: [section] })).toMatchObject({
        is: 'unknown',
        because: expect.arrayContaining([`${section}/missing`]),
      });
      expect(matchOf(name, value, {}, { ...setting, partial: [section] })).toMatchObject({
        is: 'unknown',
        because: expect.arrayContaining([`${section}/partial`]),
      });
    });
});
