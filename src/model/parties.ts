// Which parties of a kind a reader is told of, and in what form they are counted. Leaves names to text/labels.ts.
import type { Actor } from './place.js';
import type { KindActor, KindReport } from './report.js';

/** Who is named as taking a kind: a plain library works for its caller and stands only where no party is known. */
export function partiesOf(kind: Pick<KindReport, 'actors'>): readonly KindActor[] {
  const parties = kind.actors.filter((entry) => entry.kind !== 'library');
  return parties.length > 0 ? parties : kind.actors;
}

/** One form for one party, as lists and keys carry it: "app:com.shop", "sdk:acme". */
export const actorKey = ({ kind, id }: Actor): string => `${kind}:${id}`;
