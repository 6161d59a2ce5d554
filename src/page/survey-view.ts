// The small survey on the page: verdicts as one bar, groups of data as bars, types with their figures. Draws what the
// worker counted; leaves the table of apps to main.ts. Lengths are set through the object model, as the policy asks.
import type { Text } from '../model/catalogue.js';
import type { SurveyReport } from '../model/survey.js';
import { fillText } from '../report/html/template.js';
import { WORDS } from '../report/html/words.js';
import { VERDICTS } from '../text/labels.js';
import { PAGE } from './words.js';

type Both = (text: Text) => DocumentFragment;

const made = (tag: string, className: string, ...parts: (Node | string)[]): HTMLElement => {
  const element = document.createElement(tag);
  if (className !== '') element.className = className;
  element.append(...parts);
  return element;
};
const wide = (element: HTMLElement, share: number): HTMLElement => {
  element.style.width = `${Math.round(1000 * share) / 10}%`;
  return element;
};

const bar = (both: Both, name: Text, value: number, of: number, note: string): HTMLElement => {
  const line = made('span', 'line', wide(made('span', ''), of > 0 ? value / of : 0));
  line.setAttribute('aria-hidden', 'true');
  return made('li', '', made('span', '', both(name)), line, made('b', '', note));
};

/** @returns what stands in the section of the survey */
export function surveyView(survey: SurveyReport, both: Both): HTMLElement[] {
  const { totals } = survey;
  const shares = [
    ['strongly-suspected', totals.stronglySuspected],
    ['suspected', totals.suspected - totals.stronglySuspected],
    ['not-suspected', totals.notSuspected],
    ['not-rated', totals.notRated + totals.failed],
  ] as const;
  const seen = shares.filter(([, n]) => n > 0);
  const share = made(
    'div',
    'share',
    ...seen.map(([verdict, n]) => wide(made('span', `fill-${verdict}`), n / Math.max(1, totals.apps))),
  );
  share.setAttribute('aria-hidden', 'true');
  const legend = made(
    'ul',
    'legend',
    ...seen.map(([verdict, n]) =>
      made('li', '', made('span', `v v-${verdict}`, both(VERDICTS[verdict])), ` ${n}`),
    ),
  );
  const most = Math.max(1, ...survey.headlines.map((g) => g.apps));
  const groups = survey.headlines.filter((g) => g.apps > 0).sort((a, b) => b.apps - a.apps);
  const types = survey.types.filter((type) => type.rated > 0);
  return [
    share,
    legend,
    ...(groups.length > 0
      ? [
          made('h3', '', both(WORDS.byHeadline)),
          made('ul', 'ranks', ...groups.map((g) => bar(both, g.name, g.apps, most, String(g.apps)))),
          made('p', 'small', both(WORDS.overlap)),
        ]
      : []),
    ...(types.length > 1
      ? [
          made('h3', '', both(PAGE.byType)),
          made(
            'ul',
            'ranks',
            ...types.map((type) =>
              bar(both, type.name, type.suspected, type.rated, `${type.suspected}/${type.rated}`),
            ),
          ),
        ]
      : []),
    made('p', 'small', both(fillText(PAGE.smallSurvey, { n: totals.apps }))),
  ];
}
