// What comes of a rule: evidence, findings, outcomes, and what conditions and derivations look at. Leaves the rule as
// written to check.ts and the condition words to checks/conditions.
import type { Actor, Place, Rung } from './place.js';
import type { AppType, Catalogue } from './catalogue.js';
import type { Expression, Rule, RuleExample, Severity } from './check.js';
import type { AppFacts, Consent, Flow, Reach, SectionName } from './facts.js';
import type { Text } from './text.js';

export type { Expression, Rule, RuleExample, Severity };

export interface Evidence {
  what: string; // watch id, permission name, component or marker
  rung: Rung;
  by: Actor;
  place: Place;
  /** Shortest path from an entry point, method symbols, when the rung is reachable or above. */
  path?: string[];
  cutSteps?: number;
  occasion?: string;
  trigger?: string;
  confidence: 'high' | 'medium' | 'low';
  args?: (string | null)[];
  /** The data kind this shows, when it shows one. */
  kind?: string;
  /** Permissions whose absence makes this code fail; the code is there, the taking is not. */
  lacks?: string[];
  /** How the way stands to the user's word; see `Consent` in facts.ts. */
  consent?: Consent;
  /** For consent "decision": the branch, and the key or field it reads. */
  decision?: NonNullable<Reach['decision']>;
  /** Where the value goes, when it was followed there. */
  flow?: Flow;
  /** For a form on the first screen: it seems that nothing is reached but through it, or that cannot be told. */
  required?: 'start' | 'unknown';
}
export interface Finding {
  ruleId: string;
  severity: Severity;
  message: string; // key in the rule's messages: "hit"
  args: Record<string, string>;
  kinds: string[];
  actor: Actor | null;
  evidence: Evidence[];
  fingerprint: string; // rule, kind, actor, API or component; never offsets, counts or renamed classes
}
export type RuleResult =
  | { ruleId: string; outcome: 'hit'; findings: Finding[] }
  | { ruleId: string; outcome: 'clear' | 'not-applicable' }
  | { ruleId: string; outcome: 'unknown' | 'error'; because: string[] };

export type Match =
  { is: 'hit'; evidence: Evidence[] } | { is: 'clear' } | { is: 'unknown'; because: string[] };
export interface Condition<V = unknown> {
  name: string;
  schema: object;
  reads: readonly SectionName[];
  explain(value: V): Text;
  match(value: V, view: View): Match;
}
export interface Derivation<T> {
  name: string;
  reads: readonly SectionName[];
  /** Depends on the app type, itself or through another; the others are shared by all views of the same facts. */
  byType?: true;
  compute(view: View): T;
}
export interface View {
  facts: AppFacts;
  catalogue: Catalogue;
  type: TypeChoice;
  get<T>(derivation: Derivation<T>): T;
}
/** The app type a judgement is made against. `types` is empty for unknown; several = union of needs. */
export interface TypeChoice {
  id: string; // "online-shopping", "online-shopping+map-navigation", or "unknown"
  source: 'given' | 'list' | 'inferred' | 'unknown';
  confidence: number; // 0…1
  types: AppType[];
  because: string[];
  /** The second best guess when the type was inferred; shown with the verdict it would give. */
  runnerUp?: string | null;
  /**
   * Of an unknown type: the types of our own for which something of the app speaks, too little to be believed. A type
   * for which nothing speaks excuses nothing: otherwise every use that any app has would excuse every app. Of an inferred
   * type: what the app may be as well, by what users read of it or what it does.
   */
  considered?: AppType[];
}
export type { Place };
