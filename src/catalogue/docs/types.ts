// A page for every type of app: what the rule calls necessary, what we add, and the signs by which it is inferred.
import type { AppType, Catalogue } from '../../model/catalogue.js';
import { both, bullets, code, escapeText, inline, link, page, section, table, type Pages } from './markdown.js';

export function typePages(catalogue: Catalogue): Pages {
  const pages: Pages = {};
  const name = new Map(catalogue.kinds.map((kind) => [kind.id, `${kind.name.en} · ${kind.name.zh}`]));
  const kind = (id: string): string => link(name.get(id) ?? id, `../data-kinds/${id}.md`);
  for (const type of catalogue.types) pages[`app-types/${type.id}.md`] = typePage(type, kind);
  const inOrder = [...catalogue.types].sort((a, b) => (a.number ?? Infinity) - (b.number ?? Infinity));
  pages['app-types/README.md'] = page({ en: 'Types of app', zh: '应用类型' }, [
    'The 39 types of the provisions of 2021 and what each needs from the device. The rule speaks of information; which access to the device follows from it is our own reading.',
    table(
      ['No.', 'Type', '类型', 'Necessary from the device', 'Category of the 2018 survey'],
      inOrder.map((type) => [
        String(type.number ?? ''),
        link(type.name.en, `${type.id}.md`),
        escapeText(type.name.zh),
        [...type.necessary, ...type.functional].map(kind).join(', '),
        type.ccaCategory ?? '',
      ]),
    ),
  ]);
  return pages;
}

function typePage(type: AppType, kind: (id: string) => string): string {
  return page(type.name, [
    both(type.basicFunction),
    section('The clause', `${both(type.clause.text) ?? ''}\n\nSource: ${escapeText(type.clause.source.label)}.`),
    section(
      'Typed by the user',
      bullets(type.typedByUser.map((item) => `${kind(item.kind)}: ${inline(item.detail)}`)),
    ),
    section('Necessary from the device', bullets(type.necessary.map(kind))),
    section('Needed for the basic function to run', bullets(type.functional.map(kind))),
    section(
      'Fair for a feature that the user starts',
      table(
        ['Kind', 'Feature', 'A narrower way', 'Strength'],
        type.contextual.map((item) => [
          kind(item.kind),
          inline(item.feature),
          item.lessIntrusive === undefined ? '' : inline(item.lessIntrusive),
          item.strength,
        ]),
      ),
    ),
    section('Red flags', bullets(type.redFlags.map(kind))),
    section('Notes', both(type.notes)),
    section(
      'Inferred from',
      bullets(
        [
          ['words', type.hints.words],
          ['app category', type.hints.appCategories],
          ['Play category', type.hints.playCategories],
          ['SDKs', type.hints.sdks],
          ['features', type.hints.features],
        ].flatMap(([what, values]) =>
          (values as string[]).length === 0 ? [] : [`${String(what)}: ${(values as string[]).map(code).join(', ')}`],
        ),
      ),
    ),
  ]);
}
