// The application element: flags, labels and metadata. Null means not said. Leaves components to their own file.
import type { Element } from '../formats/resources/xml-tree.js';
import type { ApplicationFacts } from '../model/facts.js';
import { processName, readMetaData } from './manifest-components.js';
import type { ManifestContext } from './manifest-components.js';
import { APP_CATEGORIES } from './manifest-words.js';
import { className } from './xml-values.js';
import type { XmlValues } from './xml-values.js';

const NOTHING: Element = {
  name: 'application',
  namespace: null,
  attributes: [],
  children: [],
  text: '',
  line: 0,
  offset: 0,
};

export function readApplication(
  element: Element = NOTHING,
  { values, packageName }: ManifestContext,
): ApplicationFacts {
  const label = values.raw(element, 'label');
  return {
    name: className(packageName, values.text(element, 'name')),
    label: values.label(element, 'label'),
    labels: label === null ? [] : values.texts(label),
    appCategory: appCategory(element, values),
    allowBackup: values.bool(element, 'allowBackup'),
    fullBackupContent: values.text(element, 'fullBackupContent'),
    dataExtractionRules: values.text(element, 'dataExtractionRules'),
    usesCleartextTraffic: values.bool(element, 'usesCleartextTraffic'),
    networkSecurityConfig: values.text(element, 'networkSecurityConfig'),
    requestLegacyExternalStorage: values.bool(element, 'requestLegacyExternalStorage'),
    preserveLegacyExternalStorage: values.bool(element, 'preserveLegacyExternalStorage'),
    debuggable: values.bool(element, 'debuggable'),
    testOnly: values.bool(element, 'testOnly'),
    hasCode: values.bool(element, 'hasCode'),
    isGame: values.bool(element, 'isGame'),
    directBootAware: values.bool(element, 'directBootAware'),
    persistent: values.bool(element, 'persistent'),
    process: processName(packageName, values.text(element, 'process')),
    permission: values.text(element, 'permission') || null,
    backupAgent: className(packageName, values.text(element, 'backupAgent')),
    appComponentFactory: className(packageName, values.text(element, 'appComponentFactory')),
    zygotePreloadName: className(packageName, values.text(element, 'zygotePreloadName')),
    localeConfig: values.text(element, 'localeConfig'),
    extractNativeLibs: values.bool(element, 'extractNativeLibs'),
    metaData: readMetaData(element, values),
  };
}

function appCategory(element: Element, values: XmlValues): string | null {
  const number = values.int(element, 'appCategory');
  if (number !== null) return APP_CATEGORIES[number] ?? null;
  const text = values.text(element, 'appCategory');
  return (APP_CATEGORIES as readonly string[]).includes(text ?? '') ? text : null;
}
