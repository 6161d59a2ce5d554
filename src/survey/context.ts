// What a count needs to know of the catalogue: scale of stars, names of groups and of types, versions. Pure; leaves the
// list, the title and the problems to whoever publishes.
import type { Catalogue, Text } from '../model/catalogue.js';
import type { SurveyReport } from '../model/survey.js';
import type { SurveyContext } from './aggregate.js';

export const catalogueContext = (
  catalogue: Catalogue,
  toolVersion: string,
): Pick<SurveyContext, 'stars' | 'headlines' | 'types'> & { tool: SurveyReport['tool'] } => ({
  stars: catalogue.scoring.stars,
  headlines: Object.fromEntries((catalogue.headlines ?? []).map((h) => [h.id, h.name])) as Record<
    string,
    Text
  >,
  types: Object.fromEntries(catalogue.types.map((t) => [t.id, t.name])),
  tool: { name: 'overreach', version: toolVersion, rules: catalogue.version },
});
