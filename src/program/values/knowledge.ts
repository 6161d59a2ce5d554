// What a method's values can be, as far as one point of it knows: atoms, sets of them, and what things hold in their
// fields and places. Leaves the order of instructions to interpret.ts.
import { methodName, type Program, type ProgramDex } from '../program.js';
import { PLACE_SPAN, type Places } from './fields.js';
import { ATOM, type Call } from './graph.js';
import type { Heap } from './heap.js';
import { EMPTY_SET, mergeSorted, Sets } from './sets.js';
import type { ValueWorld } from './world.js';

/** What is known at a point: a set per register, and per holder and place. */
export interface State {
  registers: Int32Array;
  heap: Heap;
}

/** How deep fields of fields of things from outside are told apart. */
const MAX_LOADS = 4;
/** Things that one value can be; more are those of a table. */
const MAX_SET = 160;
/** More than the sets of one method. */
const SET_SPAN = 2 ** 26;
/** How deep a thing is read whole: an object in a list in an object. */
const MAX_CONTENTS = 3;

/** How far into what is handed to a call the method's own knowledge is told. */
const MAX_HELD = 3;
/** How a builder is given the text it begins with. */
const PUTS_TEXT = /^(?:<init>|append)$/;

export class Knowledge {
  readonly world: ValueWorld;
  readonly program: Program;
  readonly places: Places;
  readonly dex: ProgramDex;
  readonly method: number;
  readonly sets = new Sets();
  readonly kind: number[] = [];
  readonly x: number[] = [];
  readonly y: number[] = [];
  readonly z: number[] = [];
  readonly type: number[] = [];
  protected readonly calls: Call[] = [];
  /** Nothing that is known of the method's values was left out. */
  protected isWhole = true;
  recording = false;
  /** Places looked at so far: what a method costs when it holds much. */
  work = 0;
  statics = -1;
  protected readonly derived: (Set<number> | undefined)[] = [];
  protected readonly loads: (number[] | undefined)[] = [];
  /** Atoms by their parts: loads and afters by holder and place, the others by x. */
  private readonly atoms = new Map<number, Map<number, number>>();
  private readonly depth: number[] = [];

  /** The number of the messages that the method is run for; null where any are. */
  private readonly message: number | null;

  /** @param message of a call-back for messages: the number of those it is given */
  constructor(world: ValueWorld, dex: ProgramDex, method: number, message: number | null = null) {
    this.message = message;
    this.world = world;
    this.program = world.program;
    this.places = world.places;
    this.dex = dex;
    this.method = method;
  }

  atom(kind: number, x: number, y: number, z: number, type: number): number {
    const inHolder = kind === ATOM.load || kind === ATOM.after;
    const group = inHolder ? kind + x * 16 : kind + y * 16;
    const key = inHolder ? y * PLACE_SPAN + z : x;
    let atoms = this.atoms.get(group);
    if (!atoms) this.atoms.set(group, (atoms = new Map()));
    const known = atoms.get(key);
    if (known !== undefined) return known;
    const id = this.kind.length;
    this.kind.push(kind);
    this.x.push(x);
    this.y.push(y);
    this.z.push(z);
    this.type.push(type);
    this.depth.push(kind === ATOM.load ? (this.depth[y] ?? 0) + 1 : 0);
    atoms.set(key, id);
    if (inHolder) (this.loads[y] ??= []).push(id);
    return id;
  }
  isConstant(atom: number): boolean {
    const kind = this.kind[atom]!;
    return kind === ATOM.text || kind === ATOM.number || kind === ATOM.class;
  }
  /** The set without constants. */
  telling(set: number): readonly number[] {
    return this.sets.items[set]!.filter((atom) => !this.isConstant(atom));
  }
  typesOf(args: readonly number[]): number[] {
    return args.flatMap((set) => this.telling(set).map((atom) => this.type[atom]!));
  }
  union(a: number, b: number): number {
    if (a === b || b === EMPTY_SET) return a;
    const { items } = this.sets;
    if (items[a]!.length + items[b]!.length <= MAX_SET) return this.sets.union(a, b);
    // Full sets meet the same others over and over, and what comes of it is the same.
    const key = a * SET_SPAN + b;
    let all = this.fullUnions.get(key);
    if (all === undefined) {
      const both = mergeSorted(items[a]!, items[b]!);
      all = both.length <= MAX_SET ? this.sets.union(a, b) : this.overflow(a, both);
      this.fullUnions.set(key, all);
    }
    return all;
  }
  private readonly fullUnions = new Map<number, number>();
  /**
   * Of a table's thousand texts and numbers none matters by itself; things are kept as far as they fit, and what a value
   * beyond them tells, one value tells that stands for all of them. What such a thing holds is lost, and that is told.
   */
  private overflow(a: number, all: readonly number[]): number {
    const before = this.sets.items[a]!;
    const kept = before.length >= MAX_SET ? new Set(before) : null;
    const many = this.atom(ATOM.derived, 0, 1, 0, -1);
    let told = kept?.has(many) === true;
    all.forEach((atom, i) => {
      if ((kept ? kept.has(atom) : i < MAX_SET) || this.isConstant(atom) || atom === many) return;
      (this.derived[atom] ??= new Set()).add(many);
      told = true;
      if (this.holdsMore(atom)) this.isWhole = false;
    });
    const base = kept ? a : this.sets.of(all.slice(0, MAX_SET));
    return told ? this.sets.union(base, this.sets.one(many)) : base;
  }
  /** There can be something inside that is not the thing itself. */
  private holdsMore(atom: number): boolean {
    return this.kind[atom] !== ATOM.derived && !this.world.holdsNothing(this.type[atom]!);
  }
  derive(from: number, to: number): void {
    if (this.recording && from !== to) (this.derived[from] ??= new Set()).add(to);
  }
  /** The one number that a set stands for, or null. */
  numberOf(set: number): number | null {
    const items = this.sets.items[set]!;
    return items.length === 1 && this.kind[items[0]!] === ATOM.number ? this.x[items[0]!]! : null;
  }
  /** The one text that a set stands for, or null. */
  textOf(set: number): string | null {
    const items = this.sets.items[set]!;
    if (items.length !== 1) return null;
    const atom = items[0]!;
    if (this.kind[atom] === ATOM.text) return this.dex.dex.string(this.x[atom]!);
    return this.kind[atom] === ATOM.number ? String(this.x[atom]) : null;
  }

  /** The one text among what a set stands for, whatever else is in it; or null. */
  onlyText(set: number): string | null {
    const texts = this.sets.items[set]!.filter((atom) => this.kind[atom] === ATOM.text);
    return texts.length === 1 ? this.dex.dex.string(this.x[texts[0]!]!) : null;
  }
  /** The one text that a set stands for, not a number; or null. */
  wordOf(set: number): string | null {
    const [atom, more] = this.sets.items[set]!;
    const isText = atom !== undefined && more === undefined && this.kind[atom] === ATOM.text;
    return isText ? this.dex.dex.string(this.x[atom]!) : null;
  }
  /** The field that all of a set was found in, of whatever object; or -1. */
  fieldIn(set: number): number {
    let field = -1;
    for (const atom of this.telling(set)) {
      if (this.kind[atom] === ATOM.result) continue;
      if (this.kind[atom] !== ATOM.load || !this.places.isField(this.z[atom]!)) return -1;
      if (field >= 0 && field !== this.z[atom]) return -1;
      field = this.z[atom]!;
    }
    return field;
  }
  /** The constant text that one put together begins with, or null: enough of a statement to tell what it is about. */
  startOf(set: number): string | null {
    const [atom, more] = this.sets.items[set]!;
    if (atom === undefined || more !== undefined || this.kind[atom] !== ATOM.result) return null;
    const made = this.calls[this.x[atom]!]!;
    if (made.target < 0 || methodName(this.program, made.target) !== 'toString') return null;
    const builder = made.args[0] ?? EMPTY_SET;
    let first: Call | null = null;
    for (const call of this.calls) {
      if (call.target < 0 || call.args.length < 2 || call.args[0] !== builder) continue;
      if (!PUTS_TEXT.test(methodName(this.program, call.target))) continue;
      if (first === null || call.at < first.at) first = call;
    }
    return first === null ? null : this.wordOf(first.args[1]!);
  }

  /** The one number among what a set stands for, whatever else is in it; or null. */
  onlyNumber(set: number): number | null {
    const numbers = this.sets.items[set]!.filter((atom) => this.kind[atom] === ATOM.number);
    return numbers.length === 1 ? this.x[numbers[0]!]! : null;
  }
  /** The parameter that a set stands for, or -1. */
  parameterOf(set: number): number {
    const [atom, more] = this.sets.items[set]!;
    return atom !== undefined && more === undefined && this.kind[atom] === ATOM.parameter
      ? this.x[atom]!
      : -1;
  }

  // What things hold

  protected typeOfPlace(place: number): number {
    const { program } = this;
    if (!this.places.isField(place)) return -1;
    return program.fieldSignatures.second.at(program.fieldKeys.second.at(place));
  }
  /** What one holder has in one place. */
  loadOne(state: State, holder: number, place: number): number {
    const held = state.heap.get(holder, place);
    if (held !== undefined) return held;
    if (this.kind[holder] === ATOM.object) {
      const changes = state.heap.get(holder, this.places.changedBy);
      let found = EMPTY_SET;
      for (const call of changes === undefined ? [] : this.sets.items[changes]!) {
        const after = this.atom(ATOM.after, call, holder, place, this.typeOfPlace(place));
        found = this.union(found, this.sets.one(after));
      }
      return found;
    }
    if (this.isConstant(holder)) return EMPTY_SET;
    if (this.message !== null && place === this.world.messageNumber && this.kind[holder] === ATOM.parameter)
      return this.sets.one(this.atom(ATOM.number, this.message, 0, 0, -1));
    const from = this.depth[holder]! >= MAX_LOADS ? this.statics : holder;
    return this.sets.one(this.atom(ATOM.load, 0, from, place, this.typeOfPlace(place)));
  }
  load(state: State, holders: number, place: number): number {
    let found = EMPTY_SET;
    for (const holder of this.sets.items[holders]!) {
      found = this.union(found, this.loadOne(state, holder, place));
      if (!this.places.isField(place)) found = this.union(found, this.loadKin(state, holder, place));
    }
    return found;
  }
  /** What stands under other keys that may be this one. */
  private loadKin(state: State, holder: number, place: number): number {
    const wild = this.places.wildOf(place);
    if (wild < 0) return EMPTY_SET;
    if (wild !== place) return state.heap.get(holder, wild) ?? EMPTY_SET;
    let found = EMPTY_SET;
    const held = state.heap.held(holder);
    this.work += held?.size ?? 0;
    for (const [other, set] of held ?? [])
      if (this.places.meets(other, place)) found = this.union(found, set);
    return found;
  }
  /** Everything a thing holds, for calls that read it whole, and what that holds, some deep; each thing is read once. */
  contents(state: State, holder: number): number {
    let found = EMPTY_SET;
    const seen = new Set([holder]);
    let layer = [holder];
    for (let depth = 0; depth <= MAX_CONTENTS && layer.length > 0; depth++) {
      const next: number[] = [];
      for (const one of layer) {
        const held = state.heap.held(one);
        this.work += held?.size ?? 0;
        for (const [place, set] of held ?? []) {
          if (place === this.places.changedBy) continue;
          found = this.union(found, set);
          for (const inner of this.sets.items[set]!) {
            if (this.isConstant(inner) || seen.has(inner)) continue;
            seen.add(inner);
            next.push(inner);
          }
        }
        if (this.holdsUnknown(one, state))
          found = this.union(found, this.loadOne(state, one, this.places.any));
      }
      layer = next;
    }
    return found;
  }
  private holdsUnknown(holder: number, state: State): boolean {
    if (this.isConstant(holder) || this.kind[holder] === ATOM.statics) return false;
    if (this.kind[holder] === ATOM.object) {
      return state.heap.get(holder, this.places.changedBy) !== undefined;
    }
    return !this.world.holdsNothing(this.type[holder]!);
  }
  store(state: State, holders: number, place: number, value: number, weak: boolean): void {
    const list = this.sets.items[holders]!;
    const strong = !weak && list.length === 1;
    for (const holder of list) {
      if (this.isConstant(holder)) continue;
      state.heap.set(holder, place, strong ? value : this.union(this.loadOne(state, holder, place), value));
    }
  }
  /** A call may have changed what these hold. */
  touch(state: State, holders: number, call: number, depth = 0): void {
    const { changedBy } = this.places;
    for (const holder of this.telling(holders)) {
      if (this.world.holdsNothing(this.type[holder]!) || this.kind[holder] === ATOM.derived) continue;
      const changes = state.heap.get(holder, changedBy) ?? EMPTY_SET;
      const now = this.union(changes, this.sets.one(call));
      if (now === changes) continue;
      const isObject = this.kind[holder] === ATOM.object;
      const held = state.heap.held(holder);
      this.work += held?.size ?? 0;
      for (const [place, set] of held ? [...held] : []) {
        if (place === changedBy || (holder === this.statics && this.world.isConstantField(place))) continue;
        const changed = isObject
          ? this.atom(ATOM.after, call, holder, place, this.typeOfPlace(place))
          : this.atom(ATOM.load, 0, holder, place, this.typeOfPlace(place));
        state.heap.set(holder, place, this.union(set, this.sets.one(changed)));
        if (depth < 2) this.touch(state, set, call, depth + 1);
      }
      state.heap.set(holder, changedBy, now);
    }
  }

  /** What the arguments hold as far as the method knows. */
  protected heldBy(args: readonly number[], state: State): number[] {
    const out: number[] = [];
    const seen = new Set<number>();
    let layer = args.flatMap((set) => this.telling(set));
    for (let depth = 0; depth < MAX_HELD && layer.length > 0; depth++) {
      const next: number[] = [];
      for (const holder of layer) {
        if (seen.has(holder)) continue;
        seen.add(holder);
        const held = state.heap.held(holder);
        this.work += held?.size ?? 0;
        for (const [place, set] of held ?? []) {
          if (place === this.places.changedBy) continue;
          out.push(holder, place, set);
          next.push(...this.telling(set));
        }
        // What came in a thing, and was given something since.
        for (const load of this.loads[holder] ?? []) {
          if (this.kind[load] !== ATOM.load || state.heap.held(load) === undefined) continue;
          if (held?.has(this.z[load]!) === true) continue;
          out.push(holder, this.z[load]!, this.sets.one(load));
          next.push(load);
        }
      }
      layer = next;
    }
    return out;
  }
}
