// Findings and gate problems in one shape, for the formats that list results: SARIF, JUnit, GitLab, annotations.
// Pure; leaves each format's own words to its file.
import type { Text } from '../model/catalogue.js';
import type { ProblemCode } from '../model/gate.js';
import type { Evidence, Severity } from '../model/rule.js';
import type { ReportItem, SourcePlace } from './reporter.js';

export interface Result {
  /** Stable id: a check's id, or "gate/new-data". */
  ruleId: string;
  severity: Severity;
  /** The gate decides, when there is one: only its failures fail. */
  fails: boolean;
  text: Text;
  help: Text | null;
  /** Survives rebuilds; unique within an app. */
  fingerprint: string;
  evidence: readonly Evidence[];
  configLine: number | null;
  /** Set where the team accepted it: why, who, until when. */
  accepted?: Text;
}

export interface ResultRule {
  id: string;
  title: Text;
  why: Text | null;
  fix: Text | null;
  severity: Severity;
  references: readonly { label: string; url?: string }[];
}

const GATE_TITLES: Readonly<Record<ProblemCode, Text>> = {
  'new-data': { en: 'Takes a kind of data it did not take before', zh: '新增获取的数据类型' },
  'new-party': { en: 'Data is taken by a party that did not take it before', zh: '新增数据获取方' },
  'higher-rung': { en: 'Stronger evidence than before that data is taken', zh: '获取数据的证据升级' },
  'undeclared-data': { en: 'Data is taken that no purpose declares', zh: '获取了未声明目的的数据' },
  'undeclared-party': { en: 'Data is taken in the name of nobody declared', zh: '获取方未在声明的目的之列' },
  'declared-permission-without-purpose': {
    en: 'A permission without a declared purpose',
    zh: '权限没有声明目的',
  },
  'purpose-not-found': { en: 'A declared purpose that nothing uses', zh: '声明的目的未见使用' },
  'purpose-unfinished': { en: 'A purpose that still says TODO', zh: '目的仍是 TODO' },
  'taken-elsewhere': { en: 'Data is taken outside the declared places', zh: '在声明的位置之外获取数据' },
  'threshold-crossed': { en: 'The threshold is crossed', zh: '达到阈值' },
  'unexpected-sdk': { en: 'An SDK that is not expected', zh: '出现未列入的 SDK' },
  'expected-sdk-missing': { en: 'An expected SDK is missing', zh: '应有的 SDK 未找到' },
  'suppression-expired': { en: 'A suppression has expired', zh: '例外已到期' },
  'suppression-unused': { en: 'A suppression is not used any more', zh: '例外已不再使用' },
  'not-rated': { en: 'Too little could be read to rate the package', zh: '可读取的内容太少，无法评级' },
};
export const GATE_CODES = Object.keys(GATE_TITLES) as ProblemCode[];
export const gateTitle = (code: ProblemCode): Text => GATE_TITLES[code];

const joined = (parts: readonly (Text | null)[]): Text | null => {
  const there = parts.filter((p) => p !== null);
  if (there.length === 0) return null;
  return { en: there.map((p) => p.en).join(' '), zh: there.map((p) => p.zh).join('') };
};

/** Everything to list about an app: the gate's problems first, then what the checks found. */
export function resultsOf(item: ReportItem): Result[] {
  const problems = (item.gate?.problems ?? []).map((p): Result => ({
    ruleId: `gate/${p.code}`,
    severity: p.level === 'fail' ? 'high' : 'low',
    fails: p.level === 'fail',
    text: p.text,
    help: joined([p.cause, ...p.fixes.map((f) => f.text)]),
    fingerprint: p.fingerprint,
    evidence: p.evidence,
    configLine: p.configLine,
  }));
  const findings = item.report.findings.map((f): Result => ({
    ruleId: f.ruleId,
    severity: f.severity,
    fails: item.gate === undefined && f.severity !== 'info' && f.severity !== 'low',
    text: f.text.en ? f.text : f.title,
    help: f.fix.en ? f.fix : null,
    fingerprint: f.fingerprint,
    evidence: f.evidence,
    configLine: null,
  }));
  return [...problems, ...findings];
}

/** Every rule that ran over these apps, and the gate's own when there was a gate; sorted by id. */
// eslint-disable-next-line complexity -- a literal for each sort of rule
export function rulesOf(items: readonly ReportItem[]): ResultRule[] {
  const rules = new Map<string, ResultRule>();
  for (const item of items) {
    for (const rule of item.report.rules) {
      const finding = item.report.findings.find((f) => f.ruleId === rule.id);
      const known = rules.get(rule.id);
      if (known?.why || (known && !finding)) continue;
      rules.set(rule.id, {
        id: rule.id,
        title: rule.title,
        severity: rule.severity,
        why: finding?.why ?? null,
        fix: finding?.fix ?? null,
        references: finding?.references ?? [],
      });
    }
  }
  if (items.some((i) => i.gate))
    for (const code of GATE_CODES)
      rules.set(`gate/${code}`, {
        id: `gate/${code}`,
        title: GATE_TITLES[code],
        severity: 'high',
        why: null,
        fix: null,
        references: [],
      });
  for (const item of items)
    for (const { ruleId, severity, text } of resultsOf(item))
      if (!rules.has(ruleId))
        rules.set(ruleId, { id: ruleId, title: text, severity, why: null, fix: null, references: [] });
  return [...rules.values()].sort((a, b) => (a.id < b.id ? -1 : a.id > b.id ? 1 : 0));
}

const from = <T>(record: Readonly<Record<string, T>> | undefined, key: string): T | undefined =>
  record !== undefined && Object.hasOwn(record, key) ? record[key] : undefined;

/** Where a method was written, at an offset when one is known. */
export const codePlace = (item: ReportItem, symbol: string, offset?: number): SourcePlace | null =>
  (offset === undefined ? undefined : from(item.source?.code, `${symbol}@${offset}`)) ??
  from(item.source?.code, symbol) ??
  null;

/** Where a developer can act: the line of the sources that evidence speaks of, or null. */
export function sourceLine(item: ReportItem, evidence: Evidence): SourcePlace | null {
  if (!item.source) return null;
  const { symbol, offset } = evidence.place;
  for (const name of [evidence.what.replace(/^[a-z-]+:/, ''), symbol ?? '']) {
    const place = from(item.source.manifest, name);
    if (place !== undefined) return place;
  }
  const written = symbol?.startsWith('L') === true ? codePlace(item, symbol, offset) : null;
  if (written !== null || evidence.by.kind !== 'sdk') return written;
  return from(item.source.dependencies, evidence.by.id) ?? null;
}

/** The file and line to annotate for a result: the sources, the configuration, else the package itself. */
export function annotationPlace(item: ReportItem, result: Result): { path: string; line: number } {
  for (const evidence of result.evidence) {
    const place = sourceLine(item, evidence);
    if (place) return place;
  }
  if (result.configLine !== null && item.config !== undefined)
    return { path: item.config, line: result.configLine };
  return { path: item.source?.path ?? item.name, line: 1 };
}
