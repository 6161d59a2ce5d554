// Texts and ids made ready for comparing, and terms found in them. Leaves what a term means to lexicon.ts.

/** A text made ready: words between spaces, and the same without any. */
export interface Ready {
  words: string;
  packed: string;
}
export interface Term {
  text: string;
  /** As whole words between spaces, or, for writing without spaces, as part of the text. */
  whole: boolean;
}

/** Writing that puts no spaces between words: Chinese, Japanese, Thai and their like. */
const UNSPACED = /[\u0e00-\u0eff\u3040-\u30ff\u3400-\u9fff]/;

export function termOf(term: string): Term {
  const { words, packed } = readyText(term);
  return UNSPACED.test(term) ? { text: packed, whole: false } : { text: words.trim(), whole: true };
}

export function readyText(text: string): Ready {
  const words = ` ${text
    .normalize('NFKC')
    .toLowerCase()
    .replace(/['’]/g, '')
    .replace(/[^\p{L}\p{M}\p{N}]+/gu, ' ')
    .trim()} `;
  return { words, packed: words.replaceAll(' ', '') };
}

/** What an editor names a field by itself, after the entry of its palette that was dragged: "editTextTextPersonName2". */
const GENERATED =
  /^(?:editText|spinner|autoCompleteTextView|textInputEditText)(?:Text|TextPersonName|PersonName|TextPassword|NumberPassword|TextEmailAddress|Phone|TextPostalAddress|TextMultiLine|Time|Date|Number|NumberSigned|NumberDecimal)?\d*$/;

/** "etPhoneNumber2" as " et phone number 2 ". */
export const readyId = (id: string): Ready =>
  readyText(
    GENERATED.test(id)
      ? ''
      : id
          .replace(/([\p{Ll}\p{N}])(\p{Lu})/gu, '$1 $2')
          .replace(/(\p{Lu})(\p{Lu}\p{Ll})/gu, '$1 $2')
          .replace(/(\p{L})(\p{N})/gu, '$1 $2'),
  );

export const holds = ({ text, whole }: Term, { words, packed }: Ready): boolean =>
  whole ? words.includes(` ${text} `) : packed.includes(text);

export const holdsAny = (terms: readonly Term[], text: Ready): boolean =>
  terms.some((term) => holds(term, text));

/** The length of the longest term that a text holds; 0 for none. */
export const longest = (terms: readonly Term[], text: Ready): number =>
  terms.reduce((most, term) => (term.text.length > most && holds(term, text) ? term.text.length : most), 0);

/** Writing with no spaces, of a length that names a thing rather than explaining one. */
export const isNounPhrase = ({ packed }: Ready): boolean =>
  packed.length <= MOST_NOUN && UNSPACED.test(packed);
const MOST_NOUN = 14;

/**
 * How late in an id or a short Chinese text the last term ends, and of those that end there how long it is: the last word of a name is what the
 * thing is. "password_forget_phone" is a phone, "phone_reset_code" a code, "身份证上的姓名" a name.
 */
export function latest(terms: readonly Term[], { words, packed }: Ready): number {
  let most = 0;
  for (const { text, whole } of terms) {
    const at = whole ? words.lastIndexOf(` ${text} `) : packed.lastIndexOf(text);
    if (at >= 0) most = Math.max(most, (at + text.length) * 1000 + text.length);
  }
  return most;
}

/** What is left of a text when the words that every field may say were taken out; "" when it says nothing of its own. */
export function beyond(text: Ready, empty: readonly Term[]): string {
  let { words } = text;
  for (const term of empty)
    words = term.whole
      ? words.replaceAll(` ${term.text} `, ' ')
      : words.replaceAll(' ', '').replaceAll(term.text, '');
  return words.replace(/[\s\p{N}]|\b[a-z]\b/gu, '');
}
