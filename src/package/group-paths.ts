// Which of several paths belong together. Leaves opening to index.ts; a path that cannot be opened stays alone and fails
// there, with its reason.
import type { Limits } from '../bytes/limits.js';
import { ParseError } from '../bytes/parse-error.js';
import { openFile } from './file-source.js';
import { groupBy, splitInfoOf } from './group.js';
import type { Source } from './package.js';

/** Groups paths by app, see groupBy. */
export const groupPaths = (paths: readonly string[], limits: Limits): string[][] =>
  groupBy(paths, (path) => {
    let source: Source;
    try {
      source = openFile(path, '');
    } catch (error) {
      if (error instanceof ParseError) return null;
      throw error;
    }
    try {
      return splitInfoOf(source, limits);
    } finally {
      source.close();
    }
  });
