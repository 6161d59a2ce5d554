// Steps through a method with some values supposed: constants are carried through registers, branches that hang on them
// go one way, and what is not passed does not run. Leaves what to suppose to decisions.ts.
import { codeBounds } from '../formats/dex/code.js';
import {
  decode,
  isPayload,
  newInstruction,
  switchTargets,
  type Instruction,
} from '../formats/dex/instruction.js';
import { OP } from '../formats/dex/opcodes.js';
import { methodDex, methodName, methodType, type Program, type ProgramDex } from './program.js';

/** A value that is supposed, of what it hangs on, and how surely code that it shuts out waits. */
export interface Supposed {
  value: number;
  key: string | null;
  waits: 0 | 1 | 2;
}
export interface Undecided {
  runs(offset: number): boolean;
  /** Of every instruction that runs. */
  offsets(): number[];
  /** The last branch before an offset that went one way because of what was supposed. */
  branchBefore(offset: number): { at: number; key: string | null } | null;
  /** What every return gives, when it is one value. */
  returned: Supposed | null;
  /** What the instruction asked for stores, when it is known. */
  stored: number | null;
}

/** The number that stands for a text, so that texts can be supposed and compared; more than any int. */
export function textNumber(text: string): number {
  let hash = 0xcbf29ce4;
  for (let i = 0; i < text.length; i++) hash = Math.imul(hash ^ text.charCodeAt(i), 0x01000193);
  return TEXTS + (hash >>> 0) * 64 + Math.min(63, text.length);
}
const TEXTS = 2 ** 40;
/** A list or set without elements. */
export const EMPTY_LIST = 2 ** 50;
const EMPTY_TEXT = textNumber('');

/** Questions to texts and lists whose answer is known when what is asked about is. */
const EQUALS = /^(?:equals|areEqual|equalsIgnoreCase|contentEquals|matches)$/;
const CONTAINS = /^(?:contains|containsAll|containsKey|startsWith|endsWith)$/;

/** Methods beyond this are generated tables. */
const MAX_UNITS = 12_000;
type Registers = (Supposed | null)[];
const NO_KEY = { key: null, waits: 0 } as const;

export function stepUndecided(
  program: Program,
  method: number,
  supposed: ReadonlyMap<number, Supposed>,
  { storeAt = -1, guess = false }: { storeAt?: number; guess?: boolean } = {},
): Undecided | null {
  const dex = methodDex(program, method);
  const bounds = { start: 0, end: 0 };
  const codeOff = program.methodCode[method]!;
  if (!dex || !codeBounds(dex.dex.units, codeOff, bounds)) return null;
  if (bounds.end - bounds.start > MAX_UNITS) return null;
  return new Stepper(program, dex, bounds, supposed, storeAt, guess).run(
    dex.dex.units[codeOff >> 1]!,
    handlersOf(dex.dex.units, codeOff, bounds),
  );
}

/** Where exceptions are caught: they can come from anywhere before, so that handlers run with nothing known. */
function handlersOf(
  units: Uint16Array,
  codeOff: number,
  { start, end }: { start: number; end: number },
): number[] {
  const tries = units[(codeOff >> 1) + 3]!;
  const found: number[] = [];
  if (tries === 0) return found;
  const bytes = new DataView(units.buffer, units.byteOffset, units.byteLength);
  let at = end + ((end - start) & 1);
  at = (at + tries * 4) * 2;
  const uleb = (): number => {
    let value = 0;
    for (let shift = 0; shift < 35 && at < bytes.byteLength; shift += 7) {
      const byte = bytes.getUint8(at++);
      value |= (byte & 0x7f) << shift;
      if (byte < 0x80) break;
    }
    return value;
  };
  const sleb = (): number => {
    const from = at;
    const value = uleb();
    const bits = (at - from) * 7;
    return bits < 32 && (value & (1 << (bits - 1))) !== 0 ? value - (1 << bits) : value;
  };
  const lists = uleb();
  for (let i = 0; i < lists && at < bytes.byteLength; i++) {
    const size = sleb();
    for (let j = 0; j < Math.abs(size) && at < bytes.byteLength; j++) {
      uleb();
      found.push(uleb());
    }
    if (size <= 0) found.push(uleb());
  }
  return found.filter((offset) => offset < end - start);
}

class Stepper {
  private readonly states = new Map<number, Registers>();
  private readonly queue: number[] = [];
  private readonly passed: Uint8Array;
  private readonly branches: { at: number; key: string | null }[] = [];
  private readonly returns: (Supposed | null)[] = [];
  private stored: number | null = null;
  private registers: Registers = [];
  private result: Supposed | null = null;
  private readonly one = newInstruction();

  private readonly program: Program;
  private readonly dex: ProgramDex;
  private readonly start: number;
  private readonly end: number;
  private readonly supposed: ReadonlyMap<number, Supposed>;
  private readonly storeAt: number;
  /** What is asked of a recalled text and cannot be worked out is taken to be denied. */
  private readonly guess: boolean;

  constructor(
    program: Program,
    dex: ProgramDex,
    { start, end }: { start: number; end: number },
    supposed: ReadonlyMap<number, Supposed>,
    storeAt: number,
    guess: boolean,
  ) {
    this.program = program;
    this.dex = dex;
    this.start = start;
    this.end = end;
    this.supposed = supposed;
    this.storeAt = storeAt;
    this.guess = guess;
    this.passed = new Uint8Array(end - start);
  }

  run(count: number, handlers: readonly number[]): Undecided {
    this.enter(0, new Array<Supposed | null>(count).fill(null));
    let guarded = handlers.length > 0;
    for (let head = 0; head < this.queue.length || guarded; head++) {
      if (head >= this.queue.length) {
        // A handler is taken to run when anything does.
        for (const handler of handlers) this.enter(handler, new Array<Supposed | null>(count).fill(null));
        guarded = false;
        head--;
        continue;
      }
      this.walk(this.queue[head]!);
    }
    const { passed, branches } = this;
    const [first = null] = this.returns;
    const one = this.returns.every((value) => value !== null && value.value === first?.value);
    const key = this.returns.find((value) => value?.key !== null)?.key ?? branches[0]?.key ?? null;
    const waits = Math.max(
      0,
      ...this.returns.map((value) => value?.waits ?? 0),
      branches.length > 0 ? this.most() : 0,
    );
    return {
      runs: (offset) => passed[offset] === 1,
      offsets: () => [...passed.keys()].filter((offset) => passed[offset] === 1),
      branchBefore: (offset) => branches.filter(({ at }) => at < offset).at(-1) ?? branches[0] ?? null,
      returned: first !== null && one ? { value: first.value, key, waits: waits as 0 | 1 | 2 } : null,
      stored: this.stored,
    };
  }

  private most(): number {
    return Math.max(0, ...[...this.supposed.values()].map(({ waits }) => waits));
  }

  private enter(at: number, registers: Registers): void {
    const known = this.states.get(at);
    if (!known) {
      this.states.set(at, [...registers]);
      this.queue.push(at);
      return;
    }
    let changed = false;
    for (let r = 0; r < known.length; r++) {
      if (known[r] === null || known[r]!.value === registers[r]?.value) continue;
      known[r] = null;
      changed = true;
    }
    if (changed) this.queue.push(at);
  }

  private walk(from: number): void {
    const { units } = this.dex.dex;
    this.registers = [...this.states.get(from)!];
    this.result = null;
    for (let at = this.start + from; at < this.end;) {
      const offset = at - this.start;
      if (offset !== from && this.states.has(offset)) return this.enter(offset, this.registers);
      const { one } = this;
      decode(units, at, one);
      if (at + one.length > this.end || isPayload(units[at]!)) return;
      this.passed[offset] = 1;
      if (one.op >= OP.returnVoid && one.op <= OP.returnObject) {
        if (one.op !== OP.returnVoid) this.returns.push(this.registers[one.a] ?? null);
        return;
      }
      if (one.op === OP.throw) return;
      if (this.jump(at)) return;
      this.execute(units[at]! & 0xff, at, one);
      at += one.length;
    }
  }

  /** True when control goes elsewhere. */
  private jump(at: number): boolean {
    const { op, target, length } = this.one;
    const go = (to: number): void => {
      const offset = to - this.start;
      if (offset >= 0 && to < this.end) this.enter(offset, this.registers);
    };
    if (op >= OP.goto && op <= OP.goto32) go(target);
    else if (op >= OP.ifEq && op <= OP.ifLez) {
      const taken = this.taken(at);
      if (taken !== false) go(target);
      if (taken !== true) go(at + length);
    } else if (op === OP.packedSwitch || op === OP.sparseSwitch) {
      switchTargets(this.dex.dex.units, at, this.end).forEach(go);
      go(at + length);
    } else return false;
    return true;
  }

  private taken(at: number): boolean | null {
    const { op, a: first, b: second } = this.one;
    const pair = op < OP.ifEqz;
    const a = this.registers[first] ?? null;
    const b = pair ? (this.registers[second] ?? null) : { value: 0, ...NO_KEY };
    if (a === null || b === null) return null;
    const test = (op - (pair ? OP.ifEq : OP.ifEqz)) as 0 | 1 | 2 | 3 | 4 | 5;
    const d = a.value - b.value;
    const taken = [d === 0, d !== 0, d < 0, d >= 0, d > 0, d <= 0][test]!;
    const by = a.waits >= b.waits ? a : b;
    if (by.waits > 0) this.branches.push({ at: at - this.start, key: by.key });
    return taken;
  }

  // eslint-disable-next-line complexity -- one branch for each instruction
  private execute(op: number, at: number, { a, b, c, index, literal }: Instruction): void {
    const given = this.supposed.get(at - this.start);
    if (op >= OP.invokeVirtual && op <= OP.invokeInterfaceRange) {
      this.result = given ?? this.unboxed(op) ?? this.asked(op);
    } else if (op >= OP.move && op <= OP.moveObject16) {
      this.registers[a] = this.registers[b] ?? null;
    } else if (op >= OP.moveResult && op <= OP.moveResultObject) {
      this.registers[a] = this.result;
    } else if (op === OP.const4 || op === OP.const16 || op === OP.constWide16) {
      this.registers[a] = { value: literal, ...NO_KEY };
    } else if (op === OP.constString || op === OP.constStringJumbo) {
      this.registers[a] = { value: textNumber(this.dex.dex.string(index)), ...NO_KEY };
    } else if (op === OP.xorIntLit8) {
      const held = this.registers[b] ?? null;
      this.registers[a] = held && { ...held, value: held.value ^ literal };
    } else if (op === OP.cmpLong) {
      const left = this.registers[b] ?? null;
      const right = this.registers[c] ?? null;
      const by = (left?.waits ?? 0) >= (right?.waits ?? 0) ? left : right;
      this.registers[a] = left && right && by ? { ...by, value: Math.sign(left.value - right.value) } : null;
    } else if (op === OP.checkCast) {
      return;
    } else if (op === OP.iputBoolean || op === OP.sputBoolean) {
      if (at - this.start === this.storeAt) this.stored = this.registers[a]?.value ?? null;
    } else if (writes(op)) {
      this.registers[a] = given ?? null;
    }
  }

  /** Boxing hands a value on. */
  private unboxed(op: number): Supposed | null {
    const { index, args } = this.one;
    const target = this.dex.methods[index] ?? -1;
    if (target < 0 || op > OP.invokeInterface) return null;
    const type = methodType(this.program, target);
    if (type !== 'Ljava/lang/Boolean;' && type !== 'Ljava/lang/Integer;') return null;
    const boxes = ['valueOf', 'booleanValue', 'intValue'].includes(methodName(this.program, target));
    return boxes ? (this.registers[args[0] ?? -1] ?? null) : null;
  }

  /** What a recalled text or list answers while nothing is decided: known where both sides are, else perhaps no. */
  // eslint-disable-next-line complexity -- one branch for each question that may be asked
  private asked(op: number): Supposed | null {
    const { index, args } = this.one;
    const target = this.dex.methods[index] ?? -1;
    if (target < 0 || op > OP.invokeInterface) return null;
    const given = args.slice(0, 3).map((register) => this.registers[register] ?? null);
    const by = given.find((one) => one !== null && one.waits > 0);
    if (!by) return null;
    const name = methodName(this.program, target);
    const of = (yes: boolean): Supposed => ({ ...by, value: yes ? 1 : 0 });
    const [a = null, b = null] = given;
    if (EQUALS.test(name) || CONTAINS.test(name)) {
      if (a !== null && (a.value === EMPTY_LIST || a.value === 0)) return of(false);
      if (a !== null && b !== null && EQUALS.test(name)) return of(a.value === b.value);
      // Of a text nothing says what it contains; that it is not what is asked for is only likely.
      return this.guess ? { ...by, value: 0, waits: 1 } : null;
    }
    if (name === 'isEmpty' && a !== null)
      return of(a.value === EMPTY_TEXT || a.value === EMPTY_LIST || a.value === 0);
    if (
      (name === 'size' || name === 'length') &&
      a !== null &&
      (a.value === EMPTY_LIST || a.value === EMPTY_TEXT)
    )
      return of(false);
    return null;
  }
}

/** Instructions that write their first register and were not dealt with. */
function writes(op: number): boolean {
  const reads =
    op <= 0x00 ||
    op === 0x1d ||
    op === 0x1e ||
    (op >= 0x24 && op <= 0x2c) ||
    (op >= 0x4b && op <= 0x51) ||
    (op >= 0x59 && op <= 0x5f) ||
    (op >= 0x67 && op <= 0x78) ||
    op >= 0xfa;
  return !reads;
}
