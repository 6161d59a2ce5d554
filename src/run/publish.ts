// What a report of a survey is made with beside its rows: plan, title, list. Counts and writes what a ledger holds.
// Leaves running to survey.ts, shares to shard.ts, files to write-survey.ts.
import type { Text } from '../model/catalogue.js';
import type { SurveyReport } from '../model/survey.js';
import type { AppList } from '../survey/app-list.js';
import { joinPackages } from '../survey/plan.js';
import type { Plan } from '../survey/plan.js';
import type { Lang } from '../text/labels.js';
import { diagnosticText } from '../text/words.js';
import type { ScanSetup } from './job.js';
import type { Ledger } from './ledger.js';
import { finishSurvey } from './write-survey.js';

/** What a report is made with, beside the rows. */
export interface Publishing {
  out: string;
  list: AppList | null;
  setup: ScanSetup;
  lang: Lang;
  title: Text | null;
  publisher: string | null;
  date: string | null;
}

const contextOf = (options: Publishing, files: number, problems: Plan['problems']) => {
  const { catalogue, toolVersion } = options.setup;
  return {
    sentence: diagnosticText,
    stars: catalogue.scoring.stars,
    headlines: headlineNames(catalogue),
    types: Object.fromEntries(catalogue.types.map((t) => [t.id, t.name])),
    tool: { name: 'overreach' as const, version: toolVersion, rules: catalogue.version },
    title: options.title,
    publisher: options.publisher,
    date: options.date,
    files,
    columns: options.list?.columns ?? [],
    // In the order of the list, then what is not of it.
    problems: [...problems]
      .sort((a, b) => (a.line ?? Infinity) - (b.line ?? Infinity) || 0)
      .map((p) => ({ ...p, text: diagnosticText(p.code, p.args) })),
  };
};

const headlineNames = (catalogue: ScanSetup['catalogue']): Record<string, Text> =>
  Object.fromEntries((catalogue.headlines ?? []).map((h) => [h.id, h.name]));

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
  return finishSurvey(ledger, { folder: options.out, entries, context, lang: options.lang });
};
