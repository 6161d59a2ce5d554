// SARIF 2.1.0 (OASIS, docs.oasis-open.org/sarif/sarif/v2.1.0): one run, the apps as its artifacts, a result for each party
// and kind of data beyond need. Section numbers are of that text. Leaves places to sarif-places.ts.
import type { Severity } from '../model/rule.js';
import { sha256OfText } from '../platform/sha256.js';
import { diagnosticText } from '../text/words.js';
import type { Lang } from '../text/labels.js';
import { ownFaults } from '../text/verdict.js';
import { jsonText, markdownText, plain } from './escape.js';
import type { Reporter, ReportItem, Style } from './reporter.js';
import { rulesOf, type Result, type ResultRule } from './results.js';
import { SARIF_LIMITS } from './sarif-limits.js';
import { Artifacts, message, placesOf, type Json } from './sarif-places.js';
import { listedResults, takingRules } from './taking-results.js';

const LEVELS: Readonly<Record<Severity, string>> = {
  info: 'note',
  low: 'note',
  medium: 'warning',
  high: 'error',
  critical: 'error',
};
/** What code hosts read as severity, 0.0-10.0 in text (GitHub: security-severity). */
const SECURITY: Readonly<Record<Severity, string>> = {
  info: '1.0',
  low: '3.0',
  medium: '5.0',
  high: '7.5',
  critical: '9.5',
};
const GRAVEST: readonly Severity[] = ['critical', 'high', 'medium', 'low', 'info'];
/** The control that takings and the gate answer to: "the app minimizes access to sensitive data and resources". */
const CONTROL = 'https://mas.owasp.org/MASVS/controls/MASVS-PRIVACY-1/';

/** §3.49.12: the rule's own source where it names one, else the control it serves. */
const helpUri = (rule: ResultRule): string => rule.references.find((r) => r.url)?.url ?? CONTROL;

/** §3.49.13: what it means, how to end it, where to read on. */
function help(rule: ResultRule, lang: Lang): Json {
  const zh = lang === 'zh';
  const [why, fix] = [rule.why?.[lang] ?? '', rule.fix?.[lang] ?? ''];
  const text = [why, fix].filter(Boolean).join(' ') || rule.title[lang];
  const sources = rule.references.filter((r) => r.url).slice(0, 5);
  const id = rule.id.replace(/^taking\//, '');
  const parts = [
    why || rule.title[lang],
    ...(fix === '' ? [] : [`${zh ? '如何修复：' : 'How to end it: '}${fix}`]),
  ].map((part) => markdownText(part));
  const read = [
    ...sources.map((r) => [r.label, r.url!]),
    ...(sources.length === 0 ? [['OWASP MASVS-PRIVACY-1', CONTROL]] : []),
  ];
  return {
    text: plain(text, 4000),
    markdown: [
      ...parts,
      ...read.map(
        ([label, url]) =>
          `[${markdownText(label!)}](${encodeURI(url!).replace(/[()]/g, encodeURIComponent)})`,
      ),
      ...(rule.id.startsWith('gate/') ? [] : [`\`overreach explain ${plain(id, 200).replaceAll('`', '')}\``]),
    ].join('\n\n'),
  };
}

const ruleJson = (rule: ResultRule, lang: Lang): Json => ({
  id: rule.id,
  name: rule.id.replace(/(^|[-/])([a-z])/g, (_, __, c: string) => c.toUpperCase()),
  shortDescription: message(rule.title[lang]),
  fullDescription: message(rule.why?.[lang] || rule.title[lang]),
  help: help(rule, lang),
  helpUri: helpUri(rule),
  defaultConfiguration: { level: LEVELS[rule.severity] },
  properties: { tags: ['privacy', 'security'], 'security-severity': SECURITY[rule.severity] },
});

/**
 * §3.27.17: what tells a result from others over rebuilds. Code hosts match results by `primaryLocationLineHash`, which
 * they would else make from a line of a binary file: sixteen digits and, after a colon, which of equals it is.
 */
function fingerprints(result: Result, item: ReportItem, seen: Map<string, number>): Json {
  const hash = sha256OfText(
    `${item.report.app.package ?? item.name}\n${result.ruleId}\n${result.fingerprint}`,
  ).slice(0, 16);
  const nth = (seen.get(hash) ?? 0) + 1;
  seen.set(hash, nth);
  return {
    primaryLocationLineHash: `${hash}:${nth}`,
    'overreach/v1': plain(result.fingerprint, 1000),
  };
}

/** §3.58: what went wrong while reading, and checks of ours that failed. */
function notification(
  d: ReportItem['report']['diagnostics'][number],
  rules: ReadonlyMap<string, number>,
  lang: Lang,
): Json {
  const rule = d.code === 'internal/rule-failed' ? String(d.args['rule']) : null;
  const where = d.place.entry === '' ? '' : `${d.place.entry}: `;
  return {
    descriptor: { id: d.code },
    ...(rule === null ? {} : { associatedRule: { id: rule, index: rules.get(rule) ?? -1 } }),
    level: d.level,
    message: message(`${where}${d.text[lang]}`),
  };
}

interface Row {
  item: ReportItem;
  result: Result;
}

/** The gravest of all apps, as many as are shown; in the order of the apps. */
function rowsOf(items: readonly ReportItem[]): { rows: Row[]; dropped: number } {
  const all = items.flatMap((item) => listedResults(item).map((result): Row => ({ item, result })));
  const most = SARIF_LIMITS.results.shown;
  if (all.length <= most) return { rows: all, dropped: 0 };
  const rank = (row: Row): number => (row.result.fails ? 0 : 10) + GRAVEST.indexOf(row.result.severity);
  const kept = new Set([...all].sort((a, b) => rank(a) - rank(b)).slice(0, most));
  return { rows: all.filter((row) => kept.has(row)), dropped: all.length - most };
}

/** Rules that have a result, that failed, or that the gate could have named. */
function listedRules(items: readonly ReportItem[], rows: readonly Row[]): ResultRule[] {
  const used = new Set(rows.map(({ result }) => result.ruleId));
  for (const { report } of items)
    for (const d of report.diagnostics)
      if (d.code === 'internal/rule-failed') used.add(String(d.args['rule']));
  return [...takingRules(items), ...rulesOf(items)]
    .filter((rule) => used.has(rule.id) || rule.id.startsWith('gate/'))
    .sort((a, b) => (a.id < b.id ? -1 : a.id > b.id ? 1 : 0))
    .slice(0, SARIF_LIMITS.rules);
}

/** Notifications of one run; code hosts show none of them, people look for the first. */
const MOST_NOTIFICATIONS = 1_000;

// eslint-disable-next-line complexity, max-lines-per-function -- a literal: one field for each thing SARIF says of a run
function runJson(items: readonly ReportItem[], { lang, home }: Style): Json {
  const { rows, dropped } = rowsOf(items);
  const rules = listedRules(items, rows);
  const indexes = new Map(rules.map((rule, i) => [rule.id, i]));
  const artifacts = new Artifacts();
  const seen = new Map<string, number>();
  const results: Json[] = [];
  for (const item of items) {
    artifacts.open(item);
    for (const { result } of rows.filter((row) => row.item === item)) {
      const advice = result.help?.[lang];
      results.push({
        ruleId: result.ruleId,
        ruleIndex: indexes.get(result.ruleId) ?? -1,
        level: item.gate && !result.fails ? 'note' : LEVELS[result.severity],
        message: message(`${result.text[lang]}${advice ? ` — ${advice}` : ''}`),
        ...placesOf(result, item, artifacts, lang),
        analysisTarget: artifacts.target,
        partialFingerprints: fingerprints(result, item, seen),
        ...(result.accepted
          ? {
              suppressions: [
                {
                  kind: 'external',
                  status: 'accepted',
                  justification: plain(result.accepted[lang], 1000),
                },
              ],
            }
          : {}),
      });
    }
  }
  const [only] = items;
  const name = items.length === 1 ? `${plain(only!.report.app.package ?? 'package', 200)}/` : '';
  const notes = items.flatMap(({ report }) => report.diagnostics).map((d) => notification(d, indexes, lang));
  return {
    tool: {
      driver: {
        name: 'Overreach',
        version: only?.report.tool.version ?? '0.0.0',
        semanticVersion: only?.report.tool.version ?? '0.0.0',
        ...(home === undefined ? {} : { informationUri: home }),
        rules: rules.map((rule) => ruleJson(rule, lang)),
        properties: { rules: only?.report.tool.rules ?? '' },
      },
    },
    automationDetails: { id: `overreach/${name}` },
    language: lang === 'zh' ? 'zh-CN' : 'en-US',
    columnKind: 'utf16CodeUnits',
    originalUriBaseIds: { '%SRCROOT%': { description: { text: 'the folder the command ran in' } } },
    artifacts: artifacts.list,
    invocations: [
      {
        executionSuccessful: items.every(({ report }) => ownFaults(report).length === 0),
        toolExecutionNotifications: [
          ...notes.slice(0, MOST_NOTIFICATIONS),
          ...(dropped === 0 ? [] : [droppedNote(dropped, lang)]),
        ],
      },
    ],
    results,
    properties: items.length === 1 ? artifacts.list[0]!['properties'] : { apps: items.length },
  };
}

const droppedNote = (dropped: number, lang: Lang): Json => ({
  descriptor: { id: 'limit/sarif-results' },
  level: 'warning',
  message: message(
    diagnosticText('limit/sarif-results', { shown: SARIF_LIMITS.results.shown, dropped })[lang],
  ),
});

export const sarifReporter: Reporter = {
  id: 'sarif',
  extension: '.sarif',
  mediaType: 'application/sarif+json',
  render(items, style) {
    const log = {
      $schema: 'https://json.schemastore.org/sarif-2.1.0.json',
      version: '2.1.0',
      runs: [runJson(items, style)],
    };
    return `${jsonText(log, null, 2)}\n`;
  },
};
