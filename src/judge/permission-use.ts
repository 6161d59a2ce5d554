// Whether what was seen needs a permission: needed, perhaps by what could not be seen, or by nothing. The word "unused"
// rests on the last and on there being nothing hidden. Leaves what needs which permission to needed-permissions.ts.
import type { Derivation } from '../model/rule.js';
import { neededPermissions } from './needed-permissions.js';
import { blindness } from './unknowns.js';
import { readSection } from './view.js';

export interface PermissionNeed {
  of(name: string): 'needed' | 'perhaps' | 'none';
  /** Codes of what hides code so well that nothing must be called unused. */
  hidden: readonly string[];
}

/** What can hide a use so well that "unused" must not be said of anything. */
const HIDING = new Set([
  'code-missing',
  'code-broken',
  'code-empty',
  'code-copied',
  'native-only',
  'native-methods',
  'section-partial',
  'section-missing',
  'shared-user-id',
  'reflection',
  'encrypted-strings',
  'packed',
  'code-outside',
  'code-hidden-part',
  'dynamic-loading',
  'missing-splits',
  'components-missing',
  'hidden-dex',
]);

const SHARED_FILES =
  /^android\.permission\.(?:(?:READ|WRITE|MANAGE)_EXTERNAL_STORAGE|READ_MEDIA_\w+|ACCESS_MEDIA_LOCATION)$/;
const ROWS =
  /^android\.permission\.(?:(?:READ|WRITE)_(?:CONTACTS|CALENDAR|CALL_LOG)|READ_SMS|GET_ACCOUNTS|READ_CELL_BROADCASTS)$/;
/** What is asked for and could not be worked out may rest on these. */
const PERHAPS: Readonly<Record<string, readonly RegExp[]>> = {
  'asked-address': [ROWS, SHARED_FILES],
  'asked-provider-call': [ROWS, SHARED_FILES],
  'asked-command': [ROWS, SHARED_FILES],
  'asked-page': [/^android\.permission\.(?:CAMERA|RECORD_AUDIO)$/],
  'asked-library': [/./],
  'asked-call': [/./],
  'asked-binder': [/./],
  'asked-foreign-code': [/./],
};
/** What native code reaches past the framework. */
const NATIVE = [
  SHARED_FILES,
  /^android\.permission\.(?:CAMERA|RECORD_AUDIO|BODY_SENSORS|ACTIVITY_RECOGNITION)/,
];

export const permissionUse: Derivation<PermissionNeed> = {
  name: 'permission use',
  reads: ['manifest', 'code', 'native', 'files'],
  byType: true,
  compute(view) {
    const needed = view.get(neededPermissions);
    const { unknowns } = view.get(blindness);
    const hasNative = (readSection(view.facts, 'native')?.libraries.length ?? 0) > 0;
    const perhaps = [...unknowns.flatMap(({ code }) => PERHAPS[code] ?? []), ...(hasNative ? NATIVE : [])];
    return {
      of: (name) =>
        needed.has(name) ? 'needed' : perhaps.some((names) => names.test(name)) ? 'perhaps' : 'none',
      hidden: unknowns.map(({ code }) => code).filter((code) => HIDING.has(code)),
    };
  },
};
