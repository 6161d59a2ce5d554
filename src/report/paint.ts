// Colours of the terminal report by meaning, on chalk; without colour every painter returns its text unchanged.
import { Chalk } from 'chalk';
import type { Need, Verdict } from '../model/report.js';
import type { Severity } from '../model/rule.js';

export interface Paint {
  strong(text: string): string;
  faint(text: string): string;
  title(text: string): string;
  name(text: string): string;
  link(text: string): string;
  good(text: string): string;
  warn(text: string): string;
  bad(text: string): string;
  badge(verdict: Verdict, text: string): string;
  verdict(verdict: Verdict, text: string): string;
  need(need: Need, text: string): string;
  severity(severity: Severity, text: string): string;
}

/** @param color false gives plain text: pipes, NO_COLOR, --no-color */
export function openPaint(color: boolean): Paint {
  const c = new Chalk({ level: color ? 1 : 0 });
  const byVerdict: Record<Verdict, (t: string) => string> = {
    'strongly-suspected': c.red.bold,
    suspected: c.yellow.bold,
    'not-suspected': c.green,
    'not-rated': c.magenta,
  };
  const badges: Record<Verdict, (t: string) => string> = {
    'strongly-suspected': c.bgRed.whiteBright.bold,
    suspected: c.bgYellow.black.bold,
    'not-suspected': c.bgGreen.black.bold,
    'not-rated': c.bgMagenta.whiteBright.bold,
  };
  const byNeed: Record<Need, (t: string) => string> = {
    necessary: c.green,
    functional: c.green,
    contextual: c.cyan,
    avoidable: c.yellow,
    beyond: c.red,
    'red-flag': c.red.bold,
    undecided: c.gray,
  };
  const bySeverity: Record<Severity, (t: string) => string> = {
    info: c.gray,
    low: c.cyan,
    medium: c.yellow,
    high: c.red,
    critical: c.red.bold,
  };
  return {
    strong: c.bold,
    faint: c.gray,
    title: c.bold.cyan,
    name: c.bold,
    link: c.cyan,
    good: c.green,
    warn: c.yellow,
    bad: c.red,
    badge: (verdict, text) => badges[verdict](color ? ` ${text} ` : `[ ${text} ]`),
    verdict: (verdict, text) => byVerdict[verdict](text),
    need: (need, text) => byNeed[need](text),
    severity: (severity, text) => bySeverity[severity](text),
  };
}
