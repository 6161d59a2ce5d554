// What stands where in the site, with the Chinese titles. The order is that of a reader: use, understand, extend, look up.

/** Document without its ending, English, Chinese. */
export const SECTIONS = [
  {
    en: 'Use it',
    zh: '使用',
    pages: [
      ['page', 'A page that reads packages', '读取安装包的网页'],
      ['survey', 'Surveys', '测评'],
      ['ci', 'Continuous integration', '持续集成'],
      ['mapping', 'Names of your own code', '还原自己的代码名称'],
      ['fleet', 'Fleets', '大批量应用'],
      ['cli', 'The command line', '命令行'],
    ],
  },
  {
    en: 'How it judges',
    zh: '如何判断',
    pages: [
      ['scoring', 'Judgement and score', '判断与计分'],
      ['how-values-are-followed', 'How values are followed', '如何追踪数据流向'],
      ['limits-and-blind-spots', 'Limits and blind spots', '局限与盲区'],
      ['truth', 'How often it is right', '准确程度'],
      ['gallery', 'A gallery of verdicts', '结论示例'],
      ['call-graph', 'The call graph', '调用图'],
      ['forms', 'Forms', '表单'],
      ['scripts', 'Scripts', '脚本'],
      ['sdks', 'SDKs', 'SDK'],
      ['permission-cross-check', 'Permissions, cross-checked', '权限交叉核对'],
      ['tampering', 'Tampering', '篡改'],
      ['comparisons', 'Comparisons', '比较'],
      ['glossary', 'Glossary', '术语'],
    ],
  },
  {
    en: 'Extend it',
    zh: '扩展',
    pages: [
      ['adding/a-rule', 'A check', '检查'],
      ['adding/a-data-kind', 'A kind of data', '信息类别'],
      ['adding/an-sdk', 'An SDK', 'SDK'],
      ['adding/an-app-type', 'A type of app', '应用类型'],
      ['adding/a-sink', 'A sink', '出口'],
      ['adding/a-condition', 'A word of the rule language', '规则语言的词'],
      ['adding/a-report', 'A report format', '报告格式'],
      ['adding/an-input', 'A kind of input', '输入种类'],
      ['rule-language', 'The rule language', '规则语言'],
    ],
  },
  {
    en: 'Look it up',
    zh: '查阅',
    pages: [
      ['coverage', 'Coverage', '覆盖范围'],
      ['diagnostics', 'Diagnostics', '诊断'],
      ['limits', 'Ceilings', '上限'],
      ['sinks', 'Sinks', '出口'],
      ['frameworks', 'Frameworks', '框架'],
    ],
  },
  {
    en: 'The project',
    zh: '项目',
    pages: [
      ['architecture', 'Architecture', '架构'],
      ['layers', 'Layers', '层次'],
      ['security', 'Security', '安全'],
      ['supply-chain', 'What is installed', '安装内容'],
      ['releasing', 'Releasing', '发布'],
    ],
  },
];

/** These documents must be whole in both languages. */
export const WHOLE = [
  'page', 'survey', 'ci', 'fleet', 'scoring', 'limits-and-blind-spots', 'truth', 'how-values-are-followed', 'mapping',
  'adding/a-rule', 'adding/a-data-kind', 'adding/an-sdk', 'adding/an-app-type', 'adding/a-sink', 'adding/a-condition',
  'adding/a-report', 'adding/an-input',
]; // prettier-ignore

export const CHINESE_TITLES = Object.fromEntries(
  SECTIONS.flatMap((section) => section.pages.map(([path, , zh]) => [`${path}.md`, zh])),
);
