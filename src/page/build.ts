// Build step: the page and its worker, bundled, with the compiled knowledge inside → dist/overreach.html. Run by
// `npm run build` after the catalogue; `npm run page` runs it alone. Not a command of the product.
import { createHash } from 'node:crypto';
import { existsSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { deflateRawSync } from 'node:zlib';
import { COMPILED } from '../catalogue/load.js';
import { oneAppScript } from '#page-scripts';
import { styleSheet } from '../report/html/style.js';
import { bodyMarkup } from './markup.js';
import { BROWSERS, inPage } from './scripts.js';
import { PAGE_STYLE } from './style.js';
import { PAGE } from './words.js';

const dist = new URL('../', import.meta.url);
const source = new URL('../../src/', import.meta.url);
export const PAGE_FILE = 'overreach.html';

const path = (url: URL): string => fileURLToPath(url);

async function bundle(entry: string): Promise<string> {
  const esbuild = await import('esbuild');
  const result = await esbuild.build({
    entryPoints: [path(new URL(entry, source))],
    bundle: true,
    write: false,
    format: 'iife',
    platform: 'browser',
    target: BROWSERS,
    conditions: ['browser'],
    minifyWhitespace: true,
    minifySyntax: true,
    charset: 'ascii',
    legalComments: 'none',
    logLevel: 'error',
    plugins: [
      {
        name: 'overreach',
        setup(build) {
          build.onResolve({ filter: /^#platform$/ }, () => ({
            path: path(new URL('platform/browser.ts', source)),
          }));
          // What touches files is left out of the bundle, since nothing here calls it; checked below.
          build.onResolve({ filter: /^node:/ }, ({ path: name }) => ({
            path: name,
            external: true,
            sideEffects: false,
          }));
        },
      },
    ],
  });
  const text = result.outputFiles[0]!.text;
  const builtIn = /(?:require|from)\(?"(node:[a-z/_]+)"/.exec(text);
  if (builtIn !== null) throw new Error(`${entry} would need ${builtIn[1]} of Node`);
  return text;
}

const hash = (text: string): string => `'sha256-${createHash('sha256').update(text).digest('base64')}'`;
const packed = (data: string | Buffer): string => deflateRawSync(data, { level: 9 }).toString('base64');

/** One self-contained page. Its policy allows its own scripts by hash, and no connection at all. */
export async function buildPage(): Promise<string> {
  const main = inPage(await bundle('page/main.ts'));
  const worker = await bundle('page/worker.ts');
  const style = `${styleSheet()}${PAGE_STYLE}`;
  const { version } = JSON.parse(readFileSync(new URL('../package.json', dist), 'utf8')) as {
    version: string;
  };
  const policy = [
    "default-src 'none'",
    `script-src ${hash(main)} ${hash(oneAppScript)}`,
    `style-src ${hash(style)} ${hash(styleSheet())}`,
    // Lengths of bars in reports; an attribute can load nothing while img-src and font-src are closed.
    "style-src-attr 'unsafe-inline'",
    'worker-src blob:',
    'img-src data:',
    "base-uri 'none'",
    "form-action 'none'",
  ].join('; ');
  const knowledge = (name: string): Buffer => readFileSync(new URL(name, dist));
  const data = Object.entries({
    catalogue: knowledge(COMPILED.lean),
    watchlist: knowledge(COMPILED.watchlist),
    platform: knowledge(COMPILED.platform),
    shapes: knowledge(COMPILED.shapes),
    worker,
  }).map(
    ([id, bytes]) => `<script type="application/octet-stream" id="data-${id}">${packed(bytes)}</script>`,
  );
  return `<!doctype html>
<html lang="en" data-lang="en">
<head><meta charset="utf-8"><meta name="viewport" content="width=device-width,initial-scale=1">
<meta http-equiv="Content-Security-Policy" content="${policy}">
<meta name="referrer" content="no-referrer"><meta name="generator" content="Overreach ${version}">
<link rel="icon" href="data:,"><title>${PAGE.title.en}</title><style>${style}</style></head>
<body>${bodyMarkup()}
${data.join('\n')}
<script>${main}</script></body></html>
`;
}

const out = new URL(PAGE_FILE, dist);

/** Writes the page where anything that it is made of is newer. */
export async function pageIfOld(force = false): Promise<void> {
  const inputs = [...Object.values(COMPILED), 'browser.js', 'page/build.js', 'report/html/page-scripts.js'];
  const newest = Math.max(...inputs.map((name) => statSync(new URL(name, dist)).mtimeMs));
  if (force || !existsSync(out) || statSync(out).mtimeMs < newest) writeFileSync(out, await buildPage());
}

if (process.argv[1] === fileURLToPath(import.meta.url)) await pageIfOld(process.argv.includes('--force'));
