import { describe, expect, test } from '@jest/globals';
import { diffSurveys, pairApps } from '../../src/compare/population.js';
import { diffText } from '../../src/cli/commands/survey-diff.js';
import type { SurveyApp, SurveyReport } from '../../src/model/survey.js';
import { aggregate } from '../../src/survey/aggregate.js';
import { makeSurvey } from '../support/survey.js';

const made = makeSurvey(30);
const before = aggregate(made.entries, made.rows, made.context);
const copy = (survey: SurveyReport): SurveyReport => structuredClone(survey);

describe('two surveys', () => {
  test('the same survey has no change', () => {
    const change = diffSurveys(before, copy(before));
    expect([change.apps, change.unchanged, change.kinds, change.sdks]).toEqual([[], 30, [], []]);
    expect(diffText(change, 'en')).toContain('Same tool, same rules');
  });

  test('a change names its cause: package, type, rules or tool', () => {
    const after = copy(before);
    after.apps[0]!.sha256 = 'f'.repeat(64);
    after.apps[0]!.versionName = '9.9';
    after.apps[0]!.kinds = after.apps[0]!.kinds.slice(1);
    after.apps[1]!.type = 'other';
    const change = diffSurveys(before, after);
    expect(change.apps.map((c) => [c.id, c.because])).toEqual([
      [before.apps[0]!.id, ['package']],
      [before.apps[1]!.id, ['type']],
    ]);
    expect(change.apps[0]!.kinds).toHaveLength(1);
    expect(diffText(change, 'zh')).toContain('安装包已变化');
    const ruled = copy(before);
    ruled.tool = { ...ruled.tool, rules: 'beef', version: '0.2.0' };
    ruled.apps[2]!.verdict = 'not-suspected';
    ruled.apps[3]!.sdks = ['new-one'];
    const other = diffSurveys(before, ruled);
    expect(other.apps.length).toBeGreaterThan(0);
    for (const app of other.apps) expect(app.because).toEqual(['rules', 'tool']);
    expect([other.toolChanged, other.rulesChanged]).toEqual([true, true]);
  });

  test('apps that came and went; kinds and SDKs counted', () => {
    const less = aggregate(made.entries.slice(3), made.rows, made.context);
    const change = diffSurveys(before, less);
    expect(change.apps.map((c) => c.change)).toEqual(['removed', 'removed', 'removed']);
    for (const k of change.kinds) expect(k.before).toBeGreaterThan(k.after);
    const back = diffSurveys(less, before);
    expect(back.apps.map((c) => c.change)).toEqual(['added', 'added', 'added']);
  });

  test('pairs: by bytes, then file, then a package that is there once', () => {
    const app = (id: string, sha256: string, pkg: string | null): SurveyApp => ({
      ...before.apps[0]!,
      id,
      sha256,
      package: pkg,
    });
    const { pairs, removed, added } = pairApps(
      [app('a', '1', 'p'), app('b', '2', 'q'), app('c', '3', 'r'), app('d', '4', 's'), app('e', '5', 's')],
      [app('x', '1', 'p'), app('b', '6', 'q'), app('y', '7', 'r'), app('z', '8', 's')],
    );
    expect(pairs.map(([m, n]) => m.id + n.id)).toEqual(['ax', 'bb', 'cy']);
    expect(removed.map((a) => a.id)).toEqual(['d', 'e']);
    expect(added.map((a) => a.id)).toEqual(['z']);
  });
});
