// Methods that a page's script may call, by their annotation (android.webkit.JavascriptInterface, required since API 17).
// Leaves whether an object of the class reaches a page to the call graph.
import { annotatedMethods } from '../formats/dex/annotations.js';
import type { Program } from './program.js';

const ANNOTATION = 'Landroid/webkit/JavascriptInterface;';

export function findScriptMethods(program: Program): Set<number> {
  const found = new Set<number>();
  const wanted = program.types.find(ANNOTATION);
  if (wanted < 0) return found;
  for (const dex of program.dexes) {
    if (!dex.types.includes(wanted)) continue;
    const own = [...dex.classes.keys()].filter((def) => dex.classes[def]! >= 0);
    for (const method of annotatedMethods(dex.dex, own, (type) => dex.types[type] === wanted))
      if ((dex.methods[method] ?? -1) >= 0) found.add(dex.methods[method]!);
  }
  return found;
}
