// Open sources → Package. Tells the kinds of input apart, by content first and name second.
// Leaves paths to index.ts and reading to the file of each kind.
import { ParseError } from '../bytes/parse-error.js';
import { readUtf8 } from '../bytes/text.js';
import { View } from '../bytes/view.js';
import type { Limits } from '../bytes/limits.js';
import { Budget } from '../formats/zip/inflate.js';
import { LOCAL, END } from '../formats/zip/layout.js';
import type { Diagnostic, Note } from '../model/place.js';
import { MANIFEST, openApk, openArchive, type OpenContext, type Opened, type OpenedZip } from './apk.js';
import { dexPart, isAar, isJar, openAar, openDexFile, openJar } from './bare.js';
import { isBundle, openBundle } from './bundle.js';
import { isContainer, openContainer } from './container.js';
import { isManifestFile, openManifestFile } from './manifest-file.js';
import { listSha256, openRange, sourceSha256 } from './source.js';
import { openRecorder } from './recorder.js';
import { openSplits, reportMissing } from './split-apks.js';
import { readSplitInfo } from './split-info.js';
import type { Package, Source } from './package.js';

const HEAD_BYTES = 64;
/** A licence in a comment can stand before the manifest element. */
const MANIFEST_HEAD_BYTES = 8_192;

/** Kinds of zip archive, the first that fits wins. */
const ZIP_KINDS: readonly {
  kind: string;
  detect(zip: OpenedZip): boolean;
  open(zip: OpenedZip, context: OpenContext): Opened;
}[] = [
  { kind: 'apex', detect: isApex, open: refuseApex },
  { kind: 'aar', detect: isAar, open: openAar },
  { kind: 'apk', detect: (zip) => zip.archive.find(MANIFEST) !== undefined, open: openSingleApk },
  { kind: 'aab', detect: isBundle, open: openBundle },
  { kind: 'apks', detect: isContainer, open: openContainer },
  { kind: 'jar', detect: isJar, open: openJar },
];

/**
 * A module of the platform. Android goes by how a file is installed, not by what lies in it: whatever is installed as an
 * APK is one, and an entry named like a module's is an entry like any other.
 */
function isApex(zip: OpenedZip): boolean {
  const has = (name: string): boolean => zip.archive.find(name) !== undefined;
  const marked = has('apex_payload.img') || has('original_apex') || has('apex_manifest.pb');
  if (/\.c?apex$/i.test(zip.source.name)) return marked;
  return marked && !/\.apk$/i.test(zip.source.name) && !has('classes.dex');
}
function refuseApex(): never {
  throw new ParseError('package/is-apex', 0);
}

function openSingleApk(zip: OpenedZip, context: OpenContext): Opened {
  const opened = openApk(zip);
  const info = readSplitInfo(opened.parts[0]!, context.limits);
  if (info !== null) {
    if (info.split !== '') {
      context.note({
        code: 'package/base-missing',
        level: 'error',
        place: { entry: MANIFEST },
        args: { package: info.package },
      });
    } else reportMissing(info, [], context);
  }
  return opened;
}

/** Text by its first bytes: printable ASCII or UTF-8 with usual blanks, nothing below. */
function looksLikeText(head: Uint8Array): boolean {
  for (const byte of head) {
    if (byte < 0x20 && byte !== 0x09 && byte !== 0x0a && byte !== 0x0d) return false;
    if (byte === 0x7f) return false;
  }
  return true;
}

/** Why a file that is no zip is refused. */
function refuse(source: Source, head: Uint8Array): ParseError {
  const starts = (text: string): boolean => readUtf8(head.subarray(0, text.length)) === text;
  if (starts('\x7fELF') || starts('vdex') || starts('oat\n'))
    return new ParseError('input/is-machine-code', 0);
  if (starts('cdex')) return new ParseError('input/is-compact-dex', 0);
  if (/\.apkm$/i.test(source.name)) return new ParseError('package/apkm-encrypted', 0);
  return new ParseError(looksLikeText(head) ? 'input/is-text' : 'input/not-an-app', 0);
}

function openSource(source: Source, context: OpenContext): Opened {
  if (source.sizeBytes === 0) throw new ParseError('input/empty', 0);
  const head = source.read(0, Math.min(HEAD_BYTES, source.sizeBytes));
  const magic = head.length >= 4 ? new View(head).u32(0) : 0;
  if (readUtf8(head.subarray(0, 4)) === 'dex\n')
    return openJanus(source, context) ?? openDexFile(source, context);
  const looksLikeZip = magic === LOCAL.signature || magic === END.signature;
  let zip: OpenedZip;
  try {
    zip = openArchive(source, context, '');
  } catch (error) {
    if (!(error instanceof ParseError)) throw error;
    const noDirectory = error.code === 'zip/no-end-record' || error.code === 'zip/no-central-directory';
    if (noDirectory && looksLikeZip) throw new ParseError('zip/truncated', error.offset);
    if (error.code === 'zip/no-end-record') {
      if (isManifestFile(source.read(0, Math.min(MANIFEST_HEAD_BYTES, source.sizeBytes)))) {
        return openManifestFile(source, context);
      }
      throw refuse(source, head);
    }
    throw error;
  }
  const kind = ZIP_KINDS.find((x) => x.detect(zip));
  if (kind === undefined) throw new ParseError('package/no-manifest', 0);
  return kind.open(zip, context);
}

/**
 * A file that is DEX from the front and an APK from the back (CVE-2017-13156, "Janus"): platforms without the December
 * 2017 patch install the APK and run the DEX. Both are read; null when there is no APK behind.
 */
function openJanus(source: Source, context: OpenContext): Opened | null {
  let zip: OpenedZip;
  try {
    zip = openArchive(source, context, '');
  } catch (error) {
    if (error instanceof ParseError) return null;
    throw error;
  }
  if (zip.archive.find(MANIFEST) === undefined) return null;
  context.note({ code: 'package/dex-in-front', level: 'warning', place: { entry: '' }, args: {} });
  const opened = openSingleApk(zip, context);
  const said = source.sizeBytes >= 36 ? new View(source.read(32, 4)).u32(0) : 0; // file_size of the DEX header
  const front = openRange(source, 0, Math.min(said, source.sizeBytes), 'front.dex');
  return { ...opened, parts: [...opened.parts, dexPart(front, 'front.dex', context)] };
}

/**
 * Opens one source of any kind, or the APKs of one app. Closing the package closes them.
 * @throws ParseError when it is no app
 */
export function openSources(sources: readonly Source[], limits: Limits, note?: Note): Package {
  const { context, finish } = begin(limits, note);
  const [only] = sources;
  context.budget.packageBytes = sources.reduce((sum, { sizeBytes }) => sum + sizeBytes, 0);
  if (only === undefined) throw new ParseError('input/not-found', 0);
  const opened: Opened =
    sources.length === 1
      ? openSource(only, context)
      : { kind: 'split-apks', parts: openSplits(sources, context) };
  return finish(opened, sources);
}

export interface Beginning {
  context: OpenContext;
  finish(opened: Opened, sources: readonly Source[]): Package;
}

/** What opening needs, and what makes a Package of what was opened. */
export function begin(limits: Limits, note: Note | undefined): Beginning {
  const recorder = openRecorder(limits);
  const tell: Note = (diagnostic: Diagnostic) => {
    recorder.note(diagnostic);
    note?.(diagnostic);
  };
  const budget = new Budget();
  return {
    context: { limits, note: tell, budget, depth: 0 },
    finish({ kind, parts }, sources) {
      let sha256: string | null = null;
      return {
        kind,
        parts,
        budget,
        get sha256() {
          sha256 ??=
            sources.length === 0
              ? parts[0]!.sha256
              : listSha256(sources.map((source) => hashOf(source, parts)));
          return sha256;
        },
        sizeBytes:
          sources.length === 0
            ? parts[0]!.sizeBytes
            : sources.reduce((sum, source) => sum + source.sizeBytes, 0),
        diagnostics: recorder.diagnostics,
        close() {
          for (const source of sources) source.close();
        },
      };
    },
  };
}

/** A part that is the whole source has hashed it already. */
function hashOf(source: Source, parts: Package['parts']): string {
  return parts.find((part) => part.source === source)?.sha256 ?? sourceSha256(source);
}
