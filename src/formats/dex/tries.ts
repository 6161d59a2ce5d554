// try_item and encoded_catch_handler_list of a code item (dex-format, "code_item"): which instructions are guarded and
// where what they throw is handled. A list that cannot be read ends with what was read. Leaves types of exceptions aside.
import type { DexFile } from './dex-file.js';
import { CODE_ITEM } from './layout.js';
import { readUleb } from './strings.js';

/** Instructions of [from, to), in units from the method's first, and where their handlers begin. */
export interface TryRange {
  from: number;
  to: number;
  handlers: number[];
}

const MAX_HANDLERS = 1_000; // of one list; compilers write as many as a try has catch clauses

export function readTries(dex: DexFile, code: number): TryRange[] {
  const { units } = dex;
  const { data } = dex.view;
  const item = code >> 1;
  const count = units[item + CODE_ITEM.tries] ?? 0;
  if (count === 0) return [];
  const size = units[item + CODE_ITEM.insnsSize]! + units[item + CODE_ITEM.insnsSize + 1]! * 0x10000;
  const first = item + CODE_ITEM.insns + size + (size & 1);
  const list = (first + count * 4) * 2;
  const known = new Map<number, number[]>();
  const found: TryRange[] = [];
  for (let i = 0; i < count; i++) {
    const at = first + i * 4;
    if (at + 4 > units.length) break;
    const from = units[at]! + units[at + 1]! * 0x10000;
    const offset = units[at + 3]!;
    let handlers = known.get(offset);
    if (!handlers) known.set(offset, (handlers = readHandlers(data, list + offset)));
    found.push({ from, to: from + units[at + 2]!, handlers });
  }
  return found;
}

function readHandlers(data: Uint8Array, at: number): number[] {
  const next = { at };
  const size = readSleb(data, next);
  const found: number[] = [];
  for (let i = 0; i < Math.min(Math.abs(size), MAX_HANDLERS) && next.at >= 0; i++) {
    readUleb(data, next.at, next); // the type caught
    if (next.at < 0) break;
    const address = readUleb(data, next.at, next);
    if (next.at >= 0) found.push(address);
  }
  if (size <= 0 && next.at >= 0) {
    const all = readUleb(data, next.at, next);
    if (next.at >= 0) found.push(all);
  }
  return found;
}

export function readSleb(data: Uint8Array, next: { at: number }): number {
  const start = next.at;
  const value = readUleb(data, start, next);
  if (next.at < 0) return 0;
  const bits = (next.at - start) * 7;
  return bits < 32 ? (value << (32 - bits)) >> (32 - bits) : value | 0;
}
