// Small multiples: the same kinds of data in the same order for each type of app, so that types can be compared at a
// glance. Leaves counting to survey/ and shapes to chart.ts.
import type { SurveyReport, SurveyType } from '../../model/survey.js';
import { barChart } from './chart.js';
import { both, h, NONE, percent } from './template.js';
import type { Markup } from './template.js';
import { WORDS } from './words.js';

/** Types with fewer rated apps say more in the table; more types than these no longer fit a glance. */
const LEAST_APPS = 2;
const MOST_TYPES = 12;
const MOST_KINDS = 6;

const panel = (type: SurveyType, kinds: SurveyReport['kinds'], at: number): Markup => {
  const suspected = new Map(type.kinds.map((k) => [k.kind, k.suspected]));
  const id = `type-${at}`;
  const chart = barChart(
    kinds.map((kind) => {
      const n = suspected.get(kind.kind) ?? 0;
      const note = `${n} · ${percent(n, type.rated)}`;
      return {
        label: kind.name,
        note: { en: note, zh: note },
        segments: [{ className: 'fill-suspected', value: n, title: kind.name }],
      };
    }),
    type.rated,
    id,
  );
  return h`<div class="multiple"><h4 id="${id}">${both(type.name)} <span class="small">${type.suspected}/${type.rated}</span></h4>${chart}</div>`;
};

/** One panel for each type with apps enough, the types with most apps first; nothing when there is only one. */
export const multiplesFigure = (survey: SurveyReport): Markup => {
  const types = survey.types.filter((type) => type.rated >= LEAST_APPS).slice(0, MOST_TYPES);
  const kinds = survey.kinds.filter((kind) => kind.suspected > 0).slice(0, MOST_KINDS);
  if (types.length < 2 || kinds.length === 0) return NONE;
  return h`
<figure id="fig-multiples">
<figcaption><h3 id="fig-multiples-title">${both(WORDS.multiplesTitle)}</h3><p>${both(WORDS.multiplesLead)}</p></figcaption>
<div class="multiples">${types.map((type, at) => panel(type, kinds, at))}</div>
</figure>`;
};
