// The table that ends a scan of several packages: one line each. Leaves what is said of an app to terminal-brief.ts.
import { label, VERDICTS } from '../text/labels.js';
import { plain } from './escape.js';
import type { ReportItem } from './reporter.js';
import { heading, MARGIN, say } from './terminal-page.js';
import type { Page } from './terminal-page.js';
import { cutEnd, displayWidth, padEnd, padStart } from './width.js';

export function closingTable(page: Page, items: readonly ReportItem[]): void {
  const rows = items.map(({ name, report, gate }) => ({
    mark: gate === undefined ? '' : gate.passed ? '✓ ' : '✖ ',
    name: plain(report.app.label ?? report.app.package ?? name, 120),
    verdict: report.verdict,
    said: label(VERDICTS, report.verdict, page.lang),
    score: report.score.rated ? String(report.score.value) : '–',
  }));
  const widest = (of: (row: (typeof rows)[number]) => string): number =>
    Math.max(...rows.map((row) => displayWidth(of(row))));
  const said = widest((row) => row.said);
  const score = widest((row) => row.score);
  const room = Math.min(
    widest((row) => row.name),
    page.width - MARGIN.length - said - score - 4 - (items.some(({ gate }) => gate) ? 2 : 0),
  );
  heading(page, say(page, `${items.length} apps`, `${items.length} 个应用`));
  for (const row of rows)
    page.lines.push(
      `${MARGIN}${row.mark}${padEnd(cutEnd(row.name, room), room)}  ${page.paint.verdict(row.verdict, padEnd(row.said, said))}  ${padStart(row.score, score)}`,
    );
}
