// What a report format is. Leaves each format to its own file and their list to index.ts.
import type { AppReport } from '../model/report.js';
import type { Lang } from './labels.js';

/** How to show it. `columns` and `color` matter to the terminal only. */
export interface Style {
  color: boolean;
  columns: number;
  lang: Lang;
  /** One input was asked for: one object rather than a list where the format has both. */
  single: boolean;
}

/** One judged app and the name its input was given by (shown to tell several apart; never a path to open). */
export interface ReportItem {
  name: string;
  report: AppReport;
}

export interface Reporter {
  id: string;
  extension: string;
  mediaType: string;
  /** Pure; ends with a line feed. */
  render(items: readonly ReportItem[], style: Style): string;
}
