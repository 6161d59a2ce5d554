// Archives inside the parts of an app (a plug-in APK in assets, a JAR with DEX) as parts of their own, opened in place.
// Only those that hold DEX are of interest. Leaves finding them to extract/files.ts and reading to extract/code.ts.
import { ParseError } from '../bytes/parse-error.js';
import type { Limits } from '../bytes/limits.js';
import { Budget } from '../formats/zip/inflate.js';
import type { Note } from '../model/place.js';
import { isZipPart, openArchive, openInner, partOf, type OpenContext, type ZipPart } from './apk.js';
import { placeEntry, type Package } from './package.js';
import { openBytes } from './source.js';

const holdsDex = (part: ZipPart): boolean => part.entries().some((entry) => entry.name.endsWith('.dex'));

/**
 * Opens the archives at the given places (as FileFacts.archives lists them) that hold DEX, and archives in those, down
 * to the limit on nesting. Part names are the places: "assets/plugin.apk", "assets/plugin.apk!assets/inner.jar".
 */
export function openEmbedded(pkg: Package, places: readonly string[], limits: Limits, note: Note): ZipPart[] {
  const wanted = new Set(places);
  const found: ZipPart[] = [];
  const budget = pkg.budget ?? new Budget();
  const visit = (part: ZipPart, place: (entry: string) => string, depth: number, all: boolean): void => {
    for (const entry of part.entries()) {
      const name = place(entry.name);
      if (all ? !/\.(apk|jar|zip|dex)$/i.test(entry.name) : !wanted.has(name)) continue;
      if (found.length >= limits.parts) {
        const args = { limit: limits.parts, count: found.length };
        note({ code: 'limit/parts', level: 'warning', place: { entry: name }, args });
        return;
      }
      const context: OpenContext = { limits, note, budget, depth };
      try {
        if (all && !startsLikeZip(part, entry.name)) continue;
        const zipEntry = part.archive.find(entry.name);
        const source =
          zipEntry === undefined // a module of a bundle, whose names are not those of the archive
            ? openBytes(part.read(entry.name), entry.name)
            : openInner(part, zipEntry, context);
        const zip = openArchive(source, context, `${name}!`);
        const inner = partOf(zip, name, 'code');
        if (holdsDex(inner)) found.push(inner);
        visit(inner, (deeper) => `${name}!${deeper}`, depth + 1, true);
      } catch (error) {
        if (!(error instanceof ParseError)) throw error;
        note({ code: error.code, level: 'warning', place: { entry: name }, args: error.args });
      }
    }
  };
  for (const part of pkg.parts) {
    if (isZipPart(part)) visit(part, (entry) => placeEntry(pkg, part, entry), 1, false);
  }
  return found;
}

function startsLikeZip(part: ZipPart, name: string): boolean {
  const head = part.peek(name, 4);
  return head.length === 4 && head[0] === 0x50 && head[1] === 0x4b && head[2] === 3 && head[3] === 4;
}
