// The kind named is really taken: for each way in which one thing was taken for another, the program that takes the data
// and those that only look like it. Leaves that every route fires to every-route.test.ts.
import { beforeAll, describe, expect, test } from '@jest/globals';
import { fileURLToPath } from 'node:url';
import { buildCatalogue } from '../../src/catalogue/build.js';
import { expandGroups } from '../../src/catalogue/groups.js';
import { obtains } from '../../src/judge/obtains.js';
import { UNKNOWN_TYPE, createView } from '../../src/judge/view.js';
import type { Catalogue, Watchlist } from '../../src/model/catalogue.js';
import type { Sighting } from '../../src/model/judgement.js';
import { component, manifestOf, readCode } from '../support/code.js';
import { facts } from '../support/judging.js';
import { classesOf, type Program, type Step } from '../support/kind-fixtures.js';

let catalogue: Catalogue;
let watch: Watchlist;
let everything: string[];
beforeAll(() => {
  const built = buildCatalogue(fileURLToPath(new URL('../../rules', import.meta.url)));
  catalogue = expandGroups(built.catalogue);
  watch = built.watchlist;
  const ranges = catalogue.kinds.flatMap(({ routes }) => routes.flatMap((route) => route.permissions ?? []));
  everything = [...new Set(ranges.flatMap(({ anyOf = [], allOf = [] }) => [...anyOf, ...allOf]))].sort();
}, 60_000);

function takings(program: Program, targetSdk = 34, permissions = everything): Sighting[] {
  const main = component('activity', 'com.example.Main', { isLauncher: true });
  const { facts: code } = readCode([classesOf(program)], { watch, manifest: manifestOf([main]) });
  const app = facts({
    package: 'com.example',
    permissions,
    components: [{ name: 'com.example.Main', isLauncher: true }],
    manifest: { minSdk: 21, targetSdk },
    code,
  });
  return createView(app, catalogue, UNKNOWN_TYPE).get(obtains);
}
function kindsOf(program: Program): string[] {
  const seen = takings(program).filter(({ rung }) => rung !== 'declared' && rung !== 'implied');
  return [...new Set(seen.map(({ kind }) => kind))];
}

const QUERY: Step =
  'call android.content.ContentResolver#query(Landroid/net/Uri;[Ljava/lang/String;Landroid/os/Bundle;Landroid/os/CancellationSignal;)Landroid/database/Cursor;';
const LIST: Step = 'call java.io.File#listFiles()[Ljava/io/File;';
const BELOW: Step = 'new java.io.File#<init>(Ljava/io/File;Ljava/lang/String;)V';
const STORAGE: Step = 'static android.os.Environment#getExternalStorageDirectory()Ljava/io/File;';
const setting = (key: string): Step =>
  `static android.provider.Settings$Secure#getString(Landroid/content/ContentResolver;Ljava/lang/String;)Ljava/lang/String; null, ${key}`;
const APPS: Step =
  'call android.content.pm.PackageManager#queryIntentActivities(Landroid/content/Intent;I)Ljava/util/List;';
const CLIP: Step = 'call android.content.ClipboardManager#getPrimaryClip()Landroid/content/ClipData;';
const tm = (name: string, returns = 'Ljava/lang/String;'): Step =>
  `call android.telephony.TelephonyManager#${name}()${returns}`;
const GSERVICES: Step = 'string content://com.google.android.gsf.gservices';
const answer = (yes: 0 | 1): Step =>
  `interface android.webkit.GeolocationPermissions$Callback#invoke(Ljava/lang/String;ZZ)V null, ${yes}, 0`;
const part = (of: string, name: string, proto: string, steps: Step[], isInterface = false): Program => ({
  extends: { of, isInterface, methods: [{ name, proto, steps }] },
});
const prompt = (steps: Step[]): Program =>
  part(
    'android.webkit.WebChromeClient',
    'onGeolocationPermissionsShowPrompt',
    '(Ljava/lang/String;Landroid/webkit/GeolocationPermissions$Callback;)V',
    steps,
  );
const page = (name: string, proto: string): Program => part('android.webkit.WebViewClient', name, proto, []);

test.each<[string[], string, Program]>([
  // A value that is dropped
  [['android-id'], 'the id, kept', { steps: [setting('android_id')] }],
  [[], 'the id, asked for and dropped', { steps: [`drop ${setting('android_id')}`] }],
  [[], 'the number of the line, dropped', { steps: [`drop ${tm('getLine1Number')}`] }],
  // A text is a sign, not a taking
  [
    [],
    'a log tag that is called like the id, beside another setting',
    {
      extends: {
        of: 'java.lang.Runnable',
        isInterface: true,
        methods: [
          { name: 'run', proto: '()V', steps: ['string android_id'] },
          { name: 'mode', proto: '()V', steps: [setting('location_mode')] },
        ],
      },
    },
  ],
  [
    [],
    'an action of an identifier service in a log line',
    { steps: ['string com.bun.msa.action.bindto.service'] },
  ],
  // Own windows
  [
    [],
    'a shadow drawn from a view',
    {
      steps: [
        'call android.view.View#setDrawingCacheEnabled(Z)V',
        'call android.view.View#buildDrawingCache()V',
        'call android.view.View#getDrawingCache()Landroid/graphics/Bitmap;',
        'call android.view.View#draw(Landroid/graphics/Canvas;)V',
        'call android.view.View#getRootView()Landroid/view/View;',
      ],
    },
  ],
  // Pages
  [[], 'own pages loaded', page('onPageFinished', '(Landroid/webkit/WebView;Ljava/lang/String;)V')],
  [
    [],
    'own links followed',
    page('shouldOverrideUrlLoading', '(Landroid/webkit/WebView;Ljava/lang/String;)Z'),
  ],
  [['location-precise'], 'a page that is let in without a question', prompt([answer(1)])],
  [[], 'a page that is refused', prompt([answer(0)])],
  [[], 'a page whose question is handed on', prompt([])],
  // Files
  [['files-docs'], 'all of shared storage', { steps: [STORAGE, LIST] }],
  [['files-docs'], 'the folder of downloads', { steps: [STORAGE, 'string Download', BELOW, LIST] }],
  [[], 'a folder of its own', { steps: [STORAGE, 'string ourlogs', BELOW, LIST] }],
  [
    [],
    'free space, and the processors counted',
    {
      steps: [
        STORAGE,
        'new android.os.StatFs#<init>(Ljava/lang/String;)V',
        'string /sys/devices/system/cpu/',
        LIST,
      ],
    },
  ],
  // Play services' switches
  [['device-hardware-id'], 'the id among the switches', { steps: [GSERVICES, 'string android_id', QUERY] }],
  [[], 'a switch', { steps: [GSERVICES, 'string maps_enabled', QUERY] }],
  // Apps
  [['installed-apps'], 'every app that starts', { steps: ['string android.intent.action.MAIN', APPS] }],
  [
    [],
    'the screens of one app',
    {
      steps: [
        'string android.intent.action.MAIN',
        'call android.content.Intent#setPackage(Ljava/lang/String;)Landroid/content/Intent;',
        APPS,
      ],
    },
  ],
  [
    [],
    'the launcher',
    { steps: ['string android.intent.action.MAIN', 'string android.intent.category.HOME', APPS] },
  ],
  [[], 'who can show a page', { steps: ['string android.intent.action.VIEW', APPS] }],
  // Clipboard
  [['clipboard'], 'the clipboard, unasked', { steps: [CLIP] }],
  [[], 'a paste by the user', part('android.widget.TextView', 'onTextContextMenuItem', '(I)Z', [CLIP])],
  // Others
  [
    ['audio-files'],
    'music, not pictures',
    {
      steps: ['field android.provider.MediaStore$Audio$Media#EXTERNAL_CONTENT_URI:Landroid/net/Uri;', QUERY],
    },
  ],
  [
    [],
    'country, operator and state of the card',
    {
      steps: [
        tm('getSimState', 'I'),
        tm('getSimCountryIso'),
        tm('getNetworkCountryIso'),
        tm('getNetworkOperator'),
        tm('getSimOperatorName'),
      ],
    },
  ],
  [
    [],
    'one message, by the retriever',
    {
      steps: [
        'call com.google.android.gms.auth.api.phone.SmsRetrieverClient#startSmsRetriever()Lcom/google/android/gms/tasks/Task;',
      ],
    },
  ],
  [
    [],
    'where an install came from',
    { steps: ['string content://com.facebook.katana.provider.AttributionIdProvider', QUERY] },
  ],
])('%j: %s', (kinds, _, program) => {
  expect(kindsOf(program)).toEqual(kinds);
});

describe('the advertising id without its permission', () => {
  const program: Program = {
    steps: [
      'static com.google.android.gms.ads.identifier.AdvertisingIdClient#getAdvertisingIdInfo(Landroid/content/Context;)Lcom/google/android/gms/ads/identifier/AdvertisingIdClient$Info;',
    ],
  };
  const rung = (targetSdk: number): string | undefined =>
    takings(program, targetSdk, []).find(({ kind }) => kind === 'advertising-id')?.rung;
  test('is given to apps that target a level before the permission', () => {
    expect(rung(32)).toBe('startup');
  });
  test('is closed to the others', () => {
    expect(rung(33)).toBe('present');
  });
});
