// Paper: the table of all apps that the view shows, or of those ticked, and behind it an appendix with the strongest
// evidence of each. Made when the reader prints and taken away after it. Leaves the screen's table to table.ts.
import { replyCards } from './app-page.js';
import { tableOf } from './app-tables.js';
import type { El, Page } from './dom.js';
import { actorText, detailOf, el, listText, nameIn, pairIn, textAt, verdictMark, word } from './model.js';
import type { Model } from './model.js';
import type { PackedKind } from '../packed.js';
import { printed, rowOf, showRows } from './table.js';

declare const document: Page;

/** One app of the appendix: what was read, its verdict, and for each suspected kind the strongest sighting. */
export function appendixEntry(m: Model, at: number): El {
  const app = m.apps[at]!;
  const facts = [app.p, app.v, nameIn(m, m.packed.types, app.t)].filter((x) => x !== '').join(' · ');
  const index = app.s < 0 ? '' : ` ${word(m, 'indexOf', { n: app.s.toFixed(1) })}`;
  const entry = el(
    'article',
    {},
    el('h3', {}, app.l, verdictMark(m, app.d)),
    el('p', { class: 'small' }, `${facts}${index === '' ? '' : ` ·${index}`}`),
    el('p', { class: 'small mono' }, `${app.i} · SHA-256 ${app.h}`),
  );
  entry.append(...replyCards(m, app));
  if (app.e >= 0) return entry;
  const strongest = (k: PackedKind): PackedKind[9][number] | undefined =>
    k[9].find((e) => e[10] >= 0) ?? k[9][0];
  const rows = detailOf(m, at)
    .k.filter((k) => k[3] === 1 || k[3] === 2)
    .map((k) => {
      const e = strongest(k);
      const place = e === undefined ? [] : [textAt(m, e[3]), e[4] < 0 ? '' : textAt(m, e[4])];
      const goes =
        e !== undefined && e[10] >= 0
          ? [el('div', {}, pairIn(m, m.packed.texts, e[10]), ': ', pairIn(m, m.packed.texts, e[11]))]
          : [];
      return [
        el('span', {}, nameIn(m, m.packed.kinds, k[0]), el('div', {}, nameIn(m, m.packed.rungs, k[1]))),
        listText(
          m,
          k[5].map((actor) => actorText(m, actor)),
        ),
        el(
          'span',
          {},
          pairIn(m, m.packed.texts, k[6]),
          el('div', { class: 'mono' }, e === undefined ? '' : textAt(m, e[0])),
          el('div', { class: 'mono' }, place.filter((x) => x !== '').join(' · ')),
          ...goes,
        ),
      ];
    });
  if (rows.length > 0)
    entry.append(tableOf(app.l, [word(m, 'kind'), word(m, 'who'), word(m, 'strongestEvidence')], rows));
  return entry;
}

/** Everything that goes on paper; on paper there are no pages to turn. */
export function preparePrint(m: Model): void {
  if (m.view.app !== '') {
    for (const details of document.querySelectorAll('#app-view details')) details.open = true;
    return;
  }
  const apps = printed(m);
  document.querySelector('#apps-view tbody')!.replaceChildren(...apps.map((at) => rowOf(m, m.apps[at]!)));
  const appendix = document.getElementById('appendix')!;
  const some = apps.length < m.apps.length;
  document.getElementById('printed')!.textContent = some
    ? word(m, 'printedSome', { n: apps.length, m: m.apps.length })
    : '';
  appendix.hidden = document.getElementById('with-evidence')?.checked === false;
  const shown = apps.filter(
    (at) => m.picked.size > 0 || m.apps[at]!.y.length > 0 || m.apps[at]!.d === 1 || m.apps[at]!.d === 2,
  );
  document
    .getElementById('appendix-apps')!
    .replaceChildren(...(appendix.hidden ? [] : shown.map((at) => appendixEntry(m, at))));
  document.getElementById('to-appendix')!.hidden = appendix.hidden;
}

/** The screen as it was. */
export function clearPrint(m: Model): void {
  if (m.view.app !== '') return;
  document.getElementById('appendix')!.hidden = true;
  document.getElementById('appendix-apps')!.replaceChildren();
  showRows(m);
}
