// Flutter: which of the plugins' channels and methods stand in the app's snapshot. The compiler drops what nothing in the
// app can reach, so that a method of a channel that is left can be called; when and by whom is not told. Of debug builds,
// which drop nothing, no more is said than that they are unread. Leaves the meaning of channels to rules/.
import { ParseError } from '../bytes/parse-error.js';
import { findTexts, readSnapshot } from '../formats/dart/snapshot.js';
import { compareText } from '../model/order.js';
import type { ScriptFacts } from '../model/script-facts.js';
import { placeEntry, type Entry, type Part } from '../package/package.js';
import type { ExtractContext } from './extractor.js';

const SNAPSHOT = /^lib\/([^/]+)\/libapp\.so$/;
const KERNEL = 'assets/flutter_assets/kernel_blob.bin';
const ABI_ORDER = ['arm64-v8a', 'armeabi-v7a', 'x86_64', 'x86'];
const PREFIX = 'flutter:';

/** Adds to the facts what the snapshot of a Flutter app says; false when there is none. */
export function extractFlutter(context: ExtractContext, facts: ScriptFacts): boolean {
  const found: { part: Part; entry: Entry; rank: number }[] = [];
  let kernel: { part: Part; entry: Entry } | null = null;
  for (const part of context.pkg.parts)
    for (const entry of part.entries()) {
      if (entry.name === KERNEL) kernel ??= { part, entry };
      const abi = SNAPSHOT.exec(entry.name)?.[1];
      if (abi !== undefined) found.push({ part, entry, rank: (ABI_ORDER.indexOf(abi) + 9) % 9 });
    }
  found.sort((a, b) => a.rank - b.rank || compareText(a.entry.name, b.entry.name));
  const isFlutter =
    kernel !== null || context.pkg.parts.some((part) => part.entries().some(({ name }) => ENGINE.test(name)));
  if (!isFlutter) return false;
  if (found[0]) readLibrary(context, facts, found[0]);
  if (kernel) {
    const place = placeEntry(context.pkg, kernel.part, kernel.entry.name);
    facts.files.push({ ...rowOf(place, 'dart-kernel', kernel.entry.sizeBytes), because: 'dart/kernel' });
    context.note({ code: 'dart/kernel', level: 'note', place: { entry: place }, args: {} });
  }
  return found.length > 0 || kernel !== null;
}
const ENGINE = /^lib\/[^/]+\/libflutter\.so$/;

function readLibrary(
  { pkg, limits, watch, note }: ExtractContext,
  facts: ScriptFacts,
  { part, entry }: { part: Part; entry: Entry },
): void {
  const place = placeEntry(pkg, part, entry.name);
  const row = rowOf(place, 'dart-aot', entry.sizeBytes);
  facts.files.push(row);
  try {
    if (entry.sizeBytes > limits.snapshotBytes)
      throw new ParseError('limit/snapshot-bytes', 0, { limit: limits.snapshotBytes });
    const snapshot = readSnapshot(part.read(entry.name), limits.elfSymbols);
    row.form = `dart-aot-${snapshot.hash.slice(0, 8)}`;
    row.because = 'dart/strings-only';
    note({
      code: 'dart/strings-only',
      level: 'note',
      place: { entry: place },
      args: { hash: snapshot.hash },
    });
    const routes = (watch.scripts ?? []).flatMap(({ id, call }) => {
      const match = call?.startsWith(PREFIX) === true ? /^(.+)#(.+)$/.exec(call.slice(PREFIX.length)) : null;
      return match ? [{ id, channel: match[1]!, method: match[2]! }] : [];
    });
    const texts = findTexts(
      snapshot.data,
      new Set(routes.flatMap(({ channel, method }) => [channel, method])),
    );
    for (const { id, channel, method } of routes) {
      if (!texts.has(channel) || !texts.has(method)) continue;
      facts.sightings.push({
        ...{ api: id, entry: place, function: `${channel} ${method}`, offset: texts.get(method)! },
        ...{ line: null, column: null, occasion: 'callback', way: [], cutSteps: 0 },
      });
    }
  } catch (error) {
    if (!(error instanceof ParseError)) throw error;
    row.because = error.code;
    note({
      code: error.code,
      level: 'warning',
      place: { entry: place, offset: error.offset },
      args: { ...error.args },
    });
  }
}

function rowOf(entry: string, form: string, sizeBytes: number): ScriptFacts['files'][number] {
  return { entry, form, sizeBytes, functions: 0, modules: 0, state: 'unread', because: null };
}
