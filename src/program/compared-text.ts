// Whether a text or an address that code loads is only held against another: compared with it, looked for in it, cut off
// it or replaced in it. Such a one names no place that is read. Looks a few instructions ahead and at nothing else.
import { OP } from '../formats/dex/opcodes.js';

/** Classes whose methods hold one text or address against another; of plain objects only `equals` does. */
export const COMPARING_TYPES = [
  'Ljava/lang/String;',
  'Landroid/text/TextUtils;',
  'Landroid/net/Uri;',
  'Ljava/lang/Object;',
];

/** Their names. */
export const COMPARING_METHODS: ReadonlySet<string> = new Set([
  'compareTo',
  'compareToIgnoreCase',
  'contains',
  'contentEquals',
  'endsWith',
  'equals',
  'equalsIgnoreCase',
  'indexOf',
  'lastIndexOf',
  'matches',
  'regionMatches',
  'replace',
  'replaceAll',
  'replaceFirst',
  'split',
  'startsWith',
]);

/** Instructions between the text and the call: other texts and fields that the call is given too. */
const MOST_BETWEEN = 4;
const UNITS: Readonly<Record<number, number>> = {
  [OP.constString]: 2,
  [OP.constStringJumbo]: 3,
  [OP.igetObject]: 2,
  [OP.sgetObject]: 2,
};

/** @param at where the string is loaded @param compares tells by the call's method index whether it compares */
export function isComparedText(
  units: Uint16Array,
  at: number,
  compares: (local: number) => boolean,
): boolean {
  const register = units[at]! >> 8;
  let next = at + UNITS[units[at]! & 0xff]!;
  for (let i = 0; i < MOST_BETWEEN; i++) {
    const op = units[next]! & 0xff;
    if (op === OP.invokeVirtual || op === OP.invokeStatic)
      return compares(units[next + 1]!) && passes(units, next, register);
    const size = UNITS[op];
    // What writes the register over takes the text with it; a register above 255 is none of these instructions'.
    if (size === undefined || register === targetOf(units, next, op)) return false;
    next += size;
  }
  return false;
}

const targetOf = (units: Uint16Array, at: number, op: number): number =>
  op === OP.igetObject ? (units[at]! >> 8) & 0xf : units[at]! >> 8;

/** Whether an invocation of the plain form is given the register. */
function passes(units: Uint16Array, at: number, register: number): boolean {
  const count = units[at]! >> 12;
  const named = units[at + 2]!;
  for (let i = 0; i < Math.min(count, 4); i++) if (((named >> (4 * i)) & 0xf) === register) return true;
  return count === 5 && ((units[at]! >> 8) & 0xf) === register;
}
