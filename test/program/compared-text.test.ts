// A text that code only holds against another is told from one that names a place to read.
import { describe, expect, test } from '@jest/globals';
import { obtains } from '../../src/judge/obtains.js';
import { UNKNOWN_TYPE, createView } from '../../src/judge/view.js';
import type { Instruction } from '../support/dex.js';
import { readCode } from '../support/code.js';
import { catalogue, facts, kind, reach } from '../support/judging.js';

const NESTS = 'content://nests/external/';
const isCompared = (...after: Instruction[]): boolean | undefined => {
  const code: Instruction[] = [['const-string', 1, NESTS], ...after, ['return-void']];
  const methods = [{ name: 'm', proto: '(Ljava/lang/String;)V', access: 'public' as const, code }];
  const read = readCode([[{ name: 'Lorg/tea/Pot;', super: 'Ljava/lang/Object;', methods }]], {
    watch: { uris: [{ id: 'uri:nests', text: NESTS.slice(0, -1) }] },
  });
  const uses = read.facts.uses.filter(({ watch }) => watch.startsWith('uri:'));
  expect(uses).toHaveLength(1);
  return uses[0]!.compared;
};
const text = (name: string, proto: string, args: number[]): Instruction => [
  'invoke-virtual',
  args,
  `Ljava/lang/String;->${name}${proto}`,
];

describe('a text', () => {
  test('that is looked for at the start of another, or swapped there, is compared', () => {
    expect(isCompared(text('startsWith', '(Ljava/lang/String;)Z', [2, 1]))).toBe(true);
    expect(isCompared(text('equals', '(Ljava/lang/Object;)Z', [1, 2]))).toBe(true);
    expect(
      isCompared(
        ['const-string', 0, 'x'],
        text('replaceAll', '(Ljava/lang/String;Ljava/lang/String;)Ljava/lang/String;', [2, 1, 0]),
      ),
    ).toBe(true);
  });
  test('that is parsed, joined, or lies by while another is compared, is not', () => {
    expect(
      isCompared(['invoke-static', [1], 'Landroid/net/Uri;->parse(Ljava/lang/String;)Landroid/net/Uri;']),
    ).toBeUndefined();
    expect(isCompared(text('concat', '(Ljava/lang/String;)Ljava/lang/String;', [1, 2]))).toBeUndefined();
    expect(isCompared(text('startsWith', '(Ljava/lang/String;)Z', [2, 0]))).toBeUndefined();
    expect(
      isCompared(['const-string', 1, 'x'], text('startsWith', '(Ljava/lang/String;)Z', [2, 1])),
    ).toBeUndefined();
  });
});

test('an address in a field that is only compared is told too', () => {
  const field = 'Landroid/provider/MediaStore$Video$Media;->EXTERNAL_CONTENT_URI';
  const of = (...after: Instruction[]) => {
    const code: Instruction[] = [['sget-object', 1, `${field}:Landroid/net/Uri;`], ...after, ['return-void']];
    const methods = [{ name: 'm', proto: '(Landroid/net/Uri;)V', access: 'public' as const, code }];
    const read = readCode([[{ name: 'Lorg/tea/Pot;', super: 'Ljava/lang/Object;', methods }]], {
      watch: {
        fields: [{ id: `field:${field}`, class: field.split('->')[0]!, name: 'EXTERNAL_CONTENT_URI' }],
      },
    });
    return read.facts.uses.map(({ compared }) => compared);
  };
  expect(of(['invoke-virtual', [2, 1], 'Landroid/net/Uri;->equals(Ljava/lang/Object;)Z'])).toEqual([true]);
  expect(of(['invoke-virtual', [1], 'Landroid/net/Uri;->buildUpon()Landroid/net/Uri$Builder;'])).toEqual([
    undefined,
  ]);
});

test('what is only compared is no taking', () => {
  const where = 'Lorg/tea/Pot;->m()V';
  const judge = (compared?: true) =>
    createView(
      facts({
        uses: [
          {
            watch: 'uri:content://nests',
            where,
            reach: [reach('user-act', [where])],
            ...(compared ? { compared } : {}),
          },
        ],
      }),
      catalogue({ kinds: [kind('nests', 5, [{ watch: 'uri:content://nests' }])] }),
      UNKNOWN_TYPE,
    ).get(obtains).length;
  expect([judge(), judge(true)]).toEqual([1, 0]);
});
