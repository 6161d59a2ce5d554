// Where reports go: which formats, to which file or to standard output, in colour or not. A file is there whole or not at
// all, however the run ends. Leaves rendering to report/.
import { chmodSync, realpathSync, renameSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { UserError } from '../model/user-error.js';
import { FORMAT_IDS, loadReporter } from '../report/index.js';
import type { FormatId } from '../report/index.js';
import type { ReportItem, Style } from '../report/reporter.js';
import type { Args } from './command.js';
import type { Io } from './io.js';
import { nearest } from '../model/nearest.js';

/** One thing to write: `file` null is standard output. */
export interface Destination<Format extends string> {
  format: Format;
  file: string | null;
}

const isFormat = <F extends string>(word: string, formats: readonly F[]): word is F =>
  (formats as readonly string[]).includes(word);

/**
 * The destinations that --format and --out ask for; without --format, `fallback` to standard output or --out.
 * @throws UserError for an unknown format, or when two would share standard output
 */
export function chooseDestinations<F extends string>(
  args: Args,
  formats: readonly F[],
  fallback: F,
): Destination<F>[] {
  const out = args.text('out');
  const target = out === null || out === '-' ? null : out;
  const said = args.texts('format');
  if (said.length === 0) return [{ format: byEnding(target, formats) ?? fallback, file: target }];
  const destinations = said.map((word): Destination<F> => {
    const equals = word.indexOf('=');
    const format = equals < 0 ? word : word.slice(0, equals);
    if (!isFormat(format, formats)) {
      const near = nearest(format, formats);
      throw new UserError(
        'cli/unknown-format',
        { en: `unknown format ${format}`, zh: `未知格式 ${format}` },
        near
          ? { en: `did you mean ${near}?`, zh: `是否想用 ${near}？` }
          : { en: `one of ${formats.join(', ')}`, zh: `可选：${formats.join('、')}` },
      );
    }
    const file = equals < 0 ? target : word.slice(equals + 1);
    if (file === '')
      throw new UserError('cli/no-file', {
        en: `--format ${word} names no file`,
        zh: `--format ${word} 没有给出文件`,
      });
    return { format, file: file === '-' ? null : file };
  });
  const seen = new Set<string>();
  for (const { file } of destinations) {
    const name = file ?? '-';
    if (seen.has(name))
      throw new UserError(
        'cli/one-place-twice',
        file === null
          ? { en: 'two formats cannot share standard output', zh: '标准输出不能同时写两种格式' }
          : { en: `two formats cannot share ${file}`, zh: `${file} 不能同时写两种格式` },
        {
          en: 'give each a file: --format json=report.json',
          zh: '请各自指定文件：--format json=report.json',
        },
      );
    seen.add(name);
  }
  return destinations;
}

/** What the ending of a file says of its format, where --format says nothing: report.html is a page. */
const ENDINGS: Readonly<Record<string, string>> = {
  html: 'html',
  htm: 'html',
  json: 'json',
  md: 'markdown',
  csv: 'csv',
  sarif: 'sarif',
};
function byEnding<F extends string>(file: string | null, formats: readonly F[]): F | null {
  const format = ENDINGS[/\.([a-z]+)$/i.exec(file ?? '')?.[1]?.toLowerCase() ?? ''];
  return format !== undefined && isFormat(format, formats) ? format : null;
}

const WHY_NOT: Readonly<Record<string, { en: string; zh: string }>> = {
  ENOENT: { en: 'its folder does not exist', zh: '所在文件夹不存在' },
  ENOTDIR: { en: 'its folder is a file', zh: '所在文件夹实为文件' },
  EISDIR: { en: 'it is a folder', zh: '该路径是文件夹' },
  EACCES: { en: 'no right to write there', zh: '没有写入权限' },
  EPERM: { en: 'no right to write there', zh: '没有写入权限' },
  EROFS: { en: 'the disk is read-only', zh: '磁盘为只读' },
  ENOSPC: { en: 'the disk is full', zh: '磁盘已满' },
  EDQUOT: { en: 'the quota is used up', zh: '磁盘配额已用尽' },
  EEXIST: { en: 'a file of that name is there', zh: '已有同名文件' },
  EIO: { en: 'the disk reports an error', zh: '磁盘报告错误' },
  ENOTFILE: { en: 'it is a pipe or a device', zh: '该路径是管道或设备' },
  ENAMETOOLONG: { en: 'the name is too long', zh: '文件名过长' },
};

/** The one line for a file or folder that cannot be written. */
export function cannotWrite(file: string, error: unknown): UserError {
  const code = (error as NodeJS.ErrnoException).code ?? 'unknown';
  const reason = WHY_NOT[code] ?? { en: code, zh: code };
  return new UserError('cli/cannot-write', {
    en: `cannot write ${file}: ${reason.en}`,
    zh: `无法写入 ${file}：${reason.zh}`,
  });
}

/** @throws UserError when the file cannot be written */
export function writeOut(io: Io, file: string | null, text: string): void {
  if (file === null) return io.out(text);
  try {
    writeWhole(file, text);
  } catch (error) {
    throw cannotWrite(file, error);
  }
}

/** What the system offers under these names is open already, or takes all and waits for nobody. */
const STREAMS = /^\/(?:dev\/(?:fd\/\d+|stdout|stderr|null|full|tty)|proc\/self\/fd\/\d+)$/;
/** Beside the file nothing may be written, or nothing be put in its place: the file itself may still be. */
const NOT_BESIDE: ReadonlySet<string> = new Set(['EACCES', 'EPERM', 'EROFS', 'EBUSY', 'EXDEV']);

/** Beside its place first, then moved there. A pipe is never opened: that waits for whoever reads it. */
function writeWhole(file: string, text: string): void {
  const there = statSync(file, { throwIfNoEntry: false });
  if (STREAMS.test(file) || there?.isDirectory()) return writeFileSync(file, text);
  if (there && !there.isFile()) throw Object.assign(new Error(file), { code: 'ENOTFILE' });
  const place = there ? realpathSync(file) : file;
  const part = `${place}.${process.pid}.part`;
  try {
    writeFileSync(part, text, { flag: 'wx' });
    if (there) chmodSync(part, there.mode & 0o777);
    renameSync(part, place);
  } catch (error) {
    const code = (error as NodeJS.ErrnoException).code ?? '';
    if (code !== 'EEXIST') rmSync(part, { force: true });
    if (!there || !NOT_BESIDE.has(code)) throw error;
    writeFileSync(place, text);
  }
}

/** Without a window: wide enough for the table, narrow enough to read. */
const COLUMNS_WITHOUT_WINDOW = 100;

/** As force-color.org and no-color.org have it: what is typed wins, then FORCE_COLOR, then NO_COLOR, then the terminal. */
function inColour(args: Args, io: Io): boolean {
  const forced = io.env['FORCE_COLOR'];
  if (args.flag('no-color')) return false;
  if (forced !== undefined) return forced !== '0' && forced !== 'false';
  return !io.env['NO_COLOR'] && io.env['TERM'] !== 'dumb' && io.outIsTerminal;
}

/** How to show a report at a destination. */
export function styleFor(args: Args, io: Io, file: string | null, single: boolean): Style {
  return {
    color: file === null && inColour(args, io),
    columns: (file === null ? io.columns : null) ?? COLUMNS_WITHOUT_WINDOW,
    lang: args.lang,
    all: args.flag('all'),
    single,
    ...(io.home === undefined ? {} : { home: io.home }),
  };
}

/** --quiet drops what nobody asked for by name: the report on standard output when no --format was given. */
export const isSilenced = (args: Args, destination: Destination<string>): boolean =>
  args.flag('quiet') && destination.file === null && args.texts('format').length === 0;

/** Renders the reports to every destination. */
export async function writeReports(
  args: Args,
  io: Io,
  items: readonly ReportItem[],
  destinations: readonly Destination<FormatId>[],
  single: boolean,
): Promise<void> {
  for (const destination of destinations) {
    if (isSilenced(args, destination)) continue;
    const reporter = await loadReporter(destination.format);
    writeOut(io, destination.file, reporter.render(items, styleFor(args, io, destination.file, single)));
  }
}

export const reportDestinations = (args: Args, fallback: FormatId = 'terminal'): Destination<FormatId>[] =>
  chooseDestinations(args, FORMAT_IDS, fallback);
