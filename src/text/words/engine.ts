// Sentences for what widens the interval of the index. Leaves the weights and their reasons to rules/scoring.yaml.
import type { Text } from '../../model/catalogue.js';

const UNKNOWNS: Readonly<Record<string, Text>> = {
  'native-only': {
    en: 'all code is native, and native code is not read',
    zh: '全部代码均为原生代码，未被读取',
  },
  'native-methods': {
    en: 'most methods are native: what they do lies in libraries that are not read',
    zh: '多数方法为原生方法，其行为在未被读取的原生库中',
  },
  'code-missing': {
    en: 'none of the code in the package is what Android loads when the app starts',
    zh: '包内代码没有一处是 Android 启动应用时加载的',
  },
  'code-broken': {
    en: 'a DEX file that Android loads cannot be read',
    zh: 'Android 会加载的某个 DEX 文件无法读取',
  },
  'code-empty': {
    en: 'methods are there without their instructions',
    zh: '方法存在，但指令已被抽空',
  },
  'code-copied': {
    en: 'copies of platform classes are in the package; old versions of Android may load them',
    zh: '包内有系统类的副本；旧版 Android 可能加载它们',
  },
  'manifest-disputed': {
    en: 'the archive names the manifest twice and differently, so that readers disagree on which one counts',
    zh: '压缩包对清单的命名前后不一，不同的读取方式得到的清单不同',
  },
  'passed-on': {
    en: 'data goes into tables, messages, fields or calls that stand for several things; it may be sent on from there and was not followed',
    zh: '数据进入了代表多种内容的表、消息、字段或调用，可能由此传出，未能继续跟踪',
  },
  'asked-address': {
    en: 'content providers are read by addresses that could not be worked out',
    zh: '按无法得出的地址读取内容提供者',
  },
  'asked-provider-call': {
    en: 'content providers are called by addresses that could not be worked out',
    zh: '按无法得出的地址调用内容提供者',
  },
  'asked-key': {
    en: 'settings are read by keys that could not be worked out',
    zh: '按无法得出的键读取系统设置',
  },
  'asked-command': {
    en: 'commands are run that could not be worked out',
    zh: '执行了无法得出的命令',
  },
  'asked-call': {
    en: 'methods are called by names that could not be worked out',
    zh: '按无法得出的名称调用方法',
  },
  'asked-binder': {
    en: 'services of the system are spoken to by hand, past their interfaces',
    zh: '绕过接口直接与系统服务通信',
  },
  'asked-foreign-code': {
    en: 'code of another package is loaded and runs with the permissions of this one',
    zh: '加载其他应用包的代码，并以本应用的权限运行',
  },
  'asked-library': {
    en: 'native libraries are loaded by paths that could not be worked out',
    zh: '按无法得出的路径加载原生库',
  },
  'asked-page': {
    en: 'a web page is granted whatever it asks for; what the page does is not in the package',
    zh: '网页请求的权限被直接授予；网页做什么不在包内',
  },
  'asked-uid': {
    en: 'apps are looked up by user ids that could not be worked out',
    zh: '按无法得出的用户标识查询应用',
  },
  'shared-user-id': {
    en: 'a shared user id: permissions may come from another app of the same maker',
    zh: '使用共享用户标识：权限可能来自同一开发者的其他应用',
  },
  'code-emptied': {
    en: 'the instructions of some methods were taken out',
    zh: '部分方法的指令被抽走',
  },
  'code-torn': {
    en: 'code calls methods or classes that the package has lost',
    zh: '代码调用了包内已缺失的方法或类',
  },
  'code-damaged': {
    en: 'some classes or methods could not be read',
    zh: '部分类或方法无法读取',
  },
  'manifest-damaged': {
    en: 'the manifest could not be read to its end',
    zh: '清单无法完整读取',
  },
  'resources-damaged': {
    en: 'some layouts or texts could not be read',
    zh: '部分布局或文本无法读取',
  },
  'code-elsewhere': {
    en: 'code calls classes that are not in the package',
    zh: '代码调用了包内没有的类',
  },
  'code-partial': {
    en: 'where values go was not worked out to the end',
    zh: '数据的去向未能全部得出',
  },
  'code-outside': {
    en: 'the package holds no code: it lies outside it, as on a system image',
    zh: '安装包内没有代码：代码在包外，如系统镜像中',
  },
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
