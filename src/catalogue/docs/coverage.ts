// The coverage page: per kind of data how many ways to it are known, by sort, and what is known not to be seen; and the
// entries whose truth the declared Android API cannot confirm.
import { compareText } from '../../model/order.js';
import type { Catalogue, DataKind, Route } from '../../model/catalogue.js';
import { countWays } from '../../model/watch-id.js';
import { bullets, code, escapeText, inline, link, page, section, table } from './markdown.js';

const SORTS = ['call', 'override', 'field', 'class', 'uri', 'action', 'setting', 'property', 'file', 'command', 'text', 'sensor', 'reflect', 'compound', 'conduct'] as const;
type Sort = (typeof SORTS)[number];

/** What a route looks at, as the columns of the page have it. */
function sortOf(route: Route): Sort {
  if (route.pattern !== undefined) return 'conduct';
  if (route.all !== undefined || route.any !== undefined) return 'compound';
  if (route.what === 'sensor') return 'sensor';
  if (route.string !== undefined) {
    const what = route.what ?? 'other';
    return what === 'action' || what === 'setting' || what === 'property' || what === 'file' || what === 'command' ? what : 'text';
  }
  for (const key of ['call', 'override', 'field', 'class', 'uri', 'reflect'] as const) if (route[key] !== undefined) return key;
  return 'text';
}

export function coveragePage(catalogue: Catalogue): string {
  const taken = catalogue.kinds.filter((kind) => kind.origin !== 'user' || kind.routes.length > 0);
  const unconfirmed = catalogue.kinds.flatMap((kind) =>
    kind.routes.filter(isUnconfirmed).map((route) => [kind, route] as const),
  );
  return page({ en: 'What is covered', zh: '覆盖范围' }, [
    'Per kind of data, how many ways to it the catalogue looks for. Compounds count sights that only mean something together, among them every address together with the calls that read it; conducts are worked out from several steps of code.',
    table(
      ['Kind', 'ways', ...SORTS, 'strong', 'no permission'],
      taken.map((kind) => [
        link(kind.name.en, `data-kinds/${kind.id}.md`),
        String(countWays(kind.routes)),
        ...SORTS.map((sort) => String(kind.routes.filter((route) => sortOf(route) === sort).length || '')),
        String(kind.routes.filter((route) => route.signal === 'strong').length),
        String(kind.permissionless?.length ?? ''),
      ]),
    ),
    section('What is not seen', bullets(taken.map((kind) => notSeen(kind)))),
    section(
      'Entries that the declared API cannot confirm',
      `${unconfirmed.length} entries name hidden or system members, or members removed before API 21. They were read from AOSP sources or public code; @nativescript/types-android, against which the tests hold the rest, does not declare them.\n\n` +
        (bullets(byClass(unconfirmed.map(([, route]) => route))) ?? ''),
    ),
  ]);
}

function notSeen(kind: DataKind): string {
  const ways = kind.unknownRoutes ?? [];
  const said = ways.length === 0 ? 'nothing is known to be missing' : ways.map(inline).join('; ');
  return `${link(kind.name.en, `data-kinds/${kind.id}.md`)}: ${said}`;
}

/** A member of the platform that the declarations of the public API do not have. */
function isUnconfirmed(route: Route): boolean {
  const member = route.call ?? route.override ?? route.field ?? route.class;
  if (member === undefined || route.library === true) return false;
  return !(route.sources ?? []).includes('types-android');
}

function byClass(routes: readonly Route[]): string[] {
  const members = new Map<string, Set<string>>();
  for (const route of routes) {
    const [name = '', member = ''] = (route.call ?? route.override ?? route.field ?? route.class ?? '').split('#');
    members.set(name, (members.get(name) ?? new Set<string>()).add(member));
  }
  return [...members]
    .sort(([a], [b]) => compareText(a, b))
    .map(([name, set]) => {
      const named = [...set].filter((member) => member !== '').sort();
      return code(name) + (named.length === 0 ? '' : `: ${named.map(escapeText).join(', ')}`);
    });
}
