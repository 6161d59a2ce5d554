// debug_info_item (dex-format, "debug_info_item"): the line of the source that an instruction was compiled from. Builds
// that shrink keep lines of their own, so a line counts only beside the name of the source file. Leaves files to callers.
import type { DexFile } from './dex-file.js';
import { CLASS_DEF, CODE_ITEM, NO_INDEX } from './layout.js';
import { readUleb } from './strings.js';
import { readSleb } from './tries.js';

const OP = {
  end: 0,
  advancePc: 1,
  advanceLine: 2,
  startLocal: 3,
  startLocalExtended: 4,
  endLocal: 5,
  restartLocal: 6,
  setFile: 9,
  firstSpecial: 0x0a,
} as const;
/** How many numbers follow each opcode that moves neither address nor line. */
const OPERANDS: Readonly<Record<number, number>> = {
  [OP.startLocal]: 3,
  [OP.startLocalExtended]: 4,
  [OP.endLocal]: 1,
  [OP.restartLocal]: 1,
  [OP.setFile]: 1,
};
const LINE_BASE = -4;
const LINE_RANGE = 15;
/** Opcodes of one method; compilers write a few for every line. */
const MOST_OPCODES = 1_000_000;

/** "Tracker.kt" as the class says, or null. */
export function sourceFileOf(dex: DexFile, classDef: number): string | null {
  const index = dex.classDefs[classDef * CLASS_DEF.words + CLASS_DEF.sourceFileIdx] ?? NO_INDEX;
  return index === NO_INDEX ? null : dex.string(index) || null;
}

/**
 * The line that covers an instruction, 1-based; null when the method has no lines or they cannot be read.
 * @param code byte offset of the code_item
 * @param offset of the instruction in 16-bit units from the method's first
 */
// eslint-disable-next-line complexity -- a state machine: one branch for each opcode of the format
export function lineAt(dex: DexFile, code: number, offset: number): number | null {
  const at = (code >> 1) + CODE_ITEM.debugInfo;
  const start = (dex.units[at] ?? 0) + (dex.units[at + 1] ?? 0) * 0x10000;
  const { data } = dex.view;
  if (code === 0 || start === 0 || start >= data.length) return null;
  const next = { at: start };
  let line = readUleb(data, next.at, next);
  const parameters = next.at < 0 ? 0 : readUleb(data, next.at, next);
  for (let i = 0; i < parameters && next.at >= 0; i++) readUleb(data, next.at, next);
  let address = 0;
  let found: number | null = null;
  for (let i = 0; i < MOST_OPCODES && next.at >= 0 && next.at < data.length; i++) {
    const op = data[next.at]!;
    next.at++;
    if (op === OP.end) break;
    if (op === OP.advancePc) address += readUleb(data, next.at, next);
    else if (op === OP.advanceLine) line += readSleb(data, next);
    else if (op >= OP.firstSpecial) {
      address += Math.floor((op - OP.firstSpecial) / LINE_RANGE);
      line += LINE_BASE + ((op - OP.firstSpecial) % LINE_RANGE);
      if (address > offset) break;
      found = line;
    } else for (let n = OPERANDS[op] ?? 0; n > 0 && next.at >= 0; n--) readUleb(data, next.at, next);
  }
  return found !== null && found > 0 ? found : null;
}
