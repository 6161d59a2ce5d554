// Anything a user names → Package. Tells the kinds of input apart, by content first and name second.
// Leaves reading to the file of each kind.
import { basename } from 'node:path';
import { ParseError } from '../bytes/parse-error.js';
import { View } from '../bytes/view.js';
import type { Limits } from '../bytes/limits.js';
import { Budget } from '../formats/zip/inflate.js';
import { LOCAL, END } from '../formats/zip/layout.js';
import type { Diagnostic, Note } from '../model/place.js';
import { checkManifest, MANIFEST, openArchive, partOf } from './apk.js';
import { openFile } from './source.js';
import { openRecorder } from './recorder.js';
import type { Package, Source } from './package.js';

const HEAD_BYTES = 64;

/** Text by its first bytes: printable ASCII or UTF-8 with usual blanks, nothing below. */
function looksLikeText(head: Uint8Array): boolean {
  for (const byte of head) {
    if (byte < 0x20 && byte !== 0x09 && byte !== 0x0a && byte !== 0x0d) return false;
    if (byte === 0x7f) return false;
  }
  return true;
}

function refuse(source: Source, head: Uint8Array): ParseError {
  const args = { name: source.name };
  if (looksLikeText(head)) return new ParseError('input/is-text', 0, args);
  return new ParseError('input/not-an-app', 0, args);
}

function named(error: unknown, source: Source, looksLikeZip: boolean): unknown {
  if (!(error instanceof ParseError)) return error;
  const cut =
    looksLikeZip && (error.code === 'zip/no-end-record' || error.code === 'zip/no-central-directory');
  return new ParseError(cut ? 'zip/truncated' : error.code, error.offset, {
    ...error.args,
    name: source.name,
  });
}

/**
 * Opens what the paths name as one app. Throws ParseError with the base name in `args.name` when it is no app.
 * What is odd but readable goes to the package's diagnostics, and to `note` when given.
 */
export function openPackage(paths: readonly string[], limits: Limits, note?: Note): Package {
  const recorder = openRecorder(limits);
  const tell: Note = (diagnostic: Diagnostic) => {
    recorder.note(diagnostic);
    note?.(diagnostic);
  };
  const path = paths[0];
  if (path === undefined || paths.length !== 1)
    throw new ParseError('input/not-found', 0, { name: path ?? '' });
  const source = openFile(path, basename(path));
  try {
    return { ...openSource(source, limits, tell), diagnostics: recorder.diagnostics };
  } catch (error) {
    source.close();
    throw error;
  }
}

function openSource(source: Source, limits: Limits, note: Note): Package {
  if (source.sizeBytes === 0) throw new ParseError('input/empty', 0, { name: source.name });
  const head = source.read(0, Math.min(HEAD_BYTES, source.sizeBytes));
  const magic = head.length >= 4 ? new View(head).u32(0) : 0;
  const looksLikeZip = magic === LOCAL.signature || magic === END.signature;
  const budget = new Budget();
  try {
    let opened;
    try {
      opened = openArchive(source, limits, budget, note, '');
    } catch (error) {
      if (!looksLikeZip && error instanceof ParseError && error.code === 'zip/no-end-record') {
        throw refuse(source, head);
      }
      throw error;
    }
    const part = partOf(opened, 'base.apk', 'base');
    if (!part.has(MANIFEST)) throw new ParseError('package/no-manifest', 0);
    checkManifest(part, opened.archive);
    return {
      kind: 'apk',
      get sha256() {
        return part.sha256;
      },
      sizeBytes: source.sizeBytes,
      parts: [part],
      close: () => source.close(),
    };
  } catch (error) {
    throw named(error, source, looksLikeZip);
  }
}
