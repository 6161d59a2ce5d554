// What is claimed of SDKs against what was measured on them: rules/sdks → docs/sdks-measured.md. Pure but for the run by
// hand, `node test/sdks/claims.js`, which writes the page; a test holds the page to the rules. Leaves measuring to lab.mjs.
import { readFileSync, readdirSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { parse } from 'yaml';

const RULES = new URL('../../rules/sdks/', import.meta.url);
const PAGE = new URL('../../docs/sdks-measured.md', import.meta.url);

/** Every SDK with measured artefacts: kinds claimed and seen, claimed alone, seen alone. */
export function claimsOf(sdks) {
  return sdks
    .filter(({ measured }) => measured !== undefined)
    .map(({ id, vendor, country, takes = [], measured }) => {
      const claimed = new Set(takes.map(({ kind }) => kind));
      const seen = new Set(measured.flatMap((one) => one.takes.map(({ kind }) => kind)));
      return {
        ...{ id, vendor, country },
        artefacts: measured.map(({ artefact, version }) => `${artefact}:${version}`),
        agreed: [...claimed].filter((kind) => seen.has(kind)).sort(),
        claimedAlone: [...claimed].filter((kind) => !seen.has(kind)).sort(),
        seenAlone: [...seen].filter((kind) => !claimed.has(kind)).sort(),
      };
    })
    .sort((a, b) => (a.id < b.id ? -1 : 1));
}

const row = (...cells) => `| ${cells.join(' | ')} |`;
const total = (rows, key) => rows.reduce((sum, one) => sum + one[key].length, 0);

/** The page, in both languages: the table has no words to translate. */
export function claimsPage(sdks) {
  const rows = claimsOf(sdks);
  const artefacts = rows.flatMap((one) => one.artefacts);
  const names = new Set(artefacts.map((at) => at.slice(0, at.lastIndexOf(':'))));
  const chinese = rows.filter(({ country }) => country === 'CN').flatMap((one) => one.artefacts);
  const chineseNames = new Set(chinese.map((at) => at.slice(0, at.lastIndexOf(':'))));
  const vendors = new Set(rows.map(({ vendor }) => vendor));
  const [agreed, claimed, seen] = ['agreed', 'claimedAlone', 'seenAlone'].map((key) => total(rows, key));
  return `${[
    '<!-- Written by "node test/sdks/claims.js". -->',
    '# SDKs: claimed and measured',
    `${rows.length} SDKs of ${vendors.size} vendors, ${artefacts.length} versions of ${names.size} artefacts (${chineseNames.size} of them Chinese), measured in an app that holds the usual permissions. Kinds that are claimed and were seen: ${agreed}; claimed and not seen: ${claimed}; seen and not claimed: ${seen}. What an app hands over itself (events, names, payments) is claimed by vendors and asked of nobody, so no code shows it; what is claimed of another artefact of the SDK is not seen either. Seen means that the code is there, not that every app runs it.`,
    `${rows.length} 个 SDK，来自 ${vendors.size} 家厂商，${names.size} 个构件（其中中国 ${chineseNames.size} 个）的 ${artefacts.length} 个版本，在持有常见权限的应用中测量。声称且测得：${agreed}；声称而未测得：${claimed}；测得而未声称：${seen}。应用自行交给 SDK 的数据（事件、姓名、支付）厂商会声称，但代码中看不到；属于同一 SDK 其他构件的声称也测不到。“测得”指代码存在，并非每个应用都会运行。`,
    [
      row(
        'SDK',
        'claimed and seen · 声称且测得',
        'claimed, not seen · 声称而未测得',
        'seen, not claimed · 测得而未声称',
      ),
      row('---', '---', '---', '---'),
      ...rows.map((one) =>
        row(one.id, ...[one.agreed, one.claimedAlone, one.seenAlone].map((kinds) => kinds.join(', ') || '–')),
      ),
    ].join('\n'),
  ].join('\n\n')}\n`;
}

export function readSdks(folder = RULES) {
  return readdirSync(folder)
    .filter((name) => name.endsWith('.yaml'))
    .map((name) => parse(readFileSync(new URL(name, folder), 'utf8')));
}

if (process.argv[1] === fileURLToPath(import.meta.url)) writeFileSync(PAGE, claimsPage(readSdks()));
