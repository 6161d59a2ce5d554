// Turns the watchlist into tables by integer id for one program: which method, field, type or string of the program is
// watched. Respects overloads and inheritance. Leaves finding the places to sweep.ts.
import { javaName } from './names.js';
import { ACCESS } from '../formats/dex/layout.js';
import type { Watchlist } from '../model/catalogue.js';
import { isSubtypeOfName, resolveVirtual, type Hierarchy } from './hierarchy.js';
import { INTEREST_METHODS } from './interest.js';
import { isVirtual, type Program } from './program.js';

/** What a watch is: watchlist items first, in the order methods, fields, classes; then the analysis's own interests. */
export interface WatchItem {
  /** Watch id, or null for an interest of the analysis. */
  id: string | null;
  class: string;
  /** Positions of arguments wanted, receiver not counted. */
  args: readonly number[];
  /** INTEREST, or -1. */
  interest: number;
}
/** A definition of a watched override: what and by which method. */
export interface OverrideHit {
  id: string;
  method: number;
}
export interface WatchIndex {
  readonly items: readonly WatchItem[];
  /** Lists of item indexes; list 0 is empty. */
  readonly lists: readonly (readonly number[])[];
  /** List number by global method, field and type id. */
  readonly methods: Int32Array;
  readonly fields: Int32Array;
  readonly types: Int32Array;
  readonly overrides: readonly OverrideHit[];
  /** Watch ids by exact text. */
  readonly strings: ReadonlyMap<string, readonly string[]>;
  readonly uris: UriWatch;
  readonly reflections: Watchlist['reflections'];
  /** Every text that matters when a string equals it: the watched ones, authorities, reflected names. */
  readonly exactTexts: ReadonlySet<string>;
}
export interface UriWatch {
  /** URIs without a trailing slash, shortest first. */
  readonly items: readonly { id: string; text: string }[];
  /** Watch ids by authority written alone. */
  readonly authorities: ReadonlyMap<string, readonly string[]>;
}

interface NamedWatch {
  class: string;
  /** Type id of the class, or -1 when the program never names it; then only subtypes can match. */
  type: number;
  descriptor: string | null;
  item: number;
}

export function buildWatchIndex(h: Hierarchy, watch: Watchlist): WatchIndex {
  const program = h.program;
  const items: WatchItem[] = [];
  const methodNames = new Map<string, NamedWatch[]>();
  const fieldNames = new Map<string, NamedWatch[]>();
  const push = (map: Map<string, NamedWatch[]>, name: string, found: NamedWatch) => {
    const list = map.get(name);
    if (list) list.push(found);
    else map.set(name, [found]);
  };
  const named = (cls: string, descriptor: string | null): NamedWatch => ({
    class: cls,
    type: program.typeIds.get(cls) ?? -1,
    descriptor,
    item: items.length,
  });
  for (const m of watch.methods) {
    push(methodNames, m.name, named(m.class, m.descriptor));
    items.push({ id: m.id, class: m.class, args: m.args, interest: -1 });
  }
  for (const f of watch.fields) {
    push(fieldNames, f.name, named(f.class, null));
    items.push({ id: f.id, class: f.class, args: [], interest: -1 });
  }
  for (const [interest, cls, names] of INTEREST_METHODS) {
    for (const name of names) {
      push(methodNames, name, named(cls, null));
      items.push({ id: null, class: cls, args: [], interest });
    }
  }
  const lists = new ListNumbers();
  const methods = matchMembers(h, program.methodKeys, methodNames, lists, methodMatches);
  const fields = matchMembers(h, program.fieldKeys, fieldNames, lists, (hh, type, _signature, cls) =>
    isSubtypeOfName(hh, type, cls),
  );
  const types = new Int32Array(program.typeNames.length);
  for (const c of watch.classes) {
    const type = program.typeIds.get(c.class);
    if (type === undefined) continue;
    types[type] = lists.add([items.length]);
    items.push({ id: c.id, class: c.class, args: [], interest: -1 });
  }
  const strings = new Map<string, string[]>();
  for (const s of watch.strings) {
    const known = strings.get(s.text);
    if (known) known.push(s.id);
    else strings.set(s.text, [s.id]);
  }
  const uris = buildUriWatch(watch.uris);
  const exactTexts = new Set([...strings.keys(), ...uris.authorities.keys()]);
  for (const { class: cls, name } of watch.reflections) exactTexts.add(javaName(cls)).add(name);
  return {
    items,
    lists: lists.lists,
    methods,
    fields,
    types,
    overrides: matchOverrides(h, watch.overrides),
    strings,
    uris,
    reflections: watch.reflections,
    exactTexts,
  };
}

/** Numbers distinct lists of items. */
class ListNumbers {
  readonly lists: number[][] = [[]];
  private readonly byText = new Map<string, number>();
  add(list: number[]): number {
    const text = list.join();
    let id = this.byText.get(text);
    if (id === undefined) {
      id = this.lists.length;
      this.lists.push(list);
      this.byText.set(text, id);
    }
    return id;
  }
}

function matchMembers(
  h: Hierarchy,
  keys: Program['methodKeys'],
  wanted: ReadonlyMap<string, readonly NamedWatch[]>,
  lists: ListNumbers,
  matches: (h: Hierarchy, type: number, signature: number, watched: string) => boolean,
): Int32Array {
  const { names, descriptors, signatures } = h.program;
  const byName: (readonly NamedWatch[] | undefined)[] = names.map((name) => wanted.get(name));
  const out = new Int32Array(keys.size);
  const found: number[] = [];
  for (let id = 0; id < out.length; id++) {
    const signature = keys.second.at(id);
    const candidates = byName[signatures.first.at(signature)];
    if (candidates === undefined) continue;
    const type = keys.first.at(id);
    // Only its own type or one below another can mean a watched class.
    const exactOnly = names[signatures.first.at(signature)] === '<init>' || !hasKnownAbove(h, type);
    found.length = 0;
    for (const candidate of candidates) {
      if (candidate.type !== type && exactOnly) continue;
      if (
        candidate.descriptor !== null &&
        candidate.descriptor !== descriptors[signatures.second.at(signature)]
      )
        continue;
      if (candidate.type === type || matches(h, type, signature, candidate.class)) found.push(candidate.item);
    }
    if (found.length > 0) out[id] = lists.add([...found]);
  }
  return out;
}

/** False for types that are nowhere defined: nothing is known above them. */
function hasKnownAbove(h: Hierarchy, type: number): boolean {
  return h.program.typeClass[type]! >= 0 || h.platformOf[type]! >= 0;
}

/** A reference means the watched method when its type is the watched class, or lies below it and nothing of the
 *  package's own stands in between. A constructor is that of exactly one class. */
function methodMatches(h: Hierarchy, type: number, signature: number, watched: string): boolean {
  const program = h.program;
  if (!isSubtypeOfName(h, type, watched)) return false;
  const cls = program.typeClass[type]!;
  if (cls < 0) return true;
  const own = resolveVirtual(h, cls, signature);
  if (own >= 0) return program.typeNames[program.methodKeys.first.at(own)] === watched;
  const direct = program.methodKeys.find(type, signature);
  return (
    direct < 0 || program.methodClass[direct]! < 0 || (program.methodAccess[direct]! & ACCESS.abstract) !== 0
  );
}

function matchOverrides(h: Hierarchy, overrides: Watchlist['overrides']): OverrideHit[] {
  const program = h.program;
  const wanted = new Map<string, Watchlist['overrides'][number][]>();
  for (const item of overrides) wanted.set(item.name, [...(wanted.get(item.name) ?? []), item]);
  const byName = program.names.map((name) => wanted.get(name));
  const found: OverrideHit[] = [];
  for (const method of program.classMethods) {
    const signature = program.methodKeys.second.at(method);
    const candidates = byName[program.signatures.first.at(signature)];
    if (candidates === undefined) continue;
    const access = program.methodAccess[method]!;
    if (!isVirtual(access) || (access & ACCESS.abstract) !== 0) continue;
    const type = program.methodKeys.first.at(method);
    const descriptor = program.descriptors[program.signatures.second.at(signature)]!;
    for (const item of candidates) {
      if (item.descriptor !== null && item.descriptor !== descriptor) continue;
      if (program.typeNames[type] !== item.class && isSubtypeOfName(h, type, item.class)) {
        found.push({ id: item.id, method });
      }
    }
  }
  return found;
}

function buildUriWatch(uris: Watchlist['uris']): UriWatch {
  const items = uris
    .map(({ id, text }) => ({ id, text: text.replace(/\/$/, '') }))
    .sort((a, b) => a.text.length - b.text.length || (a.text < b.text ? -1 : 1));
  const authorities = new Map<string, string[]>();
  const shortest = new Map<string, number>();
  for (const { id, text } of items) {
    const authority = /^content:\/\/([^/?#]+)/.exec(text)?.[1];
    // "sms" alone is a word like any other; "com.android.contacts" is not.
    if (authority === undefined || !authority.includes('.')) continue;
    if ((shortest.get(authority) ?? text.length) < text.length) continue;
    shortest.set(authority, text.length);
    authorities.set(authority, [...(authorities.get(authority) ?? []), id]);
  }
  return { items, authorities };
}

/** Watch ids that a URI text stands for: the longest watched URI that it equals or lies below says what is read. */
export function matchUri(uris: UriWatch, text: string): readonly string[] {
  const alone = uris.authorities.get(text);
  if (alone) return alone;
  if (!text.startsWith('content://')) return [];
  const clean = text.replace(/[?#].*$/, '').replace(/\/{1,64}$/, '');
  const above = uris.items.filter(
    ({ text: watched }) => clean === watched || clean.startsWith(watched + '/'),
  );
  const longest = above[above.length - 1]?.text;
  return above.filter(({ text: watched }) => watched === longest).map(({ id }) => id);
}
