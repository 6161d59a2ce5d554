// The auditor's list of apps: bytes of a CSV file → rows, with everything that is wrong named by line. Pure.
// Encodings: UTF-8 with or without BOM, UTF-16 with BOM, GB18030 (what Chinese Excel writes). Separators: comma,
// semicolon, tab. Leaves joining rows to files to plan.ts.
import type { SurveyProblem } from '../model/survey.js';

export interface ListRow {
  line: number; // of the row's first character, 1-based
  file: string | null;
  package: string | null;
  sha256: string | null;
  type: string | null; // as written
  columns: Record<string, string>;
}
export interface AppList {
  rows: ListRow[];
  columns: string[]; // names of the free columns, in order
  problems: Omit<SurveyProblem, 'text'>[];
}

/** Headings in the languages of the product; compared in lower case without blanks, hyphens and underscores. */
const HEADINGS: Readonly<Record<'file' | 'package' | 'sha256' | 'type', readonly string[]>> = {
  file: ['file', 'filename', 'path', 'apk', '文件', '文件名', '安装包', '路径'],
  package: ['package', 'packagename', 'applicationid', 'appid', '包名', '应用包名'],
  sha256: ['sha256', 'hash', '哈希', '哈希值', '摘要'],
  type: ['type', 'apptype', 'category', '类型', '应用类型', '类别', 'app类型'],
};

const problem = (
  code: string,
  line: number | null,
  args: Record<string, string | number> = {},
  level: SurveyProblem['level'] = 'warning',
): Omit<SurveyProblem, 'text'> => ({ code, level, line, args });

/** The text of a list, and which encoding it was taken for; null when it fits none. */
export function decodeList(bytes: Uint8Array): { text: string; encoding: string } | null {
  const starts = (...head: number[]): boolean => head.every((b, i) => bytes[i] === b);
  const decode = (encoding: string): string | null => {
    try {
      return new TextDecoder(encoding, { fatal: true }).decode(bytes);
    } catch {
      return null;
    }
  };
  const order = starts(0xff, 0xfe) ? ['utf-16le'] : starts(0xfe, 0xff) ? ['utf-16be'] : ['utf-8', 'gb18030'];
  for (const encoding of order) {
    const text = decode(encoding);
    // No list holds NUL; one that does is UTF-16 without a mark, or no text.
    if (text !== null && !text.includes('\0')) return { text, encoding };
  }
  return null;
}

interface Record_ {
  line: number;
  cells: string[];
  open: boolean; // a quote was never closed
}

/** Records of RFC 4180 with any of LF, CRLF and CR, quotes only at the start of a cell. */
// eslint-disable-next-line complexity -- a state machine: cells, quotes and ends of lines of RFC 4180
function* recordsOf(text: string, separator: string): Iterable<Record_> {
  let line = 1;
  let at = 0;
  while (at < text.length) {
    const record: Record_ = { line, cells: [], open: false };
    for (;;) {
      let cell = '';
      if (text[at] === '"') {
        at++;
        for (;;) {
          if (at >= text.length) {
            record.open = true;
            break;
          }
          const c = text[at++]!;
          if (c === '"') {
            if (text[at] !== '"') break;
            at++;
          }
          if (c === '\n') line++;
          cell += c;
        }
      }
      const from = at;
      while (at < text.length && text[at] !== separator && text[at] !== '\n' && text[at] !== '\r') at++;
      record.cells.push((cell + text.slice(from, at)).trim());
      if (text[at] !== separator || at >= text.length) break;
      at++;
    }
    if (text[at] === '\r') at++;
    if (text[at] === '\n' || text[at - 1] === '\r') {
      if (text[at] === '\n') at++;
      line++;
    }
    yield record;
  }
}

const headingOf = (cell: string): keyof typeof HEADINGS | null => {
  const word = cell.toLowerCase().replace(/[\s_-]+/g, '');
  const found = (Object.keys(HEADINGS) as (keyof typeof HEADINGS)[]).find((id) =>
    HEADINGS[id].includes(word),
  );
  return found ?? null;
};

const separatorOf = (text: string): string => {
  const first = text.slice(0, /[\r\n]|$/.exec(text)!.index);
  const count = (c: string): number => first.split(c).length - 1;
  return [',', ';', '\t'].reduce((best, c) => (count(c) > count(best) ? c : best));
};

/** Reads a list; rows with nothing to find an app by are named and left out. */
// eslint-disable-next-line complexity -- each fault of a list has its own words
export function readAppList(bytes: Uint8Array): AppList {
  const decoded = decodeList(bytes);
  if (decoded === null)
    return { rows: [], columns: [], problems: [problem('survey/list-encoding', null, {}, 'error')] };
  const { encoding } = decoded;
  const text = decoded.text.replace(/^\ufeff/, '');
  const problems: AppList['problems'] = [];
  if (encoding !== 'utf-8') problems.push(problem('survey/list-read-as', null, { encoding }, 'note'));
  const records = [...recordsOf(text, separatorOf(text))];
  const head = records.shift();
  const fields = (head?.cells ?? []).map(headingOf);
  if (!head || !fields.some((f) => f === 'file' || f === 'package' || f === 'sha256')) {
    problems.push(problem('survey/list-heading', 1, {}, 'error'));
    return { rows: [], columns: [], problems };
  }
  const seen = new Set<string>();
  const names = head.cells.map((cell, i) => {
    const field = fields[i];
    if (field && fields.indexOf(field) === i) return null;
    let name = cell === '' ? `column ${i + 1}` : cell;
    while (seen.has(name)) name += '*';
    seen.add(name);
    return name;
  });
  const rows: ListRow[] = [];
  for (const { line, cells, open } of records) {
    if (cells.every((c) => c === '')) continue;
    if (open) problems.push(problem('survey/list-open-quote', line, {}, 'error'));
    if (cells.length > head.cells.length)
      problems.push(
        problem('survey/list-extra-cells', line, { count: cells.length, expected: head.cells.length }),
      );
    const value = (field: keyof typeof HEADINGS): string | null => cells[fields.indexOf(field)] || null;
    const hash =
      value('sha256')
        ?.toLowerCase()
        .replace(/^sha256:/, '') ?? null;
    const valid = hash !== null && /^[0-9a-f]{64}$/.test(hash);
    if (hash !== null && !valid)
      problems.push(problem('survey/list-bad-hash', line, { hash: hash.slice(0, 80) }));
    const row: ListRow = {
      line,
      file: value('file'),
      package: value('package'),
      sha256: valid ? hash : null,
      type: value('type'),
      columns: Object.fromEntries(
        names.flatMap((name, i) => (name === null ? [] : [[name, cells[i] ?? ''] as const])),
      ),
    };
    if (row.file === null && row.package === null && row.sha256 === null)
      problems.push(problem('survey/list-no-key', line));
    else rows.push(row);
  }
  return { rows, columns: names.filter((n) => n !== null), problems };
}
