// What the root element of an APK's manifest says about splits: enough to put a set together and to see what it lacks.
// Leaves everything else in the manifest to extract/manifest.ts.
import type { Limits } from '../bytes/limits.js';
import { attributeById, attributeByName, type Element } from '../formats/resources/xml-tree.js';
import { peekManifest } from './manifest-document.js';
import type { Part } from './package.js';

export interface SplitInfo {
  package: string;
  /** Empty for a base. */
  split: string;
  configForSplit: string;
  isFeature: boolean;
  splitTypes: string[];
  requiredSplitTypes: string[];
  /** The app says that it cannot run without splits. */
  isRequired: boolean;
}

/** Resource ids of android:… attributes (android.R.attr). */
const ID = {
  name: 0x01010003,
  value: 0x01010024,
  isFeatureSplit: 0x0101055b,
  isSplitRequired: 0x01010591,
  requiredSplitTypes: 0x0101064e,
  splitTypes: 0x0101064f,
} as const;

const plain = (element: Element, name: string): string =>
  attributeByName(element, name)?.value.text ?? attributeByName(element, name)?.raw ?? '';
const text = (element: Element, id: number): string => attributeById(element, id)?.value.text ?? '';
const flag = (element: Element, id: number): boolean => {
  const attribute = attributeById(element, id);
  return attribute !== null && (attribute.value.text === 'true' || attribute.value.data !== 0);
};
/** Split types are a comma-separated list (ApkLiteParseUtils, parseRequiredSplitTypes). */
const words = (list: string): string[] =>
  list
    .split(',')
    .map((word) => word.trim())
    .filter((word) => word !== '');

/** Reads the manifest of an APK part; null when it has none that can be read. */
export function readSplitInfo(part: Part, limits: Limits): SplitInfo | null {
  const root = peekManifest(part, limits)?.root;
  if (root === undefined) return null;
  const application = root.children.find((child) => child.name === 'application');
  const saysRequired = (application?.children ?? []).some(
    (child) =>
      child.name === 'meta-data' &&
      text(child, ID.name) === 'com.android.vending.splits.required' &&
      flag(child, ID.value),
  );
  return {
    package: plain(root, 'package'),
    split: plain(root, 'split'),
    configForSplit: plain(root, 'configForSplit'),
    isFeature: flag(root, ID.isFeatureSplit),
    splitTypes: words(text(root, ID.splitTypes)),
    requiredSplitTypes: words(text(root, ID.requiredSplitTypes)),
    isRequired: flag(root, ID.isSplitRequired) || saysRequired,
  };
}
