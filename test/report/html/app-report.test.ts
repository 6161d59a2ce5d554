// The page of a single app: complete and harmless as a file, and usable in a real browser in both languages.
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import type { Browser } from 'playwright-core';
import type { AppReport } from '../../../src/model/report.js';
import { htmlReporter } from '../../../src/report/html/app-report.js';
import { csvReporter } from '../../../src/report/csv.js';
import { axeViolations, findBrowser, launch, pageOpener } from '../../support/browser.js';
import { temporaryFolder } from '../../support/package-files.js';
import { runCli } from '../../support/run-cli.js';
import { makeReport } from '../../support/survey.js';

const HOSTILE = `<script>window.hit=1</script>"'><img src=x onerror=window.hit=1>\u001b[31m\u202e`;
const style = { color: false, columns: 100, lang: 'en', single: true } as const;
const folder = temporaryFolder();

/** Every text of a report that comes from a package, made hostile. */
const poisoned = (): AppReport => {
  const report = makeReport(5, HOSTILE);
  const { app, sdks, kinds, permissions } = report;
  Object.assign(app, { package: HOSTILE, versionName: HOSTILE });
  app.signers.push({ sha256: HOSTILE, subject: HOSTILE, schemes: [HOSTILE] });
  for (const sdk of sdks) sdk.version = HOSTILE;
  for (const permission of permissions) permission.name = HOSTILE;
  for (const kind of kinds)
    for (const evidence of kind.evidence)
      Object.assign(evidence, {
        what: HOSTILE,
        args: [HOSTILE, null, `→ ${HOSTILE}`],
        consent: 'decision',
        decision: { symbol: HOSTILE, offset: 1, key: HOSTILE },
        path: [HOSTILE],
        trigger: HOSTILE,
        place: { entry: HOSTILE, symbol: HOSTILE, offset: 3 },
      });
  for (const finding of report.findings)
    finding.references = [
      { label: HOSTILE, url: 'javascript:window.hit=1' },
      { label: 'source', url: 'https://example.org/"onmouseover="window.hit=1' },
    ];
  return report;
};

describe('the file', () => {
  const text = htmlReporter.render([{ name: 'a.apk', report: poisoned() }], style);

  test('holds no text of a package as markup, and no link that runs', () => {
    expect(text).not.toContain('<script>window');
    expect(text).not.toContain('<img src=x');
    expect(text).not.toContain('javascript:');
    expect(text).not.toMatch(/<[^>]*\son\w+=/);
    expect(text).not.toMatch(/[\u0000-\u0009\u000b-\u001f\u202e]/);
  });

  test('loads nothing from elsewhere', () => {
    expect(text).not.toMatch(/@import|url\(|<(?:img|iframe|object|embed|base)\b|<[^>]*\ssrc=/);
    expect([...text.matchAll(/<link[^>]*href="([^"]*)"/g)].map((m) => m[1])).toEqual(['data:,']);
  });

  test('says everything without its script: verdict, kinds, evidence with its place, score, limits', () => {
    const report = makeReport(5);
    const still = htmlReporter
      .render([{ name: 'a.apk', report }], style)
      .replace(/<script[\s\S]*?<\/script>/g, '');
    for (const kind of report.kinds) {
      expect(still).toContain(kind.name.en);
      expect(still).toContain(kind.name.zh);
    }
    const code = report.kinds.flatMap((k) => k.evidence).find((e) => e.place.entry.endsWith('.dex'))!;
    expect(still).toContain(`@${code.place.offset!.toString(16).padStart(4, '0')}`);
    expect(still).toContain(report.app.sha256);
    for (const finding of report.findings) expect(still).toContain(finding.fix.zh);
    expect(still).toContain('not proof');
    expect(still).toContain('不证明');
  });

  test('several apps share a page, an app without label is named by its package or file', () => {
    const second = makeReport(6);
    second.app.label = null;
    const third = makeReport(7);
    Object.assign(third.app, { label: null, package: null });
    const page = htmlReporter.render(
      [makeReport(5), second, third].map((report, i) => ({ name: `${i}.apk`, report })),
      { ...style, lang: 'zh', single: false },
    );
    expect(page).toContain('lang="zh-CN"');
    expect(page.match(/<h1>/g)).toHaveLength(3);
    expect(page).toContain(`<h1>${second.app.package}</h1>`);
    expect(page).toContain('<h1>2.apk</h1>');
  });

  test('as a sheet: one line per finding, none a formula', () => {
    const report = makeReport(5);
    const sheet = csvReporter.render([{ name: '=cmd().apk', report }], style);
    expect(sheet.startsWith('\ufeff')).toBe(true);
    expect(sheet.trimEnd().split('\r\n')).toHaveLength(report.findings.length + 1);
    expect(sheet).not.toMatch(/^[=+@-]/m);
  });
});

const path = findBrowser();
(path === null ? describe.skip : describe)('in Chromium', () => {
  let browser: Browser;
  const seen: string[] = [];
  const open = pageOpener(() => browser, seen);
  const put = (name: string, text: string): string => {
    writeFileSync(join(folder.path, name), text);
    return pathToFileURL(join(folder.path, name)).href;
  };

  beforeAll(async () => {
    browser = await launch(path!);
  }, 60_000);
  afterAll(async () => {
    await browser.close();
    expect(seen).toEqual([]);
  });

  test('the command writes it, language switches, hostile text stays text, a phone needs no sideways scrolling', async () => {
    const file = join(folder.path, 'sample.html');
    const ran = await runCli(['scan', 'samples/screenshot-keeper/app.apk', '--format', `html=${file}`]);
    expect([ran.code, ran.out]).toEqual([0, '']);
    const page = await open(pathToFileURL(file).href, { viewport: { width: 375, height: 700 } });
    expect(await page.innerText('h1')).toBe('Money Leaf Finance');
    expect(await page.innerText('.big')).toBe('Strongly suspected of collecting more than it needs');
    expect(await page.innerText('#main')).toContain(
      'com.example.moneyleaf.MoneyApplication.onCreate() @0018',
    );
    await page.click('#langs button[data-lang=zh]');
    expect(await page.innerText('.big')).toBe('高度涉嫌收集超出所需的个人信息');
    expect(await page.evaluate('document.documentElement.scrollWidth')).toBeLessThanOrEqual(375);
    await page.close();
    const bad = await open(put('bad.html', htmlReporter.render([{ name: 'a', report: poisoned() }], style)));
    expect(await bad.evaluate('window.hit')).toBeUndefined();
    expect(await bad.evaluate('document.documentElement.scrollWidth')).toBeLessThanOrEqual(1280);
    await bad.close();
  });

  test.each([
    ['light', 'en'],
    ['dark', 'zh'],
  ] as const)(
    'axe finds nothing: %s, %s',
    async (colorScheme, lang) => {
      const reports = [makeReport(5), makeReport(49)].map((report, i) => ({ name: `${i}.apk`, report }));
      const url = put(`axe-${lang}.html`, htmlReporter.render(reports, style));
      const page = await open(`${url}#lang=${lang}`, { colorScheme, bypassCSP: true });
      expect(await axeViolations(page)).toEqual([]);
      await page.close();
    },
    30_000,
  );
});
