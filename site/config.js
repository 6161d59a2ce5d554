// How the site looks: languages, sidebars, search without a service. Everything it needs is in it; it asks no other host.
import { defineConfig } from 'vitepress';
import { SECTIONS } from './nav.js';

/** Set by build.js: which pages there are, by path without ending. */
const pages = new Set(JSON.parse(process.env.SITE_PAGES ?? '[]'));

const sidebar = (lang) =>
  SECTIONS.map((section) => ({
    text: section[lang],
    collapsed: false,
    items: section.pages
      .filter(([path]) => pages.has(path))
      .map(([path, en, zh]) => ({
        text: lang === 'zh' ? zh : en,
        link: `/${lang === 'zh' && pages.has(`zh/${path}`) ? 'zh/' : ''}${path}`,
      })),
  }));

const nav = (lang) => {
  const zh = lang === 'zh';
  const at = (path) => `/${zh && pages.has(`zh/${path}`) ? 'zh/' : ''}${path}`;
  return [
    { text: zh ? '读取安装包' : 'Read a package', link: '/overreach.html', target: '_self' },
    { text: zh ? '测评' : 'Surveys', link: at('survey') },
    { text: zh ? '持续集成' : 'CI', link: at('ci') },
    { text: zh ? '结论示例' : 'Gallery', link: at('gallery') },
    { text: zh ? '准确程度' : 'Truth', link: at('truth') },
  ];
};

/** Words of a text, Chinese ones too: MiniSearch would take a whole Chinese sentence for one word. */
const tokenize = (text) => {
  const words = [];
  for (const { segment, isWordLike } of new Intl.Segmenter('zh', { granularity: 'word' }).segment(text))
    if (isWordLike) words.push(segment);
  return words;
};

const chineseSearch = {
  translations: {
    button: { buttonText: '搜索', buttonAriaLabel: '搜索' },
    modal: {
      displayDetails: '显示详情',
      resetButtonTitle: '清除',
      backButtonTitle: '返回',
      noResultsText: '没有结果：',
      footer: { selectText: '选择', navigateText: '移动', closeText: '关闭' },
    },
  },
};

export default defineConfig({
  title: 'Overreach',
  base: process.env.SITE_BASE ?? '/',
  cleanUrls: false,
  lastUpdated: false,
  // The page that reads packages and the reports of the gallery are files beside the pages, not pages.
  ignoreDeadLinks: [/^\/?overreach(\.html)?$/, /^\/?gallery\//, /^\/?example-survey\//],
  markdown: {
    html: false,
    attrs: { leftDelimiter: '{:', rightDelimiter: ':}' },
    theme: { light: 'github-light', dark: 'github-dark' },
  },
  head: [['meta', { name: 'referrer', content: 'no-referrer' }]],
  locales: {
    root: {
      label: 'English',
      lang: 'en',
      description:
        'Tells from an Android package alone whether an app collects more personal data than it needs.',
      themeConfig: { nav: nav('en'), sidebar: sidebar('en') },
    },
    zh: {
      label: '中文',
      lang: 'zh-CN',
      description: '仅凭安卓安装包判断应用是否超范围收集个人信息。',
      themeConfig: {
        nav: nav('zh'),
        sidebar: sidebar('zh'),
        outline: { label: '本页内容' },
        docFooter: { prev: '上一页', next: '下一页' },
        darkModeSwitchLabel: '主题',
        lightModeSwitchTitle: '切换到浅色',
        darkModeSwitchTitle: '切换到深色',
        sidebarMenuLabel: '目录',
        returnToTopLabel: '回到顶部',
        langMenuLabel: '语言',
      },
    },
  },
  themeConfig: {
    search: {
      provider: 'local',
      options: {
        miniSearch: { options: { tokenize }, searchOptions: { tokenize, prefix: true, fuzzy: 0.1 } },
        locales: { zh: chineseSearch },
      },
    },
    outline: { level: [2, 3] },
  },
});
