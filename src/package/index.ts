// Anything a user names by path → Package: files, the APKs of one app, folders. The edge to the disk; leaves telling kinds of
// input apart to open.ts and reading to the file of each kind.
import { statSync } from 'node:fs';
import { basename } from 'node:path';
import type { Limits } from '../bytes/limits.js';
import { ParseError } from '../bytes/parse-error.js';
import type { Note } from '../model/place.js';
import type { OpenContext, Opened } from './apk.js';
import { decodedRoot, listApks, openDecoded } from './directory.js';
import { openFile } from './file-source.js';
import { begin, openSources } from './open.js';
import type { Package, Source } from './package.js';

export { openSources } from './open.js';

const isDirectory = (path: string): boolean =>
  statSync(path, { throwIfNoEntry: false })?.isDirectory() ?? false;

/** The paths a folder stands for, or null when it is a decoded app. */
function openFolder(path: string, context: OpenContext): Opened | string[] {
  const root = decodedRoot(path);
  if (root !== null) return openDecoded(root, basename(path), context);
  const apks = listApks(path);
  if (apks.length === 0) throw new ParseError('input/is-directory', 0);
  return apks;
}

/**
 * Opens what the paths name as one app: a file, a folder, or the APKs of one app named together. Throws ParseError
 * with the base name of the path at fault in `args.name` when it is no app. What is odd but readable goes to the
 * package's diagnostics, and to `note` when given.
 */
export function openPackage(paths: readonly string[], limits: Limits, note?: Note): Package {
  const [first = ''] = paths;
  const sources: Source[] = [];
  try {
    let files = paths;
    if (files.length === 1 && isDirectory(first)) {
      const { context, finish } = begin(limits, note);
      const folder = openFolder(first, context);
      if (!Array.isArray(folder)) return finish(folder, []);
      files = folder;
    }
    for (const file of files) sources.push(openFile(file, basename(file)));
    return openSources(sources, limits, note);
  } catch (error) {
    for (const source of sources) source.close();
    if (!(error instanceof ParseError)) throw error;
    throw new ParseError(error.code, error.offset, { name: basename(first), ...error.args });
  }
}
