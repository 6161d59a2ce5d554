// Every command, in the order of the help. A new one is a file beside this one and an entry here.
import type { Command } from '../command.js';
import { JUDGING_OPTIONS } from '../options.js';
import { surveyCommand, verifyCommand } from './survey-commands.js';

const MANY = Number.POSITIVE_INFINITY;

const scan: Command = {
  name: 'scan',
  positional: '<path…>',
  least: 1,
  most: MANY,
  summary: {
    en: 'Judge packages: which personal data they can take, who takes it, and whether such an app needs it',
    zh: '判断安装包：能获取哪些个人信息、由谁获取、此类应用是否需要',
  },
  about: {
    en: 'A path is a package in any form Android installs (apk, apks, xapk, apkm, aab, a folder of splits) or a facts file written by "overreach facts". Formats: terminal, json, markdown, sarif, html and more; see docs/cli.md.',
    zh: '路径可以是安卓能安装的任何形式的安装包（apk、apks、xapk、apkm、aab、拆分包文件夹），也可以是 "overreach facts" 生成的事实文件。输出格式：terminal、json、markdown、sarif、html 等，见 docs/cli.md。',
  },
  options: ['format', 'out', 'fail-on', 'strict', ...JUDGING_OPTIONS],
  examples: [
    {
      line: 'overreach scan shop.apk --type online-shopping',
      what: { en: 'judge one app as an online shop', zh: '按网上购物类判断一个应用' },
    },
    {
      line: 'overreach scan *.apk --format json --out reports.json --fail-on strongly-suspected',
      what: {
        en: 'judge several, keep the reports, and fail when one is strongly suspected',
        zh: '判断多个应用，保存报告，并在高度可疑时以失败退出',
      },
    },
  ],
  load: () => import('./scan.js'),
};

const facts: Command = {
  name: 'facts',
  positional: '<path…>',
  least: 1,
  most: MANY,
  summary: {
    en: 'Print what packages say, without opinion, as JSON',
    zh: '以 JSON 输出安装包中的事实，不作判断',
  },
  options: ['out', 'strict', 'rules', 'sdks', 'limit'],
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
  options: ['format', 'out', 'rules', 'sdks'],
  examples: [
    { line: 'overreach explain contacts', what: { en: 'a kind of data', zh: '一种数据类型' } },
    { line: 'overreach explain READ_CONTACTS', what: { en: 'a permission', zh: '一项权限' } },
  ],
  load: () => import('./explain.js'),
};

const check: Command = {
  name: 'check',
  positional: '[path…]',
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

export const COMMANDS: readonly Command[] = [scan, check, facts, explain, surveyCommand, verifyCommand];
