// overreach rules: the knowledge by list, by id, and checked. Leaves explaining to explain.ts and checking to catalogue/.
import { countWays } from '../../model/watch-id.js';
import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { complaintText } from '../../catalogue/complaint.js';
import type { Complaint } from '../../catalogue/complaint.js';
import { loadCatalogue } from '../../catalogue/load.js';
import type { Catalogue, Text } from '../../model/catalogue.js';
import { UserError } from '../../model/user-error.js';
import { jsonText, plain } from '../../report/escape.js';
import { SEVERITIES } from '../../text/labels.js';
import { cutEnd, displayWidth, padEnd } from '../../report/width.js';
import type { Args } from '../command.js';
import { EXIT } from '../exit-codes.js';
import type { ExitCode } from '../exit-codes.js';
import type { Io } from '../io.js';
import { nearest } from '../../model/nearest.js';
import { chooseDestinations, styleFor, writeOut } from '../output.js';
import { openCatalogue } from '../product.js';
import { run as explain } from './explain.js';

const VERBS = ['list', 'explain', 'check'] as const;
const FORMATS = ['terminal', 'json'] as const;

interface Row {
  id: string;
  name: Text;
  detail: Text;
}
const same = (text: string): Text => ({ en: text, zh: text });

const LISTS: Readonly<Record<string, { title: Text; rows(catalogue: Catalogue): Row[] }>> = {
  checks: {
    title: { en: 'Checks', zh: '检查规则' },
    rows: (c) => c.rules.map((r) => ({ id: r.id, name: r.title, detail: SEVERITIES[r.severity] })),
  },
  'data-kinds': {
    title: { en: 'Kinds of data', zh: '数据类型' },
    rows: (c) =>
      c.kinds.map((k) => ({
        id: k.id,
        name: k.name,
        detail: {
          en: `${countWays(k.routes)} routes, sensitivity ${k.sensitivity.level}`,
          zh: `${countWays(k.routes)} 种途径，敏感度 ${k.sensitivity.level}`,
        },
      })),
  },
  sdks: {
    title: { en: 'SDKs', zh: 'SDK' },
    rows: (c) =>
      c.sdks.map((s) => ({
        id: s.id,
        name: same(s.name),
        detail: same([s.vendor, s.country].filter(Boolean).join(', ')),
      })),
  },
  'app-types': {
    title: { en: 'Types of app', zh: '应用类型' },
    rows: (c) =>
      c.types.map((t) => ({
        id: t.id,
        name: t.name,
        detail: same(t.number === undefined ? '' : `#${t.number}`),
      })),
  },
  permissions: {
    title: { en: 'Permissions', zh: '权限' },
    rows: (c) =>
      c.permissions.map((p) => ({ id: p.name, name: same(p.kinds.join(', ')), detail: same(p.class) })),
  },
  sinks: {
    title: { en: 'Sinks', zh: '数据去向' },
    rows: (c) => c.sinks.map((s) => ({ id: s.id, name: s.name, detail: same(s.kind) })),
  },
};

async function list(args: Args, io: Io): Promise<ExitCode> {
  const [, wanted] = args.paths;
  const names = Object.keys(LISTS);
  if (wanted !== undefined && !names.includes(wanted)) {
    const near = nearest(wanted, names);
    throw new UserError(
      'cli/unknown-list',
      { en: `there is no list of ${wanted}`, zh: `没有名为 ${wanted} 的列表` },
      near
        ? { en: `did you mean ${near}?`, zh: `是否想用 ${near}？` }
        : { en: `one of ${names.join(', ')}`, zh: `可选：${names.join('、')}` },
    );
  }
  const destinations = chooseDestinations(args, FORMATS, 'terminal');
  const { catalogue } = await openCatalogue(args);
  const shown = (wanted === undefined ? names : [wanted]).map((id) => ({
    id,
    title: LISTS[id]!.title,
    rows: LISTS[id]!.rows(catalogue),
  }));
  for (const { format, file } of destinations) {
    if (format === 'json') {
      const value =
        wanted === undefined ? Object.fromEntries(shown.map((s) => [s.id, s.rows])) : shown[0]!.rows;
      writeOut(io, file, `${jsonText(value, null, 2)}\n`);
      continue;
    }
    const { columns, lang } = styleFor(args, io, file, true);
    const lines = shown.flatMap(({ id, title, rows }) => {
      const left = Math.min(Math.max(10, ...rows.map((r) => displayWidth(r.id))), 44);
      const body = rows.map((r) =>
        cutEnd(
          `  ${padEnd(plain(r.id), left)}  ${plain(r.name[lang])}${r.detail[lang] ? ` (${plain(r.detail[lang])})` : ''}`,
          columns,
        ),
      );
      return [`${title[lang]} (${id}): ${rows.length}`, ...body, ''];
    });
    writeOut(io, file, `${lines.join('\n')}\n`);
  }
  return EXIT.fine;
}

/** Without a folder: the product's own rules, when they are there to read. */
async function check(args: Args, io: Io): Promise<ExitCode> {
  const folders = [...args.paths.slice(1), ...args.texts('rules')];
  let complaints: Complaint[];
  if (folders.length === 0) {
    const { checkWhole } = await import('../../catalogue/build.js');
    const own = ['../../../rules', '../../rules'].map((at) => new URL(at, import.meta.url)).find(existsSync);
    if (own === undefined)
      throw new UserError(
        'cli/no-rules',
        {
          en: 'the package holds the rules compiled, not their sources',
          zh: '安装包中只有编译后的规则，没有规则源文件',
        },
        {
          en: 'name a folder: overreach rules check ./my-rules',
          zh: '请指定文件夹：overreach rules check ./my-rules',
        },
      );
    complaints = checkWhole(fileURLToPath(own));
  } else {
    const { checkFolder } = await import('../../catalogue/user-rules.js');
    complaints = folders.flatMap((folder) => checkFolder(loadCatalogue(), folder));
  }
  for (const complaint of complaints)
    io.err(`overreach: ${plain(complaintText(complaint, args.lang), 2000)}\n`);
  if (complaints.length > 0) return EXIT.failed;
  if (!args.flag('quiet')) io.out(args.lang === 'zh' ? '规则没有问题。\n' : 'The rules are sound.\n');
  return EXIT.fine;
}

export async function run(args: Args, io: Io): Promise<ExitCode> {
  const [verb = ''] = args.paths;
  if (verb === 'list') return list(args, io);
  if (verb === 'check') return check(args, io);
  if (verb === 'explain' && args.paths.length > 1)
    return explain({ ...args, paths: args.paths.slice(1) }, io);
  const near = nearest(verb, VERBS);
  throw new UserError(
    'cli/unknown-verb',
    verb === 'explain'
      ? { en: 'rules explain needs an id', zh: 'rules explain 需要一个名称' }
      : { en: `rules cannot ${verb}`, zh: `rules 没有 ${verb}` },
    near && verb !== 'explain'
      ? { en: `did you mean ${near}?`, zh: `是否想用 ${near}？` }
      : {
          en: 'rules list, rules explain <id>, rules check',
          zh: 'rules list、rules explain <名称>、rules check',
        },
  );
}
