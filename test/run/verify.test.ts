import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, describe, expect, jest, test } from '@jest/globals';
import JSZip from 'jszip';
import { firstDifference } from '../../src/run/verify.js';
import { temporaryFolder } from '../support/package-files.js';
import { runCli } from '../support/run-cli.js';
import { zip } from '../support/zip.js';
import { putApps, smallApk } from '../support/survey-apps.js';

jest.setTimeout(60_000);
const folder = temporaryFolder();
const apks = join(folder.path, 'apks');
const app = join(apks, 'shop 店.apk');
let pack = '';

/** The pack with some files rewritten. */
const altered = async (
  name: string,
  change: Record<string, (text: string) => string | null>,
): Promise<string> => {
  const zip = await JSZip.loadAsync(readFileSync(pack));
  for (const [file, edit] of Object.entries(change)) {
    const text = edit((await zip.file(file)?.async('string')) ?? '');
    if (text === null) zip.remove(file);
    else zip.file(file, text);
  }
  return folder.put(name, await zip.generateAsync({ type: 'uint8array' }));
};

describe('an evidence pack', () => {
  beforeAll(async () => {
    putApps(apks, {
      'shop 店.apk': { package: 'com.shop', takesLocation: true, permissions: ['ACCESS_FINE_LOCATION'] },
    });
    const out = join(folder.path, 'out');
    const ran = await runCli(['survey', apks, '--out', out, '--workers', '0', '--no-cache', '--evidence']);
    expect(ran.code).toBe(0);
    const [name, ...more] = readdirSync(join(out, 'evidence'));
    expect(more).toEqual([]);
    expect(name).toMatch(/^shop_店-[0-9a-f]{12}\.zip$/);
    pack = join(out, 'evidence', name!);
  });

  test('holds up on its own and against the package', async () => {
    const alone = await runCli(['verify', pack]);
    expect([alone.code, alone.out.match(/: yes$/gm)?.length]).toEqual([0, 3]);
    const both = await runCli(['verify', pack, app, '--lang', 'zh']);
    expect([both.code, both.out.match(/：是$/gm)?.length]).toEqual([0, 5]);
    const manifest = await (
      await JSZip.loadAsync(readFileSync(pack))
    )
      .file('AndroidManifest.xml')!
      .async('string');
    expect(manifest).toContain('<uses-permission android:name="android.permission.ACCESS_FINE_LOCATION"/>');
  });

  test.each(['facts.json', 'report.json', 'about.json'])(
    'of another age is refused in one line: %s',
    async (part) => {
      const old = await altered(`old-${part}.zip`, {
        [part]: (text) => text.replace(/("overreach-[a-z]+\/)\d+"/, '$17"'),
      });
      for (const [lang, words] of [
        ['en', 'written by another version'],
        ['zh', '由另一版本写成'],
      ] as const) {
        const ran = await runCli(['verify', old, '--lang', lang]);
        expect([ran.code, ran.out, ran.err.trim().split('\n').length]).toEqual([2, '', 1]);
        expect(ran.err).toContain(words);
        expect(ran.err).toContain(part);
      }
    },
  );

  test('is not a report that was kept, and that is said', async () => {
    const report = folder.put('kept.json', new TextEncoder().encode('{"schema":"overreach-report/1"}'));
    const ran = await runCli(['verify', report]);
    expect([ran.code, ran.err.trim()]).toEqual([
      2,
      `overreach: ${report}: this is no evidence pack of Overreach (it is JSON; give the zip)`,
    ]);
  });

  test('is the same bytes when written again', async () => {
    const out = join(folder.path, 'again');
    await runCli(['survey', apks, '--out', out, '--workers', '0', '--no-cache', '--evidence']);
    expect(readFileSync(join(out, 'evidence', readdirSync(join(out, 'evidence'))[0]!))).toEqual(
      readFileSync(pack),
    );
  });

  test('a judgement that was tampered with is found, also when the hashes were made to fit', async () => {
    const edited = await altered('a.zip', {
      'report.json': (t) => t.replace('"verdict": "', '"verdict": "not-'),
    });
    const ran = await runCli(['verify', edited]);
    expect(ran.code).toBe(1);
    expect(ran.out).toMatch(/files in the pack.*NO \(report\.json\)/);
    expect(ran.out).toMatch(/judgement.*NO \(\//);
  });

  test.each([
    ['report.json', 'app'],
    ['facts.json', 'identity'],
    ['about.json', 'package'],
  ])('%s without its %s is one line', async (file, part) => {
    const bad = await altered(`no-${part}.zip`, {
      [file]: (text) => JSON.stringify({ ...(JSON.parse(text) as object), [part]: null }),
    });
    const { code, err } = await runCli(['verify', bad, '--lang', 'en']);
    expect([code, err]).toEqual([2, expect.stringMatching(/^overreach: [^\n]*no evidence pack[^\n]*\n$/)]);
    expect(err).toContain(`${file} has no ${part}`);
  });

  test('another package, another version, no pack at all', async () => {
    const other = folder.put('other.apk', smallApk({ package: 'com.other' }));
    expect((await runCli(['verify', pack, other])).code).toBe(1);
    const newer = await runCli(['verify', pack], { version: '9.9.9' });
    // The same rules still give the same judgement for the version that the pack names.
    expect(newer.code).toBe(0);
    for (const bad of [
      folder.put('text.zip', 'hello'),
      app,
      await altered('b.zip', { 'facts.json': () => null }),
      await altered('c.zip', { 'facts.json': () => '{"schema":"overreach-facts/2"}' }),
      await altered('d.zip', { 'about.json': () => '[]' }),
    ]) {
      const ran = await runCli(['verify', bad]);
      expect([ran.code, ran.err.split('\n').length]).toEqual([2, 2]);
    }
  });

  test('a list that leaves out what is judged, names a file twice, or holds no rows of files', async () => {
    const lists = (change: (files: unknown[]) => unknown) => ({
      'about.json': (text: string) => {
        const about = JSON.parse(text) as { files: unknown[] };
        return JSON.stringify({ ...about, files: change(about.files) });
      },
    });
    const verdict = async (name: string, change: (files: unknown[]) => unknown) => {
      const ran = await runCli(['verify', await altered(name, lists(change))]);
      return [ran.code, (ran.out + ran.err).split('\n')[0]];
    };
    expect(await verdict('none.zip', () => [])).toEqual([1, expect.stringContaining('NO (facts.json')]);
    expect(await verdict('double.zip', (f) => [...f, f[0]])).toEqual([1, expect.stringMatching(/NO \(/)]);
    for (const row of [null, 7, {}])
      expect(await verdict('row.zip', (f) => [...f, row])).toEqual([
        2,
        expect.stringContaining('about.json lists what is no file'),
      ]);
  });

  test('two files of one name: the one that is checked may not be the one that is shown', async () => {
    const loaded = await JSZip.loadAsync(readFileSync(pack));
    const items = await Promise.all(
      Object.values(loaded.files).map(async (f) => ({ name: f.name, data: await f.async('uint8array') })),
    );
    const twice = zip([...items, { name: 'report.json', data: '{}' }]);
    const ran = await runCli(['verify', folder.put('twice.zip', twice)]);
    expect([ran.code, ran.out]).toEqual([2, '']);
    expect(ran.err).toContain('report.json lies in it twice');
  });

  test('an entry more than the list names is found', async () => {
    const zip = await JSZip.loadAsync(readFileSync(pack));
    zip.file('extra.txt', 'x');
    writeFileSync(join(folder.path, 'e.zip'), await zip.generateAsync({ type: 'uint8array' }));
    expect((await runCli(['verify', join(folder.path, 'e.zip')])).out).toContain('NO (extra.txt)');
  });
});

test('the first difference of two values', () => {
  expect(firstDifference({ a: [1, { b: 2 }] }, { a: [1, { b: 3 }] })).toBe('/a/1/b');
  expect(firstDifference([1], [1, 2])).toBe('/1');
  expect(firstDifference({ a: null }, { a: null })).toBe('');
  expect(firstDifference([], {})).toBe('/');
});
