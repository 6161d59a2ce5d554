// What a script can run, from source: libraries that only stand there are silent, callers are found through modules,
// helpers and handlers, and each with its occasion. The sources are ours; nothing here is a bundle of anybody's app.
import { describe, expect, test } from '@jest/globals';
import { parseJavaScript } from '../../src/formats/js/parse.js';
import { analyseScripts, type ProgramFile } from '../../src/script/analyse.js';
import { lowerJavaScript } from '../../src/script/lower-js.js';

const WATCHED = [
  { id: 'script:native:Places.where', call: 'native:Places.where' },
  { id: 'script:native:Book.people', call: 'native:Book.people' },
  { id: 'script:capacitor:Places.where', call: 'capacitor:Places.where' },
  { id: 'script:navigator.geolocation.getCurrentPosition', call: 'navigator.geolocation.getCurrentPosition' },
  { id: 'script:plus.device.imei', read: 'plus.device.imei' },
  {
    id: 'script:plus.android.invoke(getLine1Number)',
    call: 'plus.android.invoke',
    when: { arg: 1, is: ['getLine1Number'] },
  },
];

function seen(sources: Record<string, string>, roots: readonly string[] = Object.keys(sources)): string[] {
  const files = new Map<string, ProgramFile>();
  for (const [entry, text] of Object.entries(sources)) {
    const { tree, module } = parseJavaScript(text);
    const script = lowerJavaScript(entry, tree, module);
    files.set(entry, { script, position: () => null, root: roots.includes(entry) });
  }
  return analyseScripts(files, WATCHED).sightings.map(({ api, occasion }) => `${occasion} ${api.slice(7)}`);
}
/** A bundle as Metro writes it: the factory's parameters by position, needs by index. */
const bundle = (...modules: [body: string, id: number, needs: number[]][]): string =>
  [
    'globalThis.__r=function(){};',
    ...modules.map(
      ([body, id, needs]) => `__d(function(g,r,i,a,m,e,d){${body}},${id},[${needs.join(',')}]);`,
    ),
    '__r(0);',
  ].join('\n');
const INTEROP =
  'm.exports=function(x){return x&&x.__esModule?x:{default:x}},m.exports.__esModule=!0,m.exports.default=m.exports';
const PLATFORM = 'e.NativeModules={};e.TurboModuleRegistry={}';
const PLACES =
  'Object.defineProperty(e,"__esModule",{value:!0});var t=r(d[0]);var n=t.NativeModules.Places;' +
  'e.default={find:function(done){n.where(done)},version:function(){return 3}}';

describe('modules of a bundle', () => {
  const around: [string, number, number[]][] = [
    [INTEROP, 1, []],
    [PLATFORM, 2, []],
    [PLACES, 3, [2]],
  ];
  test('a call in the app is found through default exports and the bundler’s helper', () => {
    const app: [string, number, number[]] = [
      'var q=r(d[0]),w=q(r(d[1]));w.default.find(function(){})',
      0,
      [1, 3],
    ];
    expect(seen({ 'a.bundle': bundle(app, ...around) })).toEqual(['first-screen native:Places.where']);
  });
  test('a library that is imported for something else is silent', () => {
    const app: [string, number, number[]] = [
      'var q=r(d[0]),w=q(r(d[1]));w.default.version();e.list=[w.default]',
      0,
      [1, 3],
    ];
    expect(seen({ 'a.bundle': bundle(app, ...around) })).toEqual([]);
  });
  test('a handler waits for the user', () => {
    const app: [string, number, number[]] = [
      'var q=r(d[0]),w=q(r(d[1]));show({title:"x",onPress:function(){w.default.find()}})',
      0,
      [1, 3],
    ];
    expect(seen({ 'a.bundle': bundle(app, ...around) })).toEqual(['user-act native:Places.where']);
  });
  test('closures handed to a maker wait until what it made is used', () => {
    const made =
      'var t=r(d[0]),k=function(o){return[function(){return o.getter()}]},s=(0,k)({getter:function(){return t.TurboModuleRegistry.getEnforcing("Book").people()}}),' +
      'z=s[0],u=e.people=z,v=e.other=1;';
    const modules = (body: string): string => bundle([body, 0, [3]], [PLATFORM, 2, []], [made, 3, [2]]);
    expect(seen({ 'a.bundle': modules('r(d[0]).people()') })).toEqual(['first-screen native:Book.people']);
    expect(seen({ 'a.bundle': modules('f(r(d[0]).other)') })).toEqual([]);
  });
  test('a module that nobody requires does not run', () => {
    const idle: [string, number, number[]] = ['r(d[0]).default.find()', 9, [3]];
    expect(seen({ 'a.bundle': bundle(['f()', 0, []], ...around, idle) })).toEqual([]);
  });
});

describe('pages', () => {
  test('plain globals, aliases and destructuring', () => {
    expect(
      seen({ 'a.js': 'const {geolocation: g} = window.navigator; const ask = g.getCurrentPosition; ask(f)' }),
    ).toEqual(['first-screen navigator.geolocation.getCurrentPosition']);
  });
  test('names built from constants', () => {
    expect(seen({ 'a.js': 'var k="geo"+"location"; navigator[k]["getCurrent"+`Position`](f)' })).toEqual([
      'first-screen navigator.geolocation.getCurrentPosition',
    ]);
  });
  test('a click is the user’s, the page’s readiness is not', () => {
    const call = 'navigator.geolocation.getCurrentPosition(f)';
    expect(seen({ 'a.js': `b.addEventListener("click",function(){${call}})` })).toEqual([
      'user-act navigator.geolocation.getCurrentPosition',
    ]);
    expect(seen({ 'a.js': `document.addEventListener("deviceready",()=>{${call}},false)` })).toEqual([
      'first-screen navigator.geolocation.getCurrentPosition',
    ]);
    expect(seen({ 'a.js': `b.onclick=function(){${call}}` })).toEqual([
      'user-act navigator.geolocation.getCurrentPosition',
    ]);
  });
  test('names in text and comments, and properties that are only tested, are no calls', () => {
    expect(
      seen({
        'a.js':
          '// navigator.geolocation.getCurrentPosition()\nlog("plus.device.imei"); if (navigator.geolocation) f()',
      }),
    ).toEqual([]);
  });
  test('a property read, and a method told by its argument', () => {
    expect(
      seen({
        'a.js':
          'send({i: plus.device.imei}); plus.android.invoke(t, "getLine1Number"); plus.android.invoke(t, "getName")',
      }),
    ).toEqual(
      ['first-screen plus.device.imei', 'first-screen plus.android.invoke(getLine1Number)']
        .sort((a, b) => (a.includes('invoke') ? 1 : 0) - (b.includes('invoke') ? 1 : 0))
        .reverse(),
    );
  });
});

describe('modules of the language', () => {
  const core = 'function reg(n){return make(n)} export {reg as a};';
  test('a plugin is followed across files; its stand-in for browsers never runs', () => {
    const app = (use: string): string =>
      `import {a as reg} from "./core.js"; class Web { where(){ return navigator.geolocation.getCurrentPosition(f) } }
       var places = reg("Places", {web: () => new Web}); ${use}`;
    expect(seen({ 'x/app.js': app('places.where()'), 'x/core.js': core }, ['x/app.js'])).toEqual([
      'first-screen capacitor:Places.where',
    ]);
    expect(seen({ 'x/app.js': app('places.name()'), 'x/core.js': core }, ['x/app.js'])).toEqual([]);
  });
});

describe('hostile sources', () => {
  test('circles end', () => {
    expect(
      seen({
        'a.js':
          'var a=b,b=a;function f(){return g()}function g(){return f()}f().x.y();a.x();var o={};o.o=o;o.o.o.o()',
      }),
    ).toEqual([]);
  });
  test('nesting beyond the parser’s stack is told, not thrown', () => {
    expect(() => parseJavaScript('['.repeat(200_000))).toThrow(
      expect.objectContaining({ code: 'js/too-deep' }),
    );
    expect(() => parseJavaScript('\u0001 not a script')).toThrow(
      expect.objectContaining({ code: 'js/syntax' }),
    );
  });
  test('long sums and chains are cut, not recursed into', () => {
    expect(seen({ 'a.js': `var t=${'"a"+'.repeat(3_000)}"a";navigator[t]()` })).toEqual([]);
  });
});
