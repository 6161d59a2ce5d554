// The public Android API of levels 21 to 37 as the npm package @nativescript/types-android declares it: classes with
// their supertypes, and members with the level they came with. A line reader for that one generated file, no more.
import { readFileSync } from 'node:fs';

export interface PublicClass {
  since: number; // 21: that level or earlier
  supers: string[]; // Java names
  members: Map<string, number>; // name → earliest level of any overload; constructors are "<init>"
}

const FILE = new URL(
  '../../node_modules/@nativescript/types-android/lib/android/android-platform-21-37-merged.d.ts',
  import.meta.url,
);
const FIRST = 21;

/** Java name ("android.a.B$C") → class. */
export function readPublicApi(): Map<string, PublicClass> {
  const classes = new Map<string, PublicClass>();
  const scopes: { name: string; body: PublicClass | null }[] = [];
  let since = FIRST;
  for (const line of readFileSync(FILE, 'utf8').split('\n')) {
    const text = line.trim();
    const told = /@since (\d+)/.exec(text);
    if (text.startsWith('/**') || text.startsWith('*')) {
      if (told) since = Number(told[1]);
      continue;
    }
    const scope = /^(?:declare |export )*(module|namespace|(?:abstract )?class|interface) ([\w$]+)(.*)$/.exec(
      text,
    );
    if (scope && text.endsWith('{')) {
      const name = nameIn(scopes, scope[2] ?? '');
      let body: PublicClass | null = null;
      if (scope[1] !== 'module' && scope[1] !== 'namespace') {
        body = { since, supers: supersOf(scope[3] ?? ''), members: new Map() };
        classes.set(name, body);
      }
      scopes.push({ name, body });
      since = FIRST;
      continue;
    }
    if (text.startsWith('}')) {
      scopes.pop();
      since = FIRST;
      continue;
    }
    const body = scopes.at(-1)?.body;
    const member = /^(?:public |protected |static |readonly )*([\w$]+)(?=[(:<?])/.exec(text);
    if (body && member) {
      const name = member[1] === 'constructor' ? '<init>' : (member[1] ?? '');
      const level = Math.max(since, body.since);
      body.members.set(name, Math.min(level, body.members.get(name) ?? Infinity));
    }
    // The shape of what an interface is implemented with: "constructor(implementation: {" up to "});".
    if (text.endsWith('{')) scopes.push({ name: scopes.at(-1)?.name ?? '', body: null });
    since = FIRST;
  }
  return classes;
}

/** The level at which a class has a member, its own or inherited; null when it has none. */
export function levelOf(
  api: ReadonlyMap<string, PublicClass>,
  className: string,
  member: string,
): number | null {
  const body = api.get(className);
  if (!body) return null;
  const own = body.members.get(member);
  const levels = own === undefined ? [] : [own];
  if (member !== '<init>') {
    for (const name of body.supers) {
      const level = levelOf(api, name, member);
      if (level !== null) levels.push(Math.max(level, body.since));
    }
  }
  return levels.length === 0 ? null : Math.min(...levels);
}

function nameIn(scopes: readonly { name: string }[], name: string): string {
  const outer = scopes.at(-1)?.name;
  if (outer === undefined) return name;
  const last = outer.slice(Math.max(outer.lastIndexOf('.'), outer.lastIndexOf('$')) + 1);
  return outer + (/^[A-Z]/.test(last) ? '$' : '.') + name;
}

function supersOf(text: string): string[] {
  const lists = /(?:extends ([^{]*?))?(?:implements ([^{]*?))?\{$/.exec(text);
  const names = [...(lists?.[1] ?? '').split(','), ...(lists?.[2] ?? '').split(',')];
  return names.map((name) => dollar(name.replace(/<.*$/, '').trim())).filter((name) => name.includes('.'));
}

/** "android.a.B.C" → "android.a.B$C": packages are in lower case, classes begin in upper case. */
function dollar(name: string): string {
  const parts = name.split('.');
  const first = parts.findIndex((part) => /^[A-Z]/.test(part));
  return first < 0 ? name : [...parts.slice(0, first), parts.slice(first).join('$')].join('.');
}
