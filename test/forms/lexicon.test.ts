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
    expect(read({ hint: 'Name' }, { hint: 'Shade' })).toEqual([null, null]);
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
  test('the last word of an id is what the field is', () => {
    expect(read({ id: 'et_reset_password_mobile' }, { id: 'mobile_reset_code' })).toEqual([
      'account-phone-number',
      'sign-in',
    ]);
    expect(read({ hint: '身份证上的姓名' }, { hint: '持卡人的身份证号' })).toEqual(['name', 'id-document']);
  });
  test('a hint that says nothing of its own leaves the word to the label', () => {
    expect(read({ hint: '请输入', label: '身份证号' }, { hint: '选填', label: '联系电话' })).toEqual([
      'id-document',
      'account-phone-number',
    ]);
    expect(read({ hint: '138 0013 8000', label: 'Mobile' })).toEqual(['account-phone-number']);
    expect(read({ hint: 'Blue Street 3', label: 'Home address:' })).toEqual(['postal-address']);
  });
  test('one of several is for signing in, unless it is asked for to be reached', () => {
    expect(read({ hint: 'Mobile number or email' })).toEqual(['sign-in']);
    expect(read({ hint: '手机号码/用户名' })).toEqual(['sign-in']);
    expect(read({ hint: '请留下手机号或邮箱以便联系' })).not.toEqual(['sign-in']);
  });
  test('whose name or number it is', () => {
    expect(read({ hint: '客户姓名' }, { hint: '对方手机号' })).toEqual([
      'third-party-contact',
      'third-party-contact',
    ]);
    expect(read({ hint: 'Full name', screen: 'layout/add_emergency_contact' })).toEqual([
      'third-party-contact',
    ]);
  });
  test('what an editor names a field by itself says nothing', () => {
    expect(read({ id: 'editTextTextPersonName3' }, { id: 'editTextPhone' })).toEqual([null, null]);
  });
  test('an expiry date is of a card only beside the card', () => {
    expect(read({ hint: 'Expiry date' }, { hint: 'Phone number' })[0]).toBeNull();
    expect(read({ hint: 'Expiry date' }, { hint: 'Card number' })[0]).toBe('bank-card-account');
  });
  test('eighteen characters with a check character are an identity number', () => {
    const shaped = { ...field({ id: 'et_value' }), digits: '0123456789xX', maxLength: 18 };
    expect(readForm([shaped], catalogue)[0]?.form.id).toBe('id-document');
    expect(readForm([{ ...shaped, maxLength: 8 }], catalogue)).toEqual([null]);
  });
  test('the default language says what is meant, others only where it says nothing', () => {
    const name = field({});
    name.hints.push({ locale: '', text: 'Name' }, { locale: 'zh', text: '姓名' });
    expect(readForm([name], catalogue)).toEqual([null]);
  });
});
