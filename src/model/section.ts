// A section of the facts with what is known of how far it was read. Leaves what sections hold to facts.ts.
import Type, { type TSchema } from 'typebox';

const closed = { additionalProperties: false } as const;
const list = <T extends TSchema>(item: T) => Type.Array(item);
const Str = Type.String();

/** A part of the facts: read whole, read in part, or not there to read. `because` holds diagnostic codes. */
export const sectionOf = <T extends TSchema>(value: T) =>
  Type.Union([
    Type.Object({ state: Type.Literal('complete'), value }, closed),
    Type.Object({ state: Type.Literal('partial'), value, because: list(Str) }, closed),
    Type.Object({ state: Type.Literal('missing'), because: list(Str) }, closed),
  ]);
export type Section<T> =
  | { state: 'complete'; value: T }
  | { state: 'partial'; value: T; because: string[] }
  | { state: 'missing'; because: string[] };
