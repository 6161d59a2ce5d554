// The publishable survey of a fleet: rows are streamed to a ledger in the folder and published as a survey publishes them.
// Of more apps than a page can carry, the aggregates are written instead. Leaves pages to report/ and run/.
import { mkdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import type { SurveyReport } from '../model/survey.js';
import { openLedger } from '../run/ledger.js';
import { publish } from '../run/publish.js';
import type { Publishing } from '../run/publish.js';
import { OUTPUTS } from '../run/write-survey.js';
import { planSurvey } from '../survey/plan.js';
import type { AppList } from '../survey/app-list.js';
import type { ResolveType } from '../survey/plan.js';
import { foundApps } from './add.js';
import { writeAggregates } from './aggregates.js';
import type { Database } from './database.js';
import { countRows, currentRows } from './rows.js';
import { getMeta } from './store.js';
import type { Condition } from './where.js';

/** Apps that one page opens and sorts at once; more are told in aggregates, or chosen by a condition. */
export const MOST_ON_A_PAGE = 20_000;

export interface FleetReportOptions extends Omit<Publishing, 'list'> {
  where: Condition;
  resolveType: ResolveType;
}
export interface FleetReport {
  apps: number;
  left: number; // not done yet
  /** Null: too many for a page, the aggregates were written. */
  survey: SurveyReport | null;
}

/** Writes the report. Memory does not grow with the fleet but by a summary of each app that is on the page. */
export async function reportFleet(database: Database, options: FleetReportOptions): Promise<FleetReport> {
  const { pool } = database;
  // Before anything is counted: a folder that cannot be made is told at once.
  mkdirSync(options.out, { recursive: true });
  const { apps, left } = await countRows(pool, options.where);
  if (apps > MOST_ON_A_PAGE) {
    await writeAggregates(pool, options);
    return { apps, left, survey: null };
  }
  const list = await getMeta<AppList>(pool, 'list');
  const plan = planSurvey(await foundApps(pool), list, options.resolveType);
  rmSync(join(options.out, OUTPUTS.results), { force: true });
  const ledger = openLedger(join(options.out, OUTPUTS.results), true);
  try {
    const ids = new Set<string>();
    for await (const row of currentRows(pool, options.where)) {
      ledger.append(row.id, row.basis, row.line);
      ids.add(row.id);
    }
    plan.entries = plan.entries.filter((entry) => ids.has(entry.id));
    const files = plan.entries.reduce((n, entry) => n + entry.files.length + entry.sameContent.length, 0);
    return { apps, left, survey: await publish({ ...options, list }, plan, ledger, files) };
  } finally {
    ledger.close();
  }
}
