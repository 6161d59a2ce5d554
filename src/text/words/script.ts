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
  'js/ram-overlap': {
    en: 'the modules of the RAM bundle are longer together than the bundle',
    zh: 'RAM 包中各模块的总长度超过文件本身',
  },
  'script/not-text': {
    en: 'the script is neither text nor bytecode of a known form; it may be encrypted',
    zh: '脚本既不是文本，也不是已知形式的字节码，可能已加密',
  },
  'hermes/version': {
    en: 'Hermes bytecode of version {version}, which is not known ({oldest} to {newest} are); its {strings} strings were found, its code was not read',
    zh: 'Hermes 字节码版本 {version} 未知（已知 {oldest} 至 {newest}）；找到 {strings} 个字符串，代码未读取',
  },
  'hermes/magic': {
    en: 'the script says it is Hermes bytecode, and is not',
    zh: '脚本自称 Hermes 字节码，实际不是',
  },
  'hermes/truncated': {
    en: 'the Hermes bytecode wants {wanted} bytes and has {length}',
    zh: 'Hermes 字节码需要 {wanted} 字节，实际只有 {length}',
  },
  'hermes/functions': {
    en: '{count} of {of} functions of the Hermes bytecode could not be read to their end',
    zh: 'Hermes 字节码的 {of} 个函数中有 {count} 个未能读完',
  },
  'limit/script-functions': {
    en: '{count} functions in one bytecode file, more than {limit}; it is not read',
    zh: '一个字节码文件中有 {count} 个函数，超过 {limit} 个，未读取',
  },
  'limit/script-strings': {
    en: '{count} strings in one bytecode file, more than {limit}; it is not read',
    zh: '一个字节码文件中有 {count} 个字符串，超过 {limit} 个，未读取',
  },
  'limit/script-registers': {
    en: '{count} functions of the bytecode have more than {limit} registers; they are not read',
    zh: '字节码中有 {count} 个函数的寄存器超过 {limit} 个，未读取',
  },
  'limit/script-steps': {
    en: 'the bytecode has more than {limit} instructions; the rest is not read',
    zh: '字节码指令超过 {limit} 条，其余未读取',
  },
  'limit/script-files': {
    en: '{count} scripts, more than {limit}; the rest is not read',
    zh: '脚本共 {count} 个，超过 {limit} 个，其余未读取',
  },
  'limit/script-nodes': {
    en: 'the scripts become more than {limit} parts of syntax; the rest is not read',
    zh: '脚本的语法成分超过 {limit} 个，其余未读取',
  },
  'limit/script-bytes': {
    en: 'the scripts are longer than {limit} bytes together; this one is not read',
    zh: '脚本总长度超过 {limit} 字节，此文件未读取',
  },
};
