// Before or after the user's word: what a remembered decision holds back, and what only looks as if it did. Each program
// that waits stands beside one that does not.
import { describe, expect, test } from '@jest/globals';
import type { ClassSpec, Instruction, MethodSpec } from '../support/dex.js';
import { component, manifestOf, readCode, watchMethods } from '../support/code.js';

const READ = 'Landroid/telephony/TelephonyManager;->getLine1Number';
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
const OBJECT = 'Ljava/lang/Object;';
const TAKER = cls(
  'Lcom/example/Taker;',
  OBJECT,
  method(
    'take()V',
    [['const/4', 0, 0], ['invoke-virtual', [0], `${READ}()Ljava/lang/String;`], END],
    'public static',
  ),
);
const TAKE: Instruction = ['invoke-static', [], 'Lcom/example/Taker;->take()V'];

const STORE = 'Landroid/content/SharedPreferences;';
const EDITOR = 'Landroid/content/SharedPreferences$Editor;';
/** prefs.getBoolean(key, false) into register 3. */
const recall = (key: string): Instruction[] => [
  ['const-string', 1, key],
  ['const/4', 2, 0],
  ['invoke-interface', [0, 1, 2], `${STORE}->getBoolean(Ljava/lang/String;Z)Z`],
  ['move-result', 3],
];
/** editor.putBoolean(key, value). */
const remember = (key: string, value = 1): Instruction[] => [
  ['const-string', 1, key],
  ['const/4', 2, value],
  ['invoke-interface', [0, 1, 2], `${EDITOR}->putBoolean(Ljava/lang/String;Z)${EDITOR}`],
];
const app = (...code: (Instruction | string)[]): ClassSpec =>
  cls('Lcom/example/App;', 'Landroid/app/Application;', method('onCreate()V', code as Instruction[]));
/** A screen whose act does this. */
const acting = (...code: Instruction[]): ClassSpec =>
  cls('Lcom/example/Main;', 'Landroid/app/Activity;', method('onBackPressed()V', [...code, END]));

function consent(classes: readonly ClassSpec[]): string[] {
  const { facts } = readCode([[...classes, TAKER]], {
    watch: { methods: watchMethods([READ]) },
    manifest: manifestOf(
      [component('activity', 'com.example.Main', { isLauncher: true, exported: true })],
      'com.example.App',
    ),
  });
  const use = facts.uses.find(({ watch }) => watch === READ)!;
  return facts.sites[use.site]!.reach!.map(({ occasion, consent: how, decision }) =>
    [occasion, how, ...(decision ? [decision.key, decision.symbol.split('->')[1]] : [])].join(' '),
  );
}

const IF_AGREED = [...recall('k'), ['if-eqz', 3, ':no'], TAKE, ':no', END] as const;
const IF_NOT_AGREED = [...recall('k'), ['if-nez', 3, ':no'], TAKE, ':no', END] as const;

describe('a preference that an act writes', () => {
  test('holds back what stands on its agreed side', () => {
    expect(consent([app(...IF_AGREED), acting(...remember('k'))])).toEqual([
      'startup decision k onCreate()V',
    ]);
  });
  test('holds back nothing on the other side', () => {
    expect(consent([app(...IF_NOT_AGREED), acting(...remember('k'))])).toEqual(['startup before']);
  });
  test('an early return', () => {
    const early = app(...recall('k'), ['if-nez', 3, ':yes'], END, ':yes', TAKE, END);
    expect(consent([early, acting(...remember('k'))])).toEqual(['startup decision k onCreate()V']);
    const late = app(TAKE, ...recall('k'), ['if-nez', 3, ':yes'], END, ':yes', END);
    expect(consent([late, acting(...remember('k'))])).toEqual(['startup before']);
  });
  test('a word of the key counts for nothing', () => {
    const named = [...recall('privacy_agreed'), ['if-nez', 3, ':no'], TAKE, ':no', END] as const;
    expect(consent([app(...named), acting(...remember('privacy_agreed'))])).toEqual(['startup before']);
    expect(consent([app(['const-string', 1, 'user consent'], TAKE, END), acting()])).toEqual([
      'startup before',
    ]);
  });
  test('what the code writes by itself is no decision', () => {
    const self = app(...remember('k'), ...IF_AGREED);
    expect(consent([self, acting(...remember('k'))])).toEqual(['startup before']);
  });
  test('what nobody is seen to write is not known', () => {
    expect(consent([app(...IF_AGREED), acting()])).toEqual(['startup unknown']);
    expect(consent([app(...IF_NOT_AGREED), acting()])).toEqual(['startup before']);
  });
});

describe('through the app’s own methods', () => {
  const prefs = cls(
    'La/b;',
    OBJECT,
    method(
      'a(Ljava/lang/String;Z)Z',
      [
        ['const/4', 0, 0],
        ['invoke-interface', [0, 8, 9], `${STORE}->getBoolean(Ljava/lang/String;Z)Z`],
        ['move-result', 0],
        ['return', 0],
      ],
      'public static',
    ),
    method(
      'b(Ljava/lang/String;Z)V',
      [
        ['const/4', 0, 0],
        ['invoke-interface', [0, 8, 9], `${EDITOR}->putBoolean(Ljava/lang/String;Z)${EDITOR}`],
        END,
      ],
      'public static',
    ),
  );
  const put: Instruction[] = [
    ['const-string', 1, 'x'],
    ['const/4', 2, 1],
    ['invoke-static', [1, 2], 'La/b;->b(Ljava/lang/String;Z)V'],
  ];
  const asked: Instruction[] = [
    ['const-string', 1, 'x'],
    ['const/4', 2, 0],
    ['invoke-static', [1, 2], 'La/b;->a(Ljava/lang/String;Z)Z'],
    ['move-result', 3],
  ];
  test('a wrapper with names of one letter', () => {
    expect(consent([prefs, app(...asked, ['if-eqz', 3, ':no'], TAKE, ':no', END), acting(...put)])).toEqual([
      'startup decision x onCreate()V',
    ]);
    expect(consent([prefs, app(...asked, ['if-nez', 3, ':no'], TAKE, ':no', END), acting(...put)])).toEqual([
      'startup before',
    ]);
  });
  const helper = (negated: boolean): ClassSpec =>
    cls(
      'La/c;',
      OBJECT,
      method(
        'ok()Z',
        [
          ...recall('k'),
          [negated ? 'if-nez' : 'if-eqz', 3, ':no'],
          ['const/4', 3, 1],
          ['return', 3],
          ':no',
          ['const/4', 3, 0],
          ['return', 3],
        ] as Instruction[],
        'public static',
      ),
    );
  const ifOk = app(
    ['invoke-static', [], 'La/c;->ok()Z'],
    ['move-result', 3],
    ['if-eqz', 3, ':no'],
    TAKE,
    ':no',
    END,
  );
  test('a helper that answers, and one that answers the other way round', () => {
    expect(consent([helper(false), ifOk, acting(...remember('k'))])).toEqual([
      'startup decision k onCreate()V',
    ]);
    expect(consent([helper(true), ifOk, acting(...remember('k'))])).toEqual(['startup before']);
  });
  test('a check in the caller guards what it calls; a second way that is unchecked undoes it', () => {
    const step = cls('La/d;', OBJECT, method('go()V', [TAKE, END], 'public static'));
    const go: Instruction = ['invoke-static', [], 'La/d;->go()V'];
    const checked = app(...recall('k'), ['if-eqz', 3, ':no'], go, ':no', END);
    expect(consent([step, checked, acting(...remember('k'))])).toEqual(['startup decision k onCreate()V']);
    const open = app(...recall('k'), ['if-eqz', 3, ':no'], go, ':no', go, END);
    expect(consent([step, open, acting(...remember('k'))])).toEqual(['startup before']);
  });
});

describe('a flag of the app’s own', () => {
  const flag = 'Lcom/example/State;->on:Z';
  const state: ClassSpec = {
    name: 'Lcom/example/State;',
    fields: [{ name: 'on', type: 'Z', access: 'public static' }],
    methods: [],
  };
  const set: Instruction[] = [
    ['const/4', 2, 1],
    ['sput-boolean', 2, flag],
  ];
  const ifOn = app(['sget-boolean', 3, flag], ['if-eqz', 3, ':no'], TAKE, ':no', END);
  test('set by an act only', () => {
    expect(consent([state, ifOn, acting(...set)])).toEqual([
      'startup decision Lcom/example/State;->on onCreate()V',
    ]);
  });
  test('set elsewhere too', () => {
    const early = cls(
      'Lcom/example/Main;',
      'Landroid/app/Activity;',
      method('onCreate(Landroid/os/Bundle;)V', [...set, END]),
      method('onBackPressed()V', [...set, END]),
    );
    expect(consent([state, ifOn, early])).toEqual(['startup before']);
  });
});

describe('acts', () => {
  test('what runs in an act, and what an act starts', () => {
    expect(consent([app(END), acting(TAKE)])).toEqual(['user-act act']);
    const page = cls('Lcom/example/Work;', 'Ljava/lang/Thread;', method('run()V', [TAKE, END]));
    const start: Instruction[] = [
      ['new-instance', 1, 'Lcom/example/Work;'],
      ['invoke-direct', [1], 'Lcom/example/Work;-><init>()V'],
      ['invoke-virtual', [1], 'Lcom/example/Work;->start()V'],
    ];
    expect(consent([app(END), acting(...start), page])).toEqual(['user-act act']);
  });
});
