// What an id means and where that knowledge comes from: data kinds, rules, permissions, SDKs, app types, frameworks,
// sinks, diagnostics and the words of the reports. Pure; leaves layout to whoever shows it.
import { conditions } from '../checks/conditions/index.js';
import { explainExample } from '../checks/explain-example.js';
import { explainParts } from '../checks/expression.js';
import { claimsOf } from '../model/claims-of.js';
import { countWays } from '../model/watch-id.js';
import type {
  AppType,
  Catalogue,
  DataKind,
  FrameworkMarker,
  PermissionInfo,
  Sdk,
  Sink,
  Text,
} from '../model/catalogue.js';
import type { Rule } from '../model/rule.js';
import { label, NEEDS, OCCASION_NAMES, RUNG_NAMES, SEVERITIES, VERDICTS } from '../text/labels.js';
import { bounded, routeLines } from './explain-routes.js';
import { WORD_MEANINGS } from '../text/meanings.js';
import { DIAGNOSTIC_WORDS } from '../text/words.js';

export interface ExplanationPart {
  heading: Text;
  /** One paragraph or list item each. */
  lines: Text[];
}
export interface Explanation {
  what: Text;
  id: string;
  title: Text;
  parts: ExplanationPart[];
}

const same = (text: string): Text => ({ en: text, zh: text });
const part = (en: string, zh: string, lines: Text[]): ExplanationPart => ({ heading: { en, zh }, lines });
const withLines = (parts: ExplanationPart[]): ExplanationPart[] => parts.filter((p) => p.lines.length > 0);
const source = (s: { label: string; url?: string | undefined }): Text =>
  same(s.url ? `${s.label} <${s.url}>` : s.label);

function explainKind(kind: DataKind, catalogue: Catalogue, all: boolean): Explanation {
  const takers = catalogue.sdks.filter((sdk) => sdk.takes.some((t) => t.kind === kind.id));
  const needing = catalogue.types.filter(
    (t) => t.necessary.includes(kind.id) || t.functional.includes(kind.id),
  );
  return {
    what: { en: 'kind of data', zh: '数据类型' },
    id: kind.id,
    title: kind.name,
    parts: withLines([
      part('Meaning', '含义', [kind.meaning]),
      part(`Sensitivity ${kind.sensitivity.level} of 5`, `敏感度 ${kind.sensitivity.level}/5`, [
        kind.sensitivity.reason,
      ]),
      part(
        'Permissions',
        '权限',
        kind.permissions.map((p) =>
          same(
            `${p.name}${p.from === undefined && p.to === undefined ? '' : ` (API ${p.from ?? 1}${p.to === undefined ? '+' : `–${p.to}`})`}`,
          ),
        ),
      ),
      part(
        `Ways to obtain it: ${countWays(kind.routes)} known`,
        `获取途径：已知 ${countWays(kind.routes)} 种`,
        routeLines(kind.routes, all),
      ),
      part(
        'Without any permission',
        '无需权限的途径',
        (kind.permissionless ?? []).map((p) =>
          p.limits ? { en: `${p.how.en} (${p.limits.en})`, zh: `${p.how.zh}（${p.limits.zh}）` } : p.how,
        ),
      ),
      part('What we cannot see', '我们看不到的途径', kind.unknownRoutes ?? []),
      part(
        'Types of app that need it',
        '需要它的应用类型',
        needing.map((t) => ({ en: `${t.name.en} (${t.id})`, zh: `${t.name.zh}（${t.id}）` })),
      ),
      part(
        'SDKs known to take it',
        '已知会获取它的 SDK',
        takers.length > 0 ? [same(takers.map((sdk) => sdk.name).join(', '))] : [],
      ),
      part('Play Data safety', 'Play 数据安全类别', kind.playDataSafety.map(same)),
      part('Sources', '依据', kind.references.map(source)),
    ]),
  };
}

function explainRule(rule: Rule): Explanation {
  const when = explainParts(rule.when, conditions);
  return {
    what: { en: 'check', zh: '检查规则' },
    id: rule.id,
    title: rule.title,
    parts: withLines([
      part(`Severity: ${SEVERITIES[rule.severity].en}`, `严重程度：${SEVERITIES[rule.severity].zh}`, [
        rule.messages.hit,
      ]),
      part('Why', '为什么', [rule.why]),
      part('How to fix', '如何修复', [rule.fix]),
      part(`When it hits: ${when.how.en}`, `触发条件：${when.how.zh}`, when.parts),
      part('What it cannot see', '看不到的情形', rule.blindSpots ? [rule.blindSpots] : []),
      part('Examples', '示例', (rule.examples ?? []).map(explainExample)),
      part('Sources', '依据', rule.references.map(source)),
    ]),
  };
}

function explainPermission(permission: PermissionInfo, catalogue: Catalogue): Explanation {
  const kinds = catalogue.kinds.filter((k) => permission.kinds.includes(k.id));
  const range = `API ${permission.from ?? 1}${permission.to === undefined ? '+' : `–${permission.to}`}`;
  return {
    what: { en: 'permission', zh: '权限' },
    id: permission.name,
    title: same(permission.name),
    parts: withLines([
      part(`Class: ${permission.class} · ${range}`, `级别：${permission.class} · ${range}`, [
        ...(permission.meaning ? [permission.meaning] : []),
        ...(permission.group ? [{ en: `Group ${permission.group}`, zh: `权限组 ${permission.group}` }] : []),
      ]),
      part(
        'Levels over time',
        '级别变化',
        permission.levels.map((l) => same(`API ${l.api}: ${l.level}`)),
      ),
      part(
        'Opens the way to',
        '可获取的数据',
        kinds.map((k) => ({ en: `${k.name.en} (${k.id})`, zh: `${k.name.zh}（${k.id}）` })),
      ),
      part('A narrower way', '更少侵入的做法', permission.lessIntrusive ? [permission.lessIntrusive] : []),
      part('Restrictions', '限制', permission.restrictions ?? []),
      part('Play policy', 'Play 政策', permission.play ? [permission.play] : []),
      part('Sources', '依据', (permission.sources ?? []).map(same)),
    ]),
  };
}

function explainSdk(sdk: Sdk, catalogue: Catalogue): Explanation {
  const name = (id: string): Text => catalogue.kinds.find((k) => k.id === id)?.name ?? same(id);
  const mode = {
    collects: { en: 'collects', zh: '收集' },
    conditional: { en: 'can collect', zh: '可能收集' },
  };
  const { measured, byVendor, byOthers } = claimsOf(sdk);
  const claim = (t: Sdk['takes'][number]): Text => ({
    en: `${name(t.kind).en}: ${mode[t.mode].en} (${t.source})`,
    zh: `${name(t.kind).zh}：${mode[t.mode].zh}（${t.source}）`,
  });
  return {
    what: { en: 'SDK', zh: 'SDK' },
    id: sdk.id,
    title: same(sdk.name),
    parts: withLines([
      part(
        `${sdk.vendor}${sdk.country ? `, ${sdk.country}` : ''}`,
        `${sdk.vendor}${sdk.country ? `，${sdk.country}` : ''}`,
        [
          same(sdk.categories.join(', ')),
          ...(sdk.tracker ? [{ en: 'Known to track users.', zh: '已知会追踪用户。' }] : []),
          ...(sdk.status ? [same(sdk.status)] : []),
          ...(sdk.website ? [same(sdk.website)] : []),
        ],
      ),
      ...measured.map((m) =>
        part(
          `Measured: its code in ${m.artefact} ${m.version} can take (${m.date})`,
          `实测：${m.artefact} ${m.version} 的代码可获取（${m.date}）`,
          m.takes.length === 0
            ? [{ en: 'Nothing that we look for was seen.', zh: '未见所查数据。' }]
            : m.takes.map((t) => ({
                en: `${name(t.kind).en}: ${label(RUNG_NAMES, t.rung, 'en')} (${t.calls.join(', ')})`,
                zh: `${name(t.kind).zh}：${label(RUNG_NAMES, t.rung, 'zh')}（${t.calls.join('、')}）`,
              })),
        ),
      ),
      ...(measured.length === 0
        ? [part('Measured', '实测', [{ en: 'Its code was never measured.', zh: '尚未实测其代码。' }])]
        : []),
      part('Known to take, by the vendor’s own page', '厂商页面所述获取的数据', byVendor.map(claim)),
      part('Claimed by others, not checked', '他人所述，未经核实', byOthers.map(claim)),
      part(
        'Switches',
        '关闭方法',
        (sdk.switches ?? []).map((s) => s.how),
      ),
      part(
        'Recognised by',
        '识别特征',
        sdk.signals.map((s) => same(`${s.kind} ${s.value} (${s.confidence})`)),
      ),
      part('Sources', '依据', (sdk.references ?? []).map(source)),
    ]),
  };
}

function explainType(type: AppType, catalogue: Catalogue): Explanation {
  const name = (id: string): Text => {
    const kind = catalogue.kinds.find((k) => k.id === id);
    return kind ? { en: `${kind.name.en} (${id})`, zh: `${kind.name.zh}（${id}）` } : same(id);
  };
  return {
    what: { en: 'type of app', zh: '应用类型' },
    id: type.id,
    title: type.name,
    parts: withLines([
      part('Basic function', '基本功能服务', [type.basicFunction]),
      part('The clause', '条款', [type.clause.text, source(type.clause.source)]),
      part(
        'Typed by the user (justifies no access to the device)',
        '由用户填写（不构成访问设备的理由）',
        type.typedByUser.map((t) => ({
          en: `${name(t.kind).en}: ${t.detail.en}`,
          zh: `${name(t.kind).zh}：${t.detail.zh}`,
        })),
      ),
      part('Necessary', '必要', type.necessary.map(name)),
      part('Needed to work', '功能所需', type.functional.map(name)),
      part(
        'For a feature, when the user uses it',
        '特定功能，由用户触发时',
        type.contextual.map((c) => ({
          en: `${name(c.kind).en}: ${c.feature.en}${c.lessIntrusive ? ` — less intrusive: ${c.lessIntrusive.en}` : ''}`,
          zh: `${name(c.kind).zh}：${c.feature.zh}${c.lessIntrusive ? `——更少侵入：${c.lessIntrusive.zh}` : ''}`,
        })),
      ),
      part('Red flags', '明显越界', type.redFlags.map(name)),
      part('Notes', '说明', type.notes ? [type.notes] : []),
    ]),
  };
}

const explainSink = (sink: Sink, all: boolean): Explanation => ({
  what: { en: 'sink', zh: '数据去向' },
  id: sink.id,
  title: sink.name,
  parts: withLines([
    part('Kind', '种类', [
      same(sink.kind),
      sink.leaves
        ? { en: 'Data leaves the app or the device.', zh: '数据离开应用或设备。' }
        : { en: 'Data stays inside the app.', zh: '数据留在应用内。' },
    ]),
    part(
      'Calls',
      '调用',
      bounded(
        sink.members.map((m) => same(m.call ?? m.override ?? m.string ?? '')),
        all,
      ),
    ),
  ]),
});

const explainFramework = (marker: FrameworkMarker): Explanation => ({
  what: { en: 'framework or protector', zh: '框架或加固' },
  id: marker.id,
  title: same(marker.name),
  parts: withLines([
    part('Hides', '隐藏的内容', [same(marker.hides)]),
    part('Recognised by', '识别特征', [...marker.libraries, ...marker.files, ...marker.classes].map(same)),
    part('Sources', '依据', (marker.sources ?? []).map(same)),
  ]),
});

const words: readonly [Readonly<Record<string, Text>>, Text][] = [
  [VERDICTS, { en: 'verdict', zh: '结论' }],
  [RUNG_NAMES, { en: 'rung of the evidence ladder', zh: '证据阶梯的一级' }],
  [NEEDS, { en: 'tier of need', zh: '需要程度' }],
  [OCCASION_NAMES, { en: 'occasion', zh: '时机' }],
];

/** Names by which a permission may be asked for: whole, or without "android.permission.". */
const shortPermission = (name: string): string => name.slice(name.lastIndexOf('.') + 1);

/** Every entry that carries this id, in the order of the catalogue; empty when there is none. */
export function explainId(id: string, catalogue: Catalogue, all = false): Explanation[] {
  const wanted = id.toLowerCase();
  const is = (x: { id: string }) => x.id.toLowerCase() === wanted;
  const exactPermissions = catalogue.permissions.filter((p) => p.name === id);
  const permissions = exactPermissions.length
    ? exactPermissions
    : catalogue.permissions.filter(
        (p) => p.name.toLowerCase() === wanted || shortPermission(p.name).toLowerCase() === wanted,
      );
  const diagnostic = Object.hasOwn(DIAGNOSTIC_WORDS, id) ? DIAGNOSTIC_WORDS[id] : undefined;
  return [
    ...catalogue.kinds.filter(is).map((k) => explainKind(k, catalogue, all)),
    ...catalogue.rules.filter(is).map(explainRule),
    ...permissions.map((p) => explainPermission(p, catalogue)),
    ...catalogue.sdks
      .filter((sdk) => is(sdk) || sdk.name.toLowerCase() === wanted)
      .map((sdk) => explainSdk(sdk, catalogue)),
    ...catalogue.types
      .filter((t) => is(t) || t.name.zh === id || String(t.number) === id)
      .map((t) => explainType(t, catalogue)),
    ...catalogue.sinks.filter(is).map((sink) => explainSink(sink, all)),
    ...catalogue.frameworks.filter(is).map(explainFramework),
    ...(diagnostic
      ? [
          {
            what: { en: 'diagnostic', zh: '诊断' },
            id,
            title: same(id),
            parts: [part('Meaning', '含义', [diagnostic])],
          },
        ]
      : []),
    ...words.flatMap(([table, what]) => {
      const name = Object.hasOwn(table, id) ? table[id] : undefined;
      const meaning = Object.hasOwn(WORD_MEANINGS, id) ? WORD_MEANINGS[id] : undefined;
      return name && meaning ? [{ what, id, title: name, parts: [part('Meaning', '含义', [meaning])] }] : [];
    }),
  ];
}

/** Every id that `explainId` knows, for suggestions. */
export function explainableIds(catalogue: Catalogue): string[] {
  return [
    ...catalogue.kinds.map((k) => k.id),
    ...catalogue.rules.map((r) => r.id),
    ...catalogue.permissions.map((p) => p.name),
    ...catalogue.permissions.map((p) => shortPermission(p.name)),
    ...catalogue.sdks.map((s) => s.id),
    ...catalogue.types.map((t) => t.id),
    ...catalogue.sinks.map((s) => s.id),
    ...catalogue.frameworks.map((f) => f.id),
    ...Object.keys(DIAGNOSTIC_WORDS),
    ...words.flatMap(([table]) => Object.keys(table)),
  ];
}
