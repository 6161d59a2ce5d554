// What a package says in code that is not DEX: which scripts were read, and what was seen in them. Part of the facts.
import Type, { type Static } from 'typebox';
import { OCCASIONS } from './constants.js';

const closed = { additionalProperties: false } as const;

/** A watched call, or property read, in a script that can run. Sorted by entry, then offset, then api. */
export const ScriptSighting = Type.Object(
  {
    api: Type.String(), // id in the watchlist: "script:navigator.geolocation.getCurrentPosition"
    entry: Type.String(),
    function: Type.String(), // the function it stands in; "" at the top of a file
    offset: Type.Integer(),
    line: Type.Union([Type.Integer(), Type.Null()]),
    column: Type.Union([Type.Integer(), Type.Null()]),
    occasion: Type.Enum([...OCCASIONS]),
    way: Type.Array(Type.String()), // from the top of the file to the function, outermost first, at most 8 steps
    cutSteps: Type.Integer(),
    unreached: Type.Optional(Type.Literal(true)), // it is there; whether it runs, and when, is not told
  },
  closed,
);
export type ScriptSighting = Static<typeof ScriptSighting>;

/** Code that is not DEX, as far as it was read. `because` of a file: the diagnostic that says why it was not. */
export const ScriptFacts = Type.Object(
  {
    files: Type.Array(
      Type.Object(
        {
          entry: Type.String(), // of an assembly in a store: the store's, "#" and its name
          form: Type.String(), // "javascript" | "javascript-ram" | "hermes-96" | "assembly-store-2" | "assembly" | "assembly-lz4" | "il2cpp-29" | "dart-aot-…"
          sizeBytes: Type.Integer(),
          functions: Type.Integer(), // lowered; of a large bundle those of the modules that can lead to something watched
          modules: Type.Integer(),
          state: Type.Union([Type.Literal('read'), Type.Literal('unread')]),
          because: Type.Union([Type.String(), Type.Null()]),
        },
        closed,
      ),
    ), // by entry
    sightings: Type.Array(ScriptSighting),
  },
  closed,
);
export type ScriptFacts = Static<typeof ScriptFacts>;
