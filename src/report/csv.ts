// A survey as four tables for spreadsheets: apps, findings, kinds, SDKs (RFC 4180, UTF-8 with BOM so that Excel shows
// Chinese). Text from packages can start no formula and carries no control character. Leaves counting to survey/.
// The columns and their order are a promise; new ones are added before the auditor's own columns only with a major version.
import { RUNGS } from '../model/constants.js';
import { SEVERITIES_BY_WEIGHT } from '../model/order.js';
import type { SurveyApp, SurveyReport, SurveyRow } from '../model/survey.js';
import { ownFaults } from '../text/verdict.js';
import { plain } from './escape.js';
import type { Reporter } from './reporter.js';

export const BOM = '\ufeff';
const LONGEST_CELL = 8000; // spreadsheets take 32,767 characters in a cell

/**
 * What makes a spreadsheet take text for a formula at the start of a cell (OWASP, "CSV Injection"), also in full
 * width, also after blanks or quotes; and after ";" inside a cell, because spreadsheets set to a locale whose
 * separator is ";" split there.
 */
const FORMULA = /^[\s"']*[=+\-@|%＝＋－＠]/u;
const INNER_FORMULA = /;(?=\s*["']*[=+\-@＝＋－＠])/gu;

export type CsvValue = string | number | boolean | null;

/** One cell; null is empty. Numbers and booleans are ours and stay as they are. */
export function csvCell(value: CsvValue): string {
  if (value === null) return '';
  if (typeof value !== 'string') return String(value);
  const shown = plain(value, LONGEST_CELL).replace(INNER_FORMULA, ";'");
  const safe = FORMULA.test(shown) ? `'${shown}` : shown;
  return /[",;\n\r']/.test(safe) || safe !== safe.trim() ? `"${safe.replaceAll('"', '""')}"` : safe;
}

export const csvLine = (values: readonly CsvValue[]): string => `${values.map(csvCell).join(',')}\r\n`;

const joined = (list: readonly string[]): string => list.join(' | ');

const isSuspected = (verdict: string): boolean => verdict === 'suspected' || verdict === 'strongly-suspected';

const APP_COLUMNS = [
  'file', 'package', 'label', 'version_name', 'version_code', 'target_sdk', 'input_kind', 'size_bytes', 'sha256',
  'type', 'type_en', 'type_zh', 'type_source', 'verdict', 'score', 'score_low', 'score_high', 'stars', 'rank',
  'percentile_survey', 'percentile_type', 'apps_of_type', 'suspected_kinds', 'strongly_suspected_kinds',
  'unusual_for_type', 'sdks', 'findings_critical', 'findings_high', 'findings_medium', 'findings_low', 'findings_info',
  'not_read', 'failure_code', 'failure_en', 'failure_zh', 'same_content', 'list_line',
]; // prettier-ignore

const appCells = (
  app: SurveyApp,
  survey: SurveyReport,
  typeNames: ReadonlyMap<string, { en: string; zh: string }>,
  // eslint-disable-next-line complexity -- a literal: one cell after another
) => {
  const type = typeNames.get(app.type);
  return [
    app.id, app.package, app.label, app.versionName, app.versionCode, app.targetSdk, app.inputKind, app.sizeBytes,
    app.sha256, app.type, type?.en ?? app.type, type?.zh ?? app.type, app.typeSource, app.verdict,
    app.score?.value ?? null, app.score?.low ?? null, app.score?.high ?? null, app.stars, app.rank,
    app.percentile.survey, app.percentile.type, app.percentile.typeApps || null,
    joined(app.kinds.filter((k) => isSuspected(k.verdict)).map((k) => k.kind)),
    joined(app.kinds.filter((k) => k.verdict === 'strongly-suspected').map((k) => k.kind)),
    joined(app.unusual.map((u) => `${u.what}:${u.id}`)),
    joined(app.sdks),
    ...SEVERITIES_BY_WEIGHT.map((s) => app.severities[s]),
    joined(app.limits.map((l) => l.code)),
    app.failure?.code ?? null, app.failure?.text.en ?? null, app.failure?.text.zh ?? null,
    joined(app.sameContent), app.line,
    ...survey.columns.map((column) => (Object.hasOwn(app.columns, column) ? app.columns[column]! : null)),
  ]; // prettier-ignore
};

/** A table of a survey: its heads, and its lines one by one. */
export interface SurveyTable {
  columns: readonly string[];
  rows(): Iterable<readonly CsvValue[]>;
}

function* csvOf({ columns, rows }: SurveyTable): Iterable<string> {
  yield BOM + csvLine(columns);
  for (const cells of rows()) yield csvLine(cells);
}

/** One line per app, in the order of the survey; the auditor's columns come last, under their own names. */
export function appsTable(survey: SurveyReport): SurveyTable {
  const typeNames = new Map(survey.types.map((t) => [t.id, t.name]));
  return {
    columns: [...APP_COLUMNS, ...survey.columns],
    *rows() {
      for (const app of survey.apps) yield appCells(app, survey, typeNames);
    },
  };
}
export const appsCsv = (survey: SurveyReport): Iterable<string> => csvOf(appsTable(survey));

/** One line per data kind: in how many apps, how strongly shown, suspected how often, taken by whom. */
export const kindsTable = (survey: SurveyReport): SurveyTable => ({
  columns: [
      'kind', 'name_en', 'name_zh', 'group', 'sensitivity', 'apps', ...RUNGS.map((r) => `apps_${r}`), 'apps_suspected',
      'apps_strongly_suspected', 'apps_by_app', 'apps_by_sdk', 'apps_by_unattributed', 'sdks',
  ], // prettier-ignore
  *rows() {
    for (const k of survey.kinds)
      yield [
      k.kind, k.name.en, k.name.zh, k.headline, k.sensitivity, k.apps, ...RUNGS.map((r) => k.rungs[r] ?? 0), k.suspected,
      k.strong, k.by.app, k.by.sdk, k.by.unattributed, joined(k.sdks.map((s) => `${s.id} ${s.apps}`)),
      ]; // prettier-ignore
  },
});
export const kindsCsv = (survey: SurveyReport): Iterable<string> => csvOf(kindsTable(survey));

/** One line per SDK found. */
export const sdksTable = (survey: SurveyReport): SurveyTable => ({
  columns: ['sdk', 'name', 'vendor', 'country', 'tracker', 'apps', 'share_of_apps', 'takes', 'versions'],
  *rows() {
    const read = survey.totals.apps - survey.totals.failed;
    for (const s of survey.sdks) {
      const share = read === 0 ? 0 : Math.round((1000 * s.apps) / read) / 1000;
      const takes = joined(s.takes.map((t) => `${t.kind} ${t.apps}`));
      const versions = joined(s.versions.map((v) => `${v.version} ${v.apps}`));
      yield [s.id, s.name, s.vendor, s.country, s.tracker, s.apps, share, takes, versions];
    }
  },
});
export const sdksCsv = (survey: SurveyReport): Iterable<string> => csvOf(sdksTable(survey));

/** One line per finding of a row with its first evidence; none when the app has no report. */
export function* findingLines(row: SurveyRow): Iterable<string> {
  for (const cells of findingRows(row)) yield csvLine(cells);
}

/** The cells of those lines. */
// eslint-disable-next-line complexity -- a literal: one cell after another
export function* findingRows({ id, outcome }: SurveyRow): Iterable<readonly CsvValue[]> {
  if (outcome.state !== 'done') return;
  const { report } = outcome;
  for (const d of ownFaults(report))
    yield [
      id, report.app.package, report.app.versionName, d.code, 'high', d.text.en, d.text.zh, d.text.en, d.text.zh,
      '', null, null, null, null, null, null, null, 0, d.code,
    ]; // prettier-ignore
  for (const f of report.findings) {
    const first = f.evidence[0];
    yield [
      id, report.app.package, report.app.versionName, f.ruleId, f.severity, f.title.en, f.title.zh, f.text.en, f.text.zh,
      joined(f.kinds), f.actor === null ? null : f.actor.kind, f.actor === null ? null : f.actor.id,
      first?.rung ?? null, first?.what ?? null, first?.place.entry ?? null, first?.place.symbol ?? null,
      first?.place.offset ?? null, f.evidence.length, f.fingerprint,
    ]; // prettier-ignore
  }
}

/** The heading of the table of findings. */
export const FINDING_COLUMNS = [
      'file', 'package', 'version_name', 'rule', 'severity', 'title_en', 'title_zh', 'text_en', 'text_zh', 'kinds',
      'actor', 'actor_id', 'rung', 'what', 'entry', 'symbol', 'offset', 'evidence', 'fingerprint',
]; // prettier-ignore
export const findingsHead = (): string => BOM + csvLine(FINDING_COLUMNS);

/** One line per finding with its first evidence, in the order of the rows. */
export function* findingsCsv(rows: Iterable<SurveyRow>): Iterable<string> {
  yield findingsHead();
  for (const row of rows) yield* findingLines(row);
}

/** The findings of the apps given, in the table of a survey: for a sheet of one app's points to answer. */
export const csvReporter: Reporter = {
  id: 'csv',
  extension: '.csv',
  mediaType: 'text/csv',
  render: (items) =>
    [
      ...findingsCsv(
        items.map(({ name, report }): SurveyRow => ({
          schema: 'overreach-result/1',
          id: name,
          basis: '',
          outcome: { state: 'done', report },
        })),
      ),
    ].join(''),
};
