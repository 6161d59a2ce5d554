// calls: the code uses a named API, field, string or URI, whatever data that gives. For things no data kind stands for.
// What it names joins the watchlist; see watchesOf. Leaves personal data to obtains.
import { rungHeight } from '../../model/order.js';
import type { Condition, Evidence } from '../../model/rule.js';
import { sightingOf, watchIdOf } from '../../model/watch-id.js';
import { attribution } from '../../judge/attribution.js';
import { occasions } from '../../judge/occasions.js';
import { uses } from '../../judge/uses.js';
import {
  closed,
  either,
  hitOrClear,
  integer,
  pathShown,
  placeInCode,
  sentence,
  strings,
  wordList,
  words,
} from './support.js';

interface Value {
  any: string[]; // "call android.a.B#m", "field a.B#F", "string text", "uri content://x", "override a.B#m", …
  by?: string[];
  rung?: string;
  when?: string[];
  atLeast?: number; // distinct things of `any`
}

export const calls: Condition<Value> = {
  name: 'calls',
  reads: ['code'],
  schema: closed(
    {
      any: {
        ...strings,
        items: { type: 'string', pattern: '^(call|override|field|class|string|uri|reflect) .+' },
      },
      by: wordList('app', 'sdk', 'unattributed', 'library'),
      rung: words('present', 'reachable', 'startup'),
      when: wordList('startup', 'first-screen', 'background', 'screen', 'user-act', 'callback'),
      atLeast: integer,
    },
    ['any'],
  ),
  explain: (v) =>
    sentence(
      {
        en: `the code uses ${v.atLeast ? `at least ${v.atLeast} of ` : ''}${either(v.any).en}`,
        zh: `代码使用了${v.atLeast ? `至少 ${v.atLeast} 项：` : ''}${either(v.any).zh}`,
      },
      v.by && { en: `in code of ${either(v.by).en}`, zh: `（所属：${either(v.by).zh}）` },
      v.rung !== undefined && v.rung !== 'present' && { en: 'where it can run', zh: '（且可执行）' },
      v.when && { en: `at ${either(v.when).en}`, zh: `（时机：${either(v.when).zh}）` },
    ),
  match(v, view) {
    const owners = view.get(attribution);
    const timing = view.get(occasions);
    const seen = view.get(uses);
    const { code } = seen;
    const found: Evidence[] = [];
    for (const use of seen.of(watchesOfCalls(v))) {
      const site = code!.sites[use.site];
      const owner = owners.ofSite(use.site);
      const at = timing(use.site);
      if (!site || (v.by && !v.by.includes(owner.ordinary ? 'library' : owner.actor.kind))) continue;
      if (rungHeight(at.rung) < rungHeight(v.rung ?? 'present')) continue;
      if (v.when && !v.when.some((occasion) => (at.occasions as string[]).includes(occasion))) continue;
      found.push({
        what: use.watch,
        rung: at.rung,
        by: owner.actor,
        place: placeInCode(site, use.offset),
        confidence: 'high',
        ...pathShown(at),
        ...(use.args ? { args: use.args } : {}),
      });
    }
    return new Set(found.map(({ what }) => what)).size < (v.atLeast ?? 1)
      ? { is: 'clear' }
      : hitOrClear(found);
  },
};

/** The watch ids that a value names; what is malformed names none. */
export function watchesOfCalls(value: Value): string[] {
  return value.any.flatMap((text) => {
    const sighting = sightingOf(text);
    const id = sighting === null ? null : watchIdOf(sighting);
    return id === null ? [] : [id];
  });
}
