// What a source manifest says before the build merges it: tools: markers applied, placeholders filled in as far as the
// file itself knows. Leaves reading text to formats/text-xml and facts to manifest.ts.
import type { Attribute, Element } from '../formats/resources/xml-tree.js';

const TOOLS_NS = 'http://schemas.android.com/tools';
/** developer.android.com/build/manage-manifests: these leave nothing of the element itself behind. */
const REMOVERS = new Set(['remove', 'removeAll']);

const tool = (element: Element, name: string): string | null =>
  element.attributes.find((attribute) => attribute.namespace === TOOLS_NS && attribute.name === name)?.raw ??
  null;

/** The tree as the build would keep it: removed elements and attributes gone, ${applicationId} filled in. */
export function applyMarkers(root: Element): Element {
  const packageName = root.attributes.find((a) => a.namespace === null && a.name === 'package')?.raw ?? null;
  const fill = (text: string | null): string | null =>
    text === null || packageName === null
      ? text
      : text.replaceAll('${applicationId}', packageName).replaceAll('${packageName}', packageName);
  const apply = (element: Element): Element => {
    const dropped = new Set((tool(element, 'remove') ?? '').split(',').map((name) => name.trim()));
    const attributes: Attribute[] = element.attributes
      .filter(
        ({ namespace, name }) =>
          namespace !== TOOLS_NS && !(dropped.has(`android:${name}`) || dropped.has(name)),
      )
      .map((attribute) => ({
        ...attribute,
        raw: fill(attribute.raw),
        value: { ...attribute.value, text: fill(attribute.value.text) },
      }));
    const children = element.children.filter((child) => !REMOVERS.has(tool(child, 'node') ?? '')).map(apply);
    return { ...element, attributes, children };
  };
  return apply(root);
}
