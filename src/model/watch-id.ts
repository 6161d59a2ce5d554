// The canonical text of watch ids: how a route written for people ("android.a.B#m") becomes the id that facts carry
// ("Landroid/a/B;->m"). Pure text; leaves what ids mean to model/catalogue.ts and free of the schema library.

/** The ways to name one watched thing; exactly one key is set. */
export interface Sighting {
  call?: string;
  override?: string;
  field?: string;
  class?: string;
  string?: string;
  uri?: string;
  reflect?: string;
}
export const SIGHTING_KEYS = ['call', 'override', 'field', 'class', 'string', 'uri', 'reflect'] as const;
export type SightingKey = (typeof SIGHTING_KEYS)[number];

/** "android.a.B$C" → "Landroid/a/B$C;". */
export function descriptorOf(javaName: string): string {
  return 'L' + javaName.replaceAll('.', '/') + ';';
}

/** "Landroid/a/B$C;" → "android.a.B$C". */
export function javaNameOf(descriptor: string): string {
  return descriptor.slice(1, -1).replaceAll('/', '.');
}

/** "android.a.B#m" or "android.a.B#m(I)V" → "Landroid/a/B;->m" or "Landroid/a/B;->m(I)V"; null when it has no "#". */
export function memberIdOf(text: string): string | null {
  const hash = text.indexOf('#');
  if (hash <= 0 || hash === text.length - 1) return null;
  return descriptorOf(text.slice(0, hash)) + '->' + text.slice(hash + 1);
}

/** The watch id of a single sighting; null when none of the keys is set or a member lacks its "#". */
export function watchIdOf(sighting: Sighting): string | null {
  if (sighting.call !== undefined) return memberIdOf(sighting.call);
  if (sighting.override !== undefined) return prefixed('override:', memberIdOf(sighting.override));
  if (sighting.field !== undefined) return prefixed('field:', memberIdOf(sighting.field));
  if (sighting.reflect !== undefined) return prefixed('reflect:', memberIdOf(sighting.reflect));
  if (sighting.class !== undefined) return 'class:' + descriptorOf(sighting.class);
  if (sighting.string !== undefined) return 'string:' + sighting.string;
  if (sighting.uri !== undefined) return 'uri:' + sighting.uri;
  return null;
}

/** "field android.a.B#C" → { field: "android.a.B#C" }: how compounds name their parts in files. Null when malformed. */
export function sightingOf(text: string): Sighting | null {
  const space = text.indexOf(' ');
  const key = text.slice(0, space) as SightingKey;
  if (space <= 0 || !SIGHTING_KEYS.includes(key)) return null;
  return { [key]: text.slice(space + 1) };
}

/** The parts of a member id: { class: "La/B;", name: "m", descriptor: "(I)V" or null }. */
export function memberOf(id: string): { class: string; name: string; descriptor: string | null } {
  const arrow = id.indexOf('->');
  const paren = id.indexOf('(', arrow);
  return {
    class: id.slice(0, arrow),
    name: paren < 0 ? id.slice(arrow + 2) : id.slice(arrow + 2, paren),
    descriptor: paren < 0 ? null : id.slice(paren),
  };
}

function prefixed(prefix: string, id: string | null): string | null {
  return id === null ? null : prefix + id;
}

/**
 * How many ways a person wrote down: what the compiler made of one sighting "with" a group (in one method, in one class,
 * alone) counts once.
 */
export function countWays(routes: readonly { watch?: string; all?: string[]; any?: string[] }[]): number {
  const singles = new Set(routes.flatMap((route) => route.watch ?? []));
  return routes.filter(
    ({ all, any }) => !(all?.length === 1 && any !== undefined && singles.has(all[0] ?? '')),
  ).length;
}

/** What a script api is called in facts: its path, and the constant it asks for. */
export function scriptApiId({
  call,
  read,
  when,
}: {
  call?: string;
  read?: string;
  when?: { is: string[] };
}): string {
  return `script:${call ?? read ?? ''}${when ? `(${when.is.join('|')})` : ''}`;
}
