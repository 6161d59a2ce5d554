// Where the user is asked to type or choose, from layouts and preference screens: the field, its id, hint, label and
// input type, in the languages of the package. Leaves opening the files to resources.ts and what is asked for to the judge.
import type { Element, Value } from '../formats/resources/xml-tree.js';
import { isReference } from '../formats/resources/xml-tree.js';
import type { InputField } from '../model/facts.js';
import { compareText } from '../model/order.js';
import { ATTRIBUTE_IDS } from './android-attributes.js';
import type { AttributeName } from './android-attributes.js';
import { inputTypeWords } from './input-types.js';
import type { XmlValues } from './xml-values.js';

export type LocalText = InputField['hints'][number];
type Raw = Omit<InputField, 'screens' | 'screenNames'>;

/** The attributes that tell of a field or of what stands beside one. */
const READ: readonly AttributeName[] = [
  'id',
  'text',
  'hint',
  'maxLength',
  'numeric',
  'digits',
  'phoneNumber',
  'password',
  'inputType',
  'labelFor',
  'layout',
  'title',
  'key',
  'dialogTitle',
  'autofillHints',
];
const READ_IDS: ReadonlySet<number> = new Set(READ.map((name) => ATTRIBUTE_IDS[name]));

/** Whether an attribute is worth decoding for a field. `layout` of an include has no id. */
export const isFieldAttribute = (id: number, name: string): boolean =>
  READ_IDS.has(id) || (id === 0 && name === 'layout');

const TYPED = /(?:EditText|EditTextView|AutoCompleteTextView|EditTextPreference)$/;
const CHOSEN = /(?:Spinner|DatePicker|NumberPicker)$/;
const LABEL = /(?:TextView|Label)$/;
/** Longer texts explain; they do not name a field. */
const MAX_TEXT = 120;
const MAX_NAME = 200;
/** Languages of one text that are kept: default, Chinese and English first. */
const MAX_TEXTS = 12;

export interface FieldSink {
  field(field: Raw): void;
  /** A layout that this one draws in. */
  include(id: number): void;
}

/** What stands before a field and may be its label; texts are only looked up when a field takes it. */
interface Beside {
  value: Value | null;
}

export interface FieldPlace {
  entry: string;
  screen: string;
}

/** Reports every field of a document in its order. */
export function visitFields(root: Element, place: FieldPlace, values: XmlValues, sink: FieldSink): void {
  const labelled = new Map<number, Value>();
  const raw = (element: Element, name: AttributeName): Value | null => values.raw(element, name);
  const collectLabels = (element: Element): void => {
    const target = raw(element, 'labelFor');
    const text = raw(element, 'text');
    if (target !== null && text !== null && isReference(target)) labelled.set(target.data, text);
    element.children.forEach(collectLabels);
  };
  collectLabels(root);

  const textsOf = (value: Value | null): LocalText[] =>
    value === null ? [] : keptTexts(values.resolver.texts(value));
  const read = (element: Element, before: Beside, wrapper: Value | null): Raw => {
    const id = raw(element, 'id');
    const isPreference = element.name.endsWith('Preference');
    const own = isPreference ? raw(element, 'title') : raw(element, 'hint');
    const tied = id !== null ? labelled.get(id.data) : undefined;
    const beside = isPreference ? raw(element, 'dialogTitle') : (wrapper ?? tied ?? before.value);
    return {
      layout: place.entry,
      screen: place.screen,
      element: element.name.slice(0, MAX_NAME),
      view: id !== null && isReference(id) ? id.data : 0,
      id: isPreference ? cut(values.text(element, 'key')) : idName(values, id),
      hints: textsOf(own),
      labels: textsOf(beside),
      autofill: words(values.text(element, 'autofillHints')),
      inputType: inputTypeWords({
        inputType: values.int(element, 'inputType'),
        phoneNumber: values.bool(element, 'phoneNumber') === true,
        password: values.bool(element, 'password') === true,
        numeric: raw(element, 'numeric') !== null,
      }),
      digits: cutOrNull(values.text(element, 'digits')),
      maxLength: values.int(element, 'maxLength'),
      line: element.line,
    };
  };

  const before: Beside = { value: null };
  const visit = (element: Element, wrapper: Value | null): void => {
    const inside = element.name.endsWith('TextInputLayout') ? raw(element, 'hint') : wrapper;
    if (element.name === 'include' || element.name === 'ViewStub') {
      const layout =
        raw(element, 'layout') ?? element.attributes.find(({ name }) => name === 'layout')?.value ?? null;
      if (layout !== null && isReference(layout)) sink.include(layout.data);
    }
    if (isField(element, raw)) {
      sink.field(read(element, before, wrapper));
      before.value = null;
    } else if (LABEL.test(element.name)) {
      before.value = raw(element, 'text') ?? before.value;
    }
    for (const child of element.children) visit(child, inside);
  };
  visit(root, null);
}

/** What buttons and labels of a screen say, where it is short: "skip" among them. */
export function shortTexts(root: Element, values: XmlValues): string[] {
  const found = new Set<string>();
  const visit = (element: Element): void => {
    const text = values.raw(element, 'text');
    if (text !== null && !TYPED.test(element.name))
      for (const one of keptTexts(values.resolver.texts(text)))
        if (PRIMARY.test(one.locale) && one.text.length <= MAX_SHORT && found.size < MOST_SHORT)
          found.add(one.text);
    element.children.forEach(visit);
  };
  visit(root);
  return [...found];
}
const MAX_SHORT = 24;
const MOST_SHORT = 40;

/** By name; where names were shortened, by attributes that only fields have. */
function isField(element: Element, raw: (element: Element, name: AttributeName) => Value | null): boolean {
  if (TYPED.test(element.name) || CHOSEN.test(element.name)) return true;
  if (element.name.endsWith('TextInputLayout') || LABEL.test(element.name)) return false;
  return raw(element, 'inputType') !== null && raw(element, 'hint') !== null;
}

const PRIMARY = /^(?:$|zh|en)/;

/** The texts a value has: default, Chinese and English first, then by locale, as many as the limit lets. */
export function keptTexts(texts: readonly LocalText[], most = MAX_TEXTS): LocalText[] {
  const all = texts
    .map(({ locale, text }) => ({ locale, text: text.replace(/\s+/g, ' ').trim() }))
    .filter(({ text }) => text !== '' && text.length <= MAX_TEXT);
  if (all.length <= most) return all;
  const first = all.filter(({ locale }) => PRIMARY.test(locale));
  const rest = all.filter(({ locale }) => !PRIMARY.test(locale));
  return [...first, ...rest].slice(0, most).sort((a, b) => compareText(a.locale, b.locale));
}

/** "phone" of "id/phone"; "" where the name was taken away. */
function idName(values: XmlValues, value: Value | null): string {
  const name = value === null ? null : values.resolver.name(value);
  const last = name === null ? '' : name.slice(name.indexOf('/') + 1);
  return /resource_name_obfuscated$/.test(last) ? '' : last.slice(0, MAX_NAME);
}
const cut = (text: string | null): string => (text ?? '').slice(0, MAX_NAME);
const cutOrNull = (text: string | null): string | null => (text === null ? null : text.slice(0, MAX_NAME));
const words = (text: string | null): string[] =>
  text === null || text.startsWith('@')
    ? []
    : text
        .slice(0, MAX_NAME)
        .split(',')
        .map((word) => word.trim())
        .filter((word) => word !== '');
