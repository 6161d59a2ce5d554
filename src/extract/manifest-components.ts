// Components of a manifest's application element, with the platform's defaults for what is not said.
// Leaves the rest of the manifest to manifest.ts. Source of the rules: AOSP internal/pm/pkg/component (Parsed*Utils).
import type { Element } from '../formats/resources/xml-tree.js';
import type { Component, IntentFilter, MetaData } from '../model/facts.js';
import type { Place } from '../model/place.js';
import type { AttributeName } from './android-attributes.js';
import { FOREGROUND_SERVICE_TYPES } from './manifest-words.js';
import { className } from './xml-values.js';
import type { XmlValues } from './xml-values.js';

export interface ManifestContext {
  values: XmlValues;
  entry: string;
  packageName: string;
  /** Target SDK as the platform assumes it. */
  target: number;
  /** android:permission of the application: the default for components. */
  permission: string | null;
  note(code: string, place: Place, args?: Record<string, string | number>): void;
}

const COMPONENT_TYPES = ['activity', 'activity-alias', 'service', 'receiver', 'provider'] as const;
type ComponentType = (typeof COMPONENT_TYPES)[number];
const isComponent = (name: string): name is ComponentType =>
  (COMPONENT_TYPES as readonly string[]).includes(name);

/** Providers were exported unless they said otherwise before this target (ParsedProviderUtils). */
const PROVIDERS_PRIVATE_FROM = 17;
/** From this target an intent filter without android:exported stops the installation (ParsedActivityUtils). */
const EXPORTED_REQUIRED_FROM = 31;

export const placeOf = (entry: string, symbol: string, element: Element): Place => ({
  entry,
  symbol,
  offset: element.offset,
  ...(element.line > 0 && element.line < 0x7fffffff ? { line: element.line } : {}),
});

export function readComponents(application: Element, context: ManifestContext): Component[] {
  const components: Component[] = [];
  const counts = new Map<string, number>();
  for (const child of application.children) {
    if (!isComponent(child.name)) continue;
    const index = counts.get(child.name) ?? 0;
    counts.set(child.name, index + 1);
    const component = readComponent(child, child.name, `${child.name}[${index}]`, context);
    if (component !== null) components.push(component);
  }
  return components;
}

// eslint-disable-next-line complexity -- a literal: one field for each attribute, with what Android takes when it is not there
function readComponent(
  element: Element,
  type: ComponentType,
  symbol: string,
  context: ManifestContext,
): Component | null {
  const { values, packageName } = context;
  const place = placeOf(context.entry, symbol, element);
  const name = className(packageName, values.text(element, 'name'));
  if (name === null) {
    context.note('manifest/component-without-name', place, { element: type });
    return null;
  }
  const target =
    type === 'activity-alias' ? className(packageName, values.text(element, 'targetActivity')) : null;
  if (type === 'activity-alias' && target === null)
    context.note('manifest/alias-without-target', place, { name });
  const filters = element.children
    .filter((child) => child.name === 'intent-filter')
    .map((child) => readFilter(child, values));
  const exported = readExported(element, type, filters.length > 0, place, context);
  const own = permissionOf(element, 'permission', values);
  const permission = own === undefined ? (type === 'activity-alias' ? null : context.permission) : own;
  const read = type === 'provider' ? permissionOf(element, 'readPermission', values) : null;
  const write = type === 'provider' ? permissionOf(element, 'writePermission', values) : null;
  return {
    type,
    name,
    ...(target === null ? {} : { targetActivity: target }),
    enabled: values.bool(element, 'enabled') ?? true,
    ...exported,
    permission,
    readPermission: read === undefined ? permission : read,
    writePermission: write === undefined ? permission : write,
    process: processName(packageName, values.text(element, 'process')),
    filters,
    metaData: readMetaData(element, values),
    foregroundServiceTypes:
      type === 'service' ? values.flags(element, 'foregroundServiceType', FOREGROUND_SERVICE_TYPES) : [],
    authorities: type === 'provider' ? splitList(values.text(element, 'authorities')) : [],
    directBootAware: values.bool(element, 'directBootAware') ?? false,
    grantUriPermissions:
      type === 'provider' &&
      (values.bool(element, 'grantUriPermissions') ??
        element.children.some((child) => child.name === 'grant-uri-permission')),
    initOrder: type === 'provider' ? values.int(element, 'initOrder') : null,
    isolatedProcess: values.bool(element, 'isolatedProcess') ?? false,
    isLauncher: (type === 'activity' || type === 'activity-alias') && filters.some(isLauncherFilter),
    place,
  };
}

function readExported(
  element: Element,
  type: ComponentType,
  filtered: boolean,
  place: Place,
  context: ManifestContext,
): Pick<Component, 'exported' | 'exportedBy'> {
  const said = context.values.bool(element, 'exported');
  if (said !== null) return { exported: said, exportedBy: 'attribute' };
  if (type === 'provider')
    return { exported: context.target < PROVIDERS_PRIVATE_FROM, exportedBy: 'default' };
  if (!filtered) return { exported: false, exportedBy: 'default' };
  if (context.target >= EXPORTED_REQUIRED_FROM)
    context.note('manifest/exported-not-said', place, { element: type });
  return { exported: true, exportedBy: 'intent-filter' };
}

/** Undefined when not said; null when said to be none (an empty text lifts the application's default). */
function permissionOf(element: Element, name: AttributeName, values: XmlValues): string | null | undefined {
  const text = values.text(element, name);
  return text === null ? undefined : text === '' ? null : text;
}

/** ":remote" is private to the package; anything else is global (ComponentParseUtils.buildProcessName). */
export const processName = (packageName: string, text: string | null): string | null =>
  text === null || text === '' ? null : text.startsWith(':') ? packageName + text : text;

export const splitList = (text: string | null): string[] =>
  (text ?? '')
    .split(/[;,]/)
    .map((item) => item.trim())
    .filter((item) => item !== '');

const LAUNCHERS = ['android.intent.category.LAUNCHER', 'android.intent.category.LEANBACK_LAUNCHER'];
const isLauncherFilter = (filter: IntentFilter): boolean =>
  filter.actions.includes('android.intent.action.MAIN') &&
  LAUNCHERS.some((name) => filter.categories.includes(name));

/** An activity that a launcher alias points to comes up from the launcher too. */
export function spreadLaunchers(components: readonly Component[]): Component[] {
  const targets = new Set(
    components.filter((c) => c.type === 'activity-alias' && c.isLauncher).map((c) => c.targetActivity),
  );
  return components.map((c) =>
    c.type === 'activity' && targets.has(c.name) ? { ...c, isLauncher: true } : c,
  );
}

const DATA_PARTS = [
  'scheme',
  'host',
  'port',
  'path',
  'pathPrefix',
  'pathPattern',
  'pathSuffix',
  'pathAdvancedPattern',
  'ssp',
  'sspPrefix',
  'sspPattern',
  'sspSuffix',
  'sspAdvancedPattern',
  'mimeType',
  'mimeGroup',
] as const;

/** Each data element becomes "scheme=https host=example.com", parts in the order above. */
export function readFilter(element: Element, values: XmlValues): IntentFilter {
  const names = (tag: string): string[] =>
    element.children
      .filter((child) => child.name === tag)
      .map((child) => values.text(child, 'name'))
      .filter((name) => name !== null);
  const data = element.children
    .filter((child) => child.name === 'data')
    .map((child) =>
      DATA_PARTS.map((part) => ({ part, text: values.text(child, part) }))
        .filter(({ text }) => text !== null)
        .map(({ part, text }) => `${part}=${text}`)
        .join(' '),
    )
    .filter((text) => text !== '');
  return {
    actions: names('action'),
    categories: names('category'),
    data,
    priority: values.int(element, 'priority'),
  };
}

/** Direct meta-data children, in order. `resource` is the file or value that android:resource leads to. */
export function readMetaData(element: Element, values: XmlValues): MetaData[] {
  return element.children
    .filter((child) => child.name === 'meta-data' || child.name === 'property')
    .map((child) => ({
      name: values.text(child, 'name') ?? '',
      value: values.text(child, 'value'),
      resource: values.text(child, 'resource'),
    }))
    .filter((meta) => meta.name !== '');
}
