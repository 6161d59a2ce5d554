// Messages to handlers, told apart by number: where a handler asks what message it got, and which numbers a call that sends
// one can carry. What is done for one number does not run because another was sent. Leaves who is meant to fires.ts and
// when to the call graph.
import { ACCESS } from '../formats/dex/layout.js';
import { decode, newInstruction } from '../formats/dex/instruction.js';
import { OP, WRITES_FIRST } from '../formats/dex/opcodes.js';
import type { CallSeen } from './constants/evaluate.js';
import type { Value } from './constants/values.js';
import { codeOf, parameterRegisters } from './method-code.js';
import { methodName, methodParameters, methodType, type Program } from './program.js';
import { equalityTest, switchTest, type Test } from './told-apart.js';

const MESSAGE = 'Landroid/os/Message;';
const HANDLER = 'Landroid/os/Handler;';
const HANDLES = 'handleMessage';
/** More numbers than a handler tells apart; one that has more stays whole. */
const MAX_NUMBERS = 250;

/** Who a message is for, as far as the call tells: what obtained it, or the handler that sends it. */
export interface Sent {
  to: Value | null;
  /** null: not known. */
  numbers: readonly number[] | null;
  /** The argument, the receiver counted, that is the number; -1 when it is none. */
  argument: number;
}
/** A number, an argument that is one, or neither. */
const sentAs = (to: Value | null, value: Value | null | undefined): Sent => ({
  to,
  numbers: value?.kind === 'number' ? [value.number] : null,
  argument: value?.kind === 'parameter' ? value.index : -1,
});

export class Messages {
  private readonly program: Program;
  private readonly what: number;
  private readonly signatures: ReadonlySet<number>;

  constructor(program: Program) {
    this.program = program;
    this.what = fieldNamed(program, MESSAGE, 'what', 'I');
    const found = new Set<number>();
    const name = program.names.find(HANDLES);
    for (let s = 0; name >= 0 && s < program.signatures.size; s++)
      if (program.signatures.first.at(s) === name) found.add(s);
    this.signatures = found;
  }

  /** Methods that handle messages and tell numbers apart, with where they do. */
  *handlers(): Generator<{ method: number; tests: readonly Test[]; numbers: readonly number[] }> {
    const { program } = this;
    if (this.what < 0 || this.signatures.size === 0) return;
    for (let i = 0; i < program.classMethods.length; i++) {
      const method = program.classMethods[i]!;
      if (!this.signatures.has(program.methodKeys.second.at(method))) continue;
      const types = methodParameters(program, method);
      const isOpen = (program.methodAccess[method]! & (ACCESS.static | ACCESS.abstract)) === 0;
      if (!isOpen || types.length !== 1 || types[0] !== MESSAGE) continue;
      const tests = this.testsOf(method);
      const numbers = [...new Set(tests.flatMap(({ keys }) => keys))].sort((a, b) => a - b);
      if (numbers.length > 0 && numbers.length <= MAX_NUMBERS) yield { method, tests, numbers };
    }
  }

  /** Where a method asks its message for the number, and goes on by it. */
  // eslint-disable-next-line complexity -- one walk: what registers hold, and where they are compared
  private testsOf(method: number): Test[] {
    const code = codeOf(this.program, method);
    if (!code) return [];
    const { units, start, end, dex, last } = code;
    const one = newInstruction();
    const asks = ({ op, b, index }: { op: number; b: number; index: number }): boolean =>
      op === OP.iget && b === last && dex.fields[index] === this.what;
    // A register that holds the number and nothing else holds it wherever it is read; so does that of the message.
    const other = new Set<number>();
    const holds = new Set<number>();
    for (let at = start; at < end; at += one.length) {
      decode(units, at, one);
      if (asks(one)) holds.add(one.a);
      else if (WRITES_FIRST[one.op] === 1) other.add(one.a);
    }
    if (other.has(last) || holds.size === 0) return [];
    const tests: Test[] = [];
    const here = new Set<number>();
    const constants = new Map<number, number>();
    const isNumber = (register: number): boolean =>
      holds.has(register) && (!other.has(register) || here.has(register));
    for (let at = start; at < end; at += one.length) {
      decode(units, at, one);
      const { op, a, b, literal, target, length } = one;
      if (asks(one)) {
        here.add(a);
        constants.delete(a);
      } else if (op >= OP.const4 && op <= OP.const) {
        constants.set(a, literal);
        here.delete(a);
      } else if (op === OP.packedSwitch || op === OP.sparseSwitch) {
        if (isNumber(a)) tests.push(switchTest(units, at, end, length));
      } else if (op >= OP.ifEq && op <= OP.ifLez) {
        const zero = op >= OP.ifEqz;
        const asked = isNumber(a) || (!zero && isNumber(b));
        const to = zero ? 0 : constants.get(isNumber(a) ? b : a);
        const test = asked && to !== undefined ? equalityTest(op, at, target, at + length, to) : null;
        if (test) tests.push(test);
      } else if (WRITES_FIRST[op] === 1) {
        here.delete(a);
        constants.delete(a);
      }
      // What follows may be come to from elsewhere, with other things in the registers.
      if (
        (op >= OP.returnVoid && op <= OP.returnObject) ||
        op === OP.throw ||
        (op >= OP.goto && op <= OP.goto32)
      ) {
        here.clear();
        constants.clear();
      }
    }
    return tests;
  }

  /** What a call that sends a message sends; null when it sends none. */
  sentBy(method: number, call: CallSeen, calls: readonly CallSeen[]): Sent | null {
    const { program } = this;
    const type = methodType(program, call.target);
    const types = methodParameters(program, call.target);
    const [to = null, first = null] = call.args;
    if (type === MESSAGE) return this.obtained(method, to, calls, null);
    if (types[0] === 'I') return sentAs(to, first);
    return types[0] === MESSAGE ? this.obtained(method, first, calls, to) : null;
  }

  private obtained(
    method: number,
    message: Value | null,
    calls: readonly CallSeen[],
    handler: Value | null,
  ): Sent {
    const { program } = this;
    const made = message?.kind === 'result' ? calls.find((call) => call.at === message.at) : undefined;
    if (made && /^obtain(?:Message)?$/.test(methodName(program, made.target))) {
      const types = methodParameters(program, made.target);
      const isStatic = made.op === OP.invokeStatic;
      const to = handler ?? (isStatic && types[0] !== HANDLER ? null : (made.args[0] ?? null));
      const at = types.indexOf('I');
      if (at < 0) return types.includes(MESSAGE) ? sentAs(to, null) : this.written(method, to);
      return sentAs(to, made.args[isStatic ? at : at + 1]);
    }
    return message?.kind === 'object' ? this.written(method, handler) : sentAs(handler, null);
  }

  /** The numbers that a method writes into messages of its own: all known, or one argument, or not known. */
  // eslint-disable-next-line complexity -- one walk: what registers hold, and what is written
  private written(method: number, to: Value | null): Sent {
    const code = codeOf(this.program, method);
    if (!code) return sentAs(to, null);
    const { units, start, end, dex } = code;
    const one = newInstruction();
    const constants = new Map<number, number>();
    const parameters = parameterRegisters(this.program, method, code.first);
    const numbers = new Set<number>();
    const handed = new Set<number>();
    for (let at = start; at < end; at += one.length) {
      decode(units, at, one);
      const { op, a, literal, index } = one;
      if (op === OP.iput && dex.fields[index] === this.what) {
        const number = constants.get(a);
        const argument = parameters.get(a);
        if (number === undefined && argument === undefined) return sentAs(to, null);
        if (number === undefined) handed.add(argument!);
        else numbers.add(number);
      } else if (WRITES_FIRST[op] === 1) {
        constants.delete(a);
        parameters.delete(a);
        if (op >= OP.const4 && op <= OP.const) constants.set(a, literal);
      } else if (op >= OP.goto && op <= OP.goto32) constants.clear();
    }
    // Where none is written here, somebody else may write it.
    const [only = -1] = handed;
    if (numbers.size === 0) return { to, numbers: null, argument: handed.size === 1 ? only : -1 };
    return { to, numbers: handed.size === 0 ? [...numbers] : null, argument: -1 };
  }
}

function fieldNamed(program: Program, type: string, name: string, of: string): number {
  const [t, n, o] = [program.types.find(type), program.names.find(name), program.types.find(of)];
  if (t < 0 || n < 0 || o < 0) return -1;
  const signature = program.fieldSignatures.find(n, o);
  return signature < 0 ? -1 : program.fieldKeys.find(t, signature);
}
