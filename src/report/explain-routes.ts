// Ways to come by a kind of data, for people: routes that differ only in the member of a class, in the call a content
// address is handed to, or in how the compiler wrote them become one line. Pure; leaves the rest to explain.ts.
import type { DataKind, Text } from '../model/catalogue.js';
import { watchName } from '../text/labels.js';

type Route = DataKind['routes'][number];

/** Lines listed without --all, and members named in one of them. */
const MOST_LINES = 25;
const MOST_MEMBERS = 6;

/** What a person would look for: the member, class, address or text; of a combination its first part. */
// eslint-disable-next-line complexity -- one line for each way to write a route
const subjectOf = (route: Route): string => {
  const one =
    route.call ??
    route.override ??
    route.field ??
    route.class ??
    route.string ??
    route.uri ??
    route.reflect ??
    route.pattern;
  if (one !== undefined) return one.replace('#', '.');
  const [first = '', ...more] = (route.all ?? []).map(watchName);
  if (first === '') return watchName(route.any?.[0] ?? '');
  // A content address is what counts; the calls it may be handed to are the same for all of them.
  return route.any?.length || more.length === 0 ? first : [first, ...more].join(' + ');
};

/** "a.b.C.member" → class and member; addresses and words have no class. */
const splitMember = (subject: string): { owner: string; member: string } => {
  const dot = subject.lastIndexOf('.');
  const isMember =
    /^[a-z][\w$]*(?:\.[\w$]+)*\.[\w$<>]+$/.test(subject) && /\.[A-Z][\w$]*\.[^.]+$/.test(subject);
  return isMember
    ? { owner: subject.slice(0, dot), member: subject.slice(dot + 1) }
    : { owner: subject, member: '' };
};

interface Group {
  owner: string;
  members: Set<string>;
  strong: number; // routes that show the taking by themselves
  roles: Set<string>;
  from: number;
}

const levelText = (from: number): string => (from > 1 ? ` · API ${from}+` : '');

const ROLES: Readonly<Record<string, Text>> = {
  collect: { en: 'takes it', zh: '直接获取' },
  request: { en: 'asks the user or the system for it', zh: '向用户或系统请求' },
  extract: { en: 'reads it out of what was taken', zh: '从已获取的内容中读出' },
  subscribe: { en: 'is told of it', zh: '订阅其变化' },
  callback: { en: 'receives it', zh: '接收回调' },
  status: { en: 'tells about it', zh: '查询其状态' },
  enable: { en: 'switches it on', zh: '启用' },
  setup: { en: 'prepares it', zh: '准备获取' },
};

const roleText = (roles: ReadonlySet<string>): Text => {
  const sorted = [...roles].sort();
  const say = (lang: 'en' | 'zh'): string[] => sorted.map((role) => ROLES[role]?.[lang] ?? role);
  return { en: say('en').join(', '), zh: say('zh').join('、') };
};

const lineOf = (group: Group): Text => {
  const members = [...group.members].sort();
  const shown = members.slice(0, MOST_MEMBERS).join(', ');
  const more = members.length - MOST_MEMBERS;
  const text = (and: string): string =>
    members.length === 0 ? group.owner : `${group.owner}: ${shown}${more > 0 ? and : ''}`;
  const role = roleText(group.roles);
  const weak = group.strong === 0;
  return {
    en: `${text(` and ${more} more`)} · ${role.en}${weak ? ' (weak sign)' : ''}${levelText(group.from)}`,
    zh: `${text(` 等 ${members.length} 个`)} · ${role.zh}${weak ? '（弱迹象）' : ''}${levelText(group.from)}`,
  };
};

/** One line per class or address, the firmest and fullest first; `all` lists every one of them. */
export function routeLines(routes: readonly Route[], all: boolean): Text[] {
  const groups = new Map<string, Group>();
  for (const route of routes) {
    const { owner, member } = splitMember(subjectOf(route));
    let group = groups.get(owner);
    if (!group)
      groups.set(
        owner,
        (group = { owner, members: new Set(), strong: 0, roles: new Set(), from: route.from ?? 1 }),
      );
    if (member !== '') group.members.add(member);
    if (route.signal === 'strong') group.strong++;
    group.roles.add(route.role);
    group.from = Math.min(group.from, route.from ?? 1);
  }
  const sorted = [...groups.values()].sort(
    (a, b) =>
      Number(b.strong > 0) - Number(a.strong > 0) ||
      b.members.size - a.members.size ||
      (a.owner < b.owner ? -1 : a.owner > b.owner ? 1 : 0),
  );
  return bounded(sorted.map(lineOf), all);
}

/** The first of a long list, with how many follow. */
export function bounded(lines: readonly Text[], all: boolean): Text[] {
  const rest = lines.length - MOST_LINES;
  if (all || rest <= 1) return [...lines];
  const more = { en: `and ${rest} more: --all lists them`, zh: `另有 ${rest} 项，用 --all 列出` };
  return [...lines.slice(0, MOST_LINES), more];
}
