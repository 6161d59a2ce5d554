// Where code was written: source file and line of methods, from the debug information that builds leave in DEX files.
// Read only when somebody asks for places in sources; no fact and no judgement rests on it. Leaves finding the file to cli.
import { ParseError } from '../bytes/parse-error.js';
import { CLASS_DEF } from '../formats/dex/layout.js';
import { lineAt, sourceFileOf } from '../formats/dex/debug-info.js';
import { readMembers } from '../formats/dex/members.js';
import { openDex } from '../formats/dex/open.js';
import type { Package } from '../package/package.js';
import { listDexEntries } from './dex-entries.js';

/** A method, "La/B;->c()V", and an offset in it, or 0 for its beginning. */
export interface CodeSpot {
  symbol: string;
  offset: number;
}
export interface DebugLine {
  /** As the compiler wrote it: "Tracker.kt". */
  file: string;
  line: number;
}
export const spotKey = ({ symbol, offset }: CodeSpot): string => `${symbol}@${offset}`;

const silent = (): void => undefined;

/** By `spotKey`; spots without debug information are not there. A DEX that cannot be read gives nothing. */
export function debugLines(app: Package, spots: readonly CodeSpot[]): Map<string, DebugLine> {
  const wanted = new Map<string, CodeSpot[]>();
  for (const spot of spots) {
    const type = spot.symbol.replace(/->.*$/s, '');
    const list = wanted.get(type);
    if (list) list.push(spot);
    else wanted.set(type, [spot]);
  }
  const found = new Map<string, DebugLine>();
  if (wanted.size === 0) return found;
  for (const { part, name, loaded } of listDexEntries(app, [])) {
    if (!loaded) continue;
    try {
      for (const dex of openDex(part.read(name), silent)) {
        const defs: [number, CodeSpot[]][] = [];
        for (let def = 0; def < dex.classCount; def++) {
          const list = wanted.get(dex.type(dex.classDefs[def * CLASS_DEF.words]!));
          if (list) defs.push([def, list]);
        }
        if (defs.length === 0) continue;
        const members = readMembers(dex, silent);
        for (const [def, list] of defs) linesOfClass(dex, members, def, list, found);
      }
    } catch (error) {
      if (!(error instanceof ParseError)) throw error;
    }
  }
  return found;
}

function linesOfClass(
  dex: ReturnType<typeof openDex>[number],
  members: ReturnType<typeof readMembers>,
  def: number,
  spots: readonly CodeSpot[],
  found: Map<string, DebugLine>,
): void {
  const file = sourceFileOf(dex, def);
  if (file === null) return;
  for (let i = members.methodStart[def]!; i < members.methodStart[def + 1]!; i++) {
    const symbol = dex.method(members.methodIds[i]!);
    for (const spot of spots) {
      if (spot.symbol !== symbol || found.has(spotKey(spot))) continue;
      const line = lineAt(dex, members.methodCode[i]!, spot.offset);
      if (line !== null) found.set(spotKey(spot), { file, line });
    }
  }
}
