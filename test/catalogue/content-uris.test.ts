// Ways to write the same content address, as compilers leave them in DEX: each must be read as the kind it names, with
// the real catalogue and the real reader; an address of the app's own must not.
import { beforeAll, describe, expect, test } from '@jest/globals';
import { fileURLToPath } from 'node:url';
import { buildCatalogue } from '../../src/catalogue/build.js';
import { expandGroups } from '../../src/catalogue/groups.js';
import { obtains } from '../../src/judge/obtains.js';
import { UNKNOWN_TYPE, createView } from '../../src/judge/view.js';
import type { Catalogue, Watchlist } from '../../src/model/catalogue.js';
import { component, manifestOf, readCode } from '../support/code.js';
import type { ClassSpec, FieldSpec, Instruction } from '../support/dex.js';
import { facts } from '../support/judging.js';

let catalogue: Catalogue;
let watch: Watchlist;
beforeAll(() => {
  const built = buildCatalogue(fileURLToPath(new URL('../../rules', import.meta.url)));
  catalogue = expandGroups(built.catalogue);
  watch = built.watchlist;
}, 60_000);

const URI = 'Landroid/net/Uri;';
const RESOLVER = 'Landroid/content/ContentResolver;';
/** Queries the address in v1; v0 holds the resolver. */
const QUERY: Instruction[] = [
  ['const/4', 0, 0],
  ['const/4', 2, 0],
  ['const/4', 3, 0],
  ['const/4', 4, 0],
  ['const/4', 5, 0],
  [
    'invoke-virtual/range',
    [0, 1, 2, 3, 4, 5],
    `${RESOLVER}->query(${URI}[Ljava/lang/String;Ljava/lang/String;[Ljava/lang/String;Ljava/lang/String;)Landroid/database/Cursor;`,
  ],
];
const text = (register: number, value: string): Instruction => ['const-string', register, value];
const parse = (value: string): Instruction[] => [
  text(1, value),
  ['invoke-static', [1], `${URI}->parse(Ljava/lang/String;)${URI}`],
  ['move-result-object', 1],
];
const main = (code: readonly Instruction[], more: Partial<ClassSpec> = {}): ClassSpec => ({
  name: 'Lcom/example/Main;',
  super: 'Landroid/app/Activity;',
  ...more,
  methods: [
    {
      name: 'onCreate',
      proto: '(Landroid/os/Bundle;)V',
      registers: 12,
      code: [...code, ['return-void']],
    },
    ...(more.methods ?? []),
  ],
});
/** A class of constants with a static initialiser that fills one field. */
const constants = (fields: readonly FieldSpec[], code: readonly Instruction[]): ClassSpec => ({
  name: 'Lcom/example/Constants;',
  fields,
  methods: [
    { name: '<clinit>', proto: '()V', access: 'static', registers: 6, code: [...code, ['return-void']] },
  ],
});

function taken(classes: readonly ClassSpec[]): { kind: string; confidence: string }[] {
  const screen = component('activity', 'com.example.Main', { isLauncher: true });
  const { facts: code } = readCode([classes], { watch, manifest: manifestOf([screen]) });
  const app = facts({
    package: 'com.example',
    permissions: [
      'READ_CONTACTS',
      'READ_SMS',
      'READ_CALL_LOG',
      'READ_CALENDAR',
      'READ_MEDIA_IMAGES',
      'READ_MEDIA_AUDIO',
    ].map((name) => `android.permission.${name}`),
    components: [{ name: 'com.example.Main', isLauncher: true }],
    manifest: { minSdk: 21, targetSdk: 34 },
    code,
  });
  const found = new Map<string, string>();
  for (const { kind, confidence, rung } of createView(app, catalogue, UNKNOWN_TYPE).get(obtains)) {
    if (rung !== 'declared' && rung !== 'implied' && found.get(kind) !== 'high') found.set(kind, confidence);
  }
  return [...found].map(([kind, confidence]) => ({ kind, confidence }));
}
const kinds = (...classes: ClassSpec[]): string[] => taken(classes).map(({ kind }) => kind);

describe('an address', () => {
  test.each<[string, string, ClassSpec[]]>([
    ['parsed from a constant', 'sms', [main([...parse('content://sms/inbox'), ...QUERY])]],
    [
      'a constant of the platform',
      'call-log',
      [main([['sget-object', 1, `Landroid/provider/CallLog$Calls;->CONTENT_URI:${URI}`], ...QUERY])],
    ],
    [
      'extended by a path',
      'sms',
      [
        main([
          ...parse('content://sms'),
          text(2, 'inbox'),
          ['invoke-static', [1, 2], `${URI}->withAppendedPath(${URI}Ljava/lang/String;)${URI}`],
          ['move-result-object', 1],
          ...QUERY,
        ]),
      ],
    ],
    [
      'extended by an id',
      'calendar',
      [
        main([
          ['sget-object', 1, `Landroid/provider/CalendarContract$Events;->CONTENT_URI:${URI}`],
          ['const-wide/16', 2, 7],
          ['invoke-static', [1, 2, 3], `Landroid/content/ContentUris;->withAppendedId(${URI}J)${URI}`],
          ['move-result-object', 1],
          ...QUERY,
        ]),
      ],
    ],
    [
      'made by a builder from scheme and authority',
      'contacts',
      [
        main([
          ['new-instance', 1, 'Landroid/net/Uri$Builder;'],
          ['invoke-direct', [1], 'Landroid/net/Uri$Builder;-><init>()V'],
          text(2, 'content'),
          [
            'invoke-virtual',
            [1, 2],
            'Landroid/net/Uri$Builder;->scheme(Ljava/lang/String;)Landroid/net/Uri$Builder;',
          ],
          ['move-result-object', 1],
          text(2, 'com.android.contacts'),
          [
            'invoke-virtual',
            [1, 2],
            'Landroid/net/Uri$Builder;->authority(Ljava/lang/String;)Landroid/net/Uri$Builder;',
          ],
          ['move-result-object', 1],
          text(2, 'contacts'),
          [
            'invoke-virtual',
            [1, 2],
            'Landroid/net/Uri$Builder;->appendPath(Ljava/lang/String;)Landroid/net/Uri$Builder;',
          ],
          ['move-result-object', 1],
          ['invoke-virtual', [1], `Landroid/net/Uri$Builder;->build()${URI}`],
          ['move-result-object', 1],
          ...QUERY,
        ]),
      ],
    ],
    [
      'made by a builder whose authority is one word',
      'call-log',
      [
        main([
          ['new-instance', 1, 'Landroid/net/Uri$Builder;'],
          ['invoke-direct', [1], 'Landroid/net/Uri$Builder;-><init>()V'],
          text(2, 'content'),
          [
            'invoke-virtual',
            [1, 2],
            'Landroid/net/Uri$Builder;->scheme(Ljava/lang/String;)Landroid/net/Uri$Builder;',
          ],
          ['move-result-object', 1],
          text(2, 'call_log'),
          [
            'invoke-virtual',
            [1, 2],
            'Landroid/net/Uri$Builder;->authority(Ljava/lang/String;)Landroid/net/Uri$Builder;',
          ],
          ['move-result-object', 1],
          ['invoke-virtual', [1], `Landroid/net/Uri$Builder;->build()${URI}`],
          ['move-result-object', 1],
          ...QUERY,
        ]),
      ],
    ],
    [
      'put together from pieces',
      'sms',
      [
        main([
          ['new-instance', 1, 'Ljava/lang/StringBuilder;'],
          text(2, 'content://'),
          ['invoke-direct', [1, 2], 'Ljava/lang/StringBuilder;-><init>(Ljava/lang/String;)V'],
          text(2, 'sms'),
          [
            'invoke-virtual',
            [1, 2],
            'Ljava/lang/StringBuilder;->append(Ljava/lang/String;)Ljava/lang/StringBuilder;',
          ],
          ['invoke-virtual', [1], 'Ljava/lang/StringBuilder;->toString()Ljava/lang/String;'],
          ['move-result-object', 1],
          ['invoke-static', [1], `${URI}->parse(Ljava/lang/String;)${URI}`],
          ['move-result-object', 1],
          ...QUERY,
        ]),
      ],
    ],
    [
      'kept in a text constant of another class',
      'sms',
      [
        main([
          ['sget-object', 1, 'Lcom/example/Constants;->TEXT:Ljava/lang/String;'],
          ['invoke-static', [1], `${URI}->parse(Ljava/lang/String;)${URI}`],
          ['move-result-object', 1],
          ...QUERY,
        ]),
        {
          name: 'Lcom/example/Constants;',
          fields: [
            {
              name: 'TEXT',
              type: 'Ljava/lang/String;',
              access: 'public static final',
              value: 'content://sms/inbox',
            },
          ],
        },
      ],
    ],
    [
      'kept as an address in another class',
      'sms',
      [
        main([['sget-object', 1, `Lcom/example/Constants;->SMS:${URI}`], ...QUERY]),
        constants(
          [{ name: 'SMS', type: URI, access: 'public static final' }],
          [...parse('content://sms/inbox'), ['sput-object', 1, `Lcom/example/Constants;->SMS:${URI}`]],
        ),
      ],
    ],
    [
      'kept as an address that holds a constant of the platform',
      'contacts',
      [
        main([['sget-object', 1, `Lcom/example/Constants;->PEOPLE:${URI}`], ...QUERY]),
        constants(
          [{ name: 'PEOPLE', type: URI, access: 'public static final' }],
          [
            ['sget-object', 1, `Landroid/provider/ContactsContract$Contacts;->CONTENT_URI:${URI}`],
            ['sput-object', 1, `Lcom/example/Constants;->PEOPLE:${URI}`],
          ],
        ),
      ],
    ],
    [
      'kept in a Kotlin object and got by its getter',
      'sms',
      [
        main([
          ['sget-object', 1, 'Lcom/example/Constants;->INSTANCE:Lcom/example/Constants;'],
          ['invoke-virtual', [1], `Lcom/example/Constants;->getSMS()${URI}`],
          ['move-result-object', 1],
          ...QUERY,
        ]),
        {
          ...constants(
            [
              { name: 'INSTANCE', type: 'Lcom/example/Constants;', access: 'public static final' },
              { name: 'SMS', type: URI, access: 'private static final' },
            ],
            [...parse('content://sms/inbox'), ['sput-object', 1, `Lcom/example/Constants;->SMS:${URI}`]],
          ),
          methods: [
            ...constants(
              [],
              [...parse('content://sms/inbox'), ['sput-object', 1, `Lcom/example/Constants;->SMS:${URI}`]],
            ).methods!,
            {
              name: 'getSMS',
              proto: `()${URI}`,
              registers: 2,
              code: [
                ['sget-object', 0, `Lcom/example/Constants;->SMS:${URI}`],
                ['return-object', 0],
              ],
            },
          ],
        },
      ],
    ],
    [
      'handed to a helper that queries',
      'sms',
      [
        main([
          ...parse('content://sms/inbox'),
          ['invoke-static', [1], `Lcom/example/Helper;->rows(${URI})V`],
        ]),
        {
          name: 'Lcom/example/Helper;',
          methods: [
            {
              name: 'rows',
              proto: `(${URI})V`,
              access: 'public static',
              registers: 8,
              code: [['move-object', 1, 7], ...QUERY, ['return-void']],
            },
          ],
        },
      ],
    ],
    [
      'handed to a helper as text',
      'sms',
      [
        main([
          text(1, 'content://sms/inbox'),
          ['invoke-static', [1], 'Lcom/example/Helper;->rows(Ljava/lang/String;)V'],
        ]),
        {
          name: 'Lcom/example/Helper;',
          methods: [
            {
              name: 'rows',
              proto: '(Ljava/lang/String;)V',
              access: 'public static',
              registers: 8,
              code: [
                ['invoke-static', [7], `${URI}->parse(Ljava/lang/String;)${URI}`],
                ['move-result-object', 1],
                ...QUERY,
                ['return-void'],
              ],
            },
          ],
        },
      ],
    ],
    [
      'read through a client of the provider',
      'sms',
      [
        main([
          ...parse('content://sms'),
          ['const/4', 0, 0],
          [
            'invoke-virtual',
            [0, 1],
            `${RESOLVER}->acquireContentProviderClient(${URI})Landroid/content/ContentProviderClient;`,
          ],
        ]),
      ],
    ],
    [
      'handed to a loader',
      'contacts',
      [
        main([
          ['sget-object', 1, `Landroid/provider/ContactsContract$CommonDataKinds$Phone;->CONTENT_URI:${URI}`],
          ['new-instance', 0, 'Landroidx/loader/content/CursorLoader;'],
          ['const/4', 2, 0],
          [
            'invoke-direct',
            [0, 2, 1],
            `Landroidx/loader/content/CursorLoader;-><init>(Landroid/content/Context;${URI})V`,
          ],
        ]),
      ],
    ],
    [
      'of the music library, and of nothing else',
      'audio-files',
      [main([...parse('content://media/external/audio/media'), ...QUERY])],
    ],
  ])('%s is %s', (_, kind, classes) => {
    expect(kinds(...classes)).toEqual([kind]);
  });

  test.each<[string, ClassSpec[]]>([
    ['of a provider of its own', [main([...parse('content://com.example.sms/inbox'), ...QUERY])]],
    [
      'with the words in a query',
      [main([...parse('content://com.example/x?u=content://sms/inbox'), ...QUERY])],
    ],
    ['that only begins alike', [main([...parse('content://smsarchive/inbox'), ...QUERY])]],
    ['that is never queried', [main(parse('content://sms/inbox'))]],
    [
      'kept in another class and never asked for there or by whom it is queried',
      [
        main([...parse('content://com.example/x'), ...QUERY]),
        constants(
          [{ name: 'SMS', type: URI, access: 'public static final' }],
          [...parse('content://sms/inbox'), ['sput-object', 1, `Lcom/example/Constants;->SMS:${URI}`]],
        ),
      ],
    ],
  ])('%s is nothing', (_, classes) => {
    expect(kinds(...classes)).toEqual([]);
  });

  test('in the method that queries it is surer than only in its class', () => {
    const apart = main([['invoke-static', [], 'Lcom/example/Main;->rows()V']], {
      methods: [
        { name: 'rows', proto: '()V', access: 'static', registers: 8, code: [...QUERY, ['return-void']] },
        {
          name: 'name',
          proto: '()V',
          access: 'static',
          registers: 8,
          code: [...parse('content://sms/inbox'), ['return-void']],
        },
      ],
    });
    expect(taken([main([...parse('content://sms/inbox'), ...QUERY])])).toEqual([
      { kind: 'sms', confidence: 'high' },
    ]);
    expect(taken([apart])).toEqual([{ kind: 'sms', confidence: 'medium' }]);
  });
});

describe('a key or command handed to a helper', () => {
  const helper = (code: readonly Instruction[]): ClassSpec => ({
    name: 'Lcom/example/Helper;',
    methods: [
      {
        name: 'get',
        proto: '(Ljava/lang/String;)Ljava/lang/String;',
        access: 'public static',
        registers: 8,
        code: [...code, ['const/4', 0, 0], ['return-object', 0]],
      },
    ],
  });
  const asks = (value: string): ClassSpec =>
    main([
      text(1, value),
      ['invoke-static', [1], 'Lcom/example/Helper;->get(Ljava/lang/String;)Ljava/lang/String;'],
    ]);
  const SETTING = helper([
    ['const/4', 0, 0],
    [
      'invoke-static',
      [0, 7],
      'Landroid/provider/Settings$Secure;->getString(Landroid/content/ContentResolver;Ljava/lang/String;)Ljava/lang/String;',
    ],
  ]);
  const PROPERTY = helper([
    text(0, 'android.os.SystemProperties'),
    ['invoke-static', [0], 'Ljava/lang/Class;->forName(Ljava/lang/String;)Ljava/lang/Class;'],
    ['move-result-object', 0],
    text(1, 'get'),
    ['const/4', 2, 0],
    [
      'invoke-virtual',
      [0, 1, 2],
      'Ljava/lang/Class;->getMethod(Ljava/lang/String;[Ljava/lang/Class;)Ljava/lang/reflect/Method;',
    ],
    ['move-result-object', 0],
  ]);
  const COMMAND = helper([
    ['const/4', 0, 0],
    ['invoke-virtual', [0, 7], 'Ljava/lang/Runtime;->exec(Ljava/lang/String;)Ljava/lang/Process;'],
  ]);
  test.each<[string, string[], ClassSpec[]]>([
    ['a setting', ['android-id'], [asks('android_id'), SETTING]],
    ['another setting', [], [asks('default_input_method'), SETTING]],
    ['a property', ['device-hardware-id'], [asks('ro.serialno'), PROPERTY]],
    ['another property', [], [asks('ro.build.version.emui'), PROPERTY]],
    ['a command', ['installed-apps'], [asks('pm list packages'), COMMAND]],
    ['another command', [], [asks('true'), COMMAND]],
  ])('%s is %j', (_, expected, classes) => {
    expect(kinds(...classes)).toEqual(expected);
  });
});
