// Assemblies in whole packages, in every form they ship in: the same is seen, twins get different verdicts, and what could
// not be read is told and widens the interval.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from '@jest/globals';
import { loadCatalogue, loadWatchlist } from '../../src/catalogue/load.js';
import { scanPackage } from '../../src/scan.js';
import { el } from '../support/axml.js';
import { elfAround, packLz4, storeManifest, storeOf } from '../support/assemblies.js';
import { manifestOf, temporaryFolder } from '../support/package-files.js';
import { smallDex } from '../hostile/small-dex.js';
import { zip } from '../support/zip.js';

const folder = temporaryFolder();
const catalogue = loadCatalogue();
const watchlist = loadWatchlist();
const sample = (name: string): Uint8Array =>
  new Uint8Array(readFileSync(join(import.meta.dirname, 'samples', `${name}.dll`)));
const PERMISSIONS = ['ACCESS_FINE_LOCATION', 'READ_CONTACTS', 'CAMERA', 'RECORD_AUDIO'];

function scan(files: Readonly<Record<string, Uint8Array | string>>) {
  const manifest = manifestOf(
    { package: 'com.example.shop' },
    [],
    [
      el('uses-sdk', { minSdkVersion: 24, targetSdkVersion: 34 }),
      ...PERMISSIONS.map((name) => el('uses-permission', { name: `android.permission.${name}` })),
    ],
  );
  const items = Object.entries({ 'AndroidManifest.xml': manifest, 'classes.dex': smallDex(), ...files });
  const path = folder.put('app.apk', zip(items.map(([name, data]) => ({ name, data, method: 8 }))));
  return scanPackage([path], { catalogue, watchlist, type: 'wallpaper-theme' });
}
type Report = ReturnType<typeof scan>;
const kinds = ({ kinds: found }: Report): string[] =>
  found
    .filter(({ rung }) => rung === 'reachable' || rung === 'startup')
    .map(({ kind, rung }) => `${kind} ${rung}`)
    .sort();

const ITEMS = ['native-over', 'Tracker'].map((name) => ({ name: `${name}.dll`, data: sample(name) }));
const PACKED = ITEMS.map(({ name, data }) => ({ name, data: packLz4(data) }));
const STORE = 'lib/arm64-v8a/libassemblies.arm64-v8a.blob.so';
const FORMS: Readonly<Record<string, Record<string, Uint8Array | string>>> = {
  loose: Object.fromEntries(ITEMS.map(({ name, data }) => [`assemblies/${name}`, data])),
  'packed by LZ4': Object.fromEntries(PACKED.map(({ name, data }) => [`assemblies/${name}`, data])),
  'a store of version 1': {
    'assemblies/assemblies.blob': storeOf(1, PACKED),
    'assemblies/assemblies.manifest': storeManifest(ITEMS),
  },
  'a store of version 1 without its manifest': { 'assemblies/assemblies.blob': storeOf(1, ITEMS) },
  'a store of version 2 in a library': { [STORE]: elfAround('payload', storeOf(2, PACKED)) },
  'a store of version 3 in a library': { [STORE]: elfAround('payload', storeOf(3, ITEMS)) },
  'a store of version 4': { 'lib/x86_64/libassembly-store.so': elfAround('payload', storeOf(4, PACKED)) },
  'a library around each': Object.fromEntries(
    ITEMS.map(({ name, data }) => [`lib/arm64-v8a/lib_${name}.so`, elfAround('payload', data)]),
  ),
};

describe('the same is seen, whatever carries the assemblies', () => {
  test.each(Object.entries(FORMS))('%s', (_, files) => {
    const report = scan(files);
    expect(kinds(report)).toEqual(
      ['android-id startup', 'clipboard reachable', 'contacts startup', 'location-precise startup'].sort(),
    );
    expect(report.diagnostics.filter(({ code }) => /^assembly|^limit/.test(code))).toEqual([]);
  });
});

describe('twins', () => {
  test.each([
    ['native', 'assemblies/Shop.dll'],
    ['pages', 'assemblies/Walk.dll'],
    ['scenes', 'assets/bin/Data/Managed/Assembly-CSharp.dll'],
  ])('%s', (name, entry) => {
    // Who asks through an interface must be here: of one that is not, anything can be called.
    const beside = name === 'native' ? { 'assemblies/Tracker.dll': sample('Tracker') } : {};
    const over = scan({ [entry]: sample(`${name}-over`), ...beside });
    const modest = scan({ [entry]: sample(`${name}-modest`), ...beside });
    expect(kinds(modest)).toEqual([]);
    expect(kinds(over).length).toBeGreaterThan(2);
    expect(modest.verdict).toBe('not-suspected');
    expect(over.verdict).toMatch(/suspected$/);
    expect(over.verdict).not.toBe(modest.verdict);
    expect(over.score!.value).toBeGreaterThan(modest.score!.value);
  });
});

describe('what is not read is told', () => {
  const width = ({ score }: Report): number => score!.high - score!.low;
  const plain = width(scan({ 'assemblies/Shop.dll': sample('native-modest') }));
  test.each([
    ['encrypted', 'assembly/magic', { 'assemblies/Shop.dll': new Uint8Array(5000).fill(7) }],
    ['a version to come', 'assembly-store/version', { 'assemblies/assemblies.blob': storeOf(9, ITEMS) }],
    ['nothing in the library', 'assembly-store/payload', { [STORE]: elfAround('other', storeOf(2, ITEMS)) }],
    ['cut off', 'assembly/not-managed', { 'assemblies/Shop.dll': sample('native-over').slice(0, 0x200) }],
  ] as const)('%s', (_, code, files) => {
    const report = scan(files);
    expect(report.diagnostics.map((item) => item.code)).toContain(code);
    expect(width(report)).toBeGreaterThan(plain);
  });
  test("assemblies of the platform are no one's code that is kept from us", () => {
    const marks = { 'lib/arm64-v8a/libmonodroid.so': elfAround('x', new Uint8Array(8)) };
    const whole = { ...marks, 'assemblies/Shop.dll': sample('native-modest') };
    const more = { ...whole, 'assemblies/Mono.Android.dll': sample('Tracker') };
    const hidden = (files: Record<string, Uint8Array>): boolean =>
      JSON.stringify(scan(files)).includes('code-hidden-part');
    expect(hidden(more)).toBe(false);
    expect(hidden({ ...more, 'assemblies/Other.dll': new Uint8Array(5000).fill(7) })).toBe(true);
  });
});
