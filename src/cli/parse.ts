// Arguments → Args, by yargs. Every complaint is one sentence with the nearest valid name. Leaves help to help.ts.
import yargs from 'yargs';
import { UserError } from '../model/user-error.js';
import type { Lang } from '../text/labels.js';
import type { Args, Command } from './command.js';
import { nearest } from '../model/nearest.js';
import { COMMON_OPTIONS, optionSpec, OPTIONS } from './options.js';
import type { OptionName } from './options.js';

const PARSER = {
  'camel-case-expansion': false,
  'dot-notation': false,
  'greedy-arrays': false,
  'parse-numbers': false,
  'parse-positional-numbers': false,
  'duplicate-arguments-array': true,
  'boolean-negation': false,
  'strip-aliased': true,
};

/** The options a command accepts, common ones included. */
const acceptedOptions = (command: Command | null): OptionName[] => [
  ...(command?.options ?? []),
  ...COMMON_OPTIONS,
];

/** --lang wins, then LC_ALL, LC_MESSAGES, LANG; anything that does not start with zh is English. */
export function chooseLang(argv: readonly string[], env: Readonly<Record<string, string | undefined>>): Lang {
  const at = argv.findIndex((a) => a === '--lang' || a.startsWith('--lang='));
  const said = at < 0 ? undefined : argv[at]!.includes('=') ? argv[at]!.slice(7) : argv[at + 1];
  if (said === 'zh' || said === 'en') return said;
  const locale = env['LC_ALL'] || env['LC_MESSAGES'] || env['LANG'] || '';
  return /^zh/i.test(locale) ? 'zh' : 'en';
}

const unknownOption = (key: string, command: Command): UserError => {
  const written = key.length === 1 ? `-${key}` : `--${key}`;
  const near = key.length === 1 ? null : nearest(key, acceptedOptions(command));
  const elsewhere = near === null && Object.hasOwn(OPTIONS, key);
  return new UserError(
    'cli/unknown-option',
    elsewhere
      ? { en: `${written} is not an option of ${command.name}`, zh: `${command.name} 没有选项 ${written}` }
      : { en: `unknown option ${written}`, zh: `未知选项 ${written}` },
    near === null
      ? {
          en: `overreach ${command.name} --help lists the options`,
          zh: `用 overreach ${command.name} --help 查看选项`,
        }
      : { en: `did you mean --${near}?`, zh: `是否想用 --${near}？` },
  );
};

const asTexts = (value: unknown): string[] =>
  (Array.isArray(value) ? value : value === undefined || value === null ? [] : [value]).map(String);

/** @throws UserError for anything the command does not accept */
export async function parseArgs(argv: readonly string[], command: Command, lang: Lang): Promise<Args> {
  const accepted = acceptedOptions(command);
  let parser = yargs()
    .parserConfiguration(PARSER)
    .help(false)
    .version(false)
    .exitProcess(false)
    .locale('en')
    .fail((message: string | null, error: Error | undefined) => {
      // yargs throws its own complaints as errors of its own.
      if (error && error.name !== 'YError') throw error;
      const line = (message ?? error?.message ?? '').replace(/\s+/g, ' ').trim();
      const lacks = /^Not enough arguments following: ([\w-]+)/.exec(line)?.[1];
      if (lacks === undefined) throw new UserError('cli/bad-arguments', { en: line, zh: line });
      const name = accepted.find((one) => one === lacks || optionSpec(one).alias === lacks);
      const value = name === undefined ? '' : ` ${optionSpec(name).value ?? ''}`;
      const shown = `--${name ?? lacks}`;
      throw new UserError(
        'cli/no-value',
        { en: `${shown} needs a value`, zh: `${shown} 需要一个取值` },
        { en: `${shown}${value}`, zh: `${shown}${value}` },
      );
    });
  for (const name of accepted) {
    const spec = optionSpec(name);
    parser = parser.option(name, {
      type: spec.kind === 'flag' ? 'boolean' : 'string',
      ...(spec.alias ? { alias: spec.alias } : {}),
      ...(spec.kind === 'flag' ? {} : { requiresArg: true }),
    });
  }
  const parsed = (await parser.parseAsync([...argv])) as Record<string, unknown>;
  const known = new Set<string>(['_', '$0', ...accepted]);
  for (const key of Object.keys(parsed)) if (!known.has(key)) throw unknownOption(key, command);
  const paths = asTexts(parsed['_']);
  checkCount(paths, command);
  const text = (name: OptionName): string | null => asTexts(parsed[name]).at(-1) ?? null;
  for (const name of accepted) checkChoice(name, asTexts(parsed[name]));
  return {
    paths,
    text,
    texts: (name) => asTexts(parsed[name]),
    flag: (name) => asTexts(parsed[name]).at(-1) === 'true',
    lang,
  };
}

function checkCount(paths: readonly string[], command: Command): void {
  const usage = {
    en: `overreach ${command.name} ${command.positional}`,
    zh: `overreach ${command.name} ${command.positional}`,
  };
  if (paths.length < command.least)
    throw new UserError(
      'cli/missing-argument',
      { en: `${command.name} needs ${command.positional}`, zh: `${command.name} 需要 ${command.positional}` },
      { en: `usage: ${usage.en}`, zh: `用法：${usage.zh}` },
    );
  if (paths.length > command.most)
    throw new UserError(
      'cli/too-many-arguments',
      { en: `unexpected argument ${paths[command.most]!}`, zh: `多余的参数 ${paths[command.most]!}` },
      { en: `usage: ${usage.en}`, zh: `用法：${usage.zh}` },
    );
}

function checkChoice(name: OptionName, values: readonly string[]): void {
  const { choices } = optionSpec(name);
  if (!choices) return;
  for (const value of values) {
    if (choices.includes(value)) continue;
    const near = nearest(value, choices);
    throw new UserError(
      'cli/bad-choice',
      { en: `--${name} cannot be ${value}`, zh: `--${name} 不能是 ${value}` },
      near
        ? { en: `did you mean ${near}?`, zh: `是否想用 ${near}？` }
        : { en: `one of ${choices.join(', ')}`, zh: `可选：${choices.join('、')}` },
    );
  }
}
