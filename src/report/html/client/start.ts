// Starts the script in the page: reads the data, follows the address, switches language and theme, prepares print.
import type { El, Page, Past, Place, Win } from './dom.js';
import { appPage } from './app-page.js';
import { el, hashOf, viewOf, word } from './model.js';
import type { Model } from './model.js';
import { buildHeat, buildTable, showRows } from './table.js';

declare const document: Page;
declare const location: Place;
declare const history: Past;
declare const window: Win;

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
export function follow(m: Model, first: boolean): void {
  const overview = document.getElementById('overview')!;
  const page = document.getElementById('app-view')!;
  const before = m.view.app;
  const view = viewOf(m, location.hash);
  m.view = view ?? { ...m.view, app: '' };
  markLanguage(m);
  const at = m.view.app === '' ? -1 : m.apps.findIndex((a) => a.i === m.view.app);
  overview.hidden = m.view.app !== '';
  page.hidden = m.view.app === '';
  if (m.view.app !== '') {
    const missing = el('p', {}, word(m, 'missing'), ' ', el('a', { href: '#apps' }, word(m, 'back')));
    page.replaceChildren(...(at < 0 ? [missing] : appPage(m, at)));
    if (before !== m.view.app) window.scrollTo(0, 0);
    document.getElementById('app-title')?.focus({ preventScroll: true });
    return;
  }
  page.replaceChildren();
  buildTable(m);
  const section =
    view === null
      ? location.hash.slice(1)
      : before !== '' || (!first && location.hash.length > 1)
        ? 'apps'
        : '';
  if (section !== '') document.getElementById(section)?.scrollIntoView({ block: 'start' });
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
  } as unknown as Model;
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
  // On paper there are no pages to turn.
  window.addEventListener('beforeprint', () => {
    if (m.view.app === '') showRows(m, true);
  });
  window.addEventListener('afterprint', () => {
    if (m.view.app === '') showRows(m, false);
  });
  follow(m, true);
  buildHeat(m);
  document.documentElement.dataset['ready'] = 'yes';
}
