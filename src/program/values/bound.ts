// Call-backs of the package that channels are bound to: those that are given what a channel holds, and those that fill one,
// by what they put into a parameter or answer. Leaves following to elsewhere.ts and trace.ts.
import type { Watchlist } from '../../model/catalogue.js';
import { dispatchTable, isSubtypeOf, typeNamed, type Hierarchy } from '../hierarchy.js';
import type { Places } from './fields.js';
import { GLOBAL, parseFlow, RETURN } from './models.js';

/** A call-back that is given what a channel holds. */
export interface BoundParameter {
  method: number;
  parameter: number;
  place: number;
}
/** A channel that a call-back fills: by a parameter that it puts something into, or by its answer (-1). */
export interface BoundEnd {
  parameter: number;
  place: number;
}
interface Bound {
  given: BoundParameter[];
  /** By method. */
  filled: Map<number, BoundEnd[]>;
}

export function boundBy(h: Hierarchy, models: Watchlist['models'], places: Places): Bound {
  const { program } = h;
  const found: Bound = { given: [], filled: new Map() };
  for (const row of models) {
    if (!row.id.startsWith('override:')) continue;
    const above = typeNamed(h, row.class);
    const name = program.names.find(row.name);
    for (let cls = 0; name >= 0 && cls < program.classType.length; cls++) {
      const type = program.classType[cls]!;
      if (type === above.type || !isSubtypeOf(h, type, above)) continue;
      const table = dispatchTable(h, cls);
      const count = table.length >> 1;
      for (let i = 0; i < count; i++)
        if (program.signatures.first.at(table[i]!) === name)
          bind(table[count + i]!, program.types.text(type), row.flows, places, found);
    }
  }
  return found;
}

function bind(method: number, owner: string, flows: readonly string[], places: Places, found: Bound): void {
  for (const flow of flows) {
    const { from, to } = parseFlow(flow, places);
    const fills = to.root === GLOBAL;
    const [channel] = fills ? to.steps : from.steps;
    if (channel?.kind !== 'global') continue;
    const place = places.global(channel.name, channel.by === 'component' ? owner : null);
    if (!fills) {
      if (to.root >= 0) found.given.push({ method, parameter: to.root + 1, place });
      continue;
    }
    const list = found.filled.get(method) ?? [];
    list.push({ parameter: from.root === RETURN ? -1 : from.root + 1, place });
    found.filled.set(method, list);
  }
}
