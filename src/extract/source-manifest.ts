// What a source manifest says before the build merges it: tools: markers applied, placeholders filled in as far as the
// file itself knows. Leaves reading text to formats/text-xml and facts to
// manifest.ts.
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

/** What the build keeps outside a source manifest; null where nothing says it. */
export interface BuildFacts {
  minSdk: number | null;
  targetSdk: number | null;
  versionCode: number | null;
  versionName: string | null;
}

/** Reads the version lines of apktool.yml, where apktool moves what it takes out of a decoded manifest. */
export function readApktoolFacts(text: string): BuildFacts {
  const line = (key: string): string | null => {
    const found =
      new RegExp(`^[ \\t]*${key}:[ \\t]*(.*)$`, 'm').exec(text.slice(0, 1 << 20))?.[1]?.trim() ?? '';
    const bare = /^(['"])(.*)\1$/.exec(found)?.[2] ?? found;
    return bare === '' || bare === 'null' ? null : bare;
  };
  const number = (key: string): number | null => {
    const value = line(key);
    return value !== null && /^\d{1,10}$/.test(value) ? Number(value) : null;
  };
  return {
    minSdk: number('minSdkVersion'),
    targetSdk: number('targetSdkVersion'),
    versionCode: number('versionCode'),
    versionName: line('versionName'),
  };
}
