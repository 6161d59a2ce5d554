// Whether a package name is of the vendor whose app this is: Baidu's location code in Baidu's own map is the app's own,
// and no third party's. Leaves what SDKs are to sdks.ts and whose code a class is to attribution.ts.
import type { Catalogue } from '../model/catalogue.js';
import { perCatalogue } from './per-catalogue.js';
import { isSharedRoot } from './own-packages.js';
import { PrefixTable } from './prefixes.js';

/** Tells of a dotted prefix whether the app's own vendor owns it. */
export function firstPartyTest(own: string, catalogue: Catalogue): (prefix: string) => boolean {
  if (!own.includes('.')) return () => false;
  const vendor = vendorsOf(catalogue).longest(own)?.value ?? null;
  // A name below a shared root, as hosts of code and makers of apps hand them out, is no name of the vendor.
  const isAbove = (prefix: string): boolean =>
    (own === prefix || own.startsWith(`${prefix}.`)) && !isSharedRoot(prefix);
  if (vendor === null) return isAbove;
  return (prefix) => isAbove(prefix) || vendorsOf(catalogue).longest(prefix)?.value === vendor;
}

const vendorsOf = perCatalogue((catalogue: Catalogue) => {
  const table = new PrefixTable<string>();
  for (const { prefix, vendor } of catalogue.vendorPrefixes) table.add(prefix, vendor);
  return table;
});
