// JavaScript source → syntax tree, by acorn (docs/decisions/0008-a-parser-for-javascript.md). Leaves what the program means
// to src/script. Code that is no JavaScript, that is nested beyond what the parser's own stack holds, or that becomes more of
// a tree than an app may, throws ParseError.
import { platform } from '#platform';
import type * as Acorn from 'acorn';
import { checkTime } from '../../bytes/deadline.js';
import { DEFAULT_LIMITS } from '../../bytes/limits.js';
import { ParseError } from '../../bytes/parse-error.js';

export type { Program } from 'acorn';

/** Nodes of all trees of one app: each takes some hundred bytes, whatever stands in the text. */
export interface NodeBudget {
  left: number;
  most: number;
}
export const nodeBudget = (most: number): NodeBudget => ({ left: most, most });

/** Nodes between two looks at the clock. */
const STRIDE = 4_095;
/** What every tree is counted against while it grows; the parser knows nothing of budgets. */
let counted: NodeBudget = nodeBudget(0);

/** The parser's own way to finish a node, which its types do not tell. */
interface Finishing {
  finishNode(...of: unknown[]): unknown;
  finishNodeAt(...of: unknown[]): unknown;
}
let parser: typeof Acorn.Parser | null = null;

/** The parser of acorn, stopped when a tree grows too large or takes too long. */
function countingParser(): typeof Acorn.Parser {
  if (parser !== null) return parser;
  parser = platform.scriptLibrary().Parser.extend((Base) => class extends Base {});
  const own = parser.prototype as unknown as Finishing;
  const count = (): void => {
    if (--counted.left < 0) throw new ParseError('limit/script-nodes', 0, { limit: counted.most });
    if ((counted.left & STRIDE) === 0) checkTime();
  };
  for (const name of ['finishNode', 'finishNodeAt'] as const) {
    const finish = own[name];
    own[name] = function (...of) {
      count();
      return finish.apply(this, of);
    };
  }
  return parser;
}

/** Modules first, for `import` and `export` stand only there; scripts of the loose sort second. */
export function parseJavaScript(
  text: string,
  mayBeModule = true,
  budget = nodeBudget(DEFAULT_LIMITS.scriptNodes),
): { tree: Acorn.Program; module: boolean } {
  const acorn = countingParser();
  counted = budget;
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
      if (error instanceof ParseError) throw error;
      fault ??= error;
    }
  }
  const { message, pos: at } = fault as { message?: unknown; pos?: unknown };
  // The parser tells by this sentence that it caught the overflow of its stack.
  if (fault instanceof RangeError || /stack space/.test(String(message)))
    throw new ParseError('js/too-deep', 0);
  throw new ParseError('js/syntax', typeof at === 'number' ? at : 0);
}
