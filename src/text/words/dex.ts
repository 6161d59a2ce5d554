// Sentences for what is odd or unreadable in DEX code. Leaves archives and XML to the files beside this one.
import type { Text } from '../../model/catalogue.js';

export const dexWords: Readonly<Record<string, Text>> = {
  'dex/too-short': {
    en: 'too short to be a DEX file ({sizeBytes} bytes)',
    zh: '过短，不是 DEX 文件（{sizeBytes} 字节）',
  },
  'dex/not-dex': { en: 'not a DEX file', zh: '不是 DEX 文件' },
  'dex/not-little-endian': {
    en: 'the byte order is not the one Android reads',
    zh: '字节序不是 Android 能读取的字节序',
  },
  'dex/unknown-version': { en: 'DEX version {version} is not known', zh: '未知的 DEX 版本 {version}' },
  'dex/truncated': {
    en: 'the header says {said} bytes, but there are only {sizeBytes}',
    zh: '文件头声明 {said} 字节，实际只有 {sizeBytes} 字节',
  },
  'dex/trailing-bytes': { en: '{extra} bytes follow the DEX file', zh: 'DEX 文件之后还有 {extra} 字节' },
  'dex/checksum-wrong': { en: 'the checksum does not match the content', zh: '校验和与内容不符' },
  'dex/header-offset-wrong': {
    en: 'the header of a container does not say where it stands',
    zh: '容器中的文件头所记位置与实际不符',
  },
  'dex/container-broken': {
    en: 'the container cannot be read further; {read} DEX files were',
    zh: '容器的其余部分无法读取；已读取 {read} 个 DEX 文件',
  },
  'dex/map-lost': {
    en: 'the map lies outside the file: calls of lambdas that only it lists were not read',
    zh: '映射表位于文件之外：仅由它列出的 lambda 调用未能读取',
  },
  'dex/map-out-of-range': { en: 'the map lies outside the file', zh: '映射表位于文件之外' },
  'dex/section-out-of-range': {
    en: 'table {section} runs out of the file: {kept} of {count} items were read',
    zh: '表 {section} 超出文件范围：{count} 项中读取了 {kept} 项',
  },
  'dex/sections-overlap': {
    en: 'tables {first} and {second} overlap',
    zh: '表 {first} 与 {second} 重叠',
  },
  'dex/index-out-of-range': {
    en: '{count} items of table {table} point to nothing',
    zh: '表 {table} 中有 {count} 项指向不存在的内容',
  },
  'dex/class-data-broken': {
    en: 'the members of class {class} cannot be read to the end',
    zh: '类 {class} 的成员无法完整读取',
  },
  'dex/code-out-of-range': {
    en: 'the code of a method lies outside the file and was skipped',
    zh: '某方法的代码位于文件之外，已跳过',
  },
  'dex/instructions-broken': {
    en: 'the instructions of a method break off; what stands before was read',
    zh: '某方法的指令中断；中断之前的部分已读取',
  },
  'dex/not-loaded-at-start': {
    en: 'DEX code that Android does not load by itself; the app can load it',
    zh: '该 DEX 代码不由 Android 自动加载，但应用可自行加载',
  },
  'dex/platform-class-copied': {
    en: '{count} classes are named like classes of the platform, which Android takes instead of them: their code is never loaded',
    zh: '有 {count} 个类与系统类同名；Android 只加载系统的类，这些类的代码不会被加载',
  },
  'limit/supertypes': {
    en: 'classes have more types above them than the limit of {limit}: calls through them were not all worked out',
    zh: '类的上层类型数超过上限 {limit}：经由它们的调用未能全部分析',
  },
  'limit/call-graph-edges': {
    en: 'the code has {count} calls, more than the limit of {limit}: what can run was not worked out',
    zh: '代码中有 {count} 处调用，超过上限 {limit}：未分析哪些代码会被执行',
  },
  'limit/start-callers': {
    en: 'more than {limit} callers of helpers that start components: what the others start was not worked out',
    zh: '启动组件的辅助方法的调用处超过上限 {limit}：其余调用处启动哪些组件未分析',
  },
  'limit/endpoints': {
    en: 'the code names more than {limit} addresses; the rest is left out',
    zh: '代码中的地址超过 {limit} 个，其余未列入',
  },
  'limit/method-units': {
    en: 'values were not followed to the end in {count} methods that are too large',
    zh: '{count} 个方法过大，其中的值未能完整追踪',
  },
  'limit/method-work': {
    en: 'values were not followed to the end in {count} methods that hold too much at once',
    zh: '{count} 个方法同时持有的内容过多，其中的值未能完整追踪',
  },
  'limit/flow-work': {
    en: 'following values took more work than the limit: some ways of data were not seen',
    zh: '值的追踪工作量超过上限：部分数据去向未被发现',
  },
  'limit/flow-facts': {
    en: 'following values took more steps than the limit: some ways of data were not seen',
    zh: '值的追踪步数超过上限：部分数据去向未被发现',
  },
  'limit/flow-graphs': {
    en: 'values were followed through more methods than the limit: some ways of data were not seen',
    zh: '值经过的方法数超过上限：部分数据去向未被发现',
  },
  'limit/flow-readers': {
    en: 'a field or method is used in too many places to follow what passes through it ({count} times)',
    zh: '某个字段或方法的使用处过多，无法追踪经过它的值（{count} 次）',
  },
  'limit/flow-targets': {
    en: 'a call can run too many methods to follow what it is given ({count} times)',
    zh: '某次调用可能执行的方法过多，无法追踪传入的值（{count} 次）',
  },
  'limit/flow-origins': {
    en: 'a thing can come from too many places to tell them all ({count} times)',
    zh: '某个对象的来源过多，无法全部列出（{count} 次）',
  },
  'limit/flows-kept': {
    en: 'more flows of data were found than are kept ({count} left out)',
    zh: '发现的数据流超过保留上限（省略 {count} 条）',
  },
  'limit/dex-files': {
    en: 'only {limit} of {count} DEX files were read',
    zh: '{count} 个 DEX 文件中只读取了 {limit} 个',
  },
};
