// What a publisher adds to a survey: replies of providers, own words, a logo, the survey before. Reads the files that the
// options name. Leaves joining to survey/replies.ts and showing to report/.
import { LineCounter, parseDocument } from 'yaml';
import { diffSurveys } from '../../compare/population.js';
import type { Text } from '../../model/catalogue.js';
import { UserError } from '../../model/user-error.js';
import type { Additions } from '../../run/publish.js';
import { decodeList, readAppList } from '../../survey/app-list.js';
import { readPlainFile } from '../../catalogue/plain-file.js';
import type { AppList, ListRow } from '../../survey/app-list.js';
import type { Args } from '../command.js';
import { readSurvey } from './survey-diff.js';

const MEDIA: readonly [name: RegExp, type: string, starts: (bytes: Buffer) => boolean][] = [
  [/\.png$/i, 'image/png', (b) => b.subarray(1, 4).toString('latin1') === 'PNG'],
  [/\.jpe?g$/i, 'image/jpeg', (b) => b[0] === 0xff && b[1] === 0xd8],
  [/\.webp$/i, 'image/webp', (b) => b.subarray(8, 12).toString('latin1') === 'WEBP'],
  [/\.svg$/i, 'image/svg+xml', (b) => /<svg[\s>]/.test(b.toString('utf8'))],
];
/** A logo is in every copy of the page. */
const LARGEST_LOGO = 512 * 1024;

function read(path: string): Buffer {
  try {
    return readPlainFile(path);
  } catch (error) {
    const reason = (error as NodeJS.ErrnoException).code ?? String(error);
    throw new UserError('survey/no-file', {
      en: `cannot read ${path} (${reason})`,
      zh: `无法读取 ${path}（${reason}）`,
    });
  }
}

const wrong = (path: string, en: string, zh: string): UserError =>
  new UserError('survey/bad-file', { en: `${path}: ${en}`, zh: `${path}：${zh}` });

const isYaml = (path: string): boolean => /\.ya?ml$/i.test(path);

/** Plain values of a YAML file, with the line of each entry of a list. @throws UserError */
function readYaml(path: string): { value: unknown; lines: number[] } {
  const counter = new LineCounter();
  const document = parseDocument(read(path).toString('utf8'), { lineCounter: counter });
  const [fault] = document.errors;
  if (fault) {
    const { line } = counter.linePos(fault.pos[0]);
    throw wrong(path, `line ${line} is no YAML`, `第 ${line} 行不是 YAML`);
  }
  const items = (document.contents as { items?: { range?: [number, number, number] }[] } | null)?.items ?? [];
  return {
    value: document.toJS() as unknown,
    lines: items.map((item) => (item.range ? counter.linePos(item.range[0]).line : 1)),
  };
}

const stringOf = (value: unknown): string | null =>
  typeof value === 'string' || typeof value === 'number' ? String(value) : null;

/** `{ en, zh }`, or one text for both. */
function textOf(value: unknown): Text | null {
  const plain = stringOf(value);
  if (plain !== null) return { en: plain, zh: plain };
  if (typeof value !== 'object' || value === null) return null;
  const { en, zh } = value as { en?: unknown; zh?: unknown };
  const one = stringOf(en) ?? stringOf(zh);
  return one === null ? null : { en: stringOf(en) ?? one, zh: stringOf(zh) ?? one };
}

function ownText(path: string): Text {
  if (!isYaml(path)) {
    const text = decodeList(read(path))?.text.replace(/^\ufeff/, '');
    if (text === undefined) throw wrong(path, 'no text in UTF-8', '不是 UTF-8 文本');
    return { en: text, zh: text };
  }
  const text = textOf(readYaml(path).value);
  if (text === null) throw wrong(path, 'needs “en:” or “zh:” with a text', '需要 “en:” 或 “zh:” 文本');
  return text;
}

/** The rows of a YAML list of replies as those of a table. */
function yamlReplies(path: string): AppList {
  const { value, lines } = readYaml(path);
  if (!Array.isArray(value)) throw wrong(path, 'needs a list of replies', '需要一个回应列表');
  const rows = value.map((entry: unknown, i): ListRow => {
    const item = (typeof entry === 'object' && entry !== null ? entry : {}) as Record<string, unknown>;
    const text = textOf(item['reply'] ?? item['answer']);
    const row: ListRow = {
      line: lines[i] ?? i + 1,
      file: stringOf(item['file']),
      package: stringOf(item['package']),
      sha256: stringOf(item['sha256'] ?? item['hash'])?.toLowerCase() ?? null,
      type: null,
      columns: {
        ...(text === null ? {} : { 'reply-en': text.en, 'reply-zh': text.zh }),
        from: stringOf(item['from']) ?? '',
        date: stringOf(item['date']) ?? '',
      },
    };
    if (row.file === null && row.package === null && row.sha256 === null)
      throw wrong(
        path,
        `line ${row.line} names neither file nor package nor hash`,
        `第 ${row.line} 行没有 file、package 或 hash`,
      );
    return row;
  });
  return { rows, columns: [], problems: [] };
}

function logoOf(path: string): string {
  const bytes = read(path);
  const [, type] = MEDIA.find(([name, , starts]) => name.test(path) && starts(bytes)) ?? [];
  if (type === undefined)
    throw wrong(path, 'no PNG, JPEG, WebP or SVG image', '不是 PNG、JPEG、WebP 或 SVG 图片');
  if (bytes.length > LARGEST_LOGO)
    throw wrong(path, `larger than ${LARGEST_LOGO / 1024} KB`, `大于 ${LARGEST_LOGO / 1024} KB`);
  return `data:${type};base64,${bytes.toString('base64')}`;
}

/** Null when nothing is added. @throws UserError when a file cannot be used */
export function readAdditions(args: Args): Additions | null {
  const name = (option: 'replies' | 'logo' | 'intro' | 'method' | 'last') => args.text(option);
  const [replies, logo, intro, method, last] = [
    name('replies'),
    name('logo'),
    name('intro'),
    name('method'),
    name('last'),
  ];
  if ([replies, logo, intro, method, last].every((value) => value === null)) return null;
  const before = last === null ? null : readSurvey(last);
  return {
    replies: replies === null ? null : isYaml(replies) ? yamlReplies(replies) : readAppList(read(replies)),
    logo: logo === null ? null : logoOf(logo),
    intro: intro === null ? null : ownText(intro),
    method: method === null ? null : ownText(method),
    changeOf: before === null ? null : (now) => diffSurveys(before, now),
  };
}
