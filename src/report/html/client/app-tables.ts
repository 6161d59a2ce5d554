// The tables at the end of an app's page: how the index came about, third parties, permissions. Leaves data and
// evidence to app-page.ts.
import type { El } from './dom.js';
import { actorText, el, listText, nameIn, pairIn, textAt, word } from './model.js';
import type { Model } from './model.js';
import type { PackedDetail } from '../packed.js';

/** A heading and a table below it; figures stand to the right. */
export function tableOf(
  caption: string,
  heads: readonly string[],
  rows: readonly (readonly (El | string)[])[],
): El {
  const head = el('tr', {}, ...heads.map((h) => el('th', { scope: 'col' }, h)));
  const body = rows.map((cells) =>
    el('tr', {}, ...cells.map((c, i) => (i === 0 ? el('th', { scope: 'row' }, c) : el('td', {}, c)))),
  );
  const table = el('table', {}, el('thead', {}, head), el('tbody', {}, ...body));
  return el('div', { class: 'wide', tabindex: '0', role: 'group', 'aria-label': caption }, table);
}

/** What makes up the index, who is in the app, what it asks for. */
export function detailTables(m: Model, detail: PackedDetail): El[] {
  const out: El[] = [];
  if (detail.x.length > 0) {
    const rows = detail.x.map(([kind, actor, rung, need, points]) => [
      nameIn(m, m.packed.kinds, kind),
      actorText(m, actor),
      nameIn(m, m.packed.rungs, rung),
      pairIn(m, m.packed.needs, need),
      points.toFixed(1),
    ]);
    const heads = (['kind', 'who', 'rung', 'need', 'points'] as const).map((id) => word(m, id));
    const parts = tableOf(word(m, 'parts'), heads, rows);
    out.push(
      el('details', { class: 'more' }, el('summary', {}, `${word(m, 'parts')} (${rows.length})`), parts),
    );
  }
  if (detail.s.length > 0) {
    const rows = detail.s.map(([sdk, version, kinds]) => {
      const [, name, vendor, tracker] = m.packed.sdks[sdk] ?? ['', '?', '', 0];
      const mark = tracker === 1 ? ` · ${word(m, 'tracker')}` : '';
      const took = listText(
        m,
        kinds.map((k) => nameIn(m, m.packed.kinds, k)),
      );
      return [`${name}${version < 0 ? '' : ` ${textAt(m, version)}`}`, vendor + mark, took];
    });
    out.push(
      el('h2', {}, word(m, 'parties')),
      tableOf(word(m, 'parties'), ['SDK', word(m, 'vendor'), word(m, 'kind')], rows),
    );
  }
  if (detail.p.length > 0) {
    const uses = [word(m, 'unused'), word(m, 'used'), word(m, 'unknownUse')];
    const rows = detail.p.map(([name, cls, used]) => [
      el('span', { class: 'mono' }, textAt(m, name)),
      textAt(m, cls),
      uses[used]!,
    ]);
    const heads = [word(m, 'permissions'), word(m, 'protection'), word(m, 'use')];
    out.push(
      el(
        'details',
        { class: 'more' },
        el('summary', {}, `${word(m, 'permissions')} (${rows.length})`),
        tableOf(word(m, 'permissions'), heads, rows),
      ),
    );
  }
  return out;
}
