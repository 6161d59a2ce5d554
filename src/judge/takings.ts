// Judged sightings → takings: one party × one kind × one rung, each with its weight and verdict, strongest first.
// Joins only what holds together: occasions of one party at one rung. Leaves the index to score.ts.
import type { Scoring } from '../model/catalogue.js';
import { CONSENTS, OCCASIONS } from '../model/constants.js';
import { actorKey } from '../model/parties.js';
import type { Sighting, Taking } from '../model/judgement.js';
import { compareText, rungFirmness, needHeight } from '../model/order.js';
import type { Need, Verdict } from '../model/report.js';
import type { Weighed } from './weigh.js';

/** Every taking that the sightings make up, by kind, then strongest first; what is asked in a form stands apart. */
export function takingsOf(weighed: readonly Weighed[], scoring: Scoring): Taking[] {
  const groups = new Map<string, Weighed[]>();
  for (const one of weighed) {
    const { kind, actor, rung, party, signal } = one.sighting;
    const key = `${kind}|${actorKey(actor)}|${rung}|${party === 'library'}|${isFailing(signal)}|${signal === 'form'}`;
    const group = groups.get(key);
    if (group) group.push(one);
    else groups.set(key, [one]);
  }
  return [...groups.values()]
    .map((group) => takingOf(group, scoring))
    .sort((a, b) => compareText(a.kind, b.kind) || compareTakings(a, b));
}

function takingOf(group: Weighed[], scoring: Scoring): Taking {
  // Sorting is stable: of equals the one that stands first in the package leads.
  group.sort((a, b) => b.weight - a.weight || needHeight(b.sighting.need) - needHeight(a.sighting.need));
  const [{ sighting: first, weight, factors }] = group as [Weighed, ...Weighed[]];
  const sightings = group.map(({ sighting }) => sighting);
  return {
    kind: first.kind,
    actor: first.actor,
    party: first.party,
    rung: first.rung,
    fails: isFailing(first.signal),
    occasions: OCCASIONS.filter((occasion) => sightings.some((s) => s.occasions.includes(occasion))),
    background: sightings.some((s) => s.background),
    repeats: sightings.some((s) => s.repeats),
    consent:
      CONSENTS.find((c) => sightings.some((s) => (s.evidence.consent ?? 'unknown') === c)) ?? 'unknown',
    flow: sightings.find((s) => s.flow)?.flow ?? null,
    need: first.need,
    needBecause: first.needBecause,
    weight,
    factors,
    verdict: verdictOf(first, weight, scoring),
    sightings,
  };
}

/**
 * Code of a plain library that nothing was seen to reach, or nothing but the library's own entries: it is there, and says
 * nothing of what the app takes. Where reach was not worked out, or the app asks for the permission it needs, code that
 * nothing reaches may well run and counts.
 */
export const isDormant = ({ actor, strength, idle }: Sighting): boolean =>
  actor.kind === 'library' && (strength === 'present' || idle === true);

const isFailing = (signal: string): boolean => signal === 'missing-permission';

/** Code stands behind it: more than a permission or what the platform implies. */
export const isFirm = ({ rung }: Pick<Taking, 'rung'>): boolean => rung !== 'declared' && rung !== 'implied';

/**
 * Only code or conduct can make a taking suspected: a permission weighs too little. Strongly only where nothing the app is
 * for calls for it: what a feature wants and could have by less is excess in its manner, not in its purpose.
 */
function verdictOf(
  { rung, need }: { rung: Taking['rung']; need: Need },
  weight: number,
  { thresholds }: Scoring,
): Verdict {
  if (!isFirm({ rung })) return 'not-suspected';
  const purposeless = need === 'beyond' || need === 'red-flag';
  if (weight >= thresholds.kindStrong.value && purposeless) return 'strongly-suspected';
  return weight >= thresholds.kindSuspected.value ? 'suspected' : 'not-suspected';
}

const GRAVITY: Readonly<Record<Verdict, number>> = {
  'strongly-suspected': 2,
  suspected: 1,
  'not-suspected': 0,
  'not-rated': 0,
};

/** Strongest first: by verdict, by whether it can work at all, by weight, by rung; plain libraries after parties. */
export function compareTakings(a: Taking, b: Taking): number {
  const standing = (t: Taking): number => (isFirm(t) ? (t.fails ? 1 : 2) : 0);
  return (
    GRAVITY[b.verdict] - GRAVITY[a.verdict] ||
    standing(b) - standing(a) ||
    Number(a.party === 'library') - Number(b.party === 'library') ||
    b.weight - a.weight ||
    rungFirmness(b.rung) - rungFirmness(a.rung) ||
    compareText(actorKey(a.actor), actorKey(b.actor))
  );
}
