// What a command may touch of the process: streams, environment, window, clock. Tests pass their own.

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
}

/** The real process. A reader that closes the pipe early ("| head") ends the run quietly. */
export function openProcessIo(version: string): Io {
  for (const stream of [process.stdout, process.stderr])
    stream.on('error', (error: NodeJS.ErrnoException) => {
      if (error.code === 'EPIPE') process.exit(process.exitCode ?? 0);
      throw error;
    });
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
  };
}
