// What the page and its worker say to each other. Plain data; leaves reading to worker.ts and showing to main.ts.
import type { AppReport } from '../model/report.js';
import type { Text } from '../model/catalogue.js';

export type Lang = 'en' | 'zh';

/** The compiled knowledge as the page carries it: deflated. */
export interface Packed {
  catalogue: Uint8Array;
  watchlist: Uint8Array;
  platform: Uint8Array;
  shapes: Uint8Array;
}

/** An app that was given to the page: its report, or why there is none. */
export interface Taken {
  name: string;
  files: readonly string[];
  sizeBytes: number;
  report: AppReport | null;
  failure: Text | null;
}

export type Request =
  | { id: number; do: 'open'; packed: Packed; version: string }
  /** Which files belong to one app: indices into the list. */
  | { id: number; do: 'group'; files: File[] }
  | { id: number; do: 'scan'; files: File[]; type: string; name: string }
  | { id: number; do: 'facts'; files: File[] }
  | {
      id: number;
      do: 'render';
      items: { name: string; report: AppReport }[];
      format: 'html' | 'json' | 'csv';
      lang: Lang;
    }
  /** Counts of all apps given, or the survey as a file. */
  | { id: number; do: 'count'; apps: Taken[] }
  | { id: number; do: 'survey'; apps: Taken[]; format: 'html' | 'json' | 'csv'; lang: Lang }
  | { id: number; do: 'compare'; before: AppReport; after: AppReport; lang: Lang };

export interface AppTypeName {
  id: string;
  name: Text;
}

/** Answers by what was asked; `failed` for each, in both languages. */
export type Answer =
  { id: number; state: 'done'; value: unknown } | { id: number; state: 'failed'; text: Text };
