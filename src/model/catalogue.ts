// What we know and think: data kinds, SDKs, sinks, app types, permissions, scoring, and the watchlist compiled from
// them. Each schema here is the schema of one YAML file in rules/. Leaves reading and checking to catalogue/.
import type { Rule } from './check.js';
import type { FormKind, FormSigns } from './form.js';
import { Text } from './text.js';
import { TypeDeed } from './type-deed.js';
import Type, { type Static, type TSchema } from 'typebox';
import { ModelSet } from './model-set.js';
import { ROLES, type CALLBACK_TIMES, type CHANNELS } from './constants.js';

export { ModelSet, RoutePermissions };

export type Channel = (typeof CHANNELS)[number];
import { RoutePermissions } from './route-permissions.js';
import type { ScriptApis } from './script-apis.js';

const closed = { additionalProperties: false } as const;
export { TypeDeed };
const Str = Type.String();
const Int = Type.Integer();
const list = <T extends TSchema>(item: T) => Type.Array(item);
const optional = Type.Optional;
/** A closed word list. */
const oneOf = <const W extends string[]>(...words: W) => Type.Enum(words);
const Id = Type.String({ pattern: '^[a-z0-9]+(-[a-z0-9]+)*$' });

/** Text in both languages of the product. */
export { Text };

/** Where a fact comes from. `status`: sourced, confirmed on a real package, or unverified. */
export const Source = Type.Object({ label: Str, url: optional(Str) }, closed);
export const Confidence = Type.Union([Type.Literal('high'), Type.Literal('medium'), Type.Literal('low')]);
export type Confidence = Static<typeof Confidence>;

/**
 * One way to come by a kind of data. Exactly one of the first eight keys says what to look for:
 *  call      "android.location.LocationManager#getLastKnownLocation" or with "(descriptor)ret": an invocation
 *  override  "android.location.LocationListener#onLocationChanged": the app defines this method
 *  field     "android.provider.ContactsContract$Contacts#CONTENT_URI": the field is read
 *  class     "android.health.connect.datatypes.StepsRecord": the class is used
 *  string    exact constant string;   uri    content URI, matches itself, sub-paths and its authority
 *  reflect   "android.os.SystemProperties#get": class and method names as strings near a reflective call
 *  pattern   an id of a derivation (judge/patterns) for what no single sighting shows
 *  all/any   a compound: every watch id of `all`, one of `any` (when given) and none of `none`, seen together in `scope`
 * `watch` is the canonical watch id of the single forms; the compiler fills it in, files never say it.
 */
export const Route = Type.Object(
  {
    call: optional(Str),
    override: optional(Str),
    field: optional(Str),
    class: optional(Str),
    string: optional(Str),
    uri: optional(Str),
    reflect: optional(Str),
    all: optional(list(Str)), // compound: watch ids that must occur together, see `scope`
    any: optional(list(Str)), // with `all` or alone: and at least one of these
    none: optional(list(Str)), // and none of these in the same scope (a picker shows that the user chose)
    watch: optional(Str),
    scope: optional(
      Type.Union([
        Type.Literal('method'),
        Type.Literal('class'),
        Type.Literal('package'),
        Type.Literal('app'),
      ]),
    ),
    /** For `call`, alone or first of `all`: argument positions (receiver not counted) and constants that make it count. */
    when: optional(
      list(
        Type.Object(
          {
            arg: Int,
            is: optional(list(Str)),
            startsWith: optional(list(Str)),
            contains: optional(list(Str)),
            orUnknown: optional(Type.Boolean()), // a value that was not worked out fits too
            not: optional(list(Str)), // any other value fits, and one that was not worked out
          },
          closed,
        ),
      ),
    ),
    what: optional(
      oneOf('api', 'uri', 'action', 'setting', 'property', 'file', 'sensor', 'command', 'extra', 'other'),
    ),
    role: oneOf(...ROLES),
    signal: Type.Union([Type.Literal('strong'), Type.Literal('weak')]),
    confidence: Confidence,
    /** The call that makes the object this one is called on. Where every such call of the app is seen to miss what the
     *  routes of that call ask of its arguments, the object is another one. */
    made: optional(Str),
    from: optional(Int), // first API level
    to: optional(Int), // last API level at which it works or exists
    library: optional(Type.Boolean()), // not in the platform: androidx, Play services, HMS, vendor
    permissions: optional(list(RoutePermissions)), // absent or empty = none needed
    /** Instead of a sighting: the id of a derived conduct (judge/screens.ts) that counts as this route. */
    pattern: optional(Str),
    /** For the pattern "in-background": the kinds whose taking in the background is this kind. */
    of: optional(list(Id)),
    /** Counts only where the value is seen to leave the app: what is everyday use while it stays inside. */
    sent: optional(Type.Boolean()),
    /** Of a broadcast that carries several things: the MIME types under which this kind comes; a receiver that asks for
     *  others alone does not get it. */
    mime: optional(list(Str)),
    /** Says that no purpose of any app type justifies this way, and why; judged as a red flag whatever the type. */
    unjustifiable: optional(Text),
    note: optional(Str),
    sources: optional(list(Str)),
  },
  closed,
);
export type Route = Static<typeof Route>;

export const DataKind = Type.Object(
  {
    id: Id,
    name: Text,
    meaning: Text,
    origin: Type.Union([Type.Literal('device'), Type.Literal('derived'), Type.Literal('user')]),
    /** The kind's group in a survey's headline: location, contacts, identity, phone-number, screenshots, … */
    headline: Id,
    picked: optional(Type.Boolean()), // an own picker or gallery reads it to show it, and the user picks from what is shown
    sensitivity: Type.Object({ level: Type.Integer({ minimum: 1, maximum: 5 }), reason: Text }, closed),
    permissions: list(
      Type.Object(
        {
          name: Str,
          from: optional(Int),
          to: optional(Int),
          note: optional(Str),
          unlessFlags: optional(list(Str)), // with one of these flags ("neverForLocation") it does not open this kind
        },
        closed,
      ),
    ),
    routes: list(Route),
    /** Kinds that include this one: an app type that needs one of them needs this one too. */
    coveredBy: optional(list(Id)),
    /** Why taking it is avoidable rather than beyond need where it is taken only on a screen that the user has before him. */
    inUse: optional(Text),
    /** Given by the user alone, by a switch in the system's settings, and made to work unseen: being so says nothing against it. */
    switchedOn: optional(Type.Boolean()),
    /** The blunter kind that often serves as well; where a type needs only that, this kind is avoidable. */
    coarser: optional(Id),
    /** Distinct weak signs that must stand in one class to count as one sighting; default in scoring.yaml. */
    weakSigns: optional(Type.Object({ value: Int, because: Text }, closed)),
    permissionless: optional(
      list(Type.Object({ how: Text, limits: optional(Text), confidence: Confidence }, closed)),
    ),
    playDataSafety: list(Str),
    masvs: list(Str),
    references: list(Source),
    unknownRoutes: optional(list(Text)), // routes we know exist and cannot see
  },
  closed,
);
export type DataKind = Static<typeof DataKind>;

export const SdkSignal = Type.Object(
  {
    /** package: class prefix by segment; component: component name by segment, or "*.suffix" after the app's package;
     *  metadata: meta-data key; library: .so file name, "*" stands for any text; asset: entry path, "*" within a segment;
     *  version: version file, "com.a.B#CONSTANT" or "text:Beginning" of a text; domain: host suffix by label; permission: requested name, "*" any text;
     *  action: name in an intent filter of a component. */
    kind: oneOf(
      'package',
      'component',
      'metadata',
      'library',
      'asset',
      'version',
      'domain',
      'permission',
      'action',
    ),
    value: Str,
    confidence: Confidence,
    sources: optional(list(Str)),
  },
  closed,
);
export const Sdk = Type.Object(
  {
    id: Id,
    name: Str,
    nameZh: optional(Str),
    vendor: Str,
    country: optional(Str), // ISO 3166 alpha-2 of the vendor's home
    categories: list(Str),
    tracker: Type.Boolean(),
    /** It hands what it gets to whoever calls it, and keeps nothing: the caller is the party, as with a plain library. */
    forCaller: optional(Type.Boolean()),
    status: optional(Str), // active | discontinued | unverified
    signals: list(SdkSignal),
    takes: list(
      Type.Object(
        {
          kind: Id,
          mode: Type.Union([Type.Literal('collects'), Type.Literal('conditional')]),
          source: Str,
          confidence: Confidence,
        },
        closed,
      ),
    ),
    switches: optional(
      list(
        Type.Object(
          {
            kinds: list(Id),
            how: Text,
            source: optional(Str),
            manifest: optional(list(Type.Object({ name: Str, value: Str }, closed))), // meta-data that throws it
          },
          closed,
        ),
      ),
    ),
    /** What the code of a published artefact can take, found by scanning it alone in an app (test/sdks). */
    measured: optional(
      list(
        Type.Object(
          {
            artefact: Str, // "group:name" on Maven Central
            version: Str,
            sha256: Str,
            date: Str,
            /** `rung`: present, where nothing in the empty app calls it; higher, where its own components do. */
            takes: list(Type.Object({ kind: Id, rung: Str, calls: list(Str) }, closed)),
          },
          closed,
        ),
      ),
    ),
    part: optional(Id), // id of the SDK this one is nested in
    website: optional(Str),
    references: optional(list(Source)),
  },
  closed,
);
export type Sdk = Static<typeof Sdk>;

export const Sink = Type.Object(
  {
    id: Id,
    name: Text,
    kind: Str, // network | file | log | ipc | database | sms | …
    leaves: Type.Boolean(), // data leaves the device or the app's own sandbox
    members: list(
      Type.Object(
        {
          /** What is watched: exactly one of the three, written as in a Route. */
          call: optional(Str),
          override: optional(Str),
          string: optional(Str),
          args: list(Type.Union([Int, Type.Literal('receiver')])),
          signal: Type.Union([Type.Literal('strong'), Type.Literal('weak')]),
          from: optional(Int),
          to: optional(Int),
          library: optional(Type.Boolean()),
          watch: optional(Str), // canonical watch id, filled in by the compiler
        },
        closed,
      ),
    ),
  },
  closed,
);
export type Sink = Static<typeof Sink>;

/** Tiers of the need model. A kind in none of them is beyond need. */
export const AppType = Type.Object(
  {
    id: Id,
    number: optional(Int),
    ours: optional(Type.Boolean()), // a type of our own beside those of the rule, by the same method
    /** Its features serve other apps or the system, so that running unseen is how they are used. */
    unattended: optional(Type.Boolean()),
    open: optional(Type.Boolean()), // says where it stands, not what it is for: what it does not list is undecided, not beyond need
    name: Text,
    basicFunction: Text,
    clause: Type.Object({ text: Text, source: Source }, closed),
    typedByUser: list(Type.Object({ kind: Id, detail: Text }, closed)), // necessary, but typed: justifies no device access
    necessary: list(Id),
    functional: list(Id),
    contextual: list(
      Type.Object(
        {
          kind: Id,
          feature: Text,
          lessIntrusive: optional(Text),
          /** Goes on by itself once the user has switched it on: a backup, a step counter. */
          standing: optional(Type.Boolean()),
          strength: Type.Union([Type.Literal('strong'), Type.Literal('moderate'), Type.Literal('weak')]),
        },
        closed,
      ),
    ),
    redFlags: list(Id),
    /** Signs by which the type is inferred when the user gives none; weights and words are explained in docs/scoring.md. */
    hints: Type.Object(
      {
        appCategories: list(Str),
        playCategories: list(Str),
        words: list(Str),
        sdks: list(Str),
        features: list(Str),
        /** What the package does, by what its manifest offers the system. */
        does: optional(list(TypeDeed)),
      },
      closed,
    ),
    ccaCategory: optional(Str),
    notes: optional(Text),
  },
  closed,
);
export type AppType = Static<typeof AppType>;

export const PermissionInfo = Type.Object(
  {
    name: Str,
    class: Str, // dangerous | special | formerly-dangerous | normal | signature | vendor
    group: optional(Str),
    levels: list(Type.Object({ api: Int, level: Str }, closed)),
    from: optional(Int),
    to: optional(Int),
    kinds: list(Id),
    meaning: optional(Text),
    restrictions: optional(list(Text)),
    lessIntrusive: optional(Text),
    play: optional(Text), // what Google Play asks for it
    sources: optional(list(Str)),
  },
  closed,
);
export type PermissionInfo = Static<typeof PermissionInfo>;

/** rules/scoring.yaml. Every number has a `because` beside it in the file; the loader keeps both. */
export const Weighted = Type.Object({ value: Type.Number(), because: Text }, closed);
export type Weighted = Static<typeof Weighted>;
const weights = Type.Record(Str, Weighted);
/** How the factors are multiplied and combined is told in docs/scoring.md. */
export const Scoring = Type.Object(
  {
    rungs: weights, // by rung, plus "present-requested" and "present-unresolved"
    occasions: weights, // multipliers of the rung: "background", "repeats"
    needs: weights,
    sensitivity: weights, // "1" … "5"
    actors: weights, // app | tracker | sdk | unattributed | library
    signals: weights, // strong | weak-together | missing-permission | old-systems | conduct | reflection
    confidences: weights, // high | medium | low
    others: Weighted, // share that every taker but the strongest adds for the same kind
    weakSigns: Weighted, // distinct weak signs in one class that count as one sighting
    saturation: Weighted, // weight at which the index reaches about two thirds
    thresholds: Type.Object(
      { kindSuspected: Weighted, kindStrong: Weighted, appStrong: Weighted, notRatedUnknown: Weighted },
      closed,
    ),
    unknowns: weights, // how far each kind of blindness widens the interval
    severities: weights, // order of findings
    typeHints: weights, // how much each sign of an app type weighs when the user names none
    typeConfidence: Weighted, // below this an inferred type is not used
    stars: list(Type.Object({ stars: Type.Number(), upTo: Type.Number() }, closed)),
  },
  closed,
);
export type Scoring = Static<typeof Scoring>;

/** What shows that a permission is needed, see rules/platform/permission-needs.yaml. */
export interface PermissionNeeds {
  /** Permissions that stand for one another. */
  families: string[][];
  /** `watch`: what code does; `actions`, `serviceTypes`, `schemes`: what the manifest says. */
  needs: {
    permission: string;
    from?: number;
    to?: number;
    watch: string[];
    actions?: string[];
    serviceTypes?: string[];
    schemes?: string[];
  }[];
}

export interface Catalogue {
  version: string; // hash of the content of rules/
  kinds: DataKind[];
  sdks: Sdk[];
  vendorPrefixes: { prefix: string; vendor: string; country?: string }[];
  libraryPrefixes: string[]; // ordinary libraries: not the app's own code, not an SDK of interest
  /** What published code of ordinary libraries takes by itself, or asks for by values of its callers: by package or class. */
  libraryActs: { prefix: string; kinds: string[]; asks?: string[]; itself?: boolean; moved?: boolean }[];
  sinks: Sink[];
  models: ModelSet[];
  types: AppType[];
  permissions: PermissionInfo[];
  neutralPermissions: string[];
  permissionNeeds?: PermissionNeeds;
  /** Every permission name a public release of the platform defines; what is in neither list is unknown. Sorted. */
  platformPermissions: string[];
  /** Named sets of watch ids that compounds refer to; already expanded in `routes`. */
  groups: Record<string, string[]>;
  rules: Rule[];
  /** Names of the groups that a survey's headline counts, by id (DataKind.headline). */
  headlines?: { id: string; name: Text }[];
  callbacks?: CallbackRules;
  scoring: Scoring;
  forms?: { kinds: FormKind[]; signs: FormSigns };
  frameworks: FrameworkMarker[];
  scriptApis?: ScriptApis[];
}

/** A cross-platform framework or a packer, and how a package gives it away (rules/platform/frameworks.yaml). */
export const FrameworkMarker = Type.Object(
  {
    id: Id,
    name: Str,
    kind: Type.Union([Type.Literal('framework'), Type.Literal('packer'), Type.Literal('protector')]),
    vendor: optional(Str),
    libraries: list(Str),
    files: list(Str),
    classes: list(Str),
    codeIn: list(Str), // entries that hold the code we cannot read
    hides: Type.Union([Type.Literal('all'), Type.Literal('part'), Type.Literal('none')]),
    confidence: Confidence,
    sources: optional(list(Str)),
  },
  closed,
);
export type FrameworkMarker = Static<typeof FrameworkMarker>;

/**
 * What extraction has to look for; opinion-free and derived from the catalogue by catalogue/watchlist.ts.
 * Watch ids are canonical text and appear in facts:
 *   "Landroid/location/LocationManager;->getLastKnownLocation"            any overload invoked
 *   "Landroid/…;->m(Ljava/lang/String;)V"                                 one overload invoked
 *   "override:Landroid/location/LocationListener;->onLocationChanged"     defined by the package
 *   "field:Landroid/provider/ContactsContract$Contacts;->CONTENT_URI"     read (sget/iget)
 *   "class:Landroid/…;"                                                   const-class, new-instance, check-cast, supertype
 *   "string:screenshot"                                                   const-string equal to the text
 *   "uri:content://sms"                                                   const-string equal to, below, or authority of
 *   "reflect:Landroid/os/SystemProperties;->get"
 */
/** When the platform calls what an app overrides (rules/platform/callbacks.yaml). Names in Java form, "*" in part. */
export interface CallbackRules {
  /** The first that fits holds. */
  families: {
    id: string;
    when: (typeof CALLBACK_TIMES)[number];
    types: string[];
    methods?: string[];
    repeats?: boolean;
    bundled?: boolean;
  }[];
  /** Calls that run what they are handed, or their receiver. */
  fires: { id: string; of: 'argument' | 'receiver' | 'message'; runs: string[]; calls: string[] }[];
}

export interface Watchlist {
  hash: string;
  methods: { id: string; class: string; name: string; descriptor: string | null; args: number[] }[];
  overrides: { id: string; class: string; name: string; descriptor: string | null }[];
  fields: { id: string; class: string; name: string }[];
  classes: { id: string; class: string }[];
  strings: { id: string; text: string }[];
  uris: { id: string; text: string }[];
  reflections: { id: string; class: string; name: string }[];
  files: { id: string; pattern: string }[]; // "lib/*/libfoo.so", "assets/foo", by "*" within a segment
  /** Methods that are sinks, for flows; position -1 is the receiver. */
  sinks: { id: string; args: number[]; channel: Channel }[];
  /** What calls do to values, for flows; "override:" ids for what call-backs are given. */
  models: {
    id: string;
    class: string;
    name: string;
    descriptor: string | null;
    flows: string[];
    opens?: boolean;
  }[];
  /** Watch ids that stand for data in some route of a kind, alone or with others. */
  sources: string[];
  scripts?: { id: string; call?: string; read?: string; when?: { arg: number; is: string[] } }[]; // by id
  /** Constants that tell a version: a static field or what a method names, or texts that begin so. By id. */
  versions?: ({ id: string; class: string; name: string } | { id: string; text: string })[];
  /** Without them whatever is called back is an event. */
  callbacks?: CallbackRules;
  /** Bytes of dist/platform.bin (catalogue/platform-table.ts). Without them calls are matched by written type only. */
  platform?: Uint8Array;
  /** Bytes of dist/shapes.bin (catalogue/shape-table.ts). Without them renamed code is nobody's. */
  shapes?: Uint8Array;
}
