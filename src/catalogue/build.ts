// The product's own rules folder, read, compiled and checked as a whole. Leaves writing the result to the build step.
import type { Catalogue, Watchlist } from '../model/catalogue.js';
import { checkExamples } from './check-examples.js';
import { checkReferences } from './check.js';
import { checkRules } from './check-rules.js';
import { compileCatalogue } from './compile.js';
import { compareComplaints, type Complaint } from './complaint.js';
import { expandGroups } from './groups.js';
import { readRules } from './read-rules.js';
import { compileWatchlist } from './watchlist.js';

/** Every fault of a folder that is whole by itself, and every example that comes out otherwise than it says. */
export function checkWhole(root: string): Complaint[] {
  const { catalogue, complaints } = buildCatalogue(root);
  if (complaints.length > 0) return complaints;
  const wrong: Complaint[] = [];
  const complain = (complaint: Complaint): void => void wrong.push(complaint);
  checkExamples(readRules(root, 'rules', complain), expandGroups(catalogue), complain);
  return wrong.sort(compareComplaints);
}

export interface Built {
  catalogue: Catalogue;
  watchlist: Watchlist;
  complaints: Complaint[];
}

/** Groups stay unexpanded ("@name") in the result; load.ts expands them. Use it only when there are no complaints. */
export function buildCatalogue(root: string): Built {
  const complaints: Complaint[] = [];
  const complain = (complaint: Complaint): void => void complaints.push(complaint);
  const folder = readRules(root, 'rules', complain);
  const catalogue = compileCatalogue(folder, null, complain);
  checkReferences(folder, catalogue, complain);
  checkRules(folder, catalogue, complain);
  return {
    catalogue,
    watchlist: compileWatchlist(catalogue),
    complaints: complaints.sort(compareComplaints),
  };
}
