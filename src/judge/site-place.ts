// Where in the package a use of a method stands, as evidence cites it. Leaves finding it to whoever cites.
import type { CodeSite } from '../model/facts.js';
import type { Place } from '../model/place.js';

/** @param offset of the use in the method's code; absent for the method as a whole */
export function sitePlace(site: CodeSite | undefined, offset?: number): Place {
  return {
    entry: site?.entry ?? '',
    ...(site ? { symbol: `${site.class}->${site.method}` } : {}),
    ...(offset === undefined ? {} : { offset }),
    ...(site?.renamed === undefined ? {} : { renamed: site.renamed }),
  };
}
