import { expect, test } from '@jest/globals';
import { Ajv } from 'ajv';
import { ReportSchema } from '../../src/model/report-schema.js';
import { loadCatalogue, loadWatchlist } from '../../src/catalogue/load.js';
import { scanPackage } from '../../src/scan.js';
import { fullReport } from '../support/report.js';

const validate = new Ajv({ allErrors: true, strict: false }).compile(
  JSON.parse(JSON.stringify(ReportSchema)) as object,
);
const faults = (value: unknown) => (validate(value) ? [] : (validate.errors ?? []));

test.each(['shop-over-collecting', 'shop-modest', 'screenshot-keeper', 'blind-packed'])(
  'the report of %s fits',
  (sample) => {
    const options = { catalogue: loadCatalogue(), watchlist: loadWatchlist() };
    const report = scanPackage([`samples/${sample}/app.apk`], options);
    expect(faults(JSON.parse(JSON.stringify(report)))).toEqual([]);
  },
);

test('a report without its verdict, or with a rung that is none, does not', () => {
  const { verdict: _, ...without } = fullReport();
  expect(faults(fullReport())).toEqual([]);
  expect(faults(without)).not.toEqual([]);
  const [kind] = fullReport().kinds;
  const wrong = { ...kind!, evidence: [{ ...kind!.evidence[0]!, rung: 'guessed' }] };
  expect(faults({ ...fullReport(), kinds: [wrong] })).not.toEqual([]);
});
