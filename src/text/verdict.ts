// The verdict in sentences, shared by every format that shows prose: which data, taken by whom, why that is beyond
// need; the strongest evidence; what was not read. Leaves layout to the formats.
import { rungHeight } from '../model/order.js';
import { RUNGS } from '../model/constants.js';
import { typeReasons } from './type-reasons.js';
import type { AppReport, KindReport, Verdict } from '../model/report.js';
import type { Evidence } from '../model/rule.js';
import { NEEDS } from './labels.js';
import type { Lang } from './labels.js';

const ORDER: Readonly<Record<Verdict, number>> = {
  'strongly-suspected': 0,
  suspected: 1,
  'not-rated': 2,
  'not-suspected': 3,
};

/** Position of a rung on the ladder, 1…6; 0 for a word that is not a rung. */
export const rungStep = (rung: string): number => rungHeight(rung) + 1;
export const LADDER_HEIGHT = RUNGS.length;

/** Kinds as a reader wants them: worst verdict first, then points, then rung, then id. */
export function kindsInOrder(report: AppReport): KindReport[] {
  return [...report.kinds].sort(
    (a, b) =>
      ORDER[a.verdict] - ORDER[b.verdict] ||
      b.points - a.points ||
      rungHeight(b.rung) - rungHeight(a.rung) ||
      (a.kind < b.kind ? -1 : a.kind > b.kind ? 1 : 0),
  );
}

export const suspectedKinds = (report: AppReport): KindReport[] =>
  kindsInOrder(report).filter((k) => k.verdict === 'suspected' || k.verdict === 'strongly-suspected');

/** The tier of need with its reason; the reason alone when it names the tier itself. */
export function needSentence(kind: Pick<KindReport, 'need' | 'needBecause'>, lang: Lang): string {
  const tier = NEEDS[kind.need][lang];
  const because = kind.needBecause[lang];
  return because.includes(tier) ? because : `${tier}${lang === 'zh' ? '：' : ': '}${because}`;
}

/** Headline: "Suspected of collecting more than it needs". */
export function verdictHeadline(verdict: Verdict, lang: Lang): string {
  const zh = {
    'strongly-suspected': '高度涉嫌收集超出所需的个人信息',
    suspected: '涉嫌收集超出所需的个人信息',
    'not-suspected': '未见涉嫌收集超出所需的个人信息',
    'not-rated': '无法评级：可读内容不足以判断',
  };
  const en = {
    'strongly-suspected': 'Strongly suspected of collecting more than it needs',
    suspected: 'Suspected of collecting more than it needs',
    'not-suspected': 'Not suspected of collecting more than it needs',
    'not-rated': 'Not rated: too little could be read to judge',
  };
  return (lang === 'zh' ? zh : en)[verdict];
}

/**
 * The type the app was judged as, with how that was decided.
 * @param hint also say how to set it, for readers who ran the command themselves
 */
// eslint-disable-next-line complexity -- a sentence in two languages for each way a type was found
export function typeSentence(report: AppReport, lang: Lang, hint = true): string {
  const { type } = report;
  const percent = `${Math.round(type.confidence * 100)} %`;
  const why = typeReasons(report, lang);
  if (type.id === 'unknown' || type.source === 'unknown') {
    const weak = lang === 'zh' ? `；迹象不足：${why}` : `; too little speaks for one: ${why}`;
    return lang === 'zh'
      ? `应用类型未知：只计入任何类型都不需要的收集${hint ? '（可用 --type 指定类型）' : ''}${why === '' ? '' : weak}`
      : `Type unknown: only what no type of app needs is counted${hint ? ' (say the type with --type)' : ''}${why === '' ? '' : weak}`;
  }
  const name = type.name[lang];
  if (type.source === 'inferred')
    return lang === 'zh'
      ? `按“${name}”判断（推断得出，置信度 ${percent}${hint ? '；可用 --type 指定' : ''}）；依据：${why}`
      : `Judged as: ${name} (inferred, confidence ${percent}${hint ? '; say --type to set it' : ''}), since ${why}`;
  const source =
    type.source === 'list'
      ? { en: 'from the list', zh: '来自清单文件' }
      : { en: 'as given', zh: '由用户指定' };
  return lang === 'zh' ? `按“${name}”判断（${source.zh}）` : `Judged as: ${name} (${source.en})`;
}

const OPEN_NEEDS: ReadonlySet<string> = new Set(['avoidable', 'beyond', 'red-flag', 'undecided']);

/**
 * What holds for an app of which nothing is suspected. That it takes nothing beyond need is said only where its type is
 * known and no kind is marked otherwise.
 */
export function clearSentence(report: AppReport, lang: Lang): string {
  const zh = lang === 'zh';
  const open = report.kinds.filter((kind) => OPEN_NEEDS.has(kind.need)).length;
  if (report.type.id === 'unknown' || report.type.source === 'unknown') {
    const rows = zh
      ? `；另有 ${open} 类信息是否需要取决于类型，或证据不足以认定涉嫌`
      : ` For ${open} ${open === 1 ? 'kind' : 'kinds'} of data it depends on the type, or the evidence is too weak to suspect the app.`;
    return zh
      ? `应用类型未知，只计入任何类型都不需要的收集，其中未见涉嫌${open > 0 ? rows : ''}。`
      : `Without a type only what no type of app needs is counted; of that, nothing is suspected.${open > 0 ? rows : ''}`;
  }
  if (open > 0)
    return zh
      ? `有 ${open} 类信息可避免或超出需要，但证据不足以认定涉嫌。`
      : `${open} ${open === 1 ? 'kind' : 'kinds'} of data ${open === 1 ? 'is' : 'are'} avoidable or beyond need, but the evidence is too weak to suspect the app.`;
  return zh
    ? '在可读取的内容中，未见超出此类应用所需的收集。'
    : 'Nothing beyond what such an app needs was seen in what could be read.';
}

/** Points of the interval that what could not be read does not account for: below this the reason is not worth a line. */
const WORTH_SAYING = 1;

/**
 * Why the interval of the index reaches as high as it does; null when it is narrow.
 * @param hint also say what to do, for readers who ran the command themselves
 */
export function intervalReason(report: AppReport, lang: Lang, hint = true): string | null {
  const { score, type } = report;
  if (!score.rated) return null;
  const unread = score.widenedBy.reduce((sum, { points }) => sum + points, 0);
  const undecided = report.kinds.some((k) => k.need === 'undecided');
  if (undecided && type.source === 'unknown' && score.high - score.value - unread >= WORTH_SAYING)
    return lang === 'zh'
      ? `应用类型未知，因此区间较宽：若标为“${NEEDS.undecided.zh}”的信息都不是该类型所需，指数可达上限${hint ? '；用 --type 指定类型即可收窄' : ''}`
      : `wide because the type of the app is unknown: the upper end counts the data marked “${NEEDS.undecided.en}” as if such an app needed none of it${hint ? '; --type narrows it' : ''}`;
  if (unread >= WORTH_SAYING)
    return lang === 'zh'
      ? '未能读取的内容使区间变宽，见“未能读取的内容”'
      : 'widened by what could not be read, see there';
  return null;
}

export interface StrongEvidence {
  kind: KindReport;
  evidence: Evidence;
  /** Where the manifest asks for it, when the kind's evidence says so. */
  manifest: Evidence | null;
}

const isManifest = (e: Evidence): boolean => e.place.entry.endsWith('AndroidManifest.xml');

/** The few pieces of evidence that carry the verdict: the strongest of each suspected kind in turn, code first. */
export function strongestEvidence(report: AppReport, most: number): StrongEvidence[] {
  const kinds = suspectedKinds(report);
  const out: StrongEvidence[] = [];
  for (let round = 0; out.length < most && round < most; round++) {
    for (const kind of kinds) {
      const code = kind.evidence.filter((e) => !isManifest(e));
      const manifest = kind.evidence.find(isManifest) ?? null;
      const evidence = code[round] ?? (round === 0 ? manifest : undefined);
      if (evidence && out.length < most)
        out.push({ kind, evidence, manifest: evidence === manifest ? null : manifest });
    }
  }
  return out;
}

/** Sections that were not read whole. */
export const unreadSections = (report: AppReport): { name: string; state: string; because: string[] }[] =>
  Object.entries(report.coverage.sections)
    .filter(([, section]) => section.state !== 'complete')
    .map(([name, section]) => ({ name, ...section }));

/** True when something could not be read: what --strict asks about. */
export const isIncomplete = (report: AppReport): boolean =>
  unreadSections(report).length > 0 ||
  report.diagnostics.some((d) => d.level === 'error') ||
  report.verdict === 'not-rated';

/** Diagnostics of faults that are ours, not the package's. */
export const ownFaults = (report: AppReport): AppReport['diagnostics'] =>
  report.diagnostics.filter(({ code }) => code.startsWith('internal/'));
