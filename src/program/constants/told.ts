// How constants are told: arguments as facts carry them, names of permissions, watched members by class and name. Leaves
// finding constants to arguments.ts.
import type { Watchlist } from '../../model/catalogue.js';
import type { Hierarchy } from '../hierarchy.js';
import { methodParameters } from '../program.js';
import type { CallSeen } from './evaluate.js';
import { constantText } from './values.js';

/** Watch ids by class and name, whatever the overload. */
export function indexMembers(watch: Watchlist): Map<string, string[]> {
  const found = new Map<string, string[]>();
  for (const { id, class: cls, name } of [...watch.reflections, ...watch.methods, ...watch.fields]) {
    const key = `${cls}->${name}`;
    const known = found.get(key);
    if (known) known.push(id);
    else found.set(key, [id]);
  }
  return found;
}

/** "field:Landroid/Manifest$permission;->CAMERA" is android.permission.CAMERA. */
export function permissionName(item: string): string {
  const field = /^field:Landroid\/Manifest\$permission;->(\w+)$/.exec(item);
  return field ? `android.permission.${field[1]!}` : item;
}

export function argumentsOf(h: Hierarchy, call: CallSeen, wanted: readonly number[]): (string | null)[] {
  const types = methodParameters(h.program, call.target);
  const first = call.args.length - types.length;
  return wanted.map((position) => constantText(call.args[first + position] ?? null));
}
