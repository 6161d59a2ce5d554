// The schemas of the files in rules/: what a person writes, before the compiler fills in defaults and canonical ids.
// Leaves the meaning of the fields to model/catalogue.ts; docs/schema/*.json is made from these values.
import Type, { type Static, type TSchema } from 'typebox';
import { CodeAsk } from '../model/asks.js';
import { CALLBACK_TIMES } from '../model/constants.js';
import {
  AppType,
  DataKind,
  FrameworkMarker,
  PermissionInfo,
  Route,
  RoutePermissions,
  Sdk,
  ModelSet,
  Sink,
  Text,
} from '../model/catalogue.js';

const closed = { additionalProperties: false } as const;
const Str = Type.String();
const optional = Type.Optional;
const list = <T extends TSchema>(item: T) => Type.Array(item);
const Id = Type.String({ pattern: '^[a-z0-9]+(-[a-z0-9]+)*$' });
const { watch: _watch, role, signal, confidence, permissions: _permissions, ...routeRest } = Route.properties;

/**
 * A route as written. Defaults: role collect, signal strong, confidence high. `needs` names a set of the file's
 * `permissionSets`. `with` names a group (rules/platform/groups.yaml): the sighting counts fully only together with one
 * of the group, in the same method, or in the same class when nothing of the group `unless` names is there; alone it
 * stays a weak sign. In `all`, `any` and `none` an item is "call a.B#m", "field a.B#F", "uri content://x", … or "@group".
 */
export const RouteFile = Type.Object(
  {
    ...routeRest,
    role: optional(role),
    signal: optional(signal),
    confidence: optional(confidence),
    needs: optional(Str),
    with: optional(Id),
    unless: optional(Id),
  },
  closed,
);
export type RouteFile = Static<typeof RouteFile>;

const { routes: _routes, ...kindRest } = DataKind.properties;
export const DataKindFile = Type.Object(
  {
    ...kindRest,
    permissionSets: optional(Type.Record(Str, list(RoutePermissions))),
    routes: list(RouteFile),
  },
  closed,
);
export type DataKindFile = Static<typeof DataKindFile>;

export const SdkFile = Sdk;

const { members, ...sinkRest } = Sink.properties;
const { watch: _sinkWatch, signal: sinkSignal, ...memberRest } = members.items.properties;
export const SinkFile = Type.Object(
  {
    ...sinkRest,
    members: list(Type.Object({ ...memberRest, signal: optional(sinkSignal), note: optional(Str) }, closed)),
  },
  closed,
);
export type SinkFile = Static<typeof SinkFile>;

const { members: modelMembers, ...modelRest } = ModelSet.properties;
const { watch: _modelWatch, ...modelMemberRest } = modelMembers.items.properties;
export const ModelFile = Type.Object(
  { ...modelRest, members: list(Type.Object(modelMemberRest, closed)) },
  closed,
);
export type ModelFile = Static<typeof ModelFile>;

export const AppTypeFile = AppType;

/** One file per class of permissions: rules/platform/permissions/<class>.yaml. */
export const PermissionsFile = Type.Object({ permissions: list(PermissionInfo) }, closed);
export type PermissionsFile = Static<typeof PermissionsFile>;

/** rules/platform/permission-names.yaml: every name the platform has defined, and those that never count. */
export const PermissionNamesFile = Type.Object(
  { source: Str, neutral: list(Str), androidPermission: list(Str), other: list(Str) },
  closed,
);
export type PermissionNamesFile = Static<typeof PermissionNamesFile>;

/** rules/platform/permission-needs.yaml: what needs a permission that opens personal data, when code is seen to do it. */
export const PermissionNeedsFile = Type.Object(
  {
    source: Str,
    families: list(Type.Object({ permissions: list(Str), because: Str }, closed)),
    needs: list(
      Type.Object(
        {
          permission: Str,
          from: optional(Type.Integer()), // first Android version on which it is needed
          to: optional(Type.Integer()), // last one
          calls: optional(list(Str)), // "android.a.B#m"
          overrides: optional(list(Str)),
          classes: optional(list(Str)),
          strings: optional(list(Str)), // in code, or actions that the manifest listens to
          serviceTypes: optional(list(Str)), // of foreground services, as the manifest names them
          schemes: optional(list(Str)), // of files that the manifest offers to open
        },
        closed,
      ),
    ),
  },
  closed,
);
export type PermissionNeedsFile = Static<typeof PermissionNeedsFile>;

export const GroupsFile = Type.Object(
  { groups: list(Type.Object({ id: Id, meaning: Text, members: list(Str) }, closed)) },
  closed,
);
export type GroupsFile = Static<typeof GroupsFile>;

export const FrameworksFile = Type.Object({ frameworks: list(FrameworkMarker) }, closed);
export type FrameworksFile = Static<typeof FrameworksFile>;

/** rules/platform/headlines.yaml: names of the groups of data kinds that a survey's headline counts. */
export const HeadlinesFile = Type.Object(
  { headlines: list(Type.Object({ id: Id, name: Text }, closed)) },
  closed,
);
export type HeadlinesFile = Static<typeof HeadlinesFile>;

/** rules/platform/vendors.yaml: roots that name the vendor of code that no SDK claims. */
export const VendorsFile = Type.Object(
  { vendors: list(Type.Object({ prefix: Str, vendor: Str, country: optional(Str) }, closed)) },
  closed,
);
export type VendorsFile = Static<typeof VendorsFile>;

/** rules/sources.yaml: the collections that signs and claims name, each once. */
export const SourcesFile = Type.Object(
  {
    sources: list(
      Type.Object({ name: Str, url: optional(Str), licence: optional(Str), note: optional(Str) }, closed),
    ),
  },
  closed,
);
export type SourcesFile = Static<typeof SourcesFile>;

/** rules/platform/callbacks.yaml: when the platform calls what an app overrides. */
export const CallbacksFile = Type.Object(
  {
    families: list(
      Type.Object(
        {
          id: Id,
          when: Type.Union(CALLBACK_TIMES.map((when) => Type.Literal(when))),
          because: Text,
          types: list(Str), // Java names; "*" stands for part of one name
          methods: optional(list(Str)), // absent: all
          repeats: optional(Type.Boolean()),
          bundled: optional(Type.Boolean()), // types of a library in the package, not of the platform
        },
        closed,
      ),
    ),
    fires: list(
      Type.Object(
        {
          id: Id,
          of: Type.Union([Type.Literal('argument'), Type.Literal('receiver'), Type.Literal('message')]),
          runs: list(Str), // "java.lang.Runnable#run"
          calls: list(Str),
        },
        closed,
      ),
    ),
  },
  closed,
);
export type CallbacksFile = Static<typeof CallbacksFile>;

/**
 * rules/platform/libraries.yaml: ordinary libraries, so that their code is not taken for the app's own, and what of
 * theirs is known to take data on its own account.
 */
export const LibrariesFile = Type.Object(
  {
    source: Str,
    prefixes: list(Str),
    acts: optional(
      list(
        Type.Object(
          {
            prefix: Str, // a package, or one class of it
            kinds: list(Id),
            asks: optional(list(CodeAsk.properties.what)),
            itself: optional(Type.Boolean()), // whoever runs the library, it takes this for its own work: the act is not the caller's
            moved: optional(Type.Boolean()), // in every shrunk app its classes lose their names and packages
            because: Str,
          },
          closed,
        ),
      ),
    ),
  },
  closed,
);
export type LibrariesFile = Static<typeof LibrariesFile>;

export const Severity = Type.Union([
  Type.Literal('info'),
  Type.Literal('low'),
  Type.Literal('medium'),
  Type.Literal('high'),
  Type.Literal('critical'),
]);

/** overrides.yaml of a user's own folder: severities of rules by id. */
export const OverridesFile = Type.Object({ severities: Type.Record(Id, Severity) }, closed);
export type OverridesFile = Static<typeof OverridesFile>;

/** A rule as written. What may stand in `when` is the grammar of checks/conditions and is checked against that. */
export const RuleFile = Type.Object(
  {
    id: Id,
    since: Str,
    title: Text,
    severity: Severity,
    data: list(Str),
    onlyFor: optional(list(Id)),
    gather: optional(Type.Boolean()),
    when: Type.Unknown(),
    messages: Type.Object({ hit: Text, unknown: optional(Text) }, closed),
    why: Text,
    fix: Text,
    references: list(Type.Object({ label: Str, url: optional(Str) }, closed)),
    blindSpots: optional(Text),
    examples: list(
      Type.Object(
        {
          name: Str,
          type: optional(Str),
          facts: Type.Record(Str, Type.Unknown()),
          expect: Type.Union(
            ['hit', 'clear', 'unknown', 'not-applicable'].map((outcome) => Type.Literal(outcome)),
          ),
        },
        closed,
      ),
    ),
  },
  closed,
);
