// The page's end of the worker: starts it from the page's own text, hands it the knowledge, asks and waits.
// Leaves what is asked to main.ts.
import { inflateSync } from 'fflate';
import { readBase64 } from '../bytes/base64.js';
import type { AppFacts } from '../model/facts.js';
import type { Text } from '../model/catalogue.js';
import type { AppReport } from '../model/report.js';
import type { SurveyReport } from '../model/survey.js';
import type { Answer, AppTypeName, Lang, Packed, Request, Taken } from './protocol.js';
import { PAGE } from './words.js';

type Ask = Request extends infer R ? (R extends { id: number } ? Omit<R, 'id'> : never) : never;

export interface Reader {
  ready: Promise<{ types: AppTypeName[]; rules: string; version: string }>;
  /** Files by app. */
  group(files: readonly File[]): Promise<File[][]>;
  facts(files: readonly File[]): Promise<AppFacts>;
  scan(files: readonly File[], type: string, name: string): Promise<AppReport>;
  render(
    items: { name: string; report: AppReport }[],
    format: 'html' | 'json' | 'csv',
    lang: Lang,
  ): Promise<string>;
  count(apps: Taken[]): Promise<SurveyReport>;
  survey(apps: Taken[], format: 'html' | 'json' | 'csv', lang: Lang): Promise<string>;
  compare(before: AppReport, after: AppReport, lang: Lang): Promise<string>;
  /** Ends the worker; what was asked fails as cancelled. */
  stop(): void;
}

/** An inert script element of the page, as text. */
const held = (id: string): string => document.getElementById(id)!.textContent ?? '';

const bytesOf = (id: string): Uint8Array => readBase64(held(id));

/** Decoded once, however often a worker is started. */
let packed: Packed | null = null;
const knowledge = (): Packed =>
  (packed ??= {
    catalogue: bytesOf('data-catalogue'),
    watchlist: bytesOf('data-watchlist'),
    platform: bytesOf('data-platform'),
    shapes: bytesOf('data-shapes'),
  });

export function openWorker(): Reader {
  const address = URL.createObjectURL(
    new Blob([inflateSync(bytesOf('data-worker')) as Uint8Array<ArrayBuffer>], { type: 'text/javascript' }),
  );
  const worker = new Worker(address);
  const waiting = new Map<number, { done: (value: unknown) => void; fail: (why: Text) => void }>();
  let last = 0;
  const failAll = (why: Text): void => {
    for (const { fail } of waiting.values()) fail(why);
    waiting.clear();
  };
  worker.addEventListener('message', (event: MessageEvent<Answer>) => {
    const said = event.data;
    const asked = waiting.get(said.id);
    waiting.delete(said.id);
    if (said.state === 'done') asked?.done(said.value);
    else asked?.fail(said.text);
  });
  // A worker that runs out of memory says no more than this.
  worker.addEventListener('error', (event) => failAll({ en: event.message, zh: event.message }));
  const ask = <T>(request: Ask): Promise<T> =>
    new Promise((done, fail) => {
      const id = ++last;
      waiting.set(id, { done: done as (value: unknown) => void, fail });
      worker.postMessage({ id, ...request });
    });
  const version = document
    .querySelector<HTMLMetaElement>('meta[name=generator]')!
    .content.replace(/^\S+ /, '');
  const ready = ask<{ types: AppTypeName[]; rules: string }>({
    do: 'open',
    packed: knowledge(),
    version,
  }).then((value) => ({
    ...value,
    version,
  }));
  return {
    ready,
    async group(files) {
      const groups = await ask<number[][]>({ do: 'group', files: [...files] });
      return groups.map((group) => group.map((index) => files[index]!));
    },
    facts: (files) => ask({ do: 'facts', files: [...files] }),
    scan: (files, type, name) => ask({ do: 'scan', files: [...files], type, name }),
    render: (items, format, lang) => ask({ do: 'render', items, format, lang }),
    count: (apps) => ask({ do: 'count', apps }),
    survey: (apps, format, lang) => ask({ do: 'survey', apps, format, lang }),
    compare: (before, after, lang) => ask({ do: 'compare', before, after, lang }),
    stop() {
      worker.terminate();
      URL.revokeObjectURL(address);
      failAll(PAGE.cancelled);
    },
  };
}
