// Who may import whom, which built-ins and packages each folder may use, and who may print. The table is the
// rule: it is src/cli/layers.ts, and docs/architecture.md shows the same one.
import { readdirSync, readFileSync } from 'node:fs';
import { join, posix } from 'node:path';
import { describe, expect, test } from '@jest/globals';
import ts from 'typescript';
import { LAYERS } from '../src/cli/layers.js';

const root = new URL('../src/', import.meta.url).pathname;

interface Import {
  file: string; // "report/json.ts"
  target: string; // "model/report.ts", "node:fs" or a package name
  typeOnly: boolean;
}

const files = (readdirSync(root, { recursive: true }) as string[])
  .map((f) => f.split(/[\\/]/).join('/'))
  .filter((f) => f.endsWith('.ts'))
  .sort();

/** Every static, re-export and dynamic import of a source file. */
function importsOf(file: string, text: string): Import[] {
  const source = ts.createSourceFile(file, text, ts.ScriptTarget.ES2023, true);
  const found: Import[] = [];
  const add = (specifier: string, typeOnly: boolean) => {
    const target = specifier.startsWith('.')
      ? posix.normalize(posix.join(posix.dirname(file), specifier)).replace(/\.js$/, '.ts')
      : specifier.startsWith('node:')
        ? specifier
        : specifier
            .split('/')
            .slice(0, specifier.startsWith('@') ? 2 : 1)
            .join('/');
    found.push({ file, target, typeOnly });
  };
  const visit = (node: ts.Node): void => {
    if (ts.isImportDeclaration(node) && ts.isStringLiteral(node.moduleSpecifier))
      add(node.moduleSpecifier.text, node.importClause?.isTypeOnly === true);
    else if (ts.isExportDeclaration(node) && node.moduleSpecifier && ts.isStringLiteral(node.moduleSpecifier))
      add(node.moduleSpecifier.text, node.isTypeOnly);
    else if (
      ts.isImportTypeNode(node) &&
      ts.isLiteralTypeNode(node.argument) &&
      ts.isStringLiteral(node.argument.literal)
    )
      add(node.argument.literal.text, true);
    else if (ts.isCallExpression(node) && node.expression.kind === ts.SyntaxKind.ImportKeyword) {
      const [argument] = node.arguments;
      if (argument && ts.isStringLiteral(argument)) add(argument.text, false);
    }
    ts.forEachChild(node, visit);
  };
  visit(source);
  return found;
}

const texts = new Map(files.map((f) => [f, readFileSync(join(root, f), 'utf8')]));
const imports = files.flatMap((f) => importsOf(f, texts.get(f)!));

const within = (path: string, place: string): boolean => path === place || path.startsWith(`${place}/`);

/** The most specific layer that a file belongs to. */
const layerOf = (file: string) =>
  LAYERS.filter((l) => within(file, l.place)).sort((a, b) => b.place.length - a.place.length)[0];

const advice = (target: string): string => {
  const layer = layerOf(target);
  return layer ? `${layer.place} holds ${layer.holds}` : 'give the new folder a line in src/cli/layers.ts';
};

describe('layers', () => {
  test('every file belongs to a layer', () => {
    expect(files.filter((f) => !layerOf(f))).toEqual([]);
  });

  test('relative imports stay inside the table', () => {
    const wrong = imports
      .filter((i) => i.target.endsWith('.ts') && !i.target.startsWith('..'))
      .filter((i) => {
        const layer = layerOf(i.file)!;
        return !within(i.target, layer.place) && !layer.imports.some((place) => within(i.target, place));
      })
      .map(
        (i) =>
          `${i.file} imports ${i.target}: ${layerOf(i.file)!.place} may import ${layerOf(i.file)!.imports.join(', ') || 'nothing'}; ${advice(i.target)}`,
      );
    expect(wrong).toEqual([]);
  });

  test('nothing imports itself by way of others, at run time or in types', () => {
    const next = new Map(files.map((f) => [f, [] as string[]]));
    for (const { file, target } of imports) if (next.has(target)) next.get(file)!.push(target);
    const done = new Set<string>();
    const circles: string[] = [];
    const visit = (file: string, path: readonly string[]): void => {
      const at = path.indexOf(file);
      if (at >= 0) circles.push([...path.slice(at), file].join(' -> '));
      if (at >= 0 || done.has(file)) return;
      for (const target of next.get(file)!) visit(target, [...path, file]);
      done.add(file);
    };
    for (const file of files) visit(file, []);
    expect(circles).toEqual([]);
  });

  test('the table permits nothing that nobody uses', () => {
    const unused = LAYERS.flatMap((layer) => {
      const mine = imports.filter((i) => layerOf(i.file) === layer);
      const places = layer.imports
        .filter((place) => !mine.some((i) => within(i.target, place) && layerOf(i.target) !== layer))
        .map((place) => `${layer.place} may import ${place}`);
      const packages = layer.packages
        .filter(
          ({ name, in: only }) =>
            !mine.some((i) => i.target === name && (!only || only.some((f) => within(i.file, f)))),
        )
        .map(({ name }) => `${layer.place} may use ${name}`);
      return [...places, ...packages];
    });
    expect(unused).toEqual([]);
  });

  test('nothing leaves src', () => {
    expect(
      imports.filter((i) => i.target.startsWith('..')).map((i) => `${i.file} imports ${i.target}`),
    ).toEqual([]);
  });

  test('built-ins and packages only where the table allows them', () => {
    const wrong = imports
      .filter((i) => !i.target.endsWith('.ts'))
      .filter(
        (i) =>
          !layerOf(i.file)!.packages.some(
            (p) => p.name === i.target && (!p.in || p.in.some((f) => within(i.file, f))),
          ),
      )
      .filter((i) => !(i.typeOnly && i.target === 'typebox'))
      .map((i) => `${i.file} uses ${i.target}, which ${layerOf(i.file)!.place} may not`);
    expect(wrong).toEqual([]);
  });

  test('packages are opened, and facts read, through scan.ts alone', () => {
    const around = files.filter(
      (f) =>
        f !== 'scan.ts' &&
        imports.some(
          (i) =>
            i.file === f &&
            !i.typeOnly &&
            (i.target === 'package/index.ts' || i.target === 'extract/index.ts') &&
            /\b(openPackage|openSources|extractFacts)\b/.test(texts.get(f)!),
        ),
    );
    expect(around).toEqual([]);
  });

  test('schemas are loaded at run time only where data from outside is checked', () => {
    const schemas = ['model/facts.ts', 'model/place.ts', 'model/catalogue.ts', 'model/config.ts'];
    const wrong = imports
      .filter((i) => schemas.includes(i.target) && !i.typeOnly)
      .filter((i) => !layerOf(i.file)!.schemas)
      .map(
        (i) =>
          `${i.file} imports ${i.target} at run time; use "import type", word lists are in model/constants.ts`,
      );
    expect(wrong).toEqual([]);
  });
});

describe('house style', () => {
  /** The text without comments and strings would be better still; these words do not occur in ours. */
  const uses = (pattern: RegExp, allowed: (file: string) => boolean): string[] =>
    files.filter((f) => !allowed(f) && pattern.test(texts.get(f)!.replace(/^\s*(\/\/|\*).*$/gm, '')));

  test('only the command line prints or ends the process', () => {
    expect(uses(/\bconsole\.|process\.(stdout|stderr|exit\b|exitCode)/, (f) => within(f, 'cli'))).toEqual([]);
  });

  test('the core has no clock and no chance', () => {
    expect(
      uses(
        /\bDate\.now\(|new Date\(\)|performance\.now\(|Math\.random\(/,
        (f) => f === 'cli/io.ts' || f === 'scan.ts' || within(f, 'run'),
      ),
    ).toEqual([]);
  });

  test('nothing touches the network or a shell, but for the downloads and the database of a fleet, the browser that open starts, and D8', () => {
    const network =
      /node:(http|https|net|tls|dgram|http2|dns|child_process)\b|(?<![.\w])fetch\(|from 'pg|import\('pg/;
    const allowed = [
      'fleet/download.ts',
      'fleet/database.ts',
      'cli/layers.ts',
      'cli/commands/open.ts',
      'run/library.ts',
    ];
    expect(uses(network, (file) => allowed.includes(file))).toEqual([]);
    // And nothing but the command line's own command reaches the fleet.
    const reach = imports
      .filter((i) => within(i.target, 'fleet') && !within(i.file, 'fleet'))
      .map((i) => i.file);
    expect([...new Set(reach)]).toEqual(['cli/commands/fleet.ts']);
  });

  test('every file says what it is before it begins', () => {
    const silent = files.filter((f) => !/^(#!.*\n)?\/\/ \S/.test(texts.get(f)!));
    expect(silent).toEqual([]);
  });

  test('every exception from the lint rules has its reason beside it', () => {
    const silent = files.flatMap((f) =>
      (texts.get(f)!.match(/eslint-disable.*/g) ?? [])
        .filter((line) => !/^eslint-disable(?:-next)?-line [\w@/, -]+? -- \S/.test(line))
        .map((line) => `${f}: ${line}`),
    );
    expect(silent).toEqual([]);
  });

  test('no default exports', () => {
    expect(uses(/^export default/m, () => false)).toEqual([]);
  });

  test('file names are kebab-case', () => {
    expect(
      files.filter((f) => !/^([a-z0-9]+(-[a-z0-9]+)*\/)*[a-z0-9]+(-[a-z0-9]+)*(\.d)?\.ts$/.test(f)),
    ).toEqual([]);
  });
});
