// --source: a manifest or a folder of sources → where each sighting of a report was written. Leaves reading folders to
// source-tree.ts and lines of compiled code to scan.ts.
import { statSync } from 'node:fs';
import { basename, resolve } from 'node:path';
import { coordinateIn } from '../model/coordinate.js';
import type { AppReport } from '../model/report.js';
import type { Evidence } from '../model/rule.js';
import { UserError } from '../model/user-error.js';
import type { SourcePlace, Sources } from '../report/reporter.js';
import { flowStops } from '../text/flows.js';
import { pathInWork, placesOfManifest } from './source-manifest.js';
import {
  dependencyPlace,
  lineOfMethod,
  openTree,
  readText,
  withoutWords,
  type SourceTree,
} from './source-tree.js';

/** A spot in the code, as `readLines` of scan.ts takes it. */
interface Spot {
  symbol: string;
  offset: number;
}
/** Lines of compiled code by "symbol@offset"; empty where the input is no package any more. */
export type LinesOf = (spots: readonly Spot[]) => ReadonlyMap<string, { file: string; line: number }>;

/** What is known of the sources, for any report. */
export interface SourceReader {
  of(report: AppReport, extra: readonly Evidence[], lines: LinesOf): Sources;
}

const cannotRead = (file: string, error: unknown): UserError => {
  const reason = (error as NodeJS.ErrnoException).code ?? String(error);
  return new UserError('cli/no-source', {
    en: `${file}: cannot be read (${reason})`,
    zh: `${file}：无法读取（${reason}）`,
  });
};

/** @throws UserError when there is nothing to read */
export function openSources(path: string, cwd: string): SourceReader {
  const shown = pathInWork(path, cwd);
  try {
    if (statSync(resolve(cwd, path)).isDirectory()) return folderReader(path, cwd);
    const text = readText(resolve(cwd, path));
    if (text === null) throw Object.assign(new Error(path), { code: 'ENOTFILE' });
    const manifest = placesOfManifest(text, shown);
    return { of: () => ({ path: shown, manifest }) };
  } catch (error) {
    if (error instanceof UserError) throw error;
    throw cannotRead(path, error);
  }
}

function folderReader(path: string, cwd: string): SourceReader {
  const tree = openTree(resolve(cwd, path));
  if (tree.manifests.length === 0 && tree.classes.size === 0)
    throw new UserError('cli/no-source', {
      en: `${path}: no manifest and no Java or Kotlin file in it`,
      zh: `${path}：其中没有清单文件，也没有 Java 或 Kotlin 文件`,
    });
  const show = (file: string): string => pathInWork(file, cwd);
  const manifest: Record<string, SourcePlace> = {};
  for (const { file, module } of tree.manifests) {
    const text = readText(file);
    if (text === null) continue;
    const namespace = namespaceOf(tree, module);
    for (const [name, place] of Object.entries(placesOfManifest(text, show(file), module, namespace)))
      manifest[name] ??= place;
  }
  const main = tree.manifests[0];
  return {
    of: (report, extra, lines) => ({
      path: main ? show(main.file) : pathInWork(path, cwd),
      manifest,
      code: codePlaces(report, extra, tree, lines, show),
      dependencies: dependencies(report, tree, show),
    }),
  };
}

/** Since AGP 7 the package of a manifest stands in the build file. */
function namespaceOf(tree: SourceTree, module: string): string | null {
  for (const build of tree.builds)
    if (build.module === module) {
      const said = /\bnamespace\s*(?:=\s*)?["']([\w.]+)["']/.exec(readText(build.file) ?? '')?.[1];
      if (said !== undefined) return said;
    }
  return null;
}

/** Every spot of the code that a report can show. */
function spotsOf(report: AppReport, extra: readonly Evidence[]): Spot[] {
  const spots = new Map<string, Spot>();
  const add = (symbol: string | undefined, offset = 0): void => {
    if (symbol?.startsWith('L') === true) spots.set(`${symbol}@${offset}`, { symbol, offset });
  };
  const all = [...report.kinds, ...report.findings].flatMap((x) => x.evidence).concat(extra);
  for (const { place, path, flow } of all) {
    add(place.symbol, place.offset);
    path?.forEach((symbol) => add(symbol));
    if (flow) for (const stop of flowStops(flow)) if (stop) add(stop.symbol);
  }
  return [...spots.values()];
}

/** The dotted name of the class that a file declares: inner, local and synthetic classes lie in their outermost. */
const outermost = (symbol: string): string =>
  symbol.replace(/->.*$/s, '').replace(/^L/, '').replace(/;$/, '').replace(/\$.*$/s, '').replaceAll('/', '.');

function codePlaces(
  report: AppReport,
  extra: readonly Evidence[],
  tree: SourceTree,
  lines: LinesOf,
  show: (file: string) => string,
): Record<string, SourcePlace> {
  const places: Record<string, SourcePlace> = {};
  const mine = spotsOf(report, extra).filter(({ symbol }) => tree.classes.has(outermost(symbol)));
  if (mine.length === 0) return places;
  const compiled = lines(mine);
  const texts = new Map<string, string>();
  for (const { symbol, offset } of mine) {
    const written = tree.classes.get(outermost(symbol))!;
    const key = `${symbol}@${offset}`;
    const debug = compiled.get(key);
    // Lines count where the class still names its file; shrinkers write others.
    const exact = debug?.file === basename(written.file) ? debug.line : null;
    if (!texts.has(written.file)) texts.set(written.file, withoutWords(readText(written.file) ?? ''));
    const method = /->(\w+)\(/.exec(symbol)?.[1] ?? '';
    const line = exact ?? lineOfMethod(texts.get(written.file)!, method) ?? written.line;
    const place: SourcePlace = { path: show(written.file), line, module: written.module };
    places[key] = place;
    if (offset === 0 || places[symbol] === undefined) places[symbol] = place;
  }
  return places;
}

function dependencies(
  report: AppReport,
  tree: SourceTree,
  show: (file: string) => string,
): Record<string, SourcePlace> {
  const places: Record<string, SourcePlace> = {};
  for (const sdk of report.sdks) {
    const coordinate = coordinateIn(sdk)?.split(':').slice(0, 2).join(':');
    const place = coordinate === undefined ? null : dependencyPlace(tree, coordinate, show);
    if (place) places[sdk.id] = place;
  }
  return places;
}
