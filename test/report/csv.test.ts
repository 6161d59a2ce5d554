import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { appsCsv, BOM, csvCell, csvLine, findingsCsv, kindsCsv, sdksCsv } from '../../src/report/csv.js';
import { aggregate } from '../../src/survey/aggregate.js';
import { makeSurvey } from '../support/survey.js';

/** A reader of RFC 4180, for round trips only. */
const read = (text: string): string[][] => {
  const rows: string[][] = [[]];
  let cell = '';
  let quoted = false;
  for (let i = 0; i < text.length; i++) {
    const c = text[i]!;
    if (quoted) {
      if (c !== '"') cell += c;
      else if (text[i + 1] === '"') cell += text[++i]!;
      else quoted = false;
    } else if (c === '"') quoted = true;
    else if (c === ',' || c === '\r') {
      rows.at(-1)!.push(cell);
      cell = '';
      if (c === '\r') rows.push([]);
    } else if (c !== '\n') cell += c;
  }
  return rows.slice(0, -1);
};

const HOSTILE = [
  '=cmd()',
  '<script>alert(1)</script>',
  '\u001b[31mred\u001b[0m',
  '+1+1',
  '-2',
  '@SUM(A1)',
  'a;=cmd()',
  '"=1"',
  '＝1',
];
const made = makeSurvey(60, HOSTILE);
const survey = aggregate(made.entries, made.rows, made.context);

describe('cells', () => {
  test.each([
    ['=cmd()', '"\'=cmd()"'],
    ['plain', 'plain'],
    ['a,b', '"a,b"'],
    ['say "x"', '"say ""x"""'],
    ['位置', '位置'],
    ['', ''],
  ])('%j', (text, expected) => expect(csvCell(text)).toBe(expected));

  test('numbers and nothing stay themselves', () => {
    expect(csvLine([-1, null, true, 0.5])).toBe('-1,,true,0.5\r\n');
  });

  test('no text starts a formula, carries a control character or breaks its cell', () => {
    fc.assert(
      fc.property(fc.array(fc.string({ unit: 'binary' }), { minLength: 1, maxLength: 5 }), (texts) => {
        const line = csvLine(texts);

        expect(line.slice(0, -2)).not.toMatch(/[\u0000-\u001f\u007f-\u009f\u202a-\u202e]/);
        const [cells] = read(line);
        expect(cells).toHaveLength(texts.length);
        for (const cell of cells!) expect(cell).not.toMatch(/^\s*[=+\-@]/);
      }),
    );
  });
});

describe('tables', () => {
  const tables = {
    apps: [...appsCsv(survey)].join(''),
    findings: [...findingsCsv(made.rows)].join(''),
    kinds: [...kindsCsv(survey)].join(''),
    sdks: [...sdksCsv(survey)].join(''),
  };

  test.each(Object.entries(tables))('%s: a BOM, then rows of equal width', (_name, text) => {
    expect(text.startsWith(BOM)).toBe(true);
    const rows = read(text.slice(1));
    expect(rows.length).toBeGreaterThan(5);
    expect(new Set(rows.map((r) => r.length)).size).toBe(1);
  });

  test('every app has its line, the auditor’s columns included', () => {
    const [head, ...rows] = read(tables.apps.slice(1));
    expect(rows).toHaveLength(60);
    const at = (name: string) => head!.indexOf(name);
    expect(rows[1]![at('store')]).toBe('商店乙');
    expect(rows[0]![at('label')]).toBe("'=cmd()");
    expect(rows[48]![at('verdict')]).toBe('failed');
    expect(rows[48]![at('failure_zh')]).toContain('说明');
  });

  test('one line per finding', () => {
    const findings = made.rows.flatMap((r) => (r.outcome.state === 'done' ? r.outcome.report.findings : []));
    expect(read(tables.findings.slice(1))).toHaveLength(findings.length + 1);
  });
});
