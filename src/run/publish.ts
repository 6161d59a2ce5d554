// What a report of a survey is made with beside its rows: plan, title, list. Counts and writes what a ledger holds.
// Leaves running to survey.ts, shares to shard.ts, files to write-survey.ts.
import type { Text } from '../model/catalogue.js';
import type { SurveyChange, SurveyReport } from '../model/survey.js';
import type { AppList } from '../survey/app-list.js';
import { catalogueContext } from '../survey/context.js';
import { joinPackages } from '../survey/plan.js';
import type { Plan } from '../survey/plan.js';
import { joinReplies } from '../survey/replies.js';
import type { Lang } from '../text/labels.js';
import { diagnosticText } from '../text/words.js';
import type { ScanSetup } from './job.js';
import type { Ledger } from './ledger.js';
import { archiveFiles } from './repeat.js';
import { finishSurvey } from './write-survey.js';

/** What the publisher adds to the counts. */
export interface Additions {
  replies: AppList | null;
  intro: Text | null;
  method: Text | null;
  /** "data:image/…", ready for a page. */
  logo: string | null;
  changeOf: ((now: SurveyReport) => SurveyChange) | null;
}

/** What a report is made with, beside the rows. */
export interface Publishing {
  out: string;
  list: AppList | null;
  setup: ScanSetup;
  lang: Lang;
  title: Text | null;
  publisher: string | null;
  date: string | null;
  added?: Additions | null;
}

const contextOf = (options: Publishing, files: number, problems: Plan['problems']) => ({
  ...catalogueContext(options.setup.catalogue, options.setup.toolVersion),
  sentence: diagnosticText,
  title: options.title,
  publisher: options.publisher,
  date: options.date,
  files,
  columns: options.list?.columns ?? [],
  // In the order of the list, then what is not of it.
  problems: [...problems]
    .sort((a, b) => (a.line ?? Infinity) - (b.line ?? Infinity) || 0)
    .map((p) => ({ ...p, text: diagnosticText(p.code, p.args) })),
});

/** The counts with what the publisher adds; a reply that fits no app is a problem that is told. */
const withAdditions = (survey: SurveyReport, added: Additions | null): SurveyReport => {
  if (added === null) return survey;
  const { replies, problems } =
    added.replies === null ? { replies: [], problems: [] } : joinReplies(added.replies, survey.apps);
  return {
    ...survey,
    problems: [...survey.problems, ...problems.map((p) => ({ ...p, text: diagnosticText(p.code, p.args) }))],
    publication: {
      intro: added.intro,
      method: added.method,
      replies,
      since: added.changeOf === null ? null : added.changeOf(survey),
    },
  };
};

/** Counts and writes what a ledger holds. */
export const publish = (
  options: Publishing,
  plan: Pick<Plan, 'entries' | 'packageTypes' | 'byPackage' | 'problems'>,
  ledger: Ledger,
  files: number,
): Promise<SurveyReport> => {
  const ids = plan.entries.map((e) => e.id);
  const { entries, problems } = joinPackages(plan, plan.byPackage.size > 0 ? ledger.rows(ids) : []);
  const context = contextOf(options, files, problems);
  const given = new Map(entries.flatMap((e) => (e.type === null ? [] : [[e.id, e.type] as const])));
  return finishSurvey(ledger, {
    folder: options.out,
    entries,
    context,
    lang: options.lang,
    complete: (survey) => withAdditions(survey, options.added ?? null),
    logo: options.added?.logo ?? null,
    archive: (survey) => archiveFiles({ survey, setup: options.setup, given }),
  });
};
