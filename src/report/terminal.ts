// The report a person reads first: one app on one screen that ends with the verdict, or all of it with --all. Leaves the
// blocks to terminal-brief.ts and terminal-full.ts, sentences to text/ and measuring to width.ts.
import { failingCodes, gateLines } from './gate-lines.js';
import type { Reporter, ReportItem, Style } from './reporter.js';
import { briefBlocks, lastLine, unreadLines } from './terminal-brief.js';
import { coverageBlock, fullBlocks, verdictBlock } from './terminal-full.js';
import { header, openPage, signersLine } from './terminal-page.js';
import { closingTable } from './terminal-table.js';

/** One app, as lines. */
function terminalLines(item: ReportItem, style: Style, several: boolean): string[] {
  const page = openPage(style);
  const { report, gate } = item;
  header(page, item, several);
  if (gate) {
    // The gate's answer carries its own evidence; the whole report is one scan away.
    if (style.all) signersLine(page, item);
    page.lines.push(...gateLines(gate, style.lang, page.width, page.paint, style.all === true));
    if (style.all) {
      verdictBlock(page, report);
      coverageBlock(page, report);
    } else unreadLines(page, report);
    lastLine(page, gate.passed ? item : { ...item, crossed: failingCodes(gate) });
  } else if (style.all) {
    signersLine(page, item);
    fullBlocks(page, report);
    lastLine(page, item);
  } else {
    briefBlocks(page, report);
    lastLine(page, item);
  }
  return page.lines;
}

export const terminalReporter: Reporter = {
  id: 'terminal',
  extension: '.txt',
  mediaType: 'text/plain',
  render(items, style) {
    const lines = items.flatMap((item) => terminalLines(item, style, items.length > 1));
    if (items.length > 1) {
      const page = openPage(style);
      closingTable(page, items);
      lines.push(...page.lines);
    }
    return `${lines.join('\n')}\n`;
  },
};
