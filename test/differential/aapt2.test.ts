// The same app in the other forms that the official tool makes of it: protocol buffers as in bundles, sparse tables,
// shortened file names. Facts must not change. Skipped, and said so, where aapt2 is not installed.
import { execFileSync } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, dirname, join } from 'node:path';
import { afterAll, describe, expect, test } from '@jest/globals';
import { DEFAULT_LIMITS } from '../../src/bytes/limits.js';
import { manifestExtractor } from '../../src/extract/manifest.js';
import { resourcesExtractor } from '../../src/extract/resources.js';
import type { ManifestFacts, ResourceFacts, Section } from '../../src/model/facts.js';
import { openPackage } from '../../src/package/index.js';
import { runExtractors } from '../support/memory-package.js';
import { zipOf } from '../support/zip.js';
import { installedPackages } from './packages-folder.js';

function installed(): boolean {
  try {
    execFileSync('aapt2', ['version'], { stdio: 'ignore' });
    return true;
  } catch {
    return false;
  }
}
const folder = mkdtempSync(join(tmpdir(), 'overreach-aapt2-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));
let made = 0;
function make(path: string, ...options: string[]): string {
  const out = join(folder, `${made++}.apk`);
  const [command = '', ...rest] = options;
  execFileSync('aapt2', [command, ...rest, '-o', out, path], { stdio: 'ignore' });
  return out;
}

interface Facts {
  manifest: Section<ManifestFacts>;
  resources: Section<ResourceFacts>;
}
/** Byte offsets belong to the form, everything else to the app. */
function factsOf(path: string): Facts {
  const pkg = openPackage([path], DEFAULT_LIMITS, () => {});
  const { done } = runExtractors<'manifest' | 'resources'>(pkg, [
    manifestExtractor,
    resourcesExtractor,
  ] as never);
  pkg.close();
  return JSON.parse(
    JSON.stringify(done, (key, value: unknown) => (key === 'offset' ? undefined : value)),
  ) as Facts;
}
const resourcesOf = ({ resources }: Facts): ResourceFacts => {
  if (resources.state !== 'complete') throw new Error(JSON.stringify(resources).slice(0, 500));
  return resources.value;
};

/** Where bundletool keeps a file of the APK (developer.android.com/guide/app-bundle/app-bundle-format). */
function bundlePath(name: string): string {
  if (name === 'AndroidManifest.xml') return `base/manifest/${name}`;
  if (/^classes\d*\.dex$/.test(name)) return `base/dex/${name}`;
  return /^(res|assets|lib)\/|^resources\.pb$/.test(name) ? `base/${name}` : `base/root/${name}`;
}

const packages = installedPackages()
  .filter((path) => /ApiDemos|settings_apk/.test(path))
  .map((path) => [`${basename(join(path, '../..'))}/${basename(path)}`, path] as const);

if (!installed()) {
  describe('aapt2', () => {
    test.skip('is not installed: other forms are not compared (Debian: apt-get install aapt)', () => {});
  });
} else {
  describe('the same facts in every form', () => {
    test.each(packages)(
      '%s as protocol buffers',
      (_name, path) => {
        const proto = factsOf(make(path, 'convert', '--output-format', 'proto'));
        expect(proto.manifest.state).toBe('complete');
        expect(proto).toEqual(factsOf(path));
      },
      60_000,
    );

    test.each(packages.slice(0, 2))(
      '%s as a bundle',
      (_name, path) => {
        const pkg = openPackage(
          [make(path, 'convert', '--output-format', 'proto')],
          DEFAULT_LIMITS,
          () => {},
        );
        const part = pkg.parts[0]!;
        const files = part.entries().map(({ name }) => [bundlePath(name), part.read(name)] as const);
        pkg.close();
        const bundle = join(folder, 'app.aab');
        writeFileSync(bundle, zipOf({ 'BundleConfig.pb': '', ...Object.fromEntries(files) }));
        expect(factsOf(bundle)).toEqual(factsOf(path));
      },
      60_000,
    );

    test.each(packages)(
      '%s with sparse tables',
      (_name, path) => {
        expect(
          factsOf(make(path, 'convert', '--output-format', 'binary', '--enable-sparse-encoding')),
        ).toEqual(factsOf(path));
      },
      60_000,
    );

    test('ApiDemos with shortened file names: the same handlers and classes', () => {
      const path = packages.find(([name]) => name.includes('ApiDemos'))![1];
      const short = factsOf(
        make(path, 'optimize', '--enable-resource-path-shortening', '--enable-resource-obfuscation'),
      );
      const whole = resourcesOf(factsOf(path));
      const found = resourcesOf(short);
      expect(found.layoutClasses.map((c) => c.name)).toEqual(whole.layoutClasses.map((c) => c.name));
      const handlers = (facts: ResourceFacts) =>
        facts.layoutHandlers.map((h) => `${h.element} ${h.method}`).sort();
      expect(handlers(found)).toEqual(handlers(whole));
      expect(found.accessibilityServices.map((s) => s.eventTypes)).toEqual(
        whole.accessibilityServices.map((s) => s.eventTypes),
      );
      expect(found.deviceAdminPolicies).toEqual(whole.deviceAdminPolicies);
      expect(found.layoutHandlers.some((h) => h.entry.startsWith('res/layout/'))).toBe(false);
    }, 60_000);
  });

  // Debian's package of the framework's resources; linking needs one.
  const FRAMEWORK = '/usr/share/android-framework-res/framework-res.apk';
  const linking = existsSync(FRAMEWORK) ? test : test.skip;
  linking(
    'a source folder says what the app built from it says',
    () => {
      const root = join(folder, 'source');
      for (const [path, text] of Object.entries(SOURCE)) {
        mkdirSync(dirname(join(root, path)), { recursive: true });
        writeFileSync(join(root, path), text);
      }
      const compiled = join(folder, 'source.zip');
      const linked = join(folder, 'linked.apk');
      execFileSync('aapt2', ['compile', '--dir', join(root, 'res'), '-o', compiled]);
      const manifest = join(root, 'AndroidManifest.xml');
      execFileSync('aapt2', [
        'link',
        '-I',
        FRAMEWORK,
        '--manifest',
        manifest,
        '-o',
        linked,
        '--auto-add-overlay',
        compiled,
      ]);
      const text = factsOf(root);
      const built = factsOf(linked);
      if (built.manifest.state !== 'complete' || text.manifest.state !== 'complete')
        throw new Error('incomplete');
      built.manifest.value.compileSdk = null; // the build adds it
      expect(text).toEqual(built);
      expect(built.manifest.value.components).toHaveLength(5);
    },
    60_000,
  );
}

const ANDROID = 'xmlns:android="http://schemas.android.com/apk/res/android"';
/** Every kind of value that source and compiled form write differently. */
const SOURCE: Readonly<Record<string, string>> = {
  'AndroidManifest.xml': `<?xml version="1.0" encoding="utf-8"?>
<manifest ${ANDROID}
    package="com.example.src" android:versionCode="12" android:versionName="1.2" android:sharedUserId="com.example.shared">
  <uses-sdk android:minSdkVersion="21" android:targetSdkVersion="28" />
  <uses-permission android:name="android.permission.CAMERA" android:maxSdkVersion="30"/>
  <uses-permission android:name="android.permission.ACCESS_FINE_LOCATION"/>
  <uses-permission-sdk-23 android:name="android.permission.READ_CONTACTS"/>
  <uses-feature android:name="android.hardware.camera" android:required="false"/>
  <uses-feature android:glEsVersion="0x00030000"/>
  <permission android:name="com.example.P" android:protectionLevel="signature|privileged" android:label="@string/app"/>
  <application android:name=".App" android:label="@string/app" android:debuggable="true" android:allowBackup="false"
      android:appCategory="social" android:networkSecurityConfig="@xml/nsc" android:fullBackupContent="@xml/backup" android:theme="@android:style/Theme">
    <activity android:name=".Main" android:exported="true" android:enabled="@bool/on" android:process=":ui">
      <intent-filter android:priority="5">
        <action android:name="android.intent.action.MAIN"/>
        <category android:name="android.intent.category.LAUNCHER"/>
        <data android:scheme="https" android:host="*.example.com" android:pathPrefix="/x" android:mimeType="image/*"/>
      </intent-filter>
      <meta-data android:name="int" android:value="12"/>
      <meta-data android:name="bool" android:value="true"/>
      <meta-data android:name="float" android:value="1.5"/>
      <meta-data android:name="ref" android:value="@string/app"/>
    </activity>
    <activity-alias android:name=".Alias" android:targetActivity=".Main"/>
    <service android:name=".Sync" android:foregroundServiceType="location|dataSync" android:permission="android.permission.BIND_ACCESSIBILITY_SERVICE">
      <meta-data android:name="android.accessibilityservice" android:resource="@xml/a11y"/>
    </service>
    <provider android:name=".P" android:authorities="com.example.files;b" android:grantUriPermissions="true" android:initOrder="100">
      <meta-data android:name="android.support.FILE_PROVIDER_PATHS" android:resource="@xml/paths"/>
    </provider>
    <receiver android:name=".Admin"><meta-data android:name="android.app.device_admin" android:resource="@xml/admin"/>
      <intent-filter><action android:name="android.app.action.DEVICE_ADMIN_ENABLED"/></intent-filter></receiver>
    <uses-library android:name="org.apache.http.legacy" android:required="false"/>
  </application>
</manifest>
`,
  'res/layout/m.xml': `<LinearLayout ${ANDROID}><Button android:onClick="go"/><com.example.src.V/><fragment android:name="com.example.src.F"/></LinearLayout>
`,
  'res/values/v.xml': `<resources><string name="app">It\\'s &amp; me</string><bool name="on">false</bool></resources>
`,
  'res/values-v19/v.xml': `<resources><bool name="on">true</bool></resources>
`,
  'res/values-zh-rCN/v.xml': `<resources><string name="app">应用</string></resources>
`,
  'res/xml/a11y.xml': `<accessibility-service ${ANDROID} android:accessibilityEventTypes="typeViewClicked|typeWindowStateChanged" android:accessibilityFlags="flagDefault|flagReportViewIds" android:canRetrieveWindowContent="true" android:packageNames="a.b,c.d"/>
`,
  'res/xml/admin.xml': `<device-admin><uses-policies><wipe-data/></uses-policies></device-admin>
`,
  'res/xml/backup.xml': `<full-backup-content><include domain="file" path="a"/></full-backup-content>
`,
  'res/xml/nsc.xml': `<network-security-config><base-config cleartextTrafficPermitted="true"><trust-anchors><certificates src="user"/></trust-anchors></base-config><domain-config cleartextTrafficPermitted="false"><domain includeSubdomains="true">Example.com</domain></domain-config></network-security-config>
`,
  'res/xml/paths.xml': `<paths><external-path name="e" path="."/></paths>
`,
};
