// The one way in: openApp, readFacts, judgeFacts. Command line, survey, verification and library go through here and
// nowhere else. The composition and nothing but; leaves every decision to the stages.
import { platform } from '#platform';
import { startDeadline } from './bytes/deadline.js';
import { DEFAULT_LIMITS, type Limits } from './bytes/limits.js';
import { evaluateRules } from './checks/evaluate.js';
import { debugLines, type CodeSpot, type DebugLine } from './extract/debug-lines.js';
import { extractFacts } from './extract/index.js';
import { manifestOnly } from './extract/manifest-only.js';
import { withRealNames } from './extract/real-names.js';
import type { Mapping } from './formats/mapping/mapping-file.js';
import { givenType, inferType } from './judge/choose-type.js';
import { declared } from './judge/declared.js';
import { atWorst } from './judge/at-worst.js';
import { judge } from './judge/judge.js';
import { dormantSightings } from './judge/needs.js';
import { permissionUse } from './judge/permission-use.js';
import { kindReports } from './judge/kind-reports.js';
import { scoreTakings, type Scored } from './judge/score.js';
import { sdkHints, sdkList } from './judge/sdks.js';
import { applySuppressions } from './judge/suppress.js';
import { UNKNOWN_TYPE, createView } from './judge/view.js';
import { suggestFixes } from './judge/what-if.js';
import type { Catalogue, Watchlist } from './model/catalogue.js';
import type { AppFacts } from './model/facts.js';
import type { Fix, Suppression } from './model/gate.js';
import type { AppReport } from './model/report.js';
import type { TypeChoice, View } from './model/rule.js';
import { openPackage } from './package/index.js';
import { openSources } from './package/open.js';
import type { Package, Source } from './package/package.js';
import { buildReport } from './report/build.js';

export interface ReadOptions {
  watchlist: Watchlist;
  limits?: Limits;
}
export interface JudgeOptions {
  catalogue: Catalogue;
  /** App type as the user names it, see `givenType`; absent: inferred from the package. */
  type?: string;
  /** Set when the type comes from a survey's list rather than the command line. */
  typeSource?: 'given' | 'list';
  /** Real names of code that was renamed, see readMapping. */
  mapping?: Mapping;
  /** Version of the tool, for the report. */
  toolVersion?: string;
  /** Findings the team accepts until a day; `today` ("2026-12-31") says which still count and must come with them. */
  suppressions?: readonly Suppression[];
  today?: string;
}
export interface ScanOptions extends JudgeOptions, ReadOptions {}

/**
 * Opens what the paths name as one app; the caller closes it.
 * @throws ParseError when it is no app
 */
export const openApp = (paths: readonly string[], limits: Limits = DEFAULT_LIMITS): Package =>
  withinLimits(toOpen(limits), () => openPackage(paths, limits));

/** What cannot be opened says nothing at all, not even its name: so long it is tried, however little time reading has. */
const LEAST_TO_OPEN_MS = 10_000;
const toOpen = (limits: Limits): Limits => ({ ...limits, timeMs: Math.max(limits.timeMs, LEAST_TO_OPEN_MS) });

/** What is left of the apps before is given back first when it is more. */
const LEFT_OVER = 384 << 20;
/** Held after the last time: a program that keeps much for itself must not pay for a collection with every app. */
let kept = 0;

/** Of the objects that a thread has room for, the share that reading may fill: the rest is for judging and for what V8 keeps. */
const ROOM = 0.75;

/** Does one thing with one app in the time and the memory that one app may take. @throws ParseError when either is over */
export function withinLimits<T>({ timeMs, memoryBytes }: Limits, work: () => T): T {
  const { heldBytes, collect } = platform;
  // Where an app may take little, what was left over must not count as its own.
  if (heldBytes() - kept > LEFT_OVER || memoryBytes < LEFT_OVER) {
    collect();
    kept = heldBytes();
  }
  // What the program holds beside is no app's.
  const limitBytes = Math.min(kept + memoryBytes, platform.roomBytes() * ROOM);
  const end = startDeadline(timeMs, () => performance.now(), { limitBytes, heldBytes, collect });
  try {
    return work();
  } finally {
    end();
  }
}

/** What an opened app says. When `limits.timeMs` or `limits.memoryBytes` is over, the sections not read by then are missing and say so. */
export function readFacts(app: Package, { watchlist, limits = DEFAULT_LIMITS }: ReadOptions): AppFacts {
  return withinLimits(limits, () => {
    const facts = extractFacts(app, watchlist, limits);
    return app.kind === 'manifest' ? manifestOnly(facts) : facts;
  });
}

/** Opens, reads and closes. @throws ParseError if it is no app */
export const readPaths = (paths: readonly string[], options: ReadOptions): AppFacts =>
  readAndClose(openApp(paths, options.limits), options);

/** The same for what is open already: one source of any kind, or the APKs of one app. */
export const readSources = (sources: readonly Source[], options: ReadOptions): AppFacts =>
  readAndClose(openGiven(sources, options.limits), options);

const openGiven = (sources: readonly Source[], limits: Limits = DEFAULT_LIMITS): Package =>
  withinLimits(toOpen(limits), () => openSources(sources, limits));

/** Source files and lines of spots in the code of one app, by `spotKey`; see extract/debug-lines.ts. @throws ParseError */
export function readLines(
  paths: readonly string[],
  spots: readonly CodeSpot[],
  limits: Limits = DEFAULT_LIMITS,
): Map<string, DebugLine> {
  const app = openApp(paths, limits);
  try {
    return withinLimits(limits, () => debugLines(app, spots));
  } finally {
    app.close();
  }
}

function readAndClose(app: Package, options: ReadOptions): AppFacts {
  try {
    return readFacts(app, options);
  } finally {
    app.close();
  }
}

/**
 * Scans the files of one app.
 * @throws ParseError or UserError when the input is not an app or the type does not exist
 */
export const scanPackage = (paths: readonly string[], options: ScanOptions): AppReport =>
  judgeFacts(readPaths(paths, options), options);

/** Judges facts, fresh or kept. Pure: equal facts and options give equal reports. */
export function judgeFacts(given: AppFacts, options: JudgeOptions): AppReport {
  const { catalogue } = options;
  const facts = inRealNames(given, options);
  const before = createView(facts, catalogue, UNKNOWN_TYPE);
  const type = typeOf(before, options);
  const judgement = judge(facts, catalogue, type, before);
  const { view } = judgement;
  const accepted = applySuppressions(
    judgement.sightings,
    evaluateRules(view),
    options.suppressions ?? [],
    options.today ?? '',
  );
  const { sightings } = accepted;
  const base = { catalogue, unknowns: judgement.blindness.unknowns, readable: judgement.blindness.readable };
  const under = judgement.runnerUp
    ? scoreTakings({ ...base, sightings: judgement.runnerUp.sightings })
    : null;
  const scored = scoreTakings({
    ...base,
    sightings,
    possible: atWorst(sightings, judgement.needs),
    ...(under && type.source === 'inferred' ? { lowest: under.card.value } : {}),
  });
  const { kinds, card } = kindReports(scored, catalogue);
  const dormant = scoreTakings({ ...base, sightings: view.get(dormantSightings) });
  return buildReport({
    facts,
    catalogue,
    type,
    results: accepted.results,
    sightings,
    kinds,
    takings: new Map(scored.kinds.map(({ kind, takings }) => [kind, takings])),
    dormant: kindReports(dormant, catalogue).kinds,
    card,
    verdict: scored.verdict,
    unknowns: judgement.blindness.unknowns,
    sdks: view.get(sdkList),
    sdkHints: view.get(sdkHints),
    permissions: view.get(declared),
    permissionUse: view.get(permissionUse),
    suppressions: options.suppressions ? accepted.applied : null,
    underRunnerUp: under ? verdictOf(under) : null,
    version: options.toolVersion ?? '0.0.0',
  });
}

/** Fixes for these kinds of data, each with the score it would bring; judges the app again for each. Pure. */
export function fixesFor(given: AppFacts, options: JudgeOptions, kinds: readonly string[]): Fix[] {
  const facts = inRealNames(given, options);
  const type = typeOf(createView(facts, options.catalogue, UNKNOWN_TYPE), options);
  return suggestFixes(facts, options.catalogue, type, kinds);
}

const inRealNames = (facts: AppFacts, { mapping }: JudgeOptions): AppFacts =>
  mapping === undefined ? facts : withRealNames(facts, mapping);

function typeOf(view: View, options: JudgeOptions): TypeChoice {
  const said = options.type?.trim() ?? '';
  return said === '' ? inferType(view) : givenType(options.catalogue, said, options.typeSource ?? 'given');
}

function verdictOf(scored: Scored): { verdict: AppReport['verdict']; value: number } {
  return { verdict: scored.verdict, value: scored.card.value };
}
