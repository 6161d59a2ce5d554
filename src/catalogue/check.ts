// Cross references of the catalogue: every data kind, SDK, app type, permission and group that a file names exists.
// Leaves the shape of single files to their schemas and the truth about the platform to the tests.
import type { AppType, Catalogue, Sdk, Text } from '../model/catalogue.js';
import type { Complain } from './complaint.js';
import type { RuleSource } from './read-file.js';
import type { RuleFolder } from './read-rules.js';

type Path = (string | number)[];

/** Checks the files of `folder` against the whole catalogue they became part of. */
export function checkReferences(folder: RuleFolder, catalogue: Catalogue, complain: Complain): void {
  const kinds = new Set(catalogue.kinds.map((kind) => kind.id));
  const sdks = new Set(catalogue.sdks.map((sdk) => sdk.id));
  const types = new Set(catalogue.types.map((type) => type.id));
  const permissions = new Set(catalogue.permissions.map((info) => info.name));
  const needKind = (source: RuleSource<unknown>, path: Path, id: string): void => {
    if (!kinds.has(id)) complainAt(source, path, complain, missing('data kind', '数据种类', id));
  };
  for (const source of folder.kinds) {
    checkLevels(source, source.value.routes, ['routes'], complain);
    source.value.permissions.forEach((permission, index) => {
      if (!permissions.has(permission.name)) {
        const path = ['permissions', index, 'name'];
        complainAt(source, path, complain, missing('permission', '权限', permission.name));
      }
    });
  }
  for (const source of folder.sdks) checkSdk(source, needKind, sdks, complain);
  checkSources(folder, complain);
  for (const source of folder.libraries)
    source.value.acts?.forEach(({ kinds }, index) =>
      kinds.forEach((kind, at) => needKind(source, ['acts', index, 'kinds', at], kind)),
    );
  for (const source of folder.types) checkType(source, needKind, sdks, complain);
  for (const source of folder.permissions) {
    source.value.permissions.forEach((info, index) => {
      info.kinds.forEach((kind, at) => needKind(source, ['permissions', index, 'kinds', at], kind));
    });
  }
  for (const source of folder.rules) {
    source.value.data.forEach((kind, index) => {
      if (kind !== '*') needKind(source, ['data', index], kind);
    });
    source.value.examples.forEach((example, index) => {
      if (example.type === undefined || example.type === 'unknown') return;
      for (const id of example.type.split('+')) {
        if (!types.has(id)) {
          complainAt(source, ['examples', index, 'type'], complain, missing('app type', '应用类型', id));
        }
      }
    });
  }
  checkClaims(folder, catalogue, complain);
}

function checkSdk(
  source: RuleSource<Sdk>,
  needKind: (source: RuleSource<unknown>, path: Path, id: string) => void,
  sdks: ReadonlySet<string>,
  complain: Complain,
): void {
  const { takes, switches, part, signals, measured } = source.value;
  takes.forEach((take, index) => needKind(source, ['takes', index, 'kind'], take.kind));
  measured?.forEach((one, index) =>
    one.takes.forEach((take, at) => needKind(source, ['measured', index, 'takes', at, 'kind'], take.kind)),
  );
  switches?.forEach((item, index) => {
    item.kinds.forEach((kind, at) => needKind(source, ['switches', index, 'kinds', at], kind));
  });
  if (part !== undefined && !sdks.has(part))
    complainAt(source, ['part'], complain, missing('SDK', 'SDK', part));
  signals.forEach((signal, index) => {
    if (signal.kind !== 'package' || /^[\w$-]+(?:\.[\w$-]+)*$/.test(signal.value)) return;
    complainAt(source, ['signals', index, 'value'], complain, {
      en: `"${signal.value}" is not a class or package name`,
      zh: `“${signal.value}”不是类名或包名`,
    });
  });
}

function checkType(
  source: RuleSource<AppType>,
  needKind: (source: RuleSource<unknown>, path: Path, id: string) => void,
  sdks: ReadonlySet<string>,
  complain: Complain,
): void {
  const type = source.value;
  const tierOf = new Map<string, string>();
  for (const tier of ['necessary', 'functional', 'redFlags'] as const) {
    type[tier].forEach((kind, index) => {
      needKind(source, [tier, index], kind);
      const other = tierOf.get(kind);
      if (other !== undefined) {
        complainAt(source, [tier, index], complain, {
          en: `${kind} is already in ${other}`,
          zh: `${kind} 已列入 ${other}`,
        });
      }
      tierOf.set(kind, tier);
    });
  }
  type.contextual.forEach((item, index) => {
    needKind(source, ['contextual', index, 'kind'], item.kind);
    if (tierOf.has(item.kind)) {
      const other = tierOf.get(item.kind) ?? '';
      complainAt(source, ['contextual', index, 'kind'], complain, {
        en: `${item.kind} is already in ${other}`,
        zh: `${item.kind} 已列入 ${other}`,
      });
    }
  });
  type.typedByUser.forEach((item, index) => needKind(source, ['typedByUser', index, 'kind'], item.kind));
  type.hints.sdks.forEach((id, index) => {
    if (!sdks.has(id)) complainAt(source, ['hints', 'sdks', index], complain, missing('SDK', 'SDK', id));
  });
}

function checkLevels(
  source: RuleSource<unknown>,
  items: readonly { from?: number; to?: number }[],
  path: Path,
  complain: Complain,
): void {
  items.forEach((item, index) => {
    if (item.from === undefined || item.to === undefined || item.from <= item.to) return;
    complainAt(source, [...path, index], complain, {
      en: `API levels run backwards: ${item.from} to ${item.to}`,
      zh: `API 级别颠倒：${item.from} 至 ${item.to}`,
    });
  });
}

/** Two SDKs must not claim the same class prefix: whoever it was, the other would be blamed. */
function checkClaims(folder: RuleFolder, catalogue: Catalogue, complain: Complain): void {
  const owners = new Map<string, string>();
  const mine = new Set(folder.sdks.map((source) => source.value.id));
  for (const sdk of catalogue.sdks) {
    if (mine.has(sdk.id)) continue;
    for (const signal of sdk.signals) if (signal.kind === 'package') owners.set(signal.value, sdk.id);
  }
  for (const source of folder.sdks) {
    source.value.signals.forEach((signal, index) => {
      if (signal.kind !== 'package') return;
      const owner = owners.get(signal.value);
      if (owner !== undefined) {
        complainAt(source, ['signals', index, 'value'], complain, {
          en: `class prefix "${signal.value}" already belongs to ${owner}`,
          zh: `类名前缀“${signal.value}”已属于 ${owner}`,
        });
      }
      owners.set(signal.value, source.value.id);
    });
  }
}

function complainAt(source: RuleSource<unknown>, path: Path, complain: Complain, cause: Text): void {
  complain({ file: source.file, line: source.lineOf(path), cause });
}

function missing(what: string, whatZh: string, id: string): Text {
  return { en: `no ${what} is called "${id}"`, zh: `不存在名为“${id}”的${whatZh}` };
}

/** Each sign names its source by a name that sources.yaml explains, where the folder has one. */
function checkSources(folder: RuleFolder, complain: Complain): void {
  if (folder.sources.length === 0) return;
  const known = new Set(folder.sources.flatMap(({ value }) => value.sources.map(({ name }) => name)));
  for (const { file, value, lineOf } of folder.sdks) {
    value.signals.forEach(({ sources }, index) => {
      const strange = (sources ?? []).find((name) => !known.has(name));
      if (strange === undefined) return;
      const cause = {
        en: `sources.yaml names no source "${strange}"`,
        zh: `sources.yaml 中没有名为“${strange}”的来源`,
      };
      complain({ file, line: lineOf(['signals', index]), cause });
    });
  }
}
