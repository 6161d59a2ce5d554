// One command over more than a hundred real packages and samples, some with hostile labels: nothing is lost, the figures
// on the page are those of the tables, and a reader in a real browser can use it. The same real results, repeated under
// other names to a thousand apps, must stay quick and small. Leaves made-up shapes to survey-page.test.ts.
import { readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import type { Browser, Page } from 'playwright-core';
import type { SurveyEntry, SurveyReport, SurveyRow } from '../../../src/model/survey.js';
import { surveyPage } from '../../../src/report/html/survey-page.js';
import { aggregate } from '../../../src/survey/aggregate.js';
import { axeViolations, findBrowser, launch, pageOpener } from '../../support/browser.js';
import { temporaryFolder } from '../../support/package-files.js';
import { runCli } from '../../support/run-cli.js';
import type { Ran } from '../../support/run-cli.js';
import { readSamples } from '../../support/samples.js';
import { smallApk } from '../../support/survey-apps.js';

/** npm packages that carry Android packages; all are development dependencies of ours. */
const CARRIERS = [
  'android-apidemos', 'appium-uiautomator2-server', 'io.appium.settings', 'settings-2', 'settings-5',
  'uiautomator2-server-4',
]; // prettier-ignore
const HOSTILE = ['<script>window.hit=1</script>', '=cmd()', '\u001b[31mred\u202e\u0007'];

const folder = temporaryFolder();
const out = join(folder.path, 'report');
const packages = CARRIERS.flatMap((name) =>
  readdirSync(`node_modules/${name}`, { recursive: true, encoding: 'utf8' })
    .filter((file) => file.endsWith('.apk'))
    .map((file) => `${name}/${file.replaceAll('\\', '/')}`),
);
const samples = readSamples();
let ran: Ran;
let survey: SurveyReport;
let rows: SurveyRow[];

const read = (name: string): string => readFileSync(join(out, name), 'utf8');

beforeAll(async () => {
  HOSTILE.forEach((label, i) =>
    folder.put(
      `hostile/${i} \u001b[2J.apk`,
      smallApk({ package: `com.example.hostile${i}`, label, permissions: ['READ_CONTACTS'] }),
    ),
  );
  const list = [
    'file,type,store',
    ...packages.map((file) => `${file},utility-tools,npm`),
    ...samples.map((s) => `samples/${s.path.slice('samples/'.length)},${s.type ?? ''},=own()`),
    'nowhere.apk,news,',
    `${packages[0]},shoping,npm`,
  ];
  const types = folder.put('apps.csv', `${list.join('\n')}\n`);
  ran = await runCli([
    'survey', ...CARRIERS.map((name) => `node_modules/${name}`), 'samples', join(folder.path, 'hostile'),
    '--types', types, '--out', out, '--workers', '0', '--no-cache', '--title', 'Real packages',
  ]); // prettier-ignore
  survey = JSON.parse(read('survey.json')) as SurveyReport;
  rows = read('results.jsonl')
    .trimEnd()
    .split('\n')
    .map((line) => JSON.parse(line) as SurveyRow);
}, 120_000);

describe('the command', () => {
  test('loses nothing: every file is an app or named as a copy of one, and every app has a row and a line', () => {
    expect(ran.code).toBe(0);
    const files = packages.length + samples.length + HOSTILE.length;
    expect(files).toBeGreaterThan(100);
    expect(survey.totals.files).toBe(files);
    const named = survey.apps.flatMap((a) => [a.id, ...a.sameContent]);
    expect(new Set(named).size).toBe(files);
    expect(named).toEqual(expect.arrayContaining([...packages]));
    const { rated, notRated, failed, suspected, notSuspected } = survey.totals;
    expect([failed, rated + notRated, suspected + notSuspected]).toEqual([0, survey.apps.length, rated]);
    expect(rows.map((r) => r.id)).toEqual(survey.apps.map((a) => a.id));
    expect(read('apps.csv').trimEnd().split('\r\n')).toHaveLength(survey.apps.length + 1);
  });

  test('gives each listed app its type and columns, and names what is wrong with the list by line', () => {
    for (const file of packages) {
      const app = survey.apps.find((a) => a.id === file || a.sameContent.includes(file))!;
      expect([file, app.type, app.typeSource, app.columns['store']]).toEqual([
        file,
        'utility-tools',
        'list',
        'npm',
      ]);
    }
    const last = packages.length + samples.length + 2;
    const wrong = survey.problems.filter((p) => p.line !== null && p.line >= last);
    expect(wrong.map((p) => [p.line, p.code])).toEqual([
      [last, 'survey/list-missing-file'],
      [last + 1, 'survey/unknown-type-near'],
      [last + 1, 'survey/list-duplicate'],
    ]);
    expect(ran.err).toContain(
      `line ${last + 1}: unknown app type “shoping” (did you mean “online-shopping”?)`,
    );
  });

  test('hostile labels, columns and file names act neither in a spreadsheet nor in a terminal nor in the page', () => {
    for (const table of ['apps.csv', 'findings.csv', 'kinds.csv', 'sdks.csv']) {
      const text = read(table);
      expect(text.startsWith('\ufeff')).toBe(true);
      expect(text.slice(1)).not.toMatch(/(?:^|[,\n"])[=+@\t]/m);
      expect(text).not.toMatch(/[\u0000-\u0009\u000b\u000c\u000e-\u001f\u202e]/);
    }
    expect(ran.out + ran.err).not.toMatch(/[\u001b\u0007\u202e]/);
    const page = read('index.html');
    expect(page).not.toContain('<script>window');
    expect(page).not.toMatch(/[\u0000-\u0009\u000b-\u001f\u202e]/);
  });
});

/** Real rows again and again under other ids, labels, packages and class names, so that nothing is shared by being equal. */
function repeated(count: number): { entries: SurveyEntry[]; copies: SurveyRow[] } {
  const entries: SurveyEntry[] = [];
  const copies: SurveyRow[] = [];
  const real = new Set(packages);
  const sources = survey.apps.filter((a) => real.has(a.id));
  for (let n = 0; copies.length < count; n++) {
    const app = sources[n % sources.length]!;
    const own = app.package ?? 'none';
    const name = `${own}.c${n}`;
    const text = JSON.stringify(rows.find((r) => r.id === app.id))
      .replaceAll(own, name)
      .replaceAll(own.replaceAll('.', '/'), name.replaceAll('.', '/'));
    const row = JSON.parse(text) as SurveyRow;
    const id = `copy ${n}/${app.id}`;
    if (row.outcome.state === 'done') row.outcome.report.app.label = `${app.label ?? own} ${n}`;
    copies.push({ ...row, id });
    entries.push({
      ...app,
      id,
      files: [id],
      sha256: n.toString(16).padStart(64, '0'),
      sameContent: [],
      columns: { store: `Store ${n % 7}` },
    });
  }
  return { entries, copies };
}

const path = findBrowser();
(path === null ? describe.skip : describe)('in Chromium', () => {
  let browser: Browser;
  const seen: string[] = [];
  const open = pageOpener(() => browser, seen);
  const url = (): string => pathToFileURL(join(out, 'index.html')).href;
  const names = (page: Page): Promise<string[]> =>
    page.locator('#apps-view tbody .app-name').allTextContents();

  beforeAll(async () => {
    browser = await launch(path!);
  }, 60_000);
  afterAll(async () => {
    await browser.close();
    expect(seen).toEqual([]);
  });

  test('headline, charts and table show the figures of survey.json', async () => {
    const page = await open(url());
    const { rated, suspected } = survey.totals;
    expect(await page.innerText('#result-h')).toBe(
      `${suspected} of ${rated} apps are suspected of collecting too much`,
    );
    const ranks = await page
      .locator('.ranks li')
      .evaluateAll((lines) =>
        (lines as unknown as { innerText: string }[]).map((line) =>
          line.innerText.split('\n').filter((t) => t !== ''),
        ),
      );
    const inOrder = survey.headlines.map((g) => [g.name.en, String(g.apps)]);
    expect(ranks).toEqual([...inOrder].sort((a, b) => Number(b[1]) - Number(a[1])));
    expect(survey.headlines.slice(0, 4).map((g) => g.id)).toEqual([
      'location',
      'contacts',
      'phone-number',
      'screenshots',
    ]);
    const bands = await page.locator('#fig-scores .col .note:first-child').allTextContents();
    expect(bands.map(Number)).toEqual(survey.scores.map((b) => b.apps));
    expect(bands.map(Number).reduce((sum, n) => sum + n, 0)).toBe(rated);
    const bars = await page.locator('#fig-kinds .note').allTextContents();
    const most = [...survey.kinds].sort((a, b) => b.apps - a.apps);
    expect(bars.map((b) => parseInt(b, 10))).toEqual(most.slice(0, bars.length).map((k) => k.apps));
    expect(await page.textContent('#shown')).toBe(`1–50 of ${survey.apps.length} apps`);
    for (const figure of ['kinds', 'actors', 'sdks', 'scores', 'types', 'stars', 'heat'])
      expect(
        await page.locator(`#fig-${figure} .bars, #fig-${figure} .cols, #fig-${figure} svg`).count(),
      ).toBe(1);
    await page.close();
  });

  test('no label of a chart is cut, and nothing runs out of the page, on desk and phone', async () => {
    const big = samples.find((s) => s.name === 'screenshot-keeper')!.path;
    for (const [width, hash] of [
      [1280, ''],
      [390, ''],
      [390, `#app=${encodeURIComponent(big)}`],
    ] as const) {
      const page = await open(url() + hash, { viewport: { width, height: 800 } });
      expect(await page.evaluate('document.documentElement.scrollWidth')).toBeLessThanOrEqual(width);
      const cut = await page.evaluate(
        `[...document.querySelectorAll('.bars .name, .bars .note, .cols .note, .ranks li')]
          .filter((e) => e.scrollWidth > e.clientWidth + 1 && getComputedStyle(e).display !== 'inline').map((e) => e.textContent)`,
      );
      expect(cut).toEqual([]);
      const out_ = await page.evaluate(
        `[...document.querySelectorAll('#heat svg text')].filter((e) => {
          const box = e.getBBox(), svg = e.ownerSVGElement.viewBox.baseVal;
          return e.getAttribute('text-anchor') === 'end' && box.x < svg.x;
        }).map((e) => e.textContent)`,
      );
      expect(out_).toEqual([]);
      await page.close();
    }
  });

  test('filters, sorts, shares its view by link and switches language', async () => {
    const page = await open(url());
    await page.selectOption('#by-verdict', 'strongly-suspected');
    const strong = survey.apps.filter((a) => a.verdict === 'strongly-suspected');
    expect(await page.textContent('#shown')).toContain(` of ${strong.length} apps`);
    await page.selectOption('#by-type', 'utility-tools');
    await page.locator('th[data-column=app] button').click();
    const shown = await names(page);
    const again = await open(page.url());
    expect(await names(again)).toEqual(shown);
    await again.click('#langs button[data-lang=zh]');
    expect(await again.innerText('#result-h')).toMatch(/款应用中有 \d+ 款涉嫌收集超出所需的个人信息/);
    expect(await again.innerText('#apps-view thead')).toContain('结论');
    await page.close();
    await again.close();
  });

  test('the page of a real app holds its evidence; the hostile one stays text', async () => {
    const real = survey.apps.find((a) => packages.includes(a.id) && a.kinds.length > 5)!;
    const page = await open(`${url()}#app=${encodeURIComponent(real.id)}`);
    expect(await page.textContent('#app-title')).toBe(real.label);
    expect(await page.textContent('#app-view')).toContain(real.sha256);
    expect(await page.locator('.proof li').count()).toBeGreaterThan(5);
    const hostile = survey.apps.find((a) => a.label === HOSTILE[0])!;
    const other = await open(`${url()}#app=${encodeURIComponent(hostile.id)}`);
    expect(await other.textContent('#app-title')).toBe(HOSTILE[0]);
    expect(await other.evaluate('window.hit')).toBeUndefined();
    await page.close();
    await other.close();
  });

  test.each([
    ['light', 'en', ''],
    ['dark', 'zh', ''],
    ['dark', 'en', 'app'],
    ['light', 'zh', 'app'],
  ] as const)(
    'axe finds nothing: %s, %s, %s',
    async (colorScheme, lang, view) => {
      const hash = new URLSearchParams({ lang, ...(view === '' ? {} : { app: packages[0]! }) });
      const page = await open(`${url()}#${hash.toString()}`, { colorScheme, bypassCSP: true });
      expect(await axeViolations(page)).toEqual([]);
      await page.close();
    },
    60_000,
  );

  test('a thousand real results open and sort with a screenful in the page, in less than 15 MB', async () => {
    const { entries, copies } = repeated(1000);
    const { title, publisher, date, tool, problems } = survey;
    const many = aggregate(entries, copies, {
      sentence: (code) => ({ en: code, zh: code }),
      stars: [{ stars: 5, upTo: 10 }, { stars: 1, upTo: 100 }],
      headlines: {},
      types: {},
      tool, title, publisher, date, problems,
      files: entries.length,
      columns: ['store'],
    }); // prettier-ignore
    expect(many.totals.apps).toBe(1000);
    const file = join(out, 'thousand.html');
    writeFileSync(file, [...surveyPage(many, copies, 'en')].join(''));
    expect(statSync(file).size).toBeLessThan(15_000_000);
    expect(statSync(file).size).toBeGreaterThan(1_000_000);
    // What is slow is what is drawn: however many apps there are, a screenful of them is in the page.
    const page = await open(pathToFileURL(file).href);
    const drawn = (): Promise<number> => page.locator('*').count();
    expect(await names(page)).toHaveLength(50);
    expect(await drawn()).toBeLessThan(20_000);
    await page.locator('th[data-column=app] button').click();
    expect(await page.locator('th[data-column=app]').getAttribute('aria-sort')).toBe('ascending');
    expect(await names(page)).toHaveLength(50);
    expect(await drawn()).toBeLessThan(20_000);
    await page.selectOption('#per', '500');
    expect(await names(page!)).toHaveLength(500);
    const last = many.apps.find((a) => a.id.startsWith('copy 999/'))!;
    const app = await open(`${pathToFileURL(file).href}#app=${encodeURIComponent(last.id)}`);
    expect(await app.textContent('#app-view')).toContain('.c999');
    await page.close();
    await app.close();
  }, 60_000);
});
