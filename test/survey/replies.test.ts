// Replies of providers joined to apps: by file, bare name, hash and package; what fits nothing is named with its line.
import { expect, test } from '@jest/globals';
import { aggregate } from '../../src/survey/aggregate.js';
import { readAppList } from '../../src/survey/app-list.js';
import { joinReplies } from '../../src/survey/replies.js';
import { makeSurvey } from '../support/survey.js';

const made = makeSurvey(6);
const { apps } = aggregate(made.entries, made.rows, made.context);
const join = (csv: string) => joinReplies(readAppList(new TextEncoder().encode(csv)), apps);

test('finds its app by whichever key it has, and keeps the answer as it came', () => {
  const { replies, problems } = join(
    [
      'file,package,sha256,reply,reply_zh,from,date',
      `${apps[0]!.id},,,"Removed, in 2.0",,Alpha,2026-11-02`,
      `应用 0002.apk,,,Second,第二,Beta,`,
      `,${apps[2]!.package},,Third,,,`,
      `,,${apps[3]!.sha256},=cmd(),,,`,
    ].join('\n'),
  );
  expect(problems).toEqual([]);
  expect(replies).toEqual([
    {
      app: apps[0]!.id,
      from: 'Alpha',
      date: '2026-11-02',
      text: { en: 'Removed, in 2.0', zh: 'Removed, in 2.0' },
    },
    { app: apps[1]!.id, from: 'Beta', date: null, text: { en: 'Second', zh: '第二' } },
    { app: apps[2]!.id, from: null, date: null, text: { en: 'Third', zh: 'Third' } },
    { app: apps[3]!.id, from: null, date: null, text: { en: '=cmd()', zh: '=cmd()' } },
  ]);
});

test('names what fits no app, says nothing, or has no key, each with its line', () => {
  const { replies, problems } = join(`包名,答复\ncom.example.nowhere,hello\n${apps[0]!.package},\n`);
  expect(replies).toEqual([]);
  expect(problems.map((p) => [p.code, p.args])).toEqual([
    ['survey/reply-unknown-app', { line: 2, app: 'com.example.nowhere' }],
    ['survey/reply-empty', { line: 3, app: apps[0]!.package }],
  ]);
  expect(join('name,reply\nx,y\n').problems.map((p) => p.code)).toEqual(['survey/replies-heading']);
});
