// Classes into which an optimiser put several: a number kept from the constructor says which of them an object is, and
// each method begins by asking for it. Taken for one class, code of any of them would run as soon as any of them is made.
// Gives each its own number, as a class and as copies of the methods that ask. Leaves searching to call-graph.ts.
import { codeBounds } from '../formats/dex/code.js';
import {
  decode,
  newInstruction,
  switchKeys,
  switchTarget,
  switchTargets,
} from '../formats/dex/instruction.js';
import { ACCESS } from '../formats/dex/layout.js';
import { OP } from '../formats/dex/opcodes.js';
import { readTries } from '../formats/dex/tries.js';
import type { Constants } from './constants/arguments.js';
import type { Hierarchy } from './hierarchy.js';
import type { Edges } from './sweep.js';
import { keptBy } from './constructors.js';
import { constructorsOf, isVirtual, methodDex, type Program } from './program.js';

/** Instructions from the method's first in which the number is asked for; whatever comes before would be run by all. */
const ASKED_WITHIN = 12;
/** More classes in one are no class that an optimiser makes: it stays whole. */
const MAX_PARTS = 250;

/** Which numbers a method tells apart, and where: `at` is the branch, as a position in the units of its DEX. */
interface Test {
  field: number;
  at: number;
  keys: readonly number[];
  /** Where it goes for a number. */
  goes: (key: number | null) => number;
}
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
  private readonly tests = new Map<number, Test>();
  /** Method and part of each copy. */
  private readonly copied: { method: number; part: number }[] = [];
  private readonly copiesOf = new Map<number, readonly number[]>();
  private readonly made = new Map<number, ReadonlyMap<number, readonly number[]>>();
  private readonly live = new Map<number, Uint8Array>();

  /** @param constants null: nothing is told apart */
  constructor({ program }: Pick<Hierarchy, 'program'>, constants: Pick<Constants, 'evaluateOnce'> | null) {
    this.program = program;
    this.constants = constants;
    if (constants !== null) for (let cls = 0; cls < program.classType.length; cls++) this.split(cls);
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
    const same = program.methodClass[method] === program.methodClass[this.methodOf(caller)];
    return same ? this.copyFor(method, this.copied[caller - own]!.part) : method;
  }
  allCopies(): Iterable<[number, readonly number[]]> {
    return this.copiesOf;
  }
  copies(method: number): readonly number[] {
    return this.copiesOf.get(method) ?? [];
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
    const tests = new Map<number, Test>();
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
      this.tests.set(method, test);
      const copies = parts.map((part) => {
        this.copied.push({ method, part });
        return this.methodCount - 1;
      });
      this.copiesOf.set(method, copies);
    }
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
  private testOf(method: number, fields: ReadonlySet<number>): Test | null {
    const code = this.codeOf(method);
    if (!code) return null;
    const { units, start, end, receiver, dex } = code;
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
        if (a !== register) return null;
        const branch = at;
        const falls = at + length;
        const goes = (key: number | null): number => {
          const to = key === null ? -1 : switchTarget(units, branch, end, key);
          return to < 0 ? falls : to;
        };
        return { field, at, keys: switchKeys(units, at, end), goes };
      } else if (op >= OP.ifEq && op <= OP.ifLez) {
        const zero = op >= OP.ifEqz;
        const other = zero ? 0 : constants.get(a === register ? b : a);
        const equal = op === OP.ifEq || op === OP.ifEqz;
        const unequal = op === OP.ifEq + 1 || op === OP.ifEqz + 1;
        if (register < 0 || (a !== register && (zero || b !== register))) return null;
        if (other === undefined || (!equal && !unequal)) return null;
        const falls = at + length;
        return {
          field,
          at,
          keys: [other],
          goes: (key) => ((key === other) === equal ? target : falls),
        };
      } else if (op >= OP.returnVoid && op <= OP.returnObject) return null;
    }
    return null;
  }

  /** 1 at each offset that a copy can get to. */
  // eslint-disable-next-line complexity -- one walk: tests, branches and ends of a copy end each other
  private liveIn(copy: number): Uint8Array {
    const known = this.live.get(copy);
    if (known) return known;
    const { method, part } = this.copied[copy - this.program.methodKeys.size]!;
    const { key } = this.parts[part - this.program.classType.length]!;
    const { units, start, end, code, dex } = this.codeOf(method)!;
    const test = this.tests.get(method)!;
    const live = new Uint8Array(end - start);
    const tries = readTries(dex.dex, code).map((range) => ({ ...range, done: false }));
    const queue = [start];
    const one = newInstruction();
    const go = (to: number): void => {
      if (to >= start && to < end && live[to - start] === 0) queue.push(to);
    };
    while (queue.length > 0) {
      const at = queue.pop()!;
      if (live[at - start] === 1) continue;
      live[at - start] = 1;
      for (const range of tries) {
        if (range.done || at - start < range.from || at - start >= range.to) continue;
        range.done = true;
        for (const handler of range.handlers) go(start + handler);
      }
      decode(units, at, one);
      const { op, length, target } = one;
      if (at === test.at) go(test.goes(key));
      else if (op >= OP.goto && op <= OP.goto32) go(target);
      else if ((op >= OP.returnVoid && op <= OP.returnObject) || op === OP.throw) continue;
      else {
        if (op >= OP.ifEq && op <= OP.ifLez) go(target);
        else if (op === OP.packedSwitch || op === OP.sparseSwitch) switchTargets(units, at, end).forEach(go);
        go(at + length);
      }
    }
    this.live.set(copy, live);
    return live;
  }

  private codeOf(method: number) {
    const dex = methodDex(this.program, method);
    const bounds = { start: 0, end: 0 };
    const code = this.program.methodCode[method]!;
    if (!dex || !codeBounds(dex.dex.units, code, bounds)) return null;
    const { units } = dex.dex;
    const receiver = units[code >> 1]! - units[(code >> 1) + 1]!;
    return { ...bounds, units, code, dex, receiver };
  }
}
