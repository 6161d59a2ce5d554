// JSON Schema of the report, as a promise to programs that read it: the names in it hold, more fields are welcome.
// The type is AppReport in report.ts; a test holds real reports against this.
import Type from 'typebox';
import type { TSchema } from 'typebox';
import { Text } from './catalogue.js';
import { CHANNELS, CONSENTS } from './constants.js';
import { Actor, Diagnostic, Place, Rung } from './place.js';

const Str = Type.String();
const Num = Type.Number();
const Int = Type.Integer();
const list = <T extends TSchema>(item: T) => Type.Array(item);
const optional = Type.Optional;
const nullable = <T extends TSchema>(schema: T) => Type.Union([schema, Type.Null()]);
const oneOf = (...words: string[]) => Type.Union(words.map((w) => Type.Literal(w)));

const Verdict = oneOf('not-suspected', 'suspected', 'strongly-suspected', 'not-rated');
const Need = oneOf('necessary', 'functional', 'contextual', 'avoidable', 'beyond', 'red-flag', 'undecided');
const Severity = oneOf('info', 'low', 'medium', 'high', 'critical');
const Reference = Type.Object({ label: Str, url: optional(Str) });
const Flow = Type.Object(
  {
    source: Str,
    sourceOffset: Int,
    sink: Str,
    offset: Int,
    channel: oneOf(...CHANNELS),
    host: nullable(Str),
    transport: nullable(oneOf('tls', 'cleartext')),
    steps: list(Type.Object({ class: Str, method: Str, offset: Int })),
    cutSteps: Int,
  },
  {
    description:
      'where the value goes, when it was followed there: from the source, at an offset of the first step, through methods, each with the offset where it goes on, to the sink in the last; "own-file" is kept in the app, "device" on the device, the other channels lead out of it',
  },
);
const Evidence = Type.Object({
  what: Str,
  rung: Rung,
  by: Actor,
  place: Place,
  path: optional(list(Str)),
  cutSteps: optional(Int),
  occasion: optional(Str),
  trigger: optional(Str),
  confidence: oneOf('high', 'medium', 'low'),
  args: optional(list(nullable(Str))),
  flow: optional(Flow),
});
/** One party's taking of a kind: all of it holds for this party and no other. */
const KindActor = Type.Object({
  kind: oneOf('app', 'sdk', 'library', 'unattributed'),
  id: Str,
  rung: Rung,
  occasions: list(Str),
  background: Type.Boolean(),
  repeats: Type.Boolean(),
  fails: Type.Boolean({ description: 'the permission that this code needs is missing' }),
  consent: oneOf(...CONSENTS),
  need: Need,
  needBecause: Text,
  verdict: Verdict,
  weight: Num,
  points: Num,
  evidence: Type.Array(Int, { description: 'indexes into the evidence of the kind, strongest first' }),
  flow: optional(Flow),
  also: optional(
    Type.Array(Type.Object({ rung: Rung, occasions: list(Str), evidence: list(Int) }), {
      description: 'weaker takings of the same party, each at another rung',
    }),
  ),
});

export const ReportSchema = Type.Object(
  {
    schema: Type.Literal('overreach-report/1'),
    tool: Type.Object({ name: Type.Literal('overreach'), version: Str, rules: Str }),
    app: Type.Object({
      package: nullable(Str),
      label: nullable(Str),
      labels: list(Type.Object({ locale: Str, text: Str })),
      versionName: nullable(Str),
      versionCode: nullable(Num),
      minSdk: nullable(Int),
      targetSdk: nullable(Int),
      sha256: Str,
      sizeBytes: Int,
      inputKind: Str,
      signers: list(Type.Object({ sha256: Str, subject: Str, schemes: list(Str) })),
    }),
    type: Type.Object({
      id: Str,
      name: Text,
      source: oneOf('given', 'list', 'inferred', 'unknown'),
      confidence: Num,
      because: list(Str),
      runnerUp: nullable(Str),
    }),
    verdict: Verdict,
    summary: Type.Object({
      suspectedKinds: list(Str),
      stronglySuspectedKinds: list(Str),
      declaredOnlyKinds: list(Str),
      parties: list(Str),
    }),
    score: Type.Object({
      rated: Type.Boolean(),
      value: Type.Number({ minimum: 0, maximum: 100 }),
      low: Type.Number({ minimum: 0, maximum: 100 }),
      high: Type.Number({ minimum: 0, maximum: 100 }),
      parts: list(
        Type.Object({
          kind: Str,
          actor: Actor,
          rung: Str,
          need: Need,
          points: Num,
          factors: Type.Record(Str, Num),
          evidence: list(Int),
        }),
      ),
      widenedBy: list(Type.Object({ code: Str, points: Num })),
    }),
    kinds: list(
      Type.Object({
        kind: Str,
        name: Text,
        headline: Str,
        sensitivity: Num,
        rung: Str,
        need: Need,
        needBecause: Text,
        verdict: Verdict,
        actors: Type.Array(KindActor, { description: 'strongest first; the kind is as its first' }),
        occasions: list(Str),
        points: Num,
        evidence: list(Evidence),
        evidenceTotal: Int,
      }),
    ),
    dormant: optional(
      Type.Array(Type.Object({ kind: Str, name: Text, actors: list(Str), evidence: list(Evidence) }), {
        description: 'kinds for which plain libraries carry code that nothing was seen to reach; not judged',
      }),
    ),
    findings: list(
      Type.Object({
        ruleId: Str,
        severity: Severity,
        kinds: list(Str),
        actor: nullable(Actor),
        evidence: list(Evidence),
        fingerprint: Str,
        title: Text,
        text: Text,
        why: Text,
        fix: Text,
        references: list(Reference),
      }),
    ),
    rules: list(
      Type.Object({ id: Str, title: Text, severity: Severity, outcome: Str, because: optional(list(Str)) }),
    ),
    permissions: list(
      Type.Object({
        name: Str,
        maxSdk: nullable(Int),
        source: oneOf('declared', 'sdk-23', 'implied'),
        kinds: list(Str),
        class: Str,
        note: nullable(Text),
        used: nullable(Type.Boolean()),
      }),
    ),
    sdks: list(
      Type.Object({
        id: Str,
        name: Str,
        vendor: Str,
        country: nullable(Str),
        tracker: Type.Boolean(),
        version: nullable(Str),
        confidence: Str,
        signals: list(Str),
        kinds: list(Type.Object({ kind: Str, rung: Str })),
      }),
    ),
    coverage: Type.Object({
      sections: Type.Record(
        Str,
        Type.Object({ state: oneOf('complete', 'partial', 'missing'), because: list(Str) }),
      ),
      dex: Type.Object({ files: Int, classes: Int, methods: Int }),
      notes: list(Type.Object({ code: Str, text: Text, widens: Num, places: optional(list(Place)) })),
    }),
    diagnostics: list(
      Type.Object({
        code: Str,
        level: Diagnostic.properties.level,
        place: Place,
        args: Diagnostic.properties.args,
        text: Text,
      }),
    ),
    endpoints: optional(list(Str)),
  },
  {
    description: 'What overreach scan --format json prints for one path; several paths give a list of these',
  },
);
