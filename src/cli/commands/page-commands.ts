// What the help says of the commands around the desktop: browser and shell. Leaves the work to page.ts, open.ts and
// completion.ts.
import type { Command } from '../command.js';
import { JUDGING_OPTIONS } from '../options.js';

export const pageCommand: Command = {
  name: 'page',
  positional: '',
  least: 0,
  most: 0,
  summary: {
    en: 'Write the page that reads packages in a browser: one file, without a network',
    zh: '生成可在浏览器中读取安装包的单个网页文件，无需网络',
  },
  about: {
    en: 'For people without a command line: open the file, drop packages on it. Nothing leaves the computer. It judges by the rules of this version.',
    zh: '供不使用命令行的人使用：打开文件，将安装包拖入即可，任何内容都不会离开电脑。按本版本的规则判断。',
  },
  options: ['out'],
  examples: [
    {
      line: 'overreach page --out overreach.html',
      what: { en: 'a file to hand on', zh: '生成可转交他人的文件' },
    },
  ],
  load: () => import('./page.js'),
};

export const openCommand: Command = {
  name: 'open',
  positional: '<path…>',
  packages: true,
  least: 1,
  most: Number.POSITIVE_INFINITY,
  summary: {
    en: 'Judge packages and show the report in the browser',
    zh: '判断安装包并在浏览器中显示报告',
  },
  about: {
    en: 'The report is written to --out, or to a file in the folder for temporary files; its place is printed.',
    zh: '报告写入 --out 指定的文件，否则写入临时文件夹，并输出其位置。',
  },
  options: ['out', ...JUDGING_OPTIONS],
  examples: [{ line: 'overreach open app.apk', what: { en: 'look at it', zh: '查看报告' } }],
  load: () => import('./open.js'),
};

export const completionCommand: Command = {
  name: 'completion',
  positional: '<bash|zsh|fish>',
  least: 1,
  most: 1,
  summary: {
    en: 'Print a script that completes commands and options in a shell',
    zh: '输出 shell 的命令与选项补全脚本',
  },
  options: [],
  examples: [
    {
      line: 'overreach completion bash >> ~/.bashrc',
      what: { en: 'for every new shell', zh: '对之后打开的 shell 生效' },
    },
  ],
  load: () => import('./completion.js'),
};
