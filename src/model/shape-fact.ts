// Renamed code that has the shape of published code; part of the code section of the facts.
import Type, { type Static } from 'typebox';

const Str = Type.String();

/** Whose published code it is like, of which version most, how much matched by itself, and which named classes it is. */
export const ShapeFact = Type.Object(
  {
    of: Str, // the id under which the shape is known
    like: Type.Union([Str, Type.Null()]), // "group:artifact:version"
    classes: Type.Integer(),
    parts: Type.Integer(),
    named: Type.Array(Str), // descriptors of those of its classes that sites and paths name, sorted
  },
  { additionalProperties: false },
);
export type ShapeFact = Static<typeof ShapeFact>;
