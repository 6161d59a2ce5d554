// One condition asked of small facts: what the engine would answer, sections that were not read included.
// Leaves the small facts and catalogues to judging.ts.
import type { AppType, Catalogue } from '../../src/model/catalogue.js';
import type { AppFacts, FileFacts, NativeFacts, ResourceFacts, SectionName } from '../../src/model/facts.js';
import type { Evidence, Match } from '../../src/model/rule.js';
import { conditions } from '../../src/checks/conditions/index.js';
import { withGaps } from '../../src/checks/example-facts.js';
import { matchExpression } from '../../src/checks/expression.js';
import { UNKNOWN_TYPE, createView } from '../../src/judge/view.js';
import { catalogue, facts } from './judging.js';

export interface Input extends NonNullable<Parameters<typeof facts>[0]> {
  resources?: Partial<ResourceFacts>;
  native?: NativeFacts['libraries'];
  files?: Partial<FileFacts>;
  diagnostics?: AppFacts['diagnostics'];
}
export interface Setting {
  catalogue?: Partial<Catalogue>;
  types?: AppType[];
  missing?: SectionName[];
  partial?: SectionName[];
}

function factsOf({ resources, native, files, diagnostics, ...rest }: Input): AppFacts {
  const base = facts(rest);
  const valueOf = <T>(section: { state: string; value?: T }): T => section.value as T;
  return {
    ...base,
    resources: { state: 'complete', value: { ...valueOf(base.resources), ...resources } },
    native: { state: 'complete', value: { libraries: native ?? [] } },
    files: { state: 'complete', value: { ...valueOf(base.files), ...files } },
    diagnostics: diagnostics ?? [],
  };
}

/** What the condition `name` with `value` says of a package. Without types the app's type is unknown. */
export function matchOf(name: string, value: unknown, input: Input = {}, setting: Setting = {}): Match {
  const { types = [], missing = [], partial = [] } = setting;
  const type = types.length === 0 ? UNKNOWN_TYPE : { ...UNKNOWN_TYPE, id: types[0]!.id, types };
  const seen = withGaps(factsOf(input), missing, partial);
  return matchExpression(
    { [name]: value },
    createView(seen, catalogue(setting.catalogue ?? {}), type),
    conditions,
  );
}

/** Only the word: hit, clear or unknown. */
export const answer = (...asked: Parameters<typeof matchOf>): Match['is'] => matchOf(...asked).is;

/** The evidence of a hit; anything else is an error of the test. */
export function evidenceOf(...asked: Parameters<typeof matchOf>): Evidence[] {
  const match = matchOf(...asked);
  if (match.is !== 'hit') throw new Error(`no hit but ${JSON.stringify(match)}`);
  return match.evidence;
}
