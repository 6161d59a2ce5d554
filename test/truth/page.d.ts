// Types of page.js.
import type { Figures } from './score.js';
export function pageOf(figures: Figures, language: 'en' | 'zh'): string;
