// Of which class a value is known to be. Leaves finding values to evaluate.ts.
import { ACCESS } from '../../formats/dex/layout.js';
import { methodDescriptor, methodParameters, methodType, type Program } from '../program.js';
import type { Value } from './values.js';

/** Descriptor of the class that a value in `method` has or is declared with, or null. */
export function typeOfValue(program: Program, method: number, value: Value | null): string | null {
  if (value?.kind === 'object' || value?.kind === 'typed') return value.type;
  if (value?.kind === 'result') return methodDescriptor(program, value.method).replace(/^.*\)/, '');
  if (value?.kind !== 'parameter') return null;
  const isStatic = (program.methodAccess[method]! & ACCESS.static) !== 0;
  if (!isStatic && value.index === 0) return methodType(program, method);
  return methodParameters(program, method)[value.index - (isStatic ? 0 : 1)] ?? null;
}
