// The page's worker: opens, reads and judges packages, and renders reports, so that the page itself never waits.
// Leaves showing to main.ts.
import { inflateSync, strFromU8 } from 'fflate';
import {
  ParseError,
  UserError,
  diffReports,
  groupBy,
  loadReporter,
  openBlob,
  openKnowledge,
  readSources,
  scanSources,
  splitInfoOf,
  type Knowledge,
  type Source,
} from '../browser.js';
import { DEFAULT_LIMITS } from '../bytes/limits.js';
import type { Text } from '../model/catalogue.js';
import { diffTerminal } from '../report/diff.js';
import { diagnosticText } from '../text/words.js';
import type { Answer, AppTypeName, Request } from './protocol.js';
import { countApps, surveyFile } from './survey.js';

let knowledge: Knowledge | null = null;
let version = '';

const known = (): Knowledge => {
  if (knowledge === null) throw new Error('not opened');
  return knowledge;
};
const open = (files: readonly File[]): Source[] => files.map((file) => openBlob(file, file.name));

async function answer(request: Request): Promise<unknown> {
  switch (request.do) {
    case 'open': {
      const { catalogue, watchlist, platform, shapes } = request.packed;
      version = request.version;
      knowledge = openKnowledge({
        catalogue: strFromU8(inflateSync(catalogue), true),
        watchlist: strFromU8(inflateSync(watchlist), true),
        platform: inflateSync(platform),
        shapes: inflateSync(shapes),
      });
      const types: AppTypeName[] = knowledge.catalogue.types.map(({ id, name }) => ({ id, name }));
      return { types, rules: knowledge.catalogue.version };
    }
    case 'group': {
      const indexed = request.files.map((file, index) => ({ file, index }));
      const groups = groupBy(indexed, ({ file }) => {
        try {
          return splitInfoOf(openBlob(file, file.name), DEFAULT_LIMITS);
        } catch {
          return null; // fails again when it is opened, with its reason
        }
      });
      return groups.map((group) => group.map(({ index }) => index));
    }
    case 'facts':
      return readSources(open(request.files), { watchlist: known().watchlist });
    case 'scan':
      return scanSources(open(request.files), known(), {
        toolVersion: version,
        ...(request.type === '' ? {} : { type: request.type }),
      }).report;
    case 'render': {
      const reporter = await loadReporter(request.format);
      return reporter.render(request.items, {
        color: false,
        columns: 100,
        lang: request.lang,
        single: request.items.length === 1,
      });
    }
    case 'count':
      return countApps(request.apps, known().catalogue, version).survey;
    case 'survey':
      return surveyFile(request.apps, known().catalogue, version, request.format, request.lang);
    case 'compare': {
      const diff = diffReports(request.before, request.after);
      return diffTerminal(diff, { color: false, columns: 100, lang: request.lang, single: true });
    }
  }
}

const faultOf = (error: unknown): Text => {
  if (error instanceof ParseError) return diagnosticText(error.code, error.args);
  if (error instanceof UserError) return error.text;
  const reason = error instanceof Error ? `${error.name}: ${error.message}` : String(error);
  return { en: `something failed inside: ${reason}`, zh: `内部出错：${reason}` };
};

self.addEventListener('message', (event: MessageEvent<Request>) => {
  const { id } = event.data;
  const tell = (said: Answer): void => self.postMessage(said);
  answer(event.data).then(
    (value) => tell({ id, state: 'done', value }),
    (error: unknown) => tell({ id, state: 'failed', text: faultOf(error) }),
  );
});
