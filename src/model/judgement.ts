// What the engine concludes before anything is scored: takings of data, and the need each is judged against. Plain data
// that the score reads; leaves the weights to rules/scoring.yaml.
import type { Text } from './catalogue.js';
import type { Actor, Rung } from './place.js';
import type { Need } from './report.js';
import type { Evidence } from './rule.js';

/** One way in which one party comes by one kind of data, seen once. */
export interface Taking {
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
}
/** A taking with the need it is judged against. */
export interface JudgedTaking extends Taking {
  need: Need;
  needBecause: Text;
}
/** A reason why the picture is incomplete, with what it could hide, in weight. */
export interface Unknown {
  code: string;
  weight: number;
  /** Names, from the catalogue, of what does the hiding: packers, protectors, frameworks. Sorted. */
  by?: string[];
}
