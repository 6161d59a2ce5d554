// The report as Markdown for a pull request, an issue or a page: what a reviewer needs first, details folded away.
// Everything from a package is escaped; leaves sentences to verdict.ts.
import { partiesOf } from '../model/parties.js';
import type { AppReport } from '../model/report.js';
import { markdownCode, markdownText } from './escape.js';
import { pullRequestComment } from './pull-request.js';
import {
  actorName,
  label,
  NEEDS,
  RUNG_NAMES,
  SECTION_LABELS,
  SECTION_STATES,
  SEVERITIES,
} from '../text/labels.js';
import type { Lang } from '../text/labels.js';

import { flowLines, flowText } from '../text/flows.js';
import type { Reporter, ReportItem } from './reporter.js';
import { placeText, pathSteps } from './terminal-evidence.js';
import { watchName } from '../text/labels.js';
import {
  intervalReason,
  kindsInOrder,
  LADDER_HEIGHT,
  rungStep,
  strongestEvidence,
  suspectedKinds,
  typeSentence,
  unreadSections,
  verdictHeadline,
} from '../text/verdict.js';

const ICONS = { 'strongly-suspected': '🔴', suspected: '🟠', 'not-suspected': '🟢', 'not-rated': '⚪' };

const row = (cells: readonly string[]): string => `| ${cells.join(' | ')} |`;

function kindTable(report: AppReport, lang: Lang): string[] {
  const kinds = kindsInOrder(report);
  if (kinds.length === 0) return [];
  const head =
    lang === 'zh'
      ? ['', '数据', '证据阶梯', '需要程度', '获取者', '分']
      : ['', 'Data', 'Evidence', 'Need', 'Taken by', 'Points'];
  return [
    '',
    row(head),
    row(['---', '---', '---', '---', '---', '---:']),
    ...kinds.map((k) =>
      row([
        ICONS[k.verdict],
        markdownText(k.name[lang]),
        `${rungStep(k.rung)}/${LADDER_HEIGHT} ${label(RUNG_NAMES, k.rung, lang)}`,
        NEEDS[k.need][lang],
        partiesOf(k)
          .map((a) => markdownText(actorName(a, report, lang)))
          .join(', '),
        k.points > 0 ? k.points.toFixed(1) : '',
      ]),
    ),
  ];
}

const reasonLines = (report: AppReport, lang: Lang): string[] => {
  const reason = intervalReason(report, lang);
  return reason === null ? [] : ['', markdownText(reason)];
};

// eslint-disable-next-line complexity, max-lines-per-function -- a page is one list of its parts, each told only where there is one
function appSection(item: ReportItem, lang: Lang): string[] {
  const { report } = item;
  const { app, score } = report;
  const zh = lang === 'zh';
  const name = markdownText(app.label ?? app.package ?? item.name);
  const lines = [`## ${ICONS[report.verdict]} ${name}`, ''];
  const id = [
    app.package === null ? null : markdownCode(app.package),
    app.versionName === null ? null : markdownText(app.versionName),
    app.targetSdk === null ? null : `target SDK ${app.targetSdk}`,
    `SHA-256 ${markdownCode(app.sha256)}`,
  ].filter((x) => x !== null);
  lines.push(id.join(' · '), '');
  lines.push(`**${verdictHeadline(report.verdict, lang)}**`, '');
  lines.push(
    score.rated
      ? zh
        ? `得分 **${score.value.toFixed(1)}** / 100（区间 ${score.low.toFixed(1)}–${score.high.toFixed(1)}，越高越差）`
        : `Score **${score.value.toFixed(1)}** of 100 (between ${score.low.toFixed(1)} and ${score.high.toFixed(1)}; higher is worse)`
      : zh
        ? '得分：无法评级'
        : 'Score: not rated',
    '',
    markdownText(typeSentence(report, lang)),
    ...reasonLines(report, lang),
  );
  for (const kind of suspectedKinds(report).slice(0, 4))
    lines.push('', `- **${markdownText(kind.name[lang])}**: ${markdownText(kind.needBecause[lang])}`);
  lines.push(...kindTable(report, lang));
  const strongest = strongestEvidence(report, 3);
  if (strongest.length) {
    lines.push('', `### ${zh ? '最强证据' : 'Strongest evidence'}`, '');
    strongest.forEach(({ kind, evidence, manifest }, i) => {
      lines.push(
        `${i + 1}. **${markdownText(kind.name[lang])}** ← ${markdownCode(watchName(evidence.what))}`,
      );
      lines.push(
        `   - ${markdownCode(placeText(evidence))}, ${markdownText(actorName(evidence.by, report, lang))}`,
      );
      const steps = pathSteps(evidence, lang);
      if (steps.length) lines.push(`   - ${steps.map(markdownCode).join(' → ')}`);
      if (evidence.flow)
        lines.push(
          `   - ${markdownText(flowText(evidence.flow, lang))}: ${flowLines(evidence.flow, lang).map(markdownCode).join(' → ')}`,
        );
      if (manifest)
        lines.push(`   - ${markdownCode(placeText(manifest))} ${markdownCode(watchName(manifest.what))}`);
    });
  }
  if (report.findings.length) {
    lines.push(
      '',
      '<details>',
      `<summary>${zh ? '检查结果' : 'Findings'} (${report.findings.length})</summary>`,
      '',
    );
    for (const f of report.findings)
      lines.push(
        `- **${SEVERITIES[f.severity][lang]}** ${markdownText(f.text[lang] || f.title[lang])} (${markdownCode(f.ruleId)})${
          f.fix[lang] ? ` — ${markdownText(f.fix[lang])}` : ''
        }`,
      );
    lines.push('', '</details>');
  }
  const unread = unreadSections(report);
  lines.push('', `### ${zh ? '未能读取的内容' : 'What could not be read'}`, '');
  for (const s of unread)
    lines.push(`- ${label(SECTION_LABELS, s.name, lang)}: ${label(SECTION_STATES, s.state, lang)}`);
  for (const n of report.coverage.notes) lines.push(`- ${markdownText(n.text[lang])}`);
  for (const d of report.diagnostics.filter((x) => x.level !== 'note').slice(0, 10))
    lines.push(
      `- ${d.place.entry === '' ? '' : `${markdownCode(d.place.entry)}: `}${markdownText(d.text[lang])}`,
    );
  if (lines.at(-1) === '') lines.push(zh ? '全部内容均已读取。' : 'Everything was read.');
  return lines;
}

/** Code hosts refuse comments over 65,536 characters (GitHub); room is left for a frame around it. */
const LONGEST_COMMENT = 60_000;

const headOf = (item: ReportItem, lang: Lang): string => appSection(item, lang).slice(0, 7).join('\n');

export const markdownReporter: Reporter = {
  id: 'markdown',
  extension: '.md',
  mediaType: 'text/markdown',
  render(items, style) {
    if (items.length > 0 && items.every((item) => item.gate)) return pullRequestComment(items, style.lang);
    const whole = `${items.map((item) => appSection(item, style.lang).join('\n')).join('\n\n')}\n`;
    if (whole.length <= LONGEST_COMMENT) return whole;
    const cut = `${items.map((item) => headOf(item, style.lang)).join('\n\n')}\n`;
    return cut.length <= LONGEST_COMMENT
      ? cut
      : `${cut.slice(0, LONGEST_COMMENT).replace(/\n[^\n]*$/, '')}\n\n…\n`;
  },
};
