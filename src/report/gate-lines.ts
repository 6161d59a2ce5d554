// The gate's answer for people: in the terminal and at the head of a pull-request comment. Pure.
import type { GateProblem, GateResult } from '../model/gate.js';
import { markdownCode, markdownText, plain } from './escape.js';
import type { Lang } from '../text/labels.js';
import { watchName } from '../text/labels.js';
import type { Paint } from './paint.js';
import { placeText } from './terminal-evidence.js';
import { cutMiddle, displayWidth, wrap } from './width.js';

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

/** Lines for the terminal, with a margin of two. */
export function gateLines(gate: GateResult, lang: Lang, width: number, paint: Paint): string[] {
  const verdict = gate.passed ? 'not-suspected' : 'strongly-suspected';
  const title = gateHeadline(gate, lang);
  const lines = [''];
  if (displayWidth(title) + 6 <= width) lines.push(`  ${paint.badge(verdict, title)}`);
  else for (const line of wrap(title, width - 2)) lines.push(`  ${paint.verdict(verdict, line)}`);
  for (const line of wrap(plain(comparedText(gate, lang)), width - 2)) lines.push(`  ${paint.faint(line)}`);
  for (const problem of gate.problems) {
    const mark = problem.level === 'fail' ? paint.bad('✖') : paint.warn('!');
    const [first = '', ...rest] = wrap(plain(problem.text[lang], 1000), width - 6);
    lines.push('', `  ${mark} ${problem.level === 'fail' ? paint.strong(first) : first}`);
    for (const line of rest) lines.push(`    ${line}`);
    if (problem.cause)
      for (const line of wrap(plain(problem.cause[lang]), width - 6)) lines.push(`    ${line}`);
    for (const e of problem.evidence.slice(0, 2))
      lines.push(`    ${paint.faint(cutMiddle(`${placeText(e)}  ${plain(watchName(e.what))}`, width - 6))}`);
    for (const fix of problem.fixes.slice(0, 3))
      for (const line of wrap(`→ ${plain(fix.text[lang])} (${change(fix, lang)})`, width - 6))
        lines.push(`    ${paint.good(line)}`);
  }
  for (const text of suppressed(gate, lang))
    for (const line of wrap(plain(text), width - 4)) lines.push(`  ${paint.faint(line)}`);
  return lines;
}

/** The same as Markdown. */
export function gateMarkdown(gate: GateResult, lang: Lang): string[] {
  const lines = [
    `## ${gate.passed ? '✅' : '❌'} ${gateHeadline(gate, lang)}`,
    '',
    markdownText(comparedText(gate, lang)),
    '',
  ];
  for (const problem of gate.problems) {
    lines.push(
      `- ${problem.level === 'fail' ? '❌' : '⚠️'} **${markdownText(problem.text[lang])}** (${markdownCode(problem.code)})`,
    );
    if (problem.cause) lines.push(`  - ${markdownText(problem.cause[lang])}`);
    for (const e of problem.evidence.slice(0, 2))
      lines.push(`  - ${markdownCode(placeText(e))} ${markdownCode(watchName(e.what))}`);
    for (const fix of problem.fixes.slice(0, 3))
      lines.push(`  - 🔧 ${markdownText(fix.text[lang])} (${change(fix, lang)})`);
  }
  for (const text of suppressed(gate, lang)) lines.push(`- 🔕 ${markdownText(text)}`);
  if (gate.problems.length > 0 || gate.suppressions.length > 0) lines.push('');
  return lines;
}
