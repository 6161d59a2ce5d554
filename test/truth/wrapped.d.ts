// Types of wrapped.js.
import type { Label, Take } from './labels.js';
import type { Figures, ReportLike } from './score.js';

export interface Recipe {
  sdk: string;
  /** SDKs of the same vendor that the artefact brings under names of their own. */
  also?: string[];
  at: string;
  sha256: string;
  guide: string;
  deps?: string[];
  permissions?: string[];
  start?: string;
  use?: string;
  members?: string;
  inside?: string;
  takes: (Omit<Take, 'party'> & { party?: string; shrunk?: string })[];
}
export type BuildLabel = Label & { build: string };
export interface WrappedReport extends Omit<ReportLike, 'kinds'> {
  sdks: { id: string; calledOnly?: boolean }[];
  kinds: (ReportLike['kinds'][0] & {
    evidence: { place: { symbol?: string }; what: string; by: { kind: string; id: string } }[];
  })[];
}
export type Evidence = Record<'theirs' | 'nobodys' | 'others' | 'app', number>;
export interface Counted extends Figures {
  named: number;
  wronglyNamed: string[];
  evidence: Evidence;
}
export interface Wrapped extends Counted {
  artefacts: number;
  builds: (Counted & { name: 'plain' | 'shrunk' })[];
}
export const WRAPS: URL;
export function labelsOf(id: string, recipe: Recipe, kinds?: Set<string> | null): BuildLabel[];
export function readWraps(folder?: URL): { id: string; recipe: Recipe }[];
export function evidenceOf(
  report: Pick<WrappedReport, 'kinds'>,
  recipe: Pick<Recipe, 'sdk' | 'also'>,
): Evidence;
export function countWrapped(
  runs: { label: BuildLabel; recipe: Recipe; report: WrappedReport; inferred: string }[],
): Wrapped;
