// What the pre-release gate compares a report with, and what it answers: purposes, baseline, suppressions, problems,
// fixes and differences. Plain data; leaves the configuration file to config.ts and the comparing to compare/.
import type { Text } from './catalogue.js';
import type { Actor, Rung } from './place.js';
import type { Evidence } from './rule.js';
import type { Need, Verdict } from './verdict.js';

/**
 * Who takes data, in a form that survives rebuilds, renaming and other application ids:
 * "app", an SDK's catalogue id, or "unattributed".
 */
export type Party = string;
export const APP_PARTY: Party = 'app';
export const UNATTRIBUTED_PARTY: Party = 'unattributed';
export const partyOf = (actor: Actor): Party =>
  actor.kind === 'sdk' ? actor.id : actor.kind === 'app' ? APP_PARTY : UNATTRIBUTED_PARTY;

/** What the team says it takes, why, where, and in whose name. */
export interface Purpose {
  data: string;
  feature: string;
  why: string;
  /** Prefixes of Java classes or packages; empty = anywhere. */
  where: string[];
  /** Empty = only the app itself. */
  by: Party[];
  line: number;
}

/** An accepted finding. It leaves the score and is listed in every report. All of `data`, `rule`, `by` given must match. */
export interface Suppression {
  data: string | null;
  rule: string | null;
  by: Party | null;
  reason: string;
  owner: string;
  /** Last day it counts, "2026-12-31". */
  expires: string;
  line: number;
}
/** A suppression after a run: how many takers and findings it took out. */
export interface AppliedSuppression extends Suppression {
  used: number;
  expired: boolean;
}

/** One kind taken by one party, as high as it stood when the baseline was written. */
export interface BaselineEntry {
  data: string;
  by: Party;
  rung: Rung;
}
export interface Baseline {
  schema: 'overreach-baseline/1';
  package: string | null;
  /** Sorted by data, then party. */
  entries: BaselineEntry[];
  /** Catalogue ids of the SDKs inside, sorted. */
  sdks: string[];
}

export type ProblemCode =
  | 'new-data'
  | 'new-party'
  | 'higher-rung'
  | 'undeclared-data'
  | 'undeclared-party'
  | 'declared-permission-without-purpose'
  | 'purpose-not-found'
  | 'purpose-unfinished'
  | 'taken-elsewhere'
  | 'threshold-crossed'
  | 'unexpected-sdk'
  | 'expected-sdk-missing'
  | 'suppression-expired'
  | 'suppression-unused'
  | 'not-rated';

/** One difference between the package and what the team said. `fail` fails the gate, `warn` is told only. */
export interface GateProblem {
  code: ProblemCode;
  level: 'fail' | 'warn';
  /** Stable over rebuilds and renaming: "new-data:contacts:app". */
  fingerprint: string;
  data: string | null;
  by: Party | null;
  text: Text;
  /** Likely cause: which SDK or component brought it; null when nothing tells. */
  cause: Text | null;
  evidence: Evidence[];
  fixes: Fix[];
  /** Line of the configuration file that this is about; null when none. */
  configLine: number | null;
}
export interface GateResult {
  passed: boolean;
  /** Failures first, then by code, data and party. */
  problems: GateProblem[];
  suppressions: AppliedSuppression[];
  /** What the package was compared with. */
  compared: { purposes: boolean; baseline: boolean; threshold: boolean; sdks: boolean };
}

/** A change to the app and what the score would be after it. */
export interface Fix {
  data: string;
  /** The party it is about; null = whoever takes the data. */
  by: Party | null;
  how:
    'remove-permission' | 'limit-permission' | 'coarser' | 'picker' | 'sdk-switch' | 'remove-sdk' | 'later';
  text: Text;
  score: { before: number; after: number };
}

export interface Change<T> {
  added: T[];
  removed: T[];
}
/** What differs between two reports. Every list is sorted by its id. */
export interface ReportDiff {
  schema: 'overreach-diff/1';
  before: DiffSide;
  after: DiffSide;
  permissions: Change<{ name: string; maxSdk: number | null; kinds: string[]; cause: Text | null }>;
  kinds: Change<KindChange> & { changed: (KindChange & { rungBefore: string; needBefore: Need })[] };
  /** A party that takes a kind it did not take before, or no longer. */
  takers: Change<{
    data: string;
    name: Text;
    by: Actor;
    rung: string;
    evidence: Evidence[];
    cause: Text | null;
  }>;
  sdks: Change<{ id: string; name: string; version: string | null; tracker: boolean }> & {
    changed: { id: string; name: string; before: string | null; after: string | null }[];
  };
  endpoints: Change<string>;
  score: { before: number | null; after: number | null; change: number | null };
}
export interface DiffSide {
  package: string | null;
  label: string | null;
  versionName: string | null;
  versionCode: number | null;
  sha256: string;
  verdict: Verdict;
}
export interface KindChange {
  data: string;
  name: Text;
  rung: string;
  need: Need;
  verdict: Verdict;
  actors: Actor[];
  evidence: Evidence[];
  cause: Text | null;
}
