// The table of platform classes: built from rules/platform/hierarchy.txt and read back.
import { describe, expect, test } from '@jest/globals';
import { readFileSync } from 'node:fs';
import { ParseError } from '../../src/bytes/parse-error.js';
import { buildPlatformTable } from '../../src/catalogue/platform-table.js';
import { openPlatformTable, type PlatformTable } from '../../src/program/platform.js';

const text = readFileSync('rules/platform/hierarchy.txt', 'utf8');
const bytes = buildPlatformTable(text);
const table = openPlatformTable(bytes);

function indexOf(name: string, from: PlatformTable = table): number {
  const found = from.indexOf.get(name);
  if (found === undefined) throw new Error(`${name} is not in the table`);
  return found;
}
const supersOf = (name: string): string[] => {
  const chain: string[] = [];
  for (let at = table.supers[indexOf(name)] ?? -1; at >= 0; at = table.supers[at] ?? -1)
    chain.push(table.names[at] ?? '');
  return chain;
};
const methodsOf = (name: string): string[] => {
  const at = indexOf(name);
  const slots = table.methods.subarray(table.methodStart[at], table.methodStart[at + 1]);
  return [...slots].map((slot) => table.signatures[slot] ?? '');
};
const interfacesOf = (name: string): string[] => {
  const at = indexOf(name);
  const slots = table.interfaces.subarray(table.interfaceStart[at], table.interfaceStart[at + 1]);
  return [...slots].map((slot) => table.names[slot] ?? '');
};

describe('the platform table', () => {
  test('knows superclass chains up to Object', () => {
    expect(supersOf('Landroid/app/ListActivity;')).toEqual([
      'Landroid/app/Activity;',
      'Landroid/view/ContextThemeWrapper;',
      'Landroid/content/ContextWrapper;',
      'Landroid/content/Context;',
      'Ljava/lang/Object;',
    ]);
    expect(supersOf('Landroid/app/IntentService;')[0]).toBe('Landroid/app/Service;');
  });
  test('names the methods an app can override where they first appear', () => {
    expect(methodsOf('Landroid/app/Activity;')).toContain('onCreate(Landroid/os/Bundle;)V');
    expect(methodsOf('Landroid/app/Activity;')).not.toContain(
      'getPackageManager()Landroid/content/pm/PackageManager;',
    );
    expect(methodsOf('Landroid/content/Context;')).toContain(
      'getPackageManager()Landroid/content/pm/PackageManager;',
    );
    expect(methodsOf('Ljava/lang/Runnable;')).toEqual(['run()V']);
    expect(methodsOf('Landroid/os/AsyncTask;')).toContain(
      'doInBackground([Ljava/lang/Object;)Ljava/lang/Object;',
    );
    expect(methodsOf('Landroid/os/AsyncTask;').some((m) => m.startsWith('execute('))).toBe(false); // final
    expect(methodsOf('Ljava/util/TimerTask;')).toContain('cancel()Z');
    expect(methodsOf('Ljava/util/TimerTask;')).not.toContain('run()V'); // Runnable's already
    expect(methodsOf('Ljava/lang/String;')).toEqual([]); // final class
  });
  test('knows the services and callbacks of packages that the declarations leave out', () => {
    expect(supersOf('Landroid/app/job/JobService;')[0]).toBe('Landroid/app/Service;');
    expect(methodsOf('Landroid/app/job/JobService;')).toContain(
      'onStartJob(Landroid/app/job/JobParameters;)Z',
    );
    expect(methodsOf('Landroid/app/job/JobService;')).not.toContain(
      'jobFinished(Landroid/app/job/JobParameters;Z)V',
    ); // final
    expect(methodsOf('Landroid/media/session/MediaSession$Callback;')).toContain('onPlay()V');
    expect(supersOf('Landroid/service/media/MediaBrowserService;')[0]).toBe('Landroid/app/Service;');
    expect(methodsOf('Landroid/print/PrintDocumentAdapter;')).toContain('onFinish()V');
  });
  test('knows interfaces', () => {
    expect(interfacesOf('Ljava/util/TimerTask;')).toEqual(['Ljava/lang/Runnable;']);
    expect(interfacesOf('Landroid/view/View;')).toContain(
      'Landroid/view/accessibility/AccessibilityEventSource;',
    );
  });
  test('leaves every class with a superclass in the table, Object apart', () => {
    const roots = table.names.filter((_, i) => (table.supers[i] ?? -1) < 0);
    expect(roots).toEqual(['Ljava/lang/Object;']);
    expect(table.names.length).toBeGreaterThan(6000);
  });
  test('reads the same from unaligned bytes', () => {
    const shifted = new Uint8Array(bytes.length + 1);
    shifted.set(bytes, 1);
    expect(indexOf('Landroid/app/Activity;', openPlatformTable(shifted.subarray(1)))).toBe(
      indexOf('Landroid/app/Activity;'),
    );
  });
  test('refuses what is no table', () => {
    expect(() => openPlatformTable(new Uint8Array(3))).toThrow(ParseError);
    expect(() => openPlatformTable(new Uint8Array(64))).toThrow(ParseError);
    expect(() => openPlatformTable(bytes.subarray(0, bytes.length - 4))).toThrow(ParseError);
    expect(() => buildPlatformTable('@a\nwhat is this')).toThrow('hierarchy.txt:2');
  });
});
