// The manifest section of the facts: what the package declares, as the platform would understand it.
// Leaves XML resources to resources.ts and any judgement to the engine.
import { readUtf8 } from '../bytes/text.js';
import type { Element } from '../formats/resources/xml-tree.js';
import { attributeByName } from '../formats/resources/xml-tree.js';
import type { ApplicationFacts, ManifestFacts, PermissionUse, Section } from '../model/facts.js';
import type { Place } from '../model/place.js';
import type { ExtractContext, Extractor } from './extractor.js';
import { impliedPermissions } from './implied-permissions.js';
import { readApplication } from './manifest-application.js';
import { placeOf, readComponents, readFilter, spreadLaunchers, splitList } from './manifest-components.js';
import type { ManifestContext } from './manifest-components.js';
import { protectionText, USES_PERMISSION_FLAGS } from './manifest-words.js';
import { MANIFEST, openDocument, openResources } from './open-documents.js';
import type { OpenedDocument } from './open-documents.js';
import { readApktoolFacts } from './source-manifest.js';
import type { BuildFacts } from './source-manifest.js';
import { openXmlValues } from './xml-values.js';
import type { XmlValues } from './xml-values.js';

/** Build.VERSION_CODES.CUR_DEVELOPMENT: what a preview's codename stands for. */
export const CODENAME_SDK = 10_000;

export const manifestExtractor: Extractor<'manifest'> = {
  section: 'manifest',
  version: 2,
  extract(context) {
    return extractManifest(context);
  },
};

function extractManifest({ pkg, limits, note }: ExtractContext): Section<ManifestFacts> {
  const base =
    pkg.parts.find((part) => part.role === 'base' && part.has(MANIFEST)) ??
    pkg.parts.find((part) => part.has(MANIFEST));
  if (base === undefined) {
    note({ code: 'manifest/missing', level: 'error', place: { entry: MANIFEST }, args: {} });
    return { state: 'missing', because: ['manifest/missing'] };
  }
  // The table first: documents of a decoded app take their references from it.
  const resources = openResources(pkg, limits, note);
  const opened = openDocument(pkg, base, MANIFEST, limits, note);
  if (opened.document === null) return { state: 'missing', because: opened.oddities.losses() };
  const because = new Set<string>();
  const budget = { left: limits.factText, exceeded: false };
  const values = openXmlValues(resources.resolver, budget);
  const splits = pkg.parts
    .filter(
      (part) => part !== base && part.has(MANIFEST) && (part.role === 'split' || part.role === 'feature'),
    )
    .map((part) => openDocument(pkg, part, MANIFEST, limits, note));
  const value = readManifest(opened, splits, values, (code, place, args = {}) => {
    note({ code, level: 'warning', place, args });
  });
  if (budget.exceeded) {
    because.add('limit/fact-text');
    note({
      code: 'limit/fact-text',
      level: 'warning',
      place: { entry: opened.entry },
      args: { limit: limits.factText },
    });
  }
  for (const document of [opened, ...splits]) {
    if (document.document?.whole === false) because.add('manifest/cut');
    for (const code of document.oddities.losses()) because.add(code);
  }
  if (value.package === '') because.add('manifest/no-package');
  for (const code of resources.losses) because.add(code);
  return because.size === 0
    ? { state: 'complete', value }
    : { state: 'partial', value, because: [...because].sort() };
}

const byName = <T extends { name: string }>(a: T, b: T): number =>
  a.name < b.name ? -1 : a.name > b.name ? 1 : 0;

// eslint-disable-next-line complexity, max-lines-per-function -- a literal: one field for each element of the manifest
function readManifest(
  base: OpenedDocument,
  splits: readonly OpenedDocument[],
  values: XmlValues,
  note: ManifestContext['note'],
): ManifestFacts {
  const root = base.document!.root;
  if (root.name !== 'manifest')
    note('manifest/wrong-root', placeOf(base.entry, root.name, root), { element: root.name });
  const packageName = plain(root, 'package') ?? '';
  if (packageName === '') note('manifest/no-package', placeOf(base.entry, 'manifest', root));
  const build = base.isText ? readBuild(base) : NO_BUILD;
  const sdk = readSdk(base, values, build);
  // Without any level a source manifest is judged as its build will most likely make it: for the current platform.
  const sdkUnknown = base.isText && sdk.minSdk === null && sdk.targetSdk === null;
  if (sdkUnknown) note('manifest/sdk-not-said', sdk.place);
  const applications = root.children.filter((child) => child.name === 'application');
  const application = applications[0];
  if (application === undefined) note('manifest/no-application', placeOf(base.entry, 'manifest', root));
  if (applications.length > 1) {
    // The platform reads the first and logs the rest.
    note('manifest/several-applications', placeOf(base.entry, 'application[1]', applications[1]!));
  }
  const context: ManifestContext = {
    values,
    entry: base.entry,
    packageName,
    target: sdkUnknown ? CODENAME_SDK : (sdk.targetSdk ?? sdk.minSdk ?? 1),
    permission: application === undefined ? null : values.text(application, 'permission') || null,
    note,
  };
  const facts = readApplication(application, context);
  const components = application === undefined ? [] : readComponents(application, context);
  const metaData = [...facts.metaData];
  const present = new Set(components.map((component) => `${component.type} ${component.name}`));
  for (const split of splits) {
    const element = split.document?.root.children.find((child) => child.name === 'application');
    if (element === undefined) continue;
    const splitContext = { ...context, entry: split.entry };
    // Builds put the components of features into the base as well; the base's own word counts.
    for (const component of readComponents(element, splitContext)) {
      const key = `${component.type} ${component.name}`;
      if (!present.has(key)) components.push(component);
      present.add(key);
    }
    for (const meta of readApplication(element, splitContext).metaData) {
      if (!metaData.some(({ name }) => name === meta.name)) metaData.push(meta);
    }
  }
  const declared = readPermissions(base, context);
  const permissions = [...declared, ...impliedPermissions(declared, context.target, sdk.place)];
  return {
    package: packageName,
    versionName: values.text(root, 'versionName') ?? build.versionName,
    versionCode: versionCode(root, values) ?? build.versionCode,
    minSdk: sdk.minSdk,
    targetSdk: sdk.targetSdk,
    maxSdk: sdk.maxSdk,
    compileSdk: values.int(root, 'compileSdkVersion') ?? plainInt(root, 'platformBuildVersionCode'),
    sdkCodename: sdk.codename,
    sharedUserId: values.text(root, 'sharedUserId') || null,
    splitName: plain(root, 'split'),
    requiredSplitTypes: splitList(values.text(root, 'requiredSplitTypes')),
    isSplitRequired:
      (values.bool(root, 'isSplitRequired') ?? false) ||
      (application !== undefined && (values.bool(application, 'isSplitRequired') ?? false)),
    application: { ...facts, metaData } satisfies ApplicationFacts,
    permissions: permissions.sort(comparePermissions),
    definedPermissions: readDefinedPermissions(root, values),
    features: readFeatures(root, values),
    queries: readQueries(root, values),
    components: spreadLaunchers(components),
    usesLibraries: [
      application,
      ...splits.map((s) => s.document?.root.children.find((c) => c.name === 'application')),
    ]
      .flatMap((element) => (element === undefined ? [] : readLibraries(element, values)))
      .sort(byName),
    instrumentation: root.children
      .filter((child) => child.name === 'instrumentation')
      .map((child) => ({
        name: values.text(child, 'name') ?? '',
        targetPackage: values.text(child, 'targetPackage'),
      }))
      .sort(byName),
  };
}

/** An attribute without namespace: the platform reads its source text first (XmlBlock.getAttributeValue). */
function plain(element: Element, name: string): string | null {
  const attribute = attributeByName(element, name);
  return attribute === null ? null : (attribute.raw ?? attribute.value.text);
}
function plainInt(element: Element, name: string): number | null {
  const attribute = attributeByName(element, name);
  if (attribute === null) return null;
  const text = attribute.raw ?? attribute.value.text ?? String(attribute.value.data);
  return /^\d{1,9}$/.test(text) ? Number(text) : null;
}

/** The long version code: versionCodeMajor above, versionCode below (PackageInfo.composeLongVersionCode). */
function versionCode(root: Element, values: XmlValues): number | null {
  const low = values.int(root, 'versionCode');
  const high = values.int(root, 'versionCodeMajor');
  if (high === null || high === 0) return low;
  const code = (high >>> 0) * 0x1_0000_0000 + ((low ?? 0) >>> 0);
  return Number.isSafeInteger(code) ? code : Number.MAX_SAFE_INTEGER;
}

interface Sdk {
  minSdk: number | null;
  targetSdk: number | null;
  maxSdk: number | null;
  codename: string | null;
  place: Place;
}

const NO_BUILD: BuildFacts = { minSdk: null, targetSdk: null, versionCode: null, versionName: null };
const APKTOOL = 'apktool.yml';

/** What a decoded app keeps beside its manifest. */
function readBuild({ part, oddities }: OpenedDocument): BuildFacts {
  if (!part.has(APKTOOL)) return NO_BUILD;
  return oddities.attempt(() => readApktoolFacts(readUtf8(part.read(APKTOOL)))) ?? NO_BUILD;
}

function readSdk({ document, entry }: OpenedDocument, values: XmlValues, build: BuildFacts): Sdk {
  const root = document!.root;
  const place = placeOf(entry, 'manifest', root);
  const sdk: Sdk = { minSdk: build.minSdk, targetSdk: build.targetSdk, maxSdk: null, codename: null, place };
  for (const element of root.children.filter((child) => child.name === 'uses-sdk')) {
    sdk.place = placeOf(entry, 'uses-sdk', element);
    const level = (name: 'minSdkVersion' | 'targetSdkVersion' | 'maxSdkVersion'): number | null => {
      const number = values.int(element, name);
      if (number !== null) return number;
      const text = values.text(element, name);
      if (text === null || text === '' || text.startsWith('@')) return null;
      sdk.codename = text;
      return CODENAME_SDK;
    };
    sdk.minSdk = level('minSdkVersion') ?? sdk.minSdk;
    sdk.targetSdk = level('targetSdkVersion') ?? sdk.targetSdk;
    sdk.maxSdk = level('maxSdkVersion') ?? sdk.maxSdk;
  }
  return sdk;
}

const PERMISSION_TAGS: Readonly<Record<string, PermissionUse['source']>> = {
  'uses-permission': 'declared',
  'uses-permission-sdk-23': 'sdk-23',
  'uses-permission-sdk-m': 'sdk-23',
};

function readPermissions(base: OpenedDocument, { values, note }: ManifestContext): PermissionUse[] {
  const uses: PermissionUse[] = [];
  const known = new Set<string>();
  const counts = new Map<string, number>();
  for (const element of base.document!.root.children) {
    const source = PERMISSION_TAGS[element.name];
    if (source === undefined) continue;
    const index = counts.get(element.name) ?? 0;
    counts.set(element.name, index + 1);
    const place = placeOf(base.entry, `${element.name}[${index}]`, element);
    const name = values.literal(element, 'name');
    if (name === null || name === '') {
      note('manifest/permission-without-name', place);
      continue;
    }
    const maxSdk = values.int(element, 'maxSdkVersion');
    const minSdk = values.int(element, 'minSdkVersion');
    const flags = values.flags(element, 'usesPermissionFlags', USES_PERMISSION_FLAGS);
    const key = `${name}\0${source}\0${maxSdk}\0${minSdk}`;
    if (known.has(key)) continue; // said twice
    known.add(key);
    uses.push({ name, source, maxSdk, minSdk, flags, place });
  }
  return uses;
}

const SOURCES = ['declared', 'sdk-23', 'implied'];
const comparePermissions = (a: PermissionUse, b: PermissionUse): number =>
  byName(a, b) ||
  SOURCES.indexOf(a.source) - SOURCES.indexOf(b.source) ||
  (a.maxSdk ?? Infinity) - (b.maxSdk ?? Infinity) ||
  (a.minSdk ?? 0) - (b.minSdk ?? 0);

function readDefinedPermissions(root: Element, values: XmlValues): ManifestFacts['definedPermissions'] {
  return root.children
    .filter((child) => child.name === 'permission')
    .map((child) => ({
      name: values.text(child, 'name') ?? '',
      protectionLevel: protectionOf(child, values),
      group: values.text(child, 'permissionGroup'),
      label: values.label(child, 'label'),
    }))
    .filter((permission) => permission.name !== '')
    .sort(byName);
}
function protectionOf(element: Element, values: XmlValues): string {
  const number = values.int(element, 'protectionLevel');
  return number === null ? (values.text(element, 'protectionLevel') ?? 'normal') : protectionText(number);
}

function readFeatures(root: Element, values: XmlValues): ManifestFacts['features'] {
  const groups = root.children
    .filter((child) => child.name === 'feature-group')
    .flatMap((group) => group.children);
  const features = new Map<string, ManifestFacts['features'][number]>();
  for (const element of [...root.children, ...groups]) {
    if (element.name !== 'uses-feature') continue;
    const name = values.text(element, 'name') ?? '';
    const glEsVersion = name === '' ? values.int(element, 'glEsVersion') : null;
    if (name === '' && glEsVersion === null) continue;
    const required = values.bool(element, 'required') ?? true;
    const key = `${name}\0${glEsVersion ?? ''}`;
    const known = features.get(key);
    features.set(key, { name, required: required || (known?.required ?? false), glEsVersion });
  }
  return [...features.values()].sort((a, b) => byName(a, b) || (a.glEsVersion ?? 0) - (b.glEsVersion ?? 0));
}

function readQueries(root: Element, values: XmlValues): ManifestFacts['queries'] {
  const asked = root.children.filter((child) => child.name === 'queries').flatMap((child) => child.children);
  const of = (tag: string): Element[] => asked.filter((child) => child.name === tag);
  const sorted = (items: string[]): string[] => [...new Set(items)].sort();
  return {
    packages: sorted(
      of('package')
        .map((child) => values.text(child, 'name') ?? '')
        .filter((name) => name !== ''),
    ),
    intents: of('intent').map((child) => readFilter(child, values)),
    providers: sorted(of('provider').flatMap((child) => splitList(values.text(child, 'authorities')))),
  };
}

const LIBRARY_TAGS = ['uses-library', 'uses-native-library', 'uses-static-library', 'uses-sdk-library'];

function readLibraries(application: Element, values: XmlValues): ManifestFacts['usesLibraries'] {
  return application.children
    .filter((child) => LIBRARY_TAGS.includes(child.name))
    .map((child) => ({
      name: values.text(child, 'name') ?? '',
      required: values.bool(child, 'required') ?? true,
      native: child.name === 'uses-native-library',
    }))
    .filter((library) => library.name !== '');
}
