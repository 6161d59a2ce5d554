// Indexed RAM bundles of React Native: a table, the code that starts, and each module by itself, so that the app loads only
// what it runs. Leaves parsing to parse.ts. Layout as Metro's own writer documents it (magic, count, length of the start,
// then offset and length of each module from the end of the table; code ends in a NUL).
import { ParseError } from '../../bytes/parse-error.js';
import { readUtf8 } from '../../bytes/text.js';
import { View } from '../../bytes/view.js';

const MAGIC = 0xfb0bd1e5;
const HEAD = 12;

export function isRamBundle(data: Uint8Array): boolean {
  return data.length >= HEAD && new View(data).u32(0) === MAGIC;
}

/** The start first, then the modules in the order of their numbers; `at`: offset within the entry. */
export function readRamBundle(data: Uint8Array): { text: string; at: number }[] {
  const view = new View(data);
  const count = view.count(4, 8, data.length - HEAD);
  const code = HEAD + 8 * count;
  let left = data.length;
  const take = (at: number, length: number): { text: string; at: number } => {
    left -= length;
    if (left < 0) throw new ParseError('js/ram-overlap', at);
    return { text: readUtf8(view.bytes(at, Math.max(0, length - 1))), at };
  };
  const parts = [take(code, view.u32(8))];
  for (let module = 0; module < count; module++) {
    const length = view.u32(HEAD + 8 * module + 4);
    if (length > 0) parts.push(take(code + view.u32(HEAD + 8 * module), length));
  }
  return parts;
}
