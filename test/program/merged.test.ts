// Classes that an optimiser put into one, told apart by the number their constructor keeps: each has its own occasions,
// and what cannot be told apart is taken for all of it.
import { describe, expect, test } from '@jest/globals';
import type { ClassSpec, Instruction, MethodSpec } from '../support/dex.js';
import { component, manifestOf, reachLines, readCode, watchMethods } from '../support/code.js';

const TAKE = 'Landroid/telephony/TelephonyManager;->getDeviceId';
const END: Instruction = ['return-void'];
const BOTH = 'Lp/a;';
const FACE = 'Lp/f;';
const make = (...id: Instruction[]): Instruction[] => [
  ['new-instance', 1, BOTH],
  ...id,
  ['invoke-direct', [1, 2], `${BOTH}-><init>(I)V`],
  ['invoke-static', [1], `Lp/r;->run(${FACE})V`],
];
const number = (id: number): Instruction => ['const/4', 2, id];

/** Two tasks in one class: number 1 takes, any other does nothing. `asks`: how its method finds out which it is. */
const merged = (asks: readonly Instruction[], access = 'public final synthetic'): ClassSpec => ({
  name: BOTH,
  interfaces: [FACE],
  fields: [{ name: 'x', type: 'I', access }],
  methods: [
    {
      name: '<init>',
      proto: '(I)V',
      registers: 2,
      code: [['iput', 1, 0, `${BOTH}->x:I`], ['invoke-direct', [0], 'Ljava/lang/Object;-><init>()V'], END],
    },
    {
      name: 'a',
      proto: '()V',
      registers: 4,
      code: [...asks, ['const/4', 0, 0], ['invoke-virtual', [0], `${TAKE}()Ljava/lang/String;`], ':out', END],
    },
  ],
});
const IF: Instruction[] = [
  ['iget', 0, 3, `${BOTH}->x:I`],
  ['if-eqz', 0, ':out'],
];
const OTHERS: ClassSpec[] = [
  {
    name: FACE,
    access: 'public abstract interface',
    methods: [{ name: 'a', proto: '()V', access: 'public abstract' }],
  },
  {
    name: 'Lp/r;',
    methods: [
      {
        name: 'run',
        proto: `(${FACE})V`,
        access: 'public static',
        registers: 1,
        code: [['invoke-interface', [0], `${FACE}->a()V`], END],
      },
    ],
  },
];
const method = (name: string, proto: string, code: readonly Instruction[]): MethodSpec => ({
  name,
  proto,
  code: [...code, END],
});
const occasions = (
  both: ClassSpec,
  atStart: readonly Instruction[],
  atClick: readonly Instruction[],
): string[] => {
  const classes: ClassSpec[] = [
    both,
    ...OTHERS,
    {
      name: 'Lcom/example/App;',
      super: 'Landroid/app/Application;',
      methods: [method('onCreate', '()V', atStart)],
    },
    {
      name: 'Lcom/example/Main;',
      super: 'Landroid/app/Activity;',
      methods: [method('onUserInteraction', '()V', atClick)],
    },
  ];
  const manifest = manifestOf(
    [component('activity', 'com.example.Main', { isLauncher: true })],
    'com.example.App',
  );
  return reachLines(readCode([classes], { watch: { methods: watchMethods([TAKE]) }, manifest }), TAKE).map(
    (line) => line.split(' ')[0]!,
  );
};

describe('two classes in one', () => {
  test('run when each is made, not when the other is', () => {
    expect(occasions(merged(IF), make(number(0)), make(number(1)))).toEqual(['user-act']);
    // A click's call can mean what was made before it.
    expect(occasions(merged(IF), make(number(1)), make(number(0)))).toEqual(['startup', 'user-act']);
    expect(occasions(merged(IF), make(number(1)), [])).toEqual(['startup']);
  });
  test('one that is made nowhere does not run', () => {
    expect(occasions(merged(IF), make(number(0)), make(number(0)))).toEqual([]);
  });
  test('which one it is can stay unknown: then it is any', () => {
    const unknown: Instruction = ['invoke-static', [], 'Lp/r;->pick()I'];
    expect(occasions(merged(IF), make(unknown, ['move-result', 2]), [])).toEqual(['startup']);
  });
  test('a number that a source keeps and changes tells nothing apart', () => {
    expect(occasions(merged(IF, 'private'), make(number(0)), make(number(1)))).toEqual([
      'startup',
      'user-act',
    ]);
  });
  test('a number that the constructor writes itself is not the one it is given', () => {
    const both = merged(IF);
    const [constructor, ...rest] = both.methods!;
    const code = [['const/4', 1, 1] as Instruction, ...constructor!.code!];
    const own = { ...both, methods: [{ ...constructor!, code }, ...rest] };
    expect(occasions(own, make(number(0)), [])).toEqual(['startup']);
  });
  test('a method that does not ask runs for each of them', () => {
    expect(occasions(merged([]), make(number(0)), make(number(1)))).toEqual(['startup', 'user-act']);
  });
});
