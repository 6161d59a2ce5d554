// What may be sent on and was not followed that far: flows by a table, a message, a field or a call that can stand for
// several things. They raise no taking; what the sending would add is told as an unknown of the app. Leaves following to
// program/values and the other unknowns to unknowns.ts.
import type { Unknown } from '../model/judgement.js';
import type { Place } from '../model/place.js';
import type { Derivation } from '../model/rule.js';
import { heaviest, shareOf } from './asked.js';
import { obtains } from './obtains.js';
import { perhapsSends, sends } from './sends.js';
import { readSection } from './view.js';

const CODE = 'passed-on';
/** Places named; the weight is that of the heaviest kind. */
const MOST_PLACES = 8;
/** Of what stands for several things. */
const MOST_NAMED = 4;

export const passedOn: Derivation<Unknown[]> = {
  name: 'passed-on',
  reads: ['manifest', 'code'],
  byType: true,
  compute(view) {
    const code = readSection(view.facts, 'code');
    const perhaps = view.get(perhapsSends);
    if (code === null || perhaps.length === 0) return [];
    const keyOf = (at: { source: string; entry: string; symbol: string; offset: number }): string =>
      `${at.source} ${at.entry} ${at.symbol} ${at.offset}`;
    const placeOf = (site: number, offset: number): Place & { symbol: string } => {
      const at = code.sites[site]!;
      return { entry: at.entry, symbol: `${at.class}->${at.method}`, offset };
    };
    const told = new Set(view.get(sends).map((one) => `${one.source} ${one.site} ${one.offset}`));
    const places = new Map<string, Place>();
    const through = new Set<string>();
    for (const { source, site, offset, flow } of perhaps) {
      if (told.has(`${source} ${site} ${offset}`)) continue;
      const place = placeOf(site, offset);
      places.set(keyOf({ source, ...place, offset }), place);
      if (flow.through !== undefined) through.add(flow.through);
    }
    const taken = view.get(obtains);
    const sent = new Set(taken.filter(({ rung }) => rung === 'leaves').map(({ kind }) => kind));
    const kinds = new Set<string>();
    const kept: Place[] = [];
    for (const { kind, rung, evidence } of taken) {
      const { what, place } = evidence;
      if (sent.has(kind) || (rung !== 'reachable' && rung !== 'startup') || place === undefined) continue;
      const { entry, symbol = '', offset } = place;
      const found = places.get(keyOf({ source: what, entry, symbol, offset: offset ?? -1 }));
      if (!found) continue;
      kinds.add(kind);
      kept.push(found);
    }
    if (kinds.size === 0) return [];
    const known = view.catalogue.kinds.filter(({ id }) => kinds.has(id));
    const weight = shareOf(view.catalogue, CODE) * heaviest(view, known);
    const by = [...through].sort().slice(0, MOST_NAMED);
    return [{ code: CODE, weight, by, places: kept.slice(0, MOST_PLACES), count: kept.length }];
  },
};
