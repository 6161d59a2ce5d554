// Archives of APKs: .apks of bundletool and SAI, .xapk, .apkm, and any zip that holds APKs. Read in place: a stored
// APK is a range of the outer file, a compressed one is inflated into memory; nothing is unpacked to disk.
// Leaves putting the set together to split-apks.ts.
import { ParseError } from '../bytes/parse-error.js';
import { readUtf8 } from '../bytes/text.js';
import type { ZipEntry } from '../formats/zip/directory.js';
import { openArchive, openInner, partOf, type OpenContext, type Opened, type OpenedZip } from './apk.js';
import { openSplits } from './split-apks.js';
import type { Part, Source } from './package.js';

const MAX_JSON_BYTES = 4 << 20;

const isApk = (entry: ZipEntry): boolean => entry.name.toLowerCase().endsWith('.apk') && entry.sizeBytes > 0;
const fileName = (path: string): string => path.slice(path.lastIndexOf('/') + 1);

/** True when the archive holds APKs (or one nested container). */
export const isContainer = (zip: OpenedZip): boolean => zip.archive.entries.some(isApk);

/** Which tool made the container; by the file each of them adds. */
function kindOf(zip: OpenedZip): string {
  const { archive, source } = zip;
  const name = source.name.toLowerCase();
  if (archive.find('toc.pb') !== undefined || archive.find('meta.sai_v1.json') !== undefined) return 'apks';
  if (archive.find('meta.sai_v2.json') !== undefined) return 'apks';
  if (archive.find('info.json') !== undefined && name.endsWith('.apkm')) return 'apkm';
  if (archive.find('manifest.json') !== undefined) return 'xapk';
  if (name.endsWith('.apkm')) return 'apkm';
  if (name.endsWith('.xapk')) return 'xapk';
  if (name.endsWith('.apks')) return 'apks';
  return 'zip-of-apks';
}

/**
 * The APKs that make up the app. bundletool puts alternatives side by side: everything in one (universal.apk), as
 * splits, or one APK per device class (standalones); one alternative is the whole app.
 */
function chooseApks(all: readonly ZipEntry[], context: OpenContext): readonly ZipEntry[] {
  const universal = all.filter((entry) => fileName(entry.name) === 'universal.apk');
  if (universal.length > 0) return universal.slice(0, 1);
  const splits = all.filter(
    (entry) => entry.name.startsWith('splits/') || entry.name.startsWith('asset-slices/'),
  );
  if (splits.some((entry) => entry.name.startsWith('splits/'))) return splits;
  const standalones = all.filter((entry) => entry.name.startsWith('standalones/'));
  if (standalones.length > 0) {
    const largest = [...standalones].sort(
      (a, b) => b.sizeBytes - a.sizeBytes || (a.name < b.name ? -1 : 1),
    )[0]!;
    if (standalones.length > 1) {
      context.note({
        code: 'package/one-standalone',
        level: 'note',
        place: { entry: largest.name },
        args: { count: standalones.length },
      });
    }
    return [largest];
  }
  return all.filter(
    (entry) => !entry.name.startsWith('instant/') || all.every((x) => x.name.startsWith('instant/')),
  );
}

/** The package an XAPK says it is, so that an extra APK inside does not confuse matters. */
function statedPackage(zip: OpenedZip): string | undefined {
  const entry = zip.archive.find('manifest.json');
  if (entry === undefined || entry.sizeBytes > MAX_JSON_BYTES) return undefined;
  try {
    const parsed: unknown = JSON.parse(readUtf8(zip.archive.read(entry)));
    if (typeof parsed !== 'object' || parsed === null || !('package_name' in parsed)) return undefined;
    return typeof parsed.package_name === 'string' ? parsed.package_name : undefined;
  } catch (error) {
    if (error instanceof ParseError || error instanceof SyntaxError) return undefined;
    throw error;
  }
}

/** Expansion files: often zip archives of assets, which may hold code; anything else is only counted. */
function openExpansions(zip: OpenedZip, context: OpenContext): Part[] {
  const parts: Part[] = [];
  for (const entry of zip.archive.entries) {
    if (!entry.name.toLowerCase().endsWith('.obb')) continue;
    const name = fileName(entry.name);
    try {
      const inner = openInner(zip, entry, context);
      parts.push(partOf(openArchive(inner, { ...context, note: () => {} }, ''), name, 'asset'));
    } catch (error) {
      if (!(error instanceof ParseError)) throw error;
      context.note({
        code: 'package/expansion-not-read',
        level: 'note',
        place: { entry: name },
        args: { bytes: entry.sizeBytes },
      });
    }
  }
  return parts;
}

/** Opens an archive of APKs as one app. */
export function openContainer(zip: OpenedZip, outer: OpenContext): Opened {
  const context = { ...outer, depth: outer.depth + 1 };
  const kind = kindOf(zip);
  const apks = chooseApks(zip.archive.entries.filter(isApk), context);
  const sources: Source[] = [];
  for (const entry of apks) {
    try {
      sources.push(openInner(zip, entry, context));
    } catch (error) {
      if (!(error instanceof ParseError)) throw error;
      context.note({
        code: 'package/apk-left-out',
        level: 'error',
        place: { entry: entry.name },
        args: { because: error.code },
      });
    }
  }
  const parts = openSplits(sources, context, statedPackage(zip));
  return { kind, parts: [...parts, ...openExpansions(zip, context)] };
}
