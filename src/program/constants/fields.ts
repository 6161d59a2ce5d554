// Constant values of the package's own static final fields: from the encoded values of the class, or from what its
// static initialiser stores once. Leaves registers to evaluate.ts.
import { codeBounds } from '../../formats/dex/code.js';
import { OP } from '../../formats/dex/opcodes.js';
import { readStaticValues, VALUE } from '../../formats/dex/values.js';
import { ACCESS } from '../../formats/dex/layout.js';
import { methodNameId, type Program } from '../program.js';
import { evaluateMethod, type FieldValue } from './evaluate.js';
import type { Value } from './values.js';

/** Looks fields up, one class at a time and only when asked. */
export function openFieldValues(program: Program): FieldValue {
  const classes = new Map<number, Map<number, Value | null>>();
  const lookUp: FieldValue = (field) => {
    const cls = program.typeClass[program.fieldKeys.first.at(field)]!;
    if (cls < 0) return null;
    let values = classes.get(cls);
    if (!values) {
      values = new Map();
      classes.set(cls, values); // also ends the circle of two classes that initialise each other
      readClass(program, cls, values, lookUp);
    }
    return values.get(field) ?? null;
  };
  return lookUp;
}

// eslint-disable-next-line complexity -- the parts of a class that set a field, in the order in which they run
function readClass(
  program: Program,
  cls: number,
  values: Map<number, Value | null>,
  lookUp: FieldValue,
): void {
  const dex = program.dexes[program.classDex[cls]!]!;
  const def = program.classDef[cls]!;
  const { fieldStart, fieldIds, fieldAccess, staticFieldCount } = dex.members;
  const initial = readStaticValues(dex.dex, def, staticFieldCount[def]!);
  const finals = new Set<number>();
  for (let i = 0; i < staticFieldCount[def]!; i++) {
    const at = fieldStart[def]! + i;
    const field = dex.fields[fieldIds[at]!] ?? -1;
    if (field < 0 || (fieldAccess[at]! & ACCESS.final) === 0) continue;
    finals.add(field);
    const value = initial[i];
    if (value?.type === VALUE.string) {
      values.set(field, { kind: 'text', text: dex.dex.string(value.number), folded: true });
    } else if (value?.type === VALUE.type) {
      values.set(field, { kind: 'class', type: dex.dex.type(value.number) });
    } else if (
      value &&
      (value.type === VALUE.int || value.type === VALUE.long || value.type === VALUE.short)
    ) {
      values.set(field, { kind: 'number', number: value.number });
    }
  }
  const initialiser = findInitialiser(program, cls);
  if (initialiser < 0 || finals.size === 0) return;
  for (const [field, value] of evaluateMethod(program, dex, initialiser, lookUp).stored) {
    if (!finals.has(field)) continue;
    const plain =
      value !== null && (value.kind === 'text' || value.kind === 'list' || value.kind === 'field');
    values.set(field, plain ? value : null);
  }
}

function findInitialiser(program: Program, cls: number): number {
  const name = program.names.find('<clinit>');
  for (let m = program.classMethodStart[cls]!; m < program.classMethodStart[cls + 1]!; m++) {
    const method = program.classMethods[m]!;
    if (methodNameId(program, method) === name) return method;
  }
  return -1;
}

/** The static field that a getter hands out, when handing it out is all it does ("object Uris { val SMS = … }"); or -1. */
export function fieldOfGetter(program: Program, method: number): number {
  const cls = program.methodClass[method]!;
  if (cls < 0) return -1;
  const dex = program.dexes[program.classDex[cls]!]!;
  const { units } = dex.dex;
  const bounds = { start: 0, end: 0 };
  if (!codeBounds(units, program.methodCode[method]!, bounds) || bounds.end - bounds.start !== 3) return -1;
  const [load, field, end] = [units[bounds.start]!, units[bounds.start + 1]!, units[bounds.start + 2]!];
  const isGetter =
    (load & 0xff) === OP.sgetObject && (end & 0xff) === OP.returnObject && load >> 8 === end >> 8;
  return isGetter ? (dex.fields[field] ?? -1) : -1;
}
