// What can run and when, on small programs of our own: every way Android starts code, every way code is dispatched, and
// code that nothing starts.
import { describe, expect, test } from '@jest/globals';
import type { ClassSpec, Instruction, MethodSpec } from '../support/dex.js';
import {
  component,
  manifestOf,
  reachLines,
  readCode,
  watchMethods,
  type ReadOptions,
} from '../support/code.js';

const TAKE = 'Landroid/telephony/TelephonyManager;->getDeviceId';
const WATCH = { methods: watchMethods([TAKE]) };
/** A call of the watched method on a null receiver: enough for a reader that does not run it. */
const TAKING: readonly Instruction[] = [
  ['const/4', 0, 0],
  ['invoke-virtual', [0], `${TAKE}()Ljava/lang/String;`],
  ['return-void'],
];
const taker: MethodSpec = { name: 'take', proto: '()V', access: 'public static', code: TAKING };
const TAKER: ClassSpec = { name: 'Lcom/example/Taker;', methods: [taker] };
const CALL: Instruction = ['invoke-static', [], 'Lcom/example/Taker;->take()V'];
const constructor = (above = 'Ljava/lang/Object;'): MethodSpec => ({
  name: '<init>',
  proto: '()V',
  code: [['invoke-direct', [8], `${above}-><init>()V`], ['return-void']],
});
const make = (name: string): Instruction[] => [
  ['new-instance', 1, name],
  ['invoke-direct', [1], `${name}-><init>()V`],
];
const cls = (name: string, above: string, methods: Record<string, readonly Instruction[]>): ClassSpec => ({
  name,
  super: above,
  methods: [
    constructor(above),
    ...Object.entries(methods).map(([signature, code]): MethodSpec => {
      const at = signature.indexOf('(');
      const isStatic = signature.startsWith('static ');
      return {
        name: signature.slice(isStatic ? 7 : 0, at),
        proto: signature.slice(at),
        access: isStatic ? 'public static' : 'public',
        code,
      };
    }),
  ],
});
const listener = (
  name: string,
  face: string,
  methods: Record<string, readonly Instruction[]>,
): ClassSpec => ({
  ...cls(name, 'Ljava/lang/Object;', methods),
  interfaces: [face],
});
const END: Instruction = ['return-void'];
const ACTIVITY = 'Landroid/app/Activity;';
const LAUNCHER = component('activity', 'com.example.Main', { isLauncher: true });
const BUNDLE = '(Landroid/os/Bundle;)V';
const main = (code: readonly Instruction[], more: Record<string, readonly Instruction[]> = {}): ClassSpec =>
  cls('Lcom/example/Main;', ACTIVITY, { [`onCreate${BUNDLE}`]: code, ...more });

const reach = (classes: readonly ClassSpec[], options: ReadOptions = {}): string[] =>
  reachLines(
    readCode([[...classes, TAKER]], { watch: WATCH, manifest: manifestOf([LAUNCHER]), ...options }),
    TAKE,
  );

describe('components', () => {
  test.each<[string, ClassSpec, ReturnType<typeof manifestOf>, string[]]>([
    [
      'Application.onCreate',
      cls('Lcom/example/App;', 'Landroid/app/Application;', { 'onCreate()V': [CALL, END] }),
      manifestOf([], 'com.example.App'),
      ['startup Application.onCreate'],
    ],
    [
      'Application.attachBaseContext',
      cls('Lcom/example/App;', 'Landroid/app/Application;', {
        'attachBaseContext(Landroid/content/Context;)V': [CALL, END],
      }),
      manifestOf([], 'com.example.App'),
      ['startup Application.attachBaseContext'],
    ],
    [
      'a provider at start',
      cls('Lcom/example/P;', 'Landroid/content/ContentProvider;', { 'onCreate()Z': [CALL, END] }),
      manifestOf([component('provider', 'com.example.P')]),
      ['startup ContentProvider.onCreate'],
    ],
    [
      'the launcher activity',
      cls('Lcom/example/Main;', ACTIVITY, { 'onResume()V': [CALL, END] }),
      manifestOf([LAUNCHER]),
      ['first-screen Activity.onResume'],
    ],
    [
      'another activity',
      cls('Lcom/example/Other;', ACTIVITY, { 'onResume()V': [CALL, END] }),
      manifestOf([component('activity', 'com.example.Other', { exported: true })]),
      ['screen Activity.onResume'],
    ],
    [
      'a menu of the launcher',
      cls('Lcom/example/Main;', ACTIVITY, { 'onOptionsItemSelected(Landroid/view/MenuItem;)Z': [CALL, END] }),
      manifestOf([LAUNCHER]),
      ['user-act Activity.onOptionsItemSelected'],
    ],
    [
      'a boot receiver',
      cls('Lcom/example/R;', 'Landroid/content/BroadcastReceiver;', {
        'onReceive(Landroid/content/Context;Landroid/content/Intent;)V': [CALL, END],
      }),
      manifestOf([
        component('receiver', 'com.example.R', {
          filters: [
            { actions: ['android.intent.action.BOOT_COMPLETED'], categories: [], data: [], priority: null },
          ],
        }),
      ]),
      ['background android.intent.action.BOOT_COMPLETED'],
    ],
    [
      'a job',
      cls('Lcom/example/J;', 'Landroid/app/job/JobService;', {
        'onStartJob(Landroid/app/job/JobParameters;)Z': [CALL, END],
      }),
      manifestOf([component('service', 'com.example.J', { exported: true })]),
      ['background JobService.onStartJob'],
    ],
    [
      'an accessibility service',
      cls('Lcom/example/A;', 'Landroid/accessibilityservice/AccessibilityService;', {
        'onAccessibilityEvent(Landroid/view/accessibility/AccessibilityEvent;)V': [CALL, END],
      }),
      manifestOf([
        component('service', 'com.example.A', {
          permission: 'android.permission.BIND_ACCESSIBILITY_SERVICE',
        }),
      ]),
      ['background AccessibilityService.onAccessibilityEvent'],
    ],
  ])('%s', (_, one, manifest, expected) => {
    expect(reach([one], { manifest })).toEqual(expected);
  });

  test('a class that no manifest names is not started', () => {
    const dead = cls('Lcom/example/Dead;', ACTIVITY, { 'onResume()V': [CALL, END] });
    expect(reach([main([END]), dead])).toEqual([]);
  });

  test('a method of its own that Android does not know is not a callback', () => {
    expect(reach([main([END], { 'collect()V': [CALL, END] })])).toEqual([]);
  });

  test('a life cycle method inherited from the package counts for the component', () => {
    const base = cls('Lcom/example/Base;', ACTIVITY, { 'onStart()V': [CALL, END] });
    expect(reach([base, cls('Lcom/example/Main;', 'Lcom/example/Base;', {})])).toEqual([
      'first-screen Activity.onStart',
    ]);
  });

  test('what a subclass overrides is not what runs', () => {
    const base = cls('Lcom/example/Base;', ACTIVITY, { 'onStart()V': [CALL, END] });
    const silent = cls('Lcom/example/Main;', 'Lcom/example/Base;', { 'onStart()V': [END] });
    expect(reach([base, silent])).toEqual([]);
    const polite = cls('Lcom/example/Main;', 'Lcom/example/Base;', {
      'onStart()V': [['invoke-super', [8], 'Lcom/example/Base;->onStart()V'], END],
    });
    expect(reach([base, polite])).toEqual(['first-screen Activity.onStart']);
  });

  test('an initialiser named in meta-data runs at start', () => {
    const face: ClassSpec = {
      name: 'Landroidx/startup/Initializer;',
      access: 'public abstract interface',
      methods: [
        {
          name: 'create',
          proto: '(Landroid/content/Context;)Ljava/lang/Object;',
          access: 'public abstract',
        },
      ],
    };
    const initializer = listener('Lcom/example/Init;', 'Landroidx/startup/Initializer;', {
      'create(Landroid/content/Context;)Ljava/lang/Object;': [CALL, END],
    });
    const provider = cls('Landroidx/startup/InitializationProvider;', 'Landroid/content/ContentProvider;', {
      'onCreate()Z': [
        ['const/4', 0, 0],
        [
          'invoke-interface',
          [0, 0],
          'Landroidx/startup/Initializer;->create(Landroid/content/Context;)Ljava/lang/Object;',
        ],
        END,
      ],
    });
    const manifest = manifestOf([
      component('provider', 'androidx.startup.InitializationProvider', {
        metaData: [{ name: 'com.example.Init', value: 'androidx.startup', resource: null }],
      }),
    ]);
    expect(reach([face, initializer, provider], { manifest })).toEqual(['startup ContentProvider.onCreate']);
  });

  test('a handler of a menu is given the item', () => {
    const handler = main([END], { 'onShare(Landroid/view/MenuItem;)V': [CALL, END] });
    const resources = { layoutHandlers: [{ entry: 'res/menu/a.xml', element: 'item', method: 'onShare' }] };
    expect(reach([handler], { resources })).toEqual(['user-act android:onClick']);
    const other = main([END], { 'onShare(Landroid/view/Menu;)V': [CALL, END] });
    expect(reach([other], { resources })).toEqual([]);
  });

  test('an alias that is switched on runs its target, though that is switched off', () => {
    const off = component('activity', 'com.example.Main', { enabled: false });
    const alias = (enabled: boolean) =>
      manifestOf([
        off,
        component('activity-alias', 'com.example.Door', {
          enabled,
          exported: true,
          isLauncher: true,
          targetActivity: 'com.example.Main',
        }),
      ]);
    expect(reach([main([CALL, END])], { manifest: alias(true) })).toEqual(['first-screen Activity.onCreate']);
    expect(reach([main([CALL, END])], { manifest: alias(false) })).toEqual([]);
  });

  test('a protected life-cycle method under a base that is not in the package', () => {
    const vendor = (access: string, signature: string): ClassSpec => ({
      name: 'Lcom/example/Main;',
      super: 'Lcom/vendor/ui/BaseActivity;',
      methods: [
        constructor('Lcom/vendor/ui/BaseActivity;'),
        { name: signature.split('(')[0]!, proto: `(${signature.split('(')[1]!}`, access, code: [CALL, END] },
      ],
    });
    const created = `onCreate${BUNDLE}`;
    expect(reach([vendor('protected', created)])).toEqual(['first-screen Activity.onCreate']);
    expect(reach([vendor('private', created)])).toEqual([]);
    expect(reach([vendor('protected', 'onVendorThing()V')])).toEqual([]);
  });

  test('a click handler and a view that a layout names', () => {
    const handler = main([END], { 'onSend(Landroid/view/View;)V': [CALL, END] });
    const resources = {
      layoutHandlers: [{ entry: 'res/layout/a.xml', element: 'Button', method: 'onSend' }],
    };
    expect(reach([handler], { resources })).toEqual(['user-act android:onClick']);
    expect(reach([handler])).toEqual([]);
    const view = cls('Lcom/example/Chart;', 'Landroid/view/View;', {
      'onDraw(Landroid/graphics/Canvas;)V': [CALL, END],
    });
    const named = { layoutClasses: [{ entry: 'res/layout/a.xml', name: 'com.example.Chart' }] };
    expect(reach([main([END]), view], { resources: named })).toEqual(['screen layout']);
    expect(reach([main([END]), view])).toEqual([]);
  });
});

describe('callbacks of objects made in code', () => {
  const click = listener('Lcom/example/Click;', 'Landroid/view/View$OnClickListener;', {
    'onClick(Landroid/view/View;)V': [CALL, END],
  });
  test.each<[string, ClassSpec, string[]]>([
    ['a click listener is a user act', click, ['user-act OnClickListener.onClick']],
    [
      'a location listener goes on by itself',
      listener('Lcom/example/Click;', 'Landroid/location/LocationListener;', {
        'onLocationChanged(Landroid/location/Location;)V': [CALL, END],
      }),
      ['first-screen LocationListener.onLocationChanged'],
    ],
    [
      'a view comes up with its screen',
      cls('Lcom/example/Click;', 'Landroid/view/View;', {
        'onDraw(Landroid/graphics/Canvas;)V': [CALL, END],
      }),
      ['first-screen Activity.onCreate'],
    ],
    [
      'a watcher of text waits',
      listener('Lcom/example/Click;', 'Landroid/text/TextWatcher;', {
        'afterTextChanged(Landroid/text/Editable;)V': [CALL, END],
      }),
      ['callback TextWatcher.afterTextChanged'],
    ],
    [
      'a crash handler waits',
      listener('Lcom/example/Click;', 'Ljava/lang/Thread$UncaughtExceptionHandler;', {
        'uncaughtException(Ljava/lang/Thread;Ljava/lang/Throwable;)V': [CALL, END],
      }),
      ['callback UncaughtExceptionHandler.uncaughtException'],
    ],
    [
      'a watcher of content waits',
      cls('Lcom/example/Click;', 'Landroid/database/ContentObserver;', { 'onChange(Z)V': [CALL, END] }),
      ['callback ContentObserver.onChange'],
    ],
    [
      'a listener of scrolling waits',
      listener('Lcom/example/Click;', 'Landroid/widget/AbsListView$OnScrollListener;', {
        'onScroll(Landroid/widget/AbsListView;III)V': [CALL, END],
      }),
      ['callback OnScrollListener.onScroll'],
    ],
  ])('%s', (_, made, expected) => {
    expect(reach([main([...make('Lcom/example/Click;'), END]), made])).toEqual(expected);
  });

  const RUN = listener('Lcom/example/Work;', 'Ljava/lang/Runnable;', { 'run()V': [CALL, END] });
  const post: Instruction = ['invoke-virtual', [0, 1], 'Landroid/os/Handler;->post(Ljava/lang/Runnable;)Z'];
  test.each<[string, ClassSpec, Instruction]>([
    ['a runnable that is posted', RUN, post],
    [
      'a thread that is started',
      cls('Lcom/example/Work;', 'Ljava/lang/Thread;', { 'run()V': [CALL, END] }),
      ['invoke-virtual', [1], 'Lcom/example/Work;->start()V'],
    ],
    [
      'a task that is executed',
      cls('Lcom/example/Work;', 'Landroid/os/AsyncTask;', {
        'doInBackground([Ljava/lang/Object;)Ljava/lang/Object;': [CALL, END],
      }),
      ['invoke-virtual', [1, 2], 'Lcom/example/Work;->execute([Ljava/lang/Object;)Landroid/os/AsyncTask;'],
    ],
    [
      'a handler that is sent a message',
      cls('Lcom/example/Work;', 'Landroid/os/Handler;', {
        'handleMessage(Landroid/os/Message;)V': [CALL, END],
      }),
      ['invoke-virtual', [1, 2], 'Lcom/example/Work;->sendEmptyMessage(I)Z'],
    ],
    [
      'a task of a timer',
      cls('Lcom/example/Work;', 'Ljava/util/TimerTask;', { 'run()V': [CALL, END] }),
      ['invoke-virtual', [0, 1, 2], 'Ljava/util/Timer;->schedule(Ljava/util/TimerTask;J)V'],
    ],
    [
      'work given to an executor',
      RUN,
      ['invoke-interface', [0, 1], 'Ljava/util/concurrent/Executor;->execute(Ljava/lang/Runnable;)V'],
    ],
  ])('%s runs then, and only made it waits', (_, made, fire) => {
    const [when] = reach([main([...make('Lcom/example/Work;'), fire, END]), made]);
    expect(when).toMatch(/^first-screen /);
    const [waits, ...more] = reach([main([...make('Lcom/example/Work;'), END]), made]);
    expect([waits?.split(' ')[0], more]).toEqual(['callback', []]);
  });

  test('what start-up posts is not what start-up made', () => {
    const other = listener('Lcom/other/Later;', 'Ljava/lang/Runnable;', { 'run()V': [CALL, END] });
    const maker = cls('Lcom/other/Maker;', 'Ljava/lang/Object;', {
      'static make()V': [...make('Lcom/other/Later;'), END],
    });
    const quiet = listener('Lcom/example/Work;', 'Ljava/lang/Runnable;', { 'run()V': [END] });
    const start = main([
      ['invoke-static', [], 'Lcom/other/Maker;->make()V'],
      ...make('Lcom/example/Work;'),
      post,
      END,
    ]);
    expect(reach([start, quiet, other, maker])).toEqual(['callback Runnable.run']);
  });

  test('a runnable kept in a field runs where its class posts it', () => {
    const keeper = main(
      [...make('Lcom/example/Work;'), ['invoke-virtual', [8], 'Lcom/example/Main;->go()V'], END],
      {
        'go()V': [['sget-object', 1, 'Lcom/example/Main;->kept:Ljava/lang/Runnable;'], post, END],
      },
    );
    expect(reach([keeper, RUN])).toEqual(['first-screen Activity.onCreate']);
  });

  test('an object that nobody makes is never called', () => {
    expect(reach([main([END]), click])).toEqual([]);
  });

  test('repeated callbacks say so, others do not', () => {
    const observer = cls('Lcom/example/O;', 'Landroid/database/ContentObserver;', {
      'onChange(Z)V': [CALL, END],
    });
    const read = (made: ClassSpec) =>
      readCode([[main([...make(made.name), END]), made, TAKER]], {
        watch: WATCH,
        manifest: manifestOf([LAUNCHER]),
      }).facts.sites[0]!.reach![0]!.repeats;
    expect(read(observer)).toBe(true);
    expect(read(listener('Lcom/example/O;', 'Ljava/lang/Runnable;', { 'run()V': [CALL, END] }))).toBe(false);
  });

  test('a lambda that was not desugared runs as its interface says', () => {
    const run = main(
      [['lambda', [], { of: 'Ljava/lang/Runnable;->run()V', to: 'Lcom/example/Main;->body()V' }], END],
      {
        'static body()V': [CALL, END],
      },
    );
    expect(reach([run])).toEqual(['callback Runnable.run']);
    const posted = main(
      [
        ['lambda', [], { of: 'Ljava/lang/Runnable;->run()V', to: 'Lcom/example/Main;->body()V' }],
        ['move-result-object', 1],
        ['invoke-virtual', [0, 1], 'Landroid/os/Handler;->post(Ljava/lang/Runnable;)Z'],
        END,
      ],
      { 'static body()V': [CALL, END] },
    );
    expect(reach([posted])).toEqual(['first-screen Activity.onCreate']);
    const clicked = main(
      [
        [
          'lambda',
          [],
          {
            of: 'Landroid/view/View$OnClickListener;->onClick(Landroid/view/View;)V',
            to: 'Lcom/example/Main;->body(Landroid/view/View;)V',
          },
        ],
        END,
      ],
      { 'static body(Landroid/view/View;)V': [CALL, END] },
    );
    expect(reach([clicked])).toEqual(['user-act OnClickListener.onClick']);
  });

  test('a page may call an annotated method of an object that exists', () => {
    const bridge: ClassSpec = {
      name: 'Lcom/example/Bridge;',
      methods: [
        constructor(),
        {
          name: 'ask',
          proto: '()V',
          annotations: ['Landroid/webkit/JavascriptInterface;'],
          code: [CALL, END],
        },
      ],
    };
    expect(reach([main([...make('Lcom/example/Bridge;'), END]), bridge])).toEqual([
      'callback JavascriptInterface',
    ]);
  });

  test('activity life cycle callbacks of an application follow the first screen', () => {
    const watcher = listener('Lcom/example/W;', 'Landroid/app/Application$ActivityLifecycleCallbacks;', {
      'onActivityResumed(Landroid/app/Activity;)V': [CALL, END],
    });
    const app = cls('Lcom/example/App;', 'Landroid/app/Application;', {
      'onCreate()V': [...make('Lcom/example/W;'), END],
    });
    expect(reach([app, watcher], { manifest: manifestOf([], 'com.example.App') })).toEqual([
      'first-screen ActivityLifecycleCallbacks.onActivityResumed',
    ]);
  });
});

describe('dispatch', () => {
  const face: ClassSpec = {
    name: 'Lcom/example/Face;',
    access: 'public abstract interface',
    methods: [{ name: 'go', proto: '()V', access: 'public abstract' }],
  };
  const quiet = listener('Lcom/example/Quiet;', 'Lcom/example/Face;', { 'go()V': [END] });
  const loud = listener('Lcom/example/Loud;', 'Lcom/example/Face;', { 'go()V': [CALL, END] });
  const call: Instruction = ['invoke-interface', [1], 'Lcom/example/Face;->go()V'];

  test('an interface call reaches the types that exist, not every type there is', () => {
    expect(reach([face, quiet, loud, main([...make('Lcom/example/Quiet;'), call, END])])).toEqual([]);
    expect(reach([face, quiet, loud, main([...make('Lcom/example/Loud;'), call, END])])).toEqual([
      'first-screen Activity.onCreate',
    ]);
  });

  test('an object made by a click is not there at start-up', () => {
    const app = cls('Lcom/example/App;', 'Landroid/app/Application;', {
      'onCreate()V': [['const/4', 1, 0], call, END],
    });
    const click = main([END], {
      'onBackPressed()V': [...make('Lcom/example/Loud;'), call, END],
    });
    const manifest = manifestOf([LAUNCHER], 'com.example.App');
    expect(reach([face, loud, app, click], { manifest })).toEqual(['user-act Activity.onBackPressed']);
  });

  test('a default method of an interface', () => {
    const withDefault: ClassSpec = {
      name: 'Lcom/example/Face;',
      access: 'public abstract interface',
      methods: [{ name: 'go', proto: '()V', code: [CALL, END] }],
    };
    const plain = listener('Lcom/example/Plain;', 'Lcom/example/Face;', {});
    expect(reach([withDefault, plain, main([...make('Lcom/example/Plain;'), call, END])])).toEqual([
      'first-screen Activity.onCreate',
    ]);
  });

  test('a static initialiser runs on the first use of its class', () => {
    const holder: ClassSpec = {
      name: 'Lcom/example/Holder;',
      fields: [{ name: 'X', type: 'I', access: 'public static' }],
      methods: [{ name: '<clinit>', proto: '()V', access: 'static', code: [CALL, END] }],
    };
    expect(reach([holder, main([['sget', 0, 'Lcom/example/Holder;->X:I'], END])])).toEqual([
      'first-screen Activity.onCreate',
    ]);
    expect(reach([holder, main([END])])).toEqual([]);
  });

  test('reflection with constant names, and a class named by a constant', () => {
    const target = cls('Lcom/example/Target;', 'Ljava/lang/Object;', { 'static hidden()V': [CALL, END] });
    const byName: Instruction[] = [
      ['const-string', 0, 'com.example.Target'],
      ['invoke-static', [0], 'Ljava/lang/Class;->forName(Ljava/lang/String;)Ljava/lang/Class;'],
      ['move-result-object', 0],
      ['const-string', 1, 'hidden'],
      ['const/4', 2, 0],
      [
        'invoke-virtual',
        [0, 1, 2],
        'Ljava/lang/Class;->getMethod(Ljava/lang/String;[Ljava/lang/Class;)Ljava/lang/reflect/Method;',
      ],
      END,
    ];
    expect(reach([target, main(byName)])).toEqual(['first-screen Activity.onCreate']);
    const runnable = listener('Lcom/example/Target;', 'Ljava/lang/Runnable;', { 'run()V': [CALL, END] });
    expect(reach([runnable, main([['const-class', 0, 'Lcom/example/Target;'], END])])).toEqual([
      'callback Runnable.run',
    ]);
    const named: Instruction[] = [
      ['const-class', 0, 'Lcom/example/Target;'],
      ['invoke-virtual', [0], 'Ljava/lang/Class;->getSimpleName()Ljava/lang/String;'],
      END,
    ];
    expect(reach([runnable, main(named)])).toEqual([]);
  });

  test('work handed to a scheduler runs in the background', () => {
    const base: ClassSpec = {
      name: 'Landroidx/work/ListenableWorker;',
      access: 'public abstract',
      methods: [constructor(), { name: 'startWork', proto: '()V', access: 'public abstract' }],
    };
    const worker = cls('Lcom/example/Worker;', 'Landroidx/work/ListenableWorker;', {
      'startWork()V': [CALL, END],
    });
    expect(reach([base, worker, main([['const-class', 0, 'Lcom/example/Worker;'], END])])).toEqual([
      'first-screen ListenableWorker.startWork',
      'background ListenableWorker.startWork',
    ]);
  });

  test('the first definition of a class is the one that runs', () => {
    const second = cls('Lcom/example/Main;', ACTIVITY, { [`onCreate${BUNDLE}`]: [CALL, END] });
    const options = { watch: WATCH, manifest: manifestOf([LAUNCHER]) };
    expect(reachLines(readCode([[main([END])], [second, TAKER]], options), TAKE)).toEqual([]);
    expect(reachLines(readCode([[second, TAKER], [main([END])]], options), TAKE)).toEqual([
      'first-screen Activity.onCreate',
    ]);
  });
});

describe('what a path tells', () => {
  const chain = (length: number): ClassSpec[] =>
    Array.from({ length }, (_, i) =>
      cls(`Lcom/example/C${i};`, 'Ljava/lang/Object;', {
        'static go()V': [
          i + 1 < length ? ['invoke-static', [], `Lcom/example/C${i + 1};->go()V`] : CALL,
          END,
        ],
      }),
    );
  const start = main([['invoke-static', [], 'Lcom/example/C0;->go()V'], END]);
  const read = (length: number) =>
    readCode([[start, ...chain(length), TAKER]], { watch: WATCH, manifest: manifestOf([LAUNCHER]) }).facts
      .sites[0]!.reach![0]!;

  test('a short path is whole, from the entry point to the site', () => {
    const { path, cutSteps, component: from } = read(2);
    expect(path).toEqual([
      `Lcom/example/Main;->onCreate${BUNDLE}`,
      'Lcom/example/C0;->go()V',
      'Lcom/example/C1;->go()V',
      'Lcom/example/Taker;->take()V',
    ]);
    expect([cutSteps, from]).toEqual([0, 'com.example.Main']);
  });

  test('a long one keeps its ends and counts what it leaves out', () => {
    const { path, cutSteps } = read(20);
    expect(path).toHaveLength(8);
    expect(cutSteps).toBe(14);
    expect(path[7]).toBe('Lcom/example/Taker;->take()V');
  });

  test('without a call graph nothing is claimed', () => {
    const { facts } = readCode([[main([CALL, END]), TAKER]], {
      watch: WATCH,
      manifest: manifestOf([LAUNCHER]),
      limits: { callGraphEdges: 0 },
    });
    expect(facts.sites[0]!.reach).toBeNull();
    expect(facts.signals.reachComputed).toBe(false);
  });

  test('a graph beyond the limit is left out and said so', () => {
    const { facts, notes } = readCode([[main([CALL, CALL, END]), TAKER]], {
      watch: WATCH,
      limits: { callGraphEdges: 1 },
    });
    expect(facts.sites[0]!.reach).toBeNull();
    expect(notes).toContain('limit/call-graph-edges');
  });
});
