// sends: a value of some kind is seen to flow into a sink. Weaker than it looks when flows were not computed; then the
// code section says so. Leaves finding flows to extraction.
import type { Condition } from '../../model/rule.js';
import { obtains } from '../../judge/obtains.js';
import { readSection } from '../../judge/view.js';
import { flowsToSinks } from '../../judge/sends.js';
import { closed, either, hitOrClear, sentence, strings } from './support.js';

interface Value {
  data?: string[];
  to?: string[]; // kinds of sink: network, log, file, sms, …
  sink?: string[]; // sink ids
}

export const sends: Condition<Value> = {
  name: 'sends',
  reads: ['manifest', 'code'],
  schema: closed({ data: strings, to: strings, sink: strings }),
  explain: (v) =>
    sentence(
      v.data ? either(v.data) : { en: 'some personal data', zh: '某类个人数据' },
      { en: 'is seen to flow', zh: '被观察到流向' },
      v.to ? { en: `to ${either(v.to).en}`, zh: either(v.to).zh } : { en: 'to a sink', zh: '某个去处' },
      v.sink && { en: `(${either(v.sink).en})`, zh: `（${either(v.sink).zh}）` },
    ),
  match(v, view) {
    const code = readSection(view.facts, 'code');
    const flows = new Set<string>();
    for (const flow of view.get(flowsToSinks)) {
      if (v.to && !v.to.includes(flow.sinkKind)) continue;
      if (v.sink && !v.sink.includes(flow.sinkId)) continue;
      const site = code?.sites[flow.site];
      if (site) flows.add(`${flow.source}|${site.entry}|${site.class}->${site.method}|${flow.offset}`);
    }
    if (flows.size === 0) return { is: 'clear' };
    const takings = view.get(obtains).filter(({ kind, evidence: { what, place }, signal }) => {
      if ((v.data && !v.data.includes(kind)) || signal === 'missing-permission') return false;
      return flows.has(`${what}|${place.entry}|${place.symbol ?? ''}|${place.offset ?? 0}`);
    });
    return hitOrClear(takings.map((taking) => taking.evidence));
  },
};
