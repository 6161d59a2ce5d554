// SHA-256 of files, remembered by size, times and inode so that a second run reads no package. The memory is a hint in
// the cache folder: a file that does not fit its entry is read again. Leaves facts to facts-cache.ts.
import { mkdirSync, readFileSync, renameSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { DEFAULT_LIMITS } from '../bytes/limits.js';
import { openApp } from '../scan.js';
import { openFile } from '../package/file-source.js';
import { listSha256, sourceSha256 } from '../package/source.js';
import type { GroupMemory } from './find-inputs.js';
import { hashText } from './job.js';

interface Kept {
  schema: 'overreach-hashes/1';
  files: Record<string, { mark: string; sha256: string }>;
  folders: Record<string, { mark: string; groups: string[][] }>;
}
export interface FileHashes extends GroupMemory {
  /** Hash and size of an app's files together. Throws ParseError when a file cannot be read. */
  of(paths: readonly string[]): { sha256: string; sizeBytes: number };
  save(): void;
}

const markOf = (path: string): string => {
  const stat = statSync(path, { bigint: true, throwIfNoEntry: false });
  return stat ? `${stat.size} ${stat.mtimeNs} ${stat.ctimeNs} ${stat.ino}` : 'gone';
};

const isObject = (value: unknown): boolean => typeof value === 'object' && value !== null;

/** @param folder the cache's, or null to remember nothing; @param root of the survey: each has a memory of its own */
// eslint-disable-next-line max-lines-per-function -- closures over one open memory
export function openFileHashes(folder: string | null, root: string): FileHashes {
  const path = folder === null ? null : join(folder, 'files', `${hashText(root).slice(0, 32)}.json`);
  let old: Kept | null = null;
  try {
    if (path !== null && statSync(path).isFile()) old = JSON.parse(readFileSync(path, 'utf8')) as Kept;
    const whole = isObject(old?.files) && isObject(old?.folders) && old?.schema === 'overreach-hashes/1';
    if (!whole) old = null;
  } catch {
    old = null; // none yet, or damaged
  }
  const now: Kept = { schema: 'overreach-hashes/1', files: {}, folders: {} };
  const fileHash = (file: string): string => {
    const mark = markOf(file);
    const kept = old?.files[file];
    if (kept?.mark === mark) {
      now.files[file] = kept;
      return kept.sha256;
    }
    const source = openFile(file, basename(file));
    try {
      const sha256 = sourceSha256(source);
      if (markOf(file) === mark) now.files[file] = { mark, sha256 };
      return sha256;
    } finally {
      source.close();
    }
  };
  const folderMark = (files: readonly string[]): string =>
    hashText(files.map((file) => `${file} ${markOf(file)}`).join('\n'));
  return {
    of(paths) {
      const [first = ''] = paths;
      if (paths.length === 1 && statSync(first, { throwIfNoEntry: false })?.isDirectory()) {
        const pkg = openApp(paths, DEFAULT_LIMITS);
        try {
          return { sha256: pkg.sha256, sizeBytes: pkg.sizeBytes };
        } finally {
          pkg.close();
        }
      }
      const sha256 = listSha256(paths.map(fileHash));
      return { sha256, sizeBytes: paths.reduce((sum, file) => sum + statSync(file).size, 0) };
    },
    groups(at, files) {
      const kept = old?.folders[at];
      if (!kept || kept.mark !== folderMark(files)) return null;
      now.folders[at] = kept;
      return kept.groups;
    },
    keep(at, files, groups) {
      now.folders[at] = { mark: folderMark(files), groups };
    },
    save() {
      if (path === null) return;
      const part = `${path}.${process.pid}.part`;
      try {
        mkdirSync(dirname(path), { recursive: true });
        writeFileSync(part, JSON.stringify(now));
        renameSync(part, path);
      } catch {
        rmSync(part, { force: true });
      }
    },
  };
}
