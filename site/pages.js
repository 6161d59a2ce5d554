// Documents of docs/ → pages of the site: one tree for English, one for Chinese, links set right between them. Pure; leaves
// files to build.js and looks to config.js.
import { posix } from 'node:path';

/** Texts in both languages at once end where this heading stands; below it is the same in Chinese. */
const CHINESE_HALF = /^# 中文\s*$/m;
const COMMENT = /<!--[\s\S]*?-->\s*|<a id="[^"]*"><\/a>/g;
const FENCE = /^(```|~~~)[\s\S]*?^\1\s*$/gm;
const LINK = /(!?)\[((?:[^\][]|\[[^\]]*\])*)\]\(([^()\s]*(?:\([^()]*\)[^()\s]*)*)\)/g;

/** "adding/a-rule.md" and "adding/a-rule.zh.md" are one document in two languages. */
export const documentOf = (path) => path.replace(/\.zh\.md$/, '.md');

/** Names of headings as links know them: as VitePress and code hosts make them. */
export function anchorsOf(text) {
  const seen = new Map();
  const bare = text.replace(FENCE, '');
  const named = [...bare.matchAll(/<a id="([^"]*)">/g)].map(([, id]) => id);
  const heads = [...bare.matchAll(/^#{1,6} (.+?)\s*$/gm)].map(([, title]) => {
    const name = title
      .replace(/\[([^\]]*)\]\([^)]*\)/g, '$1')
      .replace(/[`*_]/g, '')
      .toLowerCase()
      .replace(/[^\p{L}\p{N}\s-]/gu, '')
      .trim()
      .replace(/\s+/g, '-');
    const n = seen.get(name) ?? 0;
    seen.set(name, n + 1);
    return n === 0 ? name : `${name}-${n}`;
  });
  return [...heads, ...named];
}

/**
 * @param {string} text Markdown
 * @returns {{ whole: string, label: string, target: string }[]} links outside code
 */
export function linksOf(text) {
  const bare = text.replace(FENCE, '').replace(/`[^`\n]*`/g, (code) => code.replace(/[[\]()]/g, ' '));
  return [...bare.matchAll(LINK)].map(([whole, , label, target]) => ({ whole, label, target }));
}

/**
 * English and Chinese text of every document; a document without Chinese of its own is in both, or generated for both.
 * @param {Map<string, string>} docs by path below docs/
 * @param {Record<string, string>} titles Chinese titles of documents that hold both languages
 * @returns {Map<string, { en: string, zh: string | null }>}
 */
export function documents(docs, titles = {}) {
  const out = new Map();
  for (const [path, raw] of docs) {
    if (!path.endsWith('.md') || path.endsWith('.zh.md')) continue;
    const text = raw.replace(COMMENT, '');
    const half = CHINESE_HALF.exec(text);
    const zh = docs.get(path.replace(/\.md$/, '.zh.md'))?.replace(COMMENT, '') ?? null;
    if (half === null) out.set(path, { en: text, zh });
    else
      out.set(path, {
        en: text.slice(0, half.index).trimEnd() + '\n',
        zh: `# ${titles[path] ?? '中文'}\n${text.slice(half.index + half[0].length)}`,
      });
  }
  return out;
}

/** The page a link of one document leads to, or null when it leads out of the site. */
function addressOf(target, from, lang, all) {
  const [path, anchor = ''] = target.split('#');
  const resolved = documentOf(path === '' ? from : posix.normalize(posix.join(posix.dirname(from), path)));
  const found = all.get(resolved);
  if (found === undefined) return null;
  const inChinese = lang === 'zh' && found.zh !== null;
  const address = `/${inChinese ? 'zh/' : ''}${resolved.replace(/\.md$/, '')}`;
  // Headings are named in their own language: a link across languages goes to the top of the page.
  const known =
    anchor !== '' && anchorsOf(inChinese ? found.zh : found.en).includes(decodeURIComponent(anchor));
  return known ? `${address}#${anchor}` : address;
}

/** Links between documents lead to pages; links to sources become names, since a site holds no sources. */
function relink(text, from, lang, all) {
  const codeOrLink = new RegExp(`\`[^\`\\n]*\`|${LINK.source}`, 'g');
  return text
    .split(/(^(?:```|~~~)[\s\S]*?^(?:```|~~~)\s*$)/gm)
    .map((part, i) =>
      i % 2 === 1
        ? part
        : part.replace(codeOrLink, (whole, image, label, target) => {
            if (target === undefined || image !== '' || /^(?:[a-z]+:|\/)/i.test(target)) return whole;
            const address = addressOf(target, from, lang, all);
            return address === null ? label : `[${label}](${address})`;
          }),
    )
    .join('');
}

/**
 * @param {Map<string, string>} docs by path below docs/
 * @param {Record<string, string>} titles
 * @returns {Map<string, string>} pages by path below the site's source
 */
export function sitePages(docs, titles = {}) {
  const all = documents(docs, titles);
  const pages = new Map();
  for (const [path, { en, zh }] of all) {
    pages.set(path, relink(en, path, 'en', all));
    if (zh !== null) pages.set(`zh/${path}`, relink(zh, path, 'zh', all));
  }
  return pages;
}

/** Relative links of documents that lead to no file, or to no heading of the one they name; one line each. */
export function deadLinks(docs, exists) {
  const dead = [];
  for (const [path, text] of docs) {
    if (!path.endsWith('.md')) continue;
    for (const { target } of linksOf(text)) {
      if (/^[a-z]+:/i.test(target)) continue;
      const [file, anchor] = target.split('#');
      const resolved = file === '' ? path : posix.normalize(posix.join(posix.dirname(path), file));
      const there = docs.get(resolved);
      if (there === undefined && !exists(resolved)) dead.push(`${path}: ${target}`);
      else if (anchor && there !== undefined && !anchorsOf(there).includes(decodeURIComponent(anchor)))
        dead.push(`${path}: ${target} (no such heading)`);
    }
  }
  return dead;
}
