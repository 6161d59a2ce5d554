// Android App Bundles (.aab): each module becomes a part laid out as the APK made from it would be, so that the same
// extractors read both and give the same places. Layout: developer.android.com/guide/app-bundle/app-bundle-format.
// Manifest and resources inside are protocol buffers; the extractors tell by content. Leaves them to those.
import { partOf, type Opened, type OpenedZip } from './apk.js';

const MODULE_MANIFEST = '/manifest/AndroidManifest.xml';

/** True for an archive that has a base module or the bundle's own config. */
export const isBundle = (zip: OpenedZip): boolean =>
  zip.archive.find(`base${MODULE_MANIFEST}`) !== undefined ||
  (zip.archive.find('BundleConfig.pb') !== undefined &&
    zip.archive.entries.some((entry) => entry.name.endsWith(MODULE_MANIFEST)));

/** Where a file of a module ends up in the APK; null for what stays outside. */
function renameInto(module: string): (name: string) => string | null {
  const prefix = `${module}/`;
  return (name) => {
    if (!name.startsWith(prefix)) return null;
    const inside = name.slice(prefix.length);
    for (const folder of ['manifest/', 'dex/', 'root/']) {
      if (inside.startsWith(folder)) return inside.slice(folder.length) || null;
    }
    return inside === '' ? null : inside;
  };
}

/** Opens a bundle: base module first, then the others by name. */
export function openBundle(zip: OpenedZip): Opened {
  const modules = zip.archive.entries
    .filter(
      (entry) =>
        entry.name.endsWith(MODULE_MANIFEST) &&
        entry.name.indexOf('/') === entry.name.length - MODULE_MANIFEST.length,
    )
    .map((entry) => entry.name.slice(0, -MODULE_MANIFEST.length))
    .sort((a, b) => (a === 'base' ? -1 : b === 'base' ? 1 : a < b ? -1 : a > b ? 1 : 0));
  const parts = modules.map((module, index) =>
    partOf(
      zip,
      index === 0 ? 'base.apk' : `split_${module}.apk`,
      index === 0 ? 'base' : 'feature',
      renameInto(module),
    ),
  );
  return { kind: 'aab', parts };
}
