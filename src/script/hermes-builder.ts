// Lowering Hermes bytecode, the ground: environments and their slots, and who wants what a value holds. In source the want
// goes down from who uses a value; here the value is there first, and each use says what it wants. Leaves instructions to
// lower-hermes.ts.
import {
  NODE,
  UNKNOWN,
  addEdge,
  emptyScript,
  handedTo,
  nodeOf,
  type Script,
  type ScriptFunction,
  type Value,
} from './ir.js';
import { AT_ONCE } from './at-once.js';

/** Variables that closures share. */
export class Environment {
  readonly up: Environment | null;
  readonly slots = new Map<number, Value & { t: 'variable' }>();
  /** Environments that generators keep in slots of others. */
  readonly held = new Map<number, Environment>();

  constructor(up: Environment | null) {
    this.up = up;
  }
  /** Some levels up. */
  above(levels: number): Environment | null {
    return levels === 0 ? this : (this.up?.above(levels - 1) ?? null);
  }
}

type Get = Value & { t: 'get'; read: number };
type ObjectValue = Value & { t: 'object' };

/** Parts of parts beyond which nothing more is wanted, in depth and in number: lists may hold themselves. */
const MAX_DEPTH = 60;
const MAX_PARTS = 2_000;
/** Values that meet where paths join. */
const MAX_EITHER = 4;

export class HermesBuilder {
  protected readonly script: Script;
  protected fn: ScriptFunction;
  /** The top of the file or of a module: what a call hands over waits until its result is asked for. */
  protected lazy = false;
  protected now = 0;
  private used = new Uint8Array(1024);
  private readonly classes = new Set<number>();
  private waiting = new Map<number, boolean>();
  private firstRead = 0;
  private parts = 0;

  constructor(entry: string) {
    this.script = emptyScript(entry);
    this.fn = this.openFunction('', 0, -1, 0);
  }

  protected openFunction(name: string, at: number, parent: number, parameters: number): ScriptFunction {
    const { functions } = this.script;
    const fn = { id: functions.length, parent, name, at, parameters, returns: [], calls: [], interop: false };
    functions.push(fn);
    return fn;
  }
  protected enter(fn: ScriptFunction, lazy: boolean): void {
    this.fn = fn;
    this.lazy = lazy;
    this.now = nodeOf(NODE.fn, fn.id);
    this.waiting = new Map();
    this.firstRead = this.script.reads.length;
  }
  /** What nobody used happens all the same. */
  protected leave(): void {
    for (let read = this.firstRead; read < this.script.reads.length; read++)
      if (this.used[read] !== 1) this.wantGet(this.script.reads[read]!.value as Get, this.now, -1, 0);
    for (const [call, taken] of this.waiting) if (!taken) this.wantCall(call, this.now);
  }

  // Variables ---------------------------------------------------------------------------------------------------------

  protected slot(environment: Environment, index: number): Value & { t: 'variable' } {
    let found = environment.slots.get(index);
    if (!found) {
      found = { t: 'variable', id: this.script.variables.push([]) - 1 };
      environment.slots.set(index, found);
    }
    return found;
  }
  protected store(environment: Environment, index: number, value: Value): void {
    const { id } = this.slot(environment, index);
    this.script.variables[id]!.push(value);
    this.want(value, nodeOf(NODE.variable, id), nodeOf(NODE.variable, id, true));
  }

  // Properties --------------------------------------------------------------------------------------------------------

  protected read(of: Value, name: string | null, nameFrom: Value | null, at: number): Value {
    if (of.t === 'global' && of.name === 'globalThis' && name !== null) return { t: 'global', name };
    if (name === '__esModule') this.fn.interop = true;
    const read = this.script.reads.length;
    if (read >= this.used.length) {
      const more = new Uint8Array(this.used.length * 2);
      more.set(this.used);
      this.used = more;
    }
    const value: Get = { t: 'get', of, name, nameFrom, read };
    this.script.reads.push({ fn: this.fn.id, value, at, node: 0 });
    return value;
  }
  protected newObject(isClass = false): ObjectValue {
    const value: ObjectValue = {
      t: 'object',
      id: this.script.objects.length,
      props: new Map(),
      nodes: new Map(),
    };
    this.script.objects.push(value);
    if (isClass) this.classes.add(value.id);
    return value;
  }
  protected setProperty(object: ObjectValue, name: string, value: Value): void {
    const property = this.script.propertyNames.push(name) - 1;
    const wanted = nodeOf(NODE.property, property);
    addEdge(this.script, nodeOf(NODE.object, object.id), wanted);
    object.nodes.set(name, property);
    object.props.set(name, value);
    this.want(value, wanted, wanted);
  }
  /** `of.name = value`, where it is not the making of an object. */
  protected write(of: Value, name: string, value: Value): void {
    if (name === '__esModule') return;
    const node = this.script.writes.length;
    this.script.writes.push({ fn: this.fn.id, of, name, value, node });
    this.want(of, this.now, -1);
    this.want(value, nodeOf(NODE.write, node), nodeOf(NODE.write, node, true));
  }
  protected put(of: Value, name: string, value: Value): void {
    const object = of.t === 'object' ? of : of.t === 'either' ? of.of.find(isObject) : undefined;
    if (object) this.setProperty(object, name, value);
    else this.write(of, name, value);
  }
  /** A getter gives what its function returns. */
  protected putGetter(of: Value, name: string, getter: Value): void {
    if (getter.t !== 'function') return this.put(of, name, getter);
    const { returns } = this.script.functions[getter.id]!;
    const given: Value = { t: 'either', of: returns }; // filled when the function is lowered
    if (of.t === 'object') {
      this.setProperty(of, name, getter);
      of.props.set(name, given);
    } else {
      this.write(of, name, getter);
      const last = this.script.writes.at(-1);
      if (last?.value === getter) last.value = given;
    }
  }

  // Wants -------------------------------------------------------------------------------------------------------------

  /** Who touches a value (calls it, reads from it) and who takes it whole; -1: nobody. */
  protected want(value: Value, touch: number, whole: number, depth = 0): void {
    if (depth === 0) this.parts = MAX_PARTS;
    if (--this.parts < 0) return;
    switch (value.t) {
      case 'function':
        addEdge(this.script, touch, nodeOf(NODE.fn, value.id));
        break;
      case 'variable':
        addEdge(this.script, touch, nodeOf(NODE.variable, value.id));
        addEdge(this.script, whole, nodeOf(NODE.variable, value.id, true));
        break;
      case 'get':
        this.wantGet(value as Get, touch, whole, depth);
        break;
      case 'object':
        addEdge(this.script, this.classes.has(value.id) ? touch : whole, nodeOf(NODE.object, value.id));
        break;
      case 'list':
        if (depth < MAX_DEPTH) for (const item of value.items) this.want(item, touch, whole, depth + 1);
        break;
      case 'either':
      case 'joined':
        if (depth < MAX_DEPTH) for (const item of value.of) this.want(item, touch, whole, depth + 1);
        break;
      case 'result':
        if (this.waiting.has(value.call) && touch !== -1) {
          this.waiting.set(value.call, true);
          this.wantCall(value.call, touch);
        }
    }
  }
  private wantGet(value: Get, touch: number, whole: number, depth: number): void {
    this.used[value.read] = 1;
    addEdge(this.script, touch, nodeOf(NODE.read, value.read));
    addEdge(this.script, whole, nodeOf(NODE.read, value.read, true));
    if (depth < MAX_DEPTH) this.want(value.of, touch, -1, depth + 1);
  }
  private wantCall(id: number, touch: number): void {
    const { callee, args } = this.script.calls[id]!;
    this.want(callee, touch, touch);
    for (let index = 0; index < args.length; index++) addEdge(this.script, touch, handedTo(id, index));
  }
  /** What a condition looks at: properties, but no function runs for being looked at. */
  protected look(value: Value): void {
    if (value.t === 'get') this.wantGet(value as Get, this.now, -1, 0);
  }

  // Calls -------------------------------------------------------------------------------------------------------------

  protected call(callee: Value, args: Value[], at: number): Value {
    const last = callee.t === 'global' ? callee.name : callee.t === 'get' ? (callee.name ?? '') : '';
    if (last === 'defineProperty' && this.defines(args)) return args[0]!;
    const id = this.script.calls.push({ fn: this.fn.id, callee, args, at }) - 1;
    this.fn.calls.push(id);
    const defines = last.endsWith('__d');
    for (let index = defines ? 1 : 0; index < args.length; index++) {
      const node = handedTo(id, index);
      this.want(args[index]!, node, node);
    }
    if (defines) for (const item of args) if (item.t === 'function') this.moduleMade(item.id);
    if (this.lazy && callee.t !== 'function' && !AT_ONCE.test(last)) this.waiting.set(id, false);
    else this.wantCall(id, this.now);
    return { t: 'result', call: id };
  }
  /** A function that makes a module of a bundle. */
  protected moduleMade(_fn: number): void {}

  /** Object.defineProperty(of, "name", { get | value }): a write. */
  private defines([of, name, how]: readonly Value[]): boolean {
    if (!of || name?.t !== 'text' || how?.t !== 'object') return false;
    const getter = how.props.get('get');
    const value = how.props.get('value');
    if (name.text !== '__esModule') {
      if (getter) this.putGetter(of, name.text, getter);
      else if (value) this.put(of, name.text, value);
    }
    return true;
  }
}

function isObject(value: Value): value is ObjectValue {
  return value.t === 'object';
}

/** What stands in a register where paths join. */
export function joinValues(a: Value, b: Value): Value {
  if (a === b || b === UNKNOWN) return a;
  if (a === UNKNOWN) return b;
  const all = a.t === 'either' ? [...a.of] : [a];
  for (const item of b.t === 'either' ? b.of : [b])
    if (!all.includes(item) && all.length < MAX_EITHER) all.push(item);
  return all.length === 1 ? all[0]! : { t: 'either', of: all };
}
