// --fail-on: a verdict or a score from which the exit code is 1. Pure.
import { UserError } from '../model/user-error.js';
import type { AppReport } from '../model/report.js';
import { nearest } from '../model/nearest.js';

export type Threshold = { verdict: 'suspected' | 'strongly-suspected' } | { score: number };

const VERDICTS = ['suspected', 'strongly-suspected'] as const;

/** @throws UserError when it is neither a verdict nor a number from 0 to 100 */
export function readThreshold(word: string): Threshold {
  const verdict = VERDICTS.find((v) => v === word);
  if (verdict) return { verdict };
  if (/^\d{1,3}(\.\d+)?$/.test(word) && Number(word) <= 100) return { score: Number(word) };
  const near = nearest(word, VERDICTS);
  throw new UserError(
    'cli/bad-threshold',
    { en: `--fail-on cannot be ${word}`, zh: `--fail-on 不能是 ${word}` },
    near
      ? { en: `did you mean ${near}?`, zh: `是否想用 ${near}？` }
      : {
          en: 'suspected, strongly-suspected, or a score from 0 to 100',
          zh: 'suspected、strongly-suspected，或 0–100 的得分',
        },
  );
}

/** An app that is not rated crosses nothing: --strict is for that. */
export function crosses(
  report: { verdict: AppReport['verdict']; score: { rated: false } | { rated: true; value: number } },
  threshold: Threshold,
): boolean {
  if ('score' in threshold) return report.score.rated && report.score.value >= threshold.score;
  if (threshold.verdict === 'suspected')
    return report.verdict === 'suspected' || report.verdict === 'strongly-suspected';
  return report.verdict === 'strongly-suspected';
}
