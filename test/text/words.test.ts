// Every diagnostic code that the source raises has words in both languages, and every word is raised somewhere.
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from '@jest/globals';
import { ODDITIES } from '../../src/model/diagnostics.js';
import { diagnosticText, DIAGNOSTIC_WORDS } from '../../src/text/words.js';

const sources = (readdirSync('src', { recursive: true }) as string[])
  .filter((f) => f.endsWith('.ts') && !f.startsWith(join('text', 'words')))
  .map((f) => ({ file: f, text: readFileSync(join('src', f), 'utf8').replace(/^\s*(\/\/|\/?\*).*$/gm, '') }));

/** First halves of codes: a string literal of the form 'zip/what-is-wrong' with one of these is a diagnostic. */
const GROUPS = [...new Set(Object.keys(DIAGNOSTIC_WORDS).map((code) => code.slice(0, code.indexOf('/'))))];
/** 'cli/…' names errors of the command line, which carry their own sentences. */
const raised = new Set(
  sources.flatMap(({ text }) =>
    [...text.matchAll(/['"`]([a-z0-9]+(?:-[a-z0-9]+)*\/[a-z0-9]+(?:-[a-z0-9]+)*)['"`]/g)]
      .map((m) => m[1]!)
      .filter((code) => GROUPS.includes(code.slice(0, code.indexOf('/'))))
      .filter((code) => !code.startsWith('cli/')),
  ),
);
/** Errors for a person carry their own sentence with their code. */
const ERRORS = new Set(
  sources.flatMap(({ text }) => [...text.matchAll(/UserError\(\s*'([^']+)'/g)].map((m) => m[1]!)),
);
/** String literals that look like codes and are none: media types and the like. */
const NOT_CODES = new Set(['application/json', 'text/plain', 'text/markdown', 'application/xml']);

describe('words of diagnostics', () => {
  test('every code that is raised has a sentence', () => {
    const silent = [...raised]
      .filter((code) => !DIAGNOSTIC_WORDS[code] && !NOT_CODES.has(code) && !ERRORS.has(code))
      .sort();
    expect(silent).toEqual([]);
  });

  test('every sentence is raised', () => {
    const all = sources
      .filter(({ file }) => file !== join('model', 'diagnostics.ts'))
      .map(({ text }) => text)
      .join('\n');
    // A chunk reader serves two formats and puts its own first half before what it says.
    const raisedBy = (code: string): boolean =>
      all.includes(`'${code}'`) || all.includes(code.replace(/^[a-z]+/, '`${prefix}') + '`');
    expect(Object.keys(DIAGNOSTIC_WORDS).filter((code) => !raisedBy(code))).toEqual([]);
  });

  test('every oddity has a sentence, and what readers say has a weight', () => {
    expect(Object.keys(ODDITIES).filter((code) => !Object.hasOwn(DIAGNOSTIC_WORDS, code))).toEqual([]);
    const readers = sources.filter(({ file }) => /^(?:formats|program)\b/.test(file));
    const said = readers.flatMap(({ text }) =>
      [
        ...text.matchAll(
          /\b(?:odd|note|noteMap|tally\.add|noteFor\([^()]*(?:\([^()]*\))*[^()]*\))\(\s*'([a-z0-9-]+\/[a-z0-9-]+)'/g,
        ),
      ].map((m) => m[1]!),
    );
    // Ceilings of the program over all files are said by whoever counts them.
    const ceilings = sources
      .filter(({ file }) => /^program\b/.test(file))
      .flatMap(({ text }) => [...text.matchAll(/'(limit\/[a-z-]+)'/g)].map((m) => m[1]!));
    said.push(...ceilings);
    expect(said.length).toBeGreaterThan(50);
    expect(said.filter((code) => !Object.hasOwn(ODDITIES, code))).toEqual([]);
  });

  test('sentences are there in both languages, with the same arguments, and in their own language', () => {
    const argumentsOf = (text: string) => [...text.matchAll(/\{(\w+)\}/g)].map((m) => m[1]).sort();
    for (const [code, { en, zh }] of Object.entries(DIAGNOSTIC_WORDS)) {
      expect([code, argumentsOf(zh)]).toEqual([code, argumentsOf(en)]);
      expect([code, /\p{Script=Han}/u.test(zh), /\p{Script=Han}/u.test(en)]).toEqual([code, true, false]);
    }
  });

  test('an unknown code is shown as itself, with its arguments', () => {
    expect(diagnosticText('no/such', { a: 1, b: 'x' }).en).toBe('no/such (a=1 b=x)');
  });
});
