// Catalogue → Watchlist: what extraction has to look for, opinion-free. Pure; the hash is the identity for caches.
// Leaves the meaning of what is found to the engine.
import type { Catalogue, Route, Watchlist } from '../model/catalogue.js';
import { canonicalText, hashText } from '../model/canonical.js';
import { memberOf } from '../model/watch-id.js';
import { watchesOfExpression } from '../checks/conditions/index.js';

/** Every watch id that a route, group, rule or sink can refer to, with the argument positions asked for, each sorted by id. */
export function compileWatchlist(catalogue: Catalogue): Watchlist {
  const args = new Map<string, Set<number>>();
  const ids = new Set<string>();
  const add = (id: string): void => {
    if (!id.startsWith('@')) ids.add(id);
  };
  for (const kind of catalogue.kinds) for (const route of kind.routes) watchesOf(route).forEach(add);
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
  const sinks = new Set<string>();
  for (const sink of catalogue.sinks) {
    for (const member of sink.members) {
      if (member.watch === undefined) continue;
      sinks.add(member.watch);
      ids.add(member.watch);
    }
  }
  const lists = sortedLists(ids, args, filesOf(catalogue), [...sinks].sort());
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
  sinks: string[],
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
