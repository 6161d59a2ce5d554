// Writes the finished survey: page, tables, JSON, and results in the order of ids. Each file is written beside its place
// and moved there whole, so that what is published is never half a file. Leaves their content to report/.
import { closeSync, fsyncSync, mkdirSync, openSync, renameSync, writeSync } from 'node:fs';
import { join } from 'node:path';
import type { SurveyReport } from '../model/survey.js';
import { appsCsv, findingsCsv, kindsCsv, sdksCsv } from '../report/csv.js';
import { surveyPage } from '../report/html/survey-page.js';
import type { Lang } from '../report/labels.js';
import type { Ledger } from './ledger.js';

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

/** Pieces are gathered to writes of about this size. */
const GATHER = 1 << 20;

function writeWhole(path: string, pieces: Iterable<string | Buffer>): void {
  const part = `${path}.part`;
  const handle = openSync(part, 'w');
  try {
    let waiting: Buffer[] = [];
    let bytes = 0;
    const flush = (): void => {
      const data = Buffer.concat(waiting);
      let done = 0;
      while (done < data.length) done += writeSync(handle, data, done);
      waiting = [];
      bytes = 0;
    };
    for (const piece of pieces) {
      const data = typeof piece === 'string' ? Buffer.from(piece, 'utf8') : piece;
      waiting.push(data);
      bytes += data.length;
      if (bytes >= GATHER) flush();
    }
    flush();
    fsyncSync(handle);
  } finally {
    closeSync(handle);
  }
  renameSync(part, path);
}

const LINE_FEED = Buffer.from('\n');

/** Everything but results.jsonl, which the ledger holds open until sortResults. */
export function writeSurvey(folder: string, survey: SurveyReport, ledger: Ledger, lang: Lang): void {
  mkdirSync(folder, { recursive: true });
  const ids = survey.apps.map((app) => app.id);
  const write = (name: keyof typeof OUTPUTS, pieces: Iterable<string>): void =>
    writeWhole(join(folder, OUTPUTS[name]), pieces);
  write('survey', [`${JSON.stringify(survey, null, 1)}\n`]);
  write('apps', appsCsv(survey));
  write('kinds', kindsCsv(survey));
  write('sdks', sdksCsv(survey));
  write('findings', findingsCsv(ledger.rows(ids)));
  write('page', surveyPage(survey, ledger.rows(ids), lang));
}

/** results.jsonl anew: the rows of this survey only, by id. The old file stays until the new one is whole. */
export function sortResults(folder: string, survey: SurveyReport, ledger: Ledger): void {
  const lines = function* (): Iterable<Buffer> {
    for (const line of ledger.lines(survey.apps.map((app) => app.id))) {
      yield line;
      yield LINE_FEED;
    }
  };
  writeWhole(join(folder, OUTPUTS.results), lines());
}
