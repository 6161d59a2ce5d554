// A zip archive as a Part: what every APK, split, module and bare archive has in common; and the single APK.
// Leaves telling the kinds apart to index.ts.
import { ParseError } from '../bytes/parse-error.js';
import type { Limits } from '../bytes/limits.js';
import { openZip, type ZipArchive } from '../formats/zip/archive.js';
import type { Oddity } from '../formats/zip/directory.js';
import type { Budget } from '../formats/zip/inflate.js';
import type { DiagnosticLevel, Note } from '../model/place.js';
import { sourceSha256 } from './source.js';
import type { Entry, Part, Source } from './package.js';
import type { Static } from 'typebox';

export const MANIFEST = 'AndroidManifest.xml';

/** Oddities that honest tools produce, or that change nothing: worth a note, not a warning. */
const NOTES = new Set(['zip/unknown-method', 'zip/local-method-differs', 'zip/bad-name']);

export interface ZipPart extends Part {
  archive: ZipArchive;
}
/** True when a part is backed by a zip archive of its own, so that its signing block can be read. */
export const isZipPart = (part: Part): part is ZipPart => 'archive' in part;

export interface OpenedZip {
  archive: ZipArchive;
  source: Source;
}

/** Opens a source as zip; oddities go to `note` under the prefix that places of this part carry. */
export function openArchive(
  source: Source,
  limits: Limits,
  budget: Budget,
  note: Note,
  prefix: string,
): OpenedZip {
  const odd: Oddity = (code, entry, args) => {
    const level: Static<typeof DiagnosticLevel> = NOTES.has(code) ? 'note' : 'warning';
    note({ code, level, place: { entry: prefix + entry }, args });
  };
  return { archive: openZip(source, limits, budget, odd), source };
}

/** Makes a part of an opened archive. `under` picks a folder of it, as modules of a bundle need. */
export function partOf(opened: OpenedZip, name: string, role: Part['role'], under = ''): ZipPart {
  const { archive, source } = opened;
  let list: readonly Entry[] | null = null;
  let sha256: string | null = null;
  const get = (entry: string): ReturnType<ZipArchive['find']> & object => {
    const found = archive.find(under + entry);
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
    entries() {
      list ??=
        under === ''
          ? archive.entries
          : archive.entries
              .filter((entry) => entry.name.startsWith(under) && entry.name.length > under.length)
              .map((entry) => ({ ...entry, name: entry.name.slice(under.length) }));
      return list;
    },
    has: (entry) => archive.find(under + entry) !== undefined,
    read: (entry) => archive.read(get(entry)),
    peek: (entry, length) => archive.peek(get(entry), length),
  };
}

/**
 * True when the manifest can be read. Throws "zip/encrypted" when its contents are really enciphered: the flag alone
 * proves nothing, Android never looks at it, and packages set it to confuse readers.
 */
export function checkManifest(part: Part, archive: ZipArchive): void {
  const entry = archive.find(MANIFEST);
  if (entry === undefined || (entry.flags & 1) === 0) return;
  const head = part.peek(MANIFEST, 8);
  if (head.length < 8) throw new ParseError('zip/encrypted', entry.localOffset);
  const view = new DataView(head.buffer, head.byteOffset, head.byteLength);
  const isXmlChunk = view.getUint16(0, true) === 3 || view.getUint32(4, true) === entry.sizeBytes;
  const isText = head[0] === 0x3c || (head[0] === 0xef && head[1] === 0xbb);
  if (!isXmlChunk && !isText && head[0] !== 0x0a) throw new ParseError('zip/encrypted', entry.localOffset);
}
