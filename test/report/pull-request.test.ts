// The comment under a pull request and the gate on a terminal: bounded for any number of packages and problems, and still
// what is new, who brought it and how to end it comes first.
import { describe, expect, test } from '@jest/globals';
import { buildBaseline } from '../../src/compare/baseline.js';
import { checkGate } from '../../src/compare/gate.js';
import { markdownReporter } from '../../src/report/markdown.js';
import { MOST_COMMENT_LINES } from '../../src/report/pull-request.js';
import type { ReportItem, Style } from '../../src/report/reporter.js';
import { terminalReporter } from '../../src/report/terminal.js';
import { displayWidth } from '../../src/report/width.js';
import { NO_INPUT } from '../support/gate.js';
import { gated, NASTY, nasty } from '../support/report-items.js';
import { evidence, fullReport, kind, report } from '../support/report.js';

const style: Style = { color: false, columns: 100, lang: 'en', single: true };

/** A package with so many kinds that were not there before, all by an SDK. */
function grown(kinds: number, name = 'app.apk', signals: string[] = []): ReportItem {
  const base = fullReport();
  const by = { kind: 'sdk' as const, id: 'acme-push' };
  const now = {
    ...base,
    app: { ...base.app, label: name },
    sdks: base.sdks.map((s) => (s.id === by.id ? { ...s, version: '4.2.0', signals } : s)),
    kinds: Array.from({ length: kinds }, (_, i) =>
      kind(`kind-${i}`, { actors: [by], evidence: [evidence({ by })] }),
    ),
  };
  const gate = checkGate(now, {
    ...NO_INPUT,
    baseline: buildBaseline(report()),
    fixes: now.kinds.map((k) => ({
      data: k.kind,
      by: 'acme-push',
      how: 'remove-sdk' as const,
      text: { en: `remove Acme Push (${k.kind})`, zh: `移除 Acme Push（${k.kind}）` },
      score: { before: 50, after: 10 },
    })),
  });
  return { name, report: now, gate };
}

describe('the comment', () => {
  const linesOf = (items: readonly ReportItem[], lang: 'en' | 'zh' = 'en'): string[] =>
    markdownReporter
      .render(items, { ...style, lang })
      .trimEnd()
      .split('\n');

  test.each([1, 2, 5, 20, 100, 400])(
    'has at most sixty lines for %i findings, and counts what it leaves out',
    (n) => {
      for (const lang of ['en', 'zh'] as const) {
        const lines = linesOf([grown(n)], lang);
        expect(lines.length).toBeLessThanOrEqual(MOST_COMMENT_LINES);
        const told = lines.filter((line) => line.includes('(`new-data`)')).length;
        const left = Number(/(?:and|另有) (\d+) (?:more|条)/.exec(lines.join('\n'))?.[1] ?? 0);
        expect(told + left).toBe(n);
        expect(told).toBeGreaterThan(Math.min(n - 1, 9));
      }
    },
  );

  test.each([1, 3, 30, 500])('has at most sixty lines for %i packages, those that failed first', (n) => {
    const items = Array.from({ length: n }, (_, i) => grown(i % 2 === 0 ? 0 : 7, `app-${i}`));
    const lines = linesOf(items);
    expect(lines.length).toBeLessThanOrEqual(MOST_COMMENT_LINES);
    expect(lines[0]).toMatch(n === 1 ? /^## ✅/ : /^## ❌/);
    if (n > 20) expect(lines.join('\n')).toMatch(/and \d+ more packages, \d+ of which failed: app/);
  });

  test('says who brought it by its Gradle coordinate, and why one may be missing', () => {
    const known = linesOf([grown(2, 'a', ['version:com.acme_push'])]).join('\n');
    expect(known).toContain('com.acme:push:4.2.0');
    expect(known).not.toContain('encrypted');
    expect(known).toContain('🔧 remove Acme Push (kind\\-0)'.replace('\\-', '-'));
    const unknown = linesOf([grown(2)]).join('\n');
    expect(unknown).toContain('dependency list in the signing block is encrypted');
  });

  test.each(NASTY.map((text, i) => [i, text] as const))('nasty text %i opens no markup', (_, text) => {
    const item = nasty(text);
    const gate = checkGate(item.report, { ...NO_INPUT, baseline: buildBaseline(report()) });
    const lines = linesOf([{ ...item, gate }]);
    expect(lines.length).toBeLessThanOrEqual(MOST_COMMENT_LINES);
    const outsideCode = lines.join('\n').replace(/`[^`\n]*`/g, '');
    expect(outsideCode).not.toMatch(/<(?!\/?code>)|(?<!\\)\]\(|@everyone/);
  });
});

describe('the gate on a terminal', () => {
  test.each([40, 80, 100])(
    'is at most thirty lines of %i columns that end with the verdict and why it exits',
    (columns) => {
      for (const lang of ['en', 'zh'] as const)
        for (const item of [gated(), grown(0), grown(3), grown(60)]) {
          const text = terminalReporter.render([item], { ...style, columns, lang });
          const lines = text.trimEnd().split('\n');
          if (columns >= 80) expect(lines.length).toBeLessThanOrEqual(30);
          for (const line of lines) expect(displayWidth(line)).toBeLessThan(columns);
          // On 40 columns the last sentence takes several lines.
          const end = lines.slice(-4).join(' ').replace(/\s+/g, ' ');
          if (item.gate!.passed) expect(end).not.toMatch(/exit 1|以 1 退出/);
          else expect(end.replaceAll(' ', '')).toMatch(/(?:exit1by|因)new-data/);
        }
    },
  );
  test('shows everything with --all, and a table for several packages', () => {
    const all = terminalReporter.render([grown(60)], { ...style, all: true });
    expect(all.match(/is new \(/g)).toHaveLength(60);
    const two = terminalReporter.render([grown(0, 'Alpha'), grown(2, 'Beta')], style);
    const [, table] = two.split('2 APPS');
    expect(table).toMatch(/✓ Alpha .*\n.*✖ Beta /);
  });
});
