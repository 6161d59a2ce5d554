// The tables of a survey as one Excel workbook: sheets chosen and named here, packed to an archive without a clock, so that
// the same survey gives the same bytes. Leaves the form of sheets to report/xlsx.ts.
import JSZip from 'jszip';
import type { SurveyReport } from '../model/survey.js';
import type { CsvValue, SurveyTable } from '../report/csv.js';
import { xlsxParts } from '../report/xlsx.js';
import type { XlsxSheet } from '../report/xlsx.js';

/** A workbook is held in memory whole: findings beyond these are in findings.csv, and the sheet says so. */
export const MOST_FINDINGS = 20_000;
/** The zip format's first day. */
const NO_DATE = new Date(Date.UTC(1980, 0, 1));

/** Widths by what a column holds, in characters. */
const widthOf = (title: string): number =>
  /^(?:file|sha256|text_|why|takes|suspected_kinds|strongly|sdks|not_read|symbol|what)/.test(title)
    ? 40
    : /^(?:package|label|title_|name|type_|failure|reply)/.test(title)
      ? 26
      : 12;

const sheet = (name: string, { columns, rows }: SurveyTable): XlsxSheet => ({
  name,
  columns: columns.map((title) => ({ title, width: widthOf(title) })),
  rows: rows(),
});

const findingsTable = ({ columns, rows }: SurveyTable): SurveyTable => ({
  columns,
  *rows() {
    let n = 0;
    for (const cells of rows()) {
      if (n++ === MOST_FINDINGS) {
        yield ['… findings.csv'];
        return;
      }
      yield cells;
    }
  },
});

const typesTable = (survey: SurveyReport): SurveyTable => ({
  columns: [
    'type',
    'name_en',
    'name_zh',
    'apps',
    'rated',
    'suspected',
    'index_low',
    'index_middle',
    'index_high',
  ],
  *rows() {
    for (const { id, name, apps, rated, suspected, scores } of survey.types)
      yield [
        id,
        name.en,
        name.zh,
        apps,
        rated,
        suspected,
        scores?.low ?? null,
        scores?.middle ?? null,
        scores?.high ?? null,
      ];
  },
});

const repliesTable = (survey: SurveyReport): SurveyTable => ({
  columns: ['file', 'from', 'date', 'reply_en', 'reply_zh'],
  *rows() {
    for (const { app, from, date, text } of survey.publication?.replies ?? [])
      yield [app, from, date, text.en, text.zh];
  },
});

/** What the workbook is about: the first sheet. */
const aboutRows = (survey: SurveyReport): CsvValue[][] => [
  ['title', survey.title?.en ?? null, survey.title?.zh ?? null],
  ['publisher', survey.publisher],
  ['date', survey.date],
  ['tool', `overreach ${survey.tool.version}`],
  ['rules', survey.tool.rules],
  ...Object.entries(survey.totals).map(([name, n]): CsvValue[] => [name, n]),
];

/** @returns the bytes of survey.xlsx */
export function workbook(
  survey: SurveyReport,
  tables: { apps: SurveyTable; kinds: SurveyTable; sdks: SurveyTable },
  findings: SurveyTable,
): Promise<Buffer> {
  const about: SurveyTable = { columns: ['survey', 'en', 'zh'], rows: () => aboutRows(survey) };
  const sheets = [
    sheet('about', about),
    sheet('apps', tables.apps),
    sheet('findings', findingsTable(findings)),
    sheet('kinds', tables.kinds),
    sheet('sdks', tables.sdks),
    sheet('types', typesTable(survey)),
    ...((survey.publication?.replies.length ?? 0) > 0 ? [sheet('replies', repliesTable(survey))] : []),
  ];
  const zip = new JSZip();
  for (const { name, text } of xlsxParts(sheets))
    zip.file(name, text, { date: NO_DATE, createFolders: false });
  return zip.generateAsync({
    type: 'nodebuffer',
    compression: 'DEFLATE',
    compressionOptions: { level: 6 },
    platform: 'DOS',
  });
}
