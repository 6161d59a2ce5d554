// SARIF against its schema, against what GitHub takes of a file, and against what a reader of code scanning needs: one
// alert for each party and kind, that stays the same over rebuilds and points to where somebody can act.
import { gzipSync } from 'node:zlib';
import { describe, expect, test } from '@jest/globals';
import type { ReportItem, Style } from '../../src/report/reporter.js';
import { sarifReporter } from '../../src/report/sarif.js';
import { SARIF_LIMITS } from '../../src/report/sarif-limits.js';
import type { AppReport } from '../../src/model/report.js';
import { evidence, fullReport, kind, report } from '../support/report.js';
import { full, gated, NASTY, nasty } from '../support/report-items.js';
import { openSarifSchema } from '../support/sarif-schema.js';

const style: Style = { color: false, columns: 100, lang: 'en', single: true };

interface Place {
  physicalLocation: {
    artifactLocation: { uri: string; index: number; uriBaseId?: string };
    region: { startLine: number };
  };
  logicalLocations?: { fullyQualifiedName: string; decoratedName?: string; kind?: string }[];
}
interface Run {
  results: {
    ruleId: string;
    ruleIndex: number;
    level: string;
    message: { text: string };
    locations: Place[];
    codeFlows?: { threadFlows: { locations: { location: Place }[] }[] }[];
    partialFingerprints: Record<string, string>;
    analysisTarget: { index: number };
    suppressions?: { kind: string; status: string; justification: string }[];
  }[];
  tool: {
    driver: {
      informationUri?: string;
      rules: {
        id: string;
        helpUri: string;
        help: { text: string; markdown: string };
        properties: { tags: string[]; 'security-severity': string };
      }[];
    };
  };
  artifacts: { location: { uri: string }; parentIndex?: number; properties?: Record<string, unknown> }[];
  invocations: { toolExecutionNotifications: { descriptor: { id: string } }[] }[];
}
const textOf = (items: readonly ReportItem[], of: Partial<Style> = {}): string =>
  sarifReporter.render(items, { ...style, ...of });
const runsOf = (text: string): Run[] => (JSON.parse(text) as { runs: Run[] }).runs;
const runOf = (...items: ReportItem[]): Run => runsOf(textOf(items))[0]!;

/** What GitHub's documentation says it refuses or drops, asked of a file. */
function complaints(text: string): string[] {
  const out: string[] = [];
  const most = (what: string, count: number, limit: number): void => {
    if (count > limit) out.push(`${what}: ${count} > ${limit}`);
  };
  most('bytes', gzipSync(text).length, SARIF_LIMITS.gzippedBytes);
  const runs = runsOf(text);
  most('runs', runs.length, SARIF_LIMITS.runs);
  for (const run of runs) {
    most('rules', run.tool.driver.rules.length, SARIF_LIMITS.rules);
    most('results', run.results.length, SARIF_LIMITS.results.shown);
    const ids = run.tool.driver.rules.map(({ id }) => id);
    if (new Set(ids).size !== ids.length) out.push('rule ids are not unique');
    for (const rule of run.tool.driver.rules) {
      most('tags', rule.properties.tags.length, SARIF_LIMITS.tagsOfRule.shown);
      if (!/^https:\/\/[\w.-]+\//.test(rule.helpUri)) out.push(`helpUri of ${rule.id}`);
      if (!rule.help.markdown || !rule.help.text) out.push(`help of ${rule.id}`);
      const severity = Number(rule.properties['security-severity']);
      if (!(severity > 0 && severity <= 10)) out.push(`severity of ${rule.id}`);
    }
    const hashes = run.results.map((r) => r.partialFingerprints['primaryLocationLineHash']);
    if (new Set(hashes).size !== hashes.length) out.push('fingerprints are not unique');
    for (const result of run.results) {
      const flows = (result.codeFlows ?? []).flatMap((f) => f.threadFlows.flatMap((t) => t.locations));
      most('thread flow locations', flows.length, SARIF_LIMITS.threadFlowLocations.shown);
      most('locations', result.locations.length, SARIF_LIMITS.locationsOfResult.shown);
      if (result.locations.length === 0) out.push('a result without a location');
      if (!/^[0-9a-f]{16}:\d+$/.test(result.partialFingerprints['primaryLocationLineHash'] ?? ''))
        out.push(`fingerprint of ${result.ruleId}`);
      if (ids[result.ruleIndex] !== result.ruleId) out.push(`index of ${result.ruleId}`);
      for (const place of [...result.locations, ...flows.map((f) => f.location)]) {
        const { artifactLocation, region } = place.physicalLocation;
        if (!(region.startLine >= 1)) out.push('a location without a region');
        if (/^(?:[a-z]+:|\/)/i.test(artifactLocation.uri)) out.push(`absolute ${artifactLocation.uri}`);
        if (run.artifacts[artifactLocation.index]?.location.uri !== artifactLocation.uri)
          out.push(`artifact of ${artifactLocation.uri}`);
      }
    }
  }
  return out;
}

/** As many apps as asked for, each with every kind taken by two parties with a long path. */
const many = (apps: number, kinds: number, pieces = 15): ReportItem[] =>
  Array.from({ length: apps }, (_, n): ReportItem => {
    const path = Array.from({ length: 12 }, (__, i) => `Lcom/example/a${n}/Step${i};->go()V`);
    const all = Array.from({ length: kinds }, (__, i) =>
      kind(`kind-${i}`, {
        verdict: i % 3 === 0 ? 'strongly-suspected' : 'suspected',
        actors: [
          { kind: 'app', id: `com.example.a${n}` },
          { kind: 'sdk', id: 'acme-push' },
        ],
        evidence: Array.from({ length: pieces }, (___, j) =>
          evidence({
            path,
            by: j % 2 === 0 ? { kind: 'sdk', id: 'acme-push' } : { kind: 'app', id: `com.example.a${n}` },
          }),
        ),
      }),
    );
    const base = fullReport();
    const value: AppReport = {
      ...base,
      kinds: all,
      app: { ...base.app, package: `com.example.a${n}` },
    };
    return { name: `apps/a${n}.apk`, report: value };
  });

const suppressed = (): ReportItem => ({
  name: 'a.apk',
  config: 'overreach.yml',
  report: report({
    suppressions: [
      {
        data: 'contacts',
        rule: null,
        by: 'app',
        reason: 'the address book is the product',
        owner: 'anna',
        expires: '2026-12-31',
        line: 7,
        used: 1,
        expired: false,
      },
    ],
  }),
});

describe('is valid by the official schema and by what GitHub takes', () => {
  const validate = openSarifSchema();
  const rows: [string, ReportItem[]][] = [
    ['no app', []],
    ['an empty report', [{ name: 'a.apk', report: report() }]],
    ['a full report', [full()]],
    ['a gate', [gated()]],
    ['a suppression', [suppressed()]],
    ['twenty-five apps', many(25, 2)],
    ...NASTY.map((text, i): [string, ReportItem[]] => [`nasty text ${i}`, [nasty(text)]]),
  ];
  test.each(rows)('%s', (_, items) => {
    for (const lang of ['en', 'zh'] as const) {
      const text = textOf(items, { lang });
      validate(JSON.parse(text));
      expect(validate.errors ?? []).toEqual([]);
      expect(complaints(text)).toEqual([]);
    }
  });

  test('more results than are shown: the gravest are kept, and what is left out is told', () => {
    const text = textOf(many(120, 30, 2));
    expect(complaints(text)).toEqual([]);
    const [run] = runsOf(text);
    expect(run!.results).toHaveLength(SARIF_LIMITS.results.shown);
    const levels = (level: string): number => run!.results.filter((r) => r.level === level).length;
    expect(levels('error')).toBe(120 * (10 * 2 + 1));
    expect(run!.invocations[0]!.toolExecutionNotifications.at(-1)!.descriptor.id).toBe('limit/sarif-results');
  });
});

describe('results', () => {
  test('one for each party and kind; findings that explain one are not told beside it', () => {
    const run = runOf(full());
    const takings = run.results.filter((r) => r.ruleId.startsWith('taking/'));
    expect(takings.map((r) => r.partialFingerprints['overreach/v1'])).toEqual([
      'taking:location-precise:acme-push',
      'taking:location-precise:app',
      'taking:contacts:app',
    ]);
    expect(takings[0]!.message.text).toMatch(/^Precise location: /);
    const told = new Set(takings.map((r) => r.ruleId.slice('taking/'.length)));
    for (const finding of full().report.findings.filter((f) => f.kinds.some((k) => told.has(k))))
      expect(run.results.map((r) => r.partialFingerprints['overreach/v1'])).not.toContain(
        finding.fingerprint,
      );
  });

  test('point to entries, classes and methods of their own app', () => {
    const two = [full(), { ...full(), name: 'b/other.apk' }];
    const run = runsOf(textOf(two))[0]!;
    const apps = run.artifacts.flatMap((a, i) => (a.parentIndex === undefined ? [i] : []));
    expect(apps.map((i) => run.artifacts[i]!.location.uri)).toEqual(['app-release.apk', 'other.apk']);
    for (const app of apps) {
      const mine = run.results.filter((r) => r.analysisTarget.index === app);
      expect(mine).toHaveLength(run.results.length / 2);
      const [place] = mine.find((r) => r.ruleId === 'taking/location-precise')!.locations;
      const { artifactLocation } = place!.physicalLocation;
      expect(artifactLocation.uri).toBe('classes2.dex');
      expect(run.artifacts[artifactLocation.index]).toEqual({
        location: { uri: 'classes2.dex' },
        parentIndex: app,
      });
    }
    const [place] = run.results[0]!.locations;
    expect(place!.logicalLocations![0]!.decoratedName).toMatch(/^L.*;->/);
    expect(run.results[0]!.codeFlows).not.toHaveLength(0);
  });

  test('keep their fingerprint when offsets, order and versions change, and differ between apps', () => {
    const print = (item: ReportItem): Record<string, string | undefined> =>
      Object.fromEntries(
        runOf(item).results.map((r) => [
          r.partialFingerprints['overreach/v1'],
          r.partialFingerprints['primaryLocationLineHash'],
        ]),
      );
    const base = full();
    const rebuilt: ReportItem = {
      ...base,
      report: {
        ...base.report,
        app: { ...base.report.app, versionCode: 999, sha256: 'ef'.repeat(32) },
        kinds: base.report.kinds.map((k) => ({
          ...k,
          evidence: k.evidence.map((e) => ({ ...e, place: { ...e.place, offset: 77 } })),
        })),
      },
    };
    expect(print(rebuilt)).toEqual(print(base));
    const other: ReportItem = {
      ...base,
      report: { ...base.report, app: { ...base.report.app, package: 'other' } },
    };
    for (const [key, hash] of Object.entries(print(other))) expect(print(base)[key]).not.toBe(hash);
  });

  test('what the team accepted is there as suppressed, with reason, owner and date, at its line', () => {
    const [result] = runOf(suppressed()).results;
    expect(result).toMatchObject({
      ruleId: 'taking/contacts',
      suppressions: [
        {
          kind: 'external',
          status: 'accepted',
          justification: 'the address book is the product (anna, until 2026-12-31)',
        },
      ],
    });
    expect(result!.locations[0]!.physicalLocation).toMatchObject({
      artifactLocation: { uri: 'overreach.yml' },
      region: { startLine: 7 },
    });
  });

  test('the sources stand in for the package: manifest, class, module, build file', () => {
    const item = gated();
    const sdk = item.report.kinds[0]!.evidence[0]!;
    const shop = 'Lcom/example/shop/ShopApp;->onCreate()V';
    const run = runOf({
      ...item,
      source: {
        ...item.source!,
        code: { [shop]: { path: 'app/src/main/java/ShopApp.java', line: 21, module: ':app' } },
        dependencies: { [sdk.by.id]: { path: 'app/build.gradle', line: 12, module: ':app' } },
      },
    });
    const contacts = run.results.find(
      (r) => r.partialFingerprints['overreach/v1'] === 'new-data:contacts:app',
    )!;
    expect(contacts.level).toBe('error');
    expect(
      contacts.locations.map((l) => [
        l.physicalLocation.artifactLocation.uri,
        l.physicalLocation.region.startLine,
      ]),
    ).toContainEqual(['app/src/main/AndroidManifest.xml', 8]);
    const push = run.results.find((r) => r.ruleId === 'taking/location-precise')!;
    expect(push.locations[0]).toMatchObject({
      physicalLocation: {
        artifactLocation: { uri: 'app/build.gradle', uriBaseId: '%SRCROOT%' },
        region: { startLine: 12 },
      },
    });
    expect(push.locations[0]!.logicalLocations!.at(-1)).toEqual({
      fullyQualifiedName: ':app',
      kind: 'module',
    });
    const first = push.codeFlows![0]!.threadFlows[0]!.locations[0]!.location.physicalLocation;
    expect([first.artifactLocation.uri, first.region.startLine]).toEqual([
      'app/src/main/java/ShopApp.java',
      21,
    ]);
  });
});

test('the tool names a home only where it has one', () => {
  expect(runOf(full()).tool.driver.informationUri).toBeUndefined();
  const at = 'https://example.org/overreach';
  expect(runsOf(textOf([full()], { home: at }))[0]!.tool.driver.informationUri).toBe(at);
});
