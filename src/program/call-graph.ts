// What can run, and on which occasion: a search over methods that follows direct calls, dispatches virtual calls on the
// types that exist by then, and lets the platform call what objects override. One fixed point for all occasions.
// Leaves where Android starts to entry-points.ts and telling paths to reach.ts. docs/call-graph.md tells the reasoning.
import { checkTime } from '../bytes/deadline.js';
import { ACCESS } from '../formats/dex/layout.js';
import { OP } from '../formats/dex/opcodes.js';
import { occasionFor, type Families, type Family } from './callbacks.js';
import { StepFamilies } from './step-families.js';
import type { EntryPoints, Made, Root, Startable } from './entry-points.js';
import type { Fire, Fires } from './fires.js';
import { resolveDirect, type Hierarchy } from './hierarchy.js';
import { IntList } from './int-table.js';
import { readCallSite } from './lambdas.js';
import { BACKGROUND, CALLBACK, OCCASION_COUNT, SCREEN, USER_ACT, type OccasionId } from './occasions.js';
import { placeComponent } from './components.js';
import type { Start, Starts } from './starts.js';
import type { Overrides } from './overrides.js';
import { classNamed, constructorsOf, methodName, staticInitialisers } from './program.js';
import { joinCopies, type Reached, type ReflectedUse } from './reached.js';
import { Meetings, rootCaller, type Caller } from './meetings.js';
import { Merged } from './merged.js';
import type { Decisions, Waits } from './decisions.js';
import { Zones } from './zones.js';
import type { Edges } from './sweep.js';

export interface GraphInput {
  h: Hierarchy;
  edges: Edges;
  overrides: Overrides;
  entries: EntryPoints;
  reflected: ReadonlyMap<number, ReflectedUse>;
  starts: Starts;
  fires: Pick<Fires, 'of'>;
  decisions: Decisions;
  families: Families;
  /** Classes that an optimiser put together, told apart. */
  merged?: Merged;
  /** Told each edge once per occasion: caller or -1, callee, and the reference's opcode or -1 for the platform's call. */
  trace?: (from: number, to: number, op: number, reference: number) => void;
}
export function searchCalls(input: GraphInput): Reached {
  return new Search(input).run();
}

class Search {
  private readonly input: GraphInput;
  private readonly h: Hierarchy;
  private readonly merged: Merged;
  private readonly methodCount: number;
  private readonly occasions: Uint8Array;
  private readonly parent: Int32Array;
  private readonly via: Int32Array;
  private readonly at: Int32Array;
  private readonly waits: Uint8Array;
  /** What waits is followed when all that does not has been; then what nothing says when. */
  private phase: Waits | 3 = 0;
  private readonly later: [(() => void)[], (() => void)[]] = [[], []];
  private readonly queue = new IntList(1 << 14);
  private readonly families: Family[] = [];
  private readonly familyIds = new Map<Family, number>();
  private readonly roots: Root[];
  /** Per edge: what it means once resolved: a method, a key, or -1; -2 before. */
  private readonly meaning: Int32Array;
  private readonly meetings: Meetings;
  /** Where an object of each class was first made. */
  private readonly maker: (Caller | undefined)[];
  /** Callbacks that wait for a call that runs them. */
  private readonly waiting: { method: number; family: Family; by: Caller }[] = [];
  private readonly initialiser: Int32Array;

  constructor(input: GraphInput) {
    this.input = input;
    this.h = input.h;
    this.merged = input.merged ?? new Merged(this.h, null);
    this.methodCount = this.merged.methodCount;
    this.occasions = new Uint8Array(this.methodCount);
    this.parent = new Int32Array(this.methodCount * OCCASION_COUNT);
    this.via = new Int32Array(this.methodCount * OCCASION_COUNT);
    this.at = new Int32Array(this.methodCount * OCCASION_COUNT).fill(-1);
    this.waits = new Uint8Array(this.methodCount * OCCASION_COUNT);
    this.meaning = new Int32Array(input.edges.op.length).fill(-2);
    this.maker = new Array<Caller | undefined>(this.merged.classCount);
    const zones = new Zones(this.h, input.edges, this.merged);
    this.meetings = new Meetings(this.h, zones, this.merged, (method, occasion, caller) =>
      this.reach(method, occasion, caller),
    );
    this.roots = [...input.entries.roots];
    this.initialiser = staticInitialisers(this.h.program);
  }

  run(): Reached {
    for (const made of this.input.entries.made) this.makeEntry(made);
    this.input.entries.roots.forEach((root, i) =>
      this.when(root.occasion === USER_ACT ? 2 : 0, () =>
        this.reach(root.method, root.occasion, rootCaller(i)),
      ),
    );
    let done = 0;
    const drain = (): void => {
      while (done < this.queue.length) {
        if ((done & 255) === 0) checkTime();
        this.expand(this.queue.at(done++));
      }
    };
    drain();
    for (const phase of [1, 2] as const) {
      this.phase = phase;
      for (const go of this.later[phase - 1]!.splice(0)) {
        go();
        drain();
      }
    }
    this.phase = 3;
    // What was made and is called, and nothing says when: it can run. That may make more of the kind.
    for (let before = -1; before !== done;) {
      before = done;
      for (const { method, family, by } of this.waiting.splice(0)) {
        this.reachUnsaid(by, method, this.steps.unsaid(family));
      }
      drain();
      this.reachUntied();
      drain();
    }
    const { methodCount, occasions, parent, via, at, waits, families, roots, merged } = this;
    const methodOf = (method: number): number => merged.methodOf(method);
    return joinCopies({ methodCount, methodOf, occasions, parent, via, at, waits, families, roots }, merged);
  }

  /** What of a method runs on no occasion yet can run, and nothing says when. */
  private reachUnsaid(by: Caller, method: number, family: Family): void {
    for (const unit of this.merged.units(method))
      if (this.occasions[unit] === 0) this.platformStep(by, unit, CALLBACK, family);
  }
  private reachUntied(): void {
    const { program } = this.h;
    for (const { cls, target, type, signature } of this.meetings.untied()) {
      const by = this.maker[cls];
      if (by === undefined) continue;
      const name = program.names.text(program.signatures.first.at(signature));
      this.reachUnsaid(by, target, this.steps.handedOn(program.types.text(type), name));
    }
  }

  private reach(method: number, occasion: OccasionId, caller: Caller): void {
    // A handler that gets it does not know which message: any.
    if (this.merged.isHandler(method))
      return this.merged.units(method).forEach((unit) => this.reach(unit, occasion, caller));
    const { state, offset, via } = caller;
    if ((this.occasions[method]! & (1 << occasion)) !== 0) return;
    this.occasions[method]! |= 1 << occasion;
    const to = occasion * this.methodCount + method;
    this.parent[to] = state;
    this.via[to] = via;
    this.at[to] = offset;
    this.waits[to] = this.phase < 3 ? this.phase : state < 0 ? 1 : this.waits[state]!;
    this.queue.push(to);
  }

  /** Now, or when what waits so long has its turn. */
  private when(waits: Waits, go: () => void): void {
    if (waits <= this.phase) go();
    else this.later[waits === 1 ? 0 : 1]!.push(go);
  }

  // eslint-disable-next-line complexity -- one branch for each sort of edge, in the hottest loop of the graph
  private expand(state: number): void {
    const { program } = this.h;
    const occasion = Math.floor(state / this.methodCount) as OccasionId;
    const unit = state - occasion * this.methodCount;
    const method = this.merged.methodOf(unit);
    const owner = program.methodClass[method]!;
    const here: Caller = { method, unit, state, offset: -1, via: 0 };
    if (owner >= 0 && (program.methodAccess[method]! & (ACCESS.static | ACCESS.constructor)) !== 0)
      this.initialise(owner, occasion, here);
    const { edges } = this.input;
    const region = this.input.decisions.get(method);
    const waits = (offset: number): Waits => region?.waits(offset) ?? 0;
    const by: Caller = { ...here };
    for (let e = edges.start[method]!; e < edges.end[method]!; e++) {
      by.offset = edges.at[e]!;
      if (unit !== method && !this.merged.runs(unit, by.offset)) continue;
      const later = region === undefined ? 0 : waits(by.offset);
      if (later <= this.phase) this.follow(e, owner, occasion, by);
      else this.when(later, () => this.follow(e, owner, occasion, { ...by, offset: edges.at[e]! }));
    }
    for (const fire of this.input.fires.of(method)) {
      if (!this.merged.runs(unit, fire.at)) continue;
      this.when(waits(fire.at), () => this.fire(fire, owner, occasion, here));
    }
    for (const start of this.input.starts.of.get(method) ?? []) {
      if (!this.merged.runs(unit, start.at)) continue;
      this.when(waits(start.at), () => this.start(start, occasion, { ...here, offset: start.at }));
    }
    const reflected = this.input.reflected.get(method);
    if (reflected) {
      for (const cls of reflected.classes) this.makeByName(cls, occasion, here);
      for (const target of reflected.methods) this.step(here, target, occasion, -1, -1);
    }
  }

  /**
   * A component that the code starts comes up on the occasion of what starts it; a service, job or alarm's receiver goes
   * on without a screen, so that it runs in the background as well.
   */
  private start({ cls, how, call }: Omit<Start, 'at'>, occasion: OccasionId, by: Caller): void {
    const component = this.input.entries.startable.get(cls);
    if (!component) return;
    const activity = component.type === 'activity';
    // What somebody else holds is fired when it suits him: a notification is tapped, an alarm of another goes off.
    if (how === 'handed') this.bringUp(cls, component, call, activity ? SCREEN : BACKGROUND, true, by);
    else this.bringUp(cls, component, call, occasion, false, by);
    const alone = how === 'later' || (how === 'now' && component.type === 'service');
    if (alone && !activity) this.bringUp(cls, component, call, BACKGROUND, false, by);
  }

  private bringUp(
    cls: number,
    { name, type }: Startable,
    call: string,
    occasion: OccasionId,
    fixed: boolean,
    by: Caller,
  ): void {
    const { program } = this.h;
    const placed = placeComponent(program, type, this.input.overrides.of(cls), occasion);
    const first = placed[0]?.occasion ?? occasion;
    for (const one of this.merged.whole(cls)) this.answer(one, first, by);
    const family = (trigger: string, own: OccasionId | null, repeats: boolean): Family =>
      this.steps.start(name, trigger, own ?? (fixed ? occasion : null), repeats);
    for (const method of constructorsOf(this.h.program, cls)) {
      this.platformStep(by, method, first, family(call, null, false));
    }
    for (const { override, occasion: on, trigger } of placed) {
      const act = override.family.occasion === USER_ACT;
      const { repeats } = override.family;
      this.platformStep(
        by,
        override.method,
        on,
        act ? family(trigger, USER_ACT, repeats) : family(call, null, repeats),
      );
    }
  }

  private readonly steps = new StepFamilies();

  /** A call that runs what it is handed does so on its own occasion. */
  private fire(fire: Fire, owner: number, occasion: OccasionId, here: Caller): void {
    const { trigger, at } = fire;
    const family = this.steps.fired(trigger);
    const by: Caller = { ...here, offset: at };
    for (const base of fire.classes) {
      for (const cls of this.merged.handedOver(this.input.edges, here.unit, base)) {
        for (const { method, family: own } of this.input.overrides.of(base)) {
          if (!fire.names.has(methodName(this.h.program, method))) continue;
          const copy = this.merged.copyFor(method, cls);
          const step = own.repeats ? this.steps.repeated(family) : family;
          for (const one of this.merged.forNumbers(copy, fire.messages))
            this.platformStep(by, one, occasion, step);
        }
      }
    }
    if (fire.lambda >= 0) {
      const { edges } = this.input;
      for (let e = edges.start[here.method]!; e < edges.end[here.method]!; e++) {
        if (edges.at[e] === fire.lambda) this.bind(owner, edges.target[e]!, occasion, by, family);
      }
    }
    for (const [type, signature] of fire.open) {
      for (const message of fire.messages ?? [undefined])
        this.meetings.call(this.meetings.keyOf(type, signature, true, message), occasion, {
          ...by,
          via: this.familyId(family),
        });
    }
  }
  /** A class's static initialiser runs before its first use, its superclass's before that. */
  private initialise(cls: number, occasion: OccasionId, by: Caller): void {
    const { program } = this.h;
    let steps = 0;
    for (let c = cls; c >= 0 && steps++ < 100;) {
      const target = this.initialiser[c]!;
      if (target >= 0 && target !== by.method) {
        this.step(by, target, occasion, -1, -1);
        return; // its own expansion goes on upwards
      }
      const parent = program.classSuper[c]!;
      c = parent < 0 ? -1 : program.typeClass[parent]!;
    }
  }

  private step(by: Caller, to: number, occasion: OccasionId, op: number, reference: number): void {
    this.input.trace?.(by.method, this.merged.methodOf(to), op, reference);
    this.reach(to, occasion, by);
  }

  private follow(e: number, owner: number, occasion: OccasionId, by: Caller): void {
    const { program } = this.h;
    const { edges } = this.input;
    const op = edges.op[e]!;
    const target = edges.target[e]!;
    switch (op) {
      case OP.invokeVirtual:
      case OP.invokeInterface: {
        let key = this.meaning[e]!;
        if (key === -2) key = this.meaning[e] = this.keyOf(target);
        this.call(key, occasion, by, op, target);
        return;
      }
      case OP.newInstance:
        // Which of a merged class it is, its constructor is told.
        if (!this.merged.isMerged(program.typeClass[target]!))
          this.make(program.typeClass[target]!, occasion, by);
        return;
      case OP.constClass:
        this.makeByName(program.typeClass[target]!, occasion, by);
        return;
      case OP.sget:
        // The one object of a lambda class is made by the class itself: who reads it has it.
        for (const cls of this.merged.whole(program.methodClass[target]!))
          this.meetings.addMaker(cls, by.unit);
        this.step(by, target, occasion, op, target);
        return;
      case OP.invokeCustom:
        this.bind(owner, target, occasion, by, null);
        return;
      default: {
        let to = this.meaning[e]!;
        if (to === -2) to = this.meaning[e] = this.resolve(op, owner, target);
        if (to < 0) return;
        if (op === OP.invokeDirect)
          for (const cls of this.merged.madeBy(by.unit, by.offset, to) ?? []) this.make(cls, occasion, by);
        this.step(by, this.merged.copyBeside(to, by.unit), occasion, op, target);
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
    const { methodKeys } = this.h.program;
    return this.meetings.keyOf(methodKeys.first.at(reference), methodKeys.second.at(reference));
  }

  private call(key: number, occasion: OccasionId, by: Caller, op: number, reference: number): void {
    const { trace } = this.input;
    if (trace) {
      const answers = this.meetings.answersOf(key);
      for (let i = 0; i < answers.length; i += 2)
        trace(by.method, this.merged.methodOf(answers[i + 1]!), op, reference);
    }
    this.meetings.call(key, occasion, by);
  }

  private answer(cls: number, occasion: OccasionId, by: Caller): void {
    this.maker[cls] ??= { ...by };
    if (by.method >= 0) this.meetings.addMaker(cls, by.unit);
    this.meetings.answer(cls, occasion);
  }

  /** An object of the class comes to be on this occasion. */
  private make(cls: number, occasion: OccasionId, by: Caller): void {
    if (this.meetings.isMade(cls, occasion)) {
      this.meetings.addMaker(cls, by.unit);
      return;
    }
    this.answer(cls, occasion, by);
    const base = this.merged.classOf(cls);
    if (this.input.entries.components.has(base)) return;
    for (const { method, family } of this.input.overrides.of(base)) {
      this.callBack(this.merged.copyFor(method, cls), family, occasion, by);
    }
  }

  private callBack(method: number, family: Family, made: OccasionId, by: Caller): void {
    const occasion = occasionFor(family, made);
    if (family.when === 'scheduled') this.platformStep(by, method, BACKGROUND, family);
    if (occasion === null) this.waiting.push({ method, family, by: { ...by } });
    else this.platformStep(by, method, occasion, family);
  }

  private platformStep(by: Caller, method: number, occasion: OccasionId, family: Family): void {
    this.input.trace?.(by.method, this.merged.methodOf(method), -1, -1);
    if (family.occasion !== USER_ACT && (this.occasions[method]! & (1 << occasion)) !== 0) return;
    const caller = { ...by, via: this.familyId(family) };
    this.when(family.occasion === USER_ACT ? 2 : 0, () => this.reach(method, occasion, caller));
  }
  private familyId(family: Family): number {
    let id = this.familyIds.get(family);
    if (id === undefined) {
      this.families.push(family);
      this.familyIds.set(family, (id = this.families.length));
    }
    return id;
  }

  /** A class named by a constant may be made by reflection: its constructors run. */
  private makeByName(cls: number, occasion: OccasionId, by: Caller): void {
    const { program } = this.h;
    if (cls < 0) return;
    if (this.input.entries.components.has(cls)) {
      // Named, and who starts it was not found: it can come up, and when is not known.
      const known = program.methodClass[by.method] === cls || this.input.starts.explains(by.method, cls);
      if (!known) this.start({ cls, how: 'handed', call: 'Intent' }, CALLBACK, by);
      return;
    }
    if ((program.classAccess[cls]! & (ACCESS.interface | ACCESS.abstract)) !== 0) return;
    for (const method of constructorsOf(program, cls)) this.step(by, method, occasion, OP.constClass, -1);
    for (const one of this.merged.whole(cls)) this.make(one, occasion, by);
  }

  private makeEntry(made: Made): void {
    const { component, trigger, occasion } = made;
    this.roots.push({ method: -1, occasion, component, trigger, repeats: false });
    const by = rootCaller(this.roots.length - 1);
    for (const cls of this.merged.whole(made.cls)) {
      if (made.callbacks) this.make(cls, occasion, by);
      else this.answer(cls, occasion, by);
    }
  }

  /** A lambda: the platform, or whoever gets it, calls what it is bound to. */
  private bind(
    owner: number,
    callSite: number,
    occasion: OccasionId,
    by: Caller,
    fired: Family | null,
  ): void {
    const { program } = this.h;
    const site = owner < 0 ? null : readCallSite(program, owner, callSite);
    if (!site) return;
    const own = this.input.families.of(site.returns, site.name);
    for (const bound of site.methods) {
      const target = this.resolve(OP.invokeStatic, owner, bound);
      if (target < 0) this.call(this.keyOf(bound), occasion, by, OP.invokeInterface, bound);
      else if (fired) this.platformStep(by, target, occasion, fired);
      // An interface of the package's own is called by the package's own code, most likely then.
      else if (classNamed(program, site.returns) >= 0)
        this.platformStep(by, target, occasion, this.steps.passing(own));
      else this.callBack(target, own, occasion, by);
    }
  }
}
