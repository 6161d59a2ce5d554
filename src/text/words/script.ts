// Sentences for what is odd in scripts and other code that is not DEX. Leaves archives and DEX to the files beside this one.
import type { Text } from '../../model/catalogue.js';

export const scriptWords: Readonly<Record<string, Text>> = {
  'js/syntax': {
    en: 'the script is not JavaScript that a parser accepts; it may be encrypted',
    zh: '脚本无法按 JavaScript 解析，可能已加密',
  },
  'js/too-deep': {
    en: 'the script is nested too deeply to be parsed',
    zh: '脚本嵌套过深，无法解析',
  },
  'script/not-text': {
    en: 'the script is neither text nor bytecode of a known form; it may be encrypted',
    zh: '脚本既不是文本，也不是已知形式的字节码，可能已加密',
  },
  'limit/script-files': {
    en: '{count} scripts, more than {limit}; the rest is not read',
    zh: '脚本共 {count} 个，超过 {limit} 个，其余未读取',
  },
  'limit/script-bytes': {
    en: 'the scripts are longer than {limit} bytes together; this one is not read',
    zh: '脚本总长度超过 {limit} 字节，此文件未读取',
  },
};
