// An example of a rule in words: what the app of the example says and does, and how the rule comes out. Pure.
// Leaves the meaning of the short form to example-facts.ts.
import type { Text } from '../model/catalogue.js';
import type { RuleExample } from '../model/rule.js';

const KEYS: Readonly<Record<string, Text>> = {
  package: { en: 'package', zh: '包名' },
  min: { en: 'lowest API level', zh: '最低 API 级别' },
  target: { en: 'target API level', zh: '目标 API 级别' },
  permissions: { en: 'permissions', zh: '权限' },
  components: { en: 'components', zh: '组件' },
  application: { en: 'application', zh: '应用属性' },
  queries: { en: 'queries', zh: '可见性查询' },
  defines: { en: 'defines permissions', zh: '自定义权限' },
  uses: { en: 'code', zh: '代码' },
  requests: { en: 'asks for', zh: '申请' },
  observers: { en: 'watches for images', zh: '监视图片' },
  hosts: { en: 'addresses', zh: '网址' },
  sdks: { en: 'SDKs', zh: 'SDK' },
  libraries: { en: 'native libraries', zh: '原生库' },
  files: { en: 'files', zh: '文件' },
  signals: { en: 'counts', zh: '计数' },
  network: { en: 'network settings', zh: '网络配置' },
  accessibility: { en: 'accessibility services', zh: '无障碍服务' },
  diagnostics: { en: 'found while reading', zh: '读取时发现' },
  missing: { en: 'could not be read', zh: '未能读取' },
  partial: { en: 'read in part', zh: '仅部分读取' },
};
const OUTCOMES: Readonly<Record<RuleExample['expect'], Text>> = {
  hit: { en: 'hits', zh: '命中' },
  clear: { en: 'does not hit', zh: '未命中' },
  unknown: { en: 'cannot be told', zh: '无法判断' },
  'not-applicable': { en: 'does not apply', zh: '不适用' },
};

export function explainExample(example: RuleExample): Text {
  const said = (lang: 'en' | 'zh'): string => {
    const zh = lang === 'zh';
    const parts = Object.entries(example.facts).map(([key, value]) => {
      const label = Object.hasOwn(KEYS, key) ? KEYS[key]![lang] : key;
      return `${label}${zh ? '：' : ': '}${flat(value)}`;
    });
    if (example.type !== undefined) parts.unshift(`${zh ? '应用类型：' : 'type: '}${example.type}`);
    const facts = parts.length === 0 ? (zh ? '空应用' : 'an empty app') : parts.join(zh ? '；' : '; ');
    return `${OUTCOMES[example.expect][lang]}${zh ? '：' : ': '}${facts}${zh ? '（' : ' ('}${example.name}${zh ? '）' : ')'}`;
  };
  return { en: said('en'), zh: said('zh') };
}

/** Values without the marks of a data format: names and numbers as they are, fields as "name value". */
function flat(value: unknown): string {
  if (Array.isArray(value)) return value.map(flat).join(', ');
  if (value === null || typeof value !== 'object') return String(value);
  return Object.entries(value)
    .map(([key, item]) => (item === true ? key : `${key} ${flat(item)}`))
    .join(' ');
}
