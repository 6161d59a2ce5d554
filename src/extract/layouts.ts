// Handlers and classes that layouts, menus, navigation graphs and preference screens name: entry points that no code
// calls. Leaves finding the files to resources.ts and what the names mean to the call graph.
import type { Attribute, Element } from '../formats/resources/xml-tree.js';
import { ATTRIBUTE_IDS } from './android-attributes.js';
import type { XmlValues } from './xml-values.js';

export interface LayoutUses {
  handler(element: string, method: string): void;
  className(name: string): void;
}

/** Attributes whose text is a class, by local name: the framework's carry ids, libraries' only names. */
const CLASS_ATTRIBUTES = new Set([
  'class',
  'fragment',
  'actionViewClass',
  'actionProviderClass',
  'actionLayoutClass',
  'layout_behavior',
  'layoutManager',
  'viewInflaterClass',
  'targetClass',
]);
/** Elements whose android:name is a class: fragments in layouts, destinations in navigation graphs. */
const NAMED_ELEMENTS = new Set(['fragment', 'activity', 'dialog', 'view', 'FragmentContainerView']);
/** Longer texts name no method or class that anybody wrote. */
const MAX_NAME = 512;
const CLASS_NAME = /^\.?[\p{L}_$][\p{L}\p{N}_$]*(\.[\p{L}_$][\p{L}\p{N}_$]*)*$/u;

/** The attributes that visitLayout looks at. */
export const isLayoutAttribute = (id: number, name: string): boolean =>
  id === ATTRIBUTE_IDS.onClick ||
  id === ATTRIBUTE_IDS.name ||
  name === 'onClick' ||
  name === 'name' ||
  name === 'value' ||
  CLASS_ATTRIBUTES.has(name);

/** Walks a tree and reports each handler method and class name as written (".Foo" is completed with the package). */
export function visitLayout(root: Element, packageName: string, values: XmlValues, uses: LayoutUses): void {
  const report = (text: string | null): void => {
    if (text === null || text.length > MAX_NAME || !text.includes('.') || !CLASS_NAME.test(text)) return;
    uses.className(text.startsWith('.') ? packageName + text : text);
  };
  const textOf = (attribute: Attribute): string | null => values.textOf(attribute.value);
  /** A Cordova plugin: <param name="android-package" value="com.example.Plugin"/> in res/xml/config.xml. */
  const pluginClass = (element: Element): string | null => {
    const of = (name: string): string | null => {
      const found = element.attributes.find((attribute) => attribute.name === name);
      return found === undefined ? null : textOf(found);
    };
    return of('name') === 'android-package' ? of('value') : null;
  };
  const visit = (element: Element): void => {
    report(element.name);
    if (element.name === 'param') report(pluginClass(element));
    const named = NAMED_ELEMENTS.has(element.name) || element.name.endsWith('.FragmentContainerView');
    for (const attribute of element.attributes) {
      if (attribute.id === ATTRIBUTE_IDS.onClick || (attribute.id === 0 && attribute.name === 'onClick')) {
        const method = textOf(attribute);
        if (method !== null && method !== '' && method.length <= MAX_NAME)
          uses.handler(element.name.slice(0, MAX_NAME), handlerName(method));
      } else if (CLASS_ATTRIBUTES.has(attribute.name) || (named && attribute.id === ATTRIBUTE_IDS.name)) {
        report(textOf(attribute));
      }
    }
    element.children.forEach(visit);
  };
  visit(root);
}

/** "onSend" from "onSend", or from a data-binding expression such as "@{() -> model.onSend(x)}" and "@{model::onSend}". */
export function handlerName(text: string): string {
  if (!text.startsWith('@{')) return text;
  const inner = text.slice(2, -1);
  const reference = /::\s*([\p{L}\p{N}_$]+)\s*$/u.exec(inner.slice(-200));
  if (reference !== null) return reference[1]!;
  const open = inner.indexOf('(', inner.indexOf('->') + 2);
  const before = open < 0 ? inner : inner.slice(0, open);
  return before.slice(Math.max(before.lastIndexOf('.'), before.lastIndexOf(' ')) + 1);
}
