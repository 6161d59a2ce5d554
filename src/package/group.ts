// Which of several paths belong together: the base and the splits of one app become one group, all else stays alone.
// Leaves opening to index.ts; a path that cannot be opened stays alone and fails there, with its reason.
import { ParseError } from '../bytes/parse-error.js';
import type { Limits } from '../bytes/limits.js';
import { Budget } from '../formats/zip/inflate.js';
import { MANIFEST, openArchive, partOf } from './apk.js';
import { openFile } from './source.js';
import { readSplitInfo, type SplitInfo } from './split-info.js';

function infoOf(path: string, limits: Limits): SplitInfo | null {
  let source;
  try {
    source = openFile(path, '');
    const context = { limits, note: () => {}, budget: new Budget(), depth: 0 };
    const part = partOf(openArchive(source, context, ''), '', 'base');
    return part.has(MANIFEST) ? readSplitInfo(part, limits) : null;
  } catch (error) {
    if (error instanceof ParseError) return null;
    throw error;
  } finally {
    source?.close();
  }
}

/**
 * Groups paths by app, in the order of each group's first path. Only files whose manifest names a split are joined,
 * to each other and to the first base of the same package; two bases are always two apps.
 */
export function groupPaths(paths: readonly string[], limits: Limits): string[][] {
  if (paths.length < 2) return paths.map((path) => [path]);
  const infos = paths.map((path) => infoOf(path, limits));
  const withSplits = new Set(
    infos.filter((info) => info !== null && info.split !== '').map((info) => info!.package),
  );
  const groups: string[][] = [];
  const open = new Map<string, { group: string[]; hasBase: boolean }>();
  paths.forEach((path, index) => {
    const info = infos[index] ?? null;
    if (info === null || !withSplits.has(info.package)) {
      groups.push([path]);
      return;
    }
    const isBase = info.split === '';
    const had = open.get(info.package);
    if (had === undefined) {
      const group = [path];
      groups.push(group);
      open.set(info.package, { group, hasBase: isBase });
    } else if (isBase && had.hasBase) groups.push([path]);
    else {
      had.group.push(path);
      had.hasBase ||= isBase;
    }
  });
  return groups;
}
