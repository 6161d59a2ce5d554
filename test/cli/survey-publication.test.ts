// What a publisher adds to a survey and what it leaves beside the page: replies, logo, own words, the survey before, a
// workbook, charts, and the hashes by which an archive can check it. Small packages of our own.
import { createHash } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, expect, test } from '@jest/globals';
import JSZip from 'jszip';
import type { SurveyReport } from '../../src/model/survey.js';
import { temporaryFolder } from '../support/package-files.js';
import { runCli } from '../support/run-cli.js';
import type { Ran } from '../support/run-cli.js';
import { smallApk } from '../support/survey-apps.js';

const folder = temporaryFolder();
const out = join(folder.path, 'report');
const read = (name: string): string => readFileSync(join(out, name), 'utf8');
const REPLIES = `- package: com.example.nowhere
  reply: hello
- package: com.example.a
  from: Alpha <b>
  date: 2026-11-02
  reply:
    en: |
      Removed in 2.0.

      <script>window.hit=1</script>
    zh: 已移除。
`;
let ran: Ran;

const survey = (more: readonly string[] = []): Promise<Ran> =>
  runCli([
    'survey',
    join(folder.path, 'apks'),
    '--out',
    out,
    '--workers',
    '0',
    '--no-cache',
    '--title',
    'T',
    ...more,
  ]);

beforeAll(async () => {
  for (const name of ['a', 'b'])
    folder.put(
      `apks/${name}.apk`,
      smallApk({ package: `com.example.${name}`, label: name.toUpperCase(), permissions: ['READ_CONTACTS'] }),
    );
  await survey(['--out', join(folder.path, 'before')]);
  const file = (name: string, text: string): string => folder.put(name, text);
  ran = await survey([
    '--replies', file('replies.yaml', REPLIES),
    '--intro', file('intro.yaml', 'en: Our words.\nzh: 我们的话。\n'),
    '--method', file('method.txt', 'How we chose.\n\nSecond paragraph.\n'),
    '--logo', file('logo.svg', '<svg xmlns="http://www.w3.org/2000/svg"></svg>'),
    '--last', join(folder.path, 'before'),
    '--evidence', '--publisher', 'P', '--date', '2026-11-20',
  ]); // prettier-ignore
}, 120_000);

test('prints replies beside their app, escaped, and names an unknown app in one line', () => {
  expect(ran.err.split('\n').filter((line) => line.includes('com.example.nowhere'))).toEqual([
    'overreach: replies, line 1: no app “com.example.nowhere” in this survey',
  ]);
  const counts = JSON.parse(read('survey.json')) as SurveyReport;
  expect(counts.publication!.replies.map((r) => [r.app, r.from, r.date])).toEqual([
    ['a.apk', 'Alpha <b>', '2026-11-02'],
  ]);
  const page = read('index.html');
  expect(page).toContain('Removed in 2.0.');
  expect(page).not.toContain('<script>window.hit');
  expect(page).not.toContain('Alpha <b>');
});

test('carries logo, own words in both languages, the tool’s own method still, and what changed', () => {
  const page = read('index.html');
  for (const said of [
    'Our words.',
    '我们的话。',
    'How we chose.',
    'Second paragraph.',
    'data:image/svg+xml;base64,',
  ])
    expect(page).toContain(said);
  expect(page).toContain('Only the installation packages were read.');
  expect(page).toMatch(/id="since"/);
  expect(page).toContain('2 apps did not change.');
});

test('leaves a workbook with every table, and charts in both languages', async () => {
  const zip = await JSZip.loadAsync(readFileSync(join(out, 'survey.xlsx')));
  const book = await zip.file('xl/workbook.xml')!.async('string');
  expect([...book.matchAll(/sheet name="([a-z]+)"/g)].map((m) => m[1])).toEqual([
    'about', 'apps', 'findings', 'kinds', 'sdks', 'types', 'replies',
  ]); // prettier-ignore
  const apps = await zip.file('xl/worksheets/sheet2.xml')!.async('string');
  expect(apps).toContain('com.example.a');
  const charts = readdirSync(join(out, 'charts')).sort();
  expect(charts).toContain('types.en.svg');
  expect(
    charts.filter((name) => name.endsWith('.en.svg')).map((name) => name.replace('.en.', '.zh.')),
  ).toEqual(charts.filter((name) => name.endsWith('.zh.svg')));
  for (const name of charts) {
    expect(read(`charts/${name}`)).toMatch(/^<\?xml[\s\S]*<title id="t">[^<]+<\/title>[\s\S]*<\/svg>\s*$/);
    expect(read(`charts/${name}`)).not.toMatch(/href|<script|url\(/);
  }
});

test('lists every file by its hash, and the same survey gives the same bytes', async () => {
  const sums = new Map(
    read('SHA256SUMS')
      .trimEnd()
      .split('\n')
      .map((line) => [line.slice(66), line.slice(0, 64)] as const),
  );
  const all = readdirSync(out, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name).slice(out.length + 1))
    .filter((name) => name !== 'SHA256SUMS');
  expect([...sums.keys()]).toEqual(all.sort());
  const hash = (name: string): string =>
    createHash('sha256')
      .update(readFileSync(join(out, name)))
      .digest('hex');
  for (const [name, sum] of sums) expect([name, hash(name)]).toEqual([name, sum]);
  const book = hash('survey.xlsx');
  await survey([
    '--evidence',
    '--publisher',
    'P',
    '--date',
    '2026-11-20',
    '--replies',
    join(folder.path, 'replies.yaml'),
  ]);
  expect(hash('survey.xlsx')).toBe(book);
}, 60_000);

test.each([
  [['--logo', 'replies.yaml'], /no PNG, JPEG, WebP or SVG image/],
  [['--replies', 'none.yaml'], /cannot read .*none\.yaml \(ENOENT\)/],
  [['--replies', 'intro.yaml'], /needs a list of replies/],
  [['--intro', 'broken.yaml'], /line 2 is no YAML/],
])('tells a wrong file in one line: %j', async ([option, name], said) => {
  folder.put('broken.yaml', 'en: [\n');
  const wrong = await survey([option!, join(folder.path, name!)]);
  expect(wrong.code).toBe(2);
  expect(wrong.err.trim().split('\n')).toHaveLength(1);
  expect(wrong.err).toMatch(said);
});
