// The comment under a pull request: at most sixty lines for any number of packages and problems. What is new, who brought
// it, where, how to end it; the rest is counted. Everything from a package is escaped by those who write the lines.
import { coordinateIn } from '../model/coordinate.js';
import type { GateProblem } from '../model/gate.js';
import type { Lang } from '../text/labels.js';
import { verdictHeadline } from '../text/verdict.js';
import { markdownText } from './escape.js';
import { acceptedMarkdown, gateHeadMarkdown, problemMarkdown } from './gate-lines.js';
import type { ReportItem } from './reporter.js';

export const MOST_COMMENT_LINES = 60;
/** Kept for what is said after the problems: what was left out, and why a coordinate may be missing. */
const RESERVED = 6;
/** The least that an app is told with: its head, and one problem. */
const LEAST = 10;
/** Names of packages in one line. */
const MOST_NAMES = 10;

const nameOf = ({ report, name }: ReportItem): string =>
  markdownText(report.app.label ?? report.app.package ?? name);

/** One app within so many lines. */
function section(item: ReportItem, lang: Lang, room: number): string[] {
  const gate = item.gate!;
  const { app, score, verdict } = item.report;
  const [head, compared] = gateHeadMarkdown(gate, lang);
  const id = [nameOf(item), app.versionName === null ? null : markdownText(app.versionName)].filter(Boolean);
  const points = score.rated ? ` · ${score.value.toFixed(1)} / 100` : '';
  const lines = [
    `## ${head}`,
    '',
    `**${id.join(' ')}** · ${verdictHeadline(verdict, lang)}${points} · ${compared}`,
    '',
  ];
  const left: GateProblem[] = [];
  for (const problem of gate.problems) {
    const block = problemMarkdown(problem, lang);
    if (left.length > 0 || lines.length + block.length > room - 2) left.push(problem);
    else lines.push(...block);
  }
  if (left.length > 0) lines.push(`- ${leftOut(left, lang)}`);
  const accepted = acceptedMarkdown(gate, lang);
  if (lines.length + accepted.length < room) lines.push(...accepted);
  else if (lines.length < room - 1 && accepted.length > 0)
    lines.push(lang === 'zh' ? `- 🔕 例外 ${accepted.length} 条` : `- 🔕 ${accepted.length} suppressed`);
  lines.push('');
  return lines;
}

/** "and 12 more: new-data ×9, purpose-not-found ×3". */
function leftOut(left: readonly GateProblem[], lang: Lang): string {
  const counts = new Map<string, number>();
  for (const { code } of left) counts.set(code, (counts.get(code) ?? 0) + 1);
  const codes = [...counts]
    .map(([code, n]) => (n > 1 ? `${code} ×${n}` : code))
    .join(lang === 'zh' ? '、' : ', ');
  return lang === 'zh' ? `另有 ${left.length} 条：${codes}` : `and ${left.length} more: ${codes}`;
}

/** Why an SDK may stand without a coordinate, where one does. */
function coordinateNote(items: readonly ReportItem[], lang: Lang): string[] {
  const lacks = items.some(({ gate, report }) =>
    gate!.problems.some((p) => {
      const sdk = report.sdks.find(({ id }) => id === p.by);
      return p.level === 'fail' && sdk !== undefined && coordinateIn(sdk) === null;
    }),
  );
  if (!lacks) return [];
  return [
    lang === 'zh'
      ? '_没有写出依赖坐标的 SDK：安装包中没有其版本文件，而签名块中的依赖清单经过加密、只有 Google 能读。`./gradlew app:dependencies` 可查出由谁引入。_'
      : '_An SDK without a coordinate left no version file in the package, and the dependency list in the signing block is encrypted for Google alone. `./gradlew app:dependencies` tells what brings it._',
    '',
  ];
}

/** @param items all with a gate */
export function pullRequestComment(items: readonly ReportItem[], lang: Lang): string {
  const order = [...items].sort((a, b) => Number(a.gate!.passed) - Number(b.gate!.passed));
  const lines: string[] = [];
  const untold: ReportItem[] = [];
  order.forEach((item, i) => {
    const free = MOST_COMMENT_LINES - RESERVED - lines.length;
    if (free < LEAST) untold.push(item);
    else
      lines.push(...section(item, lang, Math.max(LEAST, Math.floor(free / Math.min(order.length - i, 4)))));
  });
  if (untold.length > 0) {
    const failed = untold.filter(({ gate }) => !gate!.passed);
    const names = (failed.length > 0 ? failed : untold).slice(0, MOST_NAMES).map(nameOf);
    const more = (failed.length > 0 ? failed : untold).length > MOST_NAMES ? ', …' : '';
    lines.push(
      lang === 'zh'
        ? `另有 ${untold.length} 个安装包，其中 ${failed.length} 个未通过：${names.join('、')}${more}`
        : `and ${untold.length} more packages, ${failed.length} of which failed: ${names.join(', ')}${more}`,
      '',
    );
  }
  lines.push(...coordinateNote(items, lang));
  while (lines.at(-1) === '') lines.pop();
  return `${lines.join('\n')}\n`;
}
