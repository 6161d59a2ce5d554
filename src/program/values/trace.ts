// Follows marked values over the whole program: within a method along its graph, into what it calls and back to exactly
// that call, out to all callers where the mark arose inside, through fields, channels, call-backs and exceptions. Leaves
// ways into calls to into-calls.ts, fields and channels to elsewhere.ts, sources and sinks to flows.ts.
import { checkTime } from '../../bytes/deadline.js';
import { OP } from '../../formats/dex/opcodes.js';
import { methodName, methodType } from '../program.js';
import { arises, INSIDE, KEYED, SURE, type Waiting } from './facts.js';
import { ATOM, type Call, type Graph } from './graph.js';
import { Elsewhere } from './elsewhere.js';
import { FEW_MEANT, FEW_MEANT_OF_ANY, MADE } from './into-calls.js';
import { isKeyGuessed, keyAt, keyOfCaller } from './keys.js';
import { RETURN } from './models.js';
import { BLOCK } from './suspended.js';
import { END, rootOf } from './uses.js';

/** Methods of which one is meant by a call on something unknown. */
const MAX_MEANT = 24;
/** The same for a call by a type of the platform, which classes of all libraries implement. */
const MAX_MEANT_OUTSIDE = 6;
/** Calls that something thrown goes up through without being caught. */
const MAX_THROWN = 4;

export class Trace extends Elsewhere {
  run(): void {
    const { limits } = this.world;
    for (let i = 0; i < this.queue.length; i++) {
      if (this.facts.atom.length > limits.flowFacts) {
        this.world.note('limit/flow-facts');
        return;
      }
      if (this.work + this.world.work > limits.flowWork) {
        this.world.note('limit/flow-work');
        return;
      }
      if ((i & 63) === 0) checkTime();
      this.expand(this.queue[i]!);
    }
  }

  private expand(fact: number): void {
    const { facts, world } = this;
    const id = facts.context[fact]!;
    const context = this.contexts[id]!;
    const { graph } = context;
    const atom = facts.atom[fact]!;
    const path = facts.path[fact]!;
    const since = facts.since[fact]!;
    const plain = path === 0 || world.paths.head(path) === world.places.address;
    if (plain) {
      for (const to of graph.derived[atom] ?? []) this.add(id, to, path, -1, this.placeOf(graph, to), fact);
    }
    for (const to of graph.loads[atom] ?? []) this.intoLoad(id, fact, to, path, since, plain);
    // A screen or service is handed around everywhere: what its fields hold is found by the field.
    if (!plain && world.isHandle(graph.type[atom]!) && context.root !== 0) {
      if (since >= 0) this.publish(id, fact, path);
      return;
    }
    for (const given of context.uses.given[atom] ?? []) {
      const call = graph.calls[given.call]!;
      if (since >= 0 && !this.canFollow(graph, since, given.call)) continue;
      this.give(id, fact, given.call, call, given.root, this.join(given.path, path));
    }
    this.leave(id, fact, atom, path, since);
  }

  private intoLoad(
    context: number,
    fact: number,
    load: number,
    path: number,
    since: number,
    plain: boolean,
  ): void {
    const { paths, places } = this.world;
    const { graph } = this.contexts[context]!;
    const place = graph.z[load]!;
    const isAfter = graph.kind[load] === ATOM.after;
    if (plain) {
      // A part of a marked value is marked, unless it is a way back to a handle, or what went wrong: values and failures
      // come by one way in code that hands on either.
      const type = graph.type[load]!;
      if (!this.world.isHandle(type) && !this.world.isThrown(type) && path === 0)
        this.add(context, load, 0, -1, this.facts.at[fact]!, fact);
      return;
    }
    if (isAfter && (since < 0 || graph.calls[since]!.result !== graph.x[load])) return;
    const head = paths.head(path);
    // What waits keeps its answer in a field that can hold anything.
    if (head === places.answer && this.world.holdsAnything(place)) {
      this.add(context, load, paths.tail(path), -1, this.facts.at[fact]!, fact);
      return;
    }
    if (!places.meets(head, place)) return;
    const rest = place === places.any ? this.wholeRest(path) : paths.tail(path);
    this.add(context, load, rest, -1, this.facts.at[fact]!, fact);
  }
  // Out of methods

  private leave(id: number, fact: number, atom: number, path: number, since: number): void {
    const context = this.contexts[id]!;
    const { graph, uses } = context;
    for (const { root, path: before } of uses.left[atom] ?? [])
      this.exit(id, fact, root, this.join(before, path));
    if (since < 0 || path === 0) return;
    // A call put it into something that is known outside.
    const kind = graph.kind[atom]!;
    if (kind === ATOM.object) {
      if (this.world.paths.head(path) === this.world.places.answer) this.answerKeepers(id, fact, atom, path);
      return;
    }
    if (kind === ATOM.result) {
      this.throughResult(id, fact, graph.calls[graph.x[atom]!]!, path, since);
      return;
    }
    const { root, way } = rootOf(graph, atom, this.world.places);
    const whole = way.reduceRight((rest, place) => this.world.paths.before(place, rest), path);
    this.exit(id, fact, root, whole);
  }

  /** What was put into something that a call gave is put into what that call took it from. */
  private throughResult(id: number, fact: number, call: Call, path: number, since: number): void {
    const { world } = this;
    const { graph } = this.contexts[id]!;
    // What a model gives from a place is known by that place.
    if (call.target < 0 || !world.isOwnCall(call.target) || world.models.of(call.target) !== null) return;
    const receiver = call.op === OP.invokeStatic ? [] : (graph.sets[call.args[0]!] ?? []);
    for (const target of world.targets(graph, call.op, call.target, receiver) ?? []) {
      const callee = world.graph(target);
      for (const atom of callee?.sets[callee.returned] ?? []) {
        if (callee!.kind[atom] !== ATOM.load && callee!.kind[atom] !== ATOM.parameter) continue;
        const { root, way } = rootOf(callee!, atom, world.places);
        const whole = way.reduceRight((rest, place) => world.paths.before(place, rest), path);
        if (root === END.everywhere) this.publish(id, fact, whole);
        else
          for (const holder of graph.sets[call.args[root] ?? 0] ?? [])
            this.add(id, holder, whole, since, call.at, fact);
      }
    }
  }

  private exit(id: number, came: number, root: number, path: number): void {
    let fact = came;
    const context = this.contexts[id]!;
    if (this.isTooLong(path)) {
      this.publish(id, fact, path);
      return;
    }
    for (const { parameter, place } of this.world.boundEnds(context.method)) {
      if (parameter === (root === END.returned ? -1 : root) && root !== END.thrown && root !== END.everywhere)
        if (root === END.returned || path !== 0) this.publish(id, fact, this.world.paths.before(place, path));
    }
    if (root === context.root && path === context.path) return; // as it came in
    // What is put aside while something waits is there when the call that it waits for gives its answer at once.
    if (root >= 0 && path !== 0 && this.putsAside(context.method, this.world.paths.head(path))) return;
    if (root === END.everywhere && this.world.places.keyParameter(this.world.paths.head(path)) < 0) {
      this.publish(id, fact, path);
      return;
    }
    if (root >= 0 && path === 0) return; // a parameter itself cannot be replaced
    if (root >= 0 && this.world.isFieldOfScreen(this.world.paths.head(path))) {
      this.publish(id, fact, path);
      return;
    }
    const known = context.exits.find((one) => one.root === root && one.path === path);
    if (!arises(context.root)) {
      if (known) return;
      context.exits.push({ root, path, fact });
      for (const waiting of [...context.callers]) this.comeBack(waiting, root, path, fact);
    } else {
      // All marks that arose inside come out alike: callers are gone through once for them together.
      const knot = known?.fact ?? this.knot(id, path);
      this.link(fact, knot);
      if (known) return;
      context.exits.push({ root, path, fact: knot });
      this.toCallers(id, knot, root, path);
      fact = knot;
    }
    const first = this.world.paths.head(path);
    if (root === 0 && path !== 0 && this.isCalledBack(context.method))
      this.publishField(id, fact, first, path);
  }

  private publishField(id: number, fact: number, first: number, path: number): void {
    if (this.world.places.isField(first)) this.publish(id, fact, path);
  }

  /** The mark arose in the method: it comes out at every call of it. */
  private toCallers(id: number, fact: number, root: number, path: number): void {
    const { method } = this.contexts[id]!;
    if ((root === END.returned || root === 0) && this.world.coroutines.isBody(method)) {
      this.toWaiting(id, fact, root, path);
      return;
    }
    if (root === END.thrown) {
      this.toHandlers(method, fact, path);
      return;
    }
    const callers = this.readers.of(method);
    if (callers.length > this.world.limits.flowReaders) {
      this.world.note('limit/flow-readers');
      return;
    }
    if (root === END.everywhere && callers.length === 0) this.publish(id, fact, path);
    for (const { method: from, at } of callers) {
      if (!this.ask.alive(from)) continue;
      const graph = this.world.graph(from);
      const index = graph?.callAt.get(at) ?? -1;
      const call = graph?.calls[index];
      if (!graph || !call || call.site !== null || !this.means(graph, call, method)) continue;
      const context = this.callerContext(id, from, graph, call);
      if (context < 0) continue;
      this.comeBack(
        {
          context,
          fact,
          call: index,
          argument: (parameter) => parameter,
          callBack: null,
          through: -1,
          captured: 0,
          by: this.guessedBy(id, graph, call),
        },
        root,
        path,
        fact,
      );
    }
    for (const { method: from, at } of this.world.byName.callersOf(method)) {
      if (!this.ask.alive(from)) continue;
      const graph = this.world.graph(from);
      const index = graph?.callAt.get(at) ?? -1;
      if (!graph || index < 0) continue;
      const context = this.enter(from, INSIDE, 0);
      if (context < 0) continue;
      const by = { context, fact, call: index, argument: this.namedArgument(method), by: SURE };
      this.comeBack({ ...by, callBack: null, through: -1, captured: 0 }, root, path, fact);
    }
    if (root === END.returned) this.toAskers(fact, path);
    if (callers.length === 0 && root === 0 && path !== 0)
      this.publishField(id, fact, this.world.paths.head(path), path);
  }
  /** The place by which a call is only guessed to give what is marked: one of many methods, a key that is not told. */
  private guessedBy(id: number, graph: Graph, call: Call): number {
    const { root, path } = this.contexts[id]!;
    if (root === KEYED && isKeyGuessed(this.world, graph, call, path)) return this.world.paths.head(path);
    return this.meansMany(graph, call) ? this.world.places.anyOf : SURE;
  }
  /** What is thrown out of methods is caught by the nearest above that have handlers. */
  private toHandlers(method: number, fact: number, path: number): void {
    for (const { method: from, at } of this.readers.handlersAbove(method, MAX_THROWN)) {
      if (!this.ask.alive(from)) continue;
      const context = this.enter(from, INSIDE, 0);
      if (context < 0) continue;
      const { graph } = this.contexts[context]!;
      const call = graph.calls[graph.callAt.get(at) ?? -1];
      for (const caught of call?.caught ?? []) this.add(context, caught, path, -1, at, fact);
    }
  }
  /** A caller as a place where the mark comes out; -1 when what it names is not what is marked. */
  private callerContext(id: number, from: number, graph: Graph, call: Call): number {
    const { root, path } = this.contexts[id]!;
    const named = root === KEYED ? keyOfCaller(this.world, graph, call, path) : 0;
    if (named === null) return -1;
    return named === 0 ? this.enter(from, INSIDE, 0) : this.enter(from, KEYED, named);
  }
  /** What a call-back gives by itself goes to where its object is handed to something that calls it. */
  private toAskers(fact: number, path: number): void {
    const { program } = this.world;
    const { method } = this.contexts[this.facts.context[fact]!]!;
    const name = methodName(program, method);
    for (const maker of this.readers.makersOf(program.methodClass[method]!, method)) {
      if (!this.ask.alive(maker)) continue;
      const context = this.enter(maker, INSIDE, 0);
      if (context < 0) continue;
      const { graph } = this.contexts[context]!;
      graph.calls.forEach((call, index) => {
        const model = call.target < 0 ? null : this.world.models.of(call.target);
        if (!model?.flows.some(({ from }) => from.steps.some(({ kind }) => kind === 'answer'))) return;
        call.args.forEach((set, through) => {
          const given = [...graph.sets[set]!, ...heldIn(graph, call, set)];
          if (!given.some((atom) => this.isObjectOf(context, atom, method))) return;
          this.answer(
            {
              context,
              fact,
              call: index,
              argument: () => -1,
              callBack: name,
              through,
              captured: 0,
              by: SURE,
            },
            path,
            fact,
          );
        });
      });
    }
  }
  private isObjectOf(context: number, atom: number, method: number): boolean {
    const { graph } = this.contexts[context]!;
    if (graph.kind[atom] !== ATOM.object) return false;
    if (graph.y[atom] === 1) return this.bindingOf(context, atom)?.method === method;
    const { program } = this.world;
    return graph.type[atom]! >= 0 && program.typeClass[graph.type[atom]!] === program.methodClass[method];
  }
  /**
   * A call that a mark comes out at, though nothing came in by it, must mean the method: a call of what every object
   * has, or of one of many that an interface can be, says nothing unless it is made on an object of the class.
   */
  private means(graph: Graph, call: Call, method: number): boolean {
    if (call.op !== OP.invokeVirtual && call.op !== OP.invokeInterface) return true;
    const { world } = this;
    if (world.models.of(call.target) !== null) return false; // which says what such calls give
    const receiver = graph.sets[call.args[0]!] ?? [];
    const targets = world.targets(graph, call.op, call.target, receiver);
    if (targets === null || !targets.includes(method)) return false;
    if (receiver.some((atom) => world.isOwnClass(graph.type[atom]!))) return targets.length <= MAX_MEANT;
    if (methodType(world.program, call.target) === 'Ljava/lang/Object;') return false;
    return targets.length <= (world.isOwnType(call.target) ? MAX_MEANT : MAX_MEANT_OUTSIDE);
  }

  /** The call can mean so many methods that none of them is believed to be the one. */
  private meansMany(graph: Graph, call: Call): boolean {
    if (call.op !== OP.invokeVirtual && call.op !== OP.invokeInterface) return false;
    const targets = this.world.targets(graph, call.op, call.target, graph.sets[call.args[0]!] ?? []);
    const any = this.world.givesAnything(call.target);
    return targets === null || targets.length > (any ? FEW_MEANT_OF_ANY : FEW_MEANT);
  }

  protected comeBack(waiting: Waiting, root: number, path: number, exitFact: number): void {
    this.work++;
    const { context: id, call: index, fact, by } = waiting;
    const { graph } = this.contexts[id]!;
    const call = graph.calls[index]!;
    const from = arises(this.contexts[this.facts.context[exitFact]!]!.root) ? exitFact : fact;
    if (root === END.everywhere) {
      const { paths, places } = this.world;
      const parameter =
        waiting.callBack === null ? waiting.argument(places.keyParameter(paths.head(path))) : -1;
      const place = keyAt(this.world, graph, call, paths.head(path), parameter);
      this.exit(id, from, END.everywhere, paths.before(place, paths.tail(path)));
      return;
    }
    if (root === END.thrown) {
      if (waiting.callBack !== null) return;
      for (const caught of call.caught) this.add(id, caught, path, -1, call.at, from, by);
      if (call.caught.length === 0) this.exit(id, from, END.thrown, path);
      return;
    }
    if (root === END.returned) {
      if (waiting.callBack === null) this.add(id, call.result, path, -1, call.at, from, by);
      else if (waiting.callBack === BLOCK) this.answerBlock(id, call, waiting.through, path, from);
      else this.answer(waiting, path, from);
      return;
    }
    const argument = waiting.argument(root);
    if (argument < 0 && argument !== MADE) {
      this.intoCaptured(waiting, root, path, from);
      return;
    }
    const atoms =
      argument === MADE ? graph.sets[graph.madeBy[index] ?? 0] : graph.sets[call.args[argument] ?? 0];
    for (const atom of atoms ?? []) {
      if (graph.kind[atom] === ATOM.text || graph.kind[atom] === ATOM.number) continue;
      this.add(id, atom, path, index, call.at, from, by);
    }
  }
  /** A lambda changed something that it captured. */
  private intoCaptured(waiting: Waiting, root: number, path: number, from: number): void {
    const { graph } = this.contexts[waiting.context]!;
    if (root >= waiting.captured) return;
    const call = graph.calls[waiting.call]!;
    for (const lambda of graph.sets[call.args[waiting.through] ?? 0] ?? []) {
      const made = graph.calls[graph.callAt.get(graph.x[lambda]!) ?? -1];
      for (const atom of graph.sets[made?.args[root] ?? 0] ?? [])
        this.add(waiting.context, atom, path, waiting.call, call.at, from);
    }
  }
  /** What a call-back gives goes where the model of the call says. */
  private answer(waiting: Waiting, path: number, from: number): void {
    const { world } = this;
    const { graph } = this.contexts[waiting.context]!;
    const call = graph.calls[waiting.call]!;
    for (const flow of world.models.of(call.target)?.flows ?? []) {
      const step = flow.from.steps.find((one) => one.kind === 'answer');
      if (step?.kind !== 'answer' || this.rootIn(call, flow.from) !== waiting.through) continue;
      if (
        step.method !== '' &&
        waiting.callBack !== '' &&
        !waiting.callBack?.startsWith('lambda$') &&
        step.method !== waiting.callBack
      )
        continue;
      const behind = { ...flow.from, steps: flow.from.steps.slice(flow.from.steps.indexOf(step) + 1) };
      const rest = this.past(behind, path);
      if (rest < 0) continue;
      const parameter = flow.to.steps.find((one) => one.kind === 'parameter');
      if (parameter?.kind === 'parameter') {
        const through = this.rootIn(call, flow.to);
        this.intoParameter(
          waiting.context,
          from,
          waiting.call,
          through,
          parameter.method,
          parameter.position,
          rest,
        );
        continue;
      }
      const whole = flow.to.steps.reduceRight(
        (tail, one) =>
          one.kind === 'place'
            ? world.paths.before(one.place, tail)
            : one.kind === 'key'
              ? world.paths.before(world.places.someKey, tail)
              : tail,
        rest,
      );
      if (flow.to.root === RETURN) this.add(waiting.context, call.result, whole, -1, call.at, from);
      else
        for (const atom of graph.sets[call.args[this.rootIn(call, flow.to)] ?? 0] ?? [])
          this.add(waiting.context, atom, whole, waiting.call, call.at, from);
    }
  }
}

/** What things of a set that a call is given hold: call-backs in a list. */
function heldIn(graph: Graph, call: Call, set: number): number[] {
  const found: number[] = [];
  for (let i = 0; i < call.held.length; i += 3)
    if (graph.sets[set]!.includes(call.held[i]!)) found.push(...graph.sets[call.held[i + 2]!]!);
  return found;
}
