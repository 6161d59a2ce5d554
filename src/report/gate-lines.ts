// The gate's answer for people: in the terminal and at the head of a pull-request comment. Pure.
import type { GateProblem, GateResult } from '../model/gate.js';
import { markdownCode, markdownText, plain } from './escape.js';
import type { Lang } from '../text/labels.js';
import { watchName } from '../text/labels.js';
import type { Paint } from './paint.js';
import { placeText } from './terminal-evidence.js';
import { cutEnd, cutMiddle, displayWidth, wrap } from './width.js';

const change = (fix: GateProblem['fixes'][number], lang: Lang): string => {
  const difference = fix.score.after - fix.score.before;
  const sign = difference > 0 ? '+' : difference < 0 ? '−' : '±';
  const number = `${sign}${Math.abs(difference).toFixed(1)}`;
  return lang === 'zh' ? `得分 ${number}` : `score ${number}`;
};

/** Whether the gate passed, with counts. */
export const gateHeadline = (gate: GateResult, lang: Lang): string => {
  const fails = gate.problems.filter((p) => p.level === 'fail').length;
  const warns = gate.problems.length - fails;
  if (lang === 'zh')
    return gate.passed
      ? `检查通过${warns ? `（${warns} 条提醒）` : ''}`
      : `检查未通过：${fails} 个问题${warns ? `，${warns} 条提醒` : ''}`;
  return gate.passed
    ? `Gate passed${warns ? ` with ${warns} warning${warns > 1 ? 's' : ''}` : ''}`
    : `Gate failed: ${fails} problem${fails > 1 ? 's' : ''}${warns ? ` and ${warns} warning${warns > 1 ? 's' : ''}` : ''}`;
};

const comparedText = (gate: GateResult, lang: Lang): string => {
  const words: [boolean, string, string][] = [
    [gate.compared.baseline, 'baseline', '基线'],
    [gate.compared.purposes, 'purposes', '目的声明'],
    [gate.compared.sdks, 'expected SDKs', 'SDK 清单'],
    [gate.compared.threshold, 'threshold', '阈值'],
  ];
  const with_ = words.filter(([on]) => on).map(([, en, zh]) => (lang === 'zh' ? zh : en));
  if (with_.length === 0)
    return lang === 'zh'
      ? '没有可比较的内容：请用 overreach init 写配置，或用 --write-baseline 写基线'
      : 'compared with nothing: write a configuration with overreach init, or a baseline with --write-baseline';
  return lang === 'zh' ? `比较对象：${with_.join('、')}` : `compared with: ${with_.join(', ')}`;
};

const suppressed = (gate: GateResult, lang: Lang): string[] =>
  gate.suppressions
    .filter((s) => s.used > 0 && !s.expired)
    .map((s) => {
      const what = [s.data, s.rule, s.by].filter((x) => x !== null).join(' / ');
      return lang === 'zh'
        ? `例外：${what}，至 ${s.expires}，${s.owner}：${s.reason}`
        : `suppressed: ${what} until ${s.expires}, ${s.owner}: ${s.reason}`;
    });

/** Which problems fail, each named once with its count: "new-data ×2, threshold-crossed". */
export function failingCodes({ problems }: GateResult): string {
  const counts = new Map<string, number>();
  for (const p of problems) if (p.level === 'fail') counts.set(p.code, (counts.get(p.code) ?? 0) + 1);
  return [...counts].map(([code, n]) => (n > 1 ? `${code} ×${n}` : code)).join(', ');
}

/** One problem: what, who brought it, where, how to end it; failures with more of each than warnings. */
function problemLines(problem: GateProblem, lang: Lang, width: number, paint: Paint, all: boolean): string[] {
  const fails = problem.level === 'fail';
  const mark = fails ? paint.bad('✖') : paint.warn('!');
  const [first = '', ...rest] = wrap(plain(problem.text[lang], 1000), width - 6);
  const lines = [`  ${mark} ${fails ? paint.strong(first) : first}`, ...rest.map((line) => `    ${line}`)];
  if (problem.cause)
    for (const line of wrap(plain(problem.cause[lang]), width - 6)) lines.push(`    ${line}`);
  for (const e of problem.evidence.slice(0, all ? 2 : fails ? 1 : 0))
    lines.push(`    ${paint.faint(cutMiddle(`${placeText(e)}  ${plain(watchName(e.what))}`, width - 6))}`);
  for (const fix of problem.fixes.slice(0, all ? 3 : 1))
    for (const line of wrap(`→ ${plain(fix.text[lang])} (${change(fix, lang)})`, width - 6))
      lines.push(`    ${paint.good(line)}`);
  return lines;
}

/** Lines of problems that leave room for the head and the verdict in a window of 30. */
const MOST_PROBLEM_LINES = 17;

/** Lines for the terminal, with a margin of two; as many problems as a window holds, unless all are asked for. */
// eslint-disable-next-line complexity -- a page is one list of its parts, each told only where there is one
export function gateLines(gate: GateResult, lang: Lang, width: number, paint: Paint, all: boolean): string[] {
  const verdict = gate.passed ? 'not-suspected' : 'strongly-suspected';
  const title = gateHeadline(gate, lang);
  const lines = [''];
  if (displayWidth(title) + 6 <= width) lines.push(`  ${paint.badge(verdict, title)}`);
  else for (const line of wrap(title, width - 2)) lines.push(`  ${paint.verdict(verdict, line)}`);
  for (const line of wrap(plain(comparedText(gate, lang)), width - 2)) lines.push(`  ${paint.faint(line)}`);
  lines.push('');
  let used = 0;
  let left = 0;
  for (const [i, problem] of gate.problems.entries()) {
    const block = problemLines(problem, lang, width, paint, all);
    if (!all && i > 0 && (left > 0 || used + block.length > MOST_PROBLEM_LINES)) left++;
    else {
      lines.push(...(all || i === 0 ? block : block.slice(0, MOST_PROBLEM_LINES - used)));
      used += block.length;
    }
  }
  if (left > 0)
    lines.push(
      `  ${paint.warn(cutEnd(lang === 'zh' ? `! 另有 ${left} 条，用 --all 列出` : `! and ${left} more; --all lists them`, width - 2))}`,
    );
  const accepted = suppressed(gate, lang);
  if (all || accepted.length <= 1)
    for (const text of accepted)
      for (const line of wrap(plain(text), width - 4)) lines.push(`  ${paint.faint(line)}`);
  else
    lines.push(
      `  ${paint.faint(lang === 'zh' ? `例外：${accepted.length} 条，用 --all 列出` : `suppressed: ${accepted.length}; --all lists them`)}`,
    );
  return lines;
}

/** One problem for a pull request, in at most four lines. */
export function problemMarkdown(problem: GateProblem, lang: Lang): string[] {
  const lines = [
    `- ${problem.level === 'fail' ? '❌' : '⚠️'} **${markdownText(problem.text[lang])}** (${markdownCode(problem.code)})`,
  ];
  if (problem.cause) lines.push(`  - ${markdownText(problem.cause[lang])}`);
  const [strongest] = problem.evidence;
  if (strongest)
    lines.push(`  - ${markdownCode(placeText(strongest))} ${markdownCode(watchName(strongest.what))}`);
  const [fix] = problem.fixes;
  if (fix) lines.push(`  - 🔧 ${markdownText(fix.text[lang])} (${change(fix, lang)})`);
  return lines;
}

/** The head of an app's answer, without a line that is empty. */
export const gateHeadMarkdown = (gate: GateResult, lang: Lang): [string, string] => [
  `${gate.passed ? '✅' : '❌'} ${gateHeadline(gate, lang)}`,
  markdownText(comparedText(gate, lang)),
];

export const acceptedMarkdown = (gate: GateResult, lang: Lang): string[] =>
  suppressed(gate, lang).map((text) => `- 🔕 ${markdownText(text)}`);
