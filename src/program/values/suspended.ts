// Kotlin's suspend functions and blocks: what a block answers, who runs it, who waits for it. What a call gives that need not
// wait is what it gives when it is resumed, so that nothing is followed through resuming. Leaves telling them by their shape
// to coroutines.ts and all other calls to into-calls.ts.
import { OP } from '../../formats/dex/opcodes.js';
import { methodName, methodParameters } from '../program.js';
import { FactBook, INSIDE, type Entering } from './facts.js';
import { ATOM, type Call, type Graph } from './graph.js';
import { END } from './uses.js';

/** In place of a call-back's name: the body of a suspend block that a call is handed. */
export const BLOCK = ' block';
export const ANYTHING = 'Ljava/lang/Object;';

export abstract class Suspended extends FactBook {
  /** Follows a marked thing into a method that a call runs. */
  protected abstract start(
    id: number,
    fact: number,
    index: number,
    target: number,
    parameter: number,
    path: number,
    how: Entering,
  ): void;

  /**
   * What Kotlin's library does with blocks and those who wait for them is not followed through its code: a block runs, a
   * continuation that is resumed has its answer, and gives it when it is asked. True where that says all.
   */
  protected intoBlocks(id: number, fact: number, index: number, root: number, path: number): boolean {
    const { coroutines, places, paths, program } = this.world;
    if (!coroutines.any) return false;
    const { graph } = this.contexts[id]!;
    const call = graph.calls[index]!;
    const atoms = graph.sets[call.args[root]!] ?? [];
    if (call.op !== OP.invokeStatic && coroutines.isResume(call.target)) {
      const waiting = root === 1 ? (graph.sets[call.args[0]!] ?? []) : [];
      for (const atom of waiting)
        if (!isConstantAtom(graph, atom))
          this.add(id, atom, paths.before(places.answer, path), index, call.at, fact);
      return true;
    }
    const isMade = methodName(program, call.target) === '<init>';
    if (root > 0 && !isMade && call.op !== OP.invokeStatic && this.completes(call, root)) {
      for (const atom of graph.sets[call.args[0]!] ?? [])
        if (!isConstantAtom(graph, atom))
          this.add(id, atom, paths.before(places.answer, path), index, call.at, fact);
      return true;
    }
    if (path === 0) return false;
    const head = paths.head(path);
    if (head === places.answer && root === 0 && call.op !== OP.invokeStatic) {
      if (this.world.givesAnything(call.target))
        this.add(id, call.result, paths.tail(path), -1, call.at, fact);
      return true;
    }
    if (!places.isField(head)) return false;
    const isArgument = root > 0 || call.op === OP.invokeStatic;
    if (isArgument && this.isWaitingHere(graph, atoms, head)) return true;
    if (isMade) return false;
    let all = atoms.length > 0;
    for (const atom of atoms) {
      // Whoever calls a block, or has it copied, runs it.
      const body = isArgument ? this.blockOf(graph, atom) : coroutines.blockWith(head);
      if (body < 0 || call.target === body) all = false;
      else
        this.start(id, fact, index, body, 0, path, {
          argument: (parameter) => (parameter === 0 ? root : -1),
          callBack: BLOCK,
          through: root,
          captured: 0,
        });
    }
    return all;
  }
  /** A deferred value is told what it gives. */
  private completes(call: Call, root: number): boolean {
    const { coroutines, program } = this.world;
    return (
      methodParameters(program, call.target)[root - 1] === ANYTHING &&
      coroutines.isKeeper(this.world.ownerOf(call.target))
    );
  }
  /** What waits for the call reads nothing of what the method keeps: the method itself, or what it is resumed by. */
  private isWaitingHere(graph: Graph, atoms: readonly number[], field: number): boolean {
    const { coroutines, program } = this.world;
    if (!coroutines.isOwnField(field)) return false;
    if (this.isPutAside(field)) return true;
    if (!coroutines.isBlock(program.typeClass[program.fieldKeys.first.at(field)]!)) return true;
    return (
      coroutines.isBody(graph.method) &&
      atoms.every((atom) => graph.kind[atom] === ATOM.parameter && graph.x[atom] === 0)
    );
  }
  private readonly putAside = new Map<number, boolean>();
  /** A body keeps a local value in a field of its own, which it can share with what it was given. */
  protected putsAside(method: number, field: number): boolean {
    const { coroutines } = this.world;
    return (
      this.isPutAside(field) ||
      (coroutines.isOwnField(field) &&
        coroutines.isBody(method) &&
        this.readers.writersOf(field).includes(method))
    );
  }
  /** A field in which a suspend function keeps a local value while it waits. */
  protected isPutAside(field: number): boolean {
    const { coroutines } = this.world;
    if (!coroutines.isOwnField(field)) return false;
    let known = this.putAside.get(field);
    if (known === undefined) {
      const reads = new Set(this.readers.ofField(field));
      known = this.readers.writersOf(field).every((method) => reads.has(method));
      this.putAside.set(field, known);
    }
    return known;
  }
  /** The body of a suspend block that is made here, or -1. */
  protected blockOf(graph: Graph, atom: number): number {
    const { coroutines, program } = this.world;
    if (graph.kind[atom] !== ATOM.object || graph.y[atom] !== 0 || graph.type[atom]! < 0) return -1;
    const cls = program.typeClass[graph.type[atom]!]!;
    return cls >= 0 && coroutines.isBlock(cls) ? coroutines.bodyOf(cls) : -1;
  }

  /**
   * What the body of a suspend block answers by itself, or puts into what it captured, goes to where the block is handed to
   * something that runs it.
   */
  protected toWaiting(id: number, fact: number, root: number, path: number): void {
    const { program, coroutines } = this.world;
    const { method } = this.contexts[id]!;
    const cls = program.methodClass[method]!;
    if (!coroutines.isBlock(cls)) return; // a suspend function gives it to its callers
    for (const maker of this.readers.makersOf(cls, method)) {
      if (!this.ask.alive(maker) || program.methodClass[maker] === cls) continue;
      const context = this.enter(maker, INSIDE, 0);
      if (context < 0) continue;
      const { graph } = this.contexts[context]!;
      graph.calls.forEach((call, index) => {
        if (call.target < 0) return;
        call.args.forEach((set, through) => {
          const blocks = graph.sets[set]!.filter((atom) => this.blockOf(graph, atom) === method);
          if (blocks.length === 0) return;
          if (root === END.returned) this.answerBlock(context, call, through, path, fact);
          else for (const block of blocks) this.add(context, block, path, index, call.at, fact);
        });
      });
    }
  }
  /** What a block answers is given by the call that was handed it, or kept by what the call gives or what waits for it. */
  protected answerBlock(id: number, call: Call, through: number, path: number, from: number): void {
    const { world } = this;
    const { graph } = this.contexts[id]!;
    const { coroutines, places, paths } = world;
    const answered = paths.before(places.answer, path);
    const index = graph.callAt.get(call.at)!;
    const makes = methodName(world.program, call.target) === '<init>';
    if (!makes && world.givesAnything(call.target)) this.add(id, call.result, path, -1, call.at, from);
    else if (!makes && this.isDeferred(world.returnType(call.target)))
      this.add(id, call.result, answered, -1, call.at, from);
    call.args.forEach((set, position) => {
      if (position === through) return;
      for (const atom of graph.sets[set]!)
        if (graph.kind[atom] === ATOM.object && coroutines.isWaiting(graph.type[atom]!))
          this.add(id, atom, answered, index, call.at, from);
    });
  }
  /** What a call gives can stand for what a block that it was handed answers. */
  private isDeferred(type: number): boolean {
    return this.world.isOwnClass(type) && !this.world.coroutines.isContinuation(type);
  }
  /** What something kept before it had its answer finds it there: blocks and call-backs that it was handed to. */
  protected answerKeepers(id: number, fact: number, atom: number, path: number): void {
    const { graph } = this.contexts[id]!;
    const { paths, places } = this.world;
    const found = new Set<number>();
    for (const { held } of graph.calls)
      for (let i = 0; i < held.length; i += 3)
        if (places.isField(held[i + 1]!) && graph.sets[held[i + 2]!]!.includes(atom)) found.add(held[i + 1]!);
    for (const field of found) this.publish(id, fact, paths.before(field, path));
  }
}

function isConstantAtom(graph: Graph, atom: number): boolean {
  const kind = graph.kind[atom];
  return kind === ATOM.text || kind === ATOM.number || kind === ATOM.class;
}
