// Data kind × app type → need, with the sentence that says why; several types give the union of their needs. A taking
// can be judged harder than its kind: at the wrong time, by the wrong party, or by a conduct nothing justifies.
// Leaves weights to the score.
import { needAtMost, needHeight } from '../model/order.js';
import type { AppType, Catalogue, DataKind, Text } from '../model/catalogue.js';
import type { JudgedSighting, Sighting } from '../model/judgement.js';
import type { Need } from '../model/report.js';
import type { Derivation, TypeChoice } from '../model/rule.js';
import { perCatalogue } from './per-catalogue.js';
import { obtains } from './obtains.js';
import { mayBeLibrarys, movedLibraries } from './moved-library.js';
import { ownData } from './own-data.js';
import { isDormant } from './takings.js';

export interface KindNeed {
  need: Need;
  because: Text;
  /** When it is asked of the user in a form, which the rule's clauses allow more of; absent: the same. */
  typed?: KindNeed;
  /** No type chosen may ask for anything before its basic function can be used, by the rule's own clause. */
  nothingFirst?: Text;
  /** Contextual, for a feature that goes on by itself once the user has switched it on. */
  standing?: true;
  /** The kind's own word on takings that happen only on a screen in use. */
  inUse?: Text;
  /** The user's switch in the system's settings is what gives it, for standing use. */
  switchedOn?: true;
  /** A type chosen that gives this need serves others on the device unseen: not being on screen says nothing against it,
   *  until the value goes over the network. */
  unattended?: boolean;
}

/** The need of every data kind under the view's type, by kind id. */
export const kindNeeds: Derivation<ReadonlyMap<string, KindNeed>> = {
  name: 'kind-needs',
  reads: [],
  byType: true,
  compute: (view) => needsUnder(view.catalogue, view.type),
};

/** Every taking with the need it is judged against. */
export const judgedSightings: Derivation<JudgedSighting[]> = {
  name: 'judged-takings',
  reads: ['manifest', 'code', 'resources'],
  byType: true,
  compute: (view) => {
    const own = view.get(ownData);
    const moved = view.get(movedLibraries);
    return judgeSightings(
      view.get(obtains).filter((sighting) => !isDormant(sighting)),
      view.get(kindNeeds),
    ).map((judged) => {
      if (isOwnData(judged, own)) return { ...judged, ...KEPT_HERE };
      const because = mayBeLibrarys(judged, moved);
      return because === null ? judged : { ...judged, need: 'undecided', needBecause: because };
    });
  },
};

/** What the app keeps for the system anyway; sent to another device it is a taking like any other. */
function isOwnData({ kind, actor, flow, unjustifiable }: JudgedSighting, own: ReadonlySet<string>): boolean {
  return own.has(kind) && actor.kind !== 'sdk' && unjustifiable === null && !leavesDevice(flow);
}
const leavesDevice = (flow: JudgedSighting['flow']): boolean =>
  flow?.channel === 'network' || flow?.channel === 'nearby';
const KEPT_HERE: Pick<JudgedSighting, 'need' | 'needBecause'> = {
  need: 'functional',
  needBecause: {
    en: 'the app itself is the provider that keeps this data for the system',
    zh: '应用本身就是为系统保存此类数据的内容提供者',
  },
};

/** What dormant library code would take, if anything ran it; shown apart and not judged. */
export const dormantSightings: Derivation<JudgedSighting[]> = {
  name: 'dormant-sightings',
  reads: ['manifest', 'code', 'resources'],
  byType: true,
  compute: (view) => judgeSightings(view.get(obtains).filter(isDormant), view.get(kindNeeds)),
};

/** Needs of all kinds under a type choice. Pure, so that a runner-up type can be tried on the same takings. */
export function needsUnder(catalogue: Catalogue, type: TypeChoice): ReadonlyMap<string, KindNeed> {
  const known = needsByTypes(catalogue);
  const key =
    [...type.types, ...(type.considered ?? [])].map(({ id }) => id).join('+') +
    (type.types.length === 0 ? '?' : '');
  let needs = known.get(key);
  if (!needs) {
    needs = new Map(catalogue.kinds.map((kind) => [kind.id, needOf(kind, catalogue, type)]));
    known.set(key, needs);
  }
  return needs;
}

/** Needs by the types they are under; there are few types, and fewer choices of several. */
const needsByTypes = perCatalogue(() => new Map<string, ReadonlyMap<string, KindNeed>>());

/** Judges takings against needs; a kind without an entry is beyond need. */
export function judgeSightings(
  takings: readonly Sighting[],
  needs: ReadonlyMap<string, KindNeed>,
): JudgedSighting[] {
  return takings.map((taking) => {
    const { need, because } = needForTaking(taking, needs.get(taking.kind) ?? NOT_LISTED);
    return { ...taking, need, needBecause: because };
  });
}

const NOT_LISTED: KindNeed = {
  need: 'beyond',
  because: { en: 'no app type lists this kind', zh: '没有任何应用类型列出此类数据' },
};

function needOf(kind: DataKind, catalogue: Catalogue, choice: TypeChoice): KindNeed {
  const typed = needBy(kind, catalogue, choice, (of, type) => typedNeed(of, type) ?? needUnderType(of, type));
  // What only calls of login services give is not read from the device: they hand over what is listed, as a form does.
  const taken =
    kind.origin === 'user' && kind.routes.length > 0 && kind.routes.every((route) => route.library === true)
      ? typed
      : needBy(kind, catalogue, choice, needUnderType);
  const nothingFirst = kind.origin === 'user' ? clauseOfNothing(choice.types) : null;
  return {
    ...taken,
    ...(typed.need === taken.need ? {} : { typed }),
    ...(nothingFirst === null ? {} : { nothingFirst }),
    ...(kind.inUse === undefined ? {} : { inUse: kind.inUse }),
    ...(kind.switchedOn === true ? { switchedOn: true as const } : {}),
    ...(choice.types.some((type) => type.unattended && needUnderType(kind, type).need === taken.need)
      ? { unattended: true }
      : {}),
  };
}

function needBy(
  kind: DataKind,
  catalogue: Catalogue,
  choice: TypeChoice,
  under: (kind: DataKind, type: AppType) => KindNeed,
): KindNeed {
  if (choice.types.length === 0) return needWithoutType(kind, catalogue, choice.considered ?? [], under);
  const mildest = choice.types
    .map((type) => under(kind, type))
    .reduce((a, b) => (needHeight(a.need) <= needHeight(b.need) ? a : b));
  if (needAtMost(mildest.need, 'contextual')) return mildest;
  const other = alsoFor(mildest, choice.considered ?? [], (type) => under(kind, type));
  if (other !== null) return other;
  const open = choice.types.find((type) => type.open === true);
  if (open === undefined || mildest.need !== 'beyond') return mildest;
  // A type that says where a package stands and not what it is for cannot call beyond need what others have a use for.
  const anywhere = needWithoutType(kind, catalogue, catalogue.types, under);
  return anywhere.need === 'undecided' ? undecidedUnder(open, anywhere) : mildest;
}

/** An inferred type is a guess: what the app may be as well, by what it says or does, has a use for what the guess has not. */
function alsoFor(
  mildest: KindNeed,
  considered: readonly AppType[],
  under: (type: AppType) => KindNeed,
): KindNeed | null {
  for (const type of considered) {
    if (!needAtMost(under(type).need, 'contextual')) continue;
    return {
      need: 'undecided',
      because: {
        en: `the type is a guess: the app may be “${type.name.en}” as well, which has a use for it`,
        zh: `类型为推断所得：该应用也可能属于“${type.name.zh}”，该类型确有用途`,
      },
    };
  }
  if (needAtMost(mildest.need, 'avoidable')) return null;
  return considered.map(under).find(({ need }) => needAtMost(need, 'avoidable')) ?? null;
}

function undecidedUnder({ name }: AppType, { need }: KindNeed): KindNeed {
  return {
    need,
    because: {
      en: `“${name.en}” says where the app stands and not what it is for, and some types have a use for it`,
      zh: `“${name.zh}”只说明应用所处的位置，并不说明其用途，而某些类型确有此用途`,
    },
  };
}

/** What the rule's clause lists as necessary and the user types in. */
function typedNeed(kind: DataKind, type: AppType): KindNeed | null {
  const item = type.typedByUser.find((listed) => listed.kind === kind.id);
  if (item === undefined) return null;
  return {
    need: 'necessary',
    because: {
      en: `the rule lists it for “${type.name.en}”: ${item.detail.en}`,
      zh: `规定为“${type.name.zh}”列明：${item.detail.zh}`,
    },
  };
}

/** The rule's sentence that the basic function works without personal information, when it says so of every type chosen. */
function clauseOfNothing(types: readonly AppType[]): Text | null {
  const says = ({ number, typedByUser, necessary }: AppType): boolean =>
    number !== undefined && typedByUser.length === 0 && necessary.length === 0;
  const [first] = types;
  if (first === undefined || !types.every(says)) return null;
  return {
    en: `the rule says that “${first.name.en}” must work without personal information, and it can be asked for on the first screen`,
    zh: `规定“${first.name.zh}”${first.clause.text.zh.replace(/。$/, '')}，而首个界面即可能要求填写`,
  };
}

/**
 * Unknown type: what some type has a sound use for is left undecided; else the mildest judgement any type gives. Types of
 * our own count only where something of the app speaks for them.
 */
function needWithoutType(
  kind: DataKind,
  catalogue: Catalogue,
  considered: readonly AppType[],
  under: (kind: DataKind, type: AppType) => KindNeed,
): KindNeed {
  const types = catalogue.types.filter((type) => type.ours !== true || considered.includes(type));
  const judged = types.map((type) => ({ type, ...under(kind, type) }));
  const users = judged.filter(({ need }) => needAtMost(need, 'contextual')).map(({ type }) => type);
  if (users.length > 0) {
    const names = users.slice(0, 2);
    return {
      need: 'undecided',
      because: {
        en: `the type of the app is unknown, and some types have a use for it (${names.map((t) => t.name.en).join(', ')})`,
        zh: `应用类型未知，而某些类型确有用途（${names.map((t) => t.name.zh).join('、')}）`,
      },
    };
  }
  if (judged.some(({ need }) => need === 'avoidable')) {
    return {
      need: 'avoidable',
      because: {
        en: 'no type of app needs this access: where a feature wants it, a way without it exists',
        zh: '任何类型的应用都不必以这种方式获取：个别功能可能用到，但都有不需要此访问权限的做法',
      },
    };
  }
  const elsewhere = catalogue.types.some(
    (type) => !types.includes(type) && needAtMost(under(kind, type).need, 'contextual'),
  );
  return {
    need: 'beyond',
    because: elsewhere
      ? {
          en: 'none of the types that it could be needs it',
          zh: '它可能所属的各类型都不需要它',
        }
      : { en: 'no type of app needs it', zh: '没有任何类型的应用需要它' },
  };
}

function needUnderType(kind: DataKind, type: AppType): KindNeed {
  const direct = listedNeed(kind.id, type);
  if (direct && needAtMost(direct.need, 'avoidable')) return direct;
  for (const wider of kind.coveredBy ?? []) {
    const covering = listedNeed(wider, type);
    if (covering && needAtMost(covering.need, 'avoidable')) return covering;
  }
  if (kind.coarser !== undefined) {
    const blunt = listedNeed(kind.coarser, type);
    if (blunt && needAtMost(blunt.need, 'contextual')) {
      return {
        need: 'avoidable',
        because: {
          en: `“${type.name.en}” gets by with a blunter form of it`,
          zh: `“${type.name.zh}”用更粗略的同类数据即可`,
        },
      };
    }
  }
  if (direct) return direct;
  return {
    need: 'beyond',
    because: {
      en: `nothing that “${type.name.en}” does calls for it`,
      zh: `“${type.name.zh}”的任何功能都不需要它`,
    },
  };
}

/** A type of our own is said to be one wherever it is named as a reason. */
function nameIn(type: AppType): Text {
  if (type.ours !== true) return type.name;
  return { en: `${type.name.en} (our own type)`, zh: `${type.name.zh}（本工具自定类型）` };
}

function listedNeed(kind: string, type: AppType): KindNeed | null {
  const { en, zh } = nameIn(type);
  if (type.necessary.includes(kind)) {
    return {
      need: 'necessary',
      because: { en: `listed as necessary for “${en}”`, zh: `列为“${zh}”的必要信息` },
    };
  }
  if (type.functional.includes(kind)) {
    return {
      need: 'functional',
      because: { en: `the basic function of “${en}” needs it`, zh: `“${zh}”的基本功能需要它` },
    };
  }
  const contexts = type.contextual.filter((context) => context.kind === kind);
  const sound = contexts.find((context) => context.strength !== 'weak');
  if (sound) {
    return {
      need: 'contextual',
      ...(sound.standing === true ? { standing: true as const } : {}),
      because: {
        en: `fair in “${en}” for one feature: ${sound.feature.en}`,
        zh: `“${zh}”的特定功能可以使用：${sound.feature.zh}`,
      },
    };
  }
  const weak = contexts[0];
  if (weak) {
    const instead = weak.lessIntrusive;
    return {
      need: 'avoidable',
      because: {
        en: `“${en}” may offer “${weak.feature.en}”, for which a way without this access exists${instead ? ` (${instead.en})` : ''}`,
        zh: `“${zh}”可能提供“${weak.feature.zh}”功能，但有不需要此访问权限的做法${instead ? `（${instead.zh}）` : ''}`,
      },
    };
  }
  if (type.redFlags.includes(kind)) {
    return {
      need: 'red-flag',
      because: { en: `out of place in “${en}”`, zh: `对“${zh}”属明显越界` },
    };
  }
  return null;
}

/** Seen to happen on screens or at the user's act, and at no other time. */
const isInUse = ({ occasions, background, rung }: Sighting): boolean =>
  rung === 'reachable' &&
  !background &&
  occasions.length > 0 &&
  occasions.every((occasion) => occasion === 'screen' || occasion === 'user-act' || occasion === 'callback');

/** A taking's own need: conduct, time and party can make it worse than its kind, never better. */
// eslint-disable-next-line complexity -- what makes a need worse, one rule after another; the first that holds decides
function needForTaking(taking: Sighting, listed: KindNeed): KindNeed {
  const kind = taking.signal === 'form' ? (listed.typed ?? listed) : listed;
  if (taking.strength === 'asked-first' && kind.need === 'beyond' && listed.nothingFirst)
    return { need: 'red-flag', because: listed.nothingFirst };
  if (taking.unjustifiable) return { need: 'red-flag', because: taking.unjustifiable };
  if (kind.need === 'beyond' && kind.inUse && isInUse(taking)) {
    const { en, zh } = kind.because;
    return { need: 'avoidable', because: { en: `${en}; ${kind.inUse.en}`, zh: `${zh}；${kind.inUse.zh}` } };
  }
  if (kind.need !== 'contextual') return kind;
  // A backup goes on by itself: every way to it passes a decision that the app remembers.
  const switchedOn = kind.standing === true && taking.evidence.consent === 'decision';
  const servesUnseen =
    (listed.unattended === true || listed.switchedOn === true) && !leavesDevice(taking.flow);
  const unseen = taking.background || taking.occasions.includes('startup');
  if (unseen && !switchedOn && !servesUnseen) {
    // What goes on by itself once it is switched on looks so from outside, and what starts a service of its own accord may be
    // the feature's timer; only where the app starts nobody can have switched it on.
    const nobodyYet = taking.occasions.includes('startup') && taking.evidence.consent === 'before';
    if (kind.standing === true && !nobodyYet) {
      return {
        need: 'undecided',
        because: {
          en: `${kind.because.en}; whether the user switched it on could not be told`,
          zh: `${kind.because.zh}；无法判断用户是否开启了该功能`,
        },
      };
    }
    return {
      need: 'avoidable',
      because: {
        en: `${kind.because.en}; but it is taken when the user is using no feature`,
        zh: `${kind.because.zh}；但在用户未使用任何功能时也会获取`,
      },
    };
  }
  if (taking.party === 'tracker') {
    return {
      need: 'avoidable',
      because: {
        en: `${kind.because.en}; but a third party that profiles users takes it`,
        zh: `${kind.because.zh}；但获取方是以用户画像为业务的第三方`,
      },
    };
  }
  return kind;
}
