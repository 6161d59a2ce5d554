// What an input field asks for, from its hint, label, id, autofill hints and input type, by the lexicon of rules/forms.
// Pure. Leaves which code shows the field to forms.ts and every weight to rules/platform/form-signs.yaml.
import type { Catalogue } from '../model/catalogue.js';
import type { FormKind } from '../model/form.js';
import type { InputField } from '../model/facts.js';
import { perCatalogue } from './per-catalogue.js';

export type FieldSign = 'autofill' | 'inputType' | 'text' | 'beside' | 'id' | 'loose' | 'company';
/** What a field was read as; `form.kind` is absent where it asks for nothing that weighs. */
export interface Reading {
  form: FormKind;
  weight: number;
  signs: FieldSign[];
}
/** The parts of a field that the lexicon looks at. */
export type FieldText = Pick<InputField, 'screen' | 'id' | 'hints' | 'labels' | 'autofill' | 'inputType'>;

interface Term {
  /** As whole words between spaces, or, for writing without spaces, as part of the text. */
  text: string;
  whole: boolean;
}
interface Compiled {
  form: FormKind;
  autofill: ReadonlySet<string>;
  inputTypes: ReadonlySet<string>;
  plain: Term[];
  loose: Term[];
  not: Term[];
}
/** A text made ready: words between spaces, and the same without any. */
interface Ready {
  words: string;
  packed: string;
}

/** The form of the lexicon whose terms say that a field asks for nothing personal, wherever they stand. */
const OTHER = 'other-matters';
const SIGN_IN = 'sign-in';

const compiled = perCatalogue((catalogue: Catalogue): Compiled[] =>
  (catalogue.forms?.kinds ?? []).map((form) => ({
    form,
    autofill: new Set(form.autofill ?? []),
    inputTypes: new Set(form.inputTypes ?? []),
    plain: form.plain.map(termOf),
    loose: (form.loose ?? []).map(termOf),
    not: (form.not ?? []).map(termOf),
  })),
);

/** The fields of one form, read together: what one asks for says what a bare "name" beside it means. */
export function readForm(fields: readonly FieldText[], catalogue: Catalogue): (Reading | null)[] {
  const forms = compiled(catalogue);
  const alone = fields.map((field) => readField(field, forms, catalogue, false));
  const personal = alone.map((reading) => reading?.form.kind !== undefined);
  const others = personal.filter(Boolean).length;
  return fields.map((field, index) =>
    alone[index] !== null || others === 0 ? alone[index]! : readField(field, forms, catalogue, true),
  );
}

function readField(
  field: FieldText,
  forms: readonly Compiled[],
  catalogue: Catalogue,
  inCompany: boolean,
): Reading | null {
  const signs = catalogue.forms?.signs;
  if (signs === undefined) return null;
  const hints = field.hints.map(({ text }) => readyText(text));
  const labels = field.labels.map(({ text }) => readyText(text));
  const id = readyId(field.id);
  const said = [...hints, ...(hints.length === 0 ? labels : []), id];
  const matters = forms.find(({ form }) => form.id === OTHER);
  const isOther =
    matters !== undefined &&
    (said.some((text) => longest(matters.plain, text) > 0) ||
      longest(matters.loose, readyId(field.screen)) > 0);
  if (isOther && field.autofill.length === 0)
    return { form: matters.form, weight: signs.text.value, signs: ['text'] };
  const secret = field.inputType.some((word) => /password/i.test(word));
  const signIn = forms.find(({ form }) => form.id === SIGN_IN);
  const byHint = best(hints, forms);
  const byLabel = best(labels, forms);
  const byId = best([id], forms);
  let found: (Reading & { length: number }) | null = null;
  for (const one of forms) {
    if (
      one === matters ||
      one.not.some((term) => [...hints, ...labels, id].some((text) => holds(term, text)))
    )
      continue;
    if (secret && one !== signIn && !byHint.has(one)) continue;
    const reading: Reading & { length: number } = { form: one.form, weight: 0, signs: [], length: 0 };
    const add = (sign: FieldSign): void => {
      reading.signs.push(sign);
      reading.weight += signs[sign].value;
    };
    if (field.autofill.some((word) => one.autofill.has(word.toLowerCase()))) add('autofill');
    if (byHint.has(one)) add('text');
    else if (byLabel.has(one) && byHint.size === 0) add(hints.length === 0 ? 'text' : 'beside');
    if (byId.has(one)) add('id');
    const sure = reading.signs.length > 0;
    if (!sure && byHint.size === 0 && [...said].some((text) => longest(one.loose, text) > 0)) {
      add('loose');
      if (inCompany) add('company');
    }
    if (reading.signs.length > 0 && field.inputType.some((word) => one.inputTypes.has(word)))
      add('inputType');
    reading.length = Math.max(byHint.get(one) ?? 0, byLabel.get(one) ?? 0, byId.get(one) ?? 0);
    if (
      found === null ||
      reading.weight > found.weight ||
      (reading.weight === found.weight && reading.length > found.length)
    )
      found = reading;
  }
  if (secret && signIn !== undefined && (found === null || found.weight < signs.enough.value))
    return { form: signIn.form, weight: signs.inputType.value, signs: ['inputType'] };
  if (found === null || round(found.weight) < signs.enough.value) return null;
  const { length: _length, ...reading } = found;
  return reading;
}

const round = (value: number): number => Math.round(value * 1e6) / 1e6;

/** The forms with the longest term that the texts hold: "user name" is not a "name". By form, the length. */
function best(texts: readonly Ready[], forms: readonly Compiled[]): Map<Compiled, number> {
  const found = new Map<Compiled, number>();
  for (const text of texts) {
    const lengths = forms.map((one) => longest(one.plain, text));
    const most = Math.max(0, ...lengths);
    if (most === 0) continue;
    forms.forEach((one, index) => {
      if (lengths[index] === most) found.set(one, Math.max(most, found.get(one) ?? 0));
    });
  }
  return found;
}

const longest = (terms: readonly Term[], text: Ready): number =>
  terms.reduce((most, term) => (term.text.length > most && holds(term, text) ? term.text.length : most), 0);

const holds = ({ text, whole }: Term, { words, packed }: Ready): boolean =>
  whole ? words.includes(` ${text} `) : packed.includes(text);

/** Writing that puts no spaces between words: Chinese, Japanese, Thai and their like. */
const UNSPACED = /[\u0e00-\u0eff\u3040-\u30ff\u3400-\u9fff]/;

function termOf(term: string): Term {
  const { words, packed } = readyText(term);
  return UNSPACED.test(term) ? { text: packed, whole: false } : { text: words.trim(), whole: true };
}

function readyText(text: string): Ready {
  const words = ` ${text
    .normalize('NFKC')
    .toLowerCase()
    .replace(/['’]/g, '')
    .replace(/[^\p{L}\p{M}\p{N}]+/gu, ' ')
    .trim()} `;
  return { words, packed: words.replaceAll(' ', '') };
}

/** "etPhoneNumber2" as " et phone number 2 ". */
const readyId = (id: string): Ready =>
  readyText(
    id
      .replace(/([\p{Ll}\p{N}])(\p{Lu})/gu, '$1 $2')
      .replace(/(\p{Lu})(\p{Lu}\p{Ll})/gu, '$1 $2')
      .replace(/(\p{L})(\p{N})/gu, '$1 $2'),
  );
