// The gate's answers by hand: each problem with its level, words, line, evidence and fixes, and what stays untold.
// Properties over random reports are in gate.test.ts.
import { describe, expect, test } from '@jest/globals';
import type { GateInput } from '../../src/compare/gate.js';
import { checkGate } from '../../src/compare/gate.js';
import type { Baseline, Fix, GateProblem, Purpose } from '../../src/model/gate.js';
import type { Rung } from '../../src/model/place.js';
import type { AppReport } from '../../src/model/report.js';
import { evidence, kind, report } from '../support/report.js';
import { ACTORS, NO_INPUT, reportOf, type Sighting } from '../support/gate.js';

const [app, push, ads, loose] = ACTORS;
const purpose = (data: string, more: Partial<Purpose> = {}): Purpose => ({
  data,
  feature: 'Invite friends',
  why: 'because',
  where: [],
  by: [],
  line: 7,
  ...more,
});
const baseline = (entries: Baseline['entries'], sdks: string[] = []): Baseline => ({
  schema: 'overreach-baseline/1',
  package: null,
  entries,
  sdks,
});
const taken = (data: string, actor = app!, rung: Rung = 'present'): Sighting => ({ data, actor, rung });
const problems = (of: AppReport, input: Partial<GateInput>): GateProblem[] =>
  checkGate(of, { ...NO_INPUT, ...input }).problems;
const told = (of: AppReport, input: Partial<GateInput>): string[] =>
  problems(of, input).map((p) => `${p.level} ${p.fingerprint}`);
const CONTACTS = reportOf([taken('contacts')]);

describe('against a baseline', () => {
  const known = baseline([{ data: 'contacts', by: 'app', rung: 'present' }]);

  test('the same is passed, a rung up fails in both languages, a rung down does not', () => {
    expect(told(CONTACTS, { baseline: known })).toEqual([]);
    const [up, ...more] = problems(reportOf([taken('contacts', app!, 'startup')]), { baseline: known });
    expect(more).toEqual([]);
    expect(up).toMatchObject({
      code: 'higher-rung',
      level: 'fail',
      data: 'contacts',
      by: 'app',
      configLine: null,
      text: {
        en: 'contacts by the app itself went up the ladder: code present → runs at start-up',
        zh: 'contacts（应用自身）的证据升级：存在代码 → 启动即执行',
      },
    });
    expect(told(reportOf([taken('contacts', app!, 'declared')]), { baseline: known })).toEqual([]);
  });

  test('new data and new parties are named', () => {
    const seen = reportOf([taken('contacts'), taken('contacts', loose!), taken('device-id', push!)]);
    expect(problems(seen, { baseline: known }).map((p) => p.text.en)).toEqual([
      'device-id is new (acme-push, code present)',
      'contacts is now also taken by unattributed code (code present)',
    ]);
  });

  test('another party or another kind in it excuses nothing', () => {
    const other = baseline([
      { data: 'contacts', by: 'acme-push', rung: 'leaves' },
      { data: 'device-id', by: 'app', rung: 'leaves' },
    ]);
    expect(told(CONTACTS, { baseline: other })).toEqual(['fail new-party:contacts:app']);
  });

  test('a purpose of the same data and party covers what is new; another does not', () => {
    const empty = baseline([]);
    const with_ = (one: Purpose): string[] => told(CONTACTS, { baseline: empty, purposes: [one] });
    expect(with_(purpose('contacts'))).toEqual([]);
    expect(with_(purpose('contacts', { by: ['app'] }))).toEqual([]);
    expect(with_(purpose('contacts', { by: ['acme-push'] }))).toEqual([
      'fail new-data:contacts:app',
      'warn purpose-not-found:contacts',
    ]);
    expect(with_(purpose('device-id'))).toEqual([
      'fail new-data:contacts:app',
      'warn purpose-not-found:device-id',
    ]);
  });

  test('what it holds without a purpose is told once, as a warning with the cause', () => {
    const input = { baseline: known, purposes: [] };
    const [one, ...more] = problems(CONTACTS, input);
    expect(more).toEqual([]);
    expect(one).toMatchObject({
      level: 'warn',
      code: 'undeclared-data',
      cause: { en: 'reached from a.b.C' },
    });
    expect(told(reportOf([taken('contacts', push!)]), { baseline: known, purposes: [] })).toEqual([
      'fail new-party:contacts:acme-push',
    ]);
    expect(told(reportOf([taken('device-id')]), { baseline: known, purposes: [] })).toEqual([
      'fail new-data:device-id:app',
    ]);
  });
});

describe('against purposes', () => {
  test('who takes what without one', () => {
    expect(problems(CONTACTS, { purposes: [] }).map((p) => [p.level, p.text.en])).toEqual([
      ['fail', 'contacts is taken by the app itself, and no purpose declares it'],
    ]);
    const [party] = problems(reportOf([taken('contacts', push!)]), { purposes: [purpose('contacts')] });
    expect(party).toMatchObject({ code: 'undeclared-party', level: 'fail', configLine: 7, by: 'acme-push' });
    const [asked, ...more] = problems(reportOf([taken('contacts', app!, 'implied')]), { purposes: [] });
    expect(more).toEqual([]);
    expect(asked).toMatchObject({ code: 'declared-permission-without-purpose', level: 'warn' });
  });

  test('a permission alone needs none of its own where the data has one', () => {
    const asked = reportOf([taken('contacts', push!, 'declared'), taken('contacts')]);
    expect(told(asked, { purposes: [purpose('contacts')] })).toEqual([]);
  });

  test('without any given, nothing is compared', () => {
    expect(told(CONTACTS, {})).toEqual([]);
    expect(checkGate(CONTACTS, NO_INPUT).compared).toEqual({
      purposes: false,
      baseline: false,
      threshold: false,
      sdks: false,
    });
    expect(
      checkGate(CONTACTS, {
        ...NO_INPUT,
        purposes: [purpose('contacts')],
        baseline: baseline([]),
        sdks: [],
        hasThreshold: true,
      }).compared,
    ).toEqual({ purposes: true, baseline: true, threshold: true, sdks: true });
  });

  test('one that is not found is told, but not of a package without code', () => {
    expect(problems(report(), { purposes: [purpose('contacts')] })).toMatchObject([
      {
        level: 'warn',
        code: 'purpose-not-found',
        data: 'contacts',
        by: null,
        configLine: 7,
        cause: null,
        fixes: [],
      },
    ]);
    const bare = report();
    const manifestOnly = {
      ...bare,
      coverage: {
        ...bare.coverage,
        sections: { ...bare.coverage.sections, code: { state: 'missing' as const, because: [] } },
      },
    };
    expect(told(manifestOnly, { purposes: [purpose('contacts')], sdks: ['zeta-ads'] })).toEqual([]);
    const withoutSection = { ...bare, coverage: { ...bare.coverage, sections: {} } };
    expect(told(withoutSection, { purposes: [purpose('contacts')], sdks: ['zeta-ads'] })).toEqual([
      'warn expected-sdk-missing:zeta-ads',
      'warn purpose-not-found:contacts',
    ]);
    // Another party's taking is not the purpose's own.
    expect(
      told(reportOf([taken('contacts', push!)]), { purposes: [purpose('contacts', { by: ['zeta-ads'] })] }),
    ).toEqual(['fail undeclared-party:contacts:acme-push', 'warn purpose-not-found:contacts']);
  });

  test('one that nobody wrote yet fails when asked to be strict', () => {
    const todo = [
      purpose('contacts', { feature: 'TODO' }),
      purpose('device-id', { why: '  todo: ask', line: 8 }),
      purpose('camera', { why: 'TODOS of the user' }),
    ];
    const input = { purposes: todo, strict: true };
    expect(told(report(), input).filter((line) => line.startsWith('fail'))).toEqual([
      'fail purpose-unfinished:contacts',
      'fail purpose-unfinished:device-id',
    ]);
    expect(problems(report(), input).map((p) => p.configLine)).toEqual([7, 8, 7, 7, 8]);
    expect(told(report(), { purposes: todo, strict: false })).not.toContain(
      'fail purpose-unfinished:contacts',
    );
    expect(told(report(), { purposes: todo })).not.toContain('fail purpose-unfinished:contacts');
  });
});

describe('places of a purpose', () => {
  const at = (...symbols: (string | undefined)[]): AppReport =>
    report({
      kinds: [
        kind('contacts', {
          evidence: symbols.map((symbol) =>
            evidence({ rung: 'present', place: { entry: 'classes.dex', ...(symbol ? { symbol } : {}) } }),
          ),
        }),
      ],
    });
  const inPlaces = (of: AppReport, ...where: string[][]): GateProblem[] =>
    problems(of, {
      purposes: where.map((one, index) => purpose('contacts', { where: one, line: index + 1 })),
    });

  test('hold a class, its inner classes and what is below a package', () => {
    for (const place of ['a.b', 'a.b.*', 'a.b**', 'a.b.C', 'a.b.C$D'])
      expect(inPlaces(at('La/b/C$D;->e()V'), [place])).toEqual([]);
    for (const place of ['a.bc', 'b', 'a.b.C$', 'a.b.D'])
      expect(inPlaces(at('La/b/C$D;->e()V'), [place]).map((p) => p.code)).toEqual(['taken-elsewhere']);
  });

  test('are told with the evidence outside alone, and the line of the first purpose', () => {
    const [one, ...more] = inPlaces(
      at('La/b/C;->d()V', 'Lx/y/Z;->d()V', undefined, 'uses-permission[2]'),
      ['a'],
      ['b'],
    );
    expect(more).toEqual([]);
    expect(one).toMatchObject({ code: 'taken-elsewhere', level: 'warn', configLine: 1, fixes: [] });
    expect(one!.evidence.map((e) => e.place.symbol)).toEqual(['Lx/y/Z;->d()V']);
  });

  test('any of several is enough, and a purpose without places allows all', () => {
    expect(inPlaces(at('La/b/C;->d()V'), ['x'], ['a'])).toEqual([]);
    expect(inPlaces(at('La/b/C;->d()V'), ['x'], [])).toEqual([]);
    expect(inPlaces(at('La/b/C;->d()V'), [])).toEqual([]);
  });
});

describe('SDKs', () => {
  const inside = reportOf([taken('contacts', push!), taken('contacts', ads!)]);

  test('one that is not expected fails, or warns where the baseline knew it', () => {
    expect(told(inside, { sdks: ['acme-push'] })).toEqual(['fail unexpected-sdk:zeta-ads']);
    expect(told(inside, { sdks: ['acme-push'], baseline: baseline([], ['zeta-ads']) }).slice(2)).toEqual([
      'warn unexpected-sdk:zeta-ads',
    ]);
    expect(told(inside, { sdks: ['acme-push', 'zeta-ads'] })).toEqual([]);
    expect(told(inside, { sdks: ['acme-push', 'zeta-ads', 'other'] })).toEqual([
      'warn expected-sdk-missing:other',
    ]);
    expect(told(inside, {})).toEqual([]);
  });

  test('one that takes data is named as it is called', () => {
    const named = { ...inside, sdks: inside.sdks.map((s) => ({ ...s, name: `The ${s.id}` })) };
    expect(problems(named, { purposes: [] }).map((p) => p.text.en)).toEqual([
      'contacts is taken by The acme-push, and no purpose declares it',
      'contacts is taken by The zeta-ads, and no purpose declares it',
    ]);
  });

  test('a party that is new in the package is said to be', () => {
    const causes = (known: Baseline | null): (string | undefined)[] =>
      problems(inside, { purposes: [], baseline: known }).map((p) => p.cause?.en);
    expect(causes(null)).toEqual(['acme-push brings it', 'zeta-ads brings it']);
    expect(causes(baseline([], ['acme-push']))).toEqual([
      'acme-push brings it',
      'zeta-ads, which is new in this package, brings it',
    ]);
  });
});

describe('evidence and fixes of a problem', () => {
  const fix = (data: string, before: number, after: number, more: Partial<Fix> = {}): Fix => ({
    data,
    by: null,
    how: 'remove-permission',
    text: { en: `${data} ${after}`, zh: '' },
    score: { before, after },
    ...more,
  });

  test('at most five pieces of evidence', () => {
    const many = reportOf(Array.from({ length: 9 }, () => taken('contacts')));
    expect(problems(many, { purposes: [] })[0]!.evidence).toHaveLength(5);
    expect(
      problems(reportOf([taken('contacts'), taken('contacts')]), { purposes: [] })[0]!.evidence,
    ).toHaveLength(2);
  });

  test('fixes are those of the data and the party, and none for a warning', () => {
    const fixes = [
      fix('contacts', 50, 40),
      fix('contacts', 50, 41, { by: 'app' }),
      fix('contacts', 50, 42, { by: 'acme-push' }),
      fix('device-id', 50, 43),
    ];
    const [one] = problems(CONTACTS, { purposes: [], fixes });
    expect(one!.fixes.map((f) => f.score.after)).toEqual([40, 41]);
    const [warned] = problems(CONTACTS, {
      purposes: [],
      fixes,
      baseline: baseline([{ data: 'contacts', by: 'app', rung: 'present' }]),
    });
    expect(warned!.fixes).toEqual([]);
    const [sdk] = problems(reportOf([taken('contacts', push!)]), { sdks: [], fixes });
    expect(sdk!.fixes).toEqual([]);
  });

  test('a crossed threshold brings the five that lower the score most, best first', () => {
    const fixes = [
      fix('g', 50, 50),
      fix('h', 50, 60),
      fix('b', 50, 30),
      fix('c', 50, 20),
      fix('d', 50, 49),
      fix('a', 50, 30, { text: { en: 'a first', zh: '' } }),
      fix('e', 50, 48),
      fix('f', 50, 47),
    ];
    const rated = report({ score: { ...report().score, value: 61.44 }, verdict: 'suspected' });
    const [one, ...more] = problems(rated, { crossed: '60', hasThreshold: true, fixes });
    expect(more).toEqual([]);
    expect(one).toMatchObject({
      code: 'threshold-crossed',
      level: 'fail',
      fingerprint: 'threshold-crossed',
      data: null,
      by: null,
      cause: null,
      text: {
        en: 'the threshold 60 is crossed: score 61.4, suspected',
        zh: '达到阈值 60：得分 61.4，结论 suspected',
      },
    });
    expect(one!.fixes.map((f) => f.data)).toEqual(['c', 'a', 'b', 'f', 'e']);
    const [few] = problems(rated, { crossed: '60', fixes: [fix('g', 50, 50), fix('h', 50, 60)] });
    expect(few!.fixes).toEqual([]);
  });

  test('a package that could not be rated is told', () => {
    expect(told(report({ verdict: 'not-rated' }), {})).toEqual(['warn not-rated']);
  });
});

describe('suppressions', () => {
  const applied = {
    data: 'contacts' as string | null,
    rule: 'a-rule' as string | null,
    by: 'acme-push' as string | null,
    reason: 'r',
    owner: 'o',
    expires: '2026-01-01',
    line: 3,
    used: 0,
    expired: false,
  };
  test('one that is used is not told; it is listed', () => {
    const used = report({ suppressions: [{ ...applied, used: 1 }] });
    expect(told(used, {})).toEqual([]);
    expect(checkGate(used, NO_INPUT).suppressions).toEqual([{ ...applied, used: 1 }]);
    expect(checkGate(report(), NO_INPUT).suppressions).toEqual([]);
  });
  test('an expired and an unused one name what they are for, and their line', () => {
    const two = report({
      suppressions: [
        { ...applied, expired: true, used: 2 },
        applied,
        { ...applied, data: null, by: null },
        { ...applied, data: null, by: null, expired: true },
      ],
    });
    expect(
      problems(two, {}).map((p) => [p.level, p.fingerprint, p.data, p.by, p.configLine, p.text.en]),
    ).toEqual([
      ['fail', 'suppression-expired', null, null, 3, 'the suppression of a-rule expired on 2026-01-01 (o)'],
      [
        'fail',
        'suppression-expired:contacts:acme-push',
        'contacts',
        'acme-push',
        3,
        'the suppression of contacts / a-rule / acme-push expired on 2026-01-01 (o)',
      ],
      ['warn', 'suppression-unused', null, null, 3, 'the suppression of a-rule suppresses nothing any more'],
      [
        'warn',
        'suppression-unused:contacts:acme-push',
        'contacts',
        'acme-push',
        3,
        'the suppression of contacts / a-rule / acme-push suppresses nothing any more',
      ],
    ]);
  });
});

test('problems come by level, code, data and party; one failure is enough to fail', () => {
  const seen = reportOf([
    taken('device-id', push!),
    taken('contacts', push!),
    taken('contacts'),
    taken('location-precise', app!, 'declared'),
  ]);
  const result = checkGate(seen, { ...NO_INPUT, purposes: [purpose('screenshots')] });
  expect(result.problems.map((p) => `${p.level} ${p.fingerprint}`)).toEqual([
    'fail undeclared-data:contacts:acme-push',
    'fail undeclared-data:contacts:app',
    'fail undeclared-data:device-id:acme-push',
    'warn declared-permission-without-purpose:location-precise:app',
    'warn purpose-not-found:screenshots',
  ]);
  expect(result.passed).toBe(false);
  expect(checkGate(report(), { ...NO_INPUT, purposes: [purpose('screenshots')] }).passed).toBe(true);
});
