import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { aggregate } from '../../src/survey/aggregate.js';
import { starsOf } from '../../src/survey/digest.js';
import { placeAmongPeers } from '../../src/survey/peers.js';
import { quantile, spread, standing } from '../../src/survey/spread.js';
import type { SurveyApp } from '../../src/model/survey.js';
import { makeSurvey } from '../support/survey.js';

const made = makeSurvey(120);
const report = aggregate(made.entries, made.rows, made.context);

describe('aggregate', () => {
  test('the totals account for every app', () => {
    const { totals } = report;
    expect(totals.apps).toBe(120);
    expect(totals.suspected + totals.notSuspected + totals.notRated + totals.failed).toBe(120);
    expect(totals.rated).toBe(totals.suspected + totals.notSuspected);
    expect(totals.failed).toBe(2);
    expect(totals.sameContent).toBe(3);
  });

  test('counts of kinds are those of the reports', () => {
    const kind = report.kinds.find((k) => k.kind === 'contacts')!;
    const seen = made.rows.flatMap((r) =>
      r.outcome.state === 'done' ? r.outcome.report.kinds.filter((k) => k.kind === 'contacts') : [],
    );
    expect(kind.apps).toBe(seen.length);
    expect(Object.values(kind.rungs).reduce((a, b) => a + b, 0)).toBe(seen.length);
    expect(kind.suspected).toBe(seen.filter((k) => k.verdict !== 'not-suspected').length);
    const bySdk = seen.filter(
      (k) =>
        ['present', 'reachable', 'startup', 'leaves'].includes(k.rung) &&
        k.actors.some((a) => a.kind === 'sdk'),
    );
    expect(kind.by.sdk).toBe(bySdk.length);
  });

  test('the headline counts an app once for a group with several kinds', () => {
    const location = report.headlines.find((h) => h.id === 'location')!;
    const apps = report.apps.filter((a) =>
      a.kinds.some((k) => k.kind.startsWith('location-') && k.verdict !== 'not-suspected'),
    );
    expect(location.apps).toBe(apps.length);
    expect(location.name).toEqual({ en: 'Location', zh: '位置信息' });
    const unnamed = report.headlines.find((h) => h.id === 'contacts')!;
    expect(unnamed.name.zh).toBe('通讯录');
  });

  test('bands hold every scored app', () => {
    const scored = report.apps.filter((a) => a.score !== null).length;
    expect(report.scores.reduce((sum, b) => sum + b.apps, 0)).toBe(scored);
    expect(report.types.reduce((sum, t) => sum + (t.scores?.count ?? 0), 0)).toBe(scored);
  });

  test('the order of rows does not matter, and a row given twice counts once', () => {
    const backwards = aggregate(made.entries, [...made.rows].reverse(), made.context);
    expect(JSON.stringify(backwards)).toBe(JSON.stringify(report));
    const twice = aggregate(made.entries, [...made.rows, ...made.rows], made.context);
    expect(JSON.stringify(twice)).toBe(JSON.stringify(report));
  });

  test('a row of no entry is left out; an app without a row is in flight', () => {
    const part = aggregate(made.entries.slice(0, 10), made.rows.slice(5), made.context);
    expect(part.apps.map((a) => a.id)).toEqual(made.entries.slice(5, 10).map((e) => e.id));
  });

  test('a survey of nothing is a report', () => {
    const empty = aggregate([], [], made.context);
    expect(empty.totals.apps).toBe(0);
    expect(empty.types).toEqual([]);
  });

  test('it is plain JSON', () => {
    expect(JSON.parse(JSON.stringify(report))).toEqual(report);
  });
});

describe('peers', () => {
  const app = (id: string, value: number, kinds: string[], type = 'news'): SurveyApp => ({
    ...report.apps.find((a) => a.score !== null)!,
    id,
    type,
    score: { value, low: value, high: value },
    sdks: [],
    kinds: kinds.map((kind) => ({
      kind,
      rung: 'present',
      need: 'beyond',
      verdict: 'suspected',
      points: 1,
      actors: ['app'],
    })),
  });

  test('what one app of six does and the others do not is unusual', () => {
    const apps = ['a', 'b', 'c', 'd', 'e', 'f'].map((id, i) =>
      app(id, i, i === 5 ? ['sms', 'camera'] : ['camera']),
    );
    const placed = placeAmongPeers(apps);
    expect(placed[5]!.unusual).toEqual([{ what: 'kind', id: 'sms', others: 0, of: 5 }]);
    expect(placed[0]!.unusual).toEqual([]);
    expect(placed[5]!.percentile).toEqual({ survey: 100, type: 100, typeApps: 6 });
    expect(placed[5]!.rank).toBe(1);
  });

  test('too few peers, or an unknown type: nothing is called unusual', () => {
    const few = ['a', 'b', 'c'].map((id, i) => app(id, i, i === 2 ? ['sms'] : []));
    expect(placeAmongPeers(few)[2]!.unusual).toEqual([]);
    const unknown = ['a', 'b', 'c', 'd', 'e', 'f'].map((id, i) =>
      app(id, i, i === 5 ? ['sms'] : [], 'unknown'),
    );
    expect(placeAmongPeers(unknown)[5]!.unusual).toEqual([]);
    expect(placeAmongPeers(unknown)[5]!.percentile.type).toBeNull();
  });

  test('a lone app has no percentile', () => {
    expect(placeAmongPeers([app('a', 3, [])])[0]!.percentile.survey).toBeNull();
  });
});

describe('spread', () => {
  test('quartiles of a known list (R: quantile(c(1,2,4,8)))', () => {
    expect([0, 0.25, 0.5, 0.75, 1].map((p) => quantile([1, 2, 4, 8], p))).toEqual([1, 1.75, 3, 5, 8]);
    expect(spread([])).toBeNull();
    expect(spread([5])).toMatchObject({ low: 5, middle: 5, high: 5, count: 1 });
  });

  test('a percentile never falls as the value rises; ranks agree with sorting', () => {
    fc.assert(
      fc.property(fc.array(fc.integer({ min: 0, max: 20 }), { minLength: 2, maxLength: 40 }), (values) => {
        const s = standing(values);
        const sorted = [...values].sort((a, b) => b - a);
        const percents = [...sorted].reverse().map((v) => s.percentile(v)!);
        expect(percents).toEqual([...percents].sort((a, b) => a - b));
        for (const v of values) expect(s.rank(v)).toBe(1 + sorted.indexOf(v));
        expect(Math.min(...percents)).toBeGreaterThanOrEqual(0);
        expect(Math.max(...percents)).toBeLessThanOrEqual(100);
      }),
    );
  });

  test('stars follow the steps in any order; unrated has none', () => {
    const steps = [
      { stars: 1, upTo: 100 },
      { stars: 5, upTo: 4 },
      { stars: 3, upTo: 29 },
    ];
    expect(
      [0, 4, 4.1, 29, 30, 100].map((value) =>
        starsOf({ rated: true, value, low: value, high: value }, steps),
      ),
    ).toEqual([5, 5, 3, 3, 1, 1]);
    expect(starsOf({ rated: false, value: 0, low: 0, high: 0 }, steps)).toBeNull();
    expect(starsOf({ rated: true, value: 1, low: 1, high: 1 }, [])).toBeNull();
  });

  test('no stars where the interval spans more than two steps', () => {
    const steps = [5, 4, 3, 2, 1].map((stars, at) => ({ stars, upTo: 10 * (at + 1) }));
    expect(starsOf({ rated: true, value: 5, low: 5, high: 30 }, steps)).toBe(5);
    expect(starsOf({ rated: true, value: 5, low: 5, high: 31 }, steps)).toBeNull();
  });
});
