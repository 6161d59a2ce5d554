// What a call gives back and changes when its code is not the package's: by a model where there is one, else what goes in
// comes out: in the result, and in the object called on, unless that is a handle. Leaves the package's own to trace.ts.
import { OP } from '../../formats/dex/opcodes.js';
import { methodName } from '../program.js';
import { ATOM, type Call } from './graph.js';
import type { Knowledge, State } from './knowledge.js';
import { itemPlace, nextPlace, takeOut } from './items.js';
import { GLOBAL, NOTHING, RECEIVER, RETURN, type Access, type Model, type Step } from './models.js';
import { EMPTY_SET } from './sets.js';

type GlobalStep = Extract<Step, { kind: 'global' }>;

/** Streams behind streams; more than compilers and people stack. */
const MAX_BEHIND = 5;

/** The result of a call; changes what the state says of the things it is given. */
export function callOutside(run: Knowledge, call: Call, state: State): number {
  const { world, sets } = run;
  const model = world.models.of(call.target);
  const own = sets.one(call.result);
  if (model !== null) return runModel(run, call, state, model);
  if (world.isOwnCall(call.target) && !isOutside(run, call)) return own;
  return runDefault(run, call, state);
}

/** True when the receiver is known to be made from a class that is not the package's. A constructor is the one written. */
function isOutside(run: Knowledge, call: Call): boolean {
  // A private method, a constructor and one of the class above are the one that is named.
  if (call.op !== OP.invokeVirtual && call.op !== OP.invokeInterface) return false;
  const { world, sets } = run;
  const atoms = sets.items[call.args[0] ?? EMPTY_SET]!;
  return atoms.length > 0 && atoms.every((atom) => world.runsOutside(run.type[atom]!, call.target));
}

function argumentOf(run: Knowledge, call: Call, root: number): number {
  if (root === GLOBAL) return run.sets.one(run.statics);
  if (root === RECEIVER) return call.op === OP.invokeStatic ? EMPTY_SET : (call.args[0] ?? EMPTY_SET);
  return call.args[call.op === OP.invokeStatic ? root : root + 1] ?? EMPTY_SET;
}

function runModel(run: Knowledge, call: Call, state: State, model: Model): number {
  let result = model.flows.some(({ only }) => only) ? EMPTY_SET : run.sets.one(call.result);
  for (const { from, to, same, where } of model.flows) {
    if (from.root === NOTHING) {
      if (where && run.numberOf(argumentOf(run, call, where.argument)) !== where.is) continue;
      const step = to.steps.at(-1)!;
      takeOut(run, state, argumentOf(run, call, to.root), step, placeOf(run, call, state, step), (argument) =>
        run.numberOf(argumentOf(run, call, argument)),
      );
      continue;
    }
    if (crossesCallBack(from) || crossesCallBack(to)) {
      // trace.ts follows these; what a call-back answers changes what it is put into.
      const into = to.root !== RETURN && to.root !== GLOBAL && !crossesCallBack(to);
      if (into) run.touch(state, argumentOf(run, call, to.root), call.result);
      continue;
    }
    if (from.steps.at(-1)?.kind === 'keys') {
      copyKeys(run, call, state, from, to);
      continue;
    }
    const value = same ? read(run, call, state, from) : derive(run, call, state, from, to);
    if (to.root === RETURN && to.steps.length === 0) result = run.union(result, value);
    else write(run, call, state, to, value, result);
  }
  return result;
}

const crossesCallBack = (access: Access): boolean =>
  access.steps.some(({ kind }) => kind === 'parameter' || kind === 'answer');

function placeOf(run: Knowledge, call: Call, state: State, step: Access['steps'][number]): number {
  if (step.kind === 'place') return step.place;
  if (step.kind === 'global') return channelOf(run, call, state, step);
  if (step.kind === 'item') return itemPlace(run, argumentOf(run, call, step.argument));
  if (step.kind === 'keys') return run.places.someKey;
  if (step.kind !== 'key' && step.kind !== 'column') return run.places.any;
  const set = argumentOf(run, call, step.argument);
  const text = step.kind === 'column' ? run.wordOf(set) : run.textOf(set);
  return text === null ? run.places.someKey : run.places.key(text);
}

function channelOf(run: Knowledge, call: Call, state: State, step: GlobalStep): number {
  const { places } = run;
  if (step.by !== 'key') return componentPlace(run, call, state, step);
  const named = step.argument === null ? EMPTY_SET : argumentOf(run, call, step.argument);
  const parameter = run.parameterOf(named);
  if (parameter >= 0) return places.globalBy(step.name, parameter);
  const file = step.file
    ? run.onlyText(run.load(state, argumentOf(run, call, RECEIVER), places.slot('file')))
    : null;
  return places.global(step.name, run.textOf(named) ?? run.startOf(named), file);
}

/** A channel of one component: the thing called on, or what a message is for; of one in a field what is put there. */
function componentPlace(run: Knowledge, call: Call, state: State, { name, by }: GlobalStep): number {
  const { places, world } = run;
  const kind = name === 'message' ? messageNumber(run, call, state, by) : null;
  let set = call.args[0] ?? EMPTY_SET;
  if (by === 'target') set = run.load(state, set, places.slot('target'));
  if (name === 'message') {
    const called = run.load(state, set, places.slot('callback'));
    if (run.typesOf([called]).some((type) => world.isOwnClass(type))) set = called;
  }
  const component = world.componentOf([...new Set(run.typesOf([set]))]);
  if (component !== null) return places.global(name, component, kind);
  const field = run.fieldIn(set);
  return field < 0 ? places.global(name, null) : places.globalOf(name, field, kind);
}
/** The number of the message that a call sends, by which a handler tells it from others. */
function messageNumber(run: Knowledge, call: Call, state: State, by: GlobalStep['by']): string | null {
  const { places, world } = run;
  const message = call.args[by === 'target' ? 0 : 1] ?? EMPTY_SET;
  const put = world.messageNumber < 0 ? EMPTY_SET : run.load(state, message, world.messageNumber);
  const number = run.onlyNumber(put) ?? run.onlyNumber(run.load(state, message, places.slot('what')));
  return number === null ? null : String(number);
}

/** All that stands under names in one thing, under the same names in another. */
function copyKeys(run: Knowledge, call: Call, state: State, from: Access, to: Access): void {
  const holders = argumentOf(run, call, to.root);
  const put = (place: number, set: number): void => run.store(state, holders, place, set, true);
  for (const holder of run.telling(argumentOf(run, call, from.root))) {
    for (const [place, set] of [...(state.heap.held(holder) ?? [])])
      if (run.places.meets(place, run.places.someKey)) put(place, set);
    put(run.places.someKey, run.loadOne(state, holder, run.places.someKey));
  }
}

function read(run: Knowledge, call: Call, state: State, access: Access): number {
  let value = argumentOf(run, call, access.root);
  for (const step of access.steps) {
    if (step.kind === 'whole') value = whole(run, value, state);
    else value = run.load(state, value, placeOf(run, call, state, step));
  }
  return value;
}

/** A value and everything it holds; objects of the package as they are, where they are only kept. */
function whole(run: Knowledge, value: number, state: State, kept = false): number {
  let all = value;
  for (const atom of run.telling(value)) {
    if (kept && run.world.isOwnClass(run.type[atom]!)) continue;
    if (!run.world.isHandle(run.type[atom]!)) all = run.union(all, run.contents(state, atom));
  }
  return all;
}

/** A value made from another: of the call itself when it is the result, else the values as they are. */
function derive(run: Knowledge, call: Call, state: State, from: Access, to: Access): number {
  const value = whole(run, read(run, call, state, from), state);
  if (to.root !== RETURN) return value;
  for (const atom of run.telling(value)) run.derive(atom, call.result);
  return run.sets.one(call.result);
}

function write(run: Knowledge, call: Call, state: State, to: Access, value: number, result: number): void {
  let holders = to.root === RETURN ? result : argumentOf(run, call, to.root);
  const last = to.steps.length - 1;
  for (let i = 0; i < last; i++) holders = run.load(state, holders, placeOf(run, call, state, to.steps[i]!));
  if (last < 0) {
    spread(run, state, holders, value);
    return;
  }
  const step = to.steps[last]!;
  if (step.kind === 'keys') return; // copied as a whole by copyKeys
  if (step.kind === 'next') {
    for (const holder of run.telling(holders)) nextPlace(run, state, holder, value);
    return;
  }
  const place = placeOf(run, call, state, step);
  // A known key overwrites what it named; elements pile up.
  const named = step.kind === 'key' || step.kind === 'item' || step.kind === 'place';
  const strong = (named && !run.places.isWild(place)) || isSlot(run, place);
  run.store(state, holders, place, value, !strong);
  if (place === run.places.someElement) run.store(state, holders, run.places.size, EMPTY_SET, false);
}
const isSlot = (run: Knowledge, place: number): boolean => run.places.text(place).startsWith('slot ');

/** Puts a value into things, and into what lies behind them. */
function spread(run: Knowledge, state: State, holders: number, value: number, texts = false): void {
  const kept = keepTelling(run, value, texts);
  if (kept === EMPTY_SET) return;
  let layer = holders;
  for (let depth = 0; depth < MAX_BEHIND && layer !== EMPTY_SET; depth++) {
    let next = EMPTY_SET;
    for (const holder of run.telling(layer)) {
      const type = run.type[holder]!;
      if (run.world.isHandle(type) || run.world.holdsNothing(type)) continue;
      run.store(state, run.sets.one(holder), run.places.content, kept, true);
      const behind = state.heap.get(holder, run.places.behind);
      if (behind !== undefined) next = run.union(next, behind);
    }
    layer = next;
  }
}

function keepTelling(run: Knowledge, set: number, texts = false): number {
  let kept = EMPTY_SET;
  for (const atom of run.sets.items[set]!) {
    if (run.isConstant(atom) && !(texts && run.kind[atom] === ATOM.text)) continue;
    if (!run.world.isHandle(run.type[atom]!)) kept = run.union(kept, run.sets.one(atom));
  }
  return kept;
}

function runDefault(run: Knowledge, call: Call, state: State): number {
  const { world, sets } = run;
  const isStatic = call.op === OP.invokeStatic;
  const receiver = isStatic ? EMPTY_SET : (call.args[0] ?? EMPTY_SET);
  const type = run.type[call.result]!;
  const gives = world.givesData(call.target);
  const name = methodName(run.program, call.target);
  if (gives) {
    for (const set of call.args) {
      for (const atom of sets.items[set]!) {
        if (
          world.isHandle(run.type[atom]!) ||
          run.kind[atom] === ATOM.number ||
          run.kind[atom] === ATOM.class
        )
          continue;
        run.derive(atom, call.result);
        if (run.kind[atom] === ATOM.text) continue;
        for (const inner of run.telling(run.contents(state, atom))) {
          if (!world.isHandle(run.type[inner]!)) run.derive(inner, call.result);
        }
      }
    }
  }
  // A text or number that is made from others is nothing that holds them.
  if (name === '<init>' && world.holdsNothing(world.ownerOf(call.target))) {
    for (const set of call.args.slice(1)) {
      for (const from of run.telling(whole(run, set, state)))
        for (const made of run.telling(receiver)) run.derive(from, made);
    }
  }
  if (!isStatic && !SILENT.test(name) && world.takesIn(call.target)) {
    for (const set of call.args.slice(1))
      spread(run, state, receiver, whole(run, set, state, true), name === '<init>');
    if (name === '<init>') {
      for (const set of call.args.slice(1))
        run.store(state, receiver, run.places.behind, keepTelling(run, set), true);
    }
  }
  const result = sets.one(call.result);
  // What gives an object of the class it is called on mostly gives that object.
  const fluent = !isStatic && type >= 0 && type === world.ownerOf(call.target) && world.takesIn(call.target);
  return fluent ? run.union(result, receiver) : result;
}

/** Calls that ask and change nothing. */
const SILENT =
  /^(?:get|is|has|equals|contains|indexOf|compareTo|startsWith|endsWith|matches|length|size|hashCode|toString)/;
