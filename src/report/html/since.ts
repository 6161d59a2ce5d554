// What changed since the survey before, on the page of the new one: totals, kinds, and the apps that changed, with what can
// explain it. Leaves comparing to compare/.
import type { Text } from '../../model/catalogue.js';
import type { SurveyAppChange, SurveyReport } from '../../model/survey.js';
import { VERDICTS } from '../../text/labels.js';
import { both, fillText, h, NONE } from './template.js';
import type { Markup } from './template.js';
import { WORDS } from './words.js';

/** Apps shown; "survey diff" tells all. */
const MOST_APPS = 40;

const CAUSES: Readonly<Record<SurveyAppChange['because'][number], Text>> = {
  package: { en: 'another package', zh: '安装包不同' },
  type: { en: 'another type', zh: '类型不同' },
  rules: { en: 'other rules', zh: '规则不同' },
  tool: { en: 'another version of the tool', zh: '工具版本不同' },
};
const CHANGES: Readonly<Record<SurveyAppChange['change'], Text>> = {
  added: { en: 'new', zh: '新增' },
  removed: { en: 'gone', zh: '移除' },
  changed: { en: 'changed', zh: '有变化' },
};

const verdictText = (verdict: string | null): Text =>
  verdict === null
    ? { en: '–', zh: '–' }
    : verdict === 'failed'
      ? { en: 'could not be read', zh: '无法读取' }
      : VERDICTS[verdict as keyof typeof VERDICTS];

const arrow = (before: Markup, after: Markup, same: boolean): Markup =>
  same ? after : h`${before} → ${after}`;

const appRow = (app: SurveyAppChange): Markup => {
  const { verdict, score } = app;
  const index = (value: number | null): Markup => h`${value === null ? '–' : value.toFixed(1)}`;
  return h`<tr><th scope="row">${app.label ?? app.package ?? app.id} <span class="small">${both(CHANGES[app.change])}</span></th><td>${arrow(both(verdictText(verdict.before)), both(verdictText(verdict.after)), verdict.before === verdict.after)}</td><td class="n">${arrow(index(score.before), index(score.after), score.before === score.after)}</td><td>${app.because.map((cause, i) => h`${i > 0 ? ' · ' : ''}${both(CAUSES[cause])}`)}</td></tr>`;
};

/** Nothing when no survey before was named. */
export const since = (survey: SurveyReport): Markup => {
  const change = survey.publication?.since ?? null;
  if (change === null) return NONE;
  const { before, after } = change;
  const moved = change.apps.filter(
    (app) =>
      app.change !== 'changed' ||
      app.verdict.before !== app.verdict.after ||
      app.score.before !== app.score.after,
  );
  const head = (word: keyof typeof WORDS): Markup => h`<th scope="col">${both(WORDS[word])}</th>`;
  const more = moved.length - MOST_APPS;
  const notes = [
    ...(change.rulesChanged ? [WORDS.sinceRules] : []),
    ...(change.toolChanged ? [WORDS.sinceTool] : []),
  ];
  return h`<section id="since" aria-labelledby="since-h"><h2 id="since-h">${both(WORDS.since)}</h2>
<p>${both(fillText(WORDS.sinceTotals, { a: before.suspected, b: before.rated, c: after.suspected, d: after.rated }))}</p>${notes.map((note) => h`<p>${both(note)}</p>`)}${
    change.kinds.length > 0
      ? h`<ul class="legend">${change.kinds.map((kind) => h`<li>${both(kind.name)} <b>${kind.before} → ${kind.after}</b></li>`)}</ul>`
      : NONE
  }${
    moved.length > 0
      ? h`<div class="wide" tabindex="0" role="group" aria-labelledby="since-h"><table><thead><tr>${head('name')}${head('verdict')}${head('index')}${head('causes')}</tr></thead><tbody>${moved.slice(0, MOST_APPS).map(appRow)}</tbody></table></div>`
      : NONE
  }<p class="small">${more > 0 ? both(fillText(WORDS.sinceMore, { n: more })) : NONE} ${both(fillText(WORDS.sinceSame, { n: change.unchanged }))}</p></section>`;
};
