// What a manifest's requests mean, with the real catalogue: classes, what splits and old targets imply, what scoping
// takes back, names nobody defines. Manifests are text; the reader is the product's own.
import { beforeAll, describe, expect, test } from '@jest/globals';
import { fileURLToPath } from 'node:url';
import { DEFAULT_LIMITS } from '../../src/bytes/limits.js';
import { buildCatalogue } from '../../src/catalogue/build.js';
import { extractFacts } from '../../src/extract/index.js';
import type { Catalogue } from '../../src/model/catalogue.js';
import type { AppReport } from '../../src/model/report.js';
import { judgeFacts } from '../../src/scan.js';
import { EMPTY_WATCH } from '../support/code.js';
import { memoryPackage } from '../support/memory-package.js';

let catalogue: Catalogue;
beforeAll(() => {
  catalogue = buildCatalogue(fileURLToPath(new URL('../../rules', import.meta.url))).catalogue;
}, 60_000);

function judged(requests: string, sdk: { min?: number; target?: number } = {}): AppReport {
  const manifest = `<?xml version="1.0" encoding="utf-8"?>
<manifest xmlns:android="http://schemas.android.com/apk/res/android" package="com.example.app">
<uses-sdk android:minSdkVersion="${sdk.min ?? 24}" android:targetSdkVersion="${sdk.target ?? 34}"/>
${requests}<application><activity android:name=".Main"/></application></manifest>`;
  const pkg = memoryPackage({ 'AndroidManifest.xml': manifest });
  return judgeFacts(extractFacts(pkg, EMPTY_WATCH, DEFAULT_LIMITS), { catalogue });
}
const asks = (...names: string[]): string =>
  names
    .map(
      (name) =>
        `<uses-permission android:name="${name.includes('.') ? name : `android.permission.${name}`}"/>`,
    )
    .join('');
const kindsOf = (report: AppReport): string[] => report.kinds.map(({ kind }) => kind).sort();
const rulesOf = (report: AppReport): string[] => [...new Set(report.findings.map(({ ruleId }) => ruleId))];
const classOf = (report: AppReport, name: string): string | undefined =>
  report.permissions.find((permission) => permission.name === name)?.class;

describe('a request', () => {
  test.each([
    ['READ_CONTACTS', 'dangerous', ['contacts']],
    ['PACKAGE_USAGE_STATS', 'special', ['app-usage']],
    ['com.android.browser.permission.READ_HISTORY_BOOKMARKS', 'formerly-dangerous', ['web-browsing']],
    ['QUERY_ALL_PACKAGES', 'normal', ['installed-apps']],
    ['com.google.android.gms.permission.AD_ID', 'vendor', ['advertising-id']],
    ['com.android.permission.GET_INSTALLED_APPS', 'vendor', ['installed-apps']],
    ['com.fsck.k9.permission.READ_MESSAGES', 'vendor', ['email-address']],
    ['ACCESS_COARSE_LOCATION', 'dangerous', ['location-approximate']],
    ['READ_MEDIA_VISUAL_USER_SELECTED', 'dangerous', []],
    ['com.unknown.app.permission.READ', 'other-app', []],
  ])('of %s is %s and opens %j', (name, cls, kinds) => {
    const report = judged(asks(name), { min: 14, target: 34 });
    expect(classOf(report, name.includes('.') ? name : `android.permission.${name}`)).toBe(cls);
    expect(kindsOf(report)).toEqual(kinds);
    expect(rulesOf(report)).not.toContain('permission-misspelt');
  });

  test('for a permission of its own is told as such', () => {
    const name = 'com.example.app.permission.DATA';
    const report = judged(`<permission android:name="${name}"/>${asks(name)}`);
    expect(classOf(report, name)).toBe('app-defined');
  });

  test.each([
    ['android.permission.READ_CONTACT', 'android.permission.READ_CONTACTS'],
    ['android.permission.ACESS_FINE_LOCATION', 'android.permission.ACCESS_FINE_LOCATION'],
    ['android.permissions.CAMERA', 'android.permission.CAMERA'],
    ['android.Manifest.permission.CAMERA', 'android.permission.CAMERA'],
    ['com.android.permission.READ_SMS', 'android.permission.READ_SMS'],
    ['android.permission.read_contacts', 'android.permission.READ_CONTACTS'],
  ])('%s is misspelt, %s may be meant', (name, meant) => {
    const finding = judged(asks(name)).findings.find(({ ruleId }) => ruleId === 'permission-misspelt');
    expect(finding?.text.en).toContain(`“${name}”`);
    expect(finding?.text.en).toContain(meant);
    expect(finding?.text.zh).toContain(meant);
  });

  test('for a name that no release defines is invented, in the name space of Android only', () => {
    expect(rulesOf(judged(asks('SUPER_POWERS')))).toContain('permission-invented');
    expect(rulesOf(judged(asks('com.android.permission.OF_A_MAKER')))).not.toContain('permission-invented');
    expect(rulesOf(judged(asks('com.example.SUPER_POWERS')))).not.toContain('permission-invented');
  });
});

describe('what is implied', () => {
  test('an old target holds in the background what it holds in front', () => {
    expect(kindsOf(judged(asks('ACCESS_FINE_LOCATION'), { target: 28 }))).toContain('location-background');
    expect(kindsOf(judged(asks('ACCESS_FINE_LOCATION'), { target: 29 }))).not.toContain(
      'location-background',
    );
  });
  test('a very old target takes the call log with the contacts', () => {
    expect(kindsOf(judged(asks('READ_CONTACTS'), { min: 14, target: 15 }))).toContain('call-log');
    expect(kindsOf(judged(asks('READ_CONTACTS'), { min: 14, target: 16 }))).not.toContain('call-log');
  });
  test('no dangerous request, no escape from asking: what the system adds is not the app’s', () => {
    expect(rulesOf(judged(asks('INTERNET'), { min: 14, target: 21 }))).not.toContain(
      'run-time-permission-escaped',
    );
    expect(rulesOf(judged(asks('READ_CONTACTS'), { min: 14, target: 21 }))).toContain(
      'run-time-permission-escaped',
    );
  });
});

describe('scoping', () => {
  const request = (name: string, more: string): string =>
    `<uses-permission android:name="android.permission.${name}" ${more}/>`;
  test('neverForLocation keeps the place from a scan', () => {
    for (const name of ['BLUETOOTH_SCAN', 'NEARBY_WIFI_DEVICES']) {
      expect(kindsOf(judged(request(name, '')))).toContain('location-inferred');
      const scoped = judged(request(name, 'android:usesPermissionFlags="neverForLocation"'));
      expect(kindsOf(scoped)).not.toContain('location-inferred');
      expect(scoped.permissions.flatMap(({ kinds }) => kinds)).not.toContain('location-inferred');
      expect(rulesOf(scoped)).not.toContain('bluetooth-scan-for-location');
    }
  });
  test('maxSdkVersion below the lowest version takes a request back', () => {
    expect(kindsOf(judged(request('READ_PHONE_STATE', 'android:maxSdkVersion="22"')))).toEqual([]);
    expect(kindsOf(judged(request('READ_PHONE_STATE', 'android:maxSdkVersion="28"')))).toContain(
      'device-hardware-id',
    );
  });
  test('named packages are not all packages', () => {
    const named = judged('<queries><package android:name="com.tencent.mm"/></queries>');
    expect(kindsOf(named)).toEqual([]);
    const all = judged(
      '<queries><intent><action android:name="android.intent.action.MAIN"/></intent></queries>',
    );
    expect(rulesOf(all)).toContain('launchable-apps-visible');
    expect(rulesOf(named)).not.toContain('launchable-apps-visible');
  });
});
