// Random reports and gate inputs for property tests: kinds and parties from small sets, so that they meet.
import fc from 'fast-check';
import type { Actor, Rung } from '../../src/model/place.js';
import type { AppReport, KindReport } from '../../src/model/report.js';
import type { Evidence } from '../../src/model/rule.js';
import { RUNGS } from '../../src/model/constants.js';
import type { GateInput } from '../../src/compare/gate.js';
import { kind, report } from './report.js';

export const NO_INPUT: GateInput = {
  purposes: null,
  baseline: null,
  sdks: null,
  crossed: null,
  hasThreshold: false,
  fixes: [],
  blame: {},
};

export const ACTORS: readonly Actor[] = [
  { kind: 'app', id: 'com.example.shop' },
  { kind: 'sdk', id: 'acme-push' },
  { kind: 'sdk', id: 'zeta-ads' },
  { kind: 'unattributed', id: 'a.b' },
];
export const KINDS = ['contacts', 'location-precise', 'device-id', 'screenshots'] as const;

export interface Sighting {
  data: string;
  actor: Actor;
  rung: Rung;
}

/** A report that holds exactly these sightings. */
export function reportOf(sightings: readonly Sighting[]): AppReport {
  const height = (rung: string) => (RUNGS as readonly string[]).indexOf(rung);
  const kinds = KINDS.flatMap((data): KindReport[] => {
    const mine = sightings.filter((s) => s.data === data);
    if (mine.length === 0) return [];
    const evidence = mine
      .map((s): Evidence => ({
        what: `Landroid/x/${data};->get`,
        rung: s.rung,
        by: s.actor,
        place: { entry: 'classes.dex', symbol: 'La/b/C;->d()V', offset: 1 },
        confidence: 'high',
      }))
      .sort((a, b) => height(b.rung) - height(a.rung));
    const actors = ACTORS.filter((a) => mine.some((s) => s.actor === a));
    return [
      kind(data, { rung: evidence[0]!.rung, actors: [...actors], evidence, evidenceTotal: evidence.length }),
    ];
  });
  const ids = [...new Set(sightings.flatMap((s) => (s.actor.kind === 'sdk' ? [s.actor.id] : [])))].sort();
  return report({
    kinds,
    sdks: ids.map((id) => ({
      id,
      name: id,
      vendor: 'v',
      country: null,
      tracker: false,
      version: null,
      confidence: 'high',
      signals: [],
      kinds: [],
    })),
  });
}

export const sighting: fc.Arbitrary<Sighting> = fc.record({
  data: fc.constantFrom(...KINDS),
  actor: fc.constantFrom(...ACTORS),
  rung: fc.constantFrom(...RUNGS),
});
export const sightings = fc.array(sighting, { maxLength: 8 });

export const purposes = fc.array(
  fc.record({
    data: fc.constantFrom(...KINDS),
    feature: fc.constant<string>('feature'),
    why: fc.constant('why'),
    where: fc.constant<string[]>([]),
    by: fc.subarray(['app', 'acme-push', 'zeta-ads', 'unattributed']),
    line: fc.constant(1),
  }),
  { maxLength: 4 },
);
