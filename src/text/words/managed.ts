// Sentences for what is odd in assemblies of .NET and what carries them. Leaves scripts to script.ts.
import type { Text } from '../../model/catalogue.js';

export const managedWords: Readonly<Record<string, Text>> = {
  'assembly/magic': {
    en: 'the file is no assembly of .NET; it may be encrypted',
    zh: '文件不是 .NET 程序集，可能已加密',
  },
  'assembly/not-managed': {
    en: 'the library has no code of .NET',
    zh: '库中没有 .NET 代码',
  },
  'assembly/metadata': {
    en: 'the metadata of the assembly is not what it says',
    zh: '程序集的元数据与自述不符',
  },
  'assembly/truncated': {
    en: 'a table of the assembly has {wanted} rows and room for {count}',
    zh: '程序集的一个表声明 {wanted} 行，实际只容得下 {count} 行',
  },
  'assembly/body': {
    en: 'a method of the assembly has its code outside of the file',
    zh: '程序集中某方法的代码位于文件之外',
  },
  'assembly/packing': {
    en: 'the assembly is packed in a way that is not read',
    zh: '程序集的压缩方式无法读取',
  },
  'assembly/methods': {
    en: '{count} methods of assemblies could not be read to their end',
    zh: '程序集中有 {count} 个方法未能读完',
  },
  'assembly/stripped': {
    en: '{count} methods that can run have had their code taken out after it was compiled; what they do is not read',
    zh: '有 {count} 个可运行的方法在编译后被删去代码，其行为未读取',
  },
  'assembly-store/magic': {
    en: 'the file is no assembly store; it may be encrypted',
    zh: '文件不是程序集存储，可能已加密',
  },
  'assembly-store/version': {
    en: 'the assembly store is of version {version}, which is not known',
    zh: '程序集存储版本 {version} 未知',
  },
  'assembly-store/name': {
    en: 'a name in the assembly store is longer than names are',
    zh: '程序集存储中的一个名称过长',
  },
  'assembly-store/entries': {
    en: '{count} of {of} assemblies lie outside of their store',
    zh: '存储中的 {of} 个程序集有 {count} 个位于文件之外',
  },
  'assembly-store/payload': {
    en: 'the library carries no assemblies where they should be',
    zh: '库中应有程序集的位置没有内容',
  },
  'il2cpp/magic': {
    en: 'the metadata of the game is not what Unity writes; it may be encrypted',
    zh: '游戏元数据不是 Unity 写出的形式，可能已加密',
  },
  'il2cpp/version': {
    en: 'the metadata of the game is of version {version}, which is not known ({oldest} to {newest} are)',
    zh: '游戏元数据版本 {version} 未知（已知 {oldest} 至 {newest}）',
  },
  'il2cpp/layout': {
    en: 'the metadata of the game does not fit any layout of version {version}; it may be encrypted',
    zh: '游戏元数据与版本 {version} 的任何布局都不符，可能已加密',
  },
  'il2cpp/names-only': {
    en: 'the scripts of the game are native code, which is not read; the names of {methods} methods and {texts} texts were',
    zh: '游戏脚本已编译为原生代码，未读取；读取了 {methods} 个方法名与 {texts} 个文本',
  },
  'dart/magic': {
    en: 'the library of the Flutter app holds no snapshot of Dart where it should be; it may be encrypted',
    zh: 'Flutter 应用的库中应有 Dart 快照的位置没有内容，可能已加密',
  },
  'dart/strings-only': {
    en: 'the Dart code is native and not read, only texts in its snapshot (compiler {hash})',
    zh: 'Dart 代码已编译为原生代码，未读取，只查找快照中的文本（编译器 {hash}）',
  },
  'dart/kernel': {
    en: 'a debug build of Flutter: its code is in a form that is not read',
    zh: 'Flutter 调试版本：代码形式无法读取',
  },
  'limit/snapshot-bytes': {
    en: 'the file that tells of native scripts is longer than {limit} bytes; it is not read',
    zh: '说明原生脚本的文件超过 {limit} 字节，未读取',
  },
  'elf/sections': {
    en: 'the library has {count} sections, more than any that a linker makes',
    zh: '库有 {count} 个节，多于链接器会生成的数量',
  },
  'limit/assemblies': {
    en: '{count} assemblies, more than {limit}; the rest is not read',
    zh: '程序集共 {count} 个，超过 {limit} 个，其余未读取',
  },
  'limit/assembly-rows': {
    en: 'the tables of the assembly have {count} rows, more than {limit}; it is not read',
    zh: '程序集的表共 {count} 行，超过 {limit} 行，未读取',
  },
  'limit/assembly-bytes': {
    en: 'the assemblies are longer than {limit} bytes together; this one is not read',
    zh: '程序集总长度超过 {limit} 字节，此程序集未读取',
  },
  'limit/assembly-steps': {
    en: 'the assemblies take more than {limit} steps to follow; the rest is not followed',
    zh: '追踪程序集需超过 {limit} 步，其余未追踪',
  },
};
