// Members that are looked up by name and put aside: looking up asks for nothing yet, who takes the member out does. Copies
// of makers' id services look four methods up at once and call one of them. Leaves evaluating to evaluate.ts and what the
// members mean to arguments.ts.
import { codeBounds } from '../../formats/dex/code.js';
import { decode, newInstruction } from '../../formats/dex/instruction.js';
import { OP } from '../../formats/dex/opcodes.js';
import type { Watchlist } from '../../model/catalogue.js';
import type { Hierarchy } from '../hierarchy.js';
import { javaName } from '../names.js';
import { methodDex, methodName, methodType, type Program } from '../program.js';
import { HIT, type Edges, type Sweep } from '../sweep.js';
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

/** Class and method of a reflective access named in one method, whatever helper makes the call. */
export function namePairs(
  { hits, texts }: Sweep,
  reflections: Watchlist['reflections'],
): { id: string; method: number; at: number; name: string }[] {
  const names = new Map<string, { id: string; name: string }[]>();
  for (const { id, class: cls, name } of reflections) {
    const list = names.get(javaName(cls)) ?? [];
    list.push({ id, name });
    names.set(javaName(cls), list);
  }
  const inMethod = new Map<number, Map<string, number>>();
  for (let i = 0; i < hits.kind.length && names.size > 0; i++) {
    if (hits.kind[i] !== HIT.text) continue;
    const known = inMethod.get(hits.method[i]!) ?? new Map<string, number>();
    if (!known.has(texts[hits.target[i]!]!)) known.set(texts[hits.target[i]!]!, hits.at[i]!);
    inMethod.set(hits.method[i]!, known);
  }
  const found: { id: string; method: number; at: number; name: string }[] = [];
  for (const [method, known] of inMethod) {
    for (const text of known.keys()) {
      for (const { id, name } of names.get(text) ?? []) {
        const at = known.get(name);
        if (at !== undefined) found.push({ id, method, at, name });
      }
    }
  }
  return found;
}
