// JavaScript source → syntax tree, by acorn (docs/decisions/0008-a-parser-for-javascript.md). Leaves what the program means
// to src/script. Code that is no JavaScript, or that is nested beyond what the parser's own stack holds, throws ParseError.
import { platform } from '#platform';
import type * as Acorn from 'acorn';
import { ParseError } from '../../bytes/parse-error.js';

export type { Program } from 'acorn';

/** Modules first, for `import` and `export` stand only there; scripts of the loose sort second. */
export function parseJavaScript(text: string, mayBeModule = true): { tree: Acorn.Program; module: boolean } {
  const acorn = platform.scriptLibrary();
  const wantsModule = mayBeModule && /\b(?:import|export)\b/.test(text);
  let fault: unknown = null;
  for (const sourceType of wantsModule ? (['module', 'script'] as const) : (['script'] as const)) {
    try {
      const tree = acorn.parse(text, {
        ecmaVersion: 'latest',
        sourceType,
        allowReturnOutsideFunction: true,
        allowAwaitOutsideFunction: true,
        allowHashBang: true,
        checkPrivateFields: false,
      });
      return { tree, module: sourceType === 'module' };
    } catch (error) {
      fault ??= error;
    }
  }
  const { message, pos: at } = fault as { message?: unknown; pos?: unknown };
  // The parser tells by this sentence that it caught the overflow of its stack.
  if (fault instanceof RangeError || /stack space/.test(String(message)))
    throw new ParseError('js/too-deep', 0);
  throw new ParseError('js/syntax', typeof at === 'number' ? at : 0);
}
