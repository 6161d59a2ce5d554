// What is called by its name is followed as any other call: where the name is a text that a caller hands to a helper, and
// nowhere else. Leaves the ways in which programs put names together to test/values/pairs.
import { describe, expect, test } from '@jest/globals';
import { readCode, SENDS_ID as WATCH, SINK, SOURCE } from '../support/code.js';
import type { ClassSpec, Instruction, MethodSpec } from '../support/dex.js';

const END: Instruction = ['return-void'];
const method = (name: string, proto: string, code: readonly Instruction[]): MethodSpec => ({
  name,
  proto,
  access: 'public static',
  registers: 8,
  code,
});
/** A helper that finds a method of the class by the name it is handed, and gives it a text. */
const HELPER = method('run', '(Ljava/lang/String;Ljava/lang/String;)V', [
  ['const-class', 0, 'La/B;'],
  ['const/4', 1, 0],
  [
    'invoke-virtual',
    [0, 6, 1],
    'Ljava/lang/Class;->getMethod(Ljava/lang/String;[Ljava/lang/Class;)Ljava/lang/reflect/Method;',
  ],
  ['move-result-object', 2],
  ['filled-new-array', [7], '[Ljava/lang/Object;'],
  ['move-result-object', 3],
  [
    'invoke-virtual',
    [2, 1, 3],
    'Ljava/lang/reflect/Method;->invoke(Ljava/lang/Object;[Ljava/lang/Object;)Ljava/lang/Object;',
  ],
  END,
]);
const OUT = method('out', '(Ljava/lang/String;)V', [
  ['invoke-static', [7], `${SINK}(Ljava/lang/Object;)V`],
  END,
]);
const KEEP = method('keep', '(Ljava/lang/String;)V', [END]);

const flows = (name: Instruction[]): number => {
  const main = method('main', '()V', [
    ['const/4', 0, 0],
    ['invoke-virtual', [0], `${SOURCE}()Ljava/lang/String;`],
    ['move-result-object', 1],
    ...name,
    ['invoke-static', [2, 1], 'La/B;->run(Ljava/lang/String;Ljava/lang/String;)V'],
    END,
  ]);
  const cls: ClassSpec = { name: 'La/B;', methods: [main, HELPER, OUT, KEEP] };
  return readCode([[cls]], { watch: WATCH }).facts.flows.length;
};

describe('a method that is called by its name', () => {
  test('is given what the call hands over', () => {
    expect(flows([['const-string', 2, 'out']])).toBe(1);
  });
  test('is the one that the name means', () => {
    expect(flows([['const-string', 2, 'keep']])).toBe(0);
  });
  test('is none where the name is not known', () => {
    expect(
      flows([
        ['invoke-static', [], 'Lcom/other/Names;->next()Ljava/lang/String;'],
        ['move-result-object', 2],
      ]),
    ).toBe(0);
  });
});
