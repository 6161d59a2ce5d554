// Every page that is generated from the catalogue, by path below docs/. Pure; the docs command writes them.
// Leaves pages of rules, commands, layers and diagnostics to their owners.
import type { Catalogue } from '../../model/catalogue.js';
import { coveragePage } from './coverage.js';
import { kindPages } from './kinds.js';
import type { Pages } from './markdown.js';
import { platformPages } from './platform.js';
import { schemaPages } from './schemas.js';
import { sdkPages } from './sdks.js';
import { typePages } from './types.js';

/** @param catalogue the full one (loadFullCatalogue), with notes and sources */
export function generateCatalogueDocs(catalogue: Catalogue): Pages {
  return {
    ...kindPages(catalogue),
    ...sdkPages(catalogue),
    ...typePages(catalogue),
    ...platformPages(catalogue),
    'coverage.md': coveragePage(catalogue),
    ...schemaPages(),
  };
}
