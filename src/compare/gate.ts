// A report against what the team said and knew: purposes both ways, baseline, threshold, SDKs, suppressions. Pure.
// Fails only on what is new or never declared; everything else is told as a warning.
import { compareText, rungHeight } from '../model/order.js';
import type { Text } from '../model/catalogue.js';
import type { Baseline, Fix, GateProblem, GateResult, ProblemCode, Purpose } from '../model/gate.js';
import { APP_PARTY, UNATTRIBUTED_PARTY } from '../model/gate.js';
import type { Party } from '../model/gate.js';
import type { AppReport } from '../model/report.js';
import type { Evidence } from '../model/rule.js';
import { likelyCause } from './cause.js';
import type { ManifestBlame } from './cause.js';
import { isTaken, takersOf } from './takers.js';
import type { Taker } from './takers.js';

export interface GateInput {
  purposes: readonly Purpose[] | null;
  baseline: Baseline | null;
  /** Ids of the SDKs expected inside; null = not said. */
  sdks: readonly string[] | null;
  /** What the threshold was, when it was crossed; null = not crossed or none given. */
  crossed: string | null;
  hasThreshold: boolean;
  fixes: readonly Fix[];
  blame: ManifestBlame;
  /** A purpose that nobody wrote yet fails. */
  strict?: boolean;
}

/** What "overreach init" leaves for people to fill in. */
const UNFINISHED = /^\s*TODO(?!\w)/i;

/** Pieces of evidence kept per problem. */
const MOST_EVIDENCE = 5;

/** The threshold is about the whole score: the fixes that lower it most. */
const bestFixes = (fixes: readonly Fix[]): Fix[] =>
  [...fixes]
    .filter((f) => f.score.after < f.score.before)
    .sort((a, b) => a.score.after - b.score.after || compareText(a.text.en, b.text.en))
    .slice(0, 5);

const covers = (purpose: Purpose, taker: Taker): boolean =>
  purpose.data === taker.data &&
  (purpose.by.length === 0 ? taker.by === APP_PARTY : purpose.by.includes(taker.by));

const partyText = (by: Party, report: AppReport): Text => {
  if (by === APP_PARTY) return { en: 'the app itself', zh: '应用自身' };
  if (by === UNATTRIBUTED_PARTY) return { en: 'unattributed code', zh: '归属不明的代码' };
  const name = report.sdks.find((s) => s.id === by)?.name ?? by;
  return { en: name, zh: name };
};

const RUNG_TEXT: Readonly<Record<string, Text>> = {
  declared: { en: 'only declared', zh: '仅声明' },
  implied: { en: 'implied', zh: '系统隐含' },
  present: { en: 'code present', zh: '存在代码' },
  reachable: { en: 'code can run', zh: '可被执行' },
  startup: { en: 'runs at start-up', zh: '启动即执行' },
  leaves: { en: 'sent on', zh: '被传出' },
};

const dottedClass = (e: Evidence): string | null => {
  const symbol = e.place.symbol;
  if (!symbol?.startsWith('L')) return null;
  return symbol.slice(1).replace(/;.*$/s, '').replaceAll('/', '.');
};

const isUnder = (name: string, prefix: string): boolean => {
  const stem = prefix.replace(/\.?\*+$/, '');
  return name === stem || name.startsWith(`${stem}.`) || name.startsWith(`${stem}$`);
};

/** Compares; suppressed takers are no longer in the report, `report.suppressions` says what was taken out. */
// eslint-disable-next-line max-lines-per-function -- one check after another, which share how a problem is made
export function checkGate(report: AppReport, input: GateInput): GateResult {
  const problems: GateProblem[] = [];
  const takers = takersOf(report);
  const known = input.baseline ? new Set(input.baseline.sdks) : null;
  const add = (
    code: ProblemCode,
    level: 'fail' | 'warn',
    text: Text,
    about: { data?: string; by?: Party; taker?: Taker; evidence?: Evidence[]; line?: number } = {},
    // eslint-disable-next-line complexity -- a literal: what a problem is about comes from the caller or from the taker
  ): void => {
    const data = about.data ?? about.taker?.data ?? null;
    const by = about.by ?? about.taker?.by ?? null;
    const evidence = (about.evidence ?? about.taker?.evidence ?? []).slice(0, MOST_EVIDENCE);
    problems.push({
      code,
      level,
      fingerprint: [code, data, by].filter((x) => x !== null).join(':'),
      data,
      by,
      text,
      cause: about.taker
        ? likelyCause(about.taker.actor, evidence, about.taker.data, report, input.blame, known)
        : null,
      evidence,
      fixes:
        code === 'threshold-crossed'
          ? bestFixes(input.fixes)
          : data === null || level === 'warn'
            ? []
            : input.fixes.filter((f) => f.data === data && (f.by === null || f.by === by)),
      configLine: about.line ?? null,
    });
  };
  checkBaseline(report, takers, input, add);
  checkPurposes(report, takers, input, add);
  checkSdks(report, input, add);
  if (input.crossed !== null)
    add('threshold-crossed', 'fail', {
      en: `the threshold ${input.crossed} is crossed: score ${report.score.value.toFixed(1)}, ${report.verdict}`,
      zh: `达到阈值 ${input.crossed}：得分 ${report.score.value.toFixed(1)}，结论 ${report.verdict}`,
    });
  if (report.verdict === 'not-rated')
    add('not-rated', 'warn', {
      en: 'too little could be read to rate this package; the comparison is not complete',
      zh: '可读取的内容太少，无法评级；比较并不完整',
    });
  for (const s of report.suppressions ?? []) {
    const what = [s.data, s.rule, s.by].filter((x) => x !== null).join(' / ');
    if (s.expired)
      add(
        'suppression-expired',
        'fail',
        {
          en: `the suppression of ${what} expired on ${s.expires} (${s.owner})`,
          zh: `对 ${what} 的例外已于 ${s.expires} 到期（${s.owner}）`,
        },
        {
          line: s.line,
          ...(s.data === null ? {} : { data: s.data }),
          ...(s.by === null ? {} : { by: s.by }),
        },
      );
    else if (s.used === 0)
      add(
        'suppression-unused',
        'warn',
        { en: `the suppression of ${what} suppresses nothing any more`, zh: `对 ${what} 的例外已不再起作用` },
        {
          line: s.line,
          ...(s.data === null ? {} : { data: s.data }),
          ...(s.by === null ? {} : { by: s.by }),
        },
      );
  }
  problems.sort(
    (a, b) =>
      compareText(a.level, b.level) ||
      compareText(a.code, b.code) ||
      compareText(a.data ?? '', b.data ?? '') ||
      compareText(a.by ?? '', b.by ?? ''),
  );
  return {
    passed: problems.every((p) => p.level !== 'fail'),
    problems,
    suppressions: [...(report.suppressions ?? [])],
    compared: {
      purposes: input.purposes !== null,
      baseline: input.baseline !== null,
      threshold: input.hasThreshold,
      sdks: input.sdks !== null,
    },
  };
}

type Add = (
  code: ProblemCode,
  level: 'fail' | 'warn',
  text: Text,
  about?: { data?: string; by?: Party; taker?: Taker; evidence?: Evidence[]; line?: number },
) => void;

function checkBaseline(report: AppReport, takers: readonly Taker[], input: GateInput, add: Add): void {
  const { baseline } = input;
  if (!baseline) return;
  for (const taker of takers) {
    const name = taker.kind.name;
    const ofKind = baseline.entries.filter((e) => e.data === taker.data);
    const before = ofKind.find((e) => e.by === taker.by);
    const who = partyText(taker.by, report);
    const rung = RUNG_TEXT[taker.rung]!;
    if (before && rungHeight(taker.rung) > rungHeight(before.rung)) {
      const was = RUNG_TEXT[before.rung]!;
      add(
        'higher-rung',
        'fail',
        {
          en: `${name.en} by ${who.en} went up the ladder: ${was.en} → ${rung.en}`,
          zh: `${name.zh}（${who.zh}）的证据升级：${was.zh} → ${rung.zh}`,
        },
        { taker },
      );
    }
    if (before || input.purposes?.some((p) => covers(p, taker))) continue;
    if (ofKind.length === 0)
      add(
        'new-data',
        'fail',
        { en: `${name.en} is new (${who.en}, ${rung.en})`, zh: `新增${name.zh}（${who.zh}，${rung.zh}）` },
        { taker },
      );
    else
      add(
        'new-party',
        'fail',
        {
          en: `${name.en} is now also taken by ${who.en} (${rung.en})`,
          zh: `${name.zh}新增获取方：${who.zh}（${rung.zh}）`,
        },
        { taker },
      );
  }
}

// eslint-disable-next-line complexity, max-lines-per-function -- who is covered, where, and what is left over: one reading of the list of purposes
function checkPurposes(report: AppReport, takers: readonly Taker[], input: GateInput, add: Add): void {
  const { purposes } = input;
  if (!purposes) return;
  const isKnown = (taker: Taker): boolean =>
    input.baseline?.entries.some((e) => e.data === taker.data && e.by === taker.by) === true;
  for (const taker of takers) {
    const ofKind = purposes.filter((p) => p.data === taker.data);
    const covering = ofKind.filter((p) => covers(p, taker));
    const name = taker.kind.name;
    const who = partyText(taker.by, report);
    if (covering.length === 0) {
      // Where a baseline is kept, what it holds was accepted once and what it lacks fails as new already.
      const level = input.baseline ? 'warn' : 'fail';
      if (input.baseline && !isKnown(taker)) continue;
      if (!isTaken(taker.rung)) {
        if (ofKind.length === 0)
          add(
            'declared-permission-without-purpose',
            'warn',
            {
              en: `a permission for ${name.en} is asked for, and no purpose declares it`,
              zh: `申请了与${name.zh}相关的权限，但没有声明目的`,
            },
            { taker },
          );
      } else if (ofKind.length === 0)
        add(
          'undeclared-data',
          level,
          {
            en: `${name.en} is taken by ${who.en}, and no purpose declares it`,
            zh: `${who.zh}获取了${name.zh}，但没有声明目的`,
          },
          { taker },
        );
      else
        add(
          'undeclared-party',
          level,
          {
            en: `${name.en} is taken by ${who.en}, in whose name no purpose declares it`,
            zh: `${who.zh}获取了${name.zh}，但声明的目的不包括该方`,
          },
          { taker, line: ofKind[0]!.line },
        );
      continue;
    }
    const places = covering.flatMap((p) => p.where);
    if (places.length === 0 || covering.some((p) => p.where.length === 0)) continue;
    const outside = taker.evidence.filter((e) => {
      const name = dottedClass(e);
      return name !== null && !places.some((prefix) => isUnder(name, prefix));
    });
    if (outside.length > 0)
      add(
        'taken-elsewhere',
        'warn',
        {
          en: `${name.en} is taken by ${who.en} outside the places declared`,
          zh: `${who.zh}在声明的位置之外获取了${name.zh}`,
        },
        { taker, evidence: outside, line: covering[0]!.line },
      );
  }
  if (input.strict === true)
    for (const purpose of purposes.filter((p) => UNFINISHED.test(p.feature) || UNFINISHED.test(p.why)))
      add(
        'purpose-unfinished',
        'fail',
        {
          en: `the purpose of ${purpose.data} still says TODO: write which feature needs it, and why`,
          zh: `${purpose.data} 的目的仍是 TODO：请写明哪个功能需要它以及原因`,
        },
        { data: purpose.data, line: purpose.line },
      );
  // Without code nothing can be found missing: a source manifest only says what is asked for.
  if (report.coverage.sections['code']?.state === 'missing') return;
  for (const purpose of purposes) {
    const found = takers.some((t) => t.data === purpose.data && covers(purpose, t));
    if (!found)
      add(
        'purpose-not-found',
        'warn',
        {
          en: `${purpose.data} is declared for "${purpose.feature}", and nothing in the package takes it`,
          zh: `为“${purpose.feature}”声明了 ${purpose.data}，但安装包中没有发现`,
        },
        { data: purpose.data, line: purpose.line },
      );
  }
}

function checkSdks(report: AppReport, input: GateInput, add: Add): void {
  if (!input.sdks) return;
  const inside = new Map(report.sdks.map((s) => [s.id, s]));
  for (const sdk of inside.values()) {
    if (input.sdks.includes(sdk.id)) continue;
    const known = input.baseline?.sdks.includes(sdk.id) === true;
    add(
      'unexpected-sdk',
      known ? 'warn' : 'fail',
      { en: `the SDK ${sdk.name} is not expected`, zh: `出现未列入的 SDK ${sdk.name}` },
      { by: sdk.id },
    );
  }
  if (report.coverage.sections['code']?.state === 'missing') return;
  for (const id of input.sdks)
    if (!inside.has(id))
      add(
        'expected-sdk-missing',
        'warn',
        { en: `the SDK ${id} is expected and was not found`, zh: `应有的 SDK ${id} 未找到` },
        { by: id },
      );
}
