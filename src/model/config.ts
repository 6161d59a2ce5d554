// overreach.yml: the schema of the file a team keeps, and the plain form that the gate works with.
// Leaves reading, line numbers and the checking of names to cli/config.ts.
import Type, { type Static } from 'typebox';
import type { Purpose, Suppression } from './gate.js';

const closed = { additionalProperties: false } as const;
const text = (description: string, options: object = {}) =>
  Type.String({ minLength: 1, description, ...options });
const texts = (description: string) => Type.Array(Type.String({ minLength: 1 }), { description });

export const PurposeFile = Type.Object(
  {
    data: text('Kind of data: an id of "overreach rules list data-kinds"'),
    feature: text('Feature of the app that needs it'),
    why: text('Why the feature needs it, in a sentence a user would accept'),
    where: Type.Optional(
      texts('Prefixes of packages or classes in which it may be taken; absent = anywhere'),
    ),
    by: Type.Optional(
      texts('Who may take it: "app", SDK ids, or "unattributed"; absent = the app itself only'),
    ),
  },
  { ...closed, description: 'Something the app takes on purpose' },
);

export const SuppressionFile = Type.Object(
  {
    data: Type.Optional(text('Kind of data that is accepted')),
    rule: Type.Optional(text('Check whose findings are accepted')),
    by: Type.Optional(text('Only when taken by this party: "app", an SDK id, or "unattributed"')),
    reason: text('Why this is accepted'),
    owner: text('Who answers for it'),
    expires: text('Last day it counts, as 2026-12-31', { pattern: '^\\d{4}-\\d{2}-\\d{2}$' }),
  },
  { ...closed, description: 'An accepted finding; needs a reason, an owner and an expiry date' },
);

export const ConfigFile = Type.Object(
  {
    version: Type.Literal(1, { description: 'Version of this format' }),
    packages: Type.Optional(
      texts(
        'Packages to check when the command names none; * ? ** [] {} are understood, no match is an error',
      ),
    ),
    type: Type.Optional(text('Type of app: an id of "overreach rules list app-types", several joined by +')),
    lang: Type.Optional(
      Type.Union([Type.Literal('en'), Type.Literal('zh')], { description: 'Language of what is printed' }),
    ),
    'fail-on': Type.Optional(
      Type.Union(
        [
          Type.Literal('suspected'),
          Type.Literal('strongly-suspected'),
          Type.Number({ minimum: 0, maximum: 100 }),
        ],
        { description: 'Verdict or score from which the gate fails' },
      ),
    ),
    strict: Type.Optional(Type.Boolean({ description: 'Exit with 3 when something could not be read' })),
    baseline: Type.Optional(text('File with what is known already; written by --write-baseline')),
    source: Type.Optional(text('Source manifest, so that results point into it')),
    purposes: Type.Optional(Type.Array(PurposeFile, { description: 'Everything the app takes, and why' })),
    sdks: Type.Optional(texts('SDKs expected inside: ids of "overreach rules list sdks"')),
    suppressions: Type.Optional(Type.Array(SuppressionFile)),
    rules: Type.Optional(texts('Folders with your own data kinds, SDKs, app types and rules')),
    'sdk-lists': Type.Optional(texts('Tracker lists in the form Exodus publishes')),
  },
  { ...closed, title: 'overreach.yml', description: 'What an app team keeps for "overreach check"' },
);
export type ConfigFile = Static<typeof ConfigFile>;

/** The configuration with defaults, checked names, and the lines its parts came from. Null = not said. */
export interface Config {
  /** As the user named it, for messages; null when there is no file. */
  file: string | null;
  packages: string[];
  type: string | null;
  lang: 'en' | 'zh' | null;
  failOn: string | null;
  strict: boolean;
  baseline: string | null;
  source: string | null;
  purposes: Purpose[] | null;
  sdks: string[] | null;
  suppressions: Suppression[];
  rules: string[];
  sdkLists: string[];
}
