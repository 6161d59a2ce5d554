// The finished survey: counted and written in two passes over the rows, of which one is in memory at a time. The first
// counts and lists the findings, the second makes the page, whose tables follow from the counts.
// Leaves content to report/, counting to survey/ and files to outputs.ts.
import { existsSync, mkdirSync } from 'node:fs';
import { join } from 'node:path';
import type { SurveyEntry, SurveyReport, SurveyRow } from '../model/survey.js';
import {
  appsCsv,
  appsTable,
  FINDING_COLUMNS,
  csvLine,
  findingRows,
  findingsHead,
  kindsCsv,
  kindsTable,
  sdksCsv,
  sdksTable,
} from '../report/csv.js';
import type { CsvValue } from '../report/csv.js';
import { surveyPage } from '../report/html/survey-page.js';
import { svgCharts } from '../report/svg-charts.js';
import type { Lang } from '../text/labels.js';
import { aggregate, type SurveyContext } from '../survey/aggregate.js';
import type { Ledger } from './ledger.js';
import { archiveSums, ARCHIVE } from './repeat.js';
import { MOST_FINDINGS, workbook } from './workbook.js';
import { openOutputs, type OutputFile } from './outputs.js';

/** Names of what a survey leaves in its folder. */
export const OUTPUTS = {
  page: 'index.html',
  apps: 'apps.csv',
  findings: 'findings.csv',
  kinds: 'kinds.csv',
  sdks: 'sdks.csv',
  survey: 'survey.json',
  workbook: 'survey.xlsx',
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
  /** The counts with what stands beside them. */
  complete(survey: SurveyReport): SurveyReport;
  /** "data:image/…" for the page. */
  logo: string | null;
  /** Files for an archive, by name; written beside packs of evidence. */
  archive(survey: SurveyReport): Map<string, string>;
}

async function writeSums(folder: string, names: readonly string[]): Promise<void> {
  const outputs = openOutputs(folder);
  try {
    outputs.open(ARCHIVE.sums).write(archiveSums(folder, names));
    await outputs.publish();
  } finally {
    outputs.discard();
  }
}

/** Counts the rows of the ledger and writes everything; results.jsonl comes last, in the order of ids. */
export async function finishSurvey(ledger: Ledger, finishing: Finishing): Promise<SurveyReport> {
  const { folder, entries, context, lang, logo } = finishing;
  mkdirSync(join(folder, 'charts'), { recursive: true });
  const outputs = openOutputs(folder);
  try {
    const findings = outputs.open(OUTPUTS.findings);
    findings.write(findingsHead());
    const rows = ledger.rows(entries.map((entry) => entry.id));
    const listed: (readonly CsvValue[])[] = [];
    const counted = aggregate(
      entries,
      passing(rows, (row) => {
        for (const cells of findingRows(row)) {
          findings.write(csvLine(cells));
          if (listed.length <= MOST_FINDINGS) listed.push(cells);
        }
      }),
      context,
    );
    const survey = finishing.complete(counted);
    const ids = survey.apps.map((app) => app.id);
    writeAll(outputs.open(OUTPUTS.survey), surveyJson(survey));
    writeAll(outputs.open(OUTPUTS.apps), appsCsv(survey));
    writeAll(outputs.open(OUTPUTS.kinds), kindsCsv(survey));
    writeAll(outputs.open(OUTPUTS.sdks), sdksCsv(survey));
    writeAll(outputs.open(OUTPUTS.page), surveyPage(survey, ledger.rows(ids), lang, logo));
    const tables = { apps: appsTable(survey), kinds: kindsTable(survey), sdks: sdksTable(survey) };
    const book = await workbook(survey, tables, { columns: FINDING_COLUMNS, rows: () => listed });
    writeAll(outputs.open(OUTPUTS.workbook), [book]);
    const charts = svgCharts(survey);
    for (const [name, text] of charts) writeAll(outputs.open(name), [text]);
    // Only with evidence is there something that others can check.
    const archive = existsSync(join(folder, 'evidence'))
      ? finishing.archive(survey)
      : new Map<string, string>();
    for (const [name, text] of archive) writeAll(outputs.open(name), [text]);
    // The ledger's own file is left as it is when it is what would be written: these rows, by id, and no others.
    if (ledger.isExactly(ids)) await ledger.sync();
    else writeAll(outputs.open(OUTPUTS.results), ledger.lines(ids));
    await outputs.publish();
    if (archive.size > 0)
      await writeSums(folder, [...Object.values(OUTPUTS), ...charts.keys(), ...archive.keys()]);
    return survey;
  } finally {
    outputs.discard();
  }
}
