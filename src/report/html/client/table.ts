// The table of all apps in the page: search, filters, sorting, pages. Leaves the page of one app to app-page.ts.
import type { El, Nav, Page, Past, Place, Win } from './dom.js';
import { el, hashOf, indexMark, nameIn, pairIn, starsText, verdictMark, word } from './model.js';
import type { Model, View } from './model.js';
import type { PackedApp } from '../packed.js';
import type { PageWord } from '../words.js';

declare const document: Page;
declare const location: Place;
declare const history: Past;
declare const navigator: Nav;
declare const window: Win;

/** Columns of the table: id in the address, heading, whether figures. Free columns follow under their own names. */
export function columnsOf(m: Model): { id: string; title: string; figures: boolean; sortable: boolean }[] {
  const fixed: [string, PageWord, boolean][] = [
    ['app', 'app', false],
    ['type', 'type', false],
    ['verdict', 'verdict', false],
    ['index', 'index', true],
    ['stars', 'stars', false],
    ['data', 'suspectedKinds', false],
    ['sdks', 'sdks', true],
  ];
  return [
    ...fixed.map(([id, title, figures]) => ({ id, title: word(m, title), figures, sortable: true })),
    ...m.packed.columns
      .slice(0, 3)
      .map((title, i) => ({ id: `c${i}`, title, figures: false, sortable: true })),
  ];
}

/** The places in `apps` of those that the view asks for, in its order. */
export function chosen(m: Model, view: View): number[] {
  const { packed, apps } = m;
  const texts = (m.texts ??= apps.map((a) => [a.l, a.p, a.i, a.v, a.h, ...a.c].join('\n').toLowerCase()));
  const words = view.q
    .toLowerCase()
    .split(/\s+/)
    .filter((w) => w !== '');
  const verdict = packed.verdicts.findIndex((v) => v[0] === view.verdict);
  const type = packed.types.findIndex((t) => t[0] === view.type);
  const sdk = packed.sdks.findIndex((s) => s[0] === view.sdk);
  const colon = view.data.indexOf(':');
  const dataId = view.data.slice(colon + 1);
  const kinds = new Set<number>();
  packed.kinds.forEach((k, i) => {
    if (view.data.startsWith('group:') ? k[3] === dataId : k[0] === dataId) kinds.add(i);
  });
  const found: number[] = [];
  apps.forEach((app, i) => {
    if (view.verdict === 'any-suspected' ? app.d !== 1 && app.d !== 2 : view.verdict && app.d !== verdict)
      return;
    if (view.type && app.t !== type) return;
    if (view.sdk && !app.a.includes(sdk)) return;
    if (view.data && !app.k.some((k) => kinds.has(k))) return;
    if (words.every((w) => texts[i]!.includes(w))) found.push(i);
  });
  const down = view.sort.startsWith('-');
  const column = down ? view.sort.slice(1) : view.sort;
  const locale = new Intl.Collator(m.lang === 0 ? 'en' : 'zh', { numeric: true });
  const typeNames = packed.types.map((_, i) => nameIn(m, packed.types, i));
  const verdictOrder = [1, 2, 3, 0, -1]; // not suspected, suspected, strongly; unrated and failed below
  const keyOf = (a: PackedApp): number | string => {
    if (column === 'index') return a.s;
    if (column === 'verdict') return verdictOrder[a.d]!;
    if (column === 'stars') return a.r;
    if (column === 'data') return a.k.length;
    if (column === 'sdks') return a.a.length;
    if (column === 'type') return typeNames[a.t] ?? '';
    return /^c\d$/.test(column) ? (a.c[Number(column[1])] ?? '') : a.l;
  };
  const keys = apps.map(keyOf);
  return found.sort((a, b) => {
    const x = keys[a]!;
    const y = keys[b]!;
    const order =
      typeof x === 'number' && typeof y === 'number' ? x - y : locale.compare(String(x), String(y));
    return (down ? -order : order) || apps[b]!.s - apps[a]!.s || a - b;
  });
}

/** The apps that go on paper, in the order of the table. */
export function printed(m: Model): number[] {
  if (m.picked.size === 0) return chosen(m, m.view);
  const all = chosen(m, { ...m.view, q: '', verdict: '', type: '', data: '', sdk: '' });
  return all.filter((at) => m.picked.has(m.apps[at]!.i));
}

/** "Print 12 of 100 apps", "Print all apps". */
export function countText(m: Model): string {
  const n = printed(m).length;
  return n === m.apps.length ? word(m, 'printAll') : word(m, 'printSome', { n, m: m.apps.length });
}

/** Ticks an app for print, or takes the tick away. */
export function choose(m: Model, id: string, on: boolean): void {
  if (on) m.picked.add(id);
  else m.picked.delete(id);
  document.getElementById('print')!.textContent = countText(m);
}

export function rowOf(m: Model, app: PackedApp): El {
  const name = el('a', { href: hashOf(m, { ...m.view, app: app.i }) }, app.l);
  const under = [app.p, app.v].filter((x) => x !== '').join(' ');
  const pick = el('input', {
    type: 'checkbox',
    class: 'pick',
    'aria-label': word(m, 'pick', { name: app.l }),
  });
  pick.checked = m.picked.has(app.i);
  pick.addEventListener('change', () => choose(m, app.i, pick.checked));
  const titles = columnsOf(m).map((column) => column.title);
  const row = el(
    'tr',
    {},
    el(
      'th',
      { scope: 'row' },
      pick,
      el('span', { class: 'app-name' }, name),
      el('div', { class: 'small mono' }, under),
    ),
  );
  // On a phone the heads are out of sight; each cell then shows its own.
  const cell = (attributes: Record<string, string>, ...parts: (El | string)[]): void =>
    void row.append(el('td', { ...attributes, 'data-label': titles[row.children.length] ?? '' }, ...parts));
  cell({}, nameIn(m, m.packed.types, app.t));
  cell({}, verdictMark(m, app.d));
  cell({ class: 'n' }, indexMark(m, app));
  cell(app.r < 0 ? {} : { title: String(app.r) }, starsText(app.r));
  cell(
    { class: 'small' },
    app.k.map((k) => nameIn(m, m.packed.kinds, k)).join(m.lang === 0 ? ', ' : '、') ||
      (app.e >= 0 ? pairIn(m, m.packed.texts, app.e) : '–'),
  );
  if (app.y.length > 0)
    row.children[5]!.append(
      el('div', {}, el('a', { href: hashOf(m, { ...m.view, app: app.i }) }, word(m, 'replied'))),
    );
  cell({ class: 'n' }, String(app.a.length));
  for (const c of app.c.slice(0, 3)) cell({ class: 'small' }, c);
  return row;
}

/** Fills the table's body and the line below it. */
export function showRows(m: Model): void {
  const found = chosen(m, m.view);
  const { per } = m.view;
  const pages = Math.max(1, Math.ceil(found.length / per));
  const page = Math.min(m.view.page, pages);
  const from = (page - 1) * per;
  const shown = found.slice(from, from + per);
  document.querySelector('#apps-view tbody')!.replaceChildren(...shown.map((i) => rowOf(m, m.apps[i]!)));
  const to = from + shown.length;
  document.getElementById('shown')!.textContent =
    found.length === 0 ? word(m, 'noneShown') : word(m, 'shown', { from: from + 1, to, n: found.length });
  document.getElementById('previous')!.disabled = page <= 1;
  document.getElementById('next')!.disabled = page >= pages;
  const down = m.view.sort.startsWith('-');
  for (const head of document.querySelectorAll('#apps-view th[data-column]')) {
    const sorted = head.dataset['column'] === m.view.sort.replace('-', '');
    head.setAttribute('aria-sort', sorted ? (down ? 'descending' : 'ascending') : 'none');
  }
}

/** A new view of the table: address first, then rows. */
export function changeView(m: Model, change: Partial<View>): void {
  m.view = { ...m.view, page: 1, ...change };
  history.replaceState(null, '', hashOf(m, m.view));
  showRows(m);
  document.getElementById('print')!.textContent = countText(m);
}

export function selectOf(
  m: Model,
  key: 'verdict' | 'type' | 'data' | 'sdk',
  title: PageWord,
  options: [string, string][],
): El {
  const box = el('select', { id: `by-${key}` });
  for (const [value, text] of [['', word(m, 'all')] as [string, string], ...options]) {
    const option = el('option', value === m.view[key] ? { value, selected: '' } : { value }, text);
    box.append(option);
  }
  box.addEventListener('change', () => changeView(m, { [key]: box.value }));
  return el('label', {}, word(m, title), box);
}

/** Builds the tools and the table anew, in the language chosen. */
// eslint-disable-next-line max-lines-per-function -- one toolbar: every control is built where its place is
export function buildTable(m: Model): void {
  const { packed } = m;
  const search = el('input', { type: 'search', id: 'search', value: m.view.q, autocomplete: 'off' });
  search.addEventListener('input', () => changeView(m, { q: search.value }));
  const many = (group: string): boolean => packed.kinds.filter((k) => k[3] === group).length > 1;
  const data: [string, string][] = [
    ...packed.groups
      .map((g, i): [string, string, string] => [
        `group:${g[0]}`,
        word(m, 'allOf', { name: nameIn(m, packed.groups, i) }),
        g[0],
      ])
      .filter(([value, , id]) => many(id) || value === m.view.data)
      .map(([value, text]): [string, string] => [value, text]),
    ...packed.kinds.map((k, i): [string, string] => [`kind:${k[0]}`, nameIn(m, packed.kinds, i)]),
  ];
  const clear = el('button', { type: 'button', id: 'clear' }, word(m, 'clear'));
  clear.addEventListener('click', () => {
    changeView(m, { q: '', verdict: '', type: '', data: '', sdk: '' });
    buildTable(m);
    document.getElementById('search')!.focus();
  });
  const copy = el('button', { type: 'button', id: 'copy' }, word(m, 'copyLink'));
  copy.addEventListener('click', () => {
    void navigator.clipboard?.writeText(location.href).then(() => {
      document.getElementById('status')!.textContent = word(m, 'copied');
      copy.textContent = word(m, 'copied');
    });
  });
  const print = el('button', { type: 'button', id: 'print' }, countText(m));
  print.addEventListener('click', () => window.print());
  const evidence = el(
    'label',
    { class: 'small inline' },
    el('input', { type: 'checkbox', id: 'with-evidence', checked: '' }),
    ` ${word(m, 'withEvidence')}`,
  );
  const tools = el(
    'div',
    { class: 'tools', role: 'search' },
    el('label', { class: 'grow' }, word(m, 'search'), search),
    selectOf(
      m,
      'verdict',
      'verdict',
      packed.verdicts.map((v, i) => [v[0], nameIn(m, packed.verdicts, i)]),
    ),
    selectOf(
      m,
      'type',
      'type',
      packed.types.map((v, i) => [v[0], nameIn(m, packed.types, i)]),
    ),
    selectOf(m, 'data', 'data', data),
    selectOf(
      m,
      'sdk',
      'sdk',
      packed.sdks.map((s) => [s[0], s[1]]),
    ),
    clear,
    copy,
    el('span', { class: 'printing' }, print, evidence),
  );
  const heads = columnsOf(m).map((column) => {
    const button = el('button', { type: 'button' }, column.title);
    button.addEventListener('click', () => {
      const now = m.view.sort;
      // Figures start with the worst first, words with A.
      const first =
        column.id === 'app' || column.id === 'type' || /^c\d$/.test(column.id) ? column.id : `-${column.id}`;
      const sort = now === first ? (first.startsWith('-') ? column.id : `-${column.id}`) : first;
      changeView(m, { sort });
      const order = word(m, sort.startsWith('-') ? 'descending' : 'ascending');
      document.getElementById('status')!.textContent =
        `${word(m, 'sorted', { column: column.title })}, ${order}`;
    });
    return el(
      'th',
      { scope: 'col', 'data-column': column.id, class: column.figures ? 'n' : '' },
      button,
      // Browsers leave out buttons where they repeat a head on paper.
      el('span', { class: 'print-only', 'aria-hidden': 'true' }, column.title),
    );
  });
  const table = el('table', { class: 'apps' }, el('thead', {}, el('tr', {}, ...heads)), el('tbody'));
  const turn = (id: 'previous' | 'next', step: number): El => {
    const button = el('button', { type: 'button', id }, word(m, id));
    button.addEventListener('click', () => {
      changeView(m, { page: Math.max(1, m.view.page + step) });
      document.getElementById('apps')!.scrollIntoView({ block: 'start' });
    });
    return button;
  };
  const per = el('select', { id: 'per' });
  for (const n of [25, 50, 100, 500]) {
    const value = String(n);
    per.append(el('option', n === m.view.per ? { value, selected: '' } : { value }, value));
  }
  per.addEventListener('change', () => changeView(m, { per: Number(per.value) }));
  const pager = el(
    'div',
    { class: 'pager' },
    turn('previous', -1),
    turn('next', 1),
    el('span', { id: 'shown', 'aria-live': 'polite' }),
    el('label', { class: 'small' }, `${word(m, 'perPage')} `, per),
  );
  const wide = el('div', { class: 'wide', tabindex: '0', role: 'group', 'aria-labelledby': 'apps-h' }, table);
  document.getElementById('apps-view')!.replaceChildren(tools, wide, pager);
  showRows(m);
}

/** Names app and kind under the pointer in the heat map, and opens the app on a click. */
export function buildHeat(m: Model): void {
  const heat = document.getElementById('heat');
  const tip = document.getElementById('heat-tip');
  const cells = heat?.querySelector('.cells');
  const svg = heat?.querySelector('svg');
  if (!heat || !tip || !cells || !svg) return;
  const part = (name: string): number => Number(cells.dataset[name]);
  const under = (x: number, y: number): { row: number; column: number } => {
    const box = svg.getBoundingClientRect();
    const width = Number(svg.getAttribute('width'));
    const scale = width / box.width;
    return {
      row: Math.floor(((y - box.top) * scale - part('top')) / part('row')),
      column: Math.floor(((x - box.left) * scale - part('left')) / part('cell')),
    };
  };
  const [rowCross, columnCross] = [...svg.querySelectorAll('.cross')];
  const frame = (cross: El | undefined, x: number, y: number, width: number, height: number): void => {
    for (const [name, value] of Object.entries({ x, y, width, height }))
      cross?.setAttribute(name, String(value));
  };
  const hide = (): void => {
    tip.hidden = true;
    frame(rowCross, -9, -9, 0, 0);
    frame(columnCross, -9, -9, 0, 0);
  };
  hide();
  svg.addEventListener('mouseleave', hide);
  svg.addEventListener('mousemove', (event) => {
    const { row, column } = under(event.clientX, event.clientY);
    const line = m.packed.heat[row];
    const kind = m.packed.heatKinds[column];
    const app = line ? m.apps[line[0]] : undefined;
    if (!line || !app || kind === undefined) return hide();
    const rung = line[1][column]!;
    const seen = rung === '.' ? word(m, 'none') : nameIn(m, m.packed.rungs, Number(rung));
    tip.textContent = `${app.l}${app.v === '' ? '' : ` ${app.v}`} · ${nameIn(m, m.packed.kinds, kind)}${m.lang === 0 ? ': ' : '：'}${seen}`;
    tip.hidden = false;
    const [left, top, cell, high] = [part('left'), part('top'), part('cell'), part('row')];
    frame(rowCross, left - 9, top + row * high, m.packed.heatKinds.length * cell + 9, high);
    frame(columnCross, left + column * cell, top, cell - 1, m.packed.heat.length * high);
    // To the left of the pointer in the right half, so that the words stay on the screen.
    const wide = document.documentElement.getBoundingClientRect().width;
    const size = tip.getBoundingClientRect().width;
    const x = event.clientX > wide / 2 ? event.clientX - size - 14 : event.clientX + 14;
    tip.style.left = `${Math.max(4, x)}px`;
    tip.style.top = `${event.clientY + 16}px`;
  });
  svg.addEventListener('click', (event) => {
    const line = m.packed.heat[under(event.clientX, event.clientY).row];
    if (line) location.hash = hashOf(m, { ...m.view, app: m.apps[line[0]]!.i });
  });
}
