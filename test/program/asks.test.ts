// What is asked for by a value: worked out where it can be, else told with its place.
import { describe, expect, test } from '@jest/globals';
import type { ClassSpec, Instruction } from '../support/dex.js';
import { component, manifestOf, readCode, useLines, watchMethods } from '../support/code.js';

const URI = 'content://com.android.contacts/data';
const QUERY =
  'Landroid/content/ContentResolver;->query(Landroid/net/Uri;[Ljava/lang/String;Ljava/lang/String;[Ljava/lang/String;Ljava/lang/String;)Landroid/database/Cursor;';
const PARSE = 'Landroid/net/Uri;->parse(Ljava/lang/String;)Landroid/net/Uri;';
const SETTING =
  'Landroid/provider/Settings$Secure;->getString(Landroid/content/ContentResolver;Ljava/lang/String;)Ljava/lang/String;';
const EXTRA = 'Landroid/content/Intent;->getStringExtra(Ljava/lang/String;)Ljava/lang/String;';
const WATCH = { methods: watchMethods(['Lnone;->none']), uris: [{ id: 'uri:contacts', text: URI }] };

/** Queries the address whose text is in v1; v0 is a null resolver. */
const querying: readonly Instruction[] = [
  ['invoke-static', [1], PARSE],
  ['move-result-object', 1],
  ['const/4', 0, 0],
  ['invoke-virtual', [0, 1, 0, 0, 0], QUERY],
  ['return-void'],
];
const screen = (code: readonly Instruction[], more: ClassSpec['methods'] = []): ClassSpec => ({
  name: 'Lcom/example/Main;',
  super: 'Landroid/app/Activity;',
  methods: [{ name: 'onCreate', proto: '(Landroid/os/Bundle;)V', access: 'public', code }, ...(more ?? [])],
});
const read = (code: readonly Instruction[], more: ClassSpec['methods'] = []) => {
  const manifest = manifestOf([component('activity', 'com.example.Main', { isLauncher: true })]);
  const found = readCode([[screen(code, more)]], { watch: WATCH, manifest });
  return { asks: (found.facts.asks ?? []).map(({ what }) => what), uses: useLines(found).length };
};

describe('an address', () => {
  test('that is put together by a pattern is read', () => {
    const code: Instruction[] = [
      ['const-string', 2, 'contacts'],
      ['filled-new-array', [2], '[Ljava/lang/Object;'],
      ['move-result-object', 3],
      ['const-string', 1, 'content://com.android.%s/data'],
      [
        'invoke-static',
        [1, 3],
        'Ljava/lang/String;->format(Ljava/lang/String;[Ljava/lang/Object;)Ljava/lang/String;',
      ],
      ['move-result-object', 1],
      ...querying,
    ];
    expect(read(code)).toEqual({ asks: [], uses: 1 });
  });
  test('written backwards, or with letters changed, is read', () => {
    const replace =
      'Ljava/lang/String;->replace(Ljava/lang/CharSequence;Ljava/lang/CharSequence;)Ljava/lang/String;';
    const code: Instruction[] = [
      ['const-string', 1, 'content://com.QQ.contacts/data'],
      ['const-string', 2, 'QQ'],
      ['const-string', 3, 'android'],
      ['invoke-virtual', [1, 2, 3], replace],
      ['move-result-object', 1],
      ...querying,
    ];
    expect(read(code)).toEqual({ asks: [], uses: 1 });
  });
  test('from outside is told as unknown', () => {
    const code: Instruction[] = [
      ['const/4', 0, 0],
      ['const-string', 2, 'k'],
      ['invoke-virtual', [0, 2], EXTRA],
      ['move-result-object', 1],
      ...querying,
    ];
    expect(read(code)).toEqual({ asks: ['address'], uses: 0 });
  });
  test('that the user picked is no question', () => {
    const code: Instruction[] = [
      ['const/4', 0, 0],
      ['invoke-virtual', [0], 'Landroid/content/Intent;->getData()Landroid/net/Uri;'],
      ['move-result-object', 1],
      ...querying.slice(2),
    ];
    expect(read(code)).toEqual({ asks: [], uses: 0 });
  });
});

test.each<[string, readonly Instruction[], string[]]>([
  [
    'a setting by a key from outside',
    [
      ['const/4', 0, 0],
      ['const-string', 2, 'k'],
      ['invoke-virtual', [0, 2], EXTRA],
      ['move-result-object', 1],
      ['invoke-static', [0, 1], SETTING],
      ['return-void'],
    ],
    ['key'],
  ],
  [
    'a setting by a known key',
    [
      ['const/4', 0, 0],
      ['const-string', 1, 'android_id'],
      ['invoke-static', [0, 1], SETTING],
      ['return-void'],
    ],
    [],
  ],
  [
    'code of another package',
    [
      ['const/4', 0, 0],
      ['const-string', 1, 'com.other'],
      ['const/4', 2, 3],
      [
        'invoke-virtual',
        [0, 1, 2],
        'Landroid/content/Context;->createPackageContext(Ljava/lang/String;I)Landroid/content/Context;',
      ],
      ['return-void'],
    ],
    ['foreign-code'],
  ],
  [
    'resources of another package',
    [
      ['const/4', 0, 0],
      ['const-string', 1, 'com.other'],
      ['const/4', 2, 2],
      [
        'invoke-virtual',
        [0, 1, 2],
        'Landroid/content/Context;->createPackageContext(Ljava/lang/String;I)Landroid/content/Context;',
      ],
      ['return-void'],
    ],
    [],
  ],
  [
    'a page granted what it asks',
    [
      ['const/4', 0, 0],
      ['invoke-virtual', [0, 0], 'Landroid/webkit/PermissionRequest;->grant([Ljava/lang/String;)V'],
      ['return-void'],
    ],
    ['page'],
  ],
  [
    'apps of a caller',
    [
      ['const/4', 0, 0],
      ['invoke-static', [], 'Landroid/os/Binder;->getCallingUid()I'],
      ['move-result', 1],
      [
        'invoke-virtual',
        [0, 1],
        'Landroid/content/pm/PackageManager;->getPackagesForUid(I)[Ljava/lang/String;',
      ],
      ['return-void'],
    ],
    [],
  ],
])('%s', (_name, code, asks) => {
  expect(read(code).asks).toEqual(asks);
});

test('a helper is known when all its callers are', () => {
  const helper = {
    name: 'setting',
    proto: '(Ljava/lang/String;)V',
    access: 'public static',
    code: [['const/4', 0, 0], ['invoke-static', [0, 8], SETTING], ['return-void']] as Instruction[],
  };
  const call = (value: Instruction[]): Instruction[] => [
    ...value,
    ['invoke-static', [1], 'Lcom/example/Main;->setting(Ljava/lang/String;)V'],
    ['return-void'],
  ];
  const known = call([['const-string', 1, 'android_id']]);
  const unknown = call([
    ['const/4', 0, 0],
    ['const-string', 2, 'k'],
    ['invoke-virtual', [0, 2], EXTRA],
    ['move-result-object', 1],
  ]);
  expect([read(known, [helper]).asks, read(unknown, [helper]).asks]).toEqual([[], ['key']]);
});
