// A method that is looked up by its name is used by who takes it out of the field that keeps it, and by nobody where
// nobody keeps it. Copies of makers' id services look four methods up at once, and their apps call one.
import { expect, test } from '@jest/globals';
import { readCode } from '../support/code.js';
import type { Instruction, MethodSpec } from '../support/dex.js';

const END: Instruction = ['return-void'];
const METHOD = 'Ljava/lang/reflect/Method;';
const MAKER = 'Lcom/maker/Ids;';
const WATCH = {
  reflections: ['getSerial', 'getAlias'].map((name) => ({
    id: `reflect:${MAKER}->${name}`,
    class: MAKER,
    name,
  })),
};
const make = (name: string, registers: number, code: readonly Instruction[]): MethodSpec => ({
  name,
  proto: '()V',
  access: 'public static',
  registers,
  code,
});
const lookUp = (name: string, after: readonly Instruction[]): Instruction[] => [
  ['const-string', 1, name],
  ['const/4', 2, 0],
  [
    'invoke-virtual',
    [0, 1, 2],
    `Ljava/lang/Class;->getMethod(Ljava/lang/String;[Ljava/lang/Class;)${METHOD}`,
  ],
  ...after,
];
const INVOKE = `${METHOD}->invoke(Ljava/lang/Object;[Ljava/lang/Object;)Ljava/lang/Object;`;
const CLASS: Instruction[] = [
  ['const-string', 0, 'com.maker.Ids'],
  ['invoke-static', [0], 'Ljava/lang/Class;->forName(Ljava/lang/String;)Ljava/lang/Class;'],
  ['move-result-object', 0],
];
const keepIn = (field: string): Instruction[] => [
  ['move-result-object', 3],
  ['sput-object', 3, `La/Ids;->${field}:${METHOD}`],
];
/** Where each watched name is said to be used. */
const places = (code: readonly Instruction[], others: readonly MethodSpec[] = []): string[] => {
  const methods = [
    { ...make('<clinit>', 5, [...CLASS, ...code, END]), access: 'static constructor' },
    ...others,
  ];
  const cls = {
    name: 'La/Ids;',
    fields: ['d', 'e'].map((name) => ({ name, type: METHOD, access: 'public static' })),
    methods,
  };
  const { facts } = readCode([[cls]], { watch: WATCH });
  return facts.uses.map(({ watch, site }) => `${watch.split('->')[1]!} ${facts.sites[site]!.method}`).sort();
};
const take = (name: string, field: string): MethodSpec =>
  make(name, 5, [
    ['sget-object', 0, `La/Ids;->${field}:${METHOD}`],
    ['const/4', 1, 0],
    ['invoke-virtual', [0, 1, 1], INVOKE],
    END,
  ]);

test('a method kept in a field is used where it is taken out', () => {
  const both = [...lookUp('getSerial', keepIn('d')), ...lookUp('getAlias', keepIn('e'))];
  expect(places(both, [take('alias', 'e')])).toEqual(['getAlias alias()V']);
  expect(places(both, [take('alias', 'e'), take('serial', 'd')])).toEqual([
    'getAlias alias()V',
    'getSerial serial()V',
  ]);
});

test('a method that nobody keeps is not used', () => {
  expect(places(lookUp('getSerial', []))).toEqual([]);
});

test('a method that stays at hand is used where it is looked up', () => {
  const called: Instruction[] = [
    ['move-result-object', 3],
    ['const/4', 1, 0],
    ['invoke-virtual', [3, 1, 1], INVOKE],
  ];
  expect(places(lookUp('getSerial', called))).toEqual(['getSerial <clinit>()V']);
});
