// Classes into which an optimiser put several: a number kept from the constructor says which of them an object is, and
// each method begins by asking for it. Taken for one class, code of any of them would run as soon as any of them is made.
// Gives each its own number, as a class and as copies of the methods that ask. Leaves searching to call-graph.ts.
import { decode, newInstruction } from '../formats/dex/instruction.js';
import { ACCESS } from '../formats/dex/layout.js';
import { OP } from '../formats/dex/opcodes.js';
import type { Constants } from './constants/arguments.js';
import type { Hierarchy } from './hierarchy.js';
import type { Edges } from './sweep.js';
import { keptBy } from './constructors.js';
import { constructorsOf, isVirtual, type Program } from './program.js';
import type { Messages } from './messages.js';
import { codeOf } from './method-code.js';
import { equalityTest, liveFor, switchTest, type Test } from './told-apart.js';

/** Instructions from the method's first in which the number is asked for; whatever comes before would be run by all. */
const ASKED_WITHIN = 12;
/** More classes in one are no class that an optimiser makes: it stays whole. */
const MAX_PARTS = 250;

interface Part {
  cls: number;
  /** The number that makes an object this; null: any that no method names. */
  key: number | null;
}

export class Merged {
  private readonly program: Program;
  private readonly constants: Pick<Constants, 'evaluateOnce'> | null;
  private readonly parts: Part[] = [];
  private readonly partsOf = new Map<number, readonly number[]>();
  /** By class: of each constructor the argument that is kept, the receiver counted. */
  private readonly kept = new Map<number, ReadonlyMap<number, number>>();
  private readonly tests = new Map<number, readonly Test[]>();
  /** Method, number and, where the number says what the object is, part of each copy. */
  private readonly copied: { method: number; key: number | null; part: number }[] = [];
  /** Of methods that handle messages, the copy for each number; null: for any that the method does not name. */
  private readonly byNumber = new Map<number, ReadonlyMap<number | null, number>>();
  private readonly copiesOf = new Map<number, readonly number[]>();
  private readonly made = new Map<number, ReadonlyMap<number, readonly number[]>>();
  private readonly live = new Map<number, Uint8Array>();

  /**
   * @param constants null: no class is told apart
   * @param messages methods that do by a message's number what they do are told apart too
   */
  constructor(
    { program }: Pick<Hierarchy, 'program'>,
    constants: Pick<Constants, 'evaluateOnce'> | null,
    messages?: Pick<Messages, 'handlers'>,
  ) {
    this.program = program;
    this.constants = constants;
    if (constants !== null) for (let cls = 0; cls < program.classType.length; cls++) this.split(cls);
    for (const { method, tests, numbers } of messages?.handlers() ?? []) {
      if (this.copiesOf.has(method)) continue;
      this.tests.set(method, tests);
      const copies = new Map([...numbers, null].map((key) => [key, this.copy(method, key, -1)]));
      this.byNumber.set(method, copies);
      this.copiesOf.set(method, [...copies.values()]);
    }
  }

  get classCount(): number {
    return this.program.classType.length + this.parts.length;
  }
  get methodCount(): number {
    return this.program.methodKeys.size + this.copied.length;
  }
  /** The class as the package has it. */
  classOf(cls: number): number {
    const own = this.program.classType.length;
    return cls < own ? cls : this.parts[cls - own]!.cls;
  }
  /** The method as the package has it. */
  methodOf(method: number): number {
    const own = this.program.methodKeys.size;
    return method < own ? method : this.copied[method - own]!.method;
  }
  /** What an object of the class can be: itself, or what was put into it. */
  whole(cls: number): readonly number[] {
    return this.partsOf.get(cls) ?? [cls];
  }
  isMerged(cls: number): boolean {
    return this.partsOf.has(cls);
  }
  /** A method as an object of a part runs it. */
  copyFor(method: number, cls: number): number {
    const own = this.program.classType.length;
    const copies = cls < own ? undefined : this.copiesOf.get(method);
    return copies?.[cls - this.whole(this.classOf(cls))[0]!] ?? method;
  }
  /** A method that another calls on what is most likely the same object. */
  copyBeside(method: number, caller: number): number {
    const own = this.program.methodKeys.size;
    if (caller < own || this.copiesOf.get(method) === undefined) return method;
    const { program } = this;
    const { part } = this.copied[caller - own]!;
    const same = program.methodClass[method] === program.methodClass[this.methodOf(caller)];
    return same && part >= 0 ? this.copyFor(method, part) : method;
  }
  allCopies(): Iterable<[number, readonly number[]]> {
    return this.copiesOf;
  }
  copies(method: number): readonly number[] {
    return this.copiesOf.get(method) ?? [];
  }
  /** What of a method runs when a message with the number comes. */
  forNumber(method: number, number: number | null): number {
    const copies = this.byNumber.get(method);
    return copies?.get(number) ?? copies?.get(null) ?? method;
  }
  /** The same for several; null: the method. */
  forNumbers(method: number, numbers: readonly number[] | null): readonly number[] {
    return numbers === null ? [method] : numbers.map((number) => this.forNumber(method, number));
  }
  /** What a method is when nothing is known of the message: itself, or all that it does for any. */
  units(method: number): readonly number[] {
    return this.byNumber.has(method) ? this.copies(method) : [method];
  }
  isHandler(method: number): boolean {
    return this.byNumber.has(method);
  }
  /** True when a copy, or a method as it is, gets to an offset. */
  runs(method: number, offset: number): boolean {
    const own = this.program.methodKeys.size;
    return method < own || offset < 0 || this.liveIn(method)[offset] === 1;
  }
  /** The copy that alone gets to an offset of a method, or the method. */
  copyAt(method: number, offset: number): number {
    const there = this.copies(method).filter((copy) => this.runs(copy, offset));
    return there.length === 1 ? there[0]! : method;
  }

  /** What a constructor call makes; null when its class is one. */
  madeBy(caller: number, at: number, target: number): readonly number[] | null {
    const cls = this.program.methodClass[target]!;
    const parts = cls < 0 ? undefined : this.partsOf.get(cls);
    // Constructors call each other about one object.
    if (!parts || this.isConstructorOf(caller, cls)) return parts ? [] : null;
    const method = this.methodOf(caller);
    let made = this.made.get(method);
    if (!made) this.made.set(method, (made = this.read(method)));
    return made.get(at) ?? parts;
  }
  /** What of a class a method hands over: what it makes of it, or anything. */
  handedOver({ start, end, op, target, at }: Edges, unit: number, cls: number): Iterable<number> {
    if (!this.isMerged(cls)) return [cls];
    const method = this.methodOf(unit);
    const made = new Set<number>();
    for (let e = start[method]!; e < end[method]!; e++) {
      if (op[e] !== OP.invokeDirect || this.program.methodClass[target[e]!] !== cls) continue;
      if (!this.runs(unit, at[e]!)) continue;
      for (const part of this.madeBy(unit, at[e]!, target[e]!) ?? []) made.add(part);
    }
    return made.size > 0 ? made : this.whole(cls);
  }

  private isConstructorOf(method: number, cls: number): boolean {
    const own = this.program.methodKeys.size;
    return (
      method < own &&
      this.program.methodClass[method] === cls &&
      (this.program.methodAccess[method]! & ACCESS.constructor) !== 0 &&
      (this.program.methodAccess[method]! & ACCESS.static) === 0
    );
  }

  /** Which part each constructor call of a method makes, where its number is known. */
  private read(method: number): Map<number, readonly number[]> {
    const found = new Map<number, readonly number[]>();
    const own = this.program.classType.length;
    for (const { at, op, target, args } of this.constants!.evaluateOnce(method).calls) {
      if (op !== OP.invokeDirect) continue;
      const cls = this.program.methodClass[target]!;
      const argument = cls < 0 ? undefined : this.kept.get(cls)?.get(target);
      const value = argument === undefined ? null : args[argument];
      if (value?.kind !== 'number') continue;
      const parts = this.partsOf.get(cls)!;
      const named = parts.find((part) => this.parts[part - own]!.key === value.number);
      found.set(at, [named ?? parts.at(-1)!]);
    }
    return found;
  }

  private split(cls: number): void {
    const { program } = this;
    const fields = this.numberFields(cls);
    if (fields.size === 0) return;
    const kept = this.keptBy(cls, fields);
    const tests = new Map<number, Test & { field: number }>();
    for (let i = program.classMethodStart[cls]!; i < program.classMethodStart[cls + 1]!; i++) {
      const method = program.classMethods[i]!;
      const test = isVirtual(program.methodAccess[method]!) ? this.testOf(method, fields) : null;
      if (test) tests.set(method, test);
    }
    const asked = [...tests.values()][0]?.field;
    if (asked === undefined || !kept.has(asked)) return;
    for (const [method, { field }] of tests) if (field !== asked) tests.delete(method);
    const keys = [...new Set([...tests.values()].flatMap((test) => test.keys))].sort((a, b) => a - b);
    if (keys.length >= MAX_PARTS) return;
    const first = this.classCount;
    for (const key of [...keys, null]) this.parts.push({ cls, key });
    const parts = Array.from({ length: keys.length + 1 }, (_, i) => first + i);
    this.partsOf.set(cls, parts);
    this.kept.set(cls, kept.get(asked)!);
    for (const [method, test] of tests) {
      this.tests.set(method, [test]);
      const own = program.classType.length;
      this.copiesOf.set(
        method,
        parts.map((part) => this.copy(method, this.parts[part - own]!.key, part)),
      );
    }
  }
  private copy(method: number, key: number | null, part: number): number {
    this.copied.push({ method, key, part });
    return this.methodCount - 1;
  }

  /** Fields that no source has: made by a compiler, set once, a number. */
  private numberFields(cls: number): ReadonlySet<number> {
    const { program } = this;
    const dex = program.dexes[program.classDex[cls]!]!;
    const { fieldStart, fieldIds, fieldAccess, staticFieldCount } = dex.members;
    const def = program.classDef[cls]!;
    const found = new Set<number>();
    for (let i = fieldStart[def]! + staticFieldCount[def]!; i < fieldStart[def + 1]!; i++) {
      const made = ACCESS.synthetic | ACCESS.final;
      if ((fieldAccess[i]! & made) !== made) continue;
      const field = dex.fields[fieldIds[i]!]!;
      const type = field < 0 ? -1 : program.fieldSignatures.second.at(program.fieldKeys.second.at(field));
      if (type >= 0 && program.types.text(type) === 'I') found.add(field);
    }
    return found;
  }

  /** By field and constructor the argument that is kept in it, the receiver counted. */
  private keptBy(cls: number, fields: ReadonlySet<number>): Map<number, Map<number, number>> {
    const kept = new Map<number, Map<number, number>>();
    for (const constructor of constructorsOf(this.program, cls)) {
      for (const { parameter, field } of keptBy(this.program, (one) => one, constructor)) {
        if (!fields.has(field)) continue;
        let by = kept.get(field);
        if (!by) kept.set(field, (by = new Map()));
        by.set(constructor, parameter);
      }
    }
    return kept;
  }

  // eslint-disable-next-line complexity -- one pattern of instructions, checked one after another
  private testOf(method: number, fields: ReadonlySet<number>): (Test & { field: number }) | null {
    const code = codeOf(this.program, method);
    if (!code) return null;
    const { units, start, end, first: receiver, dex } = code;
    const one = newInstruction();
    const self = new Set([receiver]);
    const constants = new Map<number, number>();
    let register = -1;
    let field = -1;
    let at = start;
    for (let i = 0; i < ASKED_WITHIN && at < end; i++, at += one.length) {
      decode(units, at, one);
      const { op, a, b, literal, target, length } = one;
      if (op > OP.move && op < OP.moveResult && self.has(b)) self.add(a);
      else if (op === OP.iget && self.has(b) && fields.has(dex.fields[one.index]!)) {
        register = a;
        field = dex.fields[one.index]!;
      } else if (op >= OP.const4 && op <= OP.const) constants.set(a, literal);
      else if (op === OP.packedSwitch || op === OP.sparseSwitch) {
        return a === register ? { field, ...switchTest(units, at, end, length) } : null;
      } else if (op >= OP.ifEq && op <= OP.ifLez) {
        const zero = op >= OP.ifEqz;
        const other = zero ? 0 : constants.get(a === register ? b : a);
        if (register < 0 || (a !== register && (zero || b !== register))) return null;
        const test = other === undefined ? null : equalityTest(op, at, target, at + length, other);
        return test === null ? null : { field, ...test };
      } else if (op >= OP.returnVoid && op <= OP.returnObject) return null;
    }
    return null;
  }

  /** 1 at each offset that a copy can get to. */
  private liveIn(copy: number): Uint8Array {
    const known = this.live.get(copy);
    if (known) return known;
    const { method, key } = this.copied[copy - this.program.methodKeys.size]!;
    const live = liveFor(this.program, method, this.tests.get(method)!, key);
    this.live.set(copy, live);
    return live;
  }
}
