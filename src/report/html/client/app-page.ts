// The page of one app: what was read, where it stands, each kind of data with its evidence, findings, parties,
// permissions, and what was not read. Everything is text from the packed data, put in as text.
import type { El } from './dom.js';
import {
  detailOf,
  el,
  hashOf,
  indexMark,
  nameIn,
  pairIn,
  starsText,
  textAt,
  verdictMark,
  word,
} from './model.js';
import type { Model } from './model.js';
import type { PackedApp, PackedEvidence, PackedKind } from '../packed.js';

export function actorText(m: Model, at: number): string {
  const actor = m.packed.actors[at];
  if (!actor) return '';
  const [kind, sdk, name] = actor;
  if (kind === 0) return word(m, 'appSelf');
  if (kind === 1) return sdk >= 0 ? m.packed.sdks[sdk]![1] : name;
  return name === '' ? word(m, 'unattributed') : `${word(m, 'unattributed')} (${name})`;
}

export function listText(m: Model, items: readonly string[]): string {
  return items.length === 0 ? '–' : items.join(m.lang === 0 ? ', ' : '、');
}

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

export function evidenceItem(m: Model, e: PackedEvidence): El {
  const [what, rung, actor, entry, symbol, offset, occasion, path, cut] = e;
  const where = [
    textAt(m, entry),
    symbol < 0 ? '' : textAt(m, symbol),
    offset < 0 ? '' : word(m, 'offset', { n: offset }),
  ];
  const item = el(
    'li',
    {},
    el('span', { class: 'mono' }, textAt(m, what)),
    ` — ${nameIn(m, m.packed.rungs, rung)}, ${actorText(m, actor)}${occasion < 0 ? '' : `, ${pairIn(m, m.packed.occasions, occasion)}`}`,
    el('div', { class: 'small mono' }, where.filter((x) => x !== '').join(' · ')),
  );
  if (path.length > 0) {
    const steps = path.map((step) => textAt(m, step)).join(' → ');
    const left = cut > 0 ? ` (${word(m, 'steps', { n: cut })})` : '';
    item.append(el('div', { class: 'small mono' }, `${word(m, 'path')}: ${steps}${left}`));
  }
  return item;
}

export function kindCard(m: Model, k: PackedKind): El {
  const [kind, rung, need, verdict, points, actors, because, occasions, total, evidence] = k;
  const facts = el('dl', { class: 'facts' });
  const fact = (name: string, value: string): void =>
    void facts.append(el('dt', {}, name), el('dd', {}, value));
  const when = occasions.map((o) => pairIn(m, m.packed.occasions, o));
  fact(word(m, 'rung'), listText(m, [nameIn(m, m.packed.rungs, rung), ...when]));
  fact(word(m, 'need'), pairIn(m, m.packed.needs, need));
  fact(word(m, 'because'), pairIn(m, m.packed.texts, because));
  fact(
    word(m, 'who'),
    listText(
      m,
      actors.map((a) => actorText(m, a)),
    ),
  );
  if (points > 0) fact(word(m, 'points'), String(points));
  const proof = el('ul', { class: 'proof' }, ...evidence.map((e) => evidenceItem(m, e)));
  const sum = el(
    'summary',
    {},
    word(m, 'evidenceOf', { n: evidence.length, m: Math.max(total, evidence.length) }),
  );
  const more = el('details', {}, sum, proof);
  more.open = verdict === 1 || verdict === 2;
  const title = el('h3', {}, `${nameIn(m, m.packed.kinds, kind)} `, verdictMark(m, verdict));
  return el('div', { class: 'card' }, title, facts, ...(evidence.length > 0 ? [more] : []));
}

/** Rank, percentiles and what is unusual for the type, as sentences. */
export function standingOf(m: Model, app: PackedApp): El[] {
  const [rank, ofSurvey, ofType, typeApps] = app.q;
  const out: El[] = [];
  if (rank > 0 && ofSurvey >= 0)
    out.push(el('p', {}, word(m, 'rank', { rank, n: m.packed.scored, p: ofSurvey })));
  if (ofType >= 0) out.push(el('p', {}, word(m, 'typeRank', { p: ofType, n: typeApps - 1 })));
  if (app.u.length > 0) {
    const items = app.u.map(([what, id, k, n]) => {
      const name = what === 0 ? nameIn(m, m.packed.kinds, id) : m.packed.sdks[id]![1];
      return el('li', {}, word(m, 'unusualItem', { name, k, n }));
    });
    out.push(el('h3', {}, word(m, 'unusual')), el('ul', {}, ...items));
  }
  return out;
}

export function headOf(m: Model, app: PackedApp): El[] {
  const facts = el('dl', { class: 'facts' });
  const fact = (name: string, value: string): void => {
    if (value !== '') facts.append(el('dt', {}, name), el('dd', { class: 'mono' }, value));
  };
  fact(word(m, 'file'), app.i);
  fact(word(m, 'package'), app.p);
  fact(word(m, 'version'), app.v);
  fact(word(m, 'hash'), app.h);
  fact(word(m, 'sameContent'), app.m.join(', '));
  fact(word(m, 'type'), `${nameIn(m, m.packed.types, app.t)} (${pairIn(m, m.packed.typeSources, app.o)})`);
  m.packed.columns.forEach((name, i) => fact(name, app.c[i] ?? ''));
  const result = el('p', {}, verdictMark(m, app.d), ' ');
  if (app.s >= 0) {
    const [low, high] = app.w;
    const words = `${word(m, 'index')} ${app.s}, ${word(m, 'interval', { low, high })}`;
    result.append(app.r >= 0 ? `${words} · ${starsText(app.r)}` : words, ' ', indexMark(m, app));
  }
  if (app.e >= 0) result.append(pairIn(m, m.packed.texts, app.e));
  return [result, el('div', { class: 'card' }, facts), ...standingOf(m, app)];
}

/** The whole page of the app at this place in the list. */
export function appPage(m: Model, at: number): El[] {
  const app = m.apps[at]!;
  const detail = detailOf(m, at);
  const back = el(
    'p',
    { class: 'no-print' },
    el('a', { href: hashOf(m, { ...m.view, app: '' }), id: 'back' }, `← ${word(m, 'back')}`),
  );
  const out: El[] = [
    back,
    el('h2', { tabindex: '-1', id: 'app-title', class: 'big' }, app.l),
    ...headOf(m, app),
  ];
  if (app.e >= 0) return out;
  out.push(el('h2', {}, word(m, 'kinds')));
  if (detail.k.length === 0) out.push(el('p', {}, word(m, 'noKinds')));
  out.push(...detail.k.map((k) => kindCard(m, k)));
  if (detail.x.length > 0) {
    const rows = detail.x.map(([kind, actor, rung, need, points]) => [
      nameIn(m, m.packed.kinds, kind),
      actorText(m, actor),
      nameIn(m, m.packed.rungs, rung),
      pairIn(m, m.packed.needs, need),
      points.toFixed(1),
    ]);
    const heads = (['kind', 'who', 'rung', 'need', 'points'] as const).map((id) => word(m, id));
    out.push(el('h2', {}, word(m, 'parts')), tableOf(word(m, 'parts'), heads, rows));
  }
  if (detail.f.length > 0) {
    out.push(el('h2', {}, word(m, 'findings')));
    for (const [rule, severity, text, actor] of detail.f) {
      const [title, why, fix] = m.packed.rules[rule]!;
      const who = actor < 0 ? '' : ` (${actorText(m, actor)})`;
      const level = el('span', { class: 'pill' }, nameIn(m, m.packed.severities, severity));
      const more = el(
        'details',
        {},
        el('summary', {}, `${word(m, 'why')} · ${word(m, 'fix')}`),
        el('p', {}, why[m.lang]),
        el('p', {}, fix[m.lang]),
      );
      out.push(
        el(
          'div',
          { class: 'card' },
          el('h3', {}, `${title[m.lang]} `, level),
          el('p', {}, pairIn(m, m.packed.texts, text) + who),
          more,
        ),
      );
    }
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
    out.push(
      el('h2', {}, word(m, 'permissions')),
      tableOf(word(m, 'permissions'), [word(m, 'permissions'), word(m, 'protection'), word(m, 'use')], rows),
    );
  }
  out.push(el('h2', {}, word(m, 'unread')));
  if (detail.n.length === 0) out.push(el('p', {}, word(m, 'nothingUnread')));
  else out.push(el('ul', {}, ...detail.n.map((n) => el('li', {}, pairIn(m, m.packed.texts, n)))));
  return out;
}
