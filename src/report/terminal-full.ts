// Everything of one app, for --all: the index, the table of kinds, evidence with its paths, checks, third parties, what
// idle libraries hold, what could not be read. Leaves the answer on one screen to terminal-brief.ts.
import { partiesOf } from '../model/parties.js';
import type { AppReport, KindReport } from '../model/report.js';
import { plain } from './escape.js';
import {
  actorName,
  label,
  listed,
  NEEDS,
  RUNG_NAMES,
  SECTION_LABELS,
  SECTION_STATES,
  SEVERITIES,
} from '../text/labels.js';
import type { Lang } from '../text/labels.js';
import { kindSentence } from '../text/takings.js';
import type { Paint } from './paint.js';
import { evidenceLines } from './terminal-evidence.js';
import { heading, MARGIN, put, say } from './terminal-page.js';
import type { Page } from './terminal-page.js';
import {
  clearSentence,
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
import { cutEnd, displayWidth, padEnd, padStart, wrap } from './width.js';

/** Full blocks to the value, shaded ones to the upper end of the interval. */
const bar = (report: AppReport, columns: number, paint: Paint): string => {
  const at = (n: number) => Math.round((Math.max(0, Math.min(100, n)) / 100) * columns);
  const value = at(report.score.value);
  const high = Math.max(value, at(report.score.high));
  return (
    paint.verdict(report.verdict, '█'.repeat(value)) +
    paint.warn('▒'.repeat(high - value)) +
    paint.faint('·'.repeat(columns - high))
  );
};

export function verdictBlock(page: Page, report: AppReport): void {
  const { paint, lang } = page;
  page.lines.push('');
  const headline = verdictHeadline(report.verdict, lang);
  if (displayWidth(headline) + 6 <= page.width)
    page.lines.push(MARGIN + paint.badge(report.verdict, lang === 'zh' ? headline : headline.toUpperCase()));
  else put(page, headline, MARGIN, (t) => paint.verdict(report.verdict, t));
  page.lines.push('');
  const suspects = suspectedKinds(report);
  for (const kind of suspects.slice(0, 3)) {
    const dash = lang === 'zh' ? '——' : ' — ';
    put(page, plain(`${kindSentence(kind, report, lang)}${dash}${kind.needBecause[lang]}`, 2000));
  }
  if (suspects.length > 3)
    put(
      page,
      say(page, `And ${suspects.length - 3} more, below.`, `另有 ${suspects.length - 3} 类，见下表。`),
    );
  if (suspects.length === 0 && report.verdict === 'not-suspected') put(page, clearSentence(report, lang));
  if (report.verdict === 'not-rated')
    for (const note of report.coverage.notes.slice(0, 2)) put(page, plain(note.text[lang]));
  put(page, typeSentence(report, lang), MARGIN, paint.faint);
  page.lines.push('');
  const { score } = report;
  if (score.rated) {
    const figure = `${score.value.toFixed(1)} / 100`;
    const range = say(
      page,
      `between ${score.low.toFixed(1)} and ${score.high.toFixed(1)}; higher is worse`,
      `区间 ${score.low.toFixed(1)}–${score.high.toFixed(1)}，越高越差`,
    );
    const columns = Math.max(10, Math.min(40, page.width - 24));
    page.lines.push(
      `${MARGIN}${say(page, 'Score', '得分')}  ${paint.verdict(report.verdict, figure)}  ${bar(report, columns, paint)}`,
    );
    put(page, range, MARGIN, paint.faint);
    const reason = intervalReason(report, lang);
    if (reason !== null) put(page, reason, MARGIN, paint.faint);
  } else put(page, say(page, 'Score: not rated', '得分：无法评级'), MARGIN);
}

export const ladder = (rung: string): string => {
  const height = rungStep(rung);
  return '■'.repeat(height) + '□'.repeat(LADDER_HEIGHT - height);
};

const MARKS: Readonly<Record<string, string>> = {
  'strongly-suspected': '✖',
  suspected: '!',
  'not-rated': '?',
  'not-suspected': '·',
};

/** Short for a table cell: the first taker and how many more. */
function takerNames(kind: KindReport, report: AppReport, lang: Lang): string {
  const [first, ...more] = partiesOf(kind);
  if (!first) return '';
  const name =
    first.kind === 'app'
      ? lang === 'zh'
        ? '应用自身'
        : 'the app'
      : first.kind === 'library'
        ? plain(first.id)
        : plain(actorName(first, report, lang)).replace(/ [/(（].*$/, '');
  return more.length > 0 ? `${name} +${more.length}` : name;
}

interface Columns {
  name: number;
  rung: number;
  need: number;
}

function kindRow(page: Page, kind: KindReport, report: AppReport, columns: Columns): void {
  const { paint, lang } = page;
  const mark = paint.verdict(kind.verdict, MARKS[kind.verdict] ?? '·');
  const name = padEnd(cutEnd(plain(kind.name[lang]), columns.name), columns.name);
  const rung = padEnd(label(RUNG_NAMES, kind.rung, lang), columns.rung);
  const need = padEnd(NEEDS[kind.need][lang], columns.need);
  const steps = ladder(kind.rung);
  const points = padStart(kind.points > 0 ? kind.points.toFixed(1) : '', 5);
  const used = 2 + 2 + columns.name + 1 + 6 + 2 + columns.rung + 2 + columns.need + 2 + 6;
  const who = takerNames(kind, report, lang);
  const roomForWho = page.width - used;
  const main = `${MARGIN}${mark} ${kind.verdict === 'not-suspected' ? name : paint.name(name)} ${paint.verdict(kind.verdict, steps)}`;
  if (roomForWho >= 10) {
    const tail = padEnd(cutEnd(who, roomForWho), roomForWho);
    page.lines.push(`${main}  ${rung}  ${paint.need(kind.need, need)}  ${tail} ${points}`.trimEnd());
    return;
  }
  page.lines.push(main);
  const detail = [label(RUNG_NAMES, kind.rung, lang), NEEDS[kind.need][lang], who, points.trim()]
    .filter(Boolean)
    .join(' · ');
  page.lines.push(`${MARGIN}    ${paint.faint(cutEnd(detail, page.width - 6))}`);
}

export function kindTable(page: Page, report: AppReport): void {
  const kinds = kindsInOrder(report);
  if (kinds.length === 0) return;
  heading(page, say(page, 'What it can take, and how far that goes', '能获取的数据与证据阶梯'));
  const longest = (texts: readonly string[]) => Math.max(...texts.map(displayWidth));
  const { lang } = page;
  const rung = longest(kinds.map((k) => label(RUNG_NAMES, k.rung, lang)));
  const need = longest(kinds.map((k) => NEEDS[k.need][lang]));
  const roomForName = page.width >= 70 ? page.width - rung - need - 40 : page.width - 12;
  const name = Math.min(longest(kinds.map((k) => plain(k.name[lang]))), Math.max(14, roomForName));
  const columns: Columns = { name, rung, need };
  const shown = kinds.filter((k) => k.verdict !== 'not-suspected');
  const quiet = kinds.filter((k) => k.verdict === 'not-suspected');
  const room = Math.max(6, 14 - shown.length);
  for (const kind of [...shown, ...quiet.slice(0, room)]) kindRow(page, kind, report, columns);
  const rest = quiet.slice(room);
  if (rest.length)
    put(
      page,
      say(page, `and ${rest.length} more, not suspected: `, `另有 ${rest.length} 类，未见涉嫌：`) +
        rest.map((k) => plain(k.name[page.lang])).join(page.lang === 'zh' ? '、' : ', '),
      `${MARGIN}  `,
      page.paint.faint,
    );
  const steps = Object.values(RUNG_NAMES).map((text, i) => `${'■'.repeat(i + 1)} ${text[page.lang]}`);
  let line = '';
  for (const step of steps) {
    if (line && displayWidth(line) + displayWidth(step) + 6 > page.width) {
      page.lines.push(`${MARGIN}  ${page.paint.faint(line)}`);
      line = '';
    }
    line += `${line ? '  ' : ''}${step}`;
  }
  page.lines.push(`${MARGIN}  ${page.paint.faint(line)}`);
}

export function findingList(page: Page, report: AppReport): void {
  const weight = { critical: 0, high: 1, medium: 2, low: 3, info: 4 };
  const findings = [...report.findings].sort((a, b) => weight[a.severity] - weight[b.severity]);
  // One finding speaks for its check; the others of the same check are counted.
  const firsts = findings.filter((f, i) => findings.findIndex((x) => x.ruleId === f.ruleId) === i);
  const shown = firsts.filter((f) => weight[f.severity] <= 2).slice(0, 5);
  if (shown.length === 0) return;
  const { paint, lang } = page;
  heading(page, say(page, 'Checks that failed', '未通过的检查'));
  for (const finding of shown) {
    const word = SEVERITIES[finding.severity][lang];
    const head = `${word}  ${plain(finding.text[lang] || finding.title[lang])}`;
    const [first = '', ...more] = wrap(head, page.width - 4);
    page.lines.push(
      MARGIN + paint.severity(finding.severity, first.slice(0, word.length)) + first.slice(word.length),
    );
    for (const line of more) page.lines.push(`${MARGIN}  ${line}`);
    if (finding.fix[lang]) put(page, `→ ${plain(finding.fix[lang])}`, `${MARGIN}  `, paint.good);
    const alike = findings.filter((f) => f.ruleId === finding.ruleId).length - 1;
    const others =
      alike === 0 ? '' : say(page, ` · and ${alike} more of this check`, ` · 同类另有 ${alike} 项`);
    page.lines.push(`${MARGIN}  ${paint.faint(finding.ruleId + others)}`);
  }
  const rest = findings.filter((f) => !shown.some((s) => s.ruleId === f.ruleId)).length;
  if (rest > 0)
    put(
      page,
      say(page, `${rest} more in --format json`, `其余 ${rest} 项见 --format json`),
      MARGIN,
      paint.faint,
    );
}

export function sdkList(page: Page, report: AppReport): void {
  const inside = report.sdks.filter((s) => s.calledOnly !== true);
  const absent = report.sdks.filter((s) => s.calledOnly === true);
  if (report.sdks.length === 0) return;
  const { lang, paint } = page;
  const trackers = inside.filter((s) => s.tracker).length;
  heading(
    page,
    say(
      page,
      `Third parties inside: ${inside.length}${trackers ? ` (${trackers} known to track)` : ''}`,
      `内含第三方 SDK：${inside.length} 个${trackers ? `，其中 ${trackers} 个为追踪类` : ''}`,
    ),
  );
  const sorted = [...inside].sort((a, b) => b.kinds.length - a.kinds.length);
  for (const sdk of sorted.slice(0, 8)) {
    const kinds = sdk.kinds.map((k) =>
      plain(report.kinds.find((x) => x.kind === k.kind)?.name[lang] ?? k.kind),
    );
    const name = `${plain(sdk.name, 60)}${sdk.version ? ` ${plain(sdk.version, 30)}` : ''}`;
    const vendor = [sdk.vendor, sdk.country].filter((x) => x !== null && x !== '').map((x) => plain(x!, 60));
    const off =
      sdk.switchedOff === undefined ? '' : say(page, ', switched off in the manifest', '，清单中已关闭');
    const line = `${name} (${vendor.join(', ')}${off})${kinds.length ? `: ${listed(kinds, lang)}` : ''}`;
    page.lines.push(
      `${MARGIN}${sdk.tracker ? paint.warn('◆') : paint.faint('◇')} ${cutEnd(line, page.width - 4)}`,
    );
  }
  if (sorted.length > 8)
    put(
      page,
      sorted
        .slice(8)
        .map((s) => plain(s.name, 60))
        .join(', '),
      `${MARGIN}  `,
      paint.faint,
    );
  if (absent.length > 0)
    put(
      page,
      say(
        page,
        `Called, but not in the package: ${listed(
          absent.map((s) => plain(s.name, 60)),
          lang,
        )}`,
        `有调用但包内不含其代码：${listed(
          absent.map((s) => plain(s.name, 60)),
          lang,
        )}`,
      ),
      MARGIN,
      paint.faint,
    );
}

export function coverageBlock(page: Page, report: AppReport): void {
  const { lang, paint } = page;
  const unread = unreadSections(report);
  const loud = report.diagnostics.filter((d) => d.level !== 'note');
  heading(page, say(page, 'What could not be read', '未能读取的内容'));
  if (unread.length === 0 && loud.length === 0 && report.coverage.notes.length === 0) {
    put(
      page,
      say(
        page,
        '✔ Nothing: all of the package that we look at was read.',
        '✔ 无：我们查看的部分均已完整读取。',
      ),
      MARGIN,
      paint.good,
    );
    return;
  }
  for (const section of unread)
    put(
      page,
      `${label(SECTION_LABELS, section.name, lang)}: ${label(SECTION_STATES, section.state, lang)}${
        section.because.length ? ` (${section.because.map((b) => plain(b)).join(', ')})` : ''
      }`,
      MARGIN,
      paint.warn,
    );
  for (const note of report.coverage.notes.slice(0, 6)) {
    const widens =
      note.widens > 0
        ? say(page, ` (+${note.widens.toFixed(1)} to the interval)`, `（区间扩大 ${note.widens.toFixed(1)}）`)
        : '';
    put(page, `${plain(note.text[lang])}${widens}`);
  }
  for (const d of loud.slice(0, 5)) {
    const where = plain(d.place.entry, 120) + (d.place.offset === undefined ? '' : ` @${d.place.offset}`);
    const fault = d.code.startsWith('internal/');
    put(
      page,
      `${where === '' ? '' : `${where}: `}${plain(d.text[lang])}`,
      MARGIN,
      fault ? paint.warn : paint.faint,
    );
  }
  if (loud.length > 5)
    put(
      page,
      say(page, `${loud.length - 5} more in --format json`, `其余 ${loud.length - 5} 条见 --format json`),
      MARGIN,
      paint.faint,
    );
}

/** What plain libraries carry and nothing was seen to reach: shown, and judged nowhere. */
function dormantList(page: Page, report: AppReport): void {
  const rows = report.dormant ?? [];
  if (rows.length === 0) return;
  const { lang, paint } = page;
  heading(page, say(page, 'In libraries, and reached by nothing', '通用库中未见被执行的代码'));
  for (const row of rows) {
    const line = `${plain(row.name[lang])}${say(page, ': ', '：')}${listed(
      row.actors.map((a) => plain(a, 80)),
      lang,
    )}`;
    put(page, line, MARGIN, paint.faint);
  }
}

/** The whole report below the head. */
export function fullBlocks(page: Page, report: AppReport): void {
  verdictBlock(page, report);
  kindTable(page, report);
  const strongest = strongestEvidence(report, 3);
  if (strongest.length) {
    heading(page, say(page, 'Strongest evidence', '最强证据'));
    strongest.forEach((s, i) => page.lines.push(...evidenceLines(s, i + 1, report, page.lang, page)));
  }
  findingList(page, report);
  sdkList(page, report);
  dormantList(page, report);
  coverageBlock(page, report);
}
