// What single XML resources say: network security, accessibility, shared folders, backup rules, locales, device admin.
// Pure readers of a tree. Leaves finding and opening the files to resources.ts. Attributes of most of these files have
// no namespace and no resource id, as their parsers in the platform read them by name.
import type { Element } from '../formats/resources/xml-tree.js';
import { attributeByName } from '../formats/resources/xml-tree.js';
import { valueBool } from '../formats/resources/value.js';
import type { ResourceFacts } from '../model/facts.js';
import { ACCESSIBILITY_EVENTS, ACCESSIBILITY_FLAGS } from './xml-words.js';
import type { XmlValues } from './xml-values.js';

type Listed<K extends keyof ResourceFacts> = ResourceFacts[K] extends (infer T)[] ? T : never;

/** Longer names are nobody's. */
const MAX_NAME = 512;

const plainText = (element: Element, name: string, values: XmlValues): string | null => {
  const attribute = attributeByName(element, name);
  return attribute === null ? null : values.textOf(attribute.value);
};
const plainBool = (element: Element, name: string, values: XmlValues): boolean | null => {
  const attribute = attributeByName(element, name);
  return attribute === null ? null : valueBool(values.resolver.value(attribute.value));
};

/** Network security configuration (AOSP android/security/net/config/XmlConfigSource). */
export function readNetworkSecurity(
  root: Element,
  entry: string,
  values: XmlValues,
): ResourceFacts['networkSecurity'] {
  let cleartextPermitted: boolean | null = null;
  let trustsUserCertificates = false;
  const domains: { domain: string; cleartextPermitted: boolean | null }[] = [];
  const visit = (config: Element, inherited: boolean | null): void => {
    const cleartext = plainBool(config, 'cleartextTrafficPermitted', values) ?? inherited;
    for (const child of config.children) {
      if (child.name === 'domain' && child.text !== '') {
        domains.push({ domain: child.text.slice(0, MAX_NAME).toLowerCase(), cleartextPermitted: cleartext });
      } else if (child.name === 'domain-config') visit(child, cleartext);
      else if (child.name === 'trust-anchors') {
        trustsUserCertificates ||= child.children.some(
          (anchor) => anchor.name === 'certificates' && plainText(anchor, 'src', values) === 'user',
        );
      }
    }
  };
  for (const child of root.children) {
    if (child.name === 'base-config') {
      cleartextPermitted = plainBool(child, 'cleartextTrafficPermitted', values);
      visit(child, cleartextPermitted);
    } else if (child.name === 'domain-config') visit(child, null);
    // debug-overrides hold only while the app is debuggable and are left out
  }
  domains.sort((a, b) => (a.domain < b.domain ? -1 : a.domain > b.domain ? 1 : 0));
  return { entry, cleartextPermitted, trustsUserCertificates, domains };
}

export function readAccessibilityService(
  root: Element,
  component: string,
  entry: string,
  values: XmlValues,
): Listed<'accessibilityServices'> {
  const flag = (name: Parameters<XmlValues['bool']>[1]): boolean => values.bool(root, name) ?? false;
  return {
    component,
    entry,
    eventTypes: values.flags(root, 'accessibilityEventTypes', ACCESSIBILITY_EVENTS),
    flags: values.flags(root, 'accessibilityFlags', ACCESSIBILITY_FLAGS),
    packageNames: (values.text(root, 'packageNames') ?? '')
      .split(',')
      .map((name) => name.trim())
      .filter((name) => name !== ''),
    canRetrieveWindowContent: flag('canRetrieveWindowContent'),
    canTakeScreenshot: flag('canTakeScreenshot'),
    canRequestFilterKeyEvents: flag('canRequestFilterKeyEvents'),
    canPerformGestures: flag('canPerformGestures'),
    isAccessibilityTool: flag('isAccessibilityTool'),
  };
}

/** Folders a FileProvider shares (androidx.core.content.FileProvider). */
export const readProviderPaths = (
  root: Element,
  entry: string,
  values: XmlValues,
): Listed<'fileProviderPaths'>[] =>
  root.children.map((child) => ({
    entry,
    tag: child.name.slice(0, MAX_NAME),
    name: plainText(child, 'name', values) ?? values.text(child, 'name') ?? '',
    path: plainText(child, 'path', values) ?? values.text(child, 'path') ?? '',
  }));

/** Backup rules as "include sharedpref ." (data extraction rules, or the older full backup content for both ways). */
export function readBackupRules(
  root: Element,
  entry: string,
  values: XmlValues,
): ResourceFacts['dataExtraction'] {
  const rules = (element: Element): string[] =>
    element.children
      .filter((child) => child.name === 'include' || child.name === 'exclude')
      .map((child) =>
        `${child.name} ${plainText(child, 'domain', values) ?? ''} ${plainText(child, 'path', values) ?? ''}`.trim(),
      );
  const section = (tag: string): string[] =>
    root.children.filter((child) => child.name === tag).flatMap(rules);
  if (root.name === 'full-backup-content')
    return { entry, cloudBackup: rules(root), deviceTransfer: rules(root) };
  return { entry, cloudBackup: section('cloud-backup'), deviceTransfer: section('device-transfer') };
}

export const readLocaleConfig = (root: Element, values: XmlValues): string[] =>
  root.children
    .filter((child) => child.name === 'locale')
    .flatMap((child) => values.text(child, 'name') ?? []);

export const readDeviceAdmin = (root: Element): string[] =>
  root.children
    .filter((child) => child.name === 'uses-policies')
    .flatMap((child) => child.children.map((policy) => policy.name.slice(0, MAX_NAME)));
