// Every option once: name, kind, values, text. Leaves parsing to parse.ts, help to help.ts, meaning to the commands.
import { DEFAULT_LIMITS } from '../bytes/limits.js';
import type { Text } from '../model/catalogue.js';

export interface OptionSpec {
  alias?: string;
  kind: 'flag' | 'text' | 'texts';
  /** What stands after the option in the help: "<file>". */
  value?: string;
  choices?: readonly string[];
  text: Text;
}

const limitNames = Object.keys(DEFAULT_LIMITS).join(', ');

export const OPTIONS = {
  help: { alias: 'h', kind: 'flag', text: { en: 'show this help', zh: '显示帮助' } },
  version: { alias: 'V', kind: 'flag', text: { en: 'show the version', zh: '显示版本' } },
  lang: {
    kind: 'text',
    value: '<en|zh>',
    choices: ['en', 'zh'],
    text: {
      en: 'language of everything that is printed (default: from the environment, else en)',
      zh: '输出语言（默认取自环境变量，否则为 en）',
    },
  },
  'no-color': {
    kind: 'flag',
    text: {
      en: 'no colour; so does NO_COLOR, and a pipe unless FORCE_COLOR is set',
      zh: '不使用颜色；设置 NO_COLOR 或输出到管道时也不使用，除非设置 FORCE_COLOR',
    },
  },
  quiet: {
    alias: 'q',
    kind: 'flag',
    text: { en: 'print nothing but errors; the exit code tells', zh: '除错误外不输出，仅以退出码表示结果' },
  },
  format: {
    alias: 'f',
    kind: 'texts',
    value: '<format[=file]>',
    text: {
      en: 'output format; may be repeated with a file each: --format json=report.json --format markdown=-',
      zh: '输出格式，可重复并各自指定文件：--format json=report.json --format markdown=-',
    },
  },
  out: {
    alias: 'o',
    kind: 'text',
    value: '<file>',
    text: { en: 'write to this file instead of standard output', zh: '写入文件而不是标准输出' },
  },
  type: {
    alias: 't',
    kind: 'text',
    value: '<app type>',
    text: {
      en: 'what kind of app it is, such as online-shopping; joined by + for several (overreach rules list app-types)',
      zh: '应用类型，如 online-shopping；多个类型用 + 连接（见 overreach rules list app-types）',
    },
  },
  'fail-on': {
    kind: 'text',
    value: '<verdict|score>',
    text: {
      en: 'exit with 1 from this verdict (suspected, strongly-suspected) or score (0-100) on',
      zh: '达到该结论（suspected、strongly-suspected）或得分（0–100）时以 1 退出',
    },
  },
  strict: {
    kind: 'flag',
    text: { en: 'exit with 3 when something could not be read', zh: '有内容未能读取时以 3 退出' },
  },
  rules: {
    kind: 'texts',
    value: '<folder>',
    text: {
      en: 'add your own data kinds, SDKs, app types and rules from a folder; may be repeated',
      zh: '从文件夹加入自己的数据类型、SDK、应用类型和规则，可重复',
    },
  },
  sdks: {
    kind: 'texts',
    value: '<file>',
    text: {
      en: 'add a tracker list in the form Exodus publishes (JSON); may be repeated',
      zh: '加入 Exodus 格式的追踪器列表（JSON），可重复',
    },
  },
  mapping: {
    kind: 'texts',
    value: '<mapping.txt>',
    text: {
      en: 'mapping file of R8 or ProGuard, or a folder of them: evidence and ownership by real names',
      zh: 'R8 或 ProGuard 的映射文件，或其所在文件夹：证据与归属按真实名称给出',
    },
  },
  d8: {
    kind: 'text',
    value: '<d8.jar>',
    text: {
      en: 'D8 that makes DEX of a library of Java classes (aar, jar); default: of ANDROID_HOME',
      zh: '将 Java 类库（aar、jar）转换为 DEX 的 D8；默认取自 ANDROID_HOME',
    },
  },
  limit: {
    kind: 'texts',
    value: '<name=number>',
    text: {
      en: `raise or lower a ceiling: ${limitNames}`,
      zh: `调整上限：${limitNames}`,
    },
  },
  all: {
    alias: 'v',
    kind: 'flag',
    text: {
      en: 'show everything: the whole report, not only the answer; the whole list, not only its head',
      zh: '显示全部内容：完整报告而不只是结论，完整列表而不只是开头',
    },
  },
  config: {
    alias: 'c',
    kind: 'text',
    value: '<file>',
    text: {
      en: 'configuration (default: overreach.yml here, when there is one)',
      zh: '配置文件（默认为当前目录的 overreach.yml）',
    },
  },
  baseline: {
    alias: 'b',
    kind: 'text',
    value: '<file>',
    text: {
      en: 'what is known already; only what is new or stronger fails',
      zh: '基线文件：只有新增或升级的问题才会失败',
    },
  },
  'write-baseline': {
    kind: 'flag',
    text: {
      en: 'write the baseline (to --baseline, else the configured file, else overreach-baseline.json) and pass',
      zh: '写入基线（--baseline 指定的文件，否则为配置中的文件，否则为 overreach-baseline.json）并通过',
    },
  },
  source: {
    alias: 's',
    kind: 'text',
    value: '<folder|AndroidManifest.xml>',
    text: {
      en: 'your sources, a project or its manifest: results point to modules, files and lines in them',
      zh: '源码（工程文件夹或清单文件）：结果将指向其中的模块、文件与行',
    },
  },
  'merge-report': {
    kind: 'text',
    value: '<file>',
    text: {
      en: 'manifest merger report or blame of the build: says which dependency added a permission',
      zh: '构建生成的清单合并报告：用于说明权限由哪个依赖引入',
    },
  },
  today: {
    kind: 'text',
    value: '<2026-12-31>',
    text: {
      en: 'date that expiry dates are compared with (default: SOURCE_DATE_EPOCH, else the clock)',
      zh: '与到期日比较的日期（默认取 SOURCE_DATE_EPOCH，否则取系统时钟）',
    },
  },
  compare: {
    kind: 'text',
    value: '<declared.csv>',
    text: {
      en: 'compare with the answers you gave Play, exported as CSV',
      zh: '与已向 Play 提交并导出的 CSV 答案比较',
    },
  },
  force: { kind: 'flag', text: { en: 'replace an existing file', zh: '覆盖已有文件' } },
  types: {
    kind: 'text',
    value: '<apps.csv>',
    text: {
      en: 'list of apps: file, package or hash; type; and columns of your own',
      zh: '应用清单：文件、包名或哈希，类型，以及自定义列',
    },
  },
  fresh: {
    kind: 'flag',
    text: { en: 'start over instead of going on where it stopped', zh: '从头开始，不接续上次' },
  },
  retry: {
    kind: 'flag',
    text: { en: 'try again what could not be read before', zh: '重试之前无法读取的应用' },
  },
  shard: {
    kind: 'text',
    value: '<i/n>',
    text: {
      en: 'this share of the apps only, to be joined by survey merge',
      zh: '只处理该份额的应用，之后用 survey merge 合并',
    },
  },
  threads: {
    kind: 'text',
    value: '<number>',
    text: {
      en: 'apps read at the same time by this worker (default: as many as there are cores)',
      zh: '本工作进程同时读取的应用数（默认为处理器核数）',
    },
  },
  where: {
    kind: 'text',
    value: '<word=value,…>',
    text: {
      en: 'only apps of which all hold: type, verdict, package, app, kind, suspected, sdk, permission',
      zh: '只取满足全部条件的应用：type、verdict、package、app、kind、suspected、sdk、permission',
    },
  },
  'allow-host': {
    kind: 'texts',
    value: '<pattern>',
    text: {
      en: 'hosts that packages may come from, such as *.example.com (default: the host of each address, and no redirect to another)',
      zh: '允许下载的主机，如 *.example.com（默认仅为各地址自身的主机，不得重定向至其他主机）',
    },
  },
  'allow-private': {
    kind: 'flag',
    text: {
      en: 'packages may come from private and local addresses',
      zh: '允许从内网与本机地址下载',
    },
  },
  lease: {
    kind: 'text',
    value: '<seconds>',
    text: {
      en: 'silence after which a worker counts as dead and its apps go to others (default 120)',
      zh: '工作进程静默多久视为失效、其应用转交他者（默认 120 秒）',
    },
  },
  priority: {
    kind: 'text',
    value: '<number>',
    text: {
      en: 'apps of a higher number are scanned first (-1000 to 1000, default 0)',
      zh: '数值较大的应用先扫描（-1000 至 1000，默认 0）',
    },
  },
  stay: {
    kind: 'flag',
    text: { en: 'go on waiting for work when nothing is left', zh: '没有任务时继续等待' },
  },
  workers: {
    kind: 'text',
    value: '<number>',
    text: {
      en: 'apps read at the same time (default: as many as there are cores)',
      zh: '同时读取的应用数（默认为处理器核数）',
    },
  },
  evidence: {
    kind: 'flag',
    text: {
      en: 'write a zip of evidence per app, for "overreach verify"',
      zh: '为每款应用生成证据包，可用 "overreach verify" 复核',
    },
  },
  signature: {
    kind: 'flag',
    text: {
      en: 'check the signatures of packages: every signer of schemes v1, v2 and v3, and the contents they signed',
      zh: '校验安装包的签名：v1、v2、v3 各签名者及其所签内容',
    },
  },
  cache: {
    kind: 'text',
    value: '<folder>',
    text: {
      en: 'where facts are kept between runs (default: overreach in the user’s cache folder)',
      zh: '事实缓存所在文件夹（默认为用户缓存目录下的 overreach）',
    },
  },
  'no-cache': {
    kind: 'flag',
    text: { en: 'keep no facts; read every package', zh: '不使用缓存，逐个读取安装包' },
  },
  replies: {
    kind: 'text',
    value: '<file.csv|yaml>',
    text: {
      en: 'answers of providers, printed beside their apps: file, package or hash; reply; from; date',
      zh: '运营者的回应，印在应用旁边：文件、包名或哈希，回应，答复方，日期',
    },
  },
  logo: {
    kind: 'text',
    value: '<image>',
    text: {
      en: 'your logo on the report: PNG, JPEG, WebP or SVG',
      zh: '报告上的标识：PNG、JPEG、WebP 或 SVG',
    },
  },
  intro: {
    kind: 'text',
    value: '<file>',
    text: {
      en: 'your words before the result: a text, or YAML with "en:" and "zh:"',
      zh: '结论之前的前言：文本，或含 "en:" 与 "zh:" 的 YAML',
    },
  },
  method: {
    kind: 'text',
    value: '<file>',
    text: {
      en: 'your words on the method, before those of the tool: a text, or YAML with "en:" and "zh:"',
      zh: '自己的方法说明，置于工具的说明之前：文本，或含 "en:" 与 "zh:" 的 YAML',
    },
  },
  last: {
    kind: 'text',
    value: '<folder>',
    text: { en: 'the survey before: the report tells what changed', zh: '上次测评：报告写明有何变化' },
  },
  title: { kind: 'text', value: '<text>', text: { en: 'title of the report', zh: '报告标题' } },
  publisher: {
    kind: 'text',
    value: '<text>',
    text: { en: 'who publishes the report', zh: '报告发布者' },
  },
  date: {
    kind: 'text',
    value: '<text>',
    text: { en: 'date printed on the report, as you write it', zh: '报告上印出的日期，按原样显示' },
  },
} as const satisfies Record<string, OptionSpec>;

export type OptionName = keyof typeof OPTIONS;
export const optionSpec = (name: OptionName): OptionSpec => OPTIONS[name];

/** Accepted by every command. */
export const COMMON_OPTIONS: readonly OptionName[] = ['lang', 'no-color', 'quiet', 'help', 'version'];
/** Accepted by every command that judges a package. */
export const JUDGING_OPTIONS: readonly OptionName[] = ['type', 'mapping', 'rules', 'sdks', 'limit', 'd8'];
