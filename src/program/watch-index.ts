// Turns the watchlist into tables by integer id for one program: which method, field, type or string of the program is
// watched. Respects overloads and inheritance. Leaves finding the places to sweep.ts.
import { descriptorOf, javaName } from './names.js';
import { ACCESS } from '../formats/dex/layout.js';
import { encodeModifiedUtf8 } from '../formats/dex/strings.js';
import type { Watchlist } from '../model/catalogue.js';
import { isSubtypeOf, resolveVirtual, typeNamed, type Hierarchy, type NamedType } from './hierarchy.js';
import { INTEREST_METHODS } from './interest.js';
import { callSiteOf } from './lambdas.js';
import type { PairTable } from './int-table.js';
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
  /** Row of the calls that run what they are handed, or undefined. */
  fires?: number;
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
  /** 1 by (length in UTF-16 units, cut at 128) * 256 + first byte of each of them. */
  readonly shapes: Uint8Array;
}
export interface UriWatch {
  /** URIs without a trailing slash, shortest first. */
  readonly items: readonly { id: string; text: string }[];
  /** Watch ids by authority written alone. */
  readonly authorities: ReadonlyMap<string, readonly string[]>;
}

interface NamedWatch {
  /** A type of -1 is one that the program never names; then only subtypes can match. */
  above: NamedType;
  /** Descriptor asked for, ANY, or NONE when no method of the program has it. */
  descriptor: number;
  item: number;
}
const ANY = -2;
const NONE = -1;

// eslint-disable-next-line max-lines-per-function -- one index for each way to write a watch
export function buildWatchIndex(h: Hierarchy, watch: Watchlist): WatchIndex {
  const program = h.program;
  const items: WatchItem[] = [];
  const methodNames: ByName = new Map();
  const fieldNames: ByName = new Map();
  const classes = new Map<string, NamedType>();
  const push = (map: ByName, name: string, cls: string, descriptor: string | null) => {
    const id = program.names.find(name);
    if (id < 0) return;
    let above = classes.get(cls);
    if (!above) classes.set(cls, (above = typeNamed(h, cls)));
    // What is neither named in the package nor above anything in it cannot be meant.
    if (above.type < 0 && above.index < 0) return;
    const wanted = descriptor === null ? ANY : program.descriptors.find(descriptor);
    if (wanted === NONE) return;
    const list = map.get(id);
    const found = { above, descriptor: wanted, item: items.length };
    if (list) list.push(found);
    else map.set(id, [found]);
  };
  for (const m of watch.methods) {
    push(methodNames, m.name, m.class, m.descriptor);
    items.push({ id: m.id, class: m.class, args: m.args, interest: -1 });
  }
  for (const f of watch.fields) {
    push(fieldNames, f.name, f.class, null);
    items.push({ id: f.id, class: f.class, args: [], interest: -1 });
  }
  for (const [interest, cls, names] of INTEREST_METHODS) {
    for (const name of names) {
      push(methodNames, name, cls, null);
      items.push({ id: null, class: cls, args: [], interest });
    }
  }
  watch.callbacks?.fires.forEach(({ calls }, fires) => {
    for (const call of calls) {
      const at = call.indexOf('#');
      const cls = descriptorOf(call.slice(0, at));
      push(methodNames, call.slice(at + 1), cls, null);
      items.push({ id: null, class: cls, args: [], interest: -1, fires });
    }
  });
  const lists = new ListNumbers();
  const methods = matchMembers(h, program.methodKeys, program.signatures, methodNames, lists, methodMatches);
  const fields = matchMembers(
    h,
    program.fieldKeys,
    program.fieldSignatures,
    fieldNames,
    lists,
    (hh, type, _signature, above) => isSubtypeOf(hh, type, above),
  );
  const types = new Int32Array(program.types.size);
  for (const c of watch.classes) {
    const type = program.types.find(c.class);
    if (type < 0) continue;
    types[type] = lists.add([items.length]);
    items.push({ id: c.id, class: c.class, args: [], interest: -1 });
  }
  const texts = textWatchOf(watch);
  return {
    items,
    lists: lists.lists,
    methods,
    fields,
    types,
    overrides: matchOverrides(h, watch.overrides),
    reflections: watch.reflections,
    ...texts,
  };
}

type TextWatch = Pick<WatchIndex, 'strings' | 'uris' | 'exactTexts' | 'shapes'>;

/** The tables of texts do not depend on the program: one watchlist is used for many packages. */
const textWatches = new WeakMap<Watchlist, TextWatch>();

function textWatchOf(watch: Watchlist): TextWatch {
  const known = textWatches.get(watch);
  if (known) return known;
  const strings = new Map<string, string[]>();
  for (const s of watch.strings) {
    const ids = strings.get(s.text);
    if (ids) ids.push(s.id);
    else strings.set(s.text, [s.id]);
  }
  const uris = buildUriWatch(watch.uris);
  const exactTexts = new Set([...strings.keys(), ...uris.authorities.keys()]);
  for (const { class: cls, name } of watch.reflections) exactTexts.add(javaName(cls)).add(name);
  const shapes = new Uint8Array(0x81 << 8);
  for (const text of exactTexts) {
    const first = encodeModifiedUtf8(text.slice(0, 1))[0] ?? 0;
    shapes[(Math.min(text.length, 0x80) << 8) | first] = 1;
  }
  const made = { strings, uris, exactTexts, shapes };
  textWatches.set(watch, made);
  return made;
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

/** Watches by the number of the member's name. */
type ByName = Map<number, NamedWatch[]>;

/** One list per name number, so that the loop over members looks nothing up. */
function spread(names: number, wanted: ByName): (readonly NamedWatch[] | undefined)[] {
  const found = new Array<readonly NamedWatch[] | undefined>(names).fill(undefined);
  for (const [name, list] of wanted) found[name] = list;
  return found;
}

/** Watches of one name by the type they name: a constructor's name alone has hundreds. Worked out when asked for. */
class ByExactType {
  private readonly names = new Map<number, Map<number, NamedWatch[]>>();
  of(name: number, candidates: readonly NamedWatch[]): ReadonlyMap<number, readonly NamedWatch[]> {
    const known = this.names.get(name);
    if (known) return known;
    const types = new Map<number, NamedWatch[]>();
    for (const watch of candidates) {
      const list = types.get(watch.above.type);
      if (list) list.push(watch);
      else types.set(watch.above.type, [watch]);
    }
    this.names.set(name, types);
    return types;
  }
}

function matchMembers(
  h: Hierarchy,
  keys: PairTable,
  signatures: PairTable,
  wanted: ByName,
  lists: ListNumbers,
  matches: (h: Hierarchy, type: number, signature: number, above: NamedType) => boolean,
): Int32Array {
  const { names } = h.program;
  const byName = spread(names.size, wanted);
  const constructor = names.find('<init>');
  const exact = new ByExactType();
  const out = new Int32Array(keys.size);
  const found: number[] = [];
  for (let id = 0; id < out.length; id++) {
    const signature = keys.second.items[id]!;
    const name = signatures.first.items[signature]!;
    const candidates = byName[name];
    if (candidates === undefined) continue;
    const type = keys.first.at(id);
    const descriptor = signatures.second.at(signature);
    // Only its own type or one below another can mean a watched class.
    const exactOnly = name === constructor || !hasKnownAbove(h, type);
    found.length = 0;
    const possible = exactOnly ? exact.of(name, candidates).get(type) : candidates;
    if (possible === undefined) continue;
    for (const { above, descriptor: asked, item } of possible) {
      if (asked !== ANY && asked !== descriptor) continue;
      if (above.type === type || matches(h, type, signature, above)) found.push(item);
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
function methodMatches(h: Hierarchy, type: number, signature: number, above: NamedType): boolean {
  const program = h.program;
  if (!isSubtypeOf(h, type, above)) return false;
  const cls = program.typeClass[type]!;
  if (cls < 0) return true;
  const own = resolveVirtual(h, cls, signature);
  if (own >= 0) return program.methodKeys.first.at(own) === above.type;
  const direct = program.methodKeys.find(type, signature);
  return (
    direct < 0 || program.methodClass[direct]! < 0 || (program.methodAccess[direct]! & ACCESS.abstract) !== 0
  );
}

function matchOverrides(h: Hierarchy, overrides: Watchlist['overrides']): OverrideHit[] {
  const program = h.program;
  const wanted: ByName = new Map();
  overrides.forEach(({ class: cls, name, descriptor: asked }, item) => {
    const id = program.names.find(name);
    const descriptor = asked === null ? ANY : program.descriptors.find(asked);
    if (id < 0 || descriptor === NONE) return;
    const list = wanted.get(id) ?? [];
    list.push({ above: typeNamed(h, cls), descriptor, item });
    wanted.set(id, list);
  });
  const byName = spread(program.names.size, wanted);
  const found: OverrideHit[] = [];
  for (const method of program.classMethods) {
    const signature = program.methodKeys.second.at(method);
    const candidates = byName[program.signatures.first.at(signature)];
    if (candidates === undefined) continue;
    const access = program.methodAccess[method]!;
    if (!isVirtual(access) || (access & ACCESS.abstract) !== 0) continue;
    const type = program.methodKeys.first.at(method);
    const descriptor = program.signatures.second.at(signature);
    for (const { above, descriptor: asked, item } of candidates) {
      if (asked !== ANY && asked !== descriptor) continue;
      if (type !== above.type && isSubtypeOf(h, type, above)) found.push({ id: overrides[item]!.id, method });
    }
  }
  return [...found, ...matchLambdas(program, overrides)];
}

/** Lambdas that were not made classes: the body is what the system calls back. */
function matchLambdas(program: Program, overrides: Watchlist['overrides']): OverrideHit[] {
  if (program.dexes.every(({ dex }) => dex.callSiteOffsets.length === 0)) return [];
  const wanted = new Map(overrides.map((item) => [`${item.class}->${item.name}`, item.id]));
  const found: OverrideHit[] = [];
  for (const dex of program.dexes) {
    for (let site = 0; site < dex.dex.callSiteOffsets.length; site++) {
      const lambda = callSiteOf(dex, site);
      const id = lambda === null ? undefined : wanted.get(`${lambda.returns}->${lambda.name}`);
      const body = lambda?.methods[0];
      if (id !== undefined && body !== undefined && program.methodClass[body]! >= 0)
        found.push({ id, method: body });
    }
  }
  return found;
}

function buildUriWatch(uris: Watchlist['uris']): UriWatch {
  const items = uris
    .map(({ id, text }) => ({ id, text: addressOf(text) }))
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

/** Where shared storage begins, as apps write it. */
const STORAGE = /^(?:file:\/\/)?\/(?:mnt\/)?(?:sdcard|storage\/(?:sdcard0|emulated\/(?:0|legacy)))(?=\/|$)/;

/** Listing it is listing all; what lies below may be a folder of the app's own. */
const ROOT = 'file:///sdcard';

/** One spelling of an address: no query, no last slash; shared storage as "file:///sdcard", whose names know no case. */
function addressOf(text: string): string {
  const clean = text.replace(/[?#].*$/, '').replace(/(?<=[^/])\/{1,64}$/, '');
  const stored = clean.replace(STORAGE, ROOT);
  return stored.startsWith(ROOT) ? stored.toLowerCase() : clean;
}

/** Watch ids that an address stands for: the longest watched one that it equals or lies below says what is read. */
export function matchUri(uris: UriWatch, text: string): readonly string[] {
  const alone = uris.authorities.get(text);
  if (alone) return alone;
  if (!text.startsWith('content://') && !STORAGE.test(text)) return [];
  const clean = addressOf(text);
  const above = uris.items.filter(
    ({ text: watched }) => clean === watched || (watched !== ROOT && clean.startsWith(watched + '/')),
  );
  const longest = above[above.length - 1]?.text;
  return above.filter(({ text: watched }) => watched === longest).map(({ id }) => id);
}

/** Watch ids of the host that a web address names, alone or with the first part of its path. */
export function matchHost(strings: ReadonlyMap<string, readonly string[]>, text: string): readonly string[] {
  const [, host, path = ''] = /^https?:\/\/(?:[^/@]*@)?([^/:?#]+)(?::\d+)?(\/[^/?#]+)?/.exec(text) ?? [];
  if (host === undefined) return [];
  return [...(strings.get(host) ?? []), ...(path === '' ? [] : (strings.get(host + path) ?? []))];
}
