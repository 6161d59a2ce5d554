// Sentences for what the command line itself finds wrong with an input. Leaves the formats to their own files.
import type { Text } from '../../model/catalogue.js';

export const cliWords: Readonly<Record<string, Text>> = {
  'limit/sarif-results': {
    en: 'only the gravest {shown} results are listed, {dropped} are left out',
    zh: '仅列出最严重的 {shown} 条结果，省略 {dropped} 条',
  },
  'cli/no-such-file': { en: 'no such file', zh: '文件不存在' },
  'cli/not-readable': { en: 'cannot be read ({reason})', zh: '无法读取（{reason}）' },
  'cli/not-facts': {
    en: 'is JSON, but not a facts file of Overreach ({reason})',
    zh: '是 JSON，但不是 Overreach 的事实文件（{reason}）',
  },
  'zip/no-entry': { en: 'the archive has no entry {name}', zh: '压缩包中没有条目 {name}' },
  'internal/rule-failed': {
    en: 'the check {rule} failed inside Overreach itself ({reason}); what it would say is unknown; please report this',
    zh: '检查项 {rule} 运行时 Overreach 自身出错（{reason}），其结论未知，请反馈给我们',
  },
  'internal/extractor-failed': {
    en: 'reading the {section} section failed inside Overreach itself ({reason}); please report this',
    zh: '读取 {section} 部分时 Overreach 自身出错（{reason}），请反馈给我们',
  },
};
