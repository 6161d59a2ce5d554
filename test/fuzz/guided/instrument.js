// A bundle with a counter in every branch: function bodies, both sides of each decision, loops, cases, the right side of
// && || ?? and of each conditional. Also the literals of the bundle, which say what its readers compare with.
// Leaves looking at the counters to loop.js.
import { parse } from 'acorn';

/** Name of the counters in the instrumented text; a Uint8Array that the bundle exports. */
export const COUNTERS = '__branches';

/** @param {string} text a CommonJS bundle @returns {{ text: string, size: number, numbers: number[], strings: string[] }} */
export function instrument(text) {
  const tree = parse(text, {
    ecmaVersion: 'latest',
    sourceType: 'script',
    allowHashBang: true,
    allowReturnOutsideFunction: true,
  });
  const edits = []; // [offset, order, text]: closing marks before opening ones at one offset
  const numbers = new Set();
  const strings = new Set();
  let size = 0;
  const count = () => `${COUNTERS}[${size++}]++`;
  const inside = (node) => {
    if (node.type === 'BlockStatement') edits.push([node.start + 1, 1, `${count()};`]);
    else {
      edits.push([node.start, 1, `{${count()};`]);
      edits.push([node.end, 0, '}']);
    }
  };
  const before = (node) => {
    edits.push([node.start, 1, `(${count()},`]);
    edits.push([node.end, 0, ')']);
  };
  const visitors = {
    FunctionDeclaration: ({ body }) => inside(body),
    FunctionExpression: ({ body }) => inside(body),
    ArrowFunctionExpression: ({ body }) => (body.type === 'BlockStatement' ? inside(body) : before(body)),
    IfStatement({ consequent, alternate }) {
      inside(consequent);
      if (alternate) inside(alternate);
    },
    ForStatement: ({ body }) => inside(body),
    ForOfStatement: ({ body }) => inside(body),
    ForInStatement: ({ body }) => inside(body),
    WhileStatement: ({ body }) => inside(body),
    DoWhileStatement: ({ body }) => inside(body),
    CatchClause: ({ body }) => inside(body),
    SwitchCase({ consequent }) {
      if (consequent.length > 0) edits.push([consequent[0].start, 1, `${count()};`]);
    },
    ConditionalExpression({ consequent, alternate }) {
      before(consequent);
      before(alternate);
    },
    LogicalExpression: ({ right }) => before(right),
    Literal({ value }) {
      if (Number.isSafeInteger(value) && value > 16) numbers.add(value);
      else if (typeof value === 'string' && value.length > 1 && value.length < 40) strings.add(value);
    },
  };
  const visit = (node) => {
    visitors[node.type]?.(node);
    for (const key in node) {
      const child = node[key];
      if (Array.isArray(child)) child.forEach((one) => one?.type && visit(one));
      else if (child?.type && typeof child.type === 'string') visit(child);
    }
  };
  visit(tree);
  // At one place, what ends there comes first; of what opens, the outer one was pushed first.
  const sorted = edits
    .map((edit, at) => [...edit, at])
    .sort((a, b) => a[0] - b[0] || a[1] - b[1] || a[3] - b[3]);
  let out = '';
  let from = 0;
  for (const [at, , piece] of sorted) {
    out += text.slice(from, at) + piece;
    from = at;
  }
  out += text.slice(from);
  return {
    text: `const ${COUNTERS} = new Uint8Array(${size});\n${out}\nmodule.exports.counters = ${COUNTERS};\n`,
    size,
    numbers: [...numbers],
    strings: [...strings],
  };
}
