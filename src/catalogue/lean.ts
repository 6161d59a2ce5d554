// A catalogue without what only explanations need (notes, sources, references), so that scans parse less.
// Pure; explain and docs load the full one.
import type { Catalogue, Route } from '../model/catalogue.js';

/** Copies the catalogue, leaving out the parts that no judgement reads. */
export function leanCatalogue(catalogue: Catalogue): Catalogue {
  return {
    ...catalogue,
    kinds: catalogue.kinds.map((kind) => {
      const { unknownRoutes: _unknownRoutes, permissionless: _permissionless, ...rest } = kind;
      return { ...rest, references: [], routes: kind.routes.map(leanRoute) };
    }),
    sdks: catalogue.sdks.map((sdk) => {
      const { website: _website, references: _references, ...rest } = sdk;
      return { ...rest, signals: sdk.signals.map(({ sources: _sources, ...signal }) => signal) };
    }),
    permissions: catalogue.permissions.map(({ sources: _sources, ...info }) => info),
    frameworks: catalogue.frameworks.map(({ sources: _sources, ...framework }) => framework),
  };
}

function leanRoute(route: Route): Route {
  const { note: _note, sources: _sources, ...rest } = route;
  if (rest.permissions !== undefined) {
    rest.permissions = rest.permissions.map(({ basis: _basis, ...range }) => range);
  }
  return rest;
}
