// The page that reads packages, in a real browser: the same facts byte for byte as Node, no request, a report on screen,
// bad input told as on the command line, and nothing that axe finds wrong.
import { execFileSync } from 'node:child_process';
import { existsSync, readFileSync, readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { inflateRawSync } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, jest, test } from '@jest/globals';
import type { Browser, Page } from 'playwright-core';
import { openKnowledge } from '../../src/browser.js';
import { COMPILED, loadCatalogue, loadWatchlist } from '../../src/catalogue/load.js';
import type { SurveyReport } from '../../src/model/survey.js';
import { readPaths } from '../../src/scan.js';
import { axeViolations, findBrowser, launch } from '../support/browser.js';
import { temporaryFolder } from '../support/package-files.js';

jest.setTimeout(600_000);
const root = fileURLToPath(new URL('../../', import.meta.url));
const file = join(root, 'dist/overreach.html');
const folder = temporaryFolder();
const path = findBrowser();
const inBrowser = path === null ? describe.skip : describe;

const samples = (readdirSync(join(root, 'samples'), { recursive: true }) as string[])
  .filter((name) => name.endsWith('.apk'))
  .sort()
  .map((name) => join(root, 'samples', name));
const real = ['settings-5/apks/settings_apk-debug.apk', 'android-apidemos/apks/ApiDemos-debug.apk']
  .map((name) => join(root, 'node_modules', name))
  .filter((name) => existsSync(name));

test('is built beside the command, in one file', () => {
  const text = readFileSync(file, 'utf8');
  expect(text).toMatch(/^<!doctype html>/);
  expect(text).not.toMatch(/(?:src|href)="(?!data:|#)/);
});

test('what the page knows is what Node loads', () => {
  const built = (name: string): Buffer => readFileSync(join(root, 'dist', name));
  const text = readFileSync(file, 'utf8');
  const held = (id: string): Buffer =>
    inflateRawSync(Buffer.from(new RegExp(`id="data-${id}">([^<]*)`).exec(text)?.[1] ?? '', 'base64'));
  expect(held('shapes').equals(built(COMPILED.shapes))).toBe(true);
  const { catalogue, watchlist } = openKnowledge({
    catalogue: held('catalogue').toString('latin1'),
    watchlist: held('watchlist').toString('latin1'),
    platform: held('platform'),
    shapes: held('shapes'),
  });
  expect(watchlist).toEqual(loadWatchlist());
  expect(catalogue).toEqual(loadCatalogue());
});

inBrowser('the page', () => {
  let browser: Browser;
  const seen: string[] = [];
  beforeAll(async () => {
    execFileSync(process.execPath, [join(root, 'dist/page/build.js')]);
    browser = await launch(path!);
  });
  afterAll(() => browser.close());

  const open = async (options: Parameters<Browser['newPage']>[0] = {}): Promise<Page> => {
    const page = await browser.newPage({
      viewport: { width: 1200, height: 900 },
      locale: 'en-GB',
      ...options,
    });
    page.on('console', (m) => seen.push(`console ${m.type()}: ${m.text()}`));
    page.on('pageerror', (e) => seen.push(`error: ${e.message}`));
    page.on('request', (r) => {
      if (!/^(?:file|blob|data):/.test(r.url())) seen.push(`request: ${r.url()}`);
    });
    await page.goto(pathToFileURL(file).href);
    await page.waitForSelector('html[data-ready=yes]');
    return page;
  };
  const give = async (page: Page, files: string[]): Promise<void> => {
    await page.setInputFiles('#files', files);
    await page.waitForSelector('html:not([data-busy])', { timeout: 300_000 });
  };

  test('reads every sample and real packages to the facts that Node reads', async () => {
    const page = await open();
    const differ: string[] = [];
    for (const one of [...samples, ...real]) {
      const text = await page.evaluate(
        async ({ bytes, name }) => {
          const data = Uint8Array.from(atob(bytes), (c) => c.charCodeAt(0));
          const { overreach } = globalThis as unknown as {
            overreach: { facts(files: File[]): Promise<unknown> };
          };
          return JSON.stringify(await overreach.facts([new File([data], name)]));
        },
        { bytes: readFileSync(one).toString('base64'), name: one.split('/').at(-1)! },
      );
      if (text !== JSON.stringify(readPaths([one], { watchlist: loadWatchlist() }))) differ.push(one);
    }
    expect(differ).toEqual([]);
    expect(samples.length).toBeGreaterThan(200);
    await page.close();
  });

  test('shows a report, both languages, without asking anybody', async () => {
    const page = await open();
    await give(page, [samples[0]!]);
    const frame = page.frameLocator('#frame');
    await frame.locator('h1, h2').first().waitFor();
    const english = await frame.locator('main').innerText();
    await page.click('#langs button[data-lang=zh]');
    await frame.locator('html[data-lang=zh]').waitFor();
    expect(await page.title()).toMatch(/超范围/);
    expect(await frame.locator('main').innerText()).not.toBe(english);
    expect(seen).toEqual([]);
    await page.close();
  });

  test('tells in one line what cannot be read, and goes on', async () => {
    const text = join(folder.path, 'notes.apk');
    writeFileSync(text, 'no package at all\n');
    const page = await open();
    await give(page, [text, samples[0]!]);
    const rows = await page.locator('#rows tr').allInnerTexts();
    expect(rows).toHaveLength(2);
    expect(rows[0]).toMatch(/notes\.apk/);
    const told = execFileSync(
      'sh',
      ['-c', `node ${join(root, 'dist/cli/bin.js')} scan ${text} 2>&1 || true`],
      {
        encoding: 'utf8',
      },
    );
    expect(told).toContain(rows[0]!.split('\t').map((cell) => cell.trim())[2]!);
    expect(rows[1]).toMatch(/\d/);
    await page.close();
  });

  test('compares two versions, and saves what it shows', async () => {
    const [a, b] = [join(root, 'node_modules/settings-2/bin/settings_apk-debug.apk'), real[0]!];
    if (!existsSync(a) || b === undefined) return;
    const page = await open();
    await give(page, [a, b]);
    for (const box of await page.locator('#rows input[type=checkbox]').all()) await box.check();
    await page.click('#compare');
    await page.waitForSelector('#changes:not([hidden])');
    expect(await page.innerText('#changes')).toMatch(/^\s*[+~]/m);
    for (const [format, start] of [
      ['json', /^\[/],
      ['csv', /^\ufeff/],
      ['html', /^<!doctype html>/],
    ] as const) {
      const download = page.waitForEvent('download');
      await page.click(`#save-${format}`);
      expect(readFileSync((await (await download).path())!, 'utf8')).toMatch(start);
    }
    await page.close();
  });

  test.each(['light', 'dark'] as const)(
    'has nothing that axe finds wrong, %s, in both languages, on a phone too',
    async (theme) => {
      for (const locale of ['en-GB', 'zh-CN'])
        for (const width of [390, 1200]) {
          const page = await open({
            bypassCSP: true,
            locale,
            colorScheme: theme,
            viewport: { width, height: 800 },
          });
          await give(page, [samples[0]!, samples[1]!]);
          expect(await axeViolations(page)).toEqual([]);
          const wide = await page.evaluate(
            () =>
              (globalThis as unknown as { document: { documentElement: { scrollWidth: number } } }).document
                .documentElement.scrollWidth,
          );
          expect(wide).toBeLessThanOrEqual(width);
          await page.close();
        }
    },
  );

  test('makes several apps a small survey, with bars, and saves it as a report, a table and figures', async () => {
    const names = ['shop-over-collecting', 'screenshot-keeper', 'shop-modest'];
    const chosen = names.map((name) => join(root, 'samples', name, 'app.apk'));
    const bad = join(folder.path, 'broken.apk');
    writeFileSync(bad, 'no package at all\n');
    const page = await open();
    await give(page, [chosen[0]!]);
    expect(await page.isVisible('#survey')).toBe(false);
    await give(page, [...chosen.slice(1), bad]);
    await page.waitForSelector('#survey:not([hidden])');
    expect(await page.locator('#survey .ranks .line span').count()).toBeGreaterThan(1);
    const widths = (await page.evaluate(
      `[...document.querySelectorAll('#survey .ranks .line span')].map((bar) => bar.getBoundingClientRect().width)`,
    )) as number[];
    expect(Math.max(...widths)).toBeGreaterThan(20);
    const saved = async (format: string): Promise<string> => {
      const download = page.waitForEvent('download');
      await page.click(`#survey-${format}`);
      return readFileSync((await (await download).path())!, 'utf8');
    };
    const counts = JSON.parse(await saved('json')) as SurveyReport;
    expect([counts.totals.apps, counts.totals.failed]).toEqual([4, 1]);
    expect((await saved('csv')).trimEnd().split('\r\n')).toHaveLength(5);
    const file = join(folder.path, 'saved.html');
    writeFileSync(file, await saved('html'));
    // What was saved is the page of the survey command, script and all.
    const report = await browser.newPage({ locale: 'en-GB' });
    await report.goto(pathToFileURL(file).href);
    await report.waitForSelector('html[data-ready=yes]');
    expect(await report.locator('#apps-view tbody tr').count()).toBe(4);
    expect(await report.innerText('#result-h')).toBe(
      `${counts.totals.suspected} of ${counts.totals.rated} apps are suspected of collecting too much`,
    );
    await report.close();
    expect(seen).toEqual([]);
    await page.close();
  });

  test('stops when it is told to', async () => {
    const page = await open();
    await page.setInputFiles('#files', [...real, ...samples.slice(0, 3)]);
    await page.waitForSelector('#rows tr');
    await page.click('#cancel');
    await page.waitForSelector('html:not([data-busy])');
    expect(await page.innerText('#rows')).toMatch(/cancelled/);
    await give(page, [samples[1]!]);
    expect(await page.innerText('#rows')).toMatch(/\d/);
    await page.close();
  });
});
