// One job to one row; never throws. Opens and extracts, or takes kept facts; judges; writes the evidence pack if asked.
// Leaves threads, order and disk to the runners and the ledger.
import { ParseError } from '../bytes/parse-error.js';
import { extractFacts } from '../extract/index.js';
import type { AppFacts } from '../model/facts.js';
import type { AppReport } from '../model/report.js';
import type { SurveyOutcome, SurveyRow } from '../model/survey.js';
import { UserError } from '../model/user-error.js';
import { openPackage } from '../package/index.js';
import { judgeFacts } from '../scan.js';
import type { FactsCache } from './facts-cache.js';
import { factsKey } from './job.js';
import type { ScanJob, ScanResult, ScanSetup } from './job.js';

const readFacts = (job: ScanJob, setup: ScanSetup): AppFacts => {
  const pkg = openPackage(job.paths, setup.limits);
  try {
    return extractFacts(pkg, setup.watchlist, setup.limits);
  } finally {
    pkg.close();
  }
};

/** The type that the list gives: by file or hash, else by the package's name. */
const listedType = (job: ScanJob, facts: AppFacts, setup: ScanSetup): string | null => {
  if (job.type !== null) return job.type;
  const name = facts.manifest.state === 'missing' ? '' : facts.manifest.value.package;
  return Object.hasOwn(setup.packageTypes, name) ? setup.packageTypes[name]! : null;
};

/** Why there is no report. Reasons name errors, not paths or memory addresses: rows are the same on every machine. */
const failureOf = (error: unknown): SurveyOutcome => {
  if (error instanceof ParseError) return { state: 'failed', code: error.code, args: { ...error.args } };
  if (error instanceof UserError) return { state: 'failed', code: error.code, args: {} };
  const system = (error as NodeJS.ErrnoException | null)?.code;
  const reason =
    system ?? (error instanceof Error ? `${error.name}: ${error.message}`.slice(0, 200) : 'unknown');
  return { state: 'failed', code: 'survey/internal', args: { reason } };
};

export const rowLine = (id: string, basis: string, outcome: SurveyOutcome): string => {
  const row: SurveyRow = { schema: 'overreach-result/1', id, basis, outcome };
  return JSON.stringify(row);
};

/** @param cache null: every package is read */
export async function scanOne(job: ScanJob, setup: ScanSetup, cache: FactsCache | null): Promise<ScanResult> {
  const { id, basis } = job;
  let fromCache = false;
  try {
    const key = factsKey(job.sha256, setup);
    let facts = cache?.get(key) ?? null;
    if (facts !== null && facts.identity.sha256 !== job.sha256) facts = null;
    if (facts !== null) fromCache = true;
    else {
      facts = readFacts(job, setup);
      // A file that changed since it was hashed must not be kept under the old hash.
      if (facts.identity.sha256 === job.sha256) cache?.put(key, facts);
    }
    const type = listedType(job, facts, setup);
    const { catalogue, toolVersion } = setup;
    const report: AppReport = judgeFacts(facts, {
      catalogue,
      toolVersion,
      ...(type === null ? {} : { type, typeSource: 'list' as const }),
    });
    if (job.evidence !== null) {
      const { writeEvidence } = await import('./evidence.js');
      await writeEvidence(job.evidence, { facts, report, paths: job.paths, setup, type });
    }
    return { id, line: rowLine(id, basis, { state: 'done', report }), verdict: report.verdict, fromCache };
  } catch (error) {
    return { id, line: rowLine(id, basis, failureOf(error)), verdict: 'failed', fromCache };
  }
}
