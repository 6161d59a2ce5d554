// Methods that a page's script may call, by their annotation (android.webkit.JavascriptInterface, required since API 17).
// Leaves whether an object of the class reaches a page to the call graph.
import { visitMethodAnnotations } from '../formats/dex/values.js';
import type { Program } from './program.js';

const ANNOTATION = 'Landroid/webkit/JavascriptInterface;';

export function findScriptMethods(program: Program): Set<number> {
  const found = new Set<number>();
  const wanted = program.types.find(ANNOTATION);
  if (wanted < 0) return found;
  for (const dex of program.dexes) {
    if (!dex.types.includes(wanted)) continue;
    for (let def = 0; def < dex.classes.length; def++) {
      if (dex.classes[def]! < 0) continue;
      visitMethodAnnotations(dex.dex, def, (method, type) => {
        if (dex.types[type] === wanted && (dex.methods[method] ?? -1) >= 0) found.add(dex.methods[method]!);
      });
    }
  }
  return found;
}
