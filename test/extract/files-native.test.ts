// The entry list and the native libraries: markers, versions, providers, hidden code, what libraries link and export.
import { describe, expect, test } from '@jest/globals';
import { DEFAULT_LIMITS } from '../../src/bytes/limits.js';
import { filesExtractor } from '../../src/extract/files.js';
import { openFileMatcher } from '../../src/extract/file-pattern.js';
import { nativeExtractor } from '../../src/extract/native.js';
import type { FileFacts, NativeFacts } from '../../src/model/facts.js';
import { openSources } from '../../src/package/index.js';
import type { Package } from '../../src/package/package.js';
import { openBytes } from '../../src/package/source.js';
import { apkOf } from '../support/package-files.js';
import { Out, zipOf } from '../support/zip.js';
import { WATCH } from '../hostile/run.js';

type Files = Readonly<Record<string, Uint8Array | string>>;
const open = (files: Files): Package => openSources([openBytes(apkOf({}, files), 'a.apk')], DEFAULT_LIMITS);
const context = (pkg: Package, patterns: string[] = []) => ({
  pkg,
  watch: { ...WATCH, files: patterns.map((pattern) => ({ id: `file:${pattern}`, pattern })) },
  limits: DEFAULT_LIMITS,
  note: () => {},
  done: {},
});
function filesOf(files: Files, patterns: string[] = []): FileFacts {
  const section = filesExtractor.extract(context(open(files), patterns));
  if (section.state !== 'complete') throw new Error(section.state);
  return section.value;
}
const dex = new TextEncoder().encode('dex\n035\0'.padEnd(300, 'x'));

describe('files', () => {
  test('markers by pattern, a folder by any file in it, eight at most', () => {
    const many = Object.fromEntries(Array.from({ length: 20 }, (_, at) => [`assets/www/${at}.js`, 'x']));
    const { markers } = filesOf(
      { 'lib/x86/libfoo.so': 'x', 'lib/x86/libfoobar.so': 'x', 'assets/foo.dat': 'x', ...many },
      ['lib/*/libfoo.so', 'assets/*.dat', 'assets/www/', 'assets/fo'],
    );
    expect(markers.filter((x) => x.what !== 'file:assets/www/')).toEqual([
      { entry: 'assets/foo.dat', what: 'file:assets/*.dat' },
      { entry: 'lib/x86/libfoo.so', what: 'file:lib/*/libfoo.so' },
    ]);
    expect(markers.filter((x) => x.what === 'file:assets/www/')).toHaveLength(8);
  });
  test('versions of every kind of file that tells one', () => {
    expect(
      filesOf({
        'META-INF/androidx.core_core.version': '1.9.0\n',
        'play-services-base.properties': '# made\nversion=18.2.0\nclient=play-services-base\n',
        'META-INF/maven/com.squareup.okhttp3/okhttp/pom.properties':
          'groupId=com.squareup.okhttp3\nartifactId=okhttp\nversion=4.1\n',
        'assets/other.properties': 'version=9',
        'META-INF/empty.version': '',
      }).versions,
    ).toEqual([
      { name: 'androidx.core_core', version: '1.9.0' },
      { name: 'com.squareup.okhttp3_okhttp', version: '4.1' },
      { name: 'play-services-base', version: '18.2.0' },
    ]);
  });
  test('service providers without comments', () => {
    expect(filesOf({ 'META-INF/services/a.B': '# x\nc.D # y\n\n e.F\n' }).serviceLoaders).toEqual([
      { service: 'a.B', classes: ['c.D', 'e.F'] },
    ]);
  });
  test('code and archives by their first bytes, whatever their names', () => {
    const found = filesOf({
      'classes.dex': dex,
      'assets/a.png': dex,
      'res/raw/b': new TextEncoder().encode('cdex001\0'.padEnd(300, 'x')),
      'assets/c.mp3': zipOf({ x: 'y'.repeat(200) }, 0),
      'assets/d.txt': 'dex\n'.padEnd(50, 'x'),
    });
    expect(found.hiddenDex).toEqual(['assets/a.png', 'res/raw/b']);
    expect(found.archives).toEqual(['assets/c.mp3']);
  });
  test('patterns take time linear in the name, even when made to hurt', () => {
    const matcher = openFileMatcher([{ id: 'x', pattern: `assets/${'*a'.repeat(200)}b` }]);
    expect(matcher.match(`assets/${'a'.repeat(60_000)}`)).toEqual([]);
  });
});

/** A 64-bit library with the given names needed, imported and exported; the dynamic section as linkers lay it out. */
function library(needed: string[], imports: string[], exports: string[]): Uint8Array {
  const names = new Out().u8(0);
  const offsets = new Map<string, number>();
  for (const name of [...needed, ...imports, ...exports]) {
    offsets.set(name, names.length);
    names.put(new TextEncoder().encode(`${name}\0`));
  }
  const symbols = new Out().put(new Uint8Array(24));
  for (const name of imports) symbols.u32(offsets.get(name)!).u32(0).u64(0).u64(0);
  for (const name of exports) symbols.u32(offsets.get(name)!).u8(0x12).u8(0).u16(5).u64(0x1000).u64(8);
  const symbolsAt = 64 + 2 * 56;
  const hashAt = symbolsAt + symbols.length;
  const hash = new Out()
    .u32(1)
    .u32(symbols.length / 24)
    .u32(0)
    .u32(0);
  const namesAt = hashAt + hash.length;
  const dynamicAt = namesAt + names.length;
  const dynamic = new Out();
  for (const name of needed) dynamic.u64(1).u64(offsets.get(name)!);
  dynamic.u64(5).u64(namesAt).u64(6).u64(symbolsAt).u64(4).u64(hashAt).u64(0).u64(0);
  const end = dynamicAt + dynamic.length;
  const segment = (type: number, offset: number, size: number): Uint8Array =>
    new Out().u32(type).u32(6).u64(offset).u64(offset).u64(offset).u64(size).u64(size).u64(8).done();
  return new Out()
    .put(Uint8Array.of(0x7f, 0x45, 0x4c, 0x46, 2, 1, 1, 0, 0, 0, 0, 0, 0, 0, 0, 0))
    .u16(3)
    .u16(183)
    .u32(1)
    .u64(0)
    .u64(64)
    .u64(0)
    .u32(0)
    .u16(64)
    .u16(56)
    .u16(2)
    .u16(0)
    .u16(0)
    .u16(0)
    .put(segment(1, 0, end), segment(2, dynamicAt, dynamic.length))
    .put(symbols.done(), hash.done(), names.done(), dynamic.done())
    .done();
}

describe('native libraries', () => {
  const lib = library(
    ['libc.so', 'liblog.so'],
    ['malloc', 'open', 'getifaddrs'],
    ['JNI_OnLoad', 'Java_a_B_c', 'other'],
  );
  function nativeOf(files: Files): NativeFacts {
    const section = nativeExtractor.extract(context(open(files)));
    if (section.state !== 'complete') throw new Error(JSON.stringify(section));
    return section.value;
  }
  test('needed libraries, imports and JNI methods, read for one ABI and listed for all', () => {
    expect(
      nativeOf({
        'lib/x86_64/liba.so': lib,
        'lib/arm64-v8a/liba.so': lib,
        'lib/x86/not/here.so': 'x',
        'assets/x.so': 'x',
      }).libraries,
    ).toEqual([
      {
        entry: 'lib/arm64-v8a/liba.so',
        name: 'liba.so',
        abi: 'arm64-v8a',
        sizeBytes: lib.length,
        needed: ['libc.so', 'liblog.so'],
        imports: 3,
        jniMethods: ['JNI_OnLoad', 'Java_a_B_c'],
      },
      {
        entry: 'lib/x86_64/liba.so',
        name: 'liba.so',
        abi: 'x86_64',
        sizeBytes: lib.length,
        needed: [],
        imports: -1,
        jniMethods: [],
      },
    ]);
  });
});
