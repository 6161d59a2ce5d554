// A directory the user names: a folder of APKs that belong together, or an app decoded by apktool or jadx.
// Only names that the directory listing gives are opened, symbolic links are not followed, and nothing inside a file
// is ever used as a path. Smali text is not read as code, and that is said.
import { platform } from '#platform';
import { lstatSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { ParseError } from '../bytes/parse-error.js';
import { hex } from '../platform/sha256.js';
import { MANIFEST, type OpenContext, type Opened } from './apk.js';
import { openFile } from './file-source.js';
import { openBytes } from './source.js';
import type { Entry, Part } from './package.js';

/** Folders of a decoded app that hold sources or build products, not parts of the app. */
const isWorkFolder = (name: string): boolean =>
  /^smali(_.*)?$/.test(name) ||
  name === 'build' ||
  name === 'dist' ||
  name === 'original' ||
  name === 'sources';
const MAX_DEPTH = 64;

/** Files right inside a directory whose names end like APKs, sorted. */
export function listApks(path: string): string[] {
  return list(path)
    .filter((name) => name.toLowerCase().endsWith('.apk') && lstatSync(join(path, name)).isFile())
    .map((name) => join(path, name));
}

function list(path: string): string[] {
  try {
    return readdirSync(path).sort();
  } catch {
    throw new ParseError('input/unreadable', 0, { reason: 'directory' });
  }
}

/** The folder that holds the decoded manifest: the directory itself, or jadx's "resources"; null when neither. */
export function decodedRoot(path: string): string | null {
  for (const root of [path, join(path, 'resources')]) {
    try {
      if (lstatSync(join(root, MANIFEST)).isFile()) return root;
    } catch {
      // not here
    }
  }
  return null;
}

interface Found extends Entry {
  path: string;
}

function walk(root: string, context: OpenContext): { files: Map<string, Found>; smali: boolean } {
  const files = new Map<string, Found>();
  let smali = false;
  const visit = (folder: string, prefix: string, depth: number): void => {
    if (depth > MAX_DEPTH) return;
    for (const name of list(folder)) {
      const path = join(folder, name);
      const stat = lstatSync(path);
      if (stat.isDirectory()) {
        if (prefix === '' && isWorkFolder(name)) {
          if (name.startsWith('smali') || name === 'sources') smali = true;
          continue;
        }
        // apktool keeps files it does not know under "unknown"; in the package they sit at the top
        visit(path, prefix === '' && name === 'unknown' ? '' : `${prefix}${name}/`, depth + 1);
        continue;
      }
      if (!stat.isFile()) continue;
      if (files.size >= context.limits.entries) {
        context.note({
          code: 'limit/entries',
          level: 'warning',
          place: { entry: '' },
          args: { limit: context.limits.entries, count: files.size },
        });
        return;
      }
      files.set(prefix + name, {
        name: prefix + name,
        path,
        sizeBytes: stat.size,
        compressedBytes: stat.size,
      });
    }
  };
  visit(root, '', 0);
  return { files, smali };
}

/** Opens a decoded app. `name` is the directory's base name. */
export function openDecoded(root: string, name: string, context: OpenContext): Opened {
  const { files, smali } = walk(root, context);
  if (smali)
    context.note({ code: 'package/smali-ignored', level: 'warning', place: { entry: '' }, args: {} });
  const read = (entry: string, length: number): Uint8Array => {
    const found = files.get(entry);
    if (found === undefined) throw new ParseError('package/no-such-entry', 0, { name: entry });
    if (Math.min(length, found.sizeBytes) > context.limits.entryBytes) {
      throw new ParseError('limit/entry-bytes', 0, { limit: context.limits.entryBytes });
    }
    const source = openFile(found.path, found.name);
    try {
      return source.read(0, Math.min(length, source.sizeBytes));
    } finally {
      source.close();
    }
  };
  // apktool.yml is no part of the app; the manifest extractor reads the SDK levels that apktool moved there
  const entries = [...files.values()]
    .filter((entry) => entry.name !== 'apktool.yml')
    .sort((a, b) => (a.name < b.name ? -1 : 1));
  let sha256: string | null = null;
  const part: Part = {
    name: 'base.apk',
    role: 'base',
    source: openBytes(new Uint8Array(0), name),
    sizeBytes: entries.reduce((sum, entry) => sum + entry.sizeBytes, 0),
    /** Of the names and contents, in order of the names. */
    get sha256() {
      if (sha256 !== null) return sha256;
      const hash = platform.hash('sha256');
      for (const entry of entries) {
        hash.update(new TextEncoder().encode(`${entry.name}\n${entry.sizeBytes}\n`));
        hash.update(read(entry.name, Infinity));
      }
      return (sha256 = hex(hash.digest()));
    },
    entries: () =>
      entries.map(({ name: entry, sizeBytes, compressedBytes }) => ({
        name: entry,
        sizeBytes,
        compressedBytes,
      })),
    has: (entry) => files.has(entry),
    read: (entry) => read(entry, Infinity),
    peek: (entry, length) => read(entry, length),
  };
  return { kind: 'decoded', parts: [part] };
}
