// The words of the rule language, one file each; a rule's schema and its explanation are built from this list.
import type { Condition, Expression } from '../../model/rule.js';
import { accessibility } from './accessibility.js';
import { appType } from './app-type.js';
import { application } from './application.js';
import { calls, watchesOfCalls } from './calls.js';
import { component } from './component.js';
import { definedPermission } from './defined-permission.js';
import { diagnostic } from './diagnostic.js';
import { exposes } from './exposes.js';
import { hidden } from './hidden.js';
import { host } from './host.js';
import { networkTrust } from './network-trust.js';
import { observer } from './observer.js';
import { obtains } from './obtains.js';
import { permissionUnknown } from './permission-unknown.js';
import { permissionUnused } from './permission-unused.js';
import { permission } from './permission.js';
import { queries } from './queries.js';
import { request } from './request.js';
import { sdk } from './sdk.js';
import { sends } from './sends.js';
import { targetSdk } from './target-sdk.js';
import { together } from './together.js';

/** In the order in which the language is explained. A condition's value is checked against its schema before it runs. */
export const CONDITIONS: readonly Condition[] = [
  obtains,
  together,
  sends,
  exposes,
  observer,
  permission,
  permissionUnused,
  permissionUnknown,
  request,
  calls,
  component,
  accessibility,
  application,
  networkTrust,
  queries,
  definedPermission,
  targetSdk,
  sdk,
  host,
  hidden,
  diagnostic,
  appType,
] as readonly Condition<never>[] as readonly Condition[];

export const conditions: ReadonlyMap<string, Condition> = new Map(
  CONDITIONS.map((item) => [item.name, item]),
);

/** JSON Schema of an expression, assembled from the conditions' own schemas. */
export function expressionSchema(): object {
  const expression = { $ref: '#/$defs/expression' };
  const list = { type: 'array', items: expression, minItems: 1 };
  const one = (name: string, value: object): object => ({
    type: 'object',
    additionalProperties: false,
    required: [name],
    properties: { [name]: value },
  });
  return {
    ...expression,
    $defs: {
      expression: {
        anyOf: [
          ...['all', 'any', 'none'].map((name) => one(name, list)),
          ...CONDITIONS.map(({ name, schema }) => one(name, schema)),
        ],
      },
    },
  };
}

/** Watch ids that the conditions of an expression need in the facts, besides what the catalogue's routes ask for. */
export function watchesOfExpression(expression: Expression): string[] {
  const [key] = Object.keys(expression);
  const value = (expression as Record<string, unknown>)[key ?? ''];
  if (key === 'all' || key === 'any' || key === 'none')
    return (value as Expression[]).flatMap(watchesOfExpression);
  return key === calls.name ? watchesOfCalls(value as Parameters<typeof watchesOfCalls>[0]) : [];
}
