// Takings as results of lists: one for each party and kind of data beyond need, and what the team accepted. Findings that
// explain a taking are told with it, never beside it. Pure; leaves each format's own words to its file.
import type { Text } from '../model/catalogue.js';
import { partyOf } from '../model/gate.js';
import { partiesOf } from '../model/parties.js';
import type { AppReport, KindActor, KindReport, Need, Verdict } from '../model/report.js';
import type { Severity } from '../model/rule.js';
import { kindSentence } from '../text/takings.js';
import { needSentence } from '../text/verdict.js';
import type { ReportItem } from './reporter.js';
import { resultsOf, type Result, type ResultRule } from './results.js';

/** Needs that an app can be asked about; what it needs is nobody's alert. */
const IN_EXCESS: ReadonlySet<Need> = new Set(['avoidable', 'beyond', 'red-flag']);
const SEVERITY: Readonly<Record<Verdict, Severity>> = {
  'strongly-suspected': 'high',
  suspected: 'medium',
  'not-suspected': 'low',
  'not-rated': 'low',
};
const WORST: readonly Verdict[] = ['strongly-suspected', 'suspected', 'not-rated', 'not-suspected'];
/** Pieces of evidence of one result. */
const MOST_EVIDENCE = 10;

export const takingRule = (kind: string): string => `taking/${kind}`;

const both = (make: (lang: 'en' | 'zh') => string): Text => ({ en: make('en'), zh: make('zh') });

/** Parties as the gate counts them: code of several unknown packages is one party. */
function byParty(kind: KindReport): Map<string, KindActor[]> {
  const parties = new Map<string, KindActor[]>();
  for (const actor of partiesOf(kind)) {
    const party = partyOf(actor);
    const list = parties.get(party);
    if (list) list.push(actor);
    else parties.set(party, [actor]);
  }
  return parties;
}

/** How to end it, as the checks that explain the kind advise. */
function adviceOf(kind: KindReport, report: AppReport): Text | null {
  const fixes = report.findings.filter((f) => f.kinds.includes(kind.kind) && f.fix.en !== '');
  const texts = [...new Map(fixes.map((f) => [f.fix.en, f.fix])).values()].slice(0, 2);
  if (texts.length === 0) return null;
  return { en: texts.map((t) => t.en).join(' '), zh: texts.map((t) => t.zh).join('') };
}

/** One result for each party and kind beyond need, in the order of the report. */
export function takingResults(item: ReportItem): Result[] {
  const { report } = item;
  return report.kinds.flatMap((kind) =>
    [...byParty(kind)].flatMap(([party, actors]): Result[] => {
      const verdict = WORST.find((v) => actors.some((a) => a.verdict === v)) ?? 'not-suspected';
      const open = verdict === 'suspected' || verdict === 'strongly-suspected';
      if (!open && !actors.some((a) => IN_EXCESS.has(a.need))) return [];
      const one: KindReport = { ...kind, actors };
      const [first] = actors;
      const at = actors.flatMap((a) => [a.evidence, ...(a.also ?? []).map((other) => other.evidence)]).flat();
      return [
        {
          ruleId: takingRule(kind.kind),
          severity: SEVERITY[verdict],
          fails: item.gate === undefined && open,
          text: both((lang) => {
            const why = needSentence(first!, lang);
            return `${kindSentence(one, report, lang)}${lang === 'zh' ? '。' : '. '}${why}`;
          }),
          help: adviceOf(kind, report),
          fingerprint: `taking:${kind.kind}:${party}`,
          evidence: [...new Set(at)].flatMap((i) => kind.evidence[i] ?? []).slice(0, MOST_EVIDENCE),
          configLine: null,
        },
      ];
    }),
  );
}

/** What the team accepted and what it took out: told, and marked as accepted. */
export function acceptedResults({ report }: ReportItem): Result[] {
  return (report.suppressions ?? [])
    .filter((s) => s.used > 0 && !s.expired)
    .map((s): Result => {
      const what = [s.data, s.rule, s.by].filter((x) => x !== null).join(' / ');
      return {
        ruleId: s.rule ?? takingRule(s.data ?? ''),
        severity: 'info',
        fails: false,
        text: { en: `accepted: ${what}`, zh: `已接受：${what}` },
        help: null,
        fingerprint: `accepted:${what}`,
        evidence: [],
        configLine: s.line,
        accepted: {
          en: `${s.reason} (${s.owner}, until ${s.expires})`,
          zh: `${s.reason}（${s.owner}，至 ${s.expires}）`,
        },
      };
    });
}

/**
 * Everything to list about an app, each taking once: the gate's problems, the takings, the findings about anything else,
 * and what was accepted.
 */
export function listedResults(item: ReportItem): Result[] {
  const takings = takingResults(item);
  const told = new Set(takings.map((r) => r.ruleId));
  const explains = new Set(
    item.report.findings
      .filter((f) => f.kinds.some((k) => told.has(takingRule(k))))
      .map((f) => f.fingerprint),
  );
  const [problems, findings] = [true, false].map((gate) =>
    resultsOf(item).filter((r) => r.ruleId.startsWith('gate/') === gate),
  );
  return [
    ...problems!,
    ...takings,
    ...findings!.filter((r) => !explains.has(r.fingerprint)),
    ...acceptedResults(item),
  ];
}

/** The rules of takings: one for each kind that the reports have, whether it became a result or not. */
export function takingRules(items: readonly ReportItem[]): ResultRule[] {
  const rules = new Map<string, ResultRule>();
  for (const { report } of items) {
    for (const kind of report.kinds) {
      const id = takingRule(kind.kind);
      const fix = adviceOf(kind, report);
      const known = rules.get(id);
      if (known && (known.fix !== null || fix === null)) continue;
      rules.set(id, {
        id,
        title: {
          en: `Takes more than it needs: ${kind.name.en}`,
          zh: `收集超出所需：${kind.name.zh}`,
        },
        why: WHY,
        fix,
        severity: 'high',
        references: [],
      });
    }
    for (const s of report.suppressions ?? [])
      if (s.data !== null && s.rule === null && !rules.has(takingRule(s.data)))
        rules.set(takingRule(s.data), {
          id: takingRule(s.data),
          title: { en: `Takes more than it needs: ${s.data}`, zh: `收集超出所需：${s.data}` },
          why: WHY,
          fix: null,
          severity: 'high',
          references: [],
        });
  }
  return [...rules.values()];
}

const WHY: Text = {
  en: 'The app, or code that others wrote, can take this kind of personal data, and an app of its type does not need it. Said of the package alone: what a server does with it is not seen.',
  zh: '应用或其中的第三方代码能够获取此类个人信息，而此类应用并不需要。结论仅依据安装包得出，服务器如何使用不在可见范围。',
};
