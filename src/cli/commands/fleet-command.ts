// How `fleet` presents itself; its work is in fleet.ts and src/fleet.
import type { Command } from '../command.js';

export const fleetCommand: Command = {
  name: 'fleet',
  positional: '<init|add|work|status|judge|report|cancel|retry> <postgres://…> [path…]',
  least: 2,
  most: Number.POSITIVE_INFINITY,
  summary: {
    en: 'Survey hundreds of thousands of apps on many machines, with PostgreSQL',
    zh: '借助 PostgreSQL 在多台机器上测评数十万款应用',
  },
  about: {
    en: 'init makes the tables. add puts folders, packages, addresses (http, https, s3) and lists of them (.txt, .csv, also as AndroZoo publishes) on the list; adding again adds nothing. work scans on any number of machines until nothing is left. status tells how far it is. judge applies new rules to kept facts without opening a package. report writes the publishable survey. cancel takes apps off that wait or run, retry puts back what failed or was cancelled: all, or those whose name (for retry also cause) fits a pattern such as a.example/*. This command alone uses the network, and only for the database and the addresses it was given.',
    zh: 'init 建立数据表；add 将文件夹、安装包、地址（http、https、s3）及其清单（.txt、.csv，亦支持 AndroZoo 的格式）加入列表，重复添加不会重复计入；work 可在任意多台机器上扫描，直至全部完成；status 显示进度；judge 以新规则重新判断已保存的事实，不打开安装包；report 生成可发布的测评报告；cancel 取消等待或进行中的应用，retry 使失败或已取消的应用重新等待：全部，或名称（retry 亦可为原因）符合 a.example/* 之类模式者。只有此命令使用网络，且仅用于数据库及指定的地址。',
  },
  options: [
    'types',
    'out',
    'title',
    'publisher',
    'date',
    'threads',
    'where',
    'allow-host',
    'allow-private',
    'lease',
    'stay',
    'priority',
    'format',
    'rules',
    'sdks',
    'limit',
    'strict',
    'quiet',
  ],
  examples: [
    {
      line: 'overreach fleet add postgres://localhost/apps ./apks addresses.txt --types apps.csv',
      what: { en: 'a folder and a list of addresses', zh: '一个文件夹与一份地址清单' },
    },
    {
      line: 'overreach fleet work postgres://localhost/apps --threads 8',
      what: { en: 'on as many machines as there are', zh: '可在多台机器上同时运行' },
    },
    {
      line: 'overreach fleet report postgres://localhost/apps --where type=online-lending --out report/',
      what: { en: 'the survey of one type of app', zh: '某一类应用的测评报告' },
    },
  ],
  load: () => import('./fleet.js'),
};
