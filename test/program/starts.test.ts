// Components that the package's own code starts: on whose occasion they run, and what an intent names. Small programs of
// our own; each way of starting beside one that looks like it and starts nothing.
import { describe, expect, test } from '@jest/globals';
import type { ClassSpec, Instruction, MethodSpec } from '../support/dex.js';
import { component, manifestOf, reachLines, readCode, watchMethods } from '../support/code.js';
import type { Component } from '../../src/model/facts.js';

const READ = 'Landroid/telephony/TelephonyManager;->getLine1Number';
const READING: readonly Instruction[] = [
  ['const/4', 0, 0],
  ['invoke-virtual', [0], `${READ}()Ljava/lang/String;`],
  ['return-void'],
];
const END: Instruction = ['return-void'];
const method = (signature: string, code: readonly Instruction[], access = 'public'): MethodSpec => {
  const at = signature.indexOf('(');
  return { name: signature.slice(0, at), proto: signature.slice(at), access, code };
};
const cls = (name: string, above: string, ...methods: MethodSpec[]): ClassSpec => ({
  name,
  super: above,
  methods: [method('<init>()V', [['invoke-direct', [8], `${above}-><init>()V`], END]), ...methods],
});

const INTENT = 'Landroid/content/Intent;';
/** An intent for a class into register 2; 8 stands for a context. */
const intentFor = (name: string): Instruction[] => [
  ['new-instance', 2, INTENT],
  ['const-class', 3, name],
  ['invoke-direct', [2, 8, 3], `${INTENT}-><init>(Landroid/content/Context;Ljava/lang/Class;)V`],
];
const startService: Instruction = [
  'invoke-virtual',
  [8, 2],
  `Landroid/content/Context;->startService(${INTENT})Landroid/content/ComponentName;`,
];
const startActivity: Instruction = [
  'invoke-virtual',
  [8, 2],
  `Landroid/content/Context;->startActivity(${INTENT})V`,
];

const WORK = 'Lcom/example/Work;';
const work = cls(WORK, 'Landroid/app/Service;', method(`onStartCommand(${INTENT}II)I`, READING));
const PAGE = 'Lcom/example/Page;';
const page = cls(PAGE, 'Landroid/app/Activity;', method('onStart()V', READING));
const ALARM = 'Lcom/example/Alarm;';
const alarm = cls(
  ALARM,
  'Landroid/content/BroadcastReceiver;',
  method(`onReceive(Landroid/content/Context;${INTENT})V`, READING),
);
const app = (...code: Instruction[]): ClassSpec =>
  cls('Lcom/example/App;', 'Landroid/app/Application;', method('onCreate()V', [...code, END]));
const main = (...methods: MethodSpec[]): ClassSpec =>
  cls('Lcom/example/Main;', 'Landroid/app/Activity;', ...methods);
const created = (...code: Instruction[]): MethodSpec =>
  method('onCreate(Landroid/os/Bundle;)V', [...code, END]);
const back = (...code: Instruction[]): MethodSpec => method('onBackPressed()V', [...code, END]);

const when = (classes: readonly ClassSpec[], more: readonly Component[] = []): string[] =>
  reachLines(
    readCode([classes], {
      watch: { methods: watchMethods([READ]) },
      manifest: manifestOf(
        [
          component('activity', 'com.example.Main', { isLauncher: true, exported: true }),
          ...more.filter((c) => c.name !== ''),
          ...['Work', 'Alarm', 'Page']
            .filter((name) => !more.some((c) => c.name === `com.example.${name}`))
            .map((name) => component(SORTS[name]!, `com.example.${name}`)),
        ],
        'com.example.App',
      ),
    }),
    READ,
  );
const SORTS: Record<string, Component['type']> = { Work: 'service', Alarm: 'receiver', Page: 'activity' };

describe('a service', () => {
  test('that the application starts runs at start-up, and goes on in the background', () => {
    expect(when([app(...intentFor(WORK), startService), work])).toEqual([
      'startup Application.onCreate',
      'background Application.onCreate',
    ]);
  });
  test('that only an act of the user starts does not run before', () => {
    expect(when([main(back(...intentFor(WORK), startService)), work])).toEqual([
      'background Activity.onBackPressed',
      'user-act Activity.onBackPressed',
    ]);
  });
  test('that is only bound follows who binds it', () => {
    const bind: Instruction = [
      'invoke-virtual',
      [8, 2, 4, 5],
      `Landroid/content/Context;->bindService(${INTENT}Landroid/content/ServiceConnection;I)Z`,
    ];
    expect(when([app(...intentFor(WORK), bind), work])).toEqual(['startup Application.onCreate']);
  });
  test('that nothing names and nobody outside can start does not run', () => {
    expect(when([app(), work])).toEqual([]);
    const open = component('service', 'com.example.Work', { exported: true });
    expect(when([app(), work], [open])).toEqual(['background Service.onStartCommand']);
  });
  test('that is named and not seen to be started can run, and nobody says when', () => {
    expect(when([app(...intentFor(WORK)), work])).toEqual(['background Intent']);
  });
  test('another package’s service of the same name is not ours', () => {
    const foreign: Instruction[] = [
      ['new-instance', 2, INTENT],
      ['invoke-direct', [2], `${INTENT}-><init>()V`],
      ['const-string', 3, 'com.other'],
      ['const-string', 4, 'com.example.Work'],
      ['invoke-virtual', [2, 3, 4], `${INTENT}->setClassName(Ljava/lang/String;Ljava/lang/String;)${INTENT}`],
      startService,
    ];
    expect(when([app(...foreign), work])).toEqual([]);
    const own = foreign.map((i): Instruction =>
      i[2] === 'com.other' ? ['const-string', 3, 'com.example'] : i,
    );
    expect(when([app(...own), work])).toContain('startup Application.onCreate');
  });
  test('an action is answered inside when the own package is set', () => {
    const byAction = (...scope: Instruction[]): Instruction[] => [
      ['new-instance', 2, INTENT],
      ['const-string', 3, 'com.example.SYNC'],
      ['invoke-direct', [2, 3], `${INTENT}-><init>(Ljava/lang/String;)V`],
      ...scope,
      startService,
    ];
    const filtered = component('service', 'com.example.Work', {
      filters: [{ actions: ['com.example.SYNC'], categories: [], data: [], priority: null }],
    });
    const scope: Instruction[] = [
      ['invoke-virtual', [8], 'Landroid/content/Context;->getPackageName()Ljava/lang/String;'],
      ['move-result-object', 4],
      ['invoke-virtual', [2, 4], `${INTENT}->setPackage(Ljava/lang/String;)${INTENT}`],
    ];
    expect(when([app(...byAction(...scope)), work], [filtered])).toContain('startup Application.onCreate');
    expect(when([app(...byAction()), work], [filtered])).toEqual(['background Service.onStartCommand']);
  });
});

describe('an activity', () => {
  test('that a first screen goes on to by itself is a first screen too', () => {
    expect(when([main(created(...intentFor(PAGE), startActivity)), page])).toEqual([
      'first-screen Activity.onCreate',
    ]);
  });
  test('that a click opens is a screen', () => {
    expect(when([main(back(...intentFor(PAGE), startActivity)), page])).toEqual([
      'screen Activity.onBackPressed',
    ]);
  });
  test('that a notification opens is a screen', () => {
    const pending: Instruction = [
      'invoke-static',
      [8, 4, 2, 4],
      `Landroid/app/PendingIntent;->getActivity(Landroid/content/Context;I${INTENT}I)Landroid/app/PendingIntent;`,
    ];
    expect(when([app(...intentFor(PAGE), pending), page])).toEqual(['screen PendingIntent.getActivity']);
  });
});

describe('helpers', () => {
  const helper = cls(
    'Lcom/example/Go;',
    'Ljava/lang/Object;',
    method(
      `to(Landroid/content/Context;Ljava/lang/Class;)V`,
      [
        ['new-instance', 2, INTENT],
        ['invoke-direct', [2, 8, 9], `${INTENT}-><init>(Landroid/content/Context;Ljava/lang/Class;)V`],
        ['invoke-virtual', [8, 2], `Landroid/content/Context;->startActivity(${INTENT})V`],
        END,
      ],
      'public static',
    ),
  );
  const call: Instruction[] = [
    ['const-class', 3, PAGE],
    ['invoke-static', [8, 3], 'Lcom/example/Go;->to(Landroid/content/Context;Ljava/lang/Class;)V'],
  ];
  test('one that is given the class starts for each caller what that caller names', () => {
    expect(when([helper, main(created(...call)), page])).toEqual(['first-screen Activity.onCreate']);
    const other = 'Lcom/example/Other;';
    const elsewhere = main(created(['const-class', 3, other], call[1]!), back(...call));
    expect(when([helper, elsewhere, page], [component('activity', 'com.example.Other')])).toEqual([
      'screen Activity.onBackPressed',
    ]);
  });
  test('one that makes the intent', () => {
    const maker = cls(
      'Lcom/example/Intents;',
      'Ljava/lang/Object;',
      method(
        `page(Landroid/content/Context;)${INTENT}`,
        [...intentFor(PAGE), ['return-object', 2]],
        'public static',
      ),
    );
    const made: Instruction[] = [
      ['invoke-static', [8], `Lcom/example/Intents;->page(Landroid/content/Context;)${INTENT}`],
      ['move-result-object', 2],
      startActivity,
    ];
    expect(when([maker, main(created(...made)), page])).toEqual(['first-screen Activity.onCreate']);
  });
});

describe('by the clock', () => {
  const pending: Instruction[] = [
    ...intentFor(ALARM),
    [
      'invoke-static',
      [8, 4, 2, 4],
      `Landroid/app/PendingIntent;->getBroadcast(Landroid/content/Context;I${INTENT}I)Landroid/app/PendingIntent;`,
    ],
    ['move-result-object', 5],
  ];
  test('an alarm that start-up sets needs nobody', () => {
    const set: Instruction = [
      'invoke-virtual',
      [4, 4, 6, 7, 5],
      'Landroid/app/AlarmManager;->set(IJLandroid/app/PendingIntent;)V',
    ];
    expect(when([app(...pending, set), alarm])).toEqual([
      'startup PendingIntent.getBroadcast',
      'background PendingIntent.getBroadcast',
    ]);
  });
  test('a pending intent in another hand runs in the background', () => {
    expect(when([app(...pending), alarm])).toEqual(['background PendingIntent.getBroadcast']);
  });
  test('a job runs because of what schedules it', () => {
    const job = cls(
      WORK,
      'Landroid/app/job/JobService;',
      method('onStartJob(Landroid/app/job/JobParameters;)Z', READING),
    );
    const build: Instruction[] = [
      ['new-instance', 2, 'Landroid/content/ComponentName;'],
      ['const-class', 3, WORK],
      [
        'invoke-direct',
        [2, 8, 3],
        'Landroid/content/ComponentName;-><init>(Landroid/content/Context;Ljava/lang/Class;)V',
      ],
      ['new-instance', 4, 'Landroid/app/job/JobInfo$Builder;'],
      [
        'invoke-direct',
        [4, 5, 2],
        'Landroid/app/job/JobInfo$Builder;-><init>(ILandroid/content/ComponentName;)V',
      ],
    ];
    const asked = component('service', 'com.example.Work', {
      permission: 'android.permission.BIND_JOB_SERVICE',
    });
    expect(when([app(...build), job], [asked])).toEqual([
      'startup JobInfo.Builder',
      'background JobInfo.Builder',
    ]);
    expect(when([app(), job], [asked])).toEqual([]);
  });
});
