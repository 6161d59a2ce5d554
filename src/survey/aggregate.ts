// Rows of finished apps → SurveyReport: one pure pass that keeps a digest of each app, never its evidence, so that
// memory does not grow with the size of the reports. Leaves reading rows to run/ and showing to report/.
import { compareText } from '../model/order.js';
import type { Text } from '../model/catalogue.js';
import { RUNGS } from '../model/constants.js';
import type { AppReport } from '../model/report.js';
import type {
  SurveyApp,
  SurveyEntry,
  SurveyHeadline,
  SurveyKind,
  SurveyProblem,
  SurveyReport,
  SurveyRow,
  SurveyRule,
  SurveySdk,
  SurveyType,
} from '../model/survey.js';
import { digestApp, partyOf } from './digest.js';
import type { SurveyWords } from './digest.js';
import { placeAmongPeers } from './peers.js';
import { spread } from './spread.js';

export interface SurveyContext extends SurveyWords {
  tool: SurveyReport['tool'];
  title: Text | null;
  publisher: string | null;
  date: string | null;
  files: number; // files found that were taken for packages
  columns: readonly string[];
  problems: readonly SurveyProblem[];
}

const height = (rung: string): number => (RUNGS as readonly string[]).indexOf(rung);
const isSuspected = (verdict: string): boolean => verdict === 'suspected' || verdict === 'strongly-suspected';

/** Counts by key, created at zero. */
const counter = () => {
  const counts = new Map<string, number>();
  return {
    add: (key: string) => void counts.set(key, (counts.get(key) ?? 0) + 1),
    /** Most first, then by key. */
    list: () => [...counts].sort((a, b) => b[1] - a[1] || compareText(a[0], b[0])),
  };
};

interface KindCount {
  kind: SurveyKind;
  sdks: ReturnType<typeof counter>;
}
interface Counts {
  kinds: Map<string, KindCount>;
  sdks: Map<
    string,
    { sdk: SurveySdk; takes: ReturnType<typeof counter>; versions: ReturnType<typeof counter> }
  >;
  rules: Map<string, SurveyRule>;
  typeNames: Map<string, Text>;
}

const countKinds = (report: AppReport, counts: Counts): void => {
  for (const k of report.kinds) {
    let count = counts.kinds.get(k.kind);
    if (!count) {
      const { kind, name, headline, sensitivity } = k;
      const rungs = Object.fromEntries(RUNGS.map((rung) => [rung, 0]));
      const by = { app: 0, sdk: 0, unattributed: 0 };
      count = {
        kind: { kind, name, headline, sensitivity, apps: 0, rungs, suspected: 0, strong: 0, by, sdks: [] },
        sdks: counter(),
      };
      counts.kinds.set(k.kind, count);
    }
    const { kind } = count;
    kind.apps++;
    kind.rungs[k.rung] = (kind.rungs[k.rung] ?? 0) + 1;
    if (isSuspected(k.verdict)) kind.suspected++;
    if (k.verdict === 'strongly-suspected') kind.strong++;
    if (height(k.rung) < height('present')) continue;
    const taking = k.actors.filter(
      (entry) => entry.kind !== 'library' && height(entry.rung) >= height('present'),
    );
    const parties = [...new Set(taking.map(partyOf))];
    for (const by of ['app', 'unattributed'] as const) if (parties.includes(by)) kind.by[by]++;
    const named = parties.filter((party) => party.startsWith('sdk:'));
    if (named.length > 0) kind.by.sdk++;
    for (const party of named) count.sdks.add(party.slice(4));
  }
};

const countSdks = (report: AppReport, counts: Counts): void => {
  for (const s of report.sdks) {
    if (s.calledOnly === true) continue;
    let count = counts.sdks.get(s.id);
    if (!count) {
      const { id, name, vendor, country, tracker } = s;
      const sdk = { id, name, vendor, country, tracker, apps: 0, takes: [], versions: [] };
      count = { sdk, takes: counter(), versions: counter() };
      counts.sdks.set(s.id, count);
    }
    count.sdk.apps++;
    if (s.version !== null) count.versions.add(s.version);
    for (const kind of new Set(s.kinds.filter((k) => height(k.rung) >= height('present')).map((k) => k.kind)))
      count.takes.add(kind);
  }
};

const countRules = (report: AppReport, counts: Counts): void => {
  for (const { id, title, severity, outcome } of report.rules) {
    let rule = counts.rules.get(id);
    if (!rule) counts.rules.set(id, (rule = { id, title, severity, apps: 0, unknown: 0 }));
    if (outcome === 'hit') rule.apps++;
    if (outcome === 'unknown' || outcome === 'error') rule.unknown++;
  }
};

/** The groups a headline begins with, in this order and even at zero: those the association's report of 2018 named. */
const LEADING = ['location', 'contacts', 'phone-number', 'screenshots'];

/** Apps in which a kind of the group is suspected; the group is named by the catalogue or after its main kind. */
const headlinesOf = (
  apps: readonly SurveyApp[],
  kinds: readonly SurveyKind[],
  names: SurveyWords['headlines'],
): SurveyHeadline[] => {
  const groupOf = new Map(kinds.map((k) => [k.kind, k.headline]));
  const groups = counter();
  for (const app of apps) {
    const suspected = app.kinds.filter((k) => isSuspected(k.verdict));
    for (const group of new Set(suspected.map((k) => groupOf.get(k.kind) ?? k.kind))) groups.add(group);
  }
  const nameOf = (id: string): Text => {
    if (Object.hasOwn(names, id)) return names[id]!;
    const members = kinds.filter((k) => k.headline === id);
    const main = members.find((k) => k.kind === id) ?? members[0];
    return main?.name ?? { en: id, zh: id };
  };
  const counted = new Map(groups.list());
  if (counted.size === 0) return [];
  const rest = [...counted.keys()].filter((id) => !LEADING.includes(id));
  return [...LEADING, ...rest].map((id) => ({ id, name: nameOf(id), apps: counted.get(id) ?? 0 }));
};

const typesOf = (apps: readonly SurveyApp[], counts: Counts, words: SurveyWords): SurveyType[] => {
  const groups = new Map<string, SurveyApp[]>();
  for (const app of apps) groups.set(app.type, [...(groups.get(app.type) ?? []), app]);
  return [...groups]
    .map(([id, group]): SurveyType => {
      const scored = group.filter((a) => a.score !== null);
      const stars = new Map<number, number>();
      for (const { stars: s } of scored) if (s !== null) stars.set(s, (stars.get(s) ?? 0) + 1);
      const kinds = new Map<string, { kind: string; apps: number; suspected: number }>();
      for (const app of group)
        for (const k of app.kinds) {
          const count = kinds.get(k.kind) ?? { kind: k.kind, apps: 0, suspected: 0 };
          count.apps++;
          if (isSuspected(k.verdict)) count.suspected++;
          kinds.set(k.kind, count);
        }
      return {
        id,
        name: counts.typeNames.get(id) ?? words.types[id] ?? { en: id, zh: id },
        apps: group.length,
        rated: scored.length,
        suspected: group.filter((a) => isSuspected(a.verdict)).length,
        scores: spread(scored.map((a) => a.score!.value)),
        stars: [...stars].sort((a, b) => a[0] - b[0]).map(([s, n]) => ({ stars: s, apps: n })),
        kinds: [...kinds.values()].sort(
          (a, b) => b.suspected - a.suspected || b.apps - a.apps || compareText(a.kind, b.kind),
        ),
      };
    })
    .sort((a, b) => b.apps - a.apps || compareText(a.id, b.id));
};

const limitsOf = (apps: readonly SurveyApp[]): SurveyReport['limits'] => {
  const texts = new Map<string, Text>();
  const codes = counter();
  for (const app of apps)
    for (const limit of app.failure ? [app.failure] : app.limits) {
      if (!texts.has(limit.code)) texts.set(limit.code, limit.text);
      codes.add(limit.code);
    }
  return codes.list().map(([code, count]) => ({ code, text: texts.get(code)!, apps: count }));
};

/** Ten bands; a value on a boundary belongs to the band above, 100 to the last. */
const bandsOf = (apps: readonly SurveyApp[]): SurveyReport['scores'] => {
  const bands = Array.from({ length: 10 }, (_, i) => ({ from: i * 10, to: i * 10 + 10, apps: 0 }));
  for (const { score } of apps)
    if (score) bands[Math.min(9, Math.max(0, Math.floor(score.value / 10)))]!.apps++;
  return bands;
};

/**
 * Counts a survey. Rows may come in any order and are read once; a row whose id is no entry is left out, an entry
 * without a row is an app in flight and left out too (an interrupted survey reports what is done).
 */
export function aggregate(
  entries: readonly SurveyEntry[],
  rows: Iterable<SurveyRow>,
  context: SurveyContext,
): SurveyReport {
  const byId = new Map(entries.map((e) => [e.id, e]));
  const counts: Counts = { kinds: new Map(), sdks: new Map(), rules: new Map(), typeNames: new Map() };
  const digests = new Map<string, SurveyApp>();
  for (const row of rows) {
    const entry = byId.get(row.id);
    if (!entry || digests.has(row.id)) continue;
    digests.set(row.id, digestApp(entry, row, context));
    if (row.outcome.state === 'failed') continue;
    const { report } = row.outcome;
    counts.typeNames.set(report.type.id, report.type.name);
    countKinds(report, counts);
    countSdks(report, counts);
    countRules(report, counts);
  }
  const apps = placeAmongPeers([...digests.values()].sort((a, b) => compareText(a.id, b.id)));
  const having = (test: (verdict: string) => boolean): number => apps.filter((a) => test(a.verdict)).length;
  const kinds = [...counts.kinds.values()]
    .map(({ kind, sdks }) => ({ ...kind, sdks: sdks.list().map(([id, n]) => ({ id, apps: n })) }))
    .sort((a, b) => b.suspected - a.suspected || b.apps - a.apps || compareText(a.kind, b.kind));
  const sdks = [...counts.sdks.values()]
    .map(({ sdk, takes, versions }) => ({
      ...sdk,
      takes: takes.list().map(([kind, n]) => ({ kind, apps: n })),
      versions: versions.list().map(([version, n]) => ({ version, apps: n })),
    }))
    .sort((a, b) => b.apps - a.apps || compareText(a.id, b.id));
  return {
    schema: 'overreach-survey/1',
    title: context.title,
    publisher: context.publisher,
    date: context.date,
    tool: context.tool,
    totals: {
      files: context.files,
      apps: apps.length,
      rated: having((v) => v !== 'failed' && v !== 'not-rated'),
      suspected: having(isSuspected),
      stronglySuspected: having((v) => v === 'strongly-suspected'),
      notSuspected: having((v) => v === 'not-suspected'),
      notRated: having((v) => v === 'not-rated'),
      failed: having((v) => v === 'failed'),
      sameContent: apps.reduce((sum, a) => sum + a.sameContent.length, 0),
    },
    headlines: headlinesOf(apps, kinds, context.headlines),
    kinds,
    types: typesOf(apps, counts, context),
    sdks,
    rules: [...counts.rules.values()].sort((a, b) => b.apps - a.apps || compareText(a.id, b.id)),
    scores: bandsOf(apps),
    columns: [...context.columns],
    apps,
    limits: limitsOf(apps),
    problems: [...context.problems],
  };
}
