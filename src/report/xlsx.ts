// The tables of a survey as parts of one Excel workbook (ECMA-376, "SpreadsheetML"): XML texts by name, for an archive.
// Text is written as text, in cells of type inlineStr, which no spreadsheet reads as a formula; no cell holds one.
// Leaves what is in the tables to csv.ts and survey/, and the archive to run/.
import { plain } from './escape.js';

export type XlsxValue = string | number | boolean | null;
export interface XlsxSheet {
  name: string; // at most 31 characters, none of []:*?/\
  columns: readonly { title: string; width: number }[]; // width in characters
  rows: Iterable<readonly XlsxValue[]>;
}

/** A spreadsheet takes so many rows in a sheet (2^20) and so many characters in a cell. */
export const XLSX_ROWS = 1_048_576;
const LONGEST_CELL = 32_000;

const ENTITIES: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' };
const xml = (text: string): string => plain(text, LONGEST_CELL).replace(/[&<>"]/g, (c) => ENTITIES[c]!);

const HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n';
const MAIN = 'http://schemas.openxmlformats.org/spreadsheetml/2006/main';
const RELATIONS = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships';
const PACKAGE = 'http://schemas.openxmlformats.org/package/2006';

/** "A", "Z", "AA": the letters of a column counted from 0. */
export const columnName = (at: number): string =>
  (at >= 26 ? columnName(Math.floor(at / 26) - 1) : '') + String.fromCharCode(65 + (at % 26));

/** Styles of styles.xml by number: 1 head, 2 text that stays text when the cell is edited. */
const HEAD_STYLE = 1;
const TEXT_STYLE = 2;

const cell = (value: XlsxValue, at: string, style: number): string => {
  if (value === null || value === '') return '';
  if (typeof value === 'number') return Number.isFinite(value) ? `<c r="${at}"><v>${value}</v></c>` : '';
  if (typeof value === 'boolean') return `<c r="${at}" t="b"><v>${value ? 1 : 0}</v></c>`;
  return `<c r="${at}" s="${style}" t="inlineStr"><is><t xml:space="preserve">${xml(value)}</t></is></c>`;
};

const rowXml = (values: readonly XlsxValue[], number: number, style: number): string =>
  `<row r="${number}">${values.map((value, i) => cell(value, `${columnName(i)}${number}`, style)).join('')}</row>`;

function sheetXml({ columns, rows }: XlsxSheet): string {
  const lines = [
    rowXml(
      columns.map((column) => column.title),
      1,
      HEAD_STYLE,
    ),
  ];
  for (const values of rows) {
    if (lines.length >= XLSX_ROWS) break;
    lines.push(rowXml(values, lines.length + 1, TEXT_STYLE));
  }
  const widths = columns.map(
    (column, i) => `<col min="${i + 1}" max="${i + 1}" width="${column.width}" customWidth="1"/>`,
  );
  const last = `${columnName(columns.length - 1)}${lines.length}`;
  return `${HEAD}<worksheet xmlns="${MAIN}"><sheetViews><sheetView workbookViewId="0"><pane ySplit="1" topLeftCell="A2" activePane="bottomLeft" state="frozen"/></sheetView></sheetViews><cols>${widths.join('')}</cols><sheetData>${lines.join('\n')}</sheetData><autoFilter ref="A1:${last}"/></worksheet>`;
}

const STYLES = `${HEAD}<styleSheet xmlns="${MAIN}"><fonts count="2"><font><sz val="10"/><name val="Calibri"/></font><font><b/><sz val="10"/><name val="Calibri"/></font></fonts><fills count="3"><fill><patternFill patternType="none"/></fill><fill><patternFill patternType="gray125"/></fill><fill><patternFill patternType="solid"><fgColor rgb="FFEEF3F3"/></patternFill></fill></fills><borders count="1"><border/></borders><cellStyleXfs count="1"><xf/></cellStyleXfs><cellXfs count="3"><xf/><xf fontId="1" fillId="2" applyFont="1" applyFill="1"/><xf quotePrefix="1" applyAlignment="1"><alignment vertical="top"/></xf></cellXfs></styleSheet>`;

/** The files of the workbook, in the order in which they go into its archive. */
export function xlsxParts(sheets: readonly XlsxSheet[]): { name: string; text: string }[] {
  const files = sheets.map((_, i) => `worksheets/sheet${i + 1}.xml`);
  const type = (part: string, kind: string): string =>
    `<Override PartName="/xl/${part}" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.${kind}+xml"/>`;
  const relation = (id: string, kind: string, target: string): string =>
    `<Relationship Id="${id}" Type="${RELATIONS}/${kind}" Target="${target}"/>`;
  const relations = (list: readonly string[]): string =>
    `${HEAD}<Relationships xmlns="${PACKAGE}/relationships">${list.join('')}</Relationships>`;
  return [
    {
      name: '[Content_Types].xml',
      text: `${HEAD}<Types xmlns="${PACKAGE}/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" ContentType="application/xml"/>${type('workbook.xml', 'sheet.main')}${type('styles.xml', 'styles')}${files.map((file) => type(file, 'worksheet')).join('')}</Types>`,
    },
    { name: '_rels/.rels', text: relations([relation('r1', 'officeDocument', 'xl/workbook.xml')]) },
    {
      name: 'xl/workbook.xml',
      text: `${HEAD}<workbook xmlns="${MAIN}" xmlns:r="${RELATIONS}"><sheets>${sheets
        .map((sheet, i) => `<sheet name="${xml(sheet.name)}" sheetId="${i + 1}" r:id="s${i + 1}"/>`)
        .join('')}</sheets></workbook>`,
    },
    {
      name: 'xl/_rels/workbook.xml.rels',
      text: relations([
        ...files.map((file, i) => relation(`s${i + 1}`, 'worksheet', file)),
        relation('styles', 'styles', 'styles.xml'),
      ]),
    },
    { name: 'xl/styles.xml', text: STYLES },
    ...sheets.map((sheet, i) => ({ name: `xl/${files[i]!}`, text: sheetXml(sheet) })),
  ];
}
