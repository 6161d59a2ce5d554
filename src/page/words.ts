// The page's own words, in both languages.
import type { Text } from '../model/catalogue.js';

export const PAGE = {
  title: {
    en: 'Overreach: does an app collect more than it needs?',
    zh: 'Overreach：应用是否超范围收集个人信息？',
  },
  lead: {
    en: 'Give it an Android package. It is read here, in this page: nothing leaves this computer, and the page works without a network.',
    zh: '选择一个安卓安装包，检测完全在本页面内进行：任何内容都不会离开这台电脑，断网也能使用。',
  },
  drop: { en: 'Drop packages here', zh: '将安装包拖到此处' },
  kinds: {
    en: 'APK, split APKs of one app, .apks, .xapk, .apkm, app bundle (.aab); several apps at once if you like.',
    zh: '支持 APK、同一应用的多个拆分 APK、.apks、.xapk、.apkm、应用包（.aab）；可一次选择多个应用。',
  },
  choose: { en: 'Choose files', zh: '选择文件' },
  folder: { en: 'Choose a folder', zh: '选择文件夹' },
  type: { en: 'Type of app', zh: '应用类型' },
  inferred: { en: 'inferred from the package', zh: '由安装包推断' },
  apps: { en: 'Apps', zh: '应用' },
  app: { en: 'App', zh: '应用' },
  verdict: { en: 'Verdict', zh: '结论' },
  index: { en: 'Index', zh: '指数' },
  interval: { en: 'Interval', zh: '区间' },
  kindsSuspected: { en: 'Suspected of collecting too much', zh: '涉嫌超范围收集' },
  waiting: { en: 'waiting', zh: '等待中' },
  reading: { en: 'being read …', zh: '读取中……' },
  failed: { en: 'could not be read', zh: '无法读取' },
  cancelled: { en: 'cancelled', zh: '已取消' },
  cancel: { en: 'Cancel', zh: '取消' },
  clear: { en: 'Remove all', zh: '全部移除' },
  show: { en: 'Show the report', zh: '查看报告' },
  report: { en: 'Report', zh: '检测报告' },
  saveHtml: { en: 'Save as HTML', zh: '保存为 HTML' },
  saveJson: { en: 'Save as JSON', zh: '保存为 JSON' },
  saveCsv: { en: 'Save as CSV', zh: '保存为 CSV' },
  compare: { en: 'Compare two versions', zh: '比较两个版本' },
  compareHow: {
    en: 'Tick two apps: the first in the list is taken for the older one.',
    zh: '勾选两个应用：列表中靠前的视为旧版本。',
  },
  changes: { en: 'What changed', zh: '变化' },
  ofApps: {
    en: '{n} of {m} apps are suspected of collecting more than they need.',
    zh: '{m} 款应用中有 {n} 款涉嫌超范围收集个人信息。',
  },
  noScript: { en: 'This page needs JavaScript.', zh: '本页面需要启用 JavaScript。' },
  tooOld: { en: 'This browser is too old for this page.', zh: '浏览器版本过旧，无法使用本页面。' },
  made: { en: 'Overreach {version}, rules {rules}', zh: 'Overreach {version}，规则 {rules}' },
  progress: { en: '{n} of {m} read', zh: '已读取 {n}/{m}' },
  nothingFound: { en: 'No file was given.', zh: '没有选择文件。' },
} satisfies Record<string, Text>;
