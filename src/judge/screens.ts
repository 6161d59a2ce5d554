// The screenshot case as a conduct: an image watcher, graded by what it does with what it learns: knows, reads, keeps a
// copy, keeps watching in the background, sends. Watching while a gallery, editor or picker is open is not the case.
// Leaves finding watchers to extraction, single calls (projection, PixelCopy, shell) to the catalogue's routes.
import type { ImageObserver } from '../model/facts.js';
import type { Derivation } from '../model/rule.js';
import { readSection } from './view.js';

/** Steps of the conduct in rising order; a route names one as its `pattern`. */
export const SCREEN_PATTERNS = [
  'screenshot-noticed',
  'screenshot-noticed-in-background',
  'screenshot-read',
  'screenshot-copied',
  'screenshot-copied-in-background',
  'screenshot-sent',
  'screenshot-sent-in-background',
  'new-images-copied-in-background',
  'new-images-sent-in-background',
] as const;
export type ScreenPattern = (typeof SCREEN_PATTERNS)[number];

export interface ScreenConduct {
  pattern: ScreenPattern;
  what: string; // "observer:content-observer"
  site: number;
  offset: number;
  background: boolean; // goes on when the app is left
  sends: boolean;
  details: string[]; // what is watched, tested and where the copy goes, for readers
  watcher: string | null; // the class that is told, when known
}
/** One watcher with its grade, for conditions and reports. */
export interface ScreenWatch extends Omit<ScreenConduct, 'pattern'> {
  observer: ImageObserver;
  aimsAtScreenshots: boolean;
  reads: boolean;
  copies: boolean;
  patterns: ScreenPattern[]; // rising
}

/** Words by which names and folders of screenshots are recognised when a folder is watched. */
const SCREENSHOT_FOLDER = /screen[ _-]?(?:shot|cap)|截屏|截图|截圖|スクリーンショット|스크린샷/i;

export const screenWatches: Derivation<ScreenWatch[]> = {
  name: 'screen-watches',
  reads: ['code'],
  compute: (view) => (readSection(view.facts, 'code')?.imageObservers ?? []).map(gradeOf),
};

/** All steps of all watchers, for routes that name them. */
export const screenConducts: Derivation<ScreenConduct[]> = {
  name: 'screen-conducts',
  reads: ['code'],
  compute: (view) =>
    view
      .get(screenWatches)
      .flatMap(({ patterns, what, site, offset, background, sends, details, watcher }) =>
        patterns.map((pattern) => ({ pattern, what, site, offset, background, sends, details, watcher })),
      ),
};

/** The grade of one watcher. */
// eslint-disable-next-line complexity -- the grades in order; the first whose conditions hold is given
function gradeOf(observer: ImageObserver): ScreenWatch {
  const aimsAtScreenshots =
    observer.nameTests.length > 0 || (observer.target !== null && SCREENSHOT_FOLDER.test(observer.target));
  const sends = observer.copiesTo.some((copy) => copy.where === 'network');
  const copies = observer.copiesTo.some((copy) => copy.where !== 'network');
  const reads = observer.readsImage.length > 0 || copies || sends;
  const background = observer.longLived && observer.unregistered !== 'with-screen';
  const patterns: ScreenPattern[] = [];
  if (aimsAtScreenshots) {
    patterns.push('screenshot-noticed');
    if (background) patterns.push('screenshot-noticed-in-background');
    if (reads) patterns.push('screenshot-read');
    if (copies) patterns.push('screenshot-copied');
    if (copies && background) patterns.push('screenshot-copied-in-background');
    if (sends) patterns.push('screenshot-sent');
    if (sends && background) patterns.push('screenshot-sent-in-background');
  } else if (background) {
    if (copies) patterns.push('new-images-copied-in-background');
    if (sends) patterns.push('new-images-sent-in-background');
  }
  return {
    observer,
    aimsAtScreenshots,
    reads,
    copies,
    patterns,
    what: `observer:${observer.kind}`,
    watcher: observer.observerClass,
    site: observer.registeredAt,
    offset: observer.offset,
    background,
    sends,
    details: [
      ...(observer.target === null ? [] : [observer.target]),
      ...observer.nameTests,
      ...new Set(observer.copiesTo.map((copy) => `→ ${copy.where}`)),
    ],
  };
}
