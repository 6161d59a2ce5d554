// Where an app stands among the apps of the survey and of its type, and what is unusual for its type.
// Pure; leaves counting to aggregate.ts.
import { rungHeight } from '../model/order.js';
import type { SurveyApp } from '../model/survey.js';
import { standing } from './spread.js';

/** Fewest other apps of a type before anything is called unusual for it: below, one app is a fifth or more of them. */
const FEWEST_PEERS = 5;
/** A kind or SDK is unusual for a type when at most this share of the other apps of the type have it. */
const UNUSUAL_SHARE = 0.2;

const inCode = (rung: string): boolean => rungHeight(rung) >= rungHeight('present');

const groupBy = (apps: readonly SurveyApp[]): Map<string, SurveyApp[]> => {
  const groups = new Map<string, SurveyApp[]>();
  for (const app of apps) {
    const group = groups.get(app.type);
    if (group) group.push(app);
    else groups.set(app.type, [app]);
  }
  return groups;
};

type Unusual = SurveyApp['unusual'];

/** Apps that could be read are peers; one whose code could not be read says nothing about what is usual. */
const unusualIn = (peers: readonly SurveyApp[]): Map<string, Unusual> => {
  const counts = new Map<string, number>();
  const marksOf = (app: SurveyApp): string[] => [
    ...app.kinds.filter((k) => inCode(k.rung)).map((k) => `kind:${k.kind}`),
    ...app.sdks.map((id) => `sdk:${id}`),
  ];
  for (const app of peers) for (const mark of marksOf(app)) counts.set(mark, (counts.get(mark) ?? 0) + 1);
  const of = peers.length - 1;
  const result = new Map<string, Unusual>();
  if (of < FEWEST_PEERS) return result;
  for (const app of peers) {
    const unusual = marksOf(app)
      .map((mark) => {
        const colon = mark.indexOf(':');
        const what: 'kind' | 'sdk' = mark.startsWith('kind:') ? 'kind' : 'sdk';
        return { what, id: mark.slice(colon + 1), others: (counts.get(mark) ?? 1) - 1, of };
      })
      .filter((u) => u.others <= of * UNUSUAL_SHARE)
      .sort(
        (a, b) => a.others - b.others || (a.what < b.what ? -1 : a.what > b.what ? 1 : a.id < b.id ? -1 : 1),
      );
    result.set(app.id, unusual);
  }
  return result;
};

/** The same apps with rank, percentiles and what is unusual for their type. Apps of unknown type have no type peers. */
export function placeAmongPeers(apps: readonly SurveyApp[]): SurveyApp[] {
  const scored = apps.filter((a) => a.score !== null);
  const all = standing(scored.map((a) => a.score!.value));
  const groups = groupBy(scored);
  const standings = new Map(
    [...groups].map(([type, group]) => [type, standing(group.map((a) => a.score!.value))]),
  );
  const unusual = new Map<string, Unusual>();
  for (const [type, group] of groups)
    if (type !== 'unknown') for (const [id, list] of unusualIn(group)) unusual.set(id, list);
  return apps.map((app) => {
    if (app.score === null) return app;
    const { value } = app.score;
    const ofType = app.type === 'unknown' ? undefined : standings.get(app.type);
    return {
      ...app,
      rank: all.rank(value),
      percentile: {
        survey: all.percentile(value),
        type: ofType?.percentile(value) ?? null,
        typeApps: ofType?.count ?? 0,
      },
      unusual: unusual.get(app.id) ?? [],
    };
  });
}
