// Types of page.js.
import type { OwnRow } from './own-builds.js';
import type { Figures } from './score.js';
import type { Wrapped } from './wrapped.js';

export interface Groups {
  /** The same packages when first judged and now. */
  fresh?: { first: FirstFigures; now: Figures };
  wrapped?: Wrapped;
  own?: OwnRow[];
}
export type FirstFigures = Pick<Figures, 'headline' | 'claims' | 'recall' | 'verdicts'> & { when: string };
export function pageOf(figures: Figures, language: 'en' | 'zh', groups?: Groups): string;
