// The rows and columns of the heat map, shared by the picture and by the script that names what is under the pointer.
import { compareText } from '../../model/order.js';
import { rungHeight } from '../../model/order.js';
import type { SurveyApp, SurveyKind, SurveyReport } from '../../model/survey.js';

export interface HeatRow {
  app: SurveyApp;
  rungs: string; // for each column the rung's number, "." when the kind is not seen
}

/** Worst index first, unrated apps last; apps without a report have no row. Columns in the order of the survey. */
export function heatRows(survey: SurveyReport): { kinds: readonly SurveyKind[]; rows: HeatRow[] } {
  const value = (app: SurveyApp): number => app.score?.value ?? -1;
  const apps = survey.apps
    .filter((a) => a.verdict !== 'failed')
    .sort((a, b) => value(b) - value(a) || compareText(a.id, b.id));
  const rows = apps.map((app) => {
    const at = new Map(app.kinds.map((k) => [k.kind, rungHeight(k.rung)]));
    return { app, rungs: survey.kinds.map(({ kind }) => String(at.get(kind) ?? '.')).join('') };
  });
  return { kinds: survey.kinds, rows };
}
