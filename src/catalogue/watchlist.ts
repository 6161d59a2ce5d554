// Catalogue → Watchlist: what extraction has to look for, opinion-free. Pure; the hash is the identity for caches.
// Leaves the meaning of what is found to the engine.
import { compareText } from '../model/order.js';
import type { Catalogue, Route, Watchlist } from '../model/catalogue.js';
import { canonicalText, hashText } from '../model/canonical.js';
import { CHANNEL_OF } from '../model/constants.js';
import { memberOf, scriptApiId } from '../model/watch-id.js';
import { watchesOfExpression } from '../checks/conditions/index.js';

/** Every watch id that a route, group, rule or sink can refer to, with the argument positions asked for, each sorted by id. */
// eslint-disable-next-line complexity -- one line for each part of the catalogue that names a watch
export function compileWatchlist(catalogue: Catalogue): Watchlist {
  const args = new Map<string, Set<number>>();
  const ids = new Set<string>();
  const add = (id: string): void => {
    if (!id.startsWith('@')) ids.add(id);
  };
  for (const kind of catalogue.kinds) for (const route of kind.routes) watchesOf(route).forEach(add);
  for (const { watch } of catalogue.permissionNeeds?.needs ?? []) watch.forEach(add);
  for (const group of Object.values(catalogue.groups)) group.forEach(add);
  for (const rule of catalogue.rules) watchesOfExpression(rule.when).forEach(add);
  for (const kind of catalogue.kinds) {
    for (const route of kind.routes) {
      const watch = route.watch ?? route.all?.[0];
      if (watch === undefined || route.when === undefined) continue;
      const positions = args.get(watch) ?? new Set<number>();
      for (const condition of route.when) positions.add(condition.arg);
      args.set(watch, positions);
    }
  }
  for (const { members } of catalogue.sinks)
    for (const { watch } of members) if (watch !== undefined) ids.add(watch);
  const sinks = sinksOf(catalogue);
  const lists = sortedLists(
    ids,
    args,
    filesOf(catalogue),
    sinks,
    modelsOf(catalogue.models),
    sourcesOf(catalogue),
  );
  lists.scripts = scriptsOf(catalogue);
  lists.versions = versionsOf(catalogue);
  if (catalogue.callbacks) lists.callbacks = catalogue.callbacks;
  return { hash: hashText(canonicalText(lists)).slice(0, 16), ...lists };
}

/** The watch ids a route looks at, groups left as "@name". */
export function watchesOf(route: Route): string[] {
  const single = route.watch === undefined ? [] : [route.watch];
  return [...single, ...(route.all ?? []), ...(route.any ?? []), ...(route.none ?? [])];
}

function sortedLists(
  ids: ReadonlySet<string>,
  args: ReadonlyMap<string, ReadonlySet<number>>,
  files: Watchlist['files'],
  sinks: Watchlist['sinks'],
  models: Watchlist['models'],
  sources: string[],
): Omit<Watchlist, 'hash'> {
  const lists: Omit<Watchlist, 'hash'> = {
    methods: [],
    overrides: [],
    fields: [],
    classes: [],
    strings: [],
    uris: [],
    reflections: [],
    files,
    sinks,
    models,
    sources,
  };
  for (const id of [...ids].sort()) {
    const colon = id.indexOf(':');
    const arrow = id.indexOf('->');
    if (id.startsWith('string:')) lists.strings.push({ id, text: id.slice(7) });
    else if (id.startsWith('uri:')) lists.uris.push({ id, text: id.slice(4) });
    else if (id.startsWith('class:')) lists.classes.push({ id, class: id.slice(6) });
    else if (id.startsWith('field:')) {
      const member = memberOf(id.slice(6));
      lists.fields.push({ id, class: member.class, name: member.name });
    } else if (id.startsWith('override:')) lists.overrides.push({ id, ...memberOf(id.slice(9)) });
    else if (id.startsWith('reflect:')) {
      const member = memberOf(id.slice(8));
      lists.reflections.push({ id, class: member.class, name: member.name });
    } else if (arrow > 0 && (colon < 0 || arrow < colon)) {
      lists.methods.push({ id, ...memberOf(id), args: [...(args.get(id) ?? [])].sort((a, b) => a - b) });
    }
  }
  return lists;
}

/** Strong members with the arguments that carry data; what a text alone or a weak member says is no end of a flow. */
function sinksOf(catalogue: Catalogue): Watchlist['sinks'] {
  const found = new Map<string, Watchlist['sinks'][number]>();
  for (const { kind, leaves, members } of catalogue.sinks) {
    const shared = kind === 'file' && leaves;
    for (const { watch, args, signal } of members) {
      if (watch === undefined || watch.startsWith('string:') || signal === 'weak') continue;
      const positions = args.map((arg) => (arg === 'receiver' ? -1 : arg));
      const out = shared ? 'shared-storage' : (CHANNEL_OF[kind] ?? 'other');
      // What the file says stays does not leave by the name of its kind.
      const against = leaves ? out === 'own-file' : out === 'network' || out === 'app';
      const channel = against ? 'other' : out;
      const known = found.get(watch);
      if (known) known.args = [...new Set([...known.args, ...positions])].sort((a, b) => a - b);
      else found.set(watch, { id: watch, args: positions, channel });
    }
  }
  return [...found.values()].sort((a, b) => compareText(a.id, b.id));
}

/**
 * What routes of kinds take, groups told out. Weak signs are no data to follow; of several together the first tell what
 * is taken, the others how, unless they name data themselves. A call that opens addresses is what its address is.
 */
function sourcesOf(catalogue: Catalogue): string[] {
  const found = new Set<string>();
  const opens = new Set<string>();
  for (const { members } of catalogue.models) {
    for (const { watch, opens: opening } of members)
      if (opening === true && watch !== undefined) opens.add(watch);
  }
  const sinks = new Set(sinksOf(catalogue).map(({ id }) => id));
  const add = (id: string, single: boolean): void => {
    if (id.startsWith('@')) (catalogue.groups[id.slice(1)] ?? []).forEach((one) => add(one, single));
    else if (opens.has(id) || (!single && sinks.has(id))) return;
    else if (single || NAMES_DATA.test(id)) found.add(id);
  };
  for (const kind of catalogue.kinds) {
    for (const route of kind.routes) {
      if (route.signal !== 'strong') continue;
      if (route.watch !== undefined) add(route.watch, true);
      for (const id of route.all ?? []) add(id, true);
      for (const id of route.any ?? []) add(id, false);
    }
  }
  return [...found].sort();
}
const NAMES_DATA = /^(?:uri|field|string|reflect):/;

function modelsOf(models: Catalogue['models']): Watchlist['models'] {
  return models
    .flatMap(({ members }) => members)
    .flatMap(({ watch, flows, opens }) => {
      if (watch === undefined) return [];
      const override = watch.startsWith('override:');
      return [
        {
          id: watch,
          ...memberOf(override ? watch.slice(9) : watch),
          flows,
          ...(opens === true ? { opens } : {}),
        },
      ];
    })
    .sort((a, b) => (a.id < b.id ? -1 : a.id > b.id ? 1 : 0));
}

/** Entry patterns of SDK and framework signals: "lib/*\/libfoo.so", "assets/foo"; "*" stays within a segment. */
function filesOf(catalogue: Catalogue): Watchlist['files'] {
  const patterns = new Set<string>();
  for (const sdk of catalogue.sdks) {
    for (const signal of sdk.signals) {
      if (signal.kind === 'library') patterns.add(`lib/*/${signal.value}`);
      if (signal.kind === 'asset') patterns.add(signal.value);
    }
  }
  for (const framework of catalogue.frameworks) {
    for (const library of framework.libraries) patterns.add(`lib/*/${library}`);
    for (const file of [...framework.files, ...framework.codeIn]) patterns.add(file);
  }
  return [...patterns].sort().map((pattern) => ({ id: `file:${pattern}`, pattern }));
}

/** "com.a.B#NAME" is a constant, "text:Name/" the beginning of one; names of files need no watching. */
function versionsOf(catalogue: Catalogue): NonNullable<Watchlist['versions']> {
  const byId = new Map<string, NonNullable<Watchlist['versions']>[number]>();
  for (const { kind, value } of catalogue.sdks.flatMap(({ signals }) => signals)) {
    if (kind !== 'version') continue;
    const id = `version:${value}`;
    const [owner, name] = value.split('#');
    if (value.startsWith('text:')) byId.set(id, { id, text: value.slice('text:'.length) });
    else if (name !== undefined) byId.set(id, { id, class: `L${owner!.replaceAll('.', '/')};`, name });
  }
  return [...byId.values()].sort((a, b) => compareText(a.id, b.id));
}

/** What scripts may ask for, without the kinds it stands for. */
function scriptsOf(catalogue: Catalogue): NonNullable<Watchlist['scripts']> {
  const byId = new Map<string, NonNullable<Watchlist['scripts']>[number]>();
  for (const { apis } of catalogue.scriptApis ?? []) {
    for (const api of apis) {
      const { call, read, when } = api;
      const id = scriptApiId(api);
      byId.set(id, { id, ...(call && { call }), ...(read && { read }), ...(when && { when }) });
    }
  }
  return [...byId.values()].sort((a, b) => compareText(a.id, b.id));
}
