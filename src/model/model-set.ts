// The schema of a file in rules/models: what calls outside the package do to the values they are given. Leaves running the
// models to program/values.
import Type, { type Static } from 'typebox';

const closed = { additionalProperties: false } as const;
const Id = Type.String({ pattern: '^[a-z0-9]+(-[a-z0-9]+)*$' });
const Str = Type.String();
const list = Type.Array;
const optional = Type.Optional;

/** What calls into the platform or a library do to values: rules/models, in the notation of CodeQL's models as data. */
export const ModelSet = Type.Object(
  {
    id: Id,
    source: Str, // where the facts come from
    members: list(
      Type.Object(
        {
          call: optional(Str),
          override: optional(Str), // a call-back: what it is given
          flows: list(Str), // "Argument[0] -> Argument[this].Element": the value itself; "=>": made from it
          opens: optional(Type.Boolean()), // gives the data behind an address, a name or a command
          watch: optional(Str), // canonical watch id, filled in by the compiler
        },
        closed,
      ),
    ),
  },
  closed,
);
export type ModelSet = Static<typeof ModelSet>;
