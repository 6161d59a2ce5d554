// obtains: some party comes by some kind of data, as firmly, at such a time, needed or not. The main word of the
// language. Leaves finding the takings to derive/obtains.ts and the need to derive/needs.ts.
import { OCCASIONS, RUNGS } from '../../model/constants.js';
import { NEEDS_BY_WEIGHT, rungFirmness } from '../../model/order.js';
import type { JudgedSighting } from '../../model/judgement.js';
import type { Condition, View } from '../../model/rule.js';
import { judgedSightings } from '../../judge/needs.js';
import { perCatalogue } from '../../judge/per-catalogue.js';
import {
  boolean,
  closed,
  either,
  hitOrClear,
  integer,
  sentence,
  strings,
  wordList,
  words,
} from './support.js';

export interface ObtainsValue {
  data?: string[]; // kinds; absent = any
  by?: JudgedSighting['party'][];
  rung?: string; // at least; default "present"
  when?: string[]; // one of these occasions
  background?: boolean;
  repeats?: boolean;
  need?: string[];
  sensitivity?: number; // at least
  fails?: boolean; // true: code whose permission is missing; default: code that can work
  kinds?: number; // at least so many distinct kinds
  parties?: number; // at least so many distinct parties for one kind
  sdk?: string[];
}

const PARTIES = ['app', 'tracker', 'sdk', 'unattributed', 'library'];
const [UNDECIDED, ...JUDGED] = NEEDS_BY_WEIGHT;
const NEEDS = [...JUDGED, UNDECIDED!];

export const OBTAINS_SCHEMA = {
  data: strings,
  by: wordList(...PARTIES),
  rung: words(...RUNGS),
  when: wordList(...OCCASIONS),
  background: boolean,
  repeats: boolean,
  need: wordList(...NEEDS),
  sensitivity: integer,
  fails: boolean,
  kinds: integer,
  parties: integer,
  sdk: strings,
};

const RUNG_WORDS: Readonly<Record<string, { en: string; zh: string }>> = {
  declared: { en: 'may be taken or is', zh: '可能或已经被取得' },
  implied: { en: 'may be taken or is', zh: '可能或已经被取得' },
  present: { en: 'is taken by code in the package', zh: '被包内代码取得' },
  reachable: { en: 'is taken by code that can run', zh: '被可执行的代码取得' },
  startup: { en: 'is taken before the user does anything', zh: '在用户操作之前被取得' },
  leaves: { en: 'is taken and sent on', zh: '被取得并传出' },
};

export const obtains: Condition<ObtainsValue> = {
  name: 'obtains',
  reads: ['manifest', 'code'],
  schema: closed(OBTAINS_SCHEMA),
  explain: (v) => {
    const rung = RUNG_WORDS[v.rung ?? 'present']!;
    return sentence(
      v.data
        ? either(v.data)
        : {
            en: v.kinds ? `at least ${v.kinds} kinds of data` : 'some kind of data',
            zh: v.kinds ? `至少 ${v.kinds} 类数据` : '某类数据',
          },
      rung,
      v.by && { en: `by ${either(v.by).en}`, zh: `（取得方：${either(v.by).zh}）` },
      v.sdk && { en: `by the SDK ${either(v.sdk).en}`, zh: `（SDK：${either(v.sdk).zh}）` },
      v.parties !== undefined && { en: `by at least ${v.parties} parties`, zh: `（至少 ${v.parties} 方）` },
      v.when && { en: `at ${either(v.when).en}`, zh: `（时机：${either(v.when).zh}）` },
      v.background === true && { en: 'in the background', zh: '（后台）' },
      v.repeats === true && { en: 'again and again', zh: '（反复）' },
      v.need && { en: `with need ${either(v.need).en}`, zh: `（必要性：${either(v.need).zh}）` },
      v.sensitivity !== undefined && {
        en: `of sensitivity ${v.sensitivity} or more`,
        zh: `（敏感度不低于 ${v.sensitivity}）`,
      },
      v.fails === true && { en: 'though the permission for it is missing', zh: '（但缺少所需权限）' },
    );
  },
  match(v, view) {
    const { hits, undecided } = takingsFor(v, view);
    if (hits.length === 0 && undecided) return { is: 'unknown', because: ['type/unknown'] };
    return hitOrClear(hits.map((taking) => taking.evidence));
  },
};

const sensitivities = perCatalogue(
  ({ kinds }): ReadonlyMap<string, number> => new Map(kinds.map((kind) => [kind.id, kind.sensitivity.level])),
);

/** The takings a value describes; `undecided` tells that some would fit if only the app type were known. */
export function takingsFor(v: ObtainsValue, view: View): { hits: JudgedSighting[]; undecided: boolean } {
  const sensitivity = sensitivities(view.catalogue);
  const fitting = view.get(judgedSightings).filter((taking) => fitsApartFromNeed(taking, v, sensitivity));
  let hits = v.need ? fitting.filter((taking) => v.need!.includes(taking.need)) : fitting;
  const undecided = v.need !== undefined && fitting.some((taking) => taking.need === 'undecided');
  if (v.parties !== undefined) {
    const parties = new Map<string, Set<string>>();
    for (const { kind, actor } of hits) {
      parties.set(kind, (parties.get(kind) ?? new Set<string>()).add(`${actor.kind}:${actor.id}`));
    }
    hits = hits.filter(({ kind }) => parties.get(kind)!.size >= v.parties!);
  }
  if (v.kinds !== undefined && new Set(hits.map(({ kind }) => kind)).size < v.kinds) hits = [];
  return { hits, undecided };
}

// eslint-disable-next-line complexity -- one line for each word of the condition
function fitsApartFromNeed(
  taking: JudgedSighting,
  v: ObtainsValue,
  sensitivity: ReadonlyMap<string, number>,
): boolean {
  if (v.data && !v.data.includes(taking.kind)) return false;
  if (v.by && !v.by.includes(taking.party)) return false;
  if (v.sdk && !(taking.actor.kind === 'sdk' && v.sdk.includes(taking.actor.id))) return false;
  if (rungFirmness(taking.rung) < rungFirmness(v.rung ?? 'present')) return false;
  if (v.when && !v.when.some((occasion) => taking.occasions.includes(occasion))) return false;
  if (v.background !== undefined && v.background !== taking.background) return false;
  if (v.repeats !== undefined && v.repeats !== taking.repeats) return false;
  if (v.sensitivity !== undefined && (sensitivity.get(taking.kind) ?? 0) < v.sensitivity) return false;
  return (taking.signal === 'missing-permission') === (v.fails ?? false);
}
