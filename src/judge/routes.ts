// The catalogue's routes turned round: from a watch id to the ways of taking data it belongs to. Built once per catalogue.
// Leaves matching against the facts to obtains.ts.
import type { DataKind, Route } from '../model/catalogue.js';
import type { Derivation } from '../model/rule.js';
import { perCatalogue } from './per-catalogue.js';

export interface KindRoute {
  kind: DataKind;
  route: Route;
  takes: boolean; // its role is one that obtains data by itself
}
export interface Compound extends KindRoute {
  all: string[];
  any: ReadonlySet<string>; // empty: nothing further needed
  none: ReadonlySet<string>;
  scope: 'method' | 'class' | 'package' | 'app';
}
export interface RouteIndex {
  single: ReadonlyMap<string, KindRoute[]>;
  /** By the watch id that must be there and is looked up first. */
  compounds: ReadonlyMap<string, Compound[]>;
  patterns: ReadonlyMap<string, KindRoute[]>;
  actions: ReadonlyMap<string, KindRoute[]>; // broadcast actions, by name
  positions: ReadonlyMap<string, number[]>; // which argument positions facts carry, by watch id
}

const EMPTY: ReadonlySet<string> = new Set();

/** Roles that obtain data; the others prepare, read out of what was obtained, or only ask. */
const TAKING_ROLES: ReadonlySet<string> = new Set(['collect', 'subscribe', 'callback']);

const REGISTERS = /;->registerReceiver$/;

export const routes: Derivation<RouteIndex> = {
  name: 'routes',
  reads: [],
  compute: ({ catalogue }) => indexOf(catalogue),
};

// eslint-disable-next-line complexity -- one index for each way to write a route
const indexOf = perCatalogue((catalogue): RouteIndex => {
  const single = new Map<string, KindRoute[]>();
  const compounds = new Map<string, Compound[]>();
  const patterns = new Map<string, KindRoute[]>();
  const actions = new Map<string, KindRoute[]>();
  const positions = new Map<string, Set<number>>();
  // Lists made from one group are one shared array, so that each becomes a set only once.
  const sets = new Map<readonly string[], ReadonlySet<string>>();
  const setOf = (ids: readonly string[] | undefined): ReadonlySet<string> => {
    if (ids === undefined) return EMPTY;
    let set = sets.get(ids);
    if (!set) sets.set(ids, (set = new Set(ids)));
    return set;
  };

  for (const kind of catalogue.kinds) {
    for (const route of kind.routes) {
      const looked = route.watch ?? route.all?.[0];
      for (const when of looked === undefined ? [] : (route.when ?? [])) {
        positions.set(looked!, (positions.get(looked!) ?? new Set<number>()).add(when.arg));
      }
      const entry: KindRoute = { kind, route, takes: TAKING_ROLES.has(route.role) };
      if (route.pattern !== undefined) push(patterns, route.pattern, entry);
      else if (route.watch !== undefined) {
        push(single, route.watch, entry);
        const action = route.what === 'action' && route.watch.startsWith('string:');
        if (action && route.signal === 'strong') push(actions, route.watch.slice('string:'.length), entry);
      } else if (route.all !== undefined || route.any !== undefined) {
        const compound: Compound = {
          ...entry,
          all: route.all ?? [],
          any: setOf(route.any),
          none: setOf(route.none),
          scope: (route.scope ?? 'class') as Compound['scope'],
        };
        // "Together with registering for it": a receiver in the manifest is registered by standing there.
        const [alone] = compound.all.length === 1 ? compound.all : [];
        const registered = compound.any.size > 0 && [...compound.any].some((id) => REGISTERS.test(id));
        const isAction = route.what === 'action' && route.signal === 'strong' && route.scope === 'method';
        if (isAction && registered && alone?.startsWith('string:'))
          push(actions, alone.slice('string:'.length), entry);
        const keys = compound.all.length > 0 ? [compound.all[0]!] : [...compound.any];
        for (const key of keys) push(compounds, key, compound);
      }
    }
  }
  return {
    single,
    compounds,
    patterns,
    actions,
    positions: new Map([...positions].map(([id, set]) => [id, [...set].sort((a, b) => a - b)])),
  };
});

function push<V>(map: Map<string, V[]>, key: string, value: V): void {
  const list = map.get(key);
  if (list) list.push(value);
  else map.set(key, [value]);
}
