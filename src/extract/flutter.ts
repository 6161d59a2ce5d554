// Flutter: which of the plugins' channels and methods stand in the app's snapshot. The compiler drops what nothing in the
// app can reach, so that a method of a channel that is left can be called; when and by whom is not told. Of debug builds,
// which drop nothing, no more is said than that they are unread. Leaves the meaning of channels to rules/.
import { findTexts, readSnapshot } from '../formats/dart/snapshot.js';
import { compareText } from '../model/order.js';
import type { ScriptFacts } from '../model/script-facts.js';
import { placeEntry, type Entry, type Part } from '../package/package.js';
import type { ExtractContext } from './extractor.js';
import { readNamesOf, unreadFile } from './unread-file.js';

const SNAPSHOT = /^lib\/([^/]+)\/libapp\.so$/;
const KERNEL = 'assets/flutter_assets/kernel_blob.bin';
const ABI_ORDER = ['arm64-v8a', 'armeabi-v7a', 'x86_64', 'x86'];
const PREFIX = 'flutter:';

interface Found {
  part: Part;
  entry: Entry;
}

/** Adds to the facts what the snapshot of a Flutter app says; false when there is none. */
export function extractFlutter(context: ExtractContext, facts: ScriptFacts): boolean {
  const found: (Found & { rank: number })[] = [];
  let kernel: Found | null = null;
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
    facts.files.push({ ...unreadFile(place, 'dart-kernel', kernel.entry.sizeBytes), because: 'dart/kernel' });
    context.note({ code: 'dart/kernel', level: 'note', place: { entry: place }, args: {} });
  }
  return found.length > 0 || kernel !== null;
}
const ENGINE = /^lib\/[^/]+\/libflutter\.so$/;

function readLibrary(context: ExtractContext, facts: ScriptFacts, { part, entry }: Found): void {
  const { limits, watch, note } = context;
  readNamesOf(context, facts, { part, entry, form: 'dart-aot' }, (data, row) => {
    const snapshot = readSnapshot(data, limits.elfSymbols);
    row.form = `dart-aot-${snapshot.hash.slice(0, 8)}`;
    row.because = 'dart/strings-only';
    const args = { hash: snapshot.hash };
    note({ code: 'dart/strings-only', level: 'note', place: { entry: row.entry }, args });
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
        ...{ api: id, entry: row.entry, function: `${channel} ${method}`, offset: texts.get(method)! },
        ...{ line: null, column: null, occasion: 'callback', way: [], cutSteps: 0 },
      });
    }
  });
}
