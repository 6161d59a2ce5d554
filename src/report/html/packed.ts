// The shape of the data inside the survey page: small enough for a thousand apps, plain enough to read in a console.
// Everything that repeats is in a table and named by its index; -1 stands for "none". Shared by pack.ts, which writes
// it, and client/, which reads it.

export type Index = number; // into `strings` unless said otherwise
export type Pair = readonly [en: string, zh: string];

export type PackedEvidence = readonly [
  what: Index,
  rung: number,
  actor: number, // into actors
  entry: Index,
  symbol: Index,
  offset: number, // code units in a DEX method, or the line of an XML file
  occasion: number, // into occasions
  path: readonly Index[],
  cutSteps: number,
  args: number, // into texts: what the call was given
  flow: number, // into texts: where the value goes
  chain: number, // into texts: the methods on its way
];
export type PackedKind = readonly [
  kind: number,
  rung: number,
  need: number,
  verdict: number,
  points: number,
  actors: readonly number[], // into actors
  because: number, // into texts
  occasions: readonly number[],
  evidenceTotal: number,
  evidence: readonly PackedEvidence[],
];
export type PackedFinding = readonly [
  rule: number,
  severity: number,
  text: number,
  actor: number,
  kinds: readonly number[],
];

/** What a page of one app needs besides its row. */
export interface PackedDetail {
  k: readonly PackedKind[];
  f: readonly PackedFinding[];
  s: readonly (readonly [sdk: number, version: Index, kinds: readonly number[]])[];
  p: readonly (readonly [name: Index, cls: Index, used: 0 | 1 | 2])[]; // 0 no, 1 yes, 2 unknown
  n: readonly number[]; // texts: what could not be read
  x: readonly (readonly [kind: number, actor: number, rung: number, need: number, points: number])[]; // score parts
}
/** What the table needs of one app. */
export interface PackedApp {
  i: string; // id
  l: string; // label, or the file's name
  p: string; // package
  v: string; // version
  h: string; // sha-256
  t: number; // type
  o: number; // source of the type, into typeSources
  d: number; // verdict
  s: number; // index, -1 not rated
  w: readonly [low: number, high: number];
  r: number; // stars, -1 none
  q: readonly [rank: number, ofSurvey: number, ofType: number, typeApps: number];
  k: readonly number[]; // suspected kinds
  a: readonly number[]; // SDKs
  u: readonly (readonly [what: 0 | 1, id: number, others: number, of: number])[]; // unusual: 0 kind, 1 SDK
  c: readonly string[]; // free columns
  e: number; // failure, into texts
  m: readonly string[]; // files with the same content
  y: readonly (readonly [from: string, date: string, text: readonly Pair[]])[]; // what the provider answered, by paragraph
}
export interface Packed {
  lang: 'en' | 'zh';
  words: Readonly<Record<string, Pair>>;
  verdicts: readonly (readonly [id: string, en: string, zh: string])[]; // best to worst, then unrated
  rungs: readonly (readonly [id: string, en: string, zh: string])[]; // weakest first
  needs: readonly Pair[];
  occasions: readonly Pair[];
  severities: readonly (readonly [id: string, en: string, zh: string])[];
  typeSources: readonly Pair[];
  types: readonly (readonly [id: string, en: string, zh: string])[];
  kinds: readonly (readonly [id: string, en: string, zh: string, group: string])[];
  groups: readonly (readonly [id: string, en: string, zh: string])[];
  sdks: readonly (readonly [id: string, name: string, vendor: string, tracker: 0 | 1])[];
  actors: readonly (readonly [kind: 0 | 1 | 2 | 3, sdk: number, name: string])[]; // app, SDK, unattributed, library
  rules: readonly (readonly [title: Pair, why: Pair, fix: Pair])[];
  texts: readonly Pair[];
  columns: readonly string[];
  scored: number;
  apps: readonly PackedApp[];
  heat: readonly (readonly [app: number, rungs: string])[]; // rows of the heat map: app, one digit per kind, "." none
  heatKinds: readonly number[];
  /** Sorted texts, each as the number of leading characters it shares with the one before, and the rest. */
  strings: readonly (string | number)[];
  /** One string of JSON for each app, so that opening the page does not build what nobody looks at. */
  details: readonly string[];
}
