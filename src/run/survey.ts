// A whole survey: find, hash, plan, run what is not done yet, count, write. The one place where these meet; each is
// somewhere else. Leaves options, printing and signals to the command line.
import { mkdirSync } from 'node:fs';
import { lockFolder } from './lock.js';
import { join, resolve } from 'node:path';
import { ParseError } from '../bytes/parse-error.js';
import type { Text } from '../model/catalogue.js';
import type { SurveyEntry, SurveyReport } from '../model/survey.js';
import type { Lang } from '../text/labels.js';
import type { AppList } from '../survey/app-list.js';
import { planSurvey } from '../survey/plan.js';
import type { FoundApp, ResolveType } from '../survey/plan.js';
import { evidenceName } from './evidence.js';
import { openFileHashes } from './file-hashes.js';
import { findInputs } from './find-inputs.js';
import { basisOf } from './job.js';
import type { ScanJob, ScanResult, ScanSetup } from './job.js';
import { openLedger } from './ledger.js';
import type { Ledger } from './ledger.js';
import { judgeWhatIsKept } from './kept.js';
import type { Runner, RunnerEvents } from './runner.js';
import { rowLine } from './scan-one.js';
import { isOfShard, keepPlan } from './shard.js';
import type { Shard } from './shard.js';
import { publish } from './publish.js';
import type { Additions } from './publish.js';
import { OUTPUTS } from './write-survey.js';

export interface SurveyOptions {
  paths: readonly string[];
  out: string;
  list: AppList | null;
  resolveType: ResolveType;
  setup: ScanSetup; // its packageTypes are filled in here
  fresh: boolean;
  /** This run's share of the apps; null: all of them. */
  shard: Shard | null;
  /** Try again what failed before. */
  retry: boolean;
  evidence: boolean;
  lang: Lang;
  title: Text | null;
  publisher: string | null;
  date: string | null;
  added?: Additions | null;
}

/** Of the apps that an earlier run finished. */
export interface DoneBefore {
  suspected: number;
  failed: number;
}

/** What the survey tells while it goes on. */
export interface SurveyEvents {
  /** Reading the folder: files hashed so far. */
  hashing(done: number, total: number): void;
  /** Before the first app: how many there are, how many are done already. */
  planned(total: number, done: number, dropped: number, before: DoneBefore): void;
  started(id: string): void;
  finished(result: ScanResult): void;
  /** Counting and writing. */
  writing(): void;
}

export interface SurveyEnd {
  /** Null when it was interrupted: what is done is kept, the report is not written. */
  survey: SurveyReport | null;
  done: number;
  total: number;
}

export interface Hashed {
  apps: FoundApp[];
  pathsOf: Map<string, readonly string[]>;
  failed: { id: string; files: string[]; code: string; args: Record<string, string | number> }[];
}

/** Identity of every app; what cannot even be read gets a hash of its name, so that it has a row of its own. */
export function hashAll(
  found: ReturnType<typeof findInputs>,
  hashes: ReturnType<typeof openFileHashes>,
  tell: SurveyEvents['hashing'],
): Hashed {
  const result: Hashed = { apps: [], pathsOf: new Map(), failed: [] };
  found.apps.forEach(({ id, paths }, at) => {
    const folder = id.includes('/') ? id.slice(0, id.lastIndexOf('/') + 1) : '';
    const files = paths.map((path, i) => (i === 0 ? id : folder + path.slice(path.lastIndexOf('/') + 1)));
    result.pathsOf.set(id, paths);
    try {
      result.apps.push({ id, files, ...hashes.of(paths) });
    } catch (error) {
      if (!(error instanceof ParseError) && (error as NodeJS.ErrnoException).code === undefined) throw error;
      const { code, args } =
        error instanceof ParseError ? error : { code: 'input/unreadable', args: { name: id, reason: '' } };
      result.failed.push({ id, files, code, args: { ...args } });
    }
    tell(at + 1, found.apps.length);
  });
  return result;
}

/**
 * Runs a survey to its end, or to an abort. Doing it again goes on where it stopped.
 * @throws UserError when a path does not exist or the output folder cannot be used
 */
export async function runSurvey(
  options: SurveyOptions,
  openRunner: (setup: ScanSetup, jobs: number) => Runner,
  events: SurveyEvents,
  signal: AbortSignal,
): Promise<SurveyEnd> {
  const out = resolve(options.out);
  const { limits, cacheDir } = options.setup;
  const hashes = openFileHashes(cacheDir, options.paths.map((p) => resolve(p)).join('\n'));
  const found = findInputs(options.paths, [out], limits, hashes);
  const hashed = hashAll(found, hashes, events.hashing);
  hashes.save();
  const plan = planSurvey(hashed.apps, options.list, options.resolveType);
  plan.problems.push(...found.problems);
  const unread: SurveyEntry[] = hashed.failed.map((f) => ({
    id: f.id,
    files: f.files,
    sha256: '',
    sizeBytes: 0,
    sameContent: [],
    type: null,
    line: null,
    columns: {},
  }));
  plan.entries = [...plan.entries, ...unread].sort((a, b) => (a.id < b.id ? -1 : a.id > b.id ? 1 : 0));
  const setup: ScanSetup = { ...options.setup, packageTypes: plan.packageTypes };

  mkdirSync(out, { recursive: true });
  const unlock = lockFolder(out);
  try {
    return await carryOut({ ...options, out }, { setup, plan, found, hashed }, openRunner, events, signal);
  } finally {
    unlock();
  }
}

interface Prepared {
  setup: ScanSetup;
  plan: ReturnType<typeof planSurvey>;
  found: ReturnType<typeof findInputs>;
  hashed: ReturnType<typeof hashAll>;
}

/** What is left to do, in a folder that is ours. */
async function carryOut(
  options: SurveyOptions,
  { setup, plan, found, hashed }: Prepared,
  openRunner: (setup: ScanSetup, jobs: number) => Runner,
  events: SurveyEvents,
  signal: AbortSignal,
): Promise<SurveyEnd> {
  const { shard, out } = options;
  if (shard !== null) {
    const versions = { tool: setup.toolVersion, rules: setup.catalogue.version };
    keepPlan(out, shard, plan, { files: found.files, list: options.list, versions });
    plan.entries = plan.entries.filter((entry) => isOfShard(entry.sha256, entry.id, shard));
  }
  const ledger = openLedger(join(out, OUTPUTS.results), options.fresh);
  try {
    for (const { id, code, args } of hashed.failed)
      if (shard === null || isOfShard('', id, shard))
        ledger.append(id, '', rowLine(id, '', { state: 'failed', code, args }));
    const packOf = (entry: SurveyEntry): string | null =>
      options.evidence ? join(out, 'evidence', evidenceName(entry.id, entry.sha256)) : null;
    const jobs: ScanJob[] = [];
    for (const entry of plan.entries) {
      if (entry.sha256 === '') continue;
      const { id, sha256, type } = entry;
      const basis = basisOf(entry, setup, options.evidence);
      const evidence = packOf(entry);
      if (isDone(ledger, id, basis, options.retry)) continue;
      jobs.push({ id, paths: hashed.pathsOf.get(id)!, sha256, type, basis, evidence });
    }
    const total = plan.entries.length;
    let done = total - jobs.length;
    const open = new Set(jobs.map((job) => job.id));
    const before = doneBefore(
      ledger,
      plan.entries.map((e) => e.id).filter((id) => !open.has(id)),
    );
    events.planned(total, done, ledger.dropped, before);
    const bases = new Map(jobs.map((job) => [job.id, job.basis]));
    const runnerEvents: RunnerEvents = {
      started: (job) => events.started(job.id),
      finished: (result) => {
        ledger.append(result.id, bases.get(result.id)!, result.line);
        done++;
        events.finished(result);
      },
    };
    const left = await judgeWhatIsKept(jobs, setup, runnerEvents, signal);
    if (left.length > 0) await openRunner(setup, left.length)(left, runnerEvents, signal);
    if (signal.aborted) return { survey: null, done, total };
    events.writing();
    return { survey: await publish(options, plan, ledger, found.files), done, total };
  } finally {
    ledger.close();
  }
}

/** What earlier rows say, so that the running counts go on with them. */
function doneBefore(ledger: Ledger, ids: readonly string[]): DoneBefore {
  const before = { suspected: 0, failed: 0 };
  for (const { outcome } of ledger.rows(ids)) {
    if (outcome.state === 'failed') before.failed++;
    else if (/suspected$/.test(outcome.report.verdict) && outcome.report.verdict !== 'not-suspected')
      before.suspected++;
  }
  return before;
}

/** A row of the same basis is done; with `retry`, one that failed is not. */
function isDone(ledger: Ledger, id: string, basis: string, retry: boolean): boolean {
  if (ledger.basisOf(id) !== basis) return false;
  if (!retry) return true;
  for (const row of ledger.rows([id])) return row.outcome.state === 'done';
  return false;
}
