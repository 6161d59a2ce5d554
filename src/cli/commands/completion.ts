// overreach completion: scripts for shells that ask yargs which words may follow. Leaves the words to yargs.
import yargs from 'yargs';
import { UserError } from '../../model/user-error.js';
import type { Args, Command } from '../command.js';
import { EXIT } from '../exit-codes.js';
import type { ExitCode } from '../exit-codes.js';
import type { Io } from '../io.js';
import { COMMON_OPTIONS, optionSpec } from '../options.js';

const SHELLS = ['bash', 'zsh', 'fish'] as const;

/** Each asks the command itself and falls back to files. */
const SCRIPTS: Readonly<Record<(typeof SHELLS)[number], string>> = {
  bash: `# overreach completion bash >> ~/.bashrc
_overreach() {
  local words
  mapfile -t words < <(overreach --get-yargs-completions "\${COMP_WORDS[@]}" 2>/dev/null)
  mapfile -t COMPREPLY < <(compgen -W "\${words[*]}" -- "\${COMP_WORDS[COMP_CWORD]}")
  [ "\${#COMPREPLY[@]}" -gt 0 ] || mapfile -t COMPREPLY < <(compgen -f -- "\${COMP_WORDS[COMP_CWORD]}")
}
complete -o filenames -F _overreach overreach
`,
  zsh: `#compdef overreach
# overreach completion zsh > "\${fpath[1]}/_overreach"
_overreach() {
  local -a found
  found=("\${(@f)$(overreach --get-yargs-completions "\${words[@]}" 2>/dev/null)}")
  if (( \${#found[1]} )); then compadd -- "\${found[@]}"; fi
  _files
}
compdef _overreach overreach
`,
  fish: `# overreach completion fish > ~/.config/fish/completions/overreach.fish
complete -c overreach -a '(overreach --get-yargs-completions (commandline -opc) (commandline -ct) 2>/dev/null)'
`,
};

/** The words that may follow these, the first of which is the command itself. */
export async function completions(words: readonly string[], commands: readonly Command[]): Promise<string[]> {
  const said = words.slice(1);
  const current = said.at(-1) ?? '';
  let parser = yargs().help(false).version(false).exitProcess(false).fail(false);
  const command = commands.find(({ name }) => name === said[0]);
  if (command === undefined || said.length < 2)
    for (const { name, summary } of commands) parser = parser.command(name, summary.en);
  else
    for (const name of [...command.options, ...COMMON_OPTIONS]) {
      const { kind, choices } = optionSpec(name);
      parser = parser.option(name, {
        type: kind === 'flag' ? 'boolean' : 'string',
        ...(choices ? { choices } : {}),
      });
    }
  const found = await parser.getCompletion([...(command === undefined ? said : said.slice(1))]);
  return found
    .map((line) => line.split(/[:\t]/)[0]!.replaceAll('\\', ''))
    .filter((word) => word.startsWith(current) && word !== '$0');
}

export function run(args: Args, io: Io): Promise<ExitCode> {
  const shell = SHELLS.find((one) => one === args.paths[0]);
  if (shell === undefined)
    throw new UserError(
      'cli/unknown-shell',
      { en: `no completion for ${args.paths[0]}`, zh: `没有 ${args.paths[0]} 的补全脚本` },
      { en: `one of ${SHELLS.join(', ')}`, zh: `可选：${SHELLS.join('、')}` },
    );
  io.out(SCRIPTS[shell]);
  return Promise.resolve(EXIT.fine);
}
