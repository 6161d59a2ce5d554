// How a callback tests the names of pictures: which words it looks for, and whether a picture so named is taken up or left
// alone. Leaves finding the callback to observers.ts and what is done with the picture to whoever asks.
import { codeBounds } from '../formats/dex/code.js';
import { decode, newInstruction } from '../formats/dex/instruction.js';
import { OP } from '../formats/dex/opcodes.js';
import type { Constants } from './constants/arguments.js';
import type { CallSeen } from './constants/evaluate.js';
import type { Hierarchy } from './hierarchy.js';
import { methodDex, methodName, methodType } from './program.js';

const TESTS: ReadonlyMap<string, RegExp> = new Map([
  ['Ljava/lang/String;', /^(?:contains|startsWith|endsWith|matches|regionMatches|equals(?:IgnoreCase)?)$/],
  ['Ljava/util/regex/Matcher;', /^(?:find|matches|lookingAt)$/],
  ['Ljava/util/regex/Pattern;', /^matches$/],
  ['Landroid/text/TextUtils;', /^equals$/],
  ['Lkotlin/text/StringsKt;', /^(?:contains|startsWith|endsWith|equals)(?:\$default)?$/],
  ['Lkotlin/text/StringsKt__StringsKt;', /^(?:contains|startsWith|endsWith)(?:\$default)?$/],
  ['Lkotlin/text/StringsKt__StringsJVMKt;', /^(?:startsWith|endsWith|equals)(?:\$default)?$/],
  ['Lkotlin/text/Regex;', /^(?:containsMatchIn|matches|matchEntire)$/],
]);
/** What is closed or reported on the way out does nothing with a picture. */
const LEAVING = /^(?:close|closeFinally|release|recycle|d|i|v)$/;
/** Instructions looked at behind a branch; who goes on longer does something. */
const MAX_STEPS = 40;

export interface NameTests {
  /** True when some text is tested at all. */
  tests: boolean;
  /** True when every test that leads anywhere leads out: pictures so named are left alone. */
  excludes: boolean;
}

/** What the tests of texts in these methods are for. */
export function readNameTests(h: Hierarchy, constants: Constants, methods: Iterable<number>): NameTests {
  let tests = false;
  let leaves = false;
  let takesUp = false;
  for (const method of methods) {
    for (const call of constants.evaluate(method).calls) {
      if (!isTest(h, call)) continue;
      tests = true;
      if (leavesWhenTrue(h, method, call.at)) leaves = true;
      else takesUp = true;
    }
  }
  return { tests, excludes: leaves && !takesUp };
}

function isTest(h: Hierarchy, { target }: CallSeen): boolean {
  return TESTS.get(methodType(h.program, target))?.test(methodName(h.program, target)) ?? false;
}

/** True when the code goes straight out of a method that returns nothing, once the test holds. */
function leavesWhenTrue(h: Hierarchy, method: number, at: number): boolean {
  const dex = methodDex(h.program, method)?.dex;
  const bounds = { start: 0, end: 0 };
  const code = h.program.methodCode[method]!;
  if (!dex || !codeBounds(dex.units, code, bounds)) return false;
  const read = (pc: number) => {
    const one = newInstruction();
    decode(dex.units, pc, one);
    return one;
  };
  const call = bounds.start + at;
  const result = call + read(call).length;
  const answer = read(result);
  const branch = read(result + answer.length);
  if (answer.op !== OP.moveResult || branch.a !== answer.a) return false;
  if (branch.op !== OP.ifEqz && branch.op !== OP.ifEqz + 1) return false;
  const falls = result + answer.length + branch.length;
  const [whenTrue, whenFalse] = branch.op === OP.ifEqz ? [falls, branch.target] : [branch.target, falls];
  const leaves = (from: number): boolean => goesOut(h, method, dex.units, bounds, from);
  return leaves(whenTrue) && !leaves(whenFalse);
}

// eslint-disable-next-line complexity -- one pattern of instructions, checked one after another
function goesOut(
  h: Hierarchy,
  method: number,
  units: Uint16Array,
  { start, end }: { start: number; end: number },
  from: number,
): boolean {
  const one = newInstruction();
  const dex = methodDex(h.program, method)!;
  let pc = from;
  for (let steps = 0; steps < MAX_STEPS && pc >= start && pc < end; steps++) {
    decode(units, pc, one);
    if (one.op === OP.returnVoid) return true;
    if (one.op >= OP.return && one.op <= OP.throw && (one.op <= OP.returnObject || one.op === OP.throw))
      return false;
    if (one.op >= OP.invokeVirtual && one.op <= OP.invokeInterface) {
      const target = dex.methods[one.index] ?? -1; // broken code names methods that are not there
      if (target < 0 || !LEAVING.test(methodName(h.program, target))) return false;
    }
    if (one.op >= OP.goto && one.op <= OP.goto32) {
      if (one.target <= pc) return false; // on to the next
      pc = one.target;
    } else if (one.op >= OP.ifEq && one.op <= OP.ifLez) {
      pc += one.length; // closing what may be null: either way leads out or is seen here
    } else pc += one.length;
  }
  return false;
}
