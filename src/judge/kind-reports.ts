// Scored takings → one KindReport per data kind, with its strongest evidence first, and the score parts pointing into it.
// Leaves headers, findings and texts of rules to report/build.ts.
import type { Catalogue } from '../model/catalogue.js';
import type { JudgedTaking } from '../model/judgement.js';
import type { KindReport, ScoreCard } from '../model/report.js';
import type { Evidence } from '../model/rule.js';
import { OCCASIONS, RUNGS } from '../model/constants.js';
import { compareText, needHeight, rungHeight } from '../model/order.js';
import type { KindNeed } from './needs.js';
import { kindsById } from './per-catalogue.js';
import type { Scored } from './score.js';
import { actorKey, round, type Weighed } from './weigh.js';

/** Evidence kept per kind; the count before is in evidenceTotal. */
const MOST_EVIDENCE = 25;

export interface KindReports {
  kinds: KindReport[]; // heaviest first
  card: ScoreCard; // parts now point to evidence
}

export function kindReports(
  scored: Scored,
  needs: ReadonlyMap<string, KindNeed>,
  catalogue: Catalogue,
): KindReports {
  const byKind = new Map<string, Weighed[]>();
  for (const one of scored.weighed) {
    const list = byKind.get(one.taking.kind);
    if (list) list.push(one);
    else byKind.set(one.taking.kind, [one]);
  }
  const card: ScoreCard = { ...scored.card, parts: scored.card.parts.map((part) => ({ ...part })) };
  const kinds: KindReport[] = [];
  for (const weighed of scored.kinds) {
    const kind = kindsById(catalogue).get(weighed.kind);
    if (!kind) continue;
    const level = kind.sensitivity.level;
    const ranked = (byKind.get(kind.id) ?? [])
      .map(({ taking, weight }, index) => ({ taking, index, weight }))
      .sort(
        (a, b) =>
          b.weight - a.weight ||
          height(b.taking) - height(a.taking) ||
          Number(isMissing(a.taking)) - Number(isMissing(b.taking)) ||
          a.index - b.index,
      )
      .map(({ taking }) => taking);
    const evidence = chosenEvidence(ranked);
    const firm = ranked.filter((taking) => height(taking) > 1);
    const effective = firm.filter((taking) => !isMissing(taking));
    const shown = effective.length > 0 ? effective : firm.length > 0 ? firm : ranked;
    const worst = worstNeed(shown, needs.get(kind.id));
    const rung = RUNGS[Math.max(...shown.map(height))] ?? 'declared';
    const points = card.parts
      .filter((part) => part.kind === kind.id)
      .reduce((sum, part) => sum + part.points, 0);
    kinds.push({
      kind: kind.id,
      name: kind.name,
      headline: kind.headline,
      sensitivity: level,
      rung,
      need: worst.need,
      needBecause: worst.because,
      verdict: scored.card.rated
        ? (scored.verdicts.get(kind.id) ?? 'not-suspected')
        : unreadVerdict(scored.verdicts.get(kind.id)),
      actors: uniqueActors(withoutLibraries(shown)),
      occasions: OCCASIONS.filter((occasion) => shown.some((t) => t.occasions.includes(occasion))),
      points: round(points, 3),
      weight: round(weighed.weight, 3),
      evidence,
      evidenceTotal: countSpots(ranked),
    });
    for (const part of card.parts) {
      if (part.kind !== kind.id) continue;
      part.evidence = evidence.flatMap((item, at) =>
        actorKey(item.by) === actorKey(part.actor) ? [at] : [],
      );
    }
  }
  return { kinds, card };
}

/** What was seen in an app that could not be rated still counts; what was not seen says nothing. */
function unreadVerdict(verdict: KindReport['verdict'] | undefined): KindReport['verdict'] {
  return verdict === undefined || verdict === 'not-suspected' ? 'not-rated' : verdict;
}

function worstNeed(takings: readonly JudgedTaking[], kind: KindNeed | undefined): KindNeed {
  let worst = kind ?? { need: takings[0]!.need, because: takings[0]!.needBecause };
  for (const taking of takings) {
    if (needHeight(taking.need) > needHeight(worst.need)) {
      worst = { need: taking.need, because: taking.needBecause };
    }
  }
  return worst;
}

/** The strongest of each party first, so that every party is shown; then the rest by strength. */
function chosenEvidence(ranked: readonly JudgedTaking[]): Evidence[] {
  const seen = new Set<string>();
  const spots = new Set<string>();
  const leaders: Evidence[] = [];
  const rest: Evidence[] = [];
  for (const { evidence, actor } of ranked) {
    const spot = spotOf(evidence);
    if (spots.has(spot)) continue;
    spots.add(spot);
    const key = actorKey(actor);
    (seen.has(key) ? rest : leaders).push(evidence);
    seen.add(key);
  }
  return [...leaders, ...rest].slice(0, MOST_EVIDENCE);
}

function countSpots(takings: readonly JudgedTaking[]): number {
  return new Set(takings.map(({ evidence }) => spotOf(evidence))).size;
}
function spotOf({ what, place }: Evidence): string {
  return `${what}|${place.entry}|${place.symbol ?? ''}|${place.offset ?? ''}`;
}
function height(taking: JudgedTaking): number {
  return rungHeight(taking.rung);
}
function isMissing(taking: JudgedTaking): boolean {
  return taking.signal === 'missing-permission';
}

/** An ordinary library acts for its caller; it is named only where nobody else takes the kind. */
function withoutLibraries(takings: readonly JudgedTaking[]): readonly JudgedTaking[] {
  const others = takings.filter(({ party }) => party !== 'library');
  return others.length > 0 ? others : takings;
}

function uniqueActors(takings: readonly JudgedTaking[]): KindReport['actors'] {
  const byKey = new Map(takings.map(({ actor }) => [actorKey(actor), actor]));
  return [...byKey].sort(([a], [b]) => compareText(a, b)).map(([, actor]) => actor);
}
