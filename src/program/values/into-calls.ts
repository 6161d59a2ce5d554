// Marked things on their way into calls: into the package's own methods, into lambdas and call-backs that are handed to the
// platform, into components that an intent starts, and through addresses to the data behind them. Leaves suspend blocks to
// suspended.ts and what comes out to trace.ts.
import { ACCESS } from '../../formats/dex/layout.js';
import { OP } from '../../formats/dex/opcodes.js';
import { methodName, methodParameters } from '../program.js';
import { ATOM_SPAN, parameterAtom, SURE, type Entering, type Waiting } from './facts.js';
import { ATOM, type Call } from './graph.js';
import { RECEIVER, type Access, type ModelFlow } from './models.js';
import { ANYTHING, Suspended } from './suspended.js';

/** What every object answers about itself and that carries no data on; parcels are followed as what is in them. */
const ASKS =
  /^(?:equals|hashCode|compareTo|compare|describeContents|writeToParcel|contains|containsKey|containsValue|indexOf|indexOfKey|isEmpty|size|finalize)$/;

/** Methods of which a call means one, and the steps into all of them are believed. */
export const FEW_MEANT = 6;
/** The same where what is handed over can be anything: what resumes, observes or collects is written once for all. */
export const FEW_MEANT_OF_ANY = 2;

/** In place of an argument: the object that a call by name makes. */
export const MADE = -2;

/** Arguments of a platform's method that is found by its name. */
const MAX_NAMED_ARGUMENTS = 8;

const NAME_SPAN = 2 ** 12;
const CALL_SPAN = 2 ** 19;

export abstract class IntoCalls extends Suspended {
  protected give(id: number, fact: number, index: number, call: Call, root: number, path: number): void {
    const { world } = this;
    const { graph } = this.contexts[id]!;
    if (call.target < 0) return; // a lambda keeps what it captures
    if (path !== 0 && world.isFieldOfScreen(world.paths.head(path))) {
      // What the platform is called for reads no field before the method is done, but by a call-back that it is handed.
      const reads = root !== 0 || world.isOwnCall(call.target);
      if (reads) this.publish(id, fact, path);
      return;
    }
    const receiver = call.op === OP.invokeStatic ? [] : (graph.sets[call.args[0]!] ?? []);
    const model = world.models.of(call.target);
    const isAddress = path !== 0 && world.paths.head(path) === world.places.address;
    // An address in a container is no more the data than one by itself.
    const names = this.wholeRest(path) !== 0;
    const argument = call.op === OP.invokeStatic ? root : root - 1;
    if (this.ask.isSink(call.target)) {
      const aims = path !== 0 && world.places.isAim(world.paths.head(path));
      this.arrivals.push({ fact, call, graph, argument, names, aims });
    }
    if (!isAddress) this.toComponents(id, fact, call, root, path);
    else if (this.ask.opens(call.target)) this.open(id, fact, index, call);
    if (model === null && world.isOwnCall(call.target) && !this.intoBlocks(id, fact, index, root, path)) {
      // A marked value is no object of the package unless the call leaves no choice.
      const whole = root === 0 && path === 0 && call.op !== OP.invokeStatic;
      const all = world.targets(graph, call.op, call.target, receiver);
      const targets = whole && (all === null || all.length !== 1 || !world.isOwnType(call.target)) ? [] : all;
      if (targets === null) world.note('limit/flow-targets');
      if (!ASKS.test(methodName(world.program, call.target))) {
        const by = (targets?.length ?? 0) > this.fewMeant(call, root) ? world.places.anyOf : SURE;
        for (const target of targets ?? []) this.call(id, fact, index, target, root, path, by);
      }
      const lambdas = receiver.filter((one) => graph.kind[one] === ATOM.object && graph.y[one] === 1);
      for (const lambda of lambdas)
        this.intoLambda(id, fact, index, lambda, root, path, methodName(world.program, call.target));
      if (root > 0) this.intoProxied(id, fact, index, receiver, root, path);
    }
    this.intoNamed(id, fact, index, root, path);
    for (const flow of model?.flows ?? []) this.acrossModel(id, fact, index, call, root, path, flow);
    this.intoCallBacks(id, fact, index, call, root, path);
  }

  /** What a call on a proxy is given comes to the handler that the proxy was made with, in the array of arguments. */
  private intoProxied(
    id: number,
    fact: number,
    index: number,
    receiver: readonly number[],
    root: number,
    path: number,
  ): void {
    const { graph } = this.contexts[id]!;
    const { program, places, paths } = this.world;
    const inArray = paths.before(places.element(root - 1), path);
    for (const atom of receiver) {
      const made = graph.kind[atom] === ATOM.result ? graph.calls[graph.x[atom]!]! : undefined;
      if (!made || made.target < 0 || methodName(program, made.target) !== 'newProxyInstance') continue;
      for (const handler of graph.sets[made.args[2] ?? 0]!) {
        const bound =
          graph.kind[handler] === ATOM.object && graph.y[handler] === 1 ? this.bindingOf(id, handler) : null;
        const type = graph.type[handler]!;
        const cls = type < 0 ? -1 : program.typeClass[type]!;
        const methods = bound ? [bound.method] : cls < 0 ? [] : this.world.named(cls, 'invoke');
        for (const method of methods)
          this.start(id, fact, index, method, (bound?.captured ?? 1) + 2, inArray, {
            argument: () => -1,
            callBack: null,
            through: -1,
            captured: bound?.captured ?? 0,
          });
      }
    }
  }

  /** Into methods that a call finds by their names: what is in the array of arguments comes in by the parameters. */
  private intoNamed(id: number, fact: number, index: number, root: number, path: number): void {
    const { graph } = this.contexts[id]!;
    const named = this.world.byName.at(graph.method, graph.calls[index]!.at);
    if (!named || (named.how !== 'call' && named.how !== 'make')) return;
    const { paths, places } = this.world;
    const makes = named.how === 'make';
    const array = makes ? 1 : 2;
    for (const member of root === array && path !== 0 ? named.outside : []) {
      const names = this.wholeRest(path) !== 0;
      const call = graph.calls[index]!;
      for (let i = 0; i < MAX_NAMED_ARGUMENTS; i++)
        if (paths.head(path) === places.element(i))
          this.arrivals.push({ fact, call, graph, argument: i, names, aims: false, member });
    }
    for (const target of named.targets) {
      const offset = this.isStaticMethod(target) ? 0 : 1;
      const start = (parameter: number, rest: number): void =>
        this.start(id, fact, index, target, parameter, rest, {
          argument: this.namedArgument(target),
          callBack: null,
          through: -1,
          captured: 0,
        });
      if (!makes && root === 1 && offset === 1 && path !== 0) start(0, path);
      if (root !== array || path === 0) continue;
      const count = methodParameters(this.world.program, target).length;
      for (let i = 0; i < count; i++)
        if (places.meets(paths.head(path), places.element(i))) start(i + offset, paths.tail(path));
    }
  }
  private isStaticMethod(method: number): boolean {
    return (this.world.program.methodAccess[method]! & ACCESS.static) !== 0;
  }
  /** What a method found by its name changes: the object it was called on, or that was made. */
  protected namedArgument(target: number): (parameter: number) => number {
    const isMade = (this.world.program.methodAccess[target]! & ACCESS.constructor) !== 0;
    const isStatic = this.isStaticMethod(target);
    return (parameter) => (parameter !== 0 || isStatic ? -1 : isMade ? MADE : 1);
  }

  private fewMeant(call: Call, root: number): number {
    const argument = call.op === OP.invokeStatic ? root : root - 1;
    const type = methodParameters(this.world.program, call.target)[argument];
    return type === ANYTHING ? FEW_MEANT_OF_ANY : FEW_MEANT;
  }
  /** An intent that starts components of the app is what they are started with. */
  protected toComponents(id: number, fact: number, call: Call, root: number, path: number): void {
    if (path === 0) return;
    const handed = this.ask.intents(this.contexts[id]!.graph, call);
    if (!handed || handed.argument !== root) return;
    const { places, paths } = this.world;
    for (const component of handed.components)
      this.publish(id, fact, paths.before(places.global('own-intent', component), path));
  }

  /** The thing itself, reached by its address. */
  protected open(id: number, fact: number, index: number, call: Call): void {
    void index;
    const { graph } = this.contexts[id]!;
    this.add(id, call.result, 0, -1, call.at, fact);
    if (methodName(this.world.program, call.target) !== '<init>') return;
    for (const atom of graph.sets[call.args[0]!] ?? []) this.add(id, atom, 0, -1, call.at, fact);
  }

  protected call(
    id: number,
    fact: number,
    index: number,
    target: number,
    root: number,
    path: number,
    by: number,
  ): void {
    this.start(id, fact, index, target, root, path, {
      argument: (parameter) => parameter,
      callBack: null,
      through: -1,
      captured: 0,
      by,
    });
  }

  protected start(
    id: number,
    fact: number,
    index: number,
    target: number,
    parameter: number,
    path: number,
    how: Entering,
  ): void {
    this.work++;
    // What something is resumed with is what the call gave that it waited for.
    if (parameter === 1 && this.world.coroutines.isBody(target)) return;
    const context = this.enter(target, parameter, path);
    if (context < 0) return;
    const callee = this.contexts[context]!;
    // A method of a library can have as many callers as there are facts.
    const key = (fact * NAME_SPAN + (this.nameId(how.callBack) % NAME_SPAN)) * CALL_SPAN + index;
    if (callee.callerKeys.has(key)) return;
    callee.callerKeys.add(key);
    const { graph } = callee;
    const atom = parameterAtom(graph, parameter);
    if (atom < 0) return;
    const at = this.contexts[id]!.graph.calls[index]!.at;
    this.add(context, atom, path, -1, at, fact, how.by);
    const waiting: Waiting = { by: SURE, ...how, context: id, fact, call: index };
    callee.callers.push(waiting);
    for (const exit of [...callee.exits]) this.comeBack(waiting, exit.root, exit.path, exit.fact);
  }

  /** Objects of the package that are handed to the platform are called back, and lambdas run. */
  protected intoCallBacks(
    id: number,
    fact: number,
    index: number,
    call: Call,
    root: number,
    path: number,
  ): void {
    const { world } = this;
    if (path === 0 || (world.isOwnCall(call.target) && world.models.of(call.target) === null)) return;
    const { graph, method } = this.contexts[id]!;
    const head = world.paths.head(path);
    const isModelled = world.models.of(call.target) !== null;
    for (const atom of graph.sets[call.args[root]!] ?? []) {
      // What a call-back leaves in its own object is found by the field.
      if (graph.kind[atom] === ATOM.parameter && graph.x[atom] === 0 && this.isCalledBack(method)) continue;
      if (!isModelled && this.isHandedOver(fact, atom)) continue;
      if (graph.kind[atom] === ATOM.object && graph.y[atom] === 1) {
        const captured = world.places.capturedAt(head);
        if (captured >= 0) this.intoLambdaAt(id, fact, index, atom, captured, world.paths.tail(path), root);
      } else if (world.places.isField(head)) {
        for (const target of this.callBacksOf(graph.type[atom]!, head)) {
          this.start(id, fact, index, target, 0, path, {
            argument: (parameter) => (parameter === 0 ? root : -1),
            callBack: methodName(world.program, target),
            through: root,
            captured: 0,
          });
        }
      }
    }
  }
  private readonly handedOver = new Set<number>();
  /** The platform was given the thing already, by whichever call. */
  private isHandedOver(fact: number, atom: number): boolean {
    const key = fact * ATOM_SPAN + atom;
    if (this.handedOver.has(key)) return true;
    this.handedOver.add(key);
    return false;
  }
  private readonly calledBack = new Map<number, boolean>();
  /** The platform calls the method on objects it was given. */
  protected isCalledBack(method: number): boolean {
    let known = this.calledBack.get(method);
    if (known === undefined) this.calledBack.set(method, (known = this.findCalledBack(method)));
    return known;
  }
  private findCalledBack(method: number): boolean {
    const { program, overrides } = this.world;
    if ((program.methodAccess[method]! & (ACCESS.static | ACCESS.constructor)) !== 0) return false;
    const cls = program.methodClass[method]!;
    return (
      cls >= 0 && overrides.of(cls).some((one) => one.method === method && one.owner !== 'Ljava/lang/Object;')
    );
  }
  /** Methods that the platform calls on an object of a type, or of the classes that have the field. */
  protected callBacksOf(type: number, field: number): number[] {
    const { program } = this.world;
    let cls = type < 0 ? -1 : program.typeClass[type]!;
    if (cls < 0) cls = program.typeClass[program.fieldKeys.first.at(field)]!;
    if (cls < 0) return [];
    return this.world.overrides
      .of(cls)
      .filter(({ owner }) => owner !== 'Ljava/lang/Object;')
      .map(({ method }) => method);
  }

  protected bindingOf(id: number, lambda: number): { method: number; captured: number } | null {
    const { graph } = this.contexts[id]!;
    const made = graph.calls[graph.callAt.get(graph.x[lambda]!) ?? -1];
    const method = made?.site?.methods.at(-1) ?? made?.site?.methods[0];
    const first = made?.site?.methods[0] ?? method;
    if (!made || first === undefined) return null;
    return { method: first, captured: made.args.length };
  }
  protected intoLambdaAt(
    id: number,
    fact: number,
    index: number,
    lambda: number,
    parameter: number,
    path: number,
    through: number,
  ): void {
    const bound = this.bindingOf(id, lambda);
    if (!bound) return;
    this.start(id, fact, index, bound.method, parameter, path, {
      argument: () => -1,
      callBack: '',
      through,
      captured: bound.captured,
    });
  }
  protected intoLambda(
    id: number,
    fact: number,
    index: number,
    lambda: number,
    root: number,
    path: number,
    _name: string,
  ): void {
    const bound = this.bindingOf(id, lambda);
    if (!bound) return;
    if (root === 0) {
      const captured = path === 0 ? -1 : this.world.places.capturedAt(this.world.paths.head(path));
      if (captured >= 0) this.intoLambdaAt(id, fact, index, lambda, captured, this.world.paths.tail(path), 0);
      return;
    }
    this.start(id, fact, index, bound.method, bound.captured + root - 1, path, {
      argument: () => -1,
      callBack: null,
      through: -1,
      captured: bound.captured,
    });
  }

  /** A model's flow whose end is a call-back's parameter. */
  protected acrossModel(
    id: number,
    fact: number,
    index: number,
    call: Call,
    root: number,
    path: number,
    flow: ModelFlow,
  ): void {
    const parameter = flow.to.steps.find((step) => step.kind === 'parameter');
    if (parameter?.kind !== 'parameter') return;
    if (flow.from.steps.some((step) => step.kind === 'answer')) return;
    if (this.rootIn(call, flow.from) !== root) return;
    const rest = this.past(flow.from, path);
    if (rest < 0) return;
    this.intoParameter(
      id,
      fact,
      index,
      this.rootIn(call, flow.to),
      parameter.method,
      parameter.position,
      rest,
    );
  }
  protected rootIn(call: Call, access: Access): number {
    const offset = call.op === OP.invokeStatic ? 0 : 1;
    return access.root === RECEIVER ? 0 : access.root >= 0 ? access.root + offset : -1;
  }
  /** What is left of a path behind an access's places; -1 when it does not go through them. */
  protected past(access: Access, path: number): number {
    const { paths, places } = this.world;
    let rest = path;
    for (const step of access.steps) {
      if (rest === 0) return 0;
      const place = step.kind === 'place' ? step.place : places.any;
      if (!places.meets(place, paths.head(rest))) return -1;
      rest = paths.tail(rest);
    }
    return rest;
  }
  protected intoParameter(
    id: number,
    fact: number,
    index: number,
    through: number,
    name: string,
    position: number,
    path: number,
  ): void {
    const { graph } = this.contexts[id]!;
    const call = graph.calls[index]!;
    const { program } = this.world;
    for (const atom of graph.sets[call.args[through] ?? 0] ?? []) {
      if (graph.kind[atom] === ATOM.object && graph.y[atom] === 1) {
        const bound = this.bindingOf(id, atom);
        if (bound) {
          this.start(id, fact, index, bound.method, bound.captured + position, path, {
            argument: () => -1,
            callBack: name,
            through,
            captured: bound.captured,
          });
        }
        continue;
      }
      const type = graph.type[atom]!;
      const cls = type < 0 ? -1 : program.typeClass[type]!;
      for (const method of cls < 0 ? [] : this.world.named(cls, name)) {
        this.start(id, fact, index, method, position + 1, path, {
          argument: (parameter) => (parameter === 0 ? through : -1),
          callBack: name,
          through,
          captured: 0,
        });
      }
    }
  }
}
