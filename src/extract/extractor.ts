// What an extractor is: one section of the facts from an opened package. Leaves the order and assembly to index.ts.
import type { Note } from '../model/place.js';
import type { Section, SectionName, Sections } from '../model/facts.js';
import type { Watchlist } from '../model/catalogue.js';
import type { Package } from '../package/package.js';
import type { Limits } from '../bytes/limits.js';

export interface ExtractContext {
  pkg: Package;
  watch: Watchlist;
  limits: Limits;
  note: Note;
  /** Sections already extracted (manifest and resources come before code, which needs components and layouts). */
  done: Partial<{ [K in SectionName]: Section<Sections[K]> }>;
}
export interface Extractor<K extends SectionName> {
  section: K;
  version: number; // raise on any change of output; part of the cache key
  extract(context: ExtractContext): Section<Sections[K]>;
}
