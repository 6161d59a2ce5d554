// A bundle tells the same in source and in bytecode of every version: what of its libraries is called, and when.
import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from '@jest/globals';
import { DEFAULT_LIMITS } from '../../src/bytes/limits.js';
import { HermesFile } from '../../src/formats/hermes/hermes-file.js';
import { parseJavaScript } from '../../src/formats/js/parse.js';
import { analyseScripts, type ProgramFile } from '../../src/script/analyse.js';
import { lowerHermes } from '../../src/script/lower-hermes.js';
import { lowerJavaScript } from '../../src/script/lower-js.js';

const FOLDER = join(import.meta.dirname, '../formats/hermes/samples');
const WATCHED = ['Places.where', 'Places.watch', 'Book.people', 'Book.groups'].map((name) => ({
  id: name,
  call: `native:${name}`,
}));

function seen(file: ProgramFile): unknown[] {
  return analyseScripts(new Map([['a', file]]), WATCHED).sightings.map(({ api, occasion }) => [
    api,
    occasion,
  ]);
}
function fromBytecode(name: string): ProgramFile {
  const file = new HermesFile(new Uint8Array(readFileSync(join(FOLDER, name))), DEFAULT_LIMITS);
  const { script, broken, cut } = lowerHermes('a', file, DEFAULT_LIMITS);
  expect([broken, cut]).toEqual([0, false]);
  return { script, position: () => null, root: true, bytecode: true };
}
const EXPECTED = [
  ['Book.people', 'user-act'],
  ['Places.where', 'first-screen'],
];

test('the source', () => {
  const { tree, module } = parseJavaScript(readFileSync(join(FOLDER, 'bundle.txt'), 'utf8'));
  const script = lowerJavaScript('a', tree, module);
  expect(seen({ script, position: () => null, root: true }).sort()).toEqual(EXPECTED);
});
test.each(readdirSync(FOLDER).filter((name) => name.endsWith('.hbc')))('%s', (name) => {
  expect(seen(fromBytecode(name)).sort()).toEqual(EXPECTED);
});
test('evidence names the function by its number, and the offset within it', () => {
  const [first] = analyseScripts(new Map([['a', fromBytecode('v96.hbc')]]), WATCHED).sightings;
  expect(first).toMatchObject({ api: 'Places.where', function: 'find#8', line: null });
  expect(first!.offset).toBeLessThan(100);
});
