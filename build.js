// npm run build: src/ → dist/ as plain modules, the compiled knowledge, the page, and dist/bundle, which is what the package
// holds: the command and the library in few files. Types are checked apart (npm run typecheck); see docs/decisions/0012.
import { readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { deflateRawSync } from 'node:zlib';
import { build } from 'esbuild';

const TARGET = 'node20.19';
const FORMAT = { format: 'esm', platform: 'node', target: TARGET, charset: 'utf8', logLevel: 'error' };
/** Parts of the page: they are bundled for browsers by src/page/build.ts and are no use to Node. */
const { exclude } = JSON.parse(readFileSync('tsconfig.json', 'utf8'));

const sources = readdirSync('src', { recursive: true })
  .map((name) => join('src', name))
  .filter(
    (file) =>
      file.endsWith('.ts') && !file.endsWith('.d.ts') && !exclude.includes(file.replaceAll('\\', '/')),
  );

await build({ ...FORMAT, entryPoints: sources, outbase: 'src', outdir: 'dist', bundle: false });
await import('./dist/cli/build-catalogue.js');
const { writeScripts } = await import('./dist/page/scripts.js');
await writeScripts();
const { pageIfOld } = await import('./dist/page/build.js');
await pageIfOld();
await bundle();

async function bundle() {
  const out = 'dist/bundle';
  rmSync(out, { recursive: true, force: true });
  const whole = {
    ...FORMAT,
    bundle: true,
    outdir: out,
    packages: 'external',
    minifyWhitespace: true,
    minifySyntax: true,
  };
  await build({
    ...whole,
    entryPoints: {
      command: 'src/cli/bin.ts',
      index: 'src/index.ts',
      'thread-entry': 'src/run/thread-entry.ts',
    },
    splitting: true,
    chunkNames: '[name]-[hash]',
    plugins: [platform('node')],
  });
  await build({
    ...whole,
    platform: 'browser',
    target: 'es2023',
    // The libraries that stand in for Node's own are inside, with their licences; users need not install them.
    packages: 'bundle',
    external: ['node:*', ...Object.keys(JSON.parse(readFileSync('package.json', 'utf8')).dependencies)],
    minify: true,
    entryPoints: { browser: 'src/browser.ts' },
    splitting: true,
    chunkNames: 'browser-[name]-[hash]',
    plugins: [platform('browser')],
  });
  const script = {
    format: 'cjs',
    platform: 'node',
    outdir: out,
    outExtension: { '.js': '.cjs' },
    logLevel: 'error',
  };
  // Any Node can read the first, so that one that is too old is told so.
  await build({ ...script, target: 'node6', entryPoints: { overreach: 'src/cli/launch.cts' } });
  await build({ ...script, target: TARGET, entryPoints: { start: 'src/cli/start.cts' } });
  const licence = (name) => `${name}\n\n${readFileSync(`node_modules/${name}/LICENSE`, 'utf8')}`;
  writeFileSync(join(out, 'licences.txt'), ['fflate', '@noble/hashes'].map(licence).join('\n\n'));
  const packed = (data) => deflateRawSync(data, { level: 9 });
  let page = readFileSync('dist/overreach.html', 'utf8');
  for (const name of [
    'catalogue.json',
    'catalogue-full.json',
    'watchlist.json',
    'platform.bin',
    'shapes.bin',
  ]) {
    const data = packed(readFileSync(join('dist', name)));
    writeFileSync(join(out, `${name}.z`), data);
    // The page holds the same knowledge; "overreach page" puts it back.
    page = page.replace(data.toString('base64'), () => `@@${name}@@`);
  }
  writeFileSync(join(out, 'overreach.html.z'), packed(page));
}

/** Names that begin with "#" as package.json has them for plain modules, within the bundle. */
function platform(name) {
  const paths = {
    '#platform': `src/platform/${name}.ts`,
    '#page-scripts': 'dist/report/html/page-scripts.js',
  };
  return {
    name: 'platform',
    setup: (b) =>
      b.onResolve({ filter: /^#(?:platform|page-scripts)$/ }, ({ path }) => ({
        path: join(process.cwd(), paths[path]),
      })),
  };
}
