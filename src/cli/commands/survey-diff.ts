// overreach survey diff: two surveys in, what changed and why out. Leaves comparing to compare/population.ts.
import { statSync } from 'node:fs';
import { readPlainText } from '../../catalogue/plain-file.js';
import { join } from 'node:path';
import { diffSurveys } from '../../compare/population.js';
import type { SurveyAppChange, SurveyChange, SurveyReport } from '../../model/survey.js';
import { UserError } from '../../model/user-error.js';
import { jsonText, plain } from '../../report/escape.js';
import { label, VERDICTS } from '../../text/labels.js';
import type { Lang } from '../../text/labels.js';
import { OUTPUTS } from '../../run/write-survey.js';
import type { Args } from '../command.js';
import { EXIT } from '../exit-codes.js';
import type { ExitCode } from '../exit-codes.js';
import type { Io } from '../io.js';
import { chooseDestinations, writeOut } from '../output.js';

/** Changes shown for one app before "and n more". */
const MOST_LINES = 12;

/** @throws UserError when the folder or file holds no survey */
export function readSurvey(path: string): SurveyReport {
  const isFolder = statSync(path, { throwIfNoEntry: false })?.isDirectory() ?? false;
  const file = isFolder ? join(path, OUTPUTS.survey) : path;
  let value: Partial<SurveyReport> | null;
  try {
    value = JSON.parse(readPlainText(file)) as Partial<SurveyReport> | null;
  } catch (error) {
    const reason = (error as NodeJS.ErrnoException).code ?? 'no JSON';
    throw new UserError('survey/no-survey', {
      en: `${path}: no finished survey (${reason})`,
      zh: `${path}：没有已完成的测评（${reason}）`,
    });
  }
  if (value?.schema !== 'overreach-survey/1' || !Array.isArray(value.apps) || !value.totals || !value.tool)
    throw new UserError('survey/no-survey', {
      en: `${path}: not a survey of this version`,
      zh: `${path}：不是此版本的测评结果`,
    });
  return value as SurveyReport;
}

const CAUSES: Readonly<Record<SurveyAppChange['because'][number], Record<Lang, string>>> = {
  package: { en: 'the package changed', zh: '安装包已变化' },
  type: { en: 'judged as another type', zh: '按另一类型判断' },
  rules: { en: 'the rules changed', zh: '规则已变化' },
  tool: { en: 'the tool changed', zh: '工具版本已变化' },
};

// eslint-disable-next-line complexity -- a text in two languages: each change is told only where there is one
const appLines = (change: SurveyAppChange, lang: Lang): string[] => {
  const zh = lang === 'zh';
  const name = plain(change.label ?? change.package ?? change.id, 100);
  const id = plain(change.id, 200);
  const word = { added: zh ? '新增' : 'added', removed: zh ? '移除' : 'removed', changed: '' }[change.change];
  const why = change.because.map((b) => CAUSES[b][lang]).join(zh ? '、' : ', ');
  const head = `${change.change === 'added' ? '+' : change.change === 'removed' ? '-' : '~'} ${name} (${id})${word ? `: ${word}` : ''}${why ? `: ${why}` : ''}`;
  if (change.change !== 'changed') return [head];
  const verdict = (v: string | null): string =>
    v === null ? '–' : v === 'failed' ? (zh ? '无法读取' : 'unreadable') : label(VERDICTS, v, lang);
  const lines = [
    ...(change.version.before !== change.version.after
      ? [
          `${zh ? '版本' : 'version'} ${plain(change.version.before ?? '–', 60)} → ${plain(change.version.after ?? '–', 60)}`,
        ]
      : []),
    ...(change.verdict.before !== change.verdict.after
      ? [`${verdict(change.verdict.before)} → ${verdict(change.verdict.after)}`]
      : []),
    ...(change.score.before !== change.score.after
      ? [`${zh ? '指数' : 'index'} ${change.score.before ?? '–'} → ${change.score.after ?? '–'}`]
      : []),
    ...change.kinds.map((k) => `${k.kind}: ${k.before ?? '–'} → ${k.after ?? '–'}`),
    ...change.sdks.added.map((s) => `+ SDK ${s}`),
    ...change.sdks.removed.map((s) => `- SDK ${s}`),
  ];
  const more = lines.length - MOST_LINES;
  const shown =
    more > 0 ? [...lines.slice(0, MOST_LINES), zh ? `另有 ${more} 项` : `and ${more} more`] : lines;
  return [head, ...shown.map((line) => `    ${line}`)];
};

/** The change as text: causes first, then totals, kinds, SDKs, apps. */
export function diffText(change: SurveyChange, lang: Lang): string {
  const zh = lang === 'zh';
  const { before, after } = change;
  const causes = [
    ...(change.toolChanged ? [`${zh ? '工具' : 'tool'} ${before.version} → ${after.version}`] : []),
    ...(change.rulesChanged
      ? [`${zh ? '规则' : 'rules'} ${before.rules.slice(0, 12)} → ${after.rules.slice(0, 12)}`]
      : []),
  ];
  const lines = [
    zh
      ? `涉嫌应用数：${before.suspected}/${before.rated} → ${after.suspected}/${after.rated}`
      : `Suspected: ${before.suspected} of ${before.rated} → ${after.suspected} of ${after.rated}`,
    causes.length > 0
      ? `${zh ? '同时变化：' : 'Also changed: '}${causes.join(zh ? '；' : '; ')}`
      : zh
        ? '工具与规则相同'
        : 'Same tool, same rules',
    ...change.kinds.map((k) => `${k.name[lang]}: ${k.before} → ${k.after}`),
    ...change.sdks.slice(0, 20).map((s) => `SDK ${plain(s.name, 80)}: ${s.before} → ${s.after}`),
    '',
    ...change.apps.flatMap((app) => appLines(app, lang)),
    zh ? `${change.unchanged} 款应用无变化` : `${change.unchanged} apps unchanged`,
  ];
  return `${lines.join('\n')}\n`;
}

export async function run(args: Args, io: Io): Promise<ExitCode> {
  const [, before, after, ...more] = args.paths;
  if (before === undefined || after === undefined || more.length > 0)
    throw new UserError('survey/diff-needs-two', {
      en: 'survey diff needs two folders: overreach survey diff old/ new/',
      zh: 'survey diff 需要两个文件夹：overreach survey diff 旧/ 新/',
    });
  const change = diffSurveys(readSurvey(before), readSurvey(after));
  for (const { format, file } of chooseDestinations(args, ['terminal', 'json'], 'terminal'))
    writeOut(io, file, format === 'json' ? `${jsonText(change, null, 1)}\n` : diffText(change, args.lang));
  return EXIT.fine;
}
