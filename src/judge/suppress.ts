// Accepted findings: what a team has accepted, with a reason and an expiry date, leaves the results and the score.
// Pure: the day is given. Leaves the configuration file to the gate and complaints about expiry to compare/.
import { partyOf, type AppliedSuppression, type Suppression } from '../model/gate.js';
import type { JudgedSighting } from '../model/judgement.js';
import type { Finding, RuleResult } from '../model/rule.js';

export interface Suppressed {
  sightings: JudgedSighting[];
  results: RuleResult[];
  applied: AppliedSuppression[]; // in the order given
}

/**
 * Takes out takings and findings that a suppression covers. One that names a rule covers findings of that rule only;
 * one that names a kind or party covers the takings too. An expired one covers nothing.
 * @param today "2026-12-31"; a suppression counts up to and including its last day
 */
export function applySuppressions(
  sightings: readonly JudgedSighting[],
  results: readonly RuleResult[],
  suppressions: readonly Suppression[],
  today: string,
): Suppressed {
  const applied = suppressions.map((s) => ({ ...s, used: 0, expired: s.expires < today }));
  const live = applied.filter((s) => !s.expired && (s.data !== null || s.rule !== null || s.by !== null));
  // What several cover is counted for each, so that none looks unused only because another stands before it.
  const covered = (covers: (s: AppliedSuppression) => boolean): boolean => {
    const by = live.filter(covers);
    for (const s of by) s.used++;
    return by.length > 0;
  };
  const left = sightings.filter((taking) => !covered((s) => coversTaking(s, taking)));
  const kept = results.map((result): RuleResult => {
    if (result.outcome !== 'hit') return result;
    const findings = result.findings.filter((finding) => !covered((s) => coversFinding(s, finding)));
    return findings.length > 0 ? { ...result, findings } : { ruleId: result.ruleId, outcome: 'clear' };
  });
  return { sightings: left, results: kept, applied };
}

function coversTaking(s: Suppression, taking: JudgedSighting): boolean {
  if (s.rule !== null) return false;
  return (s.data === null || s.data === taking.kind) && (s.by === null || s.by === partyOf(taking.actor));
}

function coversFinding(s: Suppression, finding: Finding): boolean {
  if (s.rule !== null && s.rule !== finding.ruleId) return false;
  if (s.data !== null && !finding.kinds.includes(s.data)) return false;
  return s.by === null || (finding.actor !== null && s.by === partyOf(finding.actor));
}
