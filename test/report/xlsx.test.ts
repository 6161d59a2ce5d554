// The workbook as parts: what is written is read back cell by cell, and no text can become a formula or markup.
import { expect, test } from '@jest/globals';
import { XMLParser } from 'fast-xml-parser';
import { columnName, xlsxParts } from '../../src/report/xlsx.js';

const parser = new XMLParser({
  ignoreAttributes: false,
  attributeNamePrefix: '',
  trimValues: false,
  parseTagValue: false,
});
interface Cell {
  r: string;
  t?: string;
  s?: string;
  f?: unknown;
  v?: string;
  is?: { t: string | { '#text': string } };
}
const list = <T>(value: T | T[] | undefined): T[] =>
  value === undefined ? [] : Array.isArray(value) ? value : [value];
const cellsOf = (xml: string): Cell[] => {
  const sheet = parser.parse(xml) as {
    worksheet: { sheetData: { row: { c?: Cell | Cell[] } | { c?: Cell | Cell[] }[] } };
  };
  return list(sheet.worksheet.sheetData.row).flatMap((row) => list(row.c));
};
const textOf = (cell: Cell): string => (typeof cell.is!.t === 'string' ? cell.is!.t : cell.is!.t['#text']);

const HOSTILE = ['=cmd()', '+1', '-1', '@SUM(A1)', '<script>&"</script>', '\u0007bell', '  spaces  ', '中文'];

test('every value comes back, and text is never anything but text', () => {
  const parts = xlsxParts([
    {
      name: 'apps & more',
      columns: [
        { title: 'name', width: 20 },
        { title: 'n', width: 8 },
        { title: 'yes', width: 8 },
      ],
      rows: HOSTILE.map((text, i) => [text, i / 2, i % 2 === 0]),
    },
  ]);
  const sheet = parts.find((part) => part.name === 'xl/worksheets/sheet1.xml')!.text;
  const cells = cellsOf(sheet);
  const at = (name: string): Cell => cells.find((cell) => cell.r === name)!;
  expect(['A1', 'B1', 'C1'].map((name) => textOf(at(name)))).toEqual(['name', 'n', 'yes']);
  HOSTILE.forEach((text, i) => {
    const cell = at(`A${i + 2}`);
    expect(cell.t).toBe('inlineStr');
    expect(textOf(cell)).toBe(text.replace('\u0007', '\\u{7}'));
    expect(at(`B${i + 2}`).v).toBe(String(i / 2));
    expect([at(`C${i + 2}`).t, at(`C${i + 2}`).v]).toEqual(['b', i % 2 === 0 ? '1' : '0']);
  });
  expect(cells.filter((cell) => cell.f !== undefined)).toEqual([]);
  // Text keeps the mark that makes it text, should somebody edit its cell.
  const styles = parts.find((part) => part.name === 'xl/styles.xml')!.text;
  const formats = list(
    (parser.parse(styles) as { styleSheet: { cellXfs: { xf: { quotePrefix?: string }[] } } }).styleSheet
      .cellXfs.xf,
  );
  expect(formats[Number(at('A2').s)]!.quotePrefix).toBe('1');
  expect(parts.find((part) => part.name === 'xl/workbook.xml')!.text).toContain('name="apps &amp; more"');
});

test('each part that is named is there, and columns go on after Z', () => {
  const parts = xlsxParts(
    ['a', 'b'].map((name) => ({ name, columns: [{ title: 't', width: 9 }], rows: [] })),
  );
  const names = parts.map((part) => part.name);
  const types = parts[0]!.text;
  for (const [, part] of types.matchAll(/PartName="\/([^"]+)"/g)) expect(names).toContain(part);
  const links = parts.find((part) => part.name === 'xl/_rels/workbook.xml.rels')!.text;
  for (const [, target] of links.matchAll(/Target="([^"]+)"/g)) expect(names).toContain(`xl/${target}`);
  expect([0, 25, 26, 51, 52, 701, 702].map(columnName)).toEqual(['A', 'Z', 'AA', 'AZ', 'BA', 'ZZ', 'AAA']);
});
