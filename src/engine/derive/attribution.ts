// Whose code a class or site is: the app's, a named SDK's, an ordinary library's, or nobody's we can name. Works on
// package segments and survives renaming by the names the manifest must keep and by who calls the code.
// Leaves recognising SDKs by other signs (libraries, assets, metadata) to sdks.ts.
import type { Catalogue } from '../../model/catalogue.js';
import type { CodeSite, ManifestFacts } from '../../model/facts.js';
import type { Actor } from '../../model/place.js';
import type { Derivation, View } from '../../model/rule.js';
import { readSection } from '../view.js';
import { PrefixTable, classOf, packageOf } from './prefixes.js';

export type Confidence = 'high' | 'medium' | 'low';
/** `ordinary`: the code is a plain library's, which acts for whoever calls it. `tracker`: the SDK's business is data. */
export interface Owner {
  actor: Actor;
  confidence: Confidence;
  ordinary: boolean;
  tracker: boolean;
}
export interface Attribution {
  /** By the package of the class alone. */
  ofClass(descriptor: string): Owner;
  /** By package, and where that says nothing by the nearest caller on the path that reaches it. */
  ofSite(site: number): Owner;
  app: Actor;
}

type Claim =
  { is: 'app'; confidence: Confidence } | { is: 'sdk'; id: string; tracker: boolean } | { is: 'library' };

/** Roots under which unrelated projects live, so that sharing them says nothing about kinship. */
const SHARED_ROOTS = new Set(
  (
    'com.github io.github com.gitlab com.google com.android com.example org.apache com.sun com.amazon com.microsoft ' +
    'com.facebook com.tencent com.alibaba com.baidu com.huawei com.xiaomi net.sourceforge cn.com com.cn org.chromium'
  ).split(' '),
);

export const attribution: Derivation<Attribution> = {
  name: 'attribution',
  reads: ['manifest', 'code'],
  compute: (view) => attribute(view),
};

function attribute(view: View): Attribution {
  const manifest = readSection(view.facts, 'manifest');
  const code = readSection(view.facts, 'code');
  const own = manifest?.package ?? '';
  const app: Actor = { kind: 'app', id: own };
  const claimOf = claims(view, own);
  const byPackage = new Map<string, Owner>();
  const bySite = new Map<number, Owner>();
  const appOwner = (confidence: Confidence): Owner => ({
    actor: app,
    confidence,
    ordinary: false,
    tracker: false,
  });

  const ofPackage = (name: string): Owner => {
    const claim = claimOf(name);
    if (claim?.is === 'app') return appOwner(claim.confidence);
    if (claim?.is === 'sdk') {
      const actor: Actor = { kind: 'sdk', id: claim.id };
      return { actor, confidence: 'high', ordinary: false, tracker: claim.tracker };
    }
    const id = claim?.is === 'library' ? name : isRenamed(name) ? '' : name.split('.').slice(0, 3).join('.');
    const actor: Actor = { kind: 'unattributed', id };
    return { actor, confidence: 'medium', ordinary: claim?.is === 'library', tracker: false };
  };
  const ofClass = (descriptor: string): Owner => {
    const name = packageOf(descriptor);
    let owner = byPackage.get(name);
    if (!owner) byPackage.set(name, (owner = ofPackage(name)));
    return owner;
  };
  const ofSite = (index: number): Owner => {
    let owner = bySite.get(index);
    if (owner) return owner;
    const site = code?.sites[index];
    owner = site ? ownerOfSite(site, ofClass) : { actor: { kind: 'unattributed', id: '' }, ...NOBODY };
    bySite.set(index, owner);
    return owner;
  };
  return { ofClass, ofSite, app };
}

const NOBODY = { confidence: 'low' as const, ordinary: false, tracker: false };

/** Code whose package says nothing belongs, less surely, to the nearest code on its path whose package does. */
function ownerOfSite(site: CodeSite, ofClass: (descriptor: string) => Owner): Owner {
  const direct = ofClass(site.class);
  if (direct.actor.kind !== 'unattributed') return direct;
  if (!direct.ordinary && direct.actor.id !== '') return direct;
  for (const reach of site.reach ?? []) {
    for (let step = reach.path.length - 1; step >= 0; step--) {
      const caller = ofClass(classOf(reach.path[step]!));
      if (caller.actor.kind === 'unattributed') continue;
      return { ...caller, ordinary: direct.ordinary, confidence: direct.ordinary ? 'medium' : 'low' };
    }
  }
  return direct;
}

/** What libraries and SDKs own, once per catalogue. */
const known = new WeakMap<Catalogue, PrefixTable<Claim>>();
function catalogueClaims(catalogue: Catalogue): PrefixTable<Claim> {
  let table = known.get(catalogue);
  if (table) return table;
  table = new PrefixTable<Claim>();
  for (const prefix of catalogue.libraryPrefixes) table.add(prefix, { is: 'library' });
  for (const sdk of catalogue.sdks) {
    for (const signal of sdk.signals) {
      if (signal.kind !== 'package' || signal.confidence === 'low') continue;
      table.add(signal.value, { is: 'sdk', id: sdk.id, tracker: sdk.tracker });
    }
  }
  known.set(catalogue, table);
  return table;
}

/** Who owns a package: the longest prefix wins, and the app where it claims the same one. */
function claims(view: View, own: string): (name: string) => Claim | null {
  const others = catalogueClaims(view.catalogue);
  const manifest = readSection(view.facts, 'manifest');
  const table = new PrefixTable<Claim>();
  // The names a build must keep: the application class, what the launcher starts, and the package they live in.
  const kept: string[] = [];
  for (const name of [
    manifest?.application.name ?? '',
    ...(manifest?.components ?? []).filter((c) => c.isLauncher).map((c) => c.targetActivity ?? c.name),
  ]) {
    const dot = name.lastIndexOf('.');
    if (dot > 0) kept.push(name.slice(0, dot));
  }
  kept.push(...homeOfScreens(manifest, others));
  const segments = own.split('.');
  const root = segments.slice(0, 2).join('.');
  if (segments.length >= 3 && !SHARED_ROOTS.has(root)) kept.push(root);
  for (const name of kept) {
    // A package that an SDK or library owns stays theirs, unless the app itself is named below it.
    const inside = own === name || own.startsWith(name + '.');
    if (!name.includes('.') || (!inside && others.longest(name))) continue;
    if (others.longest(name)?.segments !== name.split('.').length) {
      table.add(name, { is: 'app', confidence: 'medium' });
    }
  }
  if (segments.length >= 2) table.add(own, { is: 'app', confidence: 'high' });
  return (name) => {
    const [mine, theirs] = [table.longest(name), others.longest(name)];
    if (mine && (!theirs || mine.segments >= theirs.segments)) return mine.value;
    return theirs?.value ?? null;
  };
}

/** Screens of its own are what an app has most of; one SDK brings few. */
const HOME = { leastScreens: 3, leastShare: 0.25 };

/** Roots of packages in which a good part of the app's screens live, when neither an SDK nor a library owns them. */
function homeOfScreens(manifest: ManifestFacts | null, others: PrefixTable<Claim>): string[] {
  const screens = (manifest?.components ?? []).filter(
    (c) => c.type === 'activity' && !others.longest(c.name),
  );
  const counts = new Map<string, number>();
  for (const { name } of screens) {
    const segments = name.split('.').slice(0, -1);
    const depth = SHARED_ROOTS.has(segments.slice(0, 2).join('.')) ? 3 : 2;
    if (segments.length < depth) continue;
    const root = segments.slice(0, depth).join('.');
    counts.set(root, (counts.get(root) ?? 0) + 1);
  }
  return [...counts]
    .filter(([, count]) => count >= HOME.leastScreens && count >= screens.length * HOME.leastShare)
    .map(([root]) => root);
}

/** Packages that renaming leaves behind: none, or only segments of one or two letters ("a.b", "o"). */
export function isRenamed(name: string): boolean {
  return name === '' || name.split('.').every((segment) => segment.length <= 2);
}
