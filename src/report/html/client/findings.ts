// The checks that fired in an app, put together: one group for each rule, beside the data it is about, however often it
// fired. Leaves the page around them to app-page.ts.
import type { El } from './dom.js';
import { actorText, el, nameIn, pairIn, word } from './model.js';
import type { Model } from './model.js';
import type { PackedDetail, PackedFinding } from '../packed.js';

/** The findings of each suspected kind in the order given, then those that belong to none of them. */
export function findingsByKind(detail: PackedDetail, kinds: readonly number[]): PackedFinding[][] {
  const groups: PackedFinding[][] = kinds.map(() => []);
  const rest: PackedFinding[] = [];
  for (const finding of detail.f) {
    const at = kinds.findIndex((kind) => finding[4].includes(kind));
    (at < 0 ? rest : groups[at]!).push(finding);
  }
  return [...groups, rest];
}

/** What a finding says, with its party when the sentence does not name it. */
export function findingText(m: Model, finding: PackedFinding): string {
  const [, , text, actor] = finding;
  const said = pairIn(m, m.packed.texts, text);
  const taker = actor < 0 ? '' : actorText(m, actor);
  const named =
    taker === '' || said.toLowerCase().includes(taker.toLowerCase()) || m.packed.actors[actor]![0] === 2;
  return named ? said : m.lang === 0 ? `${said} (${taker})` : `${said}（${taker}）`;
}

/** One line for each check, which opens to every sentence of it, why it matters and what would mend it. */
export function ruleLines(m: Model, findings: readonly PackedFinding[]): El[] {
  // Rules that differ in their data alone have one title: for a reader they are one check.
  const byTitle = new Map<string, PackedFinding[]>();
  for (const finding of findings) {
    const title = m.packed.rules[finding[0]]![0][m.lang];
    byTitle.set(title, [...(byTitle.get(title) ?? []), finding]);
  }
  return [...byTitle].map(([title, group]) => {
    const rules = [...new Set(group.map((finding) => finding[0]))].map((rule) => m.packed.rules[rule]!);
    const texts = [...new Set(group.map((finding) => findingText(m, finding)))];
    const worst = Math.max(...group.map((finding) => finding[1]));
    const times = group.length > 1 ? [el('span', { class: 'small' }, ` × ${group.length}`)] : [];
    const said =
      texts.length === 1 ? el('p', {}, texts[0]!) : el('ul', {}, ...texts.map((text) => el('li', {}, text)));
    return el(
      'details',
      { class: 'line' },
      el(
        'summary',
        {},
        el('b', {}, title),
        ...times,
        ' ',
        el('span', { class: 'pill' }, nameIn(m, m.packed.severities, worst)),
      ),
      said,
      ...[...new Set(rules.map((rule) => rule[1][m.lang]))].map((why) => el('p', {}, why)),
      ...[...new Set(rules.map((rule) => rule[2][m.lang]))].map((fix) => el('p', {}, `→ ${fix}`)),
    );
  });
}

/** The checks about one kind of data, below its evidence; nothing when none fired. */
export function kindFindings(m: Model, findings: readonly PackedFinding[]): El[] {
  if (findings.length === 0) return [];
  return [el('h4', {}, word(m, 'findings')), ...ruleLines(m, findings)];
}
