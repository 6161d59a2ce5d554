// Mutation testing: changes one token of a source file at a time and looks whether a test notices. For the parts whose
// silent breaking would hurt most: score, rule language, gate, zip. node test/mutation/mutate.js [group…] [--sample n]
// Own and small, because it needs one warm process per file instead of a framework's sandbox: each mutant is compiled into
// a copy of the repository's layout under a temporary folder and only the group's own tests run.
import { spawnSync } from 'node:child_process';
import { cpSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import ts from 'typescript';

/** Sources, and the tests that have to notice. */
const GROUPS = {
  score: {
    files: ['src/judge/score.ts', 'src/judge/weigh.ts'],
    tests: ['test/judge/score'],
  },
  rules: {
    files: ['src/checks/expression.ts', 'src/checks/evaluate.ts'],
    tests: ['test/checks/expression', 'test/checks/evaluate', 'test/checks/failing-check', 'test/rules.test'],
  },
  gate: { files: ['src/compare/gate.ts'], tests: ['test/compare/gate'] },
  zip: {
    files: ['src/formats/zip/archive.ts', 'src/formats/zip/inflate.ts', 'src/formats/zip/directory.ts'],
    tests: ['test/formats/zip'],
  },
};

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

function prepare() {
  const root = mkdtempSync(join(tmpdir(), 'overreach-mutants-'));
  for (const name of ['src', 'test', 'rules', 'package.json'])
    cpSync(name, join(root, name), { recursive: true });
  for (const name of ['node_modules', 'dist', 'samples', 'docs'])
    symlinkSync(join(process.cwd(), name), join(root, name));
  return root;
}

/** True when the tests pass. */
function passes(root, tests) {
  const jest = ['--experimental-vm-modules', '--no-warnings', 'node_modules/jest/bin/jest.js'];
  const run = spawnSync(process.execPath, [...jest, '--runInBand', '--bail', '--silent', ...tests], {
    cwd: root,
    stdio: 'ignore',
    timeout: 120_000, // a mutant that never ends is noticed
  });
  return run.status === 0;
}

function runGroup(root, name, sample) {
  const { files, tests } = GROUPS[name];
  if (!passes(root, tests)) throw new Error(`${name}: the tests fail without any mutant`);
  let killed = 0;
  let all = 0;
  for (const file of files) {
    const text = readFileSync(file, 'utf8');
    const mutants = mutantsOf(file);
    const step = Math.max(1, Math.ceil(mutants.length / sample));
    for (let index = 0; index < mutants.length; index += step) {
      const { start, end, text: replacement } = mutants[index];
      writeFileSync(join(root, file), text.slice(0, start) + replacement + text.slice(end));
      all++;
      if (!passes(root, tests)) killed++;
      else {
        const line = text.slice(0, start).split('\n').length;
        console.log(
          `survived ${file}:${line}: ${text.slice(start, end).replace(/\s+/g, ' ').slice(0, 60)} -> ${replacement.slice(0, 60)}`,
        );
      }
    }
    writeFileSync(join(root, file), text);
  }
  console.log(`${name}: ${killed} of ${all} killed (${Math.round((100 * killed) / all)} %)`);
  return { killed, all };
}

const words = process.argv.slice(2);
const at = words.indexOf('--sample');
const sample = at < 0 ? Infinity : Number(words[at + 1]);
const wanted = words.filter((word, index) => Object.hasOwn(GROUPS, word) && index !== at + 1);
const root = prepare();
try {
  const results = (wanted.length > 0 ? wanted : Object.keys(GROUPS)).map((name) =>
    runGroup(root, name, sample),
  );
  const killed = results.reduce((sum, result) => sum + result.killed, 0);
  const all = results.reduce((sum, result) => sum + result.all, 0);
  const share = (100 * killed) / all;
  console.log(`all: ${killed} of ${all} killed (${share.toFixed(1)} %)`);
  process.exitCode = share >= 85 ? 0 : 1;
} finally {
  rmSync(root, { recursive: true, force: true });
}
