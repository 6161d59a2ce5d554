// Facts in real names, by a real run of R8 (samples/mapping-fruit-stall) and by mapping files that mislead; then through
// every command that judges. Leaves the forms of mapping files to test/formats/mapping.
import { mkdirSync, copyFileSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from '@jest/globals';
import { DEFAULT_LIMITS } from '../../src/bytes/limits.js';
import { loadCatalogue, loadWatchlist } from '../../src/catalogue/load.js';
import { withRealNames } from '../../src/extract/real-names.js';
import { readMapping } from '../../src/formats/mapping/mapping-file.js';
import type { AppFacts, CodeFacts } from '../../src/model/facts.js';
import type { ReportDiff } from '../../src/model/gate.js';
import type { AppReport } from '../../src/model/report.js';
import type { SurveyReport } from '../../src/model/survey.js';
import { judgeFacts, readPaths } from '../../src/scan.js';
import { temporaryFolder } from '../support/package-files.js';
import { runCli } from '../support/run-cli.js';

const APK = 'samples/mapping-fruit-stall/app.apk';
const MAPPING = 'samples/mapping-fruit-stall/mapping.txt';
const text = readFileSync(MAPPING, 'utf8');
const mappingOf = (said: string) => readMapping(new TextEncoder().encode(said), DEFAULT_LIMITS);
const folder = temporaryFolder();
const catalogue = loadCatalogue();
const facts = readPaths([APK], { watchlist: loadWatchlist() });
const codeOf = (some: AppFacts): CodeFacts => {
  if (some.code.state === 'missing') throw new Error('no code');
  return some.code.value;
};
const judged = (said: string): AppReport =>
  judgeFacts(facts, { catalogue, type: 'online-shopping', mapping: mappingOf(said) });
const partiesOf = (report: AppReport): Record<string, string[]> =>
  Object.fromEntries(
    report.kinds.map(({ kind, actors }) => [kind, actors.map((actor) => `${actor.kind}:${actor.id}`)]),
  );
const told = (report: AppReport): string[] =>
  report.diagnostics.map(({ code }) => code).filter((code) => code.startsWith('mapping/'));

describe('a real run of R8', () => {
  test('without its mapping, nobody is blamed; with it, the app for its own and the SDK for its', () => {
    const without = judgeFacts(facts, { catalogue, type: 'online-shopping' });
    expect(partiesOf(without)).toMatchObject({
      contacts: ['unattributed:'],
      'android-id': ['unattributed:'],
    });
    const report = judged(text);
    expect(partiesOf(report)).toMatchObject({
      contacts: ['app:org.fruit.stall'],
      'android-id': ['sdk:umeng-analytics'],
    });
    expect(told(report)).toEqual(['mapping/applied']);
    expect(report.sdks.map(({ id }) => id)).toContain('umeng-analytics');
  });

  test('evidence shows the real name and the one by which the package can be looked at', () => {
    const contacts = judged(text).kinds.find(({ kind }) => kind === 'contacts')!.evidence[0]!;
    expect(contacts.place).toMatchObject({
      symbol: 'Lorg/fruit/stall/orders/Regulars;->names(I)Ljava/lang/String;',
      renamed: 'Lb;->a(I)Ljava/lang/String;',
    });
    expect(contacts.path).toEqual([
      'Lorg/fruit/stall/MainActivity;->onCreate(Landroid/os/Bundle;)V',
      'Lorg/fruit/stall/orders/Regulars;->names(I)Ljava/lang/String;',
    ]);
  });

  test('classes are counted where their authors put them', () => {
    const packages = (some: AppFacts) => codeOf(some).packages.map(({ name, classes }) => [name, classes]);
    expect(packages(facts)).toEqual([
      ['', 2],
      ['org.fruit.stall', 2],
    ]);
    expect(packages(withRealNames(facts, mappingOf(text)))).toEqual([
      ['com.umeng.analytics', 1],
      ['org.fruit.stall', 2],
      ['org.fruit.stall.orders', 1],
    ]);
  });

  test('facts that were given stay as they were', () => {
    const before = JSON.stringify(facts);
    withRealNames(facts, mappingOf(text));
    expect(JSON.stringify(facts)).toBe(before);
  });
});

describe('what a mapping cannot tell is left alone', () => {
  test('one of another build changes nothing and says so', () => {
    const other = text.replace(/pg_map_id: \w{8}/, 'pg_map_id: 00000000');
    const report = judged(other);
    expect(partiesOf(report)).toMatchObject({ contacts: ['unattributed:'] });
    expect(told(report)).toEqual(['mapping/of-another-build']);
  });

  test('one without an id is used and said to be unproven; one of other names changes nothing', () => {
    expect(told(judged(text.replace(/# pg_map_id.*\n/, '')))).toEqual(['mapping/unproven']);
    expect(told(judged('shop.A -> x.y:\n'))).toEqual(['mapping/names-nothing']);
  });

  test('names that turn in a circle are looked up once', () => {
    const circle = mappingOf('b -> a:\na -> b:\n    java.lang.String again(int) -> a\n');
    const symbols = codeOf(withRealNames(facts, circle)).sites.map((site) => `${site.class}->${site.method}`);
    expect(symbols).toContain('La;->again(I)Ljava/lang/String;');
    expect(symbols.some((symbol) => symbol.startsWith('Lb;->a('))).toBe(true);
  });

  test('a method that could be one of two keeps its name', () => {
    const two = ['shop.A -> b:', '    java.lang.String one(int) -> a', '    java.lang.String two(int) -> a'];
    const symbols = codeOf(withRealNames(facts, mappingOf(two.join('\n')))).sites.map(
      (site) => `${site.class}->${site.method}`,
    );
    expect(symbols).toContain('Lshop/A;->a(I)Ljava/lang/String;');
  });

  test('a method that came from another class is that one’s; one that was inlined is not', () => {
    const moved = [
      'shop.A -> b:',
      '    1:9:void inner.Lib.deep(int):3 -> a',
      '    1:9:java.lang.String shop.Base.names(int):4 -> a',
    ];
    const symbols = codeOf(withRealNames(facts, mappingOf(moved.join('\n')))).sites.map(
      (site) => `${site.class}->${site.method}`,
    );
    expect(symbols).toContain('Lshop/Base;->names(I)Ljava/lang/String;');
    expect(symbols.join()).not.toContain('deep');
  });
});

describe('in every command that judges', () => {
  const json = async (argv: string[]): Promise<unknown> => {
    const ran = await runCli([...argv, '--format', 'json']);
    expect(ran.err).toBe('');
    return JSON.parse(ran.out);
  };
  const TYPED = ['--type', 'online-shopping'];

  test('scan, also of kept facts and of a folder of mappings', async () => {
    const kept = join(folder.path, 'kept.json');
    expect((await runCli(['facts', APK, '--out', kept])).code).toBe(0);
    mkdirSync(join(folder.path, 'maps'));
    folder.put('maps/a-other.txt', new TextEncoder().encode('shop.A -> x.y:\n'));
    copyFileSync(MAPPING, join(folder.path, 'maps/release-3.txt'));
    const wanted = { contacts: ['app:org.fruit.stall'] };
    for (const path of [APK, kept])
      for (const mapping of [MAPPING, join(folder.path, 'maps')]) {
        const report = (await json(['scan', path, '--mapping', mapping, ...TYPED])) as AppReport;
        expect(partiesOf(report)).toMatchObject(wanted);
      }
    const shown = await runCli(['scan', APK, '--mapping', MAPPING, ...TYPED, '--all']);
    expect(shown.out).toContain('org.fruit.stall.orders.Regulars.names(int) [b.a(int)] @000b');
  });

  test('diff and check: a rename is no news', async () => {
    const plain = 'samples/mapping-fruit-stall/app.apk';
    const same = (await json(['diff', plain, APK, '--mapping', MAPPING, ...TYPED])) as ReportDiff;
    expect([same.kinds, same.sdks]).toEqual([
      expect.not.arrayContaining([expect.objectContaining({ change: 'added' })]),
      expect.anything(),
    ]);
    const baseline = join(folder.path, 'baseline.json');
    const gate = ['check', APK, '--baseline', baseline, ...TYPED];
    expect((await runCli([...gate, '--mapping', MAPPING, '--write-baseline'])).code).toBe(0);
    expect((await runCli([...gate, '--mapping', MAPPING])).code).toBe(0);
    // Without the mapping, the same code is nobody's: another party than the baseline knows.
    expect((await runCli(gate)).code).toBe(1);
  });

  test('survey: each app by the id it carries; a pack of evidence must stand by itself', async () => {
    const apks = join(folder.path, 'apks');
    mkdirSync(apks);
    copyFileSync(APK, join(apks, 'stall.apk'));
    copyFileSync('samples/contacts-uri-parse-yes/app.apk', join(apks, 'other.apk'));
    const out = join(folder.path, 'survey');
    const argv = ['survey', apks, '--out', out, '--workers', '0', '--no-cache', '--mapping', MAPPING];
    expect((await runCli(argv)).code).toBe(0);
    const survey = JSON.parse(readFileSync(join(out, 'survey.json'), 'utf8')) as SurveyReport;
    expect(survey.sdks.map(({ id }) => id)).toEqual(['umeng-analytics']);
    const refused = await runCli([...argv, '--evidence']);
    expect([refused.code, refused.err]).toEqual([2, expect.stringContaining('--evidence and --mapping')]);
  });

  test('a file that is none is refused in one line, in both languages', async () => {
    const bad = join(folder.path, 'bad.txt');
    folder.put('bad.txt', new TextEncoder().encode('nothing here\n'));
    for (const [mapping, says] of [
      [bad, 'not a mapping file'],
      [join(folder.path, 'none.txt'), 'cannot be read (ENOENT)'],
    ] as const) {
      const ran = await runCli(['scan', APK, '--mapping', mapping]);
      expect([ran.code, ran.err.trim().split('\n')]).toEqual([2, [expect.stringContaining(says)]]);
    }
  });
});
