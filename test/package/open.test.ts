// Every kind of input that openPackage tells apart, what each becomes, and why everything else is refused.
import { describe, expect, test } from '@jest/globals';
import { symlinkSync } from 'node:fs';
import { join } from 'node:path';
import { DEFAULT_LIMITS, type Limits } from '../../src/bytes/limits.js';
import { ParseError } from '../../src/bytes/parse-error.js';
import { openPackage } from '../../src/package/index.js';
import { groupPaths } from '../../src/package/group-paths.js';
import { openEmbedded } from '../../src/package/embedded.js';
import type { Package } from '../../src/package/package.js';
import { el } from '../support/axml.js';
import { apkOf, manifestOf, temporaryFolder } from '../support/package-files.js';
import { zip, zipOf } from '../support/zip.js';

const folder = temporaryFolder();
const dex = new TextEncoder().encode('dex\n035\0'.padEnd(200, '.'));

interface Shape {
  kind: string;
  parts: string[];
  odd: string[];
}
function shapeOf(...paths: string[]): Shape {
  const pkg = openPackage(paths, DEFAULT_LIMITS);
  try {
    return {
      kind: pkg.kind,
      parts: pkg.parts.map(
        (part) =>
          `${part.role} ${part.name}: ${part
            .entries()
            .map((x) => x.name)
            .join(' ')}`,
      ),
      odd: pkg.diagnostics!.map((x) => `${x.code} ${x.place.entry}`.trim()),
    };
  } finally {
    pkg.close();
  }
}
function failure(paths: string[], limits: Limits = DEFAULT_LIMITS): { code: string; args: object } {
  try {
    openPackage(paths, limits).close();
  } catch (error) {
    if (error instanceof ParseError) return { code: error.code, args: error.args };
    throw error;
  }
  return { code: 'none', args: {} };
}

const base = apkOf({ requiredSplitTypes: 'base__abi,base__density' }, { 'classes.dex': dex });
const abi = apkOf(
  { split: 'config.arm64_v8a', splitTypes: 'base__abi', ':configForSplit': '' },
  { 'lib/arm64-v8a/liba.so': 'x' },
);
const density = apkOf({ split: 'config.hdpi', splitTypes: 'base__density' }, { 'res/x.png': 'x' });
const feature = apkOf({ split: 'maps', isFeatureSplit: true }, { 'classes.dex': dex });
const setParts = [
  'base base.apk: AndroidManifest.xml classes.dex',
  'split split_config.arm64_v8a.apk: AndroidManifest.xml lib/arm64-v8a/liba.so',
  'split split_config.hdpi.apk: AndroidManifest.xml res/x.png',
  'feature split_maps.apk: AndroidManifest.xml classes.dex',
];

describe('one file', () => {
  test('an APK, whatever its name', () => {
    const path = folder.put('picture.png', apkOf({}, { 'classes.dex': dex }));
    expect(shapeOf(path)).toEqual({
      kind: 'apk',
      parts: ['base base.apk: AndroidManifest.xml classes.dex'],
      odd: [],
    });
  });
  test('an APK that needs splits says which', () => {
    const pkg = openPackage([folder.put('base.apk', base)], DEFAULT_LIMITS);
    expect(pkg.diagnostics).toEqual([
      {
        code: 'package/splits-missing',
        level: 'warning',
        place: { entry: 'AndroidManifest.xml' },
        args: { types: 'base__abi, base__density' },
      },
    ]);
    pkg.close();
  });
  test.each([
    ['by attribute', manifestOf({ isSplitRequired: true })],
    [
      'by metadata',
      manifestOf({}, [el('meta-data', { name: 'com.android.vending.splits.required', value: true })]),
    ],
  ])('an APK that says it needs splits, not which: %s', (_name, manifest) => {
    const path = folder.put('needs.apk', zipOf({ 'AndroidManifest.xml': manifest }));
    expect(shapeOf(path).odd).toEqual(['package/splits-missing AndroidManifest.xml']);
  });
  test('a split alone says that the base is missing', () => {
    expect(shapeOf(folder.put('alone.apk', abi)).odd).toEqual(['package/base-missing AndroidManifest.xml']);
  });
  test('a bundle: modules laid out as APKs', () => {
    const aab = zipOf({
      'BundleConfig.pb': 'x',
      'base/manifest/AndroidManifest.xml': 'x',
      'base/dex/classes.dex': dex,
      'base/resources.pb': 'x',
      'base/root/kotlin/a.kotlin_builtins': 'x',
      'base/lib/x86/liba.so': 'x',
      'base/assets/a/b': 'x',
      'maps/manifest/AndroidManifest.xml': 'x',
      'maps/dex/classes.dex': dex,
      'BUNDLE-METADATA/x': 'x',
    });
    expect(shapeOf(folder.put('x.aab', aab))).toEqual({
      kind: 'aab',
      parts: [
        'base base.apk: AndroidManifest.xml classes.dex resources.pb kotlin/a.kotlin_builtins lib/x86/liba.so assets/a/b',
        'feature split_maps.apk: AndroidManifest.xml classes.dex',
      ],
      odd: [],
    });
  });
  test('a DEX, a JAR, a library: code only, and said so', () => {
    expect(shapeOf(folder.put('x.dex', dex))).toEqual({
      kind: 'dex',
      parts: ['code base.apk: classes.dex'],
      odd: ['package/code-only'],
    });
    expect(shapeOf(folder.put('x.jar', zipOf({ 'classes.dex': dex })))).toMatchObject({
      kind: 'jar',
      odd: ['package/code-only'],
    });
    expect(shapeOf(folder.put('y.jar', zipOf({ 'a/B.class': 'x' }))).odd).toEqual([
      'package/code-only',
      'package/java-bytecode',
    ]);
    const aar = zipOf({
      'AndroidManifest.xml': '<manifest package="a"/>',
      'classes.jar': zipOf({ 'a/B.class': 'x' }),
    });
    expect(shapeOf(folder.put('x.aar', aar))).toEqual({
      kind: 'aar',
      parts: ['base base.apk: AndroidManifest.xml classes.jar', 'code classes.jar: a/B.class'],
      odd: ['package/library-only', 'package/java-bytecode classes.jar'],
    });
  });
});

describe('several APKs as one app', () => {
  const set = { 'z.apk': base, 'a.apk': density, 'b.apk': feature, 'c.apk': abi };
  test('named together, in any order', () => {
    const paths = Object.entries(set).map(([name, data]) => folder.put(`together/${name}`, data));
    const forwards = shapeOf(...paths);
    expect(forwards).toEqual({ kind: 'split-apks', parts: setParts, odd: [] });
    expect(shapeOf(...paths.reverse())).toEqual(forwards);
  });
  test('in a folder', () => {
    for (const [name, data] of Object.entries(set)) folder.put(`set/${name}`, data);
    folder.put('set/readme.txt', 'not an APK');
    expect(shapeOf(join(folder.path, 'set'))).toEqual({ kind: 'split-apks', parts: setParts, odd: [] });
  });
  test.each<[string, string, Record<string, Uint8Array | string>]>([
    [
      'apks',
      'x.apks',
      {
        'toc.pb': 'x',
        'splits/base-master.apk': base,
        'splits/base-arm64.apk': abi,
        'splits/base-hdpi.apk': density,
        'splits/maps-master.apk': feature,
        'standalones/standalone-arm64.apk': base,
      },
    ],
    [
      'apks',
      'sai.apks',
      {
        'meta.sai_v1.json': '{}',
        'base.apk': base,
        'split1.apk': abi,
        'split2.apk': density,
        'm.apk': feature,
      },
    ],
    [
      'xapk',
      'x.xapk',
      {
        'manifest.json': '{"package_name":"com.example.app"}',
        'com.example.app.apk': base,
        'config.arm64_v8a.apk': abi,
        'config.hdpi.apk': density,
        'maps.apk': feature,
        'other.apk': apkOf({ package: 'some.other' }),
      },
    ],
    [
      'apkm',
      'x.apkm',
      {
        'info.json': '{}',
        'base.apk': base,
        'split_config.arm64_v8a.apk': abi,
        'split_config.hdpi.apk': density,
        'split_maps.apk': feature,
      },
    ],
    [
      'zip-of-apks',
      'x.zip',
      { 'deep/down/base.apk': base, 'deep/a.apk': abi, 'b.apk': density, 'c.apk': feature },
    ],
  ])('%s, deflated and stored', (kind, name, files) => {
    for (const method of [0, 8]) {
      const shape = shapeOf(folder.put(name, zipOf(files, method)));
      expect([shape.kind, shape.parts]).toEqual([kind, setParts]);
      expect(shape.odd).toEqual([]);
    }
  });
  test('a universal APK is the whole app, one standalone stands for all', () => {
    const universal = shapeOf(folder.put('u.apks', zipOf({ 'toc.pb': 'x', 'universal.apk': base })));
    expect(universal.parts).toEqual(['base base.apk: AndroidManifest.xml classes.dex']);
    const alone = zipOf({
      'toc.pb': 'x',
      'standalones/standalone-a.apk': base,
      'standalones/standalone-b.apk': base,
    });
    expect(shapeOf(folder.put('s.apks', alone)).odd).toContain(
      'package/one-standalone standalones/standalone-a.apk',
    );
  });
  test('expansion files become asset parts; what is no zip is named', () => {
    const xapk = zipOf({
      'manifest.json': '{}',
      'a.apk': apkOf(),
      'Android/obb/a/main.1.a.obb': zipOf({ 'level1.dat': 'x' }),
      'Android/obb/a/patch.1.a.obb': 'not a zip',
    });
    const shape = shapeOf(folder.put('obb.xapk', xapk));
    expect(shape.parts).toEqual(['base base.apk: AndroidManifest.xml', 'asset main.1.a.obb: level1.dat']);
    expect(shape.odd).toEqual(['package/expansion-not-read patch.1.a.obb']);
  });
  test('what does not belong is left out by name', () => {
    const foreign = apkOf({ package: 'some.other', split: 'config.en' });
    const broken = zip([{ name: 'AndroidManifest.xml', data: 'x' }], { noEnd: true });
    const shape = shapeOf(
      folder.put('m/base.apk', apkOf()),
      folder.put('m/foreign.apk', foreign),
      folder.put('m/broken.apk', broken),
      folder.put('m/one.apk', apkOf({ split: 'one' })),
      folder.put('m/two.apk', apkOf({ split: 'one' })),
    );
    expect(shape.parts).toHaveLength(2);
    expect(shape.odd.sort()).toEqual([
      'package/apk-left-out broken.apk',
      'package/foreign-split foreign.apk',
      'package/variant-left-out two.apk',
    ]);
  });
  test('the same set has the same parts and hashes from any container; the input hash is its own', () => {
    const paths = [folder.put('h/1.apk', base), folder.put('h/2.apk', abi)];
    const packages: Package[] = [
      openPackage(paths, DEFAULT_LIMITS),
      openPackage([...paths].reverse(), DEFAULT_LIMITS),
      openPackage([folder.put('h.apkm', zipOf({ 'base.apk': base, 'b.apk': abi }))], DEFAULT_LIMITS),
    ];
    const [named, reversed, container] = packages.map((pkg) => pkg.parts.map((part) => part.sha256));
    expect(reversed).toEqual(named);
    expect(container).toEqual(named);
    expect(packages[0]!.sha256).toBe(packages[1]!.sha256);
    expect(packages[2]!.sha256).not.toBe(packages[0]!.sha256);
    for (const pkg of packages) pkg.close();
  });
  test('paths are grouped by app, and nothing else is joined', () => {
    const a = folder.put('g/a.apk', base);
    const split = folder.put('g/s.apk', abi);
    const other = folder.put('g/o.apk', apkOf({ package: 'some.other' }));
    const again = folder.put('g/again.apk', base);
    const text = folder.put('g/t.txt', 'hello');
    const missing = join(folder.path, 'g/none.apk');
    expect(groupPaths([a, other, split, again, text, missing], DEFAULT_LIMITS)).toEqual([
      [a, split],
      [other],
      [again],
      [text],
      [missing],
    ]);
    expect(groupPaths([a, again, other], DEFAULT_LIMITS)).toEqual([[a], [again], [other]]);
  });
});

describe('decoded folders', () => {
  test('of apktool: text manifest, smali ignored and said so, unknown files back in place', () => {
    const root = 'decoded';
    folder.put(`${root}/AndroidManifest.xml`, '<manifest package="a.b"/>');
    folder.put(`${root}/apktool.yml`, 'version: 2');
    folder.put(`${root}/smali/a/B.smali`, '.class La/B;');
    folder.put(`${root}/res/values/strings.xml`, '<resources/>');
    folder.put(`${root}/unknown/play.properties`, 'version=1');
    folder.put(`${root}/original/META-INF/CERT.RSA`, 'x');
    symlinkSync('/etc/passwd', join(folder.path, root, 'link.txt'));
    expect(shapeOf(join(folder.path, root))).toEqual({
      kind: 'decoded',
      parts: ['base base.apk: AndroidManifest.xml play.properties res/values/strings.xml'],
      odd: ['package/smali-ignored'],
    });
  });
  test('have a hash of their own that any change alters', () => {
    folder.put('d1/AndroidManifest.xml', '<manifest package="a.b"/>');
    const open = (): string => {
      const pkg = openPackage([join(folder.path, 'd1')], DEFAULT_LIMITS);
      pkg.close();
      return pkg.sha256;
    };
    const first = open();
    expect(open()).toBe(first);
    folder.put('d1/new.txt', 'x');
    expect(open()).not.toBe(first);
  });
});

describe('archives inside parts', () => {
  const inner = zipOf({ 'classes.dex': dex });
  const middle = zipOf({ 'x.jar': inner, 'classes.dex': dex });
  test('are opened where they lie, as deep as the limit allows, when they hold DEX', () => {
    const path = folder.put(
      'nest.apk',
      apkOf({}, { 'assets/plugin.apk': middle, 'assets/pictures.zip': zipOf({ 'a.png': 'x' }) }),
    );
    const pkg = openPackage([path], DEFAULT_LIMITS);
    const places = ['assets/pictures.zip', 'assets/plugin.apk'];
    expect(openEmbedded(pkg, places, DEFAULT_LIMITS, () => {}).map((part) => part.name)).toEqual([
      'assets/plugin.apk',
      'assets/plugin.apk!x.jar',
    ]);
    const codes: string[] = [];
    const shallow = { ...DEFAULT_LIMITS, nestingDepth: 2 };
    expect(openEmbedded(pkg, places, shallow, (x) => codes.push(x.code)).map((part) => part.name)).toEqual([
      'assets/plugin.apk',
    ]);
    expect(codes).toEqual(['limit/nesting-depth']);
    pkg.close();
  });
});

describe('what is no app is refused with its reason and its name', () => {
  const put = (name: string, data: Uint8Array | string): string[] => [folder.put(`bad/${name}`, data)];
  const cases: [string, string[], string][] = [
    ['a missing file', [join(folder.path, 'bad/none.apk')], 'input/not-found'],
    [
      'a directory of nothing',
      [(folder.put('nothing/x.txt', 'x'), join(folder.path, 'nothing'))],
      'input/is-directory',
    ],
    ['an empty file', put('empty.apk', ''), 'input/empty'],
    ['a text file', put('notes.apk', 'This is not an app.\n'), 'input/is-text'],
    [
      'random bytes',
      put(
        'random.apk',
        Uint8Array.from({ length: 999 }, (_, i) => (i * 7919) % 251),
      ),
      'input/not-an-app',
    ],
    ['a truncated zip', put('cut.apk', base.subarray(0, base.length - 60)), 'zip/truncated'],
    ['half a zip', put('half.apk', base.subarray(0, base.length >> 1)), 'zip/truncated'],
    ['a zip without a manifest', put('plain.zip', zipOf({ 'a.txt': 'x' })), 'package/no-manifest'],
    [
      'an APK without its manifest',
      put('plain.apk', zipOf({ 'classes.dex': dex, 'resources.arsc': 'x' })),
      'package/no-manifest',
    ],
    ['an empty zip', put('none.zip', zip([])), 'zip/no-entries'],
    [
      'an encrypted zip',
      put(
        'secret.apk',
        zip([
          {
            name: 'AndroidManifest.xml',
            data: manifestOf(),
            flags: 1,
            raw: manifestOf().map((byte) => byte ^ 0x5a),
          },
        ]),
      ),
      'zip/encrypted',
    ],
    [
      'an encrypted zip, deflated',
      put(
        'secret8.apk',
        zip([
          {
            name: 'AndroidManifest.xml',
            data: manifestOf(),
            flags: 1,
            method: 8,
            raw: manifestOf().map((byte) => byte ^ 0x5a),
          },
        ]),
      ),
      'zip/encrypted',
    ],
    [
      'an APEX',
      put(
        'x.apex',
        zipOf({ 'AndroidManifest.xml': manifestOf(), 'apex_manifest.pb': 'x', 'apex_payload.img': 'x' }),
      ),
      'package/is-apex',
    ],
    ['an ELF file', put('lib.so', '\x7fELF\x02\x01\x01'.padEnd(80, '\0')), 'input/is-machine-code'],
    ['compact DEX', put('c.dex', 'cdex001\0'.padEnd(80, '\0')), 'input/is-compact-dex'],
    [
      'an encrypted .apkm',
      put(
        'old.apkm',
        Uint8Array.from({ length: 99 }, (_, i) => (i * 89) % 256),
      ),
      'package/apkm-encrypted',
    ],
    [
      'a zip of two apps',
      put('two.zip', zipOf({ 'a.apk': apkOf(), 'b.apk': apkOf({ package: 'some.other' }) })),
      'package/several-apps',
    ],
    ['a zip of broken APKs', put('broken.zip', zipOf({ 'a.apk': 'PK\x03\x04' })), 'zip/no-end-record'],
  ];
  test.each(cases)('%s', (_name, paths, code) => {
    const found = failure(paths);
    expect(found.code).toBe(code);
    expect(found.args).toHaveProperty('name', paths[0]!.slice(paths[0]!.lastIndexOf('/') + 1));
  });
  test('the encryption bit alone is no reason', () => {
    const path = folder.put(
      'fake.apk',
      zip([{ name: 'AndroidManifest.xml', data: manifestOf(), method: 8, flags: 1 }]),
    );
    expect(shapeOf(path).odd).toEqual(['zip/encryption-flag AndroidManifest.xml']);
  });
});
