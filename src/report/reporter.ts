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
  /** Where this build of the tool is at home on the web, when that is known. */
  home?: string;
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
  source?: Sources;
}

/** A line in the team's own sources, as the working folder sees the file; `module` as Gradle names it: ":app". */
export interface SourcePlace {
  path: string;
  line: number;
  module?: string;
}

/** What is known of the team's own sources, so that results point to lines a developer can edit. */
export interface Sources {
  /** The main manifest, or the folder. */
  path: string;
  /** Permission or component → where a manifest names it. */
  manifest: Readonly<Record<string, SourcePlace>>;
  /** Method symbol, or symbol "@" offset → where it was written. */
  code?: Readonly<Record<string, SourcePlace>>;
  /** Catalogue id of an SDK → the line of a build file that asks for it. */
  dependencies?: Readonly<Record<string, SourcePlace>>;
}

export interface Reporter {
  id: string;
  extension: string;
  mediaType: string;
  /** Pure; text ends with a line feed. */
  render(items: readonly ReportItem[], style: Style): string;
}
