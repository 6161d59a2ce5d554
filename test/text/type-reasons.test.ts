// Why an app is taken for a type, in words: each reason once.
import { expect, test } from '@jest/globals';
import type { AppReport } from '../../src/model/report.js';
import { typeReasons } from '../../src/text/type-reasons.js';

test('two signs in the same words are said once, and make no room for a third', () => {
  const because = ['does: user of the system', 'does: name of the maker', 'does: user of the system'];
  const report = { type: { because } } as unknown as AppReport;
  for (const [lang, mark] of [
    ['en', '; '],
    ['zh', '；'],
  ] as const) {
    const said = typeReasons(report, lang).split(mark);
    expect([said.length, new Set(said).size]).toEqual([2, 2]);
  }
});
