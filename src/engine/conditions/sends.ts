// sends: a value of some kind is seen to flow into a sink. Weaker than it looks when flows were not computed; then the
// code section says so. Leaves finding flows to extraction.
import type { Condition } from '../../model/rule.js';
import { obtains } from '../derive/obtains.js';
import { flowsToSinks } from '../derive/sends.js';
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
    const flows = new Set(
      view
        .get(flowsToSinks)
        .filter(
          (flow) =>
            (v.to === undefined || v.to.includes(flow.sinkKind)) &&
            (v.sink === undefined || v.sink.includes(flow.sinkId)),
        )
        .map((flow) => `${flow.source}|${flow.site}`),
    );
    const code = view.facts.code.state === 'missing' ? null : view.facts.code.value;
    const takings = view.get(obtains).filter(({ kind, evidence, signal }) => {
      if (v.data && !v.data.includes(kind)) return false;
      if (signal === 'missing-permission') return false;
      const site = code?.sites.findIndex(
        (s) => s.entry === evidence.place.entry && `${s.class}->${s.method}` === evidence.place.symbol,
      );
      return site !== undefined && flows.has(`${evidence.what}|${site}`);
    });
    return hitOrClear(takings.map((taking) => taking.evidence));
  },
};
