// The survey page in a real browser: what a reader can do with it, that nothing leaves it, and that axe finds nothing.
// Made-up apps of all shapes; leaves real packages to real-survey.test.ts.
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import type { Browser, Page } from 'playwright-core';
import { surveyPage } from '../../../src/report/html/survey-page.js';
import { aggregate } from '../../../src/survey/aggregate.js';
import { axeViolations, findBrowser, launch, pageOpener } from '../../support/browser.js';
import { makeSurvey } from '../../support/survey.js';

const HOSTILE = [
  '<script>window.hit=1</script>',
  '=cmd()',
  '\u001b[31mred\u202e',
  `"'><img src=x onerror=window.hit=1>`,
];
const render = (count: number, labels: readonly string[] = []): string => {
  const made = makeSurvey(count, labels);
  return [...surveyPage(aggregate(made.entries, made.rows, made.context), made.rows, 'en')].join('');
};

describe('the file', () => {
  const text = render(30, HOSTILE);

  test('holds no text of a package as markup', () => {
    expect(text).not.toContain('<script>window');
    expect(text).not.toContain('<img src=x');

    expect(text).not.toMatch(/[\u0000-\u0009\u000b-\u001f\u202e]/);
  });

  test('asks for nothing outside itself', () => {
    const addresses = [...text.matchAll(/(?:src|href|action)="([^"]*)"/g)].map((m) => m[1]!);
    expect(addresses.filter((a) => !a.startsWith('#') && a !== 'data:,')).toEqual([]);
    expect(text).not.toMatch(/@import|url\(/);
  });

  test('is readable without its script: headline, every app, limits', () => {
    const still = text.replace(/<script[\s\S]*?<\/script>/g, '');
    expect(still).toMatch(/\d+ of \d+ apps are suspected of collecting too much/);
    expect(still).toContain('涉嫌收集超出所需的个人信息');
    expect(still.match(/<th scope="row">[^<]+<span class="small">/g)).toHaveLength(30);
    expect(still).toContain('not proof');
    expect(still).toMatch(/Type of app: given for \d+, inferred for \d+, unknown for \d+/);
    expect(still).toMatch(/应用类型：\d+ 款由用户给出，\d+ 款为推断，\d+ 款未知/);
  });

  test('an empty survey is a page', () => {
    const made = makeSurvey(0);
    const page = [...surveyPage(aggregate([], [], { ...made.context, title: null }), [], 'zh')].join('');
    expect(page).toContain('没有可评级的应用');
    expect(page).toContain('lang="zh-CN"');
  });
});

const path = findBrowser();
(path === null ? describe.skip : describe)('in Chromium', () => {
  let folder: string;
  let browser: Browser;
  const seen: string[] = []; // console messages, errors and requests that should not be
  const small = { url: '', few: '' };

  const open = pageOpener(() => browser, seen);
  const names = (page: Page): Promise<string[]> =>
    page.locator('#apps-view tbody .app-name').allTextContents();
  const figures = async (page: Page): Promise<number[]> =>
    (await page.locator('#apps-view tbody tr td:nth-child(4)').allTextContents()).map(Number);

  beforeAll(async () => {
    folder = mkdtempSync(join(tmpdir(), 'overreach-page-'));
    const write = (name: string, text: string): string => {
      writeFileSync(join(folder, name), text);
      return pathToFileURL(join(folder, name)).href;
    };
    small.url = write('small.html', render(120, HOSTILE));
    small.few = write('few.html', render(14, HOSTILE));
    browser = await launch(path!);
  }, 60_000);
  afterAll(async () => {
    await browser.close();
    rmSync(folder, { recursive: true });
    expect(seen).toEqual([]);
  });

  test('searches, filters, sorts, and keeps the view in its address', async () => {
    const page = await open(small.url);
    expect(await names(page)).toHaveLength(50);
    const scores = (await figures(page)).filter((n) => !Number.isNaN(n));
    expect(scores).toEqual([...scores].sort((a, b) => b - a));
    await page.locator('th[data-column=index] button').click();
    expect(await page.locator('th[data-column=index]').getAttribute('aria-sort')).toBe('ascending');
    await page.locator('th[data-column=app] button').click();
    await page.selectOption('#by-type', 'news');
    const news = await names(page);
    expect(news.length).toBeGreaterThan(3);
    expect(news.length).toBeLessThan(50);
    await page.fill('#search', 'example app 11');
    const found = await names(page);
    expect(found.length).toBeLessThan(news.length);
    for (const name of found) expect(name).toMatch(/Example app .*11/);
    const address = page.url();
    expect(address).toMatch(/#.*type=news/);
    const again = await open(address);
    expect(await names(again)).toEqual(found);
    expect(await again.inputValue('#search')).toBe('example app 11');
    await again.click('#clear');
    expect(await names(again)).toHaveLength(50);
    await again.fill('#search', 'no such thing');
    expect(await names(again)).toEqual([]);
    expect(await again.textContent('#shown')).toBe('No app matches');
    await page.close();
    await again.close();
  });

  test('a headline figure leads to exactly its apps', async () => {
    const page = await open(small.url);
    const line = page.locator('.ranks li').first();
    const count = Number(await line.locator('b').textContent());
    await line.locator('a').click();
    await page.waitForFunction('location.hash.length > 1');
    expect(await page.textContent('#shown')).toMatch(new RegExp(` of ${count} apps`));
    await page.close();
  });

  test('switches language, in the static part, the table and the page of an app', async () => {
    const page = await open(small.url);
    await page.click('#langs button[data-lang=zh]');
    expect(await page.getAttribute('html', 'lang')).toBe('zh-CN');
    expect(await page.innerText('#result-h')).toMatch(/款应用中有 \d+ 款涉嫌收集超出所需的个人信息/);
    expect(await page.innerText('#apps-view thead')).toContain('结论');
    await page.locator('.app-name a').first().click();
    await page.waitForSelector('#app-title');
    expect(await page.innerText('#app-view')).toContain('获取方');
    await page.click('#langs button[data-lang=en]');
    expect(await page.innerText('#app-view')).toContain('Taken by');
    await page.close();
  });

  test('opens the page of an app with its evidence, goes back, and survives an unknown one', async () => {
    const page = await open(small.url);
    await page.fill('#search', 'window.hit');
    await page.locator('.app-name a').first().press('Enter');
    await page.waitForSelector('#app-title');
    expect(await page.textContent('#app-title')).toBe(HOSTILE[0]);
    expect(await page.locator('.proof li').count()).toBeGreaterThan(3);
    expect(await page.textContent('#app-view')).toMatch(/com\.example\.app1/);
    await page.click('#back');
    await page.waitForSelector('#overview:not([hidden])');
    expect(await page.inputValue('#search')).toBe('window.hit');
    const lost = await open(`${small.url}#app=nowhere`);
    expect(await lost.innerText('#app-view')).toContain('No such app');
    expect(await page.evaluate('window.hit')).toBeUndefined();
    await page.close();
    await lost.close();
  });

  test('prints every app', async () => {
    const page = await open(small.url);
    await page.emulateMedia({ media: 'print' });
    await page.evaluate("window.dispatchEvent(new Event('beforeprint'))");
    expect(await page.locator('#apps-view tbody tr').count()).toBe(120);
    expect((await page.pdf({ format: 'A4' })).length).toBeGreaterThan(20_000);
    await page.close();
  });

  test('does not scroll sideways on a narrow screen', async () => {
    const page = await open(small.url, { viewport: { width: 375, height: 700 } });
    expect(await page.evaluate('document.documentElement.scrollWidth <= 376')).toBe(true);
    await page.close();
  });

  const cases = (['light', 'dark'] as const).flatMap((scheme) =>
    (['en', 'zh'] as const).flatMap((lang) => ['', 'app'].map((view) => [scheme, lang, view] as const)),
  );
  test.each(cases)(
    'axe finds nothing: %s, %s, %s',
    async (colorScheme, lang, view) => {
      const hash = new URLSearchParams({
        lang,
        ...(view === '' ? {} : { app: 'shop/应用 0005.apk' }),
      }).toString();
      // Scripts of a test get past the page's policy only on request.
      const page = await open(`${small.few}#${hash}`, { colorScheme, bypassCSP: true });
      expect(await axeViolations(page)).toEqual([]);
      await page.close();
    },
    30_000,
  );
});
