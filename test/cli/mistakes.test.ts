// Each mistake of docs/mistakes.md and its Chinese page is made: the words and the exit code are those of the table, in lines
// that begin with the tool's name, without a stack. A report that was written before the fault may stand on the output.
import { readFileSync } from 'node:fs';
import { describe, expect, test } from '@jest/globals';
import { putMistakes } from '../support/mistakes.js';
import { temporaryFolder } from '../support/package-files.js';
import { runCli } from '../support/run-cli.js';

const folder = temporaryFolder();
putMistakes(folder.path);
const home = process.cwd();

const rowsOf = (file: string): [string, string, number, string][] =>
  [
    ...readFileSync(file, 'utf8').matchAll(/^\| ([^|]+) \| `overreach ([^`]*)` \| (\d) +\| `(.*)` +\|$/gm),
  ].map((m) => [m[1]!.trim(), m[2]!, Number(m[3]), m[4]!.replaceAll('\\|', '|')]);

describe.each([
  ['en', rowsOf('docs/mistakes.md')],
  ['zh', rowsOf('docs/mistakes.zh.md')],
] as const)('%s', (lang, rows) => {
  test('the table has at least 62', () => expect(rows.length).toBeGreaterThanOrEqual(62));
  test.each(rows)('%s: %s', async (_, line, code, said) => {
    process.chdir(folder.path);
    try {
      const argv = line.split(' ');
      const ran = await runCli(argv.includes('--lang') ? argv : [...argv, '--lang', lang], {
        cwd: folder.path,
      });
      const lines = ran.err.trimEnd().split('\n');
      expect([ran.code, lines[0]]).toEqual([code, `overreach: ${said}`]);
      for (const one of lines) expect(one).toMatch(/^overreach: (?!internal error|内部错误)/);
    } finally {
      process.chdir(home);
    }
  });
});
