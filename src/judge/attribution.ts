// Whose code a class or site is: the app's, a named SDK's, an ordinary library's, or nobody's we can name. Works on
// package segments; renamed code without proof is nobody's: neither the app's nor that of whoever calls it.
// Leaves which packages are the app's to own-packages.ts, and other signs of SDKs (assets, metadata) to sdks.ts.
import type { Catalogue } from '../model/catalogue.js';
import type { CodeSite, Reach } from '../model/facts.js';
import { actorKey } from '../model/parties.js';
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
  /** An SDK that gets things for whoever calls it, as a plain library does. */
  forCaller?: boolean;
}
/** A party for which code acts, and the ways there that lead through its code; null: how to get there was not worked out. */
export interface Acting {
  owner: Owner;
  reach: Reach[] | null;
  /** Set for a plain library to which nothing but its own entries leads. */
  idle?: true;
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
  /** For whom the code of a site acts, each with the ways to it that are this party's own. */
  actingAt(site: number, kind: string, dormant: boolean): Acting[];
  /** The same of a class that no code is needed to reach: a component, a layout's code, a watcher. */
  ofClassTaking(descriptor: string, kind: string): Owner;
  /** Whether an ask stands in library code that passes on what its callers ask for. */
  asksForOthers(descriptor: string, what: string): boolean;
  app: Actor;
}

type Claim =
  | { is: 'app'; confidence: Confidence }
  | { is: 'sdk'; id: string; tracker: boolean; forCaller: boolean; confidence: Confidence }
  | { is: 'library'; prefix: string };

export const attribution: Derivation<Attribution> = {
  name: 'attribution',
  reads: ['manifest', 'code'],
  compute: (view) => attribute(view),
};

// eslint-disable-next-line max-lines-per-function -- the sources of ownership in the order in which they are believed
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
      const { confidence, tracker, forCaller } = claim;
      return { actor, confidence, ordinary: false, tracker, ...(forCaller ? { forCaller } : {}) };
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
    // A name proves nothing; the shape is that of the published code itself.
    if (shapes.get(descriptor)?.actor.id === actor.id) return true;
    if (ordinary) return origin.libraryTakes(descriptor, kind);
    return actor.kind !== 'sdk' || origin.sdkTakes(actor.id, kind);
  };
  const ofClassTaking = (descriptor: string, kind: string): Owner => {
    const owner = ofClass(descriptor);
    return couldBe(descriptor, owner, kind) ? owner : stranger(packageOf(descriptor));
  };
  const takenBy = (site: CodeSite, acting: Owner, kind: string, dormant: boolean): Owner => {
    const direct = ofClass(site.class);
    if (couldBe(site.class, direct, kind))
      return direct.ordinary && origin.libraryKeeps(site.class, kind) ? direct : acting;
    if (dormant && direct.ordinary && origin.hasLibrary(direct.actor.id)) return acting;
    // What no library or SDK of that name does is the act of who calls it, or of nobody we can name.
    const caller = direct.ordinary || direct.forCaller === true ? acting : direct;
    if (caller.actor.kind === 'app' || (caller.actor.kind === 'sdk' && caller !== direct))
      return { ...caller, ordinary: false };
    return stranger(packageOf(site.class));
  };
  const ofTaking = (index: number, kind: string, dormant = false): Owner => {
    const site = code?.sites[index];
    return site ? takenBy(site, ofSite(index), kind, dormant) : ofSite(index);
  };
  const actingAt = (index: number, kind: string, dormant: boolean): Acting[] => {
    const site = code?.sites[index];
    if (!site) return [{ owner: ofSite(index), reach: null }];
    return actingFor(site, ofClass).map(({ owner: acting, reach, idle }) => {
      const owner = takenBy(site, acting, kind, dormant);
      return { owner, reach, ...(idle && owner.actor.kind === 'library' ? { idle } : {}) };
    });
  };
  const asksForOthers = (descriptor: string, what: string): boolean => {
    const { actor, ordinary } = ofClass(descriptor);
    if (!ordinary) return false;
    // Calls by name are what every library makes; where the library is really there they are told as reflection.
    return origin.libraryAsks(actor.id, descriptor, what) || (what === 'call' && origin.hasLibrary(actor.id));
  };
  return { ofClass, ofSite, ofTaking, actingAt, ofClassTaking, asksForOthers, app };
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
 * is, so is the act. All other code stands for itself: who calls it does not make it theirs. What a library does in a
 * life-cycle method that the app's class only passes on to it by super is the library's own doing.
 */
function actorOnPath(
  path: readonly string[],
  direct: Owner,
  ofClass: (descriptor: string) => Owner,
): Omit<Acting, 'reach'> {
  for (let step = path.length - 1; step >= 0; step--) {
    const caller = ofClass(classOf(path[step]!));
    if (caller.ordinary || caller.forCaller) continue;
    const member = memberOf(path[step]!);
    if (LIFE_CYCLE.test(member) && member === memberOf(path[step + 1] ?? '')) break;
    if (caller.actor.kind === 'unattributed') return { owner: direct };
    return { owner: { ...caller, ordinary: true, confidence: 'medium' } };
  }
  return direct.ordinary ? { owner: direct, idle: true } : { owner: direct };
}

/** What a class of the app overrides and passes on by super; other names may be equal by chance, most of all renamed ones. */
const LIFE_CYCLE = /^;->(?:on[A-Z]\w*|attachBaseContext|<init>)\(/;
const memberOf = (symbol: string): string => symbol.slice(symbol.indexOf(';->'));

function actingFor(site: CodeSite, ofClass: (descriptor: string) => Owner): Acting[] {
  const direct = ofClass(site.class);
  const serves = direct.ordinary || direct.forCaller === true;
  if (!serves || !site.reach || site.reach.length === 0) return [{ owner: direct, reach: site.reach }];
  const parties = new Map<string, Acting & { reach: Reach[] }>();
  for (const reach of site.reach) {
    const acting = actorOnPath(reach.path, direct, ofClass);
    const key = `${actorKey(acting.owner.actor)} ${acting.idle === true}`;
    const known = parties.get(key);
    if (known) known.reach.push(reach);
    else parties.set(key, { ...acting, reach: [reach] });
  }
  return [...parties.values()];
}

/** The first party for which the code acts, the library itself last. */
function ownerOfSite(site: CodeSite, ofClass: (descriptor: string) => Owner): Owner {
  const acting = actingFor(site, ofClass);
  return (acting.find(({ owner }) => owner.actor.kind !== 'library') ?? acting[0]!).owner;
}

/** What libraries and SDKs own. */
const catalogueClaims = perCatalogue((catalogue) => {
  const table = new PrefixTable<Claim>();
  for (const prefix of catalogue.libraryPrefixes) table.add(prefix, { is: 'library', prefix });
  for (const sdk of catalogue.sdks) {
    for (const signal of sdk.signals) {
      if (signal.kind !== 'package') continue;
      const { value, confidence } = signal;
      const { id, tracker, forCaller = false } = sdk;
      table.add(value, { is: 'sdk', id, tracker, forCaller, confidence });
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
