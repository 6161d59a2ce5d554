// The charts of a survey: which numbers, in what order, with what words; each with the same figures as a table.
// Leaves shapes to chart.ts and colours to style.ts.
import { compareText } from '../../model/order.js';
import type { Text } from '../../model/catalogue.js';
import { RUNGS } from '../../model/constants.js';
import type { SurveyApp, SurveyReport } from '../../model/survey.js';
import { RUNG_NAMES, VERDICTS } from '../../text/labels.js';
import { barChart, columnChart, gridChart, spanChart } from './chart.js';
import { heatRows } from './heat.js';
import { multiplesFigure } from './multiples.js';
import { both, h, NONE, percent, raw } from './template.js';
import type { Markup } from './template.js';
import { WORDS } from './words.js';

const same = (text: string): Text => ({ en: text, zh: text });
const counted = (name: Text, n: number): Text => ({ en: `${name.en}: ${n}`, zh: `${name.zh}：${n}` });

/** Kinds and SDKs beyond these are in the tables only. */
const MOST_BARS = 24;
/** Rows of a heat map that are named beside it; with more, the name under the pointer is shown. */
const MOST_NAMED = 150;
/** Height of the rows of a heat map with more apps than that, in pixels. */
const TALLEST_HEAT = 1400;

interface Figure {
  id: string;
  title: Text;
  lead: Text;
  legend?: readonly { className: string; name: Text }[];
  chart: Markup;
  table: Markup;
}

const figure = (f: Figure): Markup => h`
<figure id="${f.id}">
<figcaption><h3 id="${f.id}-title">${both(f.title)}</h3><p>${both(f.lead)}</p></figcaption>
${
  f.legend
    ? h`<ul class="legend">${f.legend.map((l) => h`<li><span class="key ${l.className}"></span>${both(l.name)}</li>`)}</ul>`
    : NONE
}<div class="chart">${f.chart}</div>
<details><summary>${both(WORDS.asTable)}</summary><div class="wide" tabindex="0" role="group" aria-labelledby="${f.id}-title">${f.table}</div></details>
</figure>`;

const table = (heads: readonly Text[], rows: readonly (readonly (Markup | string | number)[])[]): Markup =>
  h`<table><thead><tr>${heads.map((t) => h`<th scope="col">${both(t)}</th>`)}</tr></thead><tbody>${rows.map(
    (cells) =>
      h`<tr>${cells.map((c, i) => (i === 0 ? h`<th scope="row">${c}</th>` : h`<td${raw(typeof c === 'number' ? ' class="n"' : '')}>${c}</td>`))}</tr>`,
  )}</tbody></table>`;

const kindsFigure = (survey: SurveyReport): Markup => {
  const read = survey.totals.apps - survey.totals.failed;
  const strongestFirst = [...RUNGS].reverse();
  const kinds = [...survey.kinds].sort((a, b) => b.apps - a.apps || compareText(a.kind, b.kind));
  return figure({
    id: 'fig-kinds',
    title: WORDS.kindsTitle,
    lead: WORDS.kindsLead,
    legend: strongestFirst.map((r) => ({ className: `rung-${r}`, name: RUNG_NAMES[r]! })),
    chart: barChart(
      kinds.slice(0, MOST_BARS).map((k) => ({
        label: k.name,
        note: same(`${k.apps} · ${percent(k.apps, read)}`),
        segments: strongestFirst.map((r) => ({
          className: `rung-${r}`,
          value: k.rungs[r] ?? 0,
          title: counted(RUNG_NAMES[r]!, k.rungs[r] ?? 0),
        })),
      })),
      read,
      'fig-kinds-title',
    ),
    table: table(
      [WORDS.kind, WORDS.apps, ...strongestFirst.map((r) => RUNG_NAMES[r]!), WORDS.suspected, WORDS.strong],
      kinds.map((k) => [
        both(k.name),
        k.apps,
        ...strongestFirst.map((r) => k.rungs[r] ?? 0),
        k.suspected,
        k.strong,
      ]),
    ),
  });
};

const PARTIES = ['app', 'sdk', 'unattributed'] as const;

const actorsFigure = (survey: SurveyReport): Markup => {
  const inCode = (k: SurveyReport['kinds'][number]): number => k.by.app + k.by.sdk + k.by.unattributed;
  const kinds = survey.kinds
    .filter((k) => inCode(k) > 0)
    .sort((a, b) => inCode(b) - inCode(a) || compareText(a.kind, b.kind));
  const nameOf = new Map(survey.sdks.map((s) => [s.id, s.name]));
  return figure({
    id: 'fig-actors',
    title: WORDS.actorsTitle,
    lead: WORDS.actorsLead,
    legend: PARTIES.map((p) => ({ className: `party-${p}`, name: WORDS[p] })),
    chart: barChart(
      kinds.slice(0, MOST_BARS).map((k) => ({
        label: k.name,
        note: same(PARTIES.map((p) => k.by[p]).join(' · ')),
        segments: PARTIES.map((p) => ({
          className: `party-${p}`,
          value: k.by[p],
          title: counted(WORDS[p], k.by[p]),
        })),
      })),
      Math.max(1, ...kinds.map(inCode)),
      'fig-actors-title',
    ),
    table: table(
      [WORDS.kind, ...PARTIES.map((p) => WORDS[p]), { en: 'SDKs', zh: 'SDK' }],
      kinds.map((k) => [
        both(k.name),
        ...PARTIES.map((p) => k.by[p]),
        k.sdks
          .slice(0, 8)
          .map((s) => `${nameOf.get(s.id) ?? s.id} ${s.apps}`)
          .join(', '),
      ]),
    ),
  });
};

const sdksFigure = (survey: SurveyReport): Markup => {
  if (survey.sdks.length === 0) return NONE;
  const read = survey.totals.apps - survey.totals.failed;
  const kindName = new Map(survey.kinds.map((k) => [k.kind, k.name]));
  const takes = (list: readonly { kind: string; apps: number }[]): Markup =>
    list.length === 0
      ? both(WORDS.none)
      : h`${list.slice(0, 8).map((take, i) => h`${i > 0 ? ', ' : ''}${both(kindName.get(take.kind) ?? same(take.kind))} ${take.apps}`)}`;
  return figure({
    id: 'fig-sdks',
    title: WORDS.sdksTitle,
    lead: WORDS.sdksLead,
    legend: [
      { className: 'sdk-tracker', name: WORDS.tracker },
      { className: 'sdk-other', name: { en: 'other', zh: '其他' } },
    ],
    chart: barChart(
      survey.sdks.slice(0, 20).map((s) => ({
        label: same(s.name),
        note: same(`${s.apps} · ${percent(s.apps, read)}`),
        segments: [
          {
            className: s.tracker ? 'sdk-tracker' : 'sdk-other',
            value: s.apps,
            title: same(`${s.vendor}${s.country ? ` (${s.country})` : ''}`),
          },
        ],
      })),
      Math.max(1, survey.sdks[0]!.apps),
      'fig-sdks-title',
    ),
    table: table(
      [WORDS.name, WORDS.vendor, WORDS.apps, WORDS.takes],
      survey.sdks.map((s) => [
        s.name,
        `${s.vendor}${s.country ? ` (${s.country})` : ''}`,
        s.apps,
        takes(s.takes),
      ]),
    ),
  });
};

const scoresFigure = (survey: SurveyReport): Markup =>
  figure({
    id: 'fig-scores',
    title: WORDS.scoresTitle,
    lead: WORDS.scoresLead,
    chart: columnChart(
      survey.scores.map((b, i) => ({
        from: b.from,
        to: b.to,
        count: b.apps,
        className: `band-${i}`,
        title: counted(same(`${b.from}–${b.to}`), b.apps),
      })),
      'fig-scores-title',
    ),
    table: table(
      [WORDS.index, WORDS.apps],
      survey.scores.map((b) => [`${b.from}–${b.to}`, b.apps]),
    ),
  });

const typesFigure = (survey: SurveyReport): Markup =>
  figure({
    id: 'fig-types',
    title: WORDS.typesTitle,
    lead: WORDS.typesLead,
    chart: spanChart(
      survey.types.map((type) => ({
        label: type.name,
        count: type.scores?.count ?? 0,
        low: type.scores?.low ?? 0,
        lowerQuarter: type.scores?.lowerQuarter ?? 0,
        middle: type.scores?.middle ?? 0,
        upperQuarter: type.scores?.upperQuarter ?? 0,
        high: type.scores?.high ?? 0,
        note: {
          en: `${type.suspected} of ${type.rated} suspected`,
          zh: `${type.rated} 款中 ${type.suspected} 款涉嫌`,
        },
      })),
      'fig-types-title',
    ),
    table: table(
      [WORDS.type, WORDS.apps, WORDS.rated, WORDS.suspected, WORDS.middle, WORDS.quarter],
      survey.types.map((type) => [
        both(type.name),
        type.apps,
        type.rated,
        type.suspected,
        type.scores?.middle ?? '–',
        type.scores ? `${type.scores.lowerQuarter}–${type.scores.upperQuarter}` : '–',
      ]),
    ),
  });

const starsFigure = (survey: SurveyReport): Markup => {
  const types = survey.types.filter((type) => type.stars.length > 0);
  if (types.length === 0) return NONE;
  const steps = [...new Set(types.flatMap((type) => type.stars.map((s) => s.stars)))].sort((a, b) => a - b);
  const name = (stars: number): Text => ({ en: `${stars} ★`, zh: `${stars} ★` });
  const mean = (type: (typeof types)[number]): string => {
    const apps = type.stars.reduce((sum, s) => sum + s.apps, 0);
    return (type.stars.reduce((sum, s) => sum + s.stars * s.apps, 0) / apps).toFixed(1);
  };
  const classOf = (stars: number): string => `stars-${Math.max(0, Math.min(5, Math.floor(stars)))}`;
  return figure({
    id: 'fig-stars',
    title: WORDS.starsTitle,
    lead: WORDS.starsLead,
    legend: [...new Set(steps.map(Math.floor))].map((s) => ({ className: classOf(s), name: name(s) })),
    chart: barChart(
      types.map((type) => ({
        label: type.name,
        note: { en: `mean ${mean(type)} · ${type.rated} apps`, zh: `平均 ${mean(type)} · ${type.rated} 款` },
        most: type.rated,
        segments: [...type.stars].reverse().map((s) => ({
          className: classOf(s.stars),
          value: s.apps,
          title: counted(name(s.stars), s.apps),
        })),
      })),
      1,
      'fig-stars-title',
    ),
    table: table(
      [WORDS.type, ...steps.map(name)],
      types.map((type) => [
        both(type.name),
        ...steps.map((s) => type.stars.find((count) => count.stars === s)?.apps ?? 0),
      ]),
    ),
  });
};

/** The label of an app; where several share it, with the version, else with the file. */
const rowNames = (apps: readonly SurveyApp[]): ((app: SurveyApp) => string) => {
  const short = (app: SurveyApp): string => app.label ?? app.id.slice(app.id.lastIndexOf('/') + 1);
  const versioned = (app: SurveyApp): string => `${short(app)} ${app.versionName ?? ''}`.trim();
  const count = (name: (app: SurveyApp) => string): Map<string, number> => {
    const seen = new Map<string, number>();
    for (const app of apps) seen.set(name(app), (seen.get(name(app)) ?? 0) + 1);
    return seen;
  };
  const byShort = count(short);
  const byVersion = count(versioned);
  return (app) => {
    if (byShort.get(short(app)) === 1) return short(app);
    if (byVersion.get(versioned(app)) === 1) return versioned(app);
    return `${short(app)} · ${app.id}`;
  };
};

const VERDICT_ORDER = ['strongly-suspected', 'suspected', 'not-suspected', 'not-rated'] as const;

const heatFigure = (survey: SurveyReport): Markup => {
  const { kinds, rows } = heatRows(survey);
  if (rows.length === 0 || kinds.length === 0) return NONE;
  const few = rows.length <= MOST_NAMED;
  const nameOf = rowNames(rows.map((row) => row.app));
  const chart = gridChart(
    {
      columns: kinds.map((k) => k.name),
      rows: rows.map(({ app, rungs }) => ({
        label: nameOf(app),
        mark: `fill-${app.verdict}`,
        cells: [...rungs].map((c) => (c === '.' ? null : `rung-${RUNGS[Number(c)]!}`)),
      })),
      showRowLabels: few,
      rowHeight: rows.length <= 60 ? 16 : few ? 12 : Math.min(8, TALLEST_HEAT / rows.length),
    },
    'fig-heat-title',
  );
  return h`
<figure id="fig-heat">
<figcaption><h3 id="fig-heat-title">${both(WORDS.heatTitle)}</h3><p>${both(WORDS.heatLead)}</p></figcaption>
<ul class="legend">${RUNGS.map((r) => h`<li><span class="key rung-${r}"></span>${both(RUNG_NAMES[r]!)}</li>`)}</ul>
<ul class="legend"><li>${both(WORDS.heatStrip)}</li>${VERDICT_ORDER.map((v) => h`<li><span class="key fill-${v}"></span>${both(VERDICTS[v])}</li>`)}</ul>
<div class="chart" id="heat" tabindex="0" role="group" aria-labelledby="fig-heat-title">${chart}</div>
<p id="heat-tip" class="tip" aria-hidden="true" hidden></p>
</figure>`;
};

/** All charts of the survey, in reading order. */
export const figures = (survey: SurveyReport): Markup =>
  h`${kindsFigure(survey)}${actorsFigure(survey)}${sdksFigure(survey)}${scoresFigure(survey)}${typesFigure(survey)}${starsFigure(survey)}${multiplesFigure(survey)}${heatFigure(survey)}`;
