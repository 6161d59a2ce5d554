// What calls by name mean: the methods that Method.invoke can run, the classes that newInstance can make, the fields that
// Field.get and set reach. Names and classes are followed through helpers' parameters and results; a name that is not
// known means nothing. Leaves constants of one method to constants/evaluate.ts and what flows through to values.
import { ACCESS } from '../formats/dex/layout.js';
import { findCallers, type Caller } from './constants/callers.js';
import type { CallSeen, Evaluation } from './constants/evaluate.js';
import type { Value } from './constants/values.js';
import type { Hierarchy } from './hierarchy.js';
import { descriptorOf } from './names.js';
import {
  classNamed,
  constructorsOf,
  methodDescriptor,
  methodName,
  methodParameters,
  methodType,
  type Program,
} from './program.js';
import type { Edges } from './sweep.js';

/** Helpers that a name is handed through; more is seldom and costs evaluations. */
const MAX_DEPTH = 3;
/** Names that one value can be; a helper with more callers than these is a toolbox. */
const MAX_NAMES = 24;
/** Classes above one; more are a circle. */
const MAX_ABOVE = 100;

const OWN_OBJECT = /^(L[^;]+;)->(?:getDefault|getInstance|get|newInstance|create|instance)$/;
/** What the platform gives under the names of its services, those that hold personal data or send. */
const SERVICES: Readonly<Record<string, string>> = {
  phone: 'Landroid/telephony/TelephonyManager;',
  location: 'Landroid/location/LocationManager;',
  wifi: 'Landroid/net/wifi/WifiManager;',
  clipboard: 'Landroid/content/ClipboardManager;',
  account: 'Landroid/accounts/AccountManager;',
  sensor: 'Landroid/hardware/SensorManager;',
  connectivity: 'Landroid/net/ConnectivityManager;',
  activity: 'Landroid/app/ActivityManager;',
};

/** call: targets are methods. make: constructors. read, write: fields, by their reference. */
export interface NamedCall {
  how: 'call' | 'make' | 'read' | 'write';
  targets: readonly number[];
  /** Classes that are made, or whose member is meant though the package does not hold them. */
  classes: readonly string[];
  /** The platform's members that are meant: "Lx;->name". */
  outside: readonly string[];
}
/** What a value of a method can be, so many helpers deep. */
type Ask<T> = (method: number, value: Value | null, depth: number) => T[];
interface Member {
  type: string;
  name: string;
}
export interface ByNameInput {
  h: Hierarchy;
  edges: Edges | null;
  evaluate: (method: number) => Evaluation;
  /** Methods that make a call by name, with its place. */
  places: readonly Caller[];
}

export class ByName {
  private readonly h: Hierarchy;
  private readonly program: Program;
  private readonly edges: Edges | null;
  private readonly evaluate: ByNameInput['evaluate'];
  private readonly known = new Map<number, Map<number, NamedCall>>();
  private readonly callers = new Map<number, readonly Caller[]>();
  private readonly back = new Map<number, Caller[]>();
  private byOwner: Map<number, number[]> | null = null;
  /** Classes of the package of which a call by name makes an object. */
  readonly made = new Set<number>();

  constructor({ h, edges, evaluate, places }: ByNameInput) {
    this.h = h;
    this.program = h.program;
    this.edges = edges;
    this.evaluate = evaluate;
    for (const { method, at } of places) this.read(method, at);
  }

  /** What the call at a place means; undefined where no name is known. */
  at(method: number, at: number): NamedCall | undefined {
    return this.known.get(method)?.get(at);
  }
  /** All that a method calls by name. */
  of(method: number): Iterable<[number, NamedCall]> {
    return this.known.get(method) ?? [];
  }
  methods(): Iterable<number> {
    return this.known.keys();
  }
  /** Calls by name that mean a method. */
  callersOf(method: number): readonly Caller[] {
    return this.back.get(method) ?? [];
  }

  private read(method: number, at: number): void {
    const call = this.callAt(method, at);
    if (!call) return;
    const found = this.meaning(method, call);
    if (!found || found.targets.length + found.classes.length + found.outside.length === 0) return;
    let here = this.known.get(method);
    if (!here) this.known.set(method, (here = new Map()));
    here.set(at, found);
    if (found.how === 'read' || found.how === 'write') return;
    for (const target of found.targets) {
      const list = this.back.get(target);
      if (list) list.push({ method, at });
      else this.back.set(target, [{ method, at }]);
      if (found.how === 'make') this.made.add(this.program.methodClass[target]!);
    }
  }

  private meaning(method: number, call: CallSeen): NamedCall | null {
    const owner = methodType(this.program, call.target);
    const name = methodName(this.program, call.target);
    const held = call.args[0] ?? null;
    if (name === 'newInstance') {
      const classes =
        owner === 'Ljava/lang/Class;'
          ? this.classes(method, held, 0)
          : this.members(method, held, 0).map(({ type }) => type);
      const targets = classes.flatMap((type) => {
        const cls = classNamed(this.program, type);
        return cls < 0 ? [] : constructorsOf(this.program, cls);
      });
      return { how: 'make', targets, classes, outside: [] };
    }
    const members = this.members(method, held, 0);
    if (owner === 'Ljava/lang/reflect/Field;') {
      const targets = members.flatMap(({ type, name: field }) => this.fields(type, field));
      return { how: name.startsWith('set') ? 'write' : 'read', targets, classes: [], outside: [] };
    }
    const targets = [
      ...new Set(members.flatMap(({ type, name: wanted }) => this.methodsNamed(type, wanted))),
    ];
    const outside = members
      .filter(({ type }) => classNamed(this.program, type) < 0)
      .map(({ type, name: wanted }) => `${type}->${wanted}`);
    return { how: 'call', targets, classes: [], outside };
  }

  private methodsNamed(type: string, name: string): number[] {
    const { program } = this;
    const found: number[] = [];
    let cls = classNamed(program, type);
    for (let steps = 0; cls >= 0 && steps < MAX_ABOVE; steps++) {
      for (let m = program.classMethodStart[cls]!; m < program.classMethodStart[cls + 1]!; m++) {
        const target = program.classMethods[m]!;
        const abstract = (program.methodAccess[target]! & ACCESS.abstract) !== 0;
        if (!abstract && methodName(program, target) === name) found.push(target);
      }
      if (found.length > 0) return found;
      const parent = program.classSuper[cls]!;
      cls = parent < 0 ? -1 : program.typeClass[parent]!;
    }
    return found;
  }
  private fields(type: string, name: string): number[] {
    const { program } = this;
    const found: number[] = [];
    const id = program.names.find(name);
    let owner = program.types.find(type);
    for (let steps = 0; id >= 0 && owner >= 0 && steps < MAX_ABOVE && found.length === 0; steps++) {
      for (const field of this.fieldsOf(owner))
        if (program.fieldSignatures.first.at(program.fieldKeys.second.at(field)) === id) found.push(field);
      const cls = program.typeClass[owner]!;
      owner = cls < 0 ? -1 : program.classSuper[cls]!;
    }
    return found;
  }

  /** References to fields of a type, in order; sorted by type once, since a program has very many. */
  private fieldsOf(type: number): readonly number[] {
    if (this.byOwner === null) {
      const { fieldKeys } = this.program;
      this.byOwner = new Map();
      for (let field = 0; field < fieldKeys.size; field++) {
        const owner = fieldKeys.first.at(field);
        const list = this.byOwner.get(owner);
        if (list) list.push(field);
        else this.byOwner.set(owner, [field]);
      }
    }
    return this.byOwner.get(type) ?? [];
  }

  // What a value can be

  private members(method: number, value: Value | null, depth: number): Member[] {
    if (value?.kind === 'member') return [{ type: value.type, name: value.name }];
    const ask: Ask<Member> = (from, one, deeper) => this.members(from, one, deeper);
    return this.handed(method, value, depth, ask, (call) =>
      methodType(this.program, call.target) === 'Ljava/lang/Class;'
        ? this.membersGiven(method, call, depth)
        : this.fromCallee(call, depth, ask),
    );
  }
  private membersGiven(method: number, call: CallSeen, depth: number): Member[] {
    const name = methodName(this.program, call.target);
    const types = this.classes(method, call.args[0] ?? null, depth);
    if (/Constructor$/.test(name)) return types.map((type) => ({ type, name: '<init>' }));
    if (!/^get(?:Declared)?(?:Method|Field)$/.test(name)) return [];
    const texts = this.texts(method, call.args[1] ?? null, depth);
    return types.flatMap((type) => texts.map((text) => ({ type, name: text })));
  }
  private classes(method: number, value: Value | null, depth: number): string[] {
    if (value?.kind === 'class') return [value.type];
    const ask: Ask<string> = (from, one, deeper) => this.classes(from, one, deeper);
    return this.handed(method, value, depth, ask, (call) => this.classesGiven(method, call, depth, ask));
  }
  private classesGiven(method: number, call: CallSeen, depth: number, ask: Ask<string>): string[] {
    const name = methodName(this.program, call.target);
    if (name === 'getClass' && call.args.length === 1) return this.typesOf(method, call.args[0] ?? null);
    const owner = methodType(this.program, call.target);
    if (name === 'loadClass' || (owner === 'Ljava/lang/Class;' && name === 'forName')) {
      const named = call.args[name === 'loadClass' ? 1 : 0] ?? null;
      return this.texts(method, named, depth).map((text) => descriptorOf(text));
    }
    if (name === 'asSubclass') return this.classes(method, call.args[0] ?? null, depth);
    return this.fromCallee(call, depth, ask);
  }
  private texts(method: number, value: Value | null, depth: number): string[] {
    if (value?.kind === 'text') return [value.text];
    const ask: Ask<string> = (from, one, deeper) => this.texts(from, one, deeper);
    return this.handed(method, value, depth, ask, (call) => this.fromCallee(call, depth, ask));
  }
  /** The class of an object, as far as it is told where it is made or declared. */
  private typesOf(method: number, value: Value | null): string[] {
    if (value?.kind === 'object' || value?.kind === 'typed') return [value.type];
    if (value?.kind === 'result') {
      const call = this.callAt(method, value.at);
      return call ? this.typesGiven(method, call) : [];
    }
    return value?.kind === 'parameter' ? this.typesDeclared(method, value.index) : [];
  }
  private typesGiven(method: number, call: CallSeen): string[] {
    const name = methodName(this.program, call.target);
    if (name === 'newInstance') return [...(this.meaning(method, call)?.classes ?? [])];
    // What a class gives by a name like "getDefault" is its own.
    if (name === 'invoke')
      return (this.meaning(method, call)?.outside ?? []).flatMap(
        (member) => OWN_OBJECT.exec(member)?.[1] ?? [],
      );
    if (name === 'getSystemService' && call.args[1]?.kind === 'text') {
      const service = SERVICES[call.args[1].text];
      if (service !== undefined) return [service];
    }
    const text = methodDescriptor(this.program, call.target);
    return [text.slice(text.indexOf(')') + 1)];
  }
  private typesDeclared(method: number, index: number): string[] {
    const isStatic = (this.program.methodAccess[method]! & ACCESS.static) !== 0;
    if (!isStatic && index === 0) return [methodType(this.program, method)];
    const type = methodParameters(this.program, method)[index - (isStatic ? 0 : 1)];
    return type === undefined ? [] : [type];
  }

  /** What comes in by a parameter is asked of the callers, what a call gives of the call; anything else is not known. */
  private handed<T>(
    method: number,
    value: Value | null,
    depth: number,
    ask: Ask<T>,
    given: (call: CallSeen) => T[],
  ): T[] {
    if (value?.kind === 'parameter') return this.fromCallers(method, value.index, depth, ask);
    const call = value?.kind === 'result' ? this.callAt(method, value.at) : undefined;
    return call ? given(call) : [];
  }
  private callAt(method: number, at: number): CallSeen | undefined {
    return this.evaluate(method).calls.find((one) => one.at === at);
  }
  private fromCallers<T>(method: number, parameter: number, depth: number, ask: Ask<T>): T[] {
    if (depth >= MAX_DEPTH || this.edges === null) return [];
    let callers = this.callers.get(method);
    if (!callers) {
      callers = findCallers(this.h, this.edges, new Set([method])).get(method) ?? [];
      this.callers.set(method, callers);
    }
    const found: T[] = [];
    for (const caller of callers.slice(0, MAX_NAMES)) {
      const call = this.callAt(caller.method, caller.at);
      if (call) found.push(...ask(caller.method, call.args[parameter] ?? null, depth + 1));
      if (found.length > MAX_NAMES) return [];
    }
    return found;
  }
  private fromCallee<T>(call: CallSeen, depth: number, ask: Ask<T>): T[] {
    const { program } = this;
    if (depth >= MAX_DEPTH || program.typeClass[program.methodKeys.first.at(call.target)]! < 0) return [];
    return this.evaluate(call.target)
      .returned.flatMap((value) => ask(call.target, value, depth + 1))
      .slice(0, MAX_NAMES);
  }
}
