// Types of labels.js.
export interface Take {
  kind: string;
  party: string;
  by?: string;
  rung: string;
  sent?: string;
  need?: string;
  why?: string;
}
export interface Label {
  id: string;
  origin: string;
  file: string;
  sha256: string;
  types: string[];
  /** What the report is told where one type does not say it: several joined by "+". */
  given?: string;
  /** Seed of the draw that chose it: by sha256(seed + package name), of those with 20 KB to 4 MB of code. */
  drawn?: string;
  innocent: boolean;
  concern: number;
  takes: Take[];
}
export const RUNGS: string[];
export function faultsOf(label: Partial<Label>, kinds: Set<string> | null): string[];
export function readLabels(folder: string, kinds?: Set<string> | null): Label[];
