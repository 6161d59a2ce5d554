// Where the instructions of a method stand, and which registers its arguments come in. Leaves walking over them to whoever
// asks.
import { codeBounds } from '../formats/dex/code.js';
import { ACCESS } from '../formats/dex/layout.js';
import { methodDex, methodParameters, type Program } from './program.js';

/** The code of a method, by position in the units of its DEX; null without code. */
export function codeOf(program: Program, method: number) {
  const dex = methodDex(program, method);
  const bounds = { start: 0, end: 0 };
  const code = program.methodCode[method]!;
  if (!dex || !codeBounds(dex.dex.units, code, bounds)) return null;
  const { units } = dex.dex;
  const registers = units[code >> 1]!;
  /** Registers of the first argument, the receiver counted, and of the last. */
  const first = registers - units[(code >> 1) + 1]!;
  return { ...bounds, units, code, dex, first, last: registers - 1 };
}

/** Which argument, the receiver counted, each register holds when a method begins. @param first register of the first */
export function parameterRegisters(program: Program, method: number, first: number): Map<number, number> {
  const isStatic = (program.methodAccess[method]! & ACCESS.static) !== 0;
  const types = [...(isStatic ? [] : ['L']), ...methodParameters(program, method)];
  const inRegister = new Map<number, number>();
  let register = first;
  types.forEach((type, argument) => {
    inRegister.set(register, argument);
    register += type === 'J' || type === 'D' ? 2 : 1;
  });
  return inRegister;
}
