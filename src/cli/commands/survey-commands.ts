// How the commands about many apps present themselves; their work is in survey.ts, survey-diff.ts and verify.ts.
import type { Command } from '../command.js';

const MANY = Number.POSITIVE_INFINITY;

export const surveyCommand: Command = {
  name: 'survey',
  positional: '<folder…> | diff <old> <new> | merge <share…>',
  least: 1,
  most: MANY,
  packages: true,
  summary: {
    en: 'Audit many apps at once and write a report to publish; or tell what changed between two surveys',
    zh: '一次测评多款应用并生成可发布的报告；或说明两次测评之间的变化',
  },
  about: {
    en: 'Writes index.html (one file, offline, both languages), apps.csv, findings.csv, kinds.csv, sdks.csv, the same as survey.xlsx, charts as SVG, survey.json and results.jsonl to the --out folder. Every finished app is on disk at once: after an interruption the same command goes on where it stopped. A package that is broken, too slow or too large gets a row with the reason. "survey diff old new" compares two such folders. --shard 1/4 takes the first of four shares, on a machine of its own; "survey merge" joins the shares to the same bytes as one run.',
    zh: '在 --out 文件夹中生成 index.html（单个文件、可离线、双语）、apps.csv、findings.csv、kinds.csv、sdks.csv、survey.xlsx、SVG 图、survey.json 和 results.jsonl。每完成一款应用立即写盘，中断后用同一命令即可接续。损坏、过慢或过大的安装包会列出原因。"survey diff 旧 新" 比较两个这样的文件夹。--shard 1/4 只处理四份中的第一份，可在不同机器上分别运行；"survey merge" 将各份合并，结果与一次运行逐字节相同。',
  },
  options: [
    'types',
    'mapping',
    'out',
    'title',
    'publisher',
    'date',
    'replies',
    'logo',
    'intro',
    'method',
    'last',
    'evidence',
    'fail-on',
    'shard',
    'fresh',
    'retry',
    'workers',
    'cache',
    'no-cache',
    'format',
    'rules',
    'sdks',
    'limit',
  ],
  examples: [
    {
      line: 'overreach survey ./apks --types apps.csv --out report/',
      what: { en: 'audit a folder by a list of types', zh: '按类型清单测评一个文件夹' },
    },
    {
      line: 'overreach survey diff report-2025/ report-2026/',
      what: { en: 'what changed for which app, and why', zh: '哪些应用有变化，原因何在' },
    },
  ],
  load: () => import('./survey.js'),
};

export const verifyCommand: Command = {
  name: 'verify',
  positional: '<evidence.zip> [package…] | --signature <package…>',
  least: 1,
  most: MANY,
  summary: {
    en: 'Check an evidence pack: its hashes, the judgement from its facts, and the facts from the package; or the signatures of packages',
    zh: '复核证据包：哈希值、由事实得出的判断，以及由安装包得出的事实；或校验安装包的签名',
  },
  options: ['signature', 'rules', 'sdks', 'limit'],
  examples: [
    {
      line: 'overreach verify report/evidence/shop-1a2b3c4d5e6f.zip shop.apk',
      what: { en: 'check a pack against the package', zh: '对照安装包复核' },
    },
    {
      line: 'overreach verify --signature shop.apk',
      what: { en: 'is the package as its signer made it?', zh: '安装包是否仍为签名者所制作的原样' },
    },
  ],
  load: () => import('./verify.js'),
};
