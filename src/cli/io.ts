// What a command may touch of the process: streams, environment, window, clock. Tests pass their own.

import { writeSync } from 'node:fs';
import { EXIT } from './exit-codes.js';

const STDERR = 2;
/** At once: the process is about to end. Where that fails too, the exit code alone has to tell. */
function sayOnError(line: string): void {
  try {
    writeSync(STDERR, line);
  } catch {
    // nowhere to say it
  }
}

export interface Io {
  out(text: string): void;
  err(text: string): void;
  env: Readonly<Record<string, string | undefined>>;
  /** Columns of the window, or null when the output is not a terminal. */
  columns: number | null;
  outIsTerminal: boolean;
  errIsTerminal: boolean;
  cwd: string;
  /** Today's date, "2026-05-31": the only clock of the product, used for expiry dates alone. */
  today(): string;
  version: string;
  /** Where this build is at home on the web: "homepage" of package.json, else the repository of the action that runs. */
  home?: string;
}

/** A workflow tells which repository the action that runs came from; "owner/name", nothing else is taken. */
function actionHome(env: Io['env']): string | undefined {
  const [server, name] = [env['GITHUB_SERVER_URL'] ?? '', env['GITHUB_ACTION_REPOSITORY'] ?? ''];
  return /^https:\/\/[\w.-]+$/.test(server) && /^[\w.-]+\/[\w.-]+$/.test(name)
    ? `${server}/${name}`
    : undefined;
}

/**
 * The real process. A reader that closes the pipe early ("| head") ends the run quietly; any other output that cannot be
 * written (a full disk) ends it with one line and 2, for a report that did not arrive crossed no threshold.
 */
export function openProcessIo(version: string, homepage?: string): Io {
  for (const stream of [process.stdout, process.stderr])
    stream.on('error', (error: NodeJS.ErrnoException) => {
      if (error.code === 'EPIPE') process.exit(process.exitCode ?? 0);
      if (stream === process.stdout)
        sayOnError(`overreach: cannot write standard output (${error.code ?? error.message})\n`);
      process.exit(EXIT.failed);
    });
  const home = homepage ?? actionHome(process.env);
  return {
    out: (text) => void process.stdout.write(text),
    err: (text) => void process.stderr.write(text),
    env: process.env,
    columns: process.stdout.isTTY ? process.stdout.columns : null,
    outIsTerminal: process.stdout.isTTY === true,
    errIsTerminal: process.stderr.isTTY === true,
    cwd: process.cwd(),
    today: () => new Date().toISOString().slice(0, 10),
    version,
    ...(home === undefined ? {} : { home }),
  };
}
