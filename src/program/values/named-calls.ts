// What a call by name does to what a method knows: an object that is made, a field that is read or written. Leaves which
// member is meant to by-name.ts, and methods that are called so to into-calls.ts.
import type { NamedCall } from '../by-name.js';
import { ATOM, type Call } from './graph.js';
import type { Knowledge, State } from './knowledge.js';
import { EMPTY_SET } from './sets.js';

/** @returns what the call gives */
export function runNamed(run: Knowledge, named: NamedCall, call: Call, state: State, result: number): number {
  const { how, targets, classes } = named;
  const { args, at } = call;
  if (how === 'call' || how === 'make')
    for (const value of args.slice(1)) run.touch(state, value, call.result);
  if (how === 'call') return result;
  if (how === 'make') {
    const type = classes.length === 1 ? run.program.types.find(classes[0]!) : -1;
    if (type < 0) return result;
    const made = run.sets.one(run.atom(ATOM.object, at, 0, 0, type));
    run.touch(state, made, call.result);
    return made;
  }
  let found = EMPTY_SET;
  for (const target of targets) {
    const field = run.world.fieldOf(target);
    const holders = run.world.isStaticField(field) ? run.sets.one(run.statics) : (args[1] ?? EMPTY_SET);
    if (how === 'read') found = run.union(found, run.load(state, holders, field));
    else run.store(state, holders, field, args[2] ?? EMPTY_SET, targets.length > 1);
  }
  return how === 'read' ? run.union(found, run.sets.one(call.result)) : result;
}
