// Which of several packages belong together: the base and the splits of one app become one group, all else stays alone.
// Leaves paths to group-paths.ts; what cannot be opened stays alone and fails later, with its reason.
import { ParseError } from '../bytes/parse-error.js';
import type { Limits } from '../bytes/limits.js';
import { Budget } from '../formats/zip/inflate.js';
import { MANIFEST, openArchive, partOf } from './apk.js';
import type { Source } from './package.js';
import { readSplitInfo, type SplitInfo } from './split-info.js';

/** Which app an open source belongs to; null when that cannot be told. The caller closes it. */
export function splitInfoOf(source: Source, limits: Limits): SplitInfo | null {
  try {
    const context = { limits, note: () => {}, budget: new Budget(source.sizeBytes), depth: 0 };
    const part = partOf(openArchive(source, context, ''), '', 'base');
    return part.has(MANIFEST) ? readSplitInfo(part, limits) : null;
  } catch (error) {
    if (error instanceof ParseError) return null;
    throw error;
  }
}

/**
 * Groups things by app, in the order of each group's first. Only those whose manifest names a split are joined,
 * to each other and to the first base of the same package; two bases are always two apps.
 */
export function groupBy<T>(things: readonly T[], infoOf: (thing: T) => SplitInfo | null): T[][] {
  if (things.length < 2) return things.map((thing) => [thing]);
  const infos = things.map(infoOf);
  const withSplits = new Set(
    infos.filter((info) => info !== null && info.split !== '').map((info) => info!.package),
  );
  const groups: T[][] = [];
  const open = new Map<string, { group: T[]; hasBase: boolean }>();
  things.forEach((thing, index) => {
    const info = infos[index] ?? null;
    if (info === null || !withSplits.has(info.package)) {
      groups.push([thing]);
      return;
    }
    const isBase = info.split === '';
    const had = open.get(info.package);
    if (had === undefined) {
      const group = [thing];
      groups.push(group);
      open.set(info.package, { group, hasBase: isBase });
    } else if (isBase && had.hasBase) groups.push([thing]);
    else {
      had.group.push(thing);
      had.hasBase ||= isBase;
    }
  });
  return groups;
}
