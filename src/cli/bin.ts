#!/usr/bin/env node
// The process: arguments in, exit code out. Answers --version before anything else is loaded; leaves the rest to main.
import { readFileSync } from 'node:fs';

const argv = process.argv.slice(2);
const own = (): { version: string; homepage?: string } => {
  const text = readFileSync(new URL('../../package.json', import.meta.url), 'utf8');
  return JSON.parse(text) as { version: string; homepage?: string };
};

if (argv.length === 1 && (argv[0] === '--version' || argv[0] === '-V')) {
  process.stdout.write(`${own().version}\n`);
} else {
  const [{ run }, { openProcessIo }] = await Promise.all([import('./main.js'), import('./io.js')]);
  const { version, homepage } = own();
  process.exitCode = await run(argv, openProcessIo(version, homepage));
}
