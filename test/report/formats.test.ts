import { describe, expect, test } from '@jest/globals';
import { XMLParser, XMLValidator } from 'fast-xml-parser';
import { githubReporter } from '../../src/report/github.js';
import { gitlabReporter } from '../../src/report/gitlab.js';
import { jsonReporter } from '../../src/report/json.js';
import { junitReporter } from '../../src/report/junit.js';
import { markdownReporter } from '../../src/report/markdown.js';
import { FORMAT_IDS, loadReporter } from '../../src/report/index.js';
import type { Style } from '../../src/report/reporter.js';
import { clearSentence } from '../../src/text/verdict.js';
import { terminalReporter } from '../../src/report/terminal.js';
import { displayWidth } from '../../src/report/width.js';
import { full, gated, NASTY, nasty } from '../support/report-items.js';

const style: Style = { color: false, columns: 100, lang: 'en', single: true };
/**
 * What jenkinsci/xunit-plugin's junit-10.xsd allows: elements, their attributes (! = required) and children, in the
 * parts that we write. Checked by name and type here, since a general XSD validator would be a dependency for one file.
 */
const JUNIT: Record<string, { attributes: Record<string, RegExp>; required: string[]; children: string[] }> =
  {
    testsuites: {
      attributes: {
        name: /./,
        time: /^[\d.]+$/,
        tests: /^\d+$/,
        failures: /^\d+$/,
        disabled: /^\d+$/,
        errors: /^\d+$/,
      },
      required: [],
      children: ['testsuite'],
    },
    testsuite: {
      attributes: {
        name: /^/,
        tests: /^\d+$/,
        failures: /^\d+$/,
        errors: /^\d+$/,
        skipped: /^\d+$/,
        time: /^[\d.]+$/,
        timestamp: /^/,
        hostname: /^/,
        id: /^/,
        package: /^/,
        file: /^/,
      },
      required: ['name', 'tests'],
      children: ['properties', 'testcase', 'testsuite', 'system-out', 'system-err'],
    },
    properties: { attributes: {}, required: [], children: ['property'] },
    property: { attributes: { name: /./, value: /^/ }, required: ['name', 'value'], children: [] },
    testcase: {
      attributes: { name: /./, classname: /./, time: /^[\d.]+$/, group: /^/ },
      required: ['name'],
      children: ['skipped', 'error', 'failure', 'system-out', 'system-err', 'properties'],
    },
    skipped: { attributes: { type: /^/, message: /^/ }, required: [], children: [] },
    failure: { attributes: { type: /^/, message: /^/ }, required: [], children: [] },
    error: { attributes: { type: /^/, message: /^/ }, required: [], children: [] },
    'system-out': { attributes: {}, required: [], children: [] },
  };

interface XmlNode {
  name: string;
  attributes: Record<string, string>;
  children: XmlNode[];
}
function readXml(text: string): XmlNode {
  const parser = new XMLParser({
    preserveOrder: true,
    ignoreAttributes: false,
    attributeNamePrefix: '',
    parseAttributeValue: false,
    parseTagValue: false,
  });
  const convert = (raw: Record<string, unknown>[]): XmlNode[] =>
    raw.flatMap((entry) => {
      const name = Object.keys(entry).find((k) => k !== ':@')!;
      if (name === '#text' || name.startsWith('?')) return [];
      return [
        {
          name,
          attributes: (entry[':@'] ?? {}) as Record<string, string>,
          children: convert(entry[name] as Record<string, unknown>[]),
        },
      ];
    });
  return convert(parser.parse(text) as Record<string, unknown>[])[0]!;
}
function junitFaults(node: XmlNode): string[] {
  const rule = JUNIT[node.name];
  if (!rule) return [`unknown element ${node.name}`];
  return [
    ...Object.entries(node.attributes).flatMap(([name, value]) =>
      !rule.attributes[name]
        ? [`${node.name} has no ${name}`]
        : rule.attributes[name].test(value)
          ? []
          : [`${node.name} ${name}=${value}`],
    ),
    ...rule.required.filter((name) => !(name in node.attributes)).map((name) => `${node.name} needs ${name}`),
    ...node.children.flatMap((child) =>
      rule.children.includes(child.name) ? junitFaults(child) : [`${child.name} inside ${node.name}`],
    ),
  ];
}

describe('JUnit', () => {
  test.each([full(), gated(), ...NASTY.map(nasty)].map((item, i) => [i, item] as const))(
    'item %i has the published form',
    (_, item) => {
      const text = junitReporter.render([item, full()], style);
      expect(XMLValidator.validate(text)).toBe(true);
      expect(junitFaults(readXml(text))).toEqual([]);
    },
  );

  test('counts what it holds: a hit fails, a gate decides alone', () => {
    const [suite] = readXml(junitReporter.render([full()], style)).children;
    const cases = suite!.children.filter((c) => c.name === 'testcase');
    expect(suite!.attributes).toMatchObject({ tests: String(cases.length), failures: '1', errors: '0' });
    const [gate] = readXml(junitReporter.render([gated()], style)).children;
    const failing = gate!.children.filter((c) => c.children.some((x) => x.name === 'failure'));
    expect(failing.map((c) => c.attributes['classname'])).toEqual([
      'gate.new-data',
      'gate.threshold-crossed',
    ]);
    expect(gate!.attributes['failures']).toBe('2');
  });
});

describe('GitLab code quality', () => {
  // docs.gitlab.com/ci/testing/code_quality: description, check_name, fingerprint, location.path, location.lines.begin
  // and severity (info, minor, major, critical, blocker) are required; paths are relative and do not start with "./".
  test.each([full(), gated(), ...NASTY.map(nasty)].map((item, i) => [i, item] as const))(
    'item %i has the published form',
    (_, item) => {
      const text = gitlabReporter.render([item], style);
      expect(text.charCodeAt(0)).not.toBe(0xfeff);
      const list = JSON.parse(text) as Record<string, unknown>[];
      expect(Array.isArray(list)).toBe(true);
      for (const violation of list)
        expect(violation).toEqual({
          description: expect.stringMatching(/./),
          check_name: expect.stringMatching(/./),
          fingerprint: expect.stringMatching(/./),
          severity: expect.stringMatching(/^(info|minor|major|critical|blocker)$/),
          location: { path: expect.stringMatching(/^(?!\.\/)./), lines: { begin: expect.any(Number) } },
        });
      const prints = list.map((v) => v['fingerprint']);
      expect(new Set(prints).size).toBe(prints.length);
    },
  );
});

describe('GitHub annotations', () => {
  test('one command a line, whatever the package says', () => {
    for (const text of NASTY) {
      const lines = githubReporter
        .render([nasty(text)], style)
        .split('\n')
        .filter(Boolean);
      for (const line of lines)
        expect(line).toMatch(/^::(error|warning|notice) file=[^:,]*,line=\d+,title=[^:]*::[^\r\n]*$/);
      // The taking, and the findings about other kinds.
      expect(lines).toHaveLength(1 + nasty(text).report.findings.length);
    }
  });

  test('problems of the gate only, failures first', () => {
    const lines = githubReporter.render([gated()], style).split('\n').filter(Boolean);
    const levels = lines.map((l) => /^::(\w+)/.exec(l)![1]);
    expect(levels).toEqual([...levels].sort());
    expect(levels).toContain('error');
    expect(lines.join('\n')).toContain('file=app/src/main/AndroidManifest.xml,line=8');
    expect(lines.join('\n')).toContain('file=overreach.yml,line=9');
  });
});

describe('text', () => {
  const CONTROL = /[\u0000-\u0009\u000b-\u001f\u007f-\u009f\u200e\u200f\u202a-\u202e\u2066-\u2069]/;

  test.each(NASTY.map((t, i) => [i, t] as const))(
    'terminal and Markdown are safe with nasty text %i',
    (_, text) => {
      for (const lang of ['en', 'zh'] as const) {
        const terminal = terminalReporter.render([nasty(text)], { ...style, lang });
        expect(CONTROL.test(terminal)).toBe(false);
        const markdown = markdownReporter.render([nasty(text)], { ...style, lang });
        expect(CONTROL.test(markdown)).toBe(false);
        expect(markdown).not.toMatch(/<(script|img)/i);
        expect(markdown).not.toMatch(/(?<!\\)\]\(javascript:/);
      }
    },
  );

  test.each([40, 60, 80, 100, 200])('nothing is wider than a window of %i columns', (columns) => {
    for (const lang of ['en', 'zh'] as const)
      for (const item of [full(), gated(), nasty('地'.repeat(400)), nasty('x'.repeat(900))])
        for (const all of [false, true])
          for (const line of terminalReporter.render([item], { ...style, columns, lang, all }).split('\n'))
            expect([line, displayWidth(line)]).toEqual([line, Math.min(displayWidth(line), columns)]);
  });

  test('colour only when asked for', () => {
    expect(terminalReporter.render([full()], style)).not.toContain('\u001b');
    expect(terminalReporter.render([full()], { ...style, color: true })).toContain('\u001b[');
  });

  test('the answer fits a window of 30 lines and ends with the verdict, once more than fits is suspected', () => {
    const { report } = full();
    const [worst] = report.kinds;
    const kinds = Array.from({ length: 12 }, (_, i) => ({ ...worst!, kind: `kind-${i}` }));
    for (const lang of ['en', 'zh'] as const) {
      const crossed = '--fail-on suspected';
      const item = { name: 'a.apk', report: { ...report, kinds }, crossed };
      const lines = terminalReporter
        .render([item], { ...style, lang })
        .trimEnd()
        .split('\n');
      expect(lines.length).toBeLessThanOrEqual(30);
      expect(lines.at(-1)).toContain('61.4 / 100');
      expect(lines.at(-1)).toContain(crossed);
      expect(lines.join('\n')).toMatch(lang === 'zh' ? /另有 \d+ 类涉嫌/ : /and \d+ more suspected/);
    }
  });

  test('the answer says who, when, why and where', () => {
    const text = terminalReporter.render([full()], style);
    expect(text).toContain('Acme Push');
    expect(text).toMatch(/^ +who +\S/m);
    expect(text).toMatch(/^ +why +\S/m);
    expect(text).toMatch(/^ +see +classes2\.dex {2}com\.acme\.push\.a\.B\.c\(int, String\[\]\) @0012/m);
    expect(text).not.toContain('STRONGEST EVIDENCE');
  });

  test('no acquittal without a type, nor above rows that are marked', () => {
    const { report } = full();
    const quiet = { ...report, verdict: 'not-suspected' as const };
    const kinds = report.kinds.map((k) => ({
      ...k,
      verdict: 'not-suspected' as const,
      need: 'beyond' as const,
    }));
    const acquitted = /Nothing beyond what such an app needs/;
    const unknown = { ...report.type, id: 'unknown', source: 'unknown' };
    expect(clearSentence({ ...quiet, kinds }, 'en')).not.toMatch(acquitted);
    expect(clearSentence({ ...quiet, kinds: [], type: unknown }, 'en')).not.toMatch(acquitted);
    const known = { ...report.type, id: 'online-shopping', source: 'given' };
    expect(clearSentence({ ...quiet, kinds: [], type: known }, 'en')).toMatch(acquitted);
  });

  test('all of it says who, where, the path, and where the manifest asks for it', () => {
    const dormant = [
      { kind: 'wifi', name: { en: 'Wi-Fi nearby', zh: '附近的无线网络' }, actors: ['okhttp3'], evidence: [] },
    ];
    const item = { ...full(), report: { ...full().report, dormant } };
    const text = terminalReporter.render([item], { ...style, all: true });
    expect(text).toContain('Wi-Fi nearby: okhttp3');
    expect(text).toContain('STRONGLY SUSPECTED');
    expect(text).toContain('Acme Push');
    expect(text).toContain('classes2.dex  com.acme.push.a.B.c(int, String[]) @0012');
    expect(text).toContain('└ com.acme.push.a.B.c(int, String[])');
    expect(text).toContain('AndroidManifest.xml:12');
    expect(text).toContain('61.4 / 100');
    expect(text).toMatch(/native libraries: read in part/);
  });

  test('a Markdown report fits a comment, however much there is', () => {
    const base = gated();
    const many = Array.from({ length: 3000 }, (_, i) => ({
      ...base.report.findings[0]!,
      ruleId: `rule-${i}`,
    }));
    const text = markdownReporter.render([{ ...base, report: { ...base.report, findings: many } }], style);
    expect(text.length).toBeLessThan(65_536);
    expect(text).toContain('Gate failed');
  });

  test('one path gives an object, several a list', () => {
    expect(JSON.parse(jsonReporter.render([full()], style))).toMatchObject({ schema: 'overreach-report/1' });
    expect(JSON.parse(jsonReporter.render([full(), full()], { ...style, single: false }))).toHaveLength(2);
    expect(JSON.parse(jsonReporter.render([full()], { ...style, single: false }))).toHaveLength(1);
    expect(JSON.parse(jsonReporter.render([gated()], style))).toMatchObject({ gate: { passed: false } });
  });

  test('every format of the list renders', async () => {
    for (const id of FORMAT_IDS) {
      const reporter = await loadReporter(id);
      expect(reporter.id).toBe(id);
      expect(reporter.render([full()], style).length).toBeGreaterThan(10);
    }
  });
});
