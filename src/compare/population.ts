// What changed between two surveys: which apps, kinds and SDKs, and what can explain it: the package, the type given,
// the rules or the tool. Pure. Leaves differences between two reports of one app to diff.ts.
import { compareText } from '../model/order.js';
import type {
  SurveyApp,
  SurveyAppChange,
  SurveyChange,
  SurveyDiffSide,
  SurveyReport,
} from '../model/survey.js';

const sideOf = (survey: SurveyReport): SurveyDiffSide => ({
  version: survey.tool.version,
  rules: survey.tool.rules,
  apps: survey.totals.apps,
  rated: survey.totals.rated,
  suspected: survey.totals.suspected,
});

/**
 * Pairs of the same app: same bytes, else same file, else same package when both surveys have it once. In that order,
 * because bytes are certain, and a folder holds a new version under the old name more often than two apps swap names.
 */
export function pairApps(
  before: readonly SurveyApp[],
  after: readonly SurveyApp[],
): { pairs: [SurveyApp, SurveyApp][]; removed: SurveyApp[]; added: SurveyApp[] } {
  const pairs: [SurveyApp, SurveyApp][] = [];
  let left = [...before];
  let right = [...after];
  const match = (key: (app: SurveyApp) => string | null): void => {
    const once = (apps: readonly SurveyApp[]): Map<string, SurveyApp | null> => {
      const found = new Map<string, SurveyApp | null>();
      for (const app of apps) {
        const k = key(app);
        if (k !== null) found.set(k, found.has(k) ? null : app);
      }
      return found;
    };
    const candidates = once(right);
    const own = once(left);
    const taken = new Set<SurveyApp>();
    left = left.filter((app) => {
      const k = key(app);
      const other = k === null || own.get(k) === null ? null : candidates.get(k);
      if (!other) return true;
      pairs.push([app, other]);
      taken.add(other);
      return false;
    });
    right = right.filter((app) => !taken.has(app));
  };
  match((app) => (app.sha256 === '' ? null : `${app.sha256} ${app.id}`));
  match((app) => app.sha256 || null);
  match((app) => (app.package === null ? app.id : `${app.package} ${app.id}`));
  match((app) => app.package);
  match((app) => app.id);
  return { pairs, removed: left, added: right };
}

const kindMarks = (app: SurveyApp | null): Map<string, string> =>
  new Map((app?.kinds ?? []).map((k) => [k.kind, `${k.verdict}/${k.rung}`]));

const changeOf = (
  before: SurveyApp | null,
  after: SurveyApp | null,
  changed: { tool: boolean; rules: boolean },
  // eslint-disable-next-line complexity -- a literal: each field is told before and after, where there is a before or an after
): SurveyAppChange => {
  const app = (after ?? before)!;
  const was = kindMarks(before);
  const is = kindMarks(after);
  const kinds = [...new Set([...was.keys(), ...is.keys()])]
    .sort(compareText)
    .map((kind) => ({ kind, before: was.get(kind) ?? null, after: is.get(kind) ?? null }))
    .filter((k) => k.before !== k.after);
  const hadSdks = new Set(before?.sdks);
  const hasSdks = new Set(after?.sdks);
  const because: SurveyAppChange['because'] = [];
  if (before && after) {
    if (before.sha256 !== after.sha256) because.push('package');
    if (before.type !== after.type) because.push('type');
    if (changed.rules) because.push('rules');
    if (changed.tool) because.push('tool');
  }
  return {
    id: app.id,
    package: app.package,
    label: app.label,
    change: before === null ? 'added' : after === null ? 'removed' : 'changed',
    because,
    verdict: { before: before?.verdict ?? null, after: after?.verdict ?? null },
    score: { before: before?.score?.value ?? null, after: after?.score?.value ?? null },
    version: { before: before?.versionName ?? null, after: after?.versionName ?? null },
    kinds,
    sdks: {
      added: [...hasSdks].filter((s) => !hadSdks.has(s)).sort(compareText),
      removed: [...hadSdks].filter((s) => !hasSdks.has(s)).sort(compareText),
    },
  };
};

const differs = (c: SurveyAppChange, before: SurveyApp, after: SurveyApp): boolean =>
  before.sha256 !== after.sha256 ||
  before.type !== after.type ||
  c.verdict.before !== c.verdict.after ||
  c.score.before !== c.score.after ||
  c.kinds.length > 0 ||
  c.sdks.added.length > 0 ||
  c.sdks.removed.length > 0;

/** Counts of both sides by id, only where they differ; largest change first. */
const counts = <T, N>(
  before: readonly T[],
  after: readonly T[],
  of: (item: T) => { id: string; name: N; count: number },
): { id: string; name: N; before: number; after: number }[] => {
  const all = new Map<string, { id: string; name: N; before: number; after: number }>();
  for (const { id, name, count } of before.map(of)) all.set(id, { id, name, before: count, after: 0 });
  for (const { id, name, count } of after.map(of))
    all.set(id, { id, name, before: all.get(id)?.before ?? 0, after: count });
  return [...all.values()]
    .filter((c) => c.before !== c.after)
    .sort((a, b) => Math.abs(b.after - b.before) - Math.abs(a.after - a.before) || compareText(a.id, b.id));
};

export function diffSurveys(before: SurveyReport, after: SurveyReport): SurveyChange {
  const toolChanged = before.tool.version !== after.tool.version;
  const rulesChanged = before.tool.rules !== after.tool.rules;
  const changed = { tool: toolChanged, rules: rulesChanged };
  const { pairs, removed, added } = pairApps(before.apps, after.apps);
  const apps = [
    ...removed.map((app) => changeOf(app, null, changed)),
    ...added.map((app) => changeOf(null, app, changed)),
  ];
  let unchanged = 0;
  for (const [was, is] of pairs) {
    const change = changeOf(was, is, changed);
    if (differs(change, was, is)) apps.push(change);
    else unchanged++;
  }
  return {
    schema: 'overreach-survey-diff/1',
    before: sideOf(before),
    after: sideOf(after),
    toolChanged,
    rulesChanged,
    apps: apps.sort((a, b) => compareText(a.package ?? '', b.package ?? '') || compareText(a.id, b.id)),
    unchanged,
    kinds: counts(before.kinds, after.kinds, (k) => ({ id: k.kind, name: k.name, count: k.suspected })).map(
      ({ id, ...rest }) => ({ kind: id, ...rest }),
    ),
    sdks: counts(before.sdks, after.sdks, (s) => ({ id: s.id, name: s.name, count: s.apps })),
  };
}
