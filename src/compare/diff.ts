// What differs between two reports: permissions, data kinds, rungs, parties, SDKs and versions, endpoints, score, each
// with its evidence and likely cause. Pure; order of the inputs is before, after.
import { compareText } from '../model/order.js';
import type { Change, DiffSide, KindChange, ReportDiff } from '../model/gate.js';
import type { Actor } from '../model/place.js';
import type { AppReport, KindReport } from '../model/report.js';
import { likelyCause } from './cause.js';
import type { ManifestBlame } from './cause.js';
import { takersOf } from './takers.js';
import type { Taker } from './takers.js';

const MOST_EVIDENCE = 3;

const side = (report: AppReport): DiffSide => ({
  package: report.app.package,
  label: report.app.label,
  versionName: report.app.versionName,
  versionCode: report.app.versionCode,
  sha256: report.app.sha256,
  verdict: report.verdict,
});

/** What only one of two lists has, by key; each side sorted by key. */
function changeOf<T>(before: readonly T[], after: readonly T[], key: (item: T) => string): Change<T> {
  const old = new Set(before.map(key));
  const now = new Set(after.map(key));
  const sorted = (items: readonly T[]) => [...items].sort((a, b) => compareText(key(a), key(b)));
  return {
    added: sorted(after.filter((item) => !old.has(key(item)))),
    removed: sorted(before.filter((item) => !now.has(key(item)))),
  };
}

// eslint-disable-next-line max-lines-per-function -- one entry for each part of a report
export function diffReports(before: AppReport, after: AppReport, blame: ManifestBlame = {}): ReportDiff {
  const oldSdks = new Set(before.sdks.map((s) => s.id));
  const kindChange = (kind: KindReport, report: AppReport, isNew: boolean): KindChange => {
    const [actor] = kind.actors;
    return {
      data: kind.kind,
      name: kind.name,
      rung: kind.rung,
      need: kind.need,
      verdict: kind.verdict,
      actors: kind.actors.map(({ kind: sort, id }): Actor => ({ kind: sort, id })),
      evidence: kind.evidence.slice(0, MOST_EVIDENCE),
      cause: isNew && actor ? likelyCause(actor, kind.evidence, kind.kind, report, blame, oldSdks) : null,
    };
  };
  const kinds = changeOf(before.kinds, after.kinds, (k) => k.kind);
  const changed = after.kinds.flatMap((kind) => {
    const was = before.kinds.find((k) => k.kind === kind.kind);
    if (!was || (was.rung === kind.rung && was.need === kind.need)) return [];
    return [{ ...kindChange(kind, after, true), rungBefore: was.rung, needBefore: was.need }];
  });
  const takers = changeOf(takersOf(before), takersOf(after), (t) => `${t.data}|${t.by}`);
  const taker = (t: Taker, report: AppReport, isNew: boolean) => ({
    data: t.data,
    name: t.kind.name,
    by: t.actor,
    rung: t.rung,
    evidence: t.evidence.slice(0, MOST_EVIDENCE),
    cause: isNew ? likelyCause(t.actor, t.evidence, t.data, report, blame, oldSdks) : null,
  });
  const permissions = changeOf(before.permissions, after.permissions, (p) => p.name);
  const permission = (p: AppReport['permissions'][number]) => {
    const from = Object.hasOwn(blame, p.name) ? blame[p.name]! : null;
    return {
      name: p.name,
      maxSdk: p.maxSdk,
      kinds: p.kinds,
      cause:
        from === null ? null : { en: `the manifest of ${from} asks for it`, zh: `来自 ${from} 的清单声明` },
    };
  };
  const sdks = changeOf(before.sdks, after.sdks, (s) => s.id);
  const sdk = (s: AppReport['sdks'][number]) => ({
    id: s.id,
    name: s.name,
    version: s.version,
    tracker: s.tracker,
  });
  const unique = (list: readonly string[] | undefined) => [...new Set(list ?? [])];
  const value = (report: AppReport) => (report.score.rated ? report.score.value : null);
  const [was, is] = [value(before), value(after)];
  return {
    schema: 'overreach-diff/1',
    before: side(before),
    after: side(after),
    permissions: { added: permissions.added.map(permission), removed: permissions.removed.map(permission) },
    kinds: {
      added: kinds.added.map((k) => kindChange(k, after, true)),
      removed: kinds.removed.map((k) => kindChange(k, before, false)),
      changed: changed.sort((a, b) => compareText(a.data, b.data)),
    },
    takers: {
      added: takers.added.map((t) => taker(t, after, true)),
      removed: takers.removed.map((t) => taker(t, before, false)),
    },
    sdks: {
      added: sdks.added.map(sdk),
      removed: sdks.removed.map(sdk),
      changed: after.sdks
        .flatMap((s) => {
          const old = before.sdks.find((x) => x.id === s.id);
          return old && old.version !== s.version
            ? [{ id: s.id, name: s.name, before: old.version, after: s.version }]
            : [];
        })
        .sort((a, b) => compareText(a.id, b.id)),
    },
    endpoints: changeOf(unique(before.endpoints), unique(after.endpoints), (e) => e),
    score: {
      before: was,
      after: is,
      change: was === null || is === null ? null : Math.round((is - was) * 10) / 10,
    },
  };
}
