// The form of the catalogue that scans load: without what only explanations and tests need (notes, sources, examples),
// and with what repeats written once. Pure; explain and docs load the full one.
import type { Catalogue, DataKind, Route, Sdk } from '../model/catalogue.js';

type Permissions = NonNullable<Route['permissions']>;
type PackedRoute = Omit<Route, 'permissions'> & { permissions?: number };
type PackedKind = Omit<DataKind, 'routes'> & { routes: PackedRoute[] };
type PackedSdk = Omit<Sdk, 'signals' | 'takes' | 'measured'> & {
  signals: string[];
  takes: string[];
  measured?: string[]; // kinds
};

/** Lists of permission ranges are told once and named by index; signals and takes of SDKs are lines of text. */
export interface LeanCatalogue extends Omit<Catalogue, 'kinds' | 'sdks'> {
  permissionSets: Permissions[];
  kinds: PackedKind[];
  sdks: PackedSdk[];
}

/** What a person wrote, next to the canonical watch id: needed to explain, not to judge. */
const WRITTEN = [
  'call',
  'override',
  'field',
  'class',
  'string',
  'uri',
  'reflect',
  'note',
  'sources',
] as const;
const SEPARATOR = '|';

export function packCatalogue(catalogue: Catalogue): LeanCatalogue {
  const sets = new Map<string, number>();
  const permissionSets: Permissions[] = [];
  const packRoute = (route: Route): PackedRoute => {
    const { permissions, ...rest } = route;
    for (const key of WRITTEN)
      if (route.watch !== undefined || key === 'note' || key === 'sources') delete rest[key];
    if (permissions === undefined) return rest;
    const set = permissions.map(({ basis: _basis, ...range }) => range);
    const key = JSON.stringify(set);
    let index = sets.get(key);
    if (index === undefined) {
      index = permissionSets.push(set) - 1;
      sets.set(key, index);
    }
    return { ...rest, permissions: index };
  };
  return {
    ...catalogue,
    kinds: catalogue.kinds.map((kind) => {
      const { unknownRoutes: _unknownRoutes, permissionless: _permissionless, ...rest } = kind;
      return { ...rest, references: [], routes: kind.routes.map(packRoute) };
    }),
    permissionSets,
    sdks: catalogue.sdks.map((sdk) => {
      const { website: _website, references: _references, measured, ...rest } = sdk;
      return {
        ...rest,
        signals: sdk.signals.map(({ kind, confidence, value }) => [kind, confidence, value].join(SEPARATOR)),
        takes: sdk.takes.map((take) => [take.kind, take.mode, take.confidence, take.source].join(SEPARATOR)),
        ...(measured ? { measured: kindsMeasured(measured) } : {}),
      };
    }),
    sinks: catalogue.sinks.map((sink) => ({
      ...sink,
      members: sink.members.map(({ call: _call, override: _override, string: _string, ...member }) => member),
    })),
    models: catalogue.models.map((set) => ({
      ...set,
      members: set.members.map(({ call: _call, override: _override, ...member }) => member),
    })),
    rules: catalogue.rules.map((rule) => ({ ...rule, examples: [] })),
    ...(catalogue.forms ? { forms: withoutExamples(catalogue.forms) } : {}),
    permissions: catalogue.permissions.map(({ sources: _sources, ...info }) => info),
    frameworks: catalogue.frameworks.map(({ sources: _sources, ...framework }) => framework),
  };
}

const kindsMeasured = (measured: NonNullable<Sdk['measured']>): string[] =>
  [...new Set(measured.flatMap((one) => one.takes.map(({ kind }) => kind)))].sort();

const withoutExamples = (forms: NonNullable<Catalogue['forms']>): NonNullable<Catalogue['forms']> => ({
  ...forms,
  kinds: forms.kinds.map(({ sources: _sources, ...kind }) => ({
    ...kind,
    examples: { hits: [], lookAlikes: [] },
  })),
});

/** The inverse, as far as the parts that were left out allow. Lists that were told once are one shared array. */
export function unpackCatalogue(lean: LeanCatalogue): Catalogue {
  const { permissionSets, kinds, sdks, ...rest } = lean;
  for (const kind of kinds) {
    for (const route of kind.routes as unknown as Route[]) {
      const index = (route as unknown as PackedRoute).permissions;
      if (index !== undefined) route.permissions = permissionSets[index] ?? [];
    }
  }
  return { ...rest, kinds: kinds as unknown as DataKind[], sdks: sdks.map(unpackSdk) };
}

function unpackSdk(sdk: PackedSdk): Sdk {
  const signals: Sdk['signals'] = sdk.signals.map((line) => {
    const [kind, confidence, value] = cut(line, 3);
    return { kind, value, confidence } as Sdk['signals'][number];
  });
  const takes: Sdk['takes'] = sdk.takes.map((line) => {
    const [kind, mode, confidence, source] = cut(line, 4);
    return { kind, mode, source, confidence } as Sdk['takes'][number];
  });
  const { measured, ...rest } = sdk;
  const unpacked: Sdk = { ...rest, signals, takes };
  if (measured) unpacked.measured = [measuredTakes(measured)];
  return unpacked;
}

/** All that was measured of an SDK, as one artefact whose name and calls were left out. */
const measuredTakes = (kinds: readonly string[]): NonNullable<Sdk['measured']>[number] => ({
  artefact: '',
  version: '',
  sha256: '',
  date: '',
  takes: kinds.map((kind) => ({ kind, rung: '', calls: [] })),
});

/** Cuts at the first separators only: the last part may hold more of them. */
function cut(line: string, parts: number): string[] {
  const found: string[] = [];
  let start = 0;
  for (let n = 1; n < parts; n++) {
    const end = line.indexOf(SEPARATOR, start);
    found.push(line.slice(start, end));
    start = end + 1;
  }
  found.push(line.slice(start));
  return found;
}
