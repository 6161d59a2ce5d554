// A text for people, in both languages. Leaves the texts themselves to rules/ and text/.
import Type, { type Static } from 'typebox';

export const Text = Type.Object({ en: Type.String(), zh: Type.String() }, { additionalProperties: false });
export type Text = Static<typeof Text>;
