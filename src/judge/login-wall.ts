// Whether a form on the first screen seems required before anything can be used: no screen of the app is reached from the
// launcher's but through it, and nothing on it says "skip" or "guest". Says only that it seems so, or that it cannot be
// told: what code decides at run time is not seen. Leaves which form stands where to forms.ts.
import type { Derivation } from '../model/rule.js';
import { descriptorOf } from '../model/watch-id.js';
import { holdsAny, readyText, termOf } from './lexicon-terms.js';
import { readSection } from './view.js';

export interface Walls {
  /** @param cls the class that shows the form, @param layout the file it is in */
  seemsRequired(cls: string, layout: string): boolean;
}

export const walls: Derivation<Walls> = {
  name: 'walls',
  reads: ['manifest', 'code', 'resources'],
  compute(view) {
    const components = readSection(view.facts, 'manifest')?.components ?? [];
    const starts = readSection(view.facts, 'code')?.screenStarts ?? [];
    const texts = readSection(view.facts, 'resources')?.formTexts ?? [];
    const skips = (view.catalogue.forms?.signs.skip ?? []).map(termOf);
    const screens = new Set(
      components.filter(({ type }) => type === 'activity').map(({ name }) => descriptorOf(name)),
    );
    const launchers = components
      .filter(({ isLauncher }) => isLauncher)
      .map(({ name, targetActivity }) => descriptorOf(targetActivity ?? name));
    // Another class than a screen may start screens for every screen.
    const strange = starts.some(({ from }) => !screens.has(from));
    const reach = (from: string, without: string | null): Set<string> => {
      const found = new Set(from === without ? [] : [from]);
      for (const one of found)
        for (const { from: by, to } of starts) if (by === one && to !== without) found.add(to);
      return found;
    };
    return {
      seemsRequired(cls, layout) {
        const screen = cls.replace(/\$.*;$/, ';');
        const [launcher] = launchers;
        if (launchers.length !== 1 || launcher === undefined || strange || !screens.has(screen)) return false;
        if (!reach(launcher, null).has(screen)) return false;
        const behind = reach(screen, null);
        behind.delete(screen);
        behind.delete(launcher);
        if (behind.size === 0) return false;
        const free = reach(launcher, screen);
        free.delete(launcher);
        if (free.size > 0) return false;
        const said = texts.find((one) => one.layout === layout)?.texts ?? [];
        return !said.some((text) => holdsAny(skips, readyText(text)));
      },
    };
  },
};
