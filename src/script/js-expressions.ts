// Lowering JavaScript: expressions, and the patterns that take values apart. Leaves statements to lower-js.ts.
import type { AnyNode, Function as FunctionNode, Pattern } from 'acorn';
import { AT_ONCE } from './at-once.js';
import { NODE, UNKNOWN, addEdge, handedTo, nodeOf, type Value } from './ir.js';
import { JsScopes, MAX_DEPTH, NOBODY, propertyName, type Want } from './js-scopes.js';

export abstract class JsExpressions extends JsScopes {
  protected abstract statement(node: AnyNode | null | undefined): void;
  protected abstract block(body: readonly AnyNode[]): void;

  protected bind(pattern: Pattern, init: AnyNode): void {
    if (pattern.type === 'Identifier') {
      const id = this.declare(pattern.name);
      this.setVariable(id, this.expression(init, this.ofVariable(id), false, pattern.name));
      return;
    }
    const held = this.script.variables.push([]) - 1;
    const value = this.expression(init, this.ofVariable(held));
    this.setVariable(held, value);
    this.assignPattern(pattern, { t: 'variable', id: held }, this.now());
  }
  /** Takes a value apart; what the parts want, they want of the whole's holder. */
  protected assignPattern(pattern: Pattern | AnyNode, value: Value, want: Want): void {
    switch (pattern.type) {
      case 'Identifier': {
        const id = this.lookup(pattern.name);
        if (id === null) return;
        this.setVariable(id, value);
        if (value.t === 'variable') this.wantVariable(value.id, this.ofVariable(id));
        if (value.t === 'get') this.wantRoot(value, this.ofVariable(id));
        return;
      }
      case 'MemberExpression':
        this.expression(pattern.object as AnyNode, want);
        return;
      case 'ObjectPattern':
        for (const item of pattern.properties) {
          if (item.type === 'RestElement') this.assignPattern(item.argument, value, want);
          else {
            const name = propertyName(item.key as AnyNode, item.computed);
            this.assignPattern(item.value, this.partOf(value, name, this.base + item.start), want);
          }
        }
        return;
      case 'ArrayPattern':
        pattern.elements.forEach((item, index) => {
          if (item) this.assignPattern(item, this.partOf(value, String(index), this.base + item.start), want);
        });
        return;
      case 'AssignmentPattern':
        this.assignPattern(pattern.left, value, want);
        this.expression(pattern.right, want);
        return;
      case 'RestElement':
        this.assignPattern(pattern.argument, value, want);
    }
  }

  // Expressions -------------------------------------------------------------------------------------------------------

  protected expression(node: AnyNode | null | undefined, want: Want, dropped = false, name = ''): Value {
    if (!node || this.depth > MAX_DEPTH) return UNKNOWN;
    this.depth++;
    const value = this.lowered(node, want, dropped, name);
    this.depth--;
    return value;
  }

  // eslint-disable-next-line max-lines-per-function -- one case for each sort of expression
  protected lowered(node: AnyNode, want: Want, dropped: boolean, name: string): Value {
    switch (node.type) {
      case 'Literal':
        if (typeof node.value === 'string') return { t: 'text', text: node.value };
        if (typeof node.value === 'number') return { t: 'number', value: node.value };
        return UNKNOWN;
      case 'TemplateLiteral': {
        const of: Value[] = [];
        node.quasis.forEach((quasi, index) => {
          of.push({ t: 'text', text: quasi.value.cooked ?? '' });
          const part = node.expressions[index];
          if (part) of.push(this.expression(part, want));
        });
        return { t: 'joined', of };
      }
      case 'Identifier':
        return this.identifier(node.name, want);
      case 'MemberExpression':
        return this.member(node, want);
      case 'ChainExpression':
        return this.expression(node.expression, want, dropped, name);
      case 'ParenthesizedExpression':
        return this.expression(node.expression, want, dropped, name);
      case 'CallExpression':
      case 'NewExpression':
        return this.call(node, want, dropped);
      case 'ImportExpression': {
        const file = this.expression(node.source, want);
        if (file.t !== 'text') return UNKNOWN;
        const call = {
          fn: this.fn.id,
          callee: { t: 'global', name: 'import' } as Value,
          args: [file],
          at: this.base + node.start,
        };
        this.fn.calls.push(this.script.calls.push(call) - 1);
        return { t: 'module', file: file.text };
      }
      case 'FunctionExpression':
      case 'ArrowFunctionExpression':
        return this.closure(node as FunctionNode, want, name);
      case 'FunctionDeclaration':
        return this.closure(node as FunctionNode, want, node.id?.name ?? name);
      case 'ClassExpression':
      case 'ClassDeclaration':
        return this.klass(node, want);
      case 'ObjectExpression':
        return this.object(node, want);
      case 'ArrayExpression':
        return {
          t: 'list',
          items: node.elements.map((item) =>
            item ? this.expression(item.type === 'SpreadElement' ? item.argument : item, want) : UNKNOWN,
          ),
        };
      case 'AssignmentExpression':
        return this.assignment(node, want, dropped);
      case 'SequenceExpression': {
        const last = node.expressions.length - 1;
        let value: Value = UNKNOWN;
        node.expressions.forEach((item, index) => {
          value = this.expression(item, index === last ? want : this.now(), index !== last || dropped);
        });
        return value;
      }
      case 'ConditionalExpression':
        this.expression(node.test, this.now());
        return {
          t: 'either',
          of: [
            this.expression(node.consequent, want, dropped),
            this.expression(node.alternate, want, dropped),
          ],
        };
      case 'LogicalExpression':
        return {
          t: 'either',
          of: [this.expression(node.left, want), this.expression(node.right, want, dropped)],
        };
      case 'BinaryExpression': {
        const left = this.expression(node.left as AnyNode, want);
        const right = this.expression(node.right, want);
        return node.operator === '+' ? { t: 'joined', of: [left, right] } : UNKNOWN;
      }
      case 'AwaitExpression':
        return this.expression(node.argument, want);
      case 'YieldExpression':
        return node.argument ? this.expression(node.argument, want) : UNKNOWN;
      case 'UnaryExpression':
      case 'UpdateExpression':
      case 'SpreadElement':
        this.expression(node.argument, want, dropped);
        return node.type === 'UnaryExpression' && node.operator === 'void' ? UNKNOWN : UNKNOWN;
      case 'TaggedTemplateExpression':
        this.expression(node.tag, want);
        return UNKNOWN;
      default:
        return UNKNOWN;
    }
  }

  protected identifier(name: string, want: Want): Value {
    const id = this.lookup(name);
    if (id === null) return { t: 'global', name };
    this.wantVariable(id, want);
    return { t: 'variable', id };
  }

  protected member(node: AnyNode & { type: 'MemberExpression' }, want: Want): Value {
    const of = this.expression(node.object as AnyNode, { touch: want.touch, whole: -1 });
    const name = propertyName(node.property as AnyNode, node.computed);
    const nameFrom =
      node.computed && name === null ? this.expression(node.property as AnyNode, this.now()) : null;
    if (name === '__esModule') this.fn.interop = true;
    return this.read(of, name, nameFrom, this.base + node.property.start, want);
  }

  protected object(node: AnyNode & { type: 'ObjectExpression' }, want: Want): Value {
    const value = this.newObject(want);
    for (const item of node.properties) {
      if (item.type === 'SpreadElement') {
        this.expression(item.argument, want);
        continue;
      }
      const name = propertyName(item.key as AnyNode, item.computed);
      if (item.computed) this.expression(item.key as AnyNode, this.now());
      this.setProperty(value, name ?? '', item.value as AnyNode);
    }
    return value;
  }
  protected newObject(want: Want): Value & { t: 'object' } {
    const value: Value & { t: 'object' } = {
      t: 'object',
      id: this.script.objects.length,
      props: new Map(),
      nodes: new Map(),
    };
    this.script.objects.push(value);
    addEdge(this.script, want.whole, nodeOf(NODE.object, value.id));
    return value;
  }
  protected setProperty(object: Value & { t: 'object' }, name: string, node: AnyNode): void {
    const property = this.script.propertyNames.push(name) - 1;
    const wanted = nodeOf(NODE.property, property);
    addEdge(this.script, nodeOf(NODE.object, object.id), wanted);
    object.nodes.set(name, property);
    object.props.set(name, this.expression(node, { touch: wanted, whole: wanted }, false, name));
  }

  protected klass(node: AnyNode & { type: 'ClassExpression' | 'ClassDeclaration' }, want: Want): Value {
    this.push();
    if (node.id) this.declare(node.id.name);
    if (node.superClass) this.expression(node.superClass, want);
    const value = this.newObject({ touch: want.touch, whole: want.touch });
    addEdge(this.script, want.whole, nodeOf(NODE.object, value.id));
    for (const item of node.body.body) {
      if (item.type === 'StaticBlock') this.block(item.body);
      else if (item.value)
        this.setProperty(value, propertyName(item.key as AnyNode, item.computed) ?? '', item.value);
    }
    this.pop();
    return value;
  }

  protected assignment(
    node: AnyNode & { type: 'AssignmentExpression' },
    want: Want,
    dropped: boolean,
  ): Value {
    const { left, right } = node;
    if (left.type === 'Identifier') {
      const id = this.lookup(left.name);
      if (id !== null) {
        const mine = this.ofVariable(id);
        if (!dropped) this.wantVariable(id, want);
        const value = this.expression(right, mine, false, left.name);
        this.setVariable(id, value);
        return dropped ? value : { t: 'variable', id };
      }
      return this.write({ t: 'global', name: 'globalThis' }, left.name, right);
    }
    if (left.type === 'MemberExpression') {
      const of = this.expression(left.object as AnyNode, { touch: this.now().touch, whole: -1 });
      const name = propertyName(left.property as AnyNode, left.computed);
      if (left.computed) this.expression(left.property as AnyNode, this.now());
      if (name === '__esModule') return this.expression(right, this.now());
      return this.write(of, name ?? '', right, dropped ? NOBODY : want);
    }
    const value = this.expression(right, this.now());
    this.assignPattern(left, value, this.now());
    return value;
  }
  protected write(of: Value, name: string, right: AnyNode, want: Want = NOBODY): Value {
    const node = this.script.writes.length;
    const entry = { fn: this.fn.id, of, name, value: UNKNOWN as Value, node };
    this.script.writes.push(entry);
    const mine = { touch: nodeOf(NODE.write, node), whole: nodeOf(NODE.write, node, true) };
    addEdge(this.script, want.touch, mine.touch);
    addEdge(this.script, want.whole, mine.whole);
    entry.value = this.expression(right, mine, false, name);
    return entry.value;
  }

  protected call(
    node: AnyNode & { type: 'CallExpression' | 'NewExpression' },
    want: Want,
    dropped: boolean,
  ): Value {
    const defined = this.definedProperty(node);
    if (defined !== null) return defined;
    const calleeNode = node.callee as AnyNode;
    const last = lastName(calleeNode);
    const now = this.now();
    const waits =
      this.lazy && !dropped && want.touch !== now.touch && !AT_ONCE.test(last) && !isClosure(calleeNode);
    const inner: Want = waits ? { touch: want.touch, whole: want.touch } : now;
    const plugin = registersPlugin(node);
    const id = this.script.calls.length;
    const entry = {
      fn: this.fn.id,
      callee: UNKNOWN as Value,
      args: [] as Value[],
      at: this.base + node.start,
    };
    this.script.calls.push(entry);
    this.fn.calls.push(id);
    entry.callee = this.expression(calleeNode, { touch: inner.touch, whole: inner.touch });
    if (calleeNode.type === 'MemberExpression') entry.at = this.base + calleeNode.property.start;
    node.arguments.forEach((item, index) => {
      const wasLazy = this.lazy;
      const node = handedTo(id, index);
      addEdge(this.script, inner.touch, node);
      this.lazy = wasLazy && last === '__d' && index === 0;
      this.pendingLazy = this.lazy;
      // A module of a bundle runs when it is required, not where it is defined.
      const mine = plugin || (last === '__d' && index === 0) ? NOBODY : { touch: node, whole: node };
      entry.args.push(this.expression(item as AnyNode, mine));
      this.lazy = wasLazy;
    });
    return { t: 'result', call: id };
  }
  protected pendingLazy = false;

  /** Object.defineProperty(of, "name", { get | value }): a write. */
  // eslint-disable-next-line complexity -- one pattern of a call, checked one after another
  protected definedProperty(node: AnyNode & { type: 'CallExpression' | 'NewExpression' }): Value | null {
    if (node.type !== 'CallExpression' || lastName(node.callee as AnyNode) !== 'defineProperty') return null;
    const [of, name, how] = node.arguments;
    if (!of || name?.type !== 'Literal' || typeof name.value !== 'string') return null;
    if (how?.type !== 'ObjectExpression') return null;
    const target = this.expression(of as AnyNode, { touch: this.now().touch, whole: -1 });
    for (const item of how.properties) {
      if (item.type !== 'Property') continue;
      const key = propertyName(item.key as AnyNode, item.computed);
      if (name.value === '__esModule' || (key !== 'get' && key !== 'value')) continue;
      const written = this.write(target, name.value, item.value as AnyNode);
      const entry = this.script.writes[this.script.writes.length - 1];
      if (key === 'get' && written.t === 'function') {
        const getter = this.script.functions[written.id];
        const own = this.script.writes.findLast((write) => write.value === written) ?? entry;
        if (getter && own) own.value = { t: 'either', of: getter.returns };
      }
    }
    return target;
  }

  protected closure(node: FunctionNode, want: Want, name: string): Value {
    const outer = this.fn;
    const wasLazy = this.lazy;
    const fn = this.openFunction(
      name || node.id?.name || '',
      this.base + node.start,
      outer.id,
      node.params.length,
    );
    addEdge(this.script, want.touch, nodeOf(NODE.fn, fn.id));
    this.fn = fn;
    this.lazy = this.pendingLazy && wasLazy;
    this.pendingLazy = false;
    this.push();
    if (node.type === 'FunctionExpression' && node.id)
      this.setVariable(this.declare(node.id.name), { t: 'function', id: fn.id });
    node.params.forEach((item, index) => {
      this.declarePattern(item);
      this.assignPattern(item, { t: 'parameter', fn: fn.id, index }, this.now());
    });
    if (node.body.type === 'BlockStatement') {
      this.push();
      this.hoist(node.body.body, true);
      for (const statement of node.body.body) this.statement(statement);
      this.pop();
    } else fn.returns.push(this.expression(node.body, this.now()));
    this.pop();
    this.fn = outer;
    this.lazy = wasLazy;
    return { t: 'function', id: fn.id };
  }
}

/** Capacitor's `registerPlugin("Name", { web: … })`: what stands in for a plugin in browsers never runs in an app. */
function registersPlugin(node: AnyNode & { type: 'CallExpression' | 'NewExpression' }): boolean {
  const [name, how] = node.arguments;
  if (name?.type !== 'Literal' || typeof name.value !== 'string' || how?.type !== 'ObjectExpression')
    return false;
  return how.properties.some(
    (item) => item.type === 'Property' && propertyName(item.key as AnyNode, item.computed) === 'web',
  );
}

function isClosure(node: AnyNode): boolean {
  return node.type === 'FunctionExpression' || node.type === 'ArrowFunctionExpression';
}
function lastName(node: AnyNode): string {
  if (node.type === 'Identifier') return node.name;
  if (node.type === 'MemberExpression') return propertyName(node.property as AnyNode, node.computed) ?? '';
  if (node.type === 'ChainExpression') return lastName(node.expression);
  if (node.type === 'SequenceExpression')
    return lastName(node.expressions[node.expressions.length - 1] as AnyNode);
  return '';
}
