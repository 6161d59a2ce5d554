// The resource table of a bundle module (aapt.pb.ResourceTable). Opening notes where each entry lies; values are read
// on request. Leaves following references to formats/resources/resolve.ts.
import { DEFAULT_CONFIG } from '../resources/config.js';
import type { Config } from '../resources/config.js';
import type { Limits } from '../../bytes/limits.js';
import { ParseError } from '../../bytes/parse-error.js';
import type { ResourceTable, ResourceValue } from '../resources/table.js';
import type { Value } from '../resources/xml-tree.js';
import { readItem, readReference } from './item.js';
import {
  ARRAY,
  COMPOUND,
  CONFIG_VALUE,
  CONFIGURATION,
  ENTRY,
  PACKAGE,
  PLURAL,
  STYLE,
  TABLE,
  TYPE,
  VALUE,
  WRAPPED,
} from './layout.js';
import { findField, textOf, visitFields } from './wire.js';
import type { Message } from './wire.js';

interface TypeEntries {
  name: string;
  id: number; // package and type byte in place
  entries: Map<number, Message>;
}

/** Opens a table; throws ParseError where the bytes are no ResourceTable. */
export function openProtobufTable(data: Uint8Array, limits: Limits): ResourceTable {
  const packages: { id: number; name: string }[] = [];
  const types: TypeEntries[] = [];
  let count = 0;
  visitFields({ data, base: 0 }, ({ number, bytes }) => {
    if (number !== TABLE.package || bytes === null) return;
    const found: Message[] = [];
    const pack = { id: 0, name: '' };
    visitFields(bytes, (field) => {
      if (field.bytes === null) return;
      if (field.number === PACKAGE.id) pack.id = wrapped(field.bytes);
      else if (field.number === PACKAGE.name) pack.name = textOf(field.bytes);
      else if (field.number === PACKAGE.type) found.push(field.bytes);
    });
    packages.push(pack);
    for (const message of found) {
      const type = readType(message, pack.id);
      count += type.entries.size;
      if (count > limits.resourceEntries)
        throw new ParseError('limit/resource-entries', message.base, { count });
      types.push(type);
    }
  });
  return new ProtobufTable(packages, types);
}

const wrapped = (message: Message): number => findField(message, WRAPPED.value)?.bits ?? 0;

function readType(message: Message, packageId: number): TypeEntries {
  const type: TypeEntries = { name: '', id: 0, entries: new Map() };
  let typeId = 0;
  visitFields(message, ({ number, bytes }) => {
    if (bytes === null) return;
    if (number === TYPE.id) typeId = wrapped(bytes);
    else if (number === TYPE.name) type.name = textOf(bytes);
    else if (number === TYPE.entry) {
      const id = findField(bytes, ENTRY.id)?.bytes ?? null;
      type.entries.set(id === null ? 0 : wrapped(id) & 0xffff, bytes);
    }
  });
  type.id = (((packageId & 0xff) << 24) | ((typeId & 0xff) << 16)) >>> 0;
  return type;
}

class ProtobufTable implements ResourceTable {
  readonly packages: readonly { id: number; name: string }[];
  private readonly types: readonly TypeEntries[];
  private readonly known = new Map<number, readonly ResourceValue[]>();

  constructor(packages: readonly { id: number; name: string }[], types: readonly TypeEntries[]) {
    this.packages = packages;
    this.types = types;
  }

  private entriesOf(id: number): { type: TypeEntries; entry: Message }[] {
    const typeId = (id & 0xffff0000) >>> 0;
    return this.types.flatMap((type) => {
      const entry = type.id === typeId ? type.entries.get(id & 0xffff) : undefined;
      return entry === undefined ? [] : [{ type, entry }];
    });
  }

  values(id: number): readonly ResourceValue[] {
    let values = this.known.get(id);
    if (values === undefined) {
      values = this.entriesOf(id).flatMap(({ entry }) => readEntry(entry));
      this.known.set(id, values);
    }
    return values;
  }

  nameOf(id: number): string | null {
    for (const { type, entry } of this.entriesOf(id)) {
      return `${type.name}/${textOf(findField(entry, ENTRY.name)?.bytes ?? null)}`;
    }
    return null;
  }

  filesOf(typeName: string): string[] {
    const files = new Set<string>();
    for (const type of this.types) {
      if (type.name !== typeName) continue;
      for (const entry of type.entries.values()) {
        for (const { value } of readEntry(entry))
          if (value?.text?.includes('/') === true) files.add(value.text);
      }
    }
    return [...files];
  }

  fileIds(typeName: string): { path: string; id: number }[] {
    const found: { path: string; id: number }[] = [];
    for (const type of this.types) {
      if (type.name !== typeName) continue;
      for (const [index, entry] of type.entries) {
        for (const { value } of readEntry(entry))
          if (value?.text?.includes('/') === true) found.push({ path: value.text, id: type.id + index });
      }
    }
    return found;
  }

  locales(): readonly string[] {
    const locales = new Set<string>();
    for (const type of this.types) {
      for (const entry of type.entries.values()) {
        visitFields(entry, ({ number, bytes }) => {
          if (number !== ENTRY.configValue || bytes === null) return;
          const config = findField(bytes, CONFIG_VALUE.config)?.bytes ?? null;
          const locale =
            config === null ? '' : textOf(findField(config, CONFIGURATION.locale)?.bytes ?? null);
          if (locale !== '') locales.add(locale);
        });
      }
    }
    return [...locales].sort();
  }
}

function readEntry(entry: Message): ResourceValue[] {
  const values: ResourceValue[] = [];
  visitFields(entry, ({ number, bytes }) => {
    if (number !== ENTRY.configValue || bytes === null) return;
    let config: Config = DEFAULT_CONFIG;
    let value: Value | null = null;
    let bag: ResourceValue['bag'] = null;
    visitFields(bytes, (field) => {
      if (field.bytes === null) return;
      if (field.number === CONFIG_VALUE.config) config = readConfiguration(field.bytes);
      else if (field.number === CONFIG_VALUE.value) {
        const item = findField(field.bytes, VALUE.item)?.bytes ?? null;
        const compound = findField(field.bytes, VALUE.compound)?.bytes ?? null;
        if (item !== null) value = readItem(item);
        else if (compound !== null) bag = readBag(compound);
      }
    });
    values.push({ config, value, bag });
  });
  return values;
}

/** Qualifiers that share a byte in compiled tables count once, so that both forms choose the same default. */
const QUALIFIER_GROUPS: readonly (readonly number[])[] = [
  [1],
  [2],
  [4, 10, 11],
  [5],
  [6],
  [7],
  [8],
  [9],
  [12],
  [13, 14],
  [15],
  [16, 17],
  [18],
  [19],
  [20, 22],
  [21],
  [23],
  [26],
];

function readConfiguration(message: Message): Config {
  let locale = '';
  let sdkVersion = 0;
  const set = new Set<number>();
  visitFields(message, ({ number, bits, bytes }) => {
    if (number === CONFIGURATION.locale) locale = textOf(bytes);
    else if (number === CONFIGURATION.sdkVersion) sdkVersion = bits;
    else if (bits !== 0) set.add(number);
  });
  const otherQualifiers = QUALIFIER_GROUPS.filter((group) => group.some((number) => set.has(number))).length;
  return { locale, sdkVersion, otherQualifiers };
}

/** Framework ids of array elements and quantities (Res_MAKEINTERNAL), as compiled tables hold them. */
const ARRAY_ITEM = 0x02000000;
const QUANTITY = 0x01000004;

function readBag(compound: Message): NonNullable<ResourceValue['bag']> {
  let parent = 0;
  const items: { name: number; value: Value }[] = [];
  const add = (name: number, item: Message | null | undefined): void => {
    const value = item === null || item === undefined ? null : readItem(item);
    if (value !== null) items.push({ name, value });
  };
  visitFields(compound, ({ number, bytes }) => {
    if (bytes === null) return;
    if (number === COMPOUND.array) {
      visitFields(bytes, (field) => {
        if (field.number !== ARRAY.element || field.bytes === null) return;
        add(ARRAY_ITEM + items.length, findField(field.bytes, ARRAY.elementItem)?.bytes);
      });
    } else if (number === COMPOUND.plural) {
      visitFields(bytes, (field) => {
        if (field.number !== PLURAL.entry || field.bytes === null) return;
        const arity = findField(field.bytes, PLURAL.entryArity)?.bits ?? 0;
        add(QUANTITY + arity, findField(field.bytes, PLURAL.entryItem)?.bytes);
      });
    } else if (number === COMPOUND.style) {
      visitFields(bytes, (field) => {
        if (field.bytes === null) return;
        if (field.number === STYLE.parent) parent = readReference(field.bytes).data;
        else if (field.number === STYLE.entry) {
          const key = findField(field.bytes, STYLE.entryKey)?.bytes ?? null;
          add(key === null ? 0 : readReference(key).data, findField(field.bytes, STYLE.entryItem)?.bytes);
        }
      });
    }
  });
  return { parent, items };
}
