// npm run site: the documents of docs/ and rules/, the page that reads packages, a gallery of verdicts and an example of a
// survey as one site in site/dist, to be put on any web server. Needs a built dist. Leaves what stands where to nav.js.
import { execFileSync } from 'node:child_process';
import { cpSync, existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { gallery } from './gallery.js';
import { CHINESE_TITLES } from './nav.js';
import { sitePages } from './pages.js';

const here = dirname(fileURLToPath(import.meta.url));
const root = join(here, '..');
const source = join(here, '.src');

const HOME = {
  en: `---
layout: home
hero:
  name: Overreach
  text: Does an app collect more than it needs?
  tagline: Told from the Android package alone, each claim with its place in the code.
  actions:
    - { theme: brand, text: Read a package here, link: /overreach.html, target: _self }
    - { theme: alt, text: Survey many apps, link: /survey }
    - { theme: alt, text: How it judges, link: /scoring }
features:
  - { title: Nothing leaves, details: The page reads packages in your browser and is allowed no connection., link: /page }
  - { title: Evidence, details: 'Every claim names class, method and offset; anyone can check it.', link: /gallery }
  - { title: How often it is right, details: 'Claims held against code that was read by people, with the figures.', link: /truth }
---
`,
  zh: `---
layout: home
hero:
  name: Overreach
  text: 应用是否超范围收集个人信息？
  tagline: 仅凭安卓安装包判断，每项结论都注明在代码中的位置。
  actions:
    - { theme: brand, text: 在此读取安装包, link: /overreach.html, target: _self }
    - { theme: alt, text: 测评多款应用, link: /zh/survey }
    - { theme: alt, text: 如何判断, link: /zh/scoring }
features:
  - { title: 不离开本机, details: 网页在浏览器中读取安装包，且不允许任何连接。, link: /zh/page }
  - { title: 有证据, details: 每项结论都写明类、方法与偏移，任何人均可复核。, link: /zh/gallery }
  - { title: 准确程度, details: 与人工阅读代码的结果对照，附数据。, link: /zh/truth }
---
`,
};

/** @returns {Map<string, string>} every document below docs/ by path */
function readDocs() {
  const docs = new Map();
  for (const name of readdirSync(join(root, 'docs'), { recursive: true, encoding: 'utf8' })) {
    const path = name.replaceAll('\\', '/');
    if (path.endsWith('.md')) docs.set(path, readFileSync(join(root, 'docs', path), 'utf8'));
  }
  return docs;
}

function write(path, text) {
  const file = join(source, path);
  mkdirSync(dirname(file), { recursive: true });
  writeFileSync(file, text);
}

execFileSync(process.execPath, [join(root, 'dist/cli/bin.js'), 'docs', '--out', join(root, 'docs')], {
  stdio: 'inherit',
});
rmSync(source, { recursive: true, force: true });
const docs = readDocs();
const shown = gallery(root, join(source, 'public/gallery'));
docs.set('gallery.md', shown.en).set('gallery.zh.md', shown.zh);
const pages = sitePages(docs, CHINESE_TITLES);
for (const [path, text] of pages) write(path, text);
write('index.md', HOME.en);
write('zh/index.md', HOME.zh);
write('.vitepress/config.js', "export { default } from '../../config.js';\n");
cpSync(join(root, 'dist/overreach.html'), join(source, 'public/overreach.html'));
const example = join(root, 'samples/example-survey');
if (existsSync(example)) cpSync(example, join(source, 'public/example-survey'), { recursive: true });

if (!existsSync(join(here, 'node_modules/vitepress')))
  execFileSync('npm', ['ci', '--no-audit', '--no-fund'], { cwd: here, stdio: 'inherit' });
const names = [...pages.keys()].map((path) => path.replace(/\.md$/, ''));
execFileSync(
  process.execPath,
  [join(here, 'node_modules/vitepress/bin/vitepress.js'), 'build', source, '--outDir', join(here, 'dist')],
  { stdio: 'inherit', env: { ...process.env, SITE_PAGES: JSON.stringify(names) } },
);
