// What people wrote in rules/ → Catalogue: defaults filled in, canonical watch ids, everything sorted by id.
// Pure. Leaves reading to read-rules.ts and the questions whether names exist to check.ts.
import { compareText } from '../model/order.js';
import type {
  Catalogue,
  DataKind,
  PermissionInfo,
  Route,
  RoutePermissions,
  Scoring,
  ModelSet,
  Sink,
} from '../model/catalogue.js';
import type { Static } from 'typebox';
import type { Rule, Severity } from '../model/rule.js';
import { canonicalText, hashText } from '../model/canonical.js';
import type { PermissionNeeds } from '../model/catalogue.js';
import { sightingOf, watchIdOf, type Sighting } from '../model/watch-id.js';
import type { Complain } from './complaint.js';
import type { DataKindFile, ModelFile, RouteFile, SinkFile } from './file-schemas.js';
import type { RuleSource } from './read-file.js';
import type { RuleFolder } from './read-rules.js';

type Permissions = Static<typeof RoutePermissions>[];

/**
 * Compiles one folder on top of a base (null for the product's own rules). Faults go to `complain`; what is faulty is
 * left out, so that all faults of a folder are told at once. The caller must not use the result when there was a fault.
 */
// eslint-disable-next-line complexity, max-lines-per-function -- one step for each kind of file in rules/, in the order in which they refer to each other
export function compileCatalogue(folder: RuleFolder, base: Catalogue | null, complain: Complain): Catalogue {
  const groups: Record<string, string[]> = { ...(base?.groups ?? {}) };
  for (const source of folder.groups) {
    source.value.groups.forEach((group, index) => {
      const at = { file: source.file, line: source.lineOf(['groups', index]) };
      if (groups[group.id] !== undefined) complain({ ...at, cause: duplicate('group', group.id) });
      groups[group.id] = watchIds(group.members, at, complain).sort();
    });
  }
  const kinds = merge('data kind', base?.kinds, folder.kinds, complain, (source) =>
    compileKind(source, groups, complain),
  );
  const sinks = merge('sink', base?.sinks, folder.sinks, complain, (source) => compileSink(source, complain));
  const models = merge('model', base?.models, folder.models, complain, (source) =>
    compileModels(source, complain),
  );
  const sdks = merge('SDK', base?.sdks, folder.sdks, complain, (source) => source.value);
  const types = merge('app type', base?.types, folder.types, complain, (source) => source.value);
  let rules: Rule[] = merge('rule', base?.rules, folder.rules, complain, (source) => source.value);
  for (const source of folder.overrides) rules = withSeverities(rules, source, complain);
  const names = folder.permissionNames.map((source) => source.value);
  const scoring = folder.scoring[0]?.value ?? base?.scoring;
  if (scoring === undefined) {
    complain({ file: 'scoring.yaml', line: 0, cause: { en: 'the file is missing', zh: '缺少该文件' } });
  }
  const signs = folder.formSigns[0]?.value ?? base?.forms?.signs;
  const formKinds = merge('form', base?.forms?.kinds, folder.forms, complain, (source) => source.value);
  return {
    ...(signs === undefined ? {} : { forms: { kinds: formKinds, signs } }),
    version: versionOf(folder, base),
    kinds,
    sdks,
    vendorPrefixes: [
      ...(base?.vendorPrefixes ?? []),
      ...folder.vendors.flatMap((source) => source.value.vendors),
    ].sort((a, b) => compareText(a.prefix, b.prefix)),
    libraryPrefixes: unique([
      ...(base?.libraryPrefixes ?? []),
      ...folder.libraries.flatMap((source) => source.value.prefixes),
    ]),
    libraryActs: [
      ...(base?.libraryActs ?? []),
      ...folder.libraries.flatMap(({ value }) =>
        (value.acts ?? []).map(({ prefix, kinds, asks, itself, moved }) => ({
          prefix,
          kinds,
          ...(asks ? { asks } : {}),
          ...(itself ? { itself } : {}),
          ...(moved ? { moved } : {}),
        })),
      ),
    ].sort((a, b) => compareText(a.prefix, b.prefix)),
    sinks,
    models,
    types,
    permissions: mergePermissions(folder, base, complain),
    neutralPermissions: unique([
      ...(base?.neutralPermissions ?? []),
      ...names.flatMap((file) => file.neutral),
    ]),
    permissionNeeds: compileNeeds(folder, base),
    platformPermissions: unique([
      ...(base?.platformPermissions ?? []),
      ...names.flatMap((file) => file.androidPermission.map((name) => `android.permission.${name}`)),
      ...names.flatMap((file) => file.other),
    ]),
    groups,
    headlines: [
      ...(base?.headlines ?? []),
      ...folder.headlines.flatMap((source) => source.value.headlines),
    ].sort((a, b) => compareText(a.id, b.id)),
    rules,
    callbacks: {
      families: [
        ...folder.callbacks.flatMap((source) =>
          source.value.families.map(({ because: _because, ...family }) => family),
        ),
        ...(base?.callbacks?.families ?? []),
      ],
      fires: [...folder.callbacks.flatMap((source) => source.value.fires), ...(base?.callbacks?.fires ?? [])],
    },
    scriptApis: merge('script api', base?.scriptApis, folder.scriptApis, complain, (source) => source.value),
    scoring: scoring as Scoring,
    frameworks: [
      ...(base?.frameworks ?? []),
      ...folder.frameworks.flatMap((source) => source.value.frameworks),
    ].sort((a, b) => compareText(a.id, b.id)),
  };
}

function compileKind(
  source: RuleSource<DataKindFile>,
  groups: Record<string, string[]>,
  complain: Complain,
): DataKind {
  const { permissionSets, routes, ...rest } = source.value;
  const compiled: Route[] = [];
  const seen = new Map<string, number>();
  routes.forEach((route, index) => {
    const at = { file: source.file, line: source.lineOf(['routes', index]) };
    for (const made of compileRoute(route, permissionSets ?? {}, groups, at, complain)) {
      const key = canonicalText([
        made.watch,
        made.all,
        made.any,
        made.none,
        made.scope,
        made.when,
        made.pattern,
      ]);
      const earlier = seen.get(key);
      if (earlier !== undefined) {
        // The weak sign that `with` leaves behind may already be there for another reason.
        if (route.with !== undefined && made.signal === 'weak') continue;
        const cause = { en: `the same route as in line ${earlier}`, zh: `与第 ${earlier} 行的途径重复` };
        complain({ ...at, cause });
        continue;
      }
      seen.set(key, at.line);
      compiled.push(made);
    }
  });
  return { ...rest, routes: compiled };
}

interface At {
  file: string;
  line: number;
}

const SINGLE = ['call', 'override', 'field', 'class', 'string', 'uri', 'reflect', 'pattern'] as const;

// eslint-disable-next-line complexity -- each way to write a route and each way to write it wrong, told apart in one place
function compileRoute(
  written: RouteFile,
  sets: Record<string, Permissions>,
  groups: Record<string, string[]>,
  at: At,
  complain: Complain,
): Route[] {
  const { needs, with: group, unless, all, any, none, ...rest } = written;
  const forms = SINGLE.filter((key) => written[key] !== undefined).length;
  const compound = all !== undefined || any !== undefined;
  if (forms + (compound ? 1 : 0) !== 1) {
    const names = [...SINGLE, 'all/any'].join(', ');
    complain({
      ...at,
      cause: { en: `a route needs exactly one of ${names}`, zh: `每条途径须且只须有其一：${names}` },
    });
    return [];
  }
  const route: Route = {
    ...rest,
    role: rest.role ?? 'collect',
    signal: rest.signal ?? 'strong',
    confidence: rest.confidence ?? 'high',
  };
  if (needs !== undefined) {
    const set = sets[needs];
    if (set === undefined) complain({ ...at, cause: unknown('permission set', '权限组合', needs) });
    else route.permissions = set;
  }
  if (rest.made !== undefined) route.made = watchIds([rest.made], at, complain)[0]!;
  if (compound) {
    if (all !== undefined) route.all = watchIds(all, at, complain, groups);
    if (any !== undefined) route.any = watchIds(any, at, complain, groups);
    if (none !== undefined) route.none = watchIds(none, at, complain, groups);
    route.scope = route.scope ?? 'class';
    return [route];
  }
  if (written.pattern !== undefined) return [route];
  const watch = watchIdOf(written as Sighting);
  if (watch === null) {
    const cause = { en: 'a member is written "package.Class#member"', zh: '成员应写作“包名.类名#成员”' };
    complain({ ...at, cause });
    return [];
  }
  route.watch = watch;
  if (group === undefined) return [route];
  for (const name of [group, unless]) {
    if (name !== undefined && groups[name] === undefined)
      complain({ ...at, cause: unknown('group', '分组', name) });
  }
  return together(route, watch, group, unless);
}

/** `with`: full weight in one method with the group, less in one class, a weak sign alone. */
function together(route: Route, watch: string, group: string, unless: string | undefined): Route[] {
  const rest = { ...route };
  for (const key of [...SINGLE, 'watch'] as const) delete rest[key];
  const inMethod: Route = { ...rest, all: [watch], any: [`@${group}`], scope: 'method' };
  const inClass: Route = { ...rest, all: [watch], any: [`@${group}`], scope: 'class' };
  if (unless !== undefined) inClass.none = [`@${unless}`];
  inClass.confidence = rest.confidence === 'low' ? 'low' : 'medium';
  return [inMethod, inClass, { ...route, signal: 'weak' }];
}

function watchIds(
  items: readonly string[],
  at: At,
  complain: Complain,
  groups?: Record<string, string[]>,
): string[] {
  const ids: string[] = [];
  for (const item of items) {
    if (groups !== undefined && item.startsWith('@')) {
      if (groups[item.slice(1)] === undefined) complain({ ...at, cause: unknown('group', '分组', item) });
      else ids.push(item);
      continue;
    }
    const sighting = sightingOf(item);
    const id = sighting === null ? null : watchIdOf(sighting);
    if (id !== null) ids.push(id);
    else {
      const cause = {
        en: `"${item}" is not of the form "call a.B#m", "field a.B#F", "string text", "uri content://x" or "@group"`,
        zh: `“${item}”应写作“call a.B#m”“field a.B#F”“string 文本”“uri content://x”或“@分组”`,
      };
      complain({ ...at, cause });
    }
  }
  return ids;
}

function compileSink(source: RuleSource<SinkFile>, complain: Complain): Sink {
  const members: Sink['members'] = [];
  source.value.members.forEach(({ note: _note, ...member }, index) => {
    const at = { file: source.file, line: source.lineOf(['members', index]) };
    const forms = [member.call, member.override, member.string].filter((form) => form !== undefined).length;
    const watch = forms === 1 ? watchIdOf(member as Sighting) : null;
    if (watch === null) {
      const cause = {
        en: 'a member needs exactly one of call, override ("package.Class#member") or string',
        zh: '成员须且只须有 call、override（“包名.类名#成员”）或 string 之一',
      };
      complain({ ...at, cause });
    } else members.push({ ...member, signal: member.signal ?? 'strong', watch });
  });
  return { ...source.value, members };
}

/** One end of a flow: CodeQL's access paths, with the places of docs/how-values-are-followed.md. */
const ACCESS = String.raw`(?:Argument\[(?:this|\d+)\]|ReturnValue|Global\[[\w-]+\])(?:\.\w+(?:\[[\w -]+\])?)*`;
const FLOW = new RegExp(String.raw`^(?:${ACCESS}|Nothing(?:\[\d+=\d+\])?) (?:->|=>|==) ${ACCESS}$`);

function compileModels(source: RuleSource<ModelFile>, complain: Complain): ModelSet {
  const members: ModelSet['members'] = [];
  source.value.members.forEach((member, index) => {
    const at = { file: source.file, line: source.lineOf(['members', index]) };
    const one = (member.call === undefined) !== (member.override === undefined);
    const watch = one ? watchIdOf(member as Sighting) : null;
    const odd = member.flows.find((flow) => !FLOW.test(flow));
    if (watch === null || odd !== undefined) {
      const cause =
        watch === null
          ? {
              en: 'a model needs exactly one of call or override ("package.Class#member")',
              zh: '模型须且只须有 call 或 override（“包名.类名#成员”）之一',
            }
          : {
              en: `"${odd}" is not of the form "Argument[0] -> ReturnValue"`,
              zh: `“${odd}”应写作“Argument[0] -> ReturnValue”`,
            };
      complain({ ...at, cause });
    } else members.push({ ...member, watch });
  });
  return { ...source.value, members };
}

function mergePermissions(folder: RuleFolder, base: Catalogue | null, complain: Complain): PermissionInfo[] {
  const byName = new Map<string, PermissionInfo>((base?.permissions ?? []).map((info) => [info.name, info]));
  for (const source of folder.permissions) {
    source.value.permissions.forEach((info, index) => {
      if (byName.has(info.name)) {
        const line = source.lineOf(['permissions', index]);
        complain({ file: source.file, line, cause: duplicate('permission', info.name) });
      }
      byName.set(info.name, info);
    });
  }
  return [...byName.values()].sort((a, b) => compareText(a.name, b.name));
}

function withSeverities(
  rules: Rule[],
  source: RuleSource<{ severities: Record<string, unknown> }>,
  complain: Complain,
): Rule[] {
  const severities = source.value.severities as Record<string, Severity>;
  for (const id of Object.keys(severities)) {
    if (rules.some((rule) => rule.id === id)) continue;
    complain({
      file: source.file,
      line: source.lineOf(['severities', id]),
      cause: unknown('rule', '规则', id),
    });
  }
  return rules.map((rule) => ({ ...rule, severity: severities[rule.id] ?? rule.severity }));
}

/** Base and additions in id order; an id said twice is a fault, and so is a file not named after its id. */
function merge<In extends { id: string }, Out extends { id: string }>(
  what: string,
  base: readonly Out[] | undefined,
  sources: readonly RuleSource<In>[],
  complain: Complain,
  compile: (source: RuleSource<In>) => Out,
): Out[] {
  const byId = new Map<string, Out>((base ?? []).map((item) => [item.id, item]));
  for (const source of sources) {
    const { id } = source.value;
    const at = { file: source.file, line: source.lineOf(['id']) };
    if (byId.has(id)) complain({ ...at, cause: duplicate(what, id) });
    const name = source.file.slice(source.file.lastIndexOf('/') + 1, -'.yaml'.length);
    if (name !== id) {
      const cause = {
        en: `the file must be named after its id: ${id}.yaml`,
        zh: `文件名须与 id 一致：${id}.yaml`,
      };
      complain({ ...at, cause });
    }
    byId.set(id, compile(source));
  }
  return [...byId.values()].sort((a, b) => compareText(a.id, b.id));
}

function versionOf(folder: RuleFolder, base: Catalogue | null): string {
  return hashText(canonicalText([base?.version ?? '', folder.texts])).slice(0, 16);
}

function duplicate(what: string, id: string): { en: string; zh: string } {
  return { en: `duplicate ${what} "${id}"`, zh: `重复的 id“${id}”` };
}

function unknown(what: string, whatZh: string, id: string): { en: string; zh: string } {
  return { en: `no ${what} is called "${id}"`, zh: `不存在名为“${id}”的${whatZh}` };
}

function unique(texts: readonly string[]): string[] {
  return [...new Set(texts)].sort(compareText);
}

/** What shows that a permission is needed; ids as facts carry them. */
function compileNeeds(folder: RuleFolder, base: Catalogue | null): PermissionNeeds {
  const files = folder.permissionNeeds.map(({ value }) => value);
  const families = files.flatMap((file) => file.families.map(({ permissions }) => [...permissions].sort()));
  const needs = files.flatMap((file) =>
    file.needs.map(({ calls = [], overrides = [], classes = [], strings = [], ...need }) => {
      const watch = [
        ...calls.map((call) => watchIdOf({ call })),
        ...overrides.map((override) => watchIdOf({ override })),
        ...classes.map((name) => watchIdOf({ class: name })),
        ...strings.map((string) => watchIdOf({ string })),
      ];
      return {
        ...need,
        watch: watch.filter((id) => id !== null).sort(),
        ...(strings.length > 0 ? { actions: strings } : {}),
      };
    }),
  );
  return {
    families: [...(base?.permissionNeeds?.families ?? []), ...families],
    needs: [...(base?.permissionNeeds?.needs ?? []), ...needs],
  };
}
