// Lowering JavaScript, the ground: scopes and what they declare, variables and who wants them. Leaves expressions and
// statements to the files that build on it.
import type { AnyNode, Pattern } from 'acorn';
import { NODE, addEdge, emptyScript, nodeOf, type Script, type ScriptFunction, type Value } from './ir.js';

/** Who wants a value: touched (read from, called), and whole (handed on); -1: nobody. */
export interface Want {
  touch: number;
  whole: number;
}
export const NOBODY: Want = { touch: -1, whole: -1 };
type Scope = { names: Map<string, number>; up: Scope | null };

/** Nesting beyond which an expression is not followed; minifiers chain some hundred commas and sums. */
export const MAX_DEPTH = 1_500;

export class JsScopes {
  readonly script: Script;
  protected scope: Scope = { names: new Map(), up: null };
  protected fn: ScriptFunction;
  protected depth = 0;
  /** Where the text that is lowered starts within its file. */
  protected base = 0;
  protected lazy = true; // at the top of a file or of a module of a bundle

  constructor(entry: string, module: boolean) {
    this.script = emptyScript(entry);
    this.script.module = module;
    this.fn = this.openFunction('', 0, -1, 0);
  }

  protected now(): Want {
    const node = nodeOf(NODE.fn, this.fn.id);
    return { touch: node, whole: node };
  }
  protected openFunction(name: string, at: number, parent: number, parameters: number): ScriptFunction {
    const fn: ScriptFunction = {
      id: this.script.functions.length,
      parent,
      name,
      at,
      parameters,
      returns: [],
      calls: [],
      interop: false,
    };
    this.script.functions.push(fn);
    return fn;
  }

  // Scopes ------------------------------------------------------------------------------------------------------------

  protected declare(name: string): number {
    const known = this.scope.names.get(name);
    if (known !== undefined) return known;
    const id = this.script.variables.push([]) - 1;
    this.scope.names.set(name, id);
    return id;
  }
  protected lookup(name: string): number | null {
    for (let scope: Scope | null = this.scope; scope; scope = scope.up) {
      const id = scope.names.get(name);
      if (id !== undefined) return id;
    }
    return null;
  }
  protected push(): void {
    this.scope = { names: new Map(), up: this.scope };
  }
  protected pop(): void {
    this.scope = this.scope.up ?? this.scope;
  }
  protected declarePattern(pattern: Pattern | AnyNode): void {
    if (pattern.type === 'Identifier') this.declare(pattern.name);
    else if (pattern.type === 'ObjectPattern')
      for (const item of pattern.properties)
        this.declarePattern(item.type === 'RestElement' ? item.argument : item.value);
    else if (pattern.type === 'ArrayPattern') {
      for (const item of pattern.elements) if (item) this.declarePattern(item);
    } else if (pattern.type === 'AssignmentPattern') this.declarePattern(pattern.left);
    else if (pattern.type === 'RestElement') this.declarePattern(pattern.argument);
  }
  /** Declares what a block declares; `vars`: also every `var` below it, as at the top of a function. */
  protected hoist(body: readonly AnyNode[], vars: boolean): void {
    for (const node of body) {
      const inner =
        (node.type === 'ExportNamedDeclaration' || node.type === 'ExportDefaultDeclaration') &&
        node.declaration
          ? node.declaration
          : node;
      if ((inner.type === 'FunctionDeclaration' || inner.type === 'ClassDeclaration') && inner.id)
        this.declare(inner.id.name);
      else if (inner.type === 'VariableDeclaration' && (inner.kind !== 'var' || vars))
        for (const item of inner.declarations) this.declarePattern(item.id);
      else if (inner.type === 'ImportDeclaration')
        for (const item of inner.specifiers) this.declare(item.local.name);
      if (vars) this.hoistVars(inner, 0);
    }
  }
  protected hoistVars(node: AnyNode | null | undefined, depth: number): void {
    if (!node || depth > MAX_DEPTH) return;
    const below = (...nodes: (AnyNode | null | undefined)[]): void =>
      nodes.forEach((item) => this.hoistVars(item, depth + 1));
    switch (node.type) {
      case 'VariableDeclaration':
        if (node.kind === 'var') for (const item of node.declarations) this.declarePattern(item.id);
        break;
      case 'BlockStatement':
        below(...node.body);
        break;
      case 'IfStatement':
        below(node.consequent, node.alternate);
        break;
      case 'ForStatement':
        below(node.init as AnyNode, node.body);
        break;
      case 'ForInStatement':
      case 'ForOfStatement':
        below(node.left as AnyNode, node.body);
        break;
      case 'WhileStatement':
      case 'DoWhileStatement':
      case 'LabeledStatement':
      case 'WithStatement':
        below(node.body);
        break;
      case 'TryStatement':
        below(node.block, node.handler?.body, node.finalizer);
        break;
      case 'SwitchStatement':
        for (const item of node.cases) below(...item.consequent);
        break;
    }
  }

  // Bindings ----------------------------------------------------------------------------------------------------------

  protected ofVariable(id: number): Want {
    return { touch: nodeOf(NODE.variable, id), whole: nodeOf(NODE.variable, id, true) };
  }
  protected setVariable(id: number, value: Value): void {
    this.script.variables[id]?.push(value);
  }
  protected partOf(of: Value, name: string | null, at: number): Value {
    return this.read(of, name, null, at, { touch: -1, whole: -1 });
  }
  protected wantRoot(value: Value & { t: 'get' }, want: Want): void {
    let root: Value = value;
    while (root.t === 'get') root = root.of;
    if (root.t === 'variable') this.wantVariable(root.id, { touch: want.touch, whole: -1 });
    // Of a value taken apart, the read itself is wanted by who holds the part.
    const read = this.readNodes.get(value);
    if (read !== undefined) {
      addEdge(this.script, want.touch, nodeOf(NODE.read, read));
      addEdge(this.script, want.whole, nodeOf(NODE.read, read, true));
    }
  }
  protected wantVariable(id: number, want: Want): void {
    addEdge(this.script, want.touch, nodeOf(NODE.variable, id));
    addEdge(this.script, want.whole, nodeOf(NODE.variable, id, true));
  }
  protected readonly readNodes = new Map<Value, number>();
  protected read(of: Value, name: string | null, nameFrom: Value | null, at: number, want: Want): Value {
    const value: Value & { t: 'get' } = { t: 'get', of, name, nameFrom };
    const node = this.script.reads.push({ fn: this.fn.id, value, at, node: 0 }) - 1;
    this.readNodes.set(value, node);
    addEdge(this.script, want.touch, nodeOf(NODE.read, node));
    addEdge(this.script, want.whole, nodeOf(NODE.read, node, true));
    return value;
  }
}

export function nameOf(node: AnyNode): string {
  return node.type === 'Identifier' ? node.name : node.type === 'Literal' ? String(node.value) : '';
}
export function propertyName(node: AnyNode, computed: boolean): string | null {
  if (node.type === 'Literal') return String(node.value);
  if (!computed && node.type === 'Identifier') return node.name;
  if (!computed && node.type === 'PrivateIdentifier') return `#${node.name}`;
  return null;
}
