// Which permissions the app can hold on which Android version, and whether a route can work there at all.
// Leaves what permissions mean to the catalogue, and run-time grants to the user: a declared one counts as holdable.
import type { PermissionUse } from '../model/facts.js';
import type { Route } from '../model/catalogue.js';
import type { Derivation, View } from '../model/rule.js';
import { readSection } from './view.js';

/** The newest Android version the catalogue speaks of. */
export const NEWEST_API = 37;

/** User ids of the system, which share all that its parts were granted; only the maker of the device can sign for them. */
const SYSTEM_USERS = 'android.uid.';

/** works: on the newest version too; old: only on older ones; missing: a permission is lacking on every version;
 *  gone: the route exists on no version the app runs on. `lacking` names permissions whose absence stops it. */
export interface RouteState {
  state: 'works' | 'old' | 'missing' | 'gone';
  lacking: string[];
}
export interface Holding {
  minSdk: number;
  targetSdk: number;
  holds(permission: string, api: number): boolean;
  /** Held on at least one version the app runs on. */
  ever(permission: string): boolean;
  stateOf(route: Pick<Route, 'permissions' | 'from' | 'to'>): RouteState;
}

export const holding: Derivation<Holding> = {
  name: 'holding',
  reads: ['manifest'],
  compute: (view) => holdingOf(view),
};

// eslint-disable-next-line complexity -- each attribute that lets Android hold a permission is one condition
function holdingOf(view: View): Holding {
  const manifest = readSection(view.facts, 'manifest');
  const minSdk = Math.min(Math.max(manifest?.minSdk ?? 1, 1), NEWEST_API);
  const targetSdk = manifest?.targetSdk ?? minSdk;
  const maxSdk = Math.min(manifest?.maxSdk ?? NEWEST_API, NEWEST_API);
  const uses = new Map<string, PermissionUse[]>();
  for (const use of manifest?.permissions ?? []) {
    const list = uses.get(use.name);
    if (list) list.push(use);
    else uses.set(use.name, [use]);
  }
  // A service that demands a system permission from its callers is bound by the system that holds it.
  const bound = new Set((manifest?.components ?? []).map((c) => c.permission ?? ''));

  const system = manifest?.sharedUserId?.startsWith(SYSTEM_USERS) ?? false;

  const holds = (permission: string, api: number): boolean => {
    if (system || bound.has(permission)) return true;
    return (uses.get(permission) ?? []).some((use) => {
      const from = Math.max(use.minSdk ?? 1, use.source === 'sdk-23' ? 23 : 1);
      return api >= from && api <= (use.maxSdk ?? NEWEST_API);
    });
  };
  const stateOf = (route: Pick<Route, 'permissions' | 'from' | 'to'>): RouteState => {
    const first = Math.max(minSdk, route.from ?? 1);
    const last = Math.min(maxSdk, route.to ?? NEWEST_API);
    if (first > last) return { state: 'gone', lacking: [] };
    if (manifest === null) return { state: 'works', lacking: [] };
    if (!route.permissions?.length) return { state: last === maxSdk ? 'works' : 'old', lacking: [] };
    const lacking = new Set<string>();
    let newest = 0;
    for (let api = last; api >= first && newest === 0; api--) {
      const missing = lackingAt(route, api, targetSdk, holds);
      if (missing.length === 0) newest = api;
      else missing.forEach((name) => lacking.add(name));
    }
    if (newest === 0) return { state: 'missing', lacking: [...lacking].sort() };
    return { state: newest === maxSdk ? 'works' : 'old', lacking: [] };
  };
  const states = new Map<object, RouteState>();
  const remembered = (route: Parameters<typeof stateOf>[0]): RouteState => {
    let state = states.get(route);
    if (!state) states.set(route, (state = stateOf(route)));
    return state;
  };
  const held = new Map<string, boolean>();
  const ever = (permission: string): boolean => {
    let found = held.get(permission) ?? false;
    if (found || held.has(permission)) return found;
    for (let api = minSdk; api <= maxSdk && !found; api++) found = holds(permission, api);
    held.set(permission, found);
    return found;
  };
  return { minSdk, targetSdk, holds, ever, stateOf: remembered };
}

/** The permissions without which a route fails on one version; empty when it works there. */
function lackingAt(
  route: Pick<Route, 'permissions'>,
  api: number,
  targetSdk: number,
  holds: (permission: string, api: number) => boolean,
): string[] {
  for (const range of route.permissions ?? []) {
    if (range.conditional || targetSdk < (range.target ?? 0)) continue;
    if (api < range.from || api > (range.to ?? Infinity)) continue;
    const missing = (range.allOf ?? []).filter((name) => !holds(name, api));
    const any = range.anyOf ?? [];
    if (any.length > 0 && !any.some((name) => holds(name, api))) missing.push(...any);
    if (missing.length > 0) return missing;
  }
  return [];
}
