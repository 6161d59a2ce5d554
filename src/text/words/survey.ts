// Sentences for what a survey finds wrong with a list, a folder or a run. Leaves formats to their own files.
import type { Text } from '../../model/catalogue.js';

export const surveyWords: Readonly<Record<string, Text>> = {
  'survey/timed-out': {
    en: 'reading took longer than {seconds} seconds and was stopped',
    zh: '读取超过 {seconds} 秒，已中止',
  },
  'survey/out-of-memory': {
    en: 'reading needed more memory than one app may take',
    zh: '读取所需内存超过单个应用的上限',
  },
  'survey/worker-died': {
    en: 'the process that read it ended unexpectedly ({reason})',
    zh: '读取它的进程意外终止（{reason}）',
  },
  'survey/internal': {
    en: 'judging it failed inside Overreach itself ({reason}); please report this',
    zh: '判断时 Overreach 自身出错（{reason}），请反馈给我们',
  },
  'survey/reply-unknown-app': {
    en: 'replies, line {line}: no app “{app}” in this survey',
    zh: '回应第 {line} 行：本次测评中没有应用“{app}”',
  },
  'survey/reply-empty': {
    en: 'replies, line {line}: nothing is said for “{app}”',
    zh: '回应第 {line} 行：“{app}”没有回应内容',
  },
  'survey/replies-heading': {
    en: 'the first line of the replies names no column “file”, “package” or “hash”; nothing of them was used',
    zh: '回应文件首行没有“文件”“包名”或“哈希”列，其内容未被使用',
  },
  'survey/list-encoding': {
    en: 'the list is neither UTF-8 nor GB18030 text; save it as “CSV UTF-8”',
    zh: '清单既不是 UTF-8 也不是 GB18030 文本，请另存为“CSV UTF-8”',
  },
  'survey/list-read-as': {
    en: 'the list was read as {encoding}',
    zh: '清单按 {encoding} 编码读取',
  },
  'survey/list-heading': {
    en: 'the first line of the list names no column “file”, “package” or “hash”; nothing of it was used',
    zh: '清单首行没有“文件”“包名”或“哈希”列，清单内容未被使用',
  },
  'survey/list-open-quote': {
    en: 'a quotation mark is never closed; the rest of the list was taken for one cell',
    zh: '引号未闭合，其后内容被当作一个单元格',
  },
  'survey/list-extra-cells': {
    en: '{count} cells, but only {expected} headings; the cells beyond were left out',
    zh: '有 {count} 个单元格，但只有 {expected} 个标题，多出的已略去',
  },
  'survey/list-bad-hash': {
    en: '“{hash}” is no SHA-256 and was left out',
    zh: '“{hash}”不是 SHA-256，已略去',
  },
  'survey/list-no-key': {
    en: 'names neither file nor package nor hash and was left out',
    zh: '没有文件、包名或哈希，已略去',
  },
  'survey/list-missing-file': { en: 'no file “{file}” was found', zh: '未找到文件“{file}”' },
  'survey/list-missing-hash': { en: 'no file with hash {hash} was found', zh: '未找到哈希为 {hash} 的文件' },
  'survey/list-missing-package': {
    en: 'no app has the package name “{package}”',
    zh: '没有包名为“{package}”的应用',
  },
  'survey/list-ambiguous': {
    en: '“{file}” fits {count} files; give the path below the folder',
    zh: '“{file}”对应 {count} 个文件，请写明文件夹内的路径',
  },
  'survey/list-other-hash': {
    en: 'the hash in the list is not that of “{file}”; the file was judged as it is',
    zh: '清单中的哈希与“{file}”不符，已按文件本身判断',
  },
  'survey/list-duplicate': {
    en: '“{what}” is already in line {first}; that line counts',
    zh: '“{what}”已见于第 {first} 行，以该行为准',
  },
  'survey/list-conflict': {
    en: '“{what}” has another type in line {first}; that line counts',
    zh: '“{what}”在第 {first} 行为另一类型，以该行为准',
  },
  'survey/list-copy': {
    en: '“{what}” has the same content as “{other}” of line {first}; it is counted once, there',
    zh: '“{what}”与第 {first} 行的“{other}”内容相同，只在该处计一次',
  },
  'survey/list-copy-conflict': {
    en: '“{what}” has the same content as “{other}”, to which line {first} gives another type; that line counts',
    zh: '“{what}”与“{other}”内容相同，但第 {first} 行给出的类型不同，以该行为准',
  },
  'survey/unknown-type': {
    en: 'unknown app type “{type}”; the type was inferred instead',
    zh: '未知的应用类型“{type}”，已改为推断',
  },
  'survey/unknown-type-near': {
    en: 'unknown app type “{type}” (did you mean “{near}”?); the type was inferred instead',
    zh: '未知的应用类型“{type}”（是否指“{near}”？），已改为推断',
  },
  'survey/not-a-package': {
    en: '{file}: an archive, but no Android package; left out',
    zh: '{file}：是压缩包但不是安卓安装包，已略去',
  },
  'survey/mac-companions': {
    en: '{file}: one of {count} files that macOS lays beside others; no packages, left out',
    zh: '{file}：此类由 macOS 附带生成的文件共 {count} 个，不是安装包，已略去',
  },
  'survey/broken-link': { en: '{file}: a link that leads nowhere', zh: '{file}：失效的链接' },
  'survey/file-unreadable': { en: '{file}: cannot be read', zh: '{file}：无法读取' },
  'survey/folder-unreadable': { en: '{file}: the folder cannot be read', zh: '{file}：文件夹无法读取' },
};
