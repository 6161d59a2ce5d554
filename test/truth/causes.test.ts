// The causes for which claims were once not true, one by one. For each: the tests that hold it, as file and words of the
// name, which must be there; and below, fresh programs of each kind that is about routes, read from code like any app.
// Fresh programs of most of the others are in siblings.test.ts.
//
//  1 a party with a rung it lacks            15 a value that is dropped
//  2 an SDK that is listed but not named     16 near relatives of a kind: music, SIM state, one package, the SMS retriever
//  3 libraries that hide SDKs                17 the advertising id below target 33
//  4 renamed code given to its caller        18 "unused" of a permission that seen code needs
//  5 start-up by contagion                   19 a clear verdict for something unread
//  6 entries that were not known             20 core functions that count as excess
//  7 dead rows of libraries                  21 types inferred from fragments of words
//  8 a vendor's own app and its SDKs         22 stars and acquittals without a type
//  9 drawing one's own views                 23 a picker of the app's own, a backup that was switched on
// 10 a page client as browsing history       24 words above the rung
// 11 a page's question for the place         25 sentences with gaps
// 12 a storage path and any listing          26 evidence and advice about something else
// 13 a provider of feature flags             27 pages of SDKs that say more than is known
// 14 a text alone as a taking
import { beforeAll, describe, expect, test } from '@jest/globals';
import { readFileSync } from 'node:fs';
import { loadCatalogue, loadWatchlist } from '../../src/catalogue/load.js';
import { givenType } from '../../src/judge/choose-type.js';
import { needsUnder } from '../../src/judge/needs.js';
import { obtains } from '../../src/judge/obtains.js';
import { UNKNOWN_TYPE, createView } from '../../src/judge/view.js';
import type { Catalogue, Watchlist } from '../../src/model/catalogue.js';
import { judgeFacts } from '../../src/scan.js';
import { component, manifestOf, readCode } from '../support/code.js';
import { facts } from '../support/judging.js';
import { classesOf, type Program, type Step } from '../support/kind-fixtures.js';

const HELD_BY: Readonly<Record<number, readonly [file: string, name: string][]>> = {
  1: [
    ['judge/takings.test.ts', 'has the rung and the occasions of its own evidence and no others'],
    [
      'judge/monotone.test.ts',
      'a party shows no rung, occasion or evidence that is not of a taking of its own',
    ],
  ],
  2: [['judge/sdks.test.ts', 'a defined package counts, by whole segments, the most specific one']],
  3: [['catalogue/every-sdk.test.ts', '']],
  4: [
    ['judge/attribution.test.ts', 'renamed code is nobody’s: neither the app’s nor an SDK’s that calls it'],
    ['extract/real-names.test.ts', 'without its mapping, nobody is blamed'],
  ],
  5: [
    ['program/reach.test.ts', 'callbacks of objects made in code'],
    ['program/paths.test.ts', ''],
  ],
  6: [['program/starts.test.ts', 'that a click opens is a screen']],
  7: [['judge/takings.test.ts', 'code of a plain library that nothing reaches is told apart and not judged']],
  8: [
    ['judge/attribution.test.ts', 'a vendor’s own app owns its SDKs, those of others stay theirs'],
    ['judge/sdks.test.ts', 'the vendor’s own app does not contain its own SDK'],
  ],
  9: [['truth/causes.test.ts', 'of its own windows']],
  10: [['truth/causes.test.ts', 'its own pages']],
  11: [['truth/causes.test.ts', 'asks its user']],
  12: [['truth/causes.test.ts', 'room on the volume']],
  13: [['truth/causes.test.ts', 'feature flags']],
  14: [
    ['truth/causes.test.ts', 'a name in the log'],
    ['judge/obtains.test.ts', 'words alone, however many, are not a sign'],
  ],
  15: [['catalogue/every-route.test.ts', '']],
  16: [['truth/causes.test.ts', 'music is no picture']],
  17: [['catalogue/really-taken.test.ts', 'is given to apps that target a level before the permission']],
  18: [['judge/permission-use.test.ts', 'needed by what is seen, though no kind is taken']],
  19: [['judge/unreadable.test.ts', 'not rated, and why']],
  20: [['truth/causes.test.ts', 'what a type is for is no excess']],
  21: [
    ['truth/causes.test.ts', 'a fragment of a word'],
    [
      'judge/type-deeds.test.ts',
      'a home screen that is also started by hand is a launcher, whatever it is called',
    ],
  ],
  22: [['judge/origin.test.ts', 'exclude each other, or the finding says why']],
  23: [['judge/judge.test.ts', 'a picker of the app’s own, a backup the user switched on']],
  24: [['text/messages.test.ts', 'every check']],
  25: [['text/messages.test.ts', 'every check']],
  26: [['judge/suppress.test.ts', 'they fit what takes the kind']],
  27: [['catalogue/docs.test.ts', '']],
};

test('each cause is held by tests that exist', () => {
  expect(Object.keys(HELD_BY).map(Number)).toEqual(Array.from({ length: 27 }, (_, at) => at + 1));
  for (const [file, name] of Object.values(HELD_BY).flat())
    expect(readFileSync(`test/${file}`, 'utf8')).toContain(name);
});

let catalogue: Catalogue;
let watch: Watchlist;
let permissions: string[];
beforeAll(() => {
  catalogue = loadCatalogue();
  watch = loadWatchlist();
  const ranges = catalogue.kinds.flatMap(({ routes }) => routes.flatMap((route) => route.permissions ?? []));
  permissions = [...new Set(ranges.flatMap(({ anyOf = [], allOf = [] }) => [...anyOf, ...allOf]))].sort();
});

/** Kinds of which code to take them is found. Every permission is held, so that none hides a false route. */
function kindsOf(program: Program): string[] {
  const main = component('activity', 'com.example.Main', { isLauncher: true });
  const { facts: code } = readCode([classesOf(program)], { watch, manifest: manifestOf([main]) });
  const app = facts({
    package: 'com.example',
    permissions,
    components: [{ name: 'com.example.Main', isLauncher: true }],
    manifest: { minSdk: 21, targetSdk: 34 },
    code,
  });
  const takings = createView(app, catalogue, UNKNOWN_TYPE).get(obtains);
  const seen = takings.filter(({ rung }) => rung !== 'declared' && rung !== 'implied');
  return [...new Set(seen.map(({ kind }) => kind))].sort();
}

const QUERY: Step =
  'call android.content.ContentResolver#query(Landroid/net/Uri;[Ljava/lang/String;Ljava/lang/String;[Ljava/lang/String;Ljava/lang/String;)Landroid/database/Cursor;';
const PARSE = (uri: string): Step =>
  `static android.net.Uri#parse(Ljava/lang/String;)Landroid/net/Uri; ${uri}`;
const LIST: Step = 'call java.io.File#listFiles()[Ljava/io/File;';
const file = (path: string): Step => `new java.io.File#<init>(Ljava/lang/String;)V ${path}`;
const LOG = (tag: string): Step =>
  `static android.util.Log#d(Ljava/lang/String;Ljava/lang/String;)I ${tag}, ${tag}`;
const page = (of: string, name: string, proto: string, steps: readonly Step[] = []): Program => ({
  extends: { of, methods: [{ name, proto, steps }] },
});
const CLIENT = 'android.webkit.WebViewClient';
const CHROME = 'android.webkit.WebChromeClient';

describe('programs that take nothing, or another kind', () => {
  test.each<[cause: number, name: string, program: Program, never: string[]]>([
    [
      9,
      'a picture of its own windows',
      { steps: ['call android.view.View#draw(Landroid/graphics/Canvas;)V'] },
      ['screen-content'],
    ],
    [
      9,
      'a cached drawing of its own windows',
      { steps: ['call android.view.View#getDrawingCache()Landroid/graphics/Bitmap;'] },
      ['screen-content'],
    ],
    [
      10,
      'the titles of its own pages',
      page(CHROME, 'onReceivedTitle', '(Landroid/webkit/WebView;Ljava/lang/String;)V'),
      ['web-browsing'],
    ],
    [
      10,
      'where its own pages lead',
      page(CLIENT, 'shouldOverrideUrlLoading', '(Landroid/webkit/WebView;Ljava/lang/String;)Z'),
      ['web-browsing'],
    ],
    [
      10,
      'when its own pages are there',
      page(CLIENT, 'onPageFinished', '(Landroid/webkit/WebView;Ljava/lang/String;)V'),
      ['web-browsing'],
    ],
    [
      11,
      'a page that asks for the place, and an app that asks its user',
      page(
        CHROME,
        'onGeolocationPermissionsShowPrompt',
        '(Ljava/lang/String;Landroid/webkit/GeolocationPermissions$Callback;)V',
        ['call android.app.AlertDialog$Builder#show()Landroid/app/AlertDialog;'],
      ),
      ['location-precise', 'location-approximate', 'location-background'],
    ],
    [
      12,
      'room on the volume',
      {
        steps: [
          'static android.os.Environment#getExternalStorageDirectory()Ljava/io/File;',
          'new android.os.StatFs#<init>(Ljava/lang/String;)V /sdcard',
          'call android.os.StatFs#getAvailableBytes()J',
        ],
      },
      ['files-docs', 'photos-videos', 'audio-files'],
    ],
    [
      12,
      'the processors of the device',
      { steps: [file('/sys/devices/system/cpu/'), LIST] },
      ['files-docs', 'photos-videos'],
    ],
    [
      13,
      'feature flags of Play services',
      { steps: [PARSE('content://com.google.android.gsf.gservices/prefix'), QUERY] },
      ['device-hardware-id', 'android-id'],
    ],
    [14, 'a name in the log', { steps: [LOG('android_id')] }, ['android-id']],
    [
      14,
      'a word in the log',
      { steps: [LOG('screenshot'), LOG('imei')] },
      ['screenshots', 'device-hardware-id'],
    ],
    [
      16,
      'music is no picture',
      { steps: [PARSE('content://media/external/audio/albums'), QUERY] },
      ['photos-videos', 'screenshots'],
    ],
    [
      16,
      'the state of the SIM',
      {
        steps: [
          'call android.telephony.TelephonyManager#getSimState()I',
          'call android.telephony.TelephonyManager#getSimCountryIso()Ljava/lang/String;',
        ],
      },
      ['sim-identity', 'phone-number'],
    ],
    [
      16,
      'its own message',
      { steps: ['string com.google.android.gms.auth.api.phone.SMS_RETRIEVED'] },
      ['sms'],
    ],
  ])('%i %s', (_cause, _name, program, never) => {
    expect(kindsOf(program).filter((kind) => never.includes(kind))).toEqual([]);
  });

  test('the same places with what does take the kind are seen', () => {
    expect(kindsOf({ steps: [PARSE('content://media/external/images/media'), QUERY] })).toContain(
      'photos-videos',
    );
    expect(kindsOf({ steps: [file('/sdcard/'), LIST] })).toContain('files-docs');
    expect(
      kindsOf({ steps: ['call android.telephony.TelephonyManager#getSimSerialNumber()Ljava/lang/String;'] }),
    ).toContain('sim-identity');
  });
});

describe('need and type', () => {
  test.each([
    ['launcher', 'installed-apps'],
    ['dialer-contacts', 'contacts'],
    ['dialer-contacts', 'call-log'],
    ['sms-app', 'sms'],
    ['camera-app', 'camera'],
    ['recorder', 'microphone'],
    ['music-podcast', 'audio-files'],
    ['file-manager', 'files-docs'],
    ['calendar-notes', 'calendar'],
    ['input-method', 'keystrokes'],
    ['accessibility-tool', 'screen-content'],
    ['security-scanner', 'installed-apps'],
  ])('what a type is for is no excess: %s and %s', (type, kind) => {
    const need = needsUnder(catalogue, givenType(catalogue, type)).get(kind)?.need;
    expect(['necessary', 'functional', 'contextual']).toContain(need);
  });

  test.each([
    ['Režim spánku', 'instant-messaging'],
    ['Домашняя страница', 'housing-rental-sale'],
    ['Broadcast tester', 'live-streaming'],
    ['Maskinist', 'instant-messaging'],
    ['通讯录备份', 'instant-messaging'],
    ['Homebrew', 'housing-rental-sale'],
  ])('a fragment of a word brings no type: %s', (label, never) => {
    const report = judgeFacts(
      facts({ package: 'org.sibling.thing', application: { label, labels: [{ locale: '', text: label }] } }),
      { catalogue },
    );
    expect(report.type.id).not.toBe(never);
  });
});
