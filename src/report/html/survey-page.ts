// The survey as one HTML file that needs nothing else: headline, charts, table, a page per app, method and limits.
// Readable without its script; the script sorts, filters and shows evidence. Pure: survey and rows in, text out.
import { compareText } from '../../model/order.js';
import type { SurveyApp, SurveyReport, SurveyRow } from '../../model/survey.js';
import { label, SEVERITIES, VERDICTS } from '../../text/labels.js';
import type { Lang } from '../../text/labels.js';
import { surveyScript } from '#page-scripts';
import { figures } from './figures.js';
import { packSurvey } from './pack.js';
import { styleSheet } from './style.js';
import { switches } from './switches.js';
import type { Text } from '../../model/catalogue.js';
import { since } from './since.js';
import { both, escapeHtml, fillText, h, jsonMarkup, NONE, paragraphs, raw } from './template.js';
import type { Markup } from './template.js';
import { LIMIT_TEXTS, METHOD_TEXTS, WORDS } from './words.js';

const section = (id: string, title: keyof typeof WORDS, body: Markup): Markup =>
  h`<section id="${id}" aria-labelledby="${id}-h"><h2 id="${id}-h">${both(WORDS[title])}</h2>${body}</section>`;

/** The sections in their order, for the bar on screen and the contents on paper. */
const parts = (survey: SurveyReport): readonly (readonly [string, keyof typeof WORDS])[] => [
  ['result', 'summary'],
  ...(survey.publication?.since ? [['since', 'since'] as const] : []),
  ...(extremesOf(survey) === null ? [] : [['extremes', 'extremes'] as const]),
  ['figures', 'figures'],
  ['apps', 'table'],
  ['unread', 'unread'],
  ['method', 'method'],
];

const bar = (survey: SurveyReport): Markup =>
  switches(h`${parts(survey).map(([id, word]) => h`<a href="#${id}">${both(WORDS[word])}</a>`)}`);

const printContents = (survey: SurveyReport): Markup =>
  h`<nav class="print-only" aria-label="${WORDS.contents.en} · ${WORDS.contents.zh}"><h2>${both(WORDS.contents)}</h2><ol>${parts(
    survey,
  ).map(
    ([id, word]) => h`<li><a href="#${id}">${both(WORDS[word])}</a></li>`,
  )}<li id="to-appendix"><a href="#appendix">${both(WORDS.appendix)}</a></li></ol></nav>`;

const headline = (survey: SurveyReport): Markup => {
  const { totals } = survey;
  const unrated = totals.notRated + totals.failed;
  const words =
    totals.rated === 0 ? WORDS.headlineEmpty : totals.suspected === 0 ? WORDS.headlineNone : WORDS.headline;
  const shares = [
    ['strongly-suspected', totals.stronglySuspected],
    ['suspected', totals.suspected - totals.stronglySuspected],
    ['not-suspected', totals.notSuspected],
    ['not-rated', unrated],
  ] as const;
  const most = Math.max(1, ...survey.headlines.map((g) => g.apps));
  return h`<section id="result" class="lead" aria-labelledby="result-h"><div>
<h2 class="big" id="result-h">${both(fillText(words, { n: totals.suspected, m: totals.rated }))}</h2>
<p class="sub">${
    totals.suspected > 0
      ? h`${both(fillText(WORDS.strongly, { n: totals.stronglySuspected }))}<span class="t-en">. </span><span class="t-zh">。</span>`
      : NONE
  }${unrated > 0 ? h`${both(fillText(WORDS.unratedCount, { n: unrated }))}<span class="t-en">.</span><span class="t-zh">。</span>` : NONE}</p>
${typesKnown(survey)}
<div class="share" aria-hidden="true">${shares
    .filter(([, n]) => n > 0)
    .map(
      ([v, n]) =>
        h`<span class="fill-${v}" style="width:${raw(((100 * n) / Math.max(1, totals.apps)).toFixed(2))}%"></span>`,
    )}</div>
<ul class="legend">${shares
    .filter(([, n]) => n > 0)
    .map(([v, n]) => h`<li><span class="v v-${v}">${both(VERDICTS[v])}</span> ${n}</li>`)}</ul>
</div><div>${
    survey.headlines.length > 0
      ? h`<h3>${both(WORDS.byHeadline)}</h3>${orders()}<ul class="ranks">${survey.headlines.map(
          (g, i) =>
            h`<li data-apps="${g.apps}" data-place="${i}">${g.apps > 0 ? h`<a href="#data=group:${raw(encodeURIComponent(g.id))}">${both(g.name)}</a>` : h`<span>${both(g.name)}</span>`}<span class="line" aria-hidden="true"><span style="width:${raw(((100 * g.apps) / most).toFixed(1))}%"></span></span><b>${g.apps}</b></li>`,
        )}</ul><p class="small">${both(WORDS.overlap)}</p>`
      : NONE
  }</div></section>`;
};

/** Words of the publisher, by paragraph. */
const ownWords = (text: Text | null): Markup =>
  text === null ? NONE : h`<div class="own">${paragraphs(text).map((part) => h`<p>${both(part)}</p>`)}</div>`;

/** Buttons that put the bars into another order; without the script they keep the association's. */
const orders = (): Markup =>
  h`<span class="group no-print" id="orders" role="group" aria-label="${WORDS.order.en} · ${WORDS.order.zh}" hidden><button type="button" data-order="count">${both(WORDS.byCount)}</button><button type="button" data-order="association">${both(WORDS.byAssociation)}</button></span>`;

/** Apps in each of the two lists, and how many must be rated for them to say more than the table. */
const MOST_EXTREMES = 10;
const LEAST_RATED = 6;

/** The apps with the highest and the lowest index; null when too few are rated. */
const extremesOf = (survey: SurveyReport): { worst: SurveyApp[]; best: SurveyApp[] } | null => {
  const rated = survey.apps.filter((app) => app.score !== null);
  if (rated.length < LEAST_RATED) return null;
  const most = Math.min(MOST_EXTREMES, Math.floor(rated.length / 2));
  const by = (sign: 1 | -1) => (a: SurveyApp, b: SurveyApp) =>
    sign * (a.score!.value - b.score!.value) || compareText(a.id, b.id);
  return {
    worst: rated
      .filter((app) => app.verdict !== 'not-suspected')
      .sort(by(-1))
      .slice(0, most),
    best: rated
      .filter((app) => app.verdict === 'not-suspected' && app.type !== 'unknown')
      .sort(by(1))
      .slice(0, most),
  };
};

const extremes = (survey: SurveyReport): Markup => {
  const lists = extremesOf(survey);
  if (lists === null) return NONE;
  const typeNames = new Map(survey.types.map((type) => [type.id, type.name]));
  const list = (title: keyof typeof WORDS, apps: readonly SurveyApp[]): Markup =>
    h`<div><h3>${both(WORDS[title])}</h3>${
      apps.length === 0
        ? h`<p>${both(WORDS.none)}</p>`
        : h`<ol class="tops">${apps.map(
            (app) =>
              h`<li><a href="#app=${raw(encodeURIComponent(app.id))}">${app.label ?? app.id}</a> <b>${app.score!.value.toFixed(1)}</b><div class="small">${both(typeNames.get(app.type) ?? WORDS.none)}${app.versionName === null ? NONE : h` · ${app.versionName}`}</div></li>`,
          )}</ol>`
    }</div>`;
  return section(
    'extremes',
    'extremes',
    h`<p>${both(WORDS.extremesLead)}</p><div class="pairs">${list('worst', lists.worst)}${list('best', lists.best)}</div>`,
  );
};

/** How the type of each app that was read is known: the judgement rests on it. */
const typesKnown = (survey: SurveyReport): Markup => {
  const read = survey.apps.filter((app) => app.verdict !== 'failed');
  const from = (...sources: string[]): number => read.filter((a) => sources.includes(a.typeSource)).length;
  const counts = { n: from('given', 'list'), m: from('inferred'), k: from('unknown') };
  return h`<p class="sub">${both(fillText(WORDS.typesKnown, counts))}</p>`;
};

/** For readers without scripts: every app in one line. */
const plainTable = (survey: SurveyReport): Markup => {
  const kindNames = new Map(survey.kinds.map((k) => [k.kind, k.name]));
  return h`<noscript><p>${both(WORDS.noscript)}</p><table><thead><tr><th scope="col">${both(WORDS.file)}</th><th scope="col">${both(WORDS.verdict)}</th><th scope="col">${both(WORDS.index)}</th><th scope="col">${both(WORDS.suspected)}</th></tr></thead><tbody>${survey.apps.map(
    (app) =>
      h`<tr><th scope="row">${app.label ?? app.id} <span class="small">${app.id}</span></th><td>${app.verdict === 'failed' ? h`${both(app.failure?.text ?? WORDS.none)}` : both(VERDICTS[app.verdict])}</td><td>${app.score?.value ?? '–'}</td><td>${app.kinds
        .filter((k) => k.verdict === 'suspected' || k.verdict === 'strongly-suspected')
        .map(
          (k, i) => h`${i > 0 ? ', ' : ''}${both(kindNames.get(k.kind) ?? { en: k.kind, zh: k.kind })}`,
        )}${(survey.publication?.replies ?? [])
        .filter((reply) => reply.app === app.id)
        .map(
          ({ from, date, text }) =>
            h`<div>${both(WORDS.reply)} ${[from, date].filter((x) => x !== null).join(', ')}: ${both(text)}</div>`,
        )}</td></tr>`,
  )}</tbody></table></noscript>`;
};

const unread = (survey: SurveyReport): Markup => {
  const apps = survey.apps.filter((a) => a.verdict === 'failed' || a.verdict === 'not-rated');
  const limits =
    survey.limits.length > 0
      ? h`<h3>${both(WORDS.limitsLead)}</h3><ul>${survey.limits.map((l) => h`<li>${both(l.text)} <b>${l.apps}</b></li>`)}</ul>`
      : NONE;
  if (apps.length === 0) return h`<p>${both(WORDS.nothingUnread)}</p>${limits}`;
  return h`<p>${both(WORDS.failedLead)}</p><div class="wide" tabindex="0" role="group" aria-labelledby="unread-h"><table><thead><tr><th scope="col">${both(WORDS.file)}</th><th scope="col">${both(WORDS.verdict)}</th><th scope="col">${both(WORDS.reason)}</th></tr></thead><tbody>${apps.map(
    (app) =>
      h`<tr><th scope="row">${app.label ?? app.id} <span class="small mono">${app.id}</span></th><td>${both(app.verdict === 'failed' ? { en: 'could not be read', zh: '无法读取' } : VERDICTS['not-rated'])}</td><td>${
        app.failure ? both(app.failure.text) : h`${app.limits.map((l) => h`<div>${both(l.text)}</div>`)}`
      }</td></tr>`,
  )}</tbody></table></div>${limits}`;
};

const method = (survey: SurveyReport): Markup => {
  const notes = [
    ...(survey.totals.sameContent > 0
      ? [both(fillText(WORDS.sameContent, { n: survey.totals.sameContent }))]
      : []),
    ...survey.problems.map(
      (p) => h`${p.line === null ? NONE : h`${both(fillText(WORDS.line, { n: p.line }))}: `}${both(p.text)}`,
    ),
  ];
  return h`${ownWords(survey.publication?.method ?? null)}${METHOD_TEXTS.map((text) => h`<p>${both(text)}</p>`)}<ul>${LIMIT_TEXTS.map((text) => h`<li>${both(text)}</li>`)}</ul>${
    notes.length > 0
      ? h`<h3>${both(WORDS.problems)}</h3><ul>${notes.map((n) => h`<li>${n}</li>`)}</ul>`
      : NONE
  }<details><summary>${both(WORDS.rulesTable)} (${survey.rules.length})</summary><div class="wide" tabindex="0" role="group" aria-label="Rules · 规则"><table><thead><tr><th scope="col">${both(WORDS.rule)}</th><th scope="col">${both(WORDS.severity)}</th><th scope="col">${both(WORDS.hits)}</th><th scope="col">${both(WORDS.undecided)}</th></tr></thead><tbody>${survey.rules.map(
    (r) =>
      h`<tr><th scope="row">${both(r.title)} <span class="small mono">${r.id}</span></th><td>${both({ en: label(SEVERITIES, r.severity, 'en'), zh: label(SEVERITIES, r.severity, 'zh') })}</td><td class="n">${r.apps}</td><td class="n">${r.unknown}</td></tr>`,
  )}</tbody></table></div></details>`;
};

/**
 * @param rows the finished apps of the survey; read once
 * @param lang the language shown first; the page holds both
 * @param logo "data:image/…" of the publisher, in base64
 * @returns the page in pieces, to be written one after the other
 */
export function* surveyPage(
  survey: SurveyReport,
  rows: Iterable<SurveyRow>,
  lang: Lang,
  logo: string | null = null,
): Iterable<string> {
  const title = survey.title ?? WORDS.untitled;
  const packed = packSurvey(survey, rows, lang);
  const { version, rules } = survey.tool;
  yield `<!doctype html>
<html lang="${lang === 'zh' ? 'zh-CN' : 'en'}" data-lang="${lang}">
<head><meta charset="utf-8"><meta name="viewport" content="width=device-width,initial-scale=1">
<meta http-equiv="Content-Security-Policy" content="default-src 'none';style-src 'unsafe-inline';script-src 'unsafe-inline';img-src data:;base-uri 'none';form-action 'none'">
<meta name="referrer" content="no-referrer"><meta name="generator" content="Overreach ${escapeHtml(version)}">
<link rel="icon" href="data:,"><title>${escapeHtml(title[lang])}</title><style>${styleSheet()}</style></head>
<body>`;
  yield h`<a class="skip" href="#apps">${both(WORDS.skip)}</a>${bar(survey)}<div class="wrap">
<header class="mast">${logo === null ? NONE : h`<img class="logo" alt="${survey.publisher ?? ''}" src="${raw(logo)}">`}<p class="eyebrow">${[survey.publisher, survey.date].filter((x) => x !== null).join(' · ')}</p><h1>${both(title)}</h1></header>
<main id="overview">${printContents(survey)}${ownWords(survey.publication?.intro ?? null)}${headline(survey)}${since(survey)}${extremes(survey)}${section('figures', 'figures', figures(survey))}
${section('apps', 'table', h`<p id="printed" class="print-only"></p><div id="apps-view"></div>${plainTable(survey)}`)}
${section('unread', 'unread', unread(survey))}${section('method', 'method', method(survey))}
<section id="appendix" aria-labelledby="appendix-h" hidden><h2 id="appendix-h">${both(WORDS.appendix)}</h2><p>${both(WORDS.appendixLead)}</p><div id="appendix-apps"></div></section></main>
<main id="app-view" hidden tabindex="-1"></main>
<footer><p>${both(fillText(WORDS.madeWith, { version, rules: rules.slice(0, 16) }))}</p></footer></div>
<p id="status" role="status" class="skip"></p>`.markup;
  const { details, apps, ...tables } = packed;
  yield `<script type="application/json" id="tables">${jsonMarkup(tables)}</script>`;
  yield `<script type="application/json" id="rows">${jsonMarkup(apps)}</script><script type="application/json" id="details">[`;
  for (let i = 0; i < details.length; i++) yield `${i > 0 ? ',' : ''}${jsonMarkup(details[i])}`;
  yield `]</script><script>${surveyScript}</script></body></html>\n`;
}
