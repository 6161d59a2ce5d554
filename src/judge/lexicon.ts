// What an input field asks for, from its hint, label, id, autofill hints and input type, by the lexicon of rules/forms.
// Pure. Leaves which code shows the field to forms.ts and every weight to rules/platform/form-signs.yaml.
import type { Catalogue } from '../model/catalogue.js';
import type { FormKind, FormSigns } from '../model/form.js';
import type { InputField } from '../model/facts.js';
import {
  beyond,
  holdsAny,
  isNounPhrase,
  latest,
  longest,
  readyId,
  readyText,
  termOf,
  type Ready,
  type Term,
} from './lexicon-terms.js';
import { perCatalogue } from './per-catalogue.js';

export type FieldSign = 'autofill' | 'inputType' | 'text' | 'beside' | 'id' | 'loose' | 'company';
/** What a field was read as; `form.kind` is absent where it asks for nothing that weighs. */
export interface Reading {
  form: FormKind;
  weight: number;
  signs: FieldSign[];
}
/** The parts of a field that the lexicon looks at. */
export type FieldText = Pick<InputField, 'screen' | 'id' | 'hints' | 'labels' | 'autofill' | 'inputType'> &
  Partial<Pick<InputField, 'digits' | 'maxLength'>>;

interface Compiled {
  form: FormKind;
  autofill: ReadonlySet<string>;
  inputTypes: ReadonlySet<string>;
  plain: Term[];
  always: Term[];
  loose: Term[];
  not: Term[];
  others: Term[];
  screens: Term[];
}
interface Lexicon {
  forms: Compiled[];
  signs: FormSigns;
  signIn: Compiled | undefined;
  /** Words that every field may say: "please enter", "optional". */
  empty: Term[];
}

const SIGN_IN = 'sign-in';

const compiled = perCatalogue((catalogue: Catalogue): Lexicon | null => {
  if (catalogue.forms === undefined) return null;
  const terms = (list: readonly string[] | undefined): Term[] => (list ?? []).map(termOf);
  const forms = catalogue.forms.kinds.map((form) => ({
    form,
    autofill: new Set(form.autofill ?? []),
    inputTypes: new Set(form.inputTypes ?? []),
    plain: terms(form.plain),
    always: terms(form.always),
    loose: terms(form.loose),
    not: terms(form.not),
    others: terms(form.others),
    screens: terms(form.screens),
  }));
  const { signs } = catalogue.forms;
  const empty = terms(signs.empty).sort((a, b) => b.text.length - a.text.length);
  return { forms, signs, signIn: forms.find(({ form }) => form.id === SIGN_IN), empty };
});

/** The fields of one form, read together: what one asks for says what a bare "name" beside it means. */
export function readForm(fields: readonly FieldText[], catalogue: Catalogue): (Reading | null)[] {
  const lexicon = compiled(catalogue);
  if (lexicon === null) return fields.map(() => null);
  const ready = fields.map((field) => new FieldReader(field, lexicon));
  const alone = ready.map((reader) => reader.read(null));
  const named = new Set(alone.flatMap((reading) => reading?.form ?? []));
  const personal = [...named].some(({ kind }) => kind !== undefined);
  const confirmed = (one: Compiled): boolean => {
    const { looseBeside } = one.form;
    if (looseBeside === undefined) return personal;
    if (named.has(one.form)) return true;
    return looseBeside === 'same-loosely' && ready.filter((reader) => reader.saysLoosely(one)).length > 1;
  };
  return alone.map((reading, at) => reading ?? ready[at]!.read(confirmed));
}

type Found = Reading & { length: number };
/** What each kind of text names: the forms, with the length of the term. */
type Named = ReadonlyMap<Compiled, number>;

class FieldReader {
  private readonly field: FieldText;
  private readonly lexicon: Lexicon;
  private readonly hints: Ready[];
  private readonly labels: Ready[];
  private readonly id: Ready;
  /** The label is what the user is asked: there is no hint, it says nothing of its own, or the label ends with a colon. */
  private readonly labelAsks: boolean;

  constructor(field: FieldText, lexicon: Lexicon) {
    this.field = field;
    this.lexicon = lexicon;
    this.hints = this.heard(field.hints).filter((text) => beyond(text, lexicon.empty) !== '');
    this.labels = this.heard(field.labels);
    this.id = readyId(field.id);
    this.labelAsks = this.hints.length === 0 || field.labels.some(({ text }) => /[:：]\s*$/.test(text));
  }

  /** The text of the default language; the others where it names nothing: "Name" may be one word and "姓名" another. */
  private heard(texts: readonly { locale: string; text: string }[]): Ready[] {
    const [first, ...others] = [...texts]
      .sort((a, b) => rank(a.locale) - rank(b.locale))
      .map(({ text }) => readyText(withoutAside(text)));
    if (first === undefined) return [];
    const says = this.lexicon.forms.some(
      ({ plain, loose }) => longest(plain, first) + longest(loose, first) > 0,
    );
    return says ? [first] : [first, ...others];
  }

  /** @param confirmed tells of a form whether what stands beside this field confirms a loose term; null: look at none */
  // eslint-disable-next-line complexity -- the sources of a field's meaning in the order in which they are believed
  read(confirmed: ((one: Compiled) => boolean) | null): Reading | null {
    const { lexicon, field } = this;
    const { signs, signIn } = lexicon;
    if (field.autofill.length === 0) {
      const decided = this.decided();
      if (decided !== undefined) return { form: decided.form, weight: signs.text.value, signs: ['text'] };
    }
    const byHint = this.named(this.hints, this.labelAsks ? this.labels : []);
    const byLabel = this.named(this.labels, this.hints);
    const byId = this.namedById();
    const secret = field.inputType.some((word) => /password/i.test(word));
    if (secret && signIn !== undefined && byId.has(signIn))
      return { form: signIn.form, weight: signs.text.value, signs: ['id', 'inputType'] };
    let found: Found | null = null;
    for (const one of lexicon.forms) {
      if (secret && one !== signIn && !byHint.has(one) && !(this.labelAsks && byLabel.has(one))) continue;
      const reading = this.weigh(one, byHint, byLabel, byId, confirmed?.(one) === true);
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
    return { ...reading, form: this.ofSomebodyElse(reading.form) };
  }

  /** Words that decide whatever stands beside them, such as "search"; words of the screen; one of several for signing in. */
  private decided(): Compiled | undefined {
    const { forms, signIn } = this.lexicon;
    const said = [...this.hints, ...(this.hints.length === 0 ? this.labels : []), this.id];
    const screen = readyId(this.field.screen);
    const decided = forms.find(
      (one) =>
        said.some((text) => holdsAny(one.always, text)) ||
        (one.others.length === 0 && holdsAny(one.screens, screen)),
    );
    if (decided !== undefined || signIn === undefined) return decided;
    return this.field.hints.some(({ text }) => this.offersChoice(text)) ? signIn : undefined;
  }

  /** "Phone or e-mail", "手机号/用户名": which of them is given is left to the user, and it names the account. */
  private offersChoice(text: string): boolean {
    const parts = text.split(/\s*(?:\/|、|或者|或|\bor\b)\s*/i);
    if (parts.length < 2 || parts.length > 3 || TO_BE_REACHED.test(text)) return false;
    const named = new Set<string>();
    for (const part of parts) {
      const ready = readyText(part);
      const [first] = [...this.named([ready], [])].sort((a, b) => b[1] - a[1]);
      if (first !== undefined) named.add(first[0].form.id);
    }
    return named.size > 1 && [...named].every((id) => CHOSEN_FOR_SIGN_IN.has(id));
  }

  // eslint-disable-next-line complexity -- one line for each sort of sign
  private weigh(one: Compiled, byHint: Named, byLabel: Named, byId: Named, inCompany: boolean): Found {
    const { field, lexicon } = this;
    const { signs } = lexicon;
    const reading: Found = { form: one.form, weight: 0, signs: [], length: 0 };
    const add = (sign: FieldSign): void => {
      reading.signs.push(sign);
      reading.weight += signs[sign].value;
    };
    if (field.autofill.some((word) => one.autofill.has(word.toLowerCase()))) add('autofill');
    if (byHint.has(one)) add('text');
    else if (byLabel.has(one) && byHint.size === 0)
      add(this.labelAsks || this.hints.some((hint) => longest(one.loose, hint) > 0) ? 'text' : 'beside');
    if (byId.has(one)) add('id');
    if (reading.signs.length === 0 && byHint.size === 0 && this.saysLoosely(one)) {
      add('loose');
      if (inCompany) add('company');
    }
    if (reading.signs.length > 0) {
      if (field.inputType.some((word) => one.inputTypes.has(word))) add('inputType');
    } else if (byHint.size === 0 && byLabel.size === 0 && this.hasShape(one)) add('id');
    reading.length = Math.max(byHint.get(one) ?? 0, byLabel.get(one) ?? 0);
    return reading;
  }

  saysLoosely(one: Compiled): boolean {
    const asked = [...this.hints, ...(this.labelAsks ? this.labels : [])];
    const said = asked.length > 0 ? asked : [this.id];
    return said.some((text) => longest(one.loose, text) > 0) && !said.some((text) => holdsAny(one.not, text));
  }

  /** The characters and the length that only such a number has. */
  private hasShape({ form: { shape } }: Compiled): boolean {
    const { digits, maxLength } = this.field;
    if (shape === undefined || digits === null || digits === undefined) return false;
    const letters = [...new Set(digits)].sort().join('');
    return shape.some((one) => one.maxLength === maxLength && one.digits === letters);
  }

  /** The forms with the longest term that the texts hold: "user name" is not a "name". */
  private named(texts: readonly Ready[], alsoSaid: readonly Ready[]): Map<Compiled, number> {
    const found = new Map<Compiled, number>();
    for (const text of texts) {
      const lengths = this.lexicon.forms.map((one) =>
        [text, ...alsoSaid].some((said) => holdsAny(one.not, said))
          ? 0
          : isNounPhrase(text)
            ? latest(one.plain, text)
            : longest(one.plain, text),
      );
      const most = Math.max(0, ...lengths);
      if (most === 0) continue;
      this.lexicon.forms.forEach((one, index) => {
        if (lengths[index] === most) found.set(one, Math.max(most, found.get(one) ?? 0));
      });
    }
    return found;
  }

  private namedById(): Map<Compiled, number> {
    const { forms } = this.lexicon;
    const said = [this.id, ...this.hints];
    const places = forms.map((one) =>
      said.some((text) => holdsAny(one.not, text)) ? 0 : latest(one.plain, this.id),
    );
    const most = Math.max(0, ...places);
    return new Map(forms.filter((_, at) => most > 0 && places[at] === most).map((one) => [one, most]));
  }

  /** A name or number of somebody else, where hint, label or screen say whose it is. */
  private ofSomebodyElse(form: FormKind): FormKind {
    const third = this.lexicon.forms.find(({ form: { otherPeoples } }) =>
      otherPeoples?.includes(form.kind ?? ''),
    );
    if (third === undefined) return form;
    const said = [...this.hints, ...(this.labelAsks ? this.labels : []), this.id];
    const isOthers =
      said.some((text) => holdsAny(third.others, text)) ||
      holdsAny(third.screens, readyId(this.field.screen));
    return isOthers ? third.form : form;
  }
}

/** "手机号码（账号）" without what stands in brackets. */
const withoutAside = (text: string): string => text.replace(/(?<=.)[（(][^（()）]*[）)]/gu, ' ');

/** Asked for to get in touch, not to sign in. */
const TO_BE_REACHED = /联系|聯[繫絡]|contact|reach/i;
/** The default language first, then English and Chinese. */
const rank = (locale: string): number => (locale === '' ? 0 : /^(?:en|zh)\b/.test(locale) ? 1 : 2);
const CHOSEN_FOR_SIGN_IN: ReadonlySet<string> = new Set(['account-phone-number', 'email-address', SIGN_IN]);

const round = (value: number): number => Math.round(value * 1e6) / 1e6;
