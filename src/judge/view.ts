// What a condition or derivation may look at: facts, catalogue, app type, and derivations computed once per view.
// Leaves judging to the rest of the engine; holds no opinion of its own.
import type { AppFacts, SectionName, Sections } from '../model/facts.js';
import type { Catalogue } from '../model/catalogue.js';
import type { Derivation, TypeChoice, View } from '../model/rule.js';

/** What depends on no app type, by view; views made `like` another share it. */
const typeless = new WeakMap<View, View>();

/**
 * A view with memoised derivations, like the cells of a spreadsheet.
 * @param like a view of the same facts and catalogue, perhaps under another type: what no type changes is shared
 */
export function createView(facts: AppFacts, catalogue: Catalogue, type: TypeChoice, like?: View): View {
  const memo = new Map<Derivation<unknown>, unknown>();
  const shared = (like && typeless.get(like)) ?? typelessView(facts, catalogue);
  const view: View = {
    facts,
    catalogue,
    type,
    get<T>(derivation: Derivation<T>): T {
      if (derivation.byType !== true) return shared.get(derivation);
      if (!memo.has(derivation)) memo.set(derivation, derivation.compute(view));
      return memo.get(derivation) as T;
    },
  };
  typeless.set(view, shared);
  return view;
}

/** Refuses to tell the type, so that a derivation which wants it and does not say so fails at once. */
function typelessView(facts: AppFacts, catalogue: Catalogue): View {
  const memo = new Map<Derivation<unknown>, unknown>();
  const view: View = {
    facts,
    catalogue,
    get type(): TypeChoice {
      throw new Error('a derivation that is not byType asks for the app type');
    },
    get<T>(derivation: Derivation<T>): T {
      if (derivation.byType === true) throw new Error(`${derivation.name} depends on the app type`);
      if (!memo.has(derivation)) memo.set(derivation, derivation.compute(view));
      return memo.get(derivation) as T;
    },
  };
  return view;
}

/** The value of a section, or null when it is missing. */
export function readSection<K extends SectionName>(facts: AppFacts, name: K): Sections[K] | null {
  const section = facts[name];
  return section.state === 'missing' ? null : (section.value as Sections[K]);
}

/** Reasons why an answer "not there" cannot be trusted: sections of `names` that are not complete. Sorted. */
export function gapsIn(facts: AppFacts, names: readonly SectionName[]): string[] {
  if (names.every((name) => facts[name].state === 'complete')) return [];
  const gaps = new Set<string>();
  for (const name of names) {
    const section = facts[name];
    if (section.state === 'complete') continue;
    gaps.add(`${name}/${section.state}`);
    for (const reason of section.because) gaps.add(reason);
  }
  return [...gaps].sort();
}

/** The app type that stands for "we do not know". */
export const UNKNOWN_TYPE: TypeChoice = {
  id: 'unknown',
  source: 'unknown',
  confidence: 0,
  types: [],
  because: [],
};
