// What can run, and on which occasion: a search over methods that follows direct calls, dispatches virtual calls on the
// types that exist by then, and lets the platform call what objects override. One fixed point for all occasions.
// Leaves where Android starts to entry-points.ts and telling paths to reach.ts. docs/call-graph.md tells the reasoning.
import { checkTime } from '../bytes/deadline.js';
import { ACCESS } from '../formats/dex/layout.js';
import { OP } from '../formats/dex/opcodes.js';
import { familyOf, occasionFor, type Family } from './callbacks.js';
import type { EntryPoints, Made, Root, Startable } from './entry-points.js';
import {
  classesBelow,
  dispatchTable,
  isClassBelow,
  resolveDirect,
  resolveVirtual,
  type Hierarchy,
} from './hierarchy.js';
import { IntList, PairTable } from './int-table.js';
import { readCallSite } from './lambdas.js';
import {
  BACKGROUND,
  CALLBACK,
  MADE_BEFORE,
  OCCASION_COUNT,
  SCREEN,
  USER_ACT,
  type OccasionId,
} from './occasions.js';
import { placeComponent } from './components.js';
import type { Start, Starts } from './starts.js';
import type { Overrides } from './overrides.js';
import { constructorsOf, methodNameId } from './program.js';
import type { Edges } from './sweep.js';

/** Calls and objects that reflection with constant names adds, by calling method. */
export interface ReflectedUse {
  classes: readonly number[];
  methods: readonly number[];
}
export interface GraphInput {
  h: Hierarchy;
  edges: Edges;
  overrides: Overrides;
  entries: EntryPoints;
  reflected: ReadonlyMap<number, ReflectedUse>;
  starts: Starts;
  /** Told each edge once per occasion: caller or -1, callee, and the reference's opcode or -1 for the platform's call. */
  trace?: (from: number, to: number, op: number, reference: number) => void;
}
/** A state is occasion * methods + method. */
export interface Reached {
  readonly methodCount: number;
  /** Bit per occasion, by method. */
  readonly occasions: Uint8Array;
  /** State before, or -1 - root for where Android starts; by state. */
  readonly parent: Int32Array;
  /** 1 + index into families when the platform makes the step, else 0; by state. */
  readonly via: Int32Array;
  /** Offset in the method before of the instruction that makes the step, or -1; by state. */
  readonly at: Int32Array;
  readonly families: readonly Family[];
  readonly roots: readonly Root[];
}

export function searchCalls(input: GraphInput): Reached {
  return new Search(input).run();
}

class Search {
  private readonly input: GraphInput;
  private readonly h: Hierarchy;
  private readonly methodCount: number;
  private readonly occasions: Uint8Array;
  private readonly parent: Int32Array;
  private readonly via: Int32Array;
  private readonly at: Int32Array;
  /** Offset of the instruction that is being followed. */
  private offset = -1;
  private readonly queue = new IntList(1 << 14);
  private readonly families: Family[] = [];
  private readonly familyIds = new Map<Family, number>();
  private readonly roots: Root[];
  /** Per edge: what it means once resolved: a method, a key, or -1; -2 before. */
  private readonly meaning: Int32Array;
  private readonly made: Uint8Array;
  private readonly keys = new PairTable(1 << 12);
  private readonly keyOccasions = new IntList(1 << 12);
  /** First caller's state, by key * OCCASION_COUNT + occasion. */
  private readonly keyCallers = new IntList(1 << 14);
  private readonly keyOffsets = new IntList(1 << 14);
  /** Class and method in turn: the objects that answer a key. */
  private readonly keyAnswers: number[][] = [];
  private readonly keysBySignature = new Map<number, number[]>();
  /** Key and method in turn: the keys that an object of the class answers. */
  private readonly classKeys: (number[] | undefined)[];
  private readonly initialiser: Int32Array;

  constructor(input: GraphInput) {
    this.input = input;
    this.h = input.h;
    const { program } = this.h;
    this.methodCount = program.methodKeys.size;
    this.occasions = new Uint8Array(this.methodCount);
    this.parent = new Int32Array(this.methodCount * OCCASION_COUNT);
    this.via = new Int32Array(this.methodCount * OCCASION_COUNT);
    this.at = new Int32Array(this.methodCount * OCCASION_COUNT).fill(-1);
    this.meaning = new Int32Array(input.edges.op.length).fill(-2);
    this.made = new Uint8Array(program.classType.length);
    this.classKeys = new Array<number[] | undefined>(program.classType.length);
    this.roots = [...input.entries.roots];
    this.initialiser = new Int32Array(program.classType.length).fill(-1);
    const name = program.names.find('<clinit>');
    for (let m = 0; m < program.classMethods.length && name >= 0; m++) {
      const method = program.classMethods[m]!;
      if (methodNameId(program, method) === name) this.initialiser[program.methodClass[method]!] = method;
    }
  }

  run(): Reached {
    for (const made of this.input.entries.made) this.makeEntry(made);
    this.input.entries.roots.forEach((root, i) => this.reach(root.method, root.occasion, -1 - i, 0));
    for (let i = 0; i < this.queue.length; i++) {
      if ((i & 255) === 0) checkTime();
      this.expand(this.queue.at(i));
    }
    return {
      methodCount: this.methodCount,
      occasions: this.occasions,
      parent: this.parent,
      via: this.via,
      at: this.at,
      families: this.families,
      roots: this.roots,
    };
  }

  private reach(method: number, occasion: OccasionId, parent: number, via: number): void {
    if ((this.occasions[method]! & (1 << occasion)) !== 0) return;
    this.occasions[method]! |= 1 << occasion;
    const state = occasion * this.methodCount + method;
    this.parent[state] = parent;
    this.via[state] = via;
    this.at[state] = this.offset;
    this.queue.push(state);
  }

  private expand(state: number): void {
    const { program } = this.h;
    const occasion = Math.floor(state / this.methodCount) as OccasionId;
    const method = state - occasion * this.methodCount;
    const owner = program.methodClass[method]!;
    if (owner >= 0 && (program.methodAccess[method]! & (ACCESS.static | ACCESS.constructor)) !== 0) {
      this.initialise(owner, method, occasion, state);
    }
    const { edges } = this.input;
    for (let e = edges.start[method]!; e < edges.end[method]!; e++) {
      this.offset = edges.at[e]!;
      this.follow(e, method, owner, occasion, state);
    }
    for (const start of this.input.starts.of.get(method) ?? []) {
      this.offset = start.at;
      this.start(start, occasion, state);
    }
    this.offset = -1;
    const reflected = this.input.reflected.get(method);
    if (reflected) {
      for (const cls of reflected.classes) this.makeByName(cls, occasion, state);
      for (const target of reflected.methods) this.step(state, method, target, occasion, -1, -1);
    }
  }

  /**
   * A component that the code starts comes up on the occasion of what starts it; a service, job or alarm's receiver goes
   * on without a screen, so that it runs in the background as well.
   */
  private start({ cls, how, call }: Omit<Start, 'at'>, occasion: OccasionId, state: number): void {
    const component = this.input.entries.startable.get(cls);
    if (!component) return;
    const activity = component.type === 'activity';
    // What somebody else holds is fired when it suits him: a notification is tapped, an alarm of another goes off.
    if (how === 'handed') this.bringUp(cls, component, call, activity ? SCREEN : BACKGROUND, true, state);
    else this.bringUp(cls, component, call, occasion, false, state);
    const alone = how === 'later' || (how === 'now' && component.type === 'service');
    if (alone && !activity) this.bringUp(cls, component, call, BACKGROUND, false, state);
  }

  private bringUp(
    cls: number,
    { name, type }: Startable,
    call: string,
    occasion: OccasionId,
    fixed: boolean,
    state: number,
  ): void {
    const { program } = this.h;
    const placed = placeComponent(program, type, this.input.overrides.of(cls), occasion);
    const first = placed[0]?.occasion ?? occasion;
    this.answer(cls, first);
    const family = (trigger: string, own: OccasionId | null, repeats: boolean): Family =>
      this.startFamily(name, trigger, own ?? (fixed ? occasion : null), repeats);
    for (const method of constructorsOf(this.h.program, cls)) {
      this.platformStep(state, method, first, family(call, null, false));
    }
    for (const { override, occasion: on, trigger } of placed) {
      const act = override.family.occasion === USER_ACT;
      const { repeats } = override.family;
      const why = act ? family(trigger, USER_ACT, repeats) : family(call, null, repeats);
      this.platformStep(state, override.method, on, why);
    }
  }

  private readonly startFamilies = new Map<string, Family>();
  private startFamily(
    component: string,
    trigger: string,
    occasion: OccasionId | null,
    repeats: boolean,
  ): Family {
    const key = `${component} ${trigger} ${occasion} ${repeats}`;
    let family = this.startFamilies.get(key);
    if (!family) {
      family = { trigger, occasion, repeats, followsScreens: false, component };
      this.startFamilies.set(key, family);
    }
    return family;
  }

  /** A class's static initialiser runs before its first use, its superclass's before that. */
  private initialise(cls: number, from: number, occasion: OccasionId, state: number): void {
    const { program } = this.h;
    let steps = 0;
    for (let c = cls; c >= 0 && steps++ < 100;) {
      const target = this.initialiser[c]!;
      if (target >= 0 && target !== from) {
        this.step(state, from, target, occasion, -1, -1);
        return; // its own expansion goes on upwards
      }
      const parent = program.classSuper[c]!;
      c = parent < 0 ? -1 : program.typeClass[parent]!;
    }
  }

  private step(
    state: number,
    from: number,
    to: number,
    occasion: OccasionId,
    op: number,
    reference: number,
  ): void {
    this.input.trace?.(from, to, op, reference);
    this.reach(to, occasion, state, 0);
  }

  private follow(e: number, method: number, owner: number, occasion: OccasionId, state: number): void {
    const { edges } = this.input;
    const op = edges.op[e]!;
    const target = edges.target[e]!;
    switch (op) {
      case OP.invokeVirtual:
      case OP.invokeInterface: {
        let key = this.meaning[e]!;
        if (key === -2) key = this.meaning[e] = this.keyOf(target);
        this.call(key, occasion, state, op, target);
        return;
      }
      case OP.newInstance:
        this.make(this.h.program.typeClass[target]!, occasion, state);
        return;
      case OP.constClass:
        this.makeByName(this.h.program.typeClass[target]!, occasion, state);
        return;
      case OP.sget:
        this.step(state, method, target, occasion, op, target);
        return;
      case OP.invokeCustom:
        this.bind(owner, target, occasion, state);
        return;
      default: {
        let to = this.meaning[e]!;
        if (to === -2) to = this.meaning[e] = this.resolve(op, owner, target);
        if (to >= 0) this.step(state, method, to, occasion, op, target);
      }
    }
  }

  /** invoke-direct, -static, -super and method handles. */
  private resolve(op: number, owner: number, reference: number): number {
    const { program } = this.h;
    let type = program.methodKeys.first.at(reference);
    if (op === OP.invokeSuper && owner >= 0 && type === program.classType[owner])
      type = program.classSuper[owner]!;
    if (type < 0) return -1;
    const found = resolveDirect(this.h, type, program.methodKeys.second.at(reference));
    return found >= 0 && (program.methodAccess[found]! & ACCESS.abstract) === 0 ? found : -1;
  }

  private keyOf(reference: number): number {
    const { program } = this.h;
    const type = program.methodKeys.first.at(reference);
    const signature = program.methodKeys.second.at(reference);
    const before = this.keys.size;
    const key = this.keys.add(type, signature);
    if (key < before) return key;
    this.keyOccasions.push(0);
    for (let o = 0; o < OCCASION_COUNT; o++) {
      this.keyCallers.push(-1);
      this.keyOffsets.push(-1);
    }
    const answers: number[] = [];
    this.keyAnswers.push(answers);
    const same = this.keysBySignature.get(signature);
    if (same) same.push(key);
    else this.keysBySignature.set(signature, [key]);
    for (const cls of classesBelow(this.h, type)) {
      if (this.made[cls] === 0) continue;
      const target = resolveVirtual(this.h, cls, signature);
      if (target < 0) continue;
      answers.push(cls, target);
      this.classKeys[cls]!.push(key, target);
    }
    return key;
  }

  private call(key: number, occasion: OccasionId, state: number, op: number, reference: number): void {
    const { trace } = this.input;
    if (trace) {
      const answers = this.keyAnswers[key]!;
      for (let i = 0; i < answers.length; i += 2) {
        trace(state % this.methodCount, answers[i + 1]!, op, reference);
      }
    }
    if ((this.keyOccasions.at(key) & (1 << occasion)) !== 0) return;
    this.keyOccasions.items[key]! |= 1 << occasion;
    this.keyCallers.items[key * OCCASION_COUNT + occasion] = state;
    this.keyOffsets.items[key * OCCASION_COUNT + occasion] = this.offset;
    const answers = this.keyAnswers[key]!;
    for (let i = 0; i < answers.length; i += 2) {
      if ((this.made[answers[i]!]! & MADE_BEFORE[occasion]!) !== 0)
        this.reach(answers[i + 1]!, occasion, state, 0);
    }
  }

  /** An object of the class comes to be on this occasion. */
  private make(cls: number, occasion: OccasionId, state: number): void {
    const before = this.made[cls]!;
    if ((before & (1 << occasion)) !== 0) return;
    this.answer(cls, occasion);
    if (this.input.entries.components.has(cls)) return;
    for (const { method, family } of this.input.overrides.of(cls)) {
      this.callBack(method, family, occasion, state);
    }
  }

  private callBack(method: number, family: Family, made: OccasionId, state: number): void {
    this.platformStep(state, method, occasionFor(family, made), family);
  }

  private platformStep(state: number, method: number, occasion: OccasionId, family: Family): void {
    let id = this.familyIds.get(family);
    if (id === undefined) {
      id = this.families.length;
      this.families.push(family);
      this.familyIds.set(family, id);
    }
    this.input.trace?.(state < 0 ? -1 : state % this.methodCount, method, -1, -1);
    this.reach(method, occasion, state, id + 1);
  }

  /** From now on calls on this occasion, and on those it precedes, can meet an object of the class. */
  private answer(cls: number, occasion: OccasionId): void {
    const before = this.made[cls]!;
    this.made[cls] = before | (1 << occasion);
    if (before === 0) this.classKeys[cls] = this.keysAnswered(cls);
    const answered = this.classKeys[cls]!;
    for (let o = 0; o < OCCASION_COUNT; o++) {
      const later = MADE_BEFORE[o]!;
      if ((later & (1 << occasion)) === 0 || (later & before) !== 0) continue;
      for (let i = 0; i < answered.length; i += 2) {
        const key = answered[i]!;
        if ((this.keyOccasions.at(key) & (1 << o)) === 0) continue;
        const caller = key * OCCASION_COUNT + o;
        const offset = this.offset;
        this.offset = this.keyOffsets.at(caller);
        this.reach(answered[i + 1]!, o as OccasionId, this.keyCallers.at(caller), 0);
        this.offset = offset;
      }
    }
  }

  private keysAnswered(cls: number): number[] {
    const answered: number[] = [];
    const table = dispatchTable(this.h, cls);
    const count = table.length >> 1;
    for (let i = 0; i < count; i++) {
      for (const key of this.keysBySignature.get(table[i]!) ?? []) {
        if (!isClassBelow(this.h, cls, this.keys.first.at(key))) continue;
        answered.push(key, table[count + i]!);
        this.keyAnswers[key]!.push(cls, table[count + i]!);
      }
    }
    return answered;
  }

  /** A class named by a constant may be made by reflection: its constructors run. */
  private makeByName(cls: number, occasion: OccasionId, state: number): void {
    const { program } = this.h;
    if (cls < 0) return;
    if (this.input.entries.components.has(cls)) {
      // Named, and who starts it was not found: it can come up, and when is not known.
      const from = state % this.methodCount;
      const known = program.methodClass[from] === cls || this.input.starts.explains(from, cls);
      if (!known) this.start({ cls, how: 'handed', call: 'Intent' }, CALLBACK, state);
      return;
    }
    if ((program.classAccess[cls]! & (ACCESS.interface | ACCESS.abstract)) !== 0) return;
    for (const method of constructorsOf(this.h.program, cls)) {
      this.step(state, state % this.methodCount, method, occasion, OP.constClass, -1);
    }
    this.make(cls, occasion, state);
  }

  private makeEntry(made: Made): void {
    if (!made.callbacks) {
      this.answer(made.cls, made.occasion);
      return;
    }
    const { component, trigger, occasion } = made;
    this.roots.push({ method: -1, occasion, component, trigger, repeats: false });
    this.make(made.cls, occasion, -this.roots.length);
  }

  /** A lambda: the platform, or whoever gets it, calls what it is bound to. */
  private bind(owner: number, callSite: number, occasion: OccasionId, state: number): void {
    const site = owner < 0 ? null : readCallSite(this.h.program, owner, callSite);
    if (!site) return;
    for (const bound of site.methods) {
      const target = this.resolve(OP.invokeStatic, owner, bound);
      if (target >= 0) this.callBack(target, this.lambdaFamily(site.returns, site.name), occasion, state);
      else this.call(this.keyOf(bound), occasion, state, OP.invokeInterface, bound);
    }
  }

  private readonly lambdaFamilies = new Map<string, Family>();
  private lambdaFamily(type: string, name: string): Family {
    const key = `${type}${name}`;
    let family = this.lambdaFamilies.get(key);
    if (!family) this.lambdaFamilies.set(key, (family = familyOf(type, name)));
    return family;
  }
}
