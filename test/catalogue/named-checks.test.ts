// The checks that an auditor asks for first, end to end: a small app through the real reader, judged by the real rules as
// a shop or a torch. Each has an app that is hit and one that comes close and is not.
import { beforeAll, describe, expect, test } from '@jest/globals';
import { fileURLToPath } from 'node:url';
import { buildCatalogue } from '../../src/catalogue/build.js';
import { expandGroups } from '../../src/catalogue/groups.js';
import type { Catalogue, Watchlist } from '../../src/model/catalogue.js';
import { judgeFacts } from '../../src/scan.js';
import { component, manifestOf, readCode } from '../support/code.js';
import type { ClassSpec } from '../support/dex.js';
import { facts } from '../support/judging.js';
import { classesOf, type Step } from '../support/kind-fixtures.js';

let catalogue: Catalogue;
let watch: Watchlist;
beforeAll(() => {
  const built = buildCatalogue(fileURLToPath(new URL('../../rules', import.meta.url)));
  catalogue = expandGroups(built.catalogue);
  watch = built.watchlist;
}, 60_000);

interface App {
  type: string;
  permissions?: string[];
  steps?: Step[];
  /** Runs in a service that another app starts instead of the first screen. */
  service?: boolean;
  /** The first screen asks for these at run time. */
  asks?: string[];
  classes?: ClassSpec[];
  target?: number;
  minSdk?: number;
}
const MAIN = 'com.example.Main';

/** Ids of the checks that hit. */
function hits({
  type,
  permissions = [],
  steps = [],
  service = false,
  asks = [],
  classes = [],
  ...sdk
}: App): string[] {
  const names = permissions.map((name) => (name.includes('.') ? name : `android.permission.${name}`));
  const manifest = {
    ...manifestOf([
      component('activity', MAIN, { isLauncher: true }),
      ...(service ? [component('service', 'com.example.Work', { exported: true })] : []),
    ]),
    targetSdk: sdk.target ?? 34,
    minSdk: sdk.minSdk ?? 24,
  };
  const main = classesOf({ steps: service ? [] : steps })[0]!;
  const work: ClassSpec[] = service
    ? [
        {
          ...classesOf({ steps })[0]!,
          name: 'Lcom/example/Work;',
          super: 'Landroid/app/Service;',
          methods: [
            {
              ...classesOf({ steps })[0]!.methods![0]!,
              name: 'onStartCommand',
              proto: '(Landroid/content/Intent;II)I',
              registers: 18,
              code: [
                ...classesOf({ steps })[0]!.methods![0]!.code!.slice(0, -1),
                ['const/4', 0, 0],
                ['return', 0],
              ],
            },
          ],
        },
      ]
    : [];
  const asking: ClassSpec[] = asks.length > 0 ? [asker(asks)] : [];
  const screen: ClassSpec =
    asks.length === 0
      ? main
      : {
          ...main,
          methods: [
            {
              ...main.methods![0]!,
              code: [['invoke-static', [], 'Lcom/example/Asker;->ask()V'], ...main.methods![0]!.code!],
            },
          ],
        };
  const { facts: code } = readCode([[screen, ...work, ...asking, ...classes]], { watch, manifest });
  const app = facts({
    package: 'com.example',
    permissions: names,
    components: manifest.components,
    manifest: { minSdk: manifest.minSdk, targetSdk: manifest.targetSdk },
    code,
  });
  return judgeFacts(app, { catalogue, type }).findings.map(({ ruleId }) => ruleId);
}
function asker(permissions: readonly string[]): ClassSpec {
  return {
    name: 'Lcom/example/Asker;',
    methods: [
      {
        name: 'ask',
        proto: '()V',
        access: 'public static',
        registers: 6,
        code: [
          ['const/16', 0, permissions.length],
          ['new-array', 1, 0, '[Ljava/lang/String;'],
          ...permissions.flatMap((name, index) => [
            ['const-string', 2, `android.permission.${name}`] as const,
            ['const/16', 3, index] as const,
            ['aput-object', 2, 1, 3] as const,
          ]),
          ['const/4', 0, 0],
          ['const/4', 2, 1],
          ['invoke-virtual', [0, 1, 2], 'Landroid/app/Activity;->requestPermissions([Ljava/lang/String;I)V'],
          ['return-void'],
        ],
      },
    ],
  };
}

const QUERY: Step =
  'call android.content.ContentResolver#query(Landroid/net/Uri;[Ljava/lang/String;Landroid/os/Bundle;Landroid/os/CancellationSignal;)Landroid/database/Cursor;';
const CONTACTS: Step[] = [
  'field android.provider.ContactsContract$Contacts#CONTENT_URI:Landroid/net/Uri;',
  QUERY,
];
const LOCATE: Step[] = [
  'call android.location.LocationManager#getLastKnownLocation(Ljava/lang/String;)Landroid/location/Location; gps',
];
const APPS: Step[] = ['call android.content.pm.PackageManager#getInstalledPackages(I)Ljava/util/List;'];
const CLIP: Step[] = ['call android.content.ClipboardManager#getPrimaryClip()Landroid/content/ClipData;'];
const IMEI: Step[] = ['call android.telephony.TelephonyManager#getImei()Ljava/lang/String;'];
const PRINT: Step[] = [
  'MODEL',
  'BRAND',
  'FINGERPRINT',
  'HARDWARE',
  'BOARD',
  'BOOTLOADER',
  'HOST',
  'DISPLAY',
].map((name): Step => `field android.os.Build#${name}:Ljava/lang/String;`);
const TORCH: Step[] = ['call android.hardware.camera2.CameraManager#setTorchMode(Ljava/lang/String;Z)V 0'];

describe('an auditor’s first questions', () => {
  test.each<[string, App, App]>([
    [
      'data-beyond-need',
      {
        type: 'news',
        permissions: ['READ_CALENDAR'],
        steps: ['field android.provider.CalendarContract$Events#CONTENT_URI:Landroid/net/Uri;', QUERY],
      },
      { type: 'news', permissions: ['READ_CALENDAR'], steps: TORCH },
    ],
    [
      'red-flag-data',
      {
        type: 'utility-tools',
        permissions: ['READ_SMS'],
        steps: [
          'static android.net.Uri#parse(Ljava/lang/String;)Landroid/net/Uri; content://sms/inbox',
          QUERY,
        ],
      },
      { type: 'utility-tools', permissions: ['READ_SMS'], steps: TORCH },
    ],
    [
      'fingerprinting',
      { type: 'online-shopping', steps: PRINT },
      { type: 'online-shopping', steps: PRINT.slice(0, 3) },
    ],
    [
      'location-precise-where-approximate-serves',
      { type: 'news', permissions: ['ACCESS_FINE_LOCATION', 'ACCESS_COARSE_LOCATION'], steps: LOCATE },
      {
        type: 'map-navigation',
        permissions: ['ACCESS_FINE_LOCATION', 'ACCESS_COARSE_LOCATION'],
        steps: LOCATE,
      },
    ],
    [
      'location-in-background',
      {
        type: 'online-shopping',
        permissions: ['ACCESS_FINE_LOCATION', 'ACCESS_BACKGROUND_LOCATION'],
        steps: LOCATE,
        service: true,
      },
      { type: 'online-shopping', permissions: ['ACCESS_FINE_LOCATION'], steps: LOCATE },
    ],
    [
      'unused-permission',
      { type: 'online-shopping', permissions: ['READ_CONTACTS'], steps: TORCH },
      { type: 'online-shopping', permissions: ['READ_CONTACTS'], steps: CONTACTS },
    ],
    [
      'data-code-without-permission',
      { type: 'online-shopping', steps: CONTACTS },
      { type: 'online-shopping', permissions: ['READ_CONTACTS'], steps: CONTACTS },
    ],
    [
      'permissions-asked-all-at-once',
      {
        type: 'online-shopping',
        permissions: ['READ_CONTACTS', 'CAMERA', 'RECORD_AUDIO', 'ACCESS_FINE_LOCATION', 'READ_PHONE_STATE'],
        asks: ['READ_CONTACTS', 'CAMERA', 'RECORD_AUDIO', 'ACCESS_FINE_LOCATION', 'READ_PHONE_STATE'],
      },
      { type: 'online-shopping', permissions: ['CAMERA'], asks: ['CAMERA'] },
    ],
    [
      'app-list-read',
      { type: 'online-shopping', permissions: ['QUERY_ALL_PACKAGES'], steps: APPS },
      {
        type: 'online-shopping',
        steps: [
          'call android.content.pm.PackageManager#getPackageInfo(Ljava/lang/String;I)Landroid/content/pm/PackageInfo; com.example',
        ],
      },
    ],
    [
      'clipboard-at-start',
      { type: 'online-shopping', steps: CLIP },
      {
        type: 'online-shopping',
        steps: ['call android.content.ClipboardManager#setPrimaryClip(Landroid/content/ClipData;)V'],
      },
    ],
    [
      'run-time-permission-escaped',
      { type: 'online-shopping', permissions: ['READ_CONTACTS'], target: 22, minSdk: 16 },
      { type: 'online-shopping', permissions: ['READ_CONTACTS'], target: 33, minSdk: 16 },
    ],
    [
      'identifier-closed-since-android-10',
      { type: 'online-shopping', permissions: ['READ_PHONE_STATE'], steps: IMEI },
      {
        type: 'online-shopping',
        permissions: ['READ_PHONE_STATE'],
        steps: ['call android.telephony.TelephonyManager#getNetworkType()I'],
      },
    ],
    [
      'cleartext-endpoint',
      {
        type: 'online-shopping',
        steps: ['new java.net.URL#<init>(Ljava/lang/String;)V http://api.example.com/v1/user'],
      },
      {
        type: 'online-shopping',
        steps: ['new java.net.URL#<init>(Ljava/lang/String;)V https://api.example.com/v1/user'],
      },
    ],
    [
      'advertising-id-linked',
      {
        type: 'online-shopping',
        permissions: ['com.google.android.gms.permission.AD_ID'],
        steps: [
          'static com.google.android.gms.ads.identifier.AdvertisingIdClient#getAdvertisingIdInfo(Landroid/content/Context;)Lcom/google/android/gms/ads/identifier/AdvertisingIdClient$Info;',
          'static android.provider.Settings$Secure#getString(Landroid/content/ContentResolver;Ljava/lang/String;)Ljava/lang/String; null, android_id',
        ],
      },
      {
        type: 'online-shopping',
        permissions: ['com.google.android.gms.permission.AD_ID'],
        steps: [
          'static com.google.android.gms.ads.identifier.AdvertisingIdClient#getAdvertisingIdInfo(Landroid/content/Context;)Lcom/google/android/gms/ads/identifier/AdvertisingIdClient$Info;',
        ],
      },
    ],
    [
      'sdk-beyond-need',
      {
        type: 'utility-tools',
        permissions: ['QUERY_ALL_PACKAGES'],
        steps: ['static com.amap.api.location.AMapLocationClient#go()V'],
        classes: [
          {
            ...classesOf({ steps: APPS })[0]!,
            name: 'Lcom/amap/api/location/AMapLocationClient;',
            super: 'Ljava/lang/Object;',
            methods: [
              {
                ...classesOf({ steps: APPS })[0]!.methods![0]!,
                name: 'go',
                proto: '()V',
                access: 'public static',
              },
            ],
          },
        ],
      },
      {
        type: 'utility-tools',
        permissions: ['READ_CONTACTS'],
        steps: ['static com.amap.api.location.AMapLocationClient#go()V'],
        classes: [
          {
            ...classesOf({ steps: TORCH })[0]!,
            name: 'Lcom/amap/api/location/AMapLocationClient;',
            super: 'Ljava/lang/Object;',
            methods: [
              {
                ...classesOf({ steps: TORCH })[0]!.methods![0]!,
                name: 'go',
                proto: '()V',
                access: 'public static',
              },
            ],
          },
        ],
      },
    ],
  ])('%s', (id, yes, no) => {
    expect(hits(yes)).toContain(id);
    expect(hits(no)).not.toContain(id);
  });
});
