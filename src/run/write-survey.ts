// The finished survey: counted and written in two passes over the rows, of which one is in memory at a time. The first
// counts and lists the findings, the second makes the page, whose tables follow from the counts.
// Leaves content to report/, counting to survey/ and files to outputs.ts.
import { mkdirSync } from 'node:fs';
import type { SurveyEntry, SurveyReport, SurveyRow } from '../model/survey.js';
import { appsCsv, findingLines, findingsHead, kindsCsv, sdksCsv } from '../report/csv.js';
import { surveyPage } from '../report/html/survey-page.js';
import type { Lang } from '../text/labels.js';
import { aggregate, type SurveyContext } from '../survey/aggregate.js';
import type { Ledger } from './ledger.js';
import { openOutputs, type OutputFile } from './outputs.js';

/** Names of what a survey leaves in its folder. */
export const OUTPUTS = {
  page: 'index.html',
  apps: 'apps.csv',
  findings: 'findings.csv',
  kinds: 'kinds.csv',
  sdks: 'sdks.csv',
  survey: 'survey.json',
  results: 'results.jsonl',
} as const;

function writeAll(file: OutputFile, pieces: Iterable<string | Buffer>): void {
  for (const piece of pieces) file.write(piece);
}

/** The rows again, each shown to `see` on its way. */
function* passing(rows: Iterable<SurveyRow>, see: (row: SurveyRow) => void): Iterable<SurveyRow> {
  for (const row of rows) {
    see(row);
    yield row;
  }
}

/** JSON.stringify(survey, null, 1) in pieces: the list of apps is never one text. */
function* surveyJson(survey: SurveyReport): Iterable<string> {
  const indented = (value: unknown, by: string): string =>
    JSON.stringify(value, null, 1).replaceAll('\n', `\n${by}`);
  let before = '{\n ';
  for (const [key, value] of Object.entries(survey)) {
    yield `${before}${JSON.stringify(key)}: `;
    before = ',\n ';
    if (key !== 'apps' || survey.apps.length === 0) yield indented(value, ' ');
    else {
      for (const [i, app] of survey.apps.entries()) yield `${i === 0 ? '[' : ','}\n  ${indented(app, '  ')}`;
      yield '\n ]';
    }
  }
  yield '\n}\n';
}

export interface Finishing {
  folder: string;
  entries: readonly SurveyEntry[];
  context: SurveyContext;
  lang: Lang;
}

/** Counts the rows of the ledger and writes everything; results.jsonl comes last, in the order of ids. */
export async function finishSurvey(ledger: Ledger, finishing: Finishing): Promise<SurveyReport> {
  const { folder, entries, context, lang } = finishing;
  mkdirSync(folder, { recursive: true });
  const outputs = openOutputs(folder);
  try {
    const findings = outputs.open(OUTPUTS.findings);
    findings.write(findingsHead());
    const rows = ledger.rows(entries.map((entry) => entry.id));
    const survey = aggregate(
      entries,
      passing(rows, (row) => writeAll(findings, findingLines(row))),
      context,
    );
    const ids = survey.apps.map((app) => app.id);
    writeAll(outputs.open(OUTPUTS.survey), surveyJson(survey));
    writeAll(outputs.open(OUTPUTS.apps), appsCsv(survey));
    writeAll(outputs.open(OUTPUTS.kinds), kindsCsv(survey));
    writeAll(outputs.open(OUTPUTS.sdks), sdksCsv(survey));
    writeAll(outputs.open(OUTPUTS.page), surveyPage(survey, ledger.rows(ids), lang));
    // The ledger's own file is left as it is when it is what would be written: these rows, by id, and no others.
    if (ledger.isExactly(ids)) await ledger.sync();
    else writeAll(outputs.open(OUTPUTS.results), ledger.lines(ids));
    await outputs.publish();
    return survey;
  } finally {
    outputs.discard();
  }
}
