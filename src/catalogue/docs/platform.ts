// Pages of what we know about the platform: permissions by class, sinks, frameworks and packers.
import type { Catalogue, PermissionInfo } from '../../model/catalogue.js';
import { bullets, code, escapeText, inline, link, page, table, type Pages } from './markdown.js';

export function platformPages(catalogue: Catalogue): Pages {
  const pages: Pages = { 'sinks.md': sinksPage(catalogue), 'frameworks.md': frameworksPage(catalogue) };
  const classes = [...new Set(catalogue.permissions.map((info) => info.class))].sort();
  for (const name of classes) {
    const members = catalogue.permissions.filter((info) => info.class === name);
    pages[`permissions/${name}.md`] = page({ en: `Permissions: ${name}`, zh: `权限：${CLASS_ZH[name] ?? name}` }, [
      ...members.map(permissionBlock),
    ]);
  }
  pages['permissions/README.md'] = page({ en: 'Permissions', zh: '权限' }, [
    `${catalogue.permissions.length} permissions of weight for privacy, and the names of all ${catalogue.platformPermissions.length} that releases of the platform have defined, against which misspelt ones are told.`,
    table(
      ['Permission', 'Class', 'Group', 'Kinds'],
      catalogue.permissions.map((info) => [
        link(info.name, `${info.class}.md`),
        info.class,
        (info.group ?? '').replace('android.permission-group.', ''),
        info.kinds.map((kind) => link(kind, `../data-kinds/${kind}.md`)).join(', '),
      ]),
    ),
  ]);
  return pages;
}

const CLASS_ZH: Record<string, string> = {
  dangerous: '危险',
  special: '特殊',
  'formerly-dangerous': '曾属危险',
  normal: '普通',
  signature: '签名',
  vendor: '厂商',
};

function permissionBlock(info: PermissionInfo): string {
  const lines = [
    info.levels.length === 0 ? '' : `Level: ${info.levels.map(({ api, level }) => `${level} from API ${api}`).join(', ')}.`,
    info.group === undefined ? '' : `Group: ${code(info.group)}.`,
    info.kinds.length === 0 ? '' : `Opens: ${info.kinds.map((kind) => link(kind, `../data-kinds/${kind}.md`)).join(', ')}.`,
    ...(info.restrictions ?? []).map(inline),
    info.lessIntrusive === undefined ? '' : `Narrower: ${inline(info.lessIntrusive)}.`,
    info.play === undefined ? '' : `Google Play: ${inline(info.play)}`,
  ].filter((line) => line !== '');
  const meaning = info.meaning === undefined ? '' : `${inline(info.meaning)}\n\n`;
  return `## ${code(info.name)}\n\n${meaning}${bullets(lines) ?? ''}`;
}

function sinksPage(catalogue: Catalogue): string {
  return page({ en: 'Where data goes', zh: '数据去向' }, [
    'Calls and texts that send or keep what they are given. A sink "leaves" when what goes there leaves the device or the app’s own sandbox.',
    ...catalogue.sinks.map(
      (sink) =>
        `## ${inline(sink.name)}\n\n${sink.leaves ? 'Leaves.' : 'Stays.'} Kind ${code(sink.kind)}.\n\n` +
        (table(
          ['Call', 'Arguments', 'Signal', 'API'],
          sink.members.map((member) => [
            code(member.call ?? member.override ?? member.string ?? ''),
            member.args.join(', '),
            member.signal,
            member.from === undefined ? '' : `${member.from}${member.to === undefined ? '+' : ` to ${member.to}`}`,
          ]),
        ) ?? ''),
    ),
  ]);
}

function frameworksPage(catalogue: Catalogue): string {
  return page({ en: 'Frameworks, packers and protectors', zh: '框架与加固' }, [
    'What gives them away, and how much of the code they keep from us.',
    table(
      ['Name', 'Kind', 'Hides', 'Libraries', 'Files', 'Classes'],
      catalogue.frameworks.map((marker) => [
        escapeText(marker.name),
        marker.kind,
        marker.hides,
        marker.libraries.map(code).join(', '),
        marker.files.map(code).join(', '),
        marker.classes.map(code).join(', '),
      ]),
    ),
  ]);
}
