// permission: the manifest asks for one that a supported version can grant. Says nothing about use; see permission-unused and obtains for that.
import type { Condition } from '../../model/rule.js';
import { attribution } from '../../judge/attribution.js';
import { declared, type DeclaredPermission } from '../../judge/declared.js';
import { NEWEST_API } from '../../judge/holding.js';
import {
  boolean,
  closed,
  declaredEvidence,
  either,
  fits,
  hitOrClear,
  integer,
  listOf,
  oneOrMore,
  sentence,
  strings,
  string,
  wordList,
} from './support.js';

interface Value {
  name?: string | string[]; // "prefix*" allowed
  class?: string[]; // dangerous, special, …
  opens?: string[]; // data kinds
  source?: string[];
  flags?: string[]; // has all of them
  without?: string[]; // has none of these flags
  limited?: boolean; // maxSdkVersion below today's Android
  atLeast?: number; // distinct names
}

export const permission: Condition<string | Value> = {
  name: 'permission',
  reads: ['manifest'],
  schema: {
    anyOf: [
      string,
      closed({
        name: oneOrMore,
        class: strings,
        opens: strings,
        source: wordList('declared', 'sdk-23', 'implied'),
        flags: strings,
        without: strings,
        limited: boolean,
        atLeast: integer,
      }),
    ],
  },
  explain(value) {
    const v = valueOf(value);
    const names = either(listOf(v.name));
    return sentence(
      v.atLeast !== undefined
        ? {
            en: `the manifest asks for at least ${v.atLeast} permissions`,
            zh: `清单申请了至少 ${v.atLeast} 项权限`,
          }
        : { en: 'the manifest asks for a permission', zh: '清单申请了权限' },
      v.name !== undefined && { en: `named ${names.en}`, zh: `${names.zh}` },
      v.class && { en: `of class ${either(v.class).en}`, zh: `（类别${either(v.class).zh}）` },
      v.opens && { en: `that opens ${either(v.opens).en}`, zh: `（可取得${either(v.opens).zh}）` },
      v.source && { en: `(source ${v.source.join(', ')})`, zh: `（来源 ${v.source.join('、')}）` },
      v.flags && { en: `with the flag ${either(v.flags).en}`, zh: `（带标志${either(v.flags).zh}）` },
      v.without && {
        en: `without the flag ${either(v.without).en}`,
        zh: `（不带标志${either(v.without).zh}）`,
      },
      v.limited !== undefined && {
        en: v.limited ? 'limited to older Android versions' : 'with no upper Android version',
        zh: v.limited ? '（仅限旧版 Android）' : '（未限定最高 Android 版本）',
      },
    );
  },
  match(value, view) {
    const v = valueOf(value);
    const app = view.get(attribution).app;
    const found = view.get(declared).filter((item) => item.effective && fitsValue(item, v));
    if (new Set(found.map(({ use }) => use.name)).size < (v.atLeast ?? 1)) return { is: 'clear' };
    return hitOrClear(found.map(({ use }) => declaredEvidence(`permission:${use.name}`, app, use.place)));
  },
};

function valueOf(value: string | Value): Value {
  return typeof value === 'string' ? { name: value } : value;
}

// eslint-disable-next-line complexity -- one line for each word of the condition
function fitsValue({ use, info, kinds }: DeclaredPermission, v: Value): boolean {
  if (v.name !== undefined && !fits(use.name, listOf(v.name))) return false;
  if (v.class && !(info && v.class.includes(info.class))) return false;
  if (v.opens && !v.opens.some((kind) => kinds.includes(kind))) return false;
  if (v.source && !v.source.includes(use.source)) return false;
  if (v.flags && !v.flags.every((flag) => use.flags.includes(flag))) return false;
  if (v.without && v.without.some((flag) => use.flags.includes(flag))) return false;
  const limited = use.maxSdk !== null && use.maxSdk < NEWEST_API;
  return v.limited === undefined || v.limited === limited;
}
