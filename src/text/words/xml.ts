// Sentences for what is odd in compiled XML, string pools, resource tables and manifests.
// Leaves archives, code and the command line to the files beside this one.
import type { Text } from '../../model/catalogue.js';

export const xmlWords: Readonly<Record<string, Text>> = {
  'axml/too-short': {
    en: 'too short to be compiled XML ({bytes} bytes)',
    zh: '过短，不是编译后的 XML（{bytes} 字节）',
  },
  'axml/not-binary-xml': { en: 'not compiled XML (type {type})', zh: '不是编译后的 XML（类型 {type}）' },
  'axml/wrong-type': { en: 'the file type is {type} instead of 3', zh: '文件类型为 {type}，应为 3' },
  'axml/size-wrong': {
    en: 'the stated size {size} does not fit the {available} bytes there are',
    zh: '声明的大小 {size} 与实际的 {available} 字节不符',
  },
  'axml/trailing-bytes': { en: '{bytes} bytes follow the document', zh: '文档之后还有 {bytes} 字节' },
  'axml/header-size': {
    en: 'the header says it has {headerSize} bytes instead of 8',
    zh: '文件头声明为 {headerSize} 字节，应为 8',
  },
  'axml/chunk-malformed': {
    en: 'a chunk of type {type} cannot be stepped over ({fault})',
    zh: '无法越过类型 {type} 的数据块（{fault}）',
  },
  'axml/chunk-odd': {
    en: 'a chunk of type {type} is malformed ({fault})',
    zh: '类型 {type} 的数据块格式异常（{fault}）',
  },
  'axml/unknown-chunk': {
    en: 'a chunk of unknown type {type} was skipped',
    zh: '跳过了未知类型 {type} 的数据块',
  },
  'axml/several-string-pools': {
    en: 'more than one string pool; the last one counts',
    zh: '存在多个字符串池，以最后一个为准',
  },
  'axml/several-resource-maps': {
    en: 'more than one resource map; the last one counts',
    zh: '存在多个资源映射表，以最后一个为准',
  },
  'axml/no-root': { en: 'no root element', zh: '没有根元素' },
  'axml/several-roots': {
    en: 'a second root element, {element}; Android reads only the first',
    zh: '存在第二个根元素 {element}；Android 只读取第一个',
  },
  'axml/node-malformed': {
    en: 'the document breaks off: a node of type {type} is malformed ({fault})',
    zh: '文档在此中断：类型 {type} 的节点格式错误（{fault}）',
  },
  'axml/attributes-beyond-node': {
    en: 'the document breaks off: {count} attributes of {size} bytes do not fit their element',
    zh: '文档在此中断：{count} 个 {size} 字节的属性超出所在元素',
  },
  'axml/attribute-cut': { en: 'an attribute lies beyond the end', zh: '有属性超出文件末尾' },
  'axml/attribute-size': {
    en: 'attributes take {size} bytes each instead of 20',
    zh: '每个属性占 {size} 字节，应为 20',
  },
  'axml/attribute-start': {
    en: 'attributes start at {start} instead of 20',
    zh: '属性起始位置为 {start}，应为 20',
  },
  'axml/attribute-without-id': {
    en: 'the attribute {name} has no resource id; Android does not see it',
    zh: '属性 {name} 没有资源 ID，Android 读不到它',
  },
  'axml/attribute-without-name': {
    en: 'an attribute has neither name nor resource id',
    zh: '有属性既无名称也无资源 ID',
  },
  'axml/attribute-namespace': {
    en: "the attribute {name} is the framework's by its id but not by its namespace",
    zh: '属性 {name} 的 ID 属于系统框架，但命名空间不是',
  },
  'axml/attribute-repeated': {
    en: 'the attribute {name} is given twice; the first counts',
    zh: '属性 {name} 重复出现，以第一个为准',
  },
  'axml/attributes-unsorted': {
    en: 'the attribute {name} is out of order; Android may not see it',
    zh: '属性 {name} 的顺序不对，Android 可能读不到它',
  },
  'axml/value-size': {
    en: 'a value says it has {size} bytes instead of 8',
    zh: '某个值声明为 {size} 字节，应为 8',
  },
  'axml/string-index': {
    en: 'string {index} is asked for, of {count}',
    zh: '引用了第 {index} 个字符串，而总数只有 {count}',
  },
  'axml/element-without-name': { en: 'an element has no name', zh: '有元素没有名称' },
  'axml/end-name-differs': { en: 'element {start} is closed as {end}', zh: '元素 {start} 以 {end} 结束' },
  'axml/unexpected-end': { en: 'an element is closed that was never opened', zh: '关闭了未曾打开的元素' },
  'axml/unclosed-element': { en: '{open} elements are never closed', zh: '有 {open} 个元素没有关闭' },
  'string-pool/malformed': {
    en: 'the string pool is malformed ({fault})',
    zh: '字符串池格式错误（{fault}）',
  },
  'string-pool/string-unreadable': {
    en: 'string {index} cannot be read ({fault})',
    zh: '无法读取第 {index} 个字符串（{fault}）',
  },
  'string-pool/embedded-nul': {
    en: 'string {index} holds a zero byte; Android reads up to it',
    zh: '第 {index} 个字符串中含有零字节，Android 只读到该处为止',
  },
  'string-pool/length-cut': {
    en: 'the length of string {index} was cut when written; {length} bytes were read',
    zh: '第 {index} 个字符串的长度在写入时被截断，实际读取了 {length} 字节',
  },
  'arsc/no-table': { en: 'not a resource table (type {type})', zh: '不是资源表（类型 {type}）' },
  'arsc/header-size': {
    en: 'the table header says it has {headerSize} bytes instead of 12',
    zh: '资源表头声明为 {headerSize} 字节，应为 12',
  },
  'arsc/chunk-cut': {
    en: 'a chunk claims {size} bytes where {available} are left; reading stops there',
    zh: '数据块声明为 {size} 字节，但只剩 {available} 字节，读取到此为止',
  },
  'arsc/chunk-malformed': {
    en: 'a chunk of type {type} is malformed ({fault})',
    zh: '类型 {type} 的数据块格式错误（{fault}）',
  },
  'arsc/trailing-bytes': {
    en: '{bytes} bytes after the last chunk',
    zh: '最后一个数据块之后还有 {bytes} 字节',
  },
  'arsc/unknown-chunk': {
    en: 'a chunk of unknown type {type} was skipped',
    zh: '跳过了未知类型 {type} 的数据块',
  },
  'arsc/package-count': {
    en: '{declared} packages are declared, {seen} are there',
    zh: '声明了 {declared} 个资源包，实际有 {seen} 个',
  },
  'arsc/package-header': {
    en: 'a resource package has a header of only {headerSize} bytes',
    zh: '某个资源包的头部只有 {headerSize} 字节',
  },
  'arsc/type-id-offset': {
    en: 'the offset of type ids is {offset}, above 255',
    zh: '类型 ID 偏移量为 {offset}，超过 255',
  },
  'arsc/string-pool-malformed': {
    en: 'the strings of the resource table cannot be read ({fault})',
    zh: '无法读取资源表的字符串（{fault}）',
  },
  'arsc/type-names-malformed': {
    en: 'the type names cannot be read ({fault})',
    zh: '无法读取类型名称（{fault}）',
  },
  'arsc/key-names-malformed': {
    en: 'the resource names cannot be read ({fault})',
    zh: '无法读取资源名称（{fault}）',
  },
  'arsc/several-string-pools': {
    en: 'a string pool too many; the first one counts',
    zh: '多出一个字符串池，以第一个为准',
  },
  'arsc/type-spec-malformed': {
    en: 'a type specification is malformed ({fault})',
    zh: '类型说明块格式错误（{fault}）',
  },
  'arsc/type-spec-repeated': { en: 'type {id} is specified twice', zh: '类型 {id} 的说明块重复' },
  'arsc/type-without-spec': {
    en: 'type {id} has values but no specification',
    zh: '类型 {id} 有值但没有说明块',
  },
  'arsc/type-malformed': {
    en: 'values of a type are skipped ({fault})',
    zh: '跳过了某个类型的值（{fault}）',
  },
  'arsc/entry-malformed': { en: 'a resource value is skipped ({fault})', zh: '跳过了某个资源值（{fault}）' },
  'arsc/library-malformed': {
    en: '{count} shared libraries are declared, {room} fit',
    zh: '声明了 {count} 个共享库，只容得下 {room} 个',
  },
  'arsc/staged-alias-malformed': {
    en: '{count} staged ids are declared, {room} fit',
    zh: '声明了 {count} 个暂定 ID，只容得下 {room} 个',
  },
  'arsc/staged-alias-repeated': { en: 'the staged id {id} is mapped twice', zh: '暂定 ID {id} 被映射了两次' },
  'arsc/reference-circle': { en: 'resource {id} refers back to itself', zh: '资源 {id} 循环引用自身' },
  'limit/reference-depth': { en: 'references lead deeper than {limit} steps', zh: '资源引用超过 {limit} 层' },
  'limit/reference-ends': {
    en: 'a reference has more than {limit} possible values',
    zh: '一个引用可能的取值超过 {limit} 个',
  },
  'limit/strings': {
    en: 'a string pool of {count} strings is above the limit',
    zh: '字符串池含 {count} 个字符串，超过上限',
  },
  'limit/xml-depth': { en: 'elements nest deeper than {limit}', zh: '元素嵌套超过 {limit} 层' },
  'limit/manifest-elements': {
    en: 'a manifest of more than {limit} elements',
    zh: '清单的元素超过 {limit} 个',
  },
  'limit/xml-elements': { en: 'more than {limit} elements', zh: '元素超过 {limit} 个' },
  'manifest/missing': {
    en: 'the package has no AndroidManifest.xml',
    zh: '安装包中没有 AndroidManifest.xml',
  },
  'manifest/cut': { en: 'the manifest could be read only in part', zh: '清单文件只能读取一部分' },
  'manifest/wrong-root': {
    en: 'the root element is {element}, not manifest',
    zh: '根元素是 {element}，而不是 manifest',
  },
  'manifest/no-package': { en: 'the manifest names no package', zh: '清单文件没有声明包名' },
  'manifest/no-application': {
    en: 'the manifest has no application element',
    zh: '清单文件没有 application 元素',
  },
  'manifest/several-applications': {
    en: 'more than one application element; Android reads the first',
    zh: '存在多个 application 元素，Android 只读取第一个',
  },
  'manifest/component-without-name': {
    en: 'a component of type {element} has no name',
    zh: '一个 {element} 组件没有名称',
  },
  'manifest/alias-without-target': { en: 'the alias {name} names no target', zh: '别名 {name} 没有指定目标' },
  'manifest/permission-without-name': {
    en: 'a permission is asked for without a name, or by a reference that Android does not follow',
    zh: '申请权限时没有名称，或名称是 Android 不解析的引用',
  },
  'manifest/exported-not-said': {
    en: 'a component of type {element} has an intent filter but does not say whether it is exported; Android 12 and later refuse it',
    zh: '{element} 组件带有 intent-filter 却没有声明 exported；Android 12 及以上会拒绝安装',
  },
  'resources/no-table': {
    en: 'layouts are here and the resource table is not',
    zh: '有布局文件而没有资源表',
  },
  'resources/layouts-missing': {
    en: 'layouts that the resource table names are not in the package: {count}, the first of them here',
    zh: '资源表列出的布局有 {count} 个不在包内，此处为其中第一个',
  },
  'resources/file-missing': {
    en: 'the manifest refers to a file that is not there',
    zh: '清单引用的文件不存在',
  },
  'resources/no-manifest': {
    en: 'without the manifest, XML resources of components cannot be found',
    zh: '缺少清单文件，无法找到组件引用的 XML 资源',
  },
  'protobuf/cut': { en: 'a protocol-buffer message is cut off', zh: 'protobuf 消息被截断' },
  'protobuf/number-too-long': { en: 'a protocol-buffer number does not end', zh: 'protobuf 数字没有结束' },
  'protobuf/wire-type': {
    en: 'a protocol-buffer field has the unknown wire type {type}',
    zh: 'protobuf 字段的类型 {type} 未知',
  },
  'protobuf/field-zero': { en: 'a protocol-buffer field has the number 0', zh: 'protobuf 字段编号为 0' },
  'protobuf/no-element': { en: 'the document holds no element', zh: '文档中没有元素' },
  'limit/resource-entries': {
    en: 'more than {count} resources, above the limit',
    zh: '资源超过 {count} 个，超过上限',
  },
  'xml/document-type': {
    en: 'the document declares a document type or entities, which are not read',
    zh: '文档声明了文档类型或实体，这里不读取',
  },
  'xml/malformed': {
    en: 'not well-formed XML ({reason}, line {line})',
    zh: 'XML 格式错误（{reason}，第 {line} 行）',
  },
  'xml/no-root': { en: 'no root element', zh: '没有根元素' },
  'xml/several-roots': {
    en: 'more than one root element; the first counts',
    zh: '存在多个根元素，以第一个为准',
  },
  'package/manifest-only': {
    en: 'a manifest alone: what libraries, resources and code add is not in it',
    zh: '只有清单文件：其中不包含依赖库、资源和代码带来的内容',
  },
  'manifest/sdk-not-said': {
    en: 'the source manifest states no SDK level; it is read as one for the current platform',
    zh: '源清单没有声明 SDK 级别，按面向当前平台处理',
  },
  'limit/fact-text': {
    en: 'more than {limit} characters of text; the rest is left out',
    zh: '文本超过 {limit} 个字符，其余部分已略去',
  },
  'limit/form-fields': {
    en: 'more than {limit} input fields; the rest are not listed',
    zh: '输入框超过 {limit} 个，其余未列出',
  },
  'limit/layout-names': {
    en: 'layouts name more than {limit} classes or handlers',
    zh: '布局文件引用的类或处理方法超过 {limit} 个',
  },
  'limit/xml-attributes': { en: 'more than {limit} attributes', zh: '属性超过 {limit} 个' },
  'limit/resource-types': {
    en: 'more than {limit} type chunks in the resource table',
    zh: '资源表中的类型块超过 {limit} 个',
  },
  'limit/string-bytes': { en: 'a text is longer than {limit} bytes', zh: '文本超过 {limit} 字节' },
};
