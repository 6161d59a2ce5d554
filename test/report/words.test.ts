// Every message of every check that the samples set off, in both languages: a subject, no unfilled place, no double space.
import { expect, test } from '@jest/globals';
import { loadCatalogue, loadWatchlist } from '../../src/catalogue/load.js';
import { scanPackage } from '../../src/scan.js';
import { kindSentence } from '../../src/text/takings.js';

const options = { catalogue: loadCatalogue(), watchlist: loadWatchlist() };
const GAP = /\{[a-z]+\}|^\s|^(?:can|is|are|was)\b|^[可被，；：]|\s{2,}|\bundefined\b|\b1 steps\b/;

test.each(['shop-over-collecting', 'shop-modest', 'screenshot-keeper', 'blind-packed'])(
  'no sentence of %s has a gap',
  (sample) => {
    const report = scanPackage([`samples/${sample}/app.apk`], options);
    const texts = report.findings.flatMap(({ text, why, fix }) => [text, why, fix]);
    const sentences = [
      ...texts.flatMap(({ en, zh }) => [en, zh]),
      ...report.kinds.flatMap((k) => [kindSentence(k, report, 'en'), kindSentence(k, report, 'zh')]),
    ];
    expect(sentences.filter((text) => GAP.test(text))).toEqual([]);
  },
);
