// A folder of sources beside a package that was built with lines: sightings point to modules, files and the lines that
// dexdump prints; what a shrinker renamed, or another file of the name, falls back to the line that declares it.
import { spawnSync } from 'node:child_process';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { describe, expect, test } from '@jest/globals';
import { openPackage } from '../../src/package/index.js';
import { DEFAULT_LIMITS } from '../../src/bytes/limits.js';
import { debugLines } from '../../src/extract/debug-lines.js';
import { openSources } from '../../src/cli/sources.js';
import { openTree } from '../../src/cli/source-tree.js';
import { temporaryFolder } from '../support/package-files.js';
import { fullReport, report } from '../support/report.js';
import { runCli } from '../support/run-cli.js';

const APP = resolve('node_modules/settings-5/apks/settings_apk-debug.apk');
const folder = temporaryFolder();
const write = (name: string, text: string): void => {
  const file = join(folder.path, name);
  mkdirSync(dirname(file), { recursive: true });
  writeFileSync(file, text);
};
write('settings.gradle', "include ':app', ':recorder'\n");
write(
  'app/build.gradle',
  "android { namespace 'io.appium.settings' }\ndependencies {\n  // implementation 'com.google.android.gms:play-services-location:1'\n  implementation 'com.google.android.gms:play-services-location:21.0.1'\n}\n",
);
write(
  'app/src/main/AndroidManifest.xml',
  '<manifest xmlns:android="http://schemas.android.com/apk/res/android">\n\n<uses-permission android:name="android.permission.READ_SMS"/>\n<application><service android:name=".NLService"/></application></manifest>',
);
write(
  'app/src/main/java/io/appium/settings/LocationTracker.java',
  'package io.appium.settings;\n/* class Wrong { */\npublic final class LocationTracker {\n}\n',
);
write(
  'app/src/main/java/io/appium/settings/other/Readers.kt',
  '@file:JvmName("Tools")\npackage io.appium.settings.receivers\n\nclass SmsReader {\n  fun other() = listSms(1)\n  fun listSms(a: Int) {\n  }\n}\n',
);
write('recorder/build.gradle.kts', 'plugins { id("com.android.library") }\n');
write(
  'recorder/src/main/java/io/appium/settings/recorder/RecorderThread.java',
  'package io.appium.settings.recorder;\nclass RecorderThread {}\n',
);
write(
  'app/build/generated/io/appium/settings/NLService.java',
  'package io.appium.settings; class NLService {}',
);

describe('--source with a folder', () => {
  test('maps takings to modules, files and lines', async () => {
    const out = join(folder.path, 'out.sarif');
    const ran = await runCli(
      ['scan', APP, '--type', 'utility-tools', '--source', '.', '--format', `sarif=${out}`],
      {
        cwd: folder.path,
      },
    );
    expect([ran.code, ran.err]).toEqual([0, '']);
    const [run] = (
      JSON.parse(readFileSync(out, 'utf8')) as {
        runs: {
          results: {
            locations: {
              physicalLocation: { artifactLocation: { uri: string }; region: { startLine: number } };
              logicalLocations?: { fullyQualifiedName: string; kind: string }[];
            }[];
          }[];
        }[];
      }
    ).runs;
    const places = new Set(
      run!.results.flatMap((r) =>
        r.locations.map((l) => {
          const module = l.logicalLocations?.find((x) => x.kind === 'module')?.fullyQualifiedName;
          return `${module} ${l.physicalLocation.artifactLocation.uri}:${l.physicalLocation.region.startLine}`;
        }),
      ),
    );
    const java = ':app app/src/main/java/io/appium/settings';
    // By debug information, of the class and of a class inside it.
    expect([...places].filter((p) => p.startsWith(`${java}/LocationTracker.java:`)).length).toBeGreaterThan(
      3,
    );
    expect(places).not.toContain(`${java}/LocationTracker.java:3`);
    // Another file than the package names: the line that declares the method.
    expect(places).toContain(`${java}/other/Readers.kt:6`);
    expect([...places].some((p) => p.startsWith(':recorder recorder/src/main/java/'))).toBe(true);
    expect([...places].some((p) => p.includes('build/generated'))).toBe(false);
  });

  test('knows the lines of manifests by module, with the namespace of the build file', () => {
    const { manifest, path } = openSources('.', folder.path).of(report(), [], () => new Map());
    expect(path).toBe('app/src/main/AndroidManifest.xml');
    expect(manifest).toEqual({
      'android.permission.READ_SMS': { path, line: 3, module: ':app' },
      'io.appium.settings.NLService': { path, line: 4, module: ':app' },
    });
  });

  test('finds the line of a build file that asks for an SDK', () => {
    const sdk = { ...fullReport().sdks[0]!, id: 'gms-location', signals: ['version:play-services-location'] };
    const found = openSources('.', folder.path).of(report({ sdks: [sdk] }), [], () => new Map());
    expect(found.dependencies).toEqual({
      'gms-location': { path: 'app/build.gradle', line: 4, module: ':app' },
    });
  });

  test('a folder without sources, and none at all, are one line and 2', async () => {
    mkdirSync(join(folder.path, 'empty'));
    for (const [path, said] of [
      ['empty', /empty: no manifest and no Java or Kotlin file in it/],
      ['nowhere', /nowhere: cannot be read \(ENOENT\)/],
    ] as const)
      expect(await runCli(['scan', APP, '--source', path], { cwd: folder.path })).toEqual({
        code: 2,
        out: '',
        err: expect.stringMatching(new RegExp(`^overreach: ${said.source}\n$`)),
      });
  });

  test('Kotlin classes of files and words in comments', () => {
    const { classes } = openTree(folder.path);
    expect([...classes.keys()].filter((c) => c.includes('receivers'))).toEqual([
      'io.appium.settings.receivers.SmsReader',
      'io.appium.settings.receivers.Tools',
    ]);
    expect(classes.get('io.appium.settings.LocationTracker')!.line).toBe(3);
    expect(classes.has('io.appium.settings.Wrong')).toBe(false);
  });
});

const here = spawnSync('dexdump', ['-h']).error === undefined;
(here ? test : test.skip)('lines of every method are those that dexdump prints', () => {
  const app = openPackage([APP], DEFAULT_LIMITS);
  const dex = join(folder.path, 'classes5.dex');
  writeFileSync(dex, app.parts[0]!.read('classes5.dex'));
  const { stdout } = spawnSync('dexdump', ['-d', dex], { encoding: 'utf8', maxBuffer: 1 << 28 });
  const spots: { symbol: string; offset: number; line: number }[] = [];
  let [cls, name, symbol] = ['', '', ''];
  for (const line of stdout.split('\n')) {
    cls = /^ {6}in class\s*/.test(line) ? cls : (/Class descriptor\s+: '(.*)'/.exec(line)?.[1] ?? cls);
    name = /^ {6}name\s+: '(.*)'/.exec(line)?.[1] ?? name;
    const type = /^ {6}type\s+: '(\(.*)'/.exec(line)?.[1];
    if (type !== undefined) symbol = `${cls}->${name}${type}`;
    const at = /^\s+0x([0-9a-f]+) line=(\d+)/.exec(line);
    if (at) spots.push({ symbol, offset: parseInt(at[1]!, 16), line: Number(at[2]) });
  }
  expect(spots.length).toBeGreaterThan(500);
  // Where several lines share an address the last one counts; line 0 is a compiler's own code.
  const written = spots.filter(({ line }) => line > 0);
  const last = new Map(written.map((s) => [`${s.symbol}@${s.offset}`, s.line]));
  const read = debugLines(app, spots);
  app.close();
  expect(Object.fromEntries([...read].map(([key, { line }]) => [key, line]))).toEqual(
    Object.fromEntries(last),
  );
});
