// Sentences for what can be wrong with an input as a whole: files, archives, signatures, native libraries, limits.
// Leaves manifest, resource and code diagnostics to the files beside this one.
import type { Text } from '../../model/catalogue.js';

export const zipWords: Readonly<Record<string, Text>> = {
  'input/not-found': { en: 'no such file', zh: '文件不存在' },
  'input/unreadable': { en: 'the file cannot be read ({reason})', zh: '无法读取该文件（{reason}）' },
  'input/is-directory': {
    en: 'a directory that holds neither APK files nor a decoded app',
    zh: '这是一个目录，其中既没有 APK 文件，也不是已解码的应用目录',
  },
  'input/not-a-file': { en: 'not a regular file', zh: '不是普通文件' },
  'input/empty': { en: 'the file is empty', zh: '文件为空' },
  'input/is-text': { en: 'a text file, not an Android package', zh: '这是文本文件，不是 Android 安装包' },
  'input/not-an-app': { en: 'not an Android package', zh: '不是 Android 安装包' },
  'package/no-manifest': {
    en: 'a zip archive without AndroidManifest.xml: not an Android package',
    zh: 'ZIP 压缩包中没有 AndroidManifest.xml，不是 Android 安装包',
  },
  'package/no-such-entry': { en: 'the package has no entry {name}', zh: '安装包中没有条目 {name}' },
  'package/no-parts': { en: 'nothing in the input could be opened', zh: '输入中没有任何可打开的部分' },
  'zip/truncated': {
    en: 'the zip archive is cut off: its central directory is missing',
    zh: 'ZIP 压缩包被截断：缺少中央目录',
  },
  'zip/no-end-record': { en: 'no end-of-central-directory record', zh: '找不到中央目录结束记录' },
  'zip/no-central-directory': {
    en: 'the central directory is not where the end record says',
    zh: '中央目录不在结束记录所指的位置',
  },
  'zip/no-entries': { en: 'the zip archive is empty', zh: 'ZIP 压缩包中没有任何条目' },
  'zip/encrypted': {
    en: 'the zip archive is encrypted; Android cannot install it and we cannot read it',
    zh: 'ZIP 压缩包已加密；Android 无法安装，也无法读取',
  },
  'zip/multi-disk': {
    en: 'the zip archive is one volume (number {disk}) of a multi-disk set',
    zh: 'ZIP 压缩包是分卷压缩集中的一卷（第 {disk} 卷）',
  },
  'zip/bad-zip64': { en: 'zip64 records are missing or wrong', zh: 'zip64 记录缺失或有误' },
  'zip/trailing-bytes': {
    en: '{bytes} bytes after the end of the archive; Android refuses such a file',
    zh: '压缩包末尾之后还有 {bytes} 字节；Android 会拒绝此类文件',
  },
  'zip/end-record-in-comment': {
    en: 'the archive comment holds another end record; the one that fits the file was used',
    zh: '压缩包注释中含有另一条结束记录；已采用与文件长度相符的那一条',
  },
  'zip/prefixed-data': {
    en: '{bytes} bytes in front of the archive; Android refuses such a file',
    zh: '压缩包之前有 {bytes} 字节的数据；Android 会拒绝此类文件',
  },
  'zip/no-header-at-start': {
    en: 'the file does not begin with a local header; Android refuses it since the December 2017 patch',
    zh: '文件开头不是本地文件头；自 2017 年 12 月补丁起 Android 会拒绝此类文件',
  },
  'zip/entry-count': {
    en: 'the end record announces {declared} entries, {found} could be read',
    zh: '结束记录声明有 {declared} 个条目，实际只能读取 {found} 个',
  },
  'zip/hidden-entries': {
    en: 'the central directory goes on after the {declared} announced entries; Android never sees the rest',
    zh: '中央目录在声明的 {declared} 个条目之后仍有内容；Android 看不到其余部分',
  },
  'zip/duplicate-name': {
    en: '{count} entries repeat an earlier name; the first is used, Android 5 and later refuses the file',
    zh: '{count} 个条目与先前条目重名；采用第一个，Android 5 及以上会拒绝该文件',
  },
  'zip/bad-name': {
    en: '{count} entry names hold NUL or ill-formed UTF-8; Android refuses such a file',
    zh: '{count} 个条目名含有 NUL 或非法 UTF-8；Android 会拒绝此类文件',
  },
  'zip/encryption-flag': {
    en: '{count} entries are marked as encrypted; Android ignores the mark, and so do we',
    zh: '{count} 个条目带有加密标记；Android 会忽略该标记，此处亦然',
  },
  'zip/unknown-method': {
    en: '{count} entries use a compression method that Android does not know; they are read as stored',
    zh: '{count} 个条目使用 Android 不认识的压缩方法；按未压缩读取',
  },
  'zip/bad-entry-offset': { en: 'an entry lies outside the file', zh: '条目位于文件范围之外' },
  'zip/no-local-header': {
    en: 'there is no local header where the entry should be',
    zh: '条目所在位置没有本地文件头',
  },
  'zip/local-name-differs': {
    en: 'local header and central directory name the entry differently',
    zh: '本地文件头与中央目录中的条目名不一致',
  },
  'zip/local-sizes-differ': {
    en: 'local header and central directory disagree on size or checksum; the directory was used',
    zh: '本地文件头与中央目录的大小或校验和不一致；以中央目录为准',
  },
  'zip/local-method-differs': {
    en: 'local header and central directory disagree on the compression method; the directory was used',
    zh: '本地文件头与中央目录的压缩方法不一致；以中央目录为准',
  },
  'zip/compressed-size': {
    en: 'the entry claims {declared} compressed bytes, only {available} are there',
    zh: '条目声明有 {declared} 字节压缩数据，实际只有 {available} 字节',
  },
  'zip/size-differs': {
    en: 'the entry claims {declared} bytes and inflates to {produced}',
    zh: '条目声明 {declared} 字节，实际解压出 {produced} 字节',
  },
  'zip/entry-cut-off': {
    en: 'the entry claims {declared} bytes, only {available} are there',
    zh: '条目声明 {declared} 字节，实际只有 {available} 字节',
  },
  'zip/inflate-failed': { en: 'the compressed data is damaged ({reason})', zh: '压缩数据已损坏（{reason}）' },
  'zip/unreadable-entries': { en: 'some entries could not be read', zh: '部分条目无法读取' },
  'signing/bad-block': { en: 'the APK Signing Block is malformed', zh: 'APK 签名块格式有误' },
  'signing/bad-der': { en: 'a signature structure is malformed', zh: '签名结构格式有误' },
  'signing/bad-pkcs7': { en: 'the JAR signature is no PKCS#7 signature', zh: 'JAR 签名不是 PKCS#7 格式' },
  'signing/bad-certificate': { en: 'a signing certificate cannot be read', zh: '无法读取签名证书' },
  'signing/no-certificate': { en: 'a signature without certificate', zh: '签名中没有证书' },
  'signing/split-signer-differs': {
    en: 'signed by somebody else than the base; Android refuses such a set',
    zh: '签名者与主安装包不同；Android 会拒绝这样的组合',
  },
  'elf/bad-magic': { en: 'a native library that is no ELF file', zh: '原生库不是 ELF 文件' },
  'elf/bad-class': { en: 'a native library of unknown word size', zh: '原生库的字长未知' },
  'elf/big-endian': { en: 'a native library in big-endian order', zh: '原生库为大端字节序' },
  'elf/name-out-of-range': {
    en: 'a name of the native library lies outside it',
    zh: '原生库中的名称位于文件之外',
  },
  'bytes/out-of-range': {
    en: 'a structure points outside the data ({wanted} bytes wanted of {length})',
    zh: '结构指向数据之外（需要 {wanted} 字节，共 {length} 字节）',
  },
  'bytes/number-too-large': { en: 'a number larger than anything real', zh: '数值过大，不合常理' },
  'bytes/number-too-long': { en: 'a number in more than five bytes', zh: '数值编码超过五个字节' },
  'bytes/count-too-large': {
    en: 'a count of {count} does not fit in the {available} bytes left',
    zh: '数量 {count} 超出剩余的 {available} 字节',
  },
  'limit/entries': {
    en: 'only the first {limit} of {count} entries were read',
    zh: '共 {count} 个条目，只读取了前 {limit} 个',
  },
  'limit/entry-bytes': {
    en: 'an entry inflates to more than {limit} bytes',
    zh: '条目解压后超过 {limit} 字节',
  },
  'limit/total-bytes': {
    en: 'the app inflates to more than {limit} bytes in total',
    zh: '应用解压后总计超过 {limit} 字节',
  },
  'limit/inflation-ratio': {
    en: 'an entry inflates beyond any honest ratio ({limit} bytes)',
    zh: '条目的解压比例超出正常范围（{limit} 字节）',
  },
  'limit/diagnostics': {
    en: 'only {limit} remarks are kept, {count} more were left out',
    zh: '只保留 {limit} 条说明，另有 {count} 条被省略',
  },
  'limit/list': { en: '{list}: {count} found, {limit} kept', zh: '{list}：找到 {count} 个，保留 {limit} 个' },
  'internal/no-extractor': { en: 'this section was not read', zh: '该部分未读取' },
};
