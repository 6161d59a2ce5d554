import { mkdirSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from '@jest/globals';
import { DEFAULT_LIMITS } from '../../src/bytes/limits.js';
import { openFileHashes } from '../../src/run/file-hashes.js';
import { findInputs } from '../../src/run/find-inputs.js';
import { openPackage } from '../../src/package/index.js';
import { apkOf, temporaryFolder } from '../support/package-files.js';
import { smallApk } from '../support/survey-apps.js';
import { zipOf } from '../support/zip.js';

const folder = temporaryFolder();
const find = (paths: readonly string[], skip: readonly string[] = []) =>
  findInputs(paths, skip, DEFAULT_LIMITS, null);
const ids = (f: ReturnType<typeof find>) => f.apps.map((a) => a.id);

describe('finding apps', () => {
  const root = join(folder.path, 'tree');
  folder.put('tree/b.apk', smallApk({ package: 'com.b' }));
  folder.put('tree/商店/应用 一.APK', smallApk({ package: 'com.zh' }));
  folder.put('tree/عربي/نص.xapk', zipOf({ 'base.apk': smallApk({ package: 'com.ar' }) }));
  folder.put('tree/no-name', smallApk({ package: 'com.noname' }));
  folder.put('tree/papers', zipOf({ 'a.txt': 'x' }));
  folder.put('tree/readme.txt', 'x');
  folder.put('tree/report/old.apk', smallApk({ package: 'com.old' }));
  folder.put('tree/split/base.apk', apkOf({ package: 'com.split' }));
  folder.put('tree/split/split_config.en.apk', apkOf({ package: 'com.split', split: 'config.en' }));
  folder.put('tree/decoded/AndroidManifest.xml', '<manifest package="com.decoded"/>');
  folder.put('tree/decoded/apktool.yml', 'version: 2.9.0\n');
  folder.put('tree/decoded/inner.apk', 'x');
  folder.put('tree/source/AndroidManifest.xml', '<manifest package="com.source"/>');
  folder.put('tree/source/app.apk', smallApk({ package: 'com.source' }));
  symlinkSync(root, join(root, 'split', 'loop'));
  symlinkSync(join(root, 'b.apk'), join(root, 'zz-link.apk'));
  symlinkSync(join(root, 'nowhere'), join(root, 'broken.apk'));

  test('in folders, links, sets of splits and decoded apps; what is left out is named', () => {
    const found = find([root], [join(root, 'report')]);
    expect(ids(found)).toEqual(
      [
        'b.apk',
        'decoded',
        'no-name',
        'source/app.apk',
        'split/base.apk',
        'zz-link.apk',
        'عربي/نص.xapk',
        '商店/应用 一.APK',
      ].sort(),
    );
    expect(found.apps.find((a) => a.id === 'split/base.apk')!.paths).toHaveLength(2);
    expect(found.problems.map((p) => [p.code, p.args['file']])).toEqual([
      ['survey/broken-link', 'broken.apk'],
      ['survey/not-a-package', 'papers'],
    ]);
  });

  test('files that macOS lays beside others are no packages, and are told once', () => {
    const companion = Uint8Array.from([0, 5, 0x16, 7, 0, 2, 0, 0]);
    folder.put('mac/a.apk', smallApk({ package: 'com.a' }));
    folder.put('mac/._a.apk', companion);
    folder.put('mac/sub/._b.xapk', companion);
    folder.put('mac/._real.apk', smallApk({ package: 'com.dotted' }));
    const found = find([join(folder.path, 'mac')]);
    expect(ids(found)).toEqual(['._real.apk', 'a.apk']);
    expect(found.problems.map((p) => [p.code, p.args])).toEqual([
      ['survey/mac-companions', { file: '._a.apk', count: 2 }],
    ]);
  });

  test('several folders: the name of each stands in front, as much of it as tells them apart', () => {
    folder.put('one/apks/a.apk', smallApk({ package: 'com.one' }));
    folder.put('two/apks/a.apk', smallApk({ package: 'com.two' }));
    folder.put('two/more/sub/c.apk', smallApk({ package: 'com.more' }));
    const at = (name: string) => join(folder.path, name);
    expect(ids(find([at('one/apks'), at('two/more')]))).toEqual(['apks/a.apk', 'more/sub/c.apk']);
    expect(ids(find([at('one/apks'), at('two/apks')]))).toEqual(['one/apks/a.apk', 'two/apks/a.apk']);
    expect(ids(find([at('two'), at('two/apks')]))).toEqual(['apks/a.apk', 'more/sub/c.apk']);
  });

  test('several paths share the folder above them; a path twice is one', () => {
    const found = find(
      [join(root, 'b.apk'), join(root, 'split'), join(root, 'b.apk')],
      [join(root, 'report')],
    );
    expect(ids(found)).toContain('b.apk');
    expect(ids(found).filter((id) => id === 'b.apk')).toHaveLength(1);
    expect(ids(find([join(root, 'source')]))).toEqual(['app.apk']); // sources with a package in them
    expect(() => find([join(root, 'missing')])).toThrow('no such file');
  });

  test('ten thousand files are found without opening what a memory knows', () => {
    const many = join(folder.path, 'many');
    mkdirSync(many);
    for (let i = 0; i < 10_000; i++) writeFileSync(join(many, `${i}.txt`), '');
    for (let i = 0; i < 50; i++) writeFileSync(join(many, `${i}.apk`), `not an app ${i}`);
    const cache = join(folder.path, 'cache');
    const first = openFileHashes(cache, many);
    const found = findInputs([many], [], DEFAULT_LIMITS, first);
    expect(found.apps).toHaveLength(50);
    const hashes = found.apps.map((a) => first.of(a.paths).sha256);
    expect(new Set(hashes).size).toBe(50);
    first.save();
    const again = openFileHashes(cache, many);
    expect(again.groups(many, found.apps.map((a) => a.paths[0]!).sort())).not.toBeNull();
    writeFileSync(join(many, '7.apk'), 'other');
    expect(again.groups(many, found.apps.map((a) => a.paths[0]!).sort())).toBeNull();
    const at = found.apps.findIndex((a) => a.id === '7.apk');
    expect(again.of(found.apps[at]!.paths).sha256).not.toBe(hashes[at]);
  }, 30_000);

  test('the hash of an app is the identity that reading gives it', () => {
    const hashes = openFileHashes(null, root);
    for (const app of find([root], [join(root, 'report')]).apps) {
      const pkg = openPackage(app.paths, DEFAULT_LIMITS);
      expect([app.id, hashes.of(app.paths)]).toEqual([
        app.id,
        { sha256: pkg.sha256, sizeBytes: pkg.sizeBytes },
      ]);
      pkg.close();
    }
  });
});
