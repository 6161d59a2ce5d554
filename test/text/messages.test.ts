// Every message of every check, rendered from the facts of its own examples and of samples, in both languages, and looked
// at for gaps: places left unfilled, missing subjects, doubled spaces, wrong articles and numbers, words above the rung.
// The same for what is said of each kind. Leaves what checks find to the tests of conditions and samples.
import { describe, expect, test } from '@jest/globals';
import { loadFullCatalogue, loadWatchlist } from '../../src/catalogue/load.js';
import { expandExample } from '../../src/checks/example-facts.js';
import type { AppReport } from '../../src/model/report.js';
import { judgeFacts, readPaths } from '../../src/scan.js';
import { kindSentence } from '../../src/text/takings.js';
import { readSamples } from '../support/samples.js';

const catalogue = loadFullCatalogue();
type Finding = AppReport['findings'][number];

/** What is wrong with a sentence; empty when nothing is. */
function gapsIn(text: string, lang: 'en' | 'zh'): string[] {
  // What the package itself says stands in quotes, in whatever language.
  const own = text.replace(/"[^"]*"/g, '"…"');
  const faults: [string, RegExp][] = [
    ['unfilled', /\{\w*\}/],
    ['not a text', /undefined|NaN|\[object|\(null\)|"null"/],
    ['doubled space', / {2}/],
    ['space at an end', /^\s|\s$/],
    ['empty brackets or quotes', /\(\s*\)|（\s*）|“\s*”/],
    [
      'nothing where something stands',
      /(?:^|[.;:] )(?:can|is|are|reads|takes)\b| ,| \.(?:\s|$)|：(?:；|。|$)/,
    ],
    ['quoted unknown', /“(?:type unknown|类型未知)”|\ba type unknown\b/],
    ['said twice', /(→ [^,，、)）]+)[,，、] ?\1/],
    ['doubled full stop', /\.\.(?!\.)|。。|\)\.\)|；；/],
  ];
  if (lang === 'en')
    faults.push(
      ['article', /\ba “?(?:[AEIO]|SMS\b)|\ban “?[BCDGJKPQTVWYZ]|\bCan\b(?! be)/],
      [
        'number',
        /^(?!Use of )(?:[\w,-]+ (?:and )?){0,3}(?:photos|videos|contacts|messages|apps|identifiers|files|sensors|accounts|screenshots|notifications) (?:is|has|was) /i,
      ],
      ['untranslated', /[\u4e00-\u9fff]/],
    );
  else faults.push(['untranslated', /^[^\u4e00-\u9fff]*$/], ['punctuation', /[\u4e00-\u9fff][,;:](?:\s|$)/]);
  return faults.filter(([, fault]) => fault.test(own)).map(([name]) => `${name}: ${text}`);
}

/** Words that only a followed flow may have; and those of something that happened, which no package shows. */
const SENT = /is (?:seen to leave|sent on)|leaves the app|会传出|被观察到/;
const HAPPENED = /\b(?:is|are|was|were) (?:taken|read|collected|captured|copied) by\b|(?:收集|获取|读取)了/;

function wordsAboveRung({ text, evidence }: Finding): string[] {
  const sent = evidence.some(({ rung }) => rung === 'leaves');
  return (['en', 'zh'] as const).flatMap((lang) => [
    ...(SENT.test(text[lang]) && !sent ? [`sent: ${text[lang]}`] : []),
    ...(HAPPENED.test(text[lang]) ? [`happened: ${text[lang]}`] : []),
  ]);
}

function faultsOf(report: AppReport, ruleId?: string): string[] {
  const findings = report.findings.filter((finding) => ruleId === undefined || finding.ruleId === ruleId);
  const said = (['en', 'zh'] as const).flatMap((lang) =>
    [
      ...findings.flatMap(({ title, text, why, fix }) => [title, text, why, fix].map((one) => one[lang])),
      ...report.kinds.map((kind) => kindSentence(kind, report, lang)),
    ].flatMap((one) => gapsIn(one, lang)),
  );
  const subjects = findings.filter(({ text }) => /^(?:可|收集|读取|监视)/.test(text.zh));
  return [
    ...new Set([
      ...said,
      ...subjects.map(({ text }) => `no subject: ${text.zh}`),
      ...findings.flatMap(wordsAboveRung),
    ]),
  ];
}

describe('every check', () => {
  const hits = catalogue.rules.flatMap((rule) =>
    rule.examples.filter(({ expect: wanted }) => wanted === 'hit').map((example) => ({ rule, example })),
  );

  test('has an example that hits, so that its message is rendered', () => {
    const shown = new Set(hits.map(({ rule }) => rule.id));
    expect(catalogue.rules.map(({ id }) => id).filter((id) => !shown.has(id))).toEqual([]);
  });

  test.each(hits.map(({ rule, example }) => [rule.id, example.name, example] as const))(
    '%s: %s',
    (id, _name, example) => {
      const facts = expandExample(example.facts, catalogue);
      // Of a given type and of none: both are words in the sentences.
      for (const type of example.type === undefined ? ['unknown', 'online-shopping'] : [example.type]) {
        const report = judgeFacts(facts, { catalogue, type });
        expect(faultsOf(report, id)).toEqual([]);
        if (type === (example.type ?? 'unknown')) expect(report.findings.map((f) => f.ruleId)).toContain(id);
      }
    },
  );
});

test('what is said of samples as a whole', () => {
  const watchlist = loadWatchlist();
  const faults = readSamples()
    .filter((_, at) => at % 12 === 0)
    .flatMap(({ path, name, type }) => {
      const report = judgeFacts(readPaths([path], { watchlist }), { catalogue, ...(type ? { type } : {}) });
      return faultsOf(report).map((fault) => `${name}: ${fault}`);
    });
  expect(faults).toEqual([]);
});

test('the tests above find what they look for', () => {
  expect(
    gapsIn(' can be taken by {by}  in a “type unknown” app ()', 'en').map((f) => f.split(':')[0]),
  ).toEqual(['unfilled', 'doubled space', 'space at an end', 'empty brackets or quotes', 'quoted unknown']);
  expect(gapsIn('Photos and videos is taken by a “Online shopping” app', 'en')).toHaveLength(2);
  expect(gapsIn('Contacts', 'zh')).toHaveLength(1);
});
