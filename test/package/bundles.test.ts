// The same app as one APK, as splits, in every container, as a bundle and decoded: the facts are the same wherever they
// should be. Splits are made from real packages of the development dependencies; the bundle from an app of our own.
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, test } from '@jest/globals';
import { DEFAULT_LIMITS } from '../../src/bytes/limits.js';
import { extractFacts } from '../../src/extract/index.js';
import type { AppFacts } from '../../src/model/facts.js';
import type { Watchlist } from '../../src/model/catalogue.js';
import { openPackage } from '../../src/package/index.js';
import { buildArsc } from '../support/arsc.js';
import { buildAxml, el, type ElementSpec } from '../support/axml.js';
import { buildProtoTable, buildProtoXml } from '../support/proto.js';
import { temporaryFolder } from '../support/package-files.js';
import { zip, zipOf, type ZipItem } from '../support/zip.js';
import { takeApart } from '../fuzz/archive.js';
import { app, manifestTree, RESOURCES } from '../hostile/case.js';
import { smallDex } from '../hostile/small-dex.js';
import { WATCH } from '../hostile/run.js';

process.env['OVERREACH_STRICT'] = '1';
const folder = temporaryFolder();
const modules = fileURLToPath(new URL('../../node_modules/', import.meta.url));

/** Calls that every real app makes somewhere. */
const COMMON: Watchlist = {
  ...WATCH,
  hash: 'common',
  methods: [
    'Landroid/util/Log;->d',
    'Landroid/content/Context;->getSystemService',
    'Landroid/content/ContentResolver;->query',
    'Landroid/location/LocationManager;->getLastKnownLocation',
    'Ljava/lang/Class;->forName',
    'Landroid/os/Handler;->post',
  ].map((id) => ({ id, class: id.split('->')[0]!, name: id.split('->')[1]!, descriptor: null, args: [] })),
};
function factsOf(paths: string[], watch: Watchlist): AppFacts {
  const pkg = openPackage(paths, DEFAULT_LIMITS);
  try {
    return extractFacts(pkg, watch, DEFAULT_LIMITS);
  } finally {
    pkg.close();
  }
}

/** What does not depend on how the app was packed: places lose the part and the number of their DEX file. */
function essence(facts: AppFacts): object {
  const manifest = facts.manifest.state === 'missing' ? null : facts.manifest.value;
  const code = facts.code.state === 'missing' ? null : facts.code.value;
  const native = facts.native.state === 'missing' ? null : facts.native.value;
  const resources = facts.resources.state === 'missing' ? null : facts.resources.value;
  const uses = (code?.uses ?? []).map((use) => {
    const site = code!.sites[use.site]!;
    return `${site.class}->${site.method} ${use.offset} ${use.watch}`;
  });
  return {
    manifest: { ...manifest, splitName: null, requiredSplitTypes: [], isSplitRequired: false },
    resources,
    uses: uses.sort(),
    packages: (code?.packages ?? []).map((x) => `${x.name} ${x.classes}`).sort(),
    signals: { ...code?.signals, dynamicLoading: code?.signals.dynamicLoading.length },
    libraries: (native?.libraries ?? [])
      .map((x) => `${x.name} ${x.abi} ${x.needed.join()} ${x.imports}`)
      .sort(),
    signers: facts.signing.state,
  };
}

const splitManifest = (
  name: string,
  attributes: ElementSpec['attributes'],
  packageName: string,
): Uint8Array =>
  buildAxml(
    el('manifest', { package: packageName, split: name, ...attributes }, [
      el('application', { hasCode: false }),
    ]),
  );

/** Cuts a real APK into a base, a feature with the last DEX, and a configuration split with the native libraries. */
function cut(apk: Uint8Array, packageName: string): Record<'base' | 'feature' | 'config', Uint8Array> {
  const items = takeApart(apk).filter((item) => !item.name.startsWith('META-INF/'));
  const dex = items.map((item) => item.name).filter((name) => /^classes\d*\.dex$/.test(name));
  const last = dex.sort((a, b) => a.length - b.length || (a < b ? -1 : 1)).at(-1)!;
  const moved = dex.length > 1 ? last : '';
  const pack = (list: ZipItem[]): Uint8Array => zip(list.map((item) => ({ ...item, method: 8 })));
  const take = (keep: (name: string) => boolean): ZipItem[] => items.filter((item) => keep(item.name));
  return {
    base: pack(take((name) => name !== moved && !name.startsWith('lib/'))),
    feature: pack([
      { name: 'AndroidManifest.xml', data: splitManifest('feature', { isFeatureSplit: true }, packageName) },
      ...take((name) => name === moved).map((item) => ({ name: 'classes.dex', data: item.data })),
    ]),
    config: pack([
      {
        name: 'AndroidManifest.xml',
        data: splitManifest('config.abi', { ':configForSplit': '' }, packageName),
      },
      ...take((name) => name.startsWith('lib/')),
    ]),
  };
}

const REAL: [string, string, string][] = [
  ['ApiDemos', 'android-apidemos/apks/ApiDemos-debug.apk', 'io.appium.android.apis'],
  ['Settings', 'settings-5/apks/settings_apk-debug.apk', 'io.appium.settings'],
  ['old Settings', 'settings-2/bin/settings_apk-debug.apk', 'io.appium.settings'],
];

describe.each(REAL)('%s', (name, path, packageName) => {
  const file = join(modules, path);
  const run = existsSync(file) ? test : test.skip;
  run('gives the same facts from splits and from every container', () => {
    const apk = new Uint8Array(readFileSync(file));
    const unsigned = zip(
      takeApart(apk)
        .filter((item) => !item.name.startsWith('META-INF/'))
        .map((item) => ({ ...item, method: 8 })),
    );
    const single = essence(factsOf([folder.put(`${name}/single.apk`, unsigned)], COMMON)) as {
      uses: string[];
    };
    expect(single.uses.length).toBeGreaterThan(5);
    const { base, feature, config } = cut(apk, packageName);
    const paths = [
      folder.put(`${name}/set/x.apk`, config),
      folder.put(`${name}/set/y.apk`, feature),
      folder.put(`${name}/set/z.apk`, base),
    ];
    const inputs: [string, string[]][] = [
      ['split-apks', paths],
      ['split-apks', [join(folder.path, name, 'set')]],
      [
        'apks',
        [
          folder.put(
            `${name}/a.apks`,
            zipOf(
              {
                'toc.pb': 'x',
                'splits/base-master.apk': base,
                'splits/base-abi.apk': config,
                'splits/feature-master.apk': feature,
              },
              0,
            ),
          ),
        ],
      ],
      [
        'xapk',
        [
          folder.put(
            `${name}/a.xapk`,
            zipOf({
              'manifest.json': JSON.stringify({ package_name: packageName }),
              [`${packageName}.apk`]: base,
              'config.abi.apk': config,
              'feature.apk': feature,
              'icon.png': 'x',
            }),
          ),
        ],
      ],
      [
        'apkm',
        [
          folder.put(
            `${name}/a.apkm`,
            zipOf({
              'info.json': '{}',
              'base.apk': base,
              'split_config.abi.apk': config,
              'split_feature.apk': feature,
            }),
          ),
        ],
      ],
      [
        'zip-of-apks',
        [folder.put(`${name}/a.zip`, zipOf({ 'b.apk': base, 'c.apk': config, 'd.apk': feature }, 0))],
      ],
    ];
    // Every container holds the same parts; a large app goes through two of them only, for time.
    const some =
      apk.length < 1e6
        ? inputs
        : inputs.filter(([kind]) => kind === 'split-apks' || kind === 'apkm').slice(1);
    for (const [kind, list] of some) {
      const facts = factsOf(list, COMMON);
      expect(facts.identity.kind).toBe(kind);
      expect(facts.identity.parts.map((part) => part.name)).toEqual([
        'base.apk',
        'split_config.abi.apk',
        'split_feature.apk',
      ]);
      expect(essence(facts)).toEqual(single);
    }
  });
});

describe('bundles', () => {
  const tree = manifestTree();
  const table = { packages: [RESOURCES] };
  test('give the facts of the APK made from them', () => {
    const apk = factsOf(
      [folder.put('bundle/app.apk', app({ manifest: buildAxml(tree), resources: buildArsc(table) }))],
      WATCH,
    );
    const aab = factsOf(
      [
        folder.put(
          'bundle/app.aab',
          zipOf({
            'BundleConfig.pb': 'x',
            'base/manifest/AndroidManifest.xml': buildProtoXml(tree),
            'base/resources.pb': buildProtoTable(table),
            'base/dex/classes.dex': smallDex(),
          }),
        ),
      ],
      WATCH,
    );
    expect(aab.identity.kind).toBe('aab');
    expect((essence(apk) as { uses: string[] }).uses).toHaveLength(2);
    const withoutLines = (facts: AppFacts): unknown =>
      JSON.parse(
        JSON.stringify(essence(facts), (key, value: unknown) => (key === 'place' ? undefined : value)),
      );
    expect(withoutLines(aab)).toEqual(withoutLines(apk));
  });
  test('join the manifests and code of their modules', () => {
    const module = el('manifest', { package: 'com.example.app', split: 'maps' }, [
      el('uses-permission', { name: 'android.permission.CAMERA' }),
      el('application', {}, [el('service', { name: '.Maps', exported: false })]),
    ]);
    const facts = factsOf(
      [
        folder.put(
          'bundle/modules.aab',
          zipOf({
            'base/manifest/AndroidManifest.xml': buildProtoXml(tree),
            'base/resources.pb': buildProtoTable(table),
            'maps/manifest/AndroidManifest.xml': buildProtoXml(module),
            'maps/dex/classes.dex': smallDex(),
          }),
        ),
      ],
      WATCH,
    );
    const manifest = facts.manifest.state === 'missing' ? null : facts.manifest.value;
    expect(manifest?.components.map((x) => x.name)).toEqual(['com.example.app.Main', 'com.example.app.Maps']);
    const code = facts.code.state === 'missing' ? null : facts.code.value;
    expect(code?.sites.map((site) => site.entry)).toEqual(['split_maps.apk!classes.dex']);
  });
});

describe('decoded folders', () => {
  test('give the manifest facts of the APK', () => {
    folder.put(
      'decoded/AndroidManifest.xml',
      `<?xml version="1.0" encoding="utf-8"?>
<manifest xmlns:android="http://schemas.android.com/apk/res/android" package="com.example.app"
    android:versionCode="7" android:versionName="1.2">
  <uses-sdk android:minSdkVersion="21" android:targetSdkVersion="34"/>
  <uses-permission android:name="android.permission.ACCESS_FINE_LOCATION"/>
  <uses-permission android:name="android.permission.READ_PHONE_STATE"/>
  <application android:label="Demo">
    <activity android:name=".Main" android:exported="true">
      <intent-filter>
        <action android:name="android.intent.action.MAIN"/>
        <category android:name="android.intent.category.LAUNCHER"/>
      </intent-filter>
    </activity>
  </application>
</manifest>`,
    );
    folder.put('decoded/smali/com/example/app/Main.smali', '.class public Lcom/example/app/Main;');
    const decoded = factsOf([join(folder.path, 'decoded')], WATCH);
    const apk = factsOf([folder.put('decoded.apk', app())], WATCH);
    const bare = (facts: AppFacts): unknown => {
      const manifest = facts.manifest.state === 'missing' ? null : facts.manifest.value;
      const text = JSON.stringify(manifest, (key, value: unknown) =>
        key === 'place' || key === 'labels' ? undefined : value,
      );
      return JSON.parse(text);
    };
    expect(decoded.identity.kind).toBe('decoded');
    expect(bare(decoded)).toEqual(bare(apk));
    expect(decoded.code.state === 'missing' || decoded.code.value.signals.classes === 0).toBe(true);
    expect(decoded.diagnostics.map((x) => x.code)).toContain('package/smali-ignored');
  });
});
