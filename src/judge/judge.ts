// Facts to everything the score needs: judged sightings, needs and what could not be read. Pure.
// Leaves weights to weigh.ts, rules to checks/ and the report to report/build.ts.
import type { Catalogue } from '../model/catalogue.js';
import type { AppFacts } from '../model/facts.js';
import type { JudgedSighting, Sighting } from '../model/judgement.js';
import type { TypeChoice, View } from '../model/rule.js';
import { givenType } from './choose-type.js';
import { judgeSightings, judgedSightings, kindNeeds, needsUnder, type KindNeed } from './needs.js';
import { obtains } from './obtains.js';
import { isDormant } from './takings.js';
import { blindness, type Blindness } from './unknowns.js';
import { createView } from './view.js';

export interface Judgement {
  view: View;
  type: TypeChoice;
  sightings: JudgedSighting[];
  needs: ReadonlyMap<string, KindNeed>;
  blindness: Blindness;
  /** The same sightings under the second best type, when one was considered. */
  runnerUp: { id: string; sightings: JudgedSighting[] } | null;
}

/** What the score alone needs. */
export function judgeOnlySightings(
  facts: AppFacts,
  catalogue: Catalogue,
  type: TypeChoice,
): Pick<Judgement, 'type' | 'sightings' | 'blindness'> {
  const view = createView(facts, catalogue, type);
  return { type, sightings: view.get(judgedSightings), blindness: view.get(blindness) };
}

/** @param like a view of the same facts that choosing the type left behind, see createView */
export function judge(facts: AppFacts, catalogue: Catalogue, type: TypeChoice, like?: View): Judgement {
  const view = createView(facts, catalogue, type, like);
  const sightings = view.get(judgedSightings);
  const plain: Sighting[] = view.get(obtains).filter((sighting) => !isDormant(sighting));
  return {
    view,
    type,
    sightings,
    needs: view.get(kindNeeds),
    blindness: view.get(blindness),
    runnerUp: type.runnerUp
      ? {
          id: type.runnerUp,
          sightings: judgeSightings(plain, needsUnder(catalogue, givenType(catalogue, type.runnerUp))),
        }
      : null,
  };
}
