// The auditor's list of apps as --types names it, and the types it names, resolved by the one parser of types. Leaves
// problems to the plan of the survey.
import { readPlainFile } from '../../catalogue/plain-file.js';
import { givenType } from '../../judge/choose-type.js';
import type { Catalogue } from '../../model/catalogue.js';
import { UserError } from '../../model/user-error.js';
import { readAppList } from '../../survey/app-list.js';
import type { AppList } from '../../survey/app-list.js';
import type { ResolveType } from '../../survey/plan.js';
import type { Args } from '../command.js';
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

/** The list that --types names; null when none is named. @throws UserError when it cannot be read */
export function readList(args: Args): AppList | null {
  const file = args.text('types');
  if (file === null) return null;
  try {
    return readAppList(readPlainFile(file));
  } catch (error) {
    const reason = (error as NodeJS.ErrnoException).code ?? String(error);
    throw new UserError('survey/no-list', {
      en: `cannot read the list ${file} (${reason})`,
      zh: `无法读取清单 ${file}（${reason}）`,
    });
  }
}
