// That code waits for something the user decides, as facts tell it. Leaves how a way to code stands to it to facts.ts.
import Type, { type Static } from 'typebox';

const closed = { additionalProperties: false } as const;

/** That code waits for a remembered decision: surely or perhaps, and at which branch of its method. */
export const Waits = Type.Object(
  {
    sure: Type.Boolean(),
    decision: Type.Union([
      Type.Null(),
      Type.Object(
        { symbol: Type.String(), offset: Type.Integer(), key: Type.Union([Type.String(), Type.Null()]) },
        closed,
      ),
    ]),
  },
  closed,
);
export type Waits = Static<typeof Waits>;
