// The names of the public Android API, read from the declarations of @nativescript/types-android (a development
// dependency made from Google's android.jar): class → member names. Used as a filter, because class files do not
// say which members are hidden from apps.
import { readFileSync } from 'node:fs';

/** @param {string} path of android-platform-*.d.ts @returns {Map<string, Set<string>>} internal class name → members */
export function readPublicApi(path) {
  const api = new Map();
  const stack = []; // {name, isClass, depth}
  for (const line of readFileSync(path, 'utf8').split('\n')) {
    const depth = line.length - line.trimStart().length;
    const text = line.trimStart();
    if (text === '}') { while (stack.length && stack[stack.length - 1].depth >= depth) stack.pop(); continue; }
    let m = /^(?:declare module|export module) ([\w.$]+)/.exec(text);
    if (m) { stack.push({ name: m[1], isClass: false, depth }); continue; }
    m = /^export (?:abstract )?(?:class|interface) ([\w$]+)/.exec(text);
    if (m) { stack.push({ name: m[1], isClass: true, depth }); api.set(internalName(stack, api), api.get(internalName(stack, api)) ?? new Set()); continue; }
    m = /^(?:public|protected) (?:static )?([\w$]+)\??[(<:]/.exec(text);
    const top = stack[stack.length - 1];
    if (m && top?.isClass && depth === top.depth + 1) api.get(internalName(stack, api)).add(m[1]);
  }
  return api;
}

/** A nested class is a class inside a module of its outer class's name; only known outer classes make a "$". */
function internalName(stack, api) {
  let name = '';
  for (const part of stack) {
    const segments = part.name.replaceAll('.', '/');
    name = name === '' ? segments : name + (api.has(name) ? '$' : '/') + segments;
  }
  return name;
}
