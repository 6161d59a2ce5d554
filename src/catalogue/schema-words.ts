// What the YAML reader and the schema library complain about, in Chinese; in English their own sentences serve.
// Leaves finding faults to read-file.ts. A complaint not listed here keeps the English sentence.

/** By code of the yaml package's errors. */
const YAML: Readonly<Record<string, string>> = {
  ALIAS_PROPS: '别名不能带有锚点或标签',
  BAD_ALIAS: '别名有误',
  BAD_COLLECTION_TYPE: '集合类型与标签不符',
  BAD_DIRECTIVE: '指令有误',
  BAD_DQ_ESCAPE: '双引号内的转义序列有误',
  BAD_INDENT: '缩进有误',
  BAD_PROP_ORDER: '锚点或标签的位置有误',
  BAD_SCALAR_START: '值不能以该字符开头，请加引号',
  BLOCK_AS_IMPLICIT_KEY: '同一行内不能再嵌套键值，可能缺少换行、缩进或引号',
  BLOCK_IN_FLOW: '括号内不能使用块状写法',
  DUPLICATE_KEY: '同一层中出现了重复的键',
  IMPOSSIBLE: '结构有误',
  KEY_OVER_1024_CHARS: '键过长（超过 1024 个字符）',
  MISSING_CHAR: '缺少字符，例如冒号、逗号、引号或右括号',
  MULTILINE_IMPLICIT_KEY: '键不能跨行，可能缺少冒号',
  MULTIPLE_ANCHORS: '一个值只能有一个锚点',
  MULTIPLE_DOCS: '一个文件只能含一个文档',
  MULTIPLE_TAGS: '一个值只能有一个标签',
  NON_STRING_KEY: '键必须是字符串',
  RESOURCE_EXHAUSTION: '嵌套或别名过多',
  TAB_AS_INDENT: '不能用制表符缩进，请改用空格',
  TAG_RESOLVE_FAILED: '无法识别的标签',
  UNEXPECTED_TOKEN: '此处出现了意外的内容',
};

const TYPES: Readonly<Record<string, string>> = {
  string: '字符串',
  number: '数字',
  integer: '整数',
  boolean: ' true 或 false',
  array: '列表',
  object: '键值对',
  null: '空值',
};

export const yamlFault = (code: string, message: string): string =>
  Object.hasOwn(YAML, code) ? YAML[code]! : message;

/** A JSON-Schema complaint by its keyword. */
export function schemaFault(
  keyword: string,
  params: Readonly<Record<string, unknown>>,
  message: string,
): string {
  const limit = String(params['limit'] ?? '');
  switch (keyword) {
    case 'type': {
      const wanted = [params['type']].flat().map((type) => TYPES[String(type)] ?? String(type));
      return `应为${wanted.join('或')}`;
    }
    case 'minimum':
      return `不能小于 ${limit}`;
    case 'maximum':
      return `不能大于 ${limit}`;
    case 'exclusiveMinimum':
      return `必须大于 ${limit}`;
    case 'exclusiveMaximum':
      return `必须小于 ${limit}`;
    case 'minLength':
      return limit === '1' ? '不能为空' : `至少需要 ${limit} 个字符`;
    case 'maxLength':
      return `最多 ${limit} 个字符`;
    case 'minItems':
      return limit === '1' ? '列表不能为空' : `列表至少需要 ${limit} 项`;
    case 'maxItems':
      return `列表最多 ${limit} 项`;
    case 'uniqueItems':
      return '列表中有重复的项';
    case 'minProperties':
      return `至少需要 ${limit} 个字段`;
    case 'maxProperties':
      return `最多 ${limit} 个字段`;
    case 'pattern':
      return `写法不符合要求（${String(params['pattern'] ?? '')}）`;
    case 'format':
      return `应为 ${String(params['format'] ?? '')} 格式`;
    case 'oneOf':
    case 'not':
      return '与允许的写法不符';
    default:
      return `不符合格式：${message}`;
  }
}
