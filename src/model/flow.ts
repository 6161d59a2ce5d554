// A value followed from where personal data comes in to where it goes, as facts carry it. Plain data; leaves finding flows to
// program/values and what they mean to the judgement.
import Type, { type Static } from 'typebox';
import { CHANNELS } from './constants.js';

const closed = { additionalProperties: false } as const;
const Str = Type.String();
const Int = Type.Integer();

/** Value flows seen inside the code, from a watched source to a watched sink. */
export const Flow = Type.Object(
  {
    source: Str, // watch id, or "view:0x7f0a0012" for what the user typed into a view
    sourceSite: Int,
    sourceOffset: Int,
    sink: Str, // watch id
    sinkSite: Int,
    offset: Int, // of the sink
    channel: Type.Enum([...CHANNELS]),
    host: Type.Union([Str, Type.Null()]), // when it is constant
    transport: Type.Union([Type.Literal('tls'), Type.Literal('cleartext'), Type.Null()]),
    through: Type.Optional(Str), // a channel, field or call on the way that may stand for several things: passed on perhaps
    steps: Type.Array(Type.Object({ class: Str, method: Str, offset: Int }, closed)), // methods on the way, at most 12
    cutSteps: Int, // left out in the middle of `steps`
  },
  closed,
);
export type Flow = Static<typeof Flow>;
