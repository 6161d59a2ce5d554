// The words of the rule language, one file each; a rule's schema and its explanation are built from this list.
import type { Condition } from '../../model/rule.js';

/** In the order in which the language is explained. */
export const CONDITIONS: readonly Condition[] = [];

export const conditions: ReadonlyMap<string, Condition> = new Map(
  CONDITIONS.map((item) => [item.name, item]),
);
