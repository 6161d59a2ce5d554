// The script in the page as text. Its functions are ordinary functions of this folder, checked and compiled with the
// rest; here their own text is taken, so they must stay free of anything but each other (model.ts says so too).
import {
  appPage,
  evidenceCount,
  evidenceItem,
  evidenceList,
  headOf,
  isClear,
  kindCard,
  kindFacts,
  kindLine,
  replyCards,
  standingOf,
} from './app-page.js';
import { detailTables, tableOf } from './app-tables.js';
import { findingsByKind, findingText, kindFindings, ruleLines } from './findings.js';
import { appendixEntry, clearPrint, preparePrint } from './print.js';
import {
  actorText,
  detailOf,
  el,
  hashOf,
  indexMark,
  indexMeter,
  listText,
  nameIn,
  pairIn,
  starsText,
  textAt,
  verdictMark,
  viewOf,
  word,
} from './model.js';
import { follow, markLanguage, orderRanks, readJson, start } from './start.js';
import {
  buildHeat,
  buildTable,
  changeView,
  choose,
  chosen,
  columnsOf,
  countText,
  printed,
  rowOf,
  selectOf,
  showRows,
} from './table.js';

const FUNCTIONS: readonly ((...args: never[]) => unknown)[] = [
  actorText, appPage, buildHeat, buildTable, changeView, chosen, columnsOf, detailOf, el, evidenceCount,
  evidenceItem, evidenceList, follow, hashOf,
  headOf, indexMark, isClear, indexMeter, kindCard, kindFacts, kindLine, listText, markLanguage, nameIn, pairIn, readJson, rowOf, selectOf, showRows, standingOf,
  start, starsText, replyCards, detailTables, findingsByKind, findingText, kindFindings, ruleLines, appendixEntry, choose, clearPrint, countText, preparePrint, printed,
  orderRanks, tableOf, textAt, verdictMark, viewOf, word,
]; // prettier-ignore

/** Ends no script element: none of the functions holds "</". */
export function clientScript(): string {
  const text = FUNCTIONS.map((f) => f.toString()).join('\n');
  return `'use strict';(()=>{${text.replaceAll('</', '<\\/')}\nstart();})();`;
}
