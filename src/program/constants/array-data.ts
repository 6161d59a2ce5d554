// The elements that fill-array-data lays into an array, as far as they can be bytes or characters of a text.
// Leaves which array they go into to evaluate.ts.
import type { Value } from './values.js';

const PAYLOAD = 0x0300;
const HEAD_UNITS = 4;

/** At most `most` elements of the payload at `at`; null when it is none, reaches beyond `end`, or holds wider ones. */
export function arrayData(units: Uint16Array, at: number, end: number, most: number): Value[] | null {
  if (at + HEAD_UNITS > end || units[at] !== PAYLOAD) return null;
  const width = units[at + 1]!;
  const count = Math.min(units[at + 2]! + units[at + 3]! * 0x10000, most);
  if ((width !== 1 && width !== 2) || at + HEAD_UNITS + ((count * width + 1) >> 1) > end) return null;
  return Array.from({ length: count }, (_, index): Value => {
    if (width === 2) return { kind: 'number', number: units[at + HEAD_UNITS + index]! };
    const unit = units[at + HEAD_UNITS + (index >> 1)]!;
    return { kind: 'number', number: (index & 1) === 0 ? unit & 0xff : unit >> 8 };
  });
}
