// One app from path to report: open, extract, judge, score, build. The composition and nothing but; also the entry for
// facts that were kept. Leaves every decision to the stages.
import { DEFAULT_LIMITS, type Limits } from './bytes/limits.js';
import { givenType, inferType } from './judge/choose-type.js';
import { declared } from './judge/declared.js';
import { sdkList } from './judge/sdks.js';
import { judge } from './judge/judge.js';
import { applySuppressions } from './judge/suppress.js';
import { UNKNOWN_TYPE, createView } from './judge/view.js';
import { evaluateRules } from './checks/evaluate.js';
import { extractFacts } from './extract/index.js';
import type { Catalogue, Watchlist } from './model/catalogue.js';
import type { AppFacts } from './model/facts.js';
import type { Suppression } from './model/gate.js';
import type { AppReport } from './model/report.js';
import type { TypeChoice, View } from './model/rule.js';
import { openPackage } from './package/index.js';
import { buildReport } from './report/build.js';
import { kindReports } from './judge/kind-reports.js';
import { scoreTakings, type Scored } from './judge/score.js';

export interface JudgeOptions {
  catalogue: Catalogue;
  /** App type as the user names it; absent: inferred from the package. */
  type?: string;
  /** Set when the type comes from a survey's list rather than the command line. */
  typeSource?: 'given' | 'list';
  /** Version of the tool, for the report. */
  toolVersion?: string;
  /** Findings the team accepts until a day; `today` ("2026-12-31") says which still count and must come with them. */
  suppressions?: readonly Suppression[];
  today?: string;
}
export interface ScanOptions extends JudgeOptions {
  watchlist: Watchlist;
  limits?: Limits;
}

/**
 * Scans the files of one app.
 * @throws ParseError or UserError when the input is not an app or the type does not exist
 */
export function scanPackage(paths: readonly string[], options: ScanOptions): AppReport {
  const limits = options.limits ?? DEFAULT_LIMITS;
  const pkg = openPackage(paths, limits);
  try {
    return judgeFacts(extractFacts(pkg, options.watchlist, limits), options);
  } finally {
    pkg.close();
  }
}

/** Judges facts, fresh or kept. Pure: equal facts and options give equal reports. */
export function judgeFacts(facts: AppFacts, options: JudgeOptions): AppReport {
  const { catalogue } = options;
  const before = createView(facts, catalogue, UNKNOWN_TYPE);
  const type = typeOf(before, options);
  const judgement = judge(facts, catalogue, type, before);
  const { needs, view } = judgement;
  const accepted = applySuppressions(
    judgement.takings,
    evaluateRules(view),
    options.suppressions ?? [],
    options.today ?? '',
  );
  const { takings } = accepted;
  const base = { catalogue, unknowns: judgement.blindness.unknowns, readable: judgement.blindness.readable };
  const under = judgement.runnerUp ? scoreTakings({ ...base, takings: judgement.runnerUp.takings }) : null;
  const scored = scoreTakings({
    ...base,
    takings,
    possible: takings.filter((t) => t.need === 'undecided').map((t) => ({ ...t, need: 'beyond' as const })),
    ...(under && type.source === 'inferred' ? { lowest: under.card.value } : {}),
  });
  const { kinds, card } = kindReports(scored, takings, needs, catalogue);
  return buildReport({
    facts,
    catalogue,
    type,
    results: accepted.results,
    takings,
    kinds,
    card,
    verdict: scored.verdict,
    unknowns: judgement.blindness.unknowns,
    sdks: view.get(sdkList),
    permissions: view.get(declared),
    suppressions: options.suppressions ? accepted.applied : null,
    underRunnerUp: under ? verdictOf(under) : null,
    version: options.toolVersion ?? '0.0.0',
  });
}

function typeOf(view: View, options: JudgeOptions): TypeChoice {
  if (options.type === undefined) return inferType(view);
  return givenType(options.catalogue, options.type, options.typeSource ?? 'given');
}

function verdictOf(scored: Scored): { verdict: AppReport['verdict']; value: number } {
  return { verdict: scored.verdict, value: scored.card.value };
}
