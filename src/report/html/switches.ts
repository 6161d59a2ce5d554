// The bar at the top of every page: contents, language, theme. Buttons are hidden until a script serves them.
import { both, h } from './template.js';
import type { Markup } from './template.js';

/** @param contents links to the parts of the page */
export const switches = (contents: Markup): Markup =>
  h`<div class="bar" role="region" aria-label="Page · 页面"><div class="wrap">
<nav aria-label="Contents · 目录">${contents}</nav>
<span class="group" id="langs" role="group" aria-label="Language · 语言" hidden><button type="button" data-lang="en" lang="en">English</button><button type="button" data-lang="zh" lang="zh">中文</button></span>
<span class="group" id="themes" role="group" aria-label="Theme · 主题" hidden><button type="button" data-theme="auto">${both({ en: 'Auto', zh: '自动' })}</button><button type="button" data-theme="light">${both({ en: 'Light', zh: '浅色' })}</button><button type="button" data-theme="dark">${both({ en: 'Dark', zh: '深色' })}</button></span>
</div></div>`;
