// The smallest changes to an app that would lower its index, each with the index after it: the facts are judged again
// with the change made. Pure. Leaves applying the change, and words around the list, to others.
import { judgeOnlySightings } from './judge.js';
import type { Catalogue, DataKind, Text } from '../model/catalogue.js';
import type { AppFacts, PermissionUse } from '../model/facts.js';
import type { Fix, Party } from '../model/gate.js';
import type { JudgedSighting } from '../model/judgement.js';
import type { TypeChoice } from '../model/rule.js';
import { scoreTakings } from './score.js';

/** Fixes returned for one data kind, and index points below which a change is not worth proposing. */
const LIMITS = { perKind: 4, leastGain: 0.1 };

type Judged = ReturnType<typeof judgeOnlySightings>;

interface Proposal {
  data: string;
  by: Party | null;
  how: Fix['how'];
  text: Text;
  after(): number;
}

/**
 * Fixes for every kind that adds to the index, grouped by kind (worst kind first), best first within it.
 * @param only the kinds to look at; each costs some judgements of the app. Absent: all
 */
export function suggestFixes(
  facts: AppFacts,
  catalogue: Catalogue,
  type: TypeChoice,
  only?: readonly string[],
): Fix[] {
  const now = judgeOnlySightings(facts, catalogue, type);
  const before = valueOf(now, now.sightings, catalogue);
  const scored = scoreTakings({ sightings: now.sightings, catalogue, unknowns: [], readable: true });
  const fixes: Fix[] = [];
  for (const { kind: id, total } of scored.kinds) {
    const kind = catalogue.kinds.find((item) => item.id === id);
    if (!kind || total === 0 || only?.includes(id) === false) continue;
    const made = proposalsFor(kind, facts, now, catalogue, type)
      .map(({ after, ...fix }): Fix => ({ ...fix, score: { before, after: after() } }))
      .filter(({ score }) => score.before - score.after >= LIMITS.leastGain)
      .sort((a, b) => a.score.after - b.score.after || (a.how < b.how ? -1 : 1));
    fixes.push(...made.slice(0, LIMITS.perKind));
  }
  return fixes;
}

function valueOf(now: Judged, takings: readonly JudgedSighting[], catalogue: Catalogue): number {
  return scoreTakings({
    sightings: takings,
    catalogue,
    unknowns: now.blindness.unknowns,
    readable: now.blindness.readable,
  }).card.value;
}

// eslint-disable-next-line complexity, max-lines-per-function -- one proposal after another, each with its own conditions
function proposalsFor(
  kind: DataKind,
  facts: AppFacts,
  now: Judged,
  catalogue: Catalogue,
  type: TypeChoice,
): Proposal[] {
  const manifest = facts.manifest.state === 'missing' ? null : facts.manifest.value;
  // What the platform adds by itself stands on no line: nobody can remove it there, or ask for less instead of it.
  const uses = (manifest?.permissions ?? []).filter(
    (use) => use.source !== 'implied' && kind.permissions.some((p) => p.name === use.name),
  );
  const names = [...new Set(uses.map((use) => use.name))];
  const rejudge = (permissions: (all: PermissionUse[]) => PermissionUse[]): number => {
    const changed = judgeOnlySightings(withPermissions(facts, permissions), catalogue, type);
    return valueOf(changed, changed.sightings, catalogue);
  };
  const without = (drop: (taking: JudgedSighting) => boolean): number =>
    valueOf(
      now,
      now.sightings.filter((taking) => !drop(taking)),
      catalogue,
    );
  const proposals: Proposal[] = [];
  const propose = (how: Fix['how'], text: Text, after: () => number, by: Party | null = null): number =>
    proposals.push({ data: kind.id, by, how, text, after });

  if (names.length > 0) {
    const list = names.join(', ');
    const dropped = (): number => rejudge((all) => all.filter((use) => !names.includes(use.name)));
    const picker = now.type.types
      .flatMap((t) => t.contextual)
      .find((context) => context.kind === kind.id && context.lessIntrusive)?.lessIntrusive;
    if (picker) {
      propose(
        'picker',
        { en: `use ${picker.en} and drop ${list}`, zh: `改用${picker.zh}，并移除 ${list}` },
        dropped,
      );
    }
    propose(
      'remove-permission',
      {
        en: `remove ${list}; when a dependency adds it: <uses-permission android:name="…" tools:node="remove"/>`,
        zh: `移除 ${list}；若由依赖引入，可用 <uses-permission android:name="…" tools:node="remove"/>`,
      },
      dropped,
    );
    for (const ended of kind.permissions) {
      const { name, to } = ended;
      if (to === undefined || !uses.some((use) => use.name === name && use.maxSdk === null)) continue;
      propose(
        'limit-permission',
        {
          en: `${name} has no use after API ${to}: add android:maxSdkVersion="${to}"`,
          zh: `${name} 在 API ${to} 之后不再需要：加上 android:maxSdkVersion="${to}"`,
        },
        () => rejudge((all) => all.map((use) => (use.name === name ? { ...use, maxSdk: to } : use))),
      );
    }
    const blunt = catalogue.kinds.find((other) => other.id === kind.coarser);
    const instead = blunt?.permissions[0]?.name;
    if (blunt && instead !== undefined) {
      propose(
        'coarser',
        {
          en: `ask for ${instead} only: ${blunt.name.en} instead of ${kind.name.en}`,
          zh: `仅申请 ${instead}：以${blunt.name.zh}代替${kind.name.zh}`,
        },
        () =>
          rejudge((all) => [
            ...all.filter((use) => !names.includes(use.name)),
            ...all
              .filter((use) => use.name === names[0])
              .slice(0, 1)
              .map((use) => ({ ...use, name: instead })),
          ]),
      );
    }
  }
  for (const id of sdksTaking(kind.id, now.sightings)) {
    const sdk = catalogue.sdks.find((item) => item.id === id);
    if (!sdk) continue;
    for (const item of (sdk.switches ?? []).filter((s) => s.kinds.includes(kind.id))) {
      propose(
        'sdk-switch',
        { en: `${sdk.name}: ${item.how.en}`, zh: `${sdk.name}：${item.how.zh}` },
        () => without((t) => t.actor.kind === 'sdk' && t.actor.id === id && item.kinds.includes(t.kind)),
        id,
      );
    }
    propose(
      'remove-sdk',
      { en: `do without ${sdk.name}`, zh: `移除 ${sdk.name}` },
      () => without((t) => t.actor.kind === 'sdk' && t.actor.id === id),
      id,
    );
  }
  if (now.sightings.some((t) => t.kind === kind.id && isEarly(t))) {
    propose(
      'later',
      {
        en: `take ${kind.name.en} only when the user starts the feature, not at start-up`,
        zh: `仅在用户使用该功能时取得${kind.name.zh}，而非在启动时`,
      },
      () =>
        valueOf(
          now,
          now.sightings.map((t) => (t.kind === kind.id && isEarly(t) ? onUserAct(t) : t)),
          catalogue,
        ),
    );
  }
  return proposals;
}

function withPermissions(facts: AppFacts, change: (all: PermissionUse[]) => PermissionUse[]): AppFacts {
  if (facts.manifest.state === 'missing') return facts;
  const value = { ...facts.manifest.value, permissions: change(facts.manifest.value.permissions) };
  return { ...facts, manifest: { ...facts.manifest, value } };
}

function sdksTaking(kind: string, takings: readonly JudgedSighting[]): string[] {
  const ids = takings.filter((t) => t.kind === kind && t.actor.kind === 'sdk').map((t) => t.actor.id);
  return [...new Set(ids)].sort();
}

function isEarly(taking: JudgedSighting): boolean {
  return taking.strength === 'startup';
}
function onUserAct(taking: JudgedSighting): JudgedSighting {
  return { ...taking, rung: 'reachable', strength: 'reachable', occasions: ['user-act'], background: false };
}
