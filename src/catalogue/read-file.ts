// One YAML file of rules/ against its schema: the value, and the line of every path in it for complaints.
// Leaves folders to read-rules.ts and references between files to check.ts.
import type { TSchema } from 'typebox';
import { Value } from 'typebox/value';
import { LineCounter, isAlias, isCollection, isMap, isNode, isPair, parseDocument, visit } from 'yaml';
import type { Text } from '../model/catalogue.js';
import type { Complain } from './complaint.js';
import { schemaFault, yamlFault } from './schema-words.js';

/** Faults looked at in one file: finding the line of each takes a walk down the document. */
const MOST_FAULTS = 100;

/** A file that fits its schema. `lineOf` gives the 1-based line of a path such as ['routes', 3]. */
export interface RuleSource<T> {
  file: string;
  value: T;
  lineOf(path: readonly (string | number)[]): number;
}

/** Reads YAML (core schema, no anchors) and checks it; faults go to `complain` and the result is then null. */
export function readSource<T>(
  file: string,
  text: string,
  schema: TSchema,
  complain: Complain,
): RuleSource<T> | null {
  const lines = new LineCounter();
  const document = parseDocument(text, { lineCounter: lines, schema: 'core', uniqueKeys: true });
  if (document.errors.length > 0) {
    for (const error of document.errors.slice(0, MOST_FAULTS)) {
      const line = error.linePos?.[0].line ?? lines.linePos(error.pos[0]).line;
      const message = firstLine(error.message);
      complain({
        file,
        line,
        cause: { en: `not valid YAML: ${message}`, zh: `YAML 语法错误：${yamlFault(error.code, message)}` },
      });
    }
    return null;
  }
  const alias = firstAlias(document);
  if (alias !== null) {
    complain({
      file,
      line: lines.linePos(alias).line,
      cause: {
        en: 'aliases (*name) are not read here; write the value out',
        zh: '此处不支持别名（*name）；请直接写出内容',
      },
    });
    return null;
  }
  const lineOf = (path: readonly (string | number)[]): number => {
    let start = 0;
    let node: unknown = document.contents;
    for (const key of path) {
      if (!isCollection(node)) break;
      if (isMap(node)) {
        const pair = node.items.find(
          (item) => isPair(item) && isNode(item.key) && String(item.key) === String(key),
        );
        if (pair === undefined) break;
        if (isNode(pair.key) && pair.key.range) start = pair.key.range[0];
        node = pair.value;
      } else {
        node = node.get(Number(key), true);
        if (isNode(node) && node.range) start = node.range[0];
      }
    }
    return lines.linePos(start).line;
  };
  const value: unknown = document.toJS({ maxAliasCount: 0 });
  if (Value.Check(schema, value)) return { file, value: value as T, lineOf };
  for (const fault of faultsOf(schema, value).slice(0, MOST_FAULTS)) {
    complain({ file, line: lineOf(fault.path), cause: fault.cause });
  }
  return null;
}

/** Where the first alias stands: what it stands for may be itself, or itself a thousand times. */
function firstAlias(document: ReturnType<typeof parseDocument>): number | null {
  let at: number | null = null;
  visit(document, (_, node) => {
    if (!isAlias(node)) return undefined;
    at = node.range?.[0] ?? 0;
    return visit.BREAK;
  });
  return at;
}

/** Schema errors in words, one or more per path, the alternatives of a union joined; none when the value fits. */
// eslint-disable-next-line complexity -- each keyword of a schema has its own words
export function faultsOf(schema: TSchema, value: unknown): { path: string[]; cause: Text }[] {
  const byPath: Entries = new Map();
  for (const error of Value.Errors(schema, value)) {
    const entry = entryFor(byPath, error.instancePath);
    const params = error.params as Record<string, unknown>;
    if (error.keyword === 'additionalProperties') {
      for (const name of params.additionalProperties as string[]) {
        const pointer = `${error.instancePath}/${name.replaceAll('~', '~0').replaceAll('/', '~1')}`;
        entryFor(byPath, pointer).causes.push({ en: `unknown field "${name}"`, zh: `未知字段“${name}”` });
      }
    } else if (error.keyword === 'required') {
      for (const name of params.requiredProperties as string[]) {
        entry.causes.push({ en: `field "${name}" is missing`, zh: `缺少字段“${name}”` });
      }
    } else if (error.keyword === 'enum') {
      entry.allowed.push(...(params.allowedValues as unknown[]).map(String));
    } else if (error.keyword === 'const') {
      entry.allowed.push(String(params.allowedValue));
    } else if (error.keyword !== 'boolean' && error.keyword !== 'anyOf') {
      // Each alternative of a union complains; a reader needs it once.
      if (!entry.causes.some(({ en }) => en === error.message))
        entry.causes.push({ en: error.message, zh: schemaFault(error.keyword, params, error.message) });
    }
  }
  const faults: { path: string[]; cause: Text }[] = [];
  for (const { path, causes, allowed } of byPath.values()) {
    if (allowed.length > 0) {
      const values = allowed.join(', ');
      causes.push({ en: `must be one of: ${values}`, zh: `必须是以下之一：${values}` });
    }
    const at = path.join('.');
    for (const cause of causes) {
      faults.push({
        path,
        cause: path.length > 0 ? { en: `${cause.en} (at ${at})`, zh: `${cause.zh}（位于 ${at}）` } : cause,
      });
    }
  }
  if (faults.length > 0 || Value.Check(schema, value)) return faults;
  return [{ path: [], cause: { en: 'does not fit the schema of its folder', zh: '不符合所在目录的格式' } }];
}

interface Entry {
  path: string[];
  causes: Text[];
  allowed: string[];
}
type Entries = Map<string, Entry>;
function entryFor(byPath: Entries, pointer: string): Entry {
  let entry = byPath.get(pointer);
  if (entry === undefined) {
    const parts = pointer.split('/').slice(1);
    entry = {
      path: parts.map((part) => part.replaceAll('~1', '/').replaceAll('~0', '~')),
      causes: [],
      allowed: [],
    };
    byPath.set(pointer, entry);
  }
  return entry;
}

function firstLine(text: string): string {
  return text.split('\n', 1)[0] ?? text;
}
