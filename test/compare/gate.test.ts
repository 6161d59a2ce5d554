import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { asBaseline, buildBaseline } from '../../src/compare/baseline.js';
import { checkGate } from '../../src/compare/gate.js';
import { takersOf } from '../../src/compare/takers.js';
import { evidence, fullReport, kind, report } from '../support/report.js';
import { ACTORS, NO_INPUT, purposes, reportOf, sighting, sightings } from '../support/gate.js';

const [app, push, , loose] = ACTORS;
const failures = (result: ReturnType<typeof checkGate>) =>
  result.problems.filter((p) => p.level === 'fail').map((p) => p.fingerprint);

describe('baseline', () => {
  test('what was written passes against itself, also after a round trip', () => {
    fc.assert(
      fc.property(sightings, (seen) => {
        const baseline = asBaseline(JSON.parse(JSON.stringify(buildBaseline(reportOf(seen)))));
        expect(checkGate(reportOf(seen), { ...NO_INPUT, baseline }).passed).toBe(true);
      }),
    );
  });

  test('a new kind, a new party and a step up fail, each as itself', () => {
    const before = reportOf([{ data: 'contacts', actor: app!, rung: 'declared' }]);
    const after = reportOf([
      { data: 'contacts', actor: app!, rung: 'reachable' },
      { data: 'contacts', actor: push!, rung: 'present' },
      { data: 'device-id', actor: loose!, rung: 'present' },
    ]);
    const result = checkGate(after, { ...NO_INPUT, baseline: buildBaseline(before) });
    expect(failures(result)).toEqual([
      'higher-rung:contacts:app',
      'new-data:device-id:unattributed',
      'new-party:contacts:acme-push',
    ]);
    const party = result.problems.find((p) => p.code === 'new-party')!;
    expect(party.cause?.en).toBe('acme-push, which is new in this package, brings it');
    expect(party.evidence[0]?.by).toEqual(push);
  });

  test('going down the ladder or losing something never fails', () => {
    fc.assert(
      fc.property(fc.array(sighting, { minLength: 1, maxLength: 8 }), fc.nat(), (seen, cut) => {
        const baseline = buildBaseline(reportOf(seen));
        const fewer = seen.filter((_, i) => i !== cut % seen.length);
        expect(checkGate(reportOf(fewer), { ...NO_INPUT, baseline }).passed).toBe(true);
      }),
    );
  });

  test('renamed classes and another application id change nothing', () => {
    const before = report({
      kinds: [kind('contacts', { evidence: [evidence({ by: loose! })], actors: [loose!] })],
    });
    const renamed = { kind: 'unattributed' as const, id: 'q.z' };
    const after = report({
      app: { ...report().app, package: 'com.example.shop.debug' },
      kinds: [
        kind('contacts', {
          actors: [renamed],
          evidence: [
            evidence({ by: renamed, place: { entry: 'classes9.dex', symbol: 'Lq/z;->a()V', offset: 99 } }),
          ],
        }),
      ],
    });
    expect(checkGate(after, { ...NO_INPUT, baseline: buildBaseline(before) }).passed).toBe(true);
  });

  test('refuses what is no baseline', () => {
    for (const value of [
      null,
      [],
      {},
      { schema: 'overreach-baseline/1' },
      { schema: 'overreach-baseline/1', entries: [{ data: 1 }], sdks: [] },
    ])
      expect(asBaseline(value)).toBeNull();
  });
});

describe('purposes', () => {
  const purpose = (data: string, by: string[] = [], where: string[] = []) => ({
    data,
    feature: 'Invite friends',
    why: 'because',
    where,
    by,
    line: 7,
  });

  test('both ways: taken and not declared fails, declared and not found is told', () => {
    const taken = reportOf([{ data: 'contacts', actor: app!, rung: 'present' }]);
    const result = checkGate(taken, { ...NO_INPUT, purposes: [purpose('screenshots')] });
    expect(failures(result)).toEqual(['undeclared-data:contacts:app']);
    expect(result.problems.find((p) => p.code === 'purpose-not-found')).toMatchObject({
      level: 'warn',
      data: 'screenshots',
      configLine: 7,
    });
  });

  test('a purpose of the app does not speak for an SDK', () => {
    const taken = reportOf([{ data: 'contacts', actor: push!, rung: 'present' }]);
    expect(failures(checkGate(taken, { ...NO_INPUT, purposes: [purpose('contacts')] }))).toEqual([
      'undeclared-party:contacts:acme-push',
    ]);
    expect(checkGate(taken, { ...NO_INPUT, purposes: [purpose('contacts', ['acme-push'])] }).passed).toBe(
      true,
    );
  });

  test('a permission alone is told, not failed', () => {
    const asked = reportOf([{ data: 'contacts', actor: app!, rung: 'declared' }]);
    const result = checkGate(asked, { ...NO_INPUT, purposes: [] });
    expect(result.passed).toBe(true);
    expect(result.problems.map((p) => p.code)).toEqual(['declared-permission-without-purpose']);
  });

  test('the places of a purpose are prefixes by segment', () => {
    const taken = reportOf([{ data: 'contacts', actor: app!, rung: 'present' }]); // in La/b/C;
    const codes = (where: string[]) =>
      checkGate(taken, { ...NO_INPUT, purposes: [purpose('contacts', [], where)] }).problems.map(
        (p) => p.code,
      );
    expect(codes(['a.b'])).toEqual([]);
    expect(codes(['a.b.*'])).toEqual([]);
    expect(codes(['a.b.C'])).toEqual([]);
    expect(codes(['a.bc', 'a.b.D'])).toEqual(['taken-elsewhere']);
  });

  test('a purpose covers what a baseline does not know, but not a step up', () => {
    const baseline = buildBaseline(reportOf([{ data: 'contacts', actor: app!, rung: 'present' }]));
    const after = reportOf([
      { data: 'contacts', actor: app!, rung: 'startup' },
      { data: 'device-id', actor: app!, rung: 'present' },
    ]);
    const input = { ...NO_INPUT, baseline, purposes: [purpose('contacts'), purpose('device-id')] };
    expect(failures(checkGate(after, input))).toEqual(['higher-rung:contacts:app']);
  });
});

describe('properties', () => {
  test('more evidence never turns a failure into a pass', () => {
    fc.assert(
      fc.property(
        sightings,
        sightings,
        sighting,
        purposes,
        fc.boolean(),
        (known, seen, extra, why, withBaseline) => {
          const input = {
            ...NO_INPUT,
            purposes: why.length > 0 ? why : null,
            baseline: withBaseline ? buildBaseline(reportOf(known)) : null,
          };
          const before = checkGate(reportOf(seen), input);
          const after = checkGate(reportOf([...seen, extra]), input);
          if (!before.passed) expect(after.passed).toBe(false);
        },
      ),
      { numRuns: 400 },
    );
  });

  test('the order of kinds, actors, evidence and purposes does not matter', () => {
    fc.assert(
      fc.property(sightings, sightings, purposes, fc.nat(), (known, seen, why, turn) => {
        const rotate = <T>(list: readonly T[]): T[] => {
          const at = list.length === 0 ? 0 : turn % list.length;
          return [...list.slice(at), ...list.slice(0, at)];
        };
        const one = reportOf(seen);
        const other = {
          ...one,
          kinds: rotate(one.kinds).map((k) => ({ ...k, actors: rotate(k.actors) })),
          sdks: rotate(one.sdks),
        };
        const baseline = buildBaseline(reportOf(known));
        const prints = (r: typeof one, p: typeof why) =>
          checkGate(r, { ...NO_INPUT, baseline, purposes: p }).problems.map(
            (x) => `${x.level} ${x.fingerprint}`,
          );
        expect(prints(other, rotate(why)).sort()).toEqual(prints(one, why).sort());
      }),
    );
  });

  test('every taker keeps its highest rung', () => {
    const takers = takersOf(
      reportOf([
        { data: 'contacts', actor: app!, rung: 'declared' },
        { data: 'contacts', actor: app!, rung: 'startup' },
        { data: 'contacts', actor: push!, rung: 'present' },
      ]),
    );
    expect(takers.map((t) => [t.data, t.by, t.rung])).toEqual([
      ['contacts', 'acme-push', 'present'],
      ['contacts', 'app', 'startup'],
    ]);
  });
});

describe('SDKs, threshold, suppressions', () => {
  test('an SDK that nobody expects fails, a missing one is told', () => {
    const result = checkGate(fullReport(), { ...NO_INPUT, sdks: ['zeta-ads'] });
    expect(result.problems.map((p) => [p.level, p.code, p.by])).toEqual([
      ['fail', 'unexpected-sdk', 'acme-push'],
      ['warn', 'expected-sdk-missing', 'zeta-ads'],
    ]);
  });

  test('an expired suppression fails and an unused one is told', () => {
    const applied = {
      data: 'contacts',
      rule: null,
      by: null,
      reason: 'r',
      owner: 'o',
      expires: '2026-01-01',
      line: 3,
      used: 0,
      expired: false,
    };
    const result = checkGate(
      report({ suppressions: [applied, { ...applied, data: 'camera', expired: true }] }),
      NO_INPUT,
    );
    expect(result.problems.map((p) => [p.level, p.fingerprint])).toEqual([
      ['fail', 'suppression-expired:camera'],
      ['warn', 'suppression-unused:contacts'],
    ]);
  });

  test('a crossed threshold fails', () => {
    expect(checkGate(fullReport(), { ...NO_INPUT, crossed: '50', hasThreshold: true }).passed).toBe(false);
  });
});
