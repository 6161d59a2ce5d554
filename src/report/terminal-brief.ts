// The answer on one screen: a block for each kind that is suspected, the rest counted, what was not read in one line, and
// the verdict last. Leaves all else to terminal-full.ts and sentences to text/.
import { partiesOf } from '../model/parties.js';
import type { AppReport, KindActor, KindReport } from '../model/report.js';
import type { Evidence } from '../model/rule.js';
import { plain } from './escape.js';
import { CONSENT_NAMES } from '../text/consent.js';
import {
  actorName,
  label,
  listed,
  NEEDS,
  OCCASION_NAMES,
  RUNG_NAMES,
  SECTION_LABELS,
  SECTION_STATES,
  spaced,
  VERDICTS,
} from '../text/labels.js';
import { flowText } from '../text/flows.js';
import { isAsked, kindSentence } from '../text/takings.js';
import {
  clearSentence,
  suspectedKinds,
  typeSentence,
  unreadSections,
  verdictHeadline,
} from '../text/verdict.js';
import type { ReportItem } from './reporter.js';
import { placeText } from './terminal-evidence.js';
import { MARGIN, put, say } from './terminal-page.js';
import type { Page } from './terminal-page.js';
import { cutEnd, cutMiddle, displayWidth, padEnd, wrap } from './width.js';

/** Lines of the blocks together: what a window of 30 lines leaves beside the head and the end. */
const MOST_BLOCK_LINES = 16;
/** Lines of one field of a block; the whole text is in --all. */
const MOST_FIELD_LINES = 2;

/** Columns that a field's name takes. */
const FIELD_NAME = 8;

const joined = (page: Page, parts: readonly string[]): string =>
  parts.filter((part) => part !== '').join(page.lang === 'zh' ? '，' : ', ');

/** When and how far: "at start-up, before any act of the user"; the rung where no occasion is known. */
function whenText(page: Page, taking: KindActor): string {
  const { lang } = page;
  const occasions = taking.occasions.slice(0, 2).map((o) => label(OCCASION_NAMES, o, lang));
  if (occasions.length === 0) return label(RUNG_NAMES, taking.rung, lang);
  return joined(page, [listed(occasions, lang), CONSENT_NAMES[taking.consent][lang]]);
}

/** Where the value goes, when it was followed there. */
const whereText = (page: Page, { flow }: KindActor): string =>
  flow ? plain(flowText(flow, page.lang), 160) : '';

/** What the checks advise on the kind: the advice of the gravest finding that names it. */
function adviceOn(page: Page, kind: KindReport, report: AppReport): string {
  const weight = { critical: 0, high: 1, medium: 2, low: 3, info: 4 };
  const [gravest] = report.findings
    .filter((f) => f.kinds.includes(kind.kind) && f.fix[page.lang] !== '')
    .sort((a, b) => weight[a.severity] - weight[b.severity]);
  return gravest ? plain(gravest.fix[page.lang]) : '';
}

/** A named field of a block, cut where it is long. */
function field(page: Page, name: string, text: string, paint?: (t: string) => string): string[] {
  if (text === '') return [];
  const head = `${MARGIN}  ${padEnd(name, FIELD_NAME)}`;
  const room = page.width - displayWidth(head);
  const lines = wrap(text, room);
  const shown = lines.slice(0, MOST_FIELD_LINES);
  if (lines.length > shown.length) shown.push(cutEnd(`${shown.pop()!} …`, room));
  const indent = ' '.repeat(displayWidth(head));
  return shown.map((line, i) => (i === 0 ? page.paint.faint(head) : indent) + (paint ? paint(line) : line));
}

/** One kind with the party that stands highest; what others do with it is in one field. */
function block(page: Page, kind: KindReport, report: AppReport): string[] {
  const { lang, paint, width } = page;
  const [first, ...others] = partiesOf(kind);
  if (!first) return [];
  const mark = kind.verdict === 'strongly-suspected' ? '✖' : '!';
  const name = cutEnd(plain(kind.name[lang]), width - 4);
  const who = (taking: KindActor): string => spaced(plain(actorName(taking, report, lang), 160));
  const where = whereText(page, first);
  const also = others
    .slice(0, 3)
    .map((taking) => `${who(taking)} (${whenText(page, taking)})`)
    .concat(
      others.length > 3 ? [say(page, `${others.length - 3} more`, `另有 ${others.length - 3} 方`)] : [],
    );
  const place = kind.evidence[first.evidence[0] ?? 0];
  const why = `${NEEDS[first.need][lang]}${say(page, ': ', '：')}${plain(first.needBecause[lang])}`;
  const need = (text: string): string => paint.need(first.need, text);
  const asked = isAsked(first, kind);
  return [
    `${MARGIN}${need(mark)} ${need(name)}`,
    ...field(page, say(page, 'who', '谁'), `${who(first)}${say(page, ', ', '，')}${whenText(page, first)}`),
    ...field(page, say(page, 'also', '另有'), listed(also, lang)),
    ...field(page, say(page, 'goes', '去向'), where, paint.warn),
    ...field(page, say(page, 'why', '原因'), why, need),
    ...field(page, say(page, 'asks', '提问'), asked && place ? saidByForm(place) : ''),
    ...field(
      page,
      say(page, 'to do', '建议'),
      asked ? askLess(page) : adviceOn(page, kind, report),
      paint.good,
    ),
    ...(place
      ? [cutMiddle(`${MARGIN}  ${padEnd(say(page, 'see', '位置'), FIELD_NAME)}${placeText(place)}`, width)]
      : []),
  ];
}

/** The words of the form itself: hint and label as the package has them. */
function saidByForm({ args }: Evidence): string {
  const said = (args ?? []).filter((arg) => arg !== null && !/^L[\w/$]+;->/.test(arg));
  return plain(said.map((text) => `“${text}”`).join(' · '), 160);
}

const askLess = (page: Page): string =>
  say(
    page,
    'Ask for it only where a feature needs it, and let users go on without.',
    '仅在功能确需时要求填写，并允许用户不填而继续使用。',
  );

/** Blocks as long as they fit; then one line that names what is left. */
function suspectBlocks(page: Page, report: AppReport): void {
  const kinds = suspectedKinds(report);
  let used = 0;
  const left: KindReport[] = [];
  for (const [i, kind] of kinds.entries()) {
    const lines = block(page, kind, report);
    if (i > 0 && (left.length > 0 || used + lines.length > MOST_BLOCK_LINES)) left.push(kind);
    else {
      page.lines.push(...lines);
      used += lines.length;
    }
  }
  if (left.length === 0) return;
  const names = left.map((kind) => plain(kind.name[page.lang]));
  const head = say(page, `! and ${left.length} more suspected: `, `! 另有 ${left.length} 类涉嫌：`);
  page.lines.push(MARGIN + cutEnd(head + listed(names, page.lang), page.width - MARGIN.length));
}

/** Kinds that are not suspected, counted by need. */
function othersLine(page: Page, report: AppReport): void {
  const quiet = report.kinds.filter((kind) => kind.verdict === 'not-suspected');
  if (quiet.length === 0) return;
  const counts = Object.entries(NEEDS)
    .map(([need, name]) => ({ name: name[page.lang], n: quiet.filter((kind) => kind.need === need).length }))
    .filter(({ n }) => n > 0)
    .map(({ name, n }) => `${n} ${name}`);
  const text = say(
    page,
    `Not suspected: ${quiet.length} ${quiet.length === 1 ? 'kind' : 'kinds'} of data (${counts.join(', ')}); --all lists them`,
    `未见涉嫌：${quiet.length} 类信息（${counts.join('，')}）；用 --all 列出`,
  );
  page.lines.push(MARGIN + page.paint.faint(cutEnd(text, page.width - MARGIN.length)));
}

function unreadLine(page: Page, report: AppReport): void {
  const { lang, paint } = page;
  const sections = unreadSections(report).map(
    ({ name, state }) => `${label(SECTION_LABELS, name, lang)} ${label(SECTION_STATES, state, lang)}`,
  );
  const notes = report.coverage.notes.length;
  if (sections.length === 0 && notes === 0) return;
  const count =
    notes === 0
      ? ''
      : say(page, `${notes} ${notes === 1 ? 'note' : 'notes'} in --all`, `--all 中有 ${notes} 条说明`);
  const first = report.coverage.notes[0];
  const parts = [...sections, ...(sections.length === 0 && first ? [plain(first.text[lang])] : []), count];
  const text = `${say(page, 'Not read: ', '未能读取：')}${parts.filter(Boolean).join(say(page, '; ', '；'))}`;
  page.lines.push(MARGIN + paint.warn(cutEnd(text, page.width - MARGIN.length)));
}

/** What failed inside is told on every screen: the first in full, the others by number. */
function errorLine(page: Page, report: AppReport): void {
  const [first, ...rest] = report.diagnostics.filter(({ level }) => level === 'error');
  if (first === undefined) return;
  const more = say(page, ` (${rest.length} more in --all)`, `（另有 ${rest.length} 条，见 --all）`);
  const text = plain(first.text[page.lang], 400) + (rest.length > 0 ? more : '');
  put(page, text, MARGIN, page.paint.bad);
}

/** The verdict with the one sentence that carries it. */
function verdictLines(page: Page, report: AppReport): void {
  const { lang, paint } = page;
  const headline = verdictHeadline(report.verdict, lang);
  if (displayWidth(headline) + 6 <= page.width)
    page.lines.push(MARGIN + paint.badge(report.verdict, lang === 'zh' ? headline : headline.toUpperCase()));
  else put(page, headline, MARGIN, (line) => paint.verdict(report.verdict, line));
  const [worst] = suspectedKinds(report);
  const note = report.verdict === 'not-rated' ? report.coverage.notes[0] : undefined;
  const clear = report.verdict === 'not-suspected' && !worst ? clearSentence(report, lang) : '';
  const text = worst ? kindSentence(worst, report, lang) : note ? note.text[lang] : clear;
  const lines = text === '' ? [] : wrap(plain(text, 2000), page.width - MARGIN.length);
  const shown = lines.slice(0, MOST_FIELD_LINES);
  if (lines.length > shown.length) shown.push(cutEnd(`${shown.pop()!} …`, page.width - MARGIN.length));
  page.lines.push(...shown.map((line) => MARGIN + line));
}

/** What was not read, and what failed inside: a line each, where there is any. */
export function unreadLines(page: Page, report: AppReport): void {
  unreadLine(page, report);
  errorLine(page, report);
}

/** The answer below the head. */
export function briefBlocks(page: Page, report: AppReport): void {
  page.lines.push('');
  verdictLines(page, report);
  put(page, typeSentence(report, page.lang), MARGIN, page.paint.faint);
  page.lines.push('');
  suspectBlocks(page, report);
  othersLine(page, report);
  unreadLines(page, report);
}

/** The verdict, with the index and, where a threshold was crossed, why the command fails. */
export function lastLine(page: Page, { report, crossed }: ReportItem): void {
  const { score } = report;
  const range = score.high - score.value >= 0.1 ? ` (${score.low.toFixed(1)}–${score.high.toFixed(1)})` : '';
  const figure = score.rated ? ` · ${score.value.toFixed(1)} / 100${range}` : '';
  const reason =
    crossed === undefined ? '' : say(page, ` · exit 1 by ${crossed}`, ` · 因 ${crossed} 以 1 退出`);
  const whole = verdictHeadline(report.verdict, page.lang) + figure + reason;
  const short = VERDICTS[report.verdict][page.lang];
  const fits = displayWidth(whole) <= page.width - MARGIN.length;
  const text = fits ? whole : short.charAt(0).toUpperCase() + short.slice(1) + figure + reason;
  page.lines.push('');
  put(page, text, MARGIN, (line) => page.paint.verdict(report.verdict, line));
}
