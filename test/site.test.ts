// The site's pages before they are built: every link of every document leads somewhere, links are set right between the
// languages, and what must be whole in both languages is. Leaves building to npm run site, which fails on dead links too.
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from '@jest/globals';
import { loadFullCatalogue } from '../src/catalogue/load.js';
import { COMMANDS } from '../src/cli/commands/index.js';
import { generateDocs } from '../src/cli/docs/pages.js';
import { CHINESE_TITLES, SECTIONS, WHOLE } from '../site/nav.js';
import { anchorsOf, deadLinks, documents, linksOf, sitePages } from '../site/pages.js';

const written = new Map(
  (readdirSync('docs', { recursive: true, encoding: 'utf8' }) as string[])
    .map((name) => name.replaceAll('\\', '/'))
    .filter((name) => name.endsWith('.md'))
    .map((name) => [name, readFileSync(join('docs', name), 'utf8')] as const),
);
// Generated pages are not kept; those of this build stand for what lies about.
const made = Object.entries(generateDocs(loadFullCatalogue(), COMMANDS)).filter(([name]) =>
  name.endsWith('.md'),
);
const docs = new Map([...written, ...made]);
docs.set('gallery.md', '# A gallery of verdicts\n').set('gallery.zh.md', '# 结论示例\n');

test('no link of a document, of a generated page or of the README is dead', () => {
  expect(deadLinks(docs, (path) => existsSync(join('docs', path)))).toEqual([]);
  const readme = new Map([['README.md', readFileSync('README.md', 'utf8')]]);
  const there = (path: string): boolean => existsSync(path) || docs.has(path.replace(/^docs\//, ''));
  expect(deadLinks(readme, there)).toEqual([]);
});

test('a dead link, a wrong heading and a link in code are told apart', () => {
  const some = new Map([
    [
      'a.md',
      '# A\n\n[gone](b.md) [there](c/d.md#the-heading) [no](c/d.md#none) `[x](y.md)`\n\n```md\n[x](z.md)\n```\n',
    ],
    ['c/d.md', '# D\n\n## The *heading*\n\n## The heading\n'],
  ]);
  expect(deadLinks(some, () => false)).toEqual(['a.md: b.md', 'a.md: c/d.md#none (no such heading)']);
  expect(anchorsOf(some.get('c/d.md')!)).toEqual(['d', 'the-heading', 'the-heading-1']);
});

describe('pages', () => {
  const pages = sitePages(docs, CHINESE_TITLES);
  const all = documents(docs, CHINESE_TITLES);

  test('lead to pages of their own language where there are some, and never out of the site', () => {
    const lost: string[] = [];
    for (const [path, text] of pages)
      for (const { target } of linksOf(text)) {
        if (/^[a-z]+:/i.test(target) || target.startsWith('#')) continue;
        const [page] = target.slice(1).split('#');
        const chinese = path.startsWith('zh/') && !page!.startsWith('zh/') && pages.has(`zh/${page}.md`);
        if (!target.startsWith('/') || !pages.has(`${page}.md`) || chinese) lost.push(`${path}: ${target}`);
      }
    expect(lost).toEqual([]);
    expect(pages.size).toBeGreaterThan(500);
  });

  test('are whole in both languages where they must be', () => {
    const missing = WHOLE.filter((name) => (all.get(`${name}.md`)?.zh ?? null) === null);
    expect(missing).toEqual([]);
    for (const name of WHOLE) {
      const { en, zh } = all.get(`${name}.md`)!;
      const heads = (text: string): number =>
        text.replace(/^```[\s\S]*?^```/gm, '').match(/^## /gm)?.length ?? 0;
      expect([name, heads(zh!)]).toEqual([name, heads(en)]);
      expect(zh!.match(/[\u4e00-\u9fff]/g)!.length).toBeGreaterThan(en.length / 12);
    }
  });

  test('stand in the sidebar only when there are such pages', () => {
    const named = SECTIONS.flatMap((section) => section.pages.map(([path]) => path!));
    expect(named.filter((path) => !pages.has(`${path}.md`))).toEqual([]);
    expect(new Set(named).size).toBe(named.length);
  });
});
