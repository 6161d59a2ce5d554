// Which packages hold the app's own code: the manifest's package, the namespace that its generated classes betray, the
// packages of names that a build must keep, and the roots these share with their siblings.
// Leaves what SDKs and libraries own, and whose code a class is, to attribution.ts.
import type { Catalogue } from '../model/catalogue.js';
import type { CodeFacts, ManifestFacts } from '../model/facts.js';

export interface OwnPackage {
  name: string;
  confidence: 'high' | 'medium';
}

/** Roots under which unrelated projects live, so that sharing them says nothing about kinship. */
const SHARED_ROOTS = new Set(
  (
    'com.github io.github com.gitlab io.gitlab org.bitbucket org.codeberg com.google com.google.android com.android ' +
    'com.example com.mycompany com.company com.gmail com.outlook com.hotmail org.apache org.chromium org.mozilla ' +
    'com.sun com.amazon com.microsoft com.facebook net.sourceforge org.sourceforge com.appspot com.herokuapp ' +
    'com.firebaseapp com.blogspot com.wordpress com.wixsite app.netlify app.vercel app.web dev.pages ' +
    'com.andromo com.conduit com.goodbarber com.appmk co.median io.gonative org.nativescript org.godotengine ' +
    'com.cn cn.com com.br br.com com.au com.tw com.hk com.tr com.mx com.sg com.my com.in com.ua com.ar uk.com us.com eu.com'
  ).split(' '),
);
/** Whether unrelated projects live below a name, or below one above it. */
export const isSharedRoot = (name: string): boolean => SHARED_ROOTS.has(name);

/** Second levels that many countries sell names under: jp.co.cyberagent, cn.edu.pku, uk.org.shop. */
const SECOND_LEVELS = new Set('co com net org edu gov gob ac or ne go nom web ltd plc sch mil'.split(' '));

/** Some evidence names only few components; a root is the app's when a kept name and one more agree on it. */
const HOME = { leastNames: 2, leastScreens: 3, leastShare: 0.25 } as const;

/**
 * Packages of the app itself. `foreign` tells that a package is an SDK's or a library's.
 * Never a package whose name renaming left behind: code of every origin may have been moved there.
 */
export function ownPackages(
  manifest: ManifestFacts | null,
  generated: CodeFacts['generated'],
  catalogue: Catalogue,
  foreign: (name: string) => boolean,
): OwnPackage[] {
  const own = manifest?.package ?? '';
  const rootOf = (name: string): string => siblingRoot(name, catalogue);
  const found = new Map<string, OwnPackage>();
  const add = (name: string, confidence: OwnPackage['confidence']): void => {
    if (!name.includes('.') || (name !== own && isRenamed(name))) return;
    // A package that an SDK or library owns stays theirs, unless the app itself is named below it.
    if (name !== own && !own.startsWith(`${name}.`) && foreign(name)) return;
    if (found.get(name)?.confidence !== 'high') found.set(name, { name, confidence });
  };
  add(own, 'high');
  add(rootOf(own), 'medium');
  for (const row of generated) {
    // Only the build of an app writes the app's id; older builds of libraries wrote the library's own name.
    if (own === '' || row.applicationId !== own) continue;
    add(row.package, 'high');
    if (!foreign(row.package)) add(rootOf(row.package), 'medium');
  }
  const kept = keptNames(manifest).filter((name) => !foreign(name));
  const modules = new Set(generated.map((row) => row.package));
  for (const name of kept) {
    add(parentOf(name), 'medium');
    const namespace = nearest(parentOf(name), modules);
    if (namespace !== null && namespace.split('.').length >= rootOf(name).split('.').length) {
      add(namespace, 'medium');
    }
  }
  for (const root of homes(manifest, kept, rootOf, foreign)) add(root, 'medium');
  return [...found.values()];
}

/** Packages that renaming leaves behind: none, or only segments of one or two letters ("a.b", "o"). */
export function isRenamed(name: string): boolean {
  return name === '' || name.split('.').every((segment) => segment.length <= 2);
}

/** What the user picks an app for by name, in the system's settings; no library fills such a role in its user's app. */
const ROLES = new Set(
  ['INPUT_METHOD', 'ACCESSIBILITY_SERVICE', 'WALLPAPER', 'DREAM_SERVICE', 'VPN_SERVICE', 'PRINT_SERVICE'].map(
    (role) => `android.permission.BIND_${role}`,
  ),
);

/** Names that a build must keep: the application class, what the launcher starts, and what fills a role of the system. */
function keptNames(manifest: ManifestFacts | null): string[] {
  const shown = (manifest?.components ?? []).filter((c) => c.isLauncher || ROLES.has(c.permission ?? ''));
  return [manifest?.application.name ?? '', ...shown.map((c) => c.targetActivity ?? c.name)].filter((name) =>
    parentOf(name).includes('.'),
  );
}

/**
 * Roots in which a kept name and another of the app's names live, or a good part of its screens: screens of its own are
 * what an app has most of, and one SDK brings few.
 */
function homes(
  manifest: ManifestFacts | null,
  kept: readonly string[],
  rootOf: (name: string) => string,
  foreign: (name: string) => boolean,
): string[] {
  const names = new Map<string, Set<string>>();
  const screens = new Map<string, number>();
  let allScreens = 0;
  const note = (name: string): string => {
    const root = rootOf(parentOf(name));
    let list = names.get(root);
    if (!list) names.set(root, (list = new Set()));
    list.add(name);
    return root;
  };
  for (const { type, name, targetActivity } of manifest?.components ?? []) {
    if (type === 'activity-alias' || targetActivity !== undefined || foreign(name)) continue;
    const root = note(name);
    if (type !== 'activity') continue;
    screens.set(root, (screens.get(root) ?? 0) + 1);
    allScreens++;
  }
  const keptRoots = new Set(kept.map(note));
  // A part without a face keeps no name: what all that it declares has in common is its own.
  const [only, ...others] = names.keys();
  if (kept.length === 0 && only !== undefined && others.length === 0)
    return names.get(only)!.size >= HOME.leastNames ? [only] : [];
  return [...names].flatMap(([root, list]) => {
    const count = screens.get(root) ?? 0;
    const isHome = keptRoots.has(root) && list.size >= HOME.leastNames;
    return isHome || (count >= HOME.leastScreens && count >= allScreens * HOME.leastShare) ? [root] : [];
  });
}

/** What the siblings of a package share: "com.shop" of com.shop.app, "com.github.me" of com.github.me.app. */
export function siblingRoot(name: string, catalogue: Catalogue): string {
  const vendors = vendorRoots(catalogue);
  const segments = name.split('.');
  let depth = 2;
  if (segments[0]!.length === 2 && SECOND_LEVELS.has(segments[1] ?? '')) depth = 3;
  for (let length = 1; length <= segments.length; length++) {
    const prefix = segments.slice(0, length).join('.');
    if (SHARED_ROOTS.has(prefix) || vendors.has(prefix)) depth = Math.max(depth, length + 1);
  }
  return segments.slice(0, depth).join('.');
}

/** What vendors of SDKs own holds unrelated products. One set per catalogue. */
const vendorSets = new WeakMap<Catalogue, ReadonlySet<string>>();
function vendorRoots(catalogue: Catalogue): ReadonlySet<string> {
  let roots = vendorSets.get(catalogue);
  if (!roots) vendorSets.set(catalogue, (roots = new Set(catalogue.vendorPrefixes.map((row) => row.prefix))));
  return roots;
}

/** The longest of `names` that is `name` or lies above it. */
function nearest(name: string, names: ReadonlySet<string>): string | null {
  for (let at = name; at !== ''; at = parentOf(at)) if (names.has(at)) return at;
  return null;
}

/** "com.a" of "com.a.B"; "" of a name without a dot. */
function parentOf(name: string): string {
  return name.slice(0, Math.max(0, name.lastIndexOf('.')));
}
