// Messages told apart by number: what a handler does for one number runs when that one is sent, and not when another is.
// What cannot be told is taken for any.
import { describe, expect, test } from '@jest/globals';
import type { ClassSpec, Instruction, MethodSpec } from '../support/dex.js';
import { component, manifestOf, reachLines, readCode, watchMethods } from '../support/code.js';

const TAKE = 'Landroid/telephony/TelephonyManager;->getDeviceId';
const END: Instruction = ['return-void'];
const OWN = 'Lp/Own;';
const SENDER = 'Lp/Sender;';
const WHAT = 'Landroid/os/Message;->what:I';

const method = (
  name: string,
  proto: string,
  code: readonly Instruction[],
  more: Partial<MethodSpec> = {},
) => ({
  name,
  proto,
  code: [...code, END],
  ...more,
});

/** A handler that takes for number 1 and does nothing for others. `asks` jumps to :out for those. */
const handler = (asks: readonly Instruction[]): ClassSpec => ({
  name: OWN,
  super: 'Landroid/os/Handler;',
  methods: [
    method('<init>', '()V', [['invoke-direct', [0], 'Landroid/os/Handler;-><init>()V']], { registers: 1 }),
    method(
      'handleMessage',
      '(Landroid/os/Message;)V',
      [...asks, ['const/4', 0, 0], ['invoke-virtual', [0], `${TAKE}()Ljava/lang/String;`], ':out'],
      { registers: 4 },
    ),
  ],
});
const ASKS: Instruction[] = [
  ['iget', 0, 3, WHAT],
  ['const/4', 1, 1],
  ['if-ne', 0, 1, ':out'],
];
const sender: ClassSpec = {
  name: SENDER,
  methods: [
    method(
      'send',
      '(Lp/Own;I)V',
      [
        ['invoke-static', [], 'Landroid/os/Message;->obtain()Landroid/os/Message;'],
        ['move-result', 0],
        ['iput', 2, 0, WHAT],
        ['invoke-virtual', [1, 0], `${OWN}->sendMessage(Landroid/os/Message;)Z`],
      ],
      { access: 'public static', registers: 3 },
    ),
  ],
};
const make: Instruction[] = [
  ['new-instance', 1, OWN],
  ['invoke-direct', [1], `${OWN}-><init>()V`],
];
const number = (what: number): Instruction => ['const/4', 2, what];
const empty = (what: number): Instruction[] => [
  ...make,
  number(what),
  ['invoke-virtual', [1, 2], `${OWN}->sendEmptyMessage(I)Z`],
];
const obtained = (what: number): Instruction[] => [
  ...make,
  number(what),
  ['invoke-virtual', [1, 2], `${OWN}->obtainMessage(I)Landroid/os/Message;`],
  ['move-result', 3],
  ['invoke-virtual', [3], 'Landroid/os/Message;->sendToTarget()V'],
];
const helped = (what: number): Instruction[] => [
  ...make,
  number(what),
  ['invoke-static', [1, 2], `${SENDER}->send(Lp/Own;I)V`],
];
const unknown: Instruction[] = [
  ...make,
  ['invoke-static', [], 'Lp/r;->pick()I'],
  ['move-result', 2],
  ['invoke-virtual', [1, 2], `${OWN}->sendEmptyMessage(I)Z`],
];

const occasions = (
  asks: readonly Instruction[],
  atStart: readonly Instruction[],
  atClick: readonly Instruction[] = [],
): string[] => {
  const classes: ClassSpec[] = [
    handler(asks),
    sender,
    {
      name: 'Lcom/example/App;',
      super: 'Landroid/app/Application;',
      methods: [method('onCreate', '()V', atStart, { registers: 5 })],
    },
    {
      name: 'Lcom/example/Main;',
      super: 'Landroid/app/Activity;',
      methods: [method('onUserInteraction', '()V', atClick, { registers: 5 })],
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

describe.each([
  ['sent empty', empty],
  ['obtained and sent', obtained],
  ['sent by a helper that is handed the number', helped],
])('a message that is %s', (_, send) => {
  test('runs what is done for its number', () => {
    expect(occasions(ASKS, send(1))).toEqual(['startup']);
    expect(occasions(ASKS, send(2), send(1))).toEqual(['user-act']);
  });
  test('of a number that nobody sends the code can run, and nothing says when', () => {
    expect(occasions(ASKS, send(2))).toEqual(['callback']);
  });
  test('a handler that does not ask does it for every number', () => {
    expect(occasions([], send(2))).toEqual(['startup']);
  });
});

test('a number that is not known is any', () => {
  expect(occasions(ASKS, unknown)).toEqual(['startup']);
});
test('a register that holds something else where it is compared tells nothing apart', () => {
  const asks: Instruction[] = [
    ['iget', 0, 3, WHAT],
    ['invoke-static', [], 'Lp/r;->pick()I'],
    ['move-result', 0],
    ['const/4', 1, 1],
    ['if-ne', 0, 1, ':out'],
  ];
  expect(occasions(asks, empty(2))).toEqual(['startup']);
});
