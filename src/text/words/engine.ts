// Sentences for what widens the interval of the index. Leaves the weights and their reasons to rules/scoring.yaml.
import type { Text } from '../../model/catalogue.js';

const UNKNOWNS: Readonly<Record<string, Text>> = {
  'code-partial': { en: 'some classes could not be read', zh: '部分类无法读取' },
  packed: {
    en: 'the code is packed: the real one is decrypted when the app runs',
    zh: '代码已加壳，真实代码在运行时才解密',
  },
  'code-hidden-part': {
    en: 'part of the code is in a form that is not read (JavaScript, Dart, Lua, .NET or protected)',
    zh: '部分代码为不读取的形式（JavaScript、Dart、Lua、.NET 或受保护）',
  },
  'components-missing': {
    en: 'classes that the manifest names are not in the package',
    zh: '清单中声明的部分类不在包内',
  },
  'dynamic-loading': { en: 'the app loads further code while it runs', zh: '应用在运行时加载其他代码' },
  'hidden-dex': { en: 'code lies in the package under another name', zh: '包内有以其他名称存放的代码' },
  reflection: {
    en: 'many calls are made by names that could not be worked out',
    zh: '大量反射调用的目标无法得出',
  },
  'reflection-some': {
    en: 'some calls are made by names that could not be worked out',
    zh: '少量反射调用的目标无法得出',
  },
  native: { en: 'native libraries are not analysed', zh: '未分析原生库内部' },
  'encrypted-strings': { en: 'strings are decrypted while the app runs', zh: '字符串在运行时才解密' },
  'missing-splits': { en: 'parts that the app requires were not given', zh: '未提供应用必需的分包' },
  'section-partial': { en: 'part of the package was read only in part', zh: '包的部分内容仅读取了一部分' },
  'section-missing': { en: 'part of the package could not be read', zh: '包的部分内容无法读取' },
  'reach-not-computed': {
    en: 'which code can run, and when, was not worked out',
    zh: '未计算哪些代码会执行以及何时执行',
  },
};

/** The sentence for a code of scoring.unknowns; an unknown code is shown as itself. */
export function unknownText(code: string): Text {
  return Object.hasOwn(UNKNOWNS, code) ? UNKNOWNS[code]! : { en: code, zh: code };
}

/** Diagnostics of the judging stages, for the table in words.ts. */
export const engineWords: Readonly<Record<string, Text>> = {
  'type/unknown': { en: 'no app type is called "{name}"', zh: '不存在名为“{name}”的应用类型' },
};
