// What the tool that made a DEX file left in it: texts as "~~R8{…}", which no code names. Leaves all other strings to
// dex-file.ts.
import type { DexFile } from './dex-file.js';

const MARK = '~~';
/** A file has one for each tool its code went through; libraries bring theirs along. */
const MOST_MARKERS = 64;

/** Ids of the mapping files that tell the names R8 gave, as R8 wrote them; sorted. */
export function mapIdsOf(dex: DexFile): string[] {
  const count = dex.stringOffsets.length;
  // Strings are sorted; where a damaged file's are not, nothing is found.
  let [low, high] = [0, count];
  while (low < high) {
    const middle = (low + high) >>> 1;
    if (dex.string(middle) < MARK) low = middle + 1;
    else high = middle;
  }
  const ids = new Set<string>();
  for (let at = low; at < Math.min(count, low + MOST_MARKERS); at++) {
    const text = dex.string(at);
    if (!text.startsWith(MARK)) break;
    const id = /^~~R8\{.*"pg-map-id":"([0-9A-Za-z]{1,200})"/.exec(text)?.[1];
    if (id !== undefined) ids.add(id);
  }
  return [...ids].sort();
}
