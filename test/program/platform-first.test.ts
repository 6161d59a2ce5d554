// Whose class counts when package and platform both have it: the platform's, as the loader asks its parent first.
import { describe, expect, test } from '@jest/globals';
import type { ClassSpec, Instruction } from '../support/dex.js';
import { component, manifestOf, reachLines, readCode, watchMethods, useLines } from '../support/code.js';

const TAKE = 'Landroid/telephony/TelephonyManager;->getDeviceId';
const WATCH = { methods: watchMethods([TAKE]) };
const TAKING: readonly Instruction[] = [
  ['const/4', 0, 0],
  ['invoke-virtual', [0], `${TAKE}()Ljava/lang/String;`],
  ['return-void'],
];
const screen: ClassSpec = {
  name: 'Lcom/example/Main;',
  super: 'Landroid/app/Activity;',
  methods: [{ name: 'onCreate', proto: '(Landroid/os/Bundle;)V', access: 'public', code: TAKING }],
};
const copy = (name: string, above: string, code: readonly Instruction[] = [['return-void']]): ClassSpec => ({
  name,
  super: above,
  methods: [{ name: 'onCreate', proto: '(Landroid/os/Bundle;)V', access: 'public', code }],
});
const manifest = manifestOf([component('activity', 'com.example.Main', { isLauncher: true })]);

describe('a class of the platform wins over a copy in the package', () => {
  test('a copied superclass hides no entry point', () => {
    const read = readCode([[screen], [copy('Landroid/app/Activity;', 'Ljava/lang/Object;')]], {
      watch: WATCH,
      manifest,
    });
    expect(reachLines(read, TAKE)).toEqual(['first-screen Activity.onCreate']);
    expect(read.notes).toContain('dex/platform-class-copied');
  });
  test('a copied service class hides no call', () => {
    const service = copy('Landroid/telephony/TelephonyManager;', 'Ljava/lang/Object;');
    expect(useLines(readCode([[service, screen]], { watch: WATCH, manifest }))).toEqual([
      `${TAKE} @ Lcom/example/Main;->onCreate(Landroid/os/Bundle;)V`,
    ]);
  });
  test('code in the copy never runs', () => {
    const read = readCode([[copy('Ljava/util/ArrayList;', 'Ljava/lang/Object;', TAKING)]], {
      watch: WATCH,
      manifest,
    });
    expect(useLines(read)).toEqual([]);
  });
  test('the old HTTP client is the platform’s below target 28 and for who asks for it, else the app’s own', () => {
    const client = copy('Lorg/apache/http/client/methods/HttpGet;', 'Ljava/lang/Object;', TAKING);
    const of = (targetSdk: number, libraries: string[] = []) =>
      useLines(
        readCode([[client]], {
          watch: WATCH,
          manifest: {
            ...manifest,
            targetSdk,
            usesLibraries: libraries.map((name) => ({ name, required: true, native: false })),
          },
        }),
      ).length;
    expect([of(27), of(33), of(33, ['org.apache.http.legacy'])]).toEqual([0, 1, 0]);
  });
});
