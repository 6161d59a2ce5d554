// A report → a draft of Play's Data safety answers, and a comparison with what was declared. Pure.
// Static reading sees that data is taken, seldom that it is sent, and never why: those answers stay blank.
import type { DataKind } from '../model/catalogue.js';
import {
  AD_ID_PERMISSIONS,
  DISCLOSURE_PERMISSIONS,
  FORM_CATEGORIES,
  FORM_COLUMNS,
  FORM_USAGE,
} from '../model/data-safety.js';
import type { Text } from '../model/catalogue.js';
import type { AppReport, KindReport } from '../model/report.js';
import { isTaken } from './takers.js';

export interface DraftType {
  id: string;
  label: string;
  category: string;
  kinds: KindReport[];
  /** sent: seen going out; taken: code takes it and the app may use the network; local: taken, no network permission. */
  basis: 'sent' | 'taken' | 'local';
  /** Third parties that take it: sharing, unless they only process it for you. */
  parties: string[];
}
export interface DataSafety {
  schema: 'overreach-data-safety/1';
  package: string | null;
  hasNetwork: boolean;
  types: DraftType[];
  adId: { permission: string; declared: boolean }[];
  adIdTaken: boolean;
  disclosure: string[];
}

const has = (report: AppReport, permission: string): boolean =>
  report.permissions.some((p) => p.name === permission);

/** @param kinds the catalogue's data kinds, which say the form's types that each may be */
export function draftDataSafety(report: AppReport, kinds: readonly DataKind[]): DataSafety {
  const hasNetwork = has(report, 'android.permission.INTERNET');
  const taken = report.kinds.filter((k) => isTaken(k.rung));
  const types = FORM_CATEGORIES.flatMap((category) =>
    category.types.flatMap((type): DraftType[] => {
      const mine = taken.filter((k) => kinds.find((x) => x.id === k.kind)?.playDataSafety.includes(type.id));
      if (mine.length === 0) return [];
      const parties = new Set(mine.flatMap((k) => k.actors.flatMap((a) => (a.kind === 'sdk' ? [a.id] : []))));
      return [
        {
          id: type.id,
          label: type.label,
          category: category.question,
          kinds: mine,
          basis: mine.some((k) => k.rung === 'leaves') ? 'sent' : hasNetwork ? 'taken' : 'local',
          parties: [...parties].sort(),
        },
      ];
    }),
  );
  return {
    schema: 'overreach-data-safety/1',
    package: report.app.package,
    hasNetwork,
    types,
    adId: AD_ID_PERMISSIONS.map((permission) => ({ permission, declared: has(report, permission) })),
    adIdTaken: taken.some((k) => k.kind === 'advertising-id'),
    disclosure: DISCLOSURE_PERMISSIONS.filter((name) =>
      report.permissions.some((p) => p.name === name && p.source !== 'implied'),
    ),
  };
}

const cell = (text: string): string => (/[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text);

/** The form's CSV: CRLF line ends, blank where only the developer can answer. */
export function dataSafetyCsv(draft: DataSafety): string {
  const rows: string[][] = [[...FORM_COLUMNS]];
  const collected = new Set(draft.types.filter((t) => t.basis !== 'local').map((t) => t.id));
  rows.push(
    [
      'PSL_DATA_COLLECTION_COLLECTS_PERSONAL_DATA',
      '',
      collected.size > 0 ? 'TRUE' : 'FALSE',
      'REQUIRED',
      'Does your app collect or share any of the required user data types?',
    ],
    [
      'PSL_DATA_COLLECTION_ENCRYPTED_IN_TRANSIT',
      '',
      '',
      'MAYBE_REQUIRED',
      'Is all of the user data collected by your app encrypted in transit?',
    ],
    [
      'PSL_SUPPORT_DATA_DELETION_BY_USER',
      'DATA_DELETION_YES',
      '',
      'SINGLE_CHOICE',
      'Do you provide a way for users to request that their data is deleted?',
    ],
    [
      'PSL_SUPPORT_DATA_DELETION_BY_USER',
      'DATA_DELETION_NO',
      '',
      'SINGLE_CHOICE',
      'Do you provide a way for users to request that their data is deleted?',
    ],
  );
  for (const category of FORM_CATEGORIES)
    for (const type of category.types)
      rows.push([
        category.question,
        type.id,
        collected.has(type.id) ? 'TRUE' : '',
        'MULTIPLE_CHOICE',
        `${category.label} / ${type.label}`,
      ]);
  for (const type of draft.types.filter((t) => collected.has(t.id)))
    for (const usage of FORM_USAGE)
      for (const response of usage.responses.length > 0 ? usage.responses : [''])
        rows.push([
          `PSL_DATA_USAGE_RESPONSES:${type.id}:${usage.question}`,
          response,
          response === 'PSL_DATA_USAGE_ONLY_COLLECTED' ? 'TRUE' : '',
          usage.requirement,
          `${type.label} / ${usage.label}`,
        ]);
  return rows.map((row) => `${row.map(cell).join(',')}\r\n`).join('');
}

/** Rows of a CSV text (RFC 4180; a byte-order mark and either line end are fine), or null when a quote never ends. */
export function readCsv(text: string): string[][] | null {
  const rows: string[][] = [];
  let row: string[] = [];
  let at = text.startsWith('\ufeff') ? 1 : 0;
  while (at <= text.length) {
    let value = '';
    if (text[at] === '"') {
      let from = at + 1;
      for (;;) {
        const quote = text.indexOf('"', from);
        if (quote < 0) return null;
        value += text.slice(from, quote);
        if (text[quote + 1] !== '"') {
          at = quote + 1;
          break;
        }
        value += '"';
        from = quote + 2;
      }
    }
    const rest = /[^,\r\n]*/y;
    rest.lastIndex = at;
    value += rest.exec(text)![0];
    at = rest.lastIndex;
    row.push(value);
    const end = text[at];
    if (end === ',') {
      at++;
      continue;
    }
    if (row.length > 1 || row[0] !== '') rows.push(row);
    row = [];
    at += end === '\r' && text[at + 1] === '\n' ? 2 : 1;
  }
  return rows;
}

/** Types of the form that a filled-in CSV declares, or null when the text is no such CSV. */
export function declaredTypes(text: string): Set<string> | null {
  const rows = readCsv(text);
  if (rows?.[0]?.[0] !== FORM_COLUMNS[0] || rows[0][1] !== FORM_COLUMNS[1]) return null;
  const known = new Set(FORM_CATEGORIES.flatMap((c) => c.types.map((t) => t.id)));
  return new Set(
    rows
      .slice(1)
      .flatMap(([question, response, value]) =>
        question?.startsWith('PSL_DATA_TYPES_') && known.has(response ?? '') && /^true$/i.test(value ?? '')
          ? [response!]
          : [],
      ),
  );
}

export interface DataSafetyMismatch {
  code: 'found-not-declared' | 'declared-not-found' | 'ad-id-permission-missing' | 'ad-id-permission-unused';
  id: string;
  text: Text;
  kinds: KindReport[];
}

/** Both ways. A kind that may be one of several types of the form is declared when one of them is. */
export function compareDataSafety(
  draft: DataSafety,
  declared: ReadonlySet<string>,
  kinds: readonly DataKind[],
): DataSafetyMismatch[] {
  const out: DataSafetyMismatch[] = [];
  for (const type of draft.types) {
    if (declared.has(type.id) || type.basis === 'local') continue;
    const missing = type.kinds.filter(
      (k) => !kinds.find((x) => x.id === k.kind)?.playDataSafety.some((id) => declared.has(id)),
    );
    if (missing.length > 0)
      out.push({
        code: 'found-not-declared',
        id: type.id,
        text: {
          en: `found and not declared: ${type.label} (${missing.map((k) => k.name.en).join(', ')})`,
          zh: `已发现但未声明：${type.label}（${missing.map((k) => k.name.zh).join('、')}）`,
        },
        kinds: missing,
      });
  }
  const found = new Set(draft.types.map((t) => t.id));
  for (const category of FORM_CATEGORIES)
    for (const type of category.types)
      if (declared.has(type.id) && !found.has(type.id))
        out.push({
          code: 'declared-not-found',
          id: type.id,
          text: {
            en: `declared and not found: ${type.label}; the user may type it, or it is taken where static reading does not see`,
            zh: `已声明但未发现：${type.label}；可能由用户填写，或以静态分析看不到的方式获取`,
          },
          kinds: [],
        });
  return [...out, ...adIdMismatches(draft)];
}

/** The advertising id without its permissions reads as zeros; a permission without a use needs no declaration. */
export function adIdMismatches(draft: DataSafety): DataSafetyMismatch[] {
  return draft.adId.flatMap(({ permission, declared }): DataSafetyMismatch[] => {
    if (draft.adIdTaken && !declared && permission === AD_ID_PERMISSIONS[0])
      return [
        {
          code: 'ad-id-permission-missing',
          id: permission,
          text: {
            en: `the advertising id is read, and ${permission} is not declared: from target SDK 33 on it reads as zeros`,
            zh: `读取了广告标识符，但未声明 ${permission}：自目标 SDK 33 起读到的将全为零`,
          },
          kinds: [],
        },
      ];
    if (!draft.adIdTaken && declared)
      return [
        {
          code: 'ad-id-permission-unused',
          id: permission,
          text: {
            en: `${permission} is declared, and no code that reads the advertising id was seen: remove it with tools:node="remove"`,
            zh: `声明了 ${permission}，但未见读取广告标识符的代码：可用 tools:node="remove" 移除`,
          },
          kinds: [],
        },
      ];
    return [];
  });
}
