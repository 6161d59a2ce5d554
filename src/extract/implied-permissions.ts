// Permissions the platform adds for apps built for older versions. Leaves their meaning to the catalogue.
// Sources: AOSP data/etc/platform.xml (split-permission entries, in their order) and
// internal/pm/pkg/parsing CompatibilityPermissionInfo (COMPAT_PERMS), convertCompatPermissions before
// convertSplitPermissions in ParsingPackageUtils.
import type { PermissionUse } from '../model/facts.js';
import type { Place } from '../model/place.js';

const P = 'android.permission.';

/** Requested for every app whose target is below `below`. `since`: the API level at which the permission exists. */
const COMPATIBILITY: readonly { name: string; below: number; since: number }[] = [
  { name: 'POST_NOTIFICATIONS', below: 33, since: 33 },
  { name: 'WRITE_EXTERNAL_STORAGE', below: 4, since: 4 },
  { name: 'READ_PHONE_STATE', below: 4, since: 1 },
];

/** `of` requested and target below `below` (null: any target) brings `brings`. Order matters: entries chain. */
const SPLITS: readonly { of: string; below: number | null; brings: readonly string[]; since: number }[] = [
  { of: 'ACCESS_FINE_LOCATION', below: null, brings: ['ACCESS_COARSE_LOCATION'], since: 1 },
  { of: 'WRITE_EXTERNAL_STORAGE', below: null, brings: ['READ_EXTERNAL_STORAGE'], since: 16 },
  { of: 'READ_CONTACTS', below: 16, brings: ['READ_CALL_LOG'], since: 16 },
  { of: 'WRITE_CONTACTS', below: 16, brings: ['WRITE_CALL_LOG'], since: 16 },
  { of: 'ACCESS_FINE_LOCATION', below: 29, brings: ['ACCESS_BACKGROUND_LOCATION'], since: 29 },
  { of: 'ACCESS_COARSE_LOCATION', below: 29, brings: ['ACCESS_BACKGROUND_LOCATION'], since: 29 },
  { of: 'READ_EXTERNAL_STORAGE', below: 29, brings: ['ACCESS_MEDIA_LOCATION'], since: 29 },
  { of: 'WRITE_EXTERNAL_STORAGE', below: 29, brings: ['ACCESS_MEDIA_LOCATION'], since: 29 },
  ...['BLUETOOTH', 'BLUETOOTH_ADMIN'].map((of) => ({
    of,
    below: 31,
    brings: ['BLUETOOTH_SCAN', 'BLUETOOTH_CONNECT', 'BLUETOOTH_ADVERTISE'],
    since: 31,
  })),
  { of: 'BODY_SENSORS', below: 33, brings: ['BODY_SENSORS_BACKGROUND'], since: 33 },
  { of: 'BODY_SENSORS', below: 36, brings: ['health.READ_HEART_RATE'], since: 36 },
  { of: 'BODY_SENSORS_BACKGROUND', below: 36, brings: ['health.READ_HEALTH_DATA_IN_BACKGROUND'], since: 36 },
  ...['READ_EXTERNAL_STORAGE', 'WRITE_EXTERNAL_STORAGE'].map((of) => ({
    of,
    below: 33,
    brings: ['READ_MEDIA_AUDIO', 'READ_MEDIA_VIDEO', 'READ_MEDIA_IMAGES'],
    since: 33,
  })),
  ...['READ_MEDIA_IMAGES', 'READ_MEDIA_VIDEO', 'ACCESS_MEDIA_LOCATION'].map((of) => ({
    of,
    below: null,
    brings: ['READ_MEDIA_VISUAL_USER_SELECTED'],
    since: 34,
  })),
];

/** How long a request holds: null is for ever; a list holds as long as its longest. */
const longest = (limits: readonly (number | null)[]): number | null =>
  limits.includes(null) ? null : Math.max(...(limits as number[]));
const outlasts = (a: number | null, b: number | null): boolean => b !== null && (a === null || a > b);

/**
 * Permissions added to the declared ones, in the order the platform adds them.
 * @param target the target SDK the platform would assume (target, else minimum, else 1)
 * @param place where the manifest states, or fails to state, its target
 */
export function impliedPermissions(
  declared: readonly PermissionUse[],
  target: number,
  place: Place,
): PermissionUse[] {
  const implied: PermissionUse[] = [];
  const holding = (name: string): PermissionUse[] =>
    [...declared, ...implied].filter((use) => use.name === name);
  const add = (
    name: string,
    because: string,
    maxSdk: number | null,
    since: number,
    like: PermissionUse | null,
  ): void => {
    if (maxSdk !== null && maxSdk < since) return; // asked for only where it does not exist yet
    const known = holding(name);
    if (known.length > 0 && !outlasts(maxSdk, longest(known.map((use) => use.maxSdk)))) return;
    const where = like?.place ?? place;
    implied.push({
      name,
      source: 'implied',
      maxSdk,
      minSdk: like?.minSdk ?? null,
      flags: [],
      because,
      place: where,
    });
  };
  for (const { name, below, since } of COMPATIBILITY) {
    if (target < below) add(P + name, `target SDK below ${below}`, null, since, null);
  }
  for (const { of, below, brings, since } of SPLITS) {
    if (below !== null && target >= below) continue;
    const sources = holding(P + of);
    if (sources.length === 0) continue;
    const limit = longest(sources.map((use) => use.maxSdk));
    const because = below === null ? P + of : `${P}${of}, target SDK below ${below}`;
    for (const name of brings) add(P + name, because, limit, since, sources[0]!);
  }
  return implied;
}
