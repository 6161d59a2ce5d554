// What a command is: its place in the help, what it accepts, and where its work is loaded from.
import type { Text } from '../model/catalogue.js';
import type { Lang } from '../text/labels.js';
import type { Io } from './io.js';
import type { ExitCode } from './exit-codes.js';
import type { OptionName } from './options.js';

/** A parsed command line. Options hold what was said, nothing else: defaults belong to the commands. */
export interface Args {
  /** In order; the command's own name is not among them. */
  paths: readonly string[];
  text(name: OptionName): string | null;
  texts(name: OptionName): readonly string[];
  flag(name: OptionName): boolean;
  lang: Lang;
}

export interface Command {
  name: string;
  /** "<path…>" in the help; `least` and `most` positional arguments. */
  positional: string;
  /** Its arguments are packages: patterns are expanded, and "-" is standard input. */
  packages?: true;
  least: number;
  most: number;
  summary: Text;
  /** A paragraph for the help of this command alone. */
  about?: Text;
  options: readonly OptionName[];
  examples: readonly { line: string; what: Text }[];
  /** Imported only when this command runs. */
  load(): Promise<{ run(args: Args, io: Io): Promise<ExitCode> }>;
}
