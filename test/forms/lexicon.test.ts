// The lexicon of forms: every example in rules/forms comes out as its file says, and what stands beside a bare "name"
// decides. Leaves layouts to fields.test.ts and judging to judging-forms.test.ts.
import { describe, expect, test } from '@jest/globals';
import { loadCatalogue, loadFullCatalogue } from '../../src/catalogue/load.js';
import { readForm, type FieldText } from '../../src/judge/lexicon.js';

const catalogue = loadCatalogue();

function field(parts: Readonly<Record<string, string>>): FieldText {
  const text = (value: string | undefined) => (value === undefined ? [] : [{ locale: '', text: value }]);
  return {
    screen: parts['screen'] ?? 'layout/form',
    id: parts['id'] ?? '',
    hints: text(parts['hint']),
    labels: text(parts['label']),
    autofill: parts['autofill'] === undefined ? [] : [parts['autofill']],
    inputType: parts['inputType'] === undefined ? [] : [parts['inputType']],
  };
}
const read = (...fields: Readonly<Record<string, string>>[]): (string | null)[] =>
  readForm(fields.map(field), catalogue).map((reading) => reading?.form.id ?? null);

describe('each file of the lexicon', () => {
  const kinds = loadFullCatalogue().forms?.kinds ?? [];
  test('there is one for the kinds that the rule lists most', () => {
    const known = new Set(kinds.map(({ kind }) => kind));
    for (const id of ['account-phone-number', 'name', 'id-document', 'bank-card-account', 'postal-address'])
      expect(known).toContain(id);
    const data = new Set(catalogue.kinds.map(({ id }) => id));
    for (const { kind } of kinds) if (kind !== undefined) expect(data).toContain(kind);
  });
  test.each(kinds.map((form) => [form.id, form] as const))('%s: examples come out as told', (id, form) => {
    for (const hit of form.examples.hits) expect({ hit, read: read(hit) }).toEqual({ hit, read: [id] });
    for (const other of form.examples.lookAlikes)
      expect({ other, read: read(other) }).not.toEqual({ other, read: [id] });
  });
});

describe('a field in its form', () => {
  test('a bare name is a person’s only beside other personal data', () => {
    expect(read({ hint: 'Name' }, { hint: 'Colour' })).toEqual([null, null]);
    expect(read({ hint: 'Name' }, { hint: 'Mobile number' })).toEqual(['name', 'account-phone-number']);
  });
  test('a label before a field that has a hint of its own needs a second sign', () => {
    expect(read({ hint: 'e.g. 7', label: 'Phone number' })).toEqual([null]);
    expect(read({ hint: 'e.g. 7', label: 'Phone number', inputType: 'phone' })).toEqual([
      'account-phone-number',
    ]);
  });
  test('whatever hides what is typed is for signing in', () => {
    expect(read({ hint: '请输入', inputType: 'numberPassword' })).toEqual(['sign-in']);
  });
  test('ids are read by their words', () => {
    expect(read({ id: 'edtMobileNumber' }, { id: 'phonetics' }, { id: 'et_shop_name' })).toEqual([
      'account-phone-number',
      null,
      null,
    ]);
  });
});
