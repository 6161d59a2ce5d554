import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import {
  compareDataSafety,
  dataSafetyCsv,
  declaredTypes,
  draftDataSafety,
  readCsv,
} from '../../src/compare/data-safety.js';
import { diffReports } from '../../src/compare/diff.js';
import type { DataKind } from '../../src/model/catalogue.js';
import { AD_ID_PERMISSIONS, FORM_CATEGORIES, FORM_COLUMNS } from '../../src/model/data-safety.js';
import { loadFullCatalogue } from '../../src/catalogue/load.js';
import type { ReportDiff } from '../../src/model/gate.js';
import { fullReport, kind, report } from '../support/report.js';
import { reportOf, sightings } from '../support/gate.js';
import { runCli } from '../support/run-cli.js';

const OLD = 'node_modules/settings-2/bin/settings_apk-debug.apk';
const NEW = 'node_modules/settings-5/apks/settings_apk-debug.apk';
const folder = mkdtempSync(join(tmpdir(), 'overreach-commands-'));
const facts = { old: join(folder, 'old.json'), now: join(folder, 'now.json') };
beforeAll(async () => {
  await runCli(['facts', OLD, '--out', facts.old]);
  await runCli(['facts', NEW, '--out', facts.now]);
});
afterAll(() => rmSync(folder, { recursive: true }));

describe('diff', () => {
  test('names what is new with its evidence and cause, in every format', async () => {
    const json = await runCli(['diff', facts.old, facts.now, '--format', 'json']);
    const diff = JSON.parse(json.out) as ReportDiff;
    expect(diff.kinds.added.map((k) => k.data)).toContain('sms');
    expect(diff.permissions.added.map((p) => p.name)).toContain('android.permission.READ_SMS');
    expect(diff.kinds.added.find((k) => k.data === 'sms')!.evidence.length).toBeGreaterThan(0);
    expect(diff.score.change).toBeCloseTo(diff.score.after! - diff.score.before!, 5);
    for (const format of ['terminal', 'markdown'])
      for (const lang of ['en', 'zh']) {
        const ran = await runCli(['diff', facts.old, facts.now, '--format', format, '--lang', lang]);
        expect(ran.code).toBe(0);
        expect(ran.out).toContain('READ');
      }
  });

  test('nothing differs from itself; the other way round, added and removed change places', () => {
    fc.assert(
      fc.property(sightings, sightings, (a, b) => {
        const [one, other] = [reportOf(a), reportOf(b)];
        const self = diffReports(one, one);
        expect([self.kinds, self.takers, self.sdks].flatMap((c) => [...c.added, ...c.removed])).toEqual([]);
        const there = diffReports(one, other);
        const back = diffReports(other, one);
        expect(there.kinds.added.map((k) => k.data)).toEqual(back.kinds.removed.map((k) => k.data));
        expect(there.takers.added.map((t) => [t.data, t.by])).toEqual(
          back.takers.removed.map((t) => [t.data, t.by]),
        );
      }),
    );
  });
});

describe('init', () => {
  test('writes a configuration that check accepts, in both languages, and replaces nothing unasked', async () => {
    for (const lang of ['en', 'zh']) {
      const cwd = join(folder, `init-${lang}`);
      mkdirSync(cwd);
      const made = await runCli(['init', facts.now, '--lang', lang], { cwd });
      expect([made.code, made.out]).toEqual([0, '']);
      const text = readFileSync(join(cwd, 'overreach.yml'), 'utf8');
      expect(text).toContain('data: sms');
      const again = await runCli(['init', facts.now, '--lang', lang], { cwd });
      expect(again.code).toBe(2);
      const checked = await runCli(
        ['check', facts.now, '--config', join(cwd, 'overreach.yml'), '--format', 'json'],
        { cwd },
      );
      expect([checked.code, checked.err]).toEqual([0, '']);
      const less = text.replace(/ {2}- data: sms[^]*?(?= {2}- data|\n\n)/, '');
      writeFileSync(join(cwd, 'overreach.yml'), less);
      const failed = await runCli(
        ['check', facts.now, '--config', join(cwd, 'overreach.yml'), '--format', 'markdown'],
        { cwd },
      );
      expect(failed.code).toBe(1);
      expect(failed.out).toContain('undeclared-data');
    }
  });
});

describe('Data safety', () => {
  const kinds = loadFullCatalogue().kinds;

  test('the draft has the published form: header, ids, values, CRLF', async () => {
    const ran = await runCli(['datasafety', facts.now]);
    expect(ran.code).toBe(0);
    const lines = ran.out.split('\r\n');
    expect(lines[0]).toBe(
      'Question ID (machine readable),Response ID (machine readable),Response value,Answer requirement,Human-friendly question label',
    );
    expect(ran.out.replaceAll('\r\n', '')).not.toMatch(/[\r\n]/);
    const rows = readCsv(ran.out)!;
    const types = new Set(FORM_CATEGORIES.flatMap((c) => c.types.map((t) => t.id)));
    expect(types.size).toBe(38);
    for (const row of rows.slice(1)) {
      expect(row).toHaveLength(5);
      const [question, response, value, requirement] = row;
      expect(['', 'TRUE', 'FALSE']).toContain(value);
      expect(['REQUIRED', 'MAYBE_REQUIRED', 'MULTIPLE_CHOICE', 'SINGLE_CHOICE']).toContain(requirement);
      if (question!.startsWith('PSL_DATA_TYPES_')) expect(types.has(response!)).toBe(true);
      else if (question!.includes(':'))
        expect(question).toMatch(/^PSL_DATA_USAGE_RESPONSES:PSL_[A-Z_]+:(PSL_)?DATA_USAGE_[A-Z_]+$/);
      else expect(question).toMatch(/^PSL_[A-Z_]+$/);
    }
    expect(declaredTypes(ran.out)!.has('PSL_SMS_CALL_LOG')).toBe(true);
  });

  test('every kind names only types that the form has', () => {
    const types = new Set(FORM_CATEGORIES.flatMap((c) => c.types.map((t) => t.id)));
    for (const k of kinds)
      expect([k.id, k.playDataSafety.filter((id) => !types.has(id))]).toEqual([k.id, []]);
  });

  test('compares both ways, with evidence; its own draft has no mismatch', async () => {
    const draft = join(folder, 'draft.csv');
    await runCli(['datasafety', facts.now, '--out', draft]);
    expect((await runCli(['datasafety', facts.now, '--compare', draft])).code).toBe(0);
    const declared = join(folder, 'declared.csv');
    const text = readFileSync(draft, 'utf8')
      .replace('PSL_SMS_CALL_LOG,TRUE', 'PSL_SMS_CALL_LOG,')
      .replace('PSL_CALENDAR,,', 'PSL_CALENDAR,true,');
    writeFileSync(declared, text);
    const ran = await runCli(['datasafety', facts.now, '--compare', declared]);
    expect(ran.code).toBe(1);
    expect(ran.out).toContain('found and not declared: SMS or MMS');
    expect(ran.out).toContain('SmsReader');
    expect(ran.out).toContain('declared and not found: Calendar events');
    writeFileSync(declared, 'a,b\n1,2\n');
    expect((await runCli(['datasafety', facts.now, '--compare', declared])).code).toBe(2);
  });

  test('without the network permission nothing is collected', () => {
    const draft = draftDataSafety(report({ kinds: [kind('contacts')] }), kinds);
    expect(draft.types.map((t) => [t.id, t.basis])).toEqual([['PSL_CONTACTS', 'local']]);
    expect(dataSafetyCsv(draft)).toContain('PSL_DATA_COLLECTION_COLLECTS_PERSONAL_DATA,,FALSE');
    expect(compareDataSafety(draft, new Set(), kinds)).toEqual([]);
  });

  test('both advertising-id permissions are weighed against its use', () => {
    const permission = (name: string) => ({ ...fullReport().permissions[0]!, name });
    const of = (r: ReturnType<typeof report>) =>
      compareDataSafety(draftDataSafety(r, kinds), new Set(['PSL_DEVICE_ID']), kinds).map((m) => [
        m.code,
        m.id,
      ]);
    expect(of(report({ kinds: [kind('advertising-id')] }))).toContainEqual([
      'ad-id-permission-missing',
      AD_ID_PERMISSIONS[0],
    ]);
    expect(of(report({ permissions: AD_ID_PERMISSIONS.map(permission) }))).toEqual([
      ['declared-not-found', 'PSL_DEVICE_ID'],
      ['ad-id-permission-unused', AD_ID_PERMISSIONS[0]],
      ['ad-id-permission-unused', AD_ID_PERMISSIONS[1]],
    ]);
  });

  test('CSV reading undoes what writing does', () => {
    fc.assert(
      fc.property(
        fc.array(fc.array(fc.string(), { minLength: 2, maxLength: 5 }), { minLength: 1 }),
        (rows) => {
          const quote = (text: string) => `"${text.replaceAll('"', '""')}"`;
          expect(readCsv(rows.map((r) => `${r.map(quote).join(',')}\r\n`).join(''))).toEqual(rows);
        },
      ),
    );
    expect(readCsv('a,"b')).toBeNull();
    expect(readCsv('\ufeffa,b\n\nc,')).toEqual([
      ['a', 'b'],
      ['c', ''],
    ]);
    expect(declaredTypes(FORM_COLUMNS.join(','))).toEqual(new Set());
  });

  test('a kind that may be one of two types is declared by either', () => {
    const kinds: DataKind[] = [
      { ...loadFullCatalogue().kinds[0]!, id: 'x', playDataSafety: ['PSL_NAME', 'PSL_EMAIL'] },
    ];
    const internet = { ...fullReport().permissions[0]!, name: 'android.permission.INTERNET' };
    const draft = draftDataSafety(report({ kinds: [kind('x')], permissions: [internet] }), kinds);
    const missing = (declared: string[]) =>
      compareDataSafety(draft, new Set(declared), kinds)
        .filter((m) => m.code === 'found-not-declared')
        .map((m) => m.id);
    expect(missing([])).toEqual(['PSL_NAME', 'PSL_EMAIL']);
    expect(missing(['PSL_EMAIL'])).toEqual([]);
  });
});

describe('rules', () => {
  test('lists everything, as text and as JSON', async () => {
    for (const list of ['checks', 'data-kinds', 'sdks', 'app-types', 'permissions', 'sinks']) {
      const rows = JSON.parse((await runCli(['rules', 'list', list, '--format', 'json'])).out) as {
        id: string;
      }[];
      expect(rows.length).toBeGreaterThan(5);
      const text = await runCli(['rules', 'list', list, '--lang', 'zh']);
      expect(text.out).toContain(rows[0]!.id.slice(0, 20));
    }
    expect((await runCli(['rules', 'list'])).out).toContain('app-types');
  });

  test('explains, and checks its own and a broken folder', async () => {
    expect((await runCli(['rules', 'explain', 'contacts'])).out).toBe(
      (await runCli(['explain', 'contacts'])).out,
    );
    expect(await runCli(['rules', 'check'])).toEqual({ code: 0, out: 'The rules are sound.\n', err: '' });
    const broken = join(folder, 'broken', 'sdks');
    mkdirSync(broken, { recursive: true });
    writeFileSync(join(broken, 'acme.yaml'), 'id: acme\nname: Acme\nvendr: x\n');
    const ran = await runCli(['rules', 'check', join(folder, 'broken')]);
    expect(ran.code).toBe(2);
    expect(ran.err).toMatch(/acme\.yaml:3: .*vendr/);
    expect((await runCli(['scan', facts.old, '--rules', join(folder, 'broken')])).code).toBe(2);
    expect((await runCli(['rules', 'lst'])).err).toBe('overreach: rules cannot lst (did you mean list?)\n');
  });

  test('runs the examples of a folder, and names each that comes out otherwise, with its line', async () => {
    const own = join(folder, 'own', 'checks');
    mkdirSync(own, { recursive: true });
    const rule = (target: number): string =>
      `id: own-old-target
since: 0.1.0
title: { en: Old target, zh: 目标版本过旧 }
severity: low
data: []
when: { target-sdk: { below: 30 } }
messages: { hit: { en: 'It targets {value}.', zh: '目标版本为 {value}。' } }
why: { en: Because., zh: 原因。 }
fix: { en: Raise it., zh: 请提高。 }
references: [{ label: own }]
examples:
  - { name: old, facts: { target: ${target} }, expect: hit }
  - { name: new, facts: { target: 35 }, expect: clear }
  - { name: unread, facts: { missing: [manifest] }, expect: unknown }
`;
    const file = join(own, 'own-old-target.yaml');
    writeFileSync(file, rule(29));
    expect((await runCli(['rules', 'check', join(folder, 'own')])).code).toBe(0);
    writeFileSync(file, rule(31));
    const ran = await runCli(['rules', 'check', join(folder, 'own')]);
    expect(ran.code).toBe(2);
    expect(ran.err).toMatch(/own-old-target\.yaml:12: example "old" comes out as clear, not hit/);
    const zh = await runCli(['rules', 'check', join(folder, 'own'), '--lang', 'zh']);
    expect(zh.err).toContain('示例“old”的结果是“未命中”，而不是“命中”');
  });

  test('shows the conditions and examples of a check in words of both languages', async () => {
    const [en, zh] = await Promise.all(
      ['en', 'zh'].map((lang) =>
        runCli(['explain', 'contacts-read', '--format', 'markdown', '--lang', lang]),
      ),
    );
    expect(en!.out).not.toMatch(/[{}]"|"obtains"/);
    expect(en!.out).toContain('## When it hits: all of this holds');
    expect(en!.out).toMatch(/- hits: type: utility-tools; code: data contacts/);
    expect(zh!.out).toContain('## 触发条件：以下条件全部成立');
    expect(zh!.out).toMatch(/- 无法判断：应用类型：online-shopping；未能读取：code/);
  });
});
