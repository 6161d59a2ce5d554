// Names of verdicts, rungs, needs, occasions, sections and the like in both languages, and readable forms of the ids
// that reports carry. Leaves sentences about diagnostics to words.ts and about rules to the rules.
import type { Text } from '../model/catalogue.js';
import type { Actor } from '../model/place.js';
import type { AppReport, Need, Verdict } from '../model/report.js';
import type { Severity } from '../model/rule.js';

export type Lang = 'en' | 'zh';

export const VERDICTS: Readonly<Record<Verdict, Text>> = {
  'not-suspected': { en: 'not suspected', zh: '未见涉嫌' },
  suspected: { en: 'suspected', zh: '涉嫌' },
  'strongly-suspected': { en: 'strongly suspected', zh: '高度涉嫌' },
  'not-rated': { en: 'not rated', zh: '无法评级' },
};

export const RUNG_NAMES: Readonly<Record<string, Text>> = {
  declared: { en: 'only declared', zh: '仅声明权限' },
  implied: { en: 'implied by the platform', zh: '系统隐含授予' },
  present: { en: 'code is present', zh: '存在相关代码' },
  reachable: { en: 'code can run', zh: '代码可被执行' },
  startup: { en: 'runs at start-up', zh: '启动时即执行' },
  leaves: { en: 'sent on', zh: '数据被传出' },
};

export const NEEDS: Readonly<Record<Need, Text>> = {
  necessary: { en: 'necessary', zh: '必要' },
  functional: { en: 'needed to work', zh: '功能所需' },
  contextual: { en: 'for a feature', zh: '特定功能可用' },
  avoidable: { en: 'avoidable', zh: '可避免' },
  beyond: { en: 'beyond need', zh: '超出需要' },
  'red-flag': { en: 'red flag', zh: '明显越界' },
  undecided: { en: 'undecided', zh: '无法判断' },
};

export const OCCASION_NAMES: Readonly<Record<string, Text>> = {
  startup: { en: 'at start-up', zh: '启动时' },
  'first-screen': { en: 'at the first screen', zh: '首个界面' },
  background: { en: 'in the background', zh: '后台' },
  screen: { en: 'on a later screen', zh: '其他界面' },
  'user-act': { en: 'on a user action', zh: '用户操作时' },
  callback: { en: 'from a callback', zh: '回调中' },
};

export const SEVERITIES: Readonly<Record<Severity, Text>> = {
  info: { en: 'info', zh: '提示' },
  low: { en: 'low', zh: '低' },
  medium: { en: 'medium', zh: '中' },
  high: { en: 'high', zh: '高' },
  critical: { en: 'critical', zh: '严重' },
};

export const SECTION_LABELS: Readonly<Record<string, Text>> = {
  manifest: { en: 'manifest', zh: '清单' },
  resources: { en: 'resources', zh: '资源' },
  code: { en: 'code', zh: '代码' },
  native: { en: 'native libraries', zh: '原生库' },
  signing: { en: 'signatures', zh: '签名' },
  files: { en: 'files', zh: '文件' },
};

export const SECTION_STATES: Readonly<Record<string, Text>> = {
  complete: { en: 'read whole', zh: '完整读取' },
  partial: { en: 'read in part', zh: '部分读取' },
  missing: { en: 'not read', zh: '未能读取' },
};

export const TYPE_SOURCES: Readonly<Record<string, Text>> = {
  given: { en: 'as given', zh: '由用户指定' },
  list: { en: 'from the list', zh: '来自清单文件' },
  inferred: { en: 'inferred', zh: '推断得出' },
  unknown: { en: 'type unknown', zh: '类型未知' },
};

export const CONFIDENCES: Readonly<Record<string, Text>> = {
  high: { en: 'high confidence', zh: '高置信度' },
  medium: { en: 'medium confidence', zh: '中等置信度' },
  low: { en: 'low confidence', zh: '低置信度' },
};

/** The word for an id in a table of labels; an id without a word is shown as itself. */
export function label(table: Readonly<Record<string, Text>>, id: string, lang: Lang): string {
  const text = Object.hasOwn(table, id) ? table[id] : undefined;
  return text ? text[lang] : id;
}

const PRIMITIVES: Readonly<Record<string, string>> = {
  V: 'void',
  Z: 'boolean',
  B: 'byte',
  S: 'short',
  C: 'char',
  I: 'int',
  J: 'long',
  F: 'float',
  D: 'double',
};

const javaType = (descriptor: string): string => {
  let depth = 0;
  while (descriptor[depth] === '[') depth++;
  const base = descriptor.slice(depth);
  const name = base.startsWith('L') ? base.slice(1).replace(/;$/, '') : (PRIMITIVES[base] ?? base);
  return name.replaceAll('/', '.') + '[]'.repeat(depth);
};

const shortName = (java: string): string => java.slice(java.lastIndexOf('.') + 1);

const parameterTypes = (list: string): string[] => {
  const types: string[] = [];
  let at = 0;
  while (at < list.length) {
    let end = at;
    while (list[end] === '[') end++;
    if (list[end] === 'L') {
      const close = list.indexOf(';', end);
      end = close < 0 ? list.length - 1 : close;
    }
    types.push(list.slice(at, end + 1));
    at = end + 1;
  }
  return types;
};

/** "Lcom/a/B;->c(I)V" → "com.a.B.c(int)"; other text is returned as it is. */
export function javaSymbol(symbol: string): string {
  const arrow = symbol.indexOf(';->');
  if (!symbol.startsWith('L') && !symbol.startsWith('[')) return symbol;
  if (arrow < 0) return symbol.endsWith(';') ? javaType(symbol) : symbol;
  const owner = javaType(symbol.slice(0, arrow + 1));
  const member = symbol.slice(arrow + 3);
  const open = member.indexOf('(');
  if (open < 0) return `${owner}.${member}`;
  const close = member.indexOf(')', open);
  if (close < 0) return `${owner}.${member}`;
  const types = parameterTypes(member.slice(open + 1, close)).map((t) => shortName(javaType(t)));
  return `${owner}.${member.slice(0, open)}(${types.join(', ')})`;
}

/** What watches for new pictures, by the platform's name for it, which both languages share. */
const WATCHERS: Readonly<Record<string, string>> = {
  'observer:content-observer': 'ContentObserver',
  'observer:content-trigger': 'TriggerContentUri',
  'observer:file-observer': 'FileObserver',
  'observer:polling': 'MediaStore query',
};

/** A watch id as a reader would say it: "Landroid/a/B;->c" → "android.a.B.c", "uri:content://sms" → "content://sms". */
export function watchName(id: string): string {
  if (Object.hasOwn(WATCHERS, id)) return WATCHERS[id]!;
  const colon =
    /^(override|field|class|string|uri|reflect|permission|component|action|endpoint|request|sdk|script|ask):/.exec(
      id,
    );
  const rest = colon ? id.slice(colon[0].length) : id;
  return javaSymbol(rest);
}

const COPY_PLACES: Readonly<Record<string, Text>> = {
  'app-files': { en: 'the app’s own files', zh: '应用自有文件' },
  cache: { en: 'the app’s cache', zh: '应用缓存' },
  external: { en: 'shared storage', zh: '共享存储' },
  network: { en: 'the network', zh: '网络' },
};

/** What a call was given, for readers: constants in quotation marks, watch ids by name, "→ cache" with its place in words. */
export function argumentText(argument: string, lang: Lang): string {
  if (argument.startsWith('→ ')) return `→ ${label(COPY_PLACES, argument.slice(2), lang)}`;
  const name = watchName(argument);
  return name === argument ? JSON.stringify(argument) : name;
}

/** Who takes the data, in words; null for code whose party is not known. */
export function knownActor(
  { kind, id }: Actor,
  sdkName: (id: string) => string | undefined,
  lang: Lang,
): string | null {
  if (kind === 'app') return lang === 'zh' ? '应用自身' : 'the app itself';
  if (kind === 'sdk') return sdkName(id) ?? id;
  if (kind === 'library') return lang === 'zh' ? `通用库（${id}）` : `a library (${id})`;
  return null;
}

/** Kinds of input that are a library of classes: what it takes, it brings into whatever app includes it. */
export const isLibrary = (inputKind: string): boolean => inputKind === 'aar' || inputKind === 'jar';

/** The same with SDKs named as in the report, and words for the unknown; in a library the code is its own. */
export function actorName(
  actor: Actor,
  report: Pick<AppReport, 'sdks'> & { app?: Pick<AppReport['app'], 'inputKind'> },
  lang: Lang,
): string {
  if (actor.kind === 'app' && isLibrary(report.app?.inputKind ?? ''))
    return lang === 'zh' ? '该库自身' : 'this library';
  const known = knownActor(actor, (id) => report.sdks.find((sdk) => sdk.id === id)?.name, lang);
  if (known !== null) return known;
  if (!actor.id) return lang === 'zh' ? '归属不明的代码' : 'unattributed code';
  return lang === 'zh' ? `归属不明的代码（${actor.id}）` : `unattributed code (${actor.id})`;
}

/** A list in a sentence: "a, b and c" or "a、b和c". */
export function listed(items: readonly string[], lang: Lang): string {
  if (items.length <= 1) return items[0] ?? '';
  const head = items.slice(0, -1).join(lang === 'zh' ? '、' : ', ');
  return lang === 'zh' ? `${head}和${items.at(-1)!}` : `${head} and ${items.at(-1)!}`;
}

/** Chinese typography: a space between Chinese characters and Latin letters or figures. */
export const spaced = (text: string): string =>
  text
    .replace(/([\u3400-\u9fff])([A-Za-z0-9])/g, '$1 $2')
    .replace(/([A-Za-z0-9%])([\u3400-\u9fff])/g, '$1 $2');

/** Bytes for people: "512 B", "6.4 MB" (powers of ten, as app stores count). */
export function bytesText(bytes: number): string {
  if (bytes < 1000) return `${bytes} B`;
  const units = ['kB', 'MB', 'GB', 'TB'];
  let value = bytes;
  let unit = -1;
  while (value >= 1000 && unit < units.length - 1) {
    value /= 1000;
    unit++;
  }
  return `${value.toFixed(value < 10 ? 1 : 0)} ${units[unit]!}`;
}
