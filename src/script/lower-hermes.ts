// Hermes bytecode → Script: registers as values, environment slots as variables, closures as functions, one walk over each
// function that some closure makes. Where paths meet, a register holds either value; loops are walked once. Leaves the
// container and its instructions to formats/hermes, meaning to resolve.ts and live.ts.
import type { HermesFile, HermesFunction, Literal } from '../formats/hermes/hermes-file.js';
import { Instructions } from '../formats/hermes/instructions.js';
import { Environment, joinValues } from './hermes-builder.js';
import { HermesFrame } from './hermes-frame.js';
import { DO, actionsOf } from './hermes-actions.js';
import { NODE, UNKNOWN, addEdge, nodeOf, type Script, type Value } from './ir.js';

export interface HermesLimits {
  scriptSteps: number; // instructions of one file
  scriptRegisters: number; // of one function
}
export interface LoweredHermes {
  script: Script;
  /** Functions that were not walked to their end, being malformed. */
  broken: number;
  /** Functions that were not walked, having more registers than the limit. */
  wide: number;
  /** The limit on steps was reached. */
  cut: boolean;
}

export function lowerHermes(entry: string, file: HermesFile, limits: HermesLimits): LoweredHermes {
  return new Lowering(entry, file, limits).run();
}

interface Waiting {
  hermes: number; // id in the file
  ir: number;
  environment: Environment | null;
  generator: boolean;
}
const GLOBAL: Value = { t: 'global', name: 'globalThis' };
class Lowering extends HermesFrame {
  private readonly limits: HermesLimits;
  private readonly code: Instructions;
  private readonly actions: Uint8Array;
  private readonly queue: Waiting[] = [];
  private readonly known = new Map<number, number>(); // functions of the file → of the script
  private readonly environmentOf: (Environment | null)[] = [];
  private readonly makers = new Set<number>();
  private steps = 0;
  private broken = 0;
  private wide = 0;
  private outer: Environment | null = null;
  private readonly made = new Map<number, Environment>(); // by the instruction that makes it
  private readonly shapes = new Map<Value, readonly string[]>();

  constructor(entry: string, file: HermesFile, limits: HermesLimits) {
    super(entry, file);
    this.limits = limits;
    this.code = new Instructions(file);
    this.actions = actionsOf(this.code.table);
  }

  run(): LoweredHermes {
    this.known.set(this.file.globalCode, 0);
    this.fn.at = this.file.functionAt(this.file.globalCode)?.offset ?? 0;
    this.queue.push({ hermes: this.file.globalCode, ir: 0, environment: null, generator: false });
    let cut = false;
    for (let next = 0; next < this.queue.length && !cut; next++) cut = !this.walk(this.queue[next]!);
    return { script: this.script, broken: this.broken, wide: this.wide, cut };
  }

  protected override moduleMade(fn: number): void {
    this.makers.add(fn);
  }

  /** False when the budget of steps is used up. */
  private walk({ hermes, ir, environment, generator }: Waiting): boolean {
    const header = this.file.functionAt(hermes);
    if (!header || header.registers > this.limits.scriptRegisters) {
      if (header) this.wide++;
      else this.broken++;
      return true;
    }
    this.enter(this.script.functions[ir]!, ir === 0 || this.makers.has(ir));
    this.outer = environment;
    this.open(header.registers);
    const { code } = this;
    this.made.clear();
    if (generator) this.findHeld(header);
    code.open(header);
    while (code.step()) {
      if (++this.steps > this.limits.scriptSteps) return false;
      if (this.joins.size > 0) this.join(code.at);
      this.instruction(this.actions[code.opcode]!, code.args, code.at);
    }
    if (code.broken) this.broken++;
    this.leave();
    return true;
  }

  /** A generator puts environments into slots in a block that stands after those that read them. */
  private findHeld(header: HermesFunction): void {
    const { code } = this;
    code.open(header);
    while (code.step() && ++this.steps <= this.limits.scriptSteps) {
      const action = this.actions[code.opcode]!;
      const [x, y, z] = [code.args[0]!, code.args[1]!, code.args[2]!];
      if (action >= DO.parent && action <= DO.innerEnvironment) this.making(action, code.args, code.at);
      else if (action === DO.storeSlot) {
        const held = this.environments[z];
        if (held) this.environments[x]?.held.set(y, held);
      }
    }
    this.environments = [];
  }

  private environmentMade(at: number, up: Environment | null): Environment {
    let found = this.made.get(at);
    if (!found) this.made.set(at, (found = new Environment(up)));
    return found;
  }

  private closure(
    hermes: number,
    environment: Environment | null,
    generator = false,
  ): Value & { t: 'function' } {
    let ir = this.known.get(hermes);
    if (ir === undefined) {
      const header = this.file.functionAt(hermes);
      const name = header ? this.file.text(header.name) : '';
      const parameters = Math.max(0, (header?.parameters ?? 1) - 1);
      ir = this.openFunction(`${name}#${hermes}`, header?.offset ?? 0, this.fn.id, parameters).id;
      this.known.set(hermes, ir);
      this.environmentOf[ir] = environment;
      this.queue.push({ hermes, ir, environment, generator });
    }
    return { t: 'function', id: ir };
  }

  private literal(item: Literal): Value {
    if (typeof item === 'number') return { t: 'number', value: item };
    if (item !== null && typeof item === 'object') return { t: 'text', text: this.file.text(item.string) };
    return UNKNOWN;
  }
  private keys(from: number, count: number): string[] {
    return this.file
      .literals('keys', from, count)
      .map((item) =>
        item !== null && typeof item === 'object' ? this.file.text(item.string) : String(item ?? ''),
      );
  }
  private objectWith(names: readonly string[], values: readonly Literal[]): Value & { t: 'object' } {
    const object = this.newObject();
    this.shapes.set(object, names);
    names.forEach((name, index) => {
      const value = this.literal(values[index]);
      if (value !== UNKNOWN) this.setProperty(object, name, value);
    });
    return object;
  }
  private shaped(shape: number, values: number): Value {
    const found = this.file.shape(shape);
    if (!found) return this.newObject();
    const names = this.keys(found.keys, Math.min(found.count, 4_096));
    return this.objectWith(names, this.file.literals('literals', values, names.length));
  }

  // Instructions ------------------------------------------------------------------------------------------------------

  // eslint-disable-next-line max-lines-per-function -- one case for each action
  private instruction(action: number, a: Float64Array, at: number): void {
    const x = a[0]!;
    const y = a[1]!;
    const z = a[2]!;
    switch (action) {
      case DO.move:
        if (this.environments[y]) return this.setEnvironment(x, this.environments[y]);
        return this.set(x, this.get(y));
      case DO.parameter:
        return this.set(x, y === 0 ? UNKNOWN : { t: 'parameter', fn: this.fn.id, index: y - 1 });
      case DO.number:
        return this.set(x, { t: 'number', value: y });
      case DO.zero:
        return this.set(x, { t: 'number', value: 0 });
      case DO.string:
        return this.set(x, { t: 'text', text: this.file.text(y) });
      case DO.globalObject:
        return this.set(x, GLOBAL);
      case DO.getById:
        return this.set(x, this.read(this.get(y), this.file.text(a[3]!), null, at));
      case DO.getWithReceiver:
        return this.set(x, this.read(this.get(y), this.file.text(a[4]!), null, at));
      case DO.getByVal:
        return this.getByVal(x, this.get(y), this.get(z), at);
      case DO.getByIndex:
        return this.set(x, this.read(this.get(y), String(z), null, at));
      case DO.putById:
        return this.put(this.get(x), this.file.text(a[3]!), this.get(y));
      case DO.putNewById:
        return this.put(this.get(x), this.file.text(z), this.get(y));
      case DO.putBySlot:
        return this.put(this.get(x), this.shapes.get(this.get(x))?.[z] ?? '', this.get(y));
      case DO.putByIndex:
        return this.putByIndex(this.get(x), this.get(y), z);
      case DO.putByVal:
        return this.putByVal(this.get(x), this.get(y), this.get(z));
      case DO.putOwnByVal: // value before the key
        return this.putByVal(this.get(x), this.get(z), this.get(y));
      case DO.accessor: {
        const key = this.get(y);
        if (key.t === 'text') return this.putGetter(this.get(x), key.text, this.get(z));
        return this.want(this.get(z), this.now, this.now);
      }
      case DO.condition:
        this.look(this.get(y));
        return this.jump(at, x);
      case DO.comparison:
        this.look(this.get(y));
        this.look(this.get(z));
        return this.jump(at, x);
      case DO.branch:
        return this.jump(at, x);
      case DO.go:
        this.jump(at, x);
        this.alive = false;
        return;
      case DO.give:
        this.fn.returns.push(this.get(x));
        this.want(this.get(x), this.now, this.now);
        this.alive = false;
        return;
      case DO.fail:
        this.want(this.get(x), this.now, this.now);
        this.alive = false;
        return;
      case DO.concatenate:
        return this.set(x, { t: 'joined', of: [this.get(y), this.get(z)] });
      default:
        if (action < DO.lastCall) this.calling(action, a, at);
        else if (action < DO.lastMaking) this.making(action, a, at);
        else this.other(action, a, at);
    }
  }

  private getByVal(to: number, of: Value, key: Value, at: number): void {
    const name = key.t === 'text' ? key.text : key.t === 'number' ? String(key.value) : null;
    if (name === null) this.want(key, this.now, this.now);
    this.set(to, this.read(of, name, name === null ? key : null, at));
  }
  private putByVal(of: Value, key: Value, value: Value): void {
    if (key.t === 'text') return this.put(of, key.text, value);
    if (of.t === 'list' && key.t === 'number') return this.putByIndex(of, value, key.value);
    this.want(key, this.now, this.now);
    this.write(of, '', value);
  }
  private putByIndex(of: Value, value: Value, index: number): void {
    if (of.t !== 'list') return this.put(of, String(index), value);
    const items = of.items as Value[];
    if (index > 4_096 || index < 0) return this.want(value, this.now, this.now);
    while (items.length < index) items.push(UNKNOWN);
    items[index] = value;
  }

  private calling(action: number, a: Float64Array, at: number): void {
    const x = a[0]!;
    const y = a[1]!;
    const callee = this.get(y);
    switch (action) {
      case DO.call:
        return this.set(x, this.call(callee, this.handed(a[2]!), at));
      case DO.call1:
        return this.set(x, this.call(callee, [], at));
      case DO.call2:
        return this.set(x, this.call(callee, this.some(a[3]!), at));
      case DO.call3:
        return this.set(x, this.call(callee, this.some(a[3]!, a[4]!), at));
      case DO.call4:
        return this.set(x, this.call(callee, this.some(a[3]!, a[4]!, a[5]!), at));
      case DO.callNewTarget:
        return this.set(x, this.call(callee, this.handed(a[3]!), at));
      case DO.callNewTargetLong: {
        const count = this.get(a[3]!);
        return this.set(x, this.call(callee, this.handed(count.t === 'number' ? count.value : 1), at));
      }
      case DO.callDirect:
        return this.set(x, this.call(this.closure(a[2]!, null), this.handed(y), at));
      case DO.callRequire:
        return this.set(x, this.call(callee, [{ t: 'number', value: a[2]! }], at));
      case DO.callBuiltin: {
        const args = this.handed(a[2]!);
        const [first, second] = args;
        // HermesBuiltin.apply(function, list, this)
        if (
          first &&
          second?.t === 'list' &&
          (first.t === 'get' || first.t === 'variable' || first.t === 'global')
        )
          return this.set(x, this.call(first, [...second.items], at));
        for (const item of args) this.want(item, this.now, this.now);
        // copyDataProperties and its like give back what they fill.
        return this.set(x, first?.t === 'object' || first?.t === 'list' ? first : UNKNOWN);
      }
    }
  }

  // eslint-disable-next-line complexity, max-lines-per-function -- one case for each action
  private making(action: number, a: Float64Array, at: number): void {
    const x = a[0]!;
    const y = a[1]!;
    const z = a[2]!;
    switch (action) {
      case DO.object:
        return this.set(x, this.newObject());
      case DO.objectWithBuffer: {
        const names = this.keys(a[3]!, z);
        return this.set(x, this.objectWith(names, this.file.literals('values', a[4]!, names.length)));
      }
      case DO.objectWithShape:
        return this.set(x, this.shaped(y, z));
      case DO.objectWithParent:
        return this.set(x, this.shaped(z, a[3]!));
      case DO.list:
        return this.set(x, { t: 'list', items: [] });
      case DO.listWithBuffer: {
        const items = this.file.literals('literals', a[3]!, z).map((item) => this.literal(item));
        return this.set(x, { t: 'list', items });
      }
      case DO.closure:
        return this.set(x, this.closure(z, this.environments[y] ?? null));
      case DO.generator: {
        const made = this.closure(z, this.environments[y] ?? null, true);
        addEdge(this.script, this.now, nodeOf(NODE.fn, made.id));
        return this.set(x, UNKNOWN);
      }
      case DO.baseClass:
      case DO.derivedClass: {
        const derived = action === DO.derivedClass;
        if (derived) this.want(this.get(a[3]!), this.now, this.now);
        const fn = this.closure(derived ? a[4]! : a[3]!, this.environments[z] ?? null);
        const home = this.newObject(true);
        this.set(x, { t: 'either', of: [fn, home] });
        return this.set(y, home);
      }
      case DO.parent:
        return this.setEnvironment(x, this.outer?.above(y) ?? null);
      case DO.above:
        return this.setEnvironment(x, this.environments[y]?.above(z) ?? null);
      case DO.ofClosure: {
        const of = this.get(y);
        return this.setEnvironment(x, (of.t === 'function' && this.environmentOf[of.id]) || null);
      }
      case DO.environment:
        return this.setEnvironment(x, this.environmentMade(at, this.outer));
      case DO.topEnvironment:
        return this.setEnvironment(x, this.environmentMade(at, null));
      case DO.innerEnvironment:
        return this.setEnvironment(x, this.environmentMade(at, this.environments[y] ?? null));
      case DO.storeSlot: {
        const environment = this.environments[x];
        const held = this.environments[z];
        if (environment && held) environment.held.set(y, held);
        else if (environment) this.store(environment, y, this.get(z));
        else this.want(this.get(z), this.now, this.now);
        return;
      }
      case DO.loadSlot: {
        const environment = this.environments[y];
        const held = environment?.held.get(z);
        if (held) return this.setEnvironment(x, held);
        return this.set(x, environment ? this.slot(environment, z) : UNKNOWN);
      }
    }
  }

  private other(action: number, a: Float64Array, at: number): void {
    switch (action) {
      case DO.select: // the object that `new` made, or what the constructor gave back
        return this.set(a[0]!, joinValues(this.get(a[2]!), UNKNOWN));
      case DO.switchNumbers:
        this.look(this.get(a[0]!));
        this.jump(at, a[2]!);
        this.table(at, a[1]!, a[4]! - a[3]! + 1, 1);
        this.alive = false;
        return;
      case DO.switchStrings:
        this.look(this.get(a[0]!));
        this.jump(at, a[3]!);
        this.table(at, a[2]!, a[4]!, 2);
        this.alive = false;
        return;
      case DO.nothing:
        return;
      case DO.resume: // a value sent in, and whether the generator is to end
        this.set(a[0]!, UNKNOWN);
        return this.set(a[1]!, UNKNOWN);
      default: {
        // Operators look at what they read; a few others keep it. What they give is not known.
        const operands = this.code.table.operands[this.code.opcode]!;
        for (let index = 0; index < operands.length; index++) {
          if (operands[index] !== 'r') continue;
          if (action === DO.using) this.want(this.get(a[index]!), this.now, this.now);
          else if (index > 0) this.look(this.get(a[index]!));
        }
        if (action !== DO.using && operands.startsWith('r')) this.set(a[0]!, UNKNOWN);
      }
    }
  }
}
