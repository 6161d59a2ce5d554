// Safe HTML: text becomes markup only here, escaped for elements and attributes alike. Leaves layout to the sections.
import type { Text } from '../../model/catalogue.js';
import { plain } from '../escape.js';

/** Markup that is safe to put into a page; made by `h`, `both` or `raw` only. */
export interface Markup {
  readonly markup: string;
}
export type Part = Markup | string | number | readonly Markup[];

const ENTITIES: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
};

/** Text for an element or a quoted attribute; control and reordering characters are made visible. */
export const escapeHtml = (text: string): string =>
  plain(text, 4000).replace(/[&<>"']/g, (c) => ENTITIES[c]!);

const partMarkup = (part: Part): string => {
  if (typeof part === 'string') return escapeHtml(part);
  if (typeof part === 'number') return String(part);
  return 'markup' in part ? part.markup : part.map((m) => m.markup).join('');
};

/** Template tag: literal parts are ours, everything put in is escaped unless it is markup already. */
export const h = (literals: TemplateStringsArray, ...parts: readonly Part[]): Markup => ({
  markup: literals.map((literal, i) => (i === 0 ? '' : partMarkup(parts[i - 1]!)) + literal).join(''),
});

/** Markup written by us, never holding text from a package or a list. */
export const raw = (markup: string): Markup => ({ markup });
export const NONE: Markup = raw('');

/** Text in both languages; the style sheet shows the one chosen. */
export const both = (text: Text): Markup =>
  text.en === text.zh
    ? h`${text.en}`
    : h`<span class="t-en" lang="en">${text.en}</span><span class="t-zh" lang="zh">${text.zh}</span>`;

/** The same inside SVG, as two text elements with the attributes given. */
export const bothSvg = (attributes: string, text: Text): Markup =>
  text.en === text.zh
    ? h`${raw(`<text ${attributes}>`)}${text.en}</text>`
    : h`${raw(`<text ${withClass(attributes, 't-en')}>`)}${text.en}</text>${raw(`<text ${withClass(attributes, 't-zh')}>`)}${text.zh}</text>`;

const withClass = (attributes: string, name: string): string =>
  attributes.includes('class="')
    ? attributes.replace('class="', `class="${name} `)
    : `class="${name}" ${attributes}`;

/** JSON inside a script element: nothing in it can end the element, open a comment or break a line. */
export const jsonMarkup = (value: unknown): string =>
  JSON.stringify(value).replace(
    /[<>&\u2028\u2029]/g,
    (c) => `\\u${c.charCodeAt(0).toString(16).padStart(4, '0')}`,
  );

/** Paragraphs of a text by empty lines; a language with fewer of them repeats none and leaves the rest empty. */
export function paragraphs(text: Text): Text[] {
  const parts = (of: string): string[] =>
    of
      .replace(/\r\n?/g, '\n')
      .split(/\n[ \t]*\n/)
      .map((part) => part.trim().replace(/\s*\n\s*/g, ' '))
      .filter((part) => part !== '');
  const [en, zh] = [parts(text.en), parts(text.zh)];
  return Array.from({ length: Math.max(en.length, zh.length) }, (_, i) => ({
    en: en[i] ?? '',
    zh: zh[i] ?? '',
  }));
}

/** `{name}` filled in, in both languages; numbers are written plainly. */
export function fillText(text: Text, args: Readonly<Record<string, string | number>>): Text {
  const fill = (template: string): string =>
    template.replace(/\{([A-Za-z]+)\}/g, (whole, name: string) =>
      Object.hasOwn(args, name) ? String(args[name]) : whole,
    );
  return { en: fill(text.en), zh: fill(text.zh) };
}

/** Per cent for people: whole numbers, and "<1 %" for what is there but rare. */
export function percent(count: number, of: number): string {
  if (of === 0) return '–';
  const share = (100 * count) / of;
  return share > 0 && share < 1 ? '<1 %' : `${Math.round(share)} %`;
}
