import { readExodusList } from '../../src/catalogue/exodus.js';
// A user's own folder and tracker list on top of the product's rules, and the faults that are told with file and line.
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { CatalogueError, complaintText } from '../../src/catalogue/complaint.js';
import { addRules } from '../../src/catalogue/user-rules.js';
import type { Catalogue, DataKind } from '../../src/model/catalogue.js';
import { appType, catalogue, kind, sdk } from '../support/judging.js';

let root: string;
beforeAll(() => void (root = mkdtempSync(join(tmpdir(), 'overreach-rules-'))));
afterAll(() => rmSync(root, { recursive: true, force: true }));

let count = 0;
function folder(files: Record<string, string>): string {
  const path = join(root, `r${count++}`);
  for (const [name, text] of Object.entries(files)) {
    mkdirSync(dirname(join(path, name)), { recursive: true });
    writeFileSync(join(path, name), text);
  }
  return path;
}
const base = (): Catalogue =>
  catalogue({
    kinds: [kind('contacts', 5, [])] as DataKind[],
    sdks: [sdk('ours', 'com.ours'), sdk('theirs', 'com.theirs')],
    types: [appType('news')],
    groups: { 'provider-read': ['Landroid/content/ContentResolver;->query'] },
  });
function complaints(files: Record<string, string>, lists: Record<string, string> = {}): string[] {
  const path = folder({
    ...files,
    ...Object.fromEntries(Object.entries(lists).map(([n, t]) => [`../${n}`, t])),
  });
  try {
    addRules(
      base(),
      [path],
      Object.keys(lists).map((name) => join(path, '..', name)),
    );
    return [];
  } catch (error) {
    if (!(error instanceof CatalogueError)) throw error;
    return error.complaints.map((complaint) => complaintText(complaint, 'en').replace(`${path}/`, ''));
  }
}

const KIND = `id: gait
name: { en: Way of walking, zh: 步态 }
meaning: { en: How a person walks., zh: 走路方式。 }
origin: device
headline: health
sensitivity: { level: 4, reason: { en: Recognises a person., zh: 可识别个人。 } }
permissions: []
routes:
  - { call: com.example.Gait#read }
  - { uri: content://gait, with: provider-read }
playDataSafety: []
masvs: []
references: []
`;
const SDK = `id: acme
name: Acme
vendor: Acme
categories: [analytics]
tracker: true
signals:
  - { kind: package, value: com.acme, confidence: high }
takes:
  - { kind: contacts, mode: collects, source: vendor page, confidence: high }
`;

describe('a user folder', () => {
  test('adds kinds, SDKs, types and rules, and their watches', () => {
    const type = `id: walking
name: { en: Walking, zh: 步行 }
basicFunction: { en: Walk., zh: 步行。 }
clause: { text: { en: Ours., zh: 自定。 }, source: { label: ours } }
typedByUser: []
necessary: [gait]
functional: []
contextual: []
redFlags: [contacts]
hints: { appCategories: [], playCategories: [], words: [walk], sdks: [acme], features: [] }
`;
    const path = folder({
      'data-kinds/gait.yaml': KIND,
      'sdks/acme.yaml': SDK,
      'app-types/walking.yaml': type,
    });
    const before = base();
    const added = addRules(before, [path], []);
    expect(added.catalogue.kinds.map(({ id }) => id)).toEqual(['contacts', 'gait']);
    expect(added.catalogue.sdks.map(({ id }) => id)).toEqual(['acme', 'ours', 'theirs']);
    expect(added.catalogue.types.map(({ id }) => id)).toEqual(['news', 'walking']);
    expect(added.catalogue.version).not.toBe(before.version);
    const ids = added.watchlist.methods.map(({ id }) => id);
    expect(ids).toContain('Lcom/example/Gait;->read');
    expect(added.watchlist.uris).toEqual([{ id: 'uri:content://gait', text: 'content://gait' }]);
  });

  test('a sighting "with" a group becomes a strong compound in method and class, and a weak sign alone', () => {
    const path = folder({ 'data-kinds/gait.yaml': KIND });
    const gait = addRules(base(), [path], []).catalogue.kinds.find(({ id }) => id === 'gait');
    expect(gait?.routes.slice(1)).toMatchObject([
      {
        all: ['uri:content://gait'],
        any: ['Landroid/content/ContentResolver;->query'],
        scope: 'method',
        signal: 'strong',
      },
      { all: ['uri:content://gait'], scope: 'class', signal: 'strong', confidence: 'medium' },
      { watch: 'uri:content://gait', signal: 'weak' },
    ]);
  });

  test('a broken folder is told whole, each fault with file, line and cause', () => {
    const found = complaints({
      'data-kinds/gait.yaml': KIND.replace('level: 4', 'level: 9').replace('origin: device', 'origin: sky'),
      'data-kinds/limp.yaml': KIND.replace('id: gait', 'id: limp')
        .replace('Gait#read', 'Gait.read')
        .replace('provider-read', 'nothing'),
      'sdks/acme.yaml': SDK.replace('kind: contacts', 'kind: contcts').replace('com.acme', 'com.theirs'),
      'sdks/ours.yaml': SDK.replace('id: acme', 'id: ours').replace('com.acme', 'com.other'),
      'sdks/other.yaml': SDK.replace('tracker: true', 'traker: true').replace('com.acme', 'com.third'),
      'app-types/x.yaml': 'id: [',
      'odd/file.yaml': 'a: 1',
    });
    expect(found).toEqual([
      expect.stringMatching(/^app-types\/x\.yaml:1: not valid YAML: /),
      'data-kinds/gait.yaml:4: must be one of: device, derived, user (at origin)',
      expect.stringMatching(/^data-kinds\/gait\.yaml:6: .*\(at sensitivity\.level\)$/),
      'data-kinds/limp.yaml:9: a member is written "package.Class#member"',
      'data-kinds/limp.yaml:10: no group is called "nothing"',
      expect.stringMatching(/^odd\/file\.yaml: no place for this file; known are checks\/\*\.yaml, /),
      'sdks/acme.yaml:7: class prefix "com.theirs" already belongs to theirs',
      'sdks/acme.yaml:9: no data kind is called "contcts"',
      'sdks/other.yaml:1: field "tracker" is missing',
      'sdks/other.yaml:5: unknown field "traker" (at traker)',
      'sdks/ours.yaml:1: duplicate SDK "ours"',
    ]);
  });

  test('rules are checked against the grammar of the language', () => {
    const rule = (when: string): string => `id: mine
since: 1.0.0
title: { en: Mine, zh: 自定 }
severity: low
data: [contacts]
when:
${when}
messages: { hit: { en: Hit., zh: 命中。 } }
why: { en: Why., zh: 原因。 }
fix: { en: Fix., zh: 整改。 }
references: []
examples:
  - { name: a, facts: {}, expect: hit }
  - { name: b, facts: {}, expect: clear }
  - { name: c, facts: {}, expect: unknown }
`;
    const check = (when: string) => complaints({ 'checks/mine.yaml': rule(when) });
    expect(check('  obtains: { data: [contacts] }')).toEqual([]);
    expect(check('  obtians: { data: contacts }')).toEqual([
      expect.stringMatching(/^checks\/mine\.yaml:7: no condition is called "obtians"; did you mean obtains/),
    ]);
    expect(check('  obtains: { dta: contacts }').join('\n')).toMatch(/mine\.yaml:7: unknown field "dta"/);
    expect(check('  obtains: { data: [contcts] }').join('\n')).toMatch(
      /mine\.yaml:7: no data kind is called "contcts"; did you mean contacts/,
    );
    expect(check('  all: []').join('\n')).toMatch(/mine\.yaml:7: all needs a list/);
    expect(check('  none: [{ obtains: { data: contacts } }]').join('\n')).toMatch(
      /mine\.yaml:6: a rule made of none alone/,
    );
  });

  test('a missing folder is told', () => {
    expect(() => addRules(base(), [join(root, 'absent')], [])).toThrow(/no such folder/);
  });
});

describe('a tracker list in the form of Exodus', () => {
  const list = JSON.stringify({
    trackers: {
      7: {
        name: 'Third',
        code_signature: 'com.third.ads.|com.third',
        network_signature: 'third\\.example',
        website: 'https://third.example',
      },
      8: { name: 'Ours', code_signature: 'com.ours.', network_signature: 'NC' },
      9: { name: 'Infix', code_signature: '.infix.', network_signature: '' },
    },
  });
  test('is matched by segment beside ours; a prefix that is ours stays ours', () => {
    const path = join(root, 'trackers.json');
    writeFileSync(path, list);
    const { catalogue: added } = addRules(base(), [], [path]);
    expect(added.sdks.map(({ id }) => id)).toEqual(['exodus-7', 'ours', 'theirs']);
    expect(added.sdks[0]).toMatchObject({
      name: 'Third',
      tracker: true,
      signals: [
        { kind: 'package', value: 'com.third.ads' },
        { kind: 'package', value: 'com.third' },
        { kind: 'domain', value: 'third.example' },
      ],
    });
  });
  test('what is no list is refused with its cause', () => {
    expect(complaints({ 'sdks/acme.yaml': SDK }, { 'bad.json': '{' })).toEqual([
      expect.stringMatching(/^bad\.json: not valid JSON/),
    ]);
    expect(complaints({}, { 'odd.json': '{"x":1}' }).join()).toMatch(/not a tracker list/);
  });

  test('a row that cannot be used is told, and the rest of the list is used', () => {
    const rows = {
      1: { name: 'Sound', code_signature: 'org.sound.sdk', categories: null },
      2: { name: 'Empty', code_signature: null },
      3: null,
      4: { name: 'Infix', code_signature: '.infix.' },
      5: { name: 'Twin', code_signature: 'org.sound.sdk' },
    };
    const lost: string[] = [];
    const none = (): void => {
      throw new Error('nothing to complain of');
    };
    const base = { sdks: [] } as unknown as Parameters<typeof readExodusList>[2];
    const sdks = readExodusList('l.json', JSON.stringify({ trackers: rows }), base, none, (c) =>
      lost.push(c.cause.en),
    );
    expect(sdks.map((sdk) => sdk.name)).toEqual(['Sound']);
    expect(lost).toEqual([
      'tracker 2 has no code signature; left out',
      'tracker 3 is not in the form of the list; left out',
      'tracker 4 has no code signature that can be matched; left out',
    ]);
  });
});
