// Parse, dispatch, exit code. Leaves work to the commands and every printed sentence to their errors and reports.
import { UserError } from '../model/user-error.js';
import { plain } from '../report/escape.js';
import type { Lang } from '../text/labels.js';
import { COMMANDS } from './commands/index.js';
import type { Args, Command } from './command.js';
import { EXIT } from './exit-codes.js';
import type { ExitCode } from './exit-codes.js';
import { expandGlob } from './glob.js';
import { commandHelp, mainHelp } from './help.js';
import type { Io } from './io.js';
import { nearest } from '../model/nearest.js';
import { cannotWrite } from './output.js';
import { chooseLang, parseArgs } from './parse.js';

/** A line for each fault: "overreach: name: cause (hint)". */
function errorLine(error: UserError, lang: Lang): string {
  const hint =
    error.hint === null ? '' : lang === 'zh' ? `（${plain(error.hint.zh)}）` : ` (${plain(error.hint.en)})`;
  return error.text[lang]
    .split('\n')
    .map((line) => `overreach: ${plain(line, 2000)}${hint}\n`)
    .join('');
}

const unknownCommand = (word: string): UserError => {
  const near = nearest(
    word,
    COMMANDS.map((c) => c.name),
  );
  const looksLikeFile = /[./\\]/.test(word);
  return new UserError(
    'cli/unknown-command',
    { en: `unknown command ${word}`, zh: `未知命令 ${word}` },
    looksLikeFile
      ? { en: `to judge a package: overreach scan ${word}`, zh: `判断安装包请用：overreach scan ${word}` }
      : near
        ? { en: `did you mean ${near}?`, zh: `是否想用 ${near}？` }
        : { en: 'overreach --help lists the commands', zh: '用 overreach --help 查看命令' },
  );
};

/** Calls of the system by which files are made, changed and put in their place; others speak of servers and of reading. */
const WRITES: ReadonlySet<string> = new Set([
  ...['open', 'write', 'mkdir', 'mkdtemp', 'rename', 'copyfile', 'link', 'symlink'],
  ...['unlink', 'rm', 'rmdir', 'chmod', 'ftruncate', 'fsync'],
]);

const isHelp = (arg: string): boolean => arg === '--help' || arg === '-h';
const isVersion = (arg: string): boolean => arg === '--version' || arg === '-V';
/** What a shell asks for the words that may follow, see commands/completion.ts. */
const COMPLETIONS = '--get-yargs-completions';

/** The first argument that is neither an option nor the value of --lang. */
const findCommandWord = (argv: readonly string[]): number => {
  for (let i = 0; i < argv.length; i++) {
    if (argv[i] === '--lang') i++;
    else if (!argv[i]!.startsWith('-')) return i;
  }
  return -1;
};

/** The same with patterns expanded. */
const expanded = (args: Args, io: Io): Args => ({
  ...args,
  paths: args.paths.flatMap((path) => expandGlob(path, io.cwd)),
});

// eslint-disable-next-line complexity -- each way to call the program that is no plain command is one branch
async function dispatch(argv: readonly string[], io: Io, lang: Lang): Promise<ExitCode> {
  const columns = io.columns ?? 100;
  if (argv[0] === COMPLETIONS) {
    const { completions } = await import('./commands/completion.js');
    for (const one of await completions(argv.slice(1), COMMANDS)) io.out(`${one}\n`);
    return EXIT.fine;
  }
  const at = findCommandWord(argv);
  const word = at < 0 ? null : argv[at]!;
  const options = argv.slice(0, argv.indexOf('--') < 0 ? argv.length : argv.indexOf('--'));
  const command: Command | undefined = COMMANDS.find((c) => c.name === word);
  if (options.some(isHelp) || word === 'help') {
    const wanted = word === 'help' ? argv.find((a, i) => i > at && !a.startsWith('-')) : word;
    const of = COMMANDS.find((c) => c.name === wanted);
    if (wanted !== undefined && wanted !== null && !of) throw unknownCommand(wanted);
    io.out(of ? commandHelp(of, lang, columns) : mainHelp(COMMANDS, lang, columns));
    return EXIT.fine;
  }
  if (options.some(isVersion) || (word === null && argv.length === 1 && argv[0] === '-v')) {
    io.out(`${io.version}\n`);
    return EXIT.fine;
  }
  if (word === null) {
    const stray = argv.find((a) => a.startsWith('-') && a !== '--lang' && !a.startsWith('--lang='));
    if (stray !== undefined)
      throw new UserError(
        'cli/no-command',
        { en: `no command before ${stray}`, zh: `${stray} 之前缺少命令` },
        { en: 'overreach --help lists the commands', zh: '用 overreach --help 查看命令' },
      );
    io.err(mainHelp(COMMANDS, lang, columns));
    return EXIT.failed;
  }
  if (!command) throw unknownCommand(word);
  const args = await parseArgs([...argv.slice(0, at), ...argv.slice(at + 1)], command, lang);
  return (await command.load()).run(command.packages ? expanded(args, io) : args, io);
}

/** Never throws: a UserError becomes one line and 2, anything else is our own fault and keeps its stack. */
export async function run(argv: readonly string[], io: Io): Promise<ExitCode> {
  const lang = chooseLang(argv, io.env);
  try {
    return await dispatch(argv, io, lang);
  } catch (error) {
    if (error instanceof UserError) {
      io.err(errorLine(error, lang));
      return EXIT.failed;
    }
    const { code, path, syscall } = error as Partial<NodeJS.ErrnoException>;
    // A disk that is full, read-only or gone is no fault of ours.
    if (typeof code === 'string' && /^E[A-Z]+$/.test(code) && WRITES.has(syscall ?? '')) {
      io.err(errorLine(cannotWrite(path ?? (lang === 'zh' ? '输出' : 'the output'), error), lang));
      return EXIT.failed;
    }
    const stack = error instanceof Error ? (error.stack ?? error.message) : String(error);
    io.err(
      `overreach: ${lang === 'zh' ? '内部错误，请反馈给我们' : 'internal error, please report it'}\n${stack}\n`,
    );
    return EXIT.failed;
  }
}
