// Input fields of HTML pages: tags as browsers read them, labels around, tied and beside, and what is no question.
import { describe, expect, test } from '@jest/globals';
import { fieldsOfPage, isPage } from '../../src/extract/page-fields.js';
import { readTags } from '../../src/formats/html/tags.js';

const read = (page: string) =>
  fieldsOfPage('assets/form.html', new TextEncoder().encode(page), 5_000).map(
    ({ id, hints, labels, autofill, inputType, line }) => ({
      id,
      said: [...hints, ...labels].map(({ text }) => text),
      autofill,
      inputType,
      line,
    }),
  );

describe('a page', () => {
  test('gives its fields with placeholder, label, type and autocomplete words', () => {
    const page = `<form>
      <label for="m">Mobile &amp; phone</label><input id="m" name="mobile" type=tel autocomplete="section-a tel">
      <label>Your name <input name='n' placeholder='Jane'></label>
      <p>身份证号：</p>
      <input name="cert" maxlength="18">`;
    expect(read(page)).toEqual([
      {
        id: 'mobile',
        said: ['Mobile & phone'],
        autofill: ['section-a', 'tel'],
        inputType: ['phone'],
        line: 2,
      },
      { id: 'n', said: ['Jane', 'Your name'], autofill: [], inputType: [], line: 3 },
      { id: 'cert', said: ['身份证号：'], autofill: [], inputType: [], line: 5 },
    ]);
  });
  test('asks nothing by buttons, hidden fields, comments and scripts', () => {
    expect(
      read(`<input type=hidden name=phone><input type="submit"><!-- <input name="phone"> -->
        <script>var a = '<input name="phone">';</script><STYLE>input{}</style>`),
    ).toEqual([]);
  });
  test('of which the last tag never ends keeps what came before', () => {
    expect(read('<input name="a"><input name="b').map(({ id }) => id)).toEqual(['a']);
  });
  test('lies in the assets', () => {
    expect(['assets/www/a.html', 'assets/b.HTM', 'res/raw/a.html', 'assets/a.js'].map(isPage)).toEqual([
      true,
      true,
      false,
      false,
    ]);
  });
});

test('tags are read in one pass, whatever stands in quotes', () => {
  const tags = [...readTags(`a<b x="1>2" y='<i>' z=3/>c</b>`)];
  expect(tags.map(({ name, before, attributes }) => [name, before, ...attributes.values()])).toEqual([
    ['b', 'a', '1>2', '<i>', '3/'],
    ['/b', 'c'],
  ]);
});
