// Runs a method over sets of what its values can be, branches joined where they meet, until nothing changes; then once
// more to write down calls and what is left behind. Things made in sight keep their fields apart and lose what is
// overwritten. Leaves what calls outside the package do to outside-calls.ts, following calls to trace.ts.
import { checkTime } from '../../bytes/deadline.js';
import { ACCESS } from '../../formats/dex/layout.js';
import { decode, newInstruction, type Instruction } from '../../formats/dex/instruction.js';
import { OP } from '../../formats/dex/opcodes.js';
import { callSiteOf } from '../lambdas.js';
import { methodParameters } from '../program.js';
import { blockAt, branchTo, cutBlocks, reachability, switchTo, type Blocks } from './blocks.js';
import { ATOM, type Call, type Graph } from './graph.js';
import { Heap } from './heap.js';
import { Knowledge, type State } from './knowledge.js';
import { runNamed } from './named-calls.js';
import { callOutside } from './outside-calls.js';
import { EMPTY_SET } from './sets.js';

/** Rounds over one block before its values count as settled. */
const MAX_VISITS = 60;

export class Interpreter extends Knowledge {
  private readonly callAt = new Map<number, number>();
  private readonly left = new Map<number, Map<number, number>>();
  private readonly shown = new Map<number, number>();
  private blocks!: Blocks;
  private states: (State | undefined)[] = [];
  private returned = EMPTY_SET;
  private thrown = EMPTY_SET;
  private result = EMPTY_SET;
  private block = 0;
  private complete = true;

  run(): Graph | null {
    const code = this.program.methodCode[this.method]!;
    const blocks = cutBlocks(this.dex.dex, code, this.world.limits.methodUnits);
    if (!blocks) return null;
    this.blocks = blocks;
    this.statics = this.atom(ATOM.statics, 0, 0, 0, -1);
    this.settle(this.dex.dex.units[code >> 1]!, this.dex.dex.units[(code >> 1) + 1]!);
    return this.graph();
  }

  // The fixed point

  private settle(registers: number, ins: number): void {
    const { order, starts } = this.blocks;
    this.states = new Array<State | undefined>(starts.length);
    this.states[0] = { registers: this.entry(registers, ins), heap: new Heap() };
    const visits = new Uint8Array(starts.length);
    const rank = new Int32Array(starts.length);
    order.forEach((block, i) => (rank[block] = i));
    const waiting = new Uint8Array(starts.length);
    waiting[0] = 1;
    for (let i = 0; i < order.length;) {
      const block = order[i]!;
      if (waiting[block] === 0) {
        i++;
        continue;
      }
      waiting[block] = 0;
      if (visits[block]! >= MAX_VISITS || this.isTooMuch()) {
        this.complete = false;
        continue;
      }
      visits[block]!++;
      let back = i + 1;
      for (const to of this.pass(block)) {
        waiting[to] = 1;
        back = Math.min(back, rank[to]!);
      }
      i = back;
    }
    this.recording = true;
    for (const block of order) if (this.states[block] && !this.isTooMuch(2)) this.pass(block);
  }
  /** What the method holds was looked at more often than methods of people and compilers need. */
  private isTooMuch(times = 1): boolean {
    checkTime();
    if (this.work <= times * this.world.limits.methodWork) return false;
    this.complete = false;
    return true;
  }

  private entry(count: number, ins: number): Int32Array {
    const registers = new Int32Array(count + 1);
    const isStatic = (this.program.methodAccess[this.method]! & ACCESS.static) !== 0;
    const types = methodParameters(this.program, this.method);
    let r = Math.max(0, count - ins);
    const owner = this.program.methodKeys.first.at(this.method);
    const all = isStatic ? types : ['L', ...types];
    all.forEach((text, i) => {
      const type = !isStatic && i === 0 ? owner : this.program.types.find(text);
      if (r < registers.length) registers[r] = this.sets.one(this.atom(ATOM.parameter, i, 0, 0, type));
      r += text === 'J' || text === 'D' ? 2 : 1;
    });
    return registers;
  }

  /** Runs one block; says which blocks know more by it. */
  private pass(block: number): number[] {
    const { start, end, starts, next, handlers } = this.blocks;
    const before = this.states[block]!;
    const state: State = { registers: before.registers.slice(), heap: before.heap.fork() };
    this.block = block;
    this.result = EMPTY_SET;
    const changed: number[] = [];
    const stop = block + 1 < starts.length ? start + starts[block + 1]! : end;
    const one = newInstruction();
    let only = -1;
    for (let at = start + starts[block]!; at < stop; at += one.length) {
      decode(this.dex.dex.units, at, one);
      if (at + one.length > stop) break;
      const calls = one.op >= OP.invokeVirtual && one.op <= OP.invokeInterface;
      if ((calls || one.op === OP.throw) && handlers[block]!.length > 0)
        this.flowInto(handlers[block]!, state, changed);
      this.step(one, at - start, state);
      const went = this.decided(one, at, state);
      if (went >= 0) only = went;
    }
    if (handlers[block]!.length > 0) this.flowInto(handlers[block]!, state, changed);
    this.flowInto(only < 0 ? next[block]! : [only], state, changed);
    return changed;
  }

  /** The block that follows a branch or switch whose outcome is known, or -1. */
  private decided(one: Instruction, at: number, state: State): number {
    const value = (register: number): number | null => this.numberOf(state.registers[register] ?? EMPTY_SET);
    if (one.op >= OP.ifEq && one.op <= OP.ifLez)
      return branchTo(this.blocks, this.block, one, value(one.a), one.op >= OP.ifEqz ? 0 : value(one.b));
    if (one.op !== OP.packedSwitch && one.op !== OP.sparseSwitch) return -1;
    return switchTo(this.blocks, this.block, this.dex.dex.units, at, value(one.a));
  }

  private flowInto(blocks: readonly number[], state: State, changed: number[]): void {
    if (this.recording) return;
    for (const block of blocks) if (this.merge(block, state)) changed.push(block);
  }
  private merge(block: number, state: State): boolean {
    const known = this.states[block];
    if (!known) {
      this.states[block] = { registers: state.registers.slice(), heap: state.heap.fork() };
      return true;
    }
    let changed = false;
    for (let r = 0; r < known.registers.length; r++) {
      const all = this.union(known.registers[r]!, state.registers[r]!);
      if (all !== known.registers[r]) {
        known.registers[r] = all;
        changed = true;
      }
    }
    return known.heap.merge(state.heap, this.joined) || changed;
  }
  private readonly joined = (holder: number, place: number, before?: number, other?: number): number => {
    this.work++;
    // A list that has one length here and another there has none that is known.
    if (place === this.places.size) return before === other ? (before ?? EMPTY_SET) : EMPTY_SET;
    return this.union(before ?? this.unwritten(holder, place), other ?? this.unwritten(holder, place));
  };
  /** What a place holds on a way that does not write it. */
  private unwritten(holder: number, place: number): number {
    if (this.kind[holder] === ATOM.object || place === this.places.changedBy) return EMPTY_SET;
    return this.sets.one(this.atom(ATOM.load, 0, holder, place, this.typeOfPlace(place)));
  }

  // Instructions

  private step(one: Instruction, at: number, state: State): void {
    const { op, a, b } = one;
    const { registers } = state;
    const set = (value: number): void => {
      if (a < registers.length) registers[a] = value;
    };
    if (op >= OP.move && op <= OP.moveObject16) set(registers[b] ?? EMPTY_SET);
    else if (op >= OP.moveResult && op <= OP.moveResultObject) set(this.result);
    else if (op === OP.moveException) set(this.sets.one(this.atom(ATOM.caught, at, 0, 0, -1)));
    else if (op >= OP.return && op <= OP.returnObject) this.finish(registers[a] ?? EMPTY_SET, state);
    else if (op === OP.returnVoid) this.finish(EMPTY_SET, state);
    else if (op >= OP.const4 && op <= OP.constWideHigh16)
      set(
        this.sets.one(
          this.atom(ATOM.number, one.literal * (one.op === OP.constWideHigh16 ? 2 ** 32 : 1), 0, 0, -1),
        ),
      );
    else if (op === OP.constString || op === OP.constStringJumbo)
      set(this.sets.one(this.atom(ATOM.text, one.index, 0, 0, this.world.stringType)));
    else if (op === OP.constClass)
      set(this.sets.one(this.atom(ATOM.class, this.dex.types[one.index] ?? -1, 0, 0, -1)));
    else if (op === OP.newInstance || op === OP.newArray)
      set(this.sets.one(this.make(at, this.dex.types[one.index] ?? -1)));
    else if (op === OP.filledNewArray) this.fill(one, at, state);
    else if (op === OP.throw) this.throws(registers[a] ?? EMPTY_SET, state);
    else if (op >= OP.aget && op < OP.iget) this.element(one, state);
    else if (op >= OP.iget && op <= OP.sputShort) this.field(one, state);
    else if ((op >= OP.invokeVirtual && op <= OP.invokeInterface) || op >= OP.invokePolymorphic)
      this.invoke(one, at, state);
    else if (op === OP.instanceOf || (op >= 0x2d && op <= 0x31) || op === 0x21) set(this.unknown(at));
    else if (op >= 0x7b && op <= 0xe2) this.arithmetic(one, at, state);
  }

  /** A number that nothing is known of; not the empty set, which would leave a counter at the number it starts with. */
  private unknown(at: number): number {
    return this.sets.one(this.atom(ATOM.derived, at, 0, 0, -1));
  }
  private make(at: number, type: number): number {
    return this.atom(ATOM.object, at, 0, 0, type);
  }
  private fill(one: Instruction, at: number, state: State): void {
    const made = this.sets.one(this.make(at, this.dex.types[one.index] ?? -1));
    one.args.forEach((r, i) =>
      this.store(state, made, this.places.element(i), state.registers[r] ?? 0, false),
    );
    this.result = made;
  }
  private throws(value: number, state: State): void {
    const handlers = this.blocks.handlers[this.block]!;
    if (handlers.length === 0) {
      this.thrown = this.union(this.thrown, value);
      this.leave(state);
      return;
    }
    for (const caught of this.caughtAtoms()) {
      for (const atom of this.telling(value)) this.handOn(atom, caught, state);
    }
  }
  /** What is thrown is what is caught: with all it holds. */
  private handOn(atom: number, caught: number, state: State): void {
    if (!this.recording) return;
    this.derive(atom, caught);
    for (const inner of this.telling(this.contents(state, atom))) this.derive(inner, caught);
  }
  private caughtAtoms(): number[] {
    return this.blocks.handlers[this.block]!.map((handler) =>
      this.atom(ATOM.caught, this.blocks.starts[handler]!, 0, 0, -1),
    );
  }
  private arithmetic(one: Instruction, at: number, state: State): void {
    const { registers } = state;
    let from = registers[one.b] ?? EMPTY_SET;
    if (one.op >= 0x90 && one.op <= 0xaf) from = this.union(from, registers[one.c] ?? EMPTY_SET);
    if (one.op >= 0xb0 && one.op <= 0xcf) from = this.union(from, registers[one.a] ?? EMPTY_SET);
    const telling = this.telling(from);
    if (one.a >= registers.length) return;
    if (telling.length === 0) {
      registers[one.a] = this.unknown(at);
      return;
    }
    const derived = this.atom(ATOM.derived, at, 0, 0, -1);
    for (const atom of telling) this.derive(atom, derived);
    registers[one.a] = this.sets.one(derived);
  }
  private element(one: Instruction, state: State): void {
    const { registers } = state;
    const index = this.numberOf(registers[one.c] ?? EMPTY_SET);
    const place = index === null ? this.places.someElement : this.places.element(index);
    const array = registers[one.b] ?? EMPTY_SET;
    if (one.op < OP.aput) {
      const found = this.load(state, array, place);
      if (one.a < registers.length) registers[one.a] = found;
    } else this.store(state, array, place, registers[one.a] ?? EMPTY_SET, index === null);
  }
  private field(one: Instruction, state: State): void {
    const { registers } = state;
    const field = this.dex.fields[one.index] ?? -1;
    const isStatic = one.op >= OP.sget;
    const writes = one.op >= OP.sput || (one.op >= OP.iput && one.op <= OP.iputShort);
    const place = field < 0 ? -1 : this.world.fieldOf(field);
    if (place < 0) {
      if (!writes && one.a < registers.length) registers[one.a] = EMPTY_SET;
      return;
    }
    const holders = isStatic ? this.sets.one(this.statics) : (registers[one.b] ?? EMPTY_SET);
    if (writes) this.store(state, holders, place, registers[one.a] ?? EMPTY_SET, false);
    else if (one.a < registers.length) registers[one.a] = this.load(state, holders, place);
  }

  private invoke(one: Instruction, at: number, state: State): void {
    const { registers } = state;
    const custom = one.op === OP.invokeCustom;
    if (one.op === OP.constMethodHandle || one.op > OP.invokeCustom + 1) {
      if (one.a < registers.length) registers[one.a] = EMPTY_SET;
      return;
    }
    const target = custom ? -1 : (this.dex.methods[one.index] ?? -1);
    this.result = EMPTY_SET;
    if (target < 0 && !custom) return;
    const args: number[] = [];
    let r = 0;
    const plain = one.op === OP.invokePolymorphic ? OP.invokeVirtual : one.op;
    if (!custom && plain !== OP.invokeStatic) args.push(registers[one.args[r++] ?? -1] ?? EMPTY_SET);
    const site = custom ? callSiteOf(this.dex, one.index) : null;
    if (custom || one.op === OP.invokePolymorphic) {
      for (; r < one.args.length; r++) args.push(registers[one.args[r]!] ?? EMPTY_SET);
    } else {
      for (const type of methodParameters(this.program, target)) {
        args.push(registers[one.args[r] ?? -1] ?? EMPTY_SET);
        r += type === 'J' || type === 'D' ? 2 : 1;
      }
    }
    const call = this.callOf(at, plain, target, args, site);
    if (custom) {
      const made = this.sets.one(
        this.atom(ATOM.object, at, 1, 0, this.program.types.find(site?.returns ?? '')),
      );
      args.forEach((value, i) => this.store(state, made, this.places.captured(i), value, false));
      this.result = made;
      return;
    }
    const own = this.world.isOwnCall(target);
    const runsOwn = own || this.world.callsBack(this.typesOf(args));
    if (this.recording) {
      call.held = this.heldBy(args, state);
      if (runsOwn) this.showStatics(state);
    }
    this.result = callOutside(this, call, state);
    const named = custom ? undefined : this.world.byName.at(this.method, at);
    if (named) this.result = runNamed(this, named, call, state, this.result);
    if (named?.how === 'make') this.madeBy[this.callAt.get(at)!] = this.result;
    if (runsOwn) for (const value of args) this.touch(state, value, call.result);
    if (own) this.touch(state, this.sets.one(this.statics), call.result);
    if (own && plain === OP.invokeDirect) {
      for (const { parameter, field } of this.world.keptBy(target))
        this.store(state, args[0] ?? EMPTY_SET, field, args[parameter] ?? EMPTY_SET, false);
    }
  }

  private readonly madeBy: number[] = [];

  private callOf(at: number, op: number, target: number, args: number[], site: Call['site']): Call {
    const known = this.callAt.get(at);
    const caught = this.caughtAtoms();
    if (known !== undefined) {
      const call = this.calls[known]!;
      call.args = args;
      return call;
    }
    const index = this.calls.length;
    const type = target < 0 ? -1 : this.world.returnType(target);
    const call = {
      at,
      op,
      target,
      args,
      site,
      caught,
      held: [],
      result: this.atom(ATOM.result, index, 0, 0, type),
    };
    this.calls.push(call);
    this.callAt.set(at, index);
    return call;
  }

  /** What stands in static fields while code of the package runs can be read by it. */
  private showStatics(state: State): void {
    const held = state.heap.held(this.statics);
    this.work += held?.size ?? 0;
    for (const [place, set] of held ?? []) {
      if (place === this.places.changedBy || this.world.isConstantField(place)) continue;
      const before = this.shown.get(place) ?? EMPTY_SET;
      this.shown.set(place, this.union(before, set));
    }
  }

  private finish(value: number, state: State): void {
    this.returned = this.union(this.returned, value);
    this.leave(state);
  }
  private leave(state: State): void {
    if (!this.recording) return;
    for (const [holder, held] of state.heap.entries()) {
      for (const [place, set] of held) {
        if (place === this.places.changedBy || this.telling(set).length === 0) continue;
        let left = this.left.get(holder);
        if (!left) this.left.set(holder, (left = new Map()));
        left.set(place, this.union(left.get(place) ?? EMPTY_SET, set));
      }
    }
  }

  private graph(): Graph {
    const left: number[] = [];
    for (const [holder, held] of this.left) for (const [place, set] of held) left.push(holder, place, set);
    const { starts, next, handlers } = this.blocks;
    return {
      method: this.method,
      kind: this.kind,
      x: this.x,
      y: this.y,
      z: this.z,
      type: this.type,
      sets: this.sets.items,
      derived: this.derived.map((set) => (set ? [...set] : undefined)),
      calls: this.calls,
      madeBy: this.madeBy,
      returned: this.returned,
      thrown: this.thrown,
      left,
      shown: [...this.shown].flat(),
      loads: this.loads,
      blockOf: (at) => blockAt(starts, at),
      reaches: reachability(next, handlers),
      callAt: this.callAt,
      work: this.work,
      complete: this.complete && this.isWhole,
    };
  }
}
