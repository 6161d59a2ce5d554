// observer: code that watches for new images, graded by what it does with them; the screenshot case.
import type { Condition } from '../../model/rule.js';
import { readSection } from '../../judge/view.js';
import { attribution } from '../../judge/attribution.js';
import { occasions } from '../../judge/occasions.js';
import { SCREEN_PATTERNS, screenWatches, type ScreenPattern } from '../../judge/screens.js';
import { closed, either, hitOrClear, pathShown, placeInCode, wordList } from './support.js';

interface Value {
  does: ScreenPattern[]; // at least one of these steps
  not?: ScreenPattern[]; // and none of these
}

export const observer: Condition<Value> = {
  name: 'observer',
  reads: ['code'],
  schema: closed({ does: wordList(...SCREEN_PATTERNS), not: wordList(...SCREEN_PATTERNS) }, ['does']),
  explain: (v) => ({
    en: `code watches for new images (${either(v.does).en}${v.not ? `, but not ${either(v.not).en}` : ''})`,
    zh: `代码监视新增图片（${either(v.does).zh}${v.not ? `，但非${either(v.not).zh}` : ''}）`,
  }),
  match(v, view) {
    const code = readSection(view.facts, 'code');
    const owners = view.get(attribution);
    const timing = view.get(occasions);
    const found = view
      .get(screenWatches)
      .filter(
        ({ patterns }) =>
          v.does.some((p) => patterns.includes(p)) && !v.not?.some((p) => patterns.includes(p)),
      );
    return hitOrClear(
      found.map(({ what, site, offset, details, observer: watcher }) => {
        const at = timing(site);
        return {
          what,
          rung: at.rung,
          by: owners.ofSite(site).actor,
          place: placeInCode(code!.sites[site], offset),
          confidence: watcher.nameTests.length > 0 ? 'high' : 'medium',
          ...pathShown(at),
          args: details,
        };
      }),
    );
  },
};
