// Where something was seen, how strong that sighting is, who did it, and what went wrong while reading.
// Leaves the sentences for diagnostics to text/words and the codes to whoever raises them.
import Type, { type Static } from 'typebox';
import { RUNGS } from './constants.js';

/**
 * A spot in a package that a reader can go to.
 * `entry` is the zip entry ("classes2.dex", "AndroidManifest.xml"; for a split: "split_config.arm64.apk!classes.dex").
 * `symbol` is a class or method in Dalvik form ("Lcom/a/B;->c(I)V") or, in XML, the element ("uses-permission[3]").
 * `offset` is, in DEX, the code unit offset as dexdump prints it ("0012"); in binary XML the byte offset of the
 * chunk; `line` is the source line that binary XML carries. In a script, `line` and `column`
 * count from 1 and `offset` in characters; in bytecode `symbol` names the function and `offset` counts within it.
 * `renamed` is the symbol as the package has it, where a mapping file told the real one.
 */
export const Place = Type.Object(
  {
    entry: Type.String(),
    symbol: Type.Optional(Type.String()),
    offset: Type.Optional(Type.Integer({ minimum: 0 })),
    line: Type.Optional(Type.Integer({ minimum: 0 })),
    column: Type.Optional(Type.Integer({ minimum: 0 })),
    renamed: Type.Optional(Type.String()),
  },
  { additionalProperties: false },
);
export type Place = Static<typeof Place>;

export const DiagnosticLevel = Type.Union([
  Type.Literal('note'),
  Type.Literal('warning'),
  Type.Literal('error'),
]);

/** Something odd or unreadable: a stable code ("zip/fake-encryption"), where, and the arguments of its sentence. */
export const Diagnostic = Type.Object(
  {
    code: Type.String({ pattern: '^[a-z0-9-]+/[a-z0-9-]+$' }),
    level: DiagnosticLevel,
    place: Place,
    args: Type.Record(Type.String(), Type.Union([Type.String(), Type.Number()])),
  },
  { additionalProperties: false },
);
export type Diagnostic = Static<typeof Diagnostic>;

/** The only thing lower layers are given to speak with. */
export type Note = (diagnostic: Diagnostic) => void;

/**
 * The evidence ladder, weakest first. declared: the manifest asks for it. implied: the platform grants or implies it.
 * present: code that takes it is in the package. reachable: that code can run from an entry point.
 * startup: it can run before any user act. leaves: the value is seen to go to a sink.
 */
export { RUNGS };
export const Rung = Type.Union(RUNGS.map((r) => Type.Literal(r)));
export type Rung = (typeof RUNGS)[number];

/** Who takes the data. */
export const Actor = Type.Union([
  Type.Object({ kind: Type.Literal('app'), id: Type.String() }, { additionalProperties: false }),
  Type.Object({ kind: Type.Literal('sdk'), id: Type.String() }, { additionalProperties: false }),
  Type.Object({ kind: Type.Literal('library'), id: Type.String() }, { additionalProperties: false }),
  Type.Object({ kind: Type.Literal('unattributed'), id: Type.String() }, { additionalProperties: false }),
]);
/**
 * `id`: for the app its package name, for an SDK its catalogue id, for an ordinary library whose caller was not found the
 * prefix it is known by, for unattributed code the Java package.
 */
export type Actor = { kind: 'app' | 'sdk' | 'library' | 'unattributed'; id: string };
