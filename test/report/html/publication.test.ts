// The survey as a publication, in a real browser: paper, words, phone, the way back, bars in either order, and one app's
// page grouped by what is taken. Leaves search, filters and safety to survey-page.test.ts.
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import type { Browser, Page } from 'playwright-core';
import { surveyPage } from '../../../src/report/html/survey-page.js';
import { aggregate } from '../../../src/survey/aggregate.js';
import { findBrowser, launch, pageOpener } from '../../support/browser.js';
import { temporaryFolder } from '../../support/package-files.js';
import { makeSurvey } from '../../support/survey.js';

const APPS = 120;
const folder = temporaryFolder();
const made = makeSurvey(APPS);
// One check that fires for every app of a type again and again, as rules with many places do.
for (const { outcome } of made.rows)
  if (outcome.state === 'done' && outcome.report.findings.length > 0) {
    const [first] = outcome.report.findings;
    for (let i = 0; i < 14; i++)
      outcome.report.findings.push({ ...first!, fingerprint: `again:${i}`, text: first!.text });
  }
const survey = aggregate(made.entries, made.rows, made.context);

const path = findBrowser();
(path === null ? describe.skip : describe)('a survey as a publication', () => {
  let browser: Browser;
  let url: string;
  const seen: string[] = [];
  const open = pageOpener(() => browser, seen);

  beforeAll(async () => {
    const file = join(folder.path, 'survey.html');
    writeFileSync(file, [...surveyPage(survey, made.rows, 'en')].join(''));
    url = pathToFileURL(file).href;
    browser = await launch(path!);
  }, 240_000);
  afterAll(async () => {
    await browser.close();
    expect(seen).toEqual([]);
  });

  /** Pages of the PDF that the browser prints: its page objects are written plainly. */
  const pages = async (page: Page): Promise<number> =>
    (await page.pdf({ preferCSSPageSize: true })).toString('latin1').match(/\/Type\s*\/Page\b/g)!.length;

  test('takes at most one sheet of A4 for eight apps, and the evidence as an appendix of its own', async () => {
    const page = await open(url);
    const whole = await pages(page);
    await page.uncheck('#with-evidence');
    const without = await pages(page);
    expect(without).toBeLessThanOrEqual(APPS / 8);
    expect(without).toBeGreaterThan(4);
    expect(whole).toBeGreaterThan(without + 5);
    // After printing the screen is as it was.
    expect(await page.locator('#apps-view tbody tr').count()).toBe(50);
    expect(await page.locator('#appendix-apps article').count()).toBe(0);
    await page.close();
  }, 240_000);

  test('prints a table, not the cards of a phone, with contents and the appendix', async () => {
    const page = await open(url, { viewport: { width: 700, height: 990 } });
    await page.emulateMedia({ media: 'print' });
    await page.evaluate("window.dispatchEvent(new Event('beforeprint'))");
    expect(await page.locator('#apps-view tbody tr').count()).toBe(APPS);
    const display = "getComputedStyle(document.querySelector('#apps-view tbody tr')).display";
    expect(await page.evaluate(display)).toBe('table-row');
    expect(await page.locator('nav.print-only li:visible').count()).toBe(7);
    const suspected = survey.apps.filter((app) => /^(strongly-)?suspected$/.test(app.verdict));
    expect(await page.locator('#appendix article').count()).toBe(suspected.length);
    expect(await page.innerText('#appendix')).toMatch(/sent to [a-z-]+\.collect\.example over TLS/);
    await page.close();
  });

  test('prints the apps that were ticked, and says so', async () => {
    const page = await open(url);
    const boxes = page.locator('.pick');
    await boxes.nth(1).check();
    await boxes.nth(4).check();
    expect(await page.innerText('#print')).toBe(`Print 2 of ${APPS} apps`);
    const names = await page.locator('#apps-view .app-name').allTextContents();
    await page.evaluate("window.dispatchEvent(new Event('beforeprint'))");
    expect(await page.locator('#apps-view .app-name').allTextContents()).toEqual([names[1], names[4]]);
    expect(await page.textContent('#printed')).toContain(`2 of the ${APPS} apps`);
    expect(await page.locator('#appendix article h3').count()).toBe(2);
    await page.close();
  });

  const broken = `(() => {
    const out = [];
    const walker = document.createTreeWalker(document.querySelector('main:not([hidden])'), NodeFilter.SHOW_TEXT);
    for (let node = walker.nextNode(); node; node = walker.nextNode()) {
      if (node.parentElement.closest('.mono, script, noscript, svg') || !node.parentElement.checkVisibility()) continue;
      for (const word of node.data.matchAll(/[A-Za-z]{3,}/g)) {
        const range = document.createRange();
        range.setStart(node, word.index);
        range.setEnd(node, word.index + word[0].length);
        if (new Set([...range.getClientRects()].map((r) => Math.round(r.top))).size > 1) out.push(word[0]);
      }
    }
    return out;
  })()`;
  test.each([
    [1280, ''],
    [1024, ''],
    [1280, '#app=shop%2F%E5%BA%94%E7%94%A8+0005.apk'],
  ])('breaks no word inside at %d px %s', async (width, hash) => {
    const page = await open(url + hash, { viewport: { width, height: 900 } });
    expect(await page.evaluate(broken)).toEqual([]);
    expect(await page.evaluate('document.documentElement.scrollWidth')).toBeLessThanOrEqual(width);
    await page.close();
  });

  test('names every figure on a phone', async () => {
    const page = await open(url, { viewport: { width: 390, height: 800 } });
    const labels = (await page.evaluate(
      `[...document.querySelectorAll('#apps-view tbody tr:first-child td')].map((cell) => getComputedStyle(cell, '::before').content)`,
    )) as string[];
    expect(labels.slice(0, 4)).toEqual(['"Type"', '"Verdict"', '"Index"', '"Stars"']);
    expect(labels).not.toContain('none');
    await page.close();
  });

  test('comes back from an app to the same place', async () => {
    const page = await open(`${url}#per=100`);
    const link = page.locator('.app-name a').nth(70);
    await link.scrollIntoViewIfNeeded();
    for (const back of ['link', 'button'] as const) {
      const before = (await page.evaluate('scrollY')) as number;
      expect(before).toBeGreaterThan(2000);
      await link.click();
      await page.waitForSelector('#app-title');
      expect(await page.evaluate('scrollY')).toBe(0);
      if (back === 'link') await page.click('#back');
      else await page.goBack();
      await page.waitForSelector('#overview:not([hidden])');
      await page.waitForFunction(`Math.abs(scrollY - ${before}) < 3`);
    }
    await page.close();
  });

  test('speaks the language of the browser, unless the address names one', async () => {
    const language = async (locale: string, hash = ''): Promise<string | null> => {
      const page = await open(url + hash, { locale });
      const lang = await page.getAttribute('html', 'data-lang');
      await page.close();
      return lang;
    };
    expect(await language('zh-CN')).toBe('zh');
    expect(await language('en-GB')).toBe('en');
    expect(await language('de-DE')).toBe('en'); // the page's own
    expect(await language('zh-CN', '#lang=en')).toBe('en');
  });

  test('puts its bars by number or in the order of the association, and lists both ends', async () => {
    const page = await open(url);
    const bars = async (): Promise<number[]> =>
      (await page.locator('.ranks b').allTextContents()).map(Number);
    expect(await bars()).toEqual([...survey.headlines.map((g) => g.apps)].sort((a, b) => b - a));
    await page.click('#orders button[data-order=association]');
    expect(await bars()).toEqual(survey.headlines.map((g) => g.apps));
    const ends = (await page.evaluate(
      `[...document.querySelectorAll('#extremes .pairs > div')].map((list) => [...list.querySelectorAll('b')].map((b) => Number(b.textContent)))`,
    )) as [number[], number[]];
    const values = survey.apps.flatMap((app) => (app.score === null ? [] : [app.score.value]));
    expect(ends[0]).toEqual(values.sort((a, b) => b - a).slice(0, 10));
    expect(ends[1]).toEqual([...ends[1]].sort((a, b) => a - b));
    const known = survey.apps.filter((app) => app.verdict === 'not-suspected' && app.type !== 'unknown');
    expect(ends[1]).toHaveLength(Math.min(10, known.length));
    await page.close();
  });

  test('groups the page of an app by what is taken: one check once, and where the value goes', async () => {
    const app = survey.apps.find((a) =>
      a.kinds.some((k) => k.rung === 'leaves' && k.verdict !== 'not-suspected'),
    )!;
    const page = await open(`${url}#app=${encodeURIComponent(app.id)}`);
    const cards = page.locator('#app-view .card:has(h3 .v)');
    for (const card of await cards.all()) {
      const titles = await card.locator('details.line summary b').allTextContents();
      expect(new Set(titles).size).toBe(titles.length);
    }
    expect(await page.locator('details.line summary', { hasText: '× 15' }).count()).toBe(1);
    expect(await page.textContent('#app-view .proof')).toMatch(/sent to [a-z-]+\.collect\.example over TLS/);
    expect(await page.textContent('#app-view .proof')).toMatch(/take\(\) @0012 .*→.*post\(\) @0040/);
    expect((await page.evaluate('document.documentElement.scrollHeight')) as number).toBeLessThan(9000);
    await page.close();
  });
});
