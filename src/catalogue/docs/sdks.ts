// A page for every SDK: how it is recognised, what its code was measured to take, what its vendor and what others say,
// and how to switch that off.
import type { Catalogue, Sdk } from '../../model/catalogue.js';
import { claimsOf } from '../../model/claims-of.js';
import { code, escapeText, bullets, inline, link, page, section, table, type Pages } from './markdown.js';

export function sdkPages(catalogue: Catalogue): Pages {
  const pages: Pages = {};
  const kindName = new Map(catalogue.kinds.map((kind) => [kind.id, kind.name]));
  for (const sdk of catalogue.sdks) pages[`sdks/${sdk.id}.md`] = sdkPage(sdk, kindName);
  const trackers = catalogue.sdks.filter((sdk) => sdk.tracker).length;
  const chinese = catalogue.sdks.filter((sdk) => sdk.country === 'CN').length;
  pages['sdks/README.md'] = page({ en: 'SDKs', zh: 'SDK 清单' }, [
    `${catalogue.sdks.length} SDKs, ${chinese} of vendors in China, ${trackers} of them trackers: made to gather data on a person or on how an app is used. That is our own judgement.`,
    table(
      ['SDK', 'Vendor', 'Country', 'Categories', 'Tracker', 'Best sign'],
      catalogue.sdks.map((sdk) => [
        link(nameOf(sdk), `${sdk.id}.md`),
        escapeText(sdk.vendor),
        sdk.country ?? '',
        escapeText(sdk.categories.join(', ')),
        sdk.tracker ? 'yes' : 'no',
        bestSign(sdk),
      ]),
    ),
  ]);
  return pages;
}

// eslint-disable-next-line max-lines-per-function -- a page is one list of its parts
function sdkPage(sdk: Sdk, kindName: ReadonlyMap<string, { en: string; zh: string }>): string {
  const kindLink = (id: string): string => {
    const name = kindName.get(id);
    return link(name === undefined ? id : `${name.en} · ${name.zh}`, `../data-kinds/${id}.md`);
  };
  const { measured, byVendor, byOthers } = claimsOf(sdk);
  const claims = (rows: Sdk['takes']): string | null =>
    table(
      ['Kind', 'How', 'Source'],
      rows.map(({ kind, mode, source }) => [
        kindLink(kind),
        mode === 'collects' ? 'by default' : 'with a permission or option',
        escapeText(source),
      ]),
    );
  return page({ en: sdk.name, zh: sdk.nameZh ?? sdk.name }, [
    `By ${escapeText(sdk.vendor)}${sdk.country === undefined ? '' : ` (${sdk.country})`}. ${escapeText(sdk.categories.join(', '))}. ` +
      (sdk.tracker ? 'A tracker. 属于跟踪类 SDK。' : 'Not a tracker. 不属于跟踪类 SDK。') +
      (sdk.status === 'discontinued' ? ' Discontinued. 已停止维护。' : ''),
    sdk.part === undefined ? null : `Part of ${link(sdk.part, `${sdk.part}.md`)}.`,
    section(
      'Recognised by',
      table(
        ['Sign', 'Value', 'Confidence', 'Sources'],
        sdk.signals.map(({ kind, value, confidence, sources }) => [
          kind,
          code(value),
          confidence,
          escapeText((sources ?? []).join(', ')),
        ]),
      ),
    ),
    ...(measured.length === 0 ? ['Its code was never measured by us. 尚未实测其代码。'] : []),
    ...measured.map(({ artefact, version, date, sha256, takes }) =>
      section(
        `Measured on ${artefact} ${version}`,
        `${
          takes.length === 0
            ? 'Nothing that we look for was seen in its code. 未见所查数据。'
            : table(
                ['Kind its code can take', 'Rung in an app that does not call it', 'Calls'],
                takes.map(({ kind, rung, calls }) => [kindLink(kind), rung, calls.map(code).join(', ')]),
              )
        }\n\n${date}, SHA-256 ${code(sha256)}`,
      ),
    ),
    section('Known to take, by the vendor’s own page', claims(byVendor)),
    section('Claimed by others, not checked', claims(byOthers)),
    section(
      'Switching it off',
      bullets(
        (sdk.switches ?? []).map(
          ({ kinds, how, source }) =>
            `${inline(how)} (${kinds.map(kindLink).join(', ')}${source === undefined ? '' : `; ${escapeText(source)}`})`,
        ),
      ),
    ),
    section(
      'References',
      bullets([
        ...(sdk.website === undefined ? [] : [link(sdk.website, sdk.website)]),
        ...(sdk.references ?? []).map(({ label, url }) => (url === undefined ? escapeText(label) : link(label, url))),
      ]),
    ),
  ]);
}

function nameOf(sdk: Sdk): string {
  return sdk.nameZh === undefined ? sdk.name : `${sdk.name} · ${sdk.nameZh}`;
}

function bestSign(sdk: Sdk): string {
  const order = { high: 0, medium: 1, low: 2 } as const;
  const best = [...sdk.signals].sort((a, b) => order[a.confidence] - order[b.confidence])[0];
  return best === undefined ? '' : `${best.kind} ${code(best.value)} (${best.confidence})`;
}
