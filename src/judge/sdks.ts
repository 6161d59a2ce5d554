// Which SDKs the package contains, by all their signs in one pass: class packages, components and their actions,
// metadata, native libraries, assets, version files, domains, permissions. Several weak signs together give confidence,
// one alone does not; what stays low is a hint. Leaves whose code a class is to attribution.ts and what an SDK takes to
// the routes that are seen.
import type { AppFacts } from '../model/facts.js';
import type { Catalogue, Sdk } from '../model/catalogue.js';
import type { Derivation } from '../model/rule.js';
import { perCatalogue, sdksById } from './per-catalogue.js';
import { readSection } from './view.js';
import { firstPartyTest } from './first-party.js';
import { isRenamed } from './own-packages.js';
import { PrefixTable } from './prefixes.js';

type Sure = 'high' | 'medium' | 'low';

export interface FoundSdk {
  sdk: Sdk;
  version: string | null;
  confidence: Sure;
  signs: string[]; // "package:com.umeng", sorted
  present: boolean; // code of it is defined in the package, not only called or configured
  called: boolean; // the package calls into it; without `present` the code itself is elsewhere or left out
  off: string | null; // "key=value" of the manifest that switches it off
}

/** What is found, and what only hints at being there; a hint is never counted, named as inside or told as known. */
export const sdkList: Derivation<FoundSdk[]> = {
  name: 'sdk-list',
  reads: ['code', 'manifest', 'native', 'files'],
  compute: (view) => view.get(sightings).filter(({ confidence }) => confidence !== 'low'),
};
export const sdkHints: Derivation<FoundSdk[]> = {
  name: 'sdk-hints',
  reads: ['code', 'manifest', 'native', 'files'],
  compute: (view) => view.get(sightings).filter(({ confidence }) => confidence === 'low'),
};

/** Weight of one sign by its kind and confidence; SURE tells what a sum means. A package is proof by itself. */
const WEIGHTS: Record<string, Record<Sure, number>> = {
  package: { high: 6, medium: 4, low: 2 },
  component: { high: 4, medium: 3, low: 1 },
  metadata: { high: 4, medium: 3, low: 1 },
  version: { high: 6, medium: 4, low: 2 },
  library: { high: 4, medium: 3, low: 1 },
  asset: { high: 3, medium: 2, low: 1 },
  domain: { high: 1, medium: 1, low: 0.5 },
  permission: { high: 4, medium: 1, low: 0.5 },
  action: { high: 4, medium: 3, low: 1 },
  called: { high: 3, medium: 3, low: 1 }, // told as called, not as inside
  shape: { high: 6, medium: 4, low: 2 }, // renamed code that is like the published one
};
/** Sums from which an SDK counts as found, and as found with medium and high confidence. */
const SURE = { found: 2, medium: 3, high: 6 } as const;
/** Host names are shared by a vendor's products: all of an SDK's domains together weigh no more than this. */
const MOST_FROM_DOMAINS = 1;

const sightings: Derivation<FoundSdk[]> = {
  name: 'sdk-sightings',
  reads: ['code', 'manifest', 'native', 'files'],
  compute({ facts, catalogue }) {
    const index = indexOf(catalogue);
    const own = readSection(facts, 'manifest')?.package ?? '';
    const isOurs = firstPartyTest(own, catalogue);
    const isOpen = codeIsOpen(facts);
    const tally = new Map<Sdk, Tally>();
    const add = (sign: Sign, seen: string, at?: string): void => {
      if (DOTTED.has(sign.kind) && isOurs(sign.value)) return;
      let entry = tally.get(sign.sdk);
      if (!entry)
        tally.set(sign.sdk, (entry = { signs: new Map(), present: false, called: false, version: null }));
      const key = `${seen}:${at ?? sign.value}`;
      const weight = WEIGHTS[seen]?.[sign.confidence] ?? 0;
      entry.signs.set(key, Math.max(weight, entry.signs.get(key) ?? 0));
      if (seen === 'package' || seen === 'shape') entry.present = true;
      if (seen === 'called') entry.called = true;
    };
    fromCode(facts, index, own, add);
    fromManifest(facts, index, own, add);
    const versioned: Versioned = (sign, version) => {
      const entry = tally.get(sign.sdk);
      if (!entry || (entry.version && entry.version.rank <= sign.rank)) return;
      entry.version = { text: version, rank: sign.rank };
    };
    fromFiles(facts, index, add, versioned);
    fromConstants(facts, index, add, versioned);
    fromShapes(facts, catalogue, isOurs, add);
    const metaData = metaDataOf(facts);
    return [...tally]
      .flatMap(([sdk, entry]) => found(sdk, entry, isOpen))
      .map((row) => ({ ...row, off: switchedOff(row.sdk, metaData) }))
      .sort((a, b) => (a.sdk.id < b.sdk.id ? -1 : 1));
  },
};

interface Tally {
  signs: Map<string, number>;
  present: boolean;
  called: boolean;
  version: { text: string; rank: number } | null; // by the first of the SDK's signs that tells one
}

/** Signs that only the manifest bears; nothing of the SDK need be in the package for them. */
const MANIFEST_ONLY = /^(component|metadata|permission):/;

function found(
  sdk: Sdk,
  { signs, present, called, version }: Tally,
  isOpen: boolean,
): Omit<FoundSdk, 'off'>[] {
  let domains = 0;
  let sum = 0;
  for (const [sign, weight] of signs) {
    if (sign.startsWith('domain:')) domains += weight;
    else sum += weight;
  }
  sum += Math.min(domains, MOST_FROM_DOMAINS);
  if (sum < SURE.found) return [];
  let confidence: Sure = sum >= SURE.high ? 'high' : sum >= SURE.medium ? 'medium' : 'low';
  // An entry that was left behind is no SDK, where all code can be read under its own names and none of it is there.
  if (isOpen && [...signs.keys()].every((sign) => MANIFEST_ONLY.test(sign))) confidence = 'low';
  return [
    { sdk, version: version?.text ?? null, confidence, signs: [...signs.keys()].sort(), present, called },
  ];
}

/** Nothing of the code is packed, unread or renamed, so that an SDK's classes would show. */
function codeIsOpen(facts: AppFacts): boolean {
  if (facts.code.state !== 'complete') return false;
  const { packages, signals } = facts.code.value;
  if (signals.applicationClassMissing || signals.dynamicLoading.length > 0) return false;
  return packages.length > 0 && !packages.some(({ name }) => isRenamed(name));
}

/** Meta-data of the application element, which is where SDKs look for their switches. */
function metaDataOf(facts: AppFacts): ReadonlyMap<string, string | null> {
  const rows = readSection(facts, 'manifest')?.application.metaData ?? [];
  return new Map(rows.map(({ name, value }) => [name, value]));
}

function switchedOff(sdk: Sdk, metaData: ReadonlyMap<string, string | null>): string | null {
  for (const { manifest } of sdk.switches ?? []) {
    for (const { name, value } of manifest ?? []) {
      if (metaData.get(name)?.toLowerCase() === value) return `${name}=${value}`;
    }
  }
  return null;
}

/** Kinds of signs that are names in the vendor's own name space. */
const DOTTED: ReadonlySet<string> = new Set(['package', 'component', 'action', 'permission', 'metadata']);

interface Sign {
  sdk: Sdk;
  kind: string;
  value: string;
  confidence: Sure;
  rank: number; // its place among the SDK's signs
}
type Add = (sign: Sign, seen: string, at?: string) => void;
type Versioned = (sign: Sign, version: string) => void;

interface Index {
  /** SDK prefixes, and null for ordinary libraries, so that the longer of both wins. */
  packages: PrefixTable<Sign | null>;
  components: PrefixTable<Sign>;
  componentEnds: Sign[];
  domains: PrefixTable<Sign>;
  exact: ReadonlyMap<string, Sign[]>; // "metadata:key", "permission:name", "version:name", "library:name", "asset:path"
  libraryPatterns: Sign[];
  permissionPatterns: Sign[];
}

const indexOf = perCatalogue((catalogue): Index => {
  const packages = new PrefixTable<Sign | null>();
  const components = new PrefixTable<Sign>();
  const domains = new PrefixTable<Sign>();
  const exact = new Map<string, Sign[]>();
  const componentEnds: Sign[] = [];
  const libraryPatterns: Sign[] = [];
  const permissionPatterns: Sign[] = [];
  for (const prefix of catalogue.libraryPrefixes) packages.add(prefix, null);
  for (const sdk of catalogue.sdks) {
    for (const [rank, { kind, value, confidence }] of sdk.signals.entries()) {
      const sign: Sign = { sdk, kind, value, confidence, rank };
      if (kind === 'package') packages.add(value, sign);
      else if (kind === 'component' && value.startsWith('*')) componentEnds.push(sign);
      else if (kind === 'component') components.add(value, sign);
      else if (kind === 'domain') domains.add(reversed(value), sign);
      else if (kind === 'library' && value.includes('*')) libraryPatterns.push(sign);
      else if (kind === 'permission' && value.includes('*')) permissionPatterns.push(sign);
      else {
        const key = `${kind}:${value}`;
        const list = exact.get(key);
        if (list) list.push(sign);
        else exact.set(key, [sign]);
      }
    }
  }
  return { packages, components, componentEnds, domains, exact, libraryPatterns, permissionPatterns };
});

function isBelow(name: string, own: string): boolean {
  return own.includes('.') && (name === own || name.startsWith(`${own}.`));
}

function fromCode(facts: AppFacts, index: Index, own: string, add: Add): void {
  const code = readSection(facts, 'code');
  if (!code) return;
  for (const { name, classes, idle } of code.packages) {
    // Interfaces, annotations and generated classes of a product may come with another one that can work with it.
    if (idle === classes || isBelow(name, own)) continue;
    const sign = index.packages.longest(name)?.value;
    if (sign) add(sign, 'package');
  }
  for (const { name } of code.calledPackages) {
    const sign = index.packages.longest(name)?.value;
    if (sign) add(sign, 'called');
  }
  const hosts = new Set<string>();
  for (const { text } of code.endpoints) {
    const host = hostOf(text);
    if (host === null || hosts.has(host)) continue;
    hosts.add(host);
    const sign = index.domains.longest(reversed(host))?.value;
    if (sign) add(sign, 'domain');
  }
}

// eslint-disable-next-line complexity -- one line for each sort of sign
function fromManifest(facts: AppFacts, index: Index, own: string, add: Add): void {
  const manifest = readSection(facts, 'manifest');
  if (!manifest) return;
  const exact = (kind: string, value: string): void => {
    for (const sign of index.exact.get(`${kind}:${value}`) ?? []) add(sign, kind);
  };
  const missing = new Set(readSection(facts, 'code')?.signals.componentsMissing ?? []);
  for (const component of manifest.components) {
    const name = component.name;
    const end = index.componentEnds.find(({ value }) => name.endsWith(value.slice(1)));
    if (end) add(end, 'component', name);
    if (!isBelow(name, own)) {
      // A component's own sign decides; else the package of its class, a little less surely than code would.
      const sign = index.components.longest(name)?.value;
      const byPackage = index.packages.longest(name)?.value;
      if (sign) add(sign, 'component', name);
      else if (byPackage) add(byPackage, 'component', name);
    }
    for (const { name: key } of component.metaData) exact('metadata', key);
    if (missing.has(name)) continue;
    for (const { actions } of component.filters) for (const action of actions) exact('action', action);
  }
  for (const { name } of manifest.application.metaData) exact('metadata', name);
  for (const { name } of manifest.permissions) {
    exact('permission', name);
    for (const sign of index.permissionPatterns) if (fitsPattern(name, sign.value)) add(sign, 'permission');
  }
}

// eslint-disable-next-line complexity -- one line for each sort of sign
function fromFiles(facts: AppFacts, index: Index, add: Add, versioned: Versioned): void {
  for (const { name } of readSection(facts, 'native')?.libraries ?? []) {
    for (const sign of index.exact.get(`library:${name}`) ?? []) add(sign, 'library');
    for (const sign of index.libraryPatterns) if (fitsPattern(name, sign.value)) add(sign, 'library');
  }
  const files = readSection(facts, 'files');
  for (const { what } of files?.markers ?? []) {
    for (const sign of index.exact.get(`asset:${what.slice('file:'.length)}`) ?? []) add(sign, 'asset');
  }
  for (const { name, version } of files?.versions ?? []) {
    for (const sign of index.exact.get(`version:${name}`) ?? []) {
      add(sign, 'version');
      versioned(sign, version);
    }
  }
}

/** Parts that matched by themselves, from which nothing else is as likely. */
const SURE_PARTS = 100;

/** Renamed code by its shape; the vendor's own app holds its own. */
function fromShapes(
  facts: AppFacts,
  catalogue: Catalogue,
  isOurs: (prefix: string) => boolean,
  add: Add,
): void {
  for (const { of, like, parts } of readSection(facts, 'code')?.shapes ?? []) {
    const sdk = sdksById(catalogue).get(of);
    if (!sdk || sdk.signals.some(({ kind, value }) => kind === 'package' && isOurs(value))) continue;
    const confidence = parts >= SURE_PARTS ? 'high' : 'medium';
    add({ sdk, kind: 'shape', value: like ?? of, confidence, rank: sdk.signals.length }, 'shape');
  }
}

/** What the code says of its own version. A constant of a class is that class's; the package of it is the sign. */
function fromConstants(facts: AppFacts, index: Index, add: Add, versioned: Versioned): void {
  for (const { of, text } of readSection(facts, 'code')?.versions ?? []) {
    for (const sign of index.exact.get(of) ?? []) {
      const behind = sign.value.startsWith(TEXT) ? text.slice(sign.value.length - TEXT.length) : text;
      const version = VERSION.exec(behind)?.[0];
      if (version === undefined) continue;
      if (!sign.value.includes('#')) add(sign, 'version');
      versioned(sign, version);
    }
  }
}
const TEXT = 'text:';
/** "6.8.34" of "android 6.8.34", "3.4.2(1.6.1)", "5.0.0-beta1"; a lone number where nothing else is said. */
const VERSION = /\d+(?:\.\d+)+(?:[-+.(][\w.]+\)?)*|^\d+$/;

/** "lib*Kit.so" against a file name; "*" is any text. The pieces must follow each other, so it is linear. */
function fitsPattern(name: string, pattern: string): boolean {
  const pieces = pattern.split('*');
  const first = pieces[0]!;
  const last = pieces[pieces.length - 1]!;
  if (!name.startsWith(first) || !name.endsWith(last) || name.length < first.length + last.length)
    return false;
  let at = first.length;
  for (const piece of pieces.slice(1, -1)) {
    const next = name.indexOf(piece, at);
    if (next < 0 || next + piece.length > name.length - last.length) return false;
    at = next + piece.length;
  }
  return true;
}

/** "https://a.b.com:443/x" and "a.b.com" both give "a.b.com"; null when there is no host. */
function hostOf(text: string): string | null {
  const scheme = text.indexOf('://');
  let host = scheme < 0 ? text : text.slice(scheme + 3);
  for (const end of ['/', '?', '#']) {
    const at = host.indexOf(end);
    if (at >= 0) host = host.slice(0, at);
  }
  host = host.slice(host.lastIndexOf('@') + 1);
  const port = host.indexOf(':');
  if (port >= 0) host = host.slice(0, port);
  return host.includes('.') ? host.toLowerCase() : null;
}

/** Labels turned round, so that a host suffix is a prefix: "a.b.com" → "com.b.a". */
function reversed(host: string): string {
  return host.split('.').reverse().join('.');
}
