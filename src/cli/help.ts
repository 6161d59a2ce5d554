// --help, for the whole and for each command, in both languages, fitted to the window. Pure.
import type { Lang } from '../text/labels.js';
import { displayWidth, padEnd, wrap } from '../report/width.js';
import type { Command } from './command.js';
import { COMMON_OPTIONS, optionSpec } from './options.js';
import type { OptionName } from './options.js';

const WIDEST = 100;

const twoColumns = (rows: readonly (readonly [string, string])[], columns: number): string[] => {
  const longest = Math.max(...rows.map(([left]) => displayWidth(left)));
  const left = Math.min(longest, 28);
  const room = columns - left - 4;
  if (room < 24)
    return rows.flatMap(([a, b]) => [
      ...wrap(a, columns - 2).map((l) => `  ${l}`),
      ...wrap(b, columns - 6).map((l) => `      ${l}`),
    ]);
  return rows.flatMap(([a, b]) => {
    const text = wrap(b, room);
    if (displayWidth(a) > left) return [`  ${a}`, ...text.map((l) => `  ${' '.repeat(left)}  ${l}`)];
    return text.map((l, i) => `  ${padEnd(i === 0 ? a : '', left)}  ${l}`);
  });
};

/** "-f, --format <format[=file]>" */
export const optionHead = (name: OptionName): string => {
  const spec = optionSpec(name);
  return `${spec.alias ? `-${spec.alias}, ` : ''}--${name}${spec.value ? ` ${spec.value}` : ''}`;
};

const words = (lang: Lang) =>
  lang === 'zh'
    ? {
        usage: '用法',
        commands: '命令',
        options: '选项',
        common: '通用选项',
        examples: '示例',
        exit: '退出码',
      }
    : {
        usage: 'Usage',
        commands: 'Commands',
        options: 'Options',
        common: 'Common options',
        examples: 'Examples',
        exit: 'Exit codes',
      };

const EXIT_TEXT = {
  en: '0 done and under the threshold · 1 threshold crossed · 2 could not do the job · 3 incomplete, with --strict',
  zh: '0 完成且未达阈值 · 1 达到阈值 · 2 无法完成 · 3 不完整（使用 --strict 时）',
};

const optionRows = (names: readonly OptionName[], lang: Lang): [string, string][] =>
  names.map((name) => [optionHead(name), optionSpec(name).text[lang]]);

/** Help of the whole program. */
export function mainHelp(commands: readonly Command[], lang: Lang, columns: number): string {
  const w = words(lang);
  const width = Math.min(WIDEST, columns);
  const intro =
    lang === 'zh'
      ? 'Overreach：仅凭安装包判断一款安卓应用是否收集了超出所需的个人信息。'
      : 'Overreach tells from an Android package alone whether an app collects more personal data than it needs.';
  const lines = [
    ...wrap(intro, width),
    '',
    `${w.usage}: overreach <${lang === 'zh' ? '命令' : 'command'}> …`,
    '',
    `${w.commands}:`,
    ...twoColumns(
      commands.map((c) => [`${c.name} ${c.positional}`.trim(), c.summary[lang]] as const),
      width,
    ),
    '',
    `${w.common}:`,
    ...twoColumns(optionRows(COMMON_OPTIONS, lang), width),
    '',
    `${w.examples}:`,
    '  overreach scan app.apk --type online-shopping',
    '  overreach explain contacts',
    '',
    `${w.exit}:`,
    ...wrap(EXIT_TEXT[lang], width - 2).map((l) => `  ${l}`),
  ];
  return `${lines.join('\n')}\n`;
}

/** Help of one command. */
export function commandHelp(command: Command, lang: Lang, columns: number): string {
  const w = words(lang);
  const width = Math.min(WIDEST, columns);
  const lines = [
    ...wrap(
      `${w.usage}: overreach ${command.name} ${command.positional} [${w.options.toLowerCase()}]`.replace(
        / {2,}/g,
        ' ',
      ),
      width,
    ),
    '',
    ...wrap(`${command.summary[lang]}${lang === 'zh' ? '。' : '.'}`, width),
    ...(command.about ? ['', ...wrap(command.about[lang], width)] : []),
    '',
  ];
  if (command.options.length)
    lines.push(`${w.options}:`, ...twoColumns(optionRows(command.options, lang), width), '');
  lines.push(`${w.common}:`, ...twoColumns(optionRows(COMMON_OPTIONS, lang), width));
  if (command.examples.length) {
    lines.push('', `${w.examples}:`);
    for (const example of command.examples)
      lines.push(`  ${example.line}`, ...wrap(example.what[lang], width - 6).map((l) => `      ${l}`));
  }
  lines.push('', `${w.exit}:`, ...wrap(EXIT_TEXT[lang], width - 2).map((l) => `  ${l}`));
  return `${lines.join('\n')}\n`;
}
