// A zip that is no app, such as an evidence pack, read with the same bounds as packages.
// Leaves what its entries mean to the caller.
import { basename } from 'node:path';
import { ParseError } from '../bytes/parse-error.js';
import type { Limits } from '../bytes/limits.js';
import { Budget } from '../formats/zip/inflate.js';
import type { Note } from '../model/place.js';
import { openArchive } from './apk.js';
import { openFile } from './file-source.js';

export interface PlainZip {
  /** A name that several entries bear (readers differ in which they take), or null. */
  readonly twice: string | null;
  /** Names of files, sorted; folders are left out. */
  names(): string[];
  /** Throws ParseError. */
  read(name: string): Uint8Array;
  close(): void;
}

/** Throws ParseError when the file cannot be opened as zip. */
export function openPlainZip(path: string, limits: Limits): PlainZip {
  const source = openFile(path, basename(path));
  try {
    let twice: string | null = null;
    const note: Note = ({ code, place, args }) => {
      if (code === 'zip/duplicate-name') twice ??= String(args['name'] ?? place.entry);
    };
    const context = { limits, note, budget: new Budget(source.sizeBytes), depth: 0 };
    const { archive } = openArchive(source, context, '');
    return {
      twice,
      names: () =>
        archive.entries
          .map((e) => e.name)
          .filter((name) => !name.endsWith('/'))
          .sort(),
      read(name) {
        const entry = archive.find(name);
        if (!entry) throw new ParseError('zip/no-entry', 0, { name });
        return archive.read(entry);
      },
      close: () => source.close(),
    };
  } catch (error) {
    source.close();
    throw error;
  }
}
