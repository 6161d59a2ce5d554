// What a package does that tells its type, as files of app types say it. Leaves finding it to judge/type-deeds.ts.
import Type, { type Static, type TSchema } from 'typebox';

const closed = { additionalProperties: false } as const;
const Str = Type.String();
const list = <T extends TSchema>(item: T) => Type.Array(item);
const words = <const W extends string[]>(...all: W) => Type.Enum(all);

/**
 * Something a package does that only apps of a type do. In a component: a filter that has the action, the category and a
 * data element ("scheme=http": any host, path and file). "user": the shared user id begins so; "library": a required
 * shared library; "main": the class that the launcher starts; "name", "authority": names that the platform's own parts
 * hold, so that no other package can be installed under them; "package": how the package is made.
 */
export const TypeDeed = Type.Object(
  {
    in: words(
      'activity',
      'service',
      'receiver',
      'provider',
      'user',
      'library',
      'main',
      'name',
      'authority',
      'package',
    ),
    shown: Type.Optional(Type.Boolean()), // only of an app with (true) or without (false) an entry in the launcher
    action: Type.Optional(Str),
    category: Type.Optional(Str),
    data: Type.Optional(Str),
    begins: Type.Optional(list(Str)), // any of these beginnings
    names: Type.Optional(list(Str)),
    is: Type.Optional(words('nothing-to-run', 'code-elsewhere', 'marker', 'instrumentation', 'screenless')),
    words: Type.Optional(list(Str)), // of "marker": last words of the actions that a pack answers
    never: Type.Optional(list(Str)), // actions or categories that show it to be something else, in any filter of the package
    strength: words('strong', 'moderate', 'weak'),
  },
  closed,
);
export type TypeDeed = Static<typeof TypeDeed>;
