// Made-up surveys for tests of counting and showing: seeded, shaped like real ones, any number of apps.
// Leaves real packages to samples and the differential tests.
import type { Text } from '../../src/model/catalogue.js';
import { RUNGS } from '../../src/model/place.js';
import type { Actor } from '../../src/model/place.js';
import type { AppReport, KindReport, Need, Verdict } from '../../src/model/report.js';
import type { Evidence } from '../../src/model/rule.js';
import type { SurveyEntry, SurveyRow } from '../../src/model/survey.js';
import type { SurveyContext } from '../../src/survey/aggregate.js';
import { kindActor } from './report.js';

/** Numbers in [0, 1) from a seed (mulberry32, public domain). */
export function random(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let t = Math.imul(state ^ (state >>> 15), 1 | state);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 4294967296;
  };
}

const same = (text: string): Text => ({ en: text, zh: text });

export const KINDS: readonly { id: string; headline: string; name: Text; sensitivity: number }[] = [
  {
    id: 'location-precise',
    headline: 'location',
    name: { en: 'Precise location', zh: '精准定位' },
    sensitivity: 5,
  },
  {
    id: 'location-approximate',
    headline: 'location',
    name: { en: 'Approximate location', zh: '粗略位置' },
    sensitivity: 3,
  },
  { id: 'contacts', headline: 'contacts', name: { en: 'Contacts', zh: '通讯录' }, sensitivity: 5 },
  {
    id: 'phone-number',
    headline: 'phone-number',
    name: { en: 'Phone number', zh: '手机号码' },
    sensitivity: 4,
  },
  { id: 'screenshots', headline: 'screenshots', name: { en: 'Screenshots', zh: '截屏图片' }, sensitivity: 5 },
  { id: 'sms', headline: 'sms', name: { en: 'Text messages', zh: '短信' }, sensitivity: 5 },
  { id: 'call-log', headline: 'call-log', name: { en: 'Call log', zh: '通话记录' }, sensitivity: 5 },
  { id: 'camera', headline: 'camera', name: { en: 'Camera', zh: '摄像头' }, sensitivity: 4 },
  { id: 'microphone', headline: 'microphone', name: { en: 'Microphone', zh: '麦克风' }, sensitivity: 5 },
  {
    id: 'installed-apps',
    headline: 'installed-apps',
    name: { en: 'Installed apps', zh: '已安装应用列表' },
    sensitivity: 3,
  },
  { id: 'android-id', headline: 'identity', name: { en: 'Android ID', zh: 'Android ID' }, sensitivity: 2 },
  {
    id: 'advertising-id',
    headline: 'identity',
    name: { en: 'Advertising ID', zh: '广告标识符' },
    sensitivity: 2,
  },
  {
    id: 'device-hardware-id',
    headline: 'identity',
    name: { en: 'Hardware identifiers', zh: '设备硬件标识' },
    sensitivity: 4,
  },
  { id: 'mac-address', headline: 'identity', name: { en: 'MAC address', zh: 'MAC 地址' }, sensitivity: 3 },
  {
    id: 'wifi-info',
    headline: 'wifi-info',
    name: { en: 'Wi-Fi information', zh: 'Wi-Fi 信息' },
    sensitivity: 3,
  },
  { id: 'clipboard', headline: 'clipboard', name: { en: 'Clipboard', zh: '剪贴板' }, sensitivity: 3 },
  { id: 'calendar', headline: 'calendar', name: { en: 'Calendar', zh: '日历' }, sensitivity: 4 },
  {
    id: 'photos-videos',
    headline: 'photos-videos',
    name: { en: 'Photos and videos', zh: '照片和视频' },
    sensitivity: 4,
  },
  {
    id: 'motion-sensors',
    headline: 'motion-sensors',
    name: { en: 'Motion sensors', zh: '运动传感器' },
    sensitivity: 2,
  },
];
export const TYPES: readonly { id: string; name: Text }[] = [
  { id: 'online-shopping', name: { en: 'Online shopping', zh: '网上购物类' } },
  { id: 'map-navigation', name: { en: 'Maps and navigation', zh: '地图导航类' } },
  { id: 'news', name: { en: 'News', zh: '新闻资讯类' } },
  { id: 'short-video', name: { en: 'Short video', zh: '短视频类' } },
  { id: 'utility-tools', name: { en: 'Utility tools', zh: '实用工具类' } },
  { id: 'mobile-banking', name: { en: 'Mobile banking', zh: '手机银行类' } },
  { id: 'unknown', name: { en: 'Unknown', zh: '未知' } },
];
const SDKS: readonly {
  id: string;
  name: string;
  vendor: string;
  country: string | null;
  tracker: boolean;
}[] = [
  'Aster Analytics|Aster|US',
  'Birch Push|Birch|CN',
  'Cedar Ads|Cedar|US',
  'Dune Maps|Dune|CN',
  'Elm Crash|Elm|US',
  'Fern Social|Fern|CN',
  'Grove Pay|Grove|CN',
  'Heath Stats|Heath|DE',
  'Iris Attribution|Iris|IL',
  'Juniper Video|Juniper|SG',
].map((line) => {
  const [name, vendor, country] = line.split('|');
  return {
    id: name!.toLowerCase().replace(' ', '-'),
    name: name!,
    vendor: vendor!,
    country: country!,
    tracker: /Ana|Ads|Stats|Attr/.test(name!),
  };
});
const NEED_LIST: readonly Need[] = [
  'necessary',
  'functional',
  'contextual',
  'avoidable',
  'beyond',
  'red-flag',
];
const OCCASION_LIST = ['startup', 'first-screen', 'background', 'screen', 'user-act'];

const pick = <T>(list: readonly T[], next: () => number): T => list[Math.floor(next() * list.length)]!;

const evidenceFor = (
  kind: string,
  rung: Evidence['rung'],
  by: Actor,
  app: string,
  next: () => number,
): Evidence => {
  if (rung === 'declared' || rung === 'implied') {
    const place = {
      entry: 'AndroidManifest.xml',
      symbol: `uses-permission[${Math.floor(next() * 30)}]`,
      line: 20,
    };
    return {
      what: `android.permission.READ_${kind.toUpperCase().replaceAll('-', '_')}`,
      rung,
      by,
      place,
      confidence: 'high',
    };
  }
  const owner =
    by.kind === 'sdk'
      ? `com/${by.id.replaceAll('-', '/')}`
      : by.kind === 'app'
        ? app.replaceAll('.', '/')
        : by.id.replaceAll('.', '/');
  const symbol = (n: number) =>
    `L${owner}/part${n % 7}/Collector${n};->take${n % 5}(Landroid/content/Context;)V`;
  const n = Math.floor(next() * 5000);
  const path =
    rung === 'present'
      ? undefined
      : [`L${app.replaceAll('.', '/')}/App;->onCreate()V`, symbol(n + 1), symbol(n)];
  return {
    what: `Landroid/data/${kind.replaceAll('-', '')}/Manager;->get${Math.floor(next() * 4)}`,
    rung,
    by,
    place: {
      entry: `classes${Math.floor(next() * 3) || ''}.dex`,
      symbol: symbol(n),
      offset: Math.floor(next() * 400),
    },
    ...(path
      ? {
          path,
          cutSteps: Math.floor(next() * 3),
          occasion: pick(OCCASION_LIST, next),
          trigger: 'Application.onCreate',
        }
      : {}),
    confidence: pick(['high', 'medium', 'low'] as const, next),
    ...(rung === 'leaves' ? { flow: flowFor(kind, symbol(n)) } : {}),
  };
};

/** To one host, by two methods of the collector. */
const flowFor = (kind: string, symbol: string): NonNullable<Evidence['flow']> => {
  const owner = symbol.slice(0, symbol.indexOf('->'));
  return {
    source: `Landroid/data/${kind.replaceAll('-', '')}/Manager;->get0`,
    sourceSite: 0,
    sourceOffset: 18,
    sink: 'Ljava/net/HttpURLConnection;->getOutputStream()Ljava/io/OutputStream;',
    sinkSite: 1,
    offset: 64,
    channel: 'network',
    host: `${kind}.collect.example`,
    transport: 'tls',
    steps: [
      { class: owner, method: 'take()V', offset: 18 },
      { class: owner, method: 'post()V', offset: 64 },
    ],
    cutSteps: 0,
  };
};

const kindFor = (at: number, app: string, sdks: readonly string[], next: () => number): KindReport => {
  const { id, headline, name, sensitivity } = KINDS[at]!;
  const rung = RUNGS[Math.floor(next() * RUNGS.length)]!;
  const need = pick(NEED_LIST, next);
  const excess = need === 'beyond' || need === 'red-flag' || need === 'avoidable';
  const verdict: Verdict =
    excess && rung !== 'declared'
      ? need === 'red-flag'
        ? 'strongly-suspected'
        : 'suspected'
      : 'not-suspected';
  const actors: Actor[] = [];
  if (next() < 0.6) actors.push({ kind: 'app', id: app });
  for (const sdk of sdks) if (next() < 0.3) actors.push({ kind: 'sdk', id: sdk });
  if (actors.length === 0) actors.push({ kind: 'unattributed', id: 'a.b.c' });
  const count = 1 + Math.floor(next() * 9);
  const evidence = Array.from({ length: count }, () => evidenceFor(id, rung, pick(actors, next), app, next));
  const whole = {
    kind: id,
    name,
    headline,
    sensitivity,
    rung,
    need,
    needBecause: {
      en: `An app of this type can do its work without ${name.en.toLowerCase()}.`,
      zh: `此类应用无需${name.zh}即可提供基本功能。`,
    },
    verdict,
    occasions: [...new Set(evidence.flatMap((e) => (e.occasion ? [e.occasion] : [])))].sort(),
    points: excess ? Math.round(next() * 120) / 10 : 0,
    evidence,
    evidenceTotal: count + Math.floor(next() * 20),
  };
  return { ...whole, actors: actors.map((actor) => kindActor(actor, whole)) };
};

/** A report as the engine would build it; `label` may be hostile. */
export function makeReport(seed: number, label: string | null = null): AppReport {
  const next = random(seed * 7919 + 17);
  const app = `com.example.app${seed}`;
  const type = pick(TYPES, next);
  const sdks = SDKS.filter(() => next() < 0.35);
  const kinds = KINDS.map((_, at) => at)
    .filter(() => next() < 0.55)
    .map((at) =>
      kindFor(
        at,
        app,
        sdks.map((s) => s.id),
        next,
      ),
    );
  const unrated = next() < 0.05;
  const suspected = kinds.filter((k) => k.verdict !== 'not-suspected');
  const strong = kinds.filter((k) => k.verdict === 'strongly-suspected');
  const value = Math.min(100, Math.round(10 * kinds.reduce((sum, k) => sum + k.points, 0)) / 10);
  const verdict: Verdict = unrated
    ? 'not-rated'
    : strong.length > 1
      ? 'strongly-suspected'
      : suspected.length > 0
        ? 'suspected'
        : 'not-suspected';
  const note = {
    code: 'code/packed',
    text: { en: 'The code is packed and could not be read.', zh: '代码已加壳，无法读取。' },
    widens: 40,
  };
  return {
    schema: 'overreach-report/1',
    tool: { name: 'overreach', version: '0.1.0', rules: 'f00d' },
    app: {
      package: app,
      label: label ?? `Example app ${seed}`,
      labels: [{ locale: 'zh', text: `示例应用 ${seed}` }],
      versionName: `1.${seed % 10}.0`,
      versionCode: seed,
      minSdk: 21,
      targetSdk: 28 + (seed % 8),
      sha256: seed.toString(16).padStart(64, '0'),
      sizeBytes: 1_000_000 + seed * 1000,
      inputKind: 'apk',
      signers: [{ sha256: 'ab'.repeat(32), subject: 'CN=Example', schemes: ['v2'] }],
    },
    type: {
      ...type,
      source: type.id === 'unknown' ? 'unknown' : 'inferred',
      confidence: 0.8,
      because: ['word: shop'],
      runnerUp: null,
    },
    verdict,
    summary: {
      suspectedKinds: suspected.map((k) => k.kind),
      stronglySuspectedKinds: strong.map((k) => k.kind),
      declaredOnlyKinds: kinds.filter((k) => k.rung === 'declared').map((k) => k.kind),
      parties: sdks.map((s) => s.id),
    },
    score: {
      rated: !unrated,
      value,
      low: Math.max(0, value - 4),
      high: Math.min(100, value + (unrated ? 60 : 6)),
      parts: suspected.map((k) => ({
        kind: k.kind,
        actor: k.actors[0]!,
        rung: k.rung,
        need: k.need,
        points: k.points,
        factors: { rung: 1, need: 1, sensitivity: 1, actor: 1, signal: 1 },
        evidence: [0],
      })),
      widenedBy: unrated ? [{ code: 'code/packed', points: 40 }] : [],
    },
    kinds,
    findings: suspected.map((k) => ({
      ruleId: `${k.kind}-beyond-need`,
      severity: k.verdict === 'suspected' ? 'medium' : 'high',
      message: 'hit',
      args: {},
      kinds: [k.kind],
      actor: k.actors[0]!,
      evidence: k.evidence.slice(0, 3),
      fingerprint: `${k.kind}:${seed}`,
      title: { en: `${k.name.en} beyond need`, zh: `${k.name.zh}超出需要` },
      text: { en: `Takes ${k.name.en.toLowerCase()}.`, zh: `获取${k.name.zh}。` },
      why: same('Because it is personal data.'),
      fix: same('Remove the permission.'),
      references: [{ label: 'GB/T 41391-2022' }],
    })),
    rules: KINDS.map((k) => ({
      id: `${k.id}-beyond-need`,
      title: { en: `${k.name.en} beyond need`, zh: `${k.name.zh}超出需要` },
      severity: 'medium',
      outcome: suspected.some((s) => s.kind === k.id) ? 'hit' : unrated ? 'unknown' : 'clear',
    })),
    permissions: kinds.map((k) => ({
      name: `android.permission.READ_${k.kind.toUpperCase().replaceAll('-', '_')}`,
      maxSdk: null,
      source: 'declared',
      kinds: [k.kind],
      class: 'dangerous',
      note: null,
      used: k.rung !== 'declared',
    })),
    sdks: sdks.map((s) => ({
      ...s,
      version: '1.2.3',
      confidence: 'high',
      signals: [`package:com.${s.id}`],
      kinds: kinds
        .filter((k) => k.actors.some((a) => a.id === s.id))
        .map((k) => ({ kind: k.kind, rung: k.rung })),
    })),
    coverage: {
      sections: {
        manifest: { state: 'complete', because: [] },
        code: unrated ? { state: 'missing', because: ['code/packed'] } : { state: 'complete', because: [] },
      },
      dex: { files: 1, classes: 1200, methods: 9000 },
      notes: unrated ? [note] : [],
    },
    diagnostics: [],
  };
}

export interface MadeSurvey {
  entries: SurveyEntry[];
  rows: SurveyRow[];
  context: SurveyContext;
}

/** A survey of `count` apps, about one in fifty of which failed. Labels given come first. */
export function makeSurvey(count: number, labels: readonly string[] = []): MadeSurvey {
  const entries: SurveyEntry[] = [];
  const rows: SurveyRow[] = [];
  for (let seed = 1; seed <= count; seed++) {
    const report = makeReport(seed, labels[seed - 1] ?? null);
    const id = `shop/应用 ${String(seed).padStart(4, '0')}.apk`;
    entries.push({
      id,
      files: [id],
      sha256: report.app.sha256,
      sizeBytes: report.app.sizeBytes,
      sameContent: seed % 40 === 0 ? [`copy/${seed}.apk`] : [],
      type: null,
      line: seed + 1,
      columns: { store: seed % 2 ? 'Store A' : '商店乙', publisher: `Publisher ${seed % 7}` },
    });
    rows.push({
      schema: 'overreach-result/1',
      id,
      basis: 'b',
      outcome:
        seed % 50 === 49
          ? { state: 'failed', code: 'survey/timed-out', args: { seconds: 120 } }
          : { state: 'done', report },
    });
  }
  const sentence = (code: string): Text => ({ en: `Sentence for ${code}.`, zh: `${code} 的说明。` });
  return {
    entries,
    rows,
    context: {
      sentence,
      stars: [
        { stars: 5, upTo: 4 },
        { stars: 4, upTo: 14 },
        { stars: 3, upTo: 29 },
        { stars: 2, upTo: 39 },
        { stars: 1, upTo: 100 },
      ],
      headlines: {
        location: { en: 'Location', zh: '位置信息' },
        identity: { en: 'Device identity', zh: '设备标识' },
      },
      types: {},
      tool: { name: 'overreach', version: '0.1.0', rules: 'f00d' },
      title: { en: `Survey of ${count} apps`, zh: `${count} 款应用测评` },
      publisher: 'Consumer association',
      date: '2026-11',
      files: count + Math.floor(count / 40),
      columns: ['store', 'publisher'],
      problems: [
        {
          code: 'survey/unknown-type',
          level: 'warning',
          line: 7,
          args: { type: 'gamez' },
          text: { en: 'Unknown type "gamez".', zh: '未知类型“gamez”。' },
        },
      ],
    },
  };
}
