// The page of one app: what was read, where it stands, each kind of data with its evidence, findings, parties,
// permissions, and what was not read. Everything is text from the packed data, put in as text.
import type { El } from './dom.js';
import {
  actorText,
  detailOf,
  el,
  hashOf,
  indexMeter,
  listText,
  nameIn,
  pairIn,
  starsText,
  textAt,
  verdictMark,
  word,
} from './model.js';
import type { Model } from './model.js';
import { detailTables } from './app-tables.js';
import { findingsByKind, kindFindings, ruleLines } from './findings.js';
import type { PackedApp, PackedEvidence, PackedFinding, PackedKind } from '../packed.js';
import type { PageWord } from '../words.js';

export function evidenceItem(m: Model, e: PackedEvidence): El {
  const [what, rung, actor, entry, symbol, offset, occasion, path, cut, args, flow, chain] = e;
  const file = textAt(m, entry);
  // Lines of XML; offsets of code in hex with four digits, as dexdump prints them.
  const at = /\.xml$/i.test(file)
    ? word(m, 'lineOf', { n: offset })
    : `@${offset.toString(16).padStart(4, '0')}`;
  const where = [file, symbol < 0 ? '' : textAt(m, symbol), offset < 0 ? '' : at];
  const when = occasion < 0 ? '' : pairIn(m, m.packed.occasions, occasion);
  const step = nameIn(m, m.packed.rungs, rung);
  const facts = [step, actorText(m, actor), m.packed.rungs[rung]?.[0] === 'startup' ? '' : when];
  const item = el(
    'li',
    {},
    el('span', { class: 'mono' }, textAt(m, what)),
    el('div', { class: 'small' }, facts.filter((x) => x !== '').join(' · ')),
    el('div', { class: 'small mono' }, where.filter((x) => x !== '').join(' · ')),
  );
  if (flow >= 0) item.append(el('div', { class: 'small' }, el('b', {}, pairIn(m, m.packed.texts, flow))));
  if (args >= 0)
    item.append(
      el(
        'div',
        { class: 'small' },
        `${word(m, 'given')} `,
        el('span', { class: 'mono' }, pairIn(m, m.packed.texts, args)),
      ),
    );
  const lines: [PageWord, string][] = [];
  if (path.length > 0) {
    const left = cut > 0 ? ` (${word(m, 'steps', { n: cut })})` : '';
    lines.push(['path', path.map((at) => textAt(m, at)).join(' → ') + left]);
  }
  if (chain >= 0) lines.push(['flow', pairIn(m, m.packed.texts, chain)]);
  if (lines.length > 0)
    item.append(
      el(
        'details',
        { class: 'way' },
        el('summary', {}, word(m, chain >= 0 ? 'wayAndFlow' : 'way')),
        ...lines.map(([title, text]) =>
          el('div', { class: 'small' }, `${word(m, title)} `, el('span', { class: 'mono' }, text)),
        ),
      ),
    );
  return item;
}

/** What is said of a kind in names and values, without its evidence. */
export function kindFacts(m: Model, k: PackedKind): El {
  const [, rung, need, , points, actors, because, occasions] = k;
  const facts = el('dl', { class: 'facts' });
  const fact = (name: string, value: string): void =>
    void facts.append(el('dt', {}, name), el('dd', {}, value));
  const strongest = m.packed.rungs[rung]?.[0] ?? '';
  // "Runs at start-up" says the occasion already.
  const when = occasions
    .filter((o) => !(strongest === 'startup' && o === 0))
    .map((o) => pairIn(m, m.packed.occasions, o));
  const also = when.length > 0 && strongest === 'startup' ? word(m, 'alsoWhen') : '';
  fact(
    word(m, 'rung'),
    [nameIn(m, m.packed.rungs, rung), when.length > 0 ? also + listText(m, when) : '']
      .filter((x) => x !== '')
      .join(' · '),
  );
  const tier = pairIn(m, m.packed.needs, need);
  const why = pairIn(m, m.packed.texts, because);
  // The reason of some tiers names the tier.
  fact(word(m, 'need'), why.includes(tier) ? why : `${tier}${m.lang === 0 ? ': ' : '：'}${why}`);
  fact(
    word(m, 'who'),
    listText(
      m,
      actors.map((a) => actorText(m, a)),
    ),
  );
  if (points > 0) fact(word(m, 'points'), points.toFixed(1));
  return facts;
}

export function evidenceList(m: Model, evidence: readonly PackedEvidence[]): El {
  return el('ul', { class: 'proof' }, ...evidence.map((e) => evidenceItem(m, e)));
}

export function evidenceCount(m: Model, k: PackedKind): string {
  const shown = k[9].length;
  return shown < k[8] ? word(m, 'evidenceOf', { n: shown, m: k[8] }) : word(m, 'evidenceAll', { n: shown });
}

/** A kind that is suspected: what is said of it, its strongest evidence, the rest to open, and the checks about it. */
export function kindCard(m: Model, k: PackedKind, findings: readonly PackedFinding[]): El {
  const inSight = 2;
  const title = el('h3', {}, nameIn(m, m.packed.kinds, k[0]), verdictMark(m, k[3]));
  const card = el('div', { class: 'card' }, title, kindFacts(m, k));
  // What is sent on comes first: it is the strongest that can be shown.
  const evidence = [...k[9]].sort((a, b) => Number(b[10] >= 0) - Number(a[10] >= 0));
  if (evidence.length > 0) {
    card.append(el('h4', {}, evidenceCount(m, k)), evidenceList(m, evidence.slice(0, inSight)));
    const rest = evidence.slice(inSight);
    if (rest.length > 0)
      card.append(
        el(
          'details',
          {},
          el('summary', {}, word(m, 'moreEvidence', { n: rest.length })),
          evidenceList(m, rest),
        ),
      );
  }
  card.append(...kindFindings(m, findings));
  return card;
}

/** A kind that is not suspected: one line that opens. */
export function kindLine(m: Model, k: PackedKind): El {
  const said = `${nameIn(m, m.packed.rungs, k[1])} · ${pairIn(m, m.packed.needs, k[2])}`;
  const sum = el(
    'summary',
    {},
    el('b', {}, nameIn(m, m.packed.kinds, k[0])),
    ' ',
    el('span', { class: 'small' }, said),
  );
  return el(
    'details',
    { class: 'line' },
    sum,
    kindFacts(m, k),
    ...(k[9].length > 0 ? [el('p', { class: 'small' }, evidenceCount(m, k)), evidenceList(m, k[9])] : []),
  );
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

/** What the provider answered, as it came. */
export function replyCards(m: Model, app: PackedApp): El[] {
  return app.y.map(([from, date, text]) =>
    el(
      'div',
      { class: 'card reply' },
      el('h3', {}, [word(m, 'reply'), from, date].filter((x) => x !== '').join(' · ')),
      ...text.map((part) => el('p', {}, part[m.lang])),
    ),
  );
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
  const result = el('p', { class: 'result' }, verdictMark(m, app.d), ' ');
  if (app.s >= 0) {
    const [low, high] = app.w;
    const words = `${word(m, 'indexOf', { n: app.s.toFixed(1) })} · ${word(m, 'interval', { low, high })}`;
    result.append(app.r >= 0 ? `${words} · ` : words);
    if (app.r >= 0)
      result.append(
        el('span', { role: 'img', 'aria-label': word(m, 'starsOf', { n: app.r }) }, starsText(app.r)),
      );
  }
  if (app.e >= 0) result.append(pairIn(m, m.packed.texts, app.e));
  const unknown = app.e < 0 && m.packed.types[app.t]?.[0] === 'unknown';
  const note = unknown ? [el('p', { class: 'small' }, word(m, 'typeUnknown'))] : [];
  const meter = app.s >= 0 ? [indexMeter(m, app)] : [];
  return [
    result,
    ...meter,
    ...note,
    ...replyCards(m, app),
    el('div', { class: 'card' }, facts),
    ...standingOf(m, app),
  ];
}

/** Nothing beyond need may be said only of an app whose type is known and none of whose rows says otherwise. */
export function isClear(
  m: Model,
  app: PackedApp,
  rows: readonly (readonly [number, number, number, ...unknown[]])[],
) {
  // Needs are packed in the order of the labels: necessary, needed to work, for a feature; then those that stay open.
  const firstOpen = 3;
  return m.packed.types[app.t]?.[0] !== 'unknown' && rows.every((k) => k[2] < firstOpen);
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
  const accused = detail.k.filter((k) => k[3] === 1 || k[3] === 2);
  const others = detail.k.filter((k) => k[3] !== 1 && k[3] !== 2);
  if (detail.k.length > 0 && accused.length === 0 && app.d === 0)
    out.push(el('p', {}, word(m, isClear(m, app, others) ? 'noneSuspected' : 'noneSuspectedOpen')));
  const findings = findingsByKind(
    detail,
    accused.map((k) => k[0]),
  );
  out.push(...accused.map((k, i) => kindCard(m, k, findings[i]!)));
  if (others.length > 0)
    out.push(
      el('h3', { class: 'over' }, word(m, 'otherKinds')),
      el('p', { class: 'small' }, word(m, 'otherKindsLead')),
      el('div', { class: 'card' }, ...others.map((k) => kindLine(m, k))),
    );
  const rest = findings.at(-1)!;
  if (rest.length > 0)
    out.push(
      el('h2', {}, word(m, accused.length > 0 ? 'otherFindings' : 'findings')),
      el('div', { class: 'card' }, ...ruleLines(m, rest)),
    );
  out.push(...detailTables(m, detail));
  out.push(el('h2', {}, word(m, 'unread')));
  if (detail.n.length === 0) out.push(el('p', {}, word(m, 'nothingUnread')));
  else out.push(el('ul', {}, ...detail.n.map((n) => el('li', {}, pairIn(m, m.packed.texts, n)))));
  return out;
}
