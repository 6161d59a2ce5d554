// Follows references through one or several resource tables: bounded depth, no circles, every configuration.
// Leaves what a value means to the extractors.
import type { Limits } from '../../bytes/limits.js';
import { DATA } from './layout.js';
import { compareForDefault } from './config.js';
import type { Odd } from '../../bytes/odd.js';
import type { ResourceTable, ResourceValue } from './table.js';
import { isReference } from './xml-tree.js';
import type { Value } from './xml-tree.js';

export interface Resolver {
  /** The value a current phone with default settings would see; a reference that leads nowhere stays a reference. */
  value(value: Value): Value;
  /** Every text a value can have, by locale; "" is the default. Sorted by locale, first value of a locale wins. */
  texts(value: Value): { locale: string; text: string }[];
  /** Members of an array or other bag a value refers to, each resolved; empty when it is none. */
  items(value: Value): Value[];
  /** Every final value a reference can take over all configurations, in file order; the value itself when none. */
  all(value: Value): Value[];
  /** "string/app_name" of a reference's target, or null. */
  name(value: Value): string | null;
}

/** @param tables base first; splits of the same app share ids and add configurations */
// eslint-disable-next-line max-lines-per-function -- closures over one memory of what was resolved
export function openResolver(tables: readonly ResourceTable[], limits: Limits, odd: Odd): Resolver {
  const valuesOf = (id: number): ResourceValue[] => tables.flatMap((table) => [...table.values(id)]);

  /** Final values of an id in every configuration; `locale` narrows to the best fit when given. */
  const follow = (id: number, locale: string | null, trail: readonly number[]): ResourceValue[] => {
    if (trail.includes(id)) {
      odd('arsc/reference-circle', 0, { id });
      return [];
    }
    if (trail.length >= limits.referenceDepth) {
      odd('limit/reference-depth', 0, { id, limit: limits.referenceDepth });
      return [];
    }
    let candidates = valuesOf(id);
    if (locale !== null) candidates = bestFor(candidates, locale);
    const found: ResourceValue[] = [];
    for (const candidate of candidates) {
      const { value, config } = candidate;
      if (value === null || !isReference(value)) found.push(candidate);
      else if (value.data !== 0) {
        const next = follow(value.data, config.locale !== '' ? config.locale : locale, [...trail, id]);
        for (const end of next) {
          // A localised step keeps its locale; a default step takes the locale of what it leads to.
          found.push({ ...end, config: config.locale !== '' ? config : mergeConfig(config, end) });
        }
        if (next.length === 0) found.push(candidate);
      }
      if (found.length > limits.referenceEnds) {
        odd('limit/reference-ends', 0, { id, limit: limits.referenceEnds });
        return found;
      }
    }
    return found;
  };
  const ends = new Map<number, ResourceValue[]>();
  const endsOf = (id: number): ResourceValue[] => {
    let found = ends.get(id);
    if (found === undefined) {
      found = follow(id, null, []);
      ends.set(id, found);
    }
    return found;
  };
  const best = (id: number): ResourceValue | null => {
    const sorted = endsOf(id).map((end, index) => ({ end, index }));
    sorted.sort((a, b) => compareForDefault(a.end.config, b.end.config) || a.index - b.index);
    return sorted[0]?.end ?? null;
  };
  return {
    value: (value) => (isReference(value) && value.data !== 0 ? (best(value.data)?.value ?? value) : value),
    texts(value) {
      if (!isReference(value)) return value.text === null ? [] : [{ locale: '', text: value.text }];
      const byLocale = new Map<string, ResourceValue>();
      for (const end of endsOf(value.data)) {
        if (end.value?.type !== DATA.string || end.value.text === null) continue;
        const { locale } = end.config;
        const known = byLocale.get(locale);
        if (known === undefined || compareForDefault(end.config, known.config) < 0) byLocale.set(locale, end);
      }
      return [...byLocale]
        .map(([locale, end]) => ({ locale, text: end.value!.text! }))
        .sort((a, b) => (a.locale < b.locale ? -1 : a.locale > b.locale ? 1 : 0));
    },
    items(value) {
      if (!isReference(value)) return [];
      return (best(value.data)?.bag?.items ?? []).map((item) => {
        const end = isReference(item.value) ? best(item.value.data)?.value : null;
        return end ?? item.value;
      });
    },
    all(value) {
      if (!isReference(value)) return [value];
      const found = endsOf(value.data).flatMap((end) => (end.value === null ? [] : [end.value]));
      return found.length === 0 ? [value] : found;
    },
    name(value) {
      if (!isReference(value)) return null;
      for (const table of tables) {
        const name = table.nameOf(value.data);
        if (name !== null) return name;
      }
      return null;
    },
  };
}

const mergeConfig = (step: ResourceValue['config'], end: ResourceValue): ResourceValue['config'] => ({
  locale: end.config.locale,
  sdkVersion: Math.max(step.sdkVersion, end.config.sdkVersion),
  otherQualifiers: step.otherQualifiers + end.config.otherQualifiers,
});

/** Values for a locale: exactly that one, else its language, else no locale; all if none of these exists. */
function bestFor(values: readonly ResourceValue[], locale: string): ResourceValue[] {
  const exact = values.filter((value) => value.config.locale === locale);
  if (exact.length > 0) return exact;
  const language = locale.split('-', 1)[0]!;
  const near = values.filter((value) => value.config.locale === language);
  if (near.length > 0) return near;
  const plain = values.filter((value) => value.config.locale === '');
  return plain.length > 0 ? plain : [...values];
}
