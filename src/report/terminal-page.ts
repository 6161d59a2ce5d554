// The lines of a terminal report: window, margin, headings, and the head with the app's name. Leaves what is said of the
// app to terminal-brief.ts and terminal-full.ts.
import { bytesText, isLibrary } from '../text/labels.js';
import type { Lang } from '../text/labels.js';
import { plain } from './escape.js';
import { openPaint } from './paint.js';
import type { Paint } from './paint.js';
import type { ReportItem, Style } from './reporter.js';
import { cutEnd, cutMiddle, displayWidth, wrap } from './width.js';

/** Beyond this a line is hard to read; wider windows keep the margin. */
const WIDEST = 110;
const NARROWEST = 40;
export const MARGIN = '  ';

export interface Page {
  lines: string[];
  width: number;
  lang: Lang;
  paint: Paint;
}

export const say = (page: Page, en: string, zh: string): string => (page.lang === 'zh' ? zh : en);

export const put = (page: Page, text: string, indent = MARGIN, paint?: (t: string) => string): void => {
  for (const line of wrap(text, page.width - displayWidth(indent)))
    page.lines.push(indent + (paint ? paint(line) : line));
};

export const heading = (page: Page, text: string): void => {
  page.lines.push('');
  put(page, page.lang === 'zh' ? text : text.toUpperCase(), MARGIN, page.paint.title);
};

export function header(page: Page, item: ReportItem, several: boolean): void {
  const { app } = item.report;
  const { paint } = page;
  const name = plain(app.label ?? app.package ?? item.name, 120);
  const id = app.package && app.package !== name ? plain(app.package, 160) : '';
  const room = page.width - MARGIN.length;
  const first = cutEnd(name, room);
  const left = room - displayWidth(first) - 3;
  page.lines.push('');
  page.lines.push(
    MARGIN + paint.name(first) + (id && left > 8 ? paint.faint(` · ${cutMiddle(id, left)}`) : ''),
  );
  const version = app.versionName
    ? `${plain(app.versionName, 40)}${app.versionCode === null ? '' : ` (${app.versionCode})`}`
    : app.versionCode === null
      ? null
      : String(app.versionCode);
  const facts = [
    version === null ? null : say(page, `version ${version}`, `版本 ${version}`),
    app.targetSdk === null ? null : say(page, `target SDK ${app.targetSdk}`, `目标 SDK ${app.targetSdk}`),
    app.minSdk === null ? null : say(page, `min SDK ${app.minSdk}`, `最低 SDK ${app.minSdk}`),
    bytesText(app.sizeBytes),
    isLibrary(app.inputKind)
      ? say(
          page,
          `library (${plain(app.inputKind, 20)}), not an app`,
          `库（${plain(app.inputKind, 20)}），不是应用`,
        )
      : plain(app.inputKind, 20),
  ].filter((x) => x !== null);
  put(page, facts.join(' · '), MARGIN, paint.faint);
  if (several) page.lines.push(MARGIN + paint.faint(cutMiddle(plain(item.name), room)));
}

/** Who signed the package. */
export function signersLine(page: Page, item: ReportItem): void {
  const { app } = item.report;
  const { paint } = page;
  const room = page.width - MARGIN.length;
  for (const signer of app.signers.slice(0, 2)) {
    const schemes = signer.schemes.map((s) => plain(s, 8)).join(' ');
    const text = `${say(page, 'signed by', '签名者')} ${plain(signer.subject, 160)} · ${signer.sha256.slice(0, 16)}… · ${schemes}`;
    page.lines.push(MARGIN + paint.faint(cutEnd(text, room)));
  }
  if (app.signers.length === 0) put(page, say(page, 'no signature read', '未读到签名'), MARGIN, paint.faint);
}

export const openPage = (style: Style): Page => ({
  lines: [],
  width: Math.max(NARROWEST, Math.min(WIDEST, style.columns)) - 1,
  lang: style.lang,
  paint: openPaint(style.color),
});
