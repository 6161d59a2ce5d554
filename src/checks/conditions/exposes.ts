// exposes: data taken in code that another app can start, because its component is exported and guarded by nothing.
import type { Condition } from '../../model/rule.js';
import { descriptorOf } from '../../model/watch-id.js';
import { readSection } from '../../judge/view.js';
import { takingsFor } from './obtains.js';
import { closed, either, hitOrClear, integer, sentence, strings, wordList } from './support.js';
import { classOf } from '../../judge/prefixes.js';

interface Value {
  data?: string[];
  type?: string[];
  sensitivity?: number;
}

export const exposes: Condition<Value> = {
  name: 'exposes',
  reads: ['manifest', 'code'],
  schema: closed({
    data: strings,
    type: wordList('activity', 'service', 'receiver', 'provider'),
    sensitivity: integer,
  }),
  explain: (v) =>
    sentence(
      v.data ? either(v.data) : { en: 'personal data', zh: '个人数据' },
      v.sensitivity !== undefined && {
        en: `of sensitivity ${v.sensitivity} or more`,
        zh: `（敏感度不低于 ${v.sensitivity}）`,
      },
      {
        en: `is taken in code of an exported, unguarded ${v.type?.join(' or ') ?? 'component'}`,
        zh: `在对外开放且无权限保护的${v.type?.join('/') ?? '组件'}代码中被取得`,
      },
    ),
  match(v, view) {
    const open = new Set(
      (readSection(view.facts, 'manifest')?.components ?? [])
        .filter(
          (c) =>
            c.enabled && c.exported && !c.isLauncher && (v.type === undefined || v.type.includes(c.type)),
        )
        .filter((c) => c.permission === null && c.readPermission === null)
        .map((c) => descriptorOf(c.name)),
    );
    const { data, sensitivity } = v;
    const wanted = { ...(data ? { data } : {}), ...(sensitivity === undefined ? {} : { sensitivity }) };
    const { hits } = takingsFor({ ...wanted, rung: 'reachable' }, view);
    return hitOrClear(
      hits
        .filter(({ evidence }) => {
          const classes = [...(evidence.path?.slice(0, 1) ?? []), evidence.place.symbol ?? ''].map(classOf);
          return classes.some((name) => open.has(name.replace(/\$.*;$/, ';')));
        })
        .map((taking) => taking.evidence),
    );
  },
};
