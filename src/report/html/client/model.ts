// What the script in the page works on: the packed data with its tables opened, and the language chosen.
// What is here and beside it is compiled into one text for the page, see page/scripts.ts. Leaves starting to start.ts.
import type { El, Page } from './dom.js';
import type { Packed, PackedApp, PackedDetail, Pair } from '../packed.js';
import type { PageWord } from '../words.js';

declare const document: Page;

/** What the address says: which app is open, what is looked for, how it is sorted, which page is shown. */
export interface View {
  app: string;
  q: string;
  verdict: string;
  type: string;
  data: string;
  sdk: string;
  sort: string; // column, "-" before it for descending
  page: number;
  per: number;
}

export interface Model {
  packed: Omit<Packed, 'apps' | 'details'>;
  apps: readonly PackedApp[];
  details: readonly string[];
  lang: 0 | 1;
  view: View;
  texts: string[] | null; // lower-case texts for searching, made when first needed
  strings: string[] | null;
  own: 0 | 1; // the language when the address names none
  picked: Set<string>; // apps ticked for print, by id; empty: those that the view shows
  place: number; // how far the list was scrolled when an app was opened
}

/** A word of the page in the chosen language, with `{name}` filled in. */
export function word(m: Model, id: PageWord, args: Record<string, string | number> = {}): string {
  return m.packed.words[id]![m.lang].replace(/\{([a-z]+)\}/g, (whole, name: string) =>
    Object.hasOwn(args, name) ? String(args[name]) : whole,
  );
}

/** An element with attributes and children. Text goes in as text and is never read as markup. */
export function el(tag: string, attributes: Record<string, string> = {}, ...children: (El | string)[]): El {
  const made = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) made.setAttribute(name, value);
  made.append(...children);
  return made;
}

/** The name of an entry of a table whose rows are id, English, Chinese. */
export function nameIn(
  m: Model,
  table: readonly (readonly [string, string, string, ...unknown[]])[],
  at: number,
): string {
  return table[at]?.[m.lang === 0 ? 1 : 2] ?? '?';
}

export function pairIn(m: Model, table: readonly Pair[], at: number): string {
  return table[at]?.[m.lang] ?? '?';
}

/** Texts of the string table; each is stored as what it shares with the one before, and the rest. */
export function textAt(m: Model, at: number): string {
  if (m.strings === null) {
    const coded = m.packed.strings;
    const out: string[] = [];
    let before = '';
    for (let i = 0; i < coded.length; i += 2) {
      before = before.slice(0, coded[i] as number) + (coded[i + 1] as string);
      out.push(before);
    }
    m.strings = out;
  }
  return m.strings[at] ?? '';
}

export function detailOf(m: Model, at: number): PackedDetail {
  return JSON.parse(m.details[at]!) as PackedDetail;
}

/** The verdict with its mark. */
export function verdictMark(m: Model, verdict: number): El {
  return el(
    'span',
    { class: `v v-${m.packed.verdicts[verdict]![0]}` },
    nameIn(m, m.packed.verdicts, verdict),
  );
}

/** The index as a small line with its interval; for readers of the figures it says nothing new. */
export function indexMeter(m: Model, app: PackedApp): El {
  const [low, high] = app.w;
  const span = el('i');
  span.style.left = `${low}%`;
  span.style.width = `${Math.max(1, high - low)}%`;
  const mark = el('b');
  mark.style.left = `${Math.min(98, app.s)}%`;
  const title = `${app.s.toFixed(1)} (${word(m, 'interval', { low, high })})`;
  return el('span', { class: 'meter', 'aria-hidden': 'true', title }, span, mark);
}

/** The index with its interval, in figures and as a small line. */
export function indexMark(m: Model, app: PackedApp): El {
  if (app.s < 0) return el('span', { class: 'small' }, word(m, app.e >= 0 ? 'failed' : 'notRated'));
  return el('span', {}, app.s.toFixed(1), indexMeter(m, app));
}

export function starsText(stars: number): string {
  if (stars < 0) return '–';
  return '★'.repeat(Math.floor(stars)) + (stars % 1 ? '½' : '') || '0';
}

/** The address of a view: only what differs from the plain view is written. */
export function hashOf(m: Model, view: View): string {
  const out = new URLSearchParams();
  for (const key of ['app', 'q', 'verdict', 'type', 'data', 'sdk'] as const)
    if (view[key]) out.set(key, view[key]);
  if (view.sort !== '-index') out.set('sort', view.sort);
  if (view.page > 1) out.set('page', String(view.page));
  if (view.per !== 50) out.set('per', String(view.per));
  if (m.lang !== m.own) out.set('lang', m.lang === 0 ? 'en' : 'zh');
  return `#${out.toString()}`;
}

/** The view an address asks for, or null when it names a section of the page. Unknown values are left to mean "all". */
export function viewOf(m: Model, hash: string): View | null {
  const text = hash.slice(1);
  if (text !== '' && !text.includes('=')) return null;
  const query = new URLSearchParams(text);
  const get = (key: string): string => query.get(key) ?? '';
  const whole = (key: string, otherwise: number): number => {
    const n = Number(get(key));
    return Number.isInteger(n) && n > 0 ? n : otherwise;
  };
  const lang = get('lang');
  m.lang = lang === 'en' ? 0 : lang === 'zh' ? 1 : m.own;
  return {
    app: get('app'),
    q: get('q'),
    verdict: get('verdict'),
    type: get('type'),
    data: get('data'),
    sdk: get('sdk'),
    sort: get('sort') || '-index',
    page: whole('page', 1),
    per: whole('per', 50),
  };
}

/** The party that takes something, by its number. */
export function actorText(m: Model, at: number): string {
  const actor = m.packed.actors[at];
  if (!actor) return '';
  const [kind, sdk, name] = actor;
  if (kind === 0) return word(m, 'appSelf');
  if (kind === 1) return sdk >= 0 ? m.packed.sdks[sdk]![1] : name;
  if (kind === 3) return `${word(m, 'library')} (${name})`;
  return name === '' ? word(m, 'unattributed') : `${word(m, 'unattributed')} (${name})`;
}

export function listText(m: Model, items: readonly string[]): string {
  return items.length === 0 ? '–' : items.join(m.lang === 0 ? ', ' : '、');
}
