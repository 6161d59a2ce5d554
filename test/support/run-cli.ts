// Runs a command in this process and keeps what it printed; the streams are no terminal unless a test says so.
import { run } from '../../src/cli/main.js';
import type { Io } from '../../src/cli/io.js';

export interface Ran {
  code: number;
  out: string;
  err: string;
}

export async function runCli(argv: readonly string[], partial: Partial<Io> = {}): Promise<Ran> {
  let out = '';
  let err = '';
  const io: Io = {
    out: (text) => void (out += text),
    err: (text) => void (err += text),
    env: {},
    columns: null,
    outIsTerminal: false,
    errIsTerminal: false,
    cwd: process.cwd(),
    today: () => '2026-06-15',
    version: '0.0.0-test',
    ...partial,
  };
  const code = await run(argv, io);
  return { code, out, err };
}
