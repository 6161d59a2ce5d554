// Resources of a decoded app by name: "@string/app_name" leads to values files and to files under res/, in every
// configuration. Plays the resource table for text documents. Leaves compiled tables to formats/resources.
import type { Limits } from '../bytes/limits.js';
import { ParseError } from '../bytes/parse-error.js';
import { DATA } from '../formats/resources/layout.js';
import type { Odd } from '../bytes/odd.js';
import type { ResourceTable, ResourceValue } from '../formats/resources/table.js';
import { ANDROID_NS } from '../formats/resources/xml-tree.js';
import type { Element, Value } from '../formats/resources/xml-tree.js';
import { isTextXml, readTextXml } from '../formats/text-xml/text-xml.js';
import type { TextXmlNames } from '../formats/text-xml/text-xml.js';
import type { Part } from '../package/package.js';
import { ATTRIBUTE_IDS } from './android-attributes.js';

export const attributeId: TextXmlNames['attributeId'] = (namespace, name) =>
  namespace === ANDROID_NS ? ((ATTRIBUTE_IDS as Readonly<Record<string, number>>)[name] ?? 0) : 0;

/** For documents that stand alone: references stay the text they are. */
export const PLAIN_NAMES: TextXmlNames = { attributeId, reference: () => null };

/** "@string/name", "@+id/x", "@com.example:string/name"; framework references ("@android:…") stay text. */
const REFERENCE = /^@\+?(?:[\w.]+:)?([a-z]+)\/([\w.]+)$/;
const FILE = /^res\/([a-z]+)((?:-[\w+]+)*)\/([^/.]+)(?:\.[^/]*)?$/;
const VALUES = /^res\/values((?:-[\w+]+)*)\/[^/]+\.xml$/;

/** Ids without values, and large: apktool writes them for building the app again. */
const UNNEEDED = /\/(?:public|ids)\.xml$/;

export interface TextResources {
  table: ResourceTable;
  names: TextXmlNames;
}

/** Opens the resources of a part that was decoded; values files are read on the first reference. */
export function openTextResources(part: Part, limits: Limits, odd: Odd): TextResources {
  const resources = new Decoded(part, limits, odd);
  return { table: resources, names: { attributeId, reference: (text) => resources.reference(text) } };
}

class Decoded implements ResourceTable {
  readonly packages = [{ id: 0x7f, name: '' }];
  private readonly part: Part;
  private readonly limits: Limits;
  private readonly odd: Odd;
  private readonly ids = new Map<string, number>();
  private readonly paths: string[] = [];
  private found: Map<string, ResourceValue[]> | null = null;

  constructor(part: Part, limits: Limits, odd: Odd) {
    this.part = part;
    this.limits = limits;
    this.odd = odd;
  }

  reference(text: string): Value | null {
    if (text === '@null') return { type: DATA.null, data: 0, text: null };
    if (text.startsWith('@android:')) return null;
    const match = REFERENCE.exec(text);
    if (match === null) return null;
    return { type: DATA.reference, data: this.idOf(`${match[1]}/${match[2]}`), text: null };
  }

  private idOf(path: string): number {
    let id = this.ids.get(path);
    if (id === undefined) {
      // Ids of our own, in order of first mention: text has none.
      id = (0x7f010000 + this.paths.length) >>> 0;
      this.ids.set(path, id);
      this.paths.push(path);
    }
    return id;
  }

  values(id: number): readonly ResourceValue[] {
    const path = this.paths[id - 0x7f010000];
    return path === undefined ? [] : (this.all().get(path) ?? []);
  }

  nameOf(id: number): string | null {
    return this.paths[id - 0x7f010000] ?? null;
  }

  filesOf(typeName: string): string[] {
    return [...this.all()].flatMap(([path, values]) =>
      path.startsWith(`${typeName}/`) ? values.flatMap(({ value }) => value?.text ?? []) : [],
    );
  }

  fileIds(typeName: string): { path: string; id: number }[] {
    return [...this.all()].flatMap(([path, values]) =>
      path.startsWith(`${typeName}/`)
        ? values.flatMap(({ value }) =>
            value?.text === undefined || value.text === null
              ? []
              : [{ path: value.text, id: this.idOf(path) }],
          )
        : [],
    );
  }

  locales(): readonly string[] {
    const locales = new Set(
      [...this.all().values()].flatMap((values) => values.map((value) => value.config.locale)),
    );
    locales.delete('');
    return [...locales].sort();
  }

  private all(): Map<string, ResourceValue[]> {
    if (this.found !== null) return this.found;
    this.found = new Map();
    const names = this.part.entries().map((entry) => entry.name);
    for (const name of names.sort()) {
      const values = VALUES.exec(name);
      if (values !== null) {
        if (UNNEEDED.test(name)) continue;
        this.readValues(name, configOf(values[1]!));
        continue;
      }
      const file = FILE.exec(name);
      if (file !== null)
        this.add(`${file[1]}/${file[3]}`, configOf(file[2]!), { type: DATA.string, data: 0, text: name });
    }
    return this.found;
  }

  private add(path: string, config: ResourceValue['config'], value: Value): void {
    const list = this.found!.get(path);
    if (list === undefined) this.found!.set(path, [{ config, value, bag: null }]);
    else list.push({ config, value, bag: null });
  }

  private readValues(file: string, config: ResourceValue['config']): void {
    let root: Element;
    try {
      const data = this.part.read(file);
      if (!isTextXml(data)) return;
      root = readTextXml(data, this.limits, this.odd, PLAIN_NAMES).root;
    } catch (error) {
      if (!(error instanceof ParseError)) throw error;
      this.odd(error.code, error.offset, error.args);
      return;
    }
    for (const element of root.children) {
      const attribute = (name: string): string | null =>
        element.attributes.find((a) => a.name === name && a.namespace === null)?.raw ?? null;
      const name = attribute('name');
      const type = element.name === 'item' ? attribute('type') : element.name;
      if (name === null || type === null) continue;
      const text = type === 'string' ? unescapeString(element.text) : element.text;
      const reference = this.reference(text);
      this.add(`${type}/${name}`, config, reference ?? { type: DATA.string, data: 0, text });
    }
  }
}

/** Qualifiers of a folder name: "-zh-rCN-v21", "-b+sr+Latn". Anything but locale and version counts as other. */
function configOf(qualifiers: string): ResourceValue['config'] {
  const parts = qualifiers.split('-').filter((part) => part !== '');
  let locale = '';
  let sdkVersion = 0;
  let otherQualifiers = 0;
  parts.forEach((part, index) => {
    if (/^v\d{1,3}$/.test(part)) sdkVersion = Number(part.slice(1));
    else if (part.startsWith('b+')) locale = part.slice(2).replaceAll('+', '-');
    else if (locale === '' && /^[a-z]{2,3}$/.test(part) && !NOT_LANGUAGES.has(part)) locale = part;
    else if (/^r[A-Z]{2}$|^r\d{3}$/.test(part) && index > 0) locale += `-${part.slice(1)}`;
    else otherQualifiers++;
  });
  return { locale, sdkVersion, otherQualifiers };
}
/** Qualifiers of two or three letters that are no languages. */
const NOT_LANGUAGES = new Set(['car']);

/** Escapes of string resources: \' \" \n \t \@ \? \uXXXX, and quotes around the text. */
function unescapeString(text: string): string {
  const inner = text.length >= 2 && text.startsWith('"') && text.endsWith('"') ? text.slice(1, -1) : text;
  return inner.replace(/\\(u[0-9a-fA-F]{4}|.)/g, (_, escape: string) => {
    if (escape === 'n') return '\n';
    if (escape === 't') return '\t';
    return escape.length === 5 ? String.fromCharCode(parseInt(escape.slice(1), 16)) : escape;
  });
}
