// Sightings at their worst, for the upper end of the interval: kinds undecided for want of a type as if nothing called for
// them, and code that nobody's name stands on as if a tracker had written it, since renaming is all it takes to lose a name.
// Leaves what was not read at all to unknowns.ts.
import type { JudgedSighting } from '../model/judgement.js';
import { judgeSightings, type KindNeed } from './needs.js';

export function atWorst(
  sightings: readonly JudgedSighting[],
  needs: ReadonlyMap<string, KindNeed>,
): JudgedSighting[] {
  const nameless = sightings.filter(({ actor }) => actor.kind === 'unattributed');
  const tracked = judgeSightings(
    nameless.map((sighting) => ({ ...sighting, party: 'tracker' as const })),
    needs,
  );
  return [...sightings.filter(({ need }) => need === 'undecided'), ...tracked].map((sighting) =>
    sighting.need === 'undecided' ? { ...sighting, need: 'beyond' as const } : sighting,
  );
}
