// Sentences for what a mapping file is found to be and what came of it. Leaves packages to the files beside this one.
import type { Text } from '../../model/catalogue.js';

export const mappingWords: Readonly<Record<string, Text>> = {
  'mapping/not-a-mapping': {
    en: 'not a mapping file of R8 or ProGuard: no line names a class',
    zh: '不是 R8 或 ProGuard 的映射文件：没有任何一行说明类名',
  },
  'mapping/of-another-build': {
    en: 'the mapping file belongs to another build ({id}); names were left as the package has them',
    zh: '映射文件属于另一次构建（{id}）；名称保持安装包中的原样',
  },
  'mapping/applied': {
    en: 'names are the real ones, by the mapping file of this build ({count} were replaced)',
    zh: '名称已按本次构建的映射文件还原（替换 {count} 处）',
  },
  'mapping/unproven': {
    en: 'names are those of the mapping file ({count} were replaced); nothing in the package or the file ties them together',
    zh: '名称取自映射文件（替换 {count} 处）；安装包与映射文件中没有可证明二者对应的标记',
  },
  'mapping/names-nothing': {
    en: 'the mapping file changes no name in what was seen of this package',
    zh: '映射文件没有改变本安装包中所见的任何名称',
  },
  'mapping/lines-unread': {
    en: '{count} lines of the mapping file name no class and were left out',
    zh: '映射文件中有 {count} 行没有说明类名，已略过',
  },
  'mapping/name-twice': {
    en: '{count} names stand for several classes in the mapping file; these names were left as they are',
    zh: '映射文件中有 {count} 个名称对应多个类；这些名称保持原样',
  },
  'limit/mapping-classes': {
    en: 'the mapping file names more than {limit} classes; {count} were left out',
    zh: '映射文件中的类超过 {limit} 个；略过 {count} 个',
  },
};
