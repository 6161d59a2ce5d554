// A rule as it is written in rules/checks, with its examples. Leaves what comes of it to rule.ts.
import type { Text } from './text.js';

export type Severity = 'info' | 'low' | 'medium' | 'high' | 'critical';

/** all, any, none, or one condition by name with its value. Three-valued; see checks/expression.ts. */
export type Expression =
  { all: Expression[] } | { any: Expression[] } | { none: Expression[] } | { [condition: string]: unknown };

export interface Rule {
  id: string;
  since: string;
  title: Text;
  severity: Severity;
  data: string[];
  /** Ids of the app types the rule is about; for every other type, and an unknown one, it is not applicable. */
  onlyFor?: string[];
  /** One finding per party and kind for all that is shown, where the whole is the point and not each permission of it. */
  gather?: boolean;
  when: Expression;
  messages: { hit: Text; unknown?: Text };
  why: Text;
  fix: Text;
  references: { label: string; url?: string }[];
  blindSpots?: Text;
  examples: RuleExample[];
}
export interface RuleExample {
  name: string;
  type?: string;
  facts: Record<string, unknown>; // short form, expanded by checks/example-facts.ts
  expect: 'hit' | 'clear' | 'unknown' | 'not-applicable';
}
