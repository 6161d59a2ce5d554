// The difference of two reports for people: in the terminal and as Markdown. Pure; leaves comparing to compare/diff.ts.
import type { Text } from '../model/catalogue.js';
import type { KindChange, ReportDiff } from '../model/gate.js';
import type { Evidence } from '../model/rule.js';
import { markdownCode, markdownText, plain } from './escape.js';
import { label, NEEDS, RUNG_NAMES, VERDICTS, watchName } from '../text/labels.js';
import type { Lang } from '../text/labels.js';
import { openPaint } from './paint.js';
import type { Style } from './reporter.js';
import { placeText } from './terminal-evidence.js';
import { cutMiddle, wrap } from './width.js';

interface Line {
  sign: '+' | '-' | '~';
  text: string;
  cause: Text | null;
  evidence: readonly Evidence[];
}
interface Part {
  title: Text;
  lines: Line[];
}

const rung = (id: string, lang: Lang): string => label(RUNG_NAMES, id, lang);
const none = { cause: null, evidence: [] };

// eslint-disable-next-line max-lines-per-function -- a page is one list of its parts
function partsOf(diff: ReportDiff, lang: Lang): Part[] {
  const kind = (sign: '+' | '-', k: KindChange): Line => ({
    sign,
    text: `${k.name[lang]} (${rung(k.rung, lang)}, ${NEEDS[k.need][lang]})`,
    cause: k.cause,
    evidence: sign === '+' ? k.evidence : [],
  });
  const newKinds = new Set(diff.kinds.added.map((k) => k.data));
  const goneKinds = new Set(diff.kinds.removed.map((k) => k.data));
  const party = (t: ReportDiff['takers']['added'][number]): string =>
    `${t.name[lang]} ← ${t.by.kind === 'app' ? (lang === 'zh' ? '应用自身' : 'the app itself') : t.by.id || t.by.kind} (${rung(t.rung, lang)})`;
  const parts: Part[] = [
    {
      title: { en: 'Kinds of data', zh: '数据类型' },
      lines: [
        ...diff.kinds.added.map((k) => kind('+', k)),
        ...diff.kinds.changed.map((k): Line => ({
          sign: '~',
          text: `${k.name[lang]}: ${rung(k.rungBefore, lang)} → ${rung(k.rung, lang)}${k.needBefore === k.need ? '' : `, ${NEEDS[k.needBefore][lang]} → ${NEEDS[k.need][lang]}`}`,
          cause: k.cause,
          evidence: k.evidence,
        })),
        ...diff.kinds.removed.map((k) => kind('-', k)),
      ],
    },
    {
      title: { en: 'Who takes it', zh: '获取方' },
      lines: [
        ...diff.takers.added
          .filter((t) => !newKinds.has(t.data))
          .map((t): Line => ({ sign: '+', text: party(t), cause: t.cause, evidence: t.evidence })),
        ...diff.takers.removed
          .filter((t) => !goneKinds.has(t.data))
          .map((t): Line => ({ sign: '-', text: party(t), ...none })),
      ],
    },
    {
      title: { en: 'Permissions', zh: '权限' },
      lines: [
        ...diff.permissions.added.map((p): Line => ({
          sign: '+',
          text: p.name,
          cause: p.cause,
          evidence: [],
        })),
        ...diff.permissions.removed.map((p): Line => ({ sign: '-', text: p.name, ...none })),
      ],
    },
    {
      title: { en: 'SDKs', zh: 'SDK' },
      lines: [
        ...diff.sdks.added.map((s): Line => ({
          sign: '+',
          text: `${s.name}${s.version ? ` ${s.version}` : ''}`,
          ...none,
        })),
        ...diff.sdks.changed.map((s): Line => ({
          sign: '~',
          text: `${s.name}: ${s.before ?? '?'} → ${s.after ?? '?'}`,
          ...none,
        })),
        ...diff.sdks.removed.map((s): Line => ({ sign: '-', text: s.name, ...none })),
      ],
    },
    {
      title: { en: 'Endpoints', zh: '网络地址' },
      lines: [
        ...diff.endpoints.added.map((e): Line => ({ sign: '+', text: e, ...none })),
        ...diff.endpoints.removed.map((e): Line => ({ sign: '-', text: e, ...none })),
      ],
    },
  ];
  return parts.filter((p) => p.lines.length > 0);
}

const number = (value: number | null): string => (value === null ? '–' : value.toFixed(1));

function scoreText(diff: ReportDiff, lang: Lang): string {
  const { before, after, change } = diff.score;
  const sign = change === null ? '' : ` (${change > 0 ? '+' : ''}${change.toFixed(1)})`;
  const verdicts = `${VERDICTS[diff.before.verdict][lang]} → ${VERDICTS[diff.after.verdict][lang]}`;
  return `${lang === 'zh' ? '得分' : 'Score'} ${number(before)} → ${number(after)}${sign} · ${verdicts}`;
}

const version = (side: ReportDiff['before']): string =>
  `${side.versionName ?? '?'}${side.versionCode === null ? '' : ` (${side.versionCode})`}`;

/** Most lines of a part that are shown; JSON has them all. */
const MOST_LINES = 40;

export function diffTerminal(diff: ReportDiff, style: Style): string {
  const { lang } = style;
  const paint = openPaint(style.color);
  const width = Math.max(40, Math.min(110, style.columns)) - 1;
  const name = plain(diff.after.label ?? diff.after.package ?? '', 100);
  const lines = [
    '',
    `  ${paint.name(cutMiddle(`${name}  ${plain(version(diff.before), 40)} → ${plain(version(diff.after), 40)}`, width - 2))}`,
  ];
  for (const line of wrap(scoreText(diff, lang), width - 2)) lines.push(`  ${paint.strong(line)}`);
  const parts = partsOf(diff, lang);
  if (parts.length === 0) lines.push('', `  ${lang === 'zh' ? '没有差异。' : 'No differences.'}`);
  const colours = { '+': paint.bad, '-': paint.good, '~': paint.warn };
  for (const part of parts) {
    lines.push('', `  ${paint.title(lang === 'zh' ? part.title.zh : part.title.en.toUpperCase())}`);
    for (const { sign, text, cause, evidence } of part.lines.slice(0, MOST_LINES)) {
      const [first = '', ...rest] = wrap(plain(text, 300), width - 4);
      lines.push(`  ${colours[sign](`${sign} ${first}`)}`, ...rest.map((l) => `    ${l}`));
      if (cause) for (const line of wrap(plain(cause[lang]), width - 4)) lines.push(`    ${line}`);
      for (const e of evidence.slice(0, 1))
        lines.push(
          `    ${paint.faint(cutMiddle(`${placeText(e)}  ${plain(watchName(e.what))}`, width - 4))}`,
        );
    }
    const more = part.lines.length - MOST_LINES;
    if (more > 0)
      lines.push(
        `    ${paint.faint(lang === 'zh' ? `另有 ${more} 条见 --format json` : `${more} more in --format json`)}`,
      );
  }
  return `${lines.join('\n')}\n`;
}

export function diffMarkdown(diff: ReportDiff, style: Style): string {
  const { lang } = style;
  const name = markdownText(diff.after.label ?? diff.after.package ?? '');
  const lines = [
    `## ${name} ${markdownText(version(diff.before))} → ${markdownText(version(diff.after))}`,
    '',
    `**${markdownText(scoreText(diff, lang))}**`,
  ];
  const parts = partsOf(diff, lang);
  if (parts.length === 0) lines.push('', lang === 'zh' ? '没有差异。' : 'No differences.');
  const signs = { '+': '➕', '-': '➖', '~': '🔺' };
  for (const part of parts) {
    lines.push('', `### ${part.title[lang]}`, '');
    for (const { sign, text, cause, evidence } of part.lines.slice(0, MOST_LINES)) {
      lines.push(`- ${signs[sign]} ${markdownText(text)}${cause ? ` — ${markdownText(cause[lang])}` : ''}`);
      for (const e of evidence.slice(0, 1))
        lines.push(`  - ${markdownCode(placeText(e))} ${markdownCode(watchName(e.what))}`);
    }
    const more = part.lines.length - MOST_LINES;
    if (more > 0) lines.push(`- … ${more}`);
  }
  return `${lines.join('\n')}\n`;
}
