// Which app type a judgement is made against: the one the user names, or one inferred (infer-type.ts), or none.
import type { AppFacts } from '../model/facts.js';
import type { AppType, Catalogue } from '../model/catalogue.js';
import type { TypeChoice } from '../model/rule.js';
import { UserError } from '../model/user-error.js';
import { nearestNames } from '../model/nearest.js';
import { inferType } from './infer-type.js';
import { UNKNOWN_TYPE, createView } from './view.js';

export { inferType };

/**
 * The type to judge by. `given` is an id, a number of the 2021 rule, a name in either language, several of these joined
 * by "+" or ",", or "unknown". Without it the type is inferred.
 * @throws UserError "type/unknown" with the nearest valid names
 */
export function chooseType(facts: AppFacts, catalogue: Catalogue, given?: string | null): TypeChoice {
  if (given !== undefined && given !== null && given.trim() !== '') return givenType(catalogue, given);
  return inferType(createView(facts, catalogue, UNKNOWN_TYPE));
}

/** The choice for types named by the user. */
export function givenType(
  catalogue: Catalogue,
  given: string,
  source: 'given' | 'list' = 'given',
): TypeChoice {
  const names = given
    .split(/[+,，、]/)
    .map((name) => name.trim())
    .filter((name) => name !== '');
  if (names.length === 1 && names[0]!.toLowerCase() === 'unknown') return { ...UNKNOWN_TYPE, source };
  const types = [...new Set(names.map((name) => typeNamed(catalogue, name)))];
  return {
    id: types.map((type) => type.id).join('+'),
    source,
    confidence: 1,
    types,
    because: [],
    runnerUp: null,
  };
}

function typeNamed(catalogue: Catalogue, name: string): AppType {
  const wanted = fold(name);
  const found = catalogue.types.find(
    (type) =>
      type.id === wanted ||
      (type.number !== undefined && String(type.number) === wanted) ||
      fold(type.name.en) === wanted ||
      type.name.zh === name ||
      type.name.zh.replace(/类$/, '') === name.replace(/类$/, ''),
  );
  if (found) return found;
  const near = nearestNames(
    wanted,
    catalogue.types.map((type) => type.id),
  );
  const hint =
    near.length > 0
      ? { en: `did you mean ${near.join(', ')}?`, zh: `是否指 ${near.join('、')}？` }
      : {
          en: 'list them with: overreach rules list app-types',
          zh: '可用 overreach rules list app-types 列出',
        };
  throw new UserError(
    'type/unknown',
    { en: `no app type is called "${name}"`, zh: `不存在名为“${name}”的应用类型` },
    hint,
  );
}

function fold(name: string): string {
  return name
    .toLowerCase()
    .trim()
    .replace(/[\s_]+/g, '-');
}
