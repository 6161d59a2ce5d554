// A bundle read stretch by stretch tells the same as one read whole; and RAM bundles, which ship in stretches. Sources ours.
import { describe, expect, test } from '@jest/globals';
import { ParseError } from '../../src/bytes/parse-error.js';
import { parseJavaScript } from '../../src/formats/js/parse.js';
import { isRamBundle, readRamBundle } from '../../src/formats/js/ram-bundle.js';
import { analyseScripts } from '../../src/script/analyse.js';
import type { Script } from '../../src/script/ir.js';
import { JsProgram, lowerJavaScript } from '../../src/script/lower-js.js';
import { lowerMetro, wordsOf } from '../../src/script/metro.js';

const WATCHED = ['Places.where', 'Places.watch', 'Book.people', 'Book.groups'].map((name) => ({
  id: name,
  call: `native:${name}`,
}));
const WORDS = wordsOf(WATCHED.map(({ call }) => call));
const told = (script: Script): unknown[] =>
  analyseScripts(new Map([['a', { script, position: () => null, root: true }]]), WATCHED).sightings;

/** A bundle of one line per module, as Metro minifies it: a library, who calls it, and modules that lead nowhere. */
const MODULES = [
  '__d(function(g,r,i,a,m,e,d){m.exports=function(x){return x&&x.__esModule?x:{default:x}}},1,[]);',
  '__d(function(g,r,i,a,m,e,d){e.NativeModules={}},2,[]);',
  '__d(function(g,r,i,a,m,e,d){var n=r(d[0]).NativeModules.Places;e.find=function(f){n.where(f)};e.follow=function(f){n.watch(f)}},3,[2]);',
  `__d(function(g,r,i,a,m,e,d){e.idle=function(){return "${'x'.repeat(4_000)}"}},4,[]);`,
  '__d(function(g,r,i,a,m,e,d){var q=r(d[0])(r(d[1]));r(d[2]);q.default.find(function(){})},0,[1,3,4]);',
];
const PRELUDE = 'globalThis.__r=function(){};globalThis.__d=function(){};';
const BUNDLE = `${PRELUDE}\n${MODULES.join('\n')}\n__r(0);\n`;

describe('a bundle of modules', () => {
  test('says the same in stretches as whole, at the same offsets, and leaves out what leads nowhere', () => {
    const { tree, module } = parseJavaScript(BUNDLE);
    const whole = lowerJavaScript('a', tree, module);
    const parts = lowerMetro('a', BUNDLE, WORDS)!;
    expect(told(parts.script)).toEqual(told(whole));
    expect(told(parts.script)).toHaveLength(1);
    expect(parts.modules).toBe(5);
    expect(parts.script.functions.length).toBeLessThan(whole.functions.length);
  });
  test('one without anything watched is still parsed at its ends', () => {
    const parts = lowerMetro('a', BUNDLE, new Set(['Nobody']))!;
    expect(told(parts.script)).toEqual([]);
    expect(() => lowerMetro('a', `)(${BUNDLE}`, WORDS)).toThrow(ParseError);
  });
  test('what is no such bundle is not taken for one', () => {
    expect(lowerMetro('a', 'f();\n__d(function(){},1,needs());\n__r(1);', WORDS)).toBeNull();
    expect(lowerMetro('a', 'var x = 1;', WORDS)).toBeNull();
  });
});

describe('RAM bundles', () => {
  const encode = (text: string): Uint8Array => new TextEncoder().encode(`${text}\0`);
  function ram(start: string, modules: readonly string[]): Uint8Array {
    const codes = [start, ...modules].map(encode);
    const head = 12 + 8 * modules.length;
    const data = new Uint8Array(head + codes.reduce((sum, { length }) => sum + length, 0));
    const view = new DataView(data.buffer);
    view.setUint32(0, 0xfb0bd1e5, true);
    view.setUint32(4, modules.length, true);
    view.setUint32(8, codes[0]!.length, true);
    let at = 0;
    codes.forEach((code, index) => {
      data.set(code, head + at);
      if (index > 0) view.setUint32(12 + 8 * (index - 1), at, true);
      if (index > 0) view.setUint32(16 + 8 * (index - 1), code.length, true);
      at += code.length;
    });
    return data;
  }
  const bundle = ram(`${PRELUDE}__r(0);`, MODULES);

  test('start and modules are read, and the app’s call is found', () => {
    expect(isRamBundle(bundle)).toBe(true);
    const program = new JsProgram('a');
    for (const { text, at } of readRamBundle(bundle)) program.add(parseJavaScript(text, false).tree, at);
    expect(told(program.script)).toMatchObject([{ api: 'Places.where', occasion: 'first-screen' }]);
  });
  test('modules outside the file, too many, and modules that overlap are refused by name', () => {
    const changed = (at: number, value: number): Uint8Array => {
      const copy = bundle.slice();
      new DataView(copy.buffer).setUint32(at, value, true);
      return copy;
    };
    expect(() => readRamBundle(changed(12, 0xffff_0000))).toThrow(ParseError);
    expect(() => readRamBundle(changed(4, 0xffff_ffff))).toThrow(ParseError);
    expect(() => readRamBundle(changed(16, bundle.length))).toThrow('js/ram-overlap');
  });
});
