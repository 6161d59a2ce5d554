// The numbers of android:inputType as the words that layouts are written with (android.text.InputType). Leaves what a
// word says of the data to the judge.

const CLASS = 0xf;
const VARIATION = 0xff0;
const TEXT = 1;
const NUMBER = 2;
const PHONE = 3;
const DATE_TIME = 4;

const TEXT_VARIATIONS: Readonly<Record<number, string>> = {
  0x10: 'textUri',
  0x20: 'textEmailAddress',
  0x30: 'textEmailSubject',
  0x40: 'textShortMessage',
  0x50: 'textLongMessage',
  0x60: 'textPersonName',
  0x70: 'textPostalAddress',
  0x80: 'textPassword',
  0x90: 'textVisiblePassword',
  0xa0: 'textWebEditText',
  0xb0: 'textFilter',
  0xc0: 'textPhonetic',
  0xd0: 'textWebEmailAddress',
  0xe0: 'textWebPassword',
};

/** What a layout says of the input: the modern number, or the attributes of the first releases. */
export interface WrittenInput {
  inputType: number | null;
  phoneNumber: boolean;
  password: boolean;
  numeric: boolean;
}

/** The words for the class and variation; flags such as multiLine say nothing of the data. */
export function inputTypeWords({ inputType, phoneNumber, password, numeric }: WrittenInput): string[] {
  const words = new Set<string>();
  if (phoneNumber) words.add('phone');
  if (password) words.add('textPassword');
  if (numeric) words.add('number');
  const variation = (inputType ?? 0) & VARIATION;
  switch ((inputType ?? 0) & CLASS) {
    case TEXT:
      words.add(TEXT_VARIATIONS[variation] ?? 'text');
      break;
    case NUMBER:
      words.add(variation === 0x10 ? 'numberPassword' : 'number');
      break;
    case PHONE:
      words.add('phone');
      break;
    case DATE_TIME:
      words.add(variation === 0x10 ? 'date' : variation === 0x20 ? 'time' : 'datetime');
      break;
  }
  return [...words].sort();
}
