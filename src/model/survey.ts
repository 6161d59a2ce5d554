// A survey: what was asked for, one row for each finished app, and the report on all of them.
// Plain JSON like everything in model/; leaves counting to survey/, running to run/ and pictures to report/html.
import type { Text } from './catalogue.js';
import type { AppReport, Need, Verdict } from './report.js';
import type { Severity } from './rule.js';

/** One app as it was asked for: what was found on disk and what the list of apps says of it. */
export interface SurveyEntry {
  id: string; // path of its first file below the survey's folder, "/" between folders; unique in a survey
  files: string[]; // all its files, base first; one unless it is a set of splits
  sha256: string; // of the file; of several: of the sorted list of their hashes, as in Identity
  sizeBytes: number;
  sameContent: string[]; // ids of files with the same bytes, which are counted once, here
  type: string | null; // type ids joined by "+", when given by file or by hash
  line: number | null; // line of the list that speaks of it
  columns: Record<string, string>; // its free columns
}

/** One finished app: a line of results.jsonl. */
export interface SurveyRow {
  schema: 'overreach-result/1';
  id: string;
  /** Hash of everything the outcome depends on; a row with another basis is done again on resume. */
  basis: string;
  outcome: SurveyOutcome;
}
export type SurveyOutcome = { state: 'done'; report: AppReport } | ({ state: 'failed' } & SurveyFailure);

/** Why an app has no report: a diagnostic code with its arguments. */
export interface SurveyFailure {
  code: string;
  args: Record<string, string | number>;
}

/** Something about the list or the folder that the auditor has to know. `line` is null when it is not from a list. */
export interface SurveyProblem {
  code: string;
  level: 'note' | 'warning' | 'error';
  line: number | null;
  args: Record<string, string | number>;
  text: Text;
}

/** An app of the survey, without its evidence. `state` failed: there is no report. */
export interface SurveyApp {
  id: string;
  files: string[];
  sha256: string;
  sizeBytes: number;
  sameContent: string[];
  line: number | null;
  columns: Record<string, string>;
  package: string | null;
  label: string | null;
  versionName: string | null;
  versionCode: number | null;
  targetSdk: number | null;
  inputKind: string | null;
  type: string; // type id of the judgement, "unknown" when there is none
  typeSource: string;
  verdict: Verdict | 'failed';
  score: { value: number; low: number; high: number } | null; // null: not rated
  stars: number | null;
  rank: number | null; // 1 = highest index; equal values share a rank
  percentile: { survey: number | null; type: number | null; typeApps: number };
  kinds: SurveyAppKind[]; // by kind
  sdks: string[];
  severities: Record<Severity, number>; // findings by severity
  unusual: { what: 'kind' | 'sdk'; id: string; others: number; of: number }[];
  limits: { code: string; text: Text }[]; // what could not be read or rated
  failure: (SurveyFailure & { text: Text }) | null;
}
export interface SurveyAppKind {
  kind: string;
  rung: string;
  need: Need;
  verdict: Verdict;
  points: number;
  actors: string[]; // "app", "sdk:<id>", "unattributed"; sorted
}

/** What a provider answered about one of its apps; printed as it came. */
export interface SurveyReply {
  app: string; // id
  from: string | null;
  date: string | null; // as written
  text: Text; // paragraphs are parted by empty lines
}
/** What the publisher adds to the counts. */
export interface Publication {
  intro: Text | null; // paragraphs are parted by empty lines
  method: Text | null; // the same; the tool's own method and limits stand in any case
  replies: SurveyReply[]; // by app
  since: SurveyChange | null; // what changed since the survey before
}

/** How many apps show something at each rung, strongest rung counted once per app. */
export type RungCounts = Record<string, number>;

export interface SurveyKind {
  kind: string;
  name: Text;
  headline: string;
  sensitivity: number;
  apps: number; // apps in which it is seen at any rung
  rungs: RungCounts;
  suspected: number; // suspected or strongly suspected
  strong: number;
  by: { app: number; sdk: number; unattributed: number }; // apps in which that party takes it, rung present or above
  sdks: { id: string; apps: number }[]; // by apps, then id
}
export interface SurveyHeadline {
  id: string;
  name: Text;
  apps: number;
}
export interface Spread {
  count: number;
  low: number;
  lowerQuarter: number;
  middle: number;
  upperQuarter: number;
  high: number;
  mean: number;
}
export interface SurveyType {
  id: string;
  name: Text;
  apps: number;
  rated: number;
  suspected: number;
  scores: Spread | null;
  stars: { stars: number; apps: number }[]; // ascending
  kinds: { kind: string; apps: number; suspected: number }[];
}
export interface SurveySdk {
  id: string;
  name: string;
  vendor: string;
  country: string | null;
  tracker: boolean;
  apps: number;
  takes: { kind: string; apps: number }[]; // kinds its code was seen to take, by apps
  versions: { version: string; apps: number }[]; // where the packages tell them, by apps
}
export interface SurveyRule {
  id: string;
  title: Text;
  severity: Severity;
  apps: number;
  unknown: number; // apps in which it could not be decided
}

export interface SurveyReport {
  schema: 'overreach-survey/1';
  title: Text | null;
  publisher: string | null;
  date: string | null; // as the auditor gave it; never the clock
  tool: { name: 'overreach'; version: string; rules: string };
  totals: {
    files: number;
    apps: number;
    rated: number;
    suspected: number; // suspected and strongly suspected
    stronglySuspected: number;
    notSuspected: number;
    notRated: number;
    failed: number;
    sameContent: number;
  };
  /** Apps in which a kind of the group is suspected: location, contacts, phone number, screenshots, then by apps, then id. */
  headlines: SurveyHeadline[];
  kinds: SurveyKind[]; // by apps suspected, then apps, then kind
  types: SurveyType[]; // by apps, then id
  sdks: SurveySdk[]; // by apps, then id
  rules: SurveyRule[]; // by apps, then id
  scores: { from: number; to: number; apps: number }[]; // ten bands of the index
  columns: string[]; // names of the free columns, in the list's order
  apps: SurveyApp[]; // by id
  limits: { code: string; text: Text; apps: number }[]; // what could not be read, by apps
  problems: SurveyProblem[];
  publication?: Publication; // absent when the publisher added nothing
}

/** What changed between two surveys, see compare/population.ts. */
export interface SurveyChange {
  schema: 'overreach-survey-diff/1';
  before: SurveyDiffSide;
  after: SurveyDiffSide;
  toolChanged: boolean;
  rulesChanged: boolean;
  apps: SurveyAppChange[]; // by package, then id; only apps in which something differs
  unchanged: number;
  kinds: { kind: string; name: Text; before: number; after: number }[]; // apps in which it is suspected
  sdks: { id: string; name: string; before: number; after: number }[];
}
export interface SurveyDiffSide {
  version: string;
  rules: string;
  apps: number;
  rated: number;
  suspected: number;
}
export interface SurveyAppChange {
  id: string;
  package: string | null;
  label: string | null;
  change: 'added' | 'removed' | 'changed';
  /** What can explain the difference: other bytes, another type given, other rules, another version of the tool. */
  because: ('package' | 'type' | 'rules' | 'tool')[];
  verdict: { before: string | null; after: string | null };
  score: { before: number | null; after: number | null };
  version: { before: string | null; after: string | null };
  kinds: { kind: string; before: string | null; after: string | null }[]; // "<verdict>/<rung>", null: not seen
  sdks: { added: string[]; removed: string[] };
}
