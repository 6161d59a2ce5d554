// A syntax tree → Script: scopes, values, calls, and what wants what. One walk; leaves parsing to formats/js and meaning to
// resolve.ts and live.ts. Functions that only a variable, a property or an export holds wait until somebody asks for them.
import type { AnyNode, Function as FunctionNode, Program } from 'acorn';
import type { Script, Value } from './ir.js';
import { JsExpressions } from './js-expressions.js';
import { MAX_DEPTH, nameOf } from './js-scopes.js';

export function lowerJavaScript(entry: string, tree: Program, module: boolean): Script {
  const program = new JsProgram(entry, module);
  program.add(tree, 0);
  return program.script;
}

/** A script that is lowered stretch by stretch, so that no tree stands longer than it is needed. */
export class JsProgram extends JsExpressions {
  constructor(entry: string, module = false) {
    super(entry, module);
  }
  add(tree: Program, base: number): void {
    this.base = base;
    this.hoist(tree.body, true);
    for (const statement of tree.body) this.statement(statement);
  }

  // Statements --------------------------------------------------------------------------------------------------------

  protected block(body: readonly AnyNode[]): void {
    this.push();
    this.hoist(body, false);
    for (const statement of body) this.statement(statement);
    this.pop();
  }

  // eslint-disable-next-line complexity, max-lines-per-function -- one case for each sort of statement
  protected statement(node: AnyNode | null | undefined): void {
    if (!node || this.depth > MAX_DEPTH) return;
    this.depth++;
    const now = this.now();
    switch (node.type) {
      case 'ExpressionStatement':
        this.expression(node.expression, now, true);
        break;
      case 'VariableDeclaration':
        for (const item of node.declarations) {
          if (item.init) this.bind(item.id, item.init);
        }
        break;
      case 'FunctionDeclaration':
        this.assignFunction(node);
        break;
      case 'ClassDeclaration': {
        const id = this.declare(node.id?.name ?? '');
        this.setVariable(id, this.expression(node as unknown as AnyNode, this.ofVariable(id)));
        break;
      }
      case 'ReturnStatement':
        if (node.argument) this.fn.returns.push(this.expression(node.argument, now));
        break;
      case 'IfStatement':
        this.expression(node.test, now);
        this.statement(node.consequent);
        this.statement(node.alternate);
        break;
      case 'BlockStatement':
      case 'StaticBlock':
        this.block(node.body);
        break;
      case 'ForStatement':
        this.push();
        if (node.init?.type === 'VariableDeclaration') this.hoist([node.init], false);
        if (node.init?.type === 'VariableDeclaration') this.statement(node.init);
        else if (node.init) this.expression(node.init, now);
        if (node.test) this.expression(node.test, now);
        if (node.update) this.expression(node.update, now);
        this.statement(node.body);
        this.pop();
        break;
      case 'ForInStatement':
      case 'ForOfStatement': {
        this.push();
        const over = this.expression(node.right, now);
        if (node.left.type === 'VariableDeclaration') this.hoist([node.left], false);
        const target = node.left.type === 'VariableDeclaration' ? node.left.declarations[0]?.id : node.left;
        if (target) this.assignPattern(target, { t: 'get', of: over, name: null, nameFrom: null }, now);
        this.statement(node.body);
        this.pop();
        break;
      }
      case 'WhileStatement':
      case 'DoWhileStatement':
        this.expression(node.test, now);
        this.statement(node.body);
        break;
      case 'LabeledStatement':
      case 'WithStatement':
        this.statement(node.body);
        break;
      case 'ThrowStatement':
        this.expression(node.argument, now);
        break;
      case 'TryStatement':
        this.statement(node.block);
        if (node.handler) {
          this.push();
          if (node.handler.param) this.declarePattern(node.handler.param);
          this.statement(node.handler.body);
          this.pop();
        }
        this.statement(node.finalizer);
        break;
      case 'SwitchStatement':
        this.expression(node.discriminant, now);
        this.push();
        for (const item of node.cases) this.hoist(item.consequent, false);
        for (const item of node.cases) {
          if (item.test) this.expression(item.test, now);
          for (const statement of item.consequent) this.statement(statement);
        }
        this.pop();
        break;
      case 'ImportDeclaration':
        this.importFrom(node);
        break;
      case 'ExportNamedDeclaration':
        this.exportNamed(node);
        break;
      case 'ExportDefaultDeclaration': {
        const id = this.script.variables.push([]) - 1;
        const { declaration } = node;
        const named = 'id' in declaration && declaration.id ? declaration.id.name : null;
        const value =
          declaration.type === 'FunctionDeclaration'
            ? this.closure(declaration as FunctionNode, this.ofVariable(id), named ?? 'default')
            : this.expression(declaration as AnyNode, this.ofVariable(id));
        this.setVariable(id, value);
        if (named !== null) this.setVariable(this.declare(named), { t: 'variable', id });
        this.exported('default', id);
        break;
      }
      case 'ExportAllDeclaration':
        if (typeof node.source.value === 'string') this.script.imports.push(node.source.value);
        break;
    }
    this.depth--;
  }

  protected importFrom(node: AnyNode & { type: 'ImportDeclaration' }): void {
    const file = String(node.source.value);
    this.script.imports.push(file);
    const of: Value = { t: 'module', file };
    for (const item of node.specifiers) {
      const name =
        item.type === 'ImportDefaultSpecifier'
          ? 'default'
          : item.type === 'ImportNamespaceSpecifier'
            ? null
            : nameOf(item.imported);
      const id = this.declare(item.local.name);
      this.setVariable(
        id,
        name === null ? of : this.read(of, name, null, this.base + item.start, this.ofVariable(id)),
      );
    }
  }
  protected exportNamed(node: AnyNode & { type: 'ExportNamedDeclaration' }): void {
    if (node.declaration) {
      this.statement(node.declaration);
      const names: string[] = [];
      if (node.declaration.type === 'VariableDeclaration') {
        for (const item of node.declaration.declarations)
          if (item.id.type === 'Identifier') names.push(item.id.name);
      } else if (node.declaration.id) names.push(node.declaration.id.name);
      for (const name of names) this.exported(name, this.declare(name));
    }
    for (const item of node.specifiers) {
      const id =
        node.source && typeof node.source.value === 'string'
          ? this.reExport(node.source.value, nameOf(item.local), this.base + item.start)
          : this.declare(nameOf(item.local));
      this.exported(nameOf(item.exported), id);
    }
  }
  protected reExport(file: string, name: string, at: number): number {
    this.script.imports.push(file);
    const id = this.script.variables.push([]) - 1;
    this.setVariable(id, this.read({ t: 'module', file }, name, null, at, this.ofVariable(id)));
    return id;
  }
  protected exported(name: string, id: number): void {
    this.script.exports.set(name, { value: { t: 'variable', id }, node: id });
  }

  protected assignFunction(node: AnyNode & { type: 'FunctionDeclaration' }): void {
    if (!node.id) return;
    const id = this.declare(node.id.name);
    this.setVariable(id, this.closure(node as FunctionNode, this.ofVariable(id), node.id.name));
  }
}
