// What is said of a taking: who, how far the evidence goes, when. The words never climb above the rung: declared, could
// by the platform, code is there, can take, can take at start-up or in the background, is sent on.
// Leaves names of parties and occasions to labels.ts, and which takings a reader sees to the formats.
import { partiesOf } from '../model/parties.js';
import type { AppReport, KindActor, KindReport } from '../model/report.js';
import { actorName, label, listed, OCCASION_NAMES, spaced } from './labels.js';
import type { Lang } from './labels.js';

/** The two occasions named in a sentence; the report lists all. */
const MOST_OCCASIONS = 2;
/** Further parties named in a sentence; the rest are counted. */
const MOST_CLAUSES = 2;

const whenOf = (occasions: readonly string[], lang: Lang): string =>
  listed(
    occasions.slice(0, MOST_OCCASIONS).map((o) => label(OCCASION_NAMES, o, lang)),
    lang,
  );

/** True where the manifest names a service that the system feeds with the data, once the user switches it on. */
const isService = (entry: KindActor, kind: Pick<KindReport, 'evidence'>): boolean =>
  entry.rung === 'declared' &&
  entry.evidence.some((at) => kind.evidence[at]?.what.startsWith('component:') === true);

/** True where forms ask the user for it, as against code that takes it from the device. */
export const isAsked = (entry: Pick<KindActor, 'evidence'>, kind: Pick<KindReport, 'evidence'>): boolean =>
  entry.evidence.length > 0 &&
  entry.evidence.every((at) => kind.evidence[at]?.what.startsWith('ask:') === true);

/** What a form asks for: that it lies there, on which screen it stands, that what is typed goes on. */
function askedClause(entry: KindActor, kind: KindReport, who: string, lang: Lang): string {
  const zh = lang === 'zh';
  if (entry.rung === 'present')
    return zh
      ? `${who}可要求用户填写（包内有输入框，未见代码展示它）`
      : `${who} can ask the user for it (a field lies in the package; nothing was seen to show it)`;
  const first = entry.occasions.includes('first-screen');
  const start = entry.evidence.some((at) => kind.evidence[at]?.required === 'start');
  const where = zh
    ? start
      ? '在首个界面要求用户填写，看来启动后必须填写'
      : first
        ? '在首个界面要求用户填写'
        : '在之后的界面要求用户填写'
    : start
      ? 'asks the user for it on the first screen, and seems to require it at start'
      : first
        ? 'asks the user for it on the first screen'
        : 'asks the user for it on a later screen';
  const on = entry.rung !== 'leaves' ? '' : zh ? '，填写内容会传出' : '; what is typed is sent on';
  return zh ? `${who}${where}${on}` : `${who} ${where}${on}`;
}

/** What holds for these parties alike, with the kind of data as "it". */
// eslint-disable-next-line complexity -- a sentence in two languages: each clause is told only where it holds
function clause(entry: KindActor, kind: KindReport, who: string, lang: Lang): string {
  const zh = lang === 'zh';
  const when = whenOf(entry.occasions, lang);
  const at = when === '' ? '' : zh ? `在${when}` : ` ${when}`;
  if (isAsked(entry, kind)) return askedClause(entry, kind, who, lang);
  if (isService(entry, kind))
    return zh
      ? `${who}含有由系统供给该数据的服务，须由用户开启`
      : `${who} has a service that the system feeds with it once the user switches it on`;
  if (entry.rung === 'declared')
    return zh ? '已声明权限，未见使用它的代码' : 'the permission is asked for; no code that uses it was seen';
  if (entry.rung === 'implied')
    return zh
      ? '系统因目标版本较低而可能授予，未见使用它的代码'
      : 'the platform could allow it because of the old target level; no code that uses it was seen';
  if (entry.fails)
    return zh
      ? `包内有${who}的相关代码，但缺少其所需的权限`
      : `code of ${who} for it is in the package, but the permission it needs is not asked for`;
  if (entry.rung === 'present')
    return zh
      ? `包内有${who}的相关代码，未见其会被执行`
      : `code of ${who} for it is in the package; nothing was seen to run it`;
  if (entry.rung === 'leaves')
    return zh ? `${who}可${at}获取，并会传出` : `${who} can take it${at}, and it is sent on`;
  return zh ? `${who}可${at}获取` : `${who} can take it${at}`;
}

/** Entries of which the same holds are said together. */
function clauses(kind: KindReport, report: AppReport, lang: Lang): { shown: string[]; more: number } {
  const groups = new Map<string, KindActor[]>();
  for (const entry of partiesOf(kind)) {
    const key = `${entry.rung}|${entry.fails}|${whenOf(entry.occasions, lang)}|${isService(entry, kind)}|${isAsked(entry, kind)}`;
    const group = groups.get(key);
    if (group) group.push(entry);
    else groups.set(key, [entry]);
  }
  // What stands at the top stands alone: the sentence is about the strongest taking, others follow.
  const [first = [], ...others] = groups.values();
  const rows = [first.slice(0, 1), first.slice(1), ...others].filter((group) => group.length > 0);
  const shown = rows.slice(0, 1 + MOST_CLAUSES).map((group) => {
    const who = listed([...new Set(group.map((entry) => actorName(entry, report, lang)))], lang);
    return clause(group[0]!, kind, who, lang);
  });
  return { shown, more: rows.slice(shown.length).reduce((sum, group) => sum + group.length, 0) };
}

/** One line about a kind: the strongest taking, then each further party with what holds for it. */
export function kindSentence(kind: KindReport, report: AppReport, lang: Lang): string {
  const { shown, more } = clauses(kind, report, lang);
  const [first = '', ...others] = shown;
  if (lang === 'zh') {
    const rest = others.map((text) => `；另有：${text}`).join('');
    return spaced(`${kind.name.zh}：${first}${rest}${more > 0 ? `；其余 ${more} 方` : ''}`);
  }
  const rest = others.map((text) => `; also, ${text}`).join('');
  const counted = more === 0 ? '' : more === 1 ? '; and 1 more party' : `; and ${more} more parties`;
  return `${kind.name.en}: ${first}${rest}${counted}`;
}
