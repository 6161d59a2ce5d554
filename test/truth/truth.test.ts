// The scorer of the labelled packages: what counts as true in kind, party, rung and need, what is left out, and that
// figures move when a claim turns false. Every label file keeps to its form; the pages are what the figures say.
import { describe, expect, test } from '@jest/globals';
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { loadCatalogue } from '../../src/catalogue/load.js';
import { faultsOf, readLabels, type Label, type Take } from './labels.js';
import { countOwn } from './own-builds.js';
import { pageOf } from './page.js';
import { claimsOf, figuresOf, judgeClaim, rankCorrelation, type Claim, type ReportLike } from './score.js';

const claim = (over: Partial<Claim> = {}): Claim => ({
  kind: 'contacts',
  party: 'app',
  rung: 'reachable',
  fails: false,
  headline: true,
  ...over,
});
const take = (over: Partial<Take> = {}): Take => ({
  kind: 'contacts',
  party: 'app',
  rung: 'reachable',
  sent: 'no',
  need: 'excess',
  why: 'Lorg/tea/Pot;->pour reads the address book',
  ...over,
});
const label = (takes: Take[], over: Partial<Label> = {}): Label => ({
  id: 'tea',
  origin: 'github:tea/pot',
  file: 'pot.apk',
  sha256: 'a'.repeat(64),
  types: ['utility-tools'],
  innocent: false,
  concern: 2,
  takes,
  ...over,
});
const report = (
  rows: Partial<ReportLike['kinds'][0]['actors'][0]>[],
  verdict = 'suspected',
  value = 20,
): ReportLike => ({
  verdict,
  score: { value },
  kinds: rows.map((row) => ({
    kind: 'contacts',
    actors: [{ kind: 'app', id: 'org.tea', rung: 'reachable', verdict: 'suspected', ...row }],
  })),
});
const right = (over: Partial<ReturnType<typeof judgeClaim> & object> = {}) => ({
  kind: true,
  party: true,
  rung: true,
  need: true,
  ...over,
});

describe('a claim against a label', () => {
  test('holds where everything is so', () => {
    expect(judgeClaim(claim(), label([take()]))).toEqual(right());
  });
  test('is of the wrong kind where nothing is taken', () => {
    expect(judgeClaim(claim(), label([take({ rung: 'none' })]))?.kind).toBe(false);
  });
  test('is of the wrong party where another one takes it, and then of the wrong rung too', () => {
    const said = judgeClaim(claim({ party: 'sdk:tea-ads' }), label([take()]));
    expect(said).toEqual(right({ party: false, rung: false, need: false }));
  });
  test.each([
    ['reachable', 'startup', true],
    ['startup', 'reachable', false],
    ['reachable', 'present', false],
    ['present', 'reachable', true],
  ])('says %s of what is %s: %s', (claimed, real, holds) => {
    expect(judgeClaim(claim({ rung: claimed }), label([take({ rung: real })]))?.rung).toBe(holds);
  });
  test.each([
    ['yes', true],
    ['no', false],
    ['unknown', false],
  ])('says sent on of what is sent: %s', (sent, holds) => {
    expect(judgeClaim(claim({ rung: 'leaves' }), label([take({ sent })]))?.rung).toBe(holds);
  });
  test('needs an excess only where it accuses', () => {
    const fair = label([take({ need: 'fair' })]);
    expect(judgeClaim(claim(), fair)?.need).toBe(false);
    expect(judgeClaim(claim({ headline: false }), fair)?.need).toBe(true);
  });
  test('is open where no label speaks of its kind, or of its party when it accuses nobody', () => {
    expect(judgeClaim(claim({ kind: 'sms' }), label([take()]))).toBeNull();
    expect(judgeClaim(claim({ party: 'library', headline: false }), label([take()]))).toBeNull();
  });
  test('of what is only declared asks no party', () => {
    const asked = claim({ rung: 'declared', headline: false });
    expect(judgeClaim(asked, label([take({ rung: 'declared', party: 'app' })]))).toEqual(right());
    expect(judgeClaim(asked, label([take({ party: 'sdk:tea-ads' })]))).toEqual(right());
  });
});

describe('figures', () => {
  test('a false claim lowers the share it is false in, and no other', () => {
    const good = figuresOf([{ label: label([take()]), report: report([{}]), inferred: 'unknown' }]);
    expect(good.headline).toEqual({ claims: 1, kind: 1, party: 1, rung: 1, all: 1 });
    const bad = figuresOf([
      { label: label([take()]), report: report([{}]), inferred: 'utility-tools' },
      { label: label([take()], { id: 'cup' }), report: report([{ rung: 'leaves' }]), inferred: 'news' },
    ]);
    expect(bad.headline).toEqual({ claims: 2, kind: 1, party: 1, rung: 0.5, all: 0.5 });
    expect(bad.wrong.map(({ id }) => id)).toEqual(['cup']);
    expect(bad.types).toEqual({ right: 1, wrong: 1, unknown: 0 });
  });
  test('recall counts kinds that run, whoever takes them, and no code that cannot work', () => {
    const wanted = label([
      take(),
      take({ kind: 'sms', party: 'sdk:tea-ads' }),
      take({ kind: 'call-log', rung: 'present' }),
    ]);
    const seen = figuresOf([
      { label: wanted, report: report([{ kind: 'library', id: 'org.lib' }]), inferred: 'news' },
    ]);
    expect(seen.recall).toEqual({ wanted: 2, missed: [{ id: 'tea', kind: 'sms' }], share: 0.5 });
    const failing = figuresOf([{ label: wanted, report: report([{ fails: true }]), inferred: 'news' }]);
    expect(failing.recall.share).toBe(0);
  });
  test('an innocent app that is accused is told, one not rated is left out', () => {
    const innocent = label([take({ need: 'fair' })], { innocent: true, concern: 0 });
    const figures = figuresOf([
      { label: innocent, report: report([{}], 'strongly-suspected'), inferred: 'news' },
      { label: { ...innocent, id: 'cup' }, report: report([], 'not-suspected', 0), inferred: 'news' },
      { label: { ...innocent, id: 'jug' }, report: report([], 'not-rated'), inferred: 'news' },
    ]);
    expect(figures.verdicts).toMatchObject({
      rated: 2,
      agree: 0.5,
      innocent: 2,
      innocentSuspected: 1,
      innocentStrongly: 1,
    });
    expect(figures.verdicts.apart).toEqual([{ id: 'tea', verdict: 'strongly-suspected' }]);
  });
  test('ranks share ties and know order from disorder', () => {
    expect(rankCorrelation([0, 1, 2, 3], [5, 10, 20, 80])).toBe(1);
    expect(rankCorrelation([0, 1, 2, 3], [80, 20, 10, 5])).toBe(-1);
    expect(rankCorrelation([0, 0, 1, 1], [1, 1, 1, 1])).toBeNull();
    expect(rankCorrelation([0, 0, 3, 3], [1, 2, 30, 40])).toBeCloseTo(0.894, 3);
  });
  test('claims are rows of parties', () => {
    expect(
      claimsOf(report([{ kind: 'sdk', id: 'tea-ads', rung: 'present', verdict: 'not-suspected' }])),
    ).toEqual([claim({ party: 'sdk:tea-ads', rung: 'present', headline: false })]);
  });
});

describe('the table', () => {
  test('every label keeps to its form and speaks of kinds that exist', () => {
    const kinds = new Set(loadCatalogue().kinds.map(({ id }) => id));
    const labels = readLabels(fileURLToPath(new URL('labels', import.meta.url)), kinds);
    expect(labels.length).toBeGreaterThan(0);
    const types = new Set(loadCatalogue().types.map(({ id }) => id));
    expect(labels.flatMap(({ types: ids }) => ids.filter((id) => !types.has(id)))).toEqual([]);
  });
  test('what was drawn is what was judged before anything was mended', () => {
    const here = (name: string): string => fileURLToPath(new URL(name, import.meta.url));
    const { packages } = JSON.parse(readFileSync(here('first-judged.json'), 'utf8')) as {
      packages: Record<string, ReportLike>;
    };
    const drawn = readLabels(here('labels')).filter((one) => one.drawn !== undefined);
    expect(Object.keys(packages)).toEqual(drawn.map(({ id }) => id));
  });
  test('faults are named', () => {
    expect(faultsOf(label([take()]), null)).toEqual([]);
    expect(faultsOf(label([take(), take()]), null)).toEqual(['takes[1]: contacts|app| is there twice']);
    expect(faultsOf(label([take({ rung: 'often', why: '' })]), new Set(['sms']))).toEqual([
      'takes[0]: unknown kind contacts',
      'takes[0]: rung',
      'takes[0]: why, by class and method',
    ]);
    expect(faultsOf({ takes: [] }, null).length).toBe(6);
  });
});

test('programs of our own count by language and build, true by how they were made', () => {
  const one = (side: string, said: boolean, build = 'plain', shown = true) => ({
    pair: { language: 'java' },
    ...{ side, said, build, shown },
  });
  const rows = countOwn([one('leak', true), one('look', true), one('leak', false, 'r8', false)]);
  expect(rows).toEqual([
    { name: 'all', programs: 3, kind: 0.5, said: 2, precision: 0.5, recall: 0.5 },
    { name: 'java, plain', programs: 2, kind: 1, said: 2, precision: 0.5, recall: 1 },
    { name: 'java, r8', programs: 1, kind: 0, said: 0, precision: null, recall: 0 },
  ]);
});

test('what stands beside the real packages has tables of its own, in both languages', () => {
  const figures = figuresOf([{ label: label([take()]), report: report([{}]), inferred: 'news' }]);
  const lower = figuresOf([
    { label: label([take({ rung: 'none' })]), report: report([{}]), inferred: 'news' },
  ]);
  const counted = {
    ...{ ...lower, named: 1, wronglyNamed: [] },
    evidence: { theirs: 3, nobodys: 1, others: 0, app: 0 },
  };
  const groups = {
    fresh: { first: { ...lower, when: '2026-11' }, now: figures },
    wrapped: { ...counted, artefacts: 1, builds: [{ name: 'plain' as const, ...counted }] },
    own: countOwn([]),
  };
  const [bare, en, zh] = [
    pageOf(figures, 'en'),
    pageOf(figures, 'en', groups),
    pageOf(figures, 'zh', groups),
  ];
  expect(en.startsWith(bare.trimEnd())).toBe(true);
  expect(en).toContain('| headline claims, when first judged (2026-11) | 1 | 0.0 % |');
  expect(en).toContain('| headline claims, today | 1 | 100.0 % |');
  expect(en).toContain('| plain | 1 | 1 | 0 | 3 (75.0 %) | 1 (25.0 %) | 0 (0.0 %) | 0 (0.0 %) |');
  expect(en.match(/^## .*/gm)?.slice(3)).toEqual([
    '## Labelled before anything was mended for them',
    '## SDKs in an app of their own',
    '## Programs of our own',
  ]);
  expect(zh.match(/^## .*/gm)?.length).toBe(en.match(/^## .*/gm)?.length);
  expect(en.match(/[\d.]+ %/g)).toEqual(zh.match(/[\d.]+ %/g));
});

test('both pages tell the same figures', () => {
  const figures = figuresOf([
    { label: label([take({ rung: 'none' })]), report: report([{}]), inferred: 'news' },
  ]);
  const [en, zh] = [pageOf(figures, 'en'), pageOf(figures, 'zh')];
  expect(en).toContain('| tea | contacts | app | reachable | kind, party, rung, need |');
  expect(zh).toContain('| tea | contacts | app | reachable | 类别, 取得方, 阶梯, 必要性 |');
  expect(en.match(/[\d.]+ %/g)).toEqual(zh.match(/[\d.]+ %/g));
});
