// Watchers of new pictures on small programs of our own: found, told apart from what is not one, and described.
import { describe, expect, test } from '@jest/globals';
import { component, manifestOf, readCode } from '../support/code.js';
import type { ClassSpec, Instruction, MethodSpec } from '../support/dex.js';

const method = (
  name: string,
  proto: string,
  code: readonly Instruction[],
  access = 'public',
): MethodSpec => ({
  name,
  proto,
  access,
  code,
});
const END: Instruction = ['return-void'];
const IMAGES: Instruction = [
  'sget-object',
  1,
  'Landroid/provider/MediaStore$Images$Media;->EXTERNAL_CONTENT_URI:Landroid/net/Uri;',
];
const REGISTER =
  'Landroid/content/ContentResolver;->registerContentObserver(Landroid/net/Uri;ZLandroid/database/ContentObserver;)V';
const UNREGISTER =
  'Landroid/content/ContentResolver;->unregisterContentObserver(Landroid/database/ContentObserver;)V';
const watch = (uri: readonly Instruction[], observer = 'Lcom/example/Watch;'): Instruction[] => [
  ['const/4', 0, 0],
  ...uri,
  ['const/4', 2, 1],
  ['new-instance', 3, observer],
  ['invoke-direct', [3], `${observer}-><init>()V`],
  ['invoke-virtual', [0, 1, 2, 3], REGISTER],
  END,
];
const observer = (body: readonly Instruction[], above = 'Landroid/database/ContentObserver;'): ClassSpec => ({
  name: 'Lcom/example/Watch;',
  super: above,
  methods: [
    method('<init>', '()V', [
      ['const/4', 0, 0],
      ['invoke-direct', [8, 0], `${above}-><init>(Landroid/os/Handler;)V`],
      END,
    ]),
    method('onChange', '(ZLandroid/net/Uri;)V', body),
  ],
});
const app = (code: readonly Instruction[]): ClassSpec => ({
  name: 'Lcom/example/App;',
  super: 'Landroid/app/Application;',
  methods: [method('onCreate', '()V', code)],
});
const NAMES: Instruction[] = [['const-string', 0, 'Screenshots']];
const READS: Instruction[] = [
  ['const/4', 1, 0],
  [
    'invoke-virtual',
    [1, 1],
    'Landroid/content/ContentResolver;->openInputStream(Landroid/net/Uri;)Ljava/io/InputStream;',
  ],
];
const WRITES: Instruction[] = [
  ['const/4', 1, 0],
  ['invoke-virtual', [1], 'Landroid/content/Context;->getCacheDir()Ljava/io/File;'],
  ['new-instance', 2, 'Ljava/io/FileOutputStream;'],
  ['invoke-direct', [2, 1], 'Ljava/io/FileOutputStream;-><init>(Ljava/io/File;)V'],
];
const SENDS: Instruction[] = [
  ['const/4', 1, 0],
  ['invoke-virtual', [1], 'Ljava/net/URL;->openConnection()Ljava/net/URLConnection;'],
];

const MANIFEST = manifestOf(
  [component('activity', 'com.example.Main', { isLauncher: true })],
  'com.example.App',
);
const find = (classes: readonly ClassSpec[]) => {
  const { facts } = readCode([classes], { manifest: MANIFEST });
  return facts.imageObservers.map((found) => ({
    ...found,
    registeredAt: facts.sites[found.registeredAt]!.class,
    copiesTo: [...new Set(found.copiesTo.map((copy) => copy.where))],
    readsImage: found.readsImage.length,
  }));
};

describe('a content observer', () => {
  test('on pictures, that reads and keeps a copy, from the application', () => {
    expect(find([app(watch([IMAGES])), observer([...NAMES, ...READS, ...WRITES, END])])).toEqual([
      {
        kind: 'content-observer',
        target: 'field:Landroid/provider/MediaStore$Images$Media;->EXTERNAL_CONTENT_URI',
        registeredAt: 'Lcom/example/App;',
        offset: expect.any(Number),
        observerClass: 'Lcom/example/Watch;',
        longLived: true,
        unregistered: 'never',
        nameTests: ['Screenshots'],
        readsImage: 1,
        copiesTo: ['cache'],
      },
    ]);
  });

  test('that sends what it reads', () => {
    const [found] = find([app(watch([IMAGES])), observer([...NAMES, ...READS, ...SENDS, END])]);
    expect(found!.copiesTo).toEqual(['network']);
  });

  test('that only counts pictures reads and keeps nothing, whatever else it writes', () => {
    const [found] = find([app(watch([IMAGES])), observer([...WRITES, ...SENDS, END])]);
    expect([found!.nameTests, found!.readsImage, found!.copiesTo]).toEqual([[], 0, []]);
  });

  test('on a URI put together from constants', () => {
    const uri: Instruction[] = [
      ['const-string', 1, 'content://media/external/images/media'],
      ['invoke-static', [1], 'Landroid/net/Uri;->parse(Ljava/lang/String;)Landroid/net/Uri;'],
      ['move-result-object', 1],
    ];
    expect(find([app(watch(uri)), observer([END])])[0]!.target).toBe('content://media/external/images/media');
  });

  test('on contacts is none of ours', () => {
    const uri: Instruction[] = [
      ['sget-object', 1, 'Landroid/provider/ContactsContract$Contacts;->CONTENT_URI:Landroid/net/Uri;'],
    ];
    expect(find([app(watch(uri)), observer([...NAMES, ...READS, END])])).toEqual([]);
  });

  test('on a setting is none of ours, whatever its key or its callback say', () => {
    const uri: Instruction[] = [
      ['const-string', 1, 'screenshot'],
      [
        'invoke-static',
        [1],
        'Landroid/provider/Settings$System;->getUriFor(Ljava/lang/String;)Landroid/net/Uri;',
      ],
      ['move-result-object', 1],
    ];
    expect(find([app(watch(uri)), observer([...NAMES, ...READS, END])])).toEqual([]);
  });

  test('with its words put together, or kept in a list of the class', () => {
    const built: Instruction[] = [
      ['new-instance', 0, 'Ljava/lang/StringBuilder;'],
      ['invoke-direct', [0], 'Ljava/lang/StringBuilder;-><init>()V'],
      ['const-string', 1, 'screen'],
      [
        'invoke-virtual',
        [0, 1],
        'Ljava/lang/StringBuilder;->append(Ljava/lang/String;)Ljava/lang/StringBuilder;',
      ],
      ['const-string', 1, 'shot'],
      [
        'invoke-virtual',
        [0, 1],
        'Ljava/lang/StringBuilder;->append(Ljava/lang/String;)Ljava/lang/StringBuilder;',
      ],
      ['invoke-virtual', [0], 'Ljava/lang/StringBuilder;->toString()Ljava/lang/String;'],
      ['move-result-object', 0],
      ['const/4', 1, 0],
      ['invoke-virtual', [1, 0], 'Ljava/lang/String;->contains(Ljava/lang/CharSequence;)Z'],
      END,
    ];
    expect(find([app(watch([IMAGES])), observer(built)])[0]!.nameTests).toEqual(['screenshot']);
    const words: ClassSpec = {
      name: 'Lcom/example/Words;',
      fields: [{ name: 'LIST', type: '[Ljava/lang/String;', access: 'static final' }],
      methods: [
        method(
          '<clinit>',
          '()V',
          [
            ['const-string', 0, '截屏'],
            ['filled-new-array', [0], '[Ljava/lang/String;'],
            ['move-result-object', 0],
            ['sput-object', 0, 'Lcom/example/Words;->LIST:[Ljava/lang/String;'],
            END,
          ],
          'static',
        ),
      ],
    };
    const uses: Instruction[] = [['sget-object', 0, 'Lcom/example/Words;->LIST:[Ljava/lang/String;'], END];
    expect(find([app(watch([IMAGES])), observer(uses), words])[0]!.nameTests).toEqual(['截屏']);
  });

  test('whose work is done by a handler it sends a message to', () => {
    const handler: ClassSpec = {
      name: 'Lcom/example/Watch$1;',
      super: 'Landroid/os/Handler;',
      methods: [method('handleMessage', '(Landroid/os/Message;)V', [...NAMES, ...READS, END])],
    };
    const sends: Instruction[] = [
      ['const/4', 0, 0],
      ['invoke-virtual', [0, 0], 'Landroid/os/Handler;->sendEmptyMessage(I)Z'],
      END,
    ];
    const [found] = find([app(watch([IMAGES])), observer(sends), handler]);
    expect([found!.nameTests, found!.readsImage]).toEqual([['Screenshots'], 1]);
  });

  test('registered through a helper of the package', () => {
    const helper: ClassSpec = {
      name: 'Lcom/example/Helper;',
      methods: [
        method(
          'listen',
          '(Landroid/net/Uri;Landroid/database/ContentObserver;)V',
          [['const/4', 0, 0], ['const/4', 1, 1], ['invoke-virtual', [0, 8, 1, 9], REGISTER], END],
          'public static',
        ),
      ],
    };
    const calls: Instruction[] = [
      IMAGES,
      ['new-instance', 3, 'Lcom/example/Watch;'],
      ['invoke-direct', [3], 'Lcom/example/Watch;-><init>()V'],
      [
        'invoke-static',
        [1, 3],
        'Lcom/example/Helper;->listen(Landroid/net/Uri;Landroid/database/ContentObserver;)V',
      ],
      END,
    ];
    const [found] = find([app(calls), helper, observer([...NAMES, END])]);
    expect([found!.registeredAt, found!.observerClass]).toEqual(['Lcom/example/App;', 'Lcom/example/Watch;']);
  });
});

describe('how long it watches', () => {
  const main = (methods: Record<string, readonly Instruction[]>): ClassSpec => ({
    name: 'Lcom/example/Main;',
    super: 'Landroid/app/Activity;',
    methods: Object.entries(methods).map(([name, code]) =>
      method(name, name === 'onCreate' ? '(Landroid/os/Bundle;)V' : '()V', code),
    ),
  });
  const letGo: Instruction[] = [['const/4', 0, 0], ['invoke-virtual', [0, 0], UNREGISTER], END];
  const end = (classes: readonly ClassSpec[]) => {
    const [found] = find([...classes, observer([...NAMES, END])]);
    return [found!.longLived, found!.unregistered];
  };

  test.each([
    ['onPause', 'with-screen'],
    ['onStop', 'with-screen'],
    ['onDestroy', 'on-destroy'],
  ])('let go in %s', (name, expected) => {
    expect(end([main({ onResume: watch([IMAGES]), [name]: letGo })])).toEqual([false, expected]);
  });

  test('let go by a method that onStop calls', () => {
    const through = main({
      onStart: watch([IMAGES]),
      onStop: [['invoke-virtual', [8], 'Lcom/example/Main;->quit()V'], END],
      quit: letGo,
    });
    expect(end([through])).toEqual([false, 'with-screen']);
  });

  test('never let go, from a screen: not said to outlive it unless something holds it', () => {
    expect(end([main({ onResume: watch([IMAGES]) })])).toEqual([false, 'never']);
    const holder: ClassSpec = {
      name: 'Lcom/example/Holder;',
      fields: [{ name: 'watch', type: 'Lcom/example/Watch;', access: 'static' }],
    };
    expect(end([main({ onResume: watch([IMAGES]) }), holder])).toEqual([true, 'never']);
  });
});

describe('other ways to watch', () => {
  const folder = (path: string, words: readonly Instruction[]): ClassSpec[] => [
    app([
      ['new-instance', 1, 'Lcom/example/Folder;'],
      ['const-string', 2, path],
      ['invoke-direct', [1, 2], 'Lcom/example/Folder;-><init>(Ljava/lang/String;)V'],
      ['invoke-virtual', [1], 'Lcom/example/Folder;->startWatching()V'],
      END,
    ]),
    {
      name: 'Lcom/example/Folder;',
      super: 'Landroid/os/FileObserver;',
      methods: [
        method('<init>', '(Ljava/lang/String;)V', [
          ['invoke-direct', [8, 9], 'Landroid/os/FileObserver;-><init>(Ljava/lang/String;)V'],
          END,
        ]),
        method('onEvent', '(ILjava/lang/String;)V', [...words, END]),
      ],
    },
  ];

  test('a folder of screenshots', () => {
    const [found] = find(folder('/sdcard/Pictures/Screenshots', []));
    expect([found!.kind, found!.target, found!.longLived]).toEqual([
      'file-observer',
      '/sdcard/Pictures/Screenshots',
      true,
    ]);
  });

  test('a folder of settings is none of ours', () => {
    expect(find(folder('/data/data/com.example/shared_prefs', []))).toEqual([]);
  });

  const poll = (words: readonly Instruction[], above: string): ClassSpec[] => [
    app([
      ['new-instance', 1, 'Lcom/example/Poll;'],
      ['invoke-direct', [1], 'Lcom/example/Poll;-><init>()V'],
      END,
    ]),
    {
      name: 'Lcom/example/Poll;',
      super: above,
      ...(above === 'Ljava/lang/Object;' ? { interfaces: ['Ljava/lang/Runnable;'] } : {}),
      methods: [
        method('<init>', '()V', [['invoke-direct', [8], `${above}-><init>()V`], END]),
        method('run', '()V', [
          ['const/4', 0, 0],
          IMAGES,
          [
            'invoke-virtual',
            [0, 1, 0, 0, 0],
            'Landroid/content/ContentResolver;->query(Landroid/net/Uri;[Ljava/lang/String;Landroid/os/Bundle;Landroid/os/CancellationSignal;)Landroid/database/Cursor;',
          ],
          ...words,
          END,
        ]),
      ],
    },
  ];

  test('asking for the newest picture on a timer', () => {
    const [found] = find(poll(NAMES, 'Ljava/util/TimerTask;'));
    expect([found!.kind, found!.nameTests, found!.longLived]).toEqual(['polling', ['Screenshots'], true]);
  });

  test('asking once, or for every picture, is no watch', () => {
    expect(find(poll(NAMES, 'Ljava/lang/Object;'))).toEqual([]);
    expect(find(poll([], 'Ljava/util/TimerTask;'))).toEqual([]);
  });
});

describe('how names of screenshots are tested', () => {
  const TEST = (branch: readonly Instruction[]): Instruction[] => [
    ['const/4', 1, 0],
    ['invoke-virtual', [1, 0], 'Ljava/lang/String;->contains(Ljava/lang/CharSequence;)Z'],
    ['move-result', 1],
    ...branch,
  ];
  const namesOf = (classes: readonly ClassSpec[]) => find([app(watch([IMAGES])), ...classes])[0]!.nameTests;

  test.each([
    '(?i).*screen[-_. ]?shots?.*',
    'screen(?:shot|cap)',
    String.raw`screen\s*capture`,
    '截(?:屏|图)',
  ])('by the pattern %s', (pattern) => {
    expect(namesOf([observer([['const-string', 0, pattern], END])])).toEqual([pattern]);
  });
  test.each(['screen.orientation', 'screen[0]', '截止时间'])('%s names no screenshot', (text) => {
    expect(namesOf([observer([['const-string', 0, text], END])])).toEqual([]);
  });

  test.each([
    'Failed to create screenshot',
    'Invalid state on screenshot completion: ',
    'smart_apperceive_screen_capture',
    'ScreenshotTile',
    'com.example.action.SCREENSHOT',
    '截图失败',
  ])('not by the sentence, key or tag %s', (text) => {
    expect(
      find([app(watch([IMAGES])), observer([['const-string', 0, text], END])])[0]?.nameTests ?? [],
    ).toEqual([]);
  });
  test.each([
    'Pictures/Screenshots',
    "_display_name LIKE '%screenshot%'",
    '/storage/emulated/0/DCIM/Screenshots/',
    'Screenshot_',
    '截屏',
    'screen_cap(ture)?|screenshots?',
  ])('by the name %s', (text) => {
    expect(namesOf([observer([['const-string', 0, text], END])])).toEqual([text]);
  });

  test('with a word that the class keeps from when it is made', () => {
    const words: ClassSpec = {
      name: 'Lcom/example/Rule;',
      methods: [
        method('<init>', '()V', [
          ['const-string', 0, 'screen_shot'],
          ['invoke-direct', [8], 'Ljava/lang/Object;-><init>()V'],
          END,
        ]),
        method('fits', '()V', [...TEST([]), END]),
      ],
    };
    const asks: Instruction[] = [
      ['const/4', 0, 0],
      ['invoke-virtual', [0], 'Lcom/example/Rule;->fits()V'],
      END,
    ];
    expect(namesOf([observer(asks), words])).toEqual(['screen_shot']);
    const untested = { ...words, methods: [words.methods![0]!, method('fits', '()V', [END])] };
    expect(namesOf([observer(asks), untested])).toEqual([]);
  });

  test('to leave them alone is no aim at them', () => {
    const reads = [...READS, END];
    const leave = TEST([['if-eqz', 1, ':on'], END, ':on']);
    expect(namesOf([observer([...NAMES, ...leave, ...reads])])).toEqual([]);
    const take = TEST([['if-nez', 1, ':on'], END, ':on']);
    expect(namesOf([observer([...NAMES, ...take, ...reads])])).toEqual(['Screenshots']);
  });
});

test('a job that the system starts when pictures change is a watcher', () => {
  const schedule: Instruction[] = [
    IMAGES,
    ['const/4', 2, 1],
    ['new-instance', 3, 'Landroid/app/job/JobInfo$TriggerContentUri;'],
    ['invoke-direct', [3, 1, 2], 'Landroid/app/job/JobInfo$TriggerContentUri;-><init>(Landroid/net/Uri;I)V'],
    ['const-class', 3, 'Lcom/example/Work;'],
    END,
  ];
  const work: ClassSpec = {
    name: 'Lcom/example/Work;',
    super: 'Landroid/app/job/JobService;',
    methods: [
      method('onStartJob', '(Landroid/app/job/JobParameters;)Z', [
        ...NAMES,
        ...READS,
        ...SENDS,
        ['const/4', 0, 0],
        ['return', 0],
      ]),
    ],
  };
  const [found] = find([app(schedule), work]);
  expect([found!.kind, found!.observerClass, found!.longLived, found!.nameTests, found!.copiesTo]).toEqual([
    'content-trigger',
    'Lcom/example/Work;',
    true,
    ['Screenshots'],
    ['network'],
  ]);
});

describe('what a callback leads to', () => {
  const BODY: Instruction[] = [
    ['const/4', 1, 0],
    ['new-instance', 2, 'Lokhttp3/RequestBody$7;'],
    ['invoke-direct', [2, 1, 1], 'Lokhttp3/RequestBody$7;-><init>(Lokhttp3/MediaType;Ljava/io/File;)V'],
  ];
  // Merged with a class that it has nothing to do with, as an optimiser leaves it.
  const made = (name: string): ClassSpec => ({
    name,
    super: 'Lkotlin/Merged;',
    methods: [method('<init>', '(Lokhttp3/MediaType;Ljava/io/File;)V', [END])],
  });
  test('a body of a file that an optimiser makes in place reads it and sends it', () => {
    const [found] = find([
      app(watch([IMAGES])),
      observer([...NAMES, ...BODY, END]),
      made('Lokhttp3/RequestBody$7;'),
    ]);
    expect([found!.readsImage, found!.copiesTo]).toEqual([1, ['network']]);
    const other = BODY.map(
      (line) => JSON.parse(JSON.stringify(line).replaceAll('RequestBody', 'Cache')) as Instruction,
    );
    const [none] = find([
      app(watch([IMAGES])),
      observer([...NAMES, ...other, END]),
      made('Lokhttp3/Cache$7;'),
    ]);
    expect([none!.readsImage, none!.copiesTo]).toEqual([0, []]);
  });
  test('a library of many methods does not take the room of the app’s own', () => {
    const names = Array.from({ length: 450 }, (_, i) => `m${i}`);
    const library: ClassSpec = {
      name: 'Lorg/large/Library;',
      methods: names.map((name) => method(name, '()V', [END], 'public static')),
    };
    const step: ClassSpec = {
      name: 'Lcom/example/Step;',
      methods: [method('go', '()V', [...READS, ...SENDS, END], 'public static')],
    };
    const calls = names.map((name): Instruction => ['invoke-static', [], `Lorg/large/Library;->${name}()V`]);
    const body: Instruction[] = [...NAMES, ...calls, ['invoke-static', [], 'Lcom/example/Step;->go()V'], END];
    const [found] = find([app(watch([IMAGES])), observer(body), library, step]);
    expect(found!.copiesTo).toEqual(['network']);
  });
});
