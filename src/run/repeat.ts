// What makes a survey's folder fit for an archive with a DOI: hashes of everything that was read and written, the
// versions it was made with, how to make it again, and how to cite it. No clock, no host: same survey, same bytes.
// Leaves one app's pack to evidence.ts.
import { createHash } from 'node:crypto';
import { closeSync, existsSync, openSync, readdirSync, readSync } from 'node:fs';
import { join } from 'node:path';
import { EXTRACTOR_VERSIONS } from '../extract/index.js';
import type { SurveyReport } from '../model/survey.js';
import { csvLine } from '../report/csv.js';
import { fillText } from '../report/html/template.js';
import { WORDS } from '../report/html/words.js';
import type { ScanSetup } from './job.js';

/** Names of what is added. */
export const ARCHIVE = {
  sums: 'SHA256SUMS',
  about: 'repeat.json',
  types: 'repeat-types.csv',
  how: 'REPEAT.md',
  cite: 'CITATION.cff',
} as const;

export interface ArchiveInput {
  survey: SurveyReport;
  setup: ScanSetup;
  /** Type given for each app, by id; only these types can be given again. */
  given: ReadonlyMap<string, string>;
}

const fileHash = (path: string): string => {
  const hash = createHash('sha256');
  const piece = Buffer.alloc(1 << 18);
  const handle = openSync(path, 'r');
  try {
    for (let n = readSync(handle, piece); n > 0; n = readSync(handle, piece))
      hash.update(piece.subarray(0, n));
  } finally {
    closeSync(handle);
  }
  return hash.digest('hex');
};

const HOW = (about: {
  version: string;
  rules: string;
}): string => `# How to make this survey again / 如何重做本测评

- Made with Overreach ${about.version}, rules ${about.rules}. 由 Overreach ${about.version} 生成，规则 ${about.rules}。
- \`${ARCHIVE.about}\` names every package that was read, by SHA-256, with the limits and versions. 列出所读取的每个安装包（SHA-256）、上限与版本。
- \`${ARCHIVE.sums}\` names every file of this folder by SHA-256. 列出本文件夹每个文件的 SHA-256。

Is the folder as it was published? 文件夹是否与发布时一致：

\`\`\`sh
sha256sum -c ${ARCHIVE.sums}
\`\`\`

Does the judgement follow from the facts, and do the facts follow from the packages? 判断是否由事实得出，事实是否由安装包得出：

\`\`\`sh
for pack in evidence/*.zip; do overreach verify "$pack"; done
overreach verify evidence/NAME.zip packages/NAME.apk
\`\`\`

The whole survey again, from the packages in the folder \`packages\`, with this version of the tool. 用此版本由 \`packages\` 文件夹中的安装包重做整个测评：

\`\`\`sh
overreach survey packages --types ${ARCHIVE.types} --evidence --no-cache --out again
cmp results.jsonl again/results.jsonl
\`\`\`

\`results.jsonl\` is then the same byte by byte. 此时 \`results.jsonl\` 逐字节相同。

Another version of the tool or the rules may judge otherwise; \`overreach survey diff . again\` tells what and why. 工具或规则版本不同时判断可能不同，\`overreach survey diff . again\` 会说明差异与原因。
`;

/** YAML in double quotes is JSON. */
const quoted = (text: string): string => JSON.stringify(text);

const citation = ({ title, publisher, date, tool, totals }: SurveyReport): string => {
  const name = title ?? fillText(WORDS.untitled, {});
  return `${[
    'cff-version: 1.2.0',
    'message: "Please cite this survey as below."',
    'type: dataset',
    `title: ${quoted(name.en)}`,
    ...(name.zh === name.en ? [] : [`# ${quoted(name.zh)}`]),
    'authors:',
    `  - name: ${quoted(publisher ?? 'unnamed')}`,
    ...(date !== null && /^\d{4}-\d{2}-\d{2}$/.test(date) ? [`date-released: ${date}`] : []),
    `abstract: ${quoted(`${totals.apps} apps, read with Overreach ${tool.version}, rules ${tool.rules}.`)}`,
  ].join('\n')}\n`;
};

/** The files by name, but for the sums, which need all others on disk. */
export function archiveFiles({ survey, setup, given }: ArchiveInput): Map<string, string> {
  const about = {
    schema: 'overreach-repeat/1',
    tool: {
      version: setup.toolVersion,
      rules: setup.catalogue.version,
      extractors: EXTRACTOR_VERSIONS,
      watchlist: setup.watchlist.hash,
    },
    limits: setup.limits,
    title: survey.title,
    publisher: survey.publisher,
    date: survey.date,
    apps: survey.apps.map((app) => ({
      id: app.id,
      files: app.files,
      sha256: app.sha256,
      sizeBytes: app.sizeBytes,
      type: given.get(app.id) ?? null,
      judgedAs: app.type,
    })),
  };
  const types = survey.apps
    .filter((app) => given.has(app.id))
    .map((app) => csvLine([app.id, app.sha256, given.get(app.id)!]));
  return new Map([
    [ARCHIVE.about, `${JSON.stringify(about, null, 1)}\n`],
    [ARCHIVE.types, csvLine(['file', 'sha256', 'type']) + types.join('')],
    [ARCHIVE.how, HOW({ version: setup.toolVersion, rules: setup.catalogue.version })],
    [ARCHIVE.cite, citation(survey)],
  ]);
}

/** The sums of the files given and of the evidence packs, in the form of sha256sum, by name. */
export function archiveSums(folder: string, names: readonly string[]): string {
  const packs = join(folder, 'evidence');
  const found = existsSync(packs)
    ? readdirSync(packs)
        .filter((name) => name.endsWith('.zip'))
        .map((name) => `evidence/${name}`)
    : [];
  return [...names, ...found]
    .sort()
    .map((name) => `${fileHash(join(folder, name))}  ${name}\n`)
    .join('');
}
