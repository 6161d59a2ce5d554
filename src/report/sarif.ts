// SARIF 2.1.0 (OASIS, docs.oasis-open.org/sarif/sarif/v2.1.0): one run per app. Section numbers below are of that text.
// The artifact of a location is the entry inside the package, or the source manifest when one is given.
import type { Evidence, Severity } from '../model/rule.js';
import { jsonText, plain } from './escape.js';
import { flowLines, flowStops, flowText } from '../text/flows.js';
import { javaSymbol, watchName } from '../text/labels.js';
import type { Lang } from '../text/labels.js';
import type { Reporter, ReportItem } from './reporter.js';
import { resultsOf, rulesOf, sourceLine } from './results.js';
import type { Result, ResultRule } from './results.js';
import { ownFaults } from '../text/verdict.js';
import { codeOffset } from './terminal-evidence.js';

/** Locations per result; code hosts show few and refuse logs that grow too large. */
const MOST_LOCATIONS = 10;

type Json = Record<string, unknown>;

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

const message = (text: string): Json => ({ text: plain(text, 4000) || '-' });

const LONE_SURROGATE = /[\ud800-\udbff](?![\udc00-\udfff])|(?<![\ud800-\udbff])[\udc00-\udfff]/g;

/** A relative URI reference (RFC 3986): every segment of an entry name percent-encoded. */
const entryUri = (name: string): string =>
  name
    .replaceAll('\\', '/')
    .split('/')
    .map((segment) => encodeURIComponent(segment.replace(LONE_SURROGATE, '\ufffd')))
    .join('/');

const ruleJson = (rule: ResultRule, lang: Lang): Json => ({
  id: rule.id,
  name: rule.id.replace(/(^|[-/])([a-z])/g, (_, __, c: string) => c.toUpperCase()),
  shortDescription: message(rule.title[lang]),
  fullDescription: message(rule.why?.[lang] || rule.title[lang]),
  help: message([rule.why?.[lang], rule.fix?.[lang]].filter(Boolean).join(' ') || rule.title[lang]),
  ...(rule.references.find((r) => r.url)?.url ? { helpUri: rule.references.find((r) => r.url)!.url } : {}),
  defaultConfiguration: { level: LEVELS[rule.severity] },
  properties: { tags: ['privacy'], 'security-severity': SECURITY[rule.severity] },
});

/** §3.33 logical location: the method, fully qualified, with its name in the DEX file as decorated name. */
function logical(symbol: string): Json {
  const isMethod = symbol.includes('->');
  const isCode = symbol.startsWith('L') || symbol.startsWith('[');
  const full = plain(isCode ? javaSymbol(symbol) : symbol, 1000);
  return {
    fullyQualifiedName: full,
    ...(isCode
      ? { decoratedName: plain(symbol, 1000), kind: isMethod ? 'function' : 'type' }
      : { kind: 'element' }),
  };
}

class Artifacts {
  readonly list: Json[] = [];
  readonly #indexes = new Map<string, number>();

  constructor(item: ReportItem) {
    const name = item.name.replaceAll('\\', '/').split('/').at(-1) || 'package';
    this.list.push({
      location: { uri: entryUri(name) },
      length: item.report.app.sizeBytes,
      hashes: { 'sha-256': item.report.app.sha256 },
      roles: ['analysisTarget'],
    });
  }

  /** Index of an entry of the package (its parent is the package, §3.24.3) or of a file of the sources. */
  indexOf(uri: string, isSource: boolean): number {
    const found = this.#indexes.get(uri);
    if (found !== undefined) return found;
    const index = this.list.push({ location: { uri }, ...(isSource ? {} : { parentIndex: 0 }) }) - 1;
    this.#indexes.set(uri, index);
    return index;
  }
}

function location(evidence: Evidence, item: ReportItem, artifacts: Artifacts): Json {
  const { place } = evidence;
  const source = sourceLine(item, evidence);
  const uri = source ? entryUri(source.path) : entryUri(place.entry);
  const line = source?.line ?? (place.line !== undefined && place.line > 0 ? place.line : undefined);
  const offset =
    place.offset === undefined || place.symbol?.startsWith('L') !== true
      ? ''
      : ` @${codeOffset(place.offset)}`;
  return {
    physicalLocation: {
      artifactLocation: { uri, index: artifacts.indexOf(uri, source !== null) },
      ...(line === undefined ? {} : { region: { startLine: line } }),
    },
    ...(place.symbol === undefined ? {} : { logicalLocations: [logical(place.symbol)] }),
    message: message(`${watchName(evidence.what)}${offset}`),
  };
}

/** §3.36: the path from an entry point to the use. */
function codeFlow(evidence: Evidence, artifacts: Artifacts): Json | null {
  const path = evidence.path ?? [];
  if (path.length < 2) return null;
  const uri = entryUri(evidence.place.entry);
  const locations = path.map((symbol) => ({
    location: {
      physicalLocation: { artifactLocation: { uri, index: artifacts.indexOf(uri, false) } },
      logicalLocations: [logical(symbol)],
      message: message(javaSymbol(symbol)),
    },
  }));
  return { threadFlows: [{ locations }] };
}

/** §3.36: the way of the value, from the call that gives it to the one that takes it. */
function valueFlow({ flow, place }: Evidence, artifacts: Artifacts, lang: Lang): Json | null {
  if (!flow) return null;
  const uri = entryUri(place.entry);
  const lines = flowLines(flow, lang);
  const locations = flowStops(flow).map((stop, i) => ({
    location: {
      physicalLocation: { artifactLocation: { uri, index: artifacts.indexOf(uri, false) } },
      ...(stop === null ? {} : { logicalLocations: [logical(stop.symbol)] }),
      message: message(lines[i] ?? ''),
    },
  }));
  return { message: message(flowText(flow, lang)), threadFlows: [{ locations }] };
}

function resultJson(
  result: Result,
  item: ReportItem,
  rules: ReadonlyMap<string, number>,
  artifacts: Artifacts,
  lang: Lang,
): Json {
  const shown = result.evidence.slice(0, MOST_LOCATIONS);
  const flows = shown
    .flatMap((e) => [codeFlow(e, artifacts), valueFlow(e, artifacts, lang)])
    .filter((f) => f !== null);
  const help = result.help?.[lang];
  const inConfig = shown.length === 0 && result.configLine !== null && item.config !== undefined;
  const fallback: Json = inConfig
    ? {
        physicalLocation: {
          artifactLocation: {
            uri: entryUri(item.config!),
            index: artifacts.indexOf(entryUri(item.config!), true),
          },
          region: { startLine: Math.max(1, result.configLine!) },
        },
      }
    : {
        physicalLocation: {
          artifactLocation: {
            uri: entryUri('AndroidManifest.xml'),
            index: artifacts.indexOf('AndroidManifest.xml', false),
          },
        },
      };
  return {
    ruleId: result.ruleId,
    ruleIndex: rules.get(result.ruleId) ?? -1,
    level: item.gate && !result.fails ? 'note' : LEVELS[result.severity],
    message: message(`${result.text[lang]}${help ? ` — ${help}` : ''}`),
    locations: shown.length > 0 ? shown.map((e) => location(e, item, artifacts)) : [fallback],
    ...(flows.length > 0 ? { codeFlows: flows } : {}),
    partialFingerprints: { 'overreach/v1': plain(result.fingerprint, 1000) },
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

function runJson(item: ReportItem, lang: Lang): Json {
  const rules = rulesOf([item]);
  const indexes = new Map(rules.map((rule, i) => [rule.id, i]));
  const artifacts = new Artifacts(item);
  const { report } = item;
  const results = resultsOf(item).map((r) => resultJson(r, item, indexes, artifacts, lang));
  return {
    tool: {
      driver: {
        name: 'Overreach',
        version: report.tool.version,
        semanticVersion: report.tool.version,
        informationUri: 'https://www.npmjs.com/package/overreach',
        rules: rules.map((rule) => ruleJson(rule, lang)),
        properties: { rules: report.tool.rules },
      },
    },
    automationDetails: { id: `overreach/${plain(report.app.package ?? 'package', 200)}/` },
    language: lang === 'zh' ? 'zh-CN' : 'en-US',
    columnKind: 'utf16CodeUnits',
    artifacts: artifacts.list,
    invocations: [
      {
        executionSuccessful: ownFaults(report).length === 0,
        toolExecutionNotifications: report.diagnostics.map((d) => notification(d, indexes, lang)),
      },
    ],
    results,
    properties: {
      verdict: report.verdict,
      score: report.score.rated ? report.score.value : null,
      ...(item.gate ? { passed: item.gate.passed } : {}),
    },
  };
}

export const sarifReporter: Reporter = {
  id: 'sarif',
  extension: '.sarif',
  mediaType: 'application/sarif+json',
  render(items, style) {
    const log = {
      $schema: 'https://json.schemastore.org/sarif-2.1.0.json',
      version: '2.1.0',
      runs: items.map((item) => runJson(item, style.lang)),
    };
    return `${jsonText(log, null, 2)}\n`;
  },
};
