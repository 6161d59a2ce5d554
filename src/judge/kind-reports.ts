// Takings → one KindReport per data kind: each party with what holds for it, strongest first, the evidence they point
// into, and the score parts pointing there too. Leaves headers, findings and texts of rules to report/build.ts.
import type { Catalogue } from '../model/catalogue.js';
import { actorKey } from '../model/parties.js';
import type { Taking } from '../model/judgement.js';
import type { KindActor, KindReport, ScoreCard, Verdict } from '../model/report.js';
import type { Evidence } from '../model/rule.js';
import { kindsById } from './per-catalogue.js';
import type { KindWeight, Scored } from './score.js';
import { isFirm } from './takings.js';
import { round } from './weigh.js';

/** Evidence kept per kind beside the strongest of each taking; the count before is in evidenceTotal. */
const MOST_EVIDENCE = 25;

export interface KindReports {
  kinds: KindReport[]; // heaviest first
  card: ScoreCard; // parts now point to evidence
}

export function kindReports(scored: Scored, catalogue: Catalogue): KindReports {
  const card: ScoreCard = { ...scored.card, parts: scored.card.parts.map((part) => ({ ...part })) };
  const kinds = scored.kinds.flatMap((weighed): KindReport[] => {
    const kind = kindsById(catalogue).get(weighed.kind);
    return kind ? [kindReport(weighed, kind, card)] : [];
  });
  return { kinds, card };
}

function kindReport(
  weighed: KindWeight,
  kind: Pick<KindReport, 'name' | 'headline'> & { id: string; sensitivity: { level: number } },
  card: ScoreCard,
): KindReport {
  const { takings } = weighed;
  const first = takings[0]!;
  const evidence = chosenEvidence(takings);
  const parts = card.parts.filter((part) => part.kind === kind.id);
  const positions = positionsIn(evidence);
  for (const part of parts) {
    const own = takings.filter((t) => t.rung === part.rung && actorKey(t.actor) === actorKey(part.actor));
    part.evidence = own.flatMap(positions);
  }
  const said = (verdict: Verdict): Verdict => (card.rated ? verdict : unreadVerdict(verdict));
  return {
    kind: kind.id,
    name: kind.name,
    headline: kind.headline,
    sensitivity: kind.sensitivity.level,
    rung: first.rung,
    need: first.need,
    needBecause: first.needBecause,
    verdict: said(first.verdict),
    actors: byParty(takings).map((own): KindActor => {
      const key = actorKey(own[0].actor);
      const points = parts.filter((part) => actorKey(part.actor) === key).map((part) => part.points);
      return actorEntry(
        own,
        points.reduce((sum, n) => sum + n, 0),
        said,
        positions,
      );
    }),
    occasions: first.occasions,
    points: round(
      parts.reduce((sum, part) => sum + part.points, 0),
      3,
    ),
    weight: round(weighed.weight, 3),
    evidence,
    evidenceTotal: new Set(takings.flatMap((t) => t.sightings.map((s) => spotOf(s.evidence)))).size,
  };
}

type Own = readonly [Taking, ...Taking[]];

/** The takings of each party, strongest party first; a permission shows none where code does. */
function byParty(takings: readonly Taking[]): Own[] {
  const firm = takings.filter(isFirm);
  const parties = new Map<string, [Taking, ...Taking[]]>();
  for (const taking of firm.length > 0 ? firm : takings) {
    const own = parties.get(actorKey(taking.actor));
    if (own) own.push(taking);
    else parties.set(actorKey(taking.actor), [taking]);
  }
  return [...parties.values()];
}

function actorEntry(
  [first, ...others]: Own,
  points: number,
  said: (verdict: Verdict) => Verdict,
  positions: (taking: Taking) => number[],
): KindActor {
  const also = others
    .filter((taking) => !taking.fails)
    .map((taking) => ({
      rung: taking.rung,
      occasions: taking.occasions,
      evidence: positions(taking),
    }));
  return {
    ...first.actor,
    rung: first.rung,
    occasions: first.occasions,
    background: first.background,
    repeats: first.repeats,
    fails: first.fails,
    consent: first.consent,
    need: first.need,
    needBecause: first.needBecause,
    verdict: said(first.verdict),
    weight: round(first.weight, 3),
    points: round(points, 3),
    evidence: positions(first),
    ...(first.flow ? { flow: first.flow } : {}),
    ...(also.length > 0 ? { also } : {}),
  };
}

/** What was seen in an app that could not be rated still counts; what was not seen says nothing. */
function unreadVerdict(verdict: Verdict): Verdict {
  return verdict === 'not-suspected' ? 'not-rated' : verdict;
}

/** The strongest of each taking first, so that every entry can show its own; then the rest, taking by taking. */
function chosenEvidence(takings: readonly Taking[]): Evidence[] {
  const spots = new Set<string>();
  const leaders: Evidence[] = [];
  const rest: Evidence[] = [];
  for (const { sightings } of takings) {
    let led = false;
    for (const { evidence } of sightings) {
      const spot = spotOf(evidence);
      if (spots.has(spot)) continue;
      spots.add(spot);
      (led ? rest : leaders).push(evidence);
      led = true;
    }
  }
  return [...leaders, ...rest.slice(0, Math.max(0, MOST_EVIDENCE - leaders.length))];
}

/** Where a taking's evidence stands in the kind's, in the taking's own order. */
function positionsIn(evidence: readonly Evidence[]): (taking: Taking) => number[] {
  const at = new Map(evidence.map((item, index) => [item, index]));
  return ({ sightings }) =>
    sightings.flatMap((sighting) => {
      const index = at.get(sighting.evidence);
      return index === undefined ? [] : [index];
    });
}

function spotOf({ what, place }: Evidence): string {
  return `${what}|${place.entry}|${place.symbol ?? ''}|${place.offset ?? ''}`;
}
