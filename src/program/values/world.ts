// What every method's values are read against: which calls reach the package's own code, which types are handles and
// not data, which field a name means, models of the rest; and the graphs of methods, each made once when asked for.
import type { Limits } from '../../bytes/limits.js';
import { ACCESS } from '../../formats/dex/layout.js';
import { OP } from '../../formats/dex/opcodes.js';
import type { Watchlist } from '../../model/catalogue.js';
import {
  classesBelow,
  dispatchTable,
  isSubtypeOf,
  platformAncestors,
  resolveDirect,
  resolveVirtual,
  typeNamed,
  type Hierarchy,
} from '../hierarchy.js';
import type { ByName } from '../by-name.js';
import type { Overrides } from '../overrides.js';
import { methodDescriptor, methodDex, methodName, type Program, type ProgramDex } from '../program.js';
import type { Edges } from '../sweep.js';
import { keptBy, type Kept } from '../constructors.js';
import { Coroutines } from '../coroutines.js';
import { Paths, Places } from './fields.js';
import type { Graph } from './graph.js';
import { Holders } from './holders.js';
import { SharedFields } from './shared.js';
import {
  COUNTS,
  HANDLE_NAMES,
  HANDLE_TYPES,
  MEASURES,
  NOTHING_HELD,
  SCREEN_TYPES,
  STATIC_FINAL,
  SUPPORT,
} from './type-lists.js';
import { boundBy, type BoundEnd, type BoundParameter } from './bound.js';
import { Models } from './models.js';

/** Ceilings of the engine, from bytes/limits.ts. */
export type ValueLimits = Pick<
  Limits,
  | 'methodUnits'
  | 'methodWork'
  | 'flowWork'
  | 'flowFacts'
  | 'flowGraphs'
  | 'flowReaders'
  | 'flowTargets'
  | 'flowOrigins'
  | 'flowsKept'
>;

export interface WorldInput {
  h: Hierarchy;
  edges: Edges;
  overrides: Overrides;
  watch: Watchlist;
  limits: ValueLimits;
  byName: ByName;
  /** Makes the graph of a method; of a call-back for messages, as it runs for those of one number. */
  interpret: (world: ValueWorld, dex: ProgramDex, method: number, message?: number) => Graph | null;
}

/** More than the signatures of a program. */
const SIGNATURE_SPAN = 2 ** 26;
/** So many places looked at in a graph (as a power of two) take as long as one step of the trace. */
const WORK_SHIFT = 3;
/** Types that one receiver is told apart by; of more the call's own counts. */
const MAX_TYPES = 8;

export class ValueWorld {
  readonly h: Hierarchy;
  readonly program: Program;
  readonly overrides: Overrides;
  readonly edges: Edges;
  readonly byName: ByName;
  private readonly watch: Watchlist;
  readonly limits: ValueLimits;
  readonly places = new Places();
  readonly paths = new Paths([this.places.content, this.places.someElement, this.places.someKey]);
  readonly models: Models;
  readonly stringType: number;
  /** The field by which messages of one handler are told apart, or -1. */
  readonly messageNumber: number;
  /** What building graphs cost so far, in the measure of the trace. */
  work = 0;
  /** Ceilings that were met, with how often. */
  readonly cut = new Map<string, number>();
  /** 1 for classes of which some code makes an object. */
  readonly made: Uint8Array;
  private readonly interpret: WorldInput['interpret'];
  private readonly graphs = new Map<number | string, Graph | null>();
  private readonly handles: (boolean | undefined)[] = [];
  private readonly nothing: (boolean | undefined)[] = [];
  private readonly ownCalls: (boolean | undefined)[] = [];
  private readonly fields: (number | undefined)[] = [];
  private readonly returns: (number | undefined)[] = [];
  private readonly backs: (boolean | undefined)[] = [];
  private readonly defined = new Set<number>();
  private readonly constants = new Set<number>();
  private readonly shared: SharedFields;
  readonly holders: Holders;
  readonly coroutines: Coroutines;
  private readonly statics = new Set<number>();
  private readonly screens: (boolean | undefined)[] = [];
  private readonly byType = new Map<number, Int32Array | null>();
  private readonly handleTypes;
  private readonly screenTypes;
  private readonly throwable;

  constructor({ h, edges, overrides, watch, limits, byName, interpret }: WorldInput) {
    this.byName = byName;
    this.interpret = interpret;
    this.h = h;
    this.program = h.program;
    this.edges = edges;
    this.overrides = overrides;
    this.limits = limits;
    this.watch = watch;
    this.holders = new Holders(h, this.places);
    this.coroutines = new Coroutines(h);
    this.models = new Models(h, this.places, watch.models);
    this.stringType = this.program.types.find('Ljava/lang/String;');
    const { types, names, fieldKeys, fieldSignatures } = this.program;
    this.messageNumber = fieldKeys.find(
      types.find('Landroid/os/Message;'),
      fieldSignatures.find(names.find('what'), types.find('I')),
    );
    this.handleTypes = HANDLE_TYPES.map((name) => typeNamed(h, name));
    this.made = new Uint8Array(this.program.classType.length);
    this.shared = new SharedFields(h, edges, this.statics, (cls) => this.isEntry(cls));
    for (let e = 0; e < edges.op.length; e++) {
      const made = edges.op[e] === OP.newInstance ? this.program.typeClass[edges.target[e]!]! : -1;
      if (made >= 0) this.made[made] = 1;
    }
    for (const cls of byName.made) this.made[cls] = 1;
    this.throwable = typeNamed(h, 'Ljava/lang/Throwable;');
    this.screenTypes = SCREEN_TYPES.map((name) => typeNamed(h, name));
    for (const { fields, members, classes } of this.program.dexes) {
      for (let def = 0; def < classes.length; def++) {
        if (classes[def]! < 0) continue;
        for (let i = members.fieldStart[def]!; i < members.fieldStart[def + 1]!; i++) {
          const field = fields[members.fieldIds[i]!] ?? -1;
          this.defined.add(field);
          if ((members.fieldAccess[i]! & ACCESS.static) !== 0) this.statics.add(field);
          if ((members.fieldAccess[i]! & STATIC_FINAL) === STATIC_FINAL) this.constants.add(field);
        }
      }
    }
  }

  /** The values of a method; null when it has no code that can be read. */
  graph(method: number): Graph | null {
    return this.graphFor(method, null);
  }
  /** The same of a call-back for messages, as it runs for those of one number (`what`). */
  graphFor(method: number, message: number | null): Graph | null {
    const key = message === null ? method : `${method} ${message}`;
    const known = this.graphs.get(key);
    if (known !== undefined) return known;
    this.graphs.set(key, null);
    const dex = methodDex(this.program, method);
    if (!dex || this.program.methodCode[method] === 0) return null;
    if (this.graphs.size > this.limits.flowGraphs) {
      this.note('limit/flow-graphs');
      return null;
    }
    const graph = this.interpret(this, dex, method, message ?? undefined);
    if (graph === null) this.note('limit/method-units');
    else if (!graph.complete) this.note('limit/method-work');
    this.work += (graph?.work ?? 0) >> WORK_SHIFT;
    this.graphs.set(key, graph);
    return graph;
  }
  note(code: string): void {
    this.cut.set(code, (this.cut.get(code) ?? 0) + 1);
  }

  private readonly keptIn: (readonly Kept[] | undefined)[] = [];
  /** What a constructor of the package that is referred to puts straight into fields of the new object. */
  keptBy(reference: number): readonly Kept[] {
    return (this.keptIn[reference] ??= this.findKept(reference));
  }
  private findKept(reference: number): readonly Kept[] {
    if (methodName(this.program, reference) !== '<init>') return [];
    const found = resolveDirect(
      this.h,
      this.ownerOf(reference),
      this.program.methodKeys.second.at(reference),
    );
    return found < 0 ? [] : keptBy(this.program, (field) => this.fieldOf(field), found);
  }

  ownerOf(reference: number): number {
    return this.program.methodKeys.first.at(reference);
  }
  returnType(reference: number): number {
    const known = this.returns[reference];
    if (known !== undefined) return known;
    const descriptor = methodDescriptor(this.program, reference);
    const type = this.program.types.find(descriptor.slice(descriptor.indexOf(')') + 1));
    return (this.returns[reference] = type);
  }
  /** The type of what a call gives says nothing. */
  givesAnything(reference: number): boolean {
    const type = this.returnType(reference);
    return type >= 0 && this.program.types.text(type) === 'Ljava/lang/Object;';
  }
  private readonly thrown: (boolean | undefined)[] = [];
  /** Something that is thrown. */
  isThrown(type: number): boolean {
    if (type < 0) return false;
    return (this.thrown[type] ??= isSubtypeOf(this.h, type, this.throwable));
  }
  /** A field that can hold anything. */
  holdsAnything(place: number): boolean {
    if (!this.places.isField(place)) return false;
    const type = this.program.fieldSignatures.second.at(this.program.fieldKeys.second.at(place));
    return this.program.types.text(type) === 'Ljava/lang/Object;';
  }
  /** A way to data, or to the screen, not data. */
  isHandle(type: number): boolean {
    if (type < 0) return false;
    return (this.handles[type] ??= this.findHandle(type));
  }
  private findHandle(type: number): boolean {
    const name = this.program.types.text(type);
    if (!name.startsWith('L')) return false;
    const platform = this.program.typeClass[type]! < 0 || SUPPORT.test(name);
    if (platform && HANDLE_NAMES.test(name)) return true;
    return this.handleTypes.some((above) => isSubtypeOf(this.h, type, above));
  }
  /** A field of a screen, service or view: one object of the class stands for all. */
  isFieldOfScreen(place: number): boolean {
    if (!this.places.isField(place)) return false;
    const type = this.program.fieldKeys.first.at(place);
    return (this.screens[type] ??= this.screenTypes.some((above) => isSubtypeOf(this.h, type, above)));
  }
  /** A field by which things of many objects are taken for one. */
  isShared(place: number): boolean {
    return this.places.isField(place) && this.shared.has(place);
  }
  isStaticField(place: number): boolean {
    return this.statics.has(place);
  }
  /** A static field that nothing changes once its class is there. */
  isConstantField(place: number): boolean {
    return this.constants.has(place);
  }
  /** The package holds the class of the type. */
  isOwnClass(type: number): boolean {
    return type >= 0 && this.program.typeClass[type]! >= 0;
  }
  /** Values of the type have nothing inside that could be told apart. */
  holdsNothing(type: number): boolean {
    if (type < 0) return false;
    return (this.nothing[type] ??= NOTHING_HELD.test(this.program.types.text(type)));
  }
  /** The result of an outside call can tell what its arguments tell. */
  givesData(reference: number): boolean {
    const type = this.returnType(reference);
    const name = type < 0 ? 'V' : this.program.types.text(type);
    if (name === 'V' || name === 'Z') return false;
    if (MEASURES.test(methodName(this.program, reference))) return false;
    // How much was read into a buffer says nothing of what was read.
    if (COUNTS.test(methodDescriptor(this.program, reference))) return false;
    return !this.isHandle(type);
  }
  /** The object called on keeps what an outside call is given. */
  takesIn(reference: number): boolean {
    const owner = this.ownerOf(reference);
    return !this.isHandle(owner) && !this.holdsNothing(owner);
  }
  /** The call is written on a class of the package. */
  isOwnType(reference: number): boolean {
    return this.program.typeClass[this.ownerOf(reference)]! >= 0;
  }
  /**
   * What a call runs on a thing of a type is no code of the package: neither the type's own nor that of one below it. A
   * type that says less than the call does (of a field that holds anything) says nothing.
   */
  runsOutside(type: number, reference: number): boolean {
    if (type < 0) return false;
    const owner = this.ownerOf(reference);
    const known = this.holders.isBelow(type, owner) ? type : owner;
    const cls = this.program.typeClass[known]!;
    if (cls < 0) return true;
    const signature = this.program.methodKeys.second.at(reference);
    return resolveVirtual(this.h, cls, signature) < 0 && this.targetsOf(known, signature)?.length === 0;
  }

  /** A call through this reference can run the package's own code. */
  isOwnCall(reference: number): boolean {
    if (reference < 0) return false;
    return (this.ownCalls[reference] ??= this.findOwnCall(reference));
  }
  private findOwnCall(reference: number): boolean {
    const { h, program } = this;
    const type = this.ownerOf(reference);
    const signature = program.methodKeys.second.at(reference);
    if (resolveDirect(h, type, signature) >= 0) return true;
    for (const cls of classesBelow(h, type)) if (resolveVirtual(h, cls, signature) >= 0) return true;
    return false;
  }
  /** Some of these are objects of the package that the platform calls back. */
  callsBack(types: readonly number[]): boolean {
    return types.some((type) => {
      if (type < 0) return false;
      return (this.backs[type] ??= this.findCallsBack(type));
    });
  }
  private findCallsBack(type: number): boolean {
    const cls = this.program.typeClass[type]!;
    if (cls < 0) return false;
    return this.overrides.of(cls).some(({ owner }) => owner !== 'Ljava/lang/Object;');
  }

  /** The field that a reference means: where it is defined, else as it is written. */
  fieldOf(field: number): number {
    const known = this.fields[field];
    if (known !== undefined) return known;
    const { program } = this;
    const signature = program.fieldKeys.second.at(field);
    let found = field;
    for (let type = program.fieldKeys.first.at(field), steps = 0; type >= 0 && steps < 100; steps++) {
      const here = program.fieldKeys.find(type, signature);
      if (here >= 0 && this.defined.has(here)) {
        found = here;
        break;
      }
      const cls = program.typeClass[type]!;
      type = cls < 0 ? -1 : program.classSuper[cls]!;
    }
    return (this.fields[field] = found);
  }
  /** True for a field of a class of the package. */
  isOwnField(field: number): boolean {
    return this.defined.has(field);
  }

  /** The one component that objects of these types are, as a key; null when there are several. */
  componentOf(types: readonly number[]): string | null {
    const [type] = types;
    if (types.length !== 1 || type === undefined || type < 0) return null;
    const below = this.program.typeClass[type]! < 0 ? [] : classesBelow(this.h, type);
    const only = [...below].filter((cls) => (this.program.classAccess[cls]! & ACCESS.abstract) === 0);
    return only.length === 1 ? this.program.types.text(this.program.classType[only[0]!]!) : null;
  }
  /** Methods of a class, its own or inherited in the package, that have a name: what a model calls back. */
  named(cls: number, text: string): number[] {
    const name = this.program.names.find(text);
    const table = dispatchTable(this.h, cls);
    const count = table.length >> 1;
    const found: number[] = [];
    for (let i = 0; name >= 0 && i < count; i++) {
      if (this.program.signatures.first.at(table[i]!) === name) found.push(table[count + i]!);
    }
    return found;
  }
  private ends: ReturnType<typeof boundBy> | null = null;
  /** Call-backs of the package that are given what a channel holds, by rules/models. */
  boundCallBacks(): readonly BoundParameter[] {
    return (this.ends ??= boundBy(this.h, this.watch.models, this.places)).given;
  }
  /** Channels that a call-back of the package fills. */
  boundEnds(method: number): readonly BoundEnd[] {
    return (this.ends ??= boundBy(this.h, this.watch.models, this.places)).filled.get(method) ?? [];
  }

  /** Methods of the package that a call can run, by what its receiver can be; [] when none, null when too many. */
  targets(graph: Graph, op: number, reference: number, receiver: readonly number[]): number[] | null {
    const { h, program } = this;
    const type = this.ownerOf(reference);
    const signature = program.methodKeys.second.at(reference);
    if (op !== OP.invokeVirtual && op !== OP.invokeInterface) {
      let from = type;
      const owner = program.methodClass[graph.method]!;
      if (op === OP.invokeSuper && owner >= 0 && type === program.classType[owner])
        from = program.classSuper[owner]!;
      const found = from < 0 ? -1 : resolveDirect(h, from, signature);
      return found >= 0 && (program.methodAccess[found]! & ACCESS.abstract) === 0 ? [found] : [];
    }
    const exact = this.exactTypes(graph, receiver);
    const found = new Set<number>();
    if (exact !== null) {
      for (const one of exact) {
        const cls = program.typeClass[one]!;
        const to = cls < 0 ? -1 : resolveVirtual(h, cls, signature);
        if (to >= 0) found.add(to);
      }
      return [...found];
    }
    const below = this.narrowest(graph, receiver, type);
    const all = new Set<number>();
    for (const one of below) {
      const targets = this.targetsOf(one, signature);
      if (targets === null) return null;
      for (const target of targets) all.add(target);
    }
    return [...all];
  }
  private targetsOf(type: number, signature: number): Int32Array | null {
    const { h } = this;
    const key = type * SIGNATURE_SPAN + signature;
    const known = this.byType.get(key);
    if (known !== undefined) return known;
    const found = new Set<number>();
    for (const cls of classesBelow(h, type)) {
      if (this.made[cls] === 0 && !this.isEntry(cls)) continue;
      const to = resolveVirtual(h, cls, signature);
      if (to >= 0) found.add(to);
      if (found.size > this.limits.flowTargets) break;
    }
    const targets = found.size > this.limits.flowTargets ? null : Int32Array.from(found);
    this.byType.set(key, targets);
    return targets;
  }
  /** Components are made by the platform. */
  private isEntry(cls: number): boolean {
    return (
      (this.program.classAccess[cls]! & (ACCESS.abstract | ACCESS.interface)) === 0 &&
      platformAncestors(this.h, cls).length > 1
    );
  }
  private exactTypes(graph: Graph, receiver: readonly number[]): number[] | null {
    const types: number[] = [];
    for (const atom of receiver) {
      if (graph.kind[atom] === 3 || graph.kind[atom] === 2) continue; // null
      if (graph.kind[atom] !== 1 || graph.y[atom] !== 0) return null;
      types.push(graph.type[atom]!);
    }
    return types.length === 0 ? null : types;
  }
  /** The types of what the receiver can be, where they say more than the call. */
  private narrowest(graph: Graph, receiver: readonly number[], written: number): readonly number[] {
    const types = new Set<number>();
    for (const atom of receiver) {
      if (graph.kind[atom] === 3) continue; // null
      const type = graph.type[atom]!;
      if (!this.holders.isBelow(type, written) || types.size >= MAX_TYPES) return [written];
      types.add(type);
    }
    return types.size === 0 ? [written] : [...types];
  }
}
