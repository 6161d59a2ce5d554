// Several apps of the page as a small survey: counted and shown as the survey command does. Runs in the worker; leaves
// reading to worker.ts and drawing on the page to survey-view.ts.
import type { Catalogue, Text } from '../model/catalogue.js';
import type { SurveyEntry, SurveyReport, SurveyRow } from '../model/survey.js';
import { appsCsv } from '../report/csv.js';
import { surveyPage } from '../report/html/survey-page.js';
import { aggregate } from '../survey/aggregate.js';
import { catalogueContext } from '../survey/context.js';
import type { Lang, Taken } from './protocol.js';

/** Two files of one name are two apps: the second gets a number. */
const idsOf = (apps: readonly Taken[]): string[] => {
  const seen = new Map<string, number>();
  return apps.map(({ name }) => {
    const n = (seen.get(name) ?? 0) + 1;
    seen.set(name, n);
    return n === 1 ? name : `${name} (${n})`;
  });
};

/** Counts and rows of the apps given; an app that could not be read is one of them, with its reason. */
export function countApps(
  apps: readonly Taken[],
  catalogue: Catalogue,
  version: string,
): { survey: SurveyReport; rows: SurveyRow[] } {
  const ids = idsOf(apps);
  const reasons = new Map<string, Text>();
  const rows = apps.map(({ report, failure }, i): SurveyRow => {
    const id = ids[i]!;
    if (report !== null)
      return { schema: 'overreach-result/1', id, basis: '', outcome: { state: 'done', report } };
    const code = `page/unread-${i}`;
    reasons.set(code, failure ?? { en: '', zh: '' });
    return { schema: 'overreach-result/1', id, basis: '', outcome: { state: 'failed', code, args: {} } };
  });
  const entries = apps.map(({ report, files, sizeBytes }, i): SurveyEntry => ({
    id: ids[i]!,
    files: [...files],
    sha256: report?.app.sha256 ?? '',
    sizeBytes: report?.app.sizeBytes ?? sizeBytes,
    sameContent: [],
    type: null,
    line: null,
    columns: {},
  }));
  const survey = aggregate(entries, rows, {
    ...catalogueContext(catalogue, version),
    sentence: (code) => reasons.get(code) ?? { en: code, zh: code },
    title: null,
    publisher: null,
    date: null,
    files: apps.reduce((sum, app) => sum + app.files.length, 0),
    columns: [],
    problems: [],
  });
  return { survey, rows };
}

/** The survey as a file: the page that the survey command writes, its table of apps, or its counts. */
export function surveyFile(
  apps: readonly Taken[],
  catalogue: Catalogue,
  version: string,
  format: 'html' | 'csv' | 'json',
  lang: Lang,
): string {
  const { survey, rows } = countApps(apps, catalogue, version);
  switch (format) {
    case 'html':
      return [...surveyPage(survey, rows, lang)].join('');
    case 'csv':
      return [...appsCsv(survey)].join('');
    case 'json':
      return `${JSON.stringify(survey, null, 1)}\n`;
  }
}
