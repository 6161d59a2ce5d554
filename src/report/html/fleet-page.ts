// One page of a fleet's counts, in both languages, without scripts: tables and what they mean. Leaves counting to fleet/.
import type { Text } from '../../model/catalogue.js';
import type { Lang } from '../../text/labels.js';
import { plain } from '../escape.js';

export interface FleetTable {
  id: string;
  title: Text;
  columns: readonly string[];
  rows: readonly (readonly (string | number | null)[])[];
}
export interface FleetPage {
  tables: readonly FleetTable[];
  /** Names of kinds, types and SDKs by id. */
  names: ReadonlyMap<string, Text>;
  title: Text | null;
  publisher: string | null;
  date: string | null;
  lang: Lang;
  tool: { version: string; rules: string };
}

const COLUMNS: Readonly<Record<string, Text>> = {
  verdict: { en: 'Verdict', zh: '结论' },
  type: { en: 'Type', zh: '类型' },
  kind: { en: 'Kind of data', zh: '数据种类' },
  sdk: { en: 'SDK', zh: 'SDK' },
  month: { en: 'Month', zh: '月份' },
  cause: { en: 'Cause', zh: '原因' },
  apps: { en: 'Apps', zh: '应用数' },
  suspected: { en: 'Suspected', zh: '涉嫌' },
  strongly_suspected: { en: 'Strongly suspected', zh: '高度涉嫌' },
  median_score: { en: 'Median index', zh: '指数中位数' },
  by_the_app: { en: 'By the app itself', zh: '由应用自身' },
  by_sdks: { en: 'By SDKs', zh: '由 SDK' },
  by_unattributed_code: { en: 'By unattributed code', zh: '由归属未明的代码' },
};
const VERDICTS: Readonly<Record<string, Text>> = {
  'not-suspected': { en: 'not suspected', zh: '未见涉嫌' },
  suspected: { en: 'suspected', zh: '涉嫌' },
  'strongly-suspected': { en: 'strongly suspected', zh: '高度涉嫌' },
  'not-rated': { en: 'not rated', zh: '未评定' },
  failed: { en: 'could not be read', zh: '无法读取' },
};

const escape = (text: string): string =>
  plain(text, 500)
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('"', '&quot;');

export function fleetPage(page: FleetPage): string {
  const { lang } = page;
  const said = (text: Text): string => escape(text[lang]);
  const nameOf = (value: string): string =>
    said(page.names.get(value) ?? VERDICTS[value] ?? { en: value, zh: value });
  const cell = (value: string | number | null): string =>
    value === null
      ? '<td></td>'
      : typeof value === 'number'
        ? `<td class="n">${value.toLocaleString('en')}</td>`
        : `<td>${nameOf(value)}</td>`;
  const table = ({ id, title, columns, rows }: FleetTable): string => {
    const head = columns.map((name) => `<th>${said(COLUMNS[name] ?? { en: name, zh: name })}</th>`).join('');
    const body = rows.map((row) => `<tr>${row.map(cell).join('')}</tr>`).join('\n');
    return `<section id="${id}"><h2>${said(title)}</h2><div class="w"><table><thead><tr>${head}</tr></thead><tbody>${body}</tbody></table></div></section>`;
  };
  const title = said(page.title ?? { en: 'Survey of a fleet of apps', zh: '应用批量测评' });
  const by = [page.publisher, page.date]
    .filter((part) => part !== null)
    .map(escape)
    .join(' · ');
  const note = said({
    en: 'Counts of apps. “Can take” means that code which takes the data can run, or runs at start-up, or sends it on; a permission alone does not count. Suspected is as far as a package alone can tell.',
    zh: '数字为应用数。“可获取”指获取该数据的代码能够执行、启动时即执行或已将数据传出；仅声明权限不计入。“涉嫌”是仅凭安装包所能得出的结论。',
  });
  return `<!doctype html>
<html lang="${lang === 'zh' ? 'zh-Hans' : 'en'}"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'sha256-${STYLE_HASH}'">
<title>${title}</title><style>${STYLE}</style></head>
<body><main><h1>${title}</h1>${by === '' ? '' : `<p>${by}</p>`}<p>${note}</p>
${page.tables.map(table).join('\n')}
<footer>Overreach ${escape(page.tool.version)} · ${escape(page.tool.rules.slice(0, 12))}</footer></main></body></html>
`;
}

const STYLE =
  ':root{color-scheme:light dark}body{font:16px/1.5 system-ui,sans-serif;margin:0}main{max-width:60rem;margin:auto;padding:1rem}' +
  'h1{font-size:1.6rem}h2{font-size:1.2rem;margin-top:2rem}.w{overflow-x:auto}table{border-collapse:collapse;min-width:50%}' +
  'th,td{padding:.3rem .8rem;border-bottom:1px solid #8885;text-align:left}.n{text-align:right;font-variant-numeric:tabular-nums}footer{margin-top:2rem;opacity:.75}';
/** SHA-256 of STYLE in base64; a test recomputes it. */
const STYLE_HASH = 'JqGL7SQN5XV/YTeYRWLtBbDKbtEQDRJaPrQ6OnzHr+I=';
