// Attribute values as the platform's parser asks for them: text, integer, boolean, flags, file or class name, each
// through the resource table. Leaves which attributes matter to the extractors.
import { DATA } from '../formats/resources/layout.js';
import type { Resolver } from '../formats/resources/resolve.js';
import { referenceText, valueBool, valueInt, valueText } from '../formats/resources/value.js';
import { isReference } from '../formats/resources/xml-tree.js';
import type { Element, Value } from '../formats/resources/xml-tree.js';
import { androidAttribute } from './android-attributes.js';
import type { AttributeName } from './android-attributes.js';

/** Characters that may still be taken; one long text named by many elements would fill the memory. */
export interface TextBudget {
  left: number;
  exceeded: boolean;
}

export interface XmlValues {
  resolver: Resolver;
  /** The value itself, unresolved; null when absent or @null. */
  raw(element: Element, name: AttributeName): Value | null;
  /** Text after resolving; a reference that leads nowhere gives "@type/name" or "@0x…". */
  text(element: Element, name: AttributeName): string | null;
  /** Text for people: null where a reference leads nowhere. */
  label(element: Element, name: AttributeName): string | null;
  /** Text only when it stands in the document itself (TypedArray.getNonResourceString). */
  literal(element: Element, name: AttributeName): string | null;
  int(element: Element, name: AttributeName): number | null;
  bool(element: Element, name: AttributeName): boolean | null;
  /** Names of the bits set, for a flag attribute, in the order of `names`; unknown bits as "0x…". */
  flags(element: Element, name: AttributeName, names: Readonly<Record<string, number>>): string[];
  textOf(value: Value): string | null;
  /** Every text a value can have, by locale. */
  texts(value: Value): { locale: string; text: string }[];
}

/** @param budget every text handed out is taken from it; when it is spent, texts read as absent */
export function openXmlValues(resolver: Resolver, budget: TextBudget): XmlValues {
  const take = (text: string | null): string | null => {
    if (text === null) return null;
    budget.left -= text.length;
    if (budget.left >= 0) return text;
    budget.exceeded = true;
    return null;
  };
  const raw = (element: Element, name: AttributeName): Value | null => {
    const value = androidAttribute(element, name)?.value ?? null;
    return value === null || (value.type === DATA.null && value.data === 0) ? null : value;
  };
  const resolved = (element: Element, name: AttributeName): Value | null => {
    const value = raw(element, name);
    return value === null ? null : resolver.value(value);
  };
  const textOf = (value: Value): string | null => {
    const end = resolver.value(value);
    if (!isReference(end)) return take(valueText(end));
    if (end.data === 0) return null;
    const known = resolver.name(end);
    return take(known === null ? referenceText(end.data) : `@${known}`);
  };
  return {
    resolver,
    raw,
    textOf,
    texts: (value) => resolver.texts(value).filter(({ text }) => take(text) !== null),
    text(element, name) {
      const value = raw(element, name);
      return value === null ? null : textOf(value);
    },
    label(element, name) {
      const value = resolved(element, name);
      return value === null || isReference(value) ? null : take(valueText(value));
    },
    literal(element, name) {
      const value = raw(element, name);
      return value?.type === DATA.string ? take(value.text) : null;
    },
    int(element, name) {
      const value = resolved(element, name);
      return value === null ? null : valueInt(value);
    },
    bool(element, name) {
      const value = resolved(element, name);
      return value === null ? null : valueBool(value);
    },
    flags(element, name, names) {
      const value = resolved(element, name);
      if (value === null) return [];
      if (value.type === DATA.string) {
        // Text manifests keep the words; the order is that of the numbers.
        const words = new Set((take(value.text) ?? '').split('|').map((word) => word.trim()));
        const known = Object.keys(names).filter((word) => words.has(word));
        return [...known, ...[...words].filter((word) => word !== '' && !known.includes(word)).sort()];
      }
      return flagNames(valueInt(value) ?? 0, names);
    },
  };
}

/** Names of the bits set; a name whose mask is -1 stands for all. */
function flagNames(bits: number, names: Readonly<Record<string, number>>): string[] {
  const found: string[] = [];
  let left = bits | 0;
  for (const [name, mask] of Object.entries(names)) {
    if (mask === -1 ? bits === -1 : mask !== 0 && (left & mask) === mask && bits !== -1) {
      found.push(name);
      left &= ~mask;
    }
  }
  if (left !== 0 && bits !== -1) found.push(`0x${(left >>> 0).toString(16)}`);
  return found;
}

/**
 * The class an android:name means (FrameworkParsingPackageUtils.buildClassName): ".Foo" and "Foo" lie in the package,
 * anything with a dot elsewhere is complete. Null for an empty name, which the platform refuses.
 */
export function className(packageName: string, name: string | null): string | null {
  if (name === null || name === '') return null;
  if (name.startsWith('.')) return packageName + name;
  return name.includes('.') ? name : `${packageName}.${name}`;
}
