// One app (or a few) as one HTML file that needs nothing else: to hand to a publisher, a colleague or a court. Everything
// is in the markup, so it reads without scripts; the script changes language and theme. In the design of the survey's
// page. Leaves sentences to ../verdict.ts, words to words.ts and colours to style.ts.
import { partiesOf } from '../../model/parties.js';
import type { Text } from '../../model/catalogue.js';
import type { Actor } from '../../model/place.js';
import type { AppReport, KindReport } from '../../model/report.js';
import type { Evidence } from '../../model/rule.js';
import {
  actorName,
  argumentText,
  bytesText,
  label,
  listed,
  NEEDS,
  OCCASION_NAMES,
  RUNG_NAMES,
  SECTION_LABELS,
  SECTION_STATES,
  SEVERITIES,
  spaced,
  VERDICTS,
  watchName,
} from '../../text/labels.js';
import { consentText } from '../../text/consent.js';
import type { Lang } from '../../text/labels.js';
import { kindSentence } from '../../text/takings.js';

import { gateHeadline } from '../gate-lines.js';
import type { Reporter, ReportItem } from '../reporter.js';
import { flowLines, flowText } from '../../text/flows.js';
import { pathSteps, placeText } from '../terminal-evidence.js';
import {
  intervalReason,
  kindsInOrder,
  needSentence,
  suspectedKinds,
  typeSentence,
  unreadSections,
  clearSentence,
  verdictHeadline,
} from '../../text/verdict.js';
import { oneAppScript } from '#page-scripts';
import { switches } from './switches.js';
import { styleSheet } from './style.js';
import { both, escapeHtml, fillText, h, NONE, raw } from './template.js';
import type { Markup } from './template.js';
import { LIMIT_TEXTS, METHOD_TEXTS, PAGE_WORDS, WORDS } from './words.js';

const t = (en: string, zh: string): Text => ({ en, zh });
const same = (text: string): Text => t(text, text);
const inBoth = (make: (lang: Lang) => string): Text => t(make('en'), make('zh'));
const named = (table: Readonly<Record<string, Text>>, id: string): Text =>
  inBoth((lang) => label(table, id, lang));
const isSuspected = (verdict: string): boolean => verdict === 'suspected' || verdict === 'strongly-suspected';

const verdictMark = (verdict: keyof typeof VERDICTS): Markup =>
  h`<span class="v v-${verdict}">${both(VERDICTS[verdict])}</span>`;

const facts = (rows: readonly (readonly [Text, Markup | null])[]): Markup =>
  h`<dl class="facts">${rows
    .filter(([, value]) => value !== null)
    .map(([name, value]) => h`<dt>${both(name)}</dt><dd>${value!}</dd>`)}</dl>`;

const table = (caption: Text, heads: readonly Text[], rows: readonly (readonly Markup[])[]): Markup =>
  h`<div class="wide" tabindex="0" role="group" aria-label="${caption.en} · ${caption.zh}"><table><thead><tr>${heads.map(
    (head) => h`<th scope="col">${both(head)}</th>`,
  )}</tr></thead><tbody>${rows.map(
    (cells) =>
      h`<tr>${cells.map((cell, i) => (i === 0 ? h`<th scope="row">${cell}</th>` : h`<td>${cell}</td>`))}</tr>`,
  )}</tbody></table></div>`;

const mono = (text: string): Markup => h`<span class="mono">${text}</span>`;
const actorText = (actor: Actor, report: AppReport): Text => inBoth((lang) => actorName(actor, report, lang));
const meter = ({ value, low, high }: AppReport['score']): Markup =>
  h`<span class="meter" aria-hidden="true"><i style="left:${low}%;width:${Math.max(1, high - low)}%"></i><b style="left:${Math.min(98, value)}%"></b></span>`;

const flowItem = (flow: NonNullable<Evidence['flow']>): Markup =>
  h`<div class="small">${both(inBoth((lang) => flowText(flow, lang)))} <span class="mono">${both(
    inBoth((lang) => flowLines(flow, lang).join(' → ')),
  )}</span></div>`;

const evidenceItem = (e: Evidence, report: AppReport): Markup => {
  const occasion = e.occasion && e.rung !== 'startup' ? named(OCCASION_NAMES, e.occasion) : null;
  const given = (e.args ?? []).filter((a) => a !== null).slice(0, 8);
  const line = (name: Text, value: Markup): Markup => h`<div class="small">${both(name)} ${value}</div>`;
  return h`<li>${mono(watchName(e.what))}<div class="small">${both(named(RUNG_NAMES, e.rung))} · ${both(actorText(e.by, report))}${
    occasion ? h` · ${both(occasion)}` : NONE
  }</div><div class="small mono">${placeText(e)}</div>${
    given.length > 0
      ? line(
          PAGE_WORDS.given,
          h`<span class="mono">${both(inBoth((lang) => given.map((a) => argumentText(a, lang)).join(', ')))}</span>`,
        )
      : NONE
  }${
    (e.path ?? []).length > 0
      ? line(
          PAGE_WORDS.path,
          h`<span class="mono">${both(inBoth((lang) => pathSteps(e, lang).join(' → ')))}</span>`,
        )
      : NONE
  }${e.flow ? flowItem(e.flow) : NONE}${e.consent ? h`<div class="small">${both(inBoth((lang) => consentText(e, lang)))}</div>` : NONE}</li>`;
};

const evidenceCount = (k: KindReport): Text =>
  k.evidence.length < k.evidenceTotal
    ? fillText(PAGE_WORDS.evidenceOf, { n: k.evidence.length, m: k.evidenceTotal })
    : fillText(PAGE_WORDS.evidenceAll, { n: k.evidence.length });

const kindFacts = (k: KindReport, report: AppReport): Markup => {
  const when = k.occasions.filter((o) => !(k.rung === 'startup' && o === 'startup'));
  const occasions = inBoth((lang) =>
    listed(
      when.map((o) => label(OCCASION_NAMES, o, lang)),
      lang,
    ),
  );
  const takers = inBoth((lang) => {
    const names = listed(
      partiesOf(k).map((a) => actorName(a, report, lang)),
      lang,
    );
    return lang === 'zh' ? spaced(names) : names;
  });
  return facts([
    [
      PAGE_WORDS.rung,
      h`${both(named(RUNG_NAMES, k.rung))}${when.length > 0 ? h` · ${both(occasions)}` : NONE}`,
    ],
    [PAGE_WORDS.need, both(inBoth((lang) => needSentence(k, lang)))],
    [PAGE_WORDS.who, partiesOf(k).length > 0 ? both(takers) : null],
    [PAGE_WORDS.points, k.points > 0 ? h`${k.points.toFixed(1)}` : null],
  ]);
};

const proof = (k: KindReport, report: AppReport): Markup =>
  h`<ul class="proof">${k.evidence.map((e) => evidenceItem(e, report))}</ul>`;

const kindsPart = (report: AppReport): Markup => {
  const kinds = kindsInOrder(report);
  const accused = kinds.filter((k) => isSuspected(k.verdict));
  const others = kinds.filter((k) => !isSuspected(k.verdict));
  const cards = accused.map(
    (k) =>
      h`<div class="card"><h3>${both(k.name)}${verdictMark(k.verdict)}</h3>${kindFacts(k, report)}<details open><summary>${both(evidenceCount(k))}</summary>${proof(k, report)}</details></div>`,
  );
  const lines = others.map(
    (k) =>
      h`<details class="line"><summary><b>${both(k.name)}</b> <span class="small">${both(named(RUNG_NAMES, k.rung))} · ${both(NEEDS[k.need])}</span></summary>${kindFacts(k, report)}<p class="small">${both(evidenceCount(k))}</p>${proof(k, report)}</details>`,
  );
  const quiet =
    lines.length > 0
      ? h`<h3 class="over">${both(PAGE_WORDS.otherKinds)}</h3><p class="small">${both(PAGE_WORDS.otherKindsLead)}</p><div class="card">${lines}</div>`
      : NONE;
  return kinds.length === 0 ? h`<p>${both(PAGE_WORDS.noKinds)}</p>` : h`${cards}${quiet}`;
};

const scorePart = (report: AppReport): Markup =>
  table(
    PAGE_WORDS.parts,
    [PAGE_WORDS.kind, PAGE_WORDS.who, PAGE_WORDS.rung, PAGE_WORDS.need, PAGE_WORDS.points],
    report.score.parts.map((part) => [
      both(report.kinds.find((k) => k.kind === part.kind)?.name ?? same(part.kind)),
      both(actorText(part.actor, report)),
      both(named(RUNG_NAMES, part.rung)),
      both(NEEDS[part.need]),
      h`${part.points.toFixed(1)}`,
    ]),
  );

/** Sources are ours or the user's own rules'; only web addresses become links. */
const reference = (r: { label: string; url?: string }): Markup =>
  r.url !== undefined && /^https?:\/\//.test(r.url)
    ? h`<li><a href="${r.url}" rel="noreferrer noopener">${r.label}</a></li>`
    : h`<li>${r.label}</li>`;

const findingsPart = (report: AppReport): Markup =>
  h`${report.findings.map(
    (f) =>
      h`<div class="card"><h3>${both(f.title)}<span class="pill">${both(SEVERITIES[f.severity])}</span></h3><p>${both(f.text)}</p><p>→ ${both(f.fix)}</p><details><summary>${both(PAGE_WORDS.why)}</summary><p>${both(f.why)}</p><ul class="small">${f.references.map(reference)}</ul><p class="small mono">${f.ruleId}</p></details></div>`,
  )}`;

const sdksPart = (report: AppReport): Markup =>
  table(
    PAGE_WORDS.parties,
    [same('SDK'), PAGE_WORDS.vendor, PAGE_WORDS.kind],
    report.sdks.map((s) => [
      h`${`${s.name}${s.version === null ? '' : ` ${s.version}`}`}${
        s.calledOnly === true
          ? h` <span class="small">${both(t('called, but not in the package', '有调用，但包内不含其代码'))}</span>`
          : NONE
      }${
        s.switchedOff === undefined
          ? NONE
          : h` <span class="small">${both(t('switched off in the manifest', '清单中已关闭'))}: ${mono(s.switchedOff)}</span>`
      }`,
      h`${`${s.vendor}${s.country ? ` (${s.country})` : ''}`}${s.tracker ? h` · ${both(PAGE_WORDS.tracker)}` : NONE}`,
      s.kinds.length === 0
        ? h`–`
        : both(
            inBoth((lang) =>
              listed(
                s.kinds.map((k) => report.kinds.find((x) => x.kind === k.kind)?.name[lang] ?? k.kind),
                lang,
              ),
            ),
          ),
    ]),
  );

const permissionsPart = (report: AppReport): Markup =>
  table(
    PAGE_WORDS.permissions,
    [PAGE_WORDS.permissions, PAGE_WORDS.protection, PAGE_WORDS.use],
    report.permissions.map((p) => [
      h`${mono(p.name)}${p.note ? h`<div class="small">${both(p.note)}</div>` : NONE}`,
      h`${p.class}`,
      both(p.used === null ? PAGE_WORDS.unknownUse : p.used ? PAGE_WORDS.used : PAGE_WORDS.unused),
    ]),
  );

/** Diagnostics listed on the page; the rest is in the JSON report. */
const MOST_DIAGNOSTICS = 40;

const unreadPart = (report: AppReport): Markup => {
  const loud = report.diagnostics.filter((d) => d.level !== 'note');
  const items = [
    ...unreadSections(report).map(
      (s) =>
        h`${both(named(SECTION_LABELS, s.name))}: ${both(named(SECTION_STATES, s.state))}${s.because.length > 0 ? ` (${s.because.join(', ')})` : ''}`,
    ),
    ...report.coverage.notes.map((n) => both(n.text)),
    ...loud
      .slice(0, MOST_DIAGNOSTICS)
      .map((d) => h`${d.place.entry === '' ? NONE : h`${mono(d.place.entry)}: `}${both(d.text)}`),
  ];
  if (items.length === 0) return h`<p>${both(PAGE_WORDS.nothingUnread)}</p>`;
  const more = loud.length - MOST_DIAGNOSTICS;
  return h`<ul>${items.map((item) => h`<li>${item}</li>`)}${more > 0 ? h`<li>${both(t(`and ${more} more`, `另有 ${more} 条`))}</li>` : NONE}</ul>`;
};

const lead = (report: AppReport): Markup => {
  const { score } = report;
  const suspects = suspectedKinds(report);
  const index = h`${both(fillText(PAGE_WORDS.indexOf, { n: score.value.toFixed(1) }))} · ${both(fillText(PAGE_WORDS.interval, { low: score.low, high: score.high }))}`;
  return h`<div class="card"><p class="big v-${report.verdict}">${both(inBoth((lang) => verdictHeadline(report.verdict, lang)))}</p>
<p class="result">${score.rated ? index : both(PAGE_WORDS.notRated)}</p>${score.rated ? meter(score) : NONE}${
    intervalReason(report, 'en', false) === null
      ? NONE
      : h`<p class="small">${both(inBoth((lang) => intervalReason(report, lang, false) ?? ''))}</p>`
  }
<p>${both(inBoth((lang) => typeSentence(report, lang, false)))}</p>${
    suspects.length > 0
      ? h`<ul>${suspects.map((k) => h`<li>${both(inBoth((lang) => `${kindSentence(k, report, lang)}${lang === 'zh' ? '——' : ' — '}${k.needBecause[lang]}`))}</li>`)}</ul>`
      : report.verdict === 'not-suspected'
        ? h`<p>${both(inBoth((lang) => clearSentence(report, lang)))}</p>`
        : NONE
  }</div>`;
};

/** What the gate says, when the report comes from `check`. */
const gatePart = (item: ReportItem): Markup => {
  const { gate } = item;
  if (!gate) return NONE;
  const problems = gate.problems.map(
    (p) =>
      h`<li>${both(p.text)}${p.cause ? h` ${both(p.cause)}` : NONE}${p.fixes.map((fix) => h`<div class="small">→ ${both(fix.text)}</div>`)}</li>`,
  );
  const mark = gate.passed ? 'v-not-suspected' : 'v-strongly-suspected';
  return h`<div class="card"><p class="result"><b class="v ${mark}">${both(inBoth((lang) => gateHeadline(gate, lang)))}</b></p>${problems.length > 0 ? h`<ul>${problems}</ul>` : NONE}</div>`;
};

const identity = (item: ReportItem): Markup => {
  const { app } = item.report;
  const levels = [
    app.targetSdk === null ? '' : `target ${app.targetSdk}`,
    app.minSdk === null ? '' : `min ${app.minSdk}`,
  ].filter((x) => x !== '');
  const version = [app.versionName, app.versionCode === null ? null : `(${app.versionCode})`]
    .filter((x) => x !== null)
    .join(' ');
  return h`<div class="card">${facts([
    [PAGE_WORDS.package, app.package === null ? null : mono(app.package)],
    [PAGE_WORDS.version, version === '' ? null : mono(version)],
    [t('SDK levels', 'SDK 级别'), levels.length === 0 ? null : h`${levels.join(' · ')}`],
    [t('File', '文件'), h`${`${bytesText(app.sizeBytes)} · ${app.inputKind}`}`],
    [PAGE_WORDS.hash, mono(app.sha256)],
    ...app.signers.map((s): readonly [Text, Markup] => [
      t('Signed by', '签名者'),
      h`${s.subject} <span class="mono">${s.sha256}</span> ${s.schemes.join(' ')}`,
    ]),
  ])}</div>`;
};

const appSection = (item: ReportItem, at: number): Markup => {
  const { report } = item;
  const part = (id: string, title: Text, body: Markup): Markup =>
    h`<div class="part"><h2 id="${id}-${at}">${both(title)}</h2>${body}</div>`;
  return h`<article id="app-${at}"><h1>${report.app.label ?? report.app.package ?? item.name}</h1>${gatePart(item)}${lead(report)}${identity(item)}
${part('data', PAGE_WORDS.kinds, kindsPart(report))}${
    report.score.parts.length > 0 ? part('parts', PAGE_WORDS.parts, scorePart(report)) : NONE
  }${report.findings.length > 0 ? part('findings', PAGE_WORDS.findings, findingsPart(report)) : NONE}${
    report.sdks.length > 0 ? part('sdks', PAGE_WORDS.parties, sdksPart(report)) : NONE
  }${report.permissions.length > 0 ? part('permissions', PAGE_WORDS.permissions, permissionsPart(report)) : NONE}${part('unread', PAGE_WORDS.unread, unreadPart(report))}</article>`;
};

const contents = (items: readonly ReportItem[]): Markup =>
  items.length === 1
    ? h`${(
        [
          ['data', PAGE_WORDS.kinds],
          ['findings', PAGE_WORDS.findings],
          ['permissions', PAGE_WORDS.permissions],
          ['unread', PAGE_WORDS.unread],
        ] as const
      )
        .filter(([id]) => id !== 'findings' || items[0]!.report.findings.length > 0)
        .filter(([id]) => id !== 'permissions' || items[0]!.report.permissions.length > 0)
        .map(([id, title]) => h`<a href="#${id}-0">${both(title)}</a>`)}`
    : h`${items.map(
        ({ report, name }, i) => h`<a href="#app-${i}">${report.app.label ?? report.app.package ?? name}</a>`,
      )}`;

const page = (items: readonly ReportItem[], lang: Lang): string => {
  const [first] = items;
  const title =
    first && items.length === 1
      ? (first.report.app.label ?? first.report.app.package ?? first.name)
      : 'Overreach';
  const tool = first?.report.tool;
  const made = fillText(WORDS.madeWith, {
    version: tool?.version ?? '',
    rules: (tool?.rules ?? '').slice(0, 16),
  });
  return `<!doctype html>
<html lang="${lang === 'zh' ? 'zh-CN' : 'en'}" data-lang="${lang}">
<head><meta charset="utf-8"><meta name="viewport" content="width=device-width,initial-scale=1">
<meta http-equiv="Content-Security-Policy" content="default-src 'none';style-src 'unsafe-inline';script-src 'unsafe-inline';img-src data:;base-uri 'none';form-action 'none'">
<meta name="referrer" content="no-referrer"><meta name="generator" content="Overreach ${escapeHtml(tool?.version ?? '')}">
<link rel="icon" href="data:,"><title>${escapeHtml(title)}</title><style>${styleSheet()}</style></head>
<body>${
    h`<a class="skip" href="#main">${both(WORDS.skip)}</a>${switches(contents(items))}<div class="wrap"><header class="mast"><p class="eyebrow">${both(t('Personal-data report on an app', '应用个人信息收集检测报告'))}</p></header>
<main id="main">${items.map(appSection)}<div class="part"><h2 id="method">${both(WORDS.method)}</h2>${METHOD_TEXTS.map((text) => h`<p>${both(text)}</p>`)}<ul>${LIMIT_TEXTS.map((text) => h`<li>${both(text)}</li>`)}</ul></div></main>
<footer><p>${both(made)}</p></footer></div>`.markup
  }${raw(`<script>${oneAppScript}</script>`).markup}</body></html>
`;
};

export const htmlReporter: Reporter = {
  id: 'html',
  extension: '.html',
  mediaType: 'text/html',
  render: (items, style) => page(items, style.lang),
};
