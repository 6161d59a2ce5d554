// Sentences for packages of a fleet that could not be had or scanned. Leaves faults of the command line to fleet.ts there.
import type { Text } from '../../model/catalogue.js';

export const fleetWords: Readonly<Record<string, Text>> = {
  'fleet/kills-workers': {
    en: 'reading it ended {starts} workers; it is not tried again',
    zh: '读取它已导致 {starts} 个工作进程终止，不再重试',
  },
  'fleet/worker-lost': { en: 'the worker that held it fell silent', zh: '持有它的工作进程失去响应' },
  'fleet/given-back': { en: 'the worker that held it was stopped', zh: '持有它的工作进程已停止' },
  'fleet/nothing-to-do': {
    en: 'the app is done, cancelled or no longer on the list',
    zh: '该应用已完成、已取消或已不在列表中',
  },
  'fleet/row-refused': {
    en: 'the database does not take what was found ({code})',
    zh: '数据库拒绝保存结果（{code}）',
  },
  'fleet/bad-redirect': {
    en: 'the server sent us to what is no web address ({host})',
    zh: '服务器重定向到了非网页地址（{host}）',
  },
  'fleet/host-not-allowed': {
    en: 'the host {host} is not allowed; --allow-host allows it',
    zh: '不允许从主机 {host} 下载；可用 --allow-host 允许',
  },
  'fleet/private-address': {
    en: 'the address leads into a private network ({host}); --allow-private allows that',
    zh: '地址指向内部网络（{host}）；可用 --allow-private 允许',
  },
  'fleet/http-status': { en: 'the server answered {status}', zh: '服务器返回 {status}' },
  'fleet/too-many-redirects': {
    en: 'the server sent us on more than {most} times',
    zh: '服务器重定向超过 {most} 次',
  },
  'fleet/too-large': { en: 'the package is larger than {bytes} bytes', zh: '安装包超过 {bytes} 字节' },
  'fleet/wrong-checksum': {
    en: 'the package has the hash {found}, expected was {expected}',
    zh: '安装包哈希值为 {found}，应为 {expected}',
  },
  'fleet/download-timed-out': {
    en: 'the download took longer than {seconds} seconds',
    zh: '下载超过 {seconds} 秒',
  },
  'fleet/unreachable': {
    en: 'the package could not be fetched ({reason})',
    zh: '无法取得安装包（{reason}）',
  },
  'fleet/no-s3-keys': {
    en: 'there are no keys for the S3 store in the environment (AWS_ACCESS_KEY_ID, AWS_SECRET_ACCESS_KEY)',
    zh: '环境变量中没有 S3 存储的密钥（AWS_ACCESS_KEY_ID、AWS_SECRET_ACCESS_KEY）',
  },
  'fleet/no-s3-client': {
    en: 'for s3 addresses the package {package} is needed: npm install {package}',
    zh: '读取 s3 地址需要 {package}：npm install {package}',
  },
  'fleet/no-androzoo-key': {
    en: 'the variable {variable} holds the key of the archive, and is not set',
    zh: '未设置保存密钥的环境变量 {variable}',
  },
};
