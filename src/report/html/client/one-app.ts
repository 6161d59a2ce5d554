// The script in the page of a single app: language, theme and print. All else on that page is plain markup.
// Compiled by page/scripts.ts into one text, so it uses nothing but the browser.
import type { El, Page, Place, Win } from './dom.js';

declare const document: Page;
declare const location: Place;
declare const window: Win;

function startOneApp(): void {
  const root = document.documentElement;
  const press = (id: string, chosen: (button: El) => boolean): void => {
    for (const button of document.querySelectorAll(`#${id} button`))
      button.setAttribute('aria-pressed', String(chosen(button)));
  };
  const setLanguage = (lang: string): void => {
    root.dataset['lang'] = lang;
    root.lang = lang === 'zh' ? 'zh-CN' : 'en';
    press('langs', (button) => button.dataset['lang'] === lang);
  };
  const setTheme = (theme: string): void => {
    if (theme === 'auto') delete root.dataset['theme'];
    else root.dataset['theme'] = theme;
    press('themes', (button) => button.dataset['theme'] === theme);
  };
  const listen = (id: string, act: (button: El) => void): void => {
    document.getElementById(id)!.hidden = false;
    for (const button of document.querySelectorAll(`#${id} button`))
      button.addEventListener('click', () => act(button));
  };
  listen('langs', (button) => setLanguage(button.dataset['lang']!));
  listen('themes', (button) => setTheme(button.dataset['theme']!));
  const said = /[#&]lang=(en|zh)\b/.exec(location.hash);
  setLanguage(said ? said[1]! : root.dataset['lang']!);
  setTheme('auto');
  // On paper nothing can be opened.
  const closed: El[] = [];
  window.addEventListener('beforeprint', () => {
    for (const details of document.querySelectorAll('details:not([open])')) {
      details.open = true;
      closed.push(details);
    }
  });
  window.addEventListener('afterprint', () => {
    for (const details of closed.splice(0)) details.open = false;
  });
  root.dataset['ready'] = 'yes';
}

startOneApp();
