// What assemblies do, built by Mono's compiler from the sources beside: what can run and when; twins told apart.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from '@jest/globals';
import { DEFAULT_LIMITS } from '../../src/bytes/limits.js';
import { loadWatchlist } from '../../src/catalogue/load.js';
import { Assembly } from '../../src/formats/assembly/assembly.js';
import { analyseAssemblies } from '../../src/managed/analyse.js';

const WATCHED = loadWatchlist().scripts ?? [];
const load = (name: string) => ({
  entry: `assemblies/${name}.dll`,
  assembly: new Assembly(
    new Uint8Array(readFileSync(join(import.meta.dirname, 'samples', `${name}.dll`))),
    DEFAULT_LIMITS,
  ),
});
const analyse = (...names: string[]) => analyseAssemblies(names.map(load), WATCHED, DEFAULT_LIMITS);
const told = (...names: string[]): string[] =>
  analyse(...names)
    .sightings.map(({ api, occasion, function: name }) => `${api.replace('script:', '')} ${occasion} ${name}`)
    .sort();

describe('Xamarin.Android', () => {
  test('what its screens, handlers, threads and the library it asks take', () => {
    const contacts = WATCHED.find(({ id }) => id.includes('ContactsContract.Contacts.ContentUri'))!.id;
    expect(told('native-over', 'Tracker')).toEqual(
      [
        'net:Android.Content.ClipboardManager.PrimaryClip user-act Shop.MainActivity.OnButton',
        `${contacts.replace('script:', '')} first-screen Shop.MainActivity.OnCreate`,
        'net:Android.Locations.LocationManager.GetLastKnownLocation first-screen Shop.Places.Find',
        'net:Android.Provider.Settings.Secure.GetString(android_id) first-screen Shop.MainActivity.OnCreate',
        'net:Android.Telephony.TelephonyManager.Imei first-screen Tracker.ImeiSource.Read',
        'net:Android.Telephony.TelephonyManager.Line1Number first-screen Shop.Loud.Tracker.ISource.Read',
      ].sort(),
    );
  });
  test('nothing of what the same library could', () => {
    expect(told('native-modest', 'Tracker')).toEqual([]);
  });
  test('evidence names the way and the offset as disassemblers do', () => {
    const place = analyse('native-over', 'Tracker').sightings.find(({ function: name }) =>
      name.endsWith('Find'),
    )!;
    expect(place.way[0]).toBe('Shop.MainActivity.OnCreate');
    expect(place.way.at(-1)).toBe('Shop.Places.Find');
    expect(place).toMatchObject({ entry: 'assemblies/native-over.dll', line: null, offset: 0x0b });
  });
});

describe('MAUI', () => {
  test('pages by shell, handlers, commands that are bound, asynchronous methods', () => {
    expect(told('pages-over').map((line) => line.replace(/^net:(?:\w+\.)*(\w+\.\w+)/, '$1'))).toEqual([
      'Contacts.GetAllAsync first-screen Walk.MainPage.<OnAppearing>c__async0.MoveNext',
      'Clipboard.GetTextAsync screen Walk.SettingsPage.OnAppearing',
      'IGeolocation.GetLocationAsync user-act Walk.MainPage.<OnFind>c__async1.MoveNext',
      'MediaPicker.CapturePhotoAsync user-act Walk.MainPage.Save',
    ]);
  });
  test('nothing of what is not called or not shown', () => {
    expect(told('pages-modest')).toEqual([]);
  });
});

describe('Unity', () => {
  test('what parts of scenes ask of the engine and of Java', () => {
    expect(told('scenes-over')).toEqual([
      'java:android.provider.Settings$Secure.getString(android_id) screen Player.Start',
      'net:UnityEngine.LocationService.Start screen Player.Start',
      'net:UnityEngine.Microphone.Start user-act Player.OnMouseDown',
      'net:UnityEngine.SystemInfo.deviceUniqueIdentifier screen Player.Start',
    ]);
  });
  test('nothing of what nobody calls', () => {
    expect(told('scenes-modest')).toEqual([]);
  });
});

test('a ceiling on steps ends the work and says so', () => {
  const files = [load('native-over'), load('Tracker')];
  expect(analyseAssemblies(files, WATCHED, { ...DEFAULT_LIMITS, assemblySteps: 3 }).isCut).toBe(true);
});
