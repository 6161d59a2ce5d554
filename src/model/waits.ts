// How code stands to what the user does and decides, as facts tell it. Leaves the ways to code to facts.ts.
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

/**
 * How a way stands to the user's word. before: no act of the user and no remembered decision is needed. decision: every
 * way passes a branch that takes the agreed side of a decision the app remembers. act: it runs in an act of the user.
 * unknown: cannot be told.
 */
export const Consent = Type.Union([
  Type.Literal('before'),
  Type.Literal('decision'),
  Type.Literal('act'),
  Type.Literal('unknown'),
]);
export type Consent = Static<typeof Consent>;
