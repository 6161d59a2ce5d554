// Every command, in the order of the help. A new one is a file beside this one and an entry here.
import type { Command } from '../command.js';
import { JUDGING_OPTIONS } from '../options.js';
import { fleetCommand } from './fleet-command.js';
import { completionCommand, openCommand, pageCommand } from './page-commands.js';
import { surveyCommand, verifyCommand } from './survey-commands.js';

const MANY = Number.POSITIVE_INFINITY;

const scan: Command = {
  name: 'scan',
  positional: '<path…>',
  packages: true,
  least: 1,
  most: MANY,
  summary: {
    en: 'Judge packages: which personal data they can take, who takes it, and whether such an app needs it',
    zh: '判断安装包：能获取哪些个人信息、由谁获取、此类应用是否需要',
  },
  about: {
    en: 'A path is a package in any form Android installs (apk, apks, xapk, apkm, aab, a folder of splits), a library (aar, jar: what would it bring into an app?) or a facts file written by "overreach facts". Formats: terminal, html (one page to hand on), json, markdown, csv (findings), sarif, junit, gitlab, github.',
    zh: '路径可以是安卓能安装的任何形式的安装包（apk、apks、xapk、apkm、aab、拆分包文件夹），可以是库（aar、jar：它会给应用带来什么），也可以是 "overreach facts" 生成的事实文件。输出格式：terminal、html（可转交他人的单页报告）、json、markdown、csv（检查发现）、sarif、junit、gitlab、github。',
  },
  options: ['all', 'format', 'out', 'fail-on', 'strict', 'source', ...JUDGING_OPTIONS],
  examples: [
    {
      line: 'overreach scan shop.apk --type online-shopping',
      what: { en: 'judge one app as an online shop', zh: '按网上购物类判断一个应用' },
    },
    {
      line: 'overreach scan app.apk --format html=report.html --lang zh',
      what: { en: 'a page in both languages to hand on', zh: '生成可转交他人的中英文单页报告' },
    },
    {
      line: 'overreach scan *.apk --format json --out reports.json --fail-on strongly-suspected',
      what: {
        en: 'judge several, keep the reports, and fail when one is strongly suspected',
        zh: '判断多个应用，保存报告；结论为“高度涉嫌”时以失败退出',
      },
    },
  ],
  load: () => import('./scan.js'),
};

const facts: Command = {
  name: 'facts',
  positional: '<path…>',
  packages: true,
  least: 1,
  most: MANY,
  summary: {
    en: 'Print what packages say, without opinion, as JSON',
    zh: '以 JSON 输出安装包中的事实，不作判断',
  },
  options: ['out', 'strict', 'rules', 'sdks', 'limit', 'd8'],
  examples: [
    {
      line: 'overreach facts app.apk --out app.facts.json && overreach scan app.facts.json',
      what: { en: 'read once, judge later', zh: '读取一次，之后再判断' },
    },
  ],
  load: () => import('./facts.js'),
};

const explain: Command = {
  name: 'explain',
  positional: '<id…>',
  least: 1,
  most: MANY,
  summary: {
    en: 'Tell what a data kind, rule, permission, SDK, app type or diagnostic means and how we know',
    zh: '说明某个数据类型、规则、权限、SDK、应用类型或诊断的含义与依据',
  },
  options: ['all', 'format', 'out', 'rules', 'sdks'],
  examples: [
    { line: 'overreach explain contacts', what: { en: 'a kind of data', zh: '一种数据类型' } },
    { line: 'overreach explain READ_CONTACTS', what: { en: 'a permission', zh: '一项权限' } },
  ],
  load: () => import('./explain.js'),
};

const check: Command = {
  name: 'check',
  positional: '[path…]',
  packages: true,
  least: 0,
  most: MANY,
  summary: {
    en: 'The gate before a release: compare packages with what you declared, knew and accepted',
    zh: '发布前检查：将安装包与已声明的目的、基线和例外进行比较',
  },
  about: {
    en: 'Fails only on what is new (a kind of data, a party, a step up the evidence ladder), on data taken for no declared purpose, or on the threshold. Paths may be patterns; a pattern that matches nothing is an error. A source AndroidManifest.xml is accepted for a quick check before the build.',
    zh: '只在出现新问题（新的数据类型、新的获取方、证据升级）、获取未声明目的的数据或达到阈值时失败。路径可以是通配模式，无匹配即为错误。也可在构建前直接检查源码中的 AndroidManifest.xml。',
  },
  options: [
    'all',
    'config',
    'baseline',
    'write-baseline',
    'fail-on',
    'strict',
    'format',
    'out',
    'source',
    'merge-report',
    'today',
    ...JUDGING_OPTIONS,
  ],
  examples: [
    {
      line: 'overreach check app-release.apk --write-baseline',
      what: { en: 'accept what is there today', zh: '以当前状态作为基线' },
    },
    {
      line: 'overreach check app-release.apk --baseline overreach-baseline.json --format sarif=overreach.sarif --format markdown=-',
      what: {
        en: 'fail on what is new, for people and for machines',
        zh: '只对新增问题失败，同时输出给人和机器',
      },
    },
  ],
  load: () => import('./check.js'),
};

const diff: Command = {
  name: 'diff',
  positional: '<old> <new>',
  packages: true,
  least: 2,
  most: 2,
  summary: {
    en: 'What changed from one package to the next: data, takers, permissions, SDKs, endpoints, score',
    zh: '两个安装包之间的变化：数据、获取方、权限、SDK、网络地址、得分',
  },
  options: ['format', 'out', 'merge-report', ...JUDGING_OPTIONS],
  examples: [
    { line: 'overreach diff app-1.0.apk app-1.1.apk', what: { en: 'before a release', zh: '发布之前' } },
  ],
  load: () => import('./diff.js'),
};

const init: Command = {
  name: 'init',
  positional: '<path>',
  packages: true,
  least: 1,
  most: 1,
  summary: {
    en: 'Write a commented overreach.yml from a package',
    zh: '根据安装包生成带注释的 overreach.yml',
  },
  options: ['out', 'force', ...JUDGING_OPTIONS],
  examples: [
    { line: 'overreach init app-release.apk', what: { en: 'then fill in the TODOs', zh: '然后补全 TODO' } },
  ],
  load: () => import('./init.js'),
};

const datasafety: Command = {
  name: 'datasafety',
  positional: '<path>',
  packages: true,
  least: 1,
  most: 1,
  summary: {
    en: 'Draft the answers of Google Play’s Data safety form, or compare with those given',
    zh: '起草 Google Play 数据安全表单的答案，或与已提交的答案比较',
  },
  about: {
    en: 'Formats: csv (the form’s own, the default), markdown, json. What static reading cannot know stays blank. With --compare, exit code 1 means that something was found and not declared.',
    zh: '格式：csv（表单自身格式，默认）、markdown、json。静态分析无法得知的内容留空。使用 --compare 时，退出码 1 表示存在已发现但未声明的数据。',
  },
  options: ['compare', 'format', 'out', ...JUDGING_OPTIONS],
  examples: [
    {
      line: 'overreach datasafety app-release.apk --format csv=draft.csv --format markdown=-',
      what: { en: 'a draft, and what to answer yourself', zh: '生成草稿，并列出需自行回答的内容' },
    },
    {
      line: 'overreach datasafety app-release.apk --compare declared.csv',
      what: { en: 'both mismatches', zh: '双向比较' },
    },
  ],
  load: () => import('./datasafety.js'),
};

const rules: Command = {
  name: 'rules',
  positional: '<list|explain|check> [what…]',
  least: 1,
  most: MANY,
  summary: {
    en: 'List, explain or check what Overreach knows',
    zh: '列出、说明或检查 Overreach 的知识库',
  },
  about: {
    en: 'rules list [checks|data-kinds|sdks|app-types|permissions|sinks]; rules explain <id>; rules check [folder…], which names file, line and cause of every fault.',
    zh: 'rules list [checks|data-kinds|sdks|app-types|permissions|sinks]；rules explain <名称>；rules check [文件夹…]，指出每处错误的文件、行号与原因。',
  },
  options: ['all', 'format', 'out', 'rules', 'sdks'],
  examples: [
    {
      line: 'overreach rules list app-types',
      what: { en: 'the ids that --type takes', zh: '--type 可用的名称' },
    },
    {
      line: 'overreach rules check ./my-rules',
      what: { en: 'before using --rules ./my-rules', zh: '在使用 --rules ./my-rules 之前' },
    },
  ],
  load: () => import('./rules.js'),
};

const docs: Command = {
  name: 'docs',
  positional: '',
  least: 0,
  most: 0,
  summary: {
    en: 'Write the generated pages: commands, checks, data kinds, SDKs, types, diagnostics, schemas',
    zh: '生成文档：命令、检查规则、数据类型、SDK、应用类型、诊断与 schema',
  },
  options: ['out', 'rules', 'sdks'],
  examples: [
    {
      line: 'overreach docs --out docs',
      what: { en: 'as npm run docs does', zh: '与 npm run docs 相同' },
    },
  ],
  // It describes all commands, and gets them from here rather than by importing them.
  load: async () => ({ run: async (args, io) => (await import('./docs.js')).run(args, io, COMMANDS) }),
};

export const COMMANDS: readonly Command[] = [
  scan,
  openCommand,
  pageCommand,
  check,
  diff,
  init,
  datasafety,
  surveyCommand,
  verifyCommand,
  fleetCommand,
  facts,
  explain,
  rules,
  docs,
  completionCommand,
];
