// Builds compiled XML from a description, honest by default and with a lie for every field. For whole manifests write
// buildAxml(el('manifest', { package: 'a.b' }, [el('application', {}, [el('activity', { name: '.Main' })])])).
// Leaves resource tables to arsc.ts.
import { ATTRIBUTE_IDS } from '../../src/extract/android-attributes.js';
import { Bytes, concat } from './bytes.js';
import { chunk, isTyped, resValue, stringPool, Strings } from './res-chunk.js';
import type { ChunkLies, PoolOptions, Scalar } from './res-chunk.js';

export { dynamicRef, hex, nothing, ref, typed } from './res-chunk.js';

export const ANDROID = 'http://schemas.android.com/apk/res/android';
export const APP = 'http://schemas.android.com/apk/res-auto';
export const TOOLS = 'http://schemas.android.com/tools';
const PREFIXES: Readonly<Record<string, string>> = { android: ANDROID, app: APP, tools: TOOLS };
const PLAIN = new Set([
  'package',
  'split',
  'platformBuildVersionCode',
  'platformBuildVersionName',
  'class',
  'layout',
  'style',
]);
const NO_STRING = 0xffffffff;

/** An attribute in full, for the cases that the short form cannot say. */
export interface AttributeSpec {
  name?: string;
  ns?: string | null;
  /** Resource id of the name; 0 for none. Default: the framework's for android: names. */
  id?: number;
  value: Scalar;
  /** Index or text of the raw value; default: the text of a string, none otherwise. */
  raw?: string | null;
  valueSize?: number;
}
/** Keys: "name" (android: unless it is package, split, class, layout or style), "app:name", "tools:node", ":name" (no namespace). */
export type Attributes = Readonly<Record<string, Scalar | AttributeSpec>>;

export interface ElementSpec {
  tag: string;
  attributes: Attributes;
  children: ElementSpec[];
  text?: string;
  line?: number;
  ns?: string;
  /** Lies about the start node. */
  attributeSize?: number;
  attributeStart?: number;
  attributeCount?: number;
  node?: ChunkLies;
  /** Extra bytes after each attribute; attributeSize follows. */
  attributePadding?: number;
  keepOrder?: boolean; // leave attributes unsorted
  endTag?: string | null; // another name in the end node, or none at all
  before?: Uint8Array; // raw chunks
  after?: Uint8Array;
}

export const el = (
  tag: string,
  attributes: Attributes = {},
  children: ElementSpec[] = [],
  more: Partial<ElementSpec> = {},
): ElementSpec => ({ tag, attributes, children, ...more });

export interface AxmlOptions extends ChunkLies {
  pool?: PoolOptions;
  /** Replaces the resource map: other ids, or null for no map. */
  resourceMap?: (ids: number[]) => number[] | null;
  map?: ChunkLies;
  /** Further root elements after the first. */
  roots?: ElementSpec[];
  beforePool?: Uint8Array;
  beforeRoot?: Uint8Array;
  trailing?: Uint8Array; // after the document
  cutTo?: number; // keep this many bytes
  namespaces?: Readonly<Record<string, string>> | null; // declared; default android
}

const START_NAMESPACE = 0x0100;
const END_NAMESPACE = 0x0101;
const START_ELEMENT = 0x0102;
const END_ELEMENT = 0x0103;
const CDATA = 0x0104;

interface Resolved {
  ns: string | null;
  name: string;
  id: number;
  value: Scalar;
  raw: string | null;
  valueSize: number;
}

function resolve(key: string, given: Scalar | AttributeSpec): Resolved {
  const spec: AttributeSpec = typeof given === 'object' && !isTyped(given) ? given : { value: given };
  const colon = key.indexOf(':');
  const prefix = colon < 0 ? (PLAIN.has(key) ? '' : 'android') : key.slice(0, colon);
  const name = spec.name ?? (colon < 0 ? key : key.slice(colon + 1));
  const ns = spec.ns === undefined ? (prefix === '' ? null : (PREFIXES[prefix] ?? prefix)) : spec.ns;
  const known = (ATTRIBUTE_IDS as Readonly<Record<string, number>>)[name] ?? 0;
  const id = spec.id ?? (ns === ANDROID ? known : 0);
  const raw = spec.raw === undefined ? (typeof spec.value === 'string' ? spec.value : null) : spec.raw;
  return { ns, name, id, value: spec.value, raw, valueSize: spec.valueSize ?? 8 };
}

export function buildAxml(root: ElementSpec, options: AxmlOptions = {}): Uint8Array {
  const strings = new Strings();
  const ids: number[] = [];
  const names = new Map<string, number>(); // "id name" → index; names with ids come first, as the map demands
  const resolved = new Map<ElementSpec, Resolved[]>();
  const roots = [root, ...(options.roots ?? [])];
  const collect = (element: ElementSpec): void => {
    const list = Object.entries(element.attributes).map(([key, value]) => resolve(key, value));
    if (element.keepOrder !== true)
      list.sort((a, b) => (a.id === 0 ? Infinity : a.id) - (b.id === 0 ? Infinity : b.id) || 0);
    resolved.set(element, list);
    for (const { id, name } of list) {
      const key = `${id} ${name}`;
      if (id !== 0 && !names.has(key)) {
        names.set(key, strings.append(name));
        ids.push(id);
      }
    }
    element.children.forEach(collect);
  };
  roots.forEach(collect);
  const stringOrNone = (text: string | null | undefined): number =>
    text === null || text === undefined ? NO_STRING : strings.indexOf(text);

  const body = new Bytes();
  const node = (type: number, line: number, ext: Uint8Array, lies: ChunkLies = {}): void => {
    body.add(chunk(type, new Bytes().u32(line, NO_STRING).done(), ext, lies));
  };
  const namespaces = Object.entries(
    options.namespaces === undefined ? { android: ANDROID } : (options.namespaces ?? {}),
  );
  const namespaceExt = ([prefix, uri]: [string, string]): Uint8Array =>
    new Bytes().u32(strings.indexOf(prefix), strings.indexOf(uri)).done();
  const write = (element: ElementSpec): void => {
    if (element.before !== undefined) body.add(element.before);
    const attributes = resolved.get(element)!;
    const padding = element.attributePadding ?? 0;
    const ext = new Bytes()
      .u32(stringOrNone(element.ns), element.tag === '' ? NO_STRING : strings.indexOf(element.tag))
      .u16(element.attributeStart ?? 20, element.attributeSize ?? 20 + padding)
      .u16(element.attributeCount ?? attributes.length, 0, 0, 0);
    for (const attribute of attributes) {
      const index =
        attribute.id !== 0
          ? names.get(`${attribute.id} ${attribute.name}`)!
          : attribute.name === ''
            ? NO_STRING
            : plainIndex(attribute.name);
      ext.u32(stringOrNone(attribute.ns), index, stringOrNone(attribute.raw));
      ext.add(resValue(attribute.value, strings.indexOf, attribute.valueSize)).zeros(padding);
    }
    const line = element.line ?? 1;
    node(START_ELEMENT, line, ext.done(), element.node);
    if (element.text !== undefined) {
      const index = strings.indexOf(element.text);
      node(CDATA, line, new Bytes().u32(index).u16(8).u8(0, 0).u32(0).done());
    }
    element.children.forEach(write);
    if (element.endTag !== null) {
      node(
        END_ELEMENT,
        line,
        new Bytes().u32(stringOrNone(element.ns), stringOrNone(element.endTag ?? element.tag)).done(),
      );
    }
    if (element.after !== undefined) body.add(element.after);
  };
  // A name without id must not share the index of one with an id.
  const plain = new Map<string, number>();
  const plainIndex = (name: string): number => {
    let index = plain.get(name);
    if (index === undefined) {
      index = strings.append(name);
      plain.set(name, index);
    }
    return index;
  };
  for (const pair of namespaces) node(START_NAMESPACE, 1, namespaceExt(pair));
  roots.forEach(write);
  for (const pair of namespaces.reverse()) node(END_NAMESPACE, 1, namespaceExt(pair));

  const map = options.resourceMap === undefined ? ids : options.resourceMap(ids);
  const content = concat(
    options.beforePool ?? new Uint8Array(),
    stringPool(strings.list, { utf8: false, ...options.pool }),
    map === null
      ? new Uint8Array()
      : chunk(0x0180, new Uint8Array(), new Bytes().u32(...map).done(), options.map),
    options.beforeRoot ?? new Uint8Array(),
    body.done(),
  );
  const document = chunk(0x0003, new Uint8Array(), content, options);
  const whole = concat(document, options.trailing ?? new Uint8Array());
  return options.cutTo === undefined ? whole : whole.subarray(0, options.cutTo);
}

/** A small honest manifest; `children` go into the manifest element beside the application. */
export const manifestSpec = (
  attributes: Attributes = {},
  application: ElementSpec[] = [],
  children: ElementSpec[] = [],
  applicationAttributes: Attributes = {},
): ElementSpec =>
  el('manifest', { package: 'com.example.app', versionCode: 7, versionName: '1.2', ...attributes }, [
    ...children,
    el('application', applicationAttributes, application),
  ]);
