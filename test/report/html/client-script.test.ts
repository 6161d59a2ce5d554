// The scripts of reports are one text each: every name that one of them uses must come with it.
import { expect, test } from '@jest/globals';
import ts from 'typescript';
import { oneAppScript, surveyScript } from '#page-scripts';

/** Names that are used as values and declared nowhere in the script. */
function undefinedNames(script: string): string[] {
  const source = ts.createSourceFile('page.js', script, ts.ScriptTarget.ES2022, true, ts.ScriptKind.JS);
  const declared = new Set<string>();
  const used = new Set<string>();
  const visit = (node: ts.Node): void => {
    if (
      (ts.isFunctionDeclaration(node) ||
        ts.isFunctionExpression(node) ||
        ts.isVariableDeclaration(node) ||
        ts.isParameter(node) ||
        ts.isBindingElement(node)) &&
      node.name &&
      ts.isIdentifier(node.name)
    )
      declared.add(node.name.text);
    if (ts.isIdentifier(node)) {
      const { parent } = node;
      const isName =
        (ts.isPropertyAccessExpression(parent) && parent.name === node) ||
        (ts.isPropertyAssignment(parent) && parent.name === node) ||
        (ts.isBindingElement(parent) && parent.propertyName === node) ||
        ts.isMethodDeclaration(parent);
      if (!isName) used.add(node.text);
    }
    ts.forEachChild(node, visit);
  };
  visit(source);
  return [...used]
    .filter((name) => !declared.has(name) && !(name in globalThis) && !BROWSER.has(name))
    .sort();
}
const BROWSER = new Set([
  'document',
  'navigator',
  'window',
  'location',
  'history',
  'undefined',
  'scrollTo',
  'getComputedStyle',
  'addEventListener',
  'matchMedia',
  'requestAnimationFrame',
  'innerWidth',
  'scrollY',
  'arguments',
]);

test.each([
  ['of a survey', surveyScript],
  ['of one app', oneAppScript],
])('the script %s uses nothing that it does not bring', (_what, script) => {
  expect(undefinedNames(script)).toEqual([]);
});

test('a name that is missing is found', () => {
  expect(undefinedNames('(()=>{function a(m){return isClear(m)&&m.b.c} a({})})()')).toEqual(['isClear']);
});
