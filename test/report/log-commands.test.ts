// No output line is a command to a build server that shows it in a log, whatever a package is called.
import { describe, expect, test } from '@jest/globals';
import { FORMAT_IDS, loadReporter } from '../../src/report/index.js';
import { jsonText, markdownText, plain } from '../../src/report/escape.js';
import { report } from '../support/report.js';

/** As the servers compare: what shows nothing counts for nothing. */
const unseen = /[\u200b-\u200f\u2060\ufe0f\u00ad]/g;
const commandsIn = (text: string): string[] =>
  text
    .split(/[\r\n\u2028\u2029]+/)
    .map((line) => line.replace(unseen, '').trim())
    .filter((line) => /^::|##\w*\[/.test(line));

const JOINER = '\u200d';
const LABELS = [
  '::stop-commands::x',
  `:${JOINER}:add-mask::x`,
  `  ${JOINER}::warning::x`,
  '##[error]x',
  `#${JOINER}#[group]x`,
  '##vso[task.setvariable variable=x]y',
  `##${JOINER}vso[task.complete]`,
  "##teamcity[message text='x']",
  `#\ufe0f#teamcity[x]`,
  'x\n::error::y',
  `${'wide '.repeat(18)}::error::wrapped ##[error]z`,
];

describe.each(LABELS)('%j', (label) => {
  test.each(FORMAT_IDS)('%s', async (format) => {
    const base = report();
    const item = { name: 'a.apk', report: { ...base, app: { ...base.app, label, versionName: label } } };
    for (const columns of [40, 100]) {
      const text = (await loadReporter(format)).render([item], {
        color: false,
        columns,
        lang: 'en',
        single: true,
      });
      const own = format === 'github' ? /^::(error|warning|notice) / : /^$/;
      expect(commandsIn(text).filter((line) => !own.test(line))).toEqual([]);
    }
  });
  test('in a sentence', () => {
    expect(commandsIn(`${plain(label)}\n${markdownText(label)}`)).toEqual([]);
    const text = jsonText({ label, [label]: [label] }, null, 2);
    expect(commandsIn(text)).toEqual([]);
    expect(JSON.parse(text)).toEqual({ label, [label]: [label] });
  });
});
