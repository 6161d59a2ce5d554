// Several APKs as one app: which is the base, in which order the splits load, and which required ones are missing.
// Base first, then by split name, as the platform orders them (ApkLiteParseUtils.composePackageLiteFromApks).
// Leaves merging of manifests to extract/manifest.ts.
import { compareText } from '../model/order.js';
import { ParseError } from '../bytes/parse-error.js';
import { checkManifest, openArchive, partOf, type OpenContext, type OpenedZip } from './apk.js';
import { readSplitInfo, type SplitInfo } from './split-info.js';
import type { Part, Source } from './package.js';

interface Member {
  zip: OpenedZip;
  info: SplitInfo;
  file: string;
}

/** The name that the installed file would have: "base.apk", "split_config.arm64_v8a.apk". */
const partName = (info: SplitInfo): string => (info.split === '' ? 'base.apk' : `split_${info.split}.apk`);
const roleOf = (info: SplitInfo): Part['role'] =>
  info.split === '' ? 'base' : info.isFeature ? 'feature' : 'split';

/**
 * Puts a set together. APKs that cannot be opened are left out with a diagnostic, unless nothing is left.
 * Throws ParseError "package/no-base" or "package/several-apps".
 */
// eslint-disable-next-line max-lines-per-function -- what makes a set whole, checked in the order in which it is told
export function openSplits(sources: readonly Source[], context: OpenContext, wantedPackage?: string): Part[] {
  const members: Member[] = [];
  let failure: ParseError | null = null;
  for (const source of sources) {
    try {
      const zip = openArchive(source, context, `${source.name}!`);
      const part = partOf(zip, source.name, 'split');
      checkManifest(part, zip.archive);
      const info = readSplitInfo(part, context.limits);
      if (info === null) throw new ParseError('package/no-manifest', 0);
      members.push({ zip, info, file: source.name });
    } catch (error) {
      if (!(error instanceof ParseError)) throw error;
      failure ??= error;
      context.note({
        code: 'package/apk-left-out',
        level: 'error',
        place: { entry: source.name },
        args: { because: error.code },
      });
    }
  }
  if (members.length === 0) throw failure ?? new ParseError('package/no-base', 0);
  const bases = members.filter((member) => member.info.split === '');
  const base = chooseBase(bases, members, wantedPackage, context);
  const parts: Part[] = [partOf(base.zip, 'base.apk', 'base')];
  const splits = members
    .filter((member) => member.info.split !== '')
    .sort((a, b) => compareText(a.info.split, b.info.split) || compareText(a.file, b.file));
  const seen = new Set<string>();
  for (const member of splits) {
    const place = { entry: member.file };
    if (member.info.package !== base.info.package) {
      context.note({
        code: 'package/foreign-split',
        level: 'warning',
        place,
        args: { package: member.info.package, base: base.info.package },
      });
      continue;
    }
    if (seen.has(member.info.split)) {
      // Bundles carry variants of the same split for different platform versions; the first is as good as another.
      context.note({
        code: 'package/variant-left-out',
        level: 'note',
        place,
        args: { split: member.info.split },
      });
      continue;
    }
    seen.add(member.info.split);
    parts.push(partOf(member.zip, partName(member.info), roleOf(member.info)));
  }
  if (parts.length > context.limits.parts) {
    context.note({
      code: 'limit/parts',
      level: 'warning',
      place: { entry: '' },
      args: { limit: context.limits.parts, count: parts.length },
    });
    parts.length = context.limits.parts;
  }
  reportMissing(
    base.info,
    splits.map((x) => x.info),
    context,
  );
  return parts;
}

function chooseBase(
  bases: readonly Member[],
  members: readonly Member[],
  wantedPackage: string | undefined,
  context: OpenContext,
): Member {
  const packages = [...new Set(bases.map((member) => member.info.package))].sort();
  const wanted = bases.filter((member) => member.info.package === wantedPackage);
  if (packages.length > 1 && wanted.length === 0) {
    throw new ParseError('package/several-apps', 0, {
      count: packages.length,
      packages: packages.join(', '),
    });
  }
  const candidates = wanted.length > 0 ? wanted : bases;
  const base = candidates[0];
  if (base !== undefined) {
    for (const other of candidates.slice(1)) {
      context.note({
        code: 'package/variant-left-out',
        level: 'note',
        place: { entry: other.file },
        args: { split: '' },
      });
    }
    return base;
  }
  // Only splits: a feature module is the nearest thing to an app; say plainly that the base is not here.
  const first = members.find((member) => member.info.isFeature) ?? members[0]!;
  context.note({
    code: 'package/base-missing',
    level: 'error',
    place: { entry: first.file },
    args: { package: first.info.package },
  });
  return first;
}

/** Says which splits the base or a feature demands and the set does not have (PackageInstallerSession checks the same). */
export function reportMissing(base: SplitInfo, splits: readonly SplitInfo[], context: OpenContext): void {
  const have = new Set(splits.flatMap((info) => info.splitTypes));
  const want = new Set([base, ...splits].flatMap((info) => info.requiredSplitTypes));
  const missing = [...want].filter((type) => !have.has(type)).sort();
  if (missing.length > 0 || (base.isRequired && splits.length === 0)) {
    context.note({
      code: 'package/splits-missing',
      level: 'warning',
      place: { entry: 'AndroidManifest.xml' },
      args: { types: missing.join(', ') || '?' },
    });
  }
}
