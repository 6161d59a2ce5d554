// Faults of configurations and rule files in Chinese: what the libraries complain about is said in words of ours.
import { describe, expect, test } from '@jest/globals';
import type { Complaint } from '../../src/catalogue/complaint.js';
import { readSource } from '../../src/catalogue/read-file.js';
import { ConfigFile } from '../../src/model/config.js';

const faults = (text: string): Complaint[] => {
  const found: Complaint[] = [];
  expect(readSource('overreach.yml', text, ConfigFile, (c) => void found.push(c))).toBeNull();
  return found;
};
/** File names, keys and values stay as they are; a sentence of the library does not. */
const sentences = /\b(?:must|should|not|is|are|at|the|and|than)\b/;

describe('faults in Chinese', () => {
  test.each([
    ['a wrong type', 'version: 1\nstrict: maybe\n', 2, '应为 true 或 false'],
    ['a list that is none', 'version: 1\npackages: a.apk\n', 2, '应为列表'],
    [
      'an empty text',
      "version: 1\npurposes:\n  - data: contacts\n    feature: ''\n    why: w\n",
      4,
      '不能为空',
    ],
    ['a tab', 'version: 1\n\ttype: a\n', 2, '制表符'],
    ['a key twice', 'type: a\ntype: b\n', 2, '重复的键'],
    ['a value with a colon', 'type: a: b\n', 1, '引号'],
    ['an open bracket', 'packages: [a\n', 2, '缩进|字符'],
  ])('%s', (_, text, line, words) => {
    const found = faults(text);
    const hit = found.find((f) => new RegExp(words).test(f.cause.zh));
    expect(found.map((f) => f.cause.zh).join('；')).toMatch(new RegExp(words));
    expect(hit?.line).toBe(line);
    for (const { cause } of found) expect(cause.zh).not.toMatch(sentences);
  });

  test('one fault is told once, however many alternatives it misses', () => {
    const said = faults('version: 1\nfail-on: [a]\n').map((f) => f.cause.en);
    expect(said).toEqual([...new Set(said)]);
  });
});
