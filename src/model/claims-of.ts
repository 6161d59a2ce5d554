// What an SDK takes, by who says so: measured on its own code, told by its vendor, or claimed by others.
// Leaves the words around it to explain and the pages.
import type { Sdk } from './catalogue.js';

export interface ClaimsOfSdk {
  measured: NonNullable<Sdk['measured']>;
  byVendor: Sdk['takes'];
  byOthers: Sdk['takes'];
}

/** A source that begins with "vendor" and names an address is the vendor's own page. */
const VENDOR_PAGE = /^vendor\b.*\b[\w-]+\.(?:com|cn|net|org|io|dev|ru|eu)\b/;

export function claimsOf(sdk: Sdk): ClaimsOfSdk {
  const isVendors = ({ source }: Sdk['takes'][number]): boolean => VENDOR_PAGE.test(source);
  return {
    measured: sdk.measured ?? [],
    byVendor: sdk.takes.filter(isVendors),
    byOthers: sdk.takes.filter((take) => !isVendors(take)),
  };
}
