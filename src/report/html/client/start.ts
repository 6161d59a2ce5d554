// Starts the script in the page: reads the data, follows the address, switches language and theme, prepares print.
import type { El, Nav, Page, Past, Place, Win } from './dom.js';
import { appPage } from './app-page.js';
import { el, hashOf, viewOf, word } from './model.js';
import type { Model } from './model.js';
import { clearPrint, preparePrint } from './print.js';
import { buildHeat, buildTable } from './table.js';

declare const document: Page;
declare const location: Place;
declare const history: Past;
declare const window: Win;
declare const navigator: Nav;

export function readJson(id: string): unknown {
  return JSON.parse(document.getElementById(id)!.textContent ?? 'null');
}

export function markLanguage(m: Model): void {
  const lang = m.lang === 0 ? 'en' : 'zh';
  const root = document.documentElement;
  root.dataset['lang'] = lang;
  root.lang = lang === 'zh' ? 'zh-CN' : 'en';
  for (const button of document.querySelectorAll('#langs button'))
    button.setAttribute('aria-pressed', String(button.dataset['lang'] === lang));
}

/** Shows what the address asks for: the overview with its table, or the page of one app. */
// eslint-disable-next-line complexity -- what an address may ask for, one after another
export function follow(m: Model, first: boolean): void {
  const overview = document.getElementById('overview')!;
  const page = document.getElementById('app-view')!;
  const before = m.view.app;
  const view = viewOf(m, location.hash);
  m.view = view ?? { ...m.view, app: '' };
  const leaving = !first && before === '' && m.view.app !== '';
  if (leaving) m.place = window.scrollY;
  markLanguage(m);
  const at = m.view.app === '' ? -1 : m.apps.findIndex((a) => a.i === m.view.app);
  overview.hidden = m.view.app !== '';
  page.hidden = m.view.app === '';
  if (m.view.app !== '') {
    const missing = el('p', {}, word(m, 'missing'), ' ', el('a', { href: '#apps' }, word(m, 'back')));
    page.replaceChildren(...(at < 0 ? [missing] : appPage(m, at)));
    if (before !== m.view.app) window.scrollTo({ top: 0, behavior: 'instant' });
    document.getElementById('app-title')?.focus({ preventScroll: true });
    return;
  }
  page.replaceChildren();
  buildTable(m);
  // Back from an app to where one was in the list; a section named in the address wins.
  if (view !== null && before !== '' && m.place > 0) {
    window.scrollTo({ top: m.place, behavior: 'instant' });
    return;
  }
  const section =
    view === null
      ? location.hash.slice(1)
      : before !== '' || (!first && location.hash.length > 1)
        ? 'apps'
        : '';
  if (section !== '') document.getElementById(section)?.scrollIntoView({ block: 'start' });
}

/** Bars by their figures, or in the order of the association's own report. */
export function orderRanks(order: string): void {
  const list = document.querySelector('.ranks');
  if (list === null) return;
  const lines = [...list.querySelectorAll('li')];
  const value = (line: El, key: string): number => Number(line.dataset[key]);
  lines.sort(
    (a, b) =>
      (order === 'count' ? value(b, 'apps') - value(a, 'apps') : 0) || value(a, 'place') - value(b, 'place'),
  );
  list.replaceChildren(...lines);
  for (const button of document.querySelectorAll('#orders button'))
    button.setAttribute('aria-pressed', String(button.dataset['order'] === order));
}

export function start(): void {
  const m = {
    packed: readJson('tables'),
    apps: readJson('rows'),
    details: readJson('details'),
    lang: 0,
    view: { app: '' },
    texts: null,
    strings: null,
    own: 0,
    picked: new Set(),
    place: 0,
  } as unknown as Model;
  // The reader's language, when it is one of ours; else that of the page.
  m.own = /^zh/i.test(navigator.language)
    ? 1
    : /^en/i.test(navigator.language)
      ? 0
      : m.packed.lang === 'en'
        ? 0
        : 1;
  const buttons = (id: string, act: (button: El) => void): void => {
    document.getElementById(id)!.hidden = false;
    for (const button of document.querySelectorAll(`#${id} button`))
      button.addEventListener('click', () => act(button));
  };
  buttons('langs', (button) => {
    m.lang = button.dataset['lang'] === 'zh' ? 1 : 0;
    history.replaceState(null, '', hashOf(m, m.view));
    follow(m, true);
  });
  const markTheme = (theme: string): void => {
    if (theme !== 'auto') document.documentElement.dataset['theme'] = theme;
    else delete document.documentElement.dataset['theme'];
    for (const button of document.querySelectorAll('#themes button'))
      button.setAttribute('aria-pressed', String(button.dataset['theme'] === theme));
  };
  buttons('themes', (button) => markTheme(button.dataset['theme']!));
  markTheme('auto');
  window.addEventListener('hashchange', () => follow(m, false));
  if (document.getElementById('orders') !== null) {
    buttons('orders', (button) => orderRanks(button.dataset['order']!));
    orderRanks('count');
  }
  window.addEventListener('beforeprint', () => preparePrint(m));
  window.addEventListener('afterprint', () => clearPrint(m));
  // An address that names a section says nothing of the view.
  m.view = viewOf(m, '')!;
  follow(m, true);
  buildHeat(m);
  document.documentElement.dataset['ready'] = 'yes';
}
