// Progress of a long run: a bar on a terminal, now and then a plain line elsewhere. Always on standard error; text from
// packages and paths is made harmless first. Leaves what is counted to the command. Takes the time as a number, so that
// tests need no clock.
import { plain } from '../report/escape.js';
import type { Lang } from '../text/labels.js';
import { cutEnd, cutMiddle, displayWidth } from '../report/width.js';

export interface ProgressState {
  done: number;
  total: number;
  /** Done before this run began; they cost no time and say nothing about the rate. */
  before: number;
  suspected: number;
  failed: number;
  /** Apps being read, latest last. */
  current: readonly string[];
  seconds: number; // since this run began
}

/** "1:05", "2:03:09". */
export function durationText(seconds: number): string {
  const s = Math.max(0, Math.round(seconds));
  const two = (n: number): string => String(n).padStart(2, '0');
  const h = Math.floor(s / 3600);
  const m = Math.floor(s / 60) % 60;
  return h > 0 ? `${h}:${two(m)}:${two(s % 60)}` : `${m}:${two(s % 60)}`;
}

/** Apps per second of this run, and seconds left; null before anything was done. */
export function pace(state: ProgressState): { rate: number; left: number } | null {
  const did = state.done - state.before;
  if (did <= 0 || state.seconds <= 0) return null;
  const rate = did / state.seconds;
  return { rate, left: (state.total - state.done) / rate };
}

const rateText = (rate: number): string =>
  rate >= 10 ? rate.toFixed(0) : rate >= 1 ? rate.toFixed(1) : rate.toFixed(2);

/** One line for a log: no bar, no cursor movement. */
export function progressLine(state: ProgressState, lang: Lang): string {
  const p = pace(state);
  const zh = lang === 'zh';
  const parts = [`${state.done}/${state.total}`];
  if (p) parts.push(zh ? `每秒 ${rateText(p.rate)} 款` : `${rateText(p.rate)}/s`);
  if (p && state.done < state.total)
    parts.push(zh ? `剩余 ${durationText(p.left)}` : `${durationText(p.left)} left`);
  parts.push(zh ? `涉嫌 ${state.suspected}` : `${state.suspected} suspected`);
  if (state.failed > 0) parts.push(zh ? `无法读取 ${state.failed}` : `${state.failed} unreadable`);
  return parts.join(zh ? '，' : ', ');
}

/** The bar with figures and the app being read, in at most `columns` columns. */
export function progressBar(state: ProgressState, columns: number, lang: Lang): string {
  const width = Math.max(20, columns - 1);
  const figures = progressLine(state, lang);
  const free = width - displayWidth(figures);
  const barWidth = Math.max(0, Math.min(28, Math.floor(free / 3))); // the name of the app gets the rest
  const filled = state.total === 0 ? barWidth : Math.floor((barWidth * state.done) / state.total);
  const bar = barWidth >= 6 ? `[${'█'.repeat(filled)}${'·'.repeat(barWidth - filled)}] ` : '';
  const head = cutEnd(`${bar}${figures}`, width);
  const room = width - displayWidth(head) - 2;
  const name = state.current.at(-1);
  return name === undefined || room < 12 ? head : `${head}  ${cutMiddle(plain(name), room)}`;
}

export interface Progress {
  /** Before the first app: files looked at so far. */
  looking(done: number, total: number, seconds: number): void;
  show(state: ProgressState): void;
  /** Takes the bar away, so that other lines can be printed; the last plain line is not repeated. */
  clear(): void;
}

/** A line every so many seconds, or at every twentieth of the way, whichever comes later, where there is no terminal. */
const LINE_SECONDS = 10;
const BAR_SECONDS = 0.1;

export function openProgress(
  write: (text: string) => void,
  how: { terminal: boolean; columns: number | null; lang: Lang },
): Progress {
  let last = -Infinity;
  let shown = false;
  return {
    looking(done, total, seconds) {
      if (seconds - last < (how.terminal ? BAR_SECONDS : LINE_SECONDS)) return;
      const text = how.lang === 'zh' ? `正在查看文件 ${done}/${total}` : `looking at files, ${done}/${total}`;
      // Short folders are looked at in no time: the first line waits.
      if (last !== -Infinity) write(how.terminal ? `\r\u001b[2K${text}` : `${text}\n`);
      if (last !== -Infinity && how.terminal) shown = true;
      last = seconds;
    },
    show(state) {
      const end = state.done === state.total;
      if (how.terminal) {
        if (!end && state.seconds - last < BAR_SECONDS) return;
        write(`\r\u001b[2K${progressBar(state, how.columns ?? 80, how.lang)}`);
        shown = true;
      } else {
        if (!end && state.seconds - last < LINE_SECONDS) return;
        write(`${progressLine(state, how.lang)}\n`);
      }
      last = state.seconds;
    },
    clear() {
      if (shown) write('\r\u001b[2K');
      shown = false;
    },
  };
}
