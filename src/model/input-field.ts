// An input field as the package describes it, without opinion: part of the resources section of the facts. Leaves what
// it asks for to the judge.
import Type, { type Static, type TSchema } from 'typebox';

const closed = { additionalProperties: false } as const;
const Str = Type.String();
const Int = Type.Integer();
const list = <T extends TSchema>(item: T) => Type.Array(item);

/** A text in one language of the package; "" is the default. */
const LocalText = Type.Object({ locale: Str, text: Str }, closed);

/** A place where the user types or chooses, as a layout, a preference screen or a page in the package describes it. */
export const InputField = Type.Object(
  {
    layout: Str, // the entry it was first read in
    screen: Str, // "layout/login", or the entry where no resource name is known
    screens: list(Int), // resource ids by which code can ask for it: of its layout and of those that include it; ascending
    screenNames: list(Str), // their names, in the same order; "" where the name was taken away
    element: Str, // "EditText", "com.google.android.material.textfield.TextInputEditText", "input"
    view: Int, // number of its id, by which code finds it; 0 for none
    id: Str, // its name in the resources or the page, "" when it has none
    hints: list(LocalText), // what stands in it while it is empty, by locale
    labels: list(LocalText), // what stands before it, or is tied to it, by locale
    autofill: list(Str), // autofill hints, as written
    inputType: list(Str), // "phone", "number", "textEmailAddress", "textPassword", …; sorted
    digits: Type.Union([Str, Type.Null()]), // the characters it takes
    maxLength: Type.Union([Int, Type.Null()]),
    line: Int, // 0 when unknown
  },
  closed,
);

/** A field that code makes or fills: a view, or Jetpack Compose's. Sorted by site, then offset. */
export const CodeField = Type.Object(
  {
    element: Str, // "android.widget.EditText", "androidx.compose.OutlinedTextField"
    site: Int,
    offset: Int,
    hints: list(LocalText),
    labels: list(LocalText), // the title of the dialog it stands in
    inputType: list(Str),
  },
  closed,
);
export type CodeField = Static<typeof CodeField>;

export type InputField = Static<typeof InputField>;
