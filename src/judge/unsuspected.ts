// Why a grave finding leaves its kind unsuspected: a check that says "high" and a verdict that says "not suspected" would
// contradict each other in silence. Pure. Leaves weights to weigh.ts and their reasons to rules/scoring.yaml.
import type { Scoring, Text } from '../model/catalogue.js';
import type { Taking } from '../model/judgement.js';
import { actorKey } from '../model/parties.js';
import type { Finding } from '../model/rule.js';
import { isFirm } from './takings.js';

/** The sentence that a finding needs beside it; null where it is not grave, tells of no taking, or its kind is suspected. */
export function whyUnsuspected(
  finding: Finding,
  takings: ReadonlyMap<string, readonly Taking[]>,
  kinds: ReadonlyMap<string, { sensitivity: { level: number } }>,
  scoring: Scoring,
): Text | null {
  if (finding.severity !== 'high' && finding.severity !== 'critical') return null;
  const told = new Set(finding.evidence.flatMap(({ kind, by }) => (kind ? [`${kind} ${actorKey(by)}`] : [])));
  const meant = [...takings.values()]
    .flat()
    .filter((taking) => isFirm(taking) && told.has(`${taking.kind} ${actorKey(taking.actor)}`));
  if (meant.length === 0 || meant.some(({ verdict }) => verdict !== 'not-suspected')) return null;
  const heaviest = meant.reduce((a, b) => (b.weight > a.weight ? b : a));
  const reason = lightest(heaviest, kinds.get(heaviest.kind)?.sensitivity.level ?? 0, scoring);
  const weight = heaviest.weight.toFixed(2);
  const least = scoring.thresholds.kindSuspected.value;
  return {
    en: `Alone it weighs ${weight}, less than the ${least} at which suspicion begins. ${reason.en}`,
    zh: `单凭此项权重为 ${weight}，低于开始认定涉嫌的 ${least}。${reason.zh}`,
  };
}

/** The reason of the factor that takes most from the weight. */
function lightest({ sightings, party }: Taking, level: number, scoring: Scoring): Text {
  const { strength, need, signal, confidence } = sightings[0]!;
  const factors = [
    scoring.needs[need],
    scoring.actors[party],
    scoring.signals[signal],
    scoring.rungs[strength],
    scoring.sensitivity[String(level)],
    scoring.confidences[confidence],
  ];
  return factors.reduce((a, b) => (b !== undefined && b.value < (a?.value ?? 2) ? b : a))!.because;
}
