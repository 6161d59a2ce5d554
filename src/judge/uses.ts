// The uses of the code by what is used: gathered once, so that whoever looks for some things walks over their uses
// alone. Leaves what a use means to the others.
import type { CodeFacts, CodeUse } from '../model/facts.js';
import type { Derivation } from '../model/rule.js';
import { readSection } from './view.js';
import { packageOf } from './prefixes.js';

export interface Uses {
  code: CodeFacts | null;
  /** Positions in `code.uses`, ascending, by watch id. */
  byWatch: ReadonlyMap<string, readonly number[]>;
  /** Every use of these ids, in the order of the facts. */
  of(ids: Iterable<string>): CodeUse[];
  /** The places of one sort that hold a use of this id: sites, classes, packages, or "" for the app. */
  placesOf(id: string, scope: Scope): ReadonlySet<string | number>;
}
export type Scope = 'method' | 'class' | 'package' | 'app';

const NONE: readonly number[] = [];

export const uses: Derivation<Uses> = {
  name: 'uses',
  reads: ['code'],
  compute({ facts }) {
    const code = readSection(facts, 'code');
    const byWatch = new Map<string, number[]>();
    const all = code?.uses ?? [];
    for (let at = 0; at < all.length; at++) {
      const list = byWatch.get(all[at]!.watch);
      if (list) list.push(at);
      else byWatch.set(all[at]!.watch, [at]);
    }
    const places = new Map<string, Set<string | number>>();
    return {
      code,
      byWatch,
      of(ids) {
        const found: number[] = [];
        for (const id of new Set(ids)) for (const at of byWatch.get(id) ?? NONE) found.push(at);
        return found.sort((a, b) => a - b).map((at) => all[at]!);
      },
      placesOf(id, scope) {
        const key = `${scope} ${id}`;
        let set = places.get(key);
        if (!set) {
          set = new Set();
          for (const at of byWatch.get(id) ?? NONE) set.add(placeOf(all[at]!.site, scope, code!));
          places.set(key, set);
        }
        return set;
      },
    };
  },
};

/** The place of one sort that a site is in. */
export function placeOf(site: number, scope: Scope, code: CodeFacts): string | number {
  const found = code.sites[site];
  if (scope === 'app' || !found) return '';
  if (scope === 'method') return site;
  return scope === 'class' ? found.class : packageOf(found.class);
}
