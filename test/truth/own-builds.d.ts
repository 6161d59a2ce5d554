// Types of own-builds.js.
export interface OwnRow {
  name: string;
  programs: number;
  kind: number | null;
  said: number;
  precision: number | null;
  recall: number | null;
}
export interface OwnOutcome {
  pair: { language: string };
  build: string;
  side: string;
  said: boolean;
  shown: boolean;
}
export function countOwn(outcomes: OwnOutcome[]): OwnRow[];
export function ownBuilds(): Promise<OwnRow[]>;
