// One piece of evidence in the terminal: what is taken, class, method and offset as dexdump prints them, the path
// from an entry point, and the manifest line. Leaves the choice of evidence to verdict.ts.
import type { AppReport } from '../model/report.js';
import type { Evidence } from '../model/rule.js';
import { plain } from './escape.js';
import {
  actorName,
  argumentText,
  javaSymbol,
  label,
  OCCASION_NAMES,
  spaced,
  watchName,
} from '../text/labels.js';
import { flowLines, flowText } from '../text/flows.js';
import { consentText } from '../text/consent.js';
import type { Lang } from '../text/labels.js';
import type { Paint } from './paint.js';
import type { StrongEvidence } from '../text/verdict.js';
import { cutMiddle, wrap } from './width.js';

/** Offsets of code in hex, four digits or more, as dexdump prints them. */
export const codeOffset = (offset: number): string => offset.toString(16).padStart(4, '0');

/** "classes2.dex  com.a.B.c(int) [a.b(int)] @0012", in brackets what the package calls it, or "AndroidManifest.xml line 12  uses-permission[3]". */
export function placeText(evidence: Pick<Evidence, 'place'>): string {
  const { place } = evidence;
  const entry = plain(place.entry, 200);
  const isXml = /\.xml$/i.test(place.entry);
  const name = (symbol: string): string => plain(javaSymbol(symbol), 300);
  const given = place.renamed === undefined ? '' : ` [${name(place.renamed)}]`;
  const symbol = place.symbol === undefined ? '' : `  ${name(place.symbol)}${given}`;
  if (isXml)
    return `${entry}${place.line === undefined || place.line === 0 ? '' : `:${place.line}`}${symbol}`;
  return `${entry}${symbol}${place.offset === undefined ? '' : ` @${codeOffset(place.offset)}`}`;
}

/** The steps from an entry point, with the number of steps that were left out. */
export function pathSteps(evidence: Evidence, lang: Lang): string[] {
  const steps = (evidence.path ?? []).map((s) => plain(javaSymbol(s), 300));
  if (evidence.cutSteps && steps.length > 1) {
    const cut =
      lang === 'zh'
        ? `（略去 ${evidence.cutSteps} 步）`
        : `(${evidence.cutSteps} ${evidence.cutSteps === 1 ? 'step' : 'steps'} left out)`;
    steps.splice(Math.ceil(steps.length / 2), 0, cut);
  }
  return steps;
}

export function evidenceLines(
  strong: StrongEvidence,
  number: number,
  report: AppReport,
  lang: Lang,
  page: { width: number; paint: Paint },
): string[] {
  const { evidence, kind, manifest } = strong;
  const { paint, width } = page;
  const lines: string[] = [];
  const room = width - 5;
  const what = plain(watchName(evidence.what), 300);
  lines.push(
    `  ${paint.name(`${number}`)}  ${paint.name(plain(kind.name[lang]))} ${paint.faint('←')} ${paint.link(cutMiddle(what, Math.max(12, room - 24)))}`,
  );
  const given = (evidence.args ?? []).filter((a) => a !== null);
  const by = plain(actorName(evidence.by, report, lang));
  lines.push(`     ${cutMiddle(placeText(evidence), room)}`);
  const when = evidence.occasion ? label(OCCASION_NAMES, evidence.occasion, lang) : '';
  const trigger = evidence.trigger ? plain(javaSymbol(evidence.trigger), 120) : '';
  const facts = [
    lang === 'zh' ? spaced(`由${by}`) : `by ${by}`,
    when,
    trigger,
    plain(consentText(evidence, lang), 160),
    given.length ? plain(given.map((a) => argumentText(a, lang)).join(lang === 'zh' ? '、' : ', '), 160) : '',
  ].filter(Boolean);
  for (const line of wrap(facts.join(' · '), room)) lines.push(`     ${paint.faint(line)}`);
  const steps = pathSteps(evidence, lang);
  steps.forEach((step, i) =>
    lines.push(
      `     ${paint.faint(i === 0 ? '┌' : i === steps.length - 1 ? '└' : '│')} ${paint.faint(cutMiddle(step, room - 2))}`,
    ),
  );
  if (evidence.flow) {
    lines.push(`     ${paint.warn(cutMiddle(plain(flowText(evidence.flow, lang), 200), room))}`);
    for (const stop of flowLines(evidence.flow, lang))
      lines.push(`     ${paint.faint('·')} ${paint.faint(cutMiddle(plain(stop, 400), room - 2))}`);
  }
  if (manifest)
    lines.push(`     ${cutMiddle(`${placeText(manifest)}  ${plain(watchName(manifest.what))}`, room)}`);
  return lines;
}
