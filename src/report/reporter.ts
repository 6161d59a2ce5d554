// What a report format is. Leaves each format to its own file and their list to index.ts.
import type { AppReport } from '../model/report.js';
import type { GateResult } from '../model/gate.js';
import type { Lang } from '../text/labels.js';

/** How to show it. `columns` and `color` matter to the terminal only. */
export interface Style {
  color: boolean;
  columns: number;
  lang: Lang;
  /** The whole report rather than the answer on one screen (terminal only). */
  all?: boolean;
  /** One input was asked for: one object rather than a list where the format has both. */
  single: boolean;
}

/** One judged app and the name its input was given by (shown to tell several apart; never a path to open). */
export interface ReportItem {
  name: string;
  report: AppReport;
  /** Why the command exits as it does, where a threshold was crossed. */
  crossed?: string;
  /** Set by the gate: what it found when it compared the report with what the team said. */
  gate?: GateResult;
  /** The configuration file that problems point into, as the user named it. */
  config?: string;
  source?: SourceManifest;
}

/** The manifest in the team's own sources, so that results point to a line a developer can edit. */
export interface SourceManifest {
  /** As the user named it, with forward slashes. */
  path: string;
  /** Permission or component name → 1-based line. */
  lines: Readonly<Record<string, number>>;
}

export interface Reporter {
  id: string;
  extension: string;
  mediaType: string;
  /** Pure; text ends with a line feed. */
  render(items: readonly ReportItem[], style: Style): string;
}
