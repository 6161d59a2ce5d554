// One job to one row; never throws. Opens and extracts, or takes kept facts; judges; writes the evidence pack if asked.
// Leaves threads, order and disk to the runners and the ledger.
import { ParseError } from '../bytes/parse-error.js';
import type { AppFacts } from '../model/facts.js';
import type { AppReport } from '../model/report.js';
import type { SurveyOutcome, SurveyRow } from '../model/survey.js';
import { UserError } from '../model/user-error.js';
import { judgeFacts, readPaths } from '../scan.js';
import type { Mapping } from '../formats/mapping/mapping-file.js';
import { mappingFor } from './mappings.js';
import type { FactsCache } from './facts-cache.js';
import { factsKey } from './job.js';
import type { ScanJob, ScanResult, ScanSetup } from './job.js';

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

const keptFacts = (job: ScanJob, setup: ScanSetup, cache: FactsCache | null): AppFacts | null => {
  const facts = cache?.get(factsKey(job.sha256, setup)) ?? null;
  return facts?.identity.sha256 === job.sha256 ? facts : null;
};

const judge = (facts: AppFacts, type: string | null, setup: ScanSetup, path: string): AppReport =>
  judgeFacts(facts, {
    catalogue: setup.catalogue,
    toolVersion: setup.toolVersion,
    ...mappingOf(setup, facts, path),
    ...(type === null ? {} : { type, typeSource: 'list' as const }),
  });

function mappingOf(
  { mappings = [], limits }: ScanSetup,
  facts: AppFacts,
  path: string,
): { mapping?: Mapping } {
  const mapping = mappings.length === 0 ? null : mappingFor(mappings, facts, { path, at: null }, limits);
  return mapping === null ? {} : { mapping };
}

const doneResult = ({ id, basis }: ScanJob, report: AppReport, fromCache: boolean): ScanResult => ({
  id,
  line: rowLine(id, basis, { state: 'done', report }),
  verdict: report.verdict,
  fromCache,
});

const failedResult = ({ id, basis }: ScanJob, error: unknown, fromCache: boolean): ScanResult => ({
  id,
  line: rowLine(id, basis, failureOf(error)),
  verdict: 'failed',
  fromCache,
});

const ranOut = (facts: AppFacts): boolean =>
  facts.diagnostics.some(({ code }) => code === 'limit/time-ms' || code === 'limit/memory-bytes');

/** @param cache null: every package is read */
export async function scanOne(job: ScanJob, setup: ScanSetup, cache: FactsCache | null): Promise<ScanResult> {
  let fromCache = false;
  try {
    let facts = keptFacts(job, setup, cache);
    fromCache = facts !== null;
    facts ??= readPaths(job.paths, setup);
    const type = listedType(job, facts, setup);
    const report = judge(facts, type, setup, job.paths[0]!);
    // Kept are facts that could be judged, none of a file that changed since it was hashed, and none cut by the clock or by memory.
    if (!fromCache && facts.identity.sha256 === job.sha256 && !ranOut(facts))
      cache?.put(factsKey(job.sha256, setup), facts);
    if (job.evidence !== null) {
      const { writeEvidence } = await import('./evidence.js');
      await writeEvidence(job.evidence, { facts, report, paths: job.paths, setup, type });
    }
    return doneResult(job, report, fromCache);
  } catch (error) {
    return failedResult(job, error, fromCache);
  }
}

/** The same from kept facts alone, without evidence; null when there are none, whole and of this file. */
export function judgeKept(job: ScanJob, setup: ScanSetup, cache: FactsCache): ScanResult | null {
  const facts = keptFacts(job, setup, cache);
  if (facts === null) return null;
  try {
    return doneResult(job, judge(facts, listedType(job, facts, setup), setup, job.paths[0]!), true);
  } catch (error) {
    return failedResult(job, error, true);
  }
}
