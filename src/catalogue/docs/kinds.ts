// A page for every kind of personal data: what it is, what opens it, and every way to it that we look for.
import type { Catalogue, DataKind, Route } from '../../model/catalogue.js';
import { countWays } from '../../model/watch-id.js';
import { both, bullets, code, escapeText, inline, link, page, section, table, type Pages } from './markdown.js';

export function kindPages(catalogue: Catalogue): Pages {
  const pages: Pages = {};
  for (const kind of catalogue.kinds) pages[`data-kinds/${kind.id}.md`] = kindPage(kind, catalogue);
  pages['data-kinds/README.md'] = page({ en: 'Kinds of personal data', zh: '个人数据种类' }, [
    'What Overreach looks for, how sensitive it is (1 to 5), and how many ways to it are known. The coverage page says what is not seen: ' +
      link('coverage', '../coverage.md') +
      '.',
    table(
      ['Kind', '种类', 'Origin', 'Level', 'Routes'],
      catalogue.kinds.map((kind) => [
        link(kind.name.en, `${kind.id}.md`),
        escapeText(kind.name.zh),
        kind.origin,
        String(kind.sensitivity.level),
        String(countWays(kind.routes)),
      ]),
    ),
  ]);
  return pages;
}

function kindPage(kind: DataKind, catalogue: Catalogue): string {
  const takers = catalogue.sdks.filter((sdk) =>
    sdk.takes.some((take) => take.kind === kind.id && take.confidence !== 'low'),
  );
  const needing = catalogue.types.filter((type) => [...type.necessary, ...type.functional].includes(kind.id));
  return page(kind.name, [
    both(kind.meaning),
    `Id ${code(kind.id)}, origin ${kind.origin}, counted in surveys under ${code(kind.headline)}.`,
    section('Sensitivity', `Level ${kind.sensitivity.level} of 5.\n\n${both(kind.sensitivity.reason) ?? ''}`),
    section(
      'Needed by',
      bullets(needing.map((type) => link(`${type.name.en} · ${type.name.zh}`, `../app-types/${type.id}.md`))) ??
        'No type of app needs it for its basic function.',
    ),
    section(
      'Permissions',
      table(
        ['Permission', 'From API', 'To API', 'Note'],
        kind.permissions.map(({ name, from, to, note }) => [
          code(name),
          String(from ?? ''),
          String(to ?? ''),
          escapeText(note ?? ''),
        ]),
      ),
    ),
    section('Ways to it', routeTable(kind.routes)),
    section(
      'Ways that need no permission',
      bullets(
        (kind.permissionless ?? []).map(
          ({ how, limits, confidence }) => `${inline(how)}${limits ? ` (${inline(limits)})` : ''}, ${confidence}`,
        ),
      ),
    ),
    section('Ways that cannot be seen', bullets((kind.unknownRoutes ?? []).map(inline))),
    section(
      'SDKs known to take it',
      bullets(takers.map((sdk) => link(sdk.name, `../sdks/${sdk.id}.md`))),
    ),
    section(
      'Elsewhere',
      bullets([
        ...kind.playDataSafety.map((type) => `Google Play data safety: ${code(type)}`),
        ...kind.masvs.map((control) => `OWASP ${control}`),
        ...kind.references.map(({ label, url }) => (url === undefined ? escapeText(label) : link(label, url))),
      ]),
    ),
  ]);
}

function routeTable(routes: readonly Route[]): string | null {
  return table(
    ['What is seen', 'Role', 'Signal', 'Confidence', 'API', 'Permission', 'Note'],
    routes.map((route) => [
      seen(route),
      route.role,
      route.signal,
      route.confidence,
      levels(route.from, route.to),
      permissionText(route),
      escapeText([route.note ?? '', route.library === true ? 'library' : ''].filter((part) => part !== '').join('; ')),
    ]),
  );
}

/** The route in the words of the rule file. */
export function seen(route: Route): string {
  for (const key of ['call', 'override', 'field', 'class', 'string', 'uri', 'reflect', 'pattern'] as const) {
    const value = route[key];
    if (value === undefined) continue;
    const when = (route.when ?? []).map(({ arg, is, startsWith, contains }) => {
      const values = [...(is ?? []), ...(startsWith ?? []).map((text) => `${text}…`), ...(contains ?? []).map((text) => `…${text}…`)];
      return ` with argument ${arg} ${values.map(code).join(' or ')}`;
    });
    return `${key} ${code(value)}${when.join('')}`;
  }
  const parts: string[] = [];
  if (route.all !== undefined) parts.push(route.all.map(code).join(' and '));
  if (route.any !== undefined) parts.push(`one of ${shorten(route.any)}`);
  if (route.none !== undefined) parts.push(`none of ${shorten(route.none)}`);
  return `${parts.join(', ')} in one ${route.scope ?? 'class'}`;
}

const SHOWN = 6;
function shorten(ids: readonly string[]): string {
  const rest = ids.length - SHOWN;
  return ids.slice(0, SHOWN).map(code).join(', ') + (rest > 0 ? ` and ${rest} more` : '');
}

function levels(from: number | undefined, to: number | undefined): string {
  if (from === undefined && to === undefined) return '';
  return to === undefined ? `${from}+` : `${from ?? 1} to ${to}`;
}

function permissionText(route: Route): string {
  return (route.permissions ?? [])
    .map(({ from, to, anyOf, allOf, conditional }) => {
      const names = [...(allOf ?? []).map(short), ...(anyOf === undefined ? [] : [anyOf.map(short).join(' or ')])];
      return `${levels(from, to)}: ${names.join(' and ')}${conditional === true ? ' (at times)' : ''}`;
    })
    .join('; ');
}

function short(permission: string): string {
  return code(permission.replace(/^android\.permission\./, ''));
}
