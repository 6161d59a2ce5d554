// Whose code a class or site is: the app's, a named SDK's, an ordinary library's, or nobody's we can name. Works on
// package segments; renamed code without proof is nobody's: neither the app's nor that of whoever calls it.
// Leaves which packages are the app's to own-packages.ts, and other signs of SDKs (assets, metadata) to sdks.ts.
import type { Catalogue } from '../model/catalogue.js';
import type { CodeSite } from '../model/facts.js';
import type { Actor } from '../model/place.js';
import type { Derivation, View } from '../model/rule.js';
import { perCatalogue, sdksById } from './per-catalogue.js';
import { readSection } from './view.js';
import { originOf } from './origin.js';
import { isRenamed, ownPackages, siblingRoot } from './own-packages.js';
import { firstPartyTest } from './first-party.js';
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
  /** By package; an ordinary library's code by the nearest caller that is none, where its own package says so. */
  ofSite(site: number): Owner;
  /**
   * Whose a taking is: the one whose name the class bears only where its code could do that, see origin.ts. `dormant`:
   * nothing was seen to reach it, as with most of what a library brings.
   */
  ofTaking(site: number, kind: string, dormant?: boolean): Owner;
  /** The same of a class that no code is needed to reach: a component, a layout's code, a watcher. */
  ofClassTaking(descriptor: string, kind: string): Owner;
  /** Whether an ask stands in library code that passes on what its callers ask for. */
  asksForOthers(descriptor: string, what: string): boolean;
  app: Actor;
}

type Claim =
  | { is: 'app'; confidence: Confidence }
  | { is: 'sdk'; id: string; tracker: boolean; confidence: Confidence }
  | { is: 'library'; prefix: string };

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
  const claimOf = claims(view);
  const origin = originOf(view, (name) => {
    const claim = claimOf(name);
    if (claim === null || claim.is === 'app') return null;
    return claim.is === 'sdk' ? `sdk:${claim.id}` : `library:${claim.prefix}`;
  });
  const byPackage = new Map<string, Owner>();
  const byClass = new Map<string, Owner>();
  const bySite = new Map<number, Owner>();
  const shapes = shapedClasses(view);
  const appOwner = (confidence: Confidence): Owner => ({
    actor: app,
    confidence,
    ordinary: false,
    tracker: false,
  });

  const stranger = (name: string): Owner => ({
    actor: { kind: 'unattributed', id: isRenamed(name) ? '' : strangerId(name, view.catalogue) },
    confidence: 'medium',
    ordinary: false,
    tracker: false,
  });
  const ofPackage = (name: string): Owner => {
    const claim = claimOf(name);
    if (claim?.is === 'app') return appOwner(claim.confidence);
    if (claim?.is === 'sdk') {
      const actor: Actor = { kind: 'sdk', id: claim.id };
      return { actor, confidence: claim.confidence, ordinary: false, tracker: claim.tracker };
    }
    if (claim?.is === 'library') {
      const actor: Actor = { kind: 'library', id: claim.prefix };
      return { actor, confidence: 'medium', ordinary: true, tracker: false };
    }
    return stranger(name);
  };
  const ofClass = (descriptor: string): Owner => {
    let owner = byClass.get(descriptor);
    if (owner) return owner;
    const name = packageOf(descriptor);
    owner = byPackage.get(name);
    if (!owner) byPackage.set(name, (owner = ofPackage(name)));
    // Renaming moves code of every origin into one package; its shape tells more than where it lies now.
    const shaped = shapes.get(descriptor);
    if (shaped && (owner.actor.kind === 'unattributed' || owner.actor.kind === 'app')) owner = shaped;
    byClass.set(descriptor, owner);
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
  const couldBe = (descriptor: string, { actor, ordinary }: Owner, kind: string): boolean => {
    if (ordinary) return origin.libraryTakes(descriptor, kind);
    return actor.kind !== 'sdk' || origin.sdkTakes(actor.id, kind);
  };
  const ofClassTaking = (descriptor: string, kind: string): Owner => {
    const owner = ofClass(descriptor);
    return couldBe(descriptor, owner, kind) ? owner : stranger(packageOf(descriptor));
  };
  const ofTaking = (index: number, kind: string, dormant = false): Owner => {
    const site = code?.sites[index];
    if (!site) return ofSite(index);
    const direct = ofClass(site.class);
    if (couldBe(site.class, direct, kind)) return ofSite(index);
    if (dormant && direct.ordinary && origin.hasLibrary(direct.actor.id)) return ofSite(index);
    // What no library or SDK of that name does is the act of who calls it, or of nobody we can name.
    const caller = direct.ordinary ? ofSite(index) : direct;
    if (caller.actor.kind === 'app' || (caller.actor.kind === 'sdk' && caller !== direct))
      return { ...caller, ordinary: false };
    return stranger(packageOf(site.class));
  };
  const asksForOthers = (descriptor: string, what: string): boolean => {
    const { actor, ordinary } = ofClass(descriptor);
    if (!ordinary) return false;
    // Calls by name are what every library makes; where the library is really there they are told as reflection.
    return origin.libraryAsks(descriptor, what) || (what === 'call' && origin.hasLibrary(actor.id));
  };
  return { ofClass, ofSite, ofTaking, ofClassTaking, asksForOthers, app };
}

/** Renamed classes that have the shape of an SDK's; in the vendor's own app they are the app's, as its names are. */
function shapedClasses({ facts, catalogue }: View): ReadonlyMap<string, Owner> {
  const owners = new Map<string, Owner>();
  const isOurs = firstPartyTest(readSection(facts, 'manifest')?.package ?? '', catalogue);
  for (const { of, named } of readSection(facts, 'code')?.shapes ?? []) {
    const sdk = sdksById(catalogue).get(of);
    if (!sdk || sdk.signals.some(({ kind, value }) => kind === 'package' && isOurs(value))) continue;
    const actor: Actor = { kind: 'sdk', id: of };
    for (const descriptor of named)
      owners.set(descriptor, { actor, confidence: 'medium', ordinary: false, tracker: sdk.tracker });
  }
  return owners;
}

/** Who a stranger is, as far as its name tells: three segments, or more where the first ones are shared. */
function strangerId(name: string, catalogue: Catalogue): string {
  const depth = Math.max(3, siblingRoot(name, catalogue).split('.').length);
  return name.split('.').slice(0, depth).join('.');
}

const NOBODY = { confidence: 'low' as const, ordinary: false, tracker: false };

/**
 * An ordinary library acts for the nearest code on its path that is none. Where that code is nobody's, as renamed code
 * is, so is the act. All other code stands for itself: who calls it does not make it theirs.
 */
function ownerOfSite(site: CodeSite, ofClass: (descriptor: string) => Owner): Owner {
  const direct = ofClass(site.class);
  if (!direct.ordinary) return direct;
  for (const reach of site.reach ?? []) {
    for (let step = reach.path.length - 1; step >= 0; step--) {
      const caller = ofClass(classOf(reach.path[step]!));
      if (caller.ordinary) continue;
      if (caller.actor.kind === 'unattributed') break;
      return { ...caller, ordinary: true, confidence: 'medium' };
    }
  }
  return direct;
}

/** What libraries and SDKs own. */
const catalogueClaims = perCatalogue((catalogue) => {
  const table = new PrefixTable<Claim>();
  for (const prefix of catalogue.libraryPrefixes) table.add(prefix, { is: 'library', prefix });
  for (const sdk of catalogue.sdks) {
    for (const signal of sdk.signals) {
      if (signal.kind !== 'package') continue;
      const { value, confidence } = signal;
      table.add(value, { is: 'sdk', id: sdk.id, tracker: sdk.tracker, confidence });
    }
  }
  return table;
});

/** Who owns a package: the longest prefix wins, and the app where it claims the same one. */
function claims(view: View): (name: string) => Claim | null {
  const others = catalogueClaims(view.catalogue);
  const manifest = readSection(view.facts, 'manifest');
  const generated = readSection(view.facts, 'code')?.generated ?? [];
  const foreign = (name: string): boolean => others.longest(name) !== null;
  const table = new PrefixTable<Claim>();
  for (const { name, confidence } of ownPackages(manifest, generated, view.catalogue, foreign)) {
    // What an SDK or library is named for exactly is the app's only when it says so by its own name.
    if (confidence === 'medium' && others.longest(name)?.segments === name.split('.').length) continue;
    table.add(name, { is: 'app', confidence });
  }
  const isOurs = firstPartyTest(manifest?.package ?? '', view.catalogue);
  return (name) => {
    const [mine, theirs] = [table.longest(name), others.longest(name)];
    if (mine && (!theirs || mine.segments >= theirs.segments)) return mine.value;
    // The vendor's own app owns its SDKs.
    const prefix = name.split('.').slice(0, theirs?.segments).join('.');
    if (theirs?.value.is === 'sdk' && isOurs(prefix)) return { is: 'app', confidence: 'medium' };
    return theirs?.value ?? null;
  };
}
