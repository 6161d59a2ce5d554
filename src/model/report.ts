// The report: complete in itself, so that a reporter needs nothing else. Field names here are a promise to users.
import type { Consent, Flow } from './facts.js';
import type { Actor, Diagnostic, Place } from './place.js';
import type { Text } from './catalogue.js';
import type { AppliedSuppression } from './gate.js';
import type { Evidence, Finding, Severity } from './rule.js';
import type { Need, Verdict } from './verdict.js';

export type { Need, Verdict };

export interface ScorePart {
  kind: string; // data kind
  actor: Actor;
  rung: string;
  need: Need;
  points: number; // this part's share of value; parts add up to value
  factors: { rung: number; need: number; sensitivity: number; actor: number; signal: number };
  evidence: number[]; // indexes into the kind's evidence
}
export interface ScoreCard {
  rated: boolean;
  value: number; // 0…100, higher is worse, one decimal
  low: number;
  high: number;
  parts: ScorePart[];
  widenedBy: { code: string; points: number }[];
}
/**
 * One party's taking of the kind: everything here holds for this party, and for no other. Where a party takes a kind at
 * several rungs, this is the strongest of its takings and `also` names the others.
 */
export interface KindActor extends Actor {
  rung: string;
  occasions: string[];
  background: boolean;
  repeats: boolean;
  /** True where the permission that this code needs is missing. */
  fails: boolean;
  consent: Consent;
  need: Need;
  needBecause: Text;
  verdict: Verdict;
  weight: number;
  points: number; // this party's share of the index for this kind
  evidence: number[]; // indexes into the kind's evidence, strongest first
  flow?: Flow; // where the value goes, when it was followed there
  also?: { rung: string; occasions: string[]; evidence: number[] }[];
}
/** A kind of data. Rung, need, reason, verdict, occasions are those of its strongest taking, which is `actors[0]`. */
export interface KindReport {
  kind: string;
  name: Text;
  headline: string;
  sensitivity: number;
  rung: string;
  need: Need;
  needBecause: Text;
  verdict: Verdict;
  actors: KindActor[]; // strongest first
  occasions: string[];
  points: number;
  /** Product of the factors of the strongest taking, 0 = nothing beyond need; compared with the thresholds. */
  weight?: number;
  evidence: Evidence[]; // strongest first
  evidenceTotal: number; // evidence is bounded; this is the count before
}
export interface AppReport {
  schema: 'overreach-report/1';
  tool: { name: 'overreach'; version: string; rules: string };
  app: {
    package: string | null;
    label: string | null;
    labels: { locale: string; text: string }[];
    versionName: string | null;
    versionCode: number | null;
    minSdk: number | null;
    targetSdk: number | null;
    sha256: string;
    sizeBytes: number;
    inputKind: string;
    signers: { sha256: string; subject: string; schemes: string[] }[];
  };
  type: {
    id: string;
    name: Text;
    source: string;
    confidence: number;
    because: string[];
    runnerUp: string | null;
    /** What the verdict and index would be under the runner-up, when there is one. */
    underRunnerUp?: { verdict: Verdict; value: number } | null;
  };
  verdict: Verdict;
  summary: {
    suspectedKinds: string[];
    stronglySuspectedKinds: string[];
    declaredOnlyKinds: string[];
    parties: string[];
  };
  score: ScoreCard;
  kinds: KindReport[];
  /** Kinds for which plain libraries carry code that nothing was seen to reach; not judged. Absent in older reports. */
  dormant?: { kind: string; name: Text; actors: string[]; evidence: Evidence[] }[];
  findings: (Finding & {
    title: Text;
    text: Text;
    why: Text;
    fix: Text;
    references: { label: string; url?: string }[];
  })[];
  rules: { id: string; title: Text; severity: Severity; outcome: string; because?: string[] }[];
  permissions: {
    name: string;
    maxSdk: number | null;
    source: string;
    kinds: string[];
    class: string;
    note: Text | null;
    used: boolean | null;
  }[];
  sdks: {
    id: string;
    name: string;
    vendor: string;
    country: string | null;
    tracker: boolean;
    version: string | null;
    confidence: string;
    signals: string[];
    /** True: the package only calls into it; the library's own code and files are not there. */
    calledOnly?: boolean;
    /** "key=value" of the manifest that switches the SDK off. */
    switchedOff?: string;
    kinds: { kind: string; rung: string }[];
  }[];
  /** SDKs that single weak signs point at: not known to be inside, and counted nowhere. Absent when there are none. */
  sdkHints?: { id: string; name: string; vendor: string; signals: string[] }[];
  coverage: {
    sections: Record<string, { state: string; because: string[] }>;
    dex: { files: number; classes: number; methods: number };
    notes: { code: string; text: Text; widens: number; places?: Place[] }[];
  };
  diagnostics: (Diagnostic & { text: Text })[];
  /** Accepted findings that were taken out before scoring; absent when no suppression was given. */
  suppressions?: AppliedSuppression[];
  /** Literal URLs and hosts in the code, sorted, bounded. */
  endpoints?: string[];
}
