// Says how a report differs from what a sample expects, as sentences. Leaves scanning to the tests.
import { rungHeight } from '../../src/model/order.js';
import type { AppReport, KindReport } from '../../src/model/report.js';
import type { ExpectedKind, Sample } from './samples.js';

/** Differences between a sample's expectation and its report; none = as expected. */
export function compareSample(sample: Sample, report: AppReport): string[] {
  const { expect: want } = sample;
  const wrong: string[] = [];
  const oneOf = (what: string, got: string, allowed: string[] | undefined): void => {
    if (allowed && !allowed.includes(got)) wrong.push(`${what} is ${got}, not ${allowed.join(' or ')}`);
  };
  oneOf('verdict', report.verdict, want.verdict);
  for (const [id, expected] of Object.entries(want.kinds ?? {})) {
    const kind = report.kinds.find((k) => k.kind === id);
    if (expected === 'absent') {
      if (kind) wrong.push(`${id} is there (${brief(kind)}), but nothing takes it`);
    } else if (kind) wrong.push(...compareKind(kind, expected));
    else if (expected.rung || !expected.verdict?.includes('not-suspected')) wrong.push(`${id} is absent`);
  }
  if (want.others !== 'any')
    for (const kind of report.kinds)
      if (!want.kinds?.[kind.kind] && kind.verdict !== 'not-suspected')
        wrong.push(`${kind.kind} is ${kind.verdict} (${brief(kind)}), but only the named kinds may be`);
  const sdks = report.sdks.filter((sdk) => sdk.calledOnly !== true).map((sdk) => sdk.id);
  for (const id of want.sdks ?? []) if (!sdks.includes(id)) wrong.push(`SDK ${id} is not found`);
  for (const id of want.noSdks ?? [])
    if (sdks.includes(id)) wrong.push(`SDK ${id} is found, but is not there`);
  const hits = report.rules.filter((rule) => rule.outcome === 'hit').map((rule) => rule.id);
  for (const id of want.rules ?? []) if (!hits.includes(id)) wrong.push(`rule ${id} does not hit`);
  for (const id of want.noRules ?? []) if (hits.includes(id)) wrong.push(`rule ${id} hits`);
  wrong.push(...borrowed(report));
  const said = [
    ...report.diagnostics.map((d) => d.code),
    ...report.coverage.notes.map((n) => n.code),
    ...Object.values(report.coverage.sections).flatMap((s) => s.because),
  ];
  for (const code of want.says ?? [])
    if (!said.includes(code)) wrong.push(`${code} is not said; said: ${said.join(' ')}`);
  return wrong;
}

function compareKind(kind: KindReport, want: ExpectedKind): string[] {
  const wrong: string[] = [];
  const id = kind.kind;
  const oneOf = (what: string, got: string, allowed: string[] | undefined): void => {
    if (allowed && !allowed.includes(got))
      wrong.push(`${id}: ${what} is ${got}, not ${allowed.join(' or ')} (${brief(kind)})`);
  };
  oneOf('rung', kind.rung, want.rung);
  oneOf('verdict', kind.verdict, want.verdict);
  oneOf('need', kind.need, want.need);
  for (const actor of want.actors ?? [])
    if (!kind.actors.some((a) => a.kind === actor.kind && a.id === actor.id))
      wrong.push(`${id}: ${actor.kind} ${actor.id} is not among the actors (${brief(kind)})`);
  const occasions = kind.actors.flatMap((a) => [a, ...(a.also ?? [])]).flatMap((taking) => taking.occasions);
  for (const occasion of want.occasions ?? [])
    if (!occasions.includes(occasion)) wrong.push(`${id}: never at ${occasion} (${brief(kind)})`);
  for (const occasion of want.neverOccasions ?? [])
    if (occasions.includes(occasion)) wrong.push(`${id}: said to run at ${occasion} (${brief(kind)})`);
  for (const { consent } of want.consent === undefined ? [] : kind.evidence.filter((e) => e.path))
    if (consent !== want.consent) wrong.push(`${id}: consent is ${consent}, not ${want.consent}`);
  if (want.symbol && !kind.evidence.some((e) => e.place.symbol?.includes(want.symbol ?? '')))
    wrong.push(`${id}: no evidence in ${want.symbol}`);
  return wrong;
}

function brief(kind: KindReport): string {
  const actors = kind.actors.map((a) => `${a.kind}:${a.id}`).join(' ');
  const evidence = kind.evidence.slice(0, 3).map((e) => `${e.rung} ${e.what}`);
  return `${kind.rung}, ${kind.verdict}, ${kind.need}; by ${actors}; at ${kind.occasions.join(' ') || '-'}; ${evidence.join('; ')}`;
}

/** Rungs and evidence that a party shows and that no taking of its own has; of every sample, whatever it expects. */
function borrowed({ kinds }: AppReport): string[] {
  return kinds.flatMap(({ kind, evidence, actors }) =>
    actors.flatMap((actor) => {
      const own = actor.evidence.map((at) => evidence[at]);
      const heights = own.map((one) => (one ? rungHeight(one.rung) : -1));
      const strange = own.filter((one) => one?.by.kind !== actor.kind || one.by.id !== actor.id);
      const name = `${kind} of ${actor.kind}:${actor.id}`;
      return [
        ...(own.length === 0 ? [`${name} has no evidence`] : []),
        ...(strange.length > 0 ? [`${name} shows evidence of others`] : []),
        ...(Math.max(...heights) === rungHeight(actor.rung)
          ? []
          : [`${name} shows ${actor.rung} without it`]),
      ];
    }),
  );
}
