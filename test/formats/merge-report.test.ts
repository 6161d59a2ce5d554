import { describe, expect, test } from '@jest/globals';
import { readMergeReport } from '../../src/formats/merge-report.js';

const REPORT = `-- Merging decision tree log ---
manifest
ADDED from /home/me/app/src/main/AndroidManifest.xml:2:1-40:12
INJECTED from /home/me/app/src/main/AndroidManifest.xml:2:1-40:12
MERGED from [com.google.android.gms:play-services-ads:22.0.0] /home/me/.gradle/caches/x/AndroidManifest.xml:17:1-94:12
\tpackage
\t\tADDED from /home/me/app/src/main/AndroidManifest.xml:3:5-32
uses-permission#android.permission.INTERNET
ADDED from /home/me/app/src/main/AndroidManifest.xml:6:5-67
MERGED from [com.squareup.okhttp3:okhttp:4.12.0] /home/me/.gradle/caches/y/AndroidManifest.xml:7:5-67
\tandroid:name
\t\tADDED from /home/me/app/src/main/AndroidManifest.xml:6:22-64
uses-permission#com.google.android.gms.permission.AD_ID
ADDED from [com.google.android.gms:play-services-ads-identifier:18.0.1] /home/me/.gradle/z/AndroidManifest.xml:23:5-79
uses-permission#android.permission.READ_PHONE_STATE
IMPLIED from C:\\work\\app\\src\\main\\AndroidManifest.xml:2:1-40:12 reason: com.old.sdk has a targetSdkVersion < 4
uses-permission#android.permission.CAMERA
REJECTED from [:camera] /home/me/camera/AndroidManifest.xml:4:5-65
ADDED from [:scanner] /home/me/scanner/AndroidManifest.xml:9:5-65
activity#com.example.Main
ADDED from AndroidManifest.xml:12:9-20:20
this line is noise !!
`;

describe('merge report', () => {
  const nodes = readMergeReport(REPORT);
  const originsOf = (key: string) => nodes.filter((node) => node.key === key).flatMap((node) => node.origins);
  test('nodes with their origins', () => {
    expect(nodes.map((node) => [node.element, node.key, node.origins.length])).toEqual([
      ['manifest', null, 3],
      ['uses-permission', 'android.permission.INTERNET', 2],
      ['uses-permission', 'com.google.android.gms.permission.AD_ID', 1],
      ['uses-permission', 'android.permission.READ_PHONE_STATE', 1],
      ['uses-permission', 'android.permission.CAMERA', 2],
      ['activity', 'com.example.Main', 1],
    ]);
  });
  test('who brought a permission, without folders of the machine', () => {
    expect(originsOf('com.google.android.gms.permission.AD_ID')).toEqual([
      {
        action: 'added',
        kind: 'library',
        from: 'com.google.android.gms:play-services-ads-identifier:18.0.1',
        line: 23,
        reason: null,
      },
    ]);
    expect(originsOf('android.permission.INTERNET').map((o) => [o.kind, o.from, o.line])).toEqual([
      ['app', 'AndroidManifest.xml', 6],
      ['library', 'com.squareup.okhttp3:okhttp:4.12.0', 7],
    ]);
    expect(originsOf('android.permission.READ_PHONE_STATE')).toEqual([
      {
        action: 'implied',
        kind: 'app',
        from: 'AndroidManifest.xml',
        line: 2,
        reason: 'com.old.sdk has a targetSdkVersion < 4',
      },
    ]);
    expect(originsOf('android.permission.CAMERA').map((o) => [o.kind, o.from])).toEqual([
      ['module', ':camera'],
      ['module', ':scanner'],
    ]);
  });
  test('anything else gives nothing', () => {
    expect(readMergeReport('')).toEqual([]);
    expect(readMergeReport('\u0000\uffff\n'.repeat(1_000))).toEqual([]);
    readMergeReport(`uses-permission#${'a:1:1-'.repeat(200_000)}\nADDED from ${'['.repeat(200_000)}`);
  });
});
