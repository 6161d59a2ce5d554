// Types of score.js, for the tests that run it against made reports.
import type { Label, Take } from './labels.js';

export interface Claim {
  kind: string;
  party: string;
  rung: string;
  fails: boolean;
  headline: boolean;
}
export interface Right {
  kind: boolean;
  party: boolean;
  rung: boolean;
  need: boolean;
}
export interface ReportLike {
  verdict: string;
  score: { value: number };
  kinds: {
    kind: string;
    actors: { kind: string; id: string; rung: string; verdict: string; fails?: boolean }[];
  }[];
}
export interface Shares {
  claims: number;
  kind: number | null;
  party: number | null;
  rung: number | null;
  all: number | null;
}
export interface Figures {
  packages: number;
  innocentPackages: number;
  labels: number;
  unlabelled: number;
  headline: Shares;
  claims: Shares;
  recall: { wanted: number; missed: { id: string; kind: string }[]; share: number | null };
  types: { right: number; wrong: number; unknown: number };
  verdicts: {
    rated: number;
    agree: number | null;
    apart: { id: string; verdict: string }[];
    innocent: number;
    innocentSuspected: number;
    innocentStrongly: number;
  };
  rank: number | null;
  wrong: (Claim & { id: string; right: Right })[];
  open: (Claim & { id: string })[];
}
export function claimsOf(report: ReportLike): Claim[];
export function judgeClaim(claim: Claim, label: { takes: Take[] }): Right | null;
export function rankCorrelation(left: number[], right: number[]): number | null;
export function figuresOf(runs: { label: Label; report: ReportLike; inferred: string }[]): Figures;
