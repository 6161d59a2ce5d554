// The schema of holes in code that no build leaves. Leaves finding them to program/gaps.ts and what they mean to judge/damage.ts.
import Type, { type Static } from 'typebox';

const closed = { additionalProperties: false } as const;
const Int = Type.Integer();
const Str = Type.String();

/** How many there are, by the package of the class. */
const ByPackage = Type.Array(Type.Object({ name: Str, count: Int }, closed));

export const Gaps = Type.Object(
  {
    emptied: Int, // methods whose instructions were taken out
    members: ByPackage, // methods that code calls, or constructors that the platform does, and their class does not have
    classes: ByPackage, // called and nowhere
    libraries: Type.Array(Str), // file names of native libraries that code loads by name
  },
  closed,
);
export type Gaps = Static<typeof Gaps>;
