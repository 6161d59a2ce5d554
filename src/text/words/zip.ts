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
  'input/is-machine-code': {
    en: 'machine code for one kind of device (ELF, OAT or VDEX), not an Android package',
    zh: '这是面向特定设备的机器码（ELF、OAT 或 VDEX），不是 Android 安装包',
  },
  'input/is-compact-dex': {
    en: 'compact DEX, which only exists on devices and is not read; take the APK it came from',
    zh: '这是只存在于设备上的 compact DEX，无法读取；请使用其来源 APK',
  },
  'package/is-apex': {
    en: 'an APEX module: a part of the Android system itself, not an app',
    zh: '这是 APEX 模块，属于 Android 系统本身，不是应用',
  },
  'package/apkm-encrypted': {
    en: 'an encrypted .apkm of the old kind, readable only for the program that made it',
    zh: '这是旧式加密的 .apkm，只有制作它的程序才能读取',
  },
  'package/several-apps': {
    en: 'holds {count} different apps ({packages}); scan each alone',
    zh: '包含 {count} 个不同的应用（{packages}）；请分别扫描',
  },
  'package/no-base': { en: 'no APK that could be opened', zh: '没有可以打开的 APK' },
  'package/base-missing': {
    en: 'only a split of {package}: the base APK is not here, so most of the app is not seen',
    zh: '只有 {package} 的拆分包，缺少主 APK，因此看不到应用的大部分内容',
  },
  'package/apk-left-out': {
    en: 'this APK could not be opened and was left out ({because})',
    zh: '该 APK 无法打开，已略过（{because}）',
  },
  'package/foreign-split': {
    en: 'a split of {package}, not of {base}: left out',
    zh: '这是 {package} 的拆分包，不属于 {base}：已略过',
  },
  'package/variant-left-out': {
    en: 'another variant of the same APK, left out ({split})',
    zh: '同一 APK 的另一个变体，已略过（{split}）',
  },
  'package/splits-missing': {
    en: 'the app requires splits that are not here ({types}): code and files in them were not seen',
    zh: '应用需要的拆分包不在其中（{types}）：其中的代码和文件未被分析',
  },
  'package/one-standalone': {
    en: 'one of {count} APKs that bundletool made for different devices was read',
    zh: 'bundletool 为不同设备生成了 {count} 个 APK，只读取了其中一个',
  },
  'package/expansion-not-read': {
    en: 'an expansion file of {bytes} bytes that is no zip archive was not read',
    zh: '扩展文件（{bytes} 字节）不是 ZIP 压缩包，未读取',
  },
  'package/dex-in-front': {
    en: 'the file is DEX code in front and an APK behind (the Janus trick, CVE-2017-13156); both were read',
    zh: '文件前部是 DEX 代码，后部是 APK（Janus 手法，CVE-2017-13156）；两部分均已读取',
  },
  'package/code-only': {
    en: 'code alone: permissions, components and signer are not here to read',
    zh: '只有代码：没有可读取的权限、组件和签名者',
  },
  'package/library-only': {
    en: 'a library, not an app: what it does depends on the app that includes it',
    zh: '这是库而不是应用：其行为取决于引用它的应用',
  },
  'package/java-bytecode': {
    en: 'Java class files were not read: Android runs them only after they became DEX',
    zh: '未读取 Java class 文件：Android 只运行转换为 DEX 之后的代码',
  },
  'package/smali-ignored': {
    en: 'smali and Java sources in the folder were not read; code is seen only where DEX files are present',
    zh: '未读取目录中的 smali 与 Java 源码；只有存在 DEX 文件时才能看到代码',
  },
  'zip/truncated': {
    en: 'the zip archive is cut off: its central directory is missing',
    zh: 'ZIP 压缩包被截断：缺少中央目录',
  },
  'zip/no-end-record': { en: 'no end-of-central-directory record', zh: '找不到中央目录结束记录' },
  'zip/no-central-directory': {
    en: 'the central directory is not where the end record says',
    zh: '中央目录不在结束记录所指的位置',
  },
  'zip/no-entry': { en: 'the archive has no entry {name}', zh: '压缩包中没有条目 {name}' },
  'zip/no-entries': { en: 'the zip archive is empty', zh: 'ZIP 压缩包中没有任何条目' },
  'zip/encrypted': {
    en: 'the zip archive is encrypted; Android cannot install it and we cannot read it',
    zh: 'ZIP 压缩包已加密；Android 无法安装，也无法读取',
  },
  'zip/multi-disk': {
    en: 'the zip archive says that it is one volume (number {disk}) of a multi-disk set; Android does not look at that, and it is read as a whole',
    zh: 'ZIP 压缩包自称是分卷压缩集中的一卷（第 {disk} 卷）；Android 不看这一标记，此处按完整压缩包读取',
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
  'signing/bad-jar-manifest': {
    en: 'a JAR manifest or signature file is malformed',
    zh: 'JAR 清单或签名文件格式有误',
  },
  'signing/no-end-record': {
    en: 'no end of archive that the platform accepts for signatures',
    zh: '没有系统签名校验所接受的归档结尾',
  },
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
  'limit/nesting-depth': {
    en: 'an archive inside {limit} other archives was not opened',
    zh: '嵌套在 {limit} 层压缩包中的压缩包未被打开',
  },
  'limit/parts': {
    en: 'only {limit} of {count} APKs were read',
    zh: '共 {count} 个 APK，只读取了 {limit} 个',
  },
  'limit/entry-bytes': {
    en: 'an entry inflates to more than {limit} bytes',
    zh: '条目解压后超过 {limit} 字节',
  },
  'limit/total-bytes': {
    en: 'the app inflates to more than {limit} bytes in total',
    zh: '应用解压后总计超过 {limit} 字节',
  },
  'limit/total-ratio': {
    en: 'the app inflates to more than {limit} bytes in total, which is too much for its size',
    zh: '应用解压后总计超过 {limit} 字节，与其大小不相称',
  },
  'limit/inflation-ratio': {
    en: 'an entry inflates beyond any honest ratio ({limit} bytes)',
    zh: '条目的解压比例超出正常范围（{limit} 字节）',
  },
  'limit/memory-bytes': {
    en: 'reading took more than {limit} bytes of memory and was stopped',
    zh: '读取占用内存超过 {limit} 字节，已停止',
  },
  'limit/time-ms': {
    en: 'reading took longer than {limit} ms and was stopped',
    zh: '读取超过 {limit} 毫秒，已停止',
  },
  'limit/small-text': {
    en: 'a file of {count} bytes that should hold a few lines is not read (limit {limit})',
    zh: '本应只有几行的文件达 {count} 字节，未读取（上限 {limit}）',
  },
  'limit/elf-symbols': {
    en: 'a native library has more than {limit} symbols; the rest was not looked at',
    zh: '原生库的符号超过 {limit} 个，其余未查看',
  },
  'limit/elf-dynamic': {
    en: 'a native library has more than {limit} dynamic entries; the rest was not read',
    zh: '原生库的动态段条目超过 {limit} 个，其余未读取',
  },
  'limit/diagnostics': {
    en: 'only {limit} remarks are kept, {count} more were left out',
    zh: '只保留 {limit} 条说明，另有 {count} 条被省略',
  },
  'limit/list': { en: '{list}: {count} found, {limit} kept', zh: '{list}：找到 {count} 个，保留 {limit} 个' },
  'internal/no-extractor': { en: 'this section was not read', zh: '该部分未读取' },
};
