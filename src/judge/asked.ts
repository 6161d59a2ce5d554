// What could be behind the things an app asks for by values that were not worked out (facts: code.asks): each sort weighs
// what the heaviest kind would that the app's permissions leave possible that way, and grows with the number of places.
// Code that nothing reaches does not count, nor libraries that are known to ask for whoever calls them. Leaves the other
// reasons for an incomplete picture to unknowns.ts and the shares to rules/scoring.yaml.
import type { Catalogue, DataKind, Route } from '../model/catalogue.js';
import type { CodeAsk } from '../model/asks.js';
import type { Unknown } from '../model/judgement.js';
import type { Place } from '../model/place.js';
import type { Derivation, View } from '../model/rule.js';
import { attribution } from './attribution.js';
import { holding } from './holding.js';
import { kindNeeds } from './needs.js';
import { obtains } from './obtains.js';
import { perCatalogue } from './per-catalogue.js';
import { sitePlace } from './site-place.js';
import { readSection } from './view.js';

type What = CodeAsk['what'];

/** Places named for each sort; the weight counts all. */
const MOST_PLACES = 8;
/** No sort says more than that nothing can be said. */
const HEAVIEST = 4.5;
/** Asked for in every large app's own frameworks too: many say little more than some. */
const SLOW: ReadonlySet<What> = new Set(['call', 'library', 'binder', 'page']);
/** A group's member stands for the group: a route that counts together with one counts together with all. */
const READS: Partial<Record<What, readonly string[]>> = {
  address: ['Landroid/content/ContentResolver;->query'],
  'provider-call': ['Landroid/content/ContentResolver;->call', 'Landroid/content/ContentResolver;->query'],
  key: ['Landroid/provider/Settings$Secure;->getString', 'Landroid/os/SystemProperties;->get'],
  command: ['Ljava/lang/Runtime;->exec'],
  uid: ['Landroid/content/pm/PackageManager;->getInstalledPackages'],
};
/** What a page can be granted (android.webkit.PermissionRequest), by the permission the app must hold itself. */
const PAGE_PERMISSIONS = ['android.permission.CAMERA', 'android.permission.RECORD_AUDIO'];

export const asked: Derivation<Unknown[]> = {
  name: 'asked',
  reads: ['manifest', 'code'],
  byType: true,
  compute: (view) => [...askedOf(view), ...sharedUser(view), ...elsewhere(view)],
};

function askedOf(view: View): Unknown[] {
  const code = readSection(view.facts, 'code');
  const owners = view.get(attribution);
  const places = new Map<What, Place[]>();
  for (const { what, site, offset } of code?.asks ?? []) {
    const at = code!.sites[site];
    if (!at || at.reach?.length === 0 || owners.asksForOthers(at.class, what)) continue;
    const list = places.get(what) ?? [];
    list.push(sitePlace(at, offset));
    places.set(what, list);
  }
  return [...places].map(([what, list]) => {
    const growth = SLOW.has(what) ? Math.sqrt(list.length) : list.length;
    const weight = shareOf(view.catalogue, `asked-${what}`) * heaviest(view, possibleBy(view, what)) * growth;
    return {
      code: `asked-${what}`,
      weight: Math.min(HEAVIEST, weight),
      places: list.slice(0, MOST_PLACES),
      count: list.length,
    };
  });
}

/** Apps under one shared user id hold each other's permissions: what this one lacks a sister may have. */
function sharedUser(view: View): Unknown[] {
  const shared = readSection(view.facts, 'manifest')?.sharedUserId ?? null;
  if (shared === null || shared === '') return [];
  const kinds = view
    .get(obtains)
    .filter((taking) => taking.signal === 'missing-permission')
    .map((taking) => taking.kind);
  const known = new Map(view.catalogue.kinds.map((kind) => [kind.id, kind]));
  const share = shareOf(view.catalogue, 'shared-user-id');
  const weight =
    share *
    heaviest(
      view,
      [...new Set(kinds)].flatMap((id) => known.get(id) ?? []),
    );
  return [{ code: 'shared-user-id', weight, by: [shared] }];
}

/** Of all classes that stand here, so many called ones may be missing before their weight is the full one. */
const MISSING_IN_FULL = 0.25;

/**
 * Classes that code calls and nobody brings, but those of libraries and SDKs that are known: apps can do without these.
 * A few are what phones and optional parts bring; the larger their share, the more was left out.
 */
function elsewhere(view: View): Unknown[] {
  const code = readSection(view.facts, 'code');
  const owners = view.get(attribution);
  const missing = (code?.gaps?.classes ?? []).filter(({ name }) => {
    const { actor } = owners.ofClass(`L${name.replaceAll('.', '/')}/X;`);
    return actor.kind !== 'library' && actor.kind !== 'sdk';
  });
  const count = missing.reduce((sum, one) => sum + one.count, 0);
  if (count === 0) return [];
  const share = Math.min(1, count / (code!.signals.classes + count) / MISSING_IN_FULL);
  const sort = 'code-elsewhere';
  const weight = shareOf(view.catalogue, sort) * share * heaviest(view, possibleBy(view, 'foreign-code'));
  return [{ code: sort, weight, by: missing.slice(0, MOST_PLACES).map(({ name }) => name), count }];
}

export function shareOf({ scoring }: Catalogue, code: string): number {
  return Object.hasOwn(scoring.unknowns, code) ? scoring.unknowns[code]!.value : 0;
}

/** The weight of the heaviest kind, taken once at start-up by the app itself; what is undecided counts as beyond need. */
export function heaviest(view: View, kinds: Iterable<DataKind>): number {
  const { needs: byNeed, sensitivity, rungs } = view.catalogue.scoring;
  const needs = view.get(kindNeeds);
  let most = 0;
  for (const kind of kinds) {
    const need = needs.get(kind.id)?.need ?? 'beyond';
    const weight =
      (byNeed[need === 'undecided' ? 'beyond' : need]?.value ?? 0) *
      (sensitivity[String(kind.sensitivity.level)]?.value ?? 0) *
      (rungs['startup']?.value ?? 1);
    most = Math.max(most, weight);
  }
  return most;
}

/** Kinds that the app can come by that way with the permissions it holds. */
function* possibleBy(view: View, what: What): Generator<DataKind> {
  const hold = view.get(holding);
  if (what === 'page') {
    for (const kind of view.catalogue.kinds) {
      const opens = kind.permissions.some(({ name }) => PAGE_PERMISSIONS.includes(name) && hold.ever(name));
      if (opens) yield kind;
    }
    return;
  }
  for (const [kind, ways] of waysOf(view.catalogue)(what)) {
    const works = ways.some((route) => {
      const { state } = hold.stateOf(route);
      return state === 'works' || state === 'old';
    });
    if (works) yield kind;
  }
}

const TAKES: ReadonlySet<string> = new Set(['collect', 'subscribe', 'callback']);

/** Per sort, the routes of each kind that such a request can be; of a call by name, a binder or foreign code: all. */
const waysOf = perCatalogue((catalogue: Catalogue) => {
  const known = new Map<What, Map<DataKind, Route[]>>();
  return (what: What): ReadonlyMap<DataKind, Route[]> => {
    let ways = known.get(what);
    if (!ways) {
      ways = new Map();
      const reads = READS[what];
      for (const kind of catalogue.kinds) {
        const list = kind.routes.filter(
          (route) =>
            TAKES.has(route.role) &&
            route.signal === 'strong' &&
            (reads === undefined ||
              reads.some((id) => route.watch === id || route.any?.includes(id) === true)),
        );
        if (list.length > 0) ways.set(kind, list);
      }
      known.set(what, ways);
    }
    return ways;
  };
});
