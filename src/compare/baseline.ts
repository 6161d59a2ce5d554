// What is known already: written from a report, compared by kind, party and rung. Pure; leaves files to the CLI.
import type { Baseline, BaselineEntry } from '../model/gate.js';
import type { AppReport } from '../model/report.js';
import { RUNGS } from '../model/constants.js';
import { takersOf } from './takers.js';

/** The baseline that a report passes against. */
export function buildBaseline(report: AppReport): Baseline {
  return {
    schema: 'overreach-baseline/1',
    package: report.app.package,
    entries: takersOf(report).map(({ data, by, rung }) => ({ data, by, rung })),
    sdks: [...new Set(report.sdks.map((sdk) => sdk.id))].sort(),
  };
}

const isEntry = (value: unknown): value is BaselineEntry => {
  const entry = value as Partial<BaselineEntry> | null;
  return (
    typeof entry?.data === 'string' &&
    typeof entry.by === 'string' &&
    RUNGS.some((rung) => rung === entry.rung)
  );
};

/** A baseline as read from JSON, or null when it is none. */
export function asBaseline(value: unknown): Baseline | null {
  const baseline = value as Partial<Baseline> | null;
  if (baseline?.schema !== 'overreach-baseline/1') return null;
  if (!Array.isArray(baseline.entries) || !baseline.entries.every(isEntry)) return null;
  if (!Array.isArray(baseline.sdks) || !baseline.sdks.every((id) => typeof id === 'string')) return null;
  return {
    schema: 'overreach-baseline/1',
    package: typeof baseline.package === 'string' ? baseline.package : null,
    entries: baseline.entries,
    sdks: baseline.sdks,
  };
}
