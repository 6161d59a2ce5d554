// A kind that a bundled library takes for its own work, taken by code without a name.
import { describe, expect, test } from '@jest/globals';
import { readSection } from '../../src/judge/view.js';
import { judgeFacts } from '../../src/scan.js';
import { appType, catalogue, facts, kind, reach } from '../support/judging.js';

const CLIP = 'Landroid/x/Clip;->get';
const cat = (moved: boolean) =>
  catalogue({
    libraryActs: [{ prefix: 'org.fields.ui', kinds: ['clip'], itself: true, ...(moved ? { moved } : {}) }],
    kinds: [kind('clip', 5, [{ watch: CLIP }]), kind('birds', 5, [{ watch: 'Lx/Birds;->get' }])],
    types: [appType('torch', { redFlags: ['clip', 'birds'] })],
  });
const judge = (where: string, { moved = true, bundled = true, watch = CLIP } = {}) => {
  const input = facts({ uses: [{ watch, where, reach: [reach('user-act', [where])] }] });
  if (bundled)
    readSection(input, 'code')!.packages.push({
      name: 'org.fields.ui.text',
      classes: 1,
      entry: 'classes.dex',
    });
  const { kinds, score } = judgeFacts(input, { catalogue: cat(moved), type: 'torch' });
  return [kinds[0]?.need, kinds[0]?.verdict, score.high > score.value + 5];
};

describe('code without a name beside a library that shrinking moves', () => {
  test('may be the library’s: it counts for the upper end', () => {
    expect(judge('La/b;->c()V')).toEqual(['undecided', 'not-suspected', true]);
  });
  test('is judged in full where the library is not there, or keeps its names', () => {
    for (const more of [{ bundled: false }, { moved: false }])
      expect(judge('La/b;->c()V', more).slice(0, 2)).toEqual(['red-flag', 'suspected']);
  });
  test('is judged in full for any other kind, and code with a name for this one', () => {
    expect(judge('La/b;->c()V', { watch: 'Lx/Birds;->get' }).slice(0, 2)).toEqual(['red-flag', 'suspected']);
    expect(judge('Lcom/shop/app/A;->m()V').slice(0, 2)[0]).toBe('red-flag');
  });
});
