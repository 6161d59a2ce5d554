// One app of a survey without its evidence: report or failure → SurveyApp. Leaves standing among other apps to
// peers.ts and counting to aggregate.ts.
import { compareText } from '../model/order.js';
import type { Text } from '../model/catalogue.js';
import { partiesOf } from '../model/parties.js';
import type { Actor } from '../model/place.js';
import type { AppReport, ScoreCard } from '../model/report.js';
import type { Severity } from '../model/rule.js';
import type { SurveyApp, SurveyEntry, SurveyRow } from '../model/survey.js';

/** What digests and counts need besides the rows; all of it from the catalogue or the auditor. */
export interface SurveyWords {
  /** Sentence for a diagnostic code. */
  sentence(code: string, args: Readonly<Record<string, string | number>>): Text;
  /** Steps of the star scale, see rules/scoring.yaml; empty: no stars. */
  stars: readonly { stars: number; upTo: number }[];
  /** Names of the groups that the headline counts; a group without a name takes that of its main kind. */
  headlines: Readonly<Record<string, Text>>;
  /** Names of app types that no app was judged as. */
  types: Readonly<Record<string, Text>>;
}

/**
 * "app", "unattributed" or "sdk:<id>": the app's package and a Java package would tell apps apart, not parties. A library
 * whose caller was not found is no party of its own.
 */
export const partyOf = (actor: Actor): string =>
  actor.kind === 'sdk' ? `sdk:${actor.id}` : actor.kind === 'app' ? 'app' : 'unattributed';

/** Steps that the interval may span; beyond that stars would say more than is known. */
const MOST_STAR_STEPS = 2;

/**
 * Stars of a score: the first step whose `upTo` reaches the value (steps may be listed in any order). None where the
 * ends of the interval lie more than two steps apart.
 */
export function starsOf(
  score: Pick<ScoreCard, 'rated' | 'value' | 'low' | 'high'>,
  steps: SurveyWords['stars'],
): number | null {
  if (!score.rated || steps.length === 0) return null;
  const ascending = [...steps].sort((a, b) => a.upTo - b.upTo);
  const stepOf = (value: number): number => {
    const at = ascending.findIndex((s) => value <= s.upTo);
    return at < 0 ? ascending.length - 1 : at;
  };
  if (stepOf(score.high) - stepOf(score.low) > MOST_STAR_STEPS) return null;
  return ascending[stepOf(score.value)]!.stars;
}

const NO_FINDINGS: Readonly<Record<Severity, number>> = { info: 0, low: 0, medium: 0, high: 0, critical: 0 };

const limitsOf = (report: AppReport): { code: string; text: Text }[] =>
  report.coverage.notes
    .map(({ code, text }) => ({ code, text }))
    .filter((note, at, all) => all.findIndex((other) => other.code === note.code) === at)
    .sort((a, b) => compareText(a.code, b.code));

/** The app of a finished row; standing among others is filled in by peers.ts. */
// eslint-disable-next-line max-lines-per-function -- a literal: one field for each thing a survey says of an app
export function digestApp(entry: SurveyEntry, row: SurveyRow, words: SurveyWords): SurveyApp {
  const { id, files, sha256, sizeBytes, sameContent, line, columns } = entry;
  const blank = {
    id,
    files,
    sha256,
    sizeBytes,
    sameContent,
    line,
    columns,
    rank: null,
    percentile: { survey: null, type: null, typeApps: 0 },
    unusual: [],
  };
  const { outcome } = row;
  if (outcome.state === 'failed') {
    return {
      ...blank,
      package: null,
      label: null,
      versionName: null,
      versionCode: null,
      targetSdk: null,
      inputKind: null,
      type: entry.type ?? 'unknown',
      typeSource: entry.type === null ? 'unknown' : 'list',
      verdict: 'failed',
      score: null,
      stars: null,
      kinds: [],
      sdks: [],
      severities: { ...NO_FINDINGS },
      limits: [],
      failure: {
        code: outcome.code,
        args: outcome.args,
        text: words.sentence(outcome.code, outcome.args),
      },
    };
  }
  const { report } = outcome;
  const severities = { ...NO_FINDINGS };
  for (const finding of report.findings) severities[finding.severity]++;
  const { value, low, high, rated } = report.score;
  return {
    ...blank,
    package: report.app.package,
    label: report.app.label,
    versionName: report.app.versionName,
    versionCode: report.app.versionCode,
    targetSdk: report.app.targetSdk,
    inputKind: report.app.inputKind,
    type: report.type.id,
    typeSource: report.type.source,
    verdict: report.verdict,
    score: rated && report.verdict !== 'not-rated' ? { value, low, high } : null,
    stars: report.verdict === 'not-rated' ? null : starsOf(report.score, words.stars),
    kinds: report.kinds
      .map((k) => ({
        kind: k.kind,
        rung: k.rung,
        need: k.need,
        verdict: k.verdict,
        points: k.points,
        actors: [...new Set(partiesOf(k).map(partyOf))].sort(compareText),
      }))
      .sort((a, b) => compareText(a.kind, b.kind)),
    sdks: [...new Set(report.sdks.filter((s) => s.calledOnly !== true).map((s) => s.id))].sort(compareText),
    severities,
    limits: limitsOf(report),
    failure: null,
  };
}
