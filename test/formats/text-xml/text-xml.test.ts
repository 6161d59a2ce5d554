import { describe, expect, test } from '@jest/globals';
import { DEFAULT_LIMITS } from '../../../src/bytes/limits.js';
import { ParseError } from '../../../src/bytes/parse-error.js';
import { manifestExtractor } from '../../../src/extract/manifest.js';
import { resourcesExtractor } from '../../../src/extract/resources.js';
import { PLAIN_NAMES } from '../../../src/extract/text-names.js';
import { isTextXml, readTextXml } from '../../../src/formats/text-xml/text-xml.js';
import { memoryPackage, runExtractors } from '../../support/memory-package.js';
import type { Files } from '../../support/memory-package.js';

const bytes = (text: string): Uint8Array => new TextEncoder().encode(text);
const read = (text: string) => readTextXml(bytes(text), DEFAULT_LIMITS, () => {}, PLAIN_NAMES);
const HEAD =
  'xmlns:android="http://schemas.android.com/apk/res/android" xmlns:tools="http://schemas.android.com/tools"';
function extract(files: Files) {
  const run = runExtractors<'manifest' | 'resources'>(memoryPackage(files), [
    manifestExtractor,
    resourcesExtractor,
  ] as never);
  const manifest = run.done.manifest!;
  if (manifest.state === 'missing') throw new Error(manifest.because.join());
  const resources = run.done.resources!;
  return {
    ...run,
    manifest,
    facts: manifest.value,
    resources: resources.state === 'missing' ? null! : resources.value,
  };
}
const code = (text: string): string => {
  try {
    read(text);
  } catch (error) {
    if (error instanceof ParseError) return error.code;
    throw error;
  }
  return 'read';
};

describe('XML as text', () => {
  test('elements, namespaces under any prefix, lines, entities, character data', () => {
    const { root } = read(`<?xml version="1.0"?>
<!-- a comment -->
<manifest xmlns:a="http://schemas.android.com/apk/res/android"
    package="x.y">
  <application a:label="A &amp; B &#x41;&lt;">
    <string>hello <![CDATA[<world>]]></string>
  </application>
</manifest>`);
    expect(root.line).toBe(3);
    expect(root.children[0]!.line).toBe(5);
    expect(root.children[0]!.attributes[0]).toMatchObject({
      name: 'label',
      namespace: 'http://schemas.android.com/apk/res/android',
      id: 0x01010001,
      raw: 'A & B A<',
    });
    expect(root.children[0]!.children[0]!.text).toContain('hello');
  });

  test('told from compiled XML by its first bytes', () => {
    expect(['<a/>', '  \n<a/>', '\ufeff<a/>'].map((text) => isTextXml(bytes(text)))).toEqual([
      true,
      true,
      true,
    ]);
    expect(isTextXml(Uint8Array.of(3, 0, 8, 0))).toBe(false);
  });

  test.each([
    ['<!DOCTYPE x [<!ENTITY a "b">]><x>&a;</x>', 'xml/document-type'],
    ['<a><b></a>', 'xml/malformed'],
    ['<a', 'xml/malformed'],
    ['', 'xml/no-root'],
  ])('refuses %s', (text, expected) => {
    expect([expected, 'xml/malformed']).toContain(code(text));
    expect(code(text)).not.toBe('read');
  });

  test('deep nesting is refused or cut, never a stack overflow', () => {
    const result = code(`${'<a>'.repeat(5_000)}${'</a>'.repeat(5_000)}`);
    expect(['read', 'xml/malformed']).toContain(result);
  });
});

describe('source manifests', () => {
  const SOURCE = `<manifest ${HEAD} package="com.example.src">
  <uses-sdk android:minSdkVersion="21" android:targetSdkVersion="33" />
  <uses-permission android:name="android.permission.CAMERA" android:maxSdkVersion="30"/>
  <uses-permission android:name="android.permission.READ_SMS" tools:node="remove"/>
  <uses-permission android:name="android.permission.READ_CONTACTS" android:maxSdkVersion="22" tools:remove="android:maxSdkVersion"/>
  <uses-permission
      android:name="android.permission.BLUETOOTH_SCAN"
      android:usesPermissionFlags="neverForLocation"/>
  <permission android:name="com.example.P" android:protectionLevel="signature|privileged"/>
  <application android:name=".App" android:label="Src" android:debuggable="true" android:allowBackup="false" android:appCategory="social">
    <activity android:name=".Main" android:exported="true">
      <intent-filter><action android:name="android.intent.action.MAIN"/><category android:name="android.intent.category.LAUNCHER"/></intent-filter>
    </activity>
    <service android:name="Sync" android:foregroundServiceType="location|camera"/>
    <provider android:name=".P" android:authorities="\${applicationId}.files" android:exported="false"/>
    <receiver android:name=".Gone" tools:node="removeAll"/>
  </application>
</manifest>`;

  test('the facts a build would keep, with source lines', () => {
    const { facts, manifest, codes } = extract({ 'AndroidManifest.xml': SOURCE });
    expect(codes).toEqual([]);
    expect(manifest.state).toBe('complete');
    expect(facts).toMatchObject({ package: 'com.example.src', minSdk: 21, targetSdk: 33 });
    expect(facts.application).toMatchObject({
      name: 'com.example.src.App',
      label: 'Src',
      debuggable: true,
      allowBackup: false,
      appCategory: 'social',
    });
    expect(
      facts.permissions
        .filter((p) => p.source === 'declared')
        .map((p) => [p.name, p.maxSdk, p.flags, p.place.line]),
    ).toEqual([
      ['android.permission.BLUETOOTH_SCAN', null, ['neverForLocation'], 6],
      ['android.permission.CAMERA', 30, [], 3],
      ['android.permission.READ_CONTACTS', null, [], 5],
    ]);
    expect(facts.definedPermissions[0]!.protectionLevel).toBe('signature|privileged');
    expect(facts.components.map((c) => [c.type, c.name, c.isLauncher])).toEqual([
      ['activity', 'com.example.src.Main', true],
      ['service', 'com.example.src.Sync', false],
      ['provider', 'com.example.src.P', false],
    ]);
    expect(facts.components[1]!.foregroundServiceTypes).toEqual(['location', 'camera']);
    expect(facts.components[2]!.authorities).toEqual(['com.example.src.files']);
  });

  test('a manifest without package, as modules have it, is partial and says so', () => {
    const { manifest, codes } = extract({
      'AndroidManifest.xml': `<manifest ${HEAD}><application/></manifest>`,
    });
    expect(manifest.state).toBe('partial');
    expect(codes).toEqual(['manifest/no-package', 'manifest/sdk-not-said']);
  });

  test('a decoded app resolves names through values files and folders', () => {
    const { facts, resources, codes } = extract({
      'AndroidManifest.xml': `<manifest ${HEAD} package="d.e">
        <uses-permission android:name="android.permission.READ_CONTACTS"/>
        <application android:label="@string/app" android:networkSecurityConfig="@xml/nsc" android:theme="@android:style/Theme">
          <activity android:name=".A" android:enabled="@bool/on"/>
          <service android:name=".S"><meta-data android:name="android.accessibilityservice" android:resource="@xml/a11y"/></service>
        </application></manifest>`,
      'apktool.yml':
        "version: 2.9.3\napkFileName: d.apk\nsdkInfo:\n  minSdkVersion: '15'\n  targetSdkVersion: \"15\"\nversionInfo:\n  versionCode: '42'\n  versionName: 1.2.3 beta\n",
      'res/values/strings.xml': `<resources><string name="app">It\\'s &amp; me</string><string name="x">@string/app</string></resources>`,
      'res/values-zh-rCN/strings.xml': '<resources><string name="app">应用</string></resources>',
      'res/values/bools.xml': '<resources><bool name="on">false</bool></resources>',
      'res/values-v19/bools.xml': '<resources><item type="bool" name="on">true</item></resources>',
      'res/xml/nsc.xml':
        '<network-security-config><base-config cleartextTrafficPermitted="true"/></network-security-config>',
      'res/xml/a11y.xml': `<accessibility-service ${HEAD} android:accessibilityEventTypes="typeAllMask" android:canTakeScreenshot="true"/>`,
      'res/layout/main.xml': `<LinearLayout ${HEAD}><Button android:onClick="@{() -> vm.tap()}"/><d.e.Custom/></LinearLayout>`,
    });
    expect(codes).toEqual([]);
    expect(facts).toMatchObject({ minSdk: 15, targetSdk: 15, versionCode: 42, versionName: '1.2.3 beta' });
    expect(facts.permissions.map((p) => p.name)).toContain('android.permission.READ_CALL_LOG');
    expect(facts.application.label).toBe("It's & me");
    expect(facts.application.labels).toEqual([
      { locale: '', text: "It's & me" },
      { locale: 'zh-CN', text: '应用' },
    ]);
    expect(facts.components[0]!.enabled).toBe(true);
    expect(resources.networkSecurity?.cleartextPermitted).toBe(true);
    expect(resources.accessibilityServices[0]).toMatchObject({
      eventTypes: ['typeAllMask'],
      canTakeScreenshot: true,
    });
    expect(resources.layoutHandlers[0]!.method).toBe('tap');
    expect(resources.layoutClasses.map((c) => c.name)).toEqual(['d.e.Custom']);
    expect(resources.locales).toEqual(['zh-CN']);
  });

  test('a manifest that declares a document type is missing, not trusted', () => {
    const run = runExtractors(
      memoryPackage({
        'AndroidManifest.xml': '<!DOCTYPE m [<!ENTITY e SYSTEM "file:///etc/passwd">]><manifest/>',
      }),
      [manifestExtractor],
    );
    expect(run.done.manifest).toEqual({ state: 'missing', because: ['xml/document-type'] });
  });
});

describe('hostile text', () => {
  test('names, blanks and notes of any length cost no more than their length', () => {
    const { facts } = extract({
      'AndroidManifest.xml': `<manifest ${HEAD} package="d.e"><application android:label="@string/x"/></manifest>`,
      [`res/layout/${'.'.repeat(60_000)}/`]: '',
      [`res/layout${'-a'.repeat(30_000)}/`]: '',
      'apktool.yml': `${'\n'.repeat(500_000)}${' '.repeat(500_000)}`,
    });
    expect(facts.application.label).toBeNull();
  });
});
