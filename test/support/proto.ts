// Builds the protocol-buffer forms of bundles from the same descriptions as axml.ts and arsc.ts, so that a test can
// make an AAB and an APK of one app. Leaves zips to the zip builder.
import { ATTRIBUTE_IDS } from '../../src/extract/android-attributes.js';
import type { ArscSpec, Bag, ConfigSpec, EntrySpec } from './arsc.js';
import { ANDROID, APP, TOOLS } from './axml.js';
import type { AttributeSpec, ElementSpec } from './axml.js';
import { Bytes } from './bytes.js';
import { isTyped } from './res-chunk.js';
import type { Scalar } from './res-chunk.js';

const varint = (value: number): Uint8Array => {
  const out = new Bytes();
  let rest = value >>> 0;
  for (; rest > 0x7f; rest >>>= 7) out.u8((rest & 0x7f) | 0x80);
  return out.u8(rest).done();
};
/** A varint field. */
export const num = (field: number, value: number): Uint8Array =>
  new Bytes()
    .add(varint(field << 3))
    .add(varint(value))
    .done();
/** A length-delimited field of a text, bytes, or nested fields. */
export const len = (field: number, ...content: (Uint8Array | string)[]): Uint8Array => {
  const body = new Bytes();
  for (const part of content) body.add(typeof part === 'string' ? new TextEncoder().encode(part) : part);
  return new Bytes()
    .add(varint((field << 3) | 2))
    .add(varint(body.length))
    .add(body.done())
    .done();
};
const fixed32 = (field: number, bits: number): Uint8Array =>
  new Bytes()
    .add(varint((field << 3) | 5))
    .u32(bits)
    .done();

function item(value: Scalar): Uint8Array {
  if (typeof value === 'string') return len(2, len(1, value));
  if (typeof value === 'number') return len(7, num(6, value));
  if (typeof value === 'boolean') return len(7, num(8, value ? 1 : 0));
  const { type, data } = value;
  if (type === 0x01 || type === 0x02) return len(1, ...(type === 2 ? [num(1, 1)] : []), num(2, data));
  if (type === 0x07) return len(1, num(2, data), len(5, num(1, 1)));
  if (type === 0x00) return len(7, len(data === 1 ? 2 : 1));
  if (type === 0x03) throw new Error('give strings as strings');
  if (type === 0x04) return len(7, fixed32(3, data));
  const fields: Readonly<Record<number, number>> = {
    0x05: 13,
    0x06: 14,
    0x10: 6,
    0x11: 7,
    0x12: 8,
    0x1c: 9,
    0x1d: 10,
    0x1e: 11,
    0x1f: 12,
  };
  return len(7, num(fields[type]!, type === 0x12 ? Number(data !== 0) : data));
}

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

function attribute(key: string, given: Scalar | AttributeSpec): Uint8Array {
  const spec: AttributeSpec = typeof given === 'object' && !isTyped(given) ? given : { value: given };
  const colon = key.indexOf(':');
  const prefix = colon < 0 ? (PLAIN.has(key) ? '' : 'android') : key.slice(0, colon);
  const name = spec.name ?? (colon < 0 ? key : key.slice(colon + 1));
  const ns = spec.ns === undefined ? (PREFIXES[prefix] ?? (prefix === '' ? null : prefix)) : spec.ns;
  const id =
    spec.id ?? (ns === ANDROID ? ((ATTRIBUTE_IDS as Readonly<Record<string, number>>)[name] ?? 0) : 0);
  const { value } = spec;
  return len(
    4,
    ...(ns === null ? [] : [len(1, ns)]),
    len(2, name),
    ...(typeof value === 'string' ? [len(3, spec.raw ?? value)] : []),
    ...(id === 0 ? [] : [num(5, id)]),
    ...(typeof value === 'string' ? [] : [len(6, item(value))]),
  );
}

function nodeFields(element: ElementSpec): Uint8Array[] {
  const children = element.children.map((child) => len(5, ...nodeFields(child)));
  return [
    len(
      1,
      ...(element.ns === undefined ? [] : [len(2, element.ns)]),
      len(3, element.tag),
      ...Object.entries(element.attributes).map(([key, value]) => attribute(key, value)),
      ...(element.text === undefined ? [] : [len(5, len(2, element.text))]),
      ...children,
    ),
    len(3, num(1, element.line ?? 1)),
  ];
}

/** An aapt.pb.XmlNode. */
export const buildProtoXml = (root: ElementSpec): Uint8Array =>
  new Bytes().add(nodeFields(root)[0]!).add(nodeFields(root)[1]!).done();

const config = (spec: ConfigSpec = {}): Uint8Array =>
  len(
    1,
    ...(spec.locale === undefined ? [] : [len(3, spec.locale)]),
    ...(spec.night === true ? [num(17, 1)] : []),
    ...(spec.density === undefined ? [] : [num(18, spec.density)]),
    ...(spec.sdk === undefined ? [] : [num(24, spec.sdk)]),
  );

const isBag = (entry: EntrySpec): entry is Bag => typeof entry === 'object' && 'items' in entry;

function value(type: string, entry: EntrySpec): Uint8Array {
  if (isBag(entry))
    return len(2, len(5, len(4, ...entry.items.map((one) => len(1, len(3, item(one.value)))))));
  if (typeof entry === 'object' && 'raw' in entry)
    throw new Error('raw entries have no protocol-buffer form');
  const isFile = typeof entry === 'string' && entry.startsWith('res/');
  return len(2, len(4, isFile ? len(5, len(1, entry), num(2, 3)) : item(entry)));
}

/** An aapt.pb.ResourceTable with the ids that buildArsc gives. */
export function buildProtoTable(spec: ArscSpec): Uint8Array {
  const out = new Bytes().add(len(1, len(1, 'x')));
  for (const pack of spec.packages) {
    const types = Object.entries(pack.types).map(([typeName, configs], index) => {
      const names = [...new Set(configs.flatMap((one) => Object.keys(one.entries)))];
      const entries = names.map((name, id) => {
        const values = configs
          .filter((one) => one.entries[name] !== undefined)
          .map((one) => len(6, config(one.config), value(typeName, one.entries[name]!)));
        return len(3, len(1, num(1, id)), len(2, name), ...values);
      });
      return len(3, len(1, num(1, index + 1 + (pack.typeIdOffset ?? 0))), len(2, typeName), ...entries);
    });
    out.add(len(2, len(1, num(1, pack.id ?? 0x7f)), len(2, pack.name ?? 'com.example.app'), ...types));
  }
  return out.done();
}
