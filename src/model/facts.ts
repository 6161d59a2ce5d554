// What a package says, without opinion (no tracker, risk, need, excess): plain JSON, sorted, no clocks, no paths.
import { Gaps } from './gaps.js';
import { sectionOf, type Section } from './section.js';
import { Flow } from './flow.js';
import { Consent, Waits } from './waits.js';
import Type, { type Static, type TSchema } from 'typebox';
import { OCCASIONS, SECTION_NAMES } from './constants.js';
import { CodeAsk } from './asks.js';
import { CodeField, InputField } from './input-field.js';
import { Diagnostic, Place } from './place.js';
import { ShapeFact } from './shape-fact.js';
import { ScriptFacts } from './script-facts.js';

const closed = { additionalProperties: false } as const;
const Str = Type.String();
const Int = Type.Integer();
const Bool = Type.Boolean();
const NullableStr = Type.Union([Str, Type.Null()]);
const NullableInt = Type.Union([Int, Type.Null()]);
const NullableBool = Type.Union([Bool, Type.Null()]);
const list = <T extends TSchema>(item: T) => Type.Array(item);

export { sectionOf, type Section };

/** Which bytes were read. `parts` in load order, base first; a single APK has one part named "base.apk". */
export const Identity = Type.Object(
  {
    kind: Str, // id of the package format: "apk", "split-apks", "xapk", "aab", "dex", …
    sha256: Str, // of the input file; of several files: of the sorted list of their hashes
    sizeBytes: Int,
    parts: list(Type.Object({ name: Str, role: Str, sha256: Str, sizeBytes: Int, entries: Int }, closed)),
  },
  closed,
);
export type Identity = Static<typeof Identity>;

/** A permission the app asks for. Sorted by name, then source. */
export const PermissionUse = Type.Object(
  {
    name: Str,
    source: Type.Union([Type.Literal('declared'), Type.Literal('sdk-23'), Type.Literal('implied')]),
    maxSdk: NullableInt,
    minSdk: NullableInt,
    flags: list(Str), // "neverForLocation", …
    because: Type.Optional(Str), // for implied: the permission or rule that brings it
    place: Place,
  },
  closed,
);
export type PermissionUse = Static<typeof PermissionUse>;

export const IntentFilter = Type.Object(
  { actions: list(Str), categories: list(Str), data: list(Str), priority: NullableInt },
  closed,
);
export type IntentFilter = Static<typeof IntentFilter>;

export const MetaData = Type.Object({ name: Str, value: NullableStr, resource: NullableStr }, closed);
export type MetaData = Static<typeof MetaData>;

/** A manifest component. In manifest order within each type. Names are fully qualified, in Java form. */
export const Component = Type.Object(
  {
    type: Type.Union([
      Type.Literal('activity'),
      Type.Literal('activity-alias'),
      Type.Literal('service'),
      Type.Literal('receiver'),
      Type.Literal('provider'),
    ]),
    name: Str,
    targetActivity: Type.Optional(Str),
    enabled: Bool,
    exported: Bool,
    exportedBy: Type.Union([
      Type.Literal('attribute'),
      Type.Literal('intent-filter'),
      Type.Literal('default'),
    ]),
    permission: NullableStr,
    readPermission: NullableStr,
    writePermission: NullableStr,
    process: NullableStr,
    filters: list(IntentFilter),
    metaData: list(MetaData),
    foregroundServiceTypes: list(Str),
    authorities: list(Str),
    directBootAware: Bool,
    grantUriPermissions: Bool,
    initOrder: NullableInt,
    isolatedProcess: Bool,
    isLauncher: Bool, // has MAIN + LAUNCHER (or LEANBACK_LAUNCHER), itself or through an alias
    place: Place,
  },
  closed,
);
export type Component = Static<typeof Component>;

/** The application element. Null means: not said (the platform's default applies). */
export const ApplicationFacts = Type.Object(
  {
    name: NullableStr,
    label: NullableStr,
    labels: list(Type.Object({ locale: Str, text: Str }, closed)), // sorted by locale; "" is the default
    appCategory: NullableStr, // "game" | "audio" | … as the platform names them
    allowBackup: NullableBool,
    fullBackupContent: NullableStr,
    dataExtractionRules: NullableStr,
    usesCleartextTraffic: NullableBool,
    networkSecurityConfig: NullableStr, // the resource path, "res/xml/nsc.xml"
    requestLegacyExternalStorage: NullableBool,
    preserveLegacyExternalStorage: NullableBool,
    debuggable: NullableBool,
    testOnly: NullableBool,
    hasCode: NullableBool,
    isGame: NullableBool,
    directBootAware: NullableBool,
    persistent: NullableBool,
    process: NullableStr,
    permission: NullableStr,
    backupAgent: NullableStr,
    appComponentFactory: NullableStr,
    zygotePreloadName: NullableStr,
    localeConfig: NullableStr,
    extractNativeLibs: NullableBool,
    metaData: list(MetaData),
  },
  closed,
);
export type ApplicationFacts = Static<typeof ApplicationFacts>;

export const ManifestFacts = Type.Object(
  {
    package: Str,
    versionName: NullableStr,
    versionCode: NullableInt,
    minSdk: NullableInt, // as said, after resolving references; the platform reads null as 1
    targetSdk: NullableInt, // the platform reads null as minSdk
    maxSdk: NullableInt,
    compileSdk: NullableInt,
    sdkCodename: NullableStr, // when min or target is a preview's name; the number is then 10000
    sharedUserId: NullableStr,
    splitName: NullableStr,
    requiredSplitTypes: list(Str),
    isSplitRequired: Bool,
    application: ApplicationFacts,
    permissions: list(PermissionUse),
    definedPermissions: list(
      Type.Object({ name: Str, protectionLevel: Str, group: NullableStr, label: NullableStr }, closed),
    ), // sorted by name
    features: list(Type.Object({ name: Str, required: Bool, glEsVersion: NullableInt }, closed)), // by name
    queries: Type.Object(
      {
        packages: list(Str),
        intents: list(IntentFilter),
        providers: list(Str),
      },
      closed,
    ),
    components: list(Component),
    usesLibraries: list(Type.Object({ name: Str, required: Bool, native: Bool }, closed)),
    instrumentation: list(Type.Object({ name: Str, targetPackage: NullableStr }, closed)),
  },
  closed,
);
export type ManifestFacts = Static<typeof ManifestFacts>;

export { CodeField, Flow, InputField };

/** XML resources that change what data an app can take or how it protects it. */
export const ResourceFacts = Type.Object(
  {
    locales: list(Str), // sorted
    networkSecurity: Type.Union([
      Type.Null(),
      Type.Object(
        {
          entry: Str,
          cleartextPermitted: NullableBool, // base-config; null: not said
          trustsUserCertificates: Bool,
          domains: list(Type.Object({ domain: Str, cleartextPermitted: NullableBool }, closed)),
        },
        closed,
      ),
    ]),
    accessibilityServices: list(
      Type.Object(
        {
          component: Str,
          entry: Str,
          eventTypes: list(Str),
          flags: list(Str),
          packageNames: list(Str),
          canRetrieveWindowContent: Bool,
          canTakeScreenshot: Bool,
          canRequestFilterKeyEvents: Bool,
          canPerformGestures: Bool,
          isAccessibilityTool: Bool,
        },
        closed,
      ),
    ), // by component
    fileProviderPaths: list(Type.Object({ entry: Str, tag: Str, name: Str, path: Str }, closed)),
    dataExtraction: Type.Union([
      Type.Null(),
      Type.Object({ entry: Str, cloudBackup: list(Str), deviceTransfer: list(Str) }, closed),
    ]),
    localeConfig: list(Str),
    layoutHandlers: list(Type.Object({ entry: Str, element: Str, method: Str }, closed)), // android:onClick
    layoutClasses: list(Type.Object({ entry: Str, name: Str }, closed)), // custom views, fragments named in XML
    deviceAdminPolicies: list(Str),
    fields: list(InputField), // by layout, then line, then id
    // Short texts of the layouts that hold fields, by layout; absent in facts that were kept before they were looked for.
    formTexts: Type.Optional(list(Type.Object({ layout: Str, texts: list(Str) }, closed))),
  },
  closed,
);
export type ResourceFacts = Static<typeof ResourceFacts>;

/**
 * When code can run. startup: before any screen (Application, providers, initialisers).
 * first-screen: the launcher activity coming up. screen: another component's screen life cycle.
 * user-act: a click, menu or other handler. background: receiver, service, job, alarm, worker.
 * callback: a listener or thread whose start could not be tied to one of the above.
 */
export { Consent, OCCASIONS };
export type Occasion = (typeof OCCASIONS)[number];
export const Occasion = Type.Enum([...OCCASIONS]);

/** One way code is reached: the shortest path from an entry point. `path` runs from root to site, at most 8 steps. */
export const Reach = Type.Object(
  {
    occasion: Occasion,
    component: NullableStr, // the manifest component or registered class that starts it, Java form
    trigger: Str, // what starts it: "Application.onCreate", "android.intent.action.BOOT_COMPLETED", "onClick", …
    path: list(Str), // method symbols
    cutSteps: Int, // steps left out in the middle of `path`
    repeats: Bool, // started by a timer, observer or repeated request
    consent: Consent,
    decision: Type.Union([Type.Null(), Type.Object({ symbol: Str, offset: Int, key: NullableStr }, closed)]), // for consent "decision": the branch, and the key or field it reads
  },
  closed,
);
export type Reach = Static<typeof Reach>;

const UseHow = Type.Union([Type.Literal('reflection'), Type.Literal('resolved'), Type.Literal('super')]);

/** A method of the package that holds at least one use. Sorted by entry, then symbol. */
export const CodeSite = Type.Object(
  {
    entry: Str, // the DEX entry
    class: Str, // Dalvik descriptor
    method: Str, // "name(desc)ret"
    super: NullableStr, // direct superclass descriptor, for readers
    renamed: Type.Optional(Str), // "Lb;->a(I)V" in the package, where a mapping file gave the real names
    reach: Type.Union([list(Reach), Type.Null()]), // [] = no path found; null = not computed
  },
  closed,
);
export type CodeSite = Static<typeof CodeSite>;

/** A sighting of a watched thing. Sorted by site, then offset, then watch id. */
export const CodeUse = Type.Object(
  {
    watch: Str, // id in the watchlist, see model/catalogue.ts
    site: Int, // index into sites
    offset: Int, // code units from the start of the method's instructions, as dexdump prints them
    descriptor: Type.Optional(Str), // overload called
    via: Type.Optional(Str), // receiver type written at the call, when it differs from the watched class
    args: Type.Optional(list(NullableStr)), // constants the watchlist asked for, null = not constant
    how: Type.Optional(UseHow),
    unused: Type.Optional(Type.Literal(true)), // a call whose result no instruction takes up
    waits: Type.Optional(Waits), // held back in its own method, whatever reaches the method
    compared: Type.Optional(Type.Literal(true)), // a text or field only held against another
  },
  closed,
);
export type CodeUse = Static<typeof CodeUse>;

/** Facts the screenshot derivation needs that single sightings do not carry; see program/observers.ts. */
export const ImageObserver = Type.Object(
  {
    kind: Type.Union([
      Type.Literal('content-observer'),
      Type.Literal('content-trigger'), // a job or worker that Android starts when pictures change
      Type.Literal('file-observer'),
      Type.Literal('polling'),
    ]),
    target: NullableStr, // URI or folder watched, when constant
    registeredAt: Int, // site
    offset: Int,
    observerClass: NullableStr,
    longLived: Bool, // registered from application, service, provider or a static holder
    unregistered: Type.Union([
      Type.Literal('never'),
      Type.Literal('with-screen'),
      Type.Literal('on-destroy'),
      Type.Literal('other'),
    ]),
    nameTests: list(Str), // strings such as "screenshot" tested in code the callback reaches
    readsImage: list(Int), // sites reached from the callback that open or query the picture
    copiesTo: list(Type.Object({ where: Str, site: Int, offset: Int }, closed)), // "app-files" | "cache" | "external" | "network"
  },
  closed,
);
export type ImageObserver = Static<typeof ImageObserver>;

export const CodeFacts = Type.Object(
  {
    dex: list(
      Type.Object(
        { entry: Str, version: Str, sizeBytes: Int, classes: Int, methods: Int, state: Str },
        closed,
      ),
    ), // in load order
    // Defined classes, by name. `idle`: how many hold no code that could act: interfaces, annotations, R, BuildConfig.
    packages: list(Type.Object({ name: Str, classes: Int, idle: Type.Optional(Int), entry: Str }, closed)),
    calledPackages: list(Type.Object({ name: Str, calls: Int }, closed)), // called into, not defined, not platform
    generated: list(
      Type.Object({ package: Str, resources: Bool, buildConfig: Bool, applicationId: NullableStr }, closed),
    ), // packages with an R or BuildConfig class, and the id that BuildConfig names; by package
    versions: Type.Optional(list(Type.Object({ of: Str, text: Str }, closed))), // constants that were asked for; by `of`, then text
    // Ids of the mapping files that tell the names R8 gave, sorted; absent where no tool left one.
    mapIds: Type.Optional(list(Str)),
    shapes: Type.Optional(list(ShapeFact)), // renamed code that has a known shape, by owner
    sites: list(CodeSite),
    uses: list(CodeUse),
    asks: Type.Optional(list(CodeAsk)), // absent in facts that were kept before it was looked for
    fields: Type.Optional(list(CodeField)), // likewise
    // Which class starts which screen, the outermost class of each; by from, then to.
    screenStarts: Type.Optional(list(Type.Object({ from: Str, to: Str }, closed))),
    permissionRequests: list(
      Type.Object({ permissions: list(Str), site: Int, offset: Int, complete: Bool }, closed),
    ), // at run time
    imageObservers: list(ImageObserver),
    flows: list(Flow),
    endpoints: list(Type.Object({ text: Str, site: Int }, closed)), // literal URLs and hosts, bounded, sorted
    gaps: Type.Optional(Gaps), // absent in facts that were kept before it was looked for
    signals: Type.Object(
      {
        classes: Int,
        methods: Int,
        instructions: Int,
        reflectionCalls: Int,
        reflectionResolved: Int,
        dynamicLoading: list(Int), // sites that load code
        nativeMethods: Int,
        shortNames: Int, // classes whose simple name has one or two letters
        encryptedStrings: Int, // classes that look like string decryptors
        webInterfaces: Int,
        applicationClassMissing: Bool,
        componentsMissing: list(Str), // manifest components with no class
        reachComputed: Bool,
      },
      closed,
    ),
  },
  closed,
);
export type CodeFacts = Static<typeof CodeFacts>;

export const NativeFacts = Type.Object(
  {
    libraries: list(
      Type.Object(
        {
          entry: Str,
          name: Str,
          abi: Str,
          sizeBytes: Int,
          needed: list(Str),
          imports: Int,
          jniMethods: list(Str),
        },
        closed,
      ),
    ),
  },
  closed,
);
export type NativeFacts = Static<typeof NativeFacts>;

export const SigningFacts = Type.Object(
  {
    schemes: list(Str), // "v1" | "v2" | "v3" | "v3.1", sorted
    certificates: list(
      Type.Object(
        { sha256: Str, subject: Str, issuer: Str, scheme: Str, validFrom: Str, validTo: Str, algorithm: Str },
        closed,
      ),
    ),
  },
  closed,
);
export type SigningFacts = Static<typeof SigningFacts>;

/** Entries that tell of frameworks, libraries and hidden code. */
export const FileFacts = Type.Object(
  {
    entries: Int,
    markers: list(Type.Object({ entry: Str, what: Str }, closed)), // entries the watchlist asked for, by entry
    versions: list(Type.Object({ name: Str, version: Str }, closed)), // META-INF/*.version and the like
    serviceLoaders: list(Type.Object({ service: Str, classes: list(Str) }, closed)),
    archives: list(Str), // APK, JAR or zip inside the package
    hiddenDex: list(Str), // DEX by magic under another name
    unreadable: list(Str),
  },
  closed,
);
export type FileFacts = Static<typeof FileFacts>;

export { SECTION_NAMES };
export type SectionName = (typeof SECTION_NAMES)[number];
export interface Sections {
  manifest: ManifestFacts;
  resources: ResourceFacts;
  code: CodeFacts;
  native: NativeFacts;
  signing: SigningFacts;
  files: FileFacts;
}

export const AppFacts = Type.Object(
  {
    schema: Type.Literal('overreach-facts/2'),
    identity: Identity,
    manifest: sectionOf(ManifestFacts),
    resources: sectionOf(ResourceFacts),
    code: sectionOf(CodeFacts),
    native: sectionOf(NativeFacts),
    signing: sectionOf(SigningFacts),
    files: sectionOf(FileFacts),
    scripts: Type.Optional(sectionOf(ScriptFacts)), // absent: the package has no such code
    diagnostics: list(Diagnostic),
  },
  closed,
);
export type AppFacts = Static<typeof AppFacts>;
