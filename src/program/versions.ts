// What constants of the code say about the versions of what it holds: static fields, what a method names, and texts with
// a known beginning, which renaming leaves alone. Leaves version files to extract/files.ts and whose version it is to
// the engine.
import { codeBounds, visitCode } from '../formats/dex/code.js';
import type { DexFile } from '../formats/dex/dex-file.js';
import { OP } from '../formats/dex/opcodes.js';
import { VALUE, readStaticValues } from '../formats/dex/values.js';
import { compareText } from '../model/order.js';
import type { CodeFacts } from '../model/facts.js';
import type { Watchlist } from '../model/catalogue.js';
import { classNamed, methodName, type Program } from './program.js';

type Versions = NonNullable<CodeFacts['versions']>;
type Asked = NonNullable<Watchlist['versions']>;

/** A text that is longer tells more than a version. */
const MAX_LENGTH = 80;
/** Of the texts of a method, the first that holds such a number. */
const LOOKS_LIKE_ONE = /\d\.\d/;
/** What builds leave for Google's lists of SDKs: "!SDK-VERSION-STRING!:group:artifact:version". */
const SELF_NAMED = '!SDK-VERSION-STRING!:';
/** Texts read behind one beginning; a package holds one of each SDK. */
const MOST_TEXTS = 200;

/** Sorted by what was asked for, then text. */
export function findVersions(program: Program, asked: Asked): Versions {
  const found = new Map<string, Versions[number]>();
  const add = (of: string, text: string | null): void => {
    if (text !== null && text.length <= MAX_LENGTH) found.set(`${of}\n${text}`, { of, text });
  };
  for (const row of asked) {
    if ('text' in row) continue;
    const cls = classNamed(program, row.class);
    if (cls >= 0) add(row.id, fieldText(program, cls, row.name) ?? methodText(program, cls, row.name));
  }
  for (const { dex } of program.dexes) {
    for (const row of asked) {
      if ('text' in row) for (const text of textsBehind(dex, row.text)) add(row.id, text);
    }
    for (const text of textsBehind(dex, SELF_NAMED)) {
      const [, group, artifact, version] = text.split(':');
      if (version !== undefined) add(`version:${group}_${artifact}`, version);
    }
  }
  return [...found.values()].sort((a, b) => compareText(a.of, b.of) || compareText(a.text, b.text));
}

function fieldText(program: Program, cls: number, name: string): string | null {
  const { dex, members } = program.dexes[program.classDex[cls]!]!;
  const def = program.classDef[cls]!;
  const first = members.fieldStart[def]!;
  for (let i = 0; i < members.staticFieldCount[def]!; i++) {
    if (dex.fieldName(members.fieldIds[first + i]!) !== name) continue;
    const value = readStaticValues(dex, def, i + 1)[i];
    return value?.type === VALUE.string ? dex.string(value.number) : null;
  }
  return null;
}

const STRINGS = new Uint8Array(256);
for (const op of [OP.constString, OP.constStringJumbo]) STRINGS[op] = 1;

function methodText(program: Program, cls: number, name: string): string | null {
  const { dex } = program.dexes[program.classDex[cls]!]!;
  const { units } = dex;
  const bounds = { start: 0, end: 0 };
  let found: string | null = null;
  for (let i = program.classMethodStart[cls]!; i < program.classMethodStart[cls + 1]!; i++) {
    const method = program.classMethods[i]!;
    if (found !== null || methodName(program, method) !== name) continue;
    if (!codeBounds(units, program.methodCode[method]!, bounds)) continue;
    visitCode(units, bounds.start, bounds.end, STRINGS, (op, at) => {
      const high = op === OP.constString ? 0 : units[at + 2]! * 0x10000;
      const text = found === null ? dex.string(units[at + 1]! + high) : '';
      if (LOOKS_LIKE_ONE.test(text)) found = text;
    });
  }
  return found;
}

/** Texts that begin so; a DEX file holds its texts in order, and one that does not is not read by the platform. */
function textsBehind(dex: DexFile, beginning: string): string[] {
  let [low, high] = [0, dex.stringOffsets.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if (dex.string(middle) < beginning) low = middle + 1;
    else high = middle;
  }
  const found: string[] = [];
  for (let i = low; i < dex.stringOffsets.length && found.length < MOST_TEXTS; i++) {
    const text = dex.string(i);
    if (!text.startsWith(beginning)) break;
    found.push(text);
  }
  return found;
}
