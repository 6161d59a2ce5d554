// Build step: the scripts of reports, each with what it uses as one text → dist/report/html/page-scripts.js, which the
// product knows as #page-scripts. Run by `npm run build` before the page. Not a command of the product.
import { writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

const source = new URL('../../src/report/html/client/', import.meta.url);
const out = new URL('../report/html/page-scripts.js', import.meta.url);

/** Browsers that a report can be read in, here and in page/build.ts. */
export const BROWSERS = ['chrome109', 'firefox115', 'safari16'];

/** A script in a page ends at "</script", and a comment begins at "<!--", whatever the script thinks of it. */
export const inPage = (script: string): string => script.replace(/<(?=\/script|!--)/gi, '\\x3c');

async function compiled(entry: string): Promise<string> {
  const esbuild = await import('esbuild');
  const { outputFiles } = await esbuild.build({
    entryPoints: [fileURLToPath(new URL(entry, source))],
    bundle: true,
    write: false,
    format: 'iife',
    platform: 'browser',
    target: BROWSERS,
    minifyWhitespace: true,
    minifySyntax: true,
    charset: 'ascii',
    legalComments: 'none',
    logLevel: 'error',
  });
  return inPage(outputFiles[0]!.text.trim());
}

export async function writeScripts(): Promise<void> {
  const texts = { surveyScript: await compiled('survey.ts'), oneAppScript: await compiled('one-app.ts') };
  const lines = Object.entries(texts).map(
    ([name, text]) => `export const ${name} = ${JSON.stringify(text)};`,
  );
  writeFileSync(out, `${lines.join('\n')}\n`);
}

if (process.argv[1] === fileURLToPath(import.meta.url)) await writeScripts();
