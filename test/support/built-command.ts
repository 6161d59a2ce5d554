// The built command in a process of its own, for tests of what only a process shows: exit codes, signals, several at once.
// Leaves the command in this process, without a build, to run-cli.ts.
import { spawn } from 'node:child_process';
import { once } from 'node:events';

export const BIN = 'dist/cli/bin.js';

export interface Ran {
  code: number | null;
  out: string;
  err: string;
}

export async function command(...argv: string[]): Promise<Ran> {
  const child = spawn(process.execPath, [BIN, ...argv]);
  let [out, err] = ['', ''];
  child.stdout.on('data', (text) => (out += text));
  child.stderr.on('data', (text) => (err += text));
  const [code] = (await once(child, 'close')) as [number | null];
  return { code, out, err };
}
