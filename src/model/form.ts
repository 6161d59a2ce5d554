// How forms ask for personal data: the schema of the lexicon in rules/forms and of the weights of its signs. Leaves reading
// a field by them to the judge.
import Type, { type Static } from 'typebox';
import { Text } from './text.js';

const closed = { additionalProperties: false } as const;
const Str = Type.String();
const Id = Type.String({ pattern: '^[a-z0-9]+(-[a-z0-9]+)*$' });
const Weighted = Type.Object({ value: Type.Number(), because: Text }, closed);

/**
 * One kind of data as forms ask for it (rules/forms/<kind>.yaml). Terms are matched in hints, labels and ids: Latin words
 * as whole words, others as parts of the text. `plain` terms name the data by themselves; `loose` ones ("name") only in
 * a form that asks for other personal data too. A text that says one of `not` names another kind; in ids the last word
 * decides, elsewhere the longest term.
 */
export const FormKind = Type.Object(
  {
    /** The data kind asked for; absent: the field is known, and weighs nothing (sign-in, search). */
    kind: Type.Optional(Id),
    id: Id,
    meaning: Text,
    autofill: Type.Optional(Type.Array(Str)), // autofill hints and HTML autocomplete words, in lower case
    inputTypes: Type.Optional(Type.Array(Str)), // words of android:inputType that fit it
    plain: Type.Array(Str),
    loose: Type.Optional(Type.Array(Str)),
    /** What confirms a loose term: any personal data (absent), another field of this kind, or one that names it loosely. */
    looseBeside: Type.Optional(Type.Union([Type.Literal('same'), Type.Literal('same-loosely')])),
    not: Type.Optional(Type.Array(Str)),
    always: Type.Optional(Type.Array(Str)), // decide whatever else stands beside them: "search"
    screens: Type.Optional(Type.Array(Str)), // words in the name of the layout that decide
    /** Words of other people ("emergency contact"): with them a field of the kinds in `otherPeoples` is of this kind. */
    others: Type.Optional(Type.Array(Str)),
    otherPeoples: Type.Optional(Type.Array(Id)),
    /** Characters a field takes, sorted, and how many, that only such a number has. */
    shape: Type.Optional(Type.Array(Type.Object({ digits: Str, maxLength: Type.Integer() }, closed))),
    sources: Type.Optional(Type.Array(Str)),
    examples: Type.Object(
      { hits: Type.Array(Type.Record(Str, Str)), lookAlikes: Type.Array(Type.Record(Str, Str)) },
      closed,
    ),
  },
  closed,
);
export type FormKind = Static<typeof FormKind>;

/** rules/platform/form-signs.yaml: how far each sign of a field speaks for a kind, and from where on it counts. */
export const FormSigns = Type.Object(
  {
    autofill: Weighted,
    inputType: Weighted,
    text: Weighted, // hint, or the label of a field without one
    beside: Weighted, // the label of a field whose hint says something else
    id: Weighted,
    loose: Weighted, // a loose term, in hint, label or id
    company: Weighted, // other personal data is asked for in the same form
    enough: Weighted,
    /** Words that every field may say and that name nothing: "please enter", "optional". */
    empty: Type.Array(Str),
    /** What a button says by which a form may be left: "skip", "guest". */
    skip: Type.Array(Str),
  },
  closed,
);
export type FormSigns = Static<typeof FormSigns>;
