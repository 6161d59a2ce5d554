// The Gradle coordinate of an SDK inside a package, where the build left it: META-INF/<group>_<artifact>.version,
// META-INF/maven/…/pom.properties, <client>.properties. The dependency list that Android's build puts into the signing
// block is encrypted to Google and tells nobody else anything. Pure.
import type { AppReport } from './report.js';

/** Groups of files that name an artifact only. */
const GROUP_OF: readonly (readonly [RegExp, string])[] = [
  [/^firebase-/, 'com.google.firebase'],
  [/^play-services-/, 'com.google.android.gms'],
];

type Known = Pick<AppReport['sdks'][number], 'signals' | 'version'>;

/** "com.google.android.gms:play-services-location:21.0.1"; null where nothing tells it. */
export function coordinateIn({ signals, version }: Known): string | null {
  for (const signal of signals) {
    const name = /^version:([\w.-]+)$/.exec(signal)?.[1];
    if (name === undefined) continue;
    const cut = name.indexOf('_');
    const group = cut > 0 ? name.slice(0, cut) : GROUP_OF.find(([form]) => form.test(name))?.[1];
    if (group === undefined || !group.includes('.')) continue;
    const artifact = cut > 0 ? name.slice(cut + 1) : name;
    return [group, artifact, ...(version === null ? [] : [version])].join(':');
  }
  return null;
}
