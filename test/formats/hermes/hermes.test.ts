// Hermes bytecode against the compiler's own listing (`hermesc -dump-bytecode` of the same file, kept as names of
// instructions and the sum of their operands), and against hostile files. The samples are ours, compiled by twelve versions.
import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from '@jest/globals';
import { DEFAULT_LIMITS } from '../../../src/bytes/limits.js';
import { ParseError } from '../../../src/bytes/parse-error.js';
import { HermesFile, isHermes } from '../../../src/formats/hermes/hermes-file.js';
import { Instructions } from '../../../src/formats/hermes/instructions.js';
import { NEWEST, OLDEST, opcodesOf } from '../../../src/formats/hermes/opcodes.js';
import { actionsOf } from '../../../src/script/hermes-actions.js';
import { lowerHermes } from '../../../src/script/lower-hermes.js';

const FOLDER = join(import.meta.dirname, 'samples');
type Listing = Record<string, { strings: number; functions: [string, number, string, number][] }>;
const listing = JSON.parse(readFileSync(join(FOLDER, 'hermesc.json'), 'utf8')) as Listing;
const samples = readdirSync(FOLDER)
  .filter((name) => name.endsWith('.hbc'))
  .map((name) => [Number(name.slice(1, -4)), new Uint8Array(readFileSync(join(FOLDER, name)))] as const)
  .sort(([a], [b]) => a - b);

function listed(data: Uint8Array): Listing[string] {
  const file = new HermesFile(data, DEFAULT_LIMITS);
  const code = new Instructions(file);
  const functions: Listing[string]['functions'] = [];
  for (let id = 0; id < file.functionCount; id++) {
    const fn = file.functionAt(id)!;
    const names: string[] = [];
    let sum = 0;
    code.open(fn);
    while (code.step()) {
      names.push(code.table.names[code.opcode]!);
      [...code.table.operands[code.opcode]!].forEach(
        (_, index) => (sum += Math.round(code.args[index]! * 100)),
      );
    }
    expect(code.broken).toBe(false);
    const head = `${file.text(fn.name)} ${fn.parameters} ${fn.registers}`;
    functions.push([head, names.length, names.join(' '), sum]);
  }
  return { strings: file.stringCount, functions };
}

test('twelve versions are at hand', () => {
  expect(samples.map(([version]) => version)).toEqual([60, 62, 74, 76, 84, 85, 89, 90, 94, 96, 98, 99]);
});
test.each(samples)('version %i: functions and instructions are those the compiler lists', (version, data) => {
  expect(isHermes(data)).toBe(true);
  expect(listed(data)).toEqual(listing[String(version)]);
});
test.each(samples)('version %i: strings of both widths, keys and literals', (_version, data) => {
  const file = new HermesFile(data, DEFAULT_LIMITS);
  const texts = Array.from({ length: file.stringCount }, (_, id) => file.text(id));
  expect(texts).toContain('Straße');
  expect(texts).toContain('getEnforcing');
  const { script } = lowerHermes('a', file, DEFAULT_LIMITS);
  const options = script.objects.find(({ props }) => props.has('timeout'))!;
  expect([...options.props.keys()].sort()).toEqual(['label', 'list', 'timeout']);
  expect(options.props.get('timeout')).toEqual({ t: 'number', value: 70_000 });
  const list = options.props.get('list')!;
  expect(list).toMatchObject({ t: 'list', items: [{ value: 1 }, {}, { text: 'zwei' }, {}, {}] });
});
test('every version between the oldest and the newest has a table, and none beyond', () => {
  for (let version = OLDEST; version <= NEWEST; version++) {
    const table = opcodesOf(version)!;
    expect(new Set(table.names).size).toBe(table.names.length);
    expect(table.operands.every((kinds) => /^[rRbhiIDaA]*$/.test(kinds))).toBe(true);
    expect(actionsOf(table)).toHaveLength(table.names.length);
  }
  expect(opcodesOf(OLDEST - 1)).toBeNull();
  expect(opcodesOf(NEWEST + 1)).toBeNull();
});

describe('files that lie', () => {
  const sample = samples.find(([version]) => version === 96)![1];
  const changed = (at: number, value: number): Uint8Array => {
    const copy = sample.slice();
    new DataView(copy.buffer).setUint32(at, value, true);
    return copy;
  };
  test('a version that is not known: strings are read, code is not', () => {
    const file = new HermesFile(changed(8, 400), DEFAULT_LIMITS);
    expect([file.stringsOnly, file.version]).toEqual([true, 400]);
  });
  test('a file cut short, too many functions, too many strings', () => {
    expect(() => new HermesFile(sample.slice(0, 900), DEFAULT_LIMITS)).toThrow(ParseError);
    expect(() => new HermesFile(changed(40, 4_000_000_000), DEFAULT_LIMITS)).toThrow(
      'limit/script-functions',
    );
    expect(() => new HermesFile(sample, { ...DEFAULT_LIMITS, scriptStrings: 3 })).toThrow(
      'limit/script-strings',
    );
  });
  test('the ceiling on steps ends the walk and is told', () => {
    const file = new HermesFile(sample, DEFAULT_LIMITS);
    expect(lowerHermes('a', file, { ...DEFAULT_LIMITS, scriptSteps: 20 }).cut).toBe(true);
    expect(lowerHermes('a', file, { ...DEFAULT_LIMITS, scriptRegisters: 2 }).wide).toBeGreaterThan(0);
  });
  test('changed at any place a file is read or refused by name', () => {
    let seed = 7;
    const next = (below: number): number => (seed = (seed * 1_103_515_245 + 12_345) % 0x8000_0000) % below;
    for (const [, data] of samples)
      for (let round = 0; round < 150; round++) {
        const copy = data.slice();
        for (let changes = 1 + next(6); changes > 0; changes--) copy[12 + next(copy.length - 12)] = next(256);
        try {
          lowerHermes('a', new HermesFile(copy, DEFAULT_LIMITS), DEFAULT_LIMITS);
        } catch (error) {
          expect(error).toBeInstanceOf(ParseError);
        }
      }
  });
});
