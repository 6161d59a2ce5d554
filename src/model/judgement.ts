// What the engine concludes: sightings of data being taken, the need each is judged against, and the takings they make
// up, which are what is judged, worded and shown. Plain data; leaves the weights to rules/scoring.yaml.
import type { Text } from './catalogue.js';
import type { Consent, Flow } from './facts.js';
import type { Actor, Place, Rung } from './place.js';
import type { Need, ScorePart, Verdict } from './report.js';
import type { Evidence } from './rule.js';

/** One way in which one party comes by one kind of data, seen once. */
export interface Sighting {
  kind: string;
  actor: Actor;
  rung: Rung;
  /** Key into scoring.rungs: the rung, or a finer "present-requested", "present-unresolved", "declared-service". */
  strength: string;
  /** Key into scoring.actors. */
  party: 'app' | 'tracker' | 'sdk' | 'unattributed' | 'library';
  /** Key into scoring.signals. */
  signal: string;
  confidence: 'high' | 'medium' | 'low';
  occasions: string[];
  background: boolean;
  repeats: boolean;
  /** Set when no purpose of any app type justifies this way of taking it. */
  unjustifiable: Text | null;
  evidence: Evidence;
  /** Where the value goes, when it was followed there. */
  flow?: Flow;
  /** Set for code of a plain library that nothing but the library itself leads to. */
  idle?: true;
}
/** A sighting with the need it is judged against. */
export interface JudgedSighting extends Sighting {
  need: Need;
  needBecause: Text;
}
/**
 * One party's taking of one kind of data at one rung: what holds for it, and for nothing else. Occasions are those of
 * sightings at this rung alone, so that "sent on" and "at start-up" stand in one taking only where both were seen of it.
 */
export interface Taking {
  kind: string;
  actor: Actor;
  party: Sighting['party'];
  rung: Rung;
  /** True where the permission that this code needs is missing, so that it is there and cannot work. */
  fails: boolean;
  occasions: string[]; // in the order of OCCASIONS
  background: boolean;
  repeats: boolean;
  consent: Consent; // the worst of its sightings
  flow: Flow | null;
  /** Need, reason, weight and factors of the strongest sighting. */
  need: Need;
  needBecause: Text;
  weight: number;
  factors: ScorePart['factors'];
  verdict: Verdict;
  sightings: JudgedSighting[]; // strongest first, never empty
}
/** A reason why the picture is incomplete, with what it could hide, in weight. */
export interface Unknown {
  code: string;
  weight: number;
  /** Names, from the catalogue, of what does the hiding: packers, protectors, frameworks. Sorted. */
  by?: string[];
  /** Where, for what stands in code: the first ones, and how many there are. */
  places?: Place[];
  count?: number;
}
