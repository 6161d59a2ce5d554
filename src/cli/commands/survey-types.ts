// The types that an auditor's list names, resolved by the one parser of types. Leaves problems to the plan of the survey.
import { givenType } from '../../judge/choose-type.js';
import type { Catalogue } from '../../model/catalogue.js';
import { UserError } from '../../model/user-error.js';
import type { ResolveType } from '../../survey/plan.js';
import { nearestType } from '../product.js';

export const typeResolver =
  (catalogue: Catalogue): ResolveType =>
  (said) => {
    try {
      return { type: givenType(catalogue, said).id };
    } catch (error) {
      if (!(error instanceof UserError)) throw error;
      return { unknown: said, near: nearestType(said, catalogue) };
    }
  };
