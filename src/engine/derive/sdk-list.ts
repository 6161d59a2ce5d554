// Which SDKs the package contains, with the signs seen. Class packages and component names decide; weaker signs add.
import type { Sdk } from '../../model/catalogue.js';
import type { Derivation } from '../../model/rule.js';
import { readSection } from '../view.js';
import { PrefixTable } from './prefixes.js';

export interface FoundSdk {
  sdk: Sdk;
  version: string | null;
  confidence: 'high' | 'medium' | 'low';
  signs: string[]; // "package:com.umeng", sorted
  present: boolean; // code of it is defined in the package, not only called or configured
}

export const sdkList: Derivation<FoundSdk[]> = {
  name: 'sdk-list',
  reads: ['code', 'manifest', 'native', 'files'],
  compute({ facts, catalogue }) {
    const table = new PrefixTable<{ sdk: Sdk; value: string; confidence: 'high' | 'medium' | 'low' }>();
    for (const sdk of catalogue.sdks) {
      for (const { kind, value, confidence } of sdk.signals) {
        if (kind === 'package') table.add(value, { sdk, value, confidence });
      }
    }
    const found = new Map<string, FoundSdk>();
    const add = (sdk: Sdk, sign: string, confidence: FoundSdk['confidence'], present: boolean): void => {
      const known = found.get(sdk.id);
      if (!known) {
        found.set(sdk.id, { sdk, version: null, confidence, signs: [sign], present });
        return;
      }
      if (!known.signs.includes(sign)) known.signs.push(sign);
      if (ORDER[confidence] > ORDER[known.confidence]) known.confidence = confidence;
      known.present ||= present;
    };
    for (const { name } of readSection(facts, 'code')?.packages ?? []) {
      const hit = table.longest(name)?.value;
      if (hit) add(hit.sdk, `package:${hit.value}`, hit.confidence, true);
    }
    for (const { name } of readSection(facts, 'manifest')?.components ?? []) {
      const hit = table.longest(name)?.value;
      if (hit) add(hit.sdk, `component:${name}`, 'medium', false);
    }
    for (const item of found.values()) item.signs.sort();
    return [...found.values()].sort((a, b) => (a.sdk.id < b.sdk.id ? -1 : 1));
  },
};

const ORDER = { low: 0, medium: 1, high: 2 } as const;
