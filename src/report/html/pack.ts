// Survey and rows → Packed, in one pass over the rows that keeps compact text only. Cuts evidence to what a page can
// hold and says so (the count before the cut stays). Leaves markup to the sections.
import { compareText } from '../../model/order.js';
import { partiesOf } from '../../model/parties.js';
import { rungHeight } from '../../model/order.js';
import type { Actor } from '../../model/place.js';
import type { AppReport, KindReport } from '../../model/report.js';
import type { Evidence } from '../../model/rule.js';
import type { SurveyApp, SurveyReport, SurveyRow } from '../../model/survey.js';
import { plain } from '../escape.js';
import {
  argumentText,
  javaSymbol,
  NEEDS,
  OCCASION_NAMES,
  RUNG_NAMES,
  SEVERITIES,
  TYPE_SOURCES,
  VERDICTS,
  watchName,
} from '../../text/labels.js';
import type { Lang } from '../../text/labels.js';

import { flowLines, flowText } from '../../text/flows.js';
import type { Text } from '../../model/catalogue.js';
import { heatRows } from './heat.js';
import type { Packed, PackedApp, PackedDetail, PackedEvidence, PackedKind, Pair } from './packed.js';
import { paragraphs } from './template.js';
import { PAGE_WORDS } from './words.js';

/** Things numbered in the order of their first appearance. */
const table = <T>(make: (key: string) => T) => {
  const at = new Map<string, number>();
  const list: T[] = [];
  return {
    list,
    of: (key: string): number => {
      let index = at.get(key);
      if (index === undefined) {
        index = list.length;
        at.set(key, index);
        list.push(make(key));
      }
      return index;
    },
  };
};

const pair = (text: Text): Pair => [plain(text.en, 2000), plain(text.zh, 2000)];
const named = (words: Readonly<Record<string, Text>>) =>
  Object.entries(words).map(([id, text]) => [id, text.en, text.zh] as const);

const VERDICT_IDS = ['not-suspected', 'suspected', 'strongly-suspected', 'not-rated', 'failed'];
const NEED_IDS = Object.keys(NEEDS);
const OCCASION_IDS = Object.keys(OCCASION_NAMES);
const SEVERITY_IDS = Object.keys(SEVERITIES);
const SOURCE_IDS = Object.keys(TYPE_SOURCES);

/** How much of the evidence fits: everything that reports keep for a small survey, the strongest for a large one. */
const evidencePerKind = (apps: number): number => (apps <= 120 ? 12 : apps <= 400 ? 6 : 3);

interface Tables {
  strings: ReturnType<typeof table<string>>;
  texts: ReturnType<typeof table<Pair>>;
  actors: ReturnType<typeof table<Packed['actors'][number]>>;
  rules: ReturnType<typeof table<Packed['rules'][number]>>;
  kindAt: ReadonlyMap<string, number>;
  sdkAt: ReadonlyMap<string, number>;
}

/** By the number they are packed as. */
const ACTOR_KINDS: readonly Actor['kind'][] = ['app', 'sdk', 'unattributed', 'library'];

const makeTables = (survey: SurveyReport): Tables => {
  const sdkAt = new Map(survey.sdks.map((s, i) => [s.id, i]));
  const parse = (key: string) => JSON.parse(key) as string[];
  return {
    strings: table((key) => plain(key, 600)),
    texts: table((key) => parse(key) as unknown as Pair),
    actors: table((key): Packed['actors'][number] => {
      const [kind, id] = parse(key) as [Actor['kind'], string];
      return [
        ACTOR_KINDS.indexOf(kind) as 0 | 1 | 2 | 3,
        kind === 'sdk' ? (sdkAt.get(id) ?? -1) : -1,
        plain(id, 200),
      ];
    }),
    rules: table((key) => JSON.parse(key) as Packed['rules'][number]),
    kindAt: new Map(survey.kinds.map((k, i) => [k.kind, i])),
    sdkAt,
  };
};

const textOf = (t: Tables, text: Text): number => t.texts.of(JSON.stringify(pair(text)));
// The app's own package would make one actor for each app; the page says "the app itself".
const actorOf = (t: Tables, actor: Actor): number =>
  t.actors.of(JSON.stringify([actor.kind, actor.kind === 'app' ? '' : actor.id]));

const bothOf = (t: Tables, most: number, make: (lang: Lang) => string): number =>
  textOf(t, { en: plain(make('en'), most), zh: plain(make('zh'), most) });

const argumentsOf = (t: Tables, e: Evidence): number => {
  const given = (e.args ?? []).filter((a) => a !== null).slice(0, 8);
  if (given.length === 0) return -1;
  return bothOf(t, 300, (lang) => given.map((a) => argumentText(a, lang)).join(', '));
};

/** "sent to a.example over TLS", and the methods on the way: a flow without them would be a claim without its proof. */
const flowOf = (t: Tables, { flow }: Evidence): [flow: number, chain: number] =>
  flow === undefined
    ? [-1, -1]
    : [
        bothOf(t, 300, (lang) => flowText(flow, lang)),
        bothOf(t, 2000, (lang) => flowLines(flow, lang).join(' → ')),
      ];

const packEvidence = (t: Tables, e: Evidence, withPath: boolean): PackedEvidence => [
  t.strings.of(watchName(e.what)),
  rungHeight(e.rung),
  actorOf(t, e.by),
  t.strings.of(e.place.entry),
  e.place.symbol === undefined ? -1 : t.strings.of(javaSymbol(e.place.symbol)),
  (/\.xml$/i.test(e.place.entry) ? e.place.line : e.place.offset) ?? -1,
  e.occasion === undefined ? -1 : OCCASION_IDS.indexOf(e.occasion),
  withPath ? (e.path ?? []).map((step) => t.strings.of(javaSymbol(step))) : [],
  withPath ? (e.cutSteps ?? 0) : 0,
  argumentsOf(t, e),
  ...flowOf(t, e),
];

const packKind = (t: Tables, k: KindReport, most: number): PackedKind => [
  t.kindAt.get(k.kind) ?? -1,
  rungHeight(k.rung),
  NEED_IDS.indexOf(k.need),
  VERDICT_IDS.indexOf(k.verdict),
  k.points,
  partiesOf(k).map((a) => actorOf(t, a)),
  textOf(t, k.needBecause),
  k.occasions.map((o) => OCCASION_IDS.indexOf(o)).filter((o) => o >= 0),
  k.evidenceTotal,
  // Paths tell most and cost most: the first three sightings of a kind keep theirs.
  k.evidence.slice(0, most).map((e, i) => packEvidence(t, e, i < 3)),
];

const worstFirst = (a: KindReport, b: KindReport): number =>
  VERDICT_IDS.indexOf(b.verdict) - VERDICT_IDS.indexOf(a.verdict) ||
  b.points - a.points ||
  rungHeight(b.rung) - rungHeight(a.rung) ||
  compareText(a.kind, b.kind);

const packDetail = (t: Tables, report: AppReport, most: number): PackedDetail => ({
  k: [...report.kinds].sort(worstFirst).map((k) => packKind(t, k, most)),
  f: report.findings.map((f) => [
    t.rules.of(JSON.stringify([pair(f.title), pair(f.why), pair(f.fix)])),
    SEVERITY_IDS.indexOf(f.severity),
    textOf(t, f.text),
    f.actor === null ? -1 : actorOf(t, f.actor),
    f.kinds.map((k) => t.kindAt.get(k) ?? -1).filter((k) => k >= 0),
  ]),
  // What is called but not in the package is no part of the survey's table of SDKs.
  s: report.sdks
    .filter((s) => t.sdkAt.has(s.id))
    .map((s) => [
      t.sdkAt.get(s.id) ?? -1,
      s.version === null ? -1 : t.strings.of(s.version),
      [...new Set(s.kinds.map((k) => t.kindAt.get(k.kind) ?? -1))].filter((k) => k >= 0),
    ]),
  p: report.permissions.map((p) => [
    t.strings.of(p.name),
    t.strings.of(p.class),
    p.used === null ? 2 : p.used ? 1 : 0,
  ]),
  n: report.coverage.notes.map((n) => textOf(t, n.text)),
  x: report.score.parts.map((p) => [
    t.kindAt.get(p.kind) ?? -1,
    actorOf(t, p.actor),
    rungHeight(p.rung),
    NEED_IDS.indexOf(p.need),
    p.points,
  ]),
});

const packApp = (
  t: Tables,
  app: SurveyApp,
  survey: SurveyReport,
  typeAt: ReadonlyMap<string, number>,
  // eslint-disable-next-line complexity -- a literal: one field for each thing the page knows of an app
): PackedApp => ({
  i: app.id,
  l: plain(app.label ?? app.id.slice(app.id.lastIndexOf('/') + 1), 120),
  p: plain(app.package ?? '', 200),
  v: plain(app.versionName ?? '', 60),
  h: app.sha256,
  t: typeAt.get(app.type) ?? -1,
  o: SOURCE_IDS.indexOf(app.typeSource),
  d: VERDICT_IDS.indexOf(app.verdict),
  s: app.score?.value ?? -1,
  w: [app.score?.low ?? 0, app.score?.high ?? 100],
  r: app.stars ?? -1,
  q: [app.rank ?? -1, app.percentile.survey ?? -1, app.percentile.type ?? -1, app.percentile.typeApps],
  k: [...app.kinds]
    .filter((k) => k.verdict === 'suspected' || k.verdict === 'strongly-suspected')
    .sort((a, b) => b.points - a.points || compareText(a.kind, b.kind))
    .map((k) => t.kindAt.get(k.kind) ?? -1),
  a: app.sdks.map((s) => t.sdkAt.get(s) ?? -1).filter((s) => s >= 0),
  u: app.unusual
    .slice(0, 12)
    .map(
      (u) =>
        [
          u.what === 'kind' ? 0 : 1,
          (u.what === 'kind' ? t.kindAt : t.sdkAt).get(u.id) ?? -1,
          u.others,
          u.of,
        ] as const,
    )
    .filter((u) => u[1] >= 0),
  c: survey.columns.map((c) => plain(app.columns[c] ?? '', 200)),
  e: app.failure === null ? -1 : textOf(t, app.failure.text),
  m: app.sameContent.map((id) => plain(id, 300)),
  y: (survey.publication?.replies ?? [])
    .filter((reply) => reply.app === app.id)
    .map(
      ({ from, date, text }) =>
        [plain(from ?? '', 200), plain(date ?? '', 60), paragraphs(text).map(pair)] as const,
    ),
});

/** Sorted strings with what each shares with the one before left out, and where each first number went. */
const frontCode = (list: readonly string[]): { strings: (string | number)[]; moved: number[] } => {
  const order = list
    .map((_, i) => i)
    .sort((a, b) => (list[a]! < list[b]! ? -1 : list[a]! > list[b]! ? 1 : 0));
  const moved = new Array<number>(list.length);
  const strings: (string | number)[] = [];
  let before = '';
  order.forEach((from, to) => {
    moved[from] = to;
    const text = list[from]!;
    let shared = 0;
    while (shared < before.length && shared < text.length && before[shared] === text[shared]) shared++;
    strings.push(shared, text.slice(shared));
    before = text;
  });
  return { strings, moved };
};

const moveStrings = (detail: PackedDetail, moved: readonly number[]): PackedDetail => {
  const to = (i: number): number => (i < 0 ? i : moved[i]!);
  return {
    ...detail,
    k: detail.k.map((k) => [
      k[0], k[1], k[2], k[3], k[4], k[5], k[6], k[7], k[8],
      k[9].map((e) => [to(e[0]), e[1], e[2], to(e[3]), to(e[4]), e[5], e[6], e[7].map(to), e[8], e[9], e[10], e[11]] as const),
    ]), // prettier-ignore
    s: detail.s.map(([sdk, version, kinds]) => [sdk, to(version), kinds]),
    p: detail.p.map(([name, cls, used]) => [to(name), to(cls), used]),
  };
};

const named2 = (words: Readonly<Record<string, Text>>): Pair[] =>
  Object.values(words).map((text) => [text.en, text.zh]);

/** @param rows the finished apps, read once; rows that the survey does not hold are left out */
export function packSurvey(survey: SurveyReport, rows: Iterable<SurveyRow>, lang: Lang): Packed {
  const t = makeTables(survey);
  const typeAt = new Map(survey.types.map((type, i) => [type.id, i]));
  const appAt = new Map(survey.apps.map((app, i) => [app.id, i]));
  const most = evidencePerKind(survey.apps.length);
  const details: PackedDetail[] = survey.apps.map(() => ({ k: [], f: [], s: [], p: [], n: [], x: [] }));
  for (const row of rows) {
    const at = appAt.get(row.id);
    if (at !== undefined && row.outcome.state === 'done')
      details[at] = packDetail(t, row.outcome.report, most);
  }
  const apps = survey.apps.map((app) => packApp(t, app, survey, typeAt));
  const { strings, moved } = frontCode(t.strings.list);
  const heat = heatRows(survey);
  return {
    lang,
    words: Object.fromEntries(
      Object.entries(PAGE_WORDS).map(([id, text]) => [id, [text.en, text.zh] as const]),
    ),
    verdicts: [
      ...VERDICT_IDS.slice(0, 4).map((id) => {
        const text = VERDICTS[id as keyof typeof VERDICTS];
        return [id, text.en, text.zh] as const;
      }),
      ['failed', PAGE_WORDS.failed.en, PAGE_WORDS.failed.zh],
    ],
    rungs: named(RUNG_NAMES),
    needs: named2(NEEDS),
    occasions: named2(OCCASION_NAMES),
    severities: named(SEVERITIES),
    typeSources: named2(TYPE_SOURCES),
    types: survey.types.map((type) => [type.id, type.name.en, type.name.zh]),
    kinds: survey.kinds.map((k) => [k.kind, k.name.en, k.name.zh, k.headline]),
    groups: survey.headlines.map((g) => [g.id, g.name.en, g.name.zh]),
    sdks: survey.sdks.map((s) => [s.id, plain(s.name, 200), plain(s.vendor, 200), s.tracker ? 1 : 0]),
    actors: t.actors.list,
    rules: t.rules.list,
    texts: t.texts.list,
    columns: survey.columns.map((c) => plain(c, 100)),
    scored: survey.apps.filter((a) => a.score !== null).length,
    apps,
    heat: heat.rows.map((row) => [appAt.get(row.app.id)!, row.rungs] as const),
    heatKinds: heat.kinds.map((k) => t.kindAt.get(k.kind)!),
    strings,
    details: details.map((d) => JSON.stringify(moveStrings(d, moved))),
  };
}
