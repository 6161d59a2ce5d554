// Flutter's snapshots and the metadata of Unity's IL2CPP: what their names and texts tell, how weakly it is said, and that
// their code stays unread. The files are made here, by the layouts that the readers give as theirs.
import { describe, expect, test } from '@jest/globals';
import { DEFAULT_LIMITS } from '../../src/bytes/limits.js';
import { loadCatalogue, loadWatchlist } from '../../src/catalogue/load.js';
import { findTexts } from '../../src/formats/dart/snapshot.js';
import { Il2CppMetadata } from '../../src/formats/il2cpp/metadata.js';
import { scanPackage } from '../../src/scan.js';
import { smallDex } from '../hostile/small-dex.js';
import { el } from '../support/axml.js';
import { elfAround, elfWithSymbol } from '../support/assemblies.js';
import { gameOf, snapshotOf, type GameRevision } from '../support/native-scripts.js';
import { manifestOf, temporaryFolder } from '../support/package-files.js';
import { zip } from '../support/zip.js';

const folder = temporaryFolder();
const options = { catalogue: loadCatalogue(), watchlist: loadWatchlist(), type: 'wallpaper-theme' };

function scan(files: Readonly<Record<string, Uint8Array>>) {
  const manifest = manifestOf(
    { package: 'com.example.play' },
    [],
    [
      el('uses-sdk', { minSdkVersion: 24, targetSdkVersion: 34 }),
      el('uses-permission', { name: 'android.permission.ACCESS_FINE_LOCATION' }),
    ],
  );
  const items = Object.entries({ 'AndroidManifest.xml': manifest, 'classes.dex': smallDex(), ...files });
  return scanPackage(
    [folder.put('app.apk', zip(items.map(([name, data]) => ({ name, data, method: 8 }))))],
    options,
  );
}
type Report = ReturnType<typeof scan>;
/** Kinds that are listed apart, because nothing was seen to reach what would take them. */
const asleep = ({ dormant }: Report): string[] => (dormant ?? []).map(({ kind }) => kind);
const rungOf = ({ kinds }: Report, kind: string) => kinds.find((item) => item.kind === kind)?.rung;

describe('Flutter', () => {
  const app = (texts: readonly string[]) =>
    scan({
      'lib/arm64-v8a/libflutter.so': elfAround('x', new Uint8Array(8)),
      'lib/arm64-v8a/libapp.so': elfWithSymbol('_kDartIsolateSnapshotData', snapshotOf(texts)),
    });
  const CHANNEL = 'flutter.baseflow.com/geolocator_android';
  test('a method that is left with its channel can be called', () => {
    const over = app([CHANNEL, 'getCurrentPosition']);
    expect(rungOf(over, 'location-precise')).toBe('reachable');
    expect(over.diagnostics.map(({ code }) => code)).toContain('dart/strings-only');
  });
  test('a channel alone, a method alone, or part of a longer text is nothing', () => {
    for (const texts of [
      [CHANNEL],
      ['getCurrentPosition'],
      [CHANNEL, 'getCurrentPositionStream'],
      [CHANNEL, '_getCurrentPosition'],
    ])
      expect(rungOf(app(texts), 'location-precise')).not.toBe('reachable');
  });
  test('its code stays unread', () => {
    expect(JSON.stringify(app([]))).toContain('code-hidden-part');
  });
  test('a library without a snapshot is told', () => {
    const report = scan({
      'lib/arm64-v8a/libflutter.so': elfAround('x', new Uint8Array(8)),
      'lib/arm64-v8a/libapp.so': elfAround('other', new Uint8Array(200)),
    });
    expect(report.diagnostics.map(({ code }) => code)).toContain('dart/magic');
  });
  test('texts stand whole, with their length before them', () => {
    const found = findTexts(snapshotOf(['alpha', 'alphabet', 'x'.repeat(70)]), [
      'alpha',
      'bet',
      'alphabet',
      'x'.repeat(70),
    ]);
    expect([...found.keys()].sort()).toEqual(['alpha', 'alphabet', 'x'.repeat(70)]);
  });
});

describe('Unity with IL2CPP', () => {
  const ENTRY = 'assets/bin/Data/Managed/Metadata/global-metadata.dat';
  const TYPES = {
    'UnityEngine.LocationService': ['Start', 'get_lastData'],
    'UnityEngine.AndroidJavaObject': ['Call'],
    'UnityEngine.SystemInfo': ['get_deviceModel'],
    Player: ['Update'],
  };
  const game = (
    types: Readonly<Record<string, readonly string[]>>,
    texts: readonly string[],
    revision?: GameRevision,
  ) => gameOf(types, texts, revision);
  test.each(['24.0', '24.1', '24.2', '27', '29', '31'] as const)('names of version %s', (revision) => {
    const metadata = new Il2CppMetadata(game(TYPES, ['one', 'two'], revision), DEFAULT_LIMITS);
    expect([metadata.typeCount, metadata.methodCount, metadata.literalCount]).toEqual([4, 5, 2]);
    expect(metadata.typeName(0)).toBe('UnityEngine.LocationService');
    expect([...metadata.methodsOf(0)].map(({ name }) => name)).toEqual(['Start', 'get_lastData']);
    expect([...metadata.methodsOf(3)].map(({ name }) => name)).toEqual(['Update']);
    expect([...metadata.literals()].map(({ text }) => text)).toEqual(['one', 'two']);
  });
  test('what is left of the engine is present, no more', () => {
    const report = scan({
      [ENTRY]: game(TYPES, []),
      'lib/arm64-v8a/libil2cpp.so': elfAround('x', new Uint8Array(8)),
    });
    expect(asleep(report)).toEqual(['location-precise']);
    expect(rungOf(report, 'location-precise')).toBe('declared');
    expect(report.verdict).toBe('not-suspected');
    expect(report.diagnostics.map(({ code }) => code)).toContain('il2cpp/names-only');
    expect(JSON.stringify(report)).toContain('code-hidden-part');
  });
  test('names of Java count together, and with the bridge', () => {
    const words = ['android.provider.Settings$Secure', 'getString', 'android_id'];
    expect(asleep(scan({ [ENTRY]: game(TYPES, words) }))).toContain('android-id');
    expect(asleep(scan({ [ENTRY]: game(TYPES, words.slice(0, 2)) }))).not.toContain('android-id');
    expect(asleep(scan({ [ENTRY]: game({ Player: ['Update'] }, words) }))).not.toContain('android-id');
  });
  test.each([
    ['encrypted', 'il2cpp/magic', new Uint8Array(4000).fill(9)],
    ['a version to come', 'il2cpp/version', game(TYPES, []).map((byte, at) => (at === 4 ? 99 : byte))],
    [
      'tables that do not fit',
      'il2cpp/layout',
      game(TYPES, []).map((byte, at) => (at === 52 ? byte + 1 : byte)),
    ],
  ])('%s', (_, code, data) => {
    expect(scan({ [ENTRY]: data }).diagnostics.map((item) => item.code)).toContain(code);
  });
});
