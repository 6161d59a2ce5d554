// Every rule, in id order, to one of five outcomes; hits become findings, one for each kind and party. A rule that fails
// inside is an error of that rule alone. Leaves words to the report and weights to the score.
import { compareText } from '../model/order.js';
import type { Actor } from '../model/place.js';
import type { Evidence, Finding, Rule, RuleResult, View } from '../model/rule.js';
import { conditions } from './conditions/index.js';
import { isRenamed } from '../judge/own-packages.js';
import { matchExpression } from './expression.js';
import { perCatalogue } from '../judge/per-catalogue.js';

/** Findings kept for one rule, and evidence kept for one finding; the rest is counted in the finding's arguments. */
const LIMITS = { findings: 100, evidence: 20 };

/** The outcome of every rule of the catalogue, in id order. Checks explain; takings judge. */
export function evaluateRules(view: View): RuleResult[] {
  return rulesInOrder(view.catalogue).map((rule) => evaluateRule(rule, view));
}

const rulesInOrder = perCatalogue(({ rules }) => [...rules].sort((a, b) => compareText(a.id, b.id)));

/** One rule's outcome. */
export function evaluateRule(rule: Rule, view: View): RuleResult {
  try {
    if (rule.onlyFor && !view.type.types.some((type) => rule.onlyFor!.includes(type.id))) {
      return { ruleId: rule.id, outcome: 'not-applicable' };
    }
    const match = matchExpression(rule.when, view, conditions);
    if (match.is === 'hit')
      return { ruleId: rule.id, outcome: 'hit', findings: findingsOf(rule, match.evidence, view) };
    if (match.is === 'clear') return { ruleId: rule.id, outcome: 'clear' };
    return { ruleId: rule.id, outcome: 'unknown', because: match.because };
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    return { ruleId: rule.id, outcome: 'error', because: [reason] };
  }
}

function findingsOf(rule: Rule, evidence: readonly Evidence[], view: View): Finding[] {
  const groups = new Map<string, { kind: string | null; actor: Actor; evidence: Evidence[] }>();
  for (const item of evidence) {
    const kind = item.kind ?? null;
    const subject = kind === null && rule.gather !== true ? subjectOf(item) : '';
    const key = `${kind ?? ''}|${item.by.kind}:${item.by.id}|${subject}`;
    const group = groups.get(key);
    if (!group) groups.set(key, { kind, actor: item.by, evidence: [item] });
    else if (!group.evidence.some((known) => sameSpot(known, item))) group.evidence.push(item);
  }
  return [...groups]
    .sort(([a], [b]) => compareText(a, b))
    .slice(0, LIMITS.findings)
    .map(([, { kind, actor, evidence: all }]) => {
      const first = all[0]!;
      return {
        ruleId: rule.id,
        severity: rule.severity,
        message: 'hit',
        args: {
          what: first.what,
          count: String(all.length),
          ...(first.args?.[0] ? { value: first.args.filter((arg) => arg !== null).join(', ') } : {}),
          type: view.type.id,
        },
        kinds: kind === null ? [...rule.data] : [kind],
        actor,
        evidence: all.slice(0, LIMITS.evidence),
        fingerprint: fingerprintOf(rule.id, kind, actor, rule.gather === true ? null : first),
      };
    });
}

/** What a finding without a data kind is about: the permission, component or host, never a code place. */
function subjectOf({ what }: Evidence): string {
  return /^(?:permission|component|action|host|sdk|file|library|endpoint):/.test(what) ? what : '';
}

/**
 * Rule, kind, party and, where no kind says it, the permission or component. No offsets, counts or names that renaming
 * or a new version changes, so that it survives a rebuild.
 */
function fingerprintOf(ruleId: string, kind: string | null, actor: Actor, evidence: Evidence | null): string {
  const party =
    actor.kind === 'app'
      ? 'app'
      : actor.kind === 'unattributed'
        ? unnamed(actor.id)
        : `${actor.kind}:${actor.id}`;
  const subject = kind ?? (evidence === null ? '' : subjectOf(evidence));
  return [ruleId, subject, party].filter((part) => part !== '').join('/');
}

function unnamed(id: string): string {
  return id === '' || isRenamed(id) ? 'unattributed' : `unattributed:${id}`;
}

function sameSpot(a: Evidence, b: Evidence): boolean {
  return (
    a.what === b.what &&
    a.place.entry === b.place.entry &&
    a.place.symbol === b.place.symbol &&
    a.place.offset === b.place.offset
  );
}
