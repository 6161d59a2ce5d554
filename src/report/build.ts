// Everything that was concluded about an app → AppReport, complete in itself so that reporters need nothing else.
// Pure. Leaves deciding to engine and score, and layout to the reporters.
import type { Catalogue, PermissionInfo, Text } from '../model/catalogue.js';
import type { AppFacts, SectionName } from '../model/facts.js';
import type { AppliedSuppression } from '../model/gate.js';
import type { JudgedSighting, Taking, Unknown } from '../model/judgement.js';
import type { Actor, Diagnostic, Place } from '../model/place.js';
import type { AppReport, KindReport, ScoreCard, Verdict } from '../model/report.js';
import type { Finding, Rule, RuleResult, TypeChoice } from '../model/rule.js';
import { SECTION_NAMES } from '../model/constants.js';
import { actorKey } from '../model/parties.js';
import { compareSeverity, compareText, rungHeight } from '../model/order.js';
import type { PermissionNeed } from '../judge/permission-use.js';
import { kindsById, rulesById, sdksById } from '../judge/per-catalogue.js';
import type { FoundSdk } from '../judge/sdks.js';
import { readSection } from '../judge/view.js';
import { argumentText, knownActor, watchName } from '../text/labels.js';
import { diagnosticText } from '../text/words.js';
import { unknownText } from '../text/words/engine.js';
import { whyUnsuspected } from '../judge/unsuspected.js';

export interface ReportInput {
  facts: AppFacts;
  catalogue: Catalogue;
  type: TypeChoice;
  results: readonly RuleResult[];
  sightings: readonly JudgedSighting[];
  kinds: KindReport[];
  /** By kind, what was weighed. */
  takings: ReadonlyMap<string, readonly Taking[]>;
  dormant: KindReport[];
  card: ScoreCard;
  verdict: Verdict;
  unknowns: readonly Unknown[];
  sdks: readonly FoundSdk[];
  sdkHints: readonly FoundSdk[];
  permissionUse: PermissionNeed;
  permissions: readonly {
    use: { name: string; maxSdk: number | null; source: string };
    info: PermissionInfo | null;
    kinds: string[];
  }[];
  underRunnerUp: { verdict: Verdict; value: number } | null;
  suppressions: AppliedSuppression[] | null;
  version: string;
}

/** Evidence listed for a kind that only dormant library code shows. */
const MOST_DORMANT = 3;
/** Endpoints listed in a report. */
const MOST_ENDPOINTS = 500;

export function buildReport(input: ReportInput): AppReport {
  const { facts, catalogue, type, kinds } = input;
  const firm = kinds.filter((kind) => kind.rung !== 'declared' && kind.rung !== 'implied');
  const suspected = kinds.filter((kind) => isSuspected(kind.verdict));
  return {
    schema: 'overreach-report/1',
    tool: { name: 'overreach', version: input.version, rules: catalogue.version },
    app: appOf(facts),
    type: {
      id: type.id,
      name: typeName(type),
      source: type.source,
      confidence: type.confidence,
      because: type.because,
      runnerUp: type.runnerUp ?? null,
      underRunnerUp: input.underRunnerUp,
    },
    verdict: input.verdict,
    summary: {
      suspectedKinds: suspected.map((kind) => kind.kind),
      stronglySuspectedKinds: kinds.filter((k) => k.verdict === 'strongly-suspected').map((k) => k.kind),
      declaredOnlyKinds: kinds.filter((kind) => !firm.includes(kind)).map((kind) => kind.kind),
      parties: [
        ...new Set(
          suspected.flatMap((kind) =>
            kind.actors.filter((entry) => isSuspected(entry.verdict)).map(actorKey),
          ),
        ),
      ].sort(),
    },
    score: input.card,
    kinds,
    dormant: input.dormant.map(({ kind, name, actors, evidence }) => ({
      kind,
      name,
      actors: actors.map((actor) => actor.id),
      evidence: evidence.slice(0, MOST_DORMANT),
    })),
    findings: findingsOf(input),
    rules: input.results.map((result) => outcomeOf(result, catalogue)),
    permissions: permissionsOf(input),
    sdks: sdksOf(input),
    ...(input.sdkHints.length > 0 ? { sdkHints: hintsOf(input.sdkHints) } : {}),
    coverage: coverageOf(facts, input),
    diagnostics: [...rulesFailed(input.results), ...facts.diagnostics].map((diagnostic) => ({
      ...diagnostic,
      text: diagnosticText(diagnostic.code, diagnostic.args),
    })),
    endpoints: [...new Set((readSection(facts, 'code')?.endpoints ?? []).map(({ text }) => text))]
      .sort()
      .slice(0, MOST_ENDPOINTS),
    ...(input.suppressions ? { suppressions: input.suppressions } : {}),
  };
}

/** A check that failed inside is our fault and never a silence: it stands first, as an error, in every format. */
function rulesFailed(results: readonly RuleResult[]): Diagnostic[] {
  return results.flatMap((result): Diagnostic[] =>
    result.outcome !== 'error'
      ? []
      : [
          {
            code: 'internal/rule-failed',
            level: 'error',
            place: { entry: '' },
            args: { rule: result.ruleId, reason: result.because.join('; ').slice(0, 300) },
          },
        ],
  );
}

const isSuspected = (verdict: Verdict): boolean =>
  verdict === 'suspected' || verdict === 'strongly-suspected';

// eslint-disable-next-line complexity -- a literal: one field for each thing a report says of an app
function appOf(facts: AppFacts): AppReport['app'] {
  const manifest = readSection(facts, 'manifest');
  const signing = readSection(facts, 'signing');
  const signers = new Map<string, { sha256: string; subject: string; schemes: string[] }>();
  for (const { sha256, subject, scheme } of signing?.certificates ?? []) {
    const known = signers.get(sha256) ?? { sha256, subject, schemes: [] };
    if (!known.schemes.includes(scheme)) known.schemes.push(scheme);
    signers.set(sha256, known);
  }
  return {
    package: manifest?.package || null,
    label: manifest?.application.label ?? null,
    labels: manifest?.application.labels ?? [],
    versionName: manifest?.versionName ?? null,
    versionCode: manifest?.versionCode ?? null,
    minSdk: manifest?.minSdk ?? null,
    targetSdk: manifest?.targetSdk ?? null,
    sha256: facts.identity.sha256,
    sizeBytes: facts.identity.sizeBytes,
    inputKind: facts.identity.kind,
    signers: [...signers.values()].sort((a, b) => (a.sha256 < b.sha256 ? -1 : 1)),
  };
}

function typeName(type: TypeChoice): Text {
  if (type.types.length === 0) return { en: 'type unknown', zh: '类型未知' };
  return {
    en: type.types.map((t) => t.name.en).join(' + '),
    zh: type.types.map((t) => t.name.zh).join(' + '),
  };
}

/** The type as the subject of a sentence; without one there is no name to quote. */
function anAppOf(type: TypeChoice): Text {
  if (type.types.length === 0) return { en: 'an app of no known type', zh: '类型未知的应用' };
  const name = typeName(type);
  return { en: `“${name.en}”`, zh: `“${name.zh}”应用` };
}

function findingsOf(input: ReportInput): AppReport['findings'] {
  const rules = rulesById(input.catalogue);
  const findings: AppReport['findings'] = [];
  for (const result of input.results) {
    if (result.outcome !== 'hit') continue;
    const rule = rules.get(result.ruleId);
    if (!rule) continue;
    for (const finding of result.findings) findings.push(withTexts(finding, rule, input));
  }
  return findings.sort(
    (a, b) => compareSeverity(a.severity, b.severity) || compareText(a.fingerprint, b.fingerprint),
  );
}

function withTexts(finding: Finding, rule: Rule, input: ReportInput): AppReport['findings'][number] {
  const words = { en: wordsOf(finding, input, 'en'), zh: wordsOf(finding, input, 'zh') };
  const fill = (text: Text): Text => ({
    en: capitalised(fillIn(text.en, words.en)),
    zh: fillIn(text.zh, words.zh),
  });
  const { catalogue, takings, card } = input;
  const hit = fill(rule.messages.hit);
  const yet = card.rated ? whyUnsuspected(finding, takings, kindsById(catalogue), catalogue.scoring) : null;
  return {
    ...finding,
    title: rule.title,
    text: yet === null ? hit : { en: `${hit.en} ${yet.en}`, zh: `${hit.zh}${yet.zh}` },
    why: fill(rule.why),
    fix: fill(rule.fix),
    references: rule.references,
  };
}

/** Prefixes of what is no watch id: a reader wants the name alone. */
const OWN_PREFIX = /^(?:component|action|hidden|endpoint|application|diagnostic|sdk|observer|request):/;

const ANY_DATA: Text = { en: 'personal data', zh: '个人信息' };

/** The words a rule's message may use: {kind} {by} {what} {value} {count} {type}. */
function wordsOf(finding: Finding, input: ReportInput, lang: 'en' | 'zh'): Record<string, string> {
  const names = finding.kinds.map((id) => kindsById(input.catalogue).get(id)?.name[lang] ?? id);
  return {
    ...finding.args,
    // Evidence of a component or setting carries no kind of data; the sentence still needs its subject.
    kind: names.length > 0 ? names.join(lang === 'zh' ? '、' : ', ') : ANY_DATA[lang],
    by: finding.actor ? partyName(finding.actor, input, lang) : '',
    what: nameOfWhat(finding.args['what'] ?? ''),
    value: finding.args['value'] ?? nameOfWhat(finding.args['what'] ?? ''),
    ...(finding.args['what']?.startsWith('observer:')
      ? {
          value: (finding.args['value'] ?? '')
            .split(', ')
            .map((part) => argumentText(part, lang))
            .join(lang === 'zh' ? '、' : ', '),
        }
      : {}),
    type: anAppOf(input.type)[lang],
  };
}

const nameOfWhat = (what: string): string => {
  const name = watchName(what);
  return name === what ? watchName(what.replace(OWN_PREFIX, '')) : name;
};

function partyName(actor: Actor, input: ReportInput, lang: 'en' | 'zh'): string {
  const known = knownActor(actor, (id) => sdksById(input.catalogue).get(id)?.name, lang);
  if (known !== null) return known;
  const unnamed = lang === 'zh' ? '归属不明的代码' : 'unattributed code';
  return actor.id === '' ? unnamed : `${unnamed} (${actor.id})`;
}

/** A sentence starts with a capital; a name of code at its start stays as it is written. */
function capitalised(text: string): string {
  if (/^[\w$]+[.:/]\S/.test(text)) return text;
  return text.charAt(0).toUpperCase() + text.slice(1);
}

function fillIn(template: string, words: Readonly<Record<string, string>>): string {
  if (!template.includes('{')) return template;
  return template.replace(/\{([a-z]+)\}/g, (whole, name: string) =>
    Object.hasOwn(words, name) ? words[name]! : whole,
  );
}

function outcomeOf(result: RuleResult, catalogue: Catalogue): AppReport['rules'][number] {
  const rule = rulesById(catalogue).get(result.ruleId)!;
  const base = { id: rule.id, title: rule.title, severity: rule.severity, outcome: result.outcome };
  return 'because' in result ? { ...base, because: result.because } : base;
}

/** What a name is that the catalogue tells nothing of: the app's own, the platform's, another app's, or nobody's. */
function classOf(name: string, { facts, catalogue }: ReportInput): string {
  const defined = facts.manifest.state === 'missing' ? [] : facts.manifest.value.definedPermissions;
  if (defined.some((own) => own.name === name)) return 'app-defined';
  if (catalogue.platformPermissions.includes(name)) return 'platform';
  return catalogue.neutralPermissions.includes(name) || !/^(?:android\.permissions?\.|[^.]*$)/i.test(name)
    ? 'other-app'
    : 'unknown';
}

function permissionsOf(input: ReportInput): AppReport['permissions'] {
  const { facts, permissions, sightings, permissionUse } = input;
  const complete = facts.code.state === 'complete' && permissionUse.hidden.length === 0;
  const taken = new Set(
    sightings.filter((t) => t.rung !== 'declared' && t.rung !== 'implied').map((t) => t.kind),
  );
  /** Nothing is said of what seen or hidden code may need and was not seen to take. */
  const usedBy = (kinds: readonly string[], name: string): boolean | null => {
    if (kinds.length === 0) return null;
    if (kinds.some((kind) => taken.has(kind))) return true;
    return complete && permissionUse.of(name) === 'none' ? false : null;
  };
  return permissions.map(({ use, info, kinds }) => ({
    name: use.name,
    maxSdk: use.maxSdk,
    source: use.source,
    kinds,
    class: info?.class ?? classOf(use.name, input),
    note: info?.meaning ?? null,
    used: usedBy(kinds, use.name),
  }));
}

function sdksOf({ sdks, sightings }: ReportInput): AppReport['sdks'] {
  return sdks.map(({ sdk, version, confidence, signs, off }) => {
    const rungs = new Map<string, string>();
    for (const taking of sightings) {
      if (taking.actor.kind !== 'sdk' || taking.actor.id !== sdk.id) continue;
      if (taking.signal === 'missing-permission') continue;
      const known = rungs.get(taking.kind);
      if (known === undefined || rungHeight(taking.rung) > rungHeight(known))
        rungs.set(taking.kind, taking.rung);
    }
    return {
      id: sdk.id,
      name: sdk.name,
      vendor: sdk.vendor,
      country: sdk.country ?? null,
      tracker: sdk.tracker,
      version,
      confidence,
      signals: signs,
      ...(signs.every((sign) => sign.startsWith('called:')) ? { calledOnly: true } : {}),
      ...(off !== null ? { switchedOff: off } : {}),
      kinds: [...rungs].map(([kind, rung]) => ({ kind, rung })).sort((a, b) => compareText(a.kind, b.kind)),
    };
  });
}

const hintsOf = (hints: readonly FoundSdk[]): NonNullable<AppReport['sdkHints']> =>
  hints.map(({ sdk, signs }) => ({ id: sdk.id, name: sdk.name, vendor: sdk.vendor, signals: signs }));

/** The sentence with the names of what does the hiding, when they are known. */
function hiddenBy(text: Text, by: readonly string[] = []): Text {
  return by.length === 0
    ? text
    : { en: `${text.en} (${by.join(', ')})`, zh: `${text.zh}（${by.join('、')}）` };
}

/** The sentence with the first place in code, and how many there are. */
function atPlaces(text: Text, places: readonly Place[] = [], count = places.length): Text {
  const symbol = places[0]?.symbol;
  if (symbol === undefined) return text;
  const first = symbol.replace(
    /^L([^;]*);->([^(]*).*$/,
    (_all, cls: string, name: string) => `${cls.replaceAll('/', '.')}.${name}`,
  );
  return count === 1
    ? { en: `${text.en}: ${first}`, zh: `${text.zh}：${first}` }
    : { en: `${text.en}: ${first} and ${count - 1} more`, zh: `${text.zh}：${first} 等 ${count} 处` };
}

function coverageOf(facts: AppFacts, { unknowns, card }: ReportInput): AppReport['coverage'] {
  const sections: AppReport['coverage']['sections'] = {};
  for (const name of SECTION_NAMES satisfies readonly SectionName[]) {
    const section = facts[name];
    sections[name] = { state: section.state, because: section.state === 'complete' ? [] : section.because };
  }
  const dex = readSection(facts, 'code')?.dex ?? [];
  return {
    sections,
    dex: {
      files: dex.length,
      classes: dex.reduce((sum, file) => sum + file.classes, 0),
      methods: dex.reduce((sum, file) => sum + file.methods, 0),
    },
    notes: unknowns.map(({ code, by, places, count }) => ({
      code,
      text: atPlaces(hiddenBy(unknownText(code), by), places, count),
      widens: card.widenedBy.find((item) => item.code === code)?.points ?? 0,
      ...(places === undefined ? {} : { places }),
    })),
  };
}
