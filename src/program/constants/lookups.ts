// Members that are looked up by name and put aside: looking up asks for nothing yet, who takes the member out does. Copies
// of makers' id services look four methods up at once and call one of them. Leaves evaluating to evaluate.ts and what the
// members mean to arguments.ts.
import { codeBounds } from '../../formats/dex/code.js';
import { decode, newInstruction } from '../../formats/dex/instruction.js';
import { OP } from '../../formats/dex/opcodes.js';
import type { Hierarchy } from '../hierarchy.js';
import { methodDex, methodName, methodType, type Program } from '../program.js';
import type { Edges } from '../sweep.js';
import type { Caller } from './callers.js';
import type { Evaluation } from './evaluate.js';

const LOOKS_UP = /^get(?:Declared)?Method$/;

/**
 * Where a method that is looked up by its name is taken out again, by static fields; none where nobody keeps it. Null
 * where what looks it up may call it too.
 */
export function keptLookup(
  { h, edges, evaluation }: { h: Hierarchy; edges: Edges; evaluation: Evaluation },
  method: number,
  name: string,
): Caller[] | null {
  const { program } = h;
  const lookups = evaluation.calls.filter(({ target, args }) => {
    const [, named] = args;
    if (named?.kind !== 'text' || named.text !== name) return false;
    return methodType(program, target) === 'Ljava/lang/Class;' && LOOKS_UP.test(methodName(program, target));
  });
  if (lookups.length === 0) return null;
  const places = lookups.map(({ at }) => keptBy(program, method, at));
  if (places.includes(null)) return null;
  const fields = new Set(places);
  return readersOf(program, edges, method).filter((reader) => fields.has(readAt(program, reader)));
}

/** Reads of static fields of a class, by what runs before them. */
function readersOf(program: Program, { op, target, at, start, end }: Edges, initialiser: number): Caller[] {
  const found: Caller[] = [];
  for (const method of program.classMethods)
    for (let e = start[method]!; e < end[method]!; e++)
      if (op[e] === OP.sget && target[e] === initialiser) found.push({ method, at: at[e]! });
  return found;
}

/** The static field that the result of a call goes to; -1 when nobody takes the result; null when it stays at hand. */
function keptBy(program: Program, method: number, call: number): number | null {
  const [units, start] = codeOf(program, method);
  if (units === null) return null;
  const one = newInstruction();
  const step = (at: number): number => {
    decode(units, at, one);
    return at + one.length;
  };
  let at = step(start + call);
  if ((units[at]! & 0xff) !== OP.moveResultObject) return -1;
  at = step(at);
  const held = one.a;
  step(at);
  if ((units[at]! & 0xff) !== OP.sputObject || one.a !== held) return null;
  return methodDex(program, method)?.fields[one.index] ?? null;
}

function readAt(program: Program, { method, at }: Caller): number {
  const [units, start] = codeOf(program, method);
  if (units === null || (units[start + at]! & 0xff) !== OP.sgetObject) return -2;
  const one = newInstruction();
  decode(units, start + at, one);
  return methodDex(program, method)?.fields[one.index] ?? -2;
}

function codeOf(program: Program, method: number): [units: Uint16Array | null, start: number] {
  const units = methodDex(program, method)?.dex.units ?? null;
  const bounds = { start: 0, end: 0 };
  const known = units !== null && codeBounds(units, program.methodCode[method]!, bounds);
  return [known ? units : null, bounds.start];
}
