// A zip archive as a Part: what every APK, split, module and bare archive has in common; and the single APK.
// Leaves telling the kinds apart to index.ts.
import { ParseError } from '../bytes/parse-error.js';
import { View } from '../bytes/view.js';
import type { Limits } from '../bytes/limits.js';
import { openZip, type ZipArchive } from '../formats/zip/archive.js';
import type { ZipEntry } from '../formats/zip/directory.js';
import type { Budget } from '../formats/zip/inflate.js';
import { FLAG } from '../formats/zip/layout.js';
import { weightOf } from '../model/diagnostics.js';
import type { Note } from '../model/place.js';
import type { Odd } from '../bytes/odd.js';
import { openBytes, openRange, sourceSha256 } from './source.js';
import type { Entry, Part, Source } from './package.js';

export const MANIFEST = 'AndroidManifest.xml';

/** What opening anything needs: ceilings, a voice, the count of inflated bytes, how deep we are in archives. */
export interface OpenContext {
  limits: Limits;
  note: Note;
  budget: Budget;
  depth: number;
}
export interface OpenedZip {
  archive: ZipArchive;
  source: Source;
}
export interface ZipPart extends Part {
  archive: ZipArchive;
}
/** What a kind of input makes of its source. */
export interface Opened {
  kind: string;
  parts: Part[];
}

/** True when a part is backed by a zip archive of its own, so that its signing block can be read. */
export const isZipPart = (part: Part): part is ZipPart => 'archive' in part;

/** Opens a source as zip; oddities go to the context's note under the prefix that places of this part carry. */
export function openArchive(source: Source, context: OpenContext, prefix: string): OpenedZip {
  const odd: Odd<string> = (code, entry, args = {}) =>
    context.note({ code, level: weightOf(code).level, place: { entry: prefix + entry }, args: { ...args } });
  return { archive: openZip(source, context.limits, context.budget, odd), source };
}

/** An archive inside an archive: a range of the outer file when it is stored, else inflated into memory. */
export function openInner(outer: OpenedZip, entry: ZipEntry, context: OpenContext): Source {
  if (context.depth >= context.limits.nestingDepth) {
    throw new ParseError('limit/nesting-depth', 0, { limit: context.limits.nestingDepth });
  }
  const name = entry.name.slice(entry.name.lastIndexOf('/') + 1);
  const range = outer.archive.storedRange(entry);
  return range === null
    ? openBytes(outer.archive.read(entry), name)
    : openRange(outer.source, range.start, range.length, name);
}

/** Gives an entry of the archive its name in the part, or null when it does not belong to it. */
export type Rename = (name: string) => string | null;

/** Makes a part of an opened archive; `rename` picks and renames entries, as modules of a bundle need. */
export function partOf(opened: OpenedZip, name: string, role: Part['role'], rename?: Rename): ZipPart {
  const { archive, source } = opened;
  let sha256: string | null = null;
  const renamed = rename === undefined ? null : new Map<string, ZipEntry>();
  const list: readonly Entry[] = renamed === null ? archive.entries : [];
  if (rename !== undefined && renamed !== null) {
    for (const entry of archive.entries) {
      const inside = rename(entry.name);
      if (inside === null || renamed.has(inside)) continue;
      renamed.set(inside, entry);
      (list as Entry[]).push({
        name: inside,
        sizeBytes: entry.sizeBytes,
        compressedBytes: entry.compressedBytes,
      });
    }
  }
  const find = (entry: string): ZipEntry | undefined =>
    renamed === null ? archive.find(entry) : renamed.get(entry);
  const get = (entry: string): ZipEntry => {
    const found = find(entry);
    if (found === undefined) throw new ParseError('package/no-such-entry', 0, { name: entry });
    return found;
  };
  return {
    name,
    role,
    source,
    archive,
    sizeBytes: source.sizeBytes,
    get sha256() {
      return (sha256 ??= sourceSha256(source));
    },
    entries: () => list,
    has: (entry) => find(entry) !== undefined,
    read: (entry) => archive.read(get(entry)),
    peek: (entry, length) => archive.peek(get(entry), length),
  };
}

/**
 * Throws "zip/encrypted" when the manifest is really enciphered: the flag alone proves nothing, Android never looks
 * at it, and packages set it to confuse readers.
 */
export function checkManifest(part: Part, archive: ZipArchive): void {
  const entry = archive.find(MANIFEST);
  if (entry === undefined || (entry.flags & FLAG.encrypted) === 0) return;
  const head = new View(part.peek(MANIFEST, 8));
  if (head.length < 8) throw new ParseError('zip/encrypted', entry.localOffset);
  const isXmlChunk = head.u16(0) === 3 || head.u32(4) === entry.sizeBytes;
  const isText = head.u8(0) === 0x3c || head.u16(0) === 0xbbef;
  if (!isXmlChunk && !isText) throw new ParseError('zip/encrypted', entry.localOffset);
}

/** A single APK. */
export function openApk(opened: OpenedZip): Opened {
  const part = partOf(opened, 'base.apk', 'base');
  checkManifest(part, opened.archive);
  return { kind: 'apk', parts: [part] };
}
