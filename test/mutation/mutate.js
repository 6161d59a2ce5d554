// Mutation testing: changes one token of a source file at a time and looks whether a test notices. For the parts whose
// silent breaking would hurt most: score, rule language, gate, zip. node test/mutation/mutate.js [group…] [--sample n]
// Own and small: the group's tests and all they import become one bundle, rebuilt for each mutant from what is warm and
// run in a thread that can be ended, in a fraction of the time that a start of Jest takes.
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import { Worker } from 'node:worker_threads';
import { context } from 'esbuild';
import ts from 'typescript';

/** Sources, and the tests that have to notice. */
const GROUPS = {
  score: {
    files: ['src/judge/score.ts', 'src/judge/weigh.ts'],
    tests: ['test/judge/score.test.ts', 'test/judge/score-table.test.ts'],
  },
  rules: {
    files: ['src/checks/expression.ts', 'src/checks/evaluate.ts'],
    tests: ['test/checks/expression.test.ts', 'test/checks/evaluate.test.ts'],
  },
  gate: {
    files: ['src/compare/gate.ts'],
    tests: ['test/compare/gate.test.ts', 'test/compare/gate-table.test.ts'],
  },
  zip: {
    files: ['src/formats/zip/archive.ts', 'src/formats/zip/inflate.ts', 'src/formats/zip/directory.ts'],
    tests: ['test/formats/zip/edges.test.ts', 'test/formats/zip/archive.test.ts'],
  },
};

/** How long tests may take under a mutant, against what they take without: one that never ends is noticed. */
const PATIENCE = { times: 20, atLeastMs: 30_000 };

const SWAPS = new Map([
  [ts.SyntaxKind.LessThanToken, ['<=', '>=']],
  [ts.SyntaxKind.LessThanEqualsToken, ['<', '>']],
  [ts.SyntaxKind.GreaterThanToken, ['>=', '<=']],
  [ts.SyntaxKind.GreaterThanEqualsToken, ['>', '<']],
  [ts.SyntaxKind.EqualsEqualsEqualsToken, ['!==']],
  [ts.SyntaxKind.ExclamationEqualsEqualsToken, ['===']],
  [ts.SyntaxKind.PlusToken, ['-']],
  [ts.SyntaxKind.MinusToken, ['+']],
  [ts.SyntaxKind.AsteriskToken, ['/']],
  [ts.SyntaxKind.SlashToken, ['*']],
  [ts.SyntaxKind.AmpersandAmpersandToken, ['||']],
  [ts.SyntaxKind.BarBarToken, ['&&']],
]);
const CALLS = { every: 'some', some: 'every', min: 'max', max: 'min' };

/** @returns {{ start: number, end: number, text: string }[]} */
function mutantsOf(path) {
  const text = readFileSync(path, 'utf8');
  const source = ts.createSourceFile(path, text, ts.ScriptTarget.ES2023, true);
  const found = [];
  const put = (node, replacement) => found.push({ start: node.getStart(), end: node.end, text: replacement });
  const visit = (node) => {
    if (ts.isTypeNode(node) || ts.isImportDeclaration(node) || ts.isInterfaceDeclaration(node)) return;
    if (ts.isBinaryExpression(node)) {
      for (const swap of SWAPS.get(node.operatorToken.kind) ?? []) put(node.operatorToken, swap);
    } else if (ts.isIfStatement(node)) {
      put(node.expression, 'true');
      put(node.expression, 'false');
    } else if (ts.isConditionalExpression(node)) {
      put(node.condition, 'true');
      put(node.condition, 'false');
    } else if (ts.isPrefixUnaryExpression(node) && node.operator === ts.SyntaxKind.ExclamationToken) {
      put(node, node.operand.getText());
    } else if (ts.isPropertyAccessExpression(node) && Object.hasOwn(CALLS, node.name.text)) {
      put(node.name, CALLS[node.name.text]);
    } else if (ts.isCallExpression(node) && ts.isPropertyAccessExpression(node.expression)) {
      if (node.expression.name.text === 'filter') put(node, node.expression.expression.getText());
    }
    ts.forEachChild(node, visit);
  };
  visit(source);
  return found;
}

/** The tests of a group as one bundle, in which one file can stand in another text. */
async function openBundle(folder, tests) {
  let changed = { path: '', text: '' };
  const plugin = {
    name: 'mutants',
    setup(build) {
      build.onResolve({ filter: /^@jest\/globals$/ }, () => ({ path: resolve('test/mutation/harness.js') }));
      build.onResolve({ filter: /^#platform$/ }, () => ({ path: resolve('src/platform/node.ts') }));
      build.onLoad({ filter: /\.ts$/ }, ({ path }) => ({
        contents: (path === changed.path ? changed.text : readFileSync(path, 'utf8')).replaceAll(
          'import.meta.url',
          JSON.stringify(pathToFileURL(path).href),
        ),
        loader: 'ts',
      }));
    },
  };
  const outfile = join(folder, 'tests.mjs');
  const contents = [
    ...tests.map((path) => `import ${JSON.stringify(resolve(path))};`),
    `import { runAll } from ${JSON.stringify(resolve('test/mutation/harness.js'))};`,
    "import { parentPort } from 'node:worker_threads';",
    'parentPort.postMessage(await runAll());',
  ].join('\n');
  const bundle = await context({
    stdin: { contents, resolveDir: process.cwd() },
    bundle: true,
    format: 'esm',
    platform: 'node',
    packages: 'external',
    ignoreAnnotations: true, // "sideEffects" of package.json would drop the tests, which export nothing
    logLevel: 'silent',
    outfile,
    plugins: [plugin],
  });
  return {
    /** How it ended: null when every test passed, else why not. */
    async run(path, text, patienceMs) {
      changed = { path: resolve(path), text };
      await bundle.rebuild();
      return runThread(outfile, patienceMs);
    },
    close: () => bundle.dispose(),
  };
}

function runThread(path, patienceMs) {
  return new Promise((done) => {
    const thread = new Worker(path, { stdout: true, stderr: true });
    const end = (how) => {
      clearTimeout(timer);
      void thread.terminate();
      done(how);
    };
    const timer = setTimeout(() => end('never ends'), patienceMs);
    thread.on('message', (count) => end(count > 0 ? null : 'no tests'));
    thread.on('error', (error) => end(String(error?.message ?? error)));
    thread.on('exit', () => end('ended early'));
  });
}

async function runGroup(folder, name, sample) {
  const { files, tests } = GROUPS[name];
  const bundle = await openBundle(folder, tests);
  const started = performance.now();
  const failure = await bundle.run('', '', 600_000);
  if (failure !== null) throw new Error(`${name}: the tests fail without any mutant: ${failure}`);
  const patienceMs = Math.max(PATIENCE.atLeastMs, PATIENCE.times * (performance.now() - started));
  const sum = { killed: 0, all: 0 };
  for (const file of files) {
    const text = readFileSync(file, 'utf8');
    const mutants = mutantsOf(file);
    const step = Math.max(1, Math.ceil(mutants.length / sample));
    for (let index = 0; index < mutants.length; index += step) {
      const { start, end, text: replacement } = mutants[index];
      const mutated = text.slice(0, start) + replacement + text.slice(end);
      sum.all++;
      if ((await bundle.run(file, mutated, patienceMs)) !== null) sum.killed++;
      else {
        const line = text.slice(0, start).split('\n').length;
        console.log(`survived ${file}:${line}: ${short(text.slice(start, end))} -> ${short(replacement)}`);
      }
    }
  }
  await bundle.close();
  console.log(`${name}: ${sum.killed} of ${sum.all} killed (${share(sum).toFixed(1)} %)`);
  return sum;
}
const short = (code) => code.replace(/\s+/g, ' ').slice(0, 60);
const share = ({ killed, all }) => (100 * killed) / all;

const words = process.argv.slice(2);
const at = words.indexOf('--sample');
const sample = at < 0 ? Infinity : Number(words[at + 1]);
const wanted = words.filter((word) => Object.hasOwn(GROUPS, word));
// Below the repository, so that the bundle finds its packages.
const folder = mkdtempSync(resolve('dist', 'mutants-'));
try {
  const shares = [];
  for (const name of wanted.length > 0 ? wanted : Object.keys(GROUPS))
    shares.push(share(await runGroup(folder, name, sample)));
  process.exitCode = shares.every((one) => one >= 85) ? 0 : 1;
} finally {
  rmSync(folder, { recursive: true, force: true });
}
