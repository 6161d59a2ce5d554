// JUnit XML in the form that Jenkins, GitLab and others read (jenkinsci/xunit-plugin, junit-10.xsd): a suite per app, a
// case per check. A hit fails, "could not tell" is skipped, a broken check is an error. No times: nothing here is timed.
import type { AppReport } from '../model/report.js';
import { plain } from './escape.js';
import type { Lang } from '../text/labels.js';
import type { Reporter, ReportItem } from './reporter.js';
import { GATE_CODES, gateTitle, resultsOf } from './results.js';
import type { Result } from './results.js';
import { placeText } from './terminal-evidence.js';

interface Case {
  name: string;
  group: string;
  outcome: 'passed' | 'failure' | 'error' | 'skipped';
  message: string;
  body: string;
}

const attribute = (text: string): string =>
  plain(text, 4000)
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('"', '&quot;');
const content = (lines: readonly string[]): string => lines.map(attribute).join('\n');

const bodyOf = (results: readonly Result[], lang: Lang): string =>
  content(
    results.flatMap((r) => [
      r.text[lang],
      ...(r.help ? [r.help[lang]] : []),
      ...r.evidence.slice(0, 5).map((e) => `  ${placeText(e)}`),
    ]),
  );

function gateCases(item: ReportItem, results: readonly Result[], lang: Lang): Case[] {
  if (!item.gate) return [];
  return GATE_CODES.map((code): Case => {
    const mine = results.filter((r) => r.ruleId === `gate/${code}`);
    const failing = mine.filter((r) => r.fails);
    const compared = item.gate!.compared;
    const isOff =
      (['new-data', 'new-party', 'higher-rung'].includes(code) && !compared.baseline) ||
      (/purpose|undeclared|elsewhere/.test(code) && !compared.purposes) ||
      (code === 'threshold-crossed' && !compared.threshold) ||
      (/sdk/.test(code) && !compared.sdks);
    return {
      name: gateTitle(code)[lang],
      group: `gate.${code}`,
      outcome: failing.length > 0 ? 'failure' : isOff ? 'skipped' : 'passed',
      message: failing[0]?.text[lang] ?? (isOff ? (lang === 'zh' ? '未比较' : 'not compared') : ''),
      body: bodyOf(failing.length > 0 ? failing : mine, lang),
    };
  });
}

function ruleCases(item: ReportItem, results: readonly Result[], lang: Lang): Case[] {
  const words: Readonly<Record<string, Case['outcome']>> = {
    hit: 'failure',
    unknown: 'skipped',
    'not-applicable': 'skipped',
    error: 'error',
  };
  return item.report.rules.map((rule: AppReport['rules'][number]): Case => {
    const mine = results.filter((r) => r.ruleId === rule.id);
    // With a gate only its own cases fail: the checks are then told, not judged.
    const outcome = item.gate && rule.outcome === 'hit' ? 'passed' : (words[rule.outcome] ?? 'passed');
    return {
      name: rule.title[lang],
      group: `rule.${rule.id}`,
      outcome,
      message: mine[0]?.text[lang] ?? rule.because?.join(', ') ?? rule.outcome,
      body: bodyOf(mine, lang),
    };
  });
}

const caseXml = (c: Case): string => {
  const open = `    <testcase name="${attribute(c.name)}" classname="${attribute(c.group)}"`;
  if (c.outcome === 'passed')
    return c.body ? `${open}>\n      <system-out>${c.body}</system-out>\n    </testcase>` : `${open}/>`;
  if (c.outcome === 'skipped')
    return `${open}>\n      <skipped message="${attribute(c.message)}"/>\n    </testcase>`;
  return `${open}>\n      <${c.outcome} message="${attribute(c.message)}" type="${attribute(c.group)}">${c.body}</${c.outcome}>\n    </testcase>`;
};

const counts = (cases: readonly Case[]): string => {
  const of = (outcome: Case['outcome']) => cases.filter((c) => c.outcome === outcome).length;
  return `tests="${cases.length}" failures="${of('failure')}" errors="${of('error')}"`;
};

export const junitReporter: Reporter = {
  id: 'junit',
  extension: '.xml',
  mediaType: 'application/xml',
  render(items, style) {
    const suites = items.map((item) => {
      const results = resultsOf(item);
      return {
        item,
        cases: [...gateCases(item, results, style.lang), ...ruleCases(item, results, style.lang)],
      };
    });
    const lines = ['<?xml version="1.0" encoding="UTF-8"?>'];
    lines.push(`<testsuites name="overreach" ${counts(suites.flatMap((s) => s.cases))}>`);
    for (const { item, cases } of suites) {
      const { app } = item.report;
      const skipped = cases.filter((c) => c.outcome === 'skipped').length;
      lines.push(
        `  <testsuite name="${attribute(app.package ?? item.name)}" ${counts(cases)} skipped="${skipped}">`,
        '    <properties>',
        `      <property name="version" value="${attribute(app.versionName ?? '')}"/>`,
        `      <property name="sha256" value="${attribute(app.sha256)}"/>`,
        `      <property name="verdict" value="${attribute(item.report.verdict)}"/>`,
        '    </properties>',
        ...cases.map(caseXml),
        '  </testsuite>',
      );
    }
    lines.push('</testsuites>');
    return `${lines.join('\n')}\n`;
  },
};
