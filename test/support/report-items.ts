// Items that reporters are given in tests: a full report, one with a gate, and one whose every text tries to break out.
import { buildBaseline } from '../../src/compare/baseline.js';
import { checkGate } from '../../src/compare/gate.js';
import type { Diagnostic } from '../../src/model/place.js';
import type { ReportItem } from '../../src/report/reporter.js';
import { NO_INPUT } from './gate.js';
import { evidence, fullReport, kind, report } from './report.js';

export const full = (): ReportItem => ({ name: 'build/app-release.apk', report: fullReport() });

/** An item with a gate that fails in several ways, and a source manifest. */
export function gated(): ReportItem {
  const now = fullReport();
  const gate = checkGate(now, {
    ...NO_INPUT,
    baseline: buildBaseline(report()),
    purposes: [{ data: 'screenshots', feature: 'f', why: 'w', where: [], by: [], line: 9 }],
    crossed: '50',
    hasThreshold: true,
    blame: { 'android.permission.READ_CONTACTS': 'com.acme:push:4.2.0' },
  });
  return {
    name: 'build/app-release.apk',
    report: now,
    gate,
    config: 'overreach.yml',
    source: {
      path: 'app/src/main/AndroidManifest.xml',
      manifest: { 'android.permission.READ_CONTACTS': { path: 'app/src/main/AndroidManifest.xml', line: 8 } },
    },
  };
}

/** What a package can carry to break out of a format. */
export const NASTY = [
  '\u001b[31mred\u001b]0;title\u0007',
  '\u202egnp.exe',
  '</script><img src=x onerror=alert(1)>',
  '](javascript:alert(1)) `code` | cell',
  '::error file=x::y%0A\r\n::set-output name=a::b',
  '=cmd|calc!A1',
  ']]>&amp;"\'<!--',
  '\u0000\ud800\udfff\uffff\u009b31m',
  '@everyone #1 https://evil.example/',
  'x'.repeat(5000),
];
export function nasty(text: string): ReportItem {
  const actor = { kind: 'unattributed' as const, id: text };
  const diagnostic: Diagnostic & { text: { en: string; zh: string } } = {
    code: 'zip/odd',
    level: 'warning',
    place: { entry: text },
    args: {},
    text: { en: text, zh: text },
  };
  const base = fullReport();
  return {
    name: text,
    report: {
      ...base,
      app: {
        ...base.app,
        label: text,
        package: text,
        versionName: text,
        signers: [{ sha256: 'ab', subject: text, schemes: [text] }],
      },
      kinds: [
        kind('contacts', {
          actors: [actor],
          evidence: [
            evidence({
              what: text,
              by: actor,
              place: { entry: text, symbol: text, offset: 1 },
              path: [text, text],
              trigger: text,
              args: [text],
            }),
          ],
        }),
      ],
      sdks: base.sdks.map((s) => ({ ...s, version: text })),
      findings: base.findings.map((f) => ({
        ...f,
        text: { en: text, zh: text },
        evidence: [evidence({ what: text })],
      })),
      coverage: { ...base.coverage, notes: [{ code: 'x', text: { en: text, zh: text }, widens: 1 }] },
      diagnostics: [diagnostic],
    },
  };
}
