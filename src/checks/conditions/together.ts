// together: code of one class, package or party takes several kinds at once, so that they can be joined to one profile.
import type { JudgedSighting } from '../../model/judgement.js';
import type { Condition } from '../../model/rule.js';
import { packageOf, classOf } from '../../judge/prefixes.js';
import { closed, either, hitOrClear, integer, strings, words } from './support.js';
import { OBTAINS_SCHEMA, takingsFor, type ObtainsValue } from './obtains.js';

interface Value extends ObtainsValue {
  all: string[]; // every one of these kinds
  any?: string[]; // and one of these
  in: 'class' | 'package' | 'party';
}

const { data: _data, kinds: _kinds, parties: _parties, ...filters } = OBTAINS_SCHEMA;

export const together: Condition<Value> = {
  name: 'together',
  reads: ['manifest', 'code'],
  schema: closed(
    { ...filters, all: strings, any: strings, in: words('class', 'package', 'party'), atLeast: integer },
    ['all', 'in'],
  ),
  explain: (v) => {
    const where = {
      class: { en: 'one class', zh: '同一个类' },
      package: { en: 'one package', zh: '同一个包' },
      party: { en: 'one party', zh: '同一方' },
    }[v.in];
    const all = v.all.map((kind) => `“${kind}”`);
    return {
      en: `${where.en} takes ${[...all, ...(v.any ? [either(v.any).en] : [])].join(' together with ')}`,
      zh: `${where.zh}同时取得${[...all, ...(v.any ? [either(v.any).zh] : [])].join('与')}`,
    };
  },
  match(v, view) {
    const { all, any, in: scope, ...rest } = v;
    const { hits } = takingsFor({ ...rest, data: [...all, ...(any ?? [])] }, view);
    const groups = new Map<string, JudgedSighting[]>();
    for (const taking of hits) {
      const key = keyOf(taking, scope);
      if (key !== null) groups.set(key, [...(groups.get(key) ?? []), taking]);
    }
    const found = [...groups.values()].filter((group) => {
      const kinds = new Set(group.map(({ kind }) => kind));
      return (
        all.every((kind) => kinds.has(kind)) && (any === undefined || any.some((kind) => kinds.has(kind)))
      );
    });
    return hitOrClear(found.flat().map((taking) => taking.evidence));
  },
};

/** What counts as one place; manifest evidence and code of nobody in particular join nothing. */
function keyOf({ evidence, actor }: JudgedSighting, scope: Value['in']): string | null {
  const symbol = evidence.place.symbol;
  if (symbol === undefined || !symbol.startsWith('L')) return null;
  if (scope === 'class') return classOf(symbol);
  if (scope === 'package') return packageOf(classOf(symbol));
  return actor.kind === 'unattributed' && actor.id === '' ? null : `${actor.kind}:${actor.id}`;
}
