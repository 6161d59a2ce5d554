// Counts that tell how much of the code can be seen.
import { describe, expect, test } from '@jest/globals';
import { component, manifestOf, readCode } from '../support/code.js';
import type { ClassSpec, Instruction } from '../support/dex.js';

const END: Instruction = ['return-void'];
const caller = (calls: number): ClassSpec => ({
  name: 'La/User;',
  methods: [
    {
      name: 'm',
      proto: '()V',
      code: [
        ...Array.from({ length: calls }, (): Instruction => [
          'invoke-static',
          [0],
          'La/S;->d(Ljava/lang/String;)Ljava/lang/String;',
        ]),
        END,
      ],
    },
  ],
});
const decryptor = (body: readonly Instruction[]): ClassSpec => ({
  name: 'La/S;',
  methods: [
    {
      name: 'd',
      proto: '(Ljava/lang/String;)Ljava/lang/String;',
      access: 'public static',
      code: [...body, ['return-object', 8]],
    },
  ],
});
const XOR: Instruction = ['raw', 0x0097, 0x0101];
const signals = (classes: readonly ClassSpec[]) => readCode([classes]).facts.signals;

describe('signals', () => {
  test('a static method that makes strings with exclusive-or and is called everywhere hides strings', () => {
    expect(signals([caller(12), decryptor([XOR])]).encryptedStrings).toBe(1);
    expect(signals([caller(2), decryptor([XOR])]).encryptedStrings).toBe(0);
    expect(signals([caller(12), decryptor([])]).encryptedStrings).toBe(0);
  });

  test('components and an application class that are not in the package are named', () => {
    const { facts } = readCode([[caller(0)]], {
      manifest: manifestOf(
        [component('service', 'com.example.Gone'), component('service', 'a.User')],
        'com.example.App',
      ),
    });
    expect(facts.signals.componentsMissing).toEqual(['com.example.Gone']);
    expect(facts.signals.applicationClassMissing).toBe(true);
  });

  test('native methods, short names, code loading and pages are counted', () => {
    const odd: ClassSpec = {
      name: 'La/b;',
      methods: [
        { name: 'n', proto: '()V', access: 'public native' },
        {
          name: 'm',
          proto: '()V',
          code: [
            ['const/4', 0, 0],
            [
              'invoke-direct',
              [0, 0, 0, 0, 0],
              'Ldalvik/system/DexClassLoader;-><init>(Ljava/lang/String;Ljava/lang/String;Ljava/lang/String;Ljava/lang/ClassLoader;)V',
            ],
            [
              'invoke-virtual',
              [0, 0, 0],
              'Landroid/webkit/WebView;->addJavascriptInterface(Ljava/lang/Object;Ljava/lang/String;)V',
            ],
            END,
          ],
        },
      ],
    };
    const { facts } = readCode([[odd]]);
    expect(facts.signals).toMatchObject({
      nativeMethods: 1,
      shortNames: 1,
      webInterfaces: 1,
      dynamicLoading: [0],
    });
    expect(facts.sites[0]).toMatchObject({ class: 'La/b;', method: 'm()V' });
  });
});
