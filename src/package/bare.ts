// Inputs that are less than an app: a DEX file, a JAR with DEX inside, a library archive (AAR). Code only; what is
// missing is said. Leaves reading of code to extract/code.ts.
import { ParseError } from '../bytes/parse-error.js';
import {
  openArchive,
  openInner,
  partOf,
  MANIFEST,
  type OpenContext,
  type Opened,
  type OpenedZip,
} from './apk.js';
import { sourceSha256 } from './source.js';
import type { Part, Source } from './package.js';

const isDexName = (name: string): boolean => name.endsWith('.dex');
const isClassName = (name: string): boolean => name.endsWith('.class');

const isBytecode = (zip: OpenedZip): boolean =>
  zip.archive.entries.some((entry) => isDexName(entry.name) || isClassName(entry.name));

/** A JAR: DEX or Java classes, no manifest of an app, and either the name or the marks of a JAR. */
export const isJar = (zip: OpenedZip): boolean =>
  isBytecode(zip) &&
  zip.archive.find('resources.arsc') === undefined &&
  (/\.(jar|dex)$/i.test(zip.source.name) || zip.archive.find('META-INF/MANIFEST.MF') !== undefined) &&
  !/\.apk$/i.test(zip.source.name);

/** A library archive: text manifest next to classes.jar (developer.android.com/studio/projects/android-library). */
export const isAar = (zip: OpenedZip): boolean => {
  const manifest = zip.archive.find(MANIFEST);
  if (manifest === undefined || zip.archive.find('classes.jar') === undefined) return false;
  if (zip.archive.find('classes.dex') !== undefined || /\.apk$/i.test(zip.source.name)) return false;
  try {
    return zip.archive.peek(manifest, 1)[0] !== 0x03; // an app's manifest is compiled, a library's never
  } catch (error) {
    if (error instanceof ParseError) return false;
    throw error;
  }
};

const noteCodeOnly = (context: OpenContext, entry: string): void =>
  context.note({ code: 'package/code-only', level: 'warning', place: { entry }, args: {} });
const noteJavaBytecode = (context: OpenContext, entry: string): void =>
  context.note({ code: 'package/java-bytecode', level: 'warning', place: { entry }, args: {} });

export function openJar(zip: OpenedZip, context: OpenContext): Opened {
  noteCodeOnly(context, '');
  if (!zip.archive.entries.some((entry) => isDexName(entry.name))) noteJavaBytecode(context, '');
  return { kind: 'jar', parts: [partOf(zip, 'base.apk', 'code')] };
}

export function openAar(zip: OpenedZip, outer: OpenContext): Opened {
  const context = { ...outer, depth: outer.depth + 1 };
  context.note({ code: 'package/library-only', level: 'warning', place: { entry: '' }, args: {} });
  const parts: Part[] = [partOf(zip, 'base.apk', 'base')];
  for (const entry of zip.archive.entries) {
    if (!entry.name.endsWith('.jar')) continue;
    try {
      const inner = openArchive(openInner(zip, entry, context), context, `${entry.name}!`);
      parts.push(partOf(inner, entry.name, 'code'));
      if (!inner.archive.entries.some((x) => isDexName(x.name))) noteJavaBytecode(context, entry.name);
    } catch (error) {
      if (!(error instanceof ParseError)) throw error;
      context.note({ code: error.code, level: 'warning', place: { entry: entry.name }, args: error.args });
    }
  }
  return { kind: 'aar', parts };
}

/** A DEX file as a part with one entry. */
export function dexPart(source: Source, name: string, context: OpenContext): Part {
  const entry = { name: 'classes.dex', sizeBytes: source.sizeBytes, compressedBytes: source.sizeBytes };
  const need = (wanted: string): void => {
    if (wanted !== entry.name) throw new ParseError('package/no-such-entry', 0, { name: wanted });
  };
  let sha256: string | null = null;
  return {
    name,
    role: 'code',
    source,
    sizeBytes: source.sizeBytes,
    get sha256() {
      return (sha256 ??= sourceSha256(source));
    },
    entries: () => [entry],
    has: (wanted) => wanted === entry.name,
    read(wanted) {
      need(wanted);
      if (source.sizeBytes > context.limits.entryBytes) {
        throw new ParseError('limit/entry-bytes', 0, { limit: context.limits.entryBytes });
      }
      return source.read(0, source.sizeBytes);
    },
    peek(wanted, length) {
      need(wanted);
      return source.read(0, Math.min(length, source.sizeBytes));
    },
  };
}

/** A DEX file alone. */
export function openDexFile(source: Source, context: OpenContext): Opened {
  noteCodeOnly(context, '');
  return { kind: 'dex', parts: [dexPart(source, 'base.apk', context)] };
}
