// What code asks for by values that could not be worked out. Leaves the rest of what code says to facts.ts.
import Type, { type Static } from 'typebox';

/** Something asked for by a value that could not be worked out. Sorted by site, then offset. */
export const CodeAsk = Type.Object(
  {
    what: Type.Union([
      Type.Literal('address'), // rows of a content provider
      Type.Literal('key'), // a setting or property
      Type.Literal('call'), // a method by its name
      Type.Literal('command'), // run in a shell
      Type.Literal('binder'), // a system service spoken to by hand
      Type.Literal('foreign-code'), // code of another package
      Type.Literal('library'), // a native library by a path
      Type.Literal('page'), // what a web page asks for is granted
      Type.Literal('provider-call'), // ContentProvider.call
      Type.Literal('uid'), // the apps behind a number, not a caller's or its own
    ]),
    site: Type.Integer(),
    offset: Type.Integer(),
  },
  { additionalProperties: false },
);
export type CodeAsk = Static<typeof CodeAsk>;
